"""What does not fit in a roadmap: years, money and the order of programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._sheets import each

RULES = (
    *("years_reversed", "outside_horizon", "year_outside_programme", "not_planned"),
    *("prerequisite_later", "prerequisite_unplanned", "prerequisite_cycle"),
    *("ceiling_above_cost", "no_cost", "no_roadmap_year"),
)
"""In the order in which they are listed."""

COLUMNS = ("programme", "rule", "year", "other", "amount_rupiah", "limit_rupiah")
WAITS = ("programme", "short_name", "other", "other_name", "planned", "end_year")
Fault = tuple[Any, ...]


def find_faults(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    names: Mapping[str, str],
    first_year: int,
    last_year: int,
) -> pd.DataFrame:
    """List what does not fit.

    Parameters
    ----------
    table : DataFrame
        One row per planned programme, as in ``Roadmap.table``. Not modified.
    rows : DataFrame
        ``programme``, ``year``, ``planned``. Not modified.
    names : mapping of str to str
        Short names by code, also of programmes that nobody planned.
    first_year, last_year : int

    Returns
    -------
    DataFrame
        By programme in the order of `table`, then in the order of `RULES`.
    """
    found = [
        *_misplaced(table, first_year, last_year),
        *_strange_years(table, rows),
        *_out_of_order(table),
        *_unpriced(table, rows),
    ]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    place = {code: n for n, code in enumerate(table["programme"])}
    frame = frame.assign(
        place=[place.get(code, len(place)) for code in frame["programme"]],
        order=[RULES.index(rule) for rule in frame["rule"]],
        year=pd.array(frame["year"].tolist(), dtype="Int64"),
    ).sort_values(["place", "programme", "order", "year"], kind="stable", ignore_index=True)
    frame.insert(1, "short_name", [names.get(code, code) for code in frame["programme"]])
    frame.insert(5, "other_name", [names.get(code, code) for code in frame["other"]])
    amounts = {"amount_rupiah": "float64", "limit_rupiah": "float64"}
    return frame.drop(columns=["place", "order"]).astype(amounts)


def find_waits(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """List which programme waits for which, with the year in which that one ends."""
    ends = {one.programme: one.end_year for one in each(table)}
    found = [
        (
            *(one.programme, one.short_name, other, names.get(other, other)),
            *(other in ends, ends.get(other)),
        )
        for one in each(table)
        for other in one.prerequisites
    ]
    return pd.DataFrame(found, columns=list(WAITS)).astype({"planned": bool, "end_year": "Int64"})


def _misplaced(table: pd.DataFrame, first: int, last: int) -> Iterator[Fault]:
    for one in each(table.dropna(subset=["start_year", "end_year"])):
        if one.start_year > one.end_year:
            yield one.programme, "years_reversed", one.start_year, None, None, None
        for year in dict.fromkeys((one.start_year, one.end_year)):
            if not first <= year <= last:
                yield one.programme, "outside_horizon", year, None, None, None


def _strange_years(table: pd.DataFrame, rows: pd.DataFrame) -> Iterator[Fault]:
    for code in rows.loc[~rows["planned"], "programme"].unique():
        yield code, "not_planned", None, None, None, None
    dated = table.dropna(subset=["start_year", "end_year"])
    spans = {one.programme: (one.start_year, one.end_year) for one in each(dated)}
    for one in each(rows[rows["programme"].isin(spans)]):
        start, end = spans[one.programme]
        # Years the wrong way round have their own fault; every row would only repeat it.
        if start <= end and not start <= one.year <= end:
            yield one.programme, "year_outside_programme", one.year, None, None, None


def _out_of_order(table: pd.DataFrame) -> Iterator[Fault]:
    waits = {one.programme: one.prerequisites for one in each(table)}
    ends = {one.programme: one.end_year for one in each(table)}
    for code, start in zip(table["programme"], table["start_year"], strict=True):
        for other in waits[code]:
            if other not in waits:
                yield code, "prerequisite_unplanned", None, other, None, None
                continue
            end = ends[other]
            if code in _behind(other, waits):
                yield code, "prerequisite_cycle", None, other, None, None
            elif pd.notna(start) and pd.notna(end) and end > start:
                yield code, "prerequisite_later", end, other, None, None


def _behind(code: str, waits: Mapping[str, Sequence[str]]) -> set[str]:
    """Collect a programme and all that must come before it."""
    seen: set[str] = set()
    left = [code]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += waits.get(one, ())
    return seen


def _unpriced(table: pd.DataFrame, rows: pd.DataFrame) -> Iterator[Fault]:
    placed = set(rows["programme"])
    for one in each(table):
        if pd.isna(one.cost_rupiah):
            yield one.programme, "no_cost", None, None, None, None
        elif one.ceiling_rupiah > one.cost_rupiah:
            amounts = (one.ceiling_rupiah, one.cost_rupiah)
            yield one.programme, "ceiling_above_cost", None, None, *amounts
        if one.programme not in placed:
            yield one.programme, "no_roadmap_year", None, None, None, None
