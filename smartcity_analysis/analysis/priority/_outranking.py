"""PROMETHEE's flows, one criterion at a time. No checks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from smartcity_analysis.analysis._ranks import NEAR
from smartcity_analysis.analysis._typing import FloatArray, IntArray

SHAPES = ("usual", "u_shape", "v_shape", "level", "linear", "gaussian")
"""The preference functions of PROMETHEE, types I to VI of Brans and Vincke."""

DENSE_UP_TO = 64
"""Up to this many alternatives the table of all pairs is faster than sorting."""


def unicriterion_flows(
    x: FloatArray,
    shapes: Sequence[str] | None = None,
    q: FloatArray | None = None,
    p: FloatArray | None = None,
    s: FloatArray | None = None,
    tolerance: FloatArray | None = None,
) -> FloatArray:
    """Leaving and entering flow per criterion, (2, n, m): net flow = (leaving − entering) @ w.

    ``shapes, q, p, s, tolerance`` hold one entry per criterion; `tolerance` is how far a difference
    must pass a threshold to count, as :func:`noise` by default.

    Examples
    --------
    >>> unicriterion_flows(np.array([[3.0], [2], [2]])).tolist()
    [[[1.0], [0.0], [0.0]], [[0.0], [0.5], [0.5]]]
    """
    n, m = x.shape
    zero = np.zeros(m)
    shapes = ["usual"] * m if shapes is None else shapes
    q, p, s = (zero if given is None else given for given in (q, p, s))
    tolerance = noise(x) if tolerance is None else tolerance
    flows = np.empty((2, n, m))
    for j, shape in enumerate(shapes):
        dense = n <= DENSE_UP_TO or shape == "gaussian"
        way = _flows_by_pairs if dense else _flows_by_sorting
        y = x[:, j] - x[:, j].mean()
        flows[..., j] = way(y, shape, q[j], p[j], s[j], tolerance[j])
    flows /= max(n - 1, 1)
    return flows


def noise(x: FloatArray) -> FloatArray:
    """How far two values must differ to count as different, (m,): 1e-9 of the span, 12 digits.

    Examples
    --------
    >>> noise(np.array([[0.0, 5], [1, 5]]))
    array([1.001e-09, 5.000e-12])
    """
    size: FloatArray = 1e-9 * np.ptp(x, axis=0) + NEAR * np.abs(x).max(axis=0)
    return size


def _flows_by_pairs(
    y: FloatArray, shape: str, q: float, p: float, s: float, tolerance: float
) -> FloatArray:
    """Sum the preference over all others pair by pair, in blocks of rows that stay small."""
    flows = np.zeros((2, len(y)))
    rows = max(1, 2**20 // len(y))
    for i in range(0, len(y), rows):
        preferred = preference(y[i : i + rows, None] - y, shape, q, p, s, tolerance)
        flows[0, i : i + rows] = preferred.sum(axis=1)
        flows[1] += preferred.sum(axis=0)
    return flows


def _flows_by_sorting(
    y: FloatArray, shape: str, q: float, p: float, _s: float, tolerance: float
) -> FloatArray:
    """Sum the preference over all others in O(n log n), since it only depends on the order."""
    order = y.argsort()
    ranked = y[order]
    begin = q if shape in ("u_shape", "level", "linear") else 0.0
    if shape in ("v_shape", "linear") and p > begin:
        flows = _climbed(ranked, begin, p)
    elif shape == "level":
        flows = (_passed(ranked, q + tolerance) + _passed(ranked, p + tolerance)) / 2
    else:
        flows = _passed(ranked, begin + tolerance)
    unsorted = np.empty_like(flows)
    unsorted[:, order] = flows
    return unsorted


def _passed(ranked: FloatArray, threshold: float) -> FloatArray:
    """Count, for each, whom it exceeds by more than `threshold` and who exceeds it so, (2, n)."""
    below = ranked.searchsorted(ranked - threshold)
    return np.array([below, len(ranked) - _reached(below)], dtype=np.float64)


def _climbed(ranked: FloatArray, begin: float, end: float) -> FloatArray:
    """Sum a ramp from `begin` to `end` over the differences to the others, by prefix sums."""
    some, full = (ranked.searchsorted(ranked - bend) for bend in (begin, end))
    above_some, above_full = _reached(some), _reached(full)
    sums = np.concatenate(([0.0], ranked.cumsum()))
    won = (some - full) * (ranked - begin) - (sums[some] - sums[full])
    lost = (sums[above_full] - sums[above_some]) - (above_full - above_some) * (ranked + begin)
    partial = np.array([won, lost]) / (end - begin)
    climbed: FloatArray = partial + np.array([full, len(ranked) - above_full])
    return climbed


def _reached(below: IntArray) -> IntArray:
    """Turn "how many lie below me" into "where those begin who have me below"."""
    reached: IntArray = np.bincount(below, minlength=len(below) + 1).cumsum()[:-1]
    return reached


def preference(
    d: FloatArray,
    shape: str,
    q: float = 0.0,
    p: float = 0.0,
    s: float = 0.0,
    tolerance: float = 0.0,
) -> FloatArray:
    """Preference 0–1 that a difference `d` earns: indifferent up to q, full from p, bend at s.

    Examples
    --------
    >>> preference(np.array([-1.0, 1, 2, 3]), "linear", q=1, p=3).tolist()
    [0.0, 0.0, 0.5, 1.0]
    """
    if shape in ("v_shape", "linear"):
        begin = q if shape == "linear" else 0.0
        if p > begin:
            return np.clip((d - begin) / (p - begin), 0.0, 1.0)
        return (d > begin + tolerance).astype(np.float64)
    if shape == "gaussian":
        return np.where(d > 0, -np.expm1(-(d**2) / (2 * s * s)), 0.0)
    if shape == "level":
        return ((d > q + tolerance) * 0.5) + ((d > p + tolerance) * 0.5)
    return (d > (q if shape == "u_shape" else 0.0) + tolerance).astype(np.float64)
