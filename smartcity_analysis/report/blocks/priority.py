"""A problem, its ranking, and what would change it."""

from __future__ import annotations

from functools import partial

import pandas as pd

from smartcity_analysis.analysis.priority import (
    Comparison,
    LeaveOneOut,
    Problem,
    Ranking,
    RankReversal,
    Stability,
)
from smartcity_analysis.report import charts, conventions, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import anchor, block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.priority import method_name
from smartcity_analysis.report.markup import Column, table
from smartcity_analysis.report.texts import say

DRAWN = 10
SCORE = partial(fmt.number, decimals=3)
SIGNED = partial(fmt.number, decimals=3, signed=True)
PERCENT = partial(fmt.percent, decimals=1)


def named_rows(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Turn the index of a frame into its first column, as text."""
    return frame.rename_axis(name).reset_index().astype({name: str})


@block.register
def _(result: Problem) -> Block:
    weights = result.weights.sort_values(ascending=False, kind="stable")
    costs = pd.Series([name in result.cost for name in weights.index], weights.index)
    rows = named_rows(
        pd.DataFrame(
            {
                "weight": weights,
                "given": result.given_weights[weights.index],
                "direction": costs.map({True: "cost", False: "benefit"}),
            }
        ),
        "criterion",
    )
    picture = charts.bars(
        pd.DataFrame({"name": rows["criterion"], "value": rows["weight"]}).head(DRAWN),
        id="bagan-masukan",
        alt=say("problem.alt", finding=findings.of(result).claim),
        show=fmt.percent,
    )
    columns = [
        Column("criterion"),
        Column("weight", PERCENT, number=True),
        Column("given", amount, number=True),
        Column("direction", labels.spoken("criterion_direction")),
    ]
    cells = [Column(str(name), amount, header=str(name), number=True) for name in result.criteria]
    data = named_rows(result.data.rename(columns=str), "alternative")
    return figured(
        result,
        id="masukan",
        subtitle=say("problem.subtitle"),
        body=picture,
        source=fmt.capitalised(conventions.of_problem(result)) + ".",
        numbers=table(rows, columns, caption=say("problem.caption_weights"))
        + table(data, [Column("alternative"), *cells], caption=say("problem.caption_data")),
    )


@block.register
def _(result: Ranking) -> Block:
    method = method_name(result.method)
    rows = named_rows(result.table, "alternative")
    top = rows.head(DRAWN)
    subtitle = say("ranking.subtitle", method=method)
    if len(rows) > DRAWN:
        shown, count = fmt.number(DRAWN), fmt.number(len(rows))
        subtitle += " " + say("ranking.shown", shown=shown, count=count)
    drawn = pd.DataFrame({"name": top["alternative"], "value": top["score"]})
    id = anchor("bagan-urutan", result.method)
    alt = say("ranking.alt", finding=findings.of(result).claim)
    picture = (
        charts.bars(drawn, id=id, alt=alt, show=SCORE)
        if rows["score"].min() >= 0
        else charts.diverging_bars(drawn, id=id, alt=alt, words=_sides(), show=SIGNED)
    )
    columns = [
        Column("alternative"),
        Column("rank", amount, number=True),
        Column("score", SCORE, number=True),
    ]
    return figured(
        result,
        id=anchor("urutan", result.method),
        subtitle=subtitle,
        body=picture,
        source=conventions.of_ranking(result),
        numbers=table(rows, columns, caption=say("ranking.caption", method=method)),
    )


def _sides() -> charts.Words:
    return charts.Words(low=say("ranking.lower"), high=say("ranking.higher"))


@block.register
def _(result: Comparison) -> Block:
    methods = list(result.ranks.columns)
    heads = {name: method_name(name) for name in methods}
    ranks = [Column(name, amount, header=heads[name], number=True) for name in methods]
    alike = [
        Column(name, partial(fmt.number, decimals=2), header=heads[name], number=True)
        for name in methods
    ]
    body = table(
        named_rows(result.ranks, "alternative"),
        [Column("alternative"), *ranks],
        caption=say("methods_compared.caption"),
    )
    numbers = table(
        named_rows(result.spearman, "method"),
        [Column("method", method_name), *alike],
        caption=say("methods_compared.caption_spearman"),
    )
    return figured(
        result,
        id="perbandingan-metode",
        body=body,
        source=say("methods_compared.source"),
        numbers=numbers,
    )


@block.register
def _(result: Stability) -> Block:
    rows = named_rows(result.table, "criterion")
    between = {
        column: [
            say("list.span", low=fmt.percent(low), high=fmt.percent(high))
            for low, high in zip(rows[f"{part}_low"], rows[f"{part}_high"], strict=True)
        ]
        for part, column in (("first", "first_between"), ("all", "all_between"))
    }
    columns = [
        Column("criterion"),
        Column("weight", fmt.percent, header=say("header.weight_now"), number=True),
        Column("first_between", number=True),
        Column("all_between", number=True),
        Column("taken_below"),
        Column("taken_above"),
    ]
    return figured(
        result,
        id=anchor("rentang-bobot", result.method),
        subtitle=say("stability.subtitle"),
        body=table(rows.assign(**between), columns, caption=say("stability.caption")),
        source=say("stability.source", method=method_name(result.method)),
    )


@block.register
def _(result: LeaveOneOut) -> Block:
    columns = [
        Column("unit", header=say("column.votes")),
        Column("first"),
        Column("first_changed", labels.yes),
        Column("tau", partial(fmt.number, decimals=2), number=True),
        Column("moved", fmt.number, number=True),
        Column("largest_move", amount, number=True),
    ]
    return figured(
        result,
        id="tanpa-satu-suara",
        body=table(named_rows(result.table, "unit"), columns, caption=say("leave_one_out.caption")),
        source=say("leave_one_out.source"),
    )


@block.register
def _(result: RankReversal) -> Block:
    columns = [
        Column("alternative"),
        Column("change", labels.spoken("change")),
        Column("reversed_pairs", fmt.number, number=True),
        Column("first_before"),
        Column("first_after"),
    ]
    return figured(
        result,
        id=anchor("pembalikan", result.method),
        source=say("rank_reversal.source", method=method_name(result.method)),
        numbers=table(
            named_rows(result.table, "alternative"), columns, caption=say("rank_reversal.caption")
        ),
    )
