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
        Without those rows, without the ratings of those rows, and without links to them.
    left_out : DataFrame
        One row per row left out: ``table``, ``key``, ``statement``, ``year``. Ratings that went
        with their factor or issue are not listed.
    """
    if cut_off is None:
        return dict(sheets), _listing([])
    late = {name: _late(sheet, cut_off) for name, sheet in sheets.items()}
    listed = [row for name, sheet in sheets.items() for row in _left_out(sheet, late[name])]
    kept = {name: sheet.take(~late[name]) for name, sheet in sheets.items()}
    gone = {
        name: set(sheet.frame.loc[late[name], sheet.spec.key[0]])
        for name, sheet in sheets.items()
        if len(sheet.spec.key) == 1
    }
    return {name: _unlinked(sheet, gone) for name, sheet in kept.items()}, _listing(listed)


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
        (spec.name, " · ".join(str(row[name]) for name in spec.key), row[statement], row["year"])
        for row in rows.to_dict("records")
    ]


def _unlinked(sheet: Sheet, gone: Mapping[str, set[object]]) -> Sheet:
    """Return the sheet without rows that are keyed by, and links that point at, what is gone."""
    for column in sheet.spec.columns.values():
        lost = gone.get(column.references or "", set())
        if not lost:
            continue
        if column.kind == "list":
            links = [tuple(c for c in codes if c not in lost) for codes in sheet.frame[column.name]]
            linked = pd.Series(links, index=sheet.frame.index, dtype="object")
            sheet = replace(sheet, frame=sheet.frame.assign(**{column.name: linked}))
        elif column.name in sheet.spec.key:
            sheet = sheet.take(~sheet.frame[column.name].isin(list(lost)))
    return sheet


def _listing(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    text = {name: text_dtype() for name in COLUMNS[:3]}
    return frame.astype({**text, "year": "Int64"})
