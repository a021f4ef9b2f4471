"""How far the books, decrees and the forum are, and what the reviews still ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis.monitoring._shared import kept, made_up, taken

DOCUMENTS = ("book_1", "book_2", "book_3", "perwal", "council_decree", "team_decree", "forum")
"""What a masterplan ends in: three books, the mayor's regulation, two decrees and the forum."""
STATES = ("absent", "draft", "review", "final")
"""From worst to best; a document without any row is ``unrecorded``."""
SUMMARY = (
    *("document", "chapters", "n_final", "share", "state", "number", "due", "date", "n_open"),
    "status",
)
CHAPTERS = (
    *("document", "chapter", "state", "number", "due", "date", "agency"),
    *("n_open", "n_closed", "status"),
)
REVIEWS = (
    *("review", "document", "chapter", "statement", "block", "response", "decided_by"),
    *("date", "state", "status"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Documents:
    """The documents and the reviews of their chapters.

    Attributes
    ----------
    table : DataFrame
        All seven documents: ``document``, ``chapters`` and ``n_final`` (counts), ``share`` of the
        chapters that are final (0–1, NaN without a row), ``state`` (that of the chapter furthest
        behind, ``unrecorded`` without a row), ``number``, ``due`` (the earliest date of a chapter
        that is not final), ``date`` (of the last chapter, once all are final), ``n_open``
        (open review notes), ``status`` (``sample`` if that of any chapter is).
    chapters : DataFrame
        One row per document and chapter, with its open and closed review notes.
    reviews : DataFrame
        Every note: ``review``, ``document``, ``chapter``, ``statement``, ``block`` (who gave it),
        ``response``, ``decided_by`` (an office, no name), ``date``, ``state`` (open or closed).
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    chapters: pd.DataFrame
    reviews: pd.DataFrame
    sample: bool

    @property
    def n(self) -> int:
        """Number of documents."""
        return len(self.table)

    @property
    def n_final(self) -> int:
        """Number of documents whose every chapter is final."""
        return int((self.table["state"] == "final").sum())

    @property
    def n_unrecorded(self) -> int:
        """Number of documents of which nothing is recorded."""
        return int((self.table["state"] == "unrecorded").sum())

    @property
    def n_open(self) -> int:
        """Number of review notes that are not closed."""
        return int((self.reviews["state"] != "closed").sum())

    @property
    def n_closed(self) -> int:
        """Number of review notes that are closed."""
        return int((self.reviews["state"] == "closed").sum())

    def __repr__(self) -> str:
        return f"<Documents {self.n_final} of {self.n} final, {self.n_open} review notes open>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "documents": self.table,
            "document_chapters": self.chapters,
            "reviews": self.reviews,
        }


def documents(documents: pd.DataFrame, reviews: pd.DataFrame) -> Documents:
    """Tell how far every document is, chapter by chapter, and which review notes are open.

    Parameters
    ----------
    documents : DataFrame
        One row per ``document`` and ``chapter``: ``state``, ``number``, ``due``, ``date``. Not
        modified.
    reviews : DataFrame
        One row per note: ``document``, ``chapter``, ``statement``, ``state``. Not modified.

    Returns
    -------
    Documents

    Notes
    -----
    A document is as far as the chapter that is furthest behind. One that nobody recorded is told
    apart from one that is recorded as absent.

    Examples
    --------
    >>> rows = pd.DataFrame({"document": ["book_1", "book_1", "perwal"],
    ...                      "chapter": ["1", "2", "-"], "state": ["final", "draft", "final"]})
    >>> documents(rows, pd.DataFrame())
    <Documents 1 of 7 final, 0 review notes open>
    """
    notes = _placed(taken(reviews, REVIEWS))
    notes = notes.assign(date=pd.to_datetime(notes["date"]))
    parts = _placed(taken(documents, CHAPTERS))
    parts = parts.assign(due=pd.to_datetime(parts["due"]), date=pd.to_datetime(parts["date"]))
    parts = parts.assign(**_notes_per_chapter(parts, notes))
    rows = [_summary(name, parts, notes) for name in DOCUMENTS]
    table = kept(rows, SUMMARY)
    return Documents(
        table=table.assign(
            share=table["share"].astype("float64"),
            due=pd.to_datetime(table["due"]),
            date=pd.to_datetime(table["date"]),
        ),
        chapters=parts,
        reviews=notes,
        sample=made_up(documents, reviews),
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Put rows in the order of the documents, and keep theirs within each."""
    place = {name: i for i, name in enumerate(DOCUMENTS)}
    rows = rows[rows["document"].isin(DOCUMENTS)]
    return rows.iloc[rows["document"].map(place).argsort(kind="stable")].reset_index(drop=True)


def _notes_per_chapter(parts: pd.DataFrame, notes: pd.DataFrame) -> dict[str, list[int]]:
    closed = notes["state"] == "closed"
    counts: dict[str, list[int]] = {"n_open": [], "n_closed": []}
    for name, chapter in zip(parts["document"], parts["chapter"], strict=True):
        here = (notes["document"] == name) & (notes["chapter"] == chapter)
        counts["n_open"].append(int((here & ~closed).sum()))
        counts["n_closed"].append(int((here & closed).sum()))
    return counts


def _summary(name: str, parts: pd.DataFrame, notes: pd.DataFrame) -> dict[str, Any]:
    rows = parts[parts["document"] == name]
    final = rows["state"] == "final"
    known = rows["state"].map({state: i for i, state in enumerate(STATES)})
    numbers = rows["number"].dropna()
    done = bool(len(rows)) and bool(final.all())
    return {
        "document": name,
        "chapters": len(rows),
        "n_final": int(final.sum()),
        "share": float(final.mean()) if len(rows) else float("nan"),
        "state": STATES[int(known.min())] if known.notna().any() else "unrecorded",
        "number": numbers.iloc[0] if len(numbers) else None,
        "due": rows.loc[~final, "due"].min(),
        "date": rows["date"].max() if done else pd.NaT,
        "n_open": int(((notes["document"] == name) & (notes["state"] != "closed")).sum()),
        "status": _worst(rows["status"]),
    }


def _worst(status: pd.Series[Any]) -> Any:
    """Give the status of several rows: that of a sample, else of the first."""
    known = status.dropna()
    if known.empty:
        return None
    return "sample" if (known == "sample").any() else known.iloc[0]
