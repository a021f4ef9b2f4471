"""What each table and each result must fulfil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Protocol

import pandas as pd

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.analysis.priority import UsgRanking

KINDS = ("strength", "weakness", "opportunity", "threat")
RATED = (("swot_factors", "factor", "swot_ratings"), ("issues", "issue", "usg_ratings"))


class Before(Protocol):
    """The stage before: how it was judged, and what has changed since."""

    @property
    def status(self) -> str:
        """One of ready, ready_with_notes, not_ready."""

    @property
    def stale(self) -> tuple[str, ...]:
        """What has changed since it was computed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at besides a result."""

    tables: Mapping[str, pd.DataFrame]
    stage: int
    before: Before | None
    min_submitted: float
    min_raters: int

    def table(self, name: str) -> pd.DataFrame:
        """Give a table, empty when it was not handed in."""
        return self.tables.get(name, pd.DataFrame())


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how many of how many fail it."""

    name: str
    effect: str
    failing: int
    checked: int
    needed: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing fails, and there is something at all where something is needed."""
        return self.failing == 0 and not (self.needed and self.checked == 0)


def rules_of_tables(facts: Facts) -> Iterator[Rule]:
    """Yield the rules about the worksheets themselves, the same at every stage."""
    marked = [t for t in facts.tables.values() if "status" in t.columns and len(t)]
    made_up = sum(bool((t["status"] == "sample").any()) for t in marked)
    yield Rule("samples", "blocking", made_up, len(marked))
    if facts.stage > 1:
        yield from _grounded(facts.before)
        return
    kinds = set(facts.table("swot_factors").get("kind", ()))
    yield Rule("boxes", "blocking", len({*KINDS} - kinds), len(KINDS))
    for name, key, ratings in RATED:
        yield _raters(name, key, ratings, facts)
    yield Rule("conflicts", "note", *_conflicts(facts.table("source_conflicts")))
    blank = facts.table("indicators").get("value", pd.Series(dtype=float)).isna()
    yield Rule("blanks", "note", int(blank.sum()), len(blank), needed=True)


def _grounded(before: Before | None) -> Iterator[Rule]:
    """Yield the rules about the stage before: it is there, it is current, it was itself ready."""
    stale = 0 if before is None else len(before.stale)
    undecided = int(before is not None and before.status == "not_ready")
    yield Rule("predecessor", "blocking", stale, max(stale, int(before is not None)), needed=True)
    yield Rule("predecessor_ready", "blocking", undecided, int(before is not None), needed=True)


def _raters(name: str, key: str, ratings: str, facts: Facts) -> Rule:
    items, given = facts.table(name), facts.table(ratings)
    if items.empty:
        return Rule(f"raters_{name}", "note", 0, 0, needed=True)
    counts = given.groupby(key)["rater"].nunique() if len(given) else pd.Series(dtype=int)
    thin = items[key].map(counts).fillna(0) < facts.min_raters
    return Rule(f"raters_{name}", "note", int(thin.sum()), len(items), needed=True)


def _conflicts(frame: pd.DataFrame) -> tuple[int, int]:
    count = 0 if frame.empty else len(frame.drop_duplicates(["area_code", "indicator", "year"]))
    return count, count


@singledispatch
def rules_of(result: object, facts: Facts) -> list[Rule]:
    """Give the rules that a result brings; one that is not registered brings none."""
    return []


@rules_of.register
def _(result: Coverage, facts: Facts) -> list[Rule]:
    missing = result.n_agencies - result.n_received
    too_few = result.n_received < facts.min_submitted * result.n_agencies
    return [
        Rule(
            "submitted_enough",
            "blocking",
            missing if too_few else 0,
            result.n_agencies,
            needed=True,
        ),
        Rule("submitted_all", "note", missing, result.n_agencies),
        Rule("evidence", "note", len(result.unsupported_factors), result.n_factors, needed=True),
    ]


@rules_of.register
def _(result: UsgRanking, facts: Facts) -> list[Rule]:
    unrated = int(result.table["total"].isna().sum())
    return [Rule("issues_rated", "blocking", unrated, len(result.table), needed=True)]
