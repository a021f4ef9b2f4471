"""Objectives with baseline and targets, and the priorities that programmes serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.plan import HORIZONS, Alignment, Objectives
from smartcity_analysis.reference import indicators
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.markup import Column, table, text, trail
from smartcity_analysis.report.texts import entry, say


def reading(code: object, value: float) -> str:
    """Write a value of an indicator with its decimals, or the name of its level.

    Examples
    --------
    >>> reading("tpt", 8.2), reading("opini_bpk", 4), reading("tpt", float("nan"))
    ('8,20', 'WTP', '–')
    """
    known = indicators().get(str(code))
    if fmt.is_missing(value) or known is None:
        return fmt.number(value, fmt.decimals_for(value))
    if known.levels:
        return known.levels[min(max(round(value), 0), len(known.levels) - 1)]
    return fmt.number(value, known.decimals)


def under(name: object, note: object) -> Markup:
    """Write a note in small letters under a name, where a column of its own would cost width."""
    small = Markup('<br><small style="font-weight:400">{}</small>')
    return text(name) + small.format(text(note))


@block.register
def _(result: Objectives) -> Block:
    frame = result.table
    first = frame.iloc[0] if len(frame) else pd.Series({f"year_{term}": None for term in HORIZONS})
    years = {term: fmt.year(first[f"year_{term}"]) for term in HORIZONS}
    shown = frame.assign(
        goal=[
            under(called, _measure(name, unit, state))
            for called, name, unit, state in _rows(frame, "short_name", "name", "unit", "state")
        ],
        baseline=[
            under(reading(code, value), fmt.year(year)) if not fmt.is_missing(value) else text(None)
            for code, value, year in _rows(frame, "indicator", "baseline", "baseline_year")
        ],
        source=labels.sources(frame),
        targets=[_targets(row) for row in frame.to_dict("records")],
    )
    goal = Column("short_name", header=say("column.objective"))
    main = [
        Column("goal", header=say("column.objective")),
        Column("baseline", number=True),
        Column("targets", header=say("header.targets"), number=True),
    ]
    rest = [
        goal,
        Column("statement", wide=True),
        Column("state", labels.spoken("objective_state")),
        Column("status", labels.spoken("status"), header=say("objectives.origin")),
        Column("source"),
    ]
    return figured(
        result,
        id="sasaran",
        subtitle=say("objectives.subtitle", **years) if len(frame) else "",
        body=table(shown, main, caption=say("objectives.caption"), empty=say("objectives.empty")),
        source=say("objectives.source"),
        numbers=table(shown, rest, caption=say("objectives.caption_all")) if len(frame) else None,
    )


def _rows(frame: pd.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    return frame[list(columns)].itertuples(index=False, name=None)


def _targets(row: Mapping[Any, Any]) -> Markup:
    """Write the targets of the three terms below each other."""
    if all(fmt.is_missing(row[f"target_{term}"]) for term in HORIZONS):
        return text(None)
    return Markup("<br>").join(
        say(
            "objectives.due",
            year=fmt.year(row[f"year_{term}"]),
            target=reading(row["indicator"], row[f"target_{term}"]),
        )
        for term in HORIZONS
    )


def _measure(name: object, unit: object, state: str) -> str:
    """Name the indicator with its unit, and what keeps the objective from being measured."""
    fault = entry("objective_state")[state]
    if fmt.is_missing(name):
        return str(fault)
    measure = say("objectives.indicator", name=name, unit=unit)
    return measure if state == "measured" else f"{measure}; {fault}"


def _document(code: str, document: object, year: float) -> str:
    if fmt.is_missing(document):
        return code
    shown = str(document).upper()
    return say("alignment_plan.document", code=code, document=shown, year=fmt.year(year))


@block.register
def _(result: Alignment) -> Block:
    frame = result.priorities
    shown = frame.assign(
        priority=[
            under(statement, _document(*cited))
            for statement, *cited in _rows(frame, "statement", "priority", "document", "year")
        ],
        programmes=[
            say("alignment_plan.programmes", count=fmt.number(len(names)), names="; ".join(names))
            if names
            else say("alignment_plan.none")
            for names in frame["programmes"]
        ],
    )
    columns = [Column("priority"), Column("programmes")]
    idle = result.unaligned.assign(
        programme=[
            trail(code, code if fmt.is_missing(name) else name)
            for code, name in _rows(result.unaligned, "programme", "short_name")
        ]
    )
    unaligned = Markup("")
    if len(idle):
        reasons = [Column("programme", text), Column("reason", labels.spoken("reason"))]
        unaligned = table(idle, reasons, caption=say("alignment_plan.caption_unaligned"))
    return figured(
        result,
        id="keselarasan-program",
        subtitle=say("alignment_plan.subtitle"),
        body=table(shown, columns, caption=say("alignment_plan.caption")) + unaligned,
        source=say("alignment_plan.source"),
    )
