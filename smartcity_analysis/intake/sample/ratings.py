"""Sample judgements, drawn by rule from the evidence.

**No real person gave these ratings.** Importance, ratings and USG scores of a city are made in a
workshop and published nowhere. So that the reports can be shown before a workshop, this module
makes up the ratings of eleven imaginary raters from what the worksheets say. Every row carries the
status ``sample`` (CONTOH), and every page that rests on it says so.

The panel: A–D are experts without an agency; E–K sit for six agencies, two of them (F and K) for
the same one, so that one vote per agency and one vote per rater give different results.

The rule for SWOT factors. Two base values per factor, each the sum of

* ``n`` linked indicators, counted up to three;
* ``recency``, 1 for the newest year among the factors and falling by 1/8 a year to 0;
* ``outside``, 1 when source or statement rests on an outside institution (BPS, BPK, Ombudsman …);
* ``sure``, 1 when the row is official.

::

    importance = 2.0 + 0.5 n + 1.0 recency + 0.3 outside + 0.3 sure     (then 1–5)
    rating     = 1.4 + 0.4 n + 1.0 recency + 0.3 outside + 0.3 sure     (then 1–4)

Ratings are in the severity coding: 4 is very strong, very severe, very big or very threatening.

The rule for issues. For each linked indicator of the city, up to the year in which the issue was
stated: ``shortfall`` is how far its newest value lies on the bad side of target, province and
nation of that year, relative to each, averaged; ``trend`` is the relative change towards the bad
side since the value before. Both are cut at ±0.5 and averaged over the indicators; ``blind`` is the
share of linked indicators without a value. Ordinal, band and context indicators count as seen but
measure no gap. ::

    seriousness = 3 + 3 shortfall
    growth      = 3 + 3 trend
    urgency     = 3 + 1.5 shortfall + 1.5 trend + 0.5 blind             (all then 1–5)

Each rater adds a leniency of their own and noise to each value; the sum is rounded and cut to the
scale. One factor in thirty is left out by a rater, as happens on paper; issues are all rated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["RATERS", "sample_swot_ratings", "sample_usg_ratings"]

RATERS: dict[str, str | None] = {
    "A": None,
    "B": None,
    "C": None,
    "D": None,
    "E": "BAPPEDA",
    "F": "DISKOMINFO",
    "G": "DLH",
    "H": "DPUPR",
    "I": "DINSOS",
    "J": "DINKOP",
    "K": "DISKOMINFO",
}

_OUTSIDE = re.compile(r"\b(BPS|BPK|Ombudsman|KLHK|BNPB|Kominfo|SSGI|Susenas)\b|\.bps\.go\.id")
_LENIENCY = 0.35
_NOISE = 0.6
_LEFT_OUT = 1 / 30
_CUT = 0.5


def sample_swot_ratings(factors: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Make up importance and rating of every factor for the whole panel.

    Parameters
    ----------
    factors : DataFrame
        SWOT factors with ``factor``, ``statement``, ``source``, ``indicators`` (tuples of codes),
        ``year`` and ``status``. The order of rows does not matter. Not modified.
    seed : int
        Seed of the random generator; the same seed and factors give the same ratings.

    Returns
    -------
    DataFrame
        One row per factor and rater, a few missing: ``factor``, ``rater``, ``agency`` (missing for
        experts), ``importance`` (1–5), ``rating`` (1–4), ``weight`` (missing) and ``status``
        (``sample``), ordered by factor and rater.

    Examples
    --------
    >>> factors = pd.DataFrame(
    ...     {
    ...         "factor": ["S-01"],
    ...         "statement": ["Opini WTP dari BPK"],
    ...         "source": ["Berita"],
    ...         "indicators": [("opini_bpk",)],
    ...         "year": [2022],
    ...         "status": ["official"],
    ...     }
    ... )
    >>> ratings = sample_swot_ratings(factors, seed=1)
    >>> set(ratings["status"]), bool(ratings["rating"].between(1, 4).all())
    ({'sample'}, True)
    """
    generator = np.random.default_rng(seed)
    ordered = factors.sort_values("factor", ignore_index=True)
    evidence = _evidence(ordered)
    base = np.column_stack(
        [2.0 + evidence @ (0.5, 1.0, 0.3, 0.3), 1.4 + evidence @ (0.4, 1.0, 0.3, 0.3)]
    )
    scores = _panel(base, highest=(5, 4), generator=generator)
    ratings = _long(ordered["factor"], scores, item="factor", columns=("importance", "rating"))
    ratings.insert(5, "weight", np.nan)
    kept = generator.random(len(ratings)) >= _LEFT_OUT
    return ratings[kept].reset_index(drop=True)


def sample_usg_ratings(
    issues: pd.DataFrame, indicators: pd.DataFrame, *, seed: int
) -> pd.DataFrame:
    """Make up urgency, seriousness and growth of every issue for the whole panel.

    Parameters
    ----------
    issues : DataFrame
        Issues with ``issue``, ``indicators`` (tuples of codes) and ``year``. Not modified.
    indicators : DataFrame
        Indicator values with ``area_code``, ``indicator``, ``year``, ``value``, ``target_low`` and
        ``target_high``. The city is the four-digit area with most rows. Not modified.
    seed : int
        Seed of the random generator; the same seed and tables give the same ratings.

    Returns
    -------
    DataFrame
        One row per issue and rater: ``issue``, ``rater``, ``agency`` (missing for experts),
        ``urgency``, ``seriousness``, ``growth`` (1–5) and ``status`` (``sample``).

    Examples
    --------
    >>> issues = pd.DataFrame({"issue": ["I-01"], "indicators": [("tpt",)], "year": [2022]})
    >>> indicators = pd.DataFrame(
    ...     {
    ...         "area_code": ["3376", "33"],
    ...         "indicator": "tpt",
    ...         "year": 2022,
    ...         "value": [6.68, 5.57],
    ...         "target_low": np.nan,
    ...         "target_high": np.nan,
    ...     }
    ... )
    >>> len(sample_usg_ratings(issues, indicators, seed=1))
    11
    """
    generator = np.random.default_rng(seed)
    ordered = issues.sort_values("issue", ignore_index=True)
    years = ordered["year"].astype(int)
    gaps = [
        _issue_gap(codes, year, indicators)
        for codes, year in zip(ordered["indicators"], years, strict=True)
    ]
    shortfall, trend, blind = (
        np.array([getattr(gap, name) for gap in gaps]) for name in ("shortfall", "trend", "blind")
    )
    base = 3 + np.column_stack(
        [1.5 * shortfall + 1.5 * trend + 0.5 * blind, 3 * shortfall, 3 * trend]
    )
    scores = _panel(base, highest=(5, 5, 5), generator=generator)
    columns = ("urgency", "seriousness", "growth")
    return _long(ordered["issue"], scores, item="issue", columns=columns)


def _evidence(factors: pd.DataFrame) -> NDArray[np.float64]:
    year = factors["year"].astype(float)
    words = factors["statement"].astype(str) + " " + factors["source"].astype(str)
    return np.column_stack(
        [
            factors["indicators"].map(len).clip(upper=3),
            (1 - (year.max() - year) / 8).clip(lower=0),
            words.map(lambda text: _OUTSIDE.search(text) is not None),
            factors["status"].eq("official"),
        ]
    ).astype(float)


def _panel(
    base: NDArray[np.float64], *, highest: Sequence[int], generator: np.random.Generator
) -> NDArray[np.int64]:
    """Spread base values of shape (items, scales) over the panel: (items, raters, scales)."""
    leniency = generator.normal(0, _LENIENCY, (1, len(RATERS), base.shape[1]))
    noise = generator.normal(0, _NOISE, (base.shape[0], len(RATERS), base.shape[1]))
    scores = np.rint(base[:, None, :] + leniency + noise)
    return np.clip(scores, 1, np.array(highest)).astype(np.int64)


def _long(
    items: pd.Series[str], scores: NDArray[np.int64], *, item: str, columns: Sequence[str]
) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([items, RATERS], names=[item, "rater"])
    table = pd.DataFrame(scores.reshape(len(index), -1), index=index, columns=list(columns))
    table = table.astype("Int64").reset_index()
    table.insert(2, "agency", table["rater"].map(RATERS))
    return table.assign(status="sample")


@dataclass(frozen=True, slots=True)
class _Gap:
    shortfall: float
    trend: float
    blind: float


def _issue_gap(codes: Sequence[str], year: int, indicators: pd.DataFrame) -> _Gap:
    known = indicators[indicators["value"].notna() & (indicators["year"] <= year)]
    area = indicators["area_code"].astype(str)
    city = str(area[area.str.len() == 4].mode().iloc[0])
    own = known[known["area_code"] == city]
    measured = [
        _indicator_gap(own[own["indicator"] == code].sort_values("year"), known, city, sign)
        for code in codes
        if (sign := _bad_side(code)) and own["indicator"].eq(code).any()
    ]
    blind = float(np.mean([not own["indicator"].eq(code).any() for code in codes])) if codes else 0
    shortfall, trend = np.mean(measured, axis=0) if measured else (0.0, 0.0)
    return _Gap(float(shortfall), float(trend), blind)


def _bad_side(code: str) -> int:
    return {"up": -1, "down": 1}.get(reference.indicators()[code].direction, 0)


def _indicator_gap(
    series: pd.DataFrame, known: pd.DataFrame, city: str, sign: int
) -> tuple[float, float]:
    newest = series.iloc[-1]
    same = known[(known["indicator"] == newest["indicator"]) & (known["year"] == newest["year"])]
    yardsticks = [newest["target_high"] if sign > 0 else newest["target_low"]]
    yardsticks += list(same.loc[same["area_code"].isin([city[:2], "00"]), "value"])
    value = float(newest["value"])
    gaps = [_relative(value, float(yardstick), sign) for yardstick in yardsticks]
    shortfall = float(np.mean([gap for gap in gaps if not np.isnan(gap)] or [0.0]))
    before = float(series.iloc[-2]["value"]) if len(series) > 1 else value
    return shortfall, _relative(value, before, sign)


def _relative(value: float, yardstick: float, sign: int) -> float:
    if np.isnan(yardstick):
        return float("nan")
    scale = abs(yardstick) or 1.0
    return float(np.clip(sign * (value - yardstick) / scale, -_CUT, _CUT))
