"""Quick wins and their progress, checks, indicator dictionary and dimensions of the action plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.action_plan import (
    Checks,
    DimensionSummary,
    IndicatorDictionary,
    QuickWinCards,
)
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured, marked
from smartcity_analysis.report.blocks.cards import (
    blank,
    cost,
    dated,
    made_up,
    residents,
    terms_of,
)
from smartcity_analysis.report.findings.base import amount, named
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    details,
    filled,
    heading,
    link,
    paragraph,
    table,
    text,
    trail,
)
from smartcity_analysis.report.texts import entry, say

WORKING = ("running", "evaluating")
MONEY = ("ceiling_equals_cost",)
YEARS = (
    *("years_inside_horizon", "quick_win_is_short", "activities_inside_years"),
    *("prerequisites_first", "target_year_inside_horizon"),
)

# ---- Quick wins ---------------------------------------------------------------------------------


@block.register
def _(result: QuickWinCards) -> Block:
    rated = result.cards.dropna(subset=["progress_percent"])
    picture = Markup("")
    if len(rated):
        bars = rated.sort_values("progress_percent", ascending=False, kind="stable")
        names = [_bar(one) for _, one in bars.iterrows()]
        picture = charts.bars(
            pd.DataFrame({"name": names, "value": bars["progress_percent"].tolist()}),
            id="bagan-kemajuan",
            alt=say("progress.alt", finding=findings.of(result).claim.lower()),
            show=fmt.hundredths,
            reach=100,
        )
    history = {code: rows for code, rows in result.history.groupby("quick_win", sort=False)}
    each = Markup("").join(
        _quick_win(one, history.get(one["quick_win"], result.history.iloc[:0]))
        for _, one in result.cards.iterrows()
    )
    return figured(
        result,
        id="kartu-quick-win",
        subtitle=say("progress.subtitle") if len(rated) else "",
        body=picture,
        source=say("progress.source"),
        numbers=_history(result) if len(result.history) else None,
        after=Markup('<div class="win-cards">{}</div>').format(each) if each else None,
    )


def _bar(one: pd.Series[Any]) -> str:
    if fmt.is_missing(one["state"]):
        return str(one["short_name"])
    state = say(f"quick_win_state.{one['state']}")
    return say("progress.bar", name=one["short_name"], state=state)


def _history(result: QuickWinCards) -> Markup:
    names = result.cards.set_index("quick_win")["short_name"]
    frame = result.history.assign(name=result.history["quick_win"].map(names))
    columns = [
        Column("name", header=say("column.quick_win")),
        Column("date", fmt.day, number=True),
        Column("state", labels.spoken("quick_win_state")),
        Column("progress_percent", fmt.number, number=True),
        Column("note"),
    ]
    return table(frame, columns, caption=say("progress.caption"))


def _quick_win(one: pd.Series[Any], history: pd.DataFrame) -> Markup:
    line = say(
        "progress.line",
        dimension=labels.dimension_names([one["dimension"]])[0],
        agency=blank(one["agency_name"]),
    )
    said = {
        "state": _now(one, history),
        "launch": _launch(one),
        "kpi": _kpi(one),
        "residents": residents(one),
        "cost": cost(one),
        "evidence": one["evidence"],
    }
    lines = [(say(f"progress_term.{name}"), value) for name, value in said.items()]
    # Only what is planned has a trail of evidence to lead to.
    title = text(one["short_name"])
    if one["is_planned"]:
        title = trail(one["programme"], title)
    made = one["status"] == "sample" or "programme" in one["sample_parts"]
    name = marked(title, sample=made)
    return Markup('<section class="win-card">{}{}{}{}</section>').format(
        heading(name, level=4),
        paragraph(line, css="quiet"),
        made_up(one),
        terms_of(lines),
    )


def _now(one: pd.Series[Any], history: pd.DataFrame) -> Markup:
    if not one["n_reports"]:
        return text(say("progress.not_recorded"))
    mark = "●" if one["state"] in WORKING else "◐"
    state = say(f"quick_win_state.{one['state']}") if one["state"] else fmt.MISSING
    values = {"mark": mark, "state": state, "date": fmt.day(one["date"])}
    said = (
        say("progress.now_no_percent", **values)
        if fmt.is_missing(one["progress_percent"])
        else say("progress.now", **values, percent=fmt.hundredths(one["progress_percent"]))
    )
    drops = [_drop(row) for _, row in history[history["change_percent"] < 0].iterrows()]
    lines = [said]
    if drops:
        lines.append(say("progress.fell_note", drops=fmt.words(drops)))
    return Markup("<br>").join(map(text, lines))


def _drop(row: pd.Series[Any]) -> str:
    after = row["progress_percent"]
    said = say(
        "progress.drop",
        before=fmt.hundredths(after - row["change_percent"]),
        after=fmt.hundredths(after),
        date=fmt.day(row["date"]),
    )
    if fmt.is_missing(row["note"]):
        return said
    return say("progress.drop_note", drop=said, note=row["note"])


def _launch(one: pd.Series[Any]) -> object:
    if fmt.is_missing(one["launch"]):
        return None
    day = fmt.day(one["launch"])
    return f"{day} · {say('progress.overdue_note')}" if one["overdue"] else day


def _kpi(one: pd.Series[Any]) -> object:
    if fmt.is_missing(one["kpi_name"]):
        return None
    decimals = one["kpi_decimals"]
    values = {
        "name": one["kpi_name"],
        "baseline": dated(one["kpi_baseline"], one["kpi_baseline_year"], decimals),
        "target": dated(one["kpi_target"], one["kpi_target_year"], decimals),
    }
    if fmt.is_missing(one["kpi_unit"]):
        return say("progress.kpi", **values)
    return say("progress.kpi_unit", **values, unit=one["kpi_unit"])


# ---- Checks -------------------------------------------------------------------------------------


@block.register
def _(result: Checks) -> Block:
    columns = [
        Column("check", labels.spoken("check_name")),
        Column("verdict"),
    ]
    verdicts = [_verdict(one) for _, one in result.table.iterrows()]
    shown = result.table.assign(verdict=verdicts)
    drawn = table(shown, columns, caption=say("consistency.caption"))
    lists = Markup("").join(
        _failed(check, rows) for check, rows in result.failures.groupby("check", sort=False)
    )
    return figured(
        result,
        id="pemeriksaan",
        body=drawn,
        source=say("consistency.source"),
        after=lists,
    )


def _verdict(one: pd.Series[Any]) -> str:
    checked, failed = fmt.number(one["n_checked"]), fmt.number(one["n_failed"])
    if one["state"] == "failed":
        return say("consistency.failed", failed=failed, checked=checked)
    if one["state"] == "passed":
        return say("consistency.passed", checked=checked)
    return say("check_state.nothing")


def _failed(check: Any, rows: pd.DataFrame) -> Markup:
    summary = say(
        "consistency.summary",
        check=say(f"check_name.{check}"),
        count=fmt.number(len(rows)),
    )
    fix = paragraph(say("consistency.fix", fix=say(f"check_fix.{check}")))
    return details(summary, fix + bullets(_row(row) for _, row in rows.iterrows()))


def _row(row: pd.Series[Any]) -> Markup:
    """Say what is wrong with one row; its programme leads to the evidence."""
    check = row["check"]
    show = fmt.rupiah if check in MONEY else fmt.year if check in YEARS else amount
    return filled(
        entry(f"check_row.{_key(row)}"),
        name=trail(row["programme"], row["short_name"]),
        item=row["item"],
        **{bound: show(row[bound]) for bound in ("found", "low", "high")},
    )


def _key(row: pd.Series[Any]) -> str:
    check, nothing = str(row["check"]), fmt.is_missing(row["found"])
    if check == "prerequisites_first" and nothing:
        return "prerequisites_unplanned"
    if check == "target_improves":
        return "target_improves_down" if fmt.is_missing(row["low"]) else "target_improves_up"
    if check in entry("check_row") and not (nothing and fmt.is_missing(row["item"])):
        return check
    return "plain" if fmt.is_missing(row["item"]) else "item"


# ---- Dictionary and dimensions ------------------------------------------------------------------


@block.register
def _(result: IndicatorDictionary) -> Block:
    entries = [_entry(one) for _, one in result.table.iterrows()]
    listed = Markup('<dl class="terms dictionary">{}</dl>').format(Markup("").join(entries))
    return figured(
        result,
        id="kamus-indikator",
        body=listed if entries else None,
        source=say("indicator_dictionary.source"),
    )


def _entry(one: pd.Series[Any]) -> Markup:
    """Explain one indicator: what it is called, what it means, where it comes from."""
    name = text(one["name"])
    if not fmt.is_missing(one["unit"]):
        values = {"name": one["name"], "unit": one["unit"]}
        name = text(
            say("indicator_dictionary.unit_only", **values)
            if fmt.is_missing(one["direction"])
            else say(
                "indicator_dictionary.unit",
                **values,
                direction=labels.spoken("direction")(one["direction"]),
            )
        )
    frequency = one["frequency"]
    source = blank(None) if fmt.is_missing(one["source"]) else link(one["source"], one["address"])
    origin = filled(
        entry("indicator_dictionary.origin"),
        source=source,
        frequency=blank(None if fmt.is_missing(frequency) else say(f"frequency.{frequency}")),
        agency=blank(one["agency_name"]),
        users=named(one["used_by"]),
    )
    return Markup('<dt>{}</dt><dd>{}</dd><dd class="quiet">{}</dd>').format(
        name, blank(one["definition"]), origin
    )


@block.register
def _(result: DimensionSummary) -> Block:
    frame = result.table.assign(first=[_first(one) for _, one in result.table.iterrows()])
    columns = [
        Column("name", header=say("column.dimension")),
        Column("n_programmes", fmt.number, header=say("column.programme"), number=True),
        Column("funded_share", fmt.share_of_draws, number=True),
        Column("cost_rupiah", fmt.rupiah, number=True),
        Column("n_agencies", fmt.number, header=say("column.agency"), number=True),
        Column("n_objectives", fmt.number, header=say("column.objective"), number=True),
        Column("n_complete", fmt.number, number=True),
        Column("first", header=say("column.first_activity"), wide=True),
    ]
    return figured(
        result,
        id="ringkasan-dimensi",
        body=table(frame, columns, caption=say("dimension_summary.caption")),
        source=say("dimension_summary.source"),
    )


def _first(one: pd.Series[Any]) -> str:
    if fmt.is_missing(one["first_year"]):
        return fmt.MISSING
    values = {"programme": one["first_programme"], "year": fmt.year(one["first_year"])}
    if fmt.is_missing(one["first_activity"]) or fmt.is_missing(one["first_quarter"]):
        return say("dimension_summary.first_start", **values)
    return say(
        "dimension_summary.first",
        **values,
        activity=one["first_activity"],
        quarter=fmt.number(one["first_quarter"]),
    )
