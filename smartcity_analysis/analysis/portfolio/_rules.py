"""Side constraints of a portfolio, written as rows ``low ≤ coefficients · chosen ≤ high``."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray

FIXING = ("must", "never")
"""Kinds that merely settle a programme, and leave a plain budget plain."""

Counts = Mapping[str, int | Mapping[Any, int]]
Needs = Mapping[Any, Any] | Iterable[tuple[Any, Any]]


class SideConstraints(TypedDict, total=False):
    """The arguments beside the budget, as :func:`portfolio.choose` explains them."""

    must: Iterable[Any]
    never: Iterable[Any]
    attributes: pd.DataFrame | None
    one_per: str | Sequence[str] | None
    at_least: Counts | None
    at_most: Counts | None
    requires: Needs | None
    excludes: Iterable[Sequence[Any]] | None
    yearly_price: pd.DataFrame | None
    yearly_ceiling: Mapping[Any, float] | pd.Series[Any] | None


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The constraints beside the budget, one row each.

    Attributes
    ----------
    rule, constraint : tuple of str
        As it was asked for, and the row of it: ``"one_per dimension"`` and
        ``"one_per dimension=GOV"``. The first word is the kind.
    low, high : array of shape (n_constraints,)
    matrix : array of shape (n_constraints, n_programmes)
    """

    rule: tuple[str, ...]
    constraint: tuple[str, ...]
    low: FloatArray
    high: FloatArray
    matrix: FloatArray

    def __len__(self) -> int:
        return len(self.rule)

    @property
    def kind(self) -> list[str]:
        """The argument that each constraint came with."""
        return [rule.split(" ", 1)[0] for rule in self.rule]

    @property
    def plain(self) -> bool:
        """Whether nothing but settled programmes stands beside the budget."""
        return set(self.kind) <= set(FIXING)

    def settled(self, kind: str) -> BoolArray:
        """Mark the programmes that ``"must"`` or ``"never"`` be chosen."""
        rows = [row for row, name in enumerate(self.kind) if name == kind]
        marked: BoolArray = (self.matrix[rows] != 0).any(axis=0)
        return marked

    def keep(self, rows: Sequence[int]) -> Rules:
        """Give the constraints of some rows only."""
        return Rules(
            tuple(self.rule[row] for row in rows),
            tuple(self.constraint[row] for row in rows),
            self.low[list(rows)],
            self.high[list(rows)],
            self.matrix[list(rows)],
        )

    def missed(self, chosen: BoolArray) -> tuple[str, ...]:
        """Name the constraints that a selection does not meet."""
        used = self.matrix @ chosen
        wrong = np.flatnonzero((used < self.low) | (used > self.high))
        return tuple(self.constraint[row] for row in wrong)

    def table(self, chosen: BoolArray) -> pd.DataFrame:
        """Set out what a selection uses of each constraint."""
        used = self.matrix @ chosen
        return pd.DataFrame(
            {
                "rule": self.rule,
                "constraint": self.constraint,
                "kind": self.kind,
                "low": self.low,
                "high": self.high,
                "used": used,
                "binding": (used == self.low) | (used == self.high),
            }
        )


@dataclass(slots=True, eq=False)
class _Writer:
    """Collects rows; every label is looked up here."""

    caller: str
    labels: pd.Index
    rows: list[tuple[str, str, float, float, FloatArray]]

    def add(
        self,
        rule: str,
        constraint: str,
        members: Mapping[int, float],
        low: float,
        high: float,
    ) -> None:
        row = np.zeros(len(self.labels))
        row[list(members)] = list(members.values())
        self.rows.append((rule, constraint, low, high, row))

    def place(self, name: str, label: Hashable) -> int:
        places = self.labels.get_indexer_for(pd.Index([label]))
        if places[0] < 0:
            raise refuse(self.caller, name, "made of labels that have a score and a price", label)
        return int(places[0])

    def settle(self, name: str, labels: Iterable[Any], value: float) -> list[Any]:
        if isinstance(labels, str):
            raise refuse(self.caller, name, "a sequence of labels", labels)
        labels = list(dict.fromkeys(labels))
        for label in labels:
            place = {self.place(name, label): 1.0}
            self.add(f"{name} {label}", f"{name} {label}", place, value, value)
        return labels

    def count(self, name: str, column: str, values: pd.Series[Any], bounds: Any) -> None:
        """Bound the number chosen in each group of a column."""
        present = values.unique().tolist()
        per_group = bounds if isinstance(bounds, Mapping) else dict.fromkeys(present, bounds)
        for group, number in per_group.items():
            if isinstance(number, bool) or not (number >= 0 and number == int(number)):
                raise refuse(self.caller, name, "made of whole numbers of at least 0", number)
            if group not in present and name != "at_least":
                raise refuse(self.caller, name, f"made of values of the column {column!r}", group)
            members = dict.fromkeys(np.flatnonzero((values == group).to_numpy()).tolist(), 1.0)
            low = -np.inf if name == "at_most" else float(number)
            high = np.inf if name == "at_least" else float(number)
            self.add(f"{name} {column}", f"{name} {column}={group}", members, low, high)

    def require(self, needs: Needs) -> None:
        pairs = needs.items() if isinstance(needs, Mapping) else needs
        for later, firsts in pairs:
            for first in [firsts] if isinstance(firsts, str) else _several(firsts):
                one, other = self.place("requires", later), self.place("requires", first)
                if one == other:
                    raise refuse(self.caller, "requires", "made of two different labels", later)
                name = f"requires {later} after {first}"
                self.add(name, name, {one: 1.0, other: -1.0}, -np.inf, 0)

    def exclude(self, groups: Iterable[Sequence[Hashable]]) -> None:
        for group in groups:
            if isinstance(group, str) or len({*group}) < 2:
                raise refuse(self.caller, "excludes", "made of pairs of different labels", group)
            name = "excludes " + ", ".join(map(str, group))
            members = {self.place("excludes", label): 1.0 for label in group}
            self.add(name, name, members, -np.inf, 1)


def read_rules(
    caller: str,
    labels: pd.Index,
    *,
    must: Iterable[Any] = (),
    never: Iterable[Any] = (),
    attributes: pd.DataFrame | None = None,
    one_per: str | Sequence[str] | None = None,
    at_least: Counts | None = None,
    at_most: Counts | None = None,
    requires: Needs | None = None,
    excludes: Iterable[Sequence[Any]] | None = None,
    yearly_price: pd.DataFrame | None = None,
    yearly_ceiling: Mapping[Any, float] | pd.Series[Any] | None = None,
) -> Rules:
    """Check the side constraints and write them as rows."""
    writer = _Writer(caller, labels, [])
    settled = writer.settle("must", must, 1)
    for label in writer.settle("never", never, 0):
        if label in settled:
            raise refuse(caller, "never", "without a label that must be chosen", label)
    columns = [one_per] if isinstance(one_per, str) else list(one_per or ())
    asked: list[tuple[str, str, Any]] = [("one_per", column, 1) for column in columns]
    asked += [("at_least", column, bound) for column, bound in (at_least or {}).items()]
    asked += [("at_most", column, bound) for column, bound in (at_most or {}).items()]
    for name, column, bound in asked:
        writer.count(name, column, _column(caller, name, column, attributes, labels), bound)
    writer.require(requires or ())
    writer.exclude(excludes or ())
    _years(writer, yearly_price, yearly_ceiling)
    rows = writer.rows
    return Rules(
        rule=tuple(row[0] for row in rows),
        constraint=tuple(row[1] for row in rows),
        low=np.array([row[2] for row in rows], dtype=np.float64),
        high=np.array([row[3] for row in rows], dtype=np.float64),
        matrix=np.array([row[4] for row in rows]).reshape(len(rows), len(labels)),
    )


def _several(firsts: Any) -> list[Any]:
    return list(firsts) if isinstance(firsts, list | tuple | set | frozenset) else [firsts]


def _column(
    caller: str, name: str, column: str, attributes: pd.DataFrame | None, labels: pd.Index
) -> pd.Series[Any]:
    if attributes is None or column not in attributes.columns:
        rule = f"a DataFrame with the column {column!r}, which {name} asks for"
        raise refuse(caller, "attributes", rule, None if attributes is None else "one without")
    if attributes.index.has_duplicates:
        twice = attributes.index[attributes.index.duplicated()][0]
        raise refuse(caller, "attributes", "indexed by unique labels", twice)
    values = attributes[column].reindex(labels)
    if values.isna().any():
        blank = values.index[values.isna()][0]
        raise refuse(caller, "attributes", f"filled in column {column!r}", f"a blank at {blank}")
    return values


def _years(
    writer: _Writer,
    prices: pd.DataFrame | None,
    ceilings: Mapping[Any, float] | pd.Series[Any] | None,
) -> None:
    if (prices is None) != (ceilings is None):
        missing = "yearly_price" if prices is None else "yearly_ceiling"
        raise refuse(writer.caller, missing, "given together with its counterpart", None)
    if prices is None or ceilings is None:
        return
    for year, ceiling in ceilings.items():
        if year not in prices.columns:
            rule = "a DataFrame with a column for every year of `yearly_ceiling`"
            raise refuse(writer.caller, "yearly_price", rule, f"one without {year}")
        if not ceiling >= 0:
            raise refuse(writer.caller, "yearly_ceiling", "at least 0", f"{ceiling} in {year}")
        column = prices[year].reindex(writer.labels).to_numpy(dtype=np.float64)
        wrong = np.flatnonzero(~((column >= 0) & (column == np.rint(column))))
        if len(wrong):
            at = f"{column[wrong[0]]} at {writer.labels[wrong[0]]}, {year}"
            rule = "made of whole rupiah of at least 0"
            raise refuse(writer.caller, "yearly_price", rule, at)
        members = dict(enumerate(column.tolist()))
        writer.add(f"yearly_ceiling {year}", f"yearly_ceiling {year}", members, -np.inf, ceiling)
