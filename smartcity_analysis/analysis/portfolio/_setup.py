"""A portfolio problem, checked once, and the one place where the way to solve it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum
from time import monotonic
from typing import Any, NamedTuple, Union

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.portfolio._knapsack import EXACT, ListTooLong, best, whole_numbers
from smartcity_analysis.analysis.portfolio._rules import Rules

LIMIT = 200_000
"""Longest list of the dynamic programme; beyond it HiGHS is quicker."""
DYNAMIC, HIGHS = "dynamic_programme", "highs"
MAGNITUDES = (1e-100, 1e100)

Labelled = Union[Mapping[Any, float], "pd.Series[Any]"]


class Solution(NamedTuple):
    """A best selection in the order of the labels given."""

    chosen: BoolArray
    method: str
    optimal: bool
    unique: bool
    bound: float


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """Programmes with score and price, a budget and rules."""

    caller: str
    labels: pd.Index
    score: FloatArray
    price: FloatArray
    budget: float
    rules: Rules
    seconds: float

    def solve(self) -> Solution:
        """Find a best selection.

        Raises
        ------
        ValueError
            If no selection meets the constraints, saying what stands against it.
        """
        if self.rules.plain:
            solution = self._dynamic()
            if solution is not None:
                return solution
        from smartcity_analysis.analysis.portfolio import _milp as milp

        order = label_order(self.labels)
        rules = replace(self.rules, matrix=self.rules.matrix[:, order])
        value = whole_numbers(self.score)[order]
        task = milp.Task(value, self.price[order], self.budget, rules, monotonic() + self.seconds)
        try:
            solved = milp.solve(task)
        except milp.Infeasible:
            reason = milp.why_infeasible(task, self.labels[order])
            raise ValueError(f"{self.caller}: no selection is admissible: {reason}.") from None
        except TimeoutError:
            late = f"{self.caller}: HiGHS found no selection within {self.seconds} seconds."
            raise TimeoutError(late) from None
        chosen = np.zeros(len(order), dtype=np.bool_)
        chosen[order] = solved.chosen
        worth = self.worth(chosen)
        # Scores that cancel out leave a rest of rounding in floats, but not in whole numbers.
        total = float(value[solved.chosen].sum())
        unit = worth / total if total else 0.0
        bound = worth if solved.optimal else solved.bound * unit
        return Solution(chosen, HIGHS, solved.optimal, solved.unique, bound)

    def _dynamic(self) -> Solution | None:
        """Solve by dynamic programming, unless the list grows too long or a must is too dear."""
        must, never = self.rules.settled("must"), self.rules.settled("never")
        left = self.budget - float(self.price[must].sum())
        if left < 0:
            return None
        order = label_order(self.labels)
        order = order[~(must | never)[order]]
        value = whole_numbers(self.score)
        try:
            found = best(value[order], self.price[order], left, limit=LIMIT)
        except ListTooLong:
            return None
        chosen = must.copy()
        chosen[order] = found.chosen
        worth = self.worth(chosen)
        return Solution(chosen, DYNAMIC, optimal=True, unique=found.unique, bound=worth)

    def worth(self, chosen: BoolArray) -> float:
        """Sum scores so that their order does not matter."""
        return fsum(self.score[chosen].tolist())

    def spent(self, chosen: BoolArray) -> float:
        """Sum prices, which are whole."""
        return float(self.price[chosen].sum())

    def reasons(self, chosen: BoolArray) -> list[str]:
        """Say of every programme, as a code, why it is in the selection or not."""
        codes = np.select(
            [
                self.rules.settled("must"),
                chosen,
                self.rules.settled("never"),
                self.score <= 0,
                self.price > self.budget,
            ],
            ["must", "chosen", "never", "no_gain", "beyond_budget"],
            "outweighed",
        )
        return [str(code) for code in codes]

    def names(self, chosen: BoolArray) -> tuple[Any, ...]:
        """Give the labels of a selection, in the order given."""
        return tuple(self.labels[chosen])


def label_order(labels: pd.Index) -> npt.NDArray[np.intp]:
    """Order labels by themselves, or by their text where they are of several kinds."""
    try:
        return np.asarray(labels.argsort())
    except TypeError:
        return np.asarray(labels.map(str).argsort(kind="stable"))


def read_prices(
    caller: str, labels: pd.Index, price: Labelled, unpriced: str
) -> tuple[FloatArray, tuple[Any, ...]]:
    """Give prices in the order of labels, and the labels without one."""
    check_choice(caller, "unpriced", unpriced, ("refuse", "leave_out"))
    named = _series(caller, "price", price)
    unknown = named.index.difference(labels, sort=False)
    if len(unknown):
        raise refuse(caller, "price", "labelled like `score`", unknown[0])
    prices = named.reindex(labels).to_numpy(dtype=np.float64)
    blank = np.isnan(prices)
    if blank.any() and unpriced == "refuse":
        rule = "filled for every label (or leave them out: unpriced='leave_out')"
        raise refuse(caller, "price", rule, f"a blank at {labels[blank][0]}")
    wrong = ~blank & ~((prices >= 0) & (prices == np.rint(prices)))
    if wrong.any():
        at = f"{prices[wrong][0]} at {labels[wrong][0]}"
        raise refuse(caller, "price", "whole rupiah of at least 0", at)
    if prices[~blank].sum() >= EXACT:
        raise refuse(caller, "price", f"below {EXACT:,.0f} altogether", prices[~blank].sum())
    return prices, tuple(labels[blank])


def read_scores(caller: str, score: Labelled) -> tuple[pd.Index, FloatArray]:
    """Give the labels and the checked score of each."""
    named = _series(caller, "score", score)
    scores: FloatArray = np.asarray(named, dtype=np.float64)
    check_scores(caller, "score", scores[None], named.index)
    return named.index, scores


def check_scores(caller: str, name: str, scores: FloatArray, labels: pd.Index) -> None:
    """Refuse blanks, infinities and magnitudes that no scoring yields, naming the label."""
    size = np.abs(scores)
    fine = (scores == 0) | ((size >= MAGNITUDES[0]) & (size <= MAGNITUDES[1]))
    if not fine.all():
        draw, item = np.argwhere(~fine)[0].tolist()
        where = f"{labels[item]}" + (f", draw {draw}" if len(scores) > 1 else "")
        raise refuse(caller, name, "a finite number everywhere", f"{scores[draw, item]} at {where}")


def read_budget(caller: str, budget: float) -> float:
    """Check a budget and drop what is less than a rupiah."""
    if not (0 <= budget < np.inf):
        raise refuse(caller, "budget", "a finite number of at least 0", budget)
    return float(np.floor(budget))


def _series(caller: str, name: str, values: Labelled) -> pd.Series[Any]:
    if not isinstance(values, Mapping | pd.Series):
        rule = "a Series or mapping from label to number"
        raise refuse(caller, name, rule, type(values).__name__)
    named = values if isinstance(values, pd.Series) else pd.Series(dict(values), dtype=np.float64)
    if named.index.has_duplicates:
        twice = named.index[named.index.duplicated()][0]
        raise refuse(caller, name, "labelled without repetition", twice)
    return named
