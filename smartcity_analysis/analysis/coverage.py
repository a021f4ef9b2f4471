"""What has been handed in, what is still blank, and what rests on evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns

CALLER = "coverage.measure"
BOOKKEEPING = frozenset(
    {"agency", "status", "note", "address", "published", "described", "source"}
    | {"value_text", "weight"}  # derived from value; an alternative to importance
)
"""Columns that no agency is expected to fill."""

COUNTS = ("rows", "expected", "filled")


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """How complete the worksheets are; a table without rows has no share, which is not 0.

    Attributes
    ----------
    share : float
        Filled cells of all expected ones, 0–1; NaN without any row.
    evidence_share : float
        Share of the SWOT factors that link to an indicator or to a source with an address.
    n_factors, n_agencies, n_received : int
    due : date or None
    cells : DataFrame
        Every agency × table.
    by_table, by_agency : DataFrame
        ``sample_rows`` are counted apart: nobody handed them in.
    late : DataFrame
        Agencies whose worksheets have not come, or came after `due`.
    unsupported_factors : DataFrame
        SWOT factors with neither indicator nor address.
    blank_indicators : DataFrame
        Rows of the indicator table without a value.
    """

    share: float
    evidence_share: float
    n_factors: int
    n_agencies: int
    n_received: int
    due: date | None
    cells: pd.DataFrame
    by_table: pd.DataFrame
    by_agency: pd.DataFrame
    late: pd.DataFrame
    unsupported_factors: pd.DataFrame
    blank_indicators: pd.DataFrame

    @property
    def n_supported(self) -> int:
        """Number of factors with evidence that can be opened."""
        return self.n_factors - len(self.unsupported_factors)

    def __repr__(self) -> str:
        filled = "no data" if np.isnan(self.share) else f"{100 * self.share:.0f} % of cells filled"
        return f"<Coverage {filled}, {self.n_received} of {self.n_agencies} agencies received>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "coverage_cells": self.cells,
            "coverage_tables": self.by_table,
            "coverage_agencies": self.by_agency,
            "coverage_late": self.late,
            "coverage_unsupported_factors": self.unsupported_factors,
            "coverage_blank_indicators": self.blank_indicators,
        }


def measure(
    tables: Mapping[str, pd.DataFrame], agencies: pd.DataFrame, *, due: date | None = None
) -> Coverage:
    """Count filled cells per agency and table, late agencies and factors with evidence.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The checked worksheets. Those with an ``agency`` column count, except ``agencies`` itself.
        Not modified.
    agencies : DataFrame
        ``agency``, and where known ``name``, ``short_name``, ``received``. Not modified.
    due : date, optional
        Last day of handing in. Without it only agencies that have not handed in are listed.

    Returns
    -------
    Coverage

    Notes
    -----
    Expected are all columns but the bookkeeping ones (`BOOKKEEPING`), in the rows that exist: how
    many rows an agency ought to have is not known. An empty text or list is blank.

    Examples
    --------
    >>> agencies = pd.DataFrame({"agency": ["DINKES", "DLH"], "received": [pd.Timestamp(2022, 6, 1), None]})
    >>> waste = pd.DataFrame({"agency": ["DLH", "DLH"], "quantity": [1.0, None]})
    >>> measure({"infrastructure": waste}, agencies)
    <Coverage 50 % of cells filled, 1 of 2 agencies received>
    """  # noqa: E501
    check_columns(CALLER, "agencies", agencies, ("agency",))
    counted = {
        name: _count(_given(frame))
        for name, frame in tables.items()
        if "agency" in frame.columns and name != "agencies"
    }
    cells = _cells(counted, agencies["agency"])
    samples = {name: len(frame) - len(_given(frame)) for name, frame in tables.items()}
    by_table = _by_table(counted, samples)
    received = _received(agencies, due)
    sums = cells.groupby("agency", sort=False)[list(COUNTS)].sum()
    factors = _factors(tables.get("swot_factors"))
    shown = ["factor", "kind", "statement", "source"]
    return Coverage(
        share=_share(by_table["filled"].sum(), by_table["expected"].sum()),
        evidence_share=_share(factors["supported"].sum(), len(factors)),
        n_factors=len(factors),
        n_agencies=len(agencies),
        n_received=int(received["received"].notna().sum()),
        due=due,
        cells=cells,
        by_table=by_table,
        by_agency=_with_share(received.drop(columns="days_late").join(sums, on="agency")),
        late=received[received["state"] != "received"].reset_index(drop=True),
        unsupported_factors=factors.loc[~factors["supported"], shown].reset_index(drop=True),
        blank_indicators=_blank_indicators(tables.get("indicators")),
    )


def _given(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out sample rows: nobody handed them in."""
    return frame[frame["status"] != "sample"] if "status" in frame.columns else frame


def _is_filled(column: pd.Series[Any]) -> pd.Series[bool]:
    """Tell blank cells: missing, empty text, empty list."""
    empty = column.map(lambda cell: isinstance(cell, (str, tuple, list)) and len(cell) == 0)
    return column.notna() & ~empty.astype(bool)


def _count(frame: pd.DataFrame) -> pd.DataFrame:
    """Count expected and filled cells of each row, with its agency."""
    columns = [column for column in frame.columns if column not in BOOKKEEPING]
    filled = sum((_is_filled(frame[column]).astype("int64") for column in columns), start=0)
    return pd.DataFrame(
        {"agency": frame["agency"], "rows": 1, "expected": len(columns), "filled": filled},
        index=frame.index,
    )


def _cells(counted: Mapping[str, pd.DataFrame], agencies: pd.Series[str]) -> pd.DataFrame:
    """Sum up every agency × table; where nothing came the counts are 0 and the share NaN."""
    grid = pd.MultiIndex.from_product([agencies, list(counted)], names=["agency", "table"])
    rows = pd.concat(
        [pd.DataFrame(columns=["agency", "table", *COUNTS])]
        + [frame.assign(table=name) for name, frame in counted.items() if len(frame)]
    )
    sums = rows.groupby(["agency", "table"])[list(COUNTS)].sum()
    return _with_share(sums.reindex(grid, fill_value=0).astype("int64").reset_index())


def _by_table(counted: Mapping[str, pd.DataFrame], samples: Mapping[str, int]) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "table": list(counted),
            "rows": [len(rows) for rows in counted.values()],
            "sample_rows": [samples[name] for name in counted],
            "rows_without_agency": [int(rows["agency"].isna().sum()) for rows in counted.values()],
            "agencies": [rows["agency"].nunique() for rows in counted.values()],
            "expected": [int(rows["expected"].sum()) for rows in counted.values()],
            "filled": [int(rows["filled"].sum()) for rows in counted.values()],
        }
    )
    return _with_share(table)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _with_share(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(share=table["filled"] / table["expected"].where(table["expected"] > 0))


def _received(agencies: pd.DataFrame, due: date | None) -> pd.DataFrame:
    """Say of each agency whether its worksheets have come, and in time."""
    table = agencies.reindex(columns=["agency", "name", "short_name", "received"])
    received = pd.to_datetime(table["received"])
    last = pd.Timestamp.max if due is None else pd.Timestamp(due)
    days_late = (received - last).dt.days.where(received > last)
    state = np.select([received.isna(), days_late.notna()], ["not_received", "late"], "received")
    return table.assign(received=received, state=state, days_late=days_late).reset_index(drop=True)


def _factors(factors: pd.DataFrame | None) -> pd.DataFrame:
    """Mark the factors that rest on an indicator or on a source with an address."""
    columns = ["factor", "kind", "statement", "source", "address", "indicators"]
    table = (pd.DataFrame() if factors is None else factors).reindex(columns=columns)
    usable = table["address"].astype("string").fillna("").str.match(r"https?://").astype(bool)
    return table.assign(supported=_is_filled(table["indicators"]) | usable)


def _blank_indicators(indicators: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["area_code", "indicator", "year", "agency"]
    table = (pd.DataFrame() if indicators is None else indicators).reindex(
        columns=[*columns, "value"]
    )
    return table.loc[table["value"].isna(), columns].reset_index(drop=True)
