"""Kendall's coefficient of concordance: do the raters agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._ranks import competition_ranks, tie_sizes
from smartcity_analysis.analysis.agreement._kernels import (
    concordance,
)

SHOWN = (
    *("w", "chi2", "df", "p_value", "n_items", "n_raters", "n_dropped"),
    *("tie_correction", "reason"),
)
"""Fields that make up the table."""


@dataclass(frozen=True, slots=True, eq=False)
class KendallW:
    """How far the raters rank the items alike: 0 not at all, 1 identically.

    Attributes
    ----------
    w : float
        0–1; NaN when it is undefined, and `reason` says why.
    chi2, df, p_value
        Friedman's chi-square, m (n − 1) W, its degrees of freedom n − 1, and the upper tail.
        An approximation that is rough for fewer than about 8 items.
    n_items, n_raters, n_dropped : int
        Raters who left an item blank are dropped and counted.
    rank_sums : tuple of float
        Sum over raters of the ranks (1 = highest score) of each item.
    tie_correction : float
        Σ (t³ − t) over all ties of all raters; 0 without ties.
    reason : str
        Empty, ``"too_few_raters"``, ``"too_few_items"`` or ``"all_tied"``.
    sample : bool
        Whether a judgement is marked as made up.
    """

    w: float
    chi2: float
    df: int
    p_value: float
    n_items: int
    n_raters: int
    n_dropped: int
    rank_sums: tuple[float, ...]
    tie_correction: float
    reason: str
    sample: bool

    def __repr__(self) -> str:
        found = (
            f"undefined: {self.reason}" if self.reason else f"{self.w:.2f}, p {self.p_value:.3f}"
        )
        return f"<KendallW {found}, {self.n_raters} raters, {self.n_items} items>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in SHOWN}
        return {"kendall_w": pd.DataFrame([row])}


def kendall_w(scores: npt.ArrayLike, *, sample: bool = False) -> KendallW:
    """Measure how far raters rank the same items alike.

    Parameters
    ----------
    scores : array-like of shape (n_raters, n_items)
        Scores or ranks; only their order within a rater counts, so W does not depend on whether
        high is good. A rater with a NaN is dropped. Not modified.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    KendallW

    Raises
    ------
    ValueError
        If `scores` is not two-dimensional.

    Notes
    -----
    With rank sums R, m raters, n items and S = Σ (R − R̄)², corrected for ties (Kendall 1970;
    Zar 2010, section 20.16)::

        W = 12 S / (m² (n³ − n) − m Σ (t³ − t))

    Undefined, never a guess, for fewer than two raters or items and when all raters tie all items.

    Examples
    --------
    >>> kendall_w([[5, 4, 3, 2], [5, 4, 2, 3], [5, 3, 4, 2]])
    <KendallW 0.78, p 0.072, 3 raters, 4 items>
    """
    # SciPy takes a fifth of a second to load, which nobody should wait for who only ranks.
    from scipy.special import chdtrc

    table = np.asarray(scores, dtype=np.float64)
    if table.ndim != 2:
        rule = "an array of shape (n_raters, n_items)"
        raise refuse("agreement.kendall_w", "scores", rule, f"shape {table.shape}")
    complete = table[~np.isnan(table).any(axis=1)]
    raters, items = complete.shape
    places = competition_ranks(complete[None])
    shared = tie_sizes(places)
    sums = (places + (shared - 1) / 2).sum(axis=0)
    # Items below minus items above: the mirror of the mid-rank.
    w, reason = concordance(items + 2 - 2 * places - shared)
    chi2 = raters * (items - 1) * w
    return KendallW(
        w=w,
        chi2=chi2,
        df=max(items - 1, 0),
        p_value=float("nan") if reason else float(chdtrc(items - 1, chi2)),
        n_items=items,
        n_raters=raters,
        n_dropped=len(table) - raters,
        rank_sums=tuple(sums.tolist()),
        # Each of the t items of a tie adds t² − 1, together t³ − t.
        tie_correction=float((shared**2 - 1).sum()),
        reason=reason,
        sample=bool(sample),
    )
