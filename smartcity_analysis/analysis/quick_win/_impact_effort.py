"""Impact against effort: what is quick, what is big, what fills gaps, what to think over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample
from smartcity_analysis.analysis._sheets import columns_of, in_dimension_order
from smartcity_analysis.analysis._typing import BoolArray
from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.plan._values import RATED
from smartcity_analysis.analysis.plan._weigh import criterion_names
from smartcity_analysis.analysis.priority import Problem

CALLER = "quick_win.impact_effort"
CUTS = ("midpoint", "median")
QUADRANTS = ("quick_win", "big_project", "filler", "reconsider")
COLUMNS = ("programme", "short_name", "dimension", "impact", "effort", "quadrant", "on_line")


@dataclass(frozen=True, slots=True, eq=False)
class ImpactEffort:
    """Programmes by impact and effort, parted by two lines.

    Attributes
    ----------
    table : DataFrame
        One row per ranked programme: ``programme``, ``short_name``, ``dimension``, ``impact`` and
        ``effort`` in the unit of their criterion, ``quadrant`` (``"quick_win"`` high impact and low
        effort, ``"big_project"`` both high, ``"filler"`` both low, ``"reconsider"``), ``on_line``
        (whether it lies on one of the lines).
    by_quadrant : DataFrame
        ``quadrant``, ``n_programmes``.
    impact_name, effort_name : str
        Of the criteria; empty without them.
    impact_cut, effort_cut : float
        Where high is parted from low: above it is high. NaN without a criterion.
    impact_rule, effort_rule : {'midpoint', 'median', ''}
    easy_effort : bool
        Whether a high value of the effort criterion means little effort.
    reason : {'', 'no_ranking', 'no_roles'}
        Why there is nothing to show.
    sample : bool
        Whether a judgement is made up.
    """

    table: pd.DataFrame
    by_quadrant: pd.DataFrame
    impact_name: str
    effort_name: str
    impact_cut: float
    effort_cut: float
    impact_rule: str
    effort_rule: str
    easy_effort: bool
    reason: str
    sample: bool

    def __repr__(self) -> str:
        if self.reason:
            return f"<ImpactEffort: none, {self.reason}>"
        counts = ", ".join(f"{n} {name}" for name, n in self.by_quadrant.to_numpy())
        return f"<ImpactEffort of {len(self.table)} programmes: {counts}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"impact_effort": self.table, "impact_effort_quadrants": self.by_quadrant}


def impact_effort(
    problem: Problem | NoRanking, criteria: pd.DataFrame, *, cut: str = "midpoint"
) -> ImpactEffort:
    """Part the ranked programmes by impact and effort.

    Parameters
    ----------
    problem : Problem or NoRanking
        As :func:`plan.ranking` gives it.
    criteria : DataFrame
        The worksheet; the column ``role`` names the criterion of each axis. Not modified.
    cut : {'midpoint', 'median'}, default='midpoint'
        Middle of the declared scale 1–5, or the median of the programmes, which always calls about
        half of them high. A criterion that is measured has no middle: its median is used.

    Returns
    -------
    ImpactEffort
        With a `reason` and no rows where there is no ranking or no role.

    Raises
    ------
    ValueError
        If `cut` is unknown.

    Notes
    -----
    High is strictly above the line: a programme on the line has neither high impact nor high
    effort, and is marked.

    Examples
    --------
    >>> from smartcity_analysis.analysis import priority
    >>> given = pd.DataFrame({"Impact": [4, 2], "Effort": [2, 4]}, index=["A", "B"])
    >>> p = priority.problem(given, cost="Effort", scale=(1, 5))
    >>> criteria = pd.DataFrame({"criterion": ["KR-01", "KR-02"], "name": ["Impact", "Effort"],
    ...     "direction": ["benefit", "cost"], "measure": "rating", "role": ["impact", "effort"]})
    >>> impact_effort(p, criteria)
    <ImpactEffort of 2 programmes: 1 quick_win, 0 big_project, 0 filler, 1 reconsider>
    """
    check_choice(CALLER, "cut", cut, CUTS)
    if isinstance(problem, NoRanking):
        return _nothing("no_ranking", sample=problem.sample)
    roles = _roles(criteria, problem)
    if set(roles) != {"impact", "effort"}:
        return _nothing("no_roles", sample=problem.sample)
    impact, effort = roles["impact"][0], roles["effort"][0]
    data, easy = problem.data, effort not in problem.cost
    high_impact, impact_cut, impact_rule = _high(
        problem, *roles["impact"], cut=cut, turned=impact in problem.cost
    )
    high_effort, effort_cut, effort_rule = _high(problem, *roles["effort"], cut=cut, turned=easy)
    known = problem.attributes.reindex(columns=["programme", "dimension"])
    on_line = np.isclose(data[impact], impact_cut) | np.isclose(data[effort], effort_cut)
    table = pd.DataFrame(
        {
            "programme": known["programme"].to_numpy(),
            "short_name": [str(name) for name in data.index],
            "dimension": known["dimension"].to_numpy(),
            "impact": data[impact].to_numpy(),
            "effort": data[effort].to_numpy(),
            "quadrant": np.select(
                [high_impact & ~high_effort, high_impact & high_effort, ~high_effort],
                ["quick_win", "big_project", "filler"],
                "reconsider",
            ).astype(object),
            "on_line": on_line,
        }
    )
    return ImpactEffort(
        table=in_dimension_order(table),
        by_quadrant=_by_quadrant(table),
        impact_name=impact,
        effort_name=effort,
        impact_cut=impact_cut,
        effort_cut=effort_cut,
        impact_rule=impact_rule,
        effort_rule=effort_rule,
        easy_effort=easy,
        reason="",
        sample=is_sample(problem, criteria),
    )


def _roles(criteria: pd.DataFrame, problem: Problem) -> dict[str, tuple[str, str]]:
    """Find name and measure of the first criterion of each role that the problem has."""
    names = criterion_names(criteria)
    listed = columns_of(criteria, ("criterion", "measure", "role")).drop_duplicates("criterion")
    found: dict[str, tuple[str, str]] = {}
    for code, measure, role in listed.dropna(subset=["criterion", "role"]).to_numpy():
        if names[code] in problem.criteria:
            found.setdefault(role, (names[code], measure))
    return found


def _high(
    problem: Problem, name: str, measure: object, *, cut: str, turned: bool
) -> tuple[BoolArray, float, str]:
    """Tell who is high on a criterion, and where and how the line was drawn."""
    values = problem.data[name].to_numpy(np.float64)
    rule = cut if measure == "rating" else "median"
    line = sum(RATED) / 2 if rule == "midpoint" else float(np.median(values))
    beyond = values < line if turned else values > line
    return beyond & ~np.isclose(values, line), line, rule


def _by_quadrant(table: pd.DataFrame) -> pd.DataFrame:
    counts = table["quadrant"].value_counts().reindex(list(QUADRANTS), fill_value=0)
    return pd.DataFrame({"quadrant": list(QUADRANTS), "n_programmes": counts.to_numpy(int)})


def _nothing(reason: str, *, sample: bool) -> ImpactEffort:
    table = pd.DataFrame(columns=list(COLUMNS))
    return ImpactEffort(
        table=table,
        by_quadrant=_by_quadrant(table),
        impact_name="",
        effort_name="",
        impact_cut=float("nan"),
        effort_cut=float("nan"),
        impact_rule="",
        effort_rule="",
        easy_effort=False,
        reason=reason,
        sample=sample,
    )
