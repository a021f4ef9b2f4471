"""The smart-city evaluation index: recomputed, compared with what was published, explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, refuse
from smartcity_analysis.analysis.indices._kernels import (
    ROUNDINGS,
    Scores,
    as_float,
    check_missing,
    exact,
    in_words,
    is_blank,
    is_number,
    part_table,
    read_parts,
    read_weights,
    round_to_cents,
    weighted_sum,
)

PARTS = ("baseline", "output", "outcome", "impact", "quick_win")
"""The five parts of the smart-city evaluation, each on 0–4."""
EDITIONS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "letter_2021": dict(zip(PARTS, (10, 20, 30, 20, 20), strict=True)),
        "sleman": dict(zip(PARTS, (10, 20, 30, 30, 10), strict=True)),
        "equal": dict.fromkeys(PARTS, 20),
    }
)
"""Weights in percent as published; see the references of :func:`evaluation`."""
SCALE = (0, 4)
"""Ends of the scale of the parts and of the index."""
PRINTED = Fraction(1, 100)
"""Parts printed with two decimals leave ±0.005 in the index, and its own rounding ±0.005."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A simulated smart-city evaluation index; never the ministry's own figure.

    Attributes
    ----------
    index : float
        Σ weight × score on 0–4, unrounded; NaN when a part is missing.
    low, high : float
        The index with missing parts at 0 and at 4; equal to `index` when nothing is missing.
    table : DataFrame
        One row per part: ``part``, ``weight`` (0–1), ``score``, ``contribution``,
        ``gain_of_one_point`` (what one point more would add, or what is left up to 4) and ``room``
        (what a 4 would add).
    roundings : DataFrame
        ``rule`` (``"unrounded"``, ``"half_up"``, ``"half_even"``, ``"truncated"``, ``"binary"``),
        its ``value``, the ``difference`` of the published figure, and whether it ``matches``.
    editions : DataFrame
        The index under every edition of the weights: ``edition``, ``index``, ``low``, ``high``,
        and whether a published figure is ``within_rounding`` of it.
    matching : tuple of str
        Rules that give the published figure.
    within_rounding : bool or None
        Whether parts and index printed with two decimals can explain the published figure
        (difference at most 0.01); None when there is nothing to compare.
    published, previous : float
        As given; NaN when they were not.
    improvement, improvement_published : float
        `index` − `previous`, and `published` − `previous`.
    missing : tuple of str
        Parts without a score.
    edition : str
        Name of the weights, ``"own"`` when they were given as numbers.
    sample : bool
        Whether a judgement is marked as made up.
    simulation : bool
        Always True: only the ministry evaluates.
    """

    index: float
    low: float
    high: float
    table: pd.DataFrame
    roundings: pd.DataFrame
    editions: pd.DataFrame
    matching: tuple[str, ...]
    within_rounding: bool | None
    published: float
    previous: float
    improvement: float
    improvement_published: float
    missing: tuple[str, ...]
    edition: str
    sample: bool
    simulation: bool = True

    def __repr__(self) -> str:
        at = in_words(self.index, self.low, self.high, self.missing)
        against = "" if np.isnan(self.published) else f", published {self.published:.2f}"
        return f"<Evaluation simulated {at}{against}, weights {self.edition}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        shown = ("index", "low", "high", "published", "within_rounding", "previous", "improvement")
        row = {name: getattr(self, name) for name in shown}
        row |= {"improvement_published": self.improvement_published, "edition": self.edition}
        row |= {"missing": ", ".join(self.missing), "simulation": self.simulation}
        return {
            "evaluation_index": pd.DataFrame([row]),
            "evaluation_parts": self.table,
            "evaluation_roundings": self.roundings,
            "evaluation_editions": self.editions,
        }


def evaluation(
    parts: Scores,
    *,
    weights: str | Mapping[str, float] | pd.Series = "letter_2021",
    published: float | None = None,
    previous: float | None = None,
    missing: str = "refuse",
    sample: bool = False,
) -> Evaluation:
    """Recompute the smart-city evaluation index, and compare it with a published one.

    Parameters
    ----------
    parts : mapping or Series
        ``baseline``, ``output``, ``outcome``, ``impact`` and ``quick_win``, each 0–4; None or NaN
        where it is not known. Not modified.
    weights : {'letter_2021', 'sleman', 'equal'}, mapping or Series, default='letter_2021'
        An edition, or one number per part that sum to 1 or to 100. Not modified.
    published : float, optional
        The published index, to be compared.
    previous : float, optional
        The index of the year before.
    missing : {'refuse', 'interval'}, default='refuse'
        A missing part is refused, or leaves an interval from 0 to 4. It is never a zero.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Evaluation

    Raises
    ------
    ValueError
        If a part is unknown, off the scale or missing, or the weights do not sum to 1 or 100.

    Notes
    -----
    Exact decimal arithmetic. Two published indices show why the rule matters: Kota Kediri 2022
    adds up to 3.315 and was published as 3.31, Kota Jambi 2024 adds up to 3.475 and was published
    as 3.48. Of the four usual rules none gives both; printing the nearest binary number does, and
    parts that are themselves rounded would also explain it.

    What the parts of a given year weigh is for the ministry to say; published accounts differ.
    One gives 10, 20, 40, 30 and 20 %, which is refused because it sums to 120.

    References
    ----------
    ``letter_2021``: letter B-1013/DJAI/AI.01.02/10/2021 of the Ministry of Communication and
    Informatics, 12 October 2021, as quoted in Pelita Sumsel, "Penilaian Smart City, Muba capai
    nilai tertinggi di Sumsel" (14 January 2022). ``sleman``: Dinas Kominfo Kabupaten Sleman,
    "Monev Smart City Kabupaten Sleman". ``equal`` is the plain mean, for comparison.

    Examples
    --------
    >>> evaluation({"baseline": 3.60, "output": 3.21, "outcome": 3.23, "impact": 3.07,
    ...             "quick_win": 3.65}, published=3.31)
    <Evaluation simulated 3.315, published 3.31, weights letter_2021>
    """
    caller = "indices.evaluation"
    edition = weights if isinstance(weights, str) else "own"
    if isinstance(weights, str):
        check_choice(caller, "weights", weights, EDITIONS)
        weights = EDITIONS[weights]
    shares = read_weights(caller, weights)
    if set(shares) != set(PARTS):
        raise refuse(caller, "weights", f"one number for each of {', '.join(PARTS)}", list(shares))
    scores = read_parts(caller, "parts", parts, PARTS, SCALE)
    found = weighted_sum(shares, scores, SCALE)
    check_missing(caller, found, missing)
    told = _optional(caller, "published", published)
    before = _optional(caller, "previous", previous)
    roundings = _roundings(None if found.missing else found.low, told)
    return Evaluation(
        index=found.index,
        low=float(found.low),
        high=float(found.high),
        table=part_table(shares, scores, SCALE),
        roundings=roundings,
        editions=_editions(scores, told),
        matching=tuple(roundings.loc[roundings["matches"], "rule"]),
        within_rounding=_within_rounding(found.low, found.high, told),
        published=as_float(told),
        previous=as_float(before),
        improvement=_rise(None if found.missing else found.low, before),
        improvement_published=_rise(told, before),
        missing=found.missing,
        edition=edition,
        sample=bool(sample),
    )


def _optional(caller: str, name: str, value: float | None) -> Fraction | None:
    if value is None or is_blank(value):
        return None
    low, high = SCALE
    if not is_number(value) or not low <= value <= high:
        raise refuse(caller, name, f"within {low}–{high}", value)
    return exact(value)


def _rise(now: Fraction | None, before: Fraction | None) -> float:
    return as_float(None if now is None or before is None else now - before)


def _roundings(value: Fraction | None, published: Fraction | None) -> pd.DataFrame:
    rows = []
    for rule in ROUNDINGS:
        rounded = None if value is None else round_to_cents(value, rule)
        gap = None if rounded is None or published is None else published - rounded
        rows.append(
            {
                "rule": rule,
                "value": as_float(rounded),
                "difference": as_float(gap),
                "matches": gap == 0,
            }
        )
    return pd.DataFrame(rows)


def _within_rounding(low: Fraction, high: Fraction, published: Fraction | None) -> bool | None:
    if published is None:
        return None
    return low - PRINTED <= published <= high + PRINTED


def _editions(scores: Mapping[str, Fraction | None], published: Fraction | None) -> pd.DataFrame:
    rows = []
    for name, percent in EDITIONS.items():
        shares = {part: Fraction(weight, 100) for part, weight in percent.items()}
        found = weighted_sum(shares, scores, SCALE)
        low, high = found.low, found.high
        rows.append(
            {
                "edition": name,
                "index": found.index,
                "low": float(low),
                "high": float(high),
                "within_rounding": _within_rounding(low, high, published),
            }
        )
    return pd.DataFrame(rows)
