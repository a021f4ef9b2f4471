"""The smallest single change that moves a SWOT position to another one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.swot._kernels import (
    POSITIONS,
    ROUNDING,
    Method,
    classify,
    rating_needed,
    weight_needed,
)

LOWEST, HIGHEST = 1, 4
"""The severity scale."""

KEPT = ["factor", "kind", "axis", "statement", "rating", "weight"]
"""Columns of the sheet that stand in the table of changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one factor that brings the city to another position.

    Attributes
    ----------
    factor, kind, axis : str
    measure : str
        ``"rating"`` (in severity points) or ``"weight"``.
    now, needed, change : float
        `change` is `needed` − `now`.
    becomes : str
        The position that the city then has.
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
        when the city stands in the border zone, so that the change is what takes it out;
        ``"unknown"``, when there is no position to leave.
    smallest_rating, smallest_weight : Change or None
        The smallest change that stays inside the scale.
    table : DataFrame
        Every factor and every neighbouring position (``becomes``): ``rating_needed`` with the other
        ratings fixed, ``weight_needed`` with the other weights of its group rescaled, the changes,
        and whether they stay inside 1–4 and 0 up to the whole weight of the group. Both end on the
        far edge of the border zone.
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
    sheet: pd.DataFrame, method: Method, point: FloatArray, zone: float, *, sample: bool
) -> Flip:
    """Solve for the change that brings the city to a neighbouring position, a factor at a time.

    Parameters
    ----------
    sheet : DataFrame
        As in ``SwotPosition.factors``. Not modified.
    method : Method
        With the kinds of the sheet's rows.
    point : array of shape (2,)
    zone : float
        Half-width of the border zone on the method's scale.
    sample : bool
        Passed on.
    """
    position = POSITIONS[int(classify(point, zone))]
    rated = sheet["weight"].notna().to_numpy()
    sheet, method = sheet[rated].reset_index(drop=True), method.only(rated)
    goals = _neighbours(point, zone) if position != "unknown" else []
    table = pd.concat(
        [_changes(sheet, method, *goal) for goal in goals] or [_changes(sheet, method, 2, 0.0, "")],
        ignore_index=True,
    )
    by_rating, by_weight = _smallest(table, "rating"), _smallest(table, "weight")
    moves = "moves" if by_rating or by_weight else "immovable"
    state = position if position in ("border", "unknown") else moves
    return Flip(state, by_rating, by_weight, table, sample)


def _neighbours(point: FloatArray, zone: float) -> list[tuple[int, float, str]]:
    """List what one axis can reach alone: axis, way back to go, and the position there.

    Out of the zone there are two neighbours; from a side, one across each axis, unless the other
    axis lies in the zone and keeps the city on the border.
    """
    near = np.abs(point) < max(zone - ROUNDING, ROUNDING)
    found = []
    for axis in (0, 1):
        if near[1 - axis]:
            continue
        for side in (1.0, -1.0) if near[axis] else (-float(np.sign(point[axis])),):
            corner = np.sign(point)
            corner[axis] = side
            found.append((axis, point[axis] - side * zone, POSITIONS[int(classify(corner, 0.0))]))
    return found


def _changes(
    sheet: pd.DataFrame, method: Method, axis: int, way: float, becomes: str
) -> pd.DataFrame:
    """Work out what each factor of an axis would need to move it by −`way`."""
    chosen = method.kinds // 2 == axis
    table: pd.DataFrame = sheet.loc[chosen, KEPT].reset_index(drop=True)
    method = method.only(chosen)
    weight = table["weight"].to_numpy(np.float64)
    rating = table["rating"].to_numpy(np.float64)
    slope, intercept = method.convention.push(method.kinds)
    same = (method.groups[:, None] == method.groups).astype(np.float64)
    ways = np.full(len(table), way)

    new_rating = rating_needed(ways, weight, rating, slope)
    new_weight = weight_needed(ways, weight, slope * rating + intercept, same)
    changes: pd.DataFrame = table.assign(
        rating_needed=new_rating,
        rating_change=new_rating - rating,
        rating_inside=(new_rating >= LOWEST) & (new_rating <= HIGHEST),
        weight_needed=new_weight,
        weight_change=new_weight - weight,
        weight_inside=(new_weight >= 0) & (new_weight < same @ weight),
        becomes=becomes,
    )
    return changes


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
