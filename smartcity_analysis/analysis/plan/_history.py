"""The log of changes over the stages: each change once, at the stage that brought it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis.plan._changes import PLANS, TIMES, Changes, decision, follows
from smartcity_analysis.analysis.plan._rows import text

CALLER = "plan.history"
ABSENT = "\0"
"""Stands for a row that is not there, which a blank cell is not."""

Item = tuple[str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Every change of the worksheets since the first stage, in the order of the stages.

    Attributes
    ----------
    table : DataFrame
        As the table of :class:`Changes`, with ``stage`` before it: the first stage that worked with
        the change.
    counts : DataFrame
        Number of rows of a worksheet by ``stage`` and ``change``.
    since : tuple of int
        The stages that were compared.
    sample : bool
    """

    table: pd.DataFrame
    counts: pd.DataFrame
    since: tuple[int, ...]
    sample: bool

    def __repr__(self) -> str:
        rows = self.table.drop_duplicates(["stage", "table", "code"])
        return f"<History {len(rows)} rows changed since stage {min(self.since)}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"change_log": self.table, "change_log_counts": self.counts}


def history(*changes: Changes, stage: int = 4) -> History:
    """Put the comparisons with several stages together into one log.

    Parameters
    ----------
    *changes : Changes
        What changed between an earlier stage and now, one for each stage, in any order.
    stage : int, default=4
        The stage of now.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If nothing is given, a stage is given twice, or one is not before `stage`.

    Notes
    -----
    Each comparison is with now, so that a change of stage 2 stands in the comparison with stage 1
    only, one of stage 4 in all of them. The log undoes this: the states of a cell at each stage
    follow from what it was before, and each step between two of them is one change.

    Examples
    --------
    >>> from smartcity_analysis.analysis.plan import changes
    >>> old = {"issues": pd.DataFrame({"issue": ["I-01"], "short_name": ["Air"]})}
    >>> new = {"issues": pd.DataFrame({"issue": ["I-01"], "short_name": ["Air bersih"]})}
    >>> key = {"issues": ["issue"]}
    >>> log = history(changes(old, new, keys=key, since=1), changes(new, new, keys=key, since=2))
    >>> log.table[["stage", "before", "after"]].values.tolist()
    [[2, 'Air', 'Air bersih']]
    """
    ordered = sorted(changes, key=lambda found: found.since)
    stages = tuple(found.since for found in ordered)
    if not stages or len(set(stages)) < len(stages) or stages[-1] >= stage:
        rule = f"one comparison each with stages before {stage}"
        raise refuse(CALLER, "changes", rule, stages)
    names: dict[Item, str | None] = {}
    for found in ordered:
        names |= {_item(row): text(row["name"]) for row in found.table.to_dict("records")}
    indexed = [_indexed(found) for found in ordered]
    rows = [
        (step_stage, *item[:2], name, kind, item[2] or None, before, after)
        for item, name in names.items()
        for step_stage, kind, before, after in _steps(
            item, ordered, indexed, until=(*stages[1:], stage)
        )
    ]
    columns = ["stage", "table", "code", "name", "change", "column", "before", "after"]
    table = _as_moves(pd.DataFrame(rows, columns=columns, dtype=object))
    table = table.sort_values("stage", kind="stable", ignore_index=True)
    table["follows"] = False
    for _, brought in table.groupby("stage"):
        table.loc[brought.index, "follows"] = follows(brought)
    table = _explained(table, ordered[0].reasons).astype({"stage": "int64", "follows": bool})
    return History(table=table, counts=_counts(table), since=stages, sample=is_sample(*ordered))


def _item(row: dict[Hashable, object]) -> Item:
    return str(row["table"]), str(row["code"]), text(row["column"]) or ""


def _indexed(found: Changes) -> dict[Item, tuple[str, str]]:
    """Map every item that changed to its state then and now."""
    states = {"added": (ABSENT, ""), "dropped": ("", ABSENT)}
    return {
        _item(row): states.get(
            str(row["change"]), (text(row["before"]) or "", text(row["after"]) or "")
        )
        for row in found.table.to_dict("records")
    }


def _steps(
    item: Item,
    ordered: Sequence[Changes],
    indexed: Sequence[dict[Item, tuple[str, str]]],
    *,
    until: tuple[int, ...],
) -> list[tuple[int, str, str | None, str | None]]:
    """List the steps of one cell, or of the presence of one row, between the stages."""
    table, code, column = item
    known = [
        place
        for place, found in enumerate(ordered)
        if table in found.compared
        and not (column and indexed[place].get((table, code, "")) == (ABSENT, ""))
    ]
    last = next(indexed[place][item][1] for place in known if item in indexed[place])
    states = [indexed[place].get(item, (last, last))[0] for place in known]
    steps = []
    for before, after, place in zip(states, [*states[1:], last], known, strict=True):
        if before != after:
            kind = "added" if before == ABSENT else "dropped" if after == ABSENT else "changed"
            blank = ("", ABSENT)
            shown = (None if before in blank else before, None if after in blank else after)
            steps.append((until[place], kind, *shown))
    return steps


def _as_moves(table: pd.DataFrame) -> pd.DataFrame:
    """Call the changes of a programme that touch nothing but its years a move."""
    changed = table[(table["table"] == PLANS) & (table["change"] == "changed")]
    for _, rows in changed.groupby(["stage", "code"]):
        if TIMES.issuperset(rows["column"]):
            table.loc[rows.index, "change"] = "moved"
    return table


def _explained(table: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Add the last decision of the same kind that was not taken after the stage."""
    stages = pd.to_numeric(decided["stage"])
    found = [
        decision(decided[stages <= stage], code, change)
        for stage, code, change in table[["stage", "code", "change"]].itertuples(index=False)
    ]
    columns = ["reason", "decided_by", "date"]
    return table.join(pd.DataFrame(found, columns=columns, index=table.index, dtype=object))


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.drop_duplicates(["stage", "table", "code"])
    counted = rows.groupby(["stage", "table", "change"], sort=False).size()
    return counted.rename("count").reset_index()
