"""The smallest change that would move the position."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from smartcity_analysis.analysis.swot import Flip
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, claim_of
from smartcity_analysis.report.markup import Column, figure, table
from smartcity_analysis.report.texts import say

SHOWN_CHANGES = 10


@block.register
def _(result: Flip) -> Block:
    finding = findings.of(result)
    possible = result.table[result.table["rating_inside"] | result.table["weight_inside"]]
    nearest = possible["rating_change"].abs().sort_values(kind="stable").index[:SHOWN_CHANGES]
    columns = [
        Column("factor", "Kode", code=True),
        Column("statement", "Faktor", wide=True),
        Column("rating", "Rating kini", partial(fmt.number, decimals=2), number=True),
        Column("rating_needed", "Rating penggeser", partial(fmt.number, decimals=2), number=True),
        Column("weight", "Bobot kini", partial(fmt.number, decimals=3), number=True),
        Column("weight_needed", "Bobot penggeser", partial(fmt.number, decimals=3), number=True),
        Column("becomes", "Menjadi", labels.spoken("position")),
    ]
    body = figure(
        claim=claim_of(finding, sample=result.sample),
        subtitle=finding.detail or say("flip.claim_none"),
        body=Markup(""),
        source="hitungan tertutup atas tabel IFAS dan EFAS; faktor lain dianggap tetap.",
        numbers=table(
            possible.loc[nearest],
            columns,
            caption="Perubahan terkecil satu faktor yang membawa sumbunya ke nol",
            empty="tidak ada perubahan tunggal yang cukup",
        ),
    )
    return Block("pergeseran", body, str(finding), result.tables(), sample=result.sample)
