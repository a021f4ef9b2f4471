"""Whether the action plan fits together: dates, money, measures and the order of programmes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._sheets import each, numbers
from smartcity_analysis.analysis.action_plan._cards import Cards
from smartcity_analysis.analysis.action_plan._frames import looked_up, texts
from smartcity_analysis.analysis.action_plan._measured import given

CALLER = "action_plan.checks"
CHECKS = (
    *("has_agency", "has_objective", "years_inside_horizon", "quick_win_is_short"),
    *("has_activity", "activities_inside_years", "prerequisites_first"),
    *("cost_known", "ceiling_known", "ceiling_equals_cost"),
    *("has_output", "has_outcome", "outcome_has_baseline", "baseline_as_measured", "has_target"),
    *("target_year_inside_horizon", "target_differs", "target_improves"),
)
"""In the order in which they are printed."""

FAILURES = ("check", "programme", "short_name", "item", "found", "low", "high")
Row = tuple[str, bool, str, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True, eq=False)
class Checks:
    """What was checked, and every row that fails.

    Attributes
    ----------
    table : DataFrame
        One row per check: ``n_checked``, ``n_failed``, ``state`` (passed, failed, or nothing where
        there was nothing to check).
    failures : DataFrame
        One row per failure: the programme, the ``item`` it is about (an activity, an indicator,
        another programme; blank when it is the programme itself), what was ``found`` (year,
        rupiah or value) and the bounds ``low`` and ``high`` that it should keep.
    n_checks, n_passed, n_failed, n_failures : int
        `n_checks` counts the checks that had something to check.
    sample : bool
        Whether what was checked is marked as made up.
    """

    table: pd.DataFrame
    failures: pd.DataFrame
    n_checks: int
    n_passed: int
    n_failed: int
    n_failures: int
    sample: bool

    def __repr__(self) -> str:
        return f"<Checks {self.n_passed} of {self.n_checks} passed, {self.n_failures} rows to mend>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"checks": self.table, "check_failures": self.failures}


def checks(
    cards: Cards,
    roadmap: pd.DataFrame,
    programme_indicators: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
) -> Checks:
    """Check that the action plan fits together.

    Parameters
    ----------
    cards : Cards
    roadmap : DataFrame
        One row per planned programme: ``programme``, ``start_year``, ``end_year``, ``horizon``,
        ``cost_rupiah``, ``ceiling_rupiah``, ``is_quick_win``: the table of ``plan.roadmap``. What
        it lacks is taken from the cards. Not modified.
    programme_indicators : DataFrame
        Worksheet as handed in: a baseline written there is compared with the one of stage 1 that
        stands on the card. Not modified.
    first_year, last_year : int
        Horizon of the plan.

    Returns
    -------
    Checks

    Raises
    ------
    ValueError
        If `last_year` is before `first_year`.

    Notes
    -----
    Money is compared without tolerance: the ceilings of all years equal the cost. A prerequisite
    comes first when it ends no later than the year in which the programme starts. A target improves
    when it lies on the good side of the baseline; bands and indicators outside the dictionary have
    no such side. What is blank is the subject of its own check and left out of the others.

    Examples
    --------
    >>> none = pd.DataFrame()
    >>> plan = pd.DataFrame({"programme": ["PR-01"], "agency": ["DLH"], "start_year": [2023],
    ...                      "end_year": [2034], "cost_rupiah": [1_000_000]})
    >>> from smartcity_analysis.analysis.action_plan import cards
    >>> made = cards(plan, plan, none, none, none, none, objectives=none, issues=none)
    >>> found = checks(made, none, none, first_year=2023, last_year=2032)
    >>> found
    <Checks 2 of 8 passed, 6 rows to mend>
    >>> found.failures.query("check == 'years_inside_horizon'")[["found", "low", "high"]]
        found     low    high
    1  2034.0  2023.0  2032.0
    """
    if last_year < first_year:
        raise refuse(CALLER, "last_year", f"at least first_year ({first_year})", last_year)
    whole = _planned(cards, roadmap)
    horizon = (float(first_year), float(last_year))
    rows = [
        *_owners(whole, cards),
        *_dates(whole, horizon),
        *_activities(whole, cards.activities),
        *_prerequisites(whole),
        *_money(whole),
        *_measures(whole, cards.indicators),
        *_baselines(cards.indicators, programme_indicators),
        *_targets(cards.indicators, horizon),
    ]
    return _summed(rows, whole, sample=cards.sample or is_sample(roadmap, programme_indicators))


def _planned(cards: Cards, roadmap: pd.DataFrame) -> pd.DataFrame:
    """Take dates and money from the roadmap, and from the card what the roadmap lacks."""
    frame = cards.cards.copy()
    found = looked_up(
        frame["programme"],
        roadmap,
        "programme",
        *("start_year", "end_year", "cost_rupiah", "ceiling_rupiah", "horizon"),
    )
    for column in ("start_year", "end_year", "cost_rupiah", "ceiling_rupiah"):
        frame[column] = numbers(found[column]).fillna(frame[column])
    frame["horizon"] = texts(found["horizon"]).fillna(frame["horizon"])
    return frame


def _owners(frame: pd.DataFrame, cards: Cards) -> Iterator[tuple[str, Row]]:
    busy = set(cards.activities["programme"])
    for one in each(frame):
        yield one.programme, ("has_agency", one.agency is not None, "", None, None, None)
        # An objective that stage 2 doesn't know has a code and no statement.
        known = one.objective is not None and one.objective_statement is not None
        yield one.programme, ("has_objective", known, one.objective or "", None, None, None)
        yield one.programme, ("has_activity", one.programme in busy, "", None, None, None)


def _dates(frame: pd.DataFrame, horizon: tuple[float, float]) -> Iterator[tuple[str, Row]]:
    low, high = horizon
    for one in each(frame):
        if pd.notna(one.start_year) and pd.notna(one.end_year):
            outside = [year for year in (one.start_year, one.end_year) if not low <= year <= high]
            found = outside[-1] if outside else None
            yield one.programme, ("years_inside_horizon", not outside, "", found, low, high)
        if one.is_quick_win and one.horizon is not None:
            short = one.horizon == "short"
            yield one.programme, ("quick_win_is_short", short, "", one.end_year, None, None)


def _activities(frame: pd.DataFrame, activities: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    years = frame.set_index("programme")[["start_year", "end_year"]].dropna()
    for one in each(activities.dropna(subset=["year"])):
        if one.programme in years.index:
            low, high = years.loc[one.programme]
            inside = bool(low <= one.year <= high)
            item = one.statement or one.activity or ""
            yield one.programme, ("activities_inside_years", inside, item, one.year, low, high)


def _prerequisites(frame: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    ends = dict(zip(frame["programme"], frame["end_year"], strict=True))
    for one in each(frame):
        for code, name in zip(one.prerequisites, one.prerequisite_names, strict=True):
            if code not in ends:
                yield one.programme, ("prerequisites_first", False, name, None, None, None)
                continue
            end = ends[code]
            if pd.notna(end) and pd.notna(one.start_year):
                first = end <= one.start_year
                row = ("prerequisites_first", first, name, end, None, one.start_year)
                yield one.programme, row


def _money(frame: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    for one in each(frame):
        cost, ceiling = one.cost_rupiah, one.ceiling_rupiah
        yield one.programme, ("cost_known", pd.notna(cost), "", None, None, None)
        yield one.programme, ("ceiling_known", pd.notna(ceiling), "", None, None, None)
        if pd.notna(cost) and pd.notna(ceiling):
            equal = cost == ceiling
            yield one.programme, ("ceiling_equals_cost", equal, "", ceiling, cost, cost)


def _measures(frame: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[tuple[str, Row]]:
    for level in ("output", "outcome"):
        having = set(indicators.loc[indicators["level"] == level, "programme"])
        for code in frame["programme"]:
            yield code, (f"has_{level}", code in having, "", None, None, None)


def _baselines(
    indicators: pd.DataFrame, programme_indicators: pd.DataFrame
) -> Iterator[tuple[str, Row]]:
    written = given(programme_indicators).drop_duplicates(["programme", "level"])
    own = {(r.programme, r.level): r.baseline for r in each(written)}
    for one in each(indicators[indicators["origin"] != "objective"]):
        name = one.name or ""
        if one.level == "outcome":
            has = pd.notna(one.baseline)
            yield one.programme, ("outcome_has_baseline", has, name, None, None, None)
        typed = own.get((one.programme, one.level))
        if one.origin == "stage_1" and pd.notna(typed):
            same = typed == one.baseline
            row = ("baseline_as_measured", same, name, typed, one.baseline, one.baseline)
            yield one.programme, row


def _targets(indicators: pd.DataFrame, horizon: tuple[float, float]) -> Iterator[tuple[str, Row]]:
    for one in each(indicators[indicators["origin"] != "objective"]):
        name = one.name or ""
        known = pd.notna(one.target)
        yield one.programme, ("has_target", known, name, None, None, None)
        if pd.notna(one.target_year):
            inside = horizon[0] <= one.target_year <= horizon[1]
            row = ("target_year_inside_horizon", inside, name, one.target_year, *horizon)
            yield one.programme, row
        if not known or pd.isna(one.baseline):
            continue
        differs = one.target != one.baseline
        row = ("target_differs", differs, name, one.target, one.baseline, one.baseline)
        yield one.programme, row
        if differs and one.direction in ("up", "down"):
            better = (one.target > one.baseline) == (one.direction == "up")
            low, high = (one.baseline, None) if one.direction == "up" else (None, one.baseline)
            yield one.programme, ("target_improves", better, name, one.target, low, high)


def _summed(rows: list[tuple[str, Row]], frame: pd.DataFrame, *, sample: bool) -> Checks:
    names = dict(zip(frame["programme"], frame["short_name"], strict=True))
    every = pd.DataFrame(
        [(check, passed) for _, (check, passed, *_) in rows], columns=["check", "passed"]
    )
    counts = every.groupby("check")["passed"].agg(["size", "sum"]).reindex(list(CHECKS)).fillna(0)
    table = pd.DataFrame(
        {
            "check": list(CHECKS),
            "n_checked": counts["size"].astype("int64").to_numpy(),
            "n_failed": (counts["size"] - counts["sum"]).astype("int64").to_numpy(),
        }
    )
    table["state"] = [
        "nothing" if n == 0 else "failed" if failed else "passed"
        for n, failed in zip(table["n_checked"], table["n_failed"], strict=True)
    ]
    failed = [
        (check, code, names[code], item or None, *bounds)
        for code, (check, passed, item, *bounds) in rows
        if not passed
    ]
    failures: Any = pd.DataFrame(failed, columns=list(FAILURES)).astype(
        {"found": "float64", "low": "float64", "high": "float64"}
    )
    place = failures["check"].map({check: n for n, check in enumerate(CHECKS)})
    failures = failures.iloc[place.argsort(kind="stable")].reset_index(drop=True)
    return Checks(
        table=table,
        failures=failures,
        n_checks=int((table["state"] != "nothing").sum()),
        n_passed=int((table["state"] == "passed").sum()),
        n_failed=int((table["state"] == "failed").sum()),
        n_failures=len(failures),
        sample=sample,
    )
