"""What is watched, where it starts from, and how an evaluation would come out."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.indices import PARTS
from smartcity_analysis.analysis.monitoring import Baseline, Frame, Proof, SelfEvaluation
from smartcity_analysis.reference import indicators
from smartcity_analysis.report import charts_monitoring, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured, marked, opened
from smartcity_analysis.report.charts import Words
from smartcity_analysis.report.findings.base import named
from smartcity_analysis.report.findings.indices import part_name
from smartcity_analysis.report.markup import (
    Column,
    details,
    figure,
    heading,
    paragraph,
    source_note,
    table,
    text,
    trail,
)
from smartcity_analysis.report.texts import say

MOST_PANELS = 10
PAST_YEARS = 8  # drawn before the plan begins; older values stand in the table
TWO = partial(fmt.number, decimals=2)
THREE = partial(fmt.number, decimals=3)
RUPIAH = "Rp"


def written(value: float, indicator: object, unit: object = None, *, brief: bool = False) -> str:
    """Write a value as its indicator is written: level, rupiah, or with its decimals."""
    known = indicators().get(str(indicator))
    if fmt.is_missing(value):
        return fmt.MISSING
    if known is not None and known.levels and value == int(value):
        return known.levels[int(value)]
    unit = known.unit if known is not None else unit
    if brief and unit == RUPIAH:
        return fmt.rupiah_words(value)
    decimals = fmt.decimals_for(value) if known is None else known.decimals
    return fmt.number(value, decimals)


# ---- What is watched ----------------------------------------------------------------------------


@block.register
def _(result: Frame) -> Block:
    finding = findings.of(result)
    if not result.n:
        body = heading(finding.claim, level=3) + paragraph(finding.detail)
        return Block("kerangka-pantau", body, str(finding), result.tables(), sample=result.sample)
    aimed = result.table[result.table["level"] == "objective"]
    watched = result.table[result.table["level"] != "objective"]
    after = _watched(aimed, say("monitoring.caption_objectives")) if len(aimed) else Markup("")
    if len(watched):
        summary = say("monitoring.summary_programmes", count=fmt.number(len(watched)))
        listed = _watched(watched, say("monitoring.caption_programmes"))
        after += details(summary, listed, css="screen")
    picture, numbers = _pictures(result)
    return figured(
        result,
        id="kerangka-pantau",
        subtitle=say("monitoring.subtitle") if picture else "",
        body=picture,
        source=say("monitoring.source"),
        numbers=numbers,
        after=after,
    )


def _pictures(result: Frame) -> tuple[Markup, Markup | None]:
    """Draw each indicator of an objective once, and say what could not be drawn."""
    aimed = result.table[result.table["level"] == "objective"].drop_duplicates("indicator")
    panels, empty = [], []
    for _, row in aimed.iterrows():
        panel = _panel(row, result)
        if panel.past.empty and panel.targets.empty:
            empty.append(str(row["name"]))
        else:
            panels.append(panel)
    if not panels:
        return Markup(""), None
    body = charts_monitoring.small_multiples(
        panels[:MOST_PANELS],
        id="bagan-pantau",
        alt=say("monitoring.alt", finding=findings.of(result).claim),
        words=Words(note=say("monitoring.legend")),
    )
    if len(panels) > MOST_PANELS:
        shown = {"shown": fmt.number(MOST_PANELS), "count": fmt.number(len(panels))}
        body += paragraph(say("monitoring.shown", **shown), css="quiet")
    if empty:
        body += paragraph(say("monitoring.not_drawn", names=named(empty)), css="quiet")
    return body, _numbers(result)


def _panel(row: pd.Series[Any], result: Frame) -> charts_monitoring.Panel:
    code = row["indicator"]
    past = result.history[result.history["indicator"] == code]
    targets = result.targets[
        (result.targets["indicator"] == code) & (result.targets["item"] == row["item"])
    ].dropna(subset=["year"])
    targets = targets.sort_values("year").rename(columns={"target": "value"})
    ends = [
        _said(key, frame, row) if len(frame) else ""
        for key, frame in (("now", past), ("aim", targets))
    ]
    recent = past["year"] >= result.first_year - PAST_YEARS
    past = past[recent] if recent.any() else past.tail(1)
    unit = "" if fmt.is_missing(row["unit"]) or row["unit"] == RUPIAH else f" ({row['unit']})"
    return charts_monitoring.Panel(
        name=f"{row['name']}{unit}",
        past=past.assign(certain=~past["status"].isin(["provisional", "estimate", "sample"])),
        targets=targets[["year", "value"]],
        now=ends[0],
        aim=ends[1],
    )


def _said(key: str, frame: pd.DataFrame, row: pd.Series[Any]) -> str:
    """Say the last value of a series with its year."""
    last = frame.iloc[-1]
    value = written(last["value"], row["indicator"], row["unit"], brief=True)
    return say(f"monitoring.{key}", value=value, year=fmt.year(last["year"]))


def _numbers(result: Frame) -> Markup:
    """Give the figures of the pictures, and the older ones that are not drawn."""
    status = Column("status", labels.spoken("status"))
    horizon = Column("horizon", labels.spoken("horizon"))
    return _series(
        result.history, "value", say("column.value"), status, say("monitoring.caption_history")
    ) + _series(
        result.targets, "target", say("header.targets"), horizon, say("monitoring.caption_targets")
    )


def _series(frame: pd.DataFrame, value: str, title: str, last: Column, caption: str) -> Markup:
    shown = frame.assign(
        name=frame["indicator"].map(labels.indicator_names()),
        shown=[written(v, i) for v, i in zip(frame[value], frame["indicator"], strict=True)],
    )
    columns = [
        Column("name", header=say("header.indicator")),
        Column("year", fmt.year, number=True),
        Column("shown", header=title, number=True),
        last,
    ]
    return table(shown, columns, caption=caption)


def _unset(value: object) -> str:
    return say("monitoring.unset") if fmt.is_missing(value) else str(value)


def _in_year(value: str, year: object) -> str:
    if value == fmt.MISSING or fmt.is_missing(year):
        return value
    return say("monitoring.value_in_year", value=value, year=fmt.year(year))  # type: ignore[arg-type]


def _dated(frame: pd.DataFrame, value: str, year: str) -> list[str]:
    return [
        _in_year(written(row[value], row["indicator"], row["unit"]), row[year])
        for _, row in frame.iterrows()
    ]


def _watched(frame: pd.DataFrame, caption: str) -> Markup:
    spoken = labels.spoken("frequency")
    shown = frame.assign(
        start=_dated(frame, "baseline", "baseline_year"),
        aim=_dated(frame, "next_target", "next_year"),
        item=[_owner(row) for _, row in frame.iterrows()],
        frequency=frame["frequency"].map(spoken, na_action="ignore"),
    )
    columns = [
        Column("name", header=say("header.indicator"), wide=True),
        Column("item", header=say("column.used_for")),
        Column("unit"),
        Column("start", header=say("column.baseline"), number=True),
        Column("aim", header=say("column.next_target"), number=True),
        Column("data_source", _unset),
        Column("frequency", _unset),
        Column("steward", _unset),
    ]
    return table(shown, columns, caption=caption)


def _owner(row: pd.Series[Any]) -> Markup:
    """Name the objective or programme, the latter linked to its evidence, with the level."""
    if row["level"] == "objective":
        return text(row["short_name"])
    word = labels.spoken("indicator_level")(row["level"])
    return Markup("{} · {}").format(trail(row["item"], row["short_name"]), word)


# ---- Where it starts from -----------------------------------------------------------------------


@block.register
def _(result: Baseline) -> Block:
    body = opened(result)
    if result.n:
        digest = Markup("{} <code>{}</code>").format(say("baseline.digest"), result.digest)
        body += paragraph(digest, css="quiet")
    if len(result.differences):
        body += _differences(result.differences)
    if len(result.missing):
        names = named(result.missing["name"].fillna(result.missing["code"]))
        body += paragraph(say("baseline.missing", names=names))
    city = result.table[result.table["kind"] == "indicator"]
    if len(city):
        summary = say("baseline.summary", count=fmt.number(len(city)))
        body += details(summary, _values(city), css="screen")
    if result.n:
        body += source_note(say("baseline.source"))
    return Block("data-awal", body, str(findings.of(result)), result.tables(), sample=result.sample)


def _differences(frame: pd.DataFrame) -> Markup:
    columns = [
        Column("name", header=say("header.indicator"), wide=True),
        Column("kind", labels.spoken("baseline_kind")),
        Column("was", header=say("column.before"), number=True),
        Column("now", header=say("column.after"), number=True),
        Column("change", labels.spoken("change")),
    ]
    shown = frame.assign(
        was=[
            _in_year(written(r["before"], r["code"]), r["before_year"]) for _, r in frame.iterrows()
        ],
        now=[
            _in_year(written(r["after"], r["code"]), r["after_year"]) for _, r in frame.iterrows()
        ],
    )
    return table(shown, columns, caption=say("baseline.caption_differences"))


def _values(frame: pd.DataFrame) -> Markup:
    columns = [
        Column("name", header=say("header.indicator"), wide=True),
        Column("shown", header=say("column.value"), number=True),
        Column("unit"),
        Column("year", fmt.year, number=True),
        Column("status", labels.spoken("status")),
        Column("source"),
    ]
    shown = frame.assign(
        shown=[written(r["value"], r["code"], r["unit"]) for _, r in frame.iterrows()],
        source=labels.sources(frame),
    )
    return table(shown, columns, caption=say("baseline.caption"))


# ---- How an evaluation would come out -----------------------------------------------------------


@block.register
def _(result: SelfEvaluation) -> Block:
    finding = findings.of(result)
    mark = Markup(' <span class="simulation-mark">{}</span>').format(say("self_evaluation.mark"))
    claim = marked(finding.claim, sample=result.sample) + mark
    if not result.n_scored:
        body = heading(claim, level=3) + paragraph(finding.detail)
        return Block("simulasi-evaluasi", body, str(finding), result.tables(), sample=result.sample)
    known = result.parts.dropna(subset=["score"])
    names = [_weighed(row) for _, row in known.iterrows()]
    picture = charts_monitoring.evidence_bars(
        known.assign(name=names),
        id="bagan-simulasi",
        alt=say("self_evaluation.alt", finding=finding.claim),
        reach=4,
    )
    numbers = _part_table(result) + table(
        result.evaluation.editions,
        [
            Column("edition", labels.spoken("edition")),
            Column("low", TWO, number=True),
            Column("high", TWO, number=True),
        ],
        caption=say("self_evaluation.caption_editions"),
    )
    html = figure(
        claim=claim,
        subtitle=f"{finding.detail} {say('self_evaluation.subtitle')}",
        body=picture,
        source=say("self_evaluation.source"),
        numbers=numbers,
    )
    html += _cost(result) + _questions(result)
    return Block("simulasi-evaluasi", html, str(finding), result.tables(), sample=result.sample)


def _weighed(row: pd.Series[Any]) -> str:
    name = fmt.capitalised(part_name(row["part"]))
    return say("self_evaluation.part", part=name, weight=fmt.percent(row["weight"]))


def _part_table(result: SelfEvaluation) -> Markup:
    columns = [
        Column("part", part_name),
        Column("weight", fmt.percent, number=True),
        Column("score", TWO, header=say("column.value"), number=True),
        Column("score_evidenced", TWO, number=True),
        Column("n_scored", fmt.number, number=True),
        Column("n_without_evidence", fmt.number, number=True),
        Column("lost", THREE, header=say("column.points_lost"), number=True),
        Column("room", THREE, number=True),
    ]
    return table(result.parts, columns, caption=say("self_evaluation.caption"))


def _cost(result: SelfEvaluation) -> Markup:
    if result.cost.empty:
        return Markup("")
    columns = [
        Column("statement", header=say("column.question")),
        Column("lost", TWO, header=say("column.points_lost"), number=True),
        Column("score", TWO, header=say("column.value"), number=True),
        Column("part", part_name),
        Column("agency"),
    ]
    return table(result.cost, columns, caption=say("self_evaluation.caption_cost"))


def _questions(result: SelfEvaluation) -> Markup:
    columns = [
        Column("statement", header=say("column.question"), wide=True),
        Column("part", part_name),
        Column("dimension", labels.dimension_name),
        Column("score", TWO, header=say("column.value"), number=True),
        Column("evidence", _evidence, wide=True),
    ]
    summary = say("self_evaluation.summary_questions", count=fmt.number(len(result.questions)))
    shown = table(result.questions, columns, caption=say("self_evaluation.caption_questions"))
    return details(summary, shown)


def _evidence(value: object) -> str:
    return say("self_evaluation.no_evidence") if fmt.is_missing(value) else str(value)


@block.register
def _(result: Proof) -> Block:
    rows = result.table
    columns = [
        Column("name", header=say("column.city")),
        Column("index", THREE, header=say("column.recomputed"), number=True),
        Column("published", TWO, number=True),
        Column("within_rounding", labels.yes),
        *(Column(part, TWO, header=part_name(part), number=True) for part in PARTS),
    ]
    shown = rows.assign(
        name=[f"{c} {fmt.year(y)}" for c, y in zip(rows["city"], rows["year"], strict=True)]
    )
    cited = [
        say("proof.letter", source=row["source"], letter=row["letter"])
        for _, row in rows.iterrows()
    ]
    return figured(
        result,
        id="bukti-metode",
        subtitle=say("proof.subtitle", edition=say(f"edition.{result.edition}")),
        body=table(shown, columns, caption=say("proof.caption")),
        source="; ".join(cited),
    )
