"""Orders as comparisons of pairs: one way to count for Spearman, Kendall, Borda and Copeland."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._ranks import DECIMALS
from smartcity_analysis.analysis._typing import FloatArray, IntArray

Labels = Mapping[str, object] | pd.Series
"""What belongs to a rater: an OPD or a stakeholder block, by rater code."""


# ---- Kernels, without checks ----------------------------------------------------------------


def leads(scores: FloatArray) -> FloatArray:
    """Count for every item the items below it minus those above it, (..., n) to (..., n).

    The mirror of the mid-rank r of n items: lead = n + 1 − 2 r. Blanks are compared with nothing.

    Examples
    --------
    >>> leads(np.array([[9.0, 7, 7, np.nan]]))
    array([[ 2., -1., -1.,  0.]])
    """
    lead: FloatArray = compare(scores).sum(axis=-1, dtype=np.float64)
    return lead


def compare(scores: FloatArray) -> IntArray:
    """Compare all pairs, (..., n) to (..., n, n): 1 above, −1 below, 0 level or not compared."""
    keys = np.round(scores, DECIMALS)
    above = (keys[..., :, None] > keys[..., None, :]).astype(np.int8)
    difference: IntArray = above - above.swapaxes(-1, -2)
    return difference


def correlate(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Correlate orders over the items that both have: Spearman's rho and Kendall's tau-b.

    Both are cosines: rho of the leads, tau-b of the compared pairs; ties are thereby averaged.

    Parameters
    ----------
    x, y : array of shape (..., n_items)
        NaN where an item has no score.

    Returns
    -------
    rho, tau_b : array of shape (...)
        NaN where one side ties everything.
    """
    both = ~(np.isnan(x) | np.isnan(y))
    a, b = compare(np.where(both, x, np.nan)), compare(np.where(both, y, np.nan))
    rho = _cosine(a.sum(axis=-1, dtype=np.float64), b.sum(axis=-1, dtype=np.float64))
    flat = (*a.shape[:-2], a.shape[-1] ** 2)
    return rho, _cosine(a.reshape(flat).astype(np.float64), b.reshape(flat).astype(np.float64))


def _cosine(a: FloatArray, b: FloatArray) -> FloatArray:
    size = np.sqrt((a**2).sum(axis=-1) * (b**2).sum(axis=-1))
    product = (a * b).sum(axis=-1)
    found: FloatArray = np.divide(product, size, out=np.full(size.shape, np.nan), where=size > 0)
    # Rounding in the square root can leave 1.0000000000000002.
    return np.clip(found, -1, 1)


def coefficient(
    sums: FloatArray, squares: FloatArray | float, voters: FloatArray | float
) -> FloatArray:
    """Give Kendall's W from the voters' leads: (Σ leads)² over voters × Σ leads².

    Parameters
    ----------
    sums : array of shape (..., n_items)
        Leads summed over the voters.
    squares : array of shape (...)
        Squared leads summed over voters and items; ties make it smaller, which corrects for them.
    voters : array of shape (...)

    Returns
    -------
    array of shape (...)
        NaN for fewer than two voters, and when all voters tie all items.
    """
    spread = np.asarray(voters) * squares
    known = np.greater(voters, 1) & (spread > 0)
    blank = np.full(spread.shape, np.nan)
    w: FloatArray = np.divide((sums**2).sum(axis=-1), spread, out=blank, where=known)
    return w


def concordance(lead: FloatArray) -> tuple[float, str]:
    """Give Kendall's W of complete leads, (n_voters, n_items), or the reason why there is none."""
    voters, items = lead.shape
    if voters < 2:
        return float("nan"), "too_few_raters"
    if items < 2:
        return float("nan"), "too_few_items"
    w = float(coefficient(lead.sum(axis=0), float((lead**2).sum()), voters))
    return w, "all_tied" if np.isnan(w) else ""


# ---- Checks at the door ---------------------------------------------------------------------


def read_scores(caller: str, name: str, frame: pd.DataFrame) -> FloatArray:
    """Turn raters × alternatives into an array, NaN where nothing was given.

    Raises
    ------
    ValueError
        If it is no DataFrame, has fewer than two alternatives, names a rater or an alternative
        twice, holds something that is no finite number, or nothing at all.
    """
    if not isinstance(frame, pd.DataFrame) or frame.shape[1] < 2:
        rule = "a DataFrame of raters × alternatives, with at least two alternatives"
        got = f"shape {frame.shape}" if isinstance(frame, pd.DataFrame) else type(frame).__name__
        raise refuse(caller, name, rule, got)
    for what, labels in (("rater", frame.index), ("alternative", frame.columns)):
        if not labels.is_unique:
            twice = labels[labels.duplicated()][0]
            raise ValueError(f"{caller}: {what} {twice} stands more than once in {name!r}.")
    typed = all(pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes)
    numbers = frame if typed else frame.apply(pd.to_numeric, errors="coerce")
    scores: FloatArray = numbers.to_numpy(np.float64, na_value=np.nan)
    wrong = (np.isnan(scores) & frame.notna().to_numpy()) | np.isinf(scores)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        cell = f"rater {frame.index[row]}, alternative {frame.columns[column]}"
        got = np.asarray(frame.iloc[row, column]).item()
        raise ValueError(f"{caller}: {cell} is {got!r}, not a finite number.")
    if np.isnan(scores).all():
        raise ValueError(f"{caller}: no scores were given.")
    return scores


def labels_of(raters: pd.Index, labels: Labels | None) -> list[str]:
    """Look up each rater's label; an empty string where there is none."""
    given = {} if labels is None else dict(labels.items())
    found = [given.get(rater) for rater in raters]
    return ["" if pd.isna(label) else str(label) for label in found]
