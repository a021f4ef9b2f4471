"""Kernels on ranks: 1 is the highest, equal items share a place. No checks."""

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray, IntArray

TIES = ("competition", "dense", "average")
"""What equal items get: the best place, the next number, or the mean of their places."""

NEAR = 1e-12
"""Scores nearer than this, relative to the largest, are a tie."""

DECIMALS = 9
"""Keys are compared after rounding to this many decimals: 13 and 13.0000000001 are a tie."""


def competition_ranks(keys: FloatArray) -> FloatArray:
    """Rank items from high to low; ties take the same, best, place and the next is skipped.

    Parameters
    ----------
    keys : array of shape (n_keys, ..., n_items)
        The first key decides; the next ones only break its ties.

    Returns
    -------
    array of shape (..., n_items)
        Ranks from 1; NaN where the first key is NaN.

    Examples
    --------
    >>> competition_ranks(np.array([[16.0, 9, 19, 18, 16]]))
    array([3., 5., 1., 2., 3.])
    """
    keys = np.round(keys, DECIMALS)
    order = np.lexsort(-keys[::-1], axis=-1)
    ordered = np.take_along_axis(keys, np.broadcast_to(order, keys.shape), axis=-1)
    begins = np.ones(order.shape, dtype=bool)
    begins[..., 1:] = (np.diff(ordered, axis=-1) != 0).any(axis=0)
    places = np.where(begins, np.arange(1, order.shape[-1] + 1), 0)
    ranks = np.empty(order.shape)
    np.put_along_axis(ranks, order, np.maximum.accumulate(places, axis=-1), axis=-1)
    return np.where(np.isnan(keys[0]), np.nan, ranks)


def score_ranks(scores: FloatArray, ties: str = "competition") -> FloatArray:
    """Rank scores from high to low; scores within 1e-12 of the largest are a tie.

    Parameters
    ----------
    scores : array of shape (..., n)
    ties : {'competition', 'dense', 'average'}, default='competition'
        Of 5, 4, 4, 3: 1 2 2 4, or 1 2 2 3, or 1 2.5 2.5 4.

    Returns
    -------
    array of shape (..., n)

    Examples
    --------
    >>> score_ranks(np.array([0.3, 0.1 + 0.2, 0.1, 0.9])).tolist()
    [2.0, 2.0, 4.0, 1.0]
    """
    order = np.argsort(-scores, axis=-1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=-1)
    apart = NEAR * np.abs(scores).max(axis=-1, keepdims=True, initial=0.0)
    begins = np.ones(scores.shape, dtype=bool)
    begins[..., 1:] = ordered[..., :-1] - ordered[..., 1:] > apart
    places = np.arange(1.0, scores.shape[-1] + 1)
    if ties == "dense":
        ranked = np.cumsum(begins, axis=-1, dtype=np.float64)
    else:
        ranked = np.maximum.accumulate(np.where(begins, places, 0.0), axis=-1)
    if ties == "average":
        ends = np.ones(scores.shape, dtype=bool)
        ends[..., :-1] = begins[..., 1:]
        last = np.where(ends, places, np.inf)[..., ::-1]
        ranked = (ranked + np.minimum.accumulate(last, axis=-1)[..., ::-1]) / 2
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, ranked, axis=-1)
    return ranks


def tie_sizes(ranks: FloatArray) -> IntArray:
    """Count, for every item of every row, the items that share its rank (itself included).

    Examples
    --------
    >>> tie_sizes(np.array([[3.0, 5, 1, 2, 3]]))
    array([[2, 1, 1, 1, 2]])
    """
    rows, items = ranks.shape
    cells = ranks.astype(np.int64) - 1 + items * np.arange(rows)[:, None]
    sizes: IntArray = np.bincount(cells.ravel(), minlength=rows * items)[cells]
    return sizes


def rank_acceptability(ranks: FloatArray) -> FloatArray:
    """Share of the draws in which an item takes a rank; a tie is shared over its places.

    Parameters
    ----------
    ranks : array of shape (n_draws, n_items)
        Competition ranks.

    Returns
    -------
    array of shape (n_items, n_items)
        Items × ranks. Rows and columns sum to 1.

    Notes
    -----
    A tie of ``t`` items from place ``r`` adds ``1/t`` to the places ``r … r + t − 1``: up at
    ``r``, down at ``r + t``, summed along the ranks, so no draw is visited twice.

    Examples
    --------
    >>> rank_acceptability(np.array([[1.0, 2, 3], [1, 1, 3]]))
    array([[0.75, 0.25, 0.  ],
           [0.25, 0.75, 0.  ],
           [0.  , 0.  , 1.  ]])
    """
    draws, items = ranks.shape
    ties = tie_sizes(ranks)
    up = ranks.astype(np.int64) - 1 + (items + 1) * np.arange(items)
    size = items * (items + 1)
    rise = np.bincount(up.ravel(), weights=(1 / ties).ravel(), minlength=size)
    fall = np.bincount((up + ties).ravel(), weights=(1 / ties).ravel(), minlength=size)
    steps = (rise - fall).reshape(items, items + 1)[:, :-1]
    shares: FloatArray = np.clip(np.cumsum(steps, axis=1) / draws, 0, 1)
    return shares
