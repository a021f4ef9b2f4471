"""What is not known: blanks, contradictions, rows after the cut-off, notes of the checks."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.analysis.status import Status
from smartcity_analysis.intake import City
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.labels import disputed
from smartcity_analysis.report.markup import Column, bullets, details, heading, paragraph, table
from smartcity_analysis.report.texts import say


def unknowns(city: City, *results: object) -> Block:
    """Show what is not known, and what was not used.

    Parameters
    ----------
    city : City
    *results : object
        A coverage and a gap show blank and disputed figures (stage 1); a run status alone shows
        what its rules miss (stages 2–4).

    Returns
    -------
    Block

    Raises
    ------
    ValueError
        If neither is among the results.
    """
    found = {type(result): result for result in results}
    coverage, gap, status = found.get(Coverage), found.get(Gap), found.get(Status)
    if isinstance(coverage, Coverage) and isinstance(gap, Gap):
        return _worksheets(city, coverage, gap)
    if isinstance(status, Status):
        return _plan(city, status)
    raise ValueError("show.unknowns needs a Coverage and a Gap, or a Status.")


def _worksheets(city: City, coverage: Coverage, gap: Gap) -> Block:
    """Show blanks, contradictions, rows after the cut-off, notes of the checks."""
    blank = gap.table[gap.table["value_text"].isna()]
    conflicts = _conflicts(city)
    claim = say("unknown.claim", blank=fmt.number(len(blank)), conflicts=fmt.number(disputed(city)))
    sheets = coverage.by_table
    empty = sheets.loc[(sheets["filled"] == 0) & (sheets["sample_rows"] == 0), "table"]
    body = heading(claim, level=3)
    if len(empty):
        named = fmt.words([labels.table_title(name) for name in empty])
        body += paragraph(say("unknown.empty_tables", tables=named))
    body += table(
        blank,
        [Column("name", header=say("header.indicator"), wide=True), Column("unit")],
        caption=say("unknown.caption_blank"),
    )
    body += details(say("unknown.summary_conflicts"), _conflict_table(conflicts))
    left_out, tail, listed = _unused(city, city.left_out)
    exported = {
        "unknown_indicators": blank[["indicator", "name", "unit"]],
        "source_conflicts": city.source_conflicts,
        **listed,
    }
    return Block("belum-diketahui", body + tail, f"{claim}. {left_out}", exported)


def _plan(city: City, status: Status) -> Block:
    """Show what the rules miss without blocking, rows after the cut-off, notes of the checks."""
    missing = findings.status.reasons(status)
    claim = (
        say("unknown.claim_rules", count=fmt.number(len(missing)))
        if missing
        else say("unknown.claim_no_rules")
    )
    # What the stages before left out stands on their own pages.
    own = [name for name, spec in tables().items() if spec.stage == city.stage]
    rows = city.left_out
    left_out, tail, listed = _unused(city, rows[rows["table"].isin(own)])
    body = heading(claim, level=3) + bullets(missing) if missing else heading(claim, level=3)
    return Block("belum-diketahui", body + tail, f"{claim}. {left_out}", listed)


def _unused(city: City, rows: pd.DataFrame) -> tuple[str, Markup, dict[str, pd.DataFrame]]:
    """List rows after the cut-off and notes of the checks: a sentence, its tables, the frames."""
    left_out = (
        say(
            "unknown.left_out",
            count=fmt.number(len(rows)),
            cut_off=fmt.day(city.cut_off),
        )
        if len(rows)
        else say("unknown.none_left_out")
    )
    notes = _notes(city)
    summary = say("unknown.summary_notes", count=fmt.number(len(notes)))
    body = (
        paragraph(left_out)
        + details(say("unknown.summary_left_out"), _left_out_table(rows), css="screen")
        + details(summary, _notes_table(notes))
    )
    return left_out, body, {"left_out": rows, "check_notes": notes}


def _conflicts(city: City) -> pd.DataFrame:
    frame = city.source_conflicts
    names = labels.indicator_names()
    return frame.assign(
        name=frame["indicator"].map(names),
        source=labels.sources(frame),
    )


def _conflict_table(conflicts: pd.DataFrame) -> Markup:
    columns = [
        Column("name", header=say("header.indicator")),
        Column("year", fmt.year, number=True),
        Column("value", labels.as_written, header=say("column.value_text"), number=True),
        Column("unit"),
        Column("used", labels.spoken("used")),
        Column("reason", wide=True),
        Column("source", wide=True),
    ]
    return table(conflicts, columns, caption=say("unknown.caption_conflicts"))


def _left_out_table(rows: pd.DataFrame) -> Markup:
    frame = rows.assign(table=rows["table"].map(labels.table_title))
    columns = [
        Column("key", labels.as_written),
        Column("table"),
        Column("statement", header=say("header.content"), wide=True),
        Column("year", fmt.year, number=True),
    ]
    return table(frame, columns, caption=say("unknown.caption_left_out"))


def _notes(city: City) -> pd.DataFrame:
    names = ["file", "sheet", "place", "column", "value", "rule", "fix"]
    return pd.DataFrame([[getattr(n, name) for name in names] for n in city.notes], columns=names)


def _notes_table(notes: pd.DataFrame) -> Markup:
    columns = [
        Column("file"),
        Column("place"),
        Column("column"),
        Column("rule", wide=True),
        Column("fix", wide=True),
    ]
    caption, empty = say("unknown.caption_notes"), say("unknown.empty_notes")
    return table(notes, columns, caption=caption, empty=empty)
