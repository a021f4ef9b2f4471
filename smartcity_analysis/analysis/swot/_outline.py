"""The ellipse around the draws of a SWOT position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray

if TYPE_CHECKING:
    from smartcity_analysis.analysis.swot import SwotPosition


def outline(result: SwotPosition, share: float = 0.9, points: int = 73) -> FloatArray:
    """Draw the ellipse that holds a share of the bootstrap draws.

    Parameters
    ----------
    result : SwotPosition
    share : float, default=0.9
        Part of the draws inside, 0–1.
    points : int, default=73
        Corners of the line; the last one repeats the first.

    Returns
    -------
    array of shape (points, 2)
        Internal and external coordinates; no rows when no draw has both.

    Notes
    -----
    The ellipse follows the covariance of the draws, and its size is the `share` quantile of their
    Mahalanobis distances: it holds that share of these draws, whatever their distribution.

    Examples
    --------
    >>> import pandas as pd
    >>> from smartcity_analysis.analysis import swot
    >>> factors = pd.DataFrame({"factor": ["S-01", "W-01", "O-01", "T-01"], "kind": swot.KINDS})
    >>> ratings = pd.DataFrame({
    ...     "factor": [*factors["factor"]] * 2, "rater": [*"AAAABBBB"],
    ...     "importance": 3, "rating": [4, 2, 3, 1, 3, 2, 4, 1]})
    >>> outline(swot.position(factors, ratings)).shape
    (73, 2)
    """
    cloud = result.cloud[~np.isnan(result.cloud).any(axis=1)]
    if not len(cloud):
        return np.empty((0, 2))
    centre = cloud.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov(cloud.T, bias=True))
    half = np.sqrt(np.clip(spread, 0, None))
    along = (cloud - centre) @ axes
    distance = np.hypot(*np.divide(along, half, out=np.zeros_like(along), where=half > 1e-9).T)
    angle = np.linspace(0, 2 * np.pi, points)
    circle = np.quantile(distance, share) * np.c_[np.cos(angle), np.sin(angle)]
    line: FloatArray = centre + (circle * half) @ axes.T
    return line
