"""From a priority problem to what its budget is best spent on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis.priority import robustness
from smartcity_analysis.analysis.priority.kernels import Kernel

if TYPE_CHECKING:
    from smartcity_analysis.analysis.portfolio import Core, Frontier, Portfolio
    from smartcity_analysis.analysis.priority._problem import Problem

    Prices = str | pd.Series[float] | Mapping[Hashable, float]


def choose(
    problem: Problem,
    budget: float,
    price: Prices,
    *,
    method: str | Kernel = "saw",
    **rules: Any,
) -> Portfolio:
    """Choose what is worth most within a budget, exactly.

    Parameters
    ----------
    budget : float
        In rupiah, at least 0.
    price : str, Series or mapping
        Rupiah by alternative: a column of the attributes or of the data, or the prices themselves.
    method : str or kernel, default='saw'
        Its scores are added up, so 0 has to mean "worth nothing": SAW on declared bounds is meant.
    **rules
        As in :func:`portfolio.choose`, such as ``one_per="dimension", at_most={"opd": 2}``; their
        columns are looked up in the attributes.

    Returns
    -------
    Portfolio

    Raises
    ------
    ValueError
        If a price is missing, or nothing is admissible, saying what conflicts.

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> example().portfolio(1_500_000_000, "price")
    <Portfolio 2 of 4 programmes, value 0.95, 1,450,000,000 of 1,500,000,000 spent, optimal>
    """
    from smartcity_analysis.analysis import portfolio

    score, prices = problem.score(method).score, _prices(problem, price)
    rules |= {"attributes": problem.attributes, "sample": problem.sample}
    return portfolio.choose(score, prices, budget=budget, **rules)


def frontier(problem: Problem, price: Prices, *, budget: float | None = None) -> Frontier:
    """Find what every budget is best spent on, by SAW scores.

    Parameters
    ----------
    price : str, Series or mapping
        As in :meth:`Problem.portfolio`.
    budget : float, optional
        Up to this one; without it, up to the price of all.

    Returns
    -------
    Frontier

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> example().frontier("price")
    <Frontier of 11 selections, value 2.05 at 3,150,000,000>
    """
    from smartcity_analysis.analysis import portfolio

    score, prices = problem.saw().score, _prices(problem, price)
    return portfolio.frontier(score, prices, budget=budget, sample=problem.sample)


def core(
    problem: Problem,
    budget: float,
    price: Prices,
    *,
    draws: int = 10_000,
    around: float | None = None,
    order: Iterable[Any] | None = None,
    seed: int = 0,
    **rules: Any,
) -> Core:
    """Tell which alternatives are in the best portfolio whatever the weighting.

    Parameters
    ----------
    budget, price
        As in :meth:`Problem.portfolio`.
    draws, around, order, seed
        The weightings, as in :meth:`Problem.robust`; the scores are SAW's.
    **rules
        As in :meth:`Problem.portfolio`. HiGHS then solves every draw: 200 draws take some seconds.

    Returns
    -------
    Core

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import example
    >>> example().core(1_500_000_000, "price", draws=500).core
    ('D',)
    """
    from smartcity_analysis.analysis import portfolio

    scores = robustness.drawn_scores(problem, draws=draws, around=around, order=order, seed=seed)
    frame = pd.DataFrame(scores, columns=problem.data.index)
    prices = _prices(problem, price)
    rules |= {"attributes": problem.attributes, "sample": problem.sample}
    return portfolio.core(frame, prices, budget=budget, **rules)


def _prices(problem: Problem, given: Any) -> pd.Series[float]:
    if isinstance(given, (pd.Series, Mapping)):
        return pd.Series(given).reindex(problem.data.index)
    for frame in (problem.attributes, problem.data):
        if isinstance(given, Hashable) and given in frame:
            return frame[given]
    known = ", ".join(map(str, [*problem.attributes.columns, *problem.data.columns]))
    raise refuse("Problem.portfolio", "price", f"a Series or one of {known}", given)
