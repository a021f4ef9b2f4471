"""What was not yet so on the cut-off date is left out of a run, and listed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from smartcity_analysis.intake.frames import Sheet, text_dtype

COLUMNS = ("table", "key", "statement", "year")
_STATEMENTS = ("statement", "title", "name", "indicator")


def leave_out(
    sheets: Mapping[str, Sheet], cut_off: date | None
) -> tuple[dict[str, Sheet], pd.DataFrame]:
    """Split off the rows that describe a state after the cut-off date.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Not modified.
    cut_off : date or None
        A row is of the date in ``described``, else of 31 December of its ``year``; a row with
        neither stays. None leaves nothing out.

    Returns
    -------
    sheets : dict of str to Sheet
        Without those rows, without the rows that hang on them (ratings, plans, progress), and
        without links to them.
    left_out : DataFrame
        One row per row left out: ``table``, ``key``, ``statement``, ``year``. Rows that went with
        their factor, issue or programme are not listed.
    """
    if cut_off is None:
        return dict(sheets), _listing([])
    late = {name: _late(sheet, cut_off) for name, sheet in sheets.items()}
    listed = [row for name, sheet in sheets.items() for row in _left_out(sheet, late[name])]
    kept = {name: sheet.take(~late[name]) for name, sheet in sheets.items()}
    gone = {
        name: set(sheet.frame.loc[late[name], sheet.spec.key[0]].dropna())
        for name, sheet in sheets.items()
        if len(sheet.spec.key) == 1
    }
    return without(kept, gone), _listing(listed)


def without(sheets: Mapping[str, Sheet], gone: Mapping[str, set[object]]) -> dict[str, Sheet]:
    """Return sheets without the rows that hang on codes that are gone, and without links to them.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Not modified.
    gone : mapping of str to set
        Codes by the table that they named a row of; tables with one key column only.

    Returns
    -------
    dict of str to Sheet
        A row goes when its key or a required column names such a code, and takes along what hangs
        on it; in other columns the code is taken out.
    """
    lost = {name: set(codes) for name, codes in gone.items()}
    kept = dict(sheets)
    counted = -1
    # Until nothing more goes: a plan goes with its programme, a budget line with its plan.
    while counted != sum(map(len, lost.values())):
        counted = sum(map(len, lost.values()))
        for name, sheet in kept.items():
            hanging = _hanging(sheet, lost)
            if len(sheet.spec.key) == 1:
                key = sheet.spec.columns[sheet.spec.key[0]]
                inherited = lost.get(key.references or "", set())
                lost[name] = {*lost.get(name, ()), *sheet.frame.loc[hanging, key.name], *inherited}
            if hanging.any():
                kept[name] = sheet.take(~hanging)
    return {name: _unlinked(sheet, lost) for name, sheet in kept.items()}


def _hanging(sheet: Sheet, lost: Mapping[str, set[object]]) -> "pd.Series[bool]":
    """Tell which rows cannot stand without a code that is gone."""
    hanging = pd.Series(data=False, index=sheet.frame.index, dtype=bool)
    for column in sheet.spec.columns.values():
        codes = lost.get(column.references or "", set())
        if codes and column.kind != "list" and (column.required or column.name in sheet.spec.key):
            hanging |= sheet.frame[column.name].isin(list(codes))
    return hanging


def _late(sheet: Sheet, cut_off: date) -> "pd.Series[bool]":
    frame = sheet.frame
    if not sheet.spec.dated or "year" not in frame:
        return pd.Series(data=False, index=frame.index, dtype=bool)
    late = frame["year"] > cut_off.year - (0 if (cut_off.month, cut_off.day) == (12, 31) else 1)
    if "described" in frame:
        described = frame["described"]
        late = late.mask(described.notna(), described > pd.Timestamp(cut_off))
    return late.fillna(value=False).astype(bool)


def _left_out(sheet: Sheet, late: "pd.Series[bool]") -> list[tuple[object, ...]]:
    spec, rows = sheet.spec, sheet.frame[late]
    statement = next((name for name in _STATEMENTS if name in spec.columns), spec.key[0])
    return [
        (
            spec.name,
            " · ".join(spec.columns[name].shown(row[name]) for name in spec.key),
            row[statement],
            row["year"],
        )
        for row in rows.to_dict("records")
    ]


def _unlinked(sheet: Sheet, lost: Mapping[str, set[object]]) -> Sheet:
    """Return the sheet without links that point at what is gone."""
    for column in sheet.spec.columns.values():
        codes = lost.get(column.references or "", set())
        if not codes:
            continue
        values = sheet.frame[column.name]
        if column.kind == "list":
            links = [tuple(code for code in linked if code not in codes) for linked in values]
            unlinked = pd.Series(links, index=values.index, dtype="object")
        else:
            unlinked = values.mask(values.isin(list(codes)))
        sheet = replace(sheet, frame=sheet.frame.assign(**{column.name: unlinked}))
    return sheet


def _listing(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    text = {name: text_dtype() for name in COLUMNS[:3]}
    return frame.astype({**text, "year": "Int64"})
