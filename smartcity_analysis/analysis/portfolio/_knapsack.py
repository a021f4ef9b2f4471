"""The best selection under one budget, exactly: lists of nondominated (price, value) pairs.

Values and prices are whole numbers held in floats; their sums stay below 2⁵³ and are exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smartcity_analysis.analysis._typing import BoolArray, FloatArray

DIGITS = 12
"""Scores count to this many digits of the largest one, so that 0.1 + 0.2 equals 0.3."""
EXACT = 2.0**53
WORD = 64
BIT = np.uint64(1)


class ListTooLong(Exception):
    """The list of nondominated selections has outgrown its limit."""


class Nondominated(NamedTuple):
    """Selections that no other one beats in price and value, cheapest first.

    `code` holds one bit an item, ``(n_words, n_selections)``.
    """

    price: FloatArray
    value: FloatArray
    code: npt.NDArray[np.uint64]

    def chosen(self, rows: slice | list[int], n_items: int) -> BoolArray:
        """Decode selections, ``(n_rows, n_items)``."""
        code = self.code[:, rows]
        item = np.arange(n_items)
        bits = code[item // WORD] >> (item % WORD).astype(np.uint64)[:, None] & BIT
        return bits.T.astype(np.bool_)


class Relaxed(NamedTuple):
    """The linear relaxation (Dantzig) of a batch of problems.

    No selection is worth more than `bound`, and one that departs from the relaxation in an item
    loses at least ``|reduced|`` of it.
    """

    rate: FloatArray
    reduced: FloatArray
    bound: FloatArray
    greedy: BoolArray


def whole_numbers(scores: FloatArray) -> FloatArray:
    """Write scores as whole numbers, `DIGITS` digits to the largest of each row.

    Examples
    --------
    >>> one, two, three = whole_numbers(np.array([0.1, 0.2, 0.3]))
    >>> bool(one + two == three)
    True
    """
    top = np.abs(scores).max(axis=-1, keepdims=True, initial=0)
    power = DIGITS - 1 - np.floor(np.log10(np.where(top > 0, top, 1)))
    scale = 10.0 ** np.abs(power)
    whole: FloatArray = np.rint(np.where(power >= 0, scores * scale, scores / scale))
    return whole


def relax(value: FloatArray, price: FloatArray, budget: float) -> Relaxed:
    """Solve the linear relaxation of every row; all values and prices are positive.

    Parameters
    ----------
    value : array of shape (rows, items)
    price : array of shape (items,)
        Together more than the budget, each at most the budget.
    """
    rows = np.arange(len(value))
    ratio = value / price
    order = np.argsort(-ratio, axis=1, kind="stable")
    broken = (np.cumsum(price[order], axis=1) <= budget).sum(axis=1)
    rate = ratio[rows, order[rows, broken]]
    reduced = value - rate[:, None] * price
    bound = np.maximum(reduced, 0).sum(axis=1) + rate * budget
    greedy = np.zeros(value.shape, dtype=np.bool_)
    left = np.full(len(value), float(budget))
    for place in range(value.shape[1]):
        item = order[:, place]
        fits = price[item] <= left
        left -= fits * price[item]
        greedy[rows, item] = fits
    return Relaxed(rate, reduced, bound, greedy)


def nondominated(
    price: FloatArray,
    value: FloatArray,
    budget: float,
    *,
    limit: int,
    keep: int = 1,
    floor: FloatArray | None = None,
    rate: float = 0.0,
) -> Nondominated:
    """List the selections that at most ``keep − 1`` others beat (Nemhauser and Ullmann).

    Parameters
    ----------
    price, value : array of shape (items,)
    budget : float
    limit : int
        Longest list.
    keep : {1, 2}
        2 also keeps what is beaten once, so that a second best selection is found.
    floor : array of shape (items,), optional
        A selection over the items from `item` on whose ``value − rate × price`` is below
        ``floor[item]`` cannot become a best one.
    rate : float
        Value per rupiah of the relaxation.

    Notes
    -----
    Items are added from the last to the first, and a selection that takes the item goes before one
    of the same price and value that does not: of equals the first in the order of items stays.
    """
    items = len(price)
    cost, gain = np.zeros(1), np.zeros(1)
    code = np.zeros((max(1, -(-items // WORD)), 1), dtype=np.uint64)
    for item in range(items - 1, -1, -1):
        room = int(np.searchsorted(cost, budget - price[item], side="right"))
        source = np.concatenate([np.arange(room), np.arange(len(cost))])
        cost = np.concatenate([cost[:room] + price[item], cost])
        gain = np.concatenate([gain[:room] + value[item], gain])
        order = _by_price(cost, gain)
        order = order[_unbeaten(gain[order], keep)]
        if floor is not None:
            order = order[gain[order] - rate * cost[order] >= floor[item]]
        if len(order) > limit:
            raise ListTooLong
        cost, gain, code = cost[order], gain[order], code[:, source[order]]
        code[item // WORD] |= (order < room).astype(np.uint64) << np.uint64(item % WORD)
    return Nondominated(cost, gain, code)


def _by_price(cost: FloatArray, gain: FloatArray) -> npt.NDArray[np.intp]:
    """Order by price, the more valuable of equal prices first, otherwise as given."""
    order = np.argsort(cost, kind="stable")
    ordered = cost[order]
    return np.lexsort((-gain, cost)) if (ordered[1:] == ordered[:-1]).any() else order


def _unbeaten(gain: FloatArray, keep: int) -> BoolArray:
    """Mark what is worth more than all (keep 1) or all but one (keep 2) of the cheaper ones."""
    best = np.maximum.accumulate(gain)
    if keep == 2:
        # The second largest so far: a value either is it or pushes the largest down to it.
        best = np.maximum.accumulate(np.minimum(gain[1:], best[:-1]))
        return np.concatenate([[True, True], gain[2:] > best[:-1]])[: len(gain)]
    return np.concatenate([[True], gain[1:] > best[:-1]])


class Best(NamedTuple):
    """A best selection, and whether it is the only one."""

    chosen: BoolArray
    unique: bool


def best(value: FloatArray, price: FloatArray, budget: float, *, limit: int) -> Best:
    """Choose the most valuable items; of equally good selections the cheapest, then the first.

    Parameters
    ----------
    value, price : array of shape (items,)
        Whole numbers. Items worth nothing are never chosen.
    budget : float
    limit : int
        Longest list.

    Examples
    --------
    >>> best(np.array([9.0, 6, 5]), np.array([9.0, 6, 5]), 11, limit=100)
    Best(chosen=array([False,  True,  True]), unique=True)
    """
    chosen = (value > 0) & (price == 0)
    able = np.flatnonzero((value > 0) & (price > 0) & (price <= budget))
    if price[able].sum() <= budget:
        chosen[able] = True
        return Best(chosen, unique=True)
    worth, cost = value[able], price[able]
    relaxed = relax(worth[None], cost, budget)
    rate, bound = float(relaxed.rate[0]), float(relaxed.bound[0])
    reduced, greedy = relaxed.reduced[0], relaxed.greedy[0]
    # Rounding of the bound is far below a millionth of a millionth of it.
    lowest = float(worth[greedy].sum()) - slack(bound)
    free = np.abs(reduced) <= bound - lowest
    sure = ~free & (reduced > 0)
    left = budget - float(cost[sure].sum())
    behind = np.cumsum(np.maximum(reduced[free], 0))
    floor = lowest - float(worth[sure].sum()) - rate * left - np.concatenate([[0], behind[:-1]])
    found = nondominated(cost[free], worth[free], left, limit=limit, keep=2, floor=floor, rate=rate)
    equal = np.flatnonzero(found.value == found.value.max())
    chosen[able[sure]] = True
    chosen[able[free]] = found.chosen([int(equal[0])], int(free.sum()))[0]
    return Best(chosen, unique=len(equal) == 1)


def slack(bound: FloatArray | float) -> FloatArray | float:
    """Room for the rounding of a bound."""
    return 1e-12 * bound + 0.5
