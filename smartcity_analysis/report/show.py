"""What a notebook shows besides results: opening, alignment, unknowns, decisions, closing.

Parts of a page that need the city as well as the results stand here; a result alone shows itself
(see :mod:`smartcity_analysis.report.display`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.intake import City
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks import marked
from smartcity_analysis.report.closing import closing
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    cards,
    details,
    heading,
    paragraph,
    table,
    text,
)
from smartcity_analysis.report.stage_1 import MOST_PRIORITIES, Stage1
from smartcity_analysis.report.texts import entry, say

__all__ = ["alignment", "closing", "decisions", "opening", "unknowns"]

COMPOSITIONS = {1: Stage1}


def _compose(stage: int, results: Sequence[object]) -> Stage1:
    composition = COMPOSITIONS.get(stage)
    if composition is None:
        known = sorted(COMPOSITIONS)
        raise ValueError(
            f"The 'stage' parameter of show.opening must be one of {known}. Got {stage!r} instead."
        )
    parts: dict[str, Any] = {}
    for name, kind in get_type_hints(composition).items():
        found = [result for result in results if isinstance(result, kind)]
        if not found:
            raise ValueError(f"show.opening of stage {stage} also needs a {kind.__name__}.")
        parts[name] = found[-1]
    return composition(**parts)


def opening(city: City, *results: object, stage: int) -> Block:
    """Open a page: headline, decision box, key figures and data coverage, all computed.

    Parameters
    ----------
    city : City
    *results : object
        The results of the stage, in any order.
    stage : int
        1–4.

    Returns
    -------
    Block

    Raises
    ------
    ValueError
        If the stage is unknown or one of its results is missing.
    """
    page = _compose(stage, results)
    headline = page.headline()
    decision = Markup('<div class="decision" role="note"><h2>{}</h2><p>{}</p></div>').format(
        say("opening.decision_title"), text(page.decision())
    )
    coverage = findings.of(page.coverage)
    line = say(
        "coverage.line",
        submitted=coverage.claim,
        evidenced=fmt.number(page.coverage.n_supported),
        factors=fmt.number(page.coverage.n_factors),
        raters=fmt.number(page.swot.n_raters),
        cut_off=fmt.day(city.cut_off),
    )
    body = (
        heading(marked(headline, sample=page.sample), level=1)
        + decision
        + cards(page.cards())
        + paragraph(line, css="quiet")
    )
    ends = city.profile.stage(stage).ends
    if city.cut_off and ends and city.cut_off > ends:
        body += paragraph(say("opening.later_data", ends=fmt.day(ends)), css="quiet")
    return Block(
        "pembukaan",
        body,
        f"{headline}. {page.decision()}",
        sample=page.sample,
        page=_page_head(city, stage, page),
    )


def _page_head(city: City, stage: int, page: Stage1) -> Mapping[str, Any]:
    plan = city.profile.stage(stage)
    year = fmt.year(city.year)
    return {
        "title": say("page.title", stage=stage, stage_title=plan.title, city=city.name, year=year),
        "fingerprint": city.fingerprint,
        "headline": page.headline(),
        "cards": page.cards(),
        "place": say(
            "page.place",
            stage=stage,
            stage_title=plan.title,
            city=city.name,
            when=fmt.day_range(plan.starts, plan.ends) if plan.ends else year,
        ),
        "state": plan.status,
        "state_label": say(f"state.{plan.status}"),
        "sample_notice": say("sample_notice"),
        "foot": say(
            "page.foot",
            city=city.name,
            area_code=city.area_code,
            cut_off=fmt.day(city.cut_off),
            generated=say("generated"),
        ),
    }


# ---- Sections -----------------------------------------------------------------------------------


def alignment(city: City, issues: UsgRanking) -> Block:
    """Show which issues each priority of the planning documents serves, and which it leaves out.

    Parameters
    ----------
    city : City
    issues : UsgRanking

    Returns
    -------
    Block
    """
    ranked = issues.table.set_index("issue")
    frame = city.priorities
    served = [[code for code in codes if code in ranked.index] for codes in frame["issues"]]
    shown = frame.assign(
        document=frame["document"].str.upper() + " " + frame["year"].map(fmt.year),
        serves=[
            fmt.words(
                [f"{ranked.loc[c, 'short_name']} ({fmt.number(ranked.loc[c, 'rank'])})" for c in s]
            )
            for s in served
        ],
    )
    covered = {code for codes in served for code in codes}
    left = [name for code, name in ranked["short_name"].items() if code not in covered]
    idle = sum(not codes for codes in served)
    claim = (
        say("alignment.claim_all", priorities=fmt.number(len(frame)))
        if not left
        else say("alignment.claim_left", issues=fmt.words(left))
    )
    columns = [
        Column("statement", header=say("header.priority")),
        Column("document"),
        Column("serves"),
    ]
    detail = say("alignment.detail", idle=fmt.number(idle), priorities=fmt.number(len(frame)))
    body = heading(marked(claim, sample=issues.sample), level=3) + paragraph(detail, css="quiet")
    body += table(shown, columns, caption=say("alignment.caption"))
    body += paragraph(labels.source_line(frame), css="source")
    export = shown[["priority", "document", "statement", "serves"]]
    tables = {"alignment": export}
    return Block("keselarasan", body, f"{claim}. {detail}", tables, sample=issues.sample)


def unknowns(city: City, coverage: Coverage, gap: Gap) -> Block:
    """Show what is not known: blanks, contradictions, rows after the cut-off, notes of the checks.

    Parameters
    ----------
    city : City
    coverage : Coverage
    gap : Gap

    Returns
    -------
    Block
    """
    blank = gap.table[gap.table["value_text"].isna()]
    conflicts = _conflicts(city)
    claim = say(
        "unknown.claim", blank=fmt.number(len(blank)), conflicts=fmt.number(_disputed(city))
    )
    sheets = coverage.by_table
    empty = sheets.loc[(sheets["filled"] == 0) & (sheets["sample_rows"] == 0), "table"]
    left_out = (
        say(
            "unknown.left_out",
            count=fmt.number(len(city.left_out)),
            cut_off=fmt.day(city.cut_off),
        )
        if len(city.left_out)
        else say("unknown.none_left_out")
    )
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
    body += paragraph(left_out)
    body += details(say("unknown.summary_left_out"), _left_out_table(city), css="screen")
    notes = _notes(city)
    summary = say("unknown.summary_notes", count=fmt.number(len(notes)))
    body += details(summary, _notes_table(notes))
    exported = {
        "unknown_indicators": blank[["indicator", "name", "unit"]],
        "source_conflicts": city.source_conflicts,
        "left_out": city.left_out,
        "check_notes": notes,
    }
    return Block("belum-diketahui", body, f"{claim}. {left_out}", exported)


def _disputed(city: City) -> int:
    """Count figures for which sources disagree."""
    return len(city.source_conflicts[["area_code", "indicator", "year"]].drop_duplicates())


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


def _left_out_table(city: City) -> Markup:
    frame = city.left_out.assign(table=city.left_out["table"].map(labels.table_title))
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


def decisions(city: City, coverage: Coverage, issues: UsgRanking) -> Block:
    """List the decisions that are asked for, with room to tick and to sign on paper.

    Parameters
    ----------
    city : City
    coverage : Coverage
    issues : UsgRanking

    Returns
    -------
    Block
    """
    top = issues.top(MOST_PRIORITIES)["short_name"].tolist()
    values = {
        "issues": fmt.words(top),
        "missing": fmt.number(coverage.n_agencies - coverage.n_received),
        "agencies": fmt.number(coverage.n_agencies),
        "conflicts": fmt.number(_disputed(city)),
    }
    asked = [item.format(**values) for item in entry("decide.items")]
    if coverage.n_received == coverage.n_agencies:
        asked = [item for item in asked if say("decide.deadline") not in item]
    shown = [marked(asked[0], sample=issues.sample), *asked[1:]]
    head = say("decide.head", head_title=city.profile.head_title, place=_place(city))
    signers = [head, say("decide.council"), say("decide.team")]
    lines = Markup("").join(paragraph(signer) for signer in signers)
    body = bullets(shown, css="checks") + Markup('<div class="sign">{}</div>').format(lines)
    return Block("keputusan", body, "; ".join(asked), sample=issues.sample)


def _place(city: City) -> str:
    return city.name.removeprefix(f"{city.profile.kind.capitalize()} ")
