"""Who departs from the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least
from smartcity_analysis.analysis._ranks import DECIMALS
from smartcity_analysis.analysis._typing import FloatArray, IntArray
from smartcity_analysis.analysis._votes import check_aggregation, means, members, voting_units
from smartcity_analysis.analysis.agreement._blocks import pair_reasons
from smartcity_analysis.analysis.agreement._kernels import (
    Labels,
    coefficient,
    correlate,
    labels_of,
    leads,
    read_scores,
)


@dataclass(frozen=True, slots=True, eq=False)
class Outliers:
    """Raters whose order or level departs from that of the others; a reason to ask, not a verdict.

    Attributes
    ----------
    table : DataFrame
        One row per rater, lowest rho first: ``rater`` (code), ``agency``, ``n_items`` compared,
        ``rho`` with the mean of the others (−1…1), ``deviation`` (mean absolute, in points),
        ``w_without`` (Kendall's W of the voting units without this rater) and ``w_gain`` =
        ``w_without`` − `w`, the two rules ``below_threshold`` and ``beyond_limit``, ``flagged`` by
        either, and the ``reason`` why rho is NaN: ``"nobody_else"``, ``"too_few_items"`` or
        ``"all_tied"``.
    flagged : tuple of str
        Codes of the flagged raters.
    w : float
        Kendall's W of all voting units that rated everything.
    threshold : float
        Rho below it flags.
    deviation_limit : float
        Median + `spread` × median absolute deviation of the raters' deviations; above it flags.
    spread : float
    aggregation : str
    min_items : int
        The settings used.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    flagged: tuple[str, ...]
    w: float
    threshold: float
    deviation_limit: float
    spread: float
    aggregation: str
    min_items: int
    sample: bool

    def __repr__(self) -> str:
        who = ", ".join(map(str, self.flagged)) or "none"
        rule = f"rho < {self.threshold:g} or deviation > {self.deviation_limit:.2f}"
        return f"<Outliers {who} of {len(self.table)} raters, {rule}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"consensus_outliers": self.table}


def outliers(
    scores: pd.DataFrame,
    *,
    agencies: Labels | None = None,
    aggregation: str = "agency",
    threshold: float = 0.0,
    spread: float = 3.0,
    min_items: int = 3,
    sample: bool = False,
) -> Outliers:
    """Find raters who depart from the mean of all others.

    Parameters
    ----------
    scores : DataFrame of shape (n_raters, n_alternatives)
        Index: rater codes; NaN where an alternative was not rated. Not modified.
    agencies : Series or mapping, optional
        Rater → OPD. Not modified.
    aggregation : {'agency', 'rater'}, default='agency'
        The mean of the others is over OPDs (a rater's own OPD counts with its other raters), or
        over raters.
    threshold : float, default=0.0
        A rater whose rho is below this is flagged; −1…1.
    spread : float, default=3.0
        A rater is flagged whose deviation is beyond the median by more than this many median
        absolute deviations (not rescaled to a standard deviation).
    min_items : int, default=3
        Fewer compared alternatives than this give neither rho nor deviation.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Outliers

    Raises
    ------
    ValueError
        If an argument is out of range, a rater or alternative stands twice, or a cell is no number.

    Notes
    -----
    Leave one out: a rater is never compared with a mean that contains the rater. Among few raters
    one who departs far draws that mean along and can have others flagged; look at the first row
    first. With two raters who contradict each other both are flagged.

    References
    ----------
    Leys, Ley, Klein, Bernard and Licata (2013), "Detecting outliers: do not use standard deviation
    around the mean, use absolute deviation around the median", *Journal of Experimental Social
    Psychology* 49, 764–766.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     [[5, 4, 2, 1], [5, 3, 2, 1], [4, 4, 3, 1], [1, 2, 4, 5]],
    ...     ["R1", "R2", "R3", "R4"], [*"ABCD"])
    >>> outliers(scores)
    <Outliers R4 of 4 raters, rho < 0 or deviation > 1.92>
    """
    caller = "agreement.outliers"
    check_aggregation(caller, aggregation)
    check_at_least(caller, "spread", spread, 0)
    check_at_least(caller, "min_items", min_items, 2)
    check_at_least(caller, "threshold", threshold, -1)
    table = read_scores(caller, "scores", scores)
    agency = labels_of(scores.index, agencies)
    codes = voting_units(scores.index, agency, aggregation)[0]
    units, rest = _without_each(table, codes)
    others = _others(units, rest, codes)

    n_items = (~np.isnan(table) & ~np.isnan(others)).sum(axis=-1)
    few = n_items < min_items
    rho = np.where(few, np.nan, correlate(table, others)[0])
    deviation = np.full(len(table), np.nan)
    deviation[~few] = np.nanmean(np.abs(table - others)[~few], axis=-1)
    limit = _limit(deviation, spread)
    w, w_without = _concordance_without_each(units, rest, codes)
    reason = pair_reasons(few, np.isnan(rho))
    alone = np.isnan(others).all(axis=-1)
    low, far = rho < threshold, np.round(deviation - limit, DECIMALS) > 0
    found = pd.DataFrame(
        {
            "rater": scores.index,
            "agency": agency,
            "n_items": n_items,
            "rho": rho,
            "deviation": deviation,
            "w_without": w_without,
            "w_gain": w_without - w,
            "below_threshold": low,
            "beyond_limit": far,
            "flagged": low | far,
            "reason": np.where(alone, "nobody_else", reason),
        }
    ).sort_values("rho", kind="stable", ignore_index=True)
    return Outliers(
        table=found,
        flagged=tuple(found.loc[found["flagged"], "rater"]),
        w=w,
        threshold=threshold,
        deviation_limit=limit,
        spread=spread,
        aggregation=aggregation,
        min_items=min_items,
        sample=bool(sample),
    )


def _limit(deviation: FloatArray, spread: float) -> float:
    known = deviation[~np.isnan(deviation)]
    if not len(known):
        return float("nan")
    median = np.median(known)
    return float(median + spread * np.median(np.abs(known - median)))


def _without_each(table: FloatArray, codes: IntArray) -> tuple[FloatArray, FloatArray]:
    """Average the units, and each rater's unit without that rater: (n_units, n), (n_raters, n)."""
    belongs = members(codes)
    beside = belongs[codes] - np.eye(len(codes))
    return means(belongs, table), means(beside, table)


def _others(units: FloatArray, rest: FloatArray, codes: IntArray) -> FloatArray:
    """Average all units but with each rater taken out, (n_raters, n_items)."""
    given, stays = ~np.isnan(units), ~np.isnan(rest)
    known, kept = np.where(given, units, 0.0), np.where(stays, rest, 0.0)
    total = known.sum(axis=0) - known[codes] + kept
    count = given.sum(axis=0) - given[codes] + stays
    mean: FloatArray = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def _concordance_without_each(
    units: FloatArray, rest: FloatArray, codes: IntArray
) -> tuple[float, FloatArray]:
    """Give Kendall's W of the complete units, and with each rater taken out."""
    rated = ~np.isnan(units).all(axis=0)
    lead, votes = _complete_leads(units[:, rated])
    lead_left, votes_left = _complete_leads(rest[:, rated])
    squares, squares_left = (lead**2).sum(axis=-1), (lead_left**2).sum(axis=-1)
    w_without = coefficient(
        lead.sum(axis=0) - lead[codes] + lead_left,
        squares.sum() - squares[codes] + squares_left,
        votes.sum() - votes[codes] + votes_left,
    )
    w = coefficient(lead.sum(axis=0), float(squares.sum()), float(votes.sum()))
    return float(w), w_without


def _complete_leads(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the leads of the rows without a blank (else zeros), and 1.0 for each such row."""
    complete = np.asarray(~np.isnan(rows).any(axis=1), dtype=np.float64)
    return leads(rows) * complete[:, None], complete
