"""From the worksheets to one problem over all planned programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis import priority
from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.plan._programmes import Programmes
from smartcity_analysis.analysis.plan._values import (
    by_rater,
    rated_of,
    scale_of,
    specs_of,
    values_of,
)
from smartcity_analysis.analysis.priority import Problem, Ranking, Robustness, Stability
from smartcity_analysis.analysis.weights import AhpGroup, DirectWeights


@dataclass(frozen=True, slots=True, eq=False)
class Unranked:
    """Planned programmes that the ranking leaves out, and what each of them lacks.

    Attributes
    ----------
    table : DataFrame
        ``programme``, ``short_name``, ``dimension``, ``missing`` (names of the criteria without a
        value), ``status``.
    n_planned, n_criteria : int
        Without a criterion nothing can be ranked, and nothing is listed.
    sample : bool
        Whether a row is made up.
    """

    table: pd.DataFrame
    n_planned: int
    n_criteria: int
    sample: bool

    def __repr__(self) -> str:
        return f"<Unranked: {len(self.table)} of {self.n_planned} planned programmes>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"programmes_unranked": self.table}


def ranking(
    programmes: Programmes,
    ratings: pd.DataFrame,
    *,
    criteria: pd.DataFrame,
    objectives: pd.DataFrame,
    weights: AhpGroup | DirectWeights | NoRanking,
) -> Problem | NoRanking:
    """State the ranking of the planned programmes as one problem.

    Parameters
    ----------
    programmes : Programmes
    ratings, criteria, objectives : DataFrame
        The worksheets; may be empty. Not modified.
    weights : AhpGroup, DirectWeights or NoRanking
        As :func:`weigh` gives them.

    Returns
    -------
    Problem
        Alternatives are the short names of planned programmes that have a value for every
        criterion; :func:`unranked` lists the others. Attributes: ``programme`` (code),
        ``dimension``, ``agency``, ``cost_rupiah``.
    NoRanking
        Where fewer than two programmes are complete.

    Notes
    -----
    What people rate is averaged with one vote per OPD and normalised on the declared scale 1–5.
    What is measured (cost; years from start to end; distinct priorities served by the objective)
    is the same for every rater, so that ratings can be resampled. It is normalised from 0 to the
    largest value seen, years from 1 to the length of the roadmap.

    Examples
    --------
    >>> from smartcity_analysis.analysis.plan import programmes as listed, weigh
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02"], "short_name": ["A", "B"],
    ...     "dimension": ["GOV", "ECO"]})
    >>> plans = pd.DataFrame({"programme": ["PR-01", "PR-02"], "start_year": [2023, 2023],
    ...     "end_year": [2023, 2025], "cost_rupiah": [5_000_000, 20_000_000]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> criteria = pd.DataFrame({"criterion": ["KR-01", "KR-02"], "name": ["Impact", "Cost"],
    ...     "direction": ["benefit", "cost"], "measure": ["rating", "cost"]})
    >>> ratings = pd.DataFrame({"programme": ["PR-01", "PR-02"], "criterion": ["KR-01"] * 2,
    ...     "rater": ["P", "P"], "value": [2, 5]})
    >>> equal = weigh(criteria, pd.DataFrame())
    >>> found = ranking(listed(ideas, plans, **years), ratings, criteria=criteria,
    ...     objectives=pd.DataFrame(), weights=equal)
    >>> found.saw().score.to_dict()
    {'A': 0.5, 'B': 0.5}
    """
    values = values_of(programmes, ratings, criteria, objectives)
    sample = is_sample(programmes, ratings, criteria, weights)
    complete = values.notna().all(axis=1)
    reason = _why_none(values, complete, criteria, ratings, weights)
    if reason or isinstance(weights, NoRanking):
        return NoRanking(
            reason=reason or "no_criteria",
            step="ranking",
            n_planned=len(values),
            n_complete=int(complete.sum()),
            sample=sample,
        )
    kept = programmes.planned.set_index("programme", drop=False).loc[complete.index[complete]]
    names = _labels(kept)
    attributes = kept[["programme", "dimension", "agency", "cost_rupiah"]]
    attributes = attributes.set_axis(names.tolist(), axis=0)
    values = values.loc[kept.index].set_axis(names.tolist(), axis=0)
    specs = specs_of(criteria).set_index("label")
    shared: dict[str, Any] = {
        "weights": weights,
        "cost": specs.index[specs["direction"] == "cost"].tolist(),
        "scale": scale_of(specs, values, programmes),
        "attributes": attributes,
    }
    rated = specs.index[specs["measure"] == "rating"].tolist()
    if not rated:
        marked = values.assign(status="sample" if sample else "official")
        return priority.problem(marked, **shared)
    long = by_rater(ratings, specs, names).assign(status="sample" if sample else "official")
    measured = values.drop(columns=rated)
    return priority.problem(
        long.join(measured, on="alternative"),
        **shared,
        alternative="alternative",
        rater="rater",
        agency="agency",
    )


def unranked(
    programmes: Programmes,
    ratings: pd.DataFrame,
    *,
    criteria: pd.DataFrame,
    objectives: pd.DataFrame,
) -> Unranked:
    """List planned programmes that lack a value for a criterion.

    Parameters
    ----------
    programmes, ratings, criteria, objectives
        As in :func:`ranking`.

    Returns
    -------
    Unranked

    Examples
    --------
    >>> from smartcity_analysis.analysis.plan._programmes import programmes as listed
    >>> ideas = pd.DataFrame({"programme": ["PR-01"], "short_name": ["A"], "dimension": ["GOV"]})
    >>> plans = pd.DataFrame({"programme": ["PR-01"], "start_year": [2023], "end_year": [2023]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> criteria = pd.DataFrame({"criterion": ["KR-01"], "name": ["Cost"],
    ...     "direction": ["cost"], "measure": ["cost"]})
    >>> unranked(listed(ideas, plans, **years), pd.DataFrame(), criteria=criteria,
    ...     objectives=pd.DataFrame()).table["missing"].tolist()
    [('Cost',)]
    """
    values = values_of(programmes, ratings, criteria, objectives)
    lacking = values[values.isna().any(axis=1)]
    missing = pd.Series(
        [tuple(lacking.columns[row]) for row in lacking.isna().to_numpy()],
        index=lacking.index,
        dtype=object,
    )
    rows = programmes.planned.set_index("programme").loc[lacking.index]
    table = rows[["short_name", "dimension", "status"]].assign(missing=missing).reset_index()
    return Unranked(
        table=table[["programme", "short_name", "dimension", "missing", "status"]],
        n_planned=len(values),
        n_criteria=len(values.columns),
        sample=is_sample(programmes, ratings),
    )


def scores(problem: Problem | NoRanking) -> Ranking | NoRanking:
    """Rank by simple additive weighting, where there is anything to rank.

    Parameters
    ----------
    problem : Problem or NoRanking

    Returns
    -------
    Ranking or NoRanking

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> scores(example()).best
    ('C',)
    """
    return problem.of("scores") if isinstance(problem, NoRanking) else problem.saw()


def robustness(
    problem: Problem | NoRanking, *, draws: int, seed: int, around: float | None = None
) -> Robustness | NoRanking:
    """Count ranks over weightings, where there is anything to rank.

    Parameters
    ----------
    problem : Problem or NoRanking
    draws, seed, around
        As in :meth:`Problem.robust`.

    Returns
    -------
    Robustness or NoRanking

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> robustness(example(), draws=2_000, seed=1).draws
    2000
    """
    if isinstance(problem, NoRanking):
        return problem.of("robustness")
    return problem.robust(draws=draws, seed=seed, around=around)


def stability(problem: Problem | NoRanking) -> Stability | NoRanking:
    """Tell how far each weight can move, where there is anything to rank.

    Parameters
    ----------
    problem : Problem or NoRanking

    Returns
    -------
    Stability or NoRanking

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> stability(example()).leader
    'C'
    """
    return problem.of("stability") if isinstance(problem, NoRanking) else problem.stability()


def _labels(kept: pd.DataFrame) -> pd.Series[str]:
    """Name every alternative once; a name that is blank or shared gives way to the code."""
    name = kept["short_name"].astype(object)
    plain = name.notna() & ~name.duplicated(keep=False)
    return name.where(plain, kept["programme"])


def _why_none(
    values: pd.DataFrame,
    complete: pd.Series[bool],
    criteria: pd.DataFrame,
    ratings: pd.DataFrame,
    weights: object,
) -> str:
    if values.columns.empty or isinstance(weights, NoRanking):
        return "no_criteria"
    if values.empty:
        return "no_programmes"
    if complete.sum() >= 2:
        return ""
    asked = (specs_of(criteria)["measure"] == "rating").any()
    return "no_ratings" if asked and rated_of(ratings).empty else "too_few"
