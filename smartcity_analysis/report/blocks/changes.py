"""What changed since an earlier stage, and the log of changes over all stages."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.plan import Changes, History
from smartcity_analysis.intake.tables import ColumnSpec, tables
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.blocks.plan import under
from smartcity_analysis.report.markup import Column, details, paragraph, table, text, trail
from smartcity_analysis.report.texts import entry, say

LISTED = 60
"""So many rows are listed on the page; the workbook has all."""

PLANS = "programme_plans"
KEPT = ["table", "code", "name", "change", "follows", "reason", "decided_by", "date"]


@block.register
def _(result: Changes) -> Block:
    if not result.compared:
        return figured(result, id="perubahan", source=say("changes.source"))
    return figured(
        result,
        id="perubahan",
        body=_programmes(result.table, caption=say("changes.caption")),
        source=say("changes.source"),
        after=_others(
            result.table,
            _counts(result.counts, caption=say("changes.caption_counts")),
            caption=say("changes.caption_rows"),
        ),
    )


@block.register
def _(result: History) -> Block:
    return figured(
        result,
        id="riwayat",
        body=_programmes(result.table, caption=say("history.caption")),
        source=say("history.source"),
        after=_others(
            result.table,
            _counts(result.counts, caption=say("history.caption_counts")),
            caption=say("history.caption_rows"),
        ),
    )


def _programmes(frame: pd.DataFrame, *, caption: str) -> Markup:
    """Show the planned programmes that changed, each with all that changed and the reason."""
    rows = _grouped(frame[frame["table"] == PLANS])
    shown = rows.assign(
        programme=[_programme(row) for row in rows.to_dict("records")],
        reason=[_reason(row) for row in rows.to_dict("records")],
    )
    columns = [
        Column("programme"),
        Column("what", header=say("changes.what")),
        Column("reason"),
    ]
    return table(shown, columns, caption=caption, empty=say("changes.empty"))


def _programme(row: dict[Hashable, Any]) -> Markup:
    """Name a programme, linked to its trail while it is in the plan; its stage stands below."""
    called = row["code"] if fmt.is_missing(row["name"]) else row["name"]
    shown = text(called) if row["change"] == "dropped" else trail(row["code"], called)
    if "stage" not in row:
        return shown
    return under(shown, say("history.at", stage=fmt.number(row["stage"])))


def _reason(row: dict[Hashable, Any]) -> str:
    """Write the reason with who decided and when."""
    told = [labels.given(row["reason"])]
    if not fmt.is_missing(row["decided_by"]):
        told.append(str(row["decided_by"]))
    if not fmt.is_missing(row["date"]):
        told.append(fmt.day(pd.Timestamp(str(row["date"])).date()))
    return ", ".join(told)


def _others(frame: pd.DataFrame, counts: Markup, *, caption: str) -> Markup:
    """Fold the changes of the other worksheets, counted and listed."""
    others = frame[frame["table"] != PLANS]
    if others.empty:
        return Markup("")
    rows = _grouped(others[~others["follows"].astype(bool)])
    shown = rows.head(LISTED)
    shown = shown.assign(
        table=shown["table"].map(labels.table_title),
        name=[
            text(code) if fmt.is_missing(name) else under(labels.clause(str(name)), code)
            for code, name in shown[["code", "name"]].itertuples(index=False)
        ],
    )
    columns = [
        Column("name", header=say("header.content")),
        Column("table"),
        *([Column("stage", fmt.number, number=True)] if "stage" in frame else []),
        Column("what", header=say("changes.what"), wide=True),
    ]
    listed = table(shown, columns, caption=caption) if len(rows) else Markup("")
    if len(rows) > LISTED:
        listed += paragraph(say("changes.more", count=fmt.number(len(rows) - LISTED)), css="quiet")
    count = len(others.drop_duplicates([n for n in ("stage", "table", "code") if n in others]))
    summary = say("changes.summary", count=fmt.number(count))
    return details(summary, listed + counts, css="screen")


def _counts(counts: pd.DataFrame, *, caption: str) -> Markup:
    columns = [
        Column("table", labels.table_title),
        *([Column("stage", fmt.number, number=True)] if "stage" in counts else []),
        Column("change", labels.spoken("change")),
        Column("count", fmt.number, number=True),
    ]
    return table(counts, columns, caption=caption)


def _grouped(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per changed row of a worksheet, its changed cells put together in words."""
    key = [name for name in ("stage", "table", "code") if name in frame]
    kept = frame[[*key, *(name for name in KEPT if name not in key)]].drop_duplicates(key)
    cells: dict[tuple[object, ...], list[str]] = {}
    for row in frame.to_dict("records"):
        if not fmt.is_missing(row["column"]):
            cells.setdefault(tuple(row[name] for name in key), []).append(_cell(row))
    found = [cells.get(codes, []) for codes in kept[key].itertuples(index=False, name=None)]
    told = [_what(change, lines) for change, lines in zip(kept["change"], found, strict=True)]
    return kept.assign(what=told)


def _what(change: str, cells: list[str]) -> str:
    word = labels.spoken("change")(change)
    return say("changes.change", change=word, cells="; ".join(cells)) if cells else word


def _cell(row: dict[Hashable, Any]) -> str:
    sheet = tables().get(str(row["table"]))
    spec = sheet.columns.get(str(row["column"])) if sheet else None
    return say(
        "changes.cell",
        column=_title(str(row["column"]), spec),
        before=spelled(row["before"], spec),
        after=spelled(row["after"], spec),
    )


def _title(column: str, spec: ColumnSpec | None) -> str:
    """Name a column as the workbook does, else as the worksheet does."""
    known: dict[str, str] = entry("column")
    header = spec.header if spec else column
    return known.get(column, fmt.capitalised(header.replace("_", " ")))


def spelled(value: object, spec: ColumnSpec | None) -> str:
    """Write the text of a cell as the city writes it: money in rupiah, choices in its words.

    Examples
    --------
    >>> columns = tables()["programme_plans"].columns
    >>> spelled("1250000", columns["cost_rupiah"]), spelled("sample", columns["status"])
    ('Rp1.250.000', 'contoh')
    >>> spelled(None, columns["start_year"]), spelled("2024", columns["start_year"])
    ('kosong', '2024')
    """
    if fmt.is_missing(value):
        return say("changes.blank")
    written = str(value)
    if spec is None:
        return written
    if spec.kind == "choice":
        return spec.choices.get(written, (written,))[0]
    if spec.kind == "date":
        return fmt.day(pd.Timestamp(written).date())
    if spec.money:
        return fmt.rupiah(float(written))
    if spec.kind in ("integer", "number", "share", "indicator_value"):
        return labels.as_written(written)
    return written
