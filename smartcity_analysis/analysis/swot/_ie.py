"""The internal–external matrix: nine cells from the IFAS and the EFAS total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis.swot._kernels import AXES, ROUNDING

CALLER = "swot.ie_matrix"
LOWEST, HIGHEST = 1.0, 4.0
"""Totals of the 1–4 scale, weights summing to 1."""

CELLS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
"""Row by row: the external band from high to low, and in each the internal one."""

BANDS = ("high", "middle", "low")
GROUPS = {
    "grow_and_build": ("I", "II", "IV"),
    "hold_and_maintain": ("III", "V", "VII"),
    "consolidate": ("VI", "VIII", "IX"),
}
"""What the cells call for; the last group reads "harvest or divest" in books for companies."""

UNKNOWN = "unknown"
SHOWN = (
    *("ifas_total", "efas_total", "cell", "group", "internal_band", "external_band"),
    *("on_border", "internal_distance", "external_distance"),
)


@dataclass(frozen=True, slots=True, eq=False)
class IEMatrix:
    """The cell of the internal–external matrix, and how far another one is.

    Attributes
    ----------
    ifas_total, efas_total : float
        On 1–4; NaN when an axis has no total.
    cell : str
        ``"I"`` to ``"IX"``, or ``"unknown"`` when a total is missing.
    group : str
        ``"grow_and_build"`` (I, II, IV), ``"hold_and_maintain"`` (III, V, VII), ``"consolidate"``
        (VI, VIII, IX) or ``"unknown"``.
    internal_band, external_band : str
        ``"high"``, ``"middle"``, ``"low"`` or ``"unknown"``.
    on_border : bool
        Whether a total stands exactly on a cut; it then counts to the band above.
    internal_distance, external_distance : float
        Points from the total to the nearer cut; NaN without a total.
    neighbours : DataFrame
        Each cut that one total could cross alone: ``axis``, ``total``, ``cut``, ``change`` (cut −
        total), and the cell (``becomes``) and group (``becomes_group``) beyond it. Upward the cut
        itself suffices, downward the total must fall below it.
    cuts : (float, float)
    sample : bool
        Whether a judgement is marked as made up.
    """

    ifas_total: float
    efas_total: float
    cell: str
    group: str
    internal_band: str
    external_band: str
    on_border: bool
    internal_distance: float
    external_distance: float
    neighbours: pd.DataFrame
    cuts: tuple[float, float]
    sample: bool

    def __repr__(self) -> str:
        border = ", on a border" if self.on_border else ""
        return (
            f"<IEMatrix cell {self.cell} {self.group}, "
            f"IFAS {self.ifas_total:.2f} EFAS {self.efas_total:.2f}{border}>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in SHOWN}
        row |= {"lower_cut": self.cuts[0], "upper_cut": self.cuts[1]}
        return {"swot_ie": pd.DataFrame([row]), "swot_ie_neighbours": self.neighbours}


def ie_matrix(
    ifas_total: float,
    efas_total: float,
    *,
    cuts: tuple[float, float] = (2.0, 3.0),
    sample: bool = False,
) -> IEMatrix:
    """Find the cell of the internal–external matrix.

    Parameters
    ----------
    ifas_total, efas_total : float
        Totals on the 1–4 scale, as the conventions "rangkuti" and "david" give them; NaN when an
        axis has none. ``SwotPosition.ie()`` takes both from a position.
    cuts : (float, float), default=(2.0, 3.0)
        Where the middle band begins and ends, within 1–4.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    IEMatrix

    Raises
    ------
    ValueError
        If a total is outside 1–4, or the cuts do not rise within it.

    Notes
    -----
    ============== ================== ================== ==================
    EFAS, IFAS     3.00–4.00          2.00–2.99          1.00–1.99
    ============== ================== ================== ==================
    3.00–4.00      I                  II                 III
    2.00–2.99      IV                 V                  VI
    1.00–1.99      VII                VIII               IX
    ============== ================== ================== ==================

    A total on a cut counts to the band above, as the printed bands have it.

    References
    ----------
    David, *Strategic Management* (IE matrix); Wheelen & Hunger, *Strategic Management and
    Business Policy*. "Consolidate" is our word for a city, which cannot divest.

    Examples
    --------
    >>> ie_matrix(3.05, 2.4)
    <IEMatrix cell IV grow_and_build, IFAS 3.05 EFAS 2.40>
    """
    low, high = cuts
    if not LOWEST < low < high < HIGHEST:
        raise refuse(CALLER, "cuts", "a rising pair within 1–4", cuts)
    totals = (float(ifas_total), float(efas_total))
    for name, total in zip(("ifas_total", "efas_total"), totals, strict=True):
        if total < LOWEST - ROUNDING or total > HIGHEST + ROUNDING:
            rule = (
                "within 1–4: it needs the total of the conventions 'rangkuti' or 'david', "
                "the difference of 'severity' or 'signed' has no place in this matrix"
            )
            raise refuse(CALLER, name, rule, total)
    bands = (_band(totals[0], cuts), _band(totals[1], cuts))
    distances = [min(abs(cut - total) for cut in cuts) for total in totals]
    cell, group = _cell(*bands)
    return IEMatrix(
        ifas_total=totals[0],
        efas_total=totals[1],
        cell=cell,
        group=group,
        internal_band=_name(bands[0]),
        external_band=_name(bands[1]),
        on_border=any(distance <= ROUNDING for distance in distances),
        internal_distance=distances[0],
        external_distance=distances[1],
        neighbours=_neighbours(totals, bands, cuts),
        cuts=cuts,
        sample=bool(sample),
    )


def _name(band: int | None) -> str:
    return UNKNOWN if band is None else BANDS[band]


def _band(total: float, cuts: tuple[float, float]) -> int | None:
    """0 high, 1 middle, 2 low; the last digits of a float don't decide."""
    return None if np.isnan(total) else sum(total < cut - ROUNDING for cut in cuts)


def _cell(internal: int | None, external: int | None) -> tuple[str, str]:
    if internal is None or external is None:
        return UNKNOWN, UNKNOWN
    cell = CELLS[3 * external + internal]
    return cell, next(group for group, cells in GROUPS.items() if cell in cells)


def _neighbours(
    totals: tuple[float, float], bands: tuple[int | None, int | None], cuts: tuple[float, float]
) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for axis, (total, band) in enumerate(zip(totals, bands, strict=True)):
        if band is None or bands[1 - axis] is None:
            continue
        for beyond in (band - 1, band + 1):
            if 0 <= beyond < len(BANDS):
                cut = cuts[2 - max(band, beyond)]
                new = (beyond, bands[1]) if axis == 0 else (bands[0], beyond)
                rows.append((AXES[axis], total, cut, cut - total, *_cell(*new)))
    columns = ["axis", "total", "cut", "change", "becomes", "becomes_group"]
    return pd.DataFrame(rows, columns=columns)
