"""The long list of programmes, ideas that look alike, and what cannot be ranked yet."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.plan import NoRanking, Programmes, Similar, Unranked
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import anchor, block, figured, marked, opened
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    details,
    link,
    table,
    text,
    trail,
)
from smartcity_analysis.report.texts import say

BREAK = Markup("<br>")
SMALL = Markup('{}<br><small class="quiet">{}</small>')


def programme_name(
    code: Hashable, name: object, *, planned: bool = True, sample: bool = False
) -> Markup:
    """Name a programme; one that is planned opens to its evidence, a made-up one is marked."""
    shown = trail(code, name) if planned else text(name)
    return marked(shown, sample=sample)


# ---- Long list ----------------------------------------------------------------------------------


@block.register
def _(result: Programmes) -> Block:
    if result.planned.empty:
        return figured(
            result,
            id="daftar-program",
            source=_source(result),
            after=_lists(result),
        )
    return figured(
        result,
        id="daftar-program",
        subtitle=say("programme_list.subtitle"),
        body=_parts(result),
        source=_source(result),
        numbers=_blocks(result.by_block) + _horizons(result.by_horizon),
        after=_lists(result),
    )


def _source(result: Programmes) -> str:
    told = say("programme_list.source")
    return f"{told} {say('programme_list.source_sample')}" if result.sample else told


def _parts(result: Programmes) -> Markup:
    """Show the six dimensions with their three parts each, so that a gap is seen."""
    parts: dict[str, list[Markup]] = {}
    shown = result.by_subdimension[["dimension", "n_planned", "name"]]
    for dimension, count, name in shown.to_numpy():
        parts.setdefault(dimension, []).append(_part(count, name))
    lines = [BREAK.join(parts[code]) for code in result.by_dimension["dimension"]]
    columns = [
        Column("name", header=say("column.dimension")),
        Column("n_planned", fmt.number, header=say("programme_list.in_plan"), number=True),
        Column("parts", header=say("programme_list.parts")),
    ]
    rows = result.by_dimension.assign(parts=pd.Series(lines, dtype=object))
    return table(rows, columns, caption=say("programme_list.caption"))


def _part(count: int, name: str) -> Markup:
    if count:
        return text(say("programme_list.part", count=fmt.number(count), name=name))
    told = say("programme_list.part_empty", count=fmt.number(count), name=name)
    return Markup("<strong>{}</strong>").format(told)


def _counted(frame: pd.DataFrame, first: Column, caption: str) -> Markup:
    columns = [
        first,
        Column("n_programmes", fmt.number, number=True),
        Column("cost_rupiah", fmt.rupiah, number=True),
        Column("n_unpriced", fmt.number, number=True),
    ]
    return table(frame, columns, caption=caption)


def _blocks(frame: pd.DataFrame) -> Markup:
    words, blank = labels.spoken("action_block"), say("programme_list.no_block")
    written = [words(code) if code else blank for code in frame["block"]]
    first = Column("block", header=say("programme_list.block"))
    caption = say("programme_list.caption_blocks")
    return _counted(frame.assign(block=written), first, caption)


def _horizons(frame: pd.DataFrame) -> Markup:
    first = Column("horizon", labels.coded("horizon"))
    return _counted(frame, first, say("programme_list.caption_horizons"))


def _lists(result: Programmes) -> Markup:
    """List the programmes, folded per dimension."""
    folded = Markup("")
    counts = result.by_dimension[["dimension", "name", "n_planned", "n_programmes"]]
    for code, name, planned, count in counts.to_numpy():
        if not count:
            continue
        ends = {"planned": fmt.number(planned), "count": fmt.number(count)}
        mine = result.table[result.table["dimension"] == code]
        drawn = _list(mine, say("programme_list.caption_list", name=name))
        folded += details(say("programme_list.summary", name=name, **ends), drawn)
    homeless = result.table[result.table["dimension"].isna()]
    if len(homeless):
        summary = say("programme_list.no_dimension", count=fmt.number(len(homeless)))
        folded += details(summary, _list(homeless, summary))
    return folded


def _list(mine: pd.DataFrame, caption: str) -> Markup:
    order = mine.sort_values(["start_year", "short_name"], kind="stable", na_position="last")
    columns = [
        Column("title", header=say("column.programme")),
        Column("plan", header=say("programme_list.plan")),
    ]
    titles = pd.Series(_titles(order), order.index, dtype=object)
    plans = pd.Series(_plans(order), order.index, dtype=object)
    return table(order.assign(title=titles, plan=plans), columns, caption=caption)


def _titles(rows: pd.DataFrame) -> list[Markup]:
    """Name each programme in full, with its OPD and source; a made-up one carries its mark."""
    fields = ["programme", "name", "short_name", "horizon", "status", "agency", "source", "address"]
    shown = []
    for code, name, short, horizon, status, agency, source, address in rows[fields].to_numpy():
        sample = status == "sample"
        full = short if fmt.is_missing(name) else name
        title = programme_name(code, full, planned=horizon != "unplanned", sample=sample)
        notes = [] if fmt.is_missing(agency) else [text(agency)]
        if not sample and not fmt.is_missing(source):
            notes.append(link(labels.publisher(source), address))
        shown.append(SMALL.format(title, Markup("; ").join(notes)) if notes else title)
    return shown


def _plans(rows: pd.DataFrame) -> list[Markup]:
    """Write years and cost of each programme; those of a real one may still be made up."""
    shown = []
    fields = ["start_year", "end_year", "cost_rupiah", "horizon", "status", "plan_status"]
    for start, end, cost, horizon, status, plan_status in rows[fields].to_numpy():
        if horizon == "unplanned":
            shown.append(text(say("programme_list.not_planned")))
            continue
        made_up = plan_status == "sample" and status != "sample"
        price = say("programme_list.unpriced") if fmt.is_missing(cost) else fmt.rupiah(cost)
        years = text(fmt.year_span(start, end))
        shown.append(marked(years + BREAK + price, sample=made_up))
    return shown


# ---- Ideas that look alike ----------------------------------------------------------------------


@block.register
def _(result: Similar) -> Block:
    rows = result.groups
    asked = [
        say(
            "similar.pair",
            names=fmt.words(mine["short_name"].tolist()),
            similarity=fmt.percent(mine["similarity"].max()),
        )
        for _, mine in rows.groupby("group", sort=True)
    ]
    columns = [
        Column("short_name", header=say("column.programme")),
        Column("group", fmt.number, number=True),
        Column("dimension", labels.dimension_name),
        Column("closest", header=say("similar.closest")),
        Column("similarity", fmt.percent, number=True),
    ]
    names = rows.set_index("programme")["short_name"]
    shown = rows.assign(closest=rows["closest"].map(names))
    return figured(
        result,
        id="usulan-mirip",
        subtitle=say("similar.subtitle", limit=fmt.percent(result.similar_from)),
        body=bullets(asked, css="checks") if asked else None,
        source=say("similar.source"),
        numbers=table(shown, columns, caption=say("similar.caption")) if asked else None,
    )


# ---- What cannot be ranked ----------------------------------------------------------------------


@block.register
def _(result: Unranked) -> Block:
    rows = result.table
    names = [
        programme_name(code, name, sample=status == "sample")
        for code, name, status in rows[["programme", "short_name", "status"]].to_numpy()
    ]
    lacking = [fmt.words([str(name) for name in names]) for names in rows["missing"]]
    columns = [
        Column("title", header=say("column.programme")),
        Column("dimension", labels.dimension_name),
        Column("missing"),
    ]
    shown = rows.assign(title=pd.Series(names, rows.index, dtype=object), missing=lacking)
    body = table(shown, columns, caption=say("unranked.caption")) if len(rows) else None
    return figured(result, id="belum-dinilai", body=body, source=say("unranked.source"))


@block.register
def _(result: NoRanking) -> Block:
    told = str(findings.of(result))
    kind = anchor("belum-ada", result.step)
    return Block(kind, opened(result), told, result.tables(), sample=result.sample)
