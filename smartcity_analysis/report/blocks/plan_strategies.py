"""Strategies under their four kinds, each with the factors it rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.plan import Strategies
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.markup import (
    Column,
    details,
    figure,
    heading,
    paragraph,
    table,
    text,
    trail,
)
from smartcity_analysis.report.texts import say

KINDS = ("SO", "WO", "ST", "WT")


@block.register
def _(result: Strategies) -> Block:
    finding = findings.of(result)
    if result.table.empty:
        body = heading(finding.claim, level=3) + paragraph(finding.detail)
        return Block("strategi", body, str(finding), result.tables(), sample=result.sample)
    body = figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=finding.detail,
        body=Markup("").join(_of_kind(result.table, kind) for kind in KINDS),
        source=say("plan_strategies.source"),
    )
    body += _loose(result) + _attraction(result)
    return Block("strategi", body, str(finding), result.tables(), sample=result.sample)


def _of_kind(every: pd.DataFrame, kind: str) -> Markup:
    rows = every[every["kind"] == kind]
    title = heading(say(f"plan_strategies.kind.{kind}"), level=4)
    if rows.empty:
        return title + paragraph(say("plan_strategies.none_of_kind"), css="quiet")
    shown = rows.assign(statement=[_based(row) for _, row in rows.iterrows()])
    columns = [
        Column("statement", header=say("column.strategy"), wide=True),
        Column("rank", amount, header=say("plan_strategies.rank"), number=True),
    ]
    return title + table(shown, columns, caption=say("plan_strategies.caption", kind=kind))


def _based(row: pd.Series[Any]) -> Markup:
    """Write a strategy, and under it the factors that it rests on."""
    factors = Markup(", ").join(trail(code, code) for code in row["factors"])
    return Markup("{}<br><small>{}</small>").format(text(row["statement"]), factors)


def _loose(result: Strategies) -> Markup:
    """Name strategies without a needed factor, and fold the factors that no strategy takes up."""
    parts = Markup("")
    weak = result.table.loc[~result.table["sound"], "short_name"]
    if len(weak):
        parts += paragraph(say("plan_strategies.unsound", strategies=fmt.words(list(weak))))
    unused = result.tows.unused
    if len(unused):
        columns = [
            Column("statement", header=say("column.factor"), wide=True),
            Column("kind", labels.spoken("kind")),
        ]
        summary = say("tows.summary_unused", count=fmt.number(len(unused)))
        parts += details(summary, table(unused, columns, caption=say("tows.caption_unused")))
    return parts


def _attraction(result: Strategies) -> Markup:
    return Markup("") if result.qspm is None else Markup(block(result.qspm).html)
