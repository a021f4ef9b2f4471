"""The smallest change that would move the position."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from smartcity_analysis.analysis.swot import Flip
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.markup import Column, figure, table
from smartcity_analysis.report.texts import say

SHOWN_CHANGES = 10


@block.register
def _(result: Flip) -> Block:
    finding = findings.of(result)
    possible = result.table[result.table["rating_inside"] | result.table["weight_inside"]]
    nearest = possible["rating_change"].abs().sort_values(kind="stable").index[:SHOWN_CHANGES]
    two, three = partial(fmt.number, decimals=2), partial(fmt.number, decimals=3)
    columns = [
        Column("factor", code=True),
        Column("statement", header=say("column.factor"), wide=True),
        Column("rating", two, header=say("header.rating_now"), number=True),
        Column("rating_needed", two, number=True),
        Column("weight", three, header=say("header.weight_now"), number=True),
        Column("weight_needed", three, number=True),
        Column("becomes", labels.spoken("position")),
    ]
    body = figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=finding.detail or say("flip.claim_none"),
        body=Markup(""),
        source=say("flip.source"),
        numbers=table(
            possible.loc[nearest],
            columns,
            caption=say("flip.caption"),
            empty=say("flip.empty"),
        ),
    )
    return Block("pergeseran", body, str(finding), result.tables(), sample=result.sample)
