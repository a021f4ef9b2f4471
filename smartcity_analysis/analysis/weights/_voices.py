"""Who speaks with how much weight: raters, the OPD they share, and the blocks of a triple helix."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._typing import FloatArray, IntArray

Labels = tuple[Hashable, ...]
By = Mapping[Hashable, Hashable] | pd.Series
Numbers = Mapping[Hashable, float] | pd.Series
WHOLE = "all"
"""The one block there is when nobody named blocks."""


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """The share of every rater, and how it came about.

    Attributes
    ----------
    raters : tuple of label
    agencies : tuple of str
        The OPD of each rater; empty where the rater speaks alone.
    blocks : tuple of label
        The block of each rater, ``"all"`` without blocks.
    stated : mapping of label to float
        Block weights as shares of 1, blocks without raters included.
    shares : array of shape (k,)
        Sums to 1.
    empty : tuple of label
        Blocks without raters; their weight is spread over the others in proportion.
    unit : array of shape (k,)
        The voting unit of each rater, numbered from 0.
    """

    raters: Labels
    agencies: Labels
    blocks: Labels
    stated: Mapping[Hashable, float]
    shares: FloatArray
    empty: Labels
    unit: IntArray

    @property
    def n_units(self) -> int:
        """Number of voting units: OPD, and raters who speak alone."""
        return int(self.unit.max()) + 1

    def rater_table(self) -> pd.DataFrame:
        """One row per rater: rater, agency, block, share."""
        columns = {"rater": self.raters, "agency": self.agencies, "block": self.blocks}
        lists = {name: list(values) for name, values in columns.items()}
        return pd.DataFrame({**lists, "share": self.shares})

    def block_table(self) -> pd.DataFrame:
        """One row per block: block, stated_weight, share, n_raters, n_units."""
        rows = []
        for block, weight in self.stated.items():
            mine = np.array([block == other for other in self.blocks])
            units = len(set(self.unit[mine].tolist()))
            rows.append((block, weight, float(self.shares[mine].sum()), int(mine.sum()), units))
        names = ["block", "stated_weight", "share", "n_raters", "n_units"]
        return pd.DataFrame(rows, columns=names)

    def told(self) -> str:
        """Word who votes with how much, in one line."""
        votes = "one vote per rater"
        if any(self.agencies):
            votes = f"one vote per OPD ({self.n_units} units of {len(self.raters)} raters)"
        elif np.ptp(self.shares) > 1e-12 and len(self.stated) == 1:
            votes = "raters weighted as stated"
        if len(self.stated) > 1:
            kept = ", ".join(f"{name} {weight:.2f}" for name, weight in self.stated.items())
            votes += f" within blocks ({kept})"
        if self.empty:
            votes += f"; nobody for {', '.join(map(str, self.empty))}, weight spread over the rest"
        return votes


def voices(
    caller: str,
    raters: Labels,
    *,
    agencies: By | None = None,
    rater_weights: Numbers | None = None,
    blocks: By | None = None,
    block_weights: Numbers | None = None,
) -> Voices:
    """Share one vote out: over the blocks, in a block over its OPD, in an OPD over its raters.

    Raises
    ------
    ValueError
        If a rater has no block or no weight (naming the rater), a block no weight, a weight is
        negative, or OPD and rater weights are both given.

    Examples
    --------
    >>> block = {"P-1": "government", "P-2": "government", "P-3": "business"}
    >>> stated = {"government": 2, "business": 1, "academia": 1}
    >>> found = voices("f", ("P-1", "P-2", "P-3"), blocks=block, block_weights=stated)
    >>> found.shares.round(3).tolist(), found.empty
    ([0.333, 0.333, 0.333], ('academia',))
    """
    if agencies is not None and rater_weights is not None:
        raise refuse(caller, "rater_weights", "None when agencies are given", "both")
    if block_weights is not None and blocks is None:
        raise refuse(caller, "blocks", "given when block_weights are", None)
    if agencies is None and rater_weights is None and blocks is None:
        alone, count = ("",) * len(raters), len(raters)
        one = (WHOLE,) * count
        return Voices(
            raters, alone, one, {WHOLE: 1.0}, np.full(count, 1 / count), (), np.arange(count)
        )
    agency = tuple(_agency(agencies, rater) for rater in raters)
    block = (
        (WHOLE,) * len(raters) if blocks is None else _looked_up(caller, "blocks", blocks, raters)
    )
    own = np.ones(len(raters))
    if rater_weights is not None:
        given = _looked_up(caller, "rater_weights", rater_weights, raters)
        own = _weights(caller, "rater_weights", raters, given)
    present = tuple(dict.fromkeys(block))
    stated = _stated(caller, block_weights, present)
    keys = [(b, a or ("", r)) for b, a, r in zip(block, agency, raters, strict=True)]
    place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    unit = np.array([place[key] for key in keys])
    # A unit has one vote however many raters it sends; stated weights make a rater's vote larger.
    share = own / np.bincount(unit)[unit]
    number = np.array([present.index(name) for name in block])
    totals = np.bincount(number, weights=share)
    reach = np.array([stated[name] for name in present])
    if (totals == 0).any() or reach.sum() == 0:
        raise refuse(caller, "block_weights", "above 0 for a block whose raters count", "0")
    share = share / totals[number] * (reach / reach.sum())[number]
    empty = tuple(name for name in stated if name not in present)
    return Voices(raters, agency, block, stated, share, empty, unit)


def _agency(agencies: By | None, rater: Hashable) -> Hashable:
    found = None if agencies is None else agencies.get(rater)
    return "" if found is None or found is pd.NA or found != found else found


def _looked_up(caller: str, name: str, table: Any, raters: Labels) -> tuple[Any, ...]:
    lost = [rater for rater in raters if rater not in table]
    if lost:
        rule = "complete, with an entry for every rater"
        raise refuse(caller, name, rule, f"none for {lost[0]!r}")
    return tuple(table[rater] for rater in raters)


def _weights(caller: str, name: str, labels: Labels, given: Iterable[float]) -> FloatArray:
    values = np.array([*given], dtype=np.float64)
    bad = ~((values >= 0) & (values < np.inf))
    if bad.any() or values.sum() == 0:
        label = labels[int(np.argmax(bad))]
        found = f"{values[bad][0]:g} for {label!r}" if bad.any() else "all zero"
        raise refuse(caller, name, "numbers of at least 0, not all zero", found)
    return values


def _stated(caller: str, given: Numbers | None, present: Labels) -> dict[Hashable, float]:
    if given is None:
        return dict.fromkeys(present, 1 / len(present))
    lost = [name for name in present if name not in given]
    if lost:
        rule = "complete, with a weight for every block"
        raise refuse(caller, "block_weights", rule, f"none for {lost[0]!r}")
    blocks = tuple(given.keys())
    values = _weights(
        caller, "block_weights", blocks, given.values() if isinstance(given, Mapping) else given
    )
    return dict(zip(blocks, (values / values.sum()).tolist(), strict=True))
