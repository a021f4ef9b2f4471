"""Exact arithmetic behind the indices: weighted sums, intervals for blanks, and roundings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isfinite

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, refuse

MISSING = ("refuse", "interval")
"""What to do with a part that has no score: refuse, or give the range that it leaves open."""
ROUNDINGS = ("unrounded", "half_up", "half_even", "truncated", "binary")
"""Ways in which a published figure of two decimals may have come about; "binary" is the nearest
double printed with two decimals, as most programs do."""

TOLERANCE = Fraction(1, 10**9)
"""How far a sum of weights may be from 1: nine times 0.1111111111111111 is one."""

Scores = Mapping[str, float | Fraction | None] | pd.Series
"""One score per part; None or NaN where there is none."""


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """A weighted sum of scores, exact; the index lies between low and high.

    Attributes
    ----------
    low, high : Fraction
        With every missing part at the lower and at the upper end of the scale.
    missing : tuple of str
        Parts without a score, in the order of the weights.
    """

    low: Fraction
    high: Fraction
    missing: tuple[str, ...]

    @property
    def index(self) -> float:
        """The sum; NaN when a part is missing."""
        return float("nan") if self.missing else float(self.low)


def weighted_sum(
    weights: Mapping[str, Fraction],
    scores: Mapping[str, Fraction | None],
    scale: tuple[int, int],
) -> WeightedSum:
    """Sum weight × score, with the ends of the scale for what is missing."""
    low, high = Fraction(0), Fraction(0)
    for part, weight in weights.items():
        score = scores[part]
        low += weight * (scale[0] if score is None else score)
        high += weight * (scale[1] if score is None else score)
    return WeightedSum(low, high, tuple(part for part in weights if scores[part] is None))


def round_to_cents(value: Fraction, rule: str) -> Fraction:
    """Round a value that is not negative to two decimals.

    Examples
    --------
    >>> [float(round_to_cents(Fraction("3.315"), rule)) for rule in ROUNDINGS]
    [3.315, 3.32, 3.32, 3.31, 3.31]
    """
    cents = value * 100
    if rule == "unrounded":
        return value
    if rule == "binary":
        return Fraction(f"{float(value):.2f}")
    if rule == "half_up":
        return Fraction(floor(cents + Fraction(1, 2)), 100)
    return Fraction(round(cents) if rule == "half_even" else floor(cents), 100)


def part_table(
    weights: Mapping[str, Fraction],
    scores: Mapping[str, Fraction | None],
    scale: tuple[int, int],
) -> pd.DataFrame:
    """Show what each part adds now, with one point more, and with all that its scale leaves."""
    rows = []
    for part, weight in weights.items():
        score = scores[part]
        room = None if score is None else scale[1] - score
        rows.append(
            {
                "part": part,
                "weight": float(weight),
                "score": as_float(score),
                "contribution": as_float(None if score is None else weight * score),
                "gain_of_one_point": as_float(
                    None if room is None else weight * min(Fraction(1), room)
                ),
                "room": as_float(None if room is None else weight * room),
            }
        )
    return pd.DataFrame(rows)


def as_float(value: Fraction | None) -> float:
    """Turn an exact figure into a float; NaN for none."""
    return float("nan") if value is None else float(value)


def in_words(
    index: float, low: float, high: float, missing: tuple[str, ...], digits: int = 3
) -> str:
    """Give the index, or the interval and what it lacks."""
    if missing:
        return f"{low:.{digits}f}–{high:.{digits}f} without {', '.join(missing)}"
    return f"{index:.{digits}f}"


def exact(value: object) -> Fraction:
    """Read a number as it is written: 3.6 is 36/10, not the nearest binary fraction.

    Examples
    --------
    >>> exact(3.6), Fraction(3.6)
    (Fraction(18, 5), Fraction(8106479329266893, 2251799813685248))
    """
    return Fraction(str(value))


# ---- Checks at the door ---------------------------------------------------------------------


def read_parts(
    caller: str,
    name: str,
    given: Scores,
    parts: tuple[str, ...],
    scale: tuple[int, int],
) -> dict[str, Fraction | None]:
    """Read one score per part, None where it is blank or not given.

    Raises
    ------
    ValueError
        If a part is unknown, or a score is no number or off the scale.
    """
    unknown = sorted(map(str, set(given.keys()) - set(parts)))
    if unknown:
        raise refuse(caller, name, f"scores of {', '.join(parts)}", ", ".join(unknown))
    if len(set(given.keys())) < len(given):
        raise refuse(caller, name, "one score per part", list(given.keys()))
    low, high = scale
    read: dict[str, Fraction | None] = {}
    for part in parts:
        score = given.get(part)
        if score is None or is_blank(score):
            read[part] = None
            continue
        if not is_number(score) or not low <= score <= high:
            got = np.asarray(score).item()
            raise refuse(caller, name, f"within {low}–{high} for {part}", got)
        read[part] = exact(score)
    return read


def read_weights(caller: str, given: Mapping[str, float] | pd.Series) -> dict[str, Fraction]:
    """Read weights that sum to 1 or to 100.

    Raises
    ------
    ValueError
        If a weight is no number or negative, or the sum is neither; a sum of 0.8 or 120 is not
        rescaled, because that would hide a forgotten or doubled part.
    """
    weights: dict[str, Fraction] = {}
    for part, weight in given.items():
        if not is_number(weight) or not weight >= 0:
            raise refuse(caller, "weights", f"a number of at least 0 for {part}", weight)
        weights[str(part)] = exact(weight)
    total = sum(weights.values(), Fraction(0))
    if min(abs(total - 1), abs(total / 100 - 1)) > TOLERANCE:
        rule = "weights that sum to 1 or to 100"
        raise refuse(caller, "weights", rule, f"a sum of {float(total):g}")
    return {part: weight / total for part, weight in weights.items()}


def check_missing(caller: str, found: WeightedSum, missing: str) -> None:
    """Refuse blanks unless an interval was asked for."""
    check_choice(caller, "missing", missing, MISSING)
    if found.missing and missing == "refuse":
        raise ValueError(
            f"{caller}: no score for {', '.join(found.missing)}; a blank is not a zero. "
            "Choose missing='interval' to see the range that it leaves open."
        )


def is_blank(value: object) -> bool:
    """Tell whether a value is None, NaN or NA."""
    return value is None or value is pd.NA or bool(value != value)


def is_number(value: object) -> bool:
    """Tell whether a value is a finite number, and no truth value."""
    kinds = (int, float, np.integer, np.floating, Fraction)
    return isinstance(value, kinds) and not isinstance(value, bool) and isfinite(value)
