"""Kernels on ranks: 1 is the highest, equal items share a place. No checks."""

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray, IntArray

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
