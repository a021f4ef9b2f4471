"""What changed in the worksheets since an earlier stage froze them, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import check_choice, check_columns, is_sample
from smartcity_analysis.analysis._sheets import columns_of
from smartcity_analysis.analysis.plan._rows import text

CALLER = "plan.changes"
CHANGE_KINDS = ("added", "dropped", "moved", "changed")
LOG = "plan_changes"
"""The worksheet of reasons: it explains changes and is none itself."""

PLANS, ROADMAP = "programme_plans", "roadmap"
TIMES = frozenset({"start_year", "end_year"})
CALLED = ("short_name", "name", "statement")
REASONS = ("programme", "stage", "change", "reason", "decided_by", "date", "status")
COLUMNS = (
    *("table", "code", "name", "change", "column", "before", "after", "follows"),
    *("reason", "decided_by", "date"),
)
ABOUT = {
    "programme": "programmes",
    "quick_win": "quick_wins",
    "issue": "issues",
    "strategy": "strategies",
    "factor": "swot_factors",
    "agency": "agencies",
}
"""What a row without a name of its own is about: the column that names it, and its table."""

JOINT = " / "

Cells = dict[str, dict[str, str]]
Difference = tuple[str, str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Row by row, what was added, dropped, moved or changed since a stage.

    Attributes
    ----------
    table : DataFrame
        One row per added or dropped row, and per changed cell: ``table``, ``code`` (the key, parts
        joined by " / "), ``name``, ``change`` (added, dropped, changed; moved when nothing but the
        years of a programme changed), ``column`` with the text ``before`` and ``after`` (None for a
        blank), ``follows`` (the row came, went or moved with its programme) and, from the log of
        decisions, ``reason``, ``decided_by`` and ``date``.
    counts : DataFrame
        Number of rows of a worksheet, not of cells, by ``table`` and ``change``.
    since : int
        The stage whose worksheets are compared with those of now.
    compared : tuple of str
        Worksheets that could be compared.
    n_rows : int
        How many rows these hold now.
    reasons : DataFrame
        The decisions since that stage.
    sample : bool
        Whether a row that was added, moved or changed, or a reason, is marked as made up.
    """

    table: pd.DataFrame
    counts: pd.DataFrame
    since: int
    compared: tuple[str, ...]
    n_rows: int
    reasons: pd.DataFrame
    sample: bool

    def __repr__(self) -> str:
        found = self.counts.groupby("change")["count"].sum().reindex(CHANGE_KINDS, fill_value=0)
        told = ", ".join(f"{count} {kind}" for kind, count in found.items())
        return f"<Changes since stage {self.since}: {told} in {len(self.compared)} tables>"

    @property
    def programmes(self) -> pd.DataFrame:
        """One row per planned programme that changed."""
        return self.items[self.items["table"] == PLANS]

    @property
    def items(self) -> pd.DataFrame:
        """One row per row of a worksheet that changed."""
        kept = ["table", "code", "name", "change", "follows", "reason", "decided_by", "date"]
        return self.table[kept].drop_duplicates(["table", "code"], ignore_index=True)

    @property
    def unexplained(self) -> pd.DataFrame:
        """Planned programmes that changed although no decision says why."""
        return self.programmes[self.programmes["reason"].isna()]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"changes": self.table, "changes_counts": self.counts}


def changes(
    before: Mapping[str, pd.DataFrame],
    now: Mapping[str, pd.DataFrame],
    *,
    keys: Mapping[str, Sequence[str]],
    since: int,
    reasons: pd.DataFrame | None = None,
    sample: bool = False,
) -> Changes:
    """Compare the worksheets of now with those that a stage froze, row by row.

    Parameters
    ----------
    before : mapping of str to DataFrame
        The frozen worksheets, all text, "" for blank. Only these are compared. None is modified.
    now : mapping of str to DataFrame
        The worksheets as they are now; one that is missing counts as empty. None is modified.
    keys : mapping of str to sequence of str
        The columns that name a row, by worksheet; a worksheet without is passed over.
    since : {1, 2, 3}
        The stage that froze `before`.
    reasons : DataFrame, optional
        Decisions: ``programme``, ``stage``, ``change`` (added, dropped or moved), ``reason``,
        ``decided_by``, ``date``. Those of later stages than `since` explain changes of that kind.
    sample : bool, default=False
        Say that the comparison rests on made-up rows although none of the changed ones is marked.

    Returns
    -------
    Changes

    Raises
    ------
    ValueError
        If there is no such stage, or a worksheet of now lacks its key.

    Notes
    -----
    Cells are compared as text in one form: 8, 8.0 and "8" are the same, dates are ISO, lists are
    joined by "; ", and a blank differs from nought. Columns that only one side has are left out.

    Examples
    --------
    >>> frozen = {"programme_plans": pd.DataFrame({"programme": ["PR-01"], "start_year": ["2023"]})}
    >>> today = {"programme_plans": pd.DataFrame({"programme": ["PR-01"], "start_year": [2024]})}
    >>> changes(frozen, today, keys={"programme_plans": ["programme"]}, since=2)
    <Changes since stage 2: 0 added, 0 dropped, 1 moved, 0 changed in 1 tables>
    """
    check_choice(CALLER, "since", str(since), ("1", "2", "3"))
    decided = columns_of(reasons, REASONS)
    decided = decided[pd.to_numeric(decided["stage"]) > since]
    compared = tuple(name for name in before if name in keys and name != LOG)
    rows: list[tuple[str | None, ...]] = []
    n_rows, made_up = 0, False
    for name in compared:
        key = list(keys[name])
        today = now.get(name, before[name].iloc[:0])
        check_columns(CALLER, "now", today, key)
        check_columns(CALLER, "before", before[name], key)
        shared = [str(column) for column in before[name] if column in today]
        old, new = cells(before[name], key, shared), cells(today, key, shared)
        n_rows += len(new)
        called = _names(name, now, before, key)
        found = list(_differences(name, old, new))
        rows += [(name, code, called.get(code), *rest) for code, *rest in found]
        made_up |= any(new.get(code, {}).get("status") == "sample" for code, *_ in found)
    explained = [(*row, False, *decision(decided, row[1], row[3])) for row in rows]
    table = pd.DataFrame(explained, columns=list(COLUMNS), dtype=object)
    table["follows"] = follows(table)
    return Changes(
        table=table,
        counts=_counts(table),
        since=since,
        compared=compared,
        n_rows=n_rows,
        reasons=decided,
        sample=is_sample(decided, sample=sample or made_up),
    )


def cells(frame: pd.DataFrame, key: Sequence[str], columns: Sequence[str]) -> Cells:
    """Write every cell in the one form in which cells are compared, by row and column.

    Examples
    --------
    >>> cells(pd.DataFrame({"code": ["A"], "value": [8.0]}), ["code"], ["value"])
    {'A': {'value': '8'}}
    """
    written = {name: [canonical(value) for value in frame[name]] for name in {*key, *columns}}
    codes = [JOINT.join(parts) for parts in zip(*(written[name] for name in key), strict=True)]
    return {
        code: {name: written[name][place] for name in columns} for place, code in enumerate(codes)
    }


def canonical(value: object) -> str:
    """Write a cell so that equal contents are equal texts.

    Examples
    --------
    >>> [canonical(v) for v in (8.0, "8.0", 0.5, None, pd.Timestamp("2022-09-14"), ("I-01", "I-02"))]
    ['8', '8', '0.5', '', '2022-09-14', 'I-01; I-02']
    """  # noqa: E501
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    written = repr(float(value)) if isinstance(value, float) else str(value)
    whole = written.removesuffix(".0")
    return whole if whole.removeprefix("-").isdigit() else written


def _differences(table: str, old: Cells, new: Cells) -> list[Difference]:
    """List (code, change, column, before, after): what is new first, then gone, then changed."""
    found: list[Difference] = []
    found += [(code, "added", None, None, None) for code in new if code not in old]
    found += [(code, "dropped", None, None, None) for code in old if code not in new]
    for code, row in new.items():
        differing = [c for c in row if code in old and old[code][c] != row[c]]
        moved = table == PLANS and TIMES.issuperset(differing)
        kind = "moved" if moved else "changed"
        found += [(code, kind, c, old[code][c] or None, row[c] or None) for c in differing]
    return found


def follows(table: pd.DataFrame) -> list[bool]:
    """Tell which rows came or went with a programme that the plan gained, lost or moved.

    Of a programme that was moved these are its years on the roadmap, nothing else.
    """
    plans = table[table["table"] == PLANS]
    whole = set(plans.loc[plans["change"].isin(["added", "dropped"]), "code"])
    moved = whole | set(plans.loc[plans["change"] == "moved", "code"])
    return [
        change in ("added", "dropped")
        and name != PLANS
        and not (moved if name == ROADMAP else whole).isdisjoint(str(code).split(JOINT))
        for change, name, code in zip(table["change"], table["table"], table["code"], strict=True)
    ]


def _names(
    table: str,
    now: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    key: Sequence[str],
) -> dict[str, str]:
    """Map the code of a row to what it is called, now or else before."""
    return _called(before, table, key) | _called(now, table, key)


def _called(frames: Mapping[str, pd.DataFrame], table: str, key: Sequence[str]) -> dict[str, str]:
    """Map the code of a row to its own name, or to that of the row which it is about."""
    frame = frames.get(table)
    if frame is None or not set(key) <= set(frame):
        return {}
    own = next((name for name in CALLED if name in frame), None)
    about = next((name for name in ABOUT if name in frame and ABOUT[name] != table), None)
    if own:
        names = {code: row[own] for code, row in cells(frame, key, [own]).items()}
    elif "indicator" in frame:
        dictionary = reference.indicators()
        known = cells(frame, key, ["indicator"]).items()
        names = {
            c: dictionary[row["indicator"]].name
            for c, row in known
            if row["indicator"] in dictionary
        }
    elif about:
        parents = _called(frames, ABOUT[about], [about])
        names = {c: parents.get(row[about], "") for c, row in cells(frame, key, [about]).items()}
    else:
        names = {}
    return {code: name for code, name in names.items() if name}


def decision(
    decided: pd.DataFrame, code: str | None, change: str | None
) -> tuple[str | None, str | None, str | None]:
    """Return the last decision of a kind on a programme: its reason, by whom and when."""
    programme = str(code).split(JOINT)[0]
    rows = decided[(decided["programme"] == programme) & (decided["change"] == change)]
    if rows.empty:
        return None, None, None
    last = rows.iloc[-1]
    return text(last["reason"]), text(last["decided_by"]), canonical(last["date"]) or None


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.drop_duplicates(["table", "code"])
    counted = rows.groupby(["table", "change"], sort=False).size()
    return counted.rename("count").reset_index()
