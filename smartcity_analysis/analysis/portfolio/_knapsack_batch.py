"""The best selection under one budget for thousands of score vectors at once, exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smartcity_analysis.analysis._typing import BoolArray, FloatArray, IntArray
from smartcity_analysis.analysis.portfolio._knapsack import Relaxed, relax, slack

CHUNK = 1024
"""Score vectors at a time: their lists stay in cache, and the next ones learn from their optima."""
POOL = 1024
"""Selections remembered."""
WIDE = 62
"""Most items that may stay open in one problem; their code is one whole number."""
LONG = 2_000_000
"""Most partial selections listed for a chunk before its problems are solved one by one."""


class BestOfEach(NamedTuple):
    """A best selection for every row, whether it is the only one, and whether it was found."""

    chosen: BoolArray
    unique: BoolArray
    solved: BoolArray


def best_of_each(value: FloatArray, price: FloatArray, budget: float) -> BestOfEach:
    """Choose the most valuable items of every row, as :func:`best` does of one.

    Parameters
    ----------
    value : array of shape (rows, items)
        Whole numbers.
    price : array of shape (items,)
    budget : float

    Returns
    -------
    BestOfEach
        A row that would need too long a list is left unsolved.

    Notes
    -----
    A selection is worth the bound of the linear relaxation less what each departure from it loses
    and less the rate times the money left (Dantzig; Pisinger's core). All departures that could
    still reach the best known selection are listed, so the optimum is among them. Best known is the
    greedy selection, or any optimum of an earlier row.

    Examples
    --------
    >>> value = np.array([[9.0, 6, 5], [9, 2, 5]])
    >>> best_of_each(value, np.array([9.0, 6, 5]), 11).chosen
    array([[False,  True,  True],
           [ True, False, False]])
    """
    rows = len(value)
    chosen = (value > 0) & (price == 0)
    unique, solved = np.ones((2, rows), dtype=np.bool_)
    able = np.flatnonzero((price > 0) & (price <= budget))
    worth, cost = np.maximum(value[:, able], 0), price[able]
    if cost.sum() <= budget:
        chosen[:, able] = worth > 0
        return BestOfEach(chosen, unique, solved)
    pool = np.empty((0, len(able)), dtype=np.bool_)
    for start in range(0, rows, CHUNK):
        part = slice(start, start + CHUNK)
        found = _chunk(worth[part], cost, budget, pool)
        chosen[part, able], unique[part], solved[part] = found
        pool = _distinct(pool, found.chosen[found.solved])[-POOL:]
    return BestOfEach(chosen, unique, solved)


def _chunk(worth: FloatArray, cost: FloatArray, budget: float, pool: BoolArray) -> BestOfEach:
    relaxed = relax(worth, cost, budget)
    pool = _distinct(pool, relaxed.greedy)
    lowest = (worth @ pool.T.astype(np.float64)).max(axis=1)
    gap = relaxed.bound - lowest + slack(relaxed.bound)
    loss = np.where(worth > 0, np.abs(relaxed.reduced), np.inf)
    still_open = loss <= gap[:, None]
    hard = still_open.sum(axis=1) > WIDE
    bits = _bits(still_open)
    start = _Partial.start(worth, cost, relaxed, np.where(still_open, bits, 0), ~hard)
    listed, hard = _departures(start, worth, cost, relaxed, bits, loss, gap, hard)
    chosen, unique = _pick(listed, relaxed, still_open, bits, budget, lowest)
    return BestOfEach(chosen, unique, ~hard)


class _Partial(NamedTuple):
    """Selections while they are being listed."""

    row: IntArray
    lost: FloatArray
    value: FloatArray
    cost: FloatArray
    code: IntArray

    @classmethod
    def start(
        cls,
        worth: FloatArray,
        cost: FloatArray,
        relaxed: Relaxed,
        bits: IntArray,
        rows: BoolArray,
    ) -> _Partial:
        """Begin every row with the whole part of its relaxation."""
        taken = relaxed.reduced > 0
        row = np.flatnonzero(rows)
        everything = cls(
            np.arange(len(rows)),
            np.zeros(len(rows)),
            (worth * taken).sum(axis=1),
            taken @ cost,
            (bits * taken).sum(axis=1),
        )
        return everything.only(row)

    def only(self, index: npt.NDArray[np.intp] | BoolArray) -> _Partial:
        return _Partial(
            self.row[index],
            self.lost[index],
            self.value[index],
            self.cost[index],
            self.code[index],
        )

    def join(self, more: _Partial) -> _Partial:
        return _Partial(
            np.concatenate([self.row, more.row]),
            np.concatenate([self.lost, more.lost]),
            np.concatenate([self.value, more.value]),
            np.concatenate([self.cost, more.cost]),
            np.concatenate([self.code, more.code]),
        )


def _departures(
    partial: _Partial,
    worth: FloatArray,
    cost: FloatArray,
    relaxed: Relaxed,
    bits: IntArray,
    loss: FloatArray,
    gap: FloatArray,
    hard: BoolArray,
) -> tuple[_Partial, BoolArray]:
    """List all selections that lose at most the gap, the costly departures first."""
    order = np.argsort(loss, axis=1, kind="stable")
    sign = np.where(relaxed.reduced > 0, -1.0, 1.0)
    width = int((loss <= gap[:, None]).sum(axis=1)[~hard].max(initial=0))
    sorted_loss = np.take_along_axis(loss, order, axis=1)
    for place in range(width - 1, -1, -1):
        lost = partial.lost + sorted_loss[partial.row, place]
        go = np.flatnonzero(lost <= gap[partial.row])
        row = partial.row[go]
        item = order[row, place]
        way = sign[row, item]
        departed = _Partial(
            row,
            lost[go],
            partial.value[go] + way * worth[row, item],
            partial.cost[go] + way * cost[item],
            partial.code[go] ^ bits[row, item],
        )
        partial = partial.join(departed)
        if len(partial.row) > LONG:
            hard = hard | (np.bincount(partial.row, minlength=len(hard)) > LONG // (2 * CHUNK))
            partial = partial.only(~hard[partial.row])
    return partial, hard


def _pick(
    listed: _Partial,
    relaxed: Relaxed,
    still_open: BoolArray,
    bits: IntArray,
    budget: float,
    lowest: FloatArray,
) -> tuple[BoolArray, BoolArray]:
    """Keep the best affordable selection of every row: valuable, then cheap, then first."""
    able = listed.only((listed.cost <= budget) & (listed.value >= lowest[listed.row]))
    able = able.only(np.lexsort((-able.code, able.cost, -able.value, able.row)))
    rows, first = np.unique(able.row, return_index=True)
    top = np.zeros(len(lowest))
    top[rows] = able.value[first]
    ties = np.bincount(able.row[able.value == top[able.row]], minlength=len(lowest))
    code = np.zeros(len(lowest), dtype=np.int64)
    code[rows] = able.code[first]
    chosen = np.where(still_open, (code[:, None] & bits) != 0, relaxed.reduced > 0)
    return chosen, ties <= 1


def _bits(still_open: BoolArray) -> IntArray:
    """Give each open item a bit, the first one the highest."""
    place = np.cumsum(still_open, axis=1) - 1
    shift = np.clip(WIDE - 1 - place, 0, WIDE - 1)
    bits: IntArray = np.where(still_open, np.int64(1) << shift, 0)
    return bits


def _distinct(pool: BoolArray, more: BoolArray) -> BoolArray:
    """Join selections without repeating one; the oldest first."""
    both = np.concatenate([pool, more])
    packed = np.packbits(both, axis=1)
    whole = np.ascontiguousarray(packed).view(f"V{packed.shape[1]}").ravel()
    first = np.unique(whole, return_index=True)[1]
    return both[np.sort(first)]
