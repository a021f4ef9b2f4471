"""Direction-aware arithmetic of indicators, row by row. No checks.

Everything rests on one loss per row, lower being better: −value (up, ordinal), value (down),
distance to the target band (band), NaN (context). Trend, verdict, rank and distance to target
compare losses.
"""

from __future__ import annotations

import numpy as np

from smartcity_analysis.analysis._typing import FloatArray, StrArray

VERDICTS = ("better", "worse", "same", "unknown")


def loss(value: FloatArray, direction: StrArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """How bad a value is in its own unit; `low` and `high` matter for bands only.

    Examples
    --------
    >>> one = np.array([3.5]), np.array(["band"]), np.array([2.0]), np.array([3.0])
    >>> loss(*one)
    array([0.5])
    """
    distance = np.maximum(np.maximum(low - value, value - high), 0)
    cases = [np.isin(direction, ["up", "ordinal"]), direction == "down", direction == "band"]
    return np.select(cases, [-value, value, distance], np.nan)


def verdict(own: FloatArray, other: FloatArray) -> StrArray:
    """Compare two losses; unknown when one of them is."""
    unknown = np.isnan(own - other)
    same = np.isclose(own, other, rtol=1e-9, atol=1e-9)
    return np.select([unknown, same, own < other], ["unknown", "same", "better"], "worse")


def attainment(
    value: FloatArray, direction: StrArray, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, StrArray]:
    """Attainment of a target on 0–100, with the reason where there is none.

    `low` and `high` are the target: both equal to it for one number, the band for a band.
    """
    half = (high - low) / 2
    distance = loss(value, np.full(value.shape, "band"), low, high)
    target = np.where(direction == "down", high, low)
    no_target = np.isnan(target) | (direction == "band") & np.isnan(half)
    notes = np.select(
        [
            direction == "context",
            np.isnan(value),
            no_target,
            (direction == "band") & (half <= 0),
            (direction != "band") & (target <= 0),
        ],
        ["context", "no_value", "no_target", "band_without_width", "target_not_positive"],
        "",
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.select(
            [direction == "down", direction == "band"],
            [(2 * target - value) / target, 1 - distance / half],
            value / target,
        )
    return np.where(notes == "", 100 * np.clip(share, 0, 1), np.nan), notes
