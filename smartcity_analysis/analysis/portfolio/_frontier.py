"""The best selection at every budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least, is_sample, refuse
from smartcity_analysis.analysis.portfolio._knapsack import (
    ListTooLong,
    Nondominated,
    nondominated,
    whole_numbers,
)
from smartcity_analysis.analysis.portfolio._setup import (
    Labelled,
    label_order,
    read_budget,
    read_prices,
    read_scores,
)

CALLER = "portfolio.frontier"


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """What the best selection is worth at every budget.

    Attributes
    ----------
    table : DataFrame
        One row per budget at which the best selection changes, smallest first:
        ``budget_needed``, ``value``, ``n_chosen``. The first row needs least.
    budget : float
        The largest budget looked at.
    labels : Index
        The programmes that can be chosen, in the order of `selections`.
    selections : Nondominated
        The selections themselves, one bit a programme; read them with :meth:`at`.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    budget: float
    labels: pd.Index
    selections: Nondominated
    sample: bool

    def __repr__(self) -> str:
        last = self.table.iloc[-1]
        return (
            f"<Frontier of {len(self.table)} selections, value {last['value']:.4g} "
            f"at {last['budget_needed']:,.0f}>"
        )

    def at(self, budget: float) -> tuple[Any, ...]:
        """Give the best selection at a budget, its labels in label order.

        Raises
        ------
        ValueError
            If the budget is beyond the largest one looked at.
        """
        if not 0 <= budget <= self.budget:
            raise refuse("Frontier.at", "budget", f"between 0 and {self.budget:,.0f}", budget)
        row = int(np.searchsorted(self.selections.price, budget, side="right")) - 1
        return tuple(self.labels[self.selections.chosen([row], len(self.labels))[0]])

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"portfolio_frontier": self.table}


def frontier(
    score: Labelled,
    price: Labelled,
    *,
    budget: float | None = None,
    limit: int = 1_000_000,
    sample: bool = False,
) -> Frontier:
    """List the best selection at every budget up to one.

    Parameters
    ----------
    score, price : Series or mapping
        As in :func:`choose`. Not modified.
    budget : float, optional
        Largest budget; by default what all programmes together cost.
    limit : int, default=1_000_000
        Most selections held at a time, each some 60 bytes at work.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Frontier

    Raises
    ------
    ValueError
        If an argument breaks its rule, or the list outgrows `limit`.

    Notes
    -----
    All nondominated pairs of price and value (Nemhauser and Ullmann), so that a selection is listed
    if and only if :func:`choose` would take it at some budget, ties decided alike.

    References
    ----------
    Nemhauser and Ullmann, *Management Science* 15 (1969).

    Examples
    --------
    >>> steps = frontier({"A": 9.0, "B": 6, "C": 5}, {"A": 9, "B": 6, "C": 5})
    >>> steps.table.astype({"budget_needed": int})
       budget_needed  value  n_chosen
    0              0    0.0         0
    1              5    5.0         1
    2              6    6.0         1
    3              9    9.0         1
    4             11   11.0         2
    5             14   14.0         2
    6             15   15.0         2
    7             20   20.0         3
    >>> steps.at(12)
    ('B', 'C')
    """
    labels, scores = read_scores(CALLER, score)
    prices, _ = read_prices(CALLER, labels, price, "refuse")
    top = float(prices.sum()) if budget is None else read_budget(CALLER, budget)
    check_at_least(CALLER, "limit", limit, 1)
    order = label_order(labels)
    order = order[(scores[order] > 0) & (prices[order] <= top)]
    gain = scores[order]
    value = whole_numbers(gain)
    try:
        listed = nondominated(prices[order], value, top, limit=limit)
    except ListTooLong:
        raise ValueError(
            f"{CALLER}: more than {limit:,} best selections; lower `budget`, round the prices "
            f"to the million, or raise `limit`. portfolio.choose solves a single budget."
        ) from None
    unit = float(gain.max() / value.max()) if len(gain) else 1.0
    table = pd.DataFrame(
        {
            "budget_needed": listed.price,
            "value": listed.value * unit,
            "n_chosen": np.bitwise_count(listed.code).sum(axis=0, dtype=np.int64),
        }
    )
    made_up = is_sample(score, price, sample=sample)
    return Frontier(table, top, labels[order], listed, made_up)
