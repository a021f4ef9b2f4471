"""Why one alternative stands behind or ahead of another."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.priority import Explanation
from smartcity_analysis.report import charts, findings
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import anchor, block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.markup import Column, table
from smartcity_analysis.report.texts import say

SHOWN = 8


@block.register
def _(result: Explanation) -> Block:
    who = {"name": str(result.name), "rival": str(result.rival)}
    order = (
        result.table["advantage"].abs().round(9).sort_values(ascending=False, kind="stable").index
    )
    drawn = result.table.loc[order[:SHOWN], "advantage"]
    picture = charts.diverging_bars(
        pd.DataFrame({"name": [str(name) for name in drawn.index], "value": drawn.to_numpy()}),
        id=anchor("bagan-penjelasan", result.name, result.rival),
        alt=say("explanation.alt", finding=findings.of(result).claim),
        words=charts.Words(low=say("explanation.worse"), high=say("explanation.better")),
        show=partial(fmt.number, decimals=2, signed=True),
    )
    return figured(
        result,
        id=anchor("penjelasan", result.name, result.rival),
        subtitle=say("explanation.subtitle", **who),
        body=picture,
        source=say("explanation.source"),
        numbers=_sides(result, who) + _needed(result, who),
    )


def _sides(result: Explanation, who: dict[str, str]) -> Markup:
    columns = [
        Column("criterion"),
        Column("weight", fmt.percent, number=True),
        Column("rating", amount, header=who["name"], number=True),
        Column(
            "rival_rating",
            amount,
            header=who["rival"],
            number=True,
        ),
        Column("advantage", partial(fmt.number, decimals=3, signed=True), number=True),
    ]
    return table(_rows(result), columns, caption=say("explanation.caption", **who))


def _needed(result: Explanation, who: dict[str, str]) -> Markup:
    columns = [
        Column("criterion"),
        Column("swap_weight", partial(fmt.percent, decimals=1), number=True),
        Column(
            "rating_needed",
            amount,
            header=who["name"],
            number=True,
        ),
        Column(
            "rival_rating_needed",
            amount,
            header=who["rival"],
            number=True,
        ),
    ]
    return table(_rows(result), columns, caption=say("explanation.caption_needed"))


def _rows(result: Explanation) -> pd.DataFrame:
    return result.table.rename_axis("criterion").reset_index()
