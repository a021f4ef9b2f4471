"""Which issue comes first, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_columns,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._ranks import competition_ranks, rank_acceptability
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis._votes import (
    check_aggregation,
    overall,
    read_votes,
    resampled,
)
from smartcity_analysis.analysis.agreement import KendallW, kendall_w

CALLER = "priority.usg"
CRITERIA = ("urgency", "seriousness", "growth")
TOLD_APART = 0.8
"""Two issues count as different from this probability that the higher one is ahead."""


@dataclass(frozen=True, slots=True, eq=False)
class UsgRanking:
    """Issues by urgency, seriousness and growth, and how firm their order is.

    Attributes
    ----------
    table : DataFrame
        One row per issue, first place first. ``total`` = U + S + G, 3–15; ``rank`` with shared
        places; ``group`` numbers the issues that cannot be told apart from the group's first one;
        ``total_min`` … ``rank_max`` are the spread over raters; ``expected_rank`` and
        ``top3_share`` come from the bootstrap. Unrated issues stand last with NaN.
    acceptability : DataFrame
        Share of the draws in which an issue takes each rank (``rank_1`` …); rows and columns sum
        to 1. NaN for unrated issues, and with a single voting unit, which cannot be resampled.
    rater_ranks, rater_totals : DataFrame
        Issue × rater, NaN where a rater did not rate the issue.
    agreement : KendallW
        Over the raters' totals.
    n_raters, n_units : int
    unrated : tuple of str
    aggregation, tie_break, draws, seed
        The settings used.
    sample : bool
        Whether a rating is marked as made up.
    """

    table: pd.DataFrame
    acceptability: pd.DataFrame
    rater_ranks: pd.DataFrame
    rater_totals: pd.DataFrame
    agreement: KendallW
    n_raters: int
    n_units: int
    unrated: tuple[str, ...]
    aggregation: str
    tie_break: tuple[str, ...]
    draws: int
    seed: int
    sample: bool

    def __repr__(self) -> str:
        first = ", ".join(self.table.loc[self.table["rank"] == 1, "issue"])
        return f"<UsgRanking of {len(self.table)} issues, first {first}, W {self.agreement.w:.2f}>"

    def top(self, n: int = 3) -> pd.DataFrame:
        """Give the issues of rank `n` or better; a shared place can make them more than `n`."""
        return self.table[self.table["rank"] <= n]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "usg": self.table,
            "usg_rank_acceptability": self.acceptability,
            "usg_rater_ranks": self.rater_ranks,
            "usg_rater_totals": self.rater_totals,
            **self.agreement.tables(),
        }


def usg(
    issues: pd.DataFrame,
    ratings: pd.DataFrame,
    *,
    aggregation: str = "agency",
    tie_break: tuple[str, ...] = ("seriousness", "urgency", "growth"),
    draws: int = 2000,
    seed: int = 0,
) -> UsgRanking:
    """Rank issues by urgency, seriousness and growth.

    Parameters
    ----------
    issues : DataFrame
        ``issue`` and, where known, ``short_name``, ``statement``, ``dimension``. Not modified.
    ratings : DataFrame
        One row per issue and rater: ``issue``, ``rater``, ``agency``, ``urgency``, ``seriousness``
        and ``growth`` (1–5). A row that lacks one of the three is left out. Not modified.
    aggregation : {'agency', 'rater'}, default='agency'
        One vote per OPD, a rater without one being a unit of its own; or one vote per rater.
    tie_break : tuple of str
        The criteria, in the order in which they break equal totals. Still equal: a shared rank.
    draws : int, default=2000
        Bootstrap resamples of the voting units.
    seed : int, default=0
        The same seed gives the same draws, whatever the order of rows.

    Returns
    -------
    UsgRanking

    Raises
    ------
    ValueError
        If an argument is out of range, or the ratings name an unknown issue, are empty or twofold.

    Notes
    -----
    The total is a sum, not a product. Means are compared after rounding to nine decimals. An issue
    that loses all its votes in a draw keeps its mean in that draw.

    References
    ----------
    Kepner and Tregoe, *The New Rational Manager* (1981).

    Examples
    --------
    >>> issues = pd.DataFrame({"issue": ["I-01", "I-02", "I-03"]})
    >>> ratings = pd.DataFrame({"issue": ["I-01", "I-02", "I-03"] * 2, "rater": [*"AAABBB"],
    ...     "urgency": [4, 5, 3] * 2, "seriousness": [5, 5, 4] * 2, "growth": [4, 4, 3] * 2})
    >>> usg(issues, ratings)
    <UsgRanking of 3 issues, first I-02, W 1.00>
    """
    check_aggregation(CALLER, aggregation)
    check_at_least(CALLER, "draws", draws, 1)
    if not set(tie_break) <= set(CRITERIA):
        raise refuse(CALLER, "tie_break", f"a tuple of {', '.join(CRITERIA)}", tie_break)
    check_columns(CALLER, "issues", issues, ("issue",))
    names = list(issues["issue"])
    given = ratings.dropna(subset=[column for column in CRITERIA if column in ratings])
    votes = read_votes(given, item="issue", items=names, criteria=CRITERIA, caller=CALLER)
    breaks = [CRITERIA.index(criterion) for criterion in tie_break]

    units = votes.unit_scores(aggregation)
    means = overall(units)
    totals = votes.scores.sum(axis=0)
    by_rater = _ranks(votes.scores, breaks)
    rank = _ranks(means, breaks)
    order = np.argsort(rank, kind="stable")
    rated = order[~np.isnan(rank[order])]
    drawn = _drawn(units[..., rated], draws, seed, breaks)
    acceptability = _acceptability(drawn)

    table = issues.reindex(columns=["issue", "short_name", "statement", "dimension"])
    table = table.reset_index(drop=True).assign(
        **dict(zip(CRITERIA, means, strict=True)),
        total=means.sum(axis=0),
        rank=rank,
        **_spread(totals, by_rater),
    )
    table = table.iloc[order].reset_index(drop=True).join(_firmness(drawn, acceptability))
    issue = table["issue"]
    return UsgRanking(
        table=table,
        acceptability=pd.DataFrame({"issue": issue}).join(
            pd.DataFrame(acceptability, columns=[f"rank_{n + 1}" for n in range(len(rated))])
        ),
        rater_ranks=_labelled(issue, by_rater.T[order], votes.raters),
        rater_totals=_labelled(issue, totals.T[order], votes.raters),
        agreement=kendall_w(totals[:, rated]),
        n_raters=len(votes.raters),
        n_units=units.shape[1],
        unrated=tuple(issue[len(rated) :]),
        aggregation=aggregation,
        tie_break=tuple(tie_break),
        draws=draws,
        seed=seed,
        sample=is_sample(given),
    )


def _ranks(scores: FloatArray, breaks: list[int]) -> FloatArray:
    """Rank issues by total, then by the criteria in order, (3, ..., n) to (..., n)."""
    return competition_ranks(np.concatenate([scores.sum(axis=0, keepdims=True), scores[breaks]]))


def _drawn(units: FloatArray, draws: int, seed: int, breaks: list[int]) -> FloatArray:
    """Rank the issues in bootstrap resamples of the units; NaN when there is a single unit."""
    if units.shape[1] < 2:
        return np.full((draws, units.shape[2]), np.nan)
    again = resampled(units, draws, seed)
    return _ranks(np.where(np.isnan(again), overall(units)[:, None], again), breaks)


def _acceptability(drawn: FloatArray) -> FloatArray:
    if np.isnan(drawn).any():
        return np.full((drawn.shape[1],) * 2, np.nan)
    return rank_acceptability(drawn)


def _firmness(drawn: FloatArray, acceptability: FloatArray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "expected_rank": acceptability @ np.arange(1, len(acceptability) + 1),
            "top3_share": acceptability[:, :3].sum(axis=1),
            "group": _groups(drawn),
        }
    )


def _groups(drawn: FloatArray) -> FloatArray:
    """Give a number to each run of issues that cannot be told from the first of the run."""
    group = np.full(drawn.shape[1], np.nan)
    if np.isnan(drawn).any():
        return group
    first = 0
    for issue in range(len(group)):
        ahead = drawn[:, first] < drawn[:, issue]
        level = drawn[:, first] == drawn[:, issue]
        if np.mean(ahead + level / 2) >= TOLD_APART:
            first = issue
        group[issue] = 1 if issue == 0 else group[issue - 1] + (first == issue)
    return group


def _spread(totals: FloatArray, ranks: FloatArray) -> dict[str, pd.Series[float]]:
    """Spread over the raters, (n_raters, n_issues) to one figure per issue."""
    total, rank = pd.DataFrame(totals), pd.DataFrame(ranks)
    return {
        "total_min": total.min(),
        "total_max": total.max(),
        "total_sd": total.std(ddof=1),
        "n_raters": total.count(),
        "rank_min": rank.min(),
        "rank_max": rank.max(),
    }


def _labelled(issue: pd.Series[str], cells: FloatArray, columns: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=list(columns))
    table.insert(0, "issue", issue.to_numpy())
    return table
