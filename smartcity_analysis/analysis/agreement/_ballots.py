"""Two ways to count ballots: places (Borda) and duels (Copeland)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._ranks import DECIMALS, competition_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.agreement._kernels import read_scores


@dataclass(frozen=True, slots=True, eq=False)
class Borda:
    """Alternatives by Borda points.

    Attributes
    ----------
    table : DataFrame
        One row per alternative, first place first: ``points``, ``n_compared`` (pairs in which it
        was compared, over all voters), ``share`` = points / n_compared (0–1; NaN when it was
        compared with nothing) and the ``rank`` by share, ties sharing the better place.
    winners : tuple
        The alternatives of rank 1.
    n_voters : float
        Ballots with at least one alternative, counted by `counts`.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    winners: tuple[object, ...]
    n_voters: float
    sample: bool

    def __repr__(self) -> str:
        first = ", ".join(map(str, self.winners))
        share = self.table["share"].max()
        return f"<Borda {first} first with {share:.0%} of its pairs, {self.n_voters:g} voters>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"borda": self.table}


@dataclass(frozen=True, slots=True, eq=False)
class Copeland:
    """Alternatives by the majorities they win against each other.

    Attributes
    ----------
    table : DataFrame
        One row per alternative, first place first: ``wins``, ``ties``, ``losses`` and
        ``not_compared`` against the others, ``score`` = wins − losses, and the ``rank`` by score.
    pairwise : DataFrame
        Column ``alternative`` and one per alternative: voters who prefer the row to the column.
    winners : tuple
        The alternatives of rank 1.
    condorcet : object or None
        The alternative that beats every other one; None when there is none.
    n_voters : float
        Ballots with at least one alternative, counted by `counts`.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    pairwise: pd.DataFrame
    winners: tuple[object, ...]
    condorcet: object
    n_voters: float
    sample: bool

    def __repr__(self) -> str:
        first = ", ".join(map(str, self.winners))
        beats = "no Condorcet winner" if self.condorcet is None else "beats every other"
        return f"<Copeland {first} first, {beats}, {self.n_voters:g} voters>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"copeland": self.table, "copeland_pairwise": self.pairwise}


def borda(
    rankings: pd.DataFrame,
    *,
    counts: Sequence[float] | pd.Series[float] | None = None,
    higher_is_better: bool = True,
    sample: bool = False,
) -> Borda:
    """Rank alternatives by Borda's count.

    Parameters
    ----------
    rankings : DataFrame of shape (n_ballots, n_alternatives)
        Scores, or ranks with ``higher_is_better=False``; only their order within a row counts.
        NaN: not on this ballot. Not modified.
    counts : sequence or Series of float, optional
        How many voters cast each ballot, by position, or by label when it is a Series. Not
        modified.
    higher_is_better : bool, default=True
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Borda

    Raises
    ------
    ValueError
        If a row or column stands twice, a cell is no number, or a count is missing or negative.

    Notes
    -----
    On a full ballot of n alternatives place p gives n − p points, a tie the mean of its places;
    equally, 1 for each alternative below and ½ for each level one. An alternative that a ballot
    leaves out is compared with nothing there, which is neither a win nor a loss: alternatives are
    therefore ranked by points per compared pair. On full ballots that is the order of the points.

    References
    ----------
    Borda (1784), "Mémoire sur les élections au scrutin", *Histoire de l'Académie royale des
    sciences* pour 1781, 657–665.

    Examples
    --------
    >>> ballots = pd.DataFrame([[1, 2, 3], [2, 3, 1], [2, 3, 1]], columns=[*"ABC"])
    >>> borda(ballots, counts=[66, 17, 17], higher_is_better=False)
    <Borda A first with 83% of its pairs, 100 voters>
    """
    scores, voters = _ballots(
        "agreement.borda", rankings, counts, higher_is_better=higher_is_better
    )
    wins, compared = _duels(scores, voters)
    n_compared = compared.sum(axis=1)
    points = wins.sum(axis=1) + (compared - wins - wins.T).sum(axis=1) / 2
    share = np.divide(points, n_compared, out=np.full(len(points), np.nan), where=n_compared > 0)
    figures = {"points": points, "n_compared": n_compared, "share": share}
    table = _ranked(rankings.columns, figures, share)
    return Borda(
        table=table,
        winners=_winners(table),
        n_voters=_n_voters(scores, voters),
        sample=bool(sample),
    )


def copeland(
    rankings: pd.DataFrame,
    *,
    counts: Sequence[float] | pd.Series[float] | None = None,
    higher_is_better: bool = True,
    sample: bool = False,
) -> Copeland:
    """Rank alternatives by majorities won minus majorities lost.

    Parameters
    ----------
    rankings : DataFrame of shape (n_ballots, n_alternatives)
        Scores, or ranks with ``higher_is_better=False``; only their order within a row counts.
        NaN: not on this ballot. Not modified.
    counts : sequence or Series of float, optional
        How many voters cast each ballot, by position, or by label when it is a Series. Not
        modified.
    higher_is_better : bool, default=True
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Copeland

    Raises
    ------
    ValueError
        If a row or column stands twice, a cell is no number, or a count is missing or negative.

    Notes
    -----
    One alternative beats another when more of the voters who compared the two prefer it. The score
    is wins − losses, so that a tie counts 0; wins + ½ ties, the other usual form, gives the same
    order when all pairs were compared. The winner by Copeland need not be the winner by Borda.

    References
    ----------
    Copeland (1951), "A 'reasonable' social welfare function", seminar on mathematics in social
    sciences, University of Michigan; Saari and Merlin (1996), "The Copeland method I",
    *Economic Theory* 8, 51–76.

    Examples
    --------
    >>> ballots = pd.DataFrame([[1, 2, 3], [3, 1, 2]], columns=[*"ABC"])
    >>> copeland(ballots, counts=[66, 34], higher_is_better=False)
    <Copeland A first, beats every other, 100 voters>
    """
    scores, voters = _ballots(
        "agreement.copeland", rankings, counts, higher_is_better=higher_is_better
    )
    duels, compared = _duels(scores, voters)
    margin = np.round(duels - duels.T, DECIMALS)
    wins, losses = (margin > 0).sum(axis=1), (margin < 0).sum(axis=1)
    others = len(margin) - 1
    met = (compared > 0).sum(axis=1)
    figures = {
        "wins": wins,
        "ties": met - wins - losses,
        "losses": losses,
        "not_compared": others - met,
        "score": wins - losses,
    }
    beaten = np.flatnonzero(wins == others)
    labels = rankings.columns
    score = np.where(met > 0, wins - losses, np.nan)
    table = _ranked(labels, figures, score)
    pairwise = pd.DataFrame(duels, columns=labels)
    pairwise.insert(0, "alternative", labels)
    return Copeland(
        table=table,
        pairwise=pairwise,
        winners=_winners(table),
        condorcet=labels[beaten[0]] if len(beaten) else None,
        n_voters=_n_voters(scores, voters),
        sample=bool(sample),
    )


def _duels(scores: FloatArray, voters: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Count who prefers the row to the column, and who compared them: two (n, n) arrays."""
    keys = np.ascontiguousarray(np.round(scores, DECIMALS).T)
    # One alternative against all others at a time: all pairs of all voters would not fit in cache.
    wins = np.array([(one > keys).astype(np.float64) @ voters for one in keys])
    given = (~np.isnan(scores)).astype(np.float64)
    compared = (given * voters[:, None]).T @ given
    np.fill_diagonal(compared, 0.0)
    return wins, compared


def _ranked(labels: pd.Index, figures: dict[str, FloatArray], score: FloatArray) -> pd.DataFrame:
    rank = competition_ranks(np.asarray(score, dtype=np.float64)[None])
    table = pd.DataFrame({"alternative": labels, **figures, "rank": rank})
    return table.sort_values("rank", kind="stable", ignore_index=True)


def _winners(table: pd.DataFrame) -> tuple[object, ...]:
    return tuple(table.loc[table["rank"] == 1, "alternative"])


def _n_voters(scores: FloatArray, voters: FloatArray) -> float:
    return float(voters[~np.isnan(scores).all(axis=1)].sum())


def _ballots(
    caller: str,
    rankings: pd.DataFrame,
    counts: Sequence[float] | pd.Series[float] | None,
    *,
    higher_is_better: bool,
) -> tuple[FloatArray, FloatArray]:
    scores = read_scores(caller, "rankings", rankings)
    voters = np.ones(len(scores))
    if counts is not None:
        if isinstance(counts, pd.Series):
            counts = counts.reindex(rankings.index)
        voters = np.asarray(counts, dtype=np.float64)
        if voters.shape != (len(scores),):
            raise refuse(caller, "counts", f"one number per row ({len(scores)})", voters.shape)
        wrong = ~((voters >= 0) & np.isfinite(voters))
        if wrong.any():
            row = rankings.index[wrong][0]
            rule = f"a number of at least 0 for every row, also for {row}"
            raise refuse(caller, "counts", rule, float(voters[wrong][0]))
        if not voters.any():
            raise refuse(caller, "counts", "above 0 for some row", list(voters))
    return (scores if higher_is_better else -scores), voters
