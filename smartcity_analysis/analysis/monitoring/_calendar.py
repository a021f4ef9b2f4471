"""What happens in the first year, by date where one is known and by quarter otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._sheets import named
from smartcity_analysis.analysis.monitoring._documents import DOCUMENTS
from smartcity_analysis.analysis.monitoring._shared import kept, made_up, taken, years

COLUMNS = (
    *("year", "quarter", "date", "kind", "code", "short_name", "statement"),
    *("chapters", "agency", "status"),
)
KINDS = ("document", "launch", "activity", "milestone")


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The calendar of the first year, with what is still due before it.

    Attributes
    ----------
    table : DataFrame
        One row per entry, in order: ``year``, ``quarter`` (blank: some time in the year), ``date``
        (blank where only the quarter is known), ``kind`` (``document``, ``launch``, ``activity``,
        ``milestone``), ``code`` (programme; a document's code), ``short_name``, ``statement``,
        ``chapters`` (how many of a document are due), ``agency``, ``status``.
    first_year : int
    sample : bool
        Whether an entry is marked as made up.
    """

    table: pd.DataFrame
    first_year: int
    sample: bool

    @property
    def n(self) -> int:
        """Number of entries."""
        return len(self.table)

    def count(self, kind: str) -> int:
        """Count the entries of a kind."""
        return int((self.table["kind"] == kind).sum())

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(kind)} {kind}" for kind in KINDS)
        return f"<Calendar {self.first_year} of {self.n} entries: {counts}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"first_year_calendar": self.table}


def calendar(
    activities: pd.DataFrame,
    roadmap: pd.DataFrame,
    progress: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    first_year: int,
    programmes: pd.DataFrame | None = None,
    quick_wins: pd.DataFrame | None = None,
) -> Calendar:
    """Put the first year's activities, milestones, launches and due dates in order.

    Parameters
    ----------
    activities : DataFrame
        ``programme``, ``year``, ``quarter``, ``statement``, ``agency``. Not modified.
    roadmap : DataFrame
        ``programme``, ``year``, ``milestone``. Not modified.
    progress : DataFrame
        Progress of the quick wins: ``quick_win``, ``date``, ``launch``; of several rows the latest
        counts. Not modified.
    documents : DataFrame
        ``document``, ``chapter``, ``state``, ``due``. Not modified.
    first_year : int
        First year of the plan. Launches and due dates before it are kept, later ones are not.
    programmes : DataFrame, optional
        ``programme`` and ``short_name``; without it programmes are shown by code.
    quick_wins : DataFrame, optional
        ``quick_win`` and ``programme``; without it launches are shown by the quick win's code.

    Returns
    -------
    Calendar

    Notes
    -----
    Nothing is invented: rounds of evaluation, whose dates the ministry sets, are left out, and so
    are documents that are final.

    Examples
    --------
    >>> steps = pd.DataFrame({"programme": ["PR-01", "PR-01"], "year": [2023, 2024],
    ...                       "quarter": [2, 1], "statement": ["Uji coba", "Perluasan"]})
    >>> calendar(steps, pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), first_year=2023)
    <Calendar 2023 of 1 entries: 0 document, 0 launch, 1 activity, 0 milestone>
    """
    names = named(programmes, "programme")
    entries = [
        *_documents(documents, first_year),
        *_launches(progress, quick_wins, first_year),
        *_dated(activities, "activity", "statement", first_year),
        *_dated(roadmap, "milestone", "milestone", first_year),
    ]
    table = kept(entries, COLUMNS)
    table["short_name"] = [names.get(code, code) for code in table["code"]]
    table = _in_order(table)
    return Calendar(table, first_year, made_up(table))


def _documents(documents: pd.DataFrame, last: int) -> Iterator[dict[str, Any]]:
    """Give one entry per document and due date; what is final is not due."""
    rows = taken(documents, ["document", "chapter", "state", "due", "agency", "status"])
    rows = rows.assign(due=pd.to_datetime(rows["due"])).dropna(subset=["due"])
    rows = rows[(rows["state"] != "final") & (rows["due"].dt.year <= last)]
    for (name, due), group in rows.groupby(["document", "due"], sort=True):
        agencies = group["agency"].dropna().unique()
        yield {
            **_on(due),
            "kind": "document",
            "code": name,
            "chapters": len(group),
            "agency": agencies[0] if len(agencies) == 1 else None,
            "status": "sample" if (group["status"] == "sample").any() else group["status"].iloc[0],
        }


def _launches(
    progress: pd.DataFrame, quick_wins: pd.DataFrame | None, last: int
) -> Iterator[dict[str, Any]]:
    chosen = taken(quick_wins, ["quick_win", "programme"]).dropna()
    programme = dict(zip(chosen["quick_win"], chosen["programme"], strict=True))
    rows = taken(progress, ["quick_win", "date", "launch", "status"])
    rows = rows.assign(date=pd.to_datetime(rows["date"]), launch=pd.to_datetime(rows["launch"]))
    latest = rows.sort_values("date", kind="stable").drop_duplicates("quick_win", keep="last")
    for _, row in latest.sort_values("quick_win").dropna(subset=["launch"]).iterrows():
        if row["launch"].year <= last:
            code = programme.get(row["quick_win"], row["quick_win"])
            yield {**_on(row["launch"]), "kind": "launch", "code": code, "status": row["status"]}


def _dated(
    frame: pd.DataFrame, kind: str, statement: str, first_year: int
) -> Iterator[dict[str, Any]]:
    rows = taken(frame, ["programme", "year", "quarter", statement, "agency", "status"])
    rows = rows.assign(year=years(rows["year"]), quarter=years(rows["quarter"]))
    rows = rows[(rows["year"] == first_year).fillna(False)].dropna(subset=[statement])  # noqa: FBT003
    for _, row in rows.iterrows():
        yield {
            "year": row["year"],
            "quarter": row["quarter"],
            "kind": kind,
            "code": row["programme"],
            "statement": row[statement],
            "agency": row["agency"],
            "status": row["status"],
        }


def _on(day: Any) -> dict[str, Any]:
    return {"year": day.year, "quarter": (day.month + 2) // 3, "date": day}


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sort by year, quarter and date; what has no quarter comes last in its year."""
    place = {code: i for i, code in enumerate((*KINDS, *DOCUMENTS))}
    table = table.assign(
        year=years(table["year"]),
        quarter=years(table["quarter"]),
        date=pd.to_datetime(table["date"]),
        chapters=years(table["chapters"]),
        kind_place=table["kind"].map(place),
        code_place=table["code"].map(place),
    )
    keys = ["year", "quarter", "date", "kind_place", "code_place", "code"]
    return table.sort_values(keys, kind="stable", ignore_index=True)[list(COLUMNS)]
