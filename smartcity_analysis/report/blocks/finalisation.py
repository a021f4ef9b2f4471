"""What gets signed and when: commitments, documents and reviews, the first year's calendar."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.monitoring import Calendar, Commitments, Documents
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked, opened
from smartcity_analysis.report.markup import (
    Column,
    details,
    paragraph,
    source_note,
    table,
    text,
    trails,
)
from smartcity_analysis.report.texts import entry, say

SIGN = Markup('<span class="sign-line"></span>')


def _closed(
    result: Commitments | Documents | Calendar, id: str, body: Markup, source: str
) -> Block:
    html = body + source_note(source)
    return Block(id, html, str(findings.of(result)), result.tables(), sample=result.sample)


def _stacked(drawn: Markup) -> Markup:
    """Set the cells of a row below each other where the screen is narrow."""
    return Markup('<div class="stacked">{}</div>').format(drawn)


def _trails(programmes: tuple[str, ...], names: tuple[str, ...]) -> Markup:
    """Name programmes, each linked to its evidence."""
    return Markup(", ").join(trails(programmes, names)) or text(None)


# ---- Commitments --------------------------------------------------------------------------------


@block.register
def _(result: Commitments) -> Block:
    body = opened(result)
    if result.n:
        body += _promises(result.table)
    if len(result.agencies_without):
        without = result.agencies_without
        shown = without.assign(
            linked=list(map(_trails, without["programmes"], without["programme_names"]))
        )
        columns = [
            Column("short_name", header=say("column.agency")),
            Column("linked", header=say("column.programmes"), wide=True),
        ]
        body += table(shown, columns, caption=say("commitments.caption_without"))
    if result.n and result.uncovered:
        left = _trails(result.uncovered, result.uncovered_names)
        body += paragraph(Markup("{}: {}").format(say("commitments.uncovered"), left))
    return _closed(result, "komitmen", body, say("commitments.source"))


def _promises(frame: pd.DataFrame) -> Markup:
    rows = [row for _, row in frame.iterrows()]
    shown = pd.DataFrame(
        {
            "short_name": [_sampled(row["short_name"], row) for row in rows],
            "statement": [_promise(row) for row in rows],
            "signature": [_signature(row) for row in rows],
        }
    )
    columns = [
        Column("short_name", header=say("column.agency")),
        Column("statement", header=say("column.commitment")),
        Column("signature", header=say("column.signed")),
    ]
    return _stacked(table(shown, columns, caption=say("commitments.caption")))


def _sampled(name: object, row: pd.Series[Any]) -> Markup:
    """Name a row, with the mark of what is made up."""
    return marked(str(text(name).unescape()), sample=row["status"] == "sample")


def _promise(row: pd.Series[Any]) -> Markup:
    """Write what is promised, for which programmes, and by which target."""
    parts = [text(row["statement"])]
    if row["programmes"]:
        linked = _trails(row["programmes"], row["programme_names"])
        parts.append(Markup("{}: {}").format(say("column.programmes"), linked))
    if not fmt.is_missing(row["target"]):
        parts.append(Markup("{}: {}").format(say("header.targets"), text(row["target"])))
    return Markup("<br>").join(parts)


def _signature(row: pd.Series[Any]) -> Markup:
    """Say that it is signed and when, or leave a line for the office to sign on."""
    dated = not fmt.is_missing(row["date"])
    if row["signed"] != "yes":
        state = text(say("commitments.unsigned")) + SIGN
    elif dated:
        state = text(say("commitments.signed_on", date=fmt.day(row["date"])))
    else:
        state = text(say("commitments.signed"))
    if fmt.is_missing(row["signatory"]):
        return state
    return Markup("{}<br>{}").format(state, text(row["signatory"]))


# ---- Documents ----------------------------------------------------------------------------------


@block.register
def _(result: Documents) -> Block:
    body = opened(result) + _checklist(result.table)
    if len(result.chapters):
        summary = say("documents.summary_chapters", count=fmt.number(len(result.chapters)))
        body += details(summary, _chapters(result.chapters))
    if len(result.reviews):
        body += _notes(result.reviews)
    return _closed(result, "dokumen", body, say("documents.source"))


def _checklist(frame: pd.DataFrame) -> Markup:
    names: dict[str, str] = entry("document_name")
    rows = [row for _, row in frame.iterrows()]
    shown = pd.DataFrame(
        {
            "document": [_sampled(names[row["document"]], row) for row in rows],
            "state": [_progress(row) for row in rows],
            "due": [_when(row) for row in rows],
        }
    )
    columns = [
        Column("document"),
        Column("state"),
        Column("due", header=say("column.due_or_number")),
    ]
    return table(shown, columns, caption=say("documents.caption"))


def _progress(row: pd.Series[Any]) -> str:
    """Say how far a document is, and how many of its chapters are final."""
    state = labels.spoken("document_state")(row["state"])
    if row["chapters"] < 2 or row["state"] == "final":
        return state
    counts = {"final": fmt.number(row["n_final"]), "chapters": fmt.number(row["chapters"])}
    return say("documents.progress", state=state, **counts)


def _when(row: pd.Series[Any]) -> str:
    """Say when a document is due, or by which number and on which date it was settled."""
    if row["state"] == "final":
        return _joined(row["number"], fmt.day(row["date"]))
    return fmt.day(row["due"])


def _joined(*pieces: object) -> str:
    known = [labels.given(piece) for piece in pieces]
    return ", ".join(piece for piece in known if piece != fmt.MISSING) or fmt.MISSING


def _chapters(frame: pd.DataFrame) -> Markup:
    shown = frame.assign(
        notes=[
            say("documents.open", open=fmt.number(still), closed=fmt.number(done))
            if still + done
            else fmt.MISSING
            for still, done in zip(frame["n_open"], frame["n_closed"], strict=True)
        ]
    )
    columns = [
        Column("document", labels.spoken("document_name")),
        Column("chapter"),
        Column("state", labels.spoken("document_state")),
        Column("due", fmt.day),
        Column("notes", header=say("column.review")),
        Column("agency"),
    ]
    return table(shown, columns, caption=say("documents.caption_chapters"))


def _notes(frame: pd.DataFrame) -> Markup:
    names: dict[str, str] = entry("document_name")
    rows = [row for _, row in frame.iterrows()]
    shown = pd.DataFrame(
        {
            "chapter": [
                _joined(names[row["document"]].split(" – ")[0], row["chapter"]) for row in rows
            ],
            "review": [_lines(row["statement"], _given_by(row["block"])) for row in rows],
            "response": [_answer(row) for row in rows],
        }
    )
    columns = [Column("chapter"), Column("review"), Column("response")]
    return _stacked(table(shown, columns, caption=say("documents.caption_reviews")))


def _given_by(block: object) -> str | None:
    if fmt.is_missing(block):
        return None
    return say("documents.given_by", block=labels.spoken("block_name")(str(block)))


def _answer(row: pd.Series[Any]) -> Markup:
    """Write whether a note is closed, what was done about it, who decided it and when."""
    state = labels.spoken("review_state")(row["state"])
    return _lines(state, row["response"], _joined(row["decided_by"], fmt.day(row["date"])))


def _lines(*pieces: object) -> Markup:
    known = [text(piece) for piece in pieces if labels.given(piece) != fmt.MISSING]
    return Markup("<br>").join(known) or text(None)


# ---- Calendar -----------------------------------------------------------------------------------


@block.register
def _(result: Calendar) -> Block:
    body = opened(result)
    fixed = result.table["date"].notna()
    if fixed.any():
        body += _fixed(result.table[fixed])
    steps = result.table[~fixed]
    for (year, quarter), rows in steps.groupby(["year", "quarter"], dropna=False, sort=False):
        period = _period(year, quarter)
        summary = say("calendar.summary", period=period, parts=findings.monitoring.parts(rows))
        body += details(summary, _steps(rows, say("calendar.caption", period=period)))
    return _closed(result, "kalender", body, say("calendar.source"))


def _period(year: Any, quarter: Any) -> str:
    if fmt.is_missing(quarter):
        return say("calendar.whole_year", year=fmt.year(year))
    return say("calendar.quarter", quarter=fmt.number(quarter), year=fmt.year(year))


def _fixed(rows: pd.DataFrame) -> Markup:
    shown = rows.assign(what=[_joined(_what(row), row["agency"]) for _, row in rows.iterrows()])
    columns = [Column("date", fmt.day), Column("what", header=say("header.content"))]
    return table(shown, columns, caption=say("calendar.caption_fixed"))


def _steps(rows: pd.DataFrame, caption: str) -> Markup:
    names = trails(rows["code"], rows["short_name"])
    columns = [
        Column("short_name", header=say("column.programme")),
        Column("statement", header=say("header.content"), wide=True),
        Column("agency"),
    ]
    return table(rows.assign(short_name=names), columns, caption=caption)


def _what(row: pd.Series[Any]) -> str:
    """Say what a date is for: a document's chapters, or a quick win that starts."""
    if row["kind"] == "launch":
        return say("calendar.launch", name=row["short_name"])
    name = entry("document_name")[row["code"]]
    count = row["chapters"]
    return say(
        "calendar.due" if count == 1 else "calendar.due_chapters", document=name, count=count
    )
