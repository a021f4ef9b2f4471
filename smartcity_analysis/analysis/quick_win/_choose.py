"""One quick win per dimension: the exact choice, what each rule costs, what the city chose."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis import portfolio
from smartcity_analysis.analysis._arguments import check_at_least, is_sample, refuse
from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.plan._programmes import Programmes
from smartcity_analysis.analysis.portfolio import Cut, Portfolio
from smartcity_analysis.analysis.priority import Problem
from smartcity_analysis.analysis.quick_win._candidates import (
    chosen_of,
    pool_of,
    scored,
    with_reasons,
)
from smartcity_analysis.analysis.quick_win._gates import Gates
from smartcity_analysis.analysis.quick_win._official import official_table
from smartcity_analysis.analysis.quick_win._solve import best, price_of
from smartcity_analysis.reference import dimensions

CALLER = "quick_win.choose"
CANDIDATES = (
    *("programme", "short_name", "dimension", "score", "rank_in_dimension", "cost_rupiah"),
    *("gate_state", "reason", "status"),
)


@dataclass(frozen=True, slots=True, eq=False)
class QuickWins:
    """The quick wins that are worth most together, one per dimension, within the budget.

    Attributes
    ----------
    chosen : DataFrame
        One row per dimension with a quick win: ``dimension``, ``programme``, ``short_name``,
        ``score`` (SAW, 0–1), ``cost_rupiah``, ``gate_state``, ``runner_up`` (short name of the best
        other candidate of the dimension), ``runner_up_score``, ``margin`` (below 0 where the budget
        made way for a lower score), ``status``.
    candidates : DataFrame
        Every ranked programme and every candidate of the gates: scores, price, gates, and
        ``reason``: ``"chosen"``, ``"outscored"``, ``"over_budget"``; or why it is none:
        ``"gate_no"`` (a mandatory gate is no), ``"gate_unknown"`` (one is unknown, and another
        candidate passes), ``"not_asked"``, ``"no_dimension"``, ``"unranked"``, ``"unpriced"``.
    missing : tuple of str
        Dimensions without a candidate.
    left_out : tuple of str
        Dimensions with candidates, but without money.
    portfolio : Portfolio or None
        The choice behind it; None where there is nothing to choose from.
    price : DataFrame
        What each rule costs: ``rule`` (``"one_per_dimension"``, ``"gates"``, ``"budget"``),
        ``value_without``, ``gain``, ``gain_percent``, ``added``, ``dropped`` (short names).
    official : DataFrame
        The city's own quick wins: ``dimension``, ``programme``, ``short_name``, ``model_choice``
        (short name of ours), ``same``, ``rank_in_dimension``, ``n_in_dimension``, ``score``,
        ``cost_rupiah``, ``gate_state``, ``reason`` as for the candidates, ``planned``, ``source``,
        ``address``, ``status``.
    budget : float
        Rupiah; NaN without a limit.
    made_up : tuple of str
        Which inputs hold made-up rows: ``"scores"``, ``"costs"``, ``"gates"``, ``"budget"``.
    sample : bool
        Whether one of them does.
    """

    chosen: pd.DataFrame
    candidates: pd.DataFrame
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    portfolio: Portfolio | None
    price: pd.DataFrame
    official: pd.DataFrame
    budget: float
    made_up: tuple[str, ...]
    sample: bool

    def __repr__(self) -> str:
        told = f", {self.n_same} of {len(self.official)} official" if len(self.official) else ""
        gone = f", none for {', '.join(self.without)}" if self.without else ""
        return (
            f"<QuickWins: {len(self.chosen)} of {len(dimensions())} dimensions, "
            f"{self.spent:,.0f} spent{told}{gone}>"
        )

    @property
    def n_same(self) -> int:
        """How many of the city's own quick wins were chosen here too."""
        return int(self.official["same"].sum())

    @property
    def spent(self) -> float:
        """Price of the chosen ones, rupiah."""
        return float(self.chosen["cost_rupiah"].sum())

    @property
    def without(self) -> tuple[str, ...]:
        """Dimensions without a quick win, in the official order."""
        gone = {*self.missing, *self.left_out}
        return tuple(d.code for d in dimensions() if d.code in gone)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "quick_wins_chosen": self.chosen,
            "quick_wins_candidates": self.candidates,
            "quick_wins_official": self.official,
            "quick_wins_price": self.price,
        }


def choose(
    problem: Problem | NoRanking,
    gates: Gates,
    *,
    programmes: Programmes,
    budget: float | None,
    official: pd.DataFrame | None = None,
    budget_sample: bool = False,
    allow_open: bool = True,
) -> QuickWins:
    """Choose one quick win per dimension, exactly, and compare with the city's own.

    Parameters
    ----------
    problem : Problem or NoRanking
        As :func:`plan.ranking` gives it; without a ranking nothing is chosen.
    gates : Gates
    programmes : Programmes
    budget : float or None
        Rupiah for all of them together; None: no limit.
    official : DataFrame, optional
        The worksheet of the quick wins that the city fixed. Not modified.
    budget_sample : bool, default=False
        Whether the budget is made up.
    allow_open : bool, default=True
        Whether candidates with an unknown mandatory gate may stand in for a dimension in which
        nobody passes; they are marked.

    Returns
    -------
    QuickWins

    Raises
    ------
    ValueError
        If the budget is negative.

    Notes
    -----
    Maximises the sum of SAW scores with exactly one programme in every dimension that has a
    candidate: ranked, priced, and past the gates. Where the budget cannot pay for all of these
    dimensions, as many as possible get one. The price of a rule is the sum without it: six from any
    dimension; whoever failed or was not asked at the gates; no limit on money.

    Examples
    --------
    >>> from smartcity_analysis.analysis import priority
    >>> from smartcity_analysis.analysis.plan._programmes import programmes as listed
    >>> from smartcity_analysis.analysis.quick_win._gates import gates as asked
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02"], "short_name": ["A", "B"],
    ...     "dimension": ["GOV", "GOV"]})
    >>> plans = pd.DataFrame({"programme": ["PR-01", "PR-02"], "start_year": 2023,
    ...     "end_year": 2023, "cost_rupiah": [5_000_000, 9_000_000]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> listed_ = listed(ideas, plans, **years)
    >>> given = pd.DataFrame({"programme": ["PR-01", "PR-02"], "gate": "G-01", "answer": "yes"})
    >>> p = priority.problem(pd.DataFrame({"Impact": [4, 3]}, index=["A", "B"]), scale=(1, 5),
    ...     attributes=listed_.planned.set_index("short_name")[["programme"]])
    >>> passed = asked(listed_, given, mandatory=["G-01"])
    >>> choose(p, passed, programmes=listed_, budget=10_000_000).chosen["short_name"].tolist()
    ['A']
    """
    if budget is not None:
        check_at_least(CALLER, "budget", budget, 0)
    pool = pool_of(problem, gates, programmes, allow_open=allow_open)
    limit = float("inf") if budget is None else float(budget)
    eligible = pool[pool["reason"] == ""]
    found = best(eligible, limit)
    picked = set(found.chosen) if found else set()
    candidates = with_reasons(pool, picked)
    chosen = chosen_of(candidates)
    present = set(eligible["dimension"])
    taken = set(chosen["dimension"])
    made_up = _made_up(problem, gates, candidates, budget=budget_sample and len(chosen) > 0)
    codes = [dimension.code for dimension in dimensions()]
    return QuickWins(
        chosen=chosen,
        candidates=candidates[list(CANDIDATES)].reset_index(drop=True),
        missing=tuple(code for code in codes if code not in present),
        left_out=tuple(code for code in codes if code in present - taken),
        portfolio=found,
        price=price_of(pool, eligible, found, limit),
        official=official_table(official, candidates, chosen, programmes),
        budget=float("nan") if budget is None else float(budget),
        made_up=made_up,
        sample=bool(made_up),
    )


def smaller_budget(
    problem: Problem | NoRanking, programmes: Programmes, *, share: float
) -> Cut | NoRanking:
    """Tell what a smaller budget drops from all programmes that are ranked and priced.

    Parameters
    ----------
    problem : Problem or NoRanking
    programmes : Programmes
    share : float
        What is cut from the price of all of them together, 0–1.

    Returns
    -------
    Cut
    NoRanking
        Where nothing is ranked and priced.

    Raises
    ------
    ValueError
        If `share` is outside 0–1.

    Notes
    -----
    Before the cut the budget is what all of them cost together; both choices are exact.

    Examples
    --------
    >>> from smartcity_analysis.analysis import priority
    >>> from smartcity_analysis.analysis.plan import programmes as listed
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02"], "short_name": ["A", "B"],
    ...     "dimension": ["GOV", "ECO"]})
    >>> plans = pd.DataFrame({"programme": ["PR-01", "PR-02"], "start_year": 2023,
    ...     "end_year": 2023, "cost_rupiah": [5_000_000, 9_000_000]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> known = listed(ideas, plans, **years)
    >>> p = priority.problem(pd.DataFrame({"Impact": [4, 3]}, index=["A", "B"]), scale=(1, 5),
    ...     attributes=known.planned.set_index("short_name")[["programme"]])
    >>> smaller_budget(p, known, share=0.2).dropped
    ('B',)
    """
    if not 0 <= share <= 1:
        raise refuse("quick_win.smaller_budget", "share", "between 0 and 1", share)
    if isinstance(problem, NoRanking):
        return problem.of("smaller_budget")
    frame = scored(problem, programmes).dropna(subset=["score", "cost_rupiah"])
    if frame.empty:
        count = len(problem.data)
        return NoRanking("too_few", "smaller_budget", count, 0, sample=problem.sample)
    named = frame.set_index("short_name")
    bought = portfolio.choose(
        named["score"],
        named["cost_rupiah"],
        budget=float(named["cost_rupiah"].sum()),
        sample=is_sample(problem, programmes),
    )
    return bought.cut(share)


def _made_up(
    problem: Problem | NoRanking, gates: Gates, candidates: pd.DataFrame, *, budget: bool
) -> tuple[str, ...]:
    """Name the inputs that hold made-up rows; a budget only where it chose something."""
    priced = candidates.dropna(subset=["cost_rupiah"])
    found = {
        "scores": isinstance(problem, Problem) and problem.sample,
        "costs": bool((priced["status"] == "sample").any()),
        "gates": gates.sample,
        "budget": budget,
    }
    return tuple(name for name, made_up in found.items() if made_up)
