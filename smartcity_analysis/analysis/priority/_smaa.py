"""SMAA-2 on values that are uncertain themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_count, is_sample, refuse
from smartcity_analysis.analysis._ranks import score_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.priority import _acceptability as counting
from smartcity_analysis.analysis.priority import _weightings as weightings
from smartcity_analysis.analysis.priority._firmness import Robustness
from smartcity_analysis.analysis.priority._methods import on_one_scale


def smaa(
    values: pd.DataFrame | npt.ArrayLike,
    weights: npt.ArrayLike | None = None,
    *,
    alternatives: Sequence[Any] | None = None,
    criteria: Sequence[Any] | None = None,
    draws: int = 10_000,
    top: int = 3,
    seed: int = 0,
    sample: bool = False,
) -> Robustness:
    """Count ranks over uncertain values and uncertain weights: SMAA-2.

    Parameters
    ----------
    values : DataFrame of shape (n, m), or array of shape (n, m) or (draws, n, m)
        Partial values, higher is better, on a common scale; the score is ``values @ w``. With
        three axes one draw of the uncertain values each.
    weights : array of shape (draws, m), optional
        One weighting per draw, rows sum to 1; uniform on the simplex when left out.
    alternatives, criteria : sequence, optional
        Labels, 1 … when left out.
    draws, seed : int
        Used for weights that are left out; `draws` is that of `values` when it has three axes.
    top : int, default=3
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Robustness
        ``score`` and ``rank`` are those of the mean values at equal weights.

    Raises
    ------
    ValueError
        If a value is not finite, or the shapes or the sums of the weights do not fit.

    References
    ----------
    Lahdelma and Salminen, *Operations Research* 49 (2001).

    Examples
    --------
    >>> smaa([[1.0, 0], [0, 3]], draws=40_000).acceptability.round(2).to_numpy().tolist()
    [[0.25, 0.75], [0.75, 0.25]]
    """
    if isinstance(values, pd.DataFrame):
        alternatives = list(values.index) if alternatives is None else alternatives
        criteria = list(values.columns) if criteria is None else criteria
    cells = np.asarray(values, dtype=np.float64)
    if cells.ndim not in (2, 3) or not np.isfinite(cells).all():
        raise refuse("robustness.smaa", "values", "finite, (n, m) or (draws, n, m)", cells.shape)
    check_count("robustness.smaa", "draws", draws)
    n, m = cells.shape[-2:]
    draws = len(cells) if cells.ndim == 3 else draws
    if weights is None:
        w = weightings.to_one(weightings.uniform(m)(np.random.default_rng(seed), draws))
    else:
        w = np.asarray(weights, dtype=np.float64)
        draws = len(w) if cells.ndim == 2 else draws
    if w.shape != (draws, m) or not (np.allclose(w.sum(axis=1), 1) and (w >= 0).all()):
        rule = f"{(draws, m)}, not negative, with rows that sum to 1"
        raise refuse("robustness.smaa", "weights", rule, w.shape)
    for name, labels, size in (("alternatives", alternatives, n), ("criteria", criteria, m)):
        if labels is not None and len(labels) != size:
            raise refuse("robustness.smaa", name, f"{size} labels", len(labels))
    cells = on_one_scale(cells)
    scores = np.einsum("dnm,dm->dn", cells, w) if cells.ndim == 3 else w @ cells.T
    regrets = counting.below_best(scores)
    counts = counting.shares(counting.count([(regrets, w)], (n, m), distinct=False))
    index = pd.RangeIndex(1, n + 1) if alternatives is None else pd.Index(alternatives)
    exact = cells.ndim == 2 and weights is None
    stated = cells.reshape(-1, n, m).mean(axis=(0, 2))
    return Robustness(
        acceptability=pd.DataFrame(counts[:, :n], index, range(1, n + 1)),
        score=pd.Series(stated, index, name="score"),
        rank=pd.Series(score_ranks(stated), index, name="rank"),
        method="saw",
        over="uniform" if weights is None else "given",
        concentration=None,
        exact=exact,
        draws=draws,
        seed=seed,
        top=top,
        convention="additive values",
        sample=is_sample(values, sample=sample),
        criteria=range(1, m + 1) if criteria is None else criteria,
        find_central=lambda: counts[:, n:],
        find_confidence=partial(_first_share, cells),
        find_pairwise=lambda: (
            counting.pairwise_exact(cells) if exact else counting.pairwise_sampled([regrets])
        ),
    )


def _first_share(cells: FloatArray, central: FloatArray) -> FloatArray:
    """Share of the draws of the values in which each is first at its own central weights."""
    known = np.flatnonzero(~np.isnan(central[:, 0]))
    share = np.full(len(central), np.nan)
    for i in known:
        scores = np.round(np.atleast_2d(cells @ central[i]), counting.DECIMALS)
        share[i] = (scores[:, i] == scores.max(axis=1)).mean()
    return share
