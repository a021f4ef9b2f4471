"""The convention guard: ratings of weaknesses and threats that look reversed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_columns,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis._votes import Votes, read_votes
from smartcity_analysis.analysis.swot._kernels import KINDS, ROUNDING

if TYPE_CHECKING:
    from smartcity_analysis.reference import SeverityWords

CALLER = "swot.guard"
LOWEST, HIGHEST = 1, 4
"""The severity scale; reversed, x reads 5 − x."""

MIN_OTHERS = 2
"""A factor is shared when so many others rated it: of two raters nobody knows who is reversed."""

SIDES = {
    "weakness": (0, 1, 0, 0),
    "threat": (0, 0, 0, 1),
    "adverse": (0, 1, 0, 1),
    "favourable": (1, 0, 1, 0),
}
"""The kinds of each side; strengths and opportunities are the control and never suspected."""

REASONS = ("mirrors_others", "runs_against_others", "against_wording")


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """Which raters may have read the scale of weaknesses and threats the other way round.

    Attributes
    ----------
    table : DataFrame
        One row per rater and ``side`` (weakness, threat, adverse = both, and favourable, the
        control). Over the ``n_shared`` factors that at least two others rated: ``mean`` and
        ``mean_of_others``; ``distance``, the mean distance to the others' mean as given, and
        ``distance_reversed``, with 5 − rating; ``nearer``, how much reversing brings the rater
        closer; ``correlation`` with the others' mean (NaN where one of both is constant). Of the
        statements with a word of severity that the rater rated (``n_worded``), the
        ``n_contradictory`` ones were rated 1. ``state`` is ``suspected``, ``plain``, ``too_few``
        or ``control``.
    suspected : DataFrame
        One row per rater, side and ``reason``, with the ``figure`` and the ``limit`` it passes:
        ``mirrors_others`` (``distance_reversed`` / ``distance``), ``runs_against_others``
        (``correlation``), ``against_wording`` (share of contradictory statements).
    wordings : DataFrame
        Every rating of 1 beside a word of severity, and the ``word``.
    raters : tuple of str
        The suspected ones.
    n_raters : int
    limits : mapping of str to float
        The limits in use.
    sample : bool
        Whether a rating is marked as made up.
    """

    table: pd.DataFrame
    suspected: pd.DataFrame
    wordings: pd.DataFrame
    raters: tuple[str, ...]
    n_raters: int
    limits: Mapping[str, float]
    sample: bool

    def __repr__(self) -> str:
        if not self.raters:
            few = (self.table.loc[self.table["side"] == "adverse", "state"] == "too_few").sum()
            unsure = f", {few} with too few shared factors" if few else ""
            return f"<Guard none of {self.n_raters} raters suspected{unsure}>"
        reasons = self.suspected.groupby("rater")["reason"].unique()
        named = "; ".join(f"{rater}: {', '.join(reasons[rater])}" for rater in self.raters)
        return f"<Guard {len(self.raters)} of {self.n_raters} raters suspected, {named}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "swot_guard": self.table,
            "swot_guard_suspected": self.suspected,
            "swot_guard_wordings": self.wordings,
            "swot_guard_limits": pd.DataFrame([dict(self.limits)]),
        }


def guard(
    factors: pd.DataFrame,
    ratings: pd.DataFrame,
    *,
    min_shared: int = 5,
    nearer: float = 0.5,
    ratio: float = 0.5,
    correlation: float = -0.6,
    min_worded: int = 2,
    worded_share: float = 0.5,
    words: SeverityWords | None = None,
) -> Guard:
    """Find ratings of weaknesses and threats that look reversed; change none.

    Parameters
    ----------
    factors : DataFrame
        ``factor``, ``kind`` and, for the wording, ``statement``. Not modified.
    ratings : DataFrame
        ``factor``, ``rater``, ``rating`` as severity, 1 slight to 4 very bad; ``agency`` where
        known. Not modified.
    min_shared : int, default=5
        Fewer shared factors on a side tell nothing about a rater: ``too_few``.
    nearer : float, default=0.5
        Reversing must bring the rater so many points closer to the others, on average.
    ratio : float, default=0.5
        Largest ``distance_reversed`` / ``distance`` that counts as mirroring.
    correlation : float, default=-0.6
        Largest correlation with the others that counts as running against them.
    min_worded : int, default=2
        Least number of contradictory statements.
    worded_share : float, default=0.5
        Least share of contradictory statements among those with a word of severity.
    words : SeverityWords, optional
        The words; by default those of :func:`reference.severity_words`, in Indonesian.

    Returns
    -------
    Guard

    Raises
    ------
    ValueError
        If a column is missing, a kind or factor is unknown, a rating is off the scale, or a limit
        out of range.

    Notes
    -----
    With x the ratings of a rater and m the mean of the others on the same factors::

        nearer = mean |x − m| − mean |5 − x − m|

    It cannot exceed mean |2 m − 5|: where the others stand in the middle of the scale, nobody can
    be told to be reversed. Comparing with others assumes that most read the scale rightly; only
    the wording shows when all of them did not. A lenient rater can look like a reversed one: look
    at the control, which is low for the former too.

    References
    ----------
    The reversed scale is that of Rangkuti, *Analisis SWOT*, where 1 is a grave weakness; the rules
    and limits of this guard are ours.

    Examples
    --------
    >>> factors = pd.DataFrame({
    ...     "factor": [f"W-0{n}" for n in range(1, 6)], "kind": "weakness",
    ...     "statement": ["Jalan rusak parah", "Banjir parah", "Sampah", "Parkir", "Reklame"]})
    >>> scores = {"A": [4, 4, 3, 2, 1], "B": [4, 3, 3, 2, 1], "C": [1, 1, 2, 3, 4]}
    >>> ratings = pd.concat(
    ...     pd.DataFrame({"factor": factors["factor"], "rater": rater, "rating": given})
    ...     for rater, given in scores.items())
    >>> guard(factors, ratings)
    <Guard 1 of 3 raters suspected, C: against_wording, mirrors_others, runs_against_others>
    """
    check_at_least(CALLER, "min_shared", min_shared, 2)
    check_at_least(CALLER, "min_worded", min_worded, 1)
    for name, value in (("nearer", nearer), ("ratio", ratio), ("worded_share", worded_share)):
        check_at_least(CALLER, name, value, 0)
    if not -1 <= correlation <= 0:
        raise refuse(CALLER, "correlation", "between -1 and 0", correlation)
    limits = {
        "min_shared": min_shared,
        "nearer": nearer,
        "ratio": ratio,
        "correlation": correlation,
        "min_worded": min_worded,
        "worded_share": worded_share,
    }
    votes = _votes(factors, ratings)
    kinds = pd.Index(KINDS).get_indexer(pd.Index(factors["kind"]))
    member = np.array(list(SIDES.values()), dtype=np.float64)[:, kinds]
    # Word lists are read only by whoever needs them.
    from smartcity_analysis.reference import severity_words

    word = _word(factors, words or severity_words()).to_numpy(object)
    severe = (word != "") & (kinds % 2 == 1)
    contradictory = severe & (votes.scores[0] <= LOWEST)
    figures = evidence(votes.scores[0], member)
    figures["n_worded"] = (severe & ~np.isnan(votes.scores[0])) @ member.T
    figures["n_contradictory"] = contradictory @ member.T
    found = _reasons(figures, limits)
    table = _table(votes, figures, found, min_shared)
    suspected = _suspected(table, figures, found, limits)
    return Guard(
        table=table,
        suspected=suspected,
        wordings=_wordings(factors, votes, contradictory, word),
        raters=tuple(dict.fromkeys(suspected["rater"])),
        n_raters=len(votes.raters),
        limits=MappingProxyType(limits),
        sample=is_sample(ratings),
    )


def evidence(scores: FloatArray, member: FloatArray) -> dict[str, FloatArray]:
    """Compare every rater with the mean of the others, side by side.

    Parameters
    ----------
    scores : array of shape (n_raters, n_factors)
        NaN where a rater gave nothing.
    member : array of shape (n_sides, n_factors)
        1 where a factor belongs to a side.

    Returns
    -------
    dict of str to array of shape (n_raters, n_sides)
        NaN where no factor is shared.
    """
    given = ~np.isnan(scores)
    x = np.where(given, scores, 0.0)
    n_others = given.sum(axis=0) - given
    shared = given & (n_others >= MIN_OTHERS)
    others = np.divide(x.sum(axis=0) - x, n_others, out=np.zeros(x.shape), where=shared)
    n = shared.astype(np.float64) @ member.T

    def mean(values: FloatArray) -> FloatArray:
        total = np.where(shared, values, 0.0) @ member.T
        average: FloatArray = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
        return average

    own, theirs = mean(x), mean(others)
    spread = (mean(x**2) - own**2) * (mean(others**2) - theirs**2)
    covariance = mean(x * others) - own * theirs
    varies = np.nan_to_num(spread) > ROUNDING
    root = np.sqrt(np.where(varies, spread, 1.0))
    distance, mirrored = mean(np.abs(x - others)), mean(np.abs(LOWEST + HIGHEST - x - others))
    return {
        "n_shared": n,
        "mean": own,
        "mean_of_others": theirs,
        "distance": distance,
        "distance_reversed": mirrored,
        "nearer": distance - mirrored,
        "correlation": np.where(varies, covariance / root, np.nan),
    }


def _votes(factors: pd.DataFrame, ratings: pd.DataFrame) -> Votes:
    check_columns(CALLER, "factors", factors, ("factor", "kind"))
    wrong = factors.loc[~factors["kind"].isin(list(KINDS)), "kind"]
    if len(wrong):
        rule = f"a DataFrame whose kinds are {', '.join(KINDS)}"
        raise refuse(CALLER, "factors", rule, wrong.iloc[0])
    twice = factors.loc[factors["factor"].duplicated(), "factor"]
    if len(twice):
        raise refuse(CALLER, "factors", "a DataFrame that lists a factor once", twice.iloc[0])
    names = list(factors["factor"])
    votes = read_votes(ratings, item="factor", items=names, criteria=("rating",), caller=CALLER)
    off = np.argwhere((votes.scores[0] < LOWEST) | (votes.scores[0] > HIGHEST))
    if len(off):
        rater, factor = off[0]
        found = f"{votes.scores[0, rater, factor]:g} by {votes.raters[rater]} for {names[factor]}"
        raise refuse(CALLER, "ratings", "a DataFrame with ratings within 1–4", found)
    return votes


def _word(factors: pd.DataFrame, words: SeverityWords) -> pd.Series:
    """Find the first word of severity in each statement, or an empty text."""
    if "statement" not in factors or not words.words:
        return pd.Series("", factors.index)
    text = factors["statement"].astype("string").fillna("").str.casefold()
    text = text.str.split().str.join(" ")
    if words.exceptions:
        text = text.str.replace(rf"\b(?:{_either(words.exceptions)})\b", " ", regex=True)
    taken_back = "".join(rf"(?<!\b{re.escape(word)} )" for word in words.negations)
    return text.str.extract(rf"{taken_back}\b({_either(words.words)})\b", expand=False).fillna("")


def _either(words: tuple[str, ...]) -> str:
    """Word the pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# ---- Verdicts -----------------------------------------------------------------------------------


def _reasons(
    figures: Mapping[str, FloatArray], limits: Mapping[str, float]
) -> dict[str, tuple[FloatArray, float, BoolArray]]:
    """Give figure, limit and verdict of each reason, (n_raters, n_sides)."""
    distance, mirrored = figures["distance"], figures["distance_reversed"]
    share = _ratio(figures["n_contradictory"], figures["n_worded"])
    ratio = _ratio(mirrored, distance)
    adverse = np.array([name != "favourable" for name in SIDES])
    compared = adverse & (figures["n_shared"] >= limits["min_shared"])
    compared = compared & (figures["nearer"] >= limits["nearer"] - ROUNDING)
    worded = adverse & (figures["n_contradictory"] >= limits["min_worded"])
    against = figures["correlation"] <= limits["correlation"] + ROUNDING
    shown = (
        (ratio, limits["ratio"], compared & (ratio <= limits["ratio"] + ROUNDING)),
        (figures["correlation"], limits["correlation"], compared & against),
        (share, limits["worded_share"], worded & (share >= limits["worded_share"] - ROUNDING)),
    )
    return dict(zip(REASONS, shown, strict=True))


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    ratio: FloatArray = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return ratio


def _table(
    votes: Votes,
    figures: Mapping[str, FloatArray],
    found: Mapping[str, tuple[FloatArray, float, BoolArray]],
    min_shared: int,
) -> pd.DataFrame:
    sides = len(SIDES)
    table = pd.DataFrame(
        {
            "rater": np.repeat(np.array(votes.raters, dtype=object), sides),
            "agency": np.repeat(np.array(votes.agencies, dtype=object), sides),
            "side": list(SIDES) * len(votes.raters),
        }
        | {name: values.ravel() for name, values in figures.items()}
    )
    counts = ["n_shared", "n_worded", "n_contradictory"]
    table[counts] = table[counts].astype(np.int64)
    suspected = np.logical_or.reduce([verdict for *_, verdict in found.values()]).ravel()
    state = np.where(table["n_shared"] < min_shared, "too_few", "plain")
    state = np.where(table["side"] == "favourable", "control", state)
    return table.assign(state=np.where(suspected, "suspected", state).astype(object))


def _suspected(
    table: pd.DataFrame,
    figures: Mapping[str, FloatArray],
    found: Mapping[str, tuple[FloatArray, float, BoolArray]],
    limits: Mapping[str, float],
) -> pd.DataFrame:
    named = table[["rater", "agency", "side"]]
    parts = [
        named.assign(
            reason=reason,
            figure=figure.ravel(),
            limit=limit,
            n=figures["n_worded" if reason == "against_wording" else "n_shared"].ravel(),
        )[verdict.ravel()]
        for reason, (figure, limit, verdict) in found.items()
    ]
    rows = pd.concat(parts, ignore_index=True).astype({"n": np.int64})
    return rows.sort_values(["rater", "side", "reason"], kind="stable", ignore_index=True)


def _wordings(
    factors: pd.DataFrame, votes: Votes, contradictory: BoolArray, word: np.ndarray
) -> pd.DataFrame:
    rater, factor = np.nonzero(contradictory)
    described = factors.reindex(columns=["factor", "kind", "statement"]).iloc[factor]
    table = described.reset_index(drop=True).assign(
        word=word[factor], rating=votes.scores[0][rater, factor]
    )
    table.insert(0, "rater", np.array(votes.raters, dtype=object)[rater])
    return table.sort_values(["rater", "factor"], kind="stable", ignore_index=True)
