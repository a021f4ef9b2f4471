"""Whether raters agree, who departs from them, and what they choose together."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.agreement import (
    BlockAgreement,
    Borda,
    Consensus,
    Copeland,
    KendallW,
    Outliers,
)
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.consensus import block_name
from smartcity_analysis.report.markup import Column, details, table
from smartcity_analysis.report.texts import say

TWO = partial(fmt.number, decimals=2)
DRAWN = 10
REASON = Column("reason", labels.spoken("reason"), wide=True)


@block.register
def _(result: Consensus) -> Block:
    columns = [
        Column("alternative"),
        Column("mean", TWO, header=say("column.mean"), number=True),
        Column("mean_rank", amount, number=True),
        Column("borda_share", fmt.percent, number=True),
        Column("borda_rank", amount, number=True),
        Column("copeland_score", partial(fmt.number, signed=True), number=True),
        Column("copeland_rank", amount, number=True),
    ]
    after = details(say("consensus.summary_outliers"), _outlier_table(result.outliers))
    if result.blocks is not None:
        after += details(say("consensus.summary_blocks"), _block_tables(result.blocks))
    return figured(
        result,
        id="kesepakatan",
        subtitle=say("consensus.subtitle"),
        body=table(result.orders, columns, caption=say("consensus.caption")),
        source=say(
            "consensus.source", votes=fmt.capitalised(say(f"aggregation.{result.aggregation}"))
        ),
        after=after,
    )


def _outlier_table(result: Outliers) -> Markup:
    columns = [
        Column("rater"),
        Column("agency", labels.given),
        Column("rho", TWO, number=True),
        Column("deviation", TWO, number=True),
        Column("w_without", TWO, number=True),
        Column("flagged", labels.yes),
        REASON,
    ]
    return table(result.table, columns, caption=say("outliers.caption"))


@block.register
def _(result: Outliers) -> Block:
    return figured(
        result,
        id="penilai-menyimpang",
        body=_outlier_table(result),
        source=say(
            "outliers.source", threshold=amount(result.threshold), limit=TWO(result.deviation_limit)
        ),
    )


def _block_tables(result: BlockAgreement) -> Markup:
    pairs = table(
        result.pairs,
        [
            Column("block_a", block_name),
            Column("block_b", block_name),
            Column("n_items", fmt.number, number=True),
            Column("rho", TWO, number=True),
            REASON,
        ],
        caption=say("blocks.caption_pairs"),
    )
    within = table(
        result.blocks,
        [
            Column("block", block_name),
            Column("n_raters", fmt.number, number=True),
            Column("w", TWO, number=True),
            REASON,
        ],
        caption=say("blocks.caption_within"),
    )
    names = [name for name in result.means.columns if name != "alternative"]
    means = table(
        result.means,
        [
            Column("alternative"),
            *(Column(name, TWO, header=block_name(name), number=True) for name in names),
        ],
        caption=say("blocks.caption_means"),
    )
    return pairs + within + means


@block.register
def _(result: BlockAgreement) -> Block:
    return figured(
        result,
        id="kesepakatan-kelompok",
        body=_block_tables(result),
        source=say("blocks.source", votes=say(f"aggregation.{result.aggregation}")),
    )


@block.register
def _(result: KendallW) -> Block:
    columns = [
        Column("n_raters", fmt.number, number=True),
        Column("n_items", fmt.number, number=True),
        Column("n_dropped", fmt.number, number=True),
        Column("w", TWO, number=True),
        Column("p_value", partial(fmt.number, decimals=3), number=True),
    ]
    return figured(
        result,
        id="kendall-w",
        source=say("agreement_claim.source"),
        numbers=table(
            result.tables()["kendall_w"], columns, caption=say("agreement_claim.caption")
        ),
    )


@block.register
def _(result: Borda) -> Block:
    known = result.table.dropna(subset=["share"]).head(DRAWN)
    picture = charts.bars(
        pd.DataFrame({"name": known["alternative"].map(str), "value": known["share"]}),
        id="bagan-borda",
        alt=say("borda.alt", finding=findings.of(result).claim),
        show=fmt.percent,
        reach=1,
    )
    columns = [
        Column("alternative"),
        Column("rank", amount, number=True),
        Column("points", amount, number=True),
        Column("n_compared", amount, number=True),
        Column("share", fmt.percent, header=say("column.borda_share"), number=True),
    ]
    return figured(
        result,
        id="borda",
        subtitle=say("borda.subtitle"),
        body=picture,
        source=say("borda.source"),
        numbers=table(result.table, columns, caption=say("borda.caption")),
    )


@block.register
def _(result: Copeland) -> Block:
    columns = [
        Column("alternative"),
        Column("rank", amount, number=True),
        Column("wins", fmt.number, number=True),
        Column("ties", fmt.number, number=True),
        Column("losses", fmt.number, number=True),
        Column("score", partial(fmt.number, signed=True), number=True),
    ]
    names = [name for name in result.pairwise.columns if name != "alternative"]
    duels = [
        Column("alternative"),
        *(Column(name, amount, header=str(name), number=True) for name in names),
    ]
    return figured(
        result,
        id="copeland",
        body=table(result.table, columns, caption=say("copeland.caption")),
        source=say("copeland.source"),
        numbers=table(result.pairwise, duels, caption=say("copeland.caption_pairwise")),
    )
