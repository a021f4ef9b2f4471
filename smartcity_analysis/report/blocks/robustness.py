"""How often each alternative takes each rank."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.priority import Robustness
from smartcity_analysis.report import conventions
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import anchor, block, figured
from smartcity_analysis.report.blocks.priority import named_rows
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.priority import method_name
from smartcity_analysis.report.markup import Column, details, heat_table, table
from smartcity_analysis.report.texts import say

RANKS = 6
ROWS = 20


@block.register
def _(result: Robustness) -> Block:
    body = heat_table(
        _shown_ranks(result).head(ROWS),
        caption=say("robustness.caption_shares"),
        row_header=say("column.alternative"),
        show=lambda share: "·" if share == 0 else fmt.share_of_draws(share).removesuffix("%"),
    )
    return figured(
        result,
        id=anchor("kekokohan", result.method, result.over),
        subtitle=say("robustness.subtitle", draws=fmt.number(result.draws)),
        body=body,
        source=say(
            "robustness.source",
            method=method_name(result.method),
            over=conventions.of_weightings(result),
            seed=str(result.seed),
        ),
        numbers=_firmness(result),
        after=_central(result),
    )


def _shown_ranks(result: Robustness) -> pd.DataFrame:
    """Give the shares of the first ranks, the rest in one column, in the order of the table."""
    shares = result.acceptability.loc[result.table.index]
    shares = shares.set_axis([str(name) for name in shares.index], axis=0)
    if shares.shape[1] <= RANKS + 1:
        return shares
    rest = shares.iloc[:, RANKS:].sum(axis=1).clip(0, 1)
    ends = {"low": fmt.number(RANKS + 1), "high": fmt.number(shares.shape[1])}
    last = say("list.span", **ends)
    return shares.iloc[:, :RANKS].assign(**{last: rest})


def _firmness(result: Robustness) -> Markup:
    rows = named_rows(result.table, "alternative")
    spans = [
        fmt.number(low)
        if low == high
        else say("list.span", low=fmt.number(low), high=fmt.number(high))
        for low, high in zip(rows["rank_low"], rows["rank_high"], strict=True)
    ]
    columns = [
        Column("alternative"),
        Column("rank", amount, number=True),
        Column("first", fmt.share_of_draws, number=True),
        Column(
            "top",
            fmt.share_of_draws,
            header=say("robustness.top", top=fmt.number(result.top)),
            number=True,
        ),
        Column("expected_rank", partial(fmt.number, decimals=1), number=True),
        Column("span", header=say("robustness.range"), number=True),
    ]
    return table(rows.assign(span=spans), columns, caption=say("robustness.caption"))


def _central(result: Robustness) -> Markup:
    """Show what one has to believe to prefer each alternative."""
    if result.central_weights.shape[1] == 0:
        return Markup("")
    weights = result.central_weights.rename(columns=str).dropna(how="all")
    columns = [Column(name, fmt.percent, header=name, number=True) for name in weights.columns]
    drawn = table(
        named_rows(weights, "alternative"),
        [Column("alternative"), *columns],
        caption=say("robustness.caption_central"),
    )
    return details(say("robustness.summary_central"), drawn)
