"""The best selection under side constraints: HiGHS, with every answer checked in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.portfolio._rules import Rules

TELLS_APART = 1e7
"""Objectives are scaled to this: HiGHS's gap of 1e-6 is then 1e-13 of the largest score."""
ROW = 1e3
"""Limits are scaled to this, which HiGHS handles well; what it lets pass is excluded afterwards."""
BLOCK = 20
"""Labels ordered at a time: 2²⁰ is still told apart from 2²⁰ + 1."""


class Infeasible(Exception):
    """No selection meets the constraints."""


class Solved(NamedTuple):
    """A best selection, whether it is proved and alone, and what none can exceed."""

    chosen: BoolArray
    optimal: bool
    unique: bool
    bound: float


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A selection problem in whole numbers, its items in the order of labels.

    `until` is the reading of the monotonic clock at which HiGHS has to stop.
    """

    value: FloatArray
    price: FloatArray
    budget: float
    rules: Rules
    until: float

    def rows(self) -> list[_Row]:
        """Write the budget and the rules."""
        rules = self.rules
        sides = zip(rules.matrix, rules.low.tolist(), rules.high.tolist(), strict=True)
        return [_Row(self.price, -np.inf, self.budget), *(_Row(*side) for side in sides)]


class _Row(NamedTuple):
    coefficients: FloatArray
    low: float
    high: float

    def scaled(self) -> _Row:
        """Divide by the common divisor; by more, where the numbers are still large."""
        size = _size(self.coefficients, ROW)
        return _Row(self.coefficients / size, self.low / size, self.high / size)

    def met(self, chosen: BoolArray) -> bool:
        """Check a selection in whole numbers."""
        return bool(self.low <= self.coefficients[chosen].sum() <= self.high)


def solve(task: Task) -> Solved:
    """Find the most valuable selection; of equals the cheapest, then the first in order.

    Raises
    ------
    Infeasible
        If no selection meets the constraints.
    TimeoutError
        If HiGHS found none in time.

    Notes
    -----
    HiGHS works within tolerances. So its answer is checked in whole numbers, and a second search
    from which it is excluded has to find nothing better; if that finds something equal, further
    searches break the tie.
    """
    rows = task.rows()
    found, optimal, bound = _checked(task, task.value, rows)
    if found is None:
        raise Infeasible if optimal else TimeoutError
    if not optimal:
        return Solved(found, optimal=False, unique=False, bound=bound)
    while True:
        others = [*rows, _other_than(found, task.value > 0)]
        other, finished, _ = _checked(task, task.value, others)
        if other is None or _worth(task, other) <= _worth(task, found):
            break
        found = other
    unique = finished and (other is None or _worth(task, other) < _worth(task, found))
    if not unique or (task.value[found] <= 0).any():
        found = _first_of_equals(task, rows, found)
    return Solved(found, optimal=True, unique=unique, bound=_worth(task, found))


def cheapest(task: Task) -> BoolArray | None:
    """Find the cheapest selection that meets the rules whatever the budget, or None."""
    free = replace(task, budget=np.inf)
    return _checked(free, -task.price, free.rows())[0]


def conflict(task: Task) -> list[str]:
    """Name rules that contradict each other, none of which could be left out (deletion filter)."""
    rules, row = task.rules, 0
    while row < len(rules):
        fewer = rules.keep([other for other in range(len(rules)) if other != row])
        trial = replace(task, rules=fewer)
        found, finished, _ = _checked(trial, np.zeros_like(task.value), trial.rows())
        if found is None and finished:
            rules = fewer
        else:
            row += 1
    return list(rules.constraint)


def _checked(
    task: Task, objective: FloatArray, rows: list[_Row]
) -> tuple[BoolArray | None, bool, float]:
    """Maximise; what HiGHS lets pass within its tolerance is excluded and the search repeated.

    Returns the selection or None, whether the search was finished, and its upper bound.
    """
    rows = list(rows)
    size = _size(objective, TELLS_APART)
    while True:
        lines = [row.scaled() for row in rows]
        limits = LinearConstraint(
            np.array([line.coefficients for line in lines]),
            np.array([line.low for line in lines]),
            np.array([line.high for line in lines]),
        )
        answer = milp(
            -objective / size,
            constraints=limits,
            bounds=Bounds(0, 1),
            integrality=np.ones(len(objective), dtype=np.int64),
            options={"mip_rel_gap": 0, "time_limit": max(task.until - monotonic(), 0.0)},
        )
        if answer.status == 2:
            return None, True, float("nan")
        if answer.x is None:
            return None, False, float("nan")
        chosen: BoolArray = np.asarray(answer.x) > 0.5
        if all(row.met(chosen) for row in rows):
            bound = -float(answer.mip_dual_bound) * size
            return chosen, answer.status == 0, bound
        rows.append(_other_than(chosen, np.ones(len(chosen), dtype=np.bool_)))


def _first_of_equals(task: Task, rows: list[_Row], found: BoolArray) -> BoolArray:
    """Break a tie: the cheapest, with fewest items that gain nothing, the first in order."""
    top = _Row(task.value, _worth(task, found), np.inf)

    def better(objective: FloatArray, more: list[_Row], current: BoolArray) -> BoolArray:
        chosen = _checked(task, objective, [*rows, top, *more])[0]
        better = chosen is not None and objective @ chosen > objective @ current
        return chosen if chosen is not None and better else current

    kept: list[_Row] = []
    for burden in (task.price, (task.value <= 0).astype(np.float64)):
        found = better(-burden, kept, found)
        kept.append(_Row(burden, -np.inf, float(burden[found].sum())))
    for start in range(0, len(found), BLOCK):
        block = slice(start, start + BLOCK)
        order = np.zeros(len(found))
        order[block] = 2.0 ** np.arange(BLOCK)[::-1][: len(found) - start]
        found = better(order, kept, found)
        held = float(order @ found)
        kept.append(_Row(order, held, held))
    return found


def _other_than(chosen: BoolArray, counted: BoolArray) -> _Row:
    """Ask for a selection that differs from this one in an item that counts."""
    sign = np.where(chosen, -1.0, 1.0) * counted
    return _Row(sign, 1.0 - float((chosen & counted).sum()), np.inf)


def _worth(task: Task, chosen: BoolArray) -> float:
    return float(task.value[chosen].sum())


def _size(coefficients: FloatArray, largest: float) -> float:
    """Give the number that divides out what all share, and brings the largest down to a size."""
    whole = np.abs(coefficients[coefficients != 0])
    if not len(whole):
        return 1.0
    shared = float(np.gcd.reduce(whole.astype(np.int64)))
    return shared * max(1.0, float(whole.max()) / shared / largest)


def why_infeasible(task: Task, names: pd.Index) -> str:
    """Say in one sentence what stands against every selection."""
    rules = task.rules
    settled = rules.settled("must")
    if task.price[settled].sum() > task.budget:
        sum_ = float(task.price[settled].sum())
        return f"what must be chosen costs {sum_:,.0f} of a budget of {task.budget:,.0f}"
    members = rules.matrix > 0
    open_ = ~rules.settled("never")
    for row, (name, low) in enumerate(zip(rules.constraint, rules.low, strict=True)):
        mine = members[row] & open_
        if low > mine.sum():
            return f"{name} asks for {low:.0f}, and {mine.sum()} can be chosen"
        if low > 1 and np.sort(task.price[mine])[: int(low)].sum() > task.budget:
            cost = float(np.sort(task.price[mine])[: int(low)].sum())
            return (
                f"{name} asks for {low:.0f}, and the cheapest {low:.0f} cost {cost:,.0f} "
                f"of a budget of {task.budget:,.0f}"
            )
        if low == 1 and task.price[mine].min() > task.budget:
            first = names[mine][int(np.argmin(task.price[mine]))]
            return (
                f"{name} has no candidate within the budget of {task.budget:,.0f}; the "
                f"cheapest, {first}, costs {task.price[mine].min():,.0f}"
            )
    least = cheapest(task)
    if least is None:
        return f"these contradict each other: {'; '.join(conflict(task))}"
    cost = float(task.price[least].sum())
    return (
        f"the cheapest admissible selection costs {cost:,.0f} of a budget of "
        f"{task.budget:,.0f}: {', '.join(map(str, names[least]))}"
    )
