"""The roadmap: when every programme runs, what has money, what an agency carries at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_count, is_sample
from smartcity_analysis.analysis._sheets import columns_of, named
from smartcity_analysis.analysis.plan import _roadmap_steps as steps
from smartcity_analysis.analysis.plan._roadmap_faults import find_faults, find_waits

CALLER = "plan.roadmap"
SHOWN = (
    *("programme", "short_name", "dimension", "agency", "agency_name", "start_year", "end_year"),
    *("horizon", "cost_rupiah", "ceiling_rupiah", "without_ceiling_rupiah", "ceiling_years"),
    *("fund", "prerequisites", "is_quick_win", "status"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Roadmap:
    """Every planned programme on its years, with its money and what does not fit.

    Attributes
    ----------
    table : DataFrame
        One row per planned programme, the nearest horizon first, then by year: ``programme``,
        ``short_name``, ``dimension``, ``agency``, ``agency_name``, ``start_year``, ``end_year``,
        ``horizon`` (short, medium, long; by the last year), ``cost_rupiah``, ``ceiling_rupiah``
        (sum over its years; NaN when no year has one), ``without_ceiling_rupiah`` (cost that no
        ceiling covers, at least 0; NaN when the cost is unknown), ``ceiling_years``, ``fund``,
        ``prerequisites``, ``is_quick_win``, ``status``.
    by_year : DataFrame
        ``year``, ``fund``, ``ceiling_rupiah``: money by year and fund, only where there is some.
        Fund ``none`` is cost without a ceiling, spread evenly in whole rupiah over the years of
        the programme that have no ceiling (over all of them, where every year has one);
        ``unstated`` is a ceiling whose fund nobody named.
    by_fund : DataFrame
        ``fund``, ``ceiling_rupiah``, ``n_programmes``, the largest first, ``none`` last.
    profile : DataFrame
        One row per year: APBD, other funds, no ceiling, their sum, and the running sums with and
        without what has no ceiling. Empty when nobody stated any money.
    by_agency : DataFrame
        ``agency``, ``name``, ``year``, ``n_programmes`` (running that year), ``ceiling_rupiah``,
        ``heavy`` (more programmes than `agency_load`).
    milestones : DataFrame
        ``programme``, ``short_name``, ``year``, ``milestone``, by year.
    prerequisites : DataFrame
        ``programme``, ``short_name``, ``other`` and ``other_name`` (what it waits for),
        ``planned`` (whether that one is in the plan), ``end_year`` (of that one).
    faults : DataFrame
        ``programme``, ``short_name``, ``rule``, ``year``, ``other`` and ``other_name`` (another
        programme), ``amount_rupiah``, ``limit_rupiah``.
    first_year, last_year : int
        Years of the plan, both inclusive.
    short_until, medium_until : int
        Last years of the short and the medium horizon.
    agency_load : int
        Programmes at a time that an agency can carry.
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    by_year: pd.DataFrame
    by_fund: pd.DataFrame
    profile: pd.DataFrame
    by_agency: pd.DataFrame
    milestones: pd.DataFrame
    prerequisites: pd.DataFrame
    faults: pd.DataFrame
    first_year: int
    last_year: int
    short_until: int
    medium_until: int
    agency_load: int
    sample: bool

    def __repr__(self) -> str:
        span = f"{self.first_year}-{self.last_year}"
        if self.table.empty:
            return f"<Roadmap {span} without programmes>"
        money = "no money stated"
        if self.total_rupiah >= 0:
            without = np.nan_to_num(self.without_ceiling_rupiah)
            money = f"{self.total_rupiah:,.0f} rupiah, {without:,.0f} without ceiling"
        head = f"<Roadmap {span} of {len(self.table)} programmes"
        return f"{head}, {money}, {len(self.faults)} faults>"

    @property
    def cost_rupiah(self) -> float:
        """Sum of the stated costs; NaN when none is stated."""
        return _total(self.table["cost_rupiah"])

    @property
    def ceiling_rupiah(self) -> float:
        """Sum of the ceilings; NaN when none is stated."""
        return _total(self.table["ceiling_rupiah"])

    @property
    def without_ceiling_rupiah(self) -> float:
        """Cost that no ceiling covers; NaN when no cost is stated."""
        return _total(self.table["without_ceiling_rupiah"])

    @property
    def total_rupiah(self) -> float:
        """Money the plan needs: ceilings and the cost that none covers; NaN when none is stated."""
        return _total(pd.Series([self.ceiling_rupiah, self.without_ceiling_rupiah]))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "roadmap": self.table,
            "roadmap_years": self.by_year,
            "roadmap_funds": self.by_fund,
            "roadmap_profile": self.profile,
            "roadmap_agencies": self.by_agency,
            "roadmap_milestones": self.milestones,
            "roadmap_prerequisites": self.prerequisites,
            "roadmap_faults": self.faults,
        }


def roadmap(
    programmes: pd.DataFrame,
    plans: pd.DataFrame,
    roadmap: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    short_years: int,
    medium_years: int,
    agency_load: int,
    agencies: pd.DataFrame | None = None,
    quick_wins: pd.DataFrame | None = None,
) -> Roadmap:
    """Lay the planned programmes out on the years, with their money and their agencies.

    A ceiling without a fund takes the fund of its programme's plan. A prerequisite is too late
    when it ends after the year in which the programme that waits for it starts; ending in that
    very year may still be in time. What does not fit is listed, never refused.

    Parameters
    ----------
    programmes : DataFrame
        ``programme``, ``short_name``, ``dimension``. Not modified.
    plans : DataFrame
        One row per planned programme: ``programme``, ``agency``, ``start_year``, ``end_year``,
        ``cost_rupiah`` (whole rupiah, blank when unknown), ``fund``, ``prerequisites`` (tuples of
        codes), ``status``. Not modified.
    roadmap : DataFrame
        One row per programme and year: ``programme``, ``year``, ``ceiling_rupiah`` (whole rupiah,
        blank when there is none), ``fund``, ``milestone``, ``status``. Not modified.
    first_year, last_year : int
        Years of the plan, both inclusive.
    short_years, medium_years : int
        Length of the short and the medium horizon, counted from `first_year`.
    agency_load : int
        Programmes at a time that an agency can carry; more is heavy.
    agencies : DataFrame, optional
        ``agency`` and ``short_name``, to name them.
    quick_wins : DataFrame, optional
        Its ``programme`` marks the quick wins.

    Returns
    -------
    Roadmap

    Raises
    ------
    ValueError
        If the years or the load make no sense, or a programme is planned twice.

    Notes
    -----
    The three horizons are those of the smart-city roadmaps: one year, five years, the rest.

    Examples
    --------
    >>> programmes = pd.DataFrame({
    ...     "programme": ["PR-01"], "short_name": ["E-Kelurahan"], "dimension": ["GOV"]})
    >>> plans = pd.DataFrame({
    ...     "programme": ["PR-01"], "agency": ["DISKOMINFO"], "start_year": [2023],
    ...     "end_year": [2024], "cost_rupiah": [900_000_000]})
    >>> rows = pd.DataFrame({
    ...     "programme": ["PR-01"], "year": [2023], "ceiling_rupiah": [400_000_000]})
    >>> result = roadmap(programmes, plans, rows, first_year=2023, last_year=2032,
    ...                  short_years=1, medium_years=5, agency_load=4)
    >>> result
    <Roadmap 2023-2032 of 1 programmes, 900,000,000 rupiah, 500,000,000 without ceiling, 0 faults>
    >>> result.table[["horizon", "without_ceiling_rupiah"]].values.tolist()
    [['medium', 500000000.0]]
    """
    _check_years(first_year, last_year, short_years, medium_years, agency_load)
    ends = (first_year + short_years - 1, first_year + medium_years - 1)
    planned = steps.planned(programmes, plans, agencies, quick_wins)
    given = steps.rows(roadmap, planned)
    table = steps.table(planned, given, ends)
    rows = given[given["planned"]]
    money = steps.money(table, rows)
    by_year = money.groupby(["year", "fund"])["ceiling_rupiah"].sum().reset_index()
    names = named(programmes, "programme")
    listed = columns_of(programmes, ["programme", "status"])
    return Roadmap(
        table=table[list(SHOWN)],
        by_year=by_year.astype({"year": "int64"}),
        by_fund=steps.by_fund(table, rows),
        profile=steps.profile(by_year, first_year, last_year),
        by_agency=steps.by_agency(table, rows, agency_load),
        milestones=steps.milestones(table, rows),
        prerequisites=find_waits(table, names),
        faults=find_faults(table, given, names, first_year, last_year),
        first_year=first_year,
        last_year=last_year,
        short_until=ends[0],
        medium_until=ends[1],
        agency_load=agency_load,
        sample=is_sample(table, rows, listed[listed["programme"].isin(table["programme"])]),
    )


def _check_years(first: int, last: int, short: int, medium: int, load: int) -> None:
    check_count(CALLER, "first_year", first)
    check_count(CALLER, "last_year", last, first)
    check_count(CALLER, "short_years", short)
    check_count(CALLER, "medium_years", medium, short)
    check_count(CALLER, "agency_load", load)


def _total(amounts: pd.Series[float]) -> float:
    return float(amounts.sum(min_count=1))
