"""The SWOT family on strategies: IE matrix, TOWS, QSPM, A'WOT."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.swot import Awot, IEMatrix, Qspm, Tows
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.markup import Column, details, table
from smartcity_analysis.report.texts import say

TWO = partial(fmt.number, decimals=2)
THREE = partial(fmt.number, decimals=3)
PERCENT = partial(fmt.percent, decimals=1)
DRAWN = 10


@block.register
def _(result: IEMatrix) -> Block:
    columns = [
        Column("axis", lambda axis: say(f"ie.sum.{axis}"), header=say("column.total")),
        Column("total", TWO, header=say("column.now"), number=True),
        Column("cut", TWO, number=True),
        Column("becomes", header=say("column.cell")),
        Column("becomes_group", labels.spoken("strategy_group")),
    ]
    return figured(
        result,
        id="matriks-ie",
        subtitle=say("ie.subtitle", lower=amount(result.cuts[0]), upper=amount(result.cuts[1])),
        source=say("ie.source"),
        body=table(result.neighbours, columns, caption=say("ie.caption")),
    )


@block.register
def _(result: Tows) -> Block:
    faults = table(
        result.faults,
        [
            Column("strategy"),
            Column("kind", code=True),
            Column("factor", code=True),
            Column("reason", labels.spoken("reason"), wide=True),
        ],
        caption=say("tows.caption_faults"),
    )
    kinds = ["n_strengths", "n_weaknesses", "n_opportunities", "n_threats"]
    counts = [" / ".join(map(str, row)) for row in result.strategies[kinds].to_numpy()]
    every = table(
        result.strategies.assign(counts=counts),
        [
            Column("strategy"),
            Column("kind", code=True),
            Column("counts"),
            Column("sound", labels.yes),
        ],
        caption=say("tows.caption"),
    )
    groups = table(
        result.groups.sort_values("rank", kind="stable"),
        [
            Column("kind", code=True),
            Column("rank", amount, number=True),
            Column("driver", TWO, number=True),
            Column("n_strategies", fmt.number, number=True),
        ],
        caption=say("tows.caption_groups"),
    )
    unused = table(
        result.unused,
        [
            Column("factor", code=True),
            Column("statement", header=say("column.factor"), wide=True),
            Column("kind", labels.spoken("kind")),
            Column("driver", TWO, number=True),
        ],
        caption=say("tows.caption_unused"),
    )
    count = fmt.number(len(result.unused))
    return figured(
        result,
        id="tows",
        subtitle=say("tows.subtitle"),
        body=faults if len(result.faults) else Markup(""),
        source=say("tows.source"),
        numbers=every + groups,
        after=details(say("tows.summary_unused", count=count), unused)
        if len(result.unused)
        else None,
    )


@block.register
def _(result: Qspm) -> Block:
    rows = result.table.sort_values("rank", kind="stable")
    picture = charts.bars(
        pd.DataFrame({"name": rows["strategy"].map(str), "value": rows["stas"]}).head(DRAWN),
        id="bagan-qspm",
        alt=say("qspm.alt", finding=findings.of(result).claim),
        show=TWO,
    )
    every = table(
        rows,
        [
            Column("strategy"),
            Column("rank", amount, number=True),
            Column("stas", THREE, number=True),
            Column("behind", THREE, number=True),
        ],
        caption=say("qspm.caption"),
    )
    possible = result.swaps[result.swaps["inside"]]
    nearest = possible["change"].abs().sort_values(kind="stable").index[:DRAWN]
    swaps = table(
        possible.loc[nearest],
        [
            Column("factor", code=True),
            Column("strategy"),
            Column("now", amount, number=True),
            Column("needed", TWO, number=True),
            Column("becomes", header=say("column.first")),
        ],
        caption=say("qspm.caption_swaps"),
    )
    dropped = Markup("")
    if len(result.dropped):
        dropped = table(
            result.dropped,
            [
                Column("factor", code=True),
                Column("weight", THREE, number=True),
                Column("reason", labels.spoken("reason"), wide=True),
            ],
            caption=say("qspm.caption_dropped"),
        )
    return figured(
        result,
        id="qspm",
        subtitle=say("qspm.subtitle"),
        body=picture,
        source=say("qspm.source"),
        numbers=every + swaps + dropped,
    )


@block.register
def _(result: Awot) -> Block:
    rows = result.factors.sort_values("rank", kind="stable")
    picture = charts.bars(
        pd.DataFrame({"name": rows["factor"].map(str), "value": rows["global_weight"]}).head(DRAWN),
        id="bagan-awot",
        alt=say("awot.alt", finding=findings.of(result).claim),
        show=PERCENT,
    )
    every = table(
        rows,
        [
            Column("factor", code=True),
            Column("kind", labels.spoken("kind")),
            Column("local_priority", PERCENT, number=True),
            Column("global_weight", PERCENT, number=True),
        ],
        caption=say("awot.caption"),
    )
    groups = table(
        result.groups.sort_values("rank", kind="stable"),
        [
            Column("kind", labels.spoken("kind")),
            Column("priority", PERCENT, header=say("column.weight"), number=True),
            Column("consistency_ratio", THREE, number=True),
            Column("top_factor"),
        ],
        caption=say("awot.caption_groups"),
    )
    return figured(
        result,
        id="awot",
        subtitle=say("awot.subtitle"),
        body=picture,
        source=say("awot.source"),
        numbers=groups + every,
    )
