"""The smallest single change that moves a SWOT position to the other side of an axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._swot_kernels import (
    AXES,
    Method,
    rating_at_zero,
    weight_at_zero,
)
from smartcity_analysis.analysis._typing import FloatArray

LOWEST, HIGHEST = 1, 4
"""The severity scale."""

KEPT = ["factor", "kind", "axis", "statement", "rating", "weight"]
"""Columns of the sheet that stand in the table of changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one factor that brings its axis exactly to 0; a little more moves the city.

    Attributes
    ----------
    factor, kind, axis : str
    measure : str
        ``"rating"`` (in severity points) or ``"weight"``.
    now, needed, change : float
        `change` is `needed` − `now`.
    becomes : str
        The position on the other side.
    """

    factor: str
    kind: str
    axis: str
    measure: str
    now: float
    needed: float
    change: float
    becomes: str


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """What it would take to move the position.

    Attributes
    ----------
    state : str
        ``"moves"``; ``"immovable"``, when no single change within the scale does it; ``"border"``
        or ``"unknown"``, when there is no side to leave.
    smallest_rating, smallest_weight : Change or None
        The smallest change that stays inside the scale.
    table : DataFrame
        Every factor: ``rating_needed`` with the other ratings fixed, ``weight_needed`` with the
        other weights of its group rescaled, the changes, whether they stay inside 1–4 and 0 up to
        the whole weight of the group, and the position on the other side (``becomes``).
    sample : bool
        Whether the position rests on made-up ratings.
    """

    state: str
    smallest_rating: Change | None
    smallest_weight: Change | None
    table: pd.DataFrame
    sample: bool

    def __repr__(self) -> str:
        found = [change for change in (self.smallest_rating, self.smallest_weight) if change]
        if not found:
            return f"<Flip {self.state}>"
        steps = (f"{one.measure} of {one.factor} by {one.change:+.2f}" for one in found)
        return f"<Flip to {found[0].becomes}: {' or '.join(steps)}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"swot_flip": self.table}


def flip(
    sheet: pd.DataFrame, method: Method, point: FloatArray, position: str, *, sample: bool
) -> Flip:
    """Solve for the change that brings an axis to 0, one factor at a time.

    Parameters
    ----------
    sheet : DataFrame
        As in ``SwotPosition.factors``. Not modified.
    method : Method
        With the kinds of the sheet's rows.
    point : array of shape (2,)
    position : str
        The class of the point.
    sample : bool
        Passed on.
    """
    rated = sheet["weight"].notna().to_numpy()
    table = sheet.loc[rated, KEPT].reset_index(drop=True)
    method = method.only(rated)
    value = point[method.kinds // 2]
    weight = table["weight"].to_numpy(np.float64)
    rating = table["rating"].to_numpy(np.float64)
    slope, intercept = method.convention.push(method.kinds)
    same = (method.groups[:, None] == method.groups).astype(np.float64)

    needed_rating = rating_at_zero(value, weight, rating, slope)
    needed_weight = weight_at_zero(value, weight, slope * rating + intercept, same)
    table = table.assign(
        rating_needed=needed_rating,
        rating_change=needed_rating - rating,
        rating_inside=(needed_rating >= LOWEST) & (needed_rating <= HIGHEST),
        weight_needed=needed_weight,
        weight_change=needed_weight - weight,
        weight_inside=(needed_weight >= 0) & (needed_weight < same @ weight),
        becomes=[_across(position, axis) for axis in table["axis"]],
    )
    if position in ("border", "unknown"):
        return Flip(position, None, None, table, sample)
    by_rating, by_weight = _smallest(table, "rating"), _smallest(table, "weight")
    state = "moves" if by_rating or by_weight else "immovable"
    return Flip(state, by_rating, by_weight, table, sample)


def _across(position: str, axis: str) -> str:
    """Name the position on the other side of an axis; border and unknown have none."""
    if position in ("border", "unknown"):
        return ""
    if axis == AXES[0]:
        return position.translate(str.maketrans("SW", "WS"))
    return position.translate(str.maketrans("OT", "TO"))


def _smallest(table: pd.DataFrame, measure: str) -> Change | None:
    inside = table[table[f"{measure}_inside"]]
    if inside.empty:
        return None
    row = inside.iloc[int(inside[f"{measure}_change"].abs().to_numpy().argmin())]
    return Change(
        factor=str(row["factor"]),
        kind=str(row["kind"]),
        axis=str(row["axis"]),
        measure=measure,
        now=float(row[measure]),
        needed=float(row[f"{measure}_needed"]),
        change=float(row[f"{measure}_change"]),
        becomes=str(row["becomes"]),
    )
