"""What a budget is best spent on, how firmly, and at every other budget."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.portfolio import Core, Cut, Frontier, Portfolio
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.portfolio import turning_point
from smartcity_analysis.report.markup import Column, paragraph, table
from smartcity_analysis.report.texts import entry, say

SCORE = partial(fmt.number, decimals=3)
ONE = partial(fmt.number, decimals=1)
ROWS = 20
SELECTIONS = 5
DRAWN = 15


@block.register
def _(result: Portfolio) -> Block:
    tables = result.tables()
    prices = tables["portfolio_constraint_price"]
    order = result.table.sort_values(["chosen", "score"], ascending=False, kind="stable")
    boundary = int(order["chosen"].sum()) - 1
    columns = [
        Column("programme"),
        Column("price", fmt.rupiah, number=True),
        Column("score", SCORE, number=True),
        Column("reason", labels.spoken("reason"), wide=True),
    ]
    body = table(order, columns, caption=say("portfolio.caption"), rules=[boundary])
    return figured(
        result,
        id="pilihan-anggaran",
        subtitle=say("portfolio.subtitle"),
        body=body + _dearest(prices, result.constraints),
        source=say(
            "portfolio.source",
            solver=say(f"solver.{result.method}"),
            budget=fmt.rupiah(result.budget),
        ),
        numbers=_constraints(result.constraints, prices) + _greedy(result.greedy),
        tables=tables,
    )


def _dearest(prices: pd.DataFrame, constraints: pd.DataFrame) -> Markup:
    if prices.empty:
        return Markup("")
    first = prices.iloc[0]
    if not first["gain"] > 0:
        return paragraph(say("portfolio.price_none"))
    limits = constraints.set_index("constraint").loc[first["constraint"]]
    words = said(first["constraint"], low=limits["low"], high=limits["high"])
    percent = amount(first["gain_percent"], decimals=1)
    return paragraph(say("portfolio.price", constraint=words, percent=percent))


def said(constraint: str, *, low: float, high: float) -> str:
    """Word a side constraint: its kind, and what it is about.

    Examples
    --------
    >>> said("at_most opd=DLH", low=-np.inf, high=2)
    'paling banyak 2 untuk OPD DLH'
    """
    kind, _, what = constraint.partition(" ")
    if kind == "requires":
        later, first = re.split(r"\safter\s", what, maxsplit=1)
        return say("rule.requires", later=later, first=first)
    show = fmt.rupiah if kind == "yearly_ceiling" else fmt.number
    ends = {"low": low, "high": high}
    bounds = {name: show(bound) for name, bound in ends.items() if np.isfinite(bound)}
    return say(f"rule.{kind}", what=_about(what), **bounds)


def _about(what: str) -> str:
    """Name the column of a constraint as tables name it, and its value."""
    column, equals, value = what.partition("=")
    return f"{entry('column').get(column, column)} {value}" if equals else what


def _constraints(constraints: pd.DataFrame, prices: pd.DataFrame) -> Markup:
    if constraints.empty:
        return Markup("")
    rows = constraints.merge(prices[["constraint", "gain_percent"]], on="constraint", how="left")
    worded = [
        said(name, low=low, high=high)
        for name, low, high in rows[["constraint", "low", "high"]].itertuples(index=False)
    ]
    columns = [
        Column("constraint", wide=True),
        Column("binding", labels.yes),
        Column("gain_percent", ONE, number=True),
    ]
    shown = rows.assign(constraint=worded)
    return table(shown, columns, caption=say("portfolio.caption_constraints"))


def _greedy(greedy: pd.DataFrame) -> Markup:
    columns = [
        Column("reading", labels.spoken("reading")),
        Column("short_percent", ONE, number=True),
        Column("admissible", labels.yes),
        Column("spent", fmt.rupiah, number=True),
    ]
    return table(greedy, columns, caption=say("portfolio.caption_greedy"))


@block.register
def _(result: Cut) -> Block:
    rows = result.tables()["portfolio_cut_programmes"]
    kept = rows[rows["before"] | rows["after"]]
    columns = [
        Column("programme"),
        Column("before", labels.yes),
        Column("after", labels.yes),
        Column("price", fmt.rupiah, number=True),
    ]
    return figured(
        result,
        id="anggaran-dipotong",
        body=table(kept, columns, caption=say("cut.caption")),
        source=say("cut.source"),
    )


@block.register
def _(result: Core) -> Block:
    rows = result.table.sort_values("share", ascending=False, kind="stable")
    drawn = rows.head(DRAWN)
    picture = charts.bars(
        pd.DataFrame({"name": drawn["programme"].map(str), "value": drawn["share"]}),
        id="bagan-inti",
        alt=say("core.alt", finding=findings.of(result).claim),
        show=fmt.share_of_draws,
        reach=1,
    )
    columns = [
        Column("programme"),
        Column("share", fmt.share_of_draws, number=True),
        Column("status", labels.spoken("core_status")),
        Column("price", fmt.rupiah, number=True),
    ]
    return figured(
        result,
        id="inti-program",
        subtitle=say(
            "core.subtitle", draws=fmt.number(result.draws), budget=fmt.rupiah_words(result.budget)
        ),
        body=picture,
        source=say(
            "core.source",
            core=fmt.percent(result.core_from, 1),
            exterior=fmt.percent(result.exterior_to, 1),
        ),
        numbers=table(rows, columns, caption=say("core.caption")) + _selections(result),
    )


def _selections(result: Core) -> Markup:
    rows = result.portfolios.head(SELECTIONS)
    chosen = [fmt.words([str(label) for label in labels_]) for labels_ in rows["chosen"]]
    columns = [
        Column("share", fmt.share_of_draws, number=True),
        Column("programmes", header=say("column.programme"), wide=True),
        Column("spent", fmt.rupiah, number=True),
    ]
    caption = say("core.caption_selections")
    return table(rows.assign(programmes=chosen), columns, caption=caption)


@block.register
def _(result: Frontier) -> Block:
    point = turning_point(result)
    last = float(result.table["value"].iloc[-1])
    mark = (float(point["budget_needed"]), float(point["value"]))
    share = fmt.percent(mark[1] / last if last else None)
    picture = charts.stairs(
        result.table,
        mark,
        id="bagan-anggaran",
        alt=say("frontier.alt", finding=findings.of(result).claim),
        words=charts.Words(
            low=say("frontier.axis"),
            high=say("frontier.value"),
            first=say("frontier.mark", share=share),
        ),
    )
    places = np.unique(np.linspace(0, len(result.table) - 1, ROWS).round().astype(int))
    rows = result.table.iloc[places]
    columns = [
        Column("budget_needed", fmt.rupiah, number=True),
        Column("value", SCORE, number=True),
        Column("n_chosen", fmt.number, number=True),
    ]
    caption = say(
        "frontier.caption", shown=fmt.number(len(rows)), rows=fmt.number(len(result.table))
    )
    return figured(
        result,
        id="nilai-anggaran",
        subtitle=say("frontier.subtitle"),
        body=picture,
        source=say("frontier.source"),
        numbers=table(rows, columns, caption=caption),
    )
