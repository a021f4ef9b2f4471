"""Alignment of stated issues with the priorities of the planning documents."""

from __future__ import annotations

from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.intake import City
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks import marked
from smartcity_analysis.report.markup import Column, heading, paragraph, source_note, table
from smartcity_analysis.report.texts import say


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
    body += source_note(labels.source_line(frame))
    export = shown[["priority", "document", "statement", "serves"]]
    tables = {"alignment": export}
    return Block("keselarasan", body, f"{claim}. {detail}", tables, sample=issues.sample)
