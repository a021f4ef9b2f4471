"""Arithmetic of IFAS, EFAS and the quadrant. No checks.

Kinds are numbers here: 0 strength, 1 weakness, 2 opportunity, 3 threat, so that ``kind // 2`` is
the axis and ``kind % 2`` the adverse side. Every convention is a straight line in the severity
rating, so a position is one weighted sum, ``Σ weight × push`` with
``push = slope × severity + intercept``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from smartcity_analysis.analysis._typing import BoolArray, FloatArray, IntArray

KINDS = ("strength", "weakness", "opportunity", "threat")
AXES = ("internal", "external")
ROUNDING = 1e-9
POSITIONS = ("SO", "ST", "WO", "WT", "border", "unknown")
WEIGHTS = ("joint", "per_category")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a severity rating of 1–4 enters the sheet.

    Attributes
    ----------
    favourable, adverse : (slope, intercept)
        The rating that is used for S and O, and for W and T.
    adverse_sign : float
        1 when scores are summed, −1 when those of W and T are subtracted.
    centre : float
        The total that means "neither": 2.5 on the 1–4 scale, otherwise 0.
    """

    favourable: tuple[float, float]
    adverse: tuple[float, float]
    adverse_sign: float
    centre: float

    def used(self, kinds: IntArray) -> FloatArray:
        """Slope and intercept of the rating used, of shape (2, n_factors)."""
        line: FloatArray = np.array([self.favourable, self.adverse]).T[:, kinds % 2]
        return line

    def push(self, kinds: IntArray) -> FloatArray:
        """Slope and intercept of the push along the axis, of shape (2, n_factors)."""
        sign = np.array([1.0, self.adverse_sign])[kinds % 2]
        line: FloatArray = sign * self.used(kinds) - np.array([[0.0], [self.centre]])
        return line


VARIANTS = ("severity", "rangkuti", "david")
"""Conventions that give numbers of their own; "signed" repeats those of "severity"."""

CONVENTIONS = {
    "severity": Convention((1, 0), (1, 0), -1, 0),
    "rangkuti": Convention((1, 0), (-1, 5), 1, 2.5),
    "david": Convention((1 / 3, 8 / 3), (-1 / 3, 7 / 3), 1, 2.5),
    "signed": Convention((1, 0), (-1, 0), 1, 0),
}
FAULTY = {"rangkuti_subtracted": Convention((1, 0), (-1, 5), -1, 0)}
"""A common mistake, allowed by name to be shown; never one of the conventions."""


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """The factors' kinds with the conventions that turn ratings into a position."""

    kinds: IntArray
    weights: str
    convention: Convention

    @property
    def groups(self) -> IntArray:
        """Number the group within which weights are shares: the axis, or the kind."""
        return self.kinds if self.weights == "per_category" else self.kinds // 2

    def zone(self, border: float) -> float:
        """Half-width of the border zone on this method's own scale.

        `border` is stated in severity points under joint weights; a convention that squeezes the
        rating squeezes the zone alike, so that one setting means the same everywhere.
        """
        slope = abs(self.convention.favourable[0])
        return border * slope / (2 if self.halved else 1)

    @property
    def halved(self) -> bool:
        """Whether each category counts half, so that weights sum to 1 on the 1–4 scale."""
        return self.weights == "per_category" and self.convention.centre != 0

    def only(self, chosen: BoolArray) -> Method:
        """Keep some of the factors."""
        return replace(self, kinds=self.kinds[chosen])

    def shares(self, importance: FloatArray) -> FloatArray:
        """Scale importance (..., n_factors) to weights; a blank weighs nothing.

        On the 1–4 scale a total needs weights that sum to 1 over the axis, so that under
        ``per_category`` each category counts half.
        """
        groups = self.groups
        importance = np.nan_to_num(importance)
        total = (importance @ _columns(groups, 4))[..., groups]
        weight: FloatArray = np.divide(importance, total, out=0.0 * importance, where=total > 0)
        return weight / 2 if self.halved else weight

    def locate(self, importance: FloatArray, severity: FloatArray) -> FloatArray:
        """Locate the internal and external coordinate, (..., n_factors) to (..., 2).

        NaN on an axis of which one side has no rated factor: nothing listed is not zero.
        """
        rated = ~np.isnan(importance * severity)
        weight = self.shares(np.where(rated, importance, np.nan))
        slope, intercept = self.convention.push(self.kinds)
        pushes = weight * (slope * np.nan_to_num(severity) + intercept)
        listed = (rated @ _columns(self.kinds, 4)) > 0
        both = listed[..., 0::2] & listed[..., 1::2]
        return np.where(both, pushes @ _columns(self.kinds // 2, 2), np.nan).astype(np.float64)


def _columns(labels: IntArray, n_labels: int) -> FloatArray:
    """One column per label, 1 where a factor carries it."""
    column: FloatArray = np.equal(labels[:, None], np.arange(n_labels)).astype(np.float64)
    return column


def classify(points: FloatArray, zone: float | FloatArray) -> IntArray:
    """Index into `POSITIONS` of points (..., 2); exactly 0 is never on a side.

    A point on the edge of the zone is outside it; the last digits of a float don't decide.
    """
    x, y = points[..., 0], points[..., 1]
    side = 2 * (x < 0) + (y < 0)
    near = np.abs(points).min(axis=-1) < np.maximum(zone - ROUNDING, ROUNDING)
    return np.where(np.isnan(x + y), 5, np.where(near, 4, side)).astype(np.int64)


def rating_needed(
    way: FloatArray, weight: FloatArray, severity: FloatArray, slope: FloatArray
) -> FloatArray:
    """Severity at which one factor alone moves its axis by −`way`."""
    leverage = weight * slope
    step: FloatArray = np.divide(way, leverage, out=np.nan * way, where=leverage != 0)
    return severity - step


def weight_needed(
    way: FloatArray, weight: FloatArray, push: FloatArray, same: FloatArray
) -> FloatArray:
    """Weight at which one factor moves its axis by −`way`, the group's others rescaled.

    `same` (n_factors, n_factors) is 1 within a group. With T and G the weight and pushes of the
    group, and c the mean push of its others, the axis at a new weight v is
    ``v push + (T − v) c + (axis − G)``, linear in v.
    """
    total, pushed = same @ weight, same @ (weight * push)
    with np.errstate(divide="ignore", invalid="ignore"):
        others = (pushed - weight * push) / (total - weight)
        needed = (way - pushed + total * others) / (others - push)
    # A factor that pushes like the mean of its others moves nothing, whatever it weighs.
    moves = np.abs(others - push) > 1e-9
    return np.where(moves & np.isfinite(needed), needed, np.nan)
