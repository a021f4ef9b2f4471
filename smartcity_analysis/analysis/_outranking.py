"""PROMETHEE's flows, one criterion at a time. No checks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray

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
    must pass a threshold to count, 1e-9 of the column's span by default.

    Examples
    --------
    >>> unicriterion_flows(np.array([[3.0], [2], [2]])).tolist()
    [[[1.0], [0.0], [0.0]], [[0.0], [0.5], [0.5]]]
    """
    n, m = x.shape
    zero = np.zeros(m)
    shapes = ["usual"] * m if shapes is None else shapes
    q, p, s = (zero if given is None else given for given in (q, p, s))
    tolerance = 1e-9 * np.ptp(x, axis=0) if tolerance is None else tolerance
    flows = np.empty((2, n, m))
    for j, shape in enumerate(shapes):
        dense = n <= DENSE_UP_TO or shape == "gaussian"
        way = _flows_by_pairs if dense else _flows_by_sorting
        y = x[:, j] - x[:, j].mean()
        flows[..., j] = way(y, shape, q[j], p[j], s[j], tolerance[j])
    flows /= max(n - 1, 1)
    return flows


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
    order = y.argsort(kind="stable")
    ranked = y[order]
    flows = np.empty((2, len(y)))
    flows[0, order] = _leaving(ranked, shape, q, p, tolerance)
    flows[1, order] = _leaving(-ranked[::-1], shape, q, p, tolerance)[::-1]
    return flows


def _leaving(ranked: FloatArray, shape: str, q: float, p: float, tolerance: float) -> FloatArray:
    if shape == "usual":
        return _passed(ranked, tolerance)
    if shape == "u_shape":
        return _passed(ranked, q + tolerance)
    if shape == "level":
        return (_passed(ranked, q + tolerance) + _passed(ranked, p + tolerance)) / 2
    begin = q if shape == "linear" else 0.0
    return _climbed(ranked, begin, p) if p > begin else _passed(ranked, begin + tolerance)


def _passed(ranked: FloatArray, threshold: float) -> FloatArray:
    """Count, for each, the others that it exceeds by more than `threshold`."""
    return ranked.searchsorted(ranked - threshold).astype(np.float64)


def _climbed(ranked: FloatArray, begin: float, end: float) -> FloatArray:
    """Sum a ramp from `begin` to `end` over the differences to the others, by prefix sums."""
    below = np.concatenate(([0.0], ranked.cumsum()))
    full, some = ranked.searchsorted(ranked - end), ranked.searchsorted(ranked - begin)
    partial = (some - full) * (ranked - begin) - (below[some] - below[full])
    climbed: FloatArray = full + partial / (end - begin)
    return climbed


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
