"""The values that every later evaluation starts from, and whether the frozen ones still hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._sheets import LEVELS, numbers
from smartcity_analysis.analysis.monitoring._shared import kept, made_up, taken, years

COLUMNS = (
    *("code", "kind", "name", "unit", "value", "value_text", "year"),
    *("source", "address", "status"),
)
KEY = ("code", "kind")
DIFFERENCES = (*KEY, "name", "before", "after", "before_year", "after_year", "change")
MISSING = (*KEY, "name")


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The baseline in force.

    Attributes
    ----------
    table : DataFrame
        One row per value: ``code`` (of the indicator or programme), ``kind`` (``indicator``, or
        the level ``output``, ``outcome``, ``impact`` of a programme's indicator), ``name``,
        ``unit``, ``value``, ``value_text`` (as written; names the level of an ordinal), ``year``,
        ``source``, ``address``, ``status``; by kind and code. The frozen rows, when there are any
        and they differ from today's.
    digest : str
        SHA-256 over codes, kinds, values, years and units of `table`.
    differences : DataFrame
        Today's data against the frozen: ``code``, ``kind``, ``name``, ``before``, ``after`` and
        their years, ``change`` (``added``, ``dropped``, ``changed``). Empty before the first
        freeze.
    missing : DataFrame
        Objectives and programme indicators that have no value to start from.
    state : {"frozen", "differs"}
        ``frozen`` also before the first freeze: then `table` is what gets frozen.
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    digest: str
    differences: pd.DataFrame
    missing: pd.DataFrame
    state: str
    sample: bool

    @property
    def n(self) -> int:
        """Number of values."""
        return len(self.table)

    def __repr__(self) -> str:
        if self.state == "differs":
            return f"<Baseline of {self.n} values, today differs in {len(self.differences)}>"
        return f"<Baseline of {self.n} values, {self.digest[:12]}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "baseline": self.table,
            "baseline_differences": self.differences,
            "baseline_missing": self.missing,
        }


def baseline(
    objectives: pd.DataFrame,
    programme_indicators: pd.DataFrame,
    gap: pd.DataFrame,
    *,
    frozen: pd.DataFrame | None = None,
) -> Baseline:
    """Collect the values that later evaluations start from, and compare them with frozen ones.

    Parameters
    ----------
    objectives : DataFrame
        The objectives as stage 2 froze them; says which have no value to start from. Not modified.
    programme_indicators : DataFrame
        Indicators of the programmes. One that has a code of the dictionary takes its value from
        `gap`, so that one indicator never starts from two values. Not modified.
    gap : DataFrame
        The city's latest values as stage 1 froze them. Not modified.
    frozen : DataFrame, optional
        `table` of an earlier freeze, also as a file gives it back. It stays in force. Not modified.

    Returns
    -------
    Baseline

    Examples
    --------
    >>> gap = pd.DataFrame({"indicator": ["tpt"], "unit": ["persen"], "value": [6.68], "year": [2022]})
    >>> first = baseline(pd.DataFrame(), pd.DataFrame(), gap)
    >>> baseline(pd.DataFrame(), pd.DataFrame(), gap.assign(value=6.5), frozen=first.table)
    <Baseline of 1 values, today differs in 1>
    """  # noqa: E501
    measured = _indicators(gap)
    watched = _programmes(programme_indicators, measured)
    whole = pd.concat([measured, watched], ignore_index=True)
    now = _ordered(whole.dropna(subset=["value"]))
    held = now if frozen is None else _ordered(taken(frozen, COLUMNS))
    differences = _differences(held, now)
    table = held if len(differences) else now
    return Baseline(
        table=table,
        digest=_digest(table),
        differences=differences,
        missing=_missing(objectives, whole),
        state="differs" if len(differences) else "frozen",
        sample=made_up(programme_indicators) or bool((table["status"] == "sample").any()),
    )


def _indicators(gap: pd.DataFrame) -> pd.DataFrame:
    rows = taken(gap, ["indicator", *COLUMNS[2:]]).rename(columns={"indicator": "code"})
    return rows.dropna(subset=["code"]).assign(kind="indicator")[list(COLUMNS)]


def _programmes(programme_indicators: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Give the indicators of programmes; one of the dictionary takes the value measured there."""
    given = ("programme", "level", "indicator", "name", "unit", "baseline", "baseline_year")
    rows = taken(programme_indicators, [*given, "data_source", "status"]).rename(
        columns={
            "programme": "code",
            "level": "kind",
            "baseline": "value",
            "baseline_year": "year",
            "data_source": "source",
        }
    )
    rows = rows.reindex(columns=[*COLUMNS, "indicator"])
    known = measured.set_index("code")
    taken_over = rows["indicator"].isin(known.index)
    for column in ("value", "value_text", "year", "source", "address", "status"):
        theirs = rows["indicator"].map(known[column])
        rows[column] = rows[column].where(~taken_over, theirs)
    return rows[list(COLUMNS)]


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Bring rows into one order and one form, whether computed or read back from a file."""
    place = {kind: i for i, kind in enumerate(("indicator", *LEVELS))}
    rows = rows.assign(
        value=numbers(rows["value"]), year=years(rows["year"]), place=rows["kind"].map(place)
    )
    rows = rows.sort_values(["place", "code"], kind="stable", ignore_index=True)
    texts = [name for name in COLUMNS if name not in ("value", "year")]
    plain = rows[texts].astype(object)
    rows[texts] = plain.where(plain.notna(), None)
    return rows[list(COLUMNS)]


def _canonical(row: pd.Series[Any]) -> tuple[str, ...]:
    """Write value, year and unit so that a file in between changes nothing.

    They make a figure another one; a reworded name or source does not.
    """
    value = "" if pd.isna(row["value"]) else f"{row['value']:.12g}"
    year = "" if pd.isna(row["year"]) else str(int(row["year"]))
    return value, year, str(row["unit"] or "")


def _digest(table: pd.DataFrame) -> str:
    lines = ["\t".join((row["code"], row["kind"], *_canonical(row))) for _, row in table.iterrows()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _differences(held: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    before = {(row["code"], row["kind"]): row for _, row in held.iterrows()}
    after = {(row["code"], row["kind"]): row for _, row in now.iterrows()}
    rows = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None and _canonical(old) == _canonical(new):
            continue
        either = new if new is not None else old
        rows.append(
            {
                "code": key[0],
                "kind": key[1],
                "name": None if either is None else either["name"],
                "before": None if old is None else old["value"],
                "after": None if new is None else new["value"],
                "before_year": None if old is None else old["year"],
                "after_year": None if new is None else new["year"],
                "change": "added" if old is None else "dropped" if new is None else "changed",
            }
        )
    table = kept(rows, DIFFERENCES)
    return table.assign(
        before=numbers(table["before"]),
        after=numbers(table["after"]),
        before_year=years(table["before_year"]),
        after_year=years(table["after_year"]),
    )


def _missing(objectives: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    wanted = taken(objectives, ["objective", "indicator", "short_name"])
    valued = set(whole.loc[(whole["kind"] == "indicator") & whole["value"].notna(), "code"])
    without = wanted[~wanted["indicator"].isin(valued) & wanted["objective"].notna()]
    rows = without.rename(columns={"objective": "code", "short_name": "name"})
    blank = whole[(whole["kind"] != "indicator") & whole["value"].isna()]
    both = pd.concat([rows.assign(kind="objective")[list(MISSING)], blank[list(MISSING)]])
    return both.reset_index(drop=True)
