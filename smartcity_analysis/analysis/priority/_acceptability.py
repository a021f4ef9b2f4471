"""How often each alternative takes each rank: counting over draws, and exactly. No checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from smartcity_analysis.analysis._ranks import NEAR, rank_acceptability
from smartcity_analysis.analysis._typing import FloatArray, IntArray
from smartcity_analysis.analysis.priority._weightings import Draw, chunks, to_one

Regret = Callable[[FloatArray], FloatArray]

DECIMALS = 12
"""Regrets on 0–1 that agree to so many decimals are a tie."""


def chunk_rows(n: int, m: int) -> int:
    """Choose how many weightings to score at once: what stays in cache.

    A product of up to 2^19 multiplications also stays on one thread of OpenBLAS; to wake another
    one costs more than the product.
    """
    return max(64, min(64_000 // n, 2**19 // (n * m)))


def without_twins(values: FloatArray) -> bool:
    """Tell whether all rows differ.

    Examples
    --------
    >>> without_twins(np.array([[0.1 + 0.2, 1], [0.5, 0], [0.3, 1]]))
    False
    """
    return len(np.unique(np.round(values, DECIMALS) + 0.0, axis=0)) == len(values)


def tally(
    regret: Regret,
    draw: Draw,
    *,
    draws: int,
    seed: int,
    shape: tuple[int, int],
    distinct: bool = False,
    central: bool = False,
    any_size: bool = False,
) -> FloatArray:
    """Share of the draws in each rank; if asked, the weights that put an alternative first.

    Parameters
    ----------
    regret : callable
        Weightings (rows, m) to what each alternative lacks, (rows, n): from 0, lower is better.
    draw : callable
    draws, seed : int
        Half of the draws come from each of two generators, so that both can run side by side.
    shape : (n, m)
    distinct : bool, default=False
        That ties have probability 0, so that nobody has to look for them.
    central : bool, default=False
    any_size : bool, default=False
        That the regrets of a multiple of the weights have the same order.

    Returns
    -------
    array of shape (n, n) or (n, n + m)
        Rank acceptability and, if asked, central weights, NaN for one never first.
    """
    rows, kept = chunk_rows(*shape), shape[1] if central else 0

    def half(some: int, stream: np.random.SeedSequence) -> FloatArray:
        weightings = chunks(draw, some, rows, stream)
        if central or not any_size:
            weightings = map(to_one, weightings)
        drawn = ((regret(w), w[:, :kept]) for w in weightings)
        return count(drawn, (shape[0], kept), distinct=distinct)

    here, there = np.random.SeedSequence(seed).spawn(2)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(half, draws // 2, there)
        return shares(half(draws - draws // 2, here) + other.result())


def count(
    drawn: Iterable[tuple[FloatArray, FloatArray]], shape: tuple[int, int], *, distinct: bool
) -> FloatArray:
    """Count ranks and add up the weightings by who is first, (n, n + m); ties are shared.

    Ranks come from sorting, not from arg-sorting: the number of the alternative is put in the low
    bits of the float's pattern, which grows with the float from 0 on, and read off after the sort.
    Regrets that agree in all other bits are a tie.

    Examples
    --------
    >>> regrets, weights = np.array([[0.1, 0.9], [0.2, 0.2]]), np.array([[0.7, 0.3], [0.4, 0.6]])
    >>> count([(regrets, weights)], (2, 2), distinct=False).round(2).tolist()
    [[1.5, 0.5, 0.9, 0.6], [0.5, 1.5, 0.2, 0.3]]
    """
    n, m = shape
    bits = max(1, (n - 1).bit_length())
    low, name, place = (1 << bits) - 1, np.arange(n), np.arange(n) << bits
    places = np.zeros(n << bits, dtype=np.int64)
    counted = np.zeros((n, n + m))
    # Once a large block was freed, glibc keeps small ones; it would fault in their pages each time.
    np.empty(2**21)
    for regrets, w in drawn:
        key = _sorted_keys(regrets, name, low, reuse=distinct)
        if not distinct:
            step = np.diff(key.view(np.float64), axis=1)
            if step.min(initial=1.0) <= NEAR:
                tied = (step <= NEAR).any(axis=1)
                rounded = np.abs(np.round(regrets[tied], DECIMALS))
                counted += _count_tied(_sorted_keys(rounded, name, low, reuse=True), w[tied], low)
                key, w = key[~tied], w[~tied]
        key &= low
        for j in range(m):
            counted[:, n + j] += np.bincount(key[:, 0], weights=w[:, j], minlength=n)
        key |= place
        places += np.bincount(key.ravel(), minlength=len(places))
    counted[:, :n] += places.reshape(n, -1)[:, :n].T
    return counted


def _sorted_keys(regrets: FloatArray, name: IntArray, low: int, *, reuse: bool) -> IntArray:
    key = np.array(regrets, order="C", copy=None if reuse else True).view(np.int64)
    key &= ~low
    key |= name
    key.sort(axis=1)
    return key


def _count_tied(key: IntArray, w: FloatArray, low: int) -> FloatArray:
    """Count as :func:`count` does; a tie is shared over its places."""
    rows, n = key.shape
    begins = np.ones((rows, n), dtype=bool)
    begins[:, 1:] = (key[:, 1:] ^ key[:, :-1]) > low
    places = np.maximum.accumulate(np.where(begins, np.arange(1.0, n + 1), 0.0), axis=1)
    ranks = np.empty((rows, n))
    np.put_along_axis(ranks, key & low, places, axis=1)
    leads = ranks == 1
    leaders = leads / leads.sum(axis=1, keepdims=True)
    return np.hstack([rank_acceptability(ranks) * rows, leaders.T @ w])


def shares(counted: FloatArray) -> FloatArray:
    """Divide counts by the draws, and the added weightings by how often their owner was first."""
    n = len(counted)
    ranks, central = np.clip(counted[:, :n], 0.0, None), counted[:, n:]
    first = np.where(ranks[:, :1] > 1e-9, ranks[:, :1], np.nan)
    return np.hstack([ranks / ranks[0].sum(), central / first])


def below_best(scores: FloatArray) -> FloatArray:
    """Turn scores into regrets on 0–1, keeping the order.

    Examples
    --------
    >>> below_best(np.array([[3.0, 1.0], [2.0, 3.0]])).tolist()
    [[0.0, 1.0], [0.5, 0.0]]
    """
    best = scores.max()
    span = best - scores.min()
    if not np.isfinite(span):
        raise ValueError("A method gave a score that is not finite under some weighting.")
    regrets: FloatArray = (best - scores) / (span if span > 0 else 1.0)
    return regrets


def pairwise_exact(values: FloatArray) -> FloatArray:
    """Share of all weightings in which one alternative beats another, exactly.

    Parameters
    ----------
    values : array of shape (n, m)
        The score is ``values @ w``; every weighting on the simplex counts alike.

    Returns
    -------
    array of shape (n, n)
        Row beats column; a tie counts half; the diagonal is ½.

    Notes
    -----
    The part of a simplex on one side of a plane through it has a volume that Varsi's recurrence
    gives in O(m²) steps (Varsi 1973; Ali 1973), each a mean, so nothing cancels.

    Examples
    --------
    >>> pairwise_exact(np.array([[1.0, 0], [0, 3]])).tolist()
    [[0.5, 0.25], [0.75, 0.5]]
    """
    n = len(values)
    over, under = np.triu_indices(n, 1)
    wins = np.full((n, n), 0.5)
    slopes = values[over] - values[under]
    wins[over, under] = above(np.where(np.abs(slopes) < NEAR, 0.0, slopes))
    wins[under, over] = 1.0 - wins[over, under]
    return wins


def above(slopes: FloatArray) -> FloatArray:
    """Share of the simplex on which ``slopes @ w`` is positive, (pairs, m) to (pairs,).

    Examples
    --------
    >>> above(np.array([[1.0, -1, 0], [1, 1, -1], [0, 0, 0]])).tolist()
    [0.5, 0.75, 0.5]
    """
    # Sorted, the gains come first and the losses last: few pairs of columns remain.
    falling = -np.sort(-slopes, axis=1).T
    gains, losses = np.maximum(falling, 0.0), np.maximum(-falling[::-1], 0.0)
    n_losses = int((losses > 0).sum(axis=1).astype(bool).sum())
    share = [np.ones(len(slopes))]
    for loss in losses[:n_losses]:
        share.append(np.where(loss > 0, 0.0, share[-1]))
    for gain in gains:
        if not gain.any():
            break
        for h, loss in enumerate(losses[:n_losses], start=1):
            both = gain + loss
            passed = (gain * share[h - 1] + loss * share[h]) / np.where(both > 0, both, 1.0)
            passed = np.where(loss > 0, passed, share[h - 1])
            share[h] = np.where(gain > 0, passed, share[h])
    level = ~falling.any(axis=0)
    result: FloatArray = np.where(level, 0.5, share[-1])
    return result


def pairwise_sampled(drawn: Iterable[FloatArray]) -> FloatArray:
    """Share of the draws in which one alternative regrets less than another; a tie counts half.

    Examples
    --------
    >>> pairwise_sampled([np.array([[0.1, 0.2], [0.3, 0.3]])]).tolist()
    [[0.5, 0.75], [0.25, 0.5]]
    """
    wins, draws = np.zeros(()), 0
    for regrets in drawn:
        rounded = np.round(regrets, DECIMALS)
        lead = np.stack([np.sign(rounded - one[:, None]).sum(axis=0) for one in rounded.T])
        wins, draws = wins + lead, draws + len(regrets)
    shares: FloatArray = (wins / draws + 1) / 2
    return shares
