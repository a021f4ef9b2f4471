"""The long list: every idea and running service, and what of it is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_count, is_sample, refuse
from smartcity_analysis.analysis._sheets import HORIZONS, columns_of, in_dimension_order, numbers
from smartcity_analysis.reference import dimensions

CALLER = "plan.programmes"
SPANS = (*HORIZONS, "unplanned")
BLOCKS = ("policy", "infrastructure", "application", "literacy", "staff", "service", "")
"""Enabling blocks, and a blank one for planned programmes that name none."""

LISTED = ("programme", "name", "short_name", "dimension", "agency", "kind", "source", "address")
PLANNED = (
    *("objective", "subdimension", "agency", "partners", "block", "start_year", "end_year"),
    *("cost_rupiah", "fund", "status"),
)
SHOWN = (
    *("programme", "name", "short_name", "dimension", "subdimension", "objective", "agency"),
    *("partners", "block", "kind", "start_year", "end_year", "horizon", "cost_rupiah", "fund"),
    *("status", "plan_status", "source", "address"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Programmes:
    """The long list of programmes, with the plan of those that have one.

    Attributes
    ----------
    table : DataFrame
        One row per programme, in the official order of the dimensions: ``programme`` (code),
        ``name``, ``short_name``, ``dimension``, ``subdimension``, ``objective``, ``agency`` (of the
        plan, else the owner), ``partners``, ``block``, ``kind``, ``start_year``, ``end_year``,
        ``horizon`` (``"short"``, ``"medium"``, ``"long"``, or ``"unplanned"`` without years),
        ``cost_rupiah`` (NaN: not priced), ``fund``, ``status`` of the row, ``plan_status``,
        ``source``, ``address``.
    by_dimension, by_subdimension : DataFrame
        ``n_programmes`` and ``n_planned`` per dimension; ``n_planned`` and ``n_sample`` per
        sub-dimension, which only plans name.
    by_block, by_horizon : DataFrame
        ``n_programmes``, ``cost_rupiah`` and ``n_unpriced``.
    first_year, last_year : int
        Of the roadmap.
    sample : bool
        Whether a row is made up.
    """

    table: pd.DataFrame
    by_dimension: pd.DataFrame
    by_subdimension: pd.DataFrame
    by_block: pd.DataFrame
    by_horizon: pd.DataFrame
    first_year: int
    last_year: int
    sample: bool

    def __repr__(self) -> str:
        filled = int((self.by_subdimension["n_planned"] > 0).sum())
        return (
            f"<Programmes: {len(self.table)} listed, {len(self.planned)} planned, "
            f"{filled} of {len(self.by_subdimension)} sub-dimensions>"
        )

    @property
    def planned(self) -> pd.DataFrame:
        """The rows of the table that have a plan."""
        return self.table[self.table["horizon"] != "unplanned"]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "programmes": self.table,
            "programmes_by_dimension": self.by_dimension,
            "programmes_by_subdimension": self.by_subdimension,
            "programmes_by_block": self.by_block,
            "programmes_by_horizon": self.by_horizon,
        }


def programmes(
    programmes: pd.DataFrame,
    plans: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    short_years: int,
    medium_years: int,
) -> Programmes:
    """Join the long list of ideas with the plans, and count what each part of the guide gets.

    Parameters
    ----------
    programmes : DataFrame
        The worksheet of programmes; may be empty. Not modified.
    plans : DataFrame
        The worksheet of plans; may be empty. Rows of programmes that are not listed are left out.
        Not modified.
    first_year, last_year : int
        Of the roadmap.
    short_years, medium_years : int
        A programme that ends within so many years from `first_year` on is short or medium, a later
        one long.

    Returns
    -------
    Programmes

    Raises
    ------
    ValueError
        If the years run backwards or a horizon is below one year.

    Notes
    -----
    Cost is summed in whole rupiah over what is priced; a blank cost is counted, never taken as 0.

    References
    ----------
    Dimensions and sub-dimensions: :func:`smartcity_analysis.reference.dimensions`.

    Examples
    --------
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02"], "short_name": ["A", "B"],
    ...     "dimension": ["GOV", "ECO"], "status": ["official", "official"]})
    >>> plan = pd.DataFrame({"programme": ["PR-01"], "start_year": [2023], "end_year": [2024]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> found = programmes(ideas, plan, **years)
    >>> found.table.set_index("programme")["horizon"].to_dict()
    {'PR-01': 'medium', 'PR-02': 'unplanned'}
    """
    check_count(CALLER, "short_years", short_years)
    check_count(CALLER, "medium_years", medium_years)
    if last_year < first_year:
        raise refuse(CALLER, "last_year", f"at least {first_year}", last_year)
    listed = columns_of(programmes, (*LISTED, "status"))
    plan = columns_of(plans, ("programme", *PLANNED)).drop_duplicates("programme")
    plan = plan.rename(columns={"agency": "lead", "status": "plan_status"})
    joined = listed.merge(plan, on="programme", how="left")
    table = joined.assign(
        agency=joined["lead"].astype(object).where(joined["lead"].notna(), joined["agency"]),
        horizon=_horizon(joined["end_year"], first_year, short_years, medium_years),
        cost_rupiah=numbers(joined["cost_rupiah"]),
    )
    table = in_dimension_order(table)[list(SHOWN)]
    planned = table[table["horizon"] != "unplanned"]
    return Programmes(
        table=table,
        by_dimension=_by_dimension(table, planned),
        by_subdimension=_by_subdimension(planned),
        by_block=_costs(planned, "block", BLOCKS).query("block != '' or n_programmes > 0"),
        by_horizon=_costs(table, "horizon", SPANS),
        first_year=int(first_year),
        last_year=int(last_year),
        sample=is_sample(listed, plan.rename(columns={"plan_status": "status"})),
    )


def _horizon(end: pd.Series, first: int, short: int, medium: int) -> pd.Series[str]:
    year = numbers(end)
    names = np.select(
        [year.isna(), year <= first + short - 1, year <= first + medium - 1],
        ["unplanned", "short", "medium"],
        "long",
    )
    return pd.Series(names, end.index)


def _by_dimension(table: pd.DataFrame, planned: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "dimension": dimension.code,
            "name": dimension.name,
            "n_programmes": int((table["dimension"] == dimension.code).sum()),
            "n_planned": int((planned["dimension"] == dimension.code).sum()),
        }
        for dimension in dimensions()
    ]
    return pd.DataFrame(rows)


def _by_subdimension(planned: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for dimension in dimensions():
        for part in dimension.subdimensions:
            mine = planned[planned["subdimension"] == part.code]
            rows.append(
                {
                    "dimension": dimension.code,
                    "subdimension": part.code,
                    "name": part.name,
                    "n_planned": len(mine),
                    "n_sample": int((mine["status"] == "sample").sum()),
                }
            )
    return pd.DataFrame(rows)


def _costs(table: pd.DataFrame, column: str, values: Iterable[str]) -> pd.DataFrame:
    given = table[column].astype(object).where(table[column].notna(), "")
    rows = []
    for value in values:
        cost = table.loc[given == value, "cost_rupiah"]
        rows.append(
            {
                column: value,
                "n_programmes": len(cost),
                "cost_rupiah": cost.sum(min_count=1),
                "n_unpriced": int(cost.isna().sum()),
            }
        )
    return pd.DataFrame(rows)
