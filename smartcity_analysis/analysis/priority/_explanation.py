"""Why one alternative stands where it does, in numbers; the words are the report's."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.priority._sensitivity import swap_weights

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class RatingChange:
    """One changed rating that makes two alternatives swap places.

    Attributes
    ----------
    alternative, criterion
        Whose rating, on what.
    now, needed : float
        In the criterion's own unit; at `needed` the two are level, beyond it they have swapped.
    """

    alternative: Hashable
    criterion: str
    now: float
    needed: float

    @property
    def change(self) -> float:
        """How far the rating has to move, with its sign."""
        return self.needed - self.now


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """An alternative beside a neighbour: where its points come from, and what would swap them.

    Attributes
    ----------
    name, rival
        The alternative and the one it is compared with.
    rank, rival_rank : float
    margin : float
        Score of `name` minus score of `rival`, on 0–1; negative when it is behind.
    table : DataFrame
        One row per criterion: ``weight``; ``rating`` and ``rival_rating`` in the criterion's own
        unit; ``value`` and ``rival_value`` on 0–1; ``contribution`` = weight × value;
        ``advantage`` = weight × (value − rival_value), which adds up to the margin;
        ``swap_weight``, at which the two are level, other weights rescaled; ``rating_needed`` and
        ``rival_rating_needed``, at which they are level, all else equal. NaN where no weight within
        0–1, or no rating within the bounds, does it.
    swap_criterion : str or None
        Where the smallest change of a weight swaps them.
    smallest_rating : RatingChange or None
        The smallest change of one rating, as a part of the criterion's span, beyond which they have
        swapped, with room to go beyond.
    sample : bool
    """

    name: Hashable
    rival: Hashable
    rank: float
    rival_rank: float
    margin: float
    table: pd.DataFrame
    swap_criterion: str | None
    smallest_rating: RatingChange | None
    sample: bool

    def __repr__(self) -> str:
        where = "behind" if self.margin < 0 else "ahead of" if self.margin > 0 else "level with"
        said = f"{self.name} {where} {self.rival} by {abs(self.margin):.3f}"
        if self.swap_criterion is not None:
            at = 100 * self.table["swap_weight"][self.swap_criterion]
            said += f"; level at {self.swap_criterion} {at:.0f} %"
        return f"<Explanation: {said}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"priority_explanation": self.table.rename_axis("criterion").reset_index()}


def explain(problem: Problem, name: Hashable, rival: Hashable | None = None) -> Explanation:
    """Explain the place of an alternative in the SAW ranking beside a rival.

    Parameters
    ----------
    problem : Problem
    name
        Label of an alternative.
    rival, optional
        The one just ahead when left out, or just behind for the leader.

    Returns
    -------
    Explanation

    Raises
    ------
    ValueError
        If a label is unknown, or there is nobody to compare with.

    Examples
    --------
    >>> from smartcity_analysis.analysis.priority import problem
    >>> p = problem(pd.DataFrame({"impact": [3, 2], "readiness": [2, 5]}, index=["A", "B"]),
    ...     {"impact": 0.6, "readiness": 0.4}, scale=(1, 5))
    >>> explain(p, "A")
    <Explanation: A behind B by 0.150; level at impact 75 %>
    >>> explain(p, "A").smallest_rating
    RatingChange(alternative='A', criterion='impact', now=3.0, needed=4.0)
    """
    labels = list(problem.alternatives)
    ranking = problem.saw()
    me = _position(labels, "name", name)
    you = _neighbour(ranking.values, me) if rival is None else _position(labels, "rival", rival)
    if me == you:
        raise refuse("Problem.explain", "rival", "another alternative", rival)
    w = problem.w
    values = ranking.steps["values"].to_numpy()
    mine, yours = values[me], values[you]
    margin = float(w @ (mine - yours))
    swap = np.array([swap_weights((mine - yours)[None], w, j)[0] for j in range(len(w))])
    table = pd.DataFrame(
        {
            "weight": w,
            "rating": problem.matrix[me],
            "rival_rating": problem.matrix[you],
            "value": mine,
            "rival_value": yours,
            "contribution": w * mine,
            "advantage": w * (mine - yours),
            "swap_weight": swap,
            "rating_needed": _needed(problem, me, -margin),
            "rival_rating_needed": _needed(problem, you, margin),
        },
        index=list(problem.criteria),
    )
    return Explanation(
        name=name,
        rival=labels[you],
        rank=float(ranking.rank.iloc[me]),
        rival_rank=float(ranking.rank.iloc[you]),
        margin=margin,
        table=table,
        swap_criterion=_smallest(
            np.where((swap > 0) & (swap < 1), np.abs(swap - w), np.nan), problem.criteria
        ),
        smallest_rating=_smallest_rating(problem, table, (name, labels[you])),
        sample=problem.sample,
    )


def _position(labels: list[Hashable], role: str, label: Hashable) -> int:
    if label not in labels:
        raise refuse("Problem.explain", role, "one of the alternatives", label)
    return labels.index(label)


def _neighbour(scores: FloatArray, me: int) -> int:
    """Find who is just ahead, or just behind if nobody is."""
    if len(scores) < 2:
        raise ValueError("Problem.explain: there is one alternative only.")
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    place = order.index(me)
    return order[place - 1] if place else order[1]


def _needed(problem: Problem, row: int, gain: float) -> FloatArray:
    """Rating on each criterion that would earn `gain` more, NaN where the bounds forbid it.

    On a criterion without declared bounds the only alternative at an end of the range carries that
    end along when it changes, so there is no such rating for it.
    """
    w, span = problem.w, problem.high - problem.low
    slope = w * np.divide(1.0, span, out=np.zeros(len(w)), where=span > 0)
    step = np.divide(gain, slope, out=np.full(len(w), np.nan), where=slope > 0)
    needed = problem.oriented[row] + step
    edge = 1e-9 * span
    inside = (needed >= problem.low - edge) & (needed <= problem.high + edge)
    inside &= ~_holds_an_end(problem, row)
    return np.where(inside, needed * problem.signs, np.nan)


def _holds_an_end(problem: Problem, row: int) -> BoolArray:
    declared = np.array([name in problem.scale for name in problem.criteria])
    x = problem.oriented
    rest = np.delete(x, row, axis=0)
    alone = (x[row] < rest.min(axis=0)) | (x[row] > rest.max(axis=0))
    holds: BoolArray = alone & ~declared
    return holds


def _smallest(sizes: FloatArray, names: tuple[str, ...]) -> str | None:
    return None if np.isnan(sizes).all() else names[int(np.nanargmin(np.round(sizes, 12)))]


def _smallest_rating(
    problem: Problem, table: pd.DataFrame, who: tuple[Hashable, Hashable]
) -> RatingChange | None:
    span = (problem.high - problem.low)[:, None]
    ends = np.stack([problem.low, problem.high]) * problem.signs
    now = table[["rating", "rival_rating"]].to_numpy()
    needed = table[["rating_needed", "rival_rating_needed"]].to_numpy()
    size = np.divide(np.abs(needed - now), span, out=np.full(now.shape, np.nan), where=span > 0)
    room = np.abs(needed - ends[:, :, None]).min(axis=0) > 1e-9 * span
    size = np.where(room | (size == 0), size, np.nan)
    if np.isnan(size).all():
        return None
    j, side = np.unravel_index(int(np.nanargmin(np.round(size, 12))), size.shape)
    return RatingChange(who[side], problem.criteria[j], float(now[j, side]), float(needed[j, side]))
