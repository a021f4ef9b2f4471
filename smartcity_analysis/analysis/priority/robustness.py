"""How firm a ranking is: over weightings, over raters, over uncertain values (SMAA-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least, check_count, refuse
from smartcity_analysis.analysis._ranks import score_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis._votes import means
from smartcity_analysis.analysis.priority import _acceptability as counting
from smartcity_analysis.analysis.priority import _weightings as weightings
from smartcity_analysis.analysis.priority._firmness import Robustness
from smartcity_analysis.analysis.priority._methods import Prepared, on_one_scale, prepare
from smartcity_analysis.analysis.priority._smaa import smaa
from smartcity_analysis.analysis.priority.kernels import Kernel, unit

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem

__all__ = ["Robustness", "over_raters", "over_weights", "smaa"]

PAIRWISE_DRAWS = 10_000
"""Pairwise shares that cannot be worked out exactly come from at most so many of the draws."""


def over_weights(
    problem: Problem,
    method: str | Kernel = "saw",
    *,
    draws: int = 100_000,
    around: float | None = None,
    order: Iterable[Any] | None = None,
    top: int = 3,
    seed: int = 0,
    **options: Any,
) -> Robustness:
    """Rank under every weighting that is possible, and count.

    Parameters
    ----------
    method : str or kernel, default='saw'
    draws : int, default=100000
        The standard error of a share s is √(s (1 − s) / draws): at most 0.0016.
    around : float, optional
        Draw from a Dirichlet distribution around the stated weights; the number is its
        concentration: at 100, a weight of 0.3 has a standard deviation of 0.046.
    order : list of criteria or of lists of criteria, or mapping of criterion to rank, optional
        Most important first, or rank 1; those in one list in any order. Every criterion once.
    top : int, default=3
        Ranks that count as the top.
    seed : int, default=0
    **options
        What the method takes.

    Returns
    -------
    Robustness

    Raises
    ------
    ValueError
        If an argument is out of range, or `order` does not hold every criterion once.

    Notes
    -----
    Without `around` and `order` every weighting on the simplex counts alike.

    References
    ----------
    Lahdelma and Salminen, SMAA-2, *Operations Research* 49 (2001); Varsi, *Proceedings of the
    American Mathematical Society* 40 (1973), for the exact pairwise shares.

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> example().robust(draws=20_000).table["first"].round(1).to_dict()
    {'B': 0.6, 'A': 0.0, 'C': 0.4, 'D': 0.0}
    """
    check_count("Problem.robust", "draws", draws)
    check_count("Problem.robust", "top", top)
    if around is not None and order is not None:
        raise refuse("Problem.robust", "order", "left out when 'around' is given", order)
    prepared = prepare(problem, method, **options)
    n, m = problem.oriented.shape
    draw, groups = _drawn_from(problem, around, order)
    values = None if prepared.values is None else on_one_scale(prepared.values)
    used = problem.w > 0 if around is not None else np.ones(m, dtype=bool)
    apart = counting.without_twins((problem.oriented if values is None else values)[:, used])
    distinct = apart and (values is not None or prepared.name == "topsis")
    tally = partial(
        counting.tally,
        prepared.regret,
        draw,
        draws=draws,
        seed=seed,
        shape=(n, m),
        distinct=distinct,
        any_size=not callable(method),
    )
    exact_on = None if values is None else _corner_values(values, around, groups)

    def pairwise() -> FloatArray:
        if exact_on is not None:
            return counting.pairwise_exact(exact_on)
        return _pairwise(prepared.regret, draw, draws, seed)

    return _result(
        problem,
        tally(),
        scores=prepared.score(problem.w),
        criteria=problem.criteria,
        find_central=lambda: tally(central=True)[:, n:],
        find_confidence=partial(_first_at, prepared),
        method=prepared.name,
        over="dirichlet" if around is not None else "uniform" if groups is None else "ordinal",
        concentration=around,
        exact=exact_on is not None,
        draws=draws,
        seed=seed,
        top=top,
        convention=f"{prepared.convention}; {problem.convention}"
        + (f", concentration {around:g}" if around is not None else ""),
        find_pairwise=pairwise,
    )


def over_raters(
    problem: Problem, *, draws: int = 10_000, top: int = 3, seed: int = 0
) -> Robustness:
    """Resample the voting units with replacement, and count the ranks by SAW at stated weights.

    Parameters
    ----------
    draws : int, default=10000
    top : int, default=3
    seed : int, default=0

    Returns
    -------
    Robustness
        ``central_weights`` has no columns; ``confidence`` is NaN.

    Raises
    ------
    ValueError
        If the problem was not made from raters, or has a single voting unit.

    Notes
    -----
    SAW is linear in the ratings: where each unit rated an alternative by all criteria or by none,
    all resamples are one matrix product. An alternative that loses all its raters in a draw keeps
    its mean. The bounds stay those of all raters together.

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import problem
    >>> ratings = pd.DataFrame({"item": [*"PQ"] * 3, "rater": [*"AABBCC"], "a": [4, 3, 2, 3, 5, 1]})
    >>> firm = problem(ratings, {"a": 1}, scale=(1, 5), alternative="item", rater="rater")
    >>> firm.bootstrap().acceptability[1].round(1).to_dict()
    {'P': 0.9, 'Q': 0.1}
    """
    check_count("Problem.bootstrap", "draws", draws)
    check_count("Problem.bootstrap", "top", top)
    units = unit_scores(problem, "Problem.bootstrap")
    if units.shape[1] < 2:
        raise ValueError("Problem.bootstrap: one voting unit alone cannot be resampled.")
    n = len(problem.data)
    values = _additive(problem, units)
    stated = prepare(problem, "saw").score(problem.w)
    alike = bool((np.isnan(units).any(axis=0) == np.isnan(units).all(axis=0)).all())

    complete = not np.isnan(values).any()
    draw = weightings.resampled(units.shape[1])

    def regret(shares: FloatArray) -> FloatArray:
        if complete:
            return counting.below_best(shares @ values)
        if alike:
            drawn = means(shares, values)
            return counting.below_best(np.where(np.isnan(drawn), stated, drawn))
        drawn = means(shares, units)
        drawn = np.where(np.isnan(drawn), problem.matrix.T[:, None], drawn)
        return counting.below_best(_additive(problem, drawn))

    return _result(
        problem,
        counting.tally(
            regret, draw, draws=draws, seed=seed, shape=(n, units.shape[1]), any_size=True
        ),
        scores=stated,
        criteria=(),
        find_central=lambda: np.empty((n, 0)),
        find_confidence=lambda _: np.full(n, np.nan),
        method="saw",
        over="raters",
        concentration=None,
        exact=False,
        draws=draws,
        seed=seed,
        top=top,
        convention=problem.convention,
        find_pairwise=lambda: _pairwise(regret, draw, draws, seed),
    )


def drawn_scores(
    problem: Problem,
    *,
    draws: int,
    around: float | None = None,
    order: Iterable[Any] | None = None,
    seed: int = 0,
) -> FloatArray:
    """Score by SAW under weightings as in :func:`over_weights`, (draws, n)."""
    check_count("Problem.core", "draws", draws)
    draw, _ = _drawn_from(problem, around, order)
    weightings_drawn = weightings.to_one(draw(np.random.default_rng(seed), draws))
    return prepare(problem, "saw").score(weightings_drawn)


def unit_scores(problem: Problem, caller: str) -> FloatArray:
    """Give the means of each voting unit, (m, n_units, n); refuse a problem without raters."""
    if problem.votes is None:
        raise ValueError(
            f"{caller} needs ratings by rater: make the problem with 'alternative' and 'rater'."
        )
    return problem.votes.unit_scores(problem.aggregation)


# ---- Parts --------------------------------------------------------------------------------------


def _result(problem: Problem, counts: FloatArray, *, scores: FloatArray, **rest: Any) -> Robustness:
    index = problem.data.index
    return Robustness(
        acceptability=pd.DataFrame(counts, index, range(1, len(index) + 1)),
        score=pd.Series(scores, index, name="score"),
        rank=pd.Series(score_ranks(scores, problem.ties), index, name="rank"),
        sample=problem.sample,
        **rest,
    )


def _drawn_from(
    problem: Problem, around: float | None, order: Iterable[Any] | None
) -> tuple[weightings.Draw, list[list[int]] | None]:
    if around is not None:
        check_at_least("Problem.robust", "around", around, 1)
        if np.isinf(around):
            raise refuse("Problem.robust", "around", "finite", around)
        return weightings.around(problem.w, around), None
    if order is None:
        return weightings.uniform(len(problem.criteria)), None
    if isinstance(order, str):
        raise refuse("Problem.robust", "order", "a list or mapping of criteria", order)
    if isinstance(order, Mapping):
        places = sorted(set(order.values()))
        order = [[name for name, place in order.items() if place == rank] for rank in places]
    groups = [[one] if not isinstance(one, (list, tuple, set)) else list(one) for one in order]
    named = [name for group in groups for name in group]
    if len(named) != len(problem.criteria) or set(named) != set(problem.criteria):
        rule = f"every criterion once, of {', '.join(map(str, problem.criteria))}"
        raise refuse("Problem.robust", "order", rule, named)
    places = [[problem.criteria.index(name) for name in group] for group in groups]
    return weightings.ordered(places), places


def _pairwise(regret: counting.Regret, draw: weightings.Draw, draws: int, seed: int) -> FloatArray:
    some = weightings.chunks(draw, min(draws, PAIRWISE_DRAWS), 1000, seed)
    return counting.pairwise_sampled(regret(weightings.to_one(w)) for w in some)


def _corner_values(
    values: FloatArray, around: float | None, groups: list[list[int]] | None
) -> FloatArray | None:
    """Give the values at the corners of the set of weightings, where each counts alike."""
    if around is not None or (groups is not None and any(len(group) > 1 for group in groups)):
        return None
    if groups is None:
        return values
    at_corners: FloatArray = values @ weightings.corners([group[0] for group in groups]).T
    return at_corners


def _first_at(prepared: Prepared, central: FloatArray) -> FloatArray:
    """Tell whether each is first at its own central weights; NaN where it has none."""
    known = ~np.isnan(central[:, 0])
    share = np.full(len(central), np.nan)
    ranks = score_ranks(prepared.score(central[known]))
    share[known] = ranks[np.arange(known.sum()), np.flatnonzero(known)] == 1
    return share


def _additive(problem: Problem, x: FloatArray) -> FloatArray:
    """SAW score of ratings (m, rows, n) at the stated weights, (rows, n)."""
    signs = problem.signs
    low, high = problem.low[:, None, None], problem.high[:, None, None]
    values = unit(x * signs[:, None, None], low, high)
    total: FloatArray = np.tensordot(problem.w, values, axes=1)
    return total
