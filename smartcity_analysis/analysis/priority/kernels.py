"""The methods themselves, as their formulas stand in the sources. Arrays in and out, no checks.

In every kernel ``x`` has shape (n, m): alternatives × criteria, complete, **more is better**: a
cost comes negated. ``w`` has shape (m,) or (draws, m), rows sum to 1. The result has shape (n,) or
(draws, n), **higher is better**. Any function of this signature can be given to
:meth:`~smartcity_analysis.analysis.priority.Problem.score`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from smartcity_analysis.analysis._ranks import NEAR
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.priority._outranking import unicriterion_flows

Kernel = Callable[[FloatArray, FloatArray], FloatArray]
Normalisation = Callable[[FloatArray], FloatArray]

# ---- Normalisations: (n, m) to (n, m) -----------------------------------------------------------


def unit(
    x: FloatArray, low: FloatArray | None = None, high: FloatArray | None = None
) -> FloatArray:
    """Min–max: 0 at `low`, 1 at `high`, each (m,); the columns' own extremes by default.

    A column without span, to 12 digits, tells nothing apart and is 1 throughout.

    Examples
    --------
    >>> unit(np.array([[1.0, 7], [2, 7], [5, 7]])).tolist()
    [[0.0, 1.0], [0.25, 1.0], [1.0, 1.0]]
    """
    low = x.min(axis=0) if low is None else low
    high = x.max(axis=0) if high is None else high
    return np.divide(x - low, high - low, out=np.ones(x.shape), where=~level(low, high))


def level(low: FloatArray, high: FloatArray) -> BoolArray:
    """Tell where two numbers are the same to 12 digits: what remains is noise of the computer.

    Examples
    --------
    >>> level(np.array([13 / 9, 1.0]), np.array([13 / 9 + 2e-16, 1.1])).tolist()
    [True, False]
    """
    same: BoolArray = np.abs(high - low) <= NEAR * np.maximum(np.abs(low), np.abs(high))
    return same


def ratio(x: FloatArray) -> FloatArray:
    """Divide by the best: x / max of a benefit, min / x of a (negated) cost. No zeros.

    Examples
    --------
    >>> ratio(np.array([[2.0, -5], [4, -10]])).tolist()
    [[0.5, 1.0], [1.0, 0.5]]
    """
    best = x.max(axis=0)
    ratios: FloatArray = np.where(best > 0, x / best, best / x)
    return ratios


def share(x: FloatArray) -> FloatArray:
    """Divide by the sum; a (negated) cost enters as its inverse. No zeros in a cost.

    Examples
    --------
    >>> share(np.array([[1.0, -5], [3, -15]])).tolist()
    [[0.25, 0.75], [0.75, 0.25]]
    """
    cost = x.max(axis=0) < 0
    y = np.divide(-1.0, x, out=x.astype(np.float64), where=cost)
    shares: FloatArray = y / y.sum(axis=0)
    return shares


def vector(x: FloatArray) -> FloatArray:
    """Divide by the Euclidean length, sign kept; a column of zeros stays.

    Examples
    --------
    >>> vector(np.array([[3.0, -4], [4, -3]])).tolist()
    [[0.6, -0.8], [0.8, -0.6]]
    """
    length = np.sqrt(np.einsum("ij,ij->j", x, x))
    scaled: FloatArray = x / np.where(length > 0, length, 1.0)
    return scaled


# ---- Methods ------------------------------------------------------------------------------------


def saw(x: FloatArray, w: FloatArray, normalise: Normalisation = unit) -> FloatArray:
    """Add up weighted values, Σ w v: simple additive weighting (Fishburn 1967).

    Examples
    --------
    >>> saw(np.array([[1.0, 3], [2, 1]]), np.array([0.4, 0.6])).tolist()
    [0.6, 0.4]
    """
    return additive(normalise(x), w)


def additive(v: FloatArray, w: FloatArray) -> FloatArray:
    """Add up weighted values.

    Examples
    --------
    >>> additive(np.array([[1.0, 0], [0, 1]]), np.array([[0.4, 0.6], [0.5, 0.5]])).tolist()
    [[0.4, 0.6], [0.5, 0.5]]
    """
    return w @ v.T


def wp(x: FloatArray, w: FloatArray) -> FloatArray:
    """Multiply ratios to the best, Π v^w: weighted product (Bridgman 1922; Miller and Starr 1969).

    Examples
    --------
    >>> wp(np.array([[1.0, 4], [4, 1]]), np.array([0.5, 0.5])).round(3).tolist()
    [0.5, 0.5]
    """
    product: FloatArray = np.exp(w @ np.log(ratio(x)).T)
    return product


def topsis(x: FloatArray, w: FloatArray, normalise: Normalisation = vector) -> FloatArray:
    """Measure closeness to the ideal: far from the worst / both distances (Hwang and Yoon 1981).

    Where ideal and worst coincide the closeness is ½.

    Examples
    --------
    >>> topsis(np.array([[3.0, 4], [4, 3]]), np.array([0.8, 0.2])).round(3).tolist()
    [0.2, 0.8]
    """
    far, near = (np.sqrt(squared) for squared in squared_distances(normalise(x), w))
    both = far + near
    closeness: FloatArray = np.where(both > 0, near / np.where(both > 0, both, 1.0), 0.5)
    return closeness


def squared_distances(v: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Square TOPSIS's distances from normalised values to the ideal and to the worst.

    Examples
    --------
    >>> squared_distances(np.array([[0.0], [1.0]]), np.array([1.0]))
    (array([1., 0.]), array([0., 1.]))
    """
    squared = w * w
    return squared @ ((v - v.max(axis=0)) ** 2).T, squared @ ((v - v.min(axis=0)) ** 2).T


def vikor(x: FloatArray, w: FloatArray, v: float = 0.5) -> FloatArray:
    """Weigh total against greatest regret, 1 − Q (Opricovic and Tzeng 2004).

    Examples
    --------
    >>> vikor(np.array([[-1.0, 3000], [-2, 3750], [-5, 4500]]), np.array([0.5, 0.5])).tolist()
    [0.0, 1.0, 0.0]
    """
    return 1.0 - vikor_q(x, w, v)


def vikor_q(x: FloatArray, w: FloatArray, v: float = 0.5) -> FloatArray:
    """Measure VIKOR's Q, lower is better, 0–1.

    Examples
    --------
    >>> vikor_q(np.array([[-1.0, 3000], [-2, 3750], [-5, 4500]]), np.array([0.5, 0.5])).tolist()
    [1.0, 0.0, 1.0]
    """
    total, greatest = regrets(x, w)
    from_total, from_greatest = _stretch(total, v), _stretch(greatest, 1 - v)
    total += greatest
    total -= from_total + from_greatest
    return total


def regrets(x: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sum and maximise the weighted distance d to the best, 0–1: S = Σ w d and R = max w d.

    Examples
    --------
    >>> regrets(np.array([[-1.0, 3000], [-2, 3750], [-5, 4500]]), np.array([0.5, 0.5]))
    (array([0.5  , 0.375, 0.5  ]), array([0.5 , 0.25, 0.5 ]))
    """
    # Alternatives run down the rows: numpy sums and compares whole rows of draws fastest.
    d, by_criterion = 1.0 - unit(x), np.ascontiguousarray(w.T)
    greatest = np.multiply.outer(d[:, 0], by_criterion[0])
    one = np.empty_like(greatest)
    for j in range(1, d.shape[1]):
        np.maximum(greatest, np.multiply.outer(d[:, j], by_criterion[j], out=one), out=greatest)
    return (d @ by_criterion).T, greatest.T


def _stretch(y: FloatArray, top: float) -> FloatArray:
    """Scale each row in place until it spans `top`, 0 where all are equal; give its lowest."""
    low = y.min(axis=-1, keepdims=True)
    span = y.max(axis=-1, keepdims=True) - low
    scale = top / np.where(span > 0, span, np.inf)
    y *= scale
    lowest: FloatArray = low * scale
    return lowest


def promethee(x: FloatArray, w: FloatArray, **criteria: Any) -> FloatArray:
    """Net the outranking flows: between −1 and 1, together 0 (Brans and Vincke 1985).

    ``criteria`` as in :func:`unicriterion_flows`.

    Examples
    --------
    >>> promethee(np.array([[3.0, 1], [2, 2], [1, 3]]), np.array([0.75, 0.25])).tolist()
    [0.5, 0.0, -0.5]
    """
    return additive(net_flows(x, **criteria), w)


def net_flows(x: FloatArray, **criteria: Any) -> FloatArray:
    """Net the flows of each criterion, (n, m); ``criteria`` as in :func:`unicriterion_flows`.

    Examples
    --------
    >>> net_flows(np.array([[3.0], [2], [1]])).tolist()
    [[1.0], [0.0], [-1.0]]
    """
    flows = unicriterion_flows(x, **criteria)
    flows[0] -= flows[1]
    net: FloatArray = flows[0]
    return net
