"""Weightings drawn from what is known about the weights, a chunk at a time. No checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray

Draw = Callable[[np.random.Generator, int], FloatArray]
"""From a generator and a number of rows to positive numbers in the proportions of the weights,
(rows, m): :func:`to_one` makes weightings of them, which what only compares can do without."""


def uniform(m: int) -> Draw:
    """Every weighting alike. Spacings of exponentials: scaled uniform numbers would crowd the middle.

    Examples
    --------
    >>> to_one(uniform(3)(np.random.default_rng(0), 20_000)).mean(axis=0).round(1).tolist()
    [0.3, 0.3, 0.3]
    """  # noqa: E501
    return lambda rng, rows: rng.standard_exponential((rows, m))


def around(weights: FloatArray, concentration: float) -> Draw:
    """Dirichlet with the stated weights as its mean; a weight of 0 stays 0.

    Examples
    --------
    >>> drawn = to_one(around(np.array([0.7, 0.3, 0.0]), 100)(np.random.default_rng(0), 10_000))
    >>> drawn.mean(axis=0).round(2).tolist()
    [0.7, 0.3, 0.0]
    """
    alpha = weights * concentration
    return lambda rng, rows: rng.standard_gamma(alpha, (rows, len(alpha)))


def ordered(groups: Sequence[Sequence[int]]) -> Draw:
    """Every weighting alike among those that fall from group to group; within one, any order.

    Examples
    --------
    >>> drawn = ordered([[1], [0, 2]])(np.random.default_rng(0), 1000)
    >>> bool((drawn[:, 1] >= drawn[:, [0, 2]].max(axis=1)).all())
    True
    """
    m = sum(map(len, groups))

    def draw(rng: np.random.Generator, rows: int) -> FloatArray:
        falling = -np.sort(-uniform(m)(rng, rows), axis=1)
        weights = np.empty((rows, m))
        done = 0
        for group in groups:
            some = falling[:, done : done + len(group)]
            weights[:, group] = rng.permuted(some, axis=1)
            done += len(group)
        return weights

    return draw


def resampled(units: int) -> Draw:
    """Draw with replacement: how often each of the units comes in a resample, as shares.

    Examples
    --------
    >>> drawn = resampled(4)(np.random.default_rng(0), 3)
    >>> drawn.sum(axis=1).tolist(), drawn.shape
    ([1.0, 1.0, 1.0], (3, 4))
    """

    def draw(rng: np.random.Generator, rows: int) -> FloatArray:
        who = rng.integers(units, size=(rows, units))
        who += units * np.arange(rows)[:, None]
        counts = np.bincount(who.ravel(), minlength=rows * units)
        shares: FloatArray = counts.reshape(rows, units) / units
        return shares

    return draw


def corners(order: Sequence[int]) -> FloatArray:
    """Corners of the set of weightings that fall along a strict order, (m, m), a row each.

    Examples
    --------
    >>> corners([1, 0]).tolist()
    [[0.0, 1.0], [0.5, 0.5]]
    """
    m = len(order)
    vertices = np.zeros((m, m))
    vertices[:, list(order)] = np.tri(m) / np.arange(1, m + 1)[:, None]
    return vertices


def chunks(
    draw: Draw, draws: int, rows: int, seed: int | np.random.SeedSequence
) -> Iterator[FloatArray]:
    """Draw `draws` weightings, at most `rows` at a time."""
    rng = np.random.default_rng(seed)
    for done in range(0, draws, rows):
        yield draw(rng, min(rows, draws - done))


def to_one(w: FloatArray) -> FloatArray:
    """Divide each row by its sum, in place.

    Examples
    --------
    >>> to_one(np.array([[1.0, 3.0]])).tolist()
    [[0.25, 0.75]]
    """
    # A product with ones adds up short rows twice as fast as sum(axis=1).
    w /= (w @ np.ones(w.shape[1]))[:, None]
    return w
