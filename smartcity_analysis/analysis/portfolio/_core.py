"""Which programmes are chosen under every weighting, some, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.portfolio._knapsack import whole_numbers
from smartcity_analysis.analysis.portfolio._knapsack_batch import best_of_each
from smartcity_analysis.analysis.portfolio._rules import SideConstraints, read_rules
from smartcity_analysis.analysis.portfolio._setup import (
    DYNAMIC,
    HIGHS,
    Labelled,
    Setup,
    check_scores,
    label_order,
    read_budget,
    read_prices,
)

CALLER = "portfolio.core"
SUMMARY = (
    *("draws", "budget", "n_core", "n_borderline", "n_exterior", "n_portfolios"),
    *("most_frequent_share", "tied_share", "core_from", "exterior_to"),
)
"""Fields that make up the one-row table of a core."""


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """How firmly each programme belongs to the best portfolio.

    Attributes
    ----------
    table : DataFrame
        One row per programme: ``programme``, ``price``, ``share`` of the draws whose best portfolio
        holds it, ``status``: ``"core"``, ``"borderline"`` or ``"exterior"``.
    portfolios : DataFrame
        The distinct best portfolios, the most frequent first: ``share``, ``n_chosen``, ``spent``,
        ``chosen`` (tuple of labels).
    chosen : array of shape (draws, n_programmes)
        The best portfolio of every draw. Read-only.
    draws : int
    budget : float
    tied_share : float
        Share of the draws in which another portfolio is as good; there the stated tie rule decides.
    core_from, exterior_to : float
        From which share a programme is core, and up to which exterior.
    methods : mapping of str to int
        Draws solved by each method.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    portfolios: pd.DataFrame
    chosen: BoolArray
    draws: int
    budget: float
    tied_share: float
    core_from: float
    exterior_to: float
    methods: Mapping[str, int]
    sample: bool

    def __repr__(self) -> str:
        return (
            f"<Core of {len(self.table)} programmes in {self.draws:,} draws: {self.n_core} core, "
            f"{self.n_borderline} borderline, {self.n_exterior} exterior, "
            f"{self.n_portfolios} portfolios>"
        )

    @property
    def core(self) -> tuple[Any, ...]:
        """Programmes that are always chosen (from `core_from`)."""
        return self._of("core")

    @property
    def borderline(self) -> tuple[Any, ...]:
        """Programmes on which the weighting decides."""
        return self._of("borderline")

    @property
    def exterior(self) -> tuple[Any, ...]:
        """Programmes that are never chosen (up to `exterior_to`)."""
        return self._of("exterior")

    @property
    def n_core(self) -> int:
        """Number of core programmes."""
        return len(self.core)

    @property
    def n_borderline(self) -> int:
        """Number of borderline programmes."""
        return len(self.borderline)

    @property
    def n_exterior(self) -> int:
        """Number of exterior programmes."""
        return len(self.exterior)

    @property
    def n_portfolios(self) -> int:
        """Number of distinct best portfolios."""
        return len(self.portfolios)

    @property
    def most_frequent_share(self) -> float:
        """Share of the draws of the most frequent best portfolio."""
        return float(self.portfolios["share"].iloc[0])

    def _of(self, status: str) -> tuple[Any, ...]:
        return tuple(self.table.loc[self.table["status"] == status, "programme"])

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "portfolio_core": self.table,
            "portfolio_core_selections": self.portfolios,
            "portfolio_core_summary": pd.DataFrame([{n: getattr(self, n) for n in SUMMARY}]),
        }


def core(
    scores: pd.DataFrame | npt.ArrayLike,
    price: Labelled,
    *,
    budget: float,
    seconds: float = 60.0,
    core_from: float = 0.999,
    exterior_to: float = 0.001,
    sample: bool = False,
    **constraints: Unpack[SideConstraints],
) -> Core:
    """Find the programmes that are in the best portfolio whatever the weighting.

    Parameters
    ----------
    scores : DataFrame or array of shape (draws, n_programmes)
        One row per weighting. The columns of a DataFrame are labels, in any order; those of an
        array stand in the order of `price`. Not modified.
    price : Series or mapping of label to rupiah
        As in :func:`choose`. Not modified.
    budget : float
    seconds : float, default=60
        As in :func:`choose`, for one draw.
    core_from : float, default=0.999
        Share of the draws from which a programme is core. 1 is Liesiö's strict definition; a little
        less keeps single draws at the edge of the weights from deciding.
    exterior_to : float, default=0.001
        Share of the draws up to which a programme is exterior; 0 is the strict definition.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.
    **constraints
        The side constraints, as in :func:`choose`: `must`, `never`, `attributes`, `one_per`,
        `at_least`, `at_most`, `requires`, `excludes`, `yearly_price`, `yearly_ceiling`.

    Returns
    -------
    Core

    Raises
    ------
    ValueError
        If an argument breaks its rule, or no selection is admissible.

    Notes
    -----
    Every draw is optimised exactly, ties broken as in :func:`choose`. Under a plain budget all
    draws are solved together: 10,000 of them over 40 programmes take a tenth or two of a second;
    draws in which a dozen programmes or more are worth the same per rupiah are solved one by one,
    some milliseconds each. Under side constraints HiGHS solves every distinct draw twice, 20 to
    50 ms each.

    References
    ----------
    Liesiö, Mild and Salo, "Preference programming for robust portfolio modeling and project
    selection", *European Journal of Operational Research* 181 (2007).

    Examples
    --------
    >>> draws = pd.DataFrame({"A": [9.0, 9], "B": [6, 2], "C": [5, 5], "D": [4, 4]})
    >>> core(draws, {"A": 9, "B": 6, "C": 5, "D": 0}, budget=11)
    <Core of 4 programmes in 2 draws: 1 core, 3 borderline, 0 exterior, 2 portfolios>
    """
    table, labels = _draws(scores, price)
    prices, _ = read_prices(CALLER, labels, price, "refuse")
    if not 0 <= exterior_to < core_from <= 1:
        rule = "between 0 and core_from, which is at most 1"
        raise refuse(CALLER, "exterior_to", rule, (exterior_to, core_from))
    rules = read_rules(CALLER, labels, **constraints)
    money = read_budget(CALLER, budget)
    setup = Setup(CALLER, labels, table[0], prices, money, rules, seconds)
    chosen, unique, methods = _solve_each(setup, table)
    chosen.flags.writeable = False
    share = chosen.mean(axis=0)
    status = np.select(
        [share >= core_from, share <= exterior_to], ["core", "exterior"], "borderline"
    )
    programmes = {"programme": labels, "price": prices, "share": share, "status": status}
    return Core(
        table=pd.DataFrame(programmes),
        portfolios=_distinct_portfolios(setup, chosen),
        chosen=chosen,
        draws=len(table),
        budget=money,
        tied_share=float(1 - unique.mean()),
        core_from=core_from,
        exterior_to=exterior_to,
        methods=methods,
        sample=is_sample(scores, price, constraints, sample=sample),
    )


def _draws(scores: pd.DataFrame | npt.ArrayLike, price: Labelled) -> tuple[FloatArray, pd.Index]:
    labels = scores.columns if isinstance(scores, pd.DataFrame) else pd.Index(list(price.keys()))
    if labels.has_duplicates:
        raise refuse(
            CALLER, "scores", "labelled without repetition", labels[labels.duplicated()][0]
        )
    table = np.asarray(scores, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(labels) or not len(table):
        rule = f"of shape (draws, {len(labels)}) with at least one draw"
        raise refuse(CALLER, "scores", rule, f"shape {table.shape}")
    check_scores(CALLER, "scores", table, labels)
    return table, labels


def _solve_each(setup: Setup, table: FloatArray) -> tuple[BoolArray, BoolArray, dict[str, int]]:
    """Solve the draws together where the budget is plain, and the rest one by one."""
    value = whole_numbers(table)
    must, never = setup.rules.settled("must"), setup.rules.settled("never")
    chosen = np.tile(must, (len(table), 1))
    unique, solved = np.zeros((2, len(table)), dtype=np.bool_)
    left = setup.budget - setup.spent(must)
    if setup.rules.plain and left >= 0:
        order = label_order(setup.labels)
        order = order[~(must | never)[order]]
        found = best_of_each(value[:, order], setup.price[order], left)
        chosen[:, order], unique, solved = found
    methods = {DYNAMIC: int(solved.sum()), HIGHS: 0}
    rest = np.flatnonzero(~solved)
    _, first, back = np.unique(value[rest], axis=0, return_index=True, return_inverse=True)
    for group, row in enumerate(rest[first]):
        best = replace(setup, score=table[row]).solve()
        rows = rest[back.ravel() == group]
        chosen[rows], unique[rows] = best.chosen, best.unique
        methods[best.method] += len(rows)
    return chosen, unique, methods


def _distinct_portfolios(setup: Setup, chosen: BoolArray) -> pd.DataFrame:
    _, first, counts = np.unique(
        np.packbits(chosen, axis=1), axis=0, return_index=True, return_counts=True
    )
    order = np.lexsort((first, -counts))
    kinds = chosen[first[order]]
    return pd.DataFrame(
        {
            "share": counts[order] / len(chosen),
            "n_chosen": kinds.sum(axis=1),
            "spent": kinds @ setup.price,
            "chosen": [setup.names(row) for row in kinds],
        }
    )
