"""What would change a ranking: a weight, an OPD, another alternative, a blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns, refuse
from smartcity_analysis.analysis._ranks import score_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis._votes import overall
from smartcity_analysis.analysis.priority._ranking import Ranking, correlation
from smartcity_analysis.analysis.priority.kernels import Kernel, unit

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """How far each weight can move before the order changes, the other weights rescaled.

    Attributes
    ----------
    table : DataFrame
        One row per criterion: ``weight``; ``first_low``, ``first_high``, between which the leader
        stays; ``all_low``, ``all_high``, between which the whole order stays; ``taken_below``,
        ``taken_above``, who leads beyond, None where nobody does; ``slack``, the smaller distance
        from the weight to a bound at which the leader changes (NaN if none).
    leader : str
    method : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    leader: Any
    method: str
    sample: bool

    def __repr__(self) -> str:
        nearest = self.table.dropna(subset=["slack"])
        if nearest.empty:
            return f"<Stability: {self.leader} stays first whatever one weight does>"
        name = nearest["slack"].idxmin()
        slack = 100 * nearest["slack"].min()
        return f"<Stability: {self.leader} stays first until {name} moves by {slack:.1f} points>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"priority_stability": self.table.rename_axis("criterion").reset_index()}


def stability(problem: Problem, method: str | Kernel = "saw", **options: Any) -> Stability:
    """Find, in closed form, how far each weight can move before the leader or the order changes.

    Parameters
    ----------
    method : {'saw', 'wp', 'promethee'}, default='saw'
        An additive one.
    **options
        What the method takes.

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        If the method is not additive.

    Notes
    -----
    With weight t on criterion j and the others keeping their proportions, the gap between two
    alternatives is a straight line in t; the order changes where a line crosses 0. Neighbours in
    the order suffice for the whole of it. Where two are tied, the bound is the weight itself, on
    the side on which the one named first falls behind.
    """
    ranking = problem.score(method, **options)
    values, w = _additive(ranking), problem.w
    labels = ranking.problem.data.index
    order = np.argsort(-ranking.values, kind="stable")
    leader = order[0]
    rows = []
    for j in range(len(w)):
        first = _room(values[leader] - values[order[1:]], w, j)
        whole = _room(values[order[:-1]] - values[order[1:]], w, j)
        low, high = first[:2]
        below, above = (None if who is None else labels[order[1:][who]] for who in first[2:])
        slacks = [w[j] - low] * (below is not None) + [high - w[j]] * (above is not None)
        rows.append((w[j], low, high, *whole[:2], below, above, min(slacks, default=np.nan)))
    columns = ["weight", "first_low", "first_high", "all_low", "all_high"]
    table = pd.DataFrame(
        rows,
        index=list(ranking.problem.criteria),
        columns=[*columns, "taken_below", "taken_above", "slack"],
    )
    for k, name in ((5, "taken_below"), (6, "taken_above")):
        table[name] = pd.Series([row[k] for row in rows], table.index, dtype=object)
    return Stability(table, labels[leader], ranking.method, ranking.sample)


def swap_weights(gaps: FloatArray, w: FloatArray, j: int) -> FloatArray:
    """Weight of criterion `j` at which each gap closes, the other weights rescaled.

    Parameters
    ----------
    gaps : array of shape (pairs, m)
        Difference of the values of two alternatives, by criterion.
    w : array of shape (m,)
    j : int

    Returns
    -------
    array of shape (pairs,)
        NaN where no weight within 0–1 does it.

    Examples
    --------
    >>> swap_weights(np.array([[1.0, -1.0]]), np.array([0.75, 0.25]), 0).tolist()
    [0.5]
    """
    if w[j] >= 1:
        return np.full(len(gaps), np.nan)
    others = (gaps @ w - w[j] * gaps[:, j]) / (1 - w[j])
    slope = others - gaps[:, j]
    at = np.divide(others, slope, out=np.full(len(gaps), np.nan), where=np.abs(slope) > 1e-15)
    return np.where((at >= 0) & (at <= 1), at, np.nan)


def _room(gaps: FloatArray, w: FloatArray, j: int) -> tuple[float, float, int | None, int | None]:
    """Bounds of weight `j` within which every gap stays open, and which gap closes at each."""
    level = np.abs(gaps @ w) <= 1e-12
    at = np.where(level, np.nan, swap_weights(gaps, w, j))
    # Level only at the very end of 0–1 is no change of places.
    at = np.where((at > 1e-12) & (at < 1 - 1e-12), at, np.nan)
    below, above = np.where(at < w[j], at, -1.0), np.where(at > w[j], at, 2.0)
    if w[j] < 1:
        below[level & (gaps[:, j] > 1e-12)] = w[j]
        above[level & (gaps[:, j] < -1e-12)] = w[j]
    low, high = float(below.max(initial=-1.0)), float(above.min(initial=2.0))
    return (
        max(low, 0.0) + 0.0,
        min(high, 1.0),
        int(below.argmax()) if low >= 0 else None,
        int(above.argmin()) if high <= 1 else None,
    )


def _additive(ranking: Ranking) -> FloatArray:
    if ranking.prepared.values is None:
        raise ValueError(
            f"{ranking.method} is not additive: use 'saw', 'wp' or 'promethee', or robust()."
        )
    return ranking.prepared.values


@dataclass(frozen=True, slots=True, eq=False)
class LeaveOneOut:
    """The ranking without one voting unit at a time.

    Attributes
    ----------
    table : DataFrame
        One row per unit left out: ``first``, ``first_changed``, ``tau`` (Kendall's τ-b with the
        full ranking), ``moved`` (alternatives on another rank) and ``largest_move`` in ranks.
    ranks : DataFrame
        Alternatives × units left out.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    sample: bool

    def __repr__(self) -> str:
        changed = list(self.table.index[self.table["first_changed"]])
        said = f"first changes without {', '.join(changed)}" if changed else "first never changes"
        return f"<LeaveOneOut of {len(self.table)} units: {said}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "priority_leave_one_out": self.table.rename_axis("unit").reset_index(),
            "priority_leave_one_out_ranks": self.ranks.rename_axis("alternative").reset_index(),
        }


def leave_one_out(problem: Problem, method: str | Kernel = "saw", **options: Any) -> LeaveOneOut:
    """Rank again without each voting unit, to see whether one OPD decides.

    Raises
    ------
    ValueError
        If the problem was not made from raters, or there is a single unit.
    """
    caller = "Problem.leave_one_out"
    if problem.votes is None:
        raise ValueError(f"{caller} needs ratings by rater: make the problem with 'rater'.")
    units = problem.votes.unit_scores(problem.aggregation)
    names = problem.votes.unit_names(problem.aggregation)
    if len(names) < 2:
        raise ValueError(f"{caller}: there is one voting unit only.")
    full = problem.score(method, **options)
    columns = {}
    for k, name in enumerate(names):
        mean = overall(np.delete(units, k, axis=1)).T
        rest = pd.DataFrame(mean, index=problem.data.index, columns=list(problem.criteria))
        kept = problem.on(rest.where(rest.notna(), problem.data))
        columns[name] = kept.score(method, **options).rank
    ranks = pd.DataFrame(columns)
    return LeaveOneOut(_moves(full, ranks), ranks, problem.sample)


def _moves(full: Ranking, ranks: pd.DataFrame) -> pd.DataFrame:
    now = full.rank
    signs = [
        np.sign(np.subtract.outer(rank, rank)).ravel()
        for rank in (now.to_numpy(), *ranks.to_numpy().T)
    ]
    first = {name: tuple(rank.index[rank == rank.min()]) for name, rank in ranks.items()}
    leaders = tuple(now.index[now == now.min()])
    moved = (ranks.sub(now, axis=0)).abs()
    return pd.DataFrame(
        {
            "first": [" · ".join(map(str, first[name])) for name in ranks],
            "first_changed": [first[name] != leaders for name in ranks],
            "tau": correlation(np.array(signs))[0, 1:],
            "moved": (moved > 0).sum().to_numpy(),
            "largest_move": moved.max().to_numpy(),
        },
        index=ranks.columns,
    )


@dataclass(frozen=True, slots=True, eq=False)
class RankReversal:
    """Whether the order of some depends on the presence of others.

    Attributes
    ----------
    table : DataFrame
        One row per alternative that is dropped (or added): ``change``, ``reversed_pairs``, the
        pairs of the others whose order turns, ``first_before`` and ``first_after`` among them.
    method : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    method: str
    sample: bool

    def __repr__(self) -> str:
        hit = int((self.table["reversed_pairs"] > 0).sum())
        return f"<RankReversal {self.method}: in {hit} of {len(self.table)} changes>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"priority_rank_reversal": self.table.rename_axis("alternative").reset_index()}


def rank_reversal(
    problem: Problem,
    method: str | Kernel = "saw",
    *,
    added: pd.DataFrame | None = None,
    **options: Any,
) -> RankReversal:
    """Drop each alternative in turn, or add some, and see whether the others change order.

    Parameters
    ----------
    problem : Problem
    method : str or kernel, default='saw'
    added : DataFrame, optional
        Further alternatives with the criteria as columns, added one at a time.

    Notes
    -----
    SAW on declared bounds never reverses. Min–max on the values at hand, vector normalisation and
    PROMETHEE can. Blanks stay what the problem's policy made of them.
    """
    full = problem.score(method, **options).score
    filled = pd.DataFrame(problem.matrix, problem.data.index, problem.data.columns)
    rows = {}
    if added is None:
        for label in problem.data.index if len(problem.data) > 1 else []:
            rest = problem.on(filled.drop(index=[label]))
            rows[label] = ("dropped", *_turned(full, rest.score(method, **options).score))
    else:
        for label, row in _checked(problem, added).iterrows():
            more = problem.on(pd.concat([filled, row.to_frame().T]))
            rows[label] = ("added", *_turned(full, more.score(method, **options).score))
    columns = ["change", "reversed_pairs", "first_before", "first_after"]
    name = method if isinstance(method, str) else getattr(method, "__name__", "kernel")
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return RankReversal(table, name, problem.sample)


def _checked(problem: Problem, added: pd.DataFrame) -> pd.DataFrame:
    """Refuse further alternatives that are there already, are blank or leave a scale."""
    caller = "Problem.rank_reversal"
    check_columns(caller, "added", added, problem.criteria)
    cells = added[list(problem.criteria)].apply(pd.to_numeric, errors="coerce")
    rows: pd.DataFrame = cells.astype(np.float64)
    if rows.index.has_duplicates:
        raise refuse(caller, "added", "without double labels", list(rows.index))
    for label in rows.index:
        if label in problem.data.index:
            raise refuse(caller, "added", "alternatives that are not there already", label)
    for name in problem.criteria:
        low, high = problem.scale.get(name, (-np.inf, np.inf))
        for label, value in rows[name].items():
            if not (np.isfinite(value) and low <= value <= high):
                rule = f"a number within its scale for {name!r} of {label!r}"
                raise refuse(caller, "added", rule, float(value))
    return rows


def _turned(before: pd.Series[float], after: pd.Series[float]) -> tuple[int, str, str]:
    """Count the pairs in both whose strict order turns, and name who leads them."""
    both = [label for label in before.index if label in after.index]
    was, now = (score_ranks(np.asarray(one[both])) for one in (before, after))
    turned = np.sign(np.subtract.outer(was, was)) * np.sign(np.subtract.outer(now, now)) < 0
    lead = [
        " · ".join(str(both[i]) for i in np.flatnonzero(one == one.min())) for one in (was, now)
    ]
    return int(turned.sum()) // 2, lead[0], lead[1]


def intervals(problem: Problem) -> pd.DataFrame:
    """Bound what the blanks can do to SAW scores and ranks.

    Parameters
    ----------
    problem : Problem
        A blank can be anything between the ends of its criterion: the declared bounds, or the
        values at hand.

    Returns
    -------
    DataFrame
        By alternative: ``blank`` cells, ``score_low``, ``score_high``, ``rank_best`` and
        ``rank_worst``, with all blanks of the others as unfavourable or favourable as they can be.
    """
    w = problem.w
    ends = []
    for end in (problem.low, problem.high):
        x = np.where(problem.blank, end, problem.oriented)
        ends.append(unit(x, problem.low, problem.high) @ w)
    low, high = ends
    gap = 1e-12
    own = np.eye(len(low), dtype=bool)
    best = ((low > high[:, None] + gap) & ~own).sum(axis=1) + 1
    worst = ((high > low[:, None] + gap) & ~own).sum(axis=1) + 1
    return pd.DataFrame(
        {
            "blank": problem.blank.sum(axis=1),
            "score_low": low,
            "score_high": high,
            "rank_best": best,
            "rank_worst": worst,
        },
        index=problem.data.index,
    )
