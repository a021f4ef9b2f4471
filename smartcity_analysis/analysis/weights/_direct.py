"""Weights that were given outright: as points, or as an order of importance."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_choice,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis.weights._comparisons import labelled, named

Points = Mapping[Hashable, float] | pd.Series | npt.ArrayLike
Order = Iterable[Hashable | Sequence[Hashable]] | Mapping[Hashable, float] | pd.Series


@dataclass(frozen=True, slots=True, eq=False)
class DirectWeights:
    """Points that were given, normalised once.

    Attributes
    ----------
    weights : Series
        By criterion, summing to 1.
    points : Series
        As given.
    given_sum : float
        What the points summed to.
    total : float
        What they should have summed to; NaN when that was not stated.
    rescaled : bool
        Whether the sum differed from `total` (from 1 when none was stated) beyond the tolerance.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    points: pd.Series
    given_sum: float
    total: float
    rescaled: bool
    convention: str
    sample: bool

    def __repr__(self) -> str:
        shown = ", ".join(f"{label} {weight:.2f}" for label, weight in self.weights.items())
        return f"<DirectWeights {shown}; {self.convention}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        table = pd.DataFrame({"points": self.points, "weight": self.weights})
        row = {"given_sum": self.given_sum, "total": self.total, "rescaled": self.rescaled}
        return {"weights_direct": table.reset_index(), "weights_direct_sum": pd.DataFrame([row])}


@dataclass(frozen=True, slots=True, eq=False)
class RankWeights:
    """Weights from an order of importance alone.

    Attributes
    ----------
    weights : Series
        By criterion, most important first, summing to 1.
    places : Series
        1 is the most important; tied criteria have the mean of their places.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    places: pd.Series
    convention: str
    sample: bool

    def __repr__(self) -> str:
        shown = ", ".join(f"{label} {weight:.2f}" for label, weight in self.weights.items())
        return f"<RankWeights {shown}; {self.convention}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        table = pd.DataFrame({"place": self.places, "weight": self.weights})
        return {"weights_rank_order_centroid": table.reset_index()}


def direct(
    points: Points,
    *,
    labels: Sequence[Hashable] | None = None,
    total: float | None = None,
    off: str = "refuse",
    tolerance: float = 0.001,
    sample: bool = False,
) -> DirectWeights:
    """Turn points into weights that sum to 1, and remember what they summed to.

    Parameters
    ----------
    points : mapping, Series or array-like
        Points per criterion, not negative. Not modified.
    labels : sequence, optional
        Names for an array without any; otherwise ``criterion_1`` and so on.
    total : float, optional
        What the points are meant to sum to: 1, or 100 for per cent. None: any sum will do.
    off : {'refuse', 'rescale'}, default='refuse'
        What to do with points that sum to something else. Rescaled points say so.
    tolerance : float, default=0.001
        How far off a sum may be, as a share of `total`.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    DirectWeights

    Raises
    ------
    ValueError
        If a point is blank, negative or infinite (naming its criterion), all are zero, a label
        occurs twice, or the sum is off and ``off='refuse'`` (naming both sums).

    Notes
    -----
    w = points / Σ points. A zero is a weight of zero; a blank is refused, for it is not a zero.

    References
    ----------
    Edwards (1977), IEEE Trans. Systems, Man and Cybernetics 7(5), 326–340 (direct rating, SMART).

    Examples
    --------
    >>> direct({"impact": 5, "cost": 3, "readiness": 2})
    <DirectWeights impact 0.50, cost 0.30, readiness 0.20; points summed to 10, rescaled to 1>
    >>> direct({"impact": 0.5, "cost": 0.3}, total=1)
    Traceback (most recent call last):
    ...
    ValueError: The 'points' parameter of weights.direct must be points that sum to 1. Got 0.8 instead.
    """  # noqa: E501
    caller = "weights.direct"
    check_choice(caller, "off", off, ("refuse", "rescale"))
    check_at_least(caller, "tolerance", tolerance, 0)
    given = as_points(caller, "points", points, labels)
    summed = float(given.sum())
    if total is not None and not 0 < total < np.inf:
        raise refuse(caller, "total", "a positive number", total)
    meant = 1.0 if total is None else float(total)
    rescaled = abs(summed - meant) > tolerance * meant
    if rescaled and total is not None and off == "refuse":
        raise refuse(caller, "points", f"points that sum to {meant:g}", float(f"{summed:.6g}"))
    told = f"points summed to {summed:g}"
    if rescaled:
        told += ", rescaled to 1" if total is None else f" instead of {meant:g}, rescaled"
    return DirectWeights(
        weights=(given / summed).rename("weight"),
        points=given,
        given_sum=summed,
        total=float("nan") if total is None else meant,
        rescaled=rescaled,
        convention=told,
        sample=is_sample(points, sample=sample),
    )


def as_points(
    caller: str, name: str, points: Points, labels: Sequence[Hashable] | None, owner: str = ""
) -> pd.Series:
    """Check points, one per label: given, finite, not negative, not all zero."""
    blamed = "labels"
    if isinstance(points, Mapping | pd.Series):
        labels, blamed = tuple(points.keys()), name
        points = list(points.values()) if isinstance(points, Mapping) else points.tolist()
    try:
        values = np.array(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise refuse(caller, name, f"{owner}numbers, one for every label", points) from None
    if values.ndim != 1 or not values.size:
        raise refuse(caller, name, f"{owner}a row of at least one number", values.tolist())
    names = named(caller, blamed, labels, len(values))
    bad = ~((values >= 0) & (values < np.inf))
    if bad.any():
        rule = "numbers of at least 0, with no blanks"
        found = f"{owner}{values[bad][0]:g} for {names[int(np.argmax(bad))]!r}"
        raise refuse(caller, name, rule, found)
    if values.sum() == 0:
        raise refuse(caller, name, "numbers of which at least one is above 0", f"{owner}all zero")
    return labelled(values, names, "points")


def rank_order_centroid(order: Order, *, sample: bool = False) -> RankWeights:
    """Weigh criteria by their order of importance alone.

    Parameters
    ----------
    order : list, or mapping of label to rank
        From most to least important; an inner list holds criteria of equal importance. A mapping
        or Series gives each label its rank, 1 for the most important, equal ranks being ties.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    RankWeights

    Raises
    ------
    ValueError
        If a criterion stands twice, a rank is blank, or nothing is ranked.

    Notes
    -----
    The centre of all weights that respect the order: wₖ = (1/n) Σᵢ₌ₖⁿ 1/i. Tied criteria share the
    mean of the weights of their places.

    References
    ----------
    Barron and Barrett (1996), Management Science 42(11), 1515–1523.

    Examples
    --------
    >>> rank_order_centroid(["impact", "readiness", "cost", "speed"])
    <RankWeights impact 0.52, readiness 0.27, cost 0.15, speed 0.06; rank order centroid, no ties>
    """
    caller = "weights.rank_order_centroid"
    groups = _groups(caller, order)
    flat = [label for group in groups for label in group]
    names = named(caller, "order", flat, len(flat))
    sizes = np.array([len(group) for group in groups])
    count = len(flat)
    centroid = np.cumsum(1 / np.arange(count, 0, -1))[::-1] / count
    group = np.repeat(np.arange(len(sizes)), sizes)
    shared = np.bincount(group, weights=centroid) / sizes
    places = np.bincount(group, weights=np.arange(1.0, count + 1)) / sizes
    told = "tied criteria share the mean of their places" if (sizes > 1).any() else "no ties"
    return RankWeights(
        weights=labelled(shared[group], names, "weight"),
        places=labelled(places[group], names, "place"),
        convention=f"rank order centroid, {told}",
        sample=is_sample(order, sample=sample),
    )


def _groups(caller: str, order: Order) -> list[list[Hashable]]:
    if isinstance(order, Mapping | pd.Series):
        ranks = pd.Series(order, dtype=np.float64)
        if ranks.isna().any():
            blank = ranks.index[ranks.isna()][0]
            raise refuse(caller, "order", "ranks without blanks", f"a blank for {blank!r}")
        groups = [list(part.index) for _, part in ranks.groupby(ranks, sort=True)]
    elif isinstance(order, str):
        raise refuse(caller, "order", "a list of labels", order)
    else:
        groups = [list(entry) if isinstance(entry, list | tuple) else [entry] for entry in order]
    if not groups or not all(groups):
        raise refuse(caller, "order", "at least one label, and no empty tie", groups)
    return groups
