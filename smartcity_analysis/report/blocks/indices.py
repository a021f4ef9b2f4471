"""Indices that a city is judged by."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.indices import Environment, Evaluation, Satisfaction
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.indices import part_name
from smartcity_analysis.report.markup import Column, table
from smartcity_analysis.report.texts import say

TWO = partial(fmt.number, decimals=2)
PERCENT = partial(fmt.percent, decimals=1)


def _picture(
    result: object, names: list[str], values: pd.Series[float], *, id: str, reach: float
) -> Markup:
    frame = pd.DataFrame({"name": names, "value": values.to_numpy()})
    known = frame.dropna()
    if known.empty:
        return Markup("")
    section = type(result).__name__.lower()
    return charts.bars(
        known,
        id=id,
        alt=say(f"{section}.alt", finding=findings.of(result).claim),
        show=TWO,
        reach=reach,
    )


def _parts(result: Evaluation | Environment, caption: str) -> Markup:
    columns = [
        Column("part", part_name),
        Column("weight", PERCENT, number=True),
        Column("score", TWO, header=say("column.value"), number=True),
        Column("contribution", TWO, number=True),
        Column("room", TWO, number=True),
    ]
    return table(result.table, columns, caption=caption)


@block.register
def _(result: Evaluation) -> Block:
    names = [fmt.capitalised(part_name(part)) for part in result.table["part"]]
    editions = table(
        result.editions,
        [
            Column("edition", labels.spoken("edition")),
            Column("low", TWO, number=True),
            Column("high", TWO, number=True),
            Column("within_rounding", labels.yes),
        ],
        caption=say("evaluation.caption_editions"),
    )
    numbers = _parts(result, say("evaluation.caption")) + editions
    if not fmt.is_missing(result.published) and not result.missing:
        numbers += table(
            result.roundings,
            [
                Column("rule", labels.spoken("rounding"), header=say("column.rule")),
                Column("value", partial(fmt.number, decimals=3), number=True),
                Column("matches", labels.yes),
            ],
            caption=say("evaluation.caption_roundings"),
        )
    return figured(
        result,
        id="evaluasi",
        subtitle=say("evaluation.subtitle"),
        body=_picture(result, names, result.table["score"], id="bagan-evaluasi", reach=4),
        source=say("evaluation.source", edition=say(f"edition.{result.edition}")),
        numbers=numbers,
    )


@block.register
def _(result: Satisfaction) -> Block:
    rows = result.table
    columns = [
        Column("element", header=say("satisfaction.element")),
        Column("mean", TWO, header=say("column.mean"), number=True),
        Column("weight", PERCENT, number=True),
        Column("contribution", TWO, number=True),
        Column("n_answers", amount, number=True),
        Column("n_blank", amount, number=True),
    ]
    names = [str(element) for element in rows["element"]]
    return figured(
        result,
        id="kepuasan",
        subtitle=say("satisfaction.subtitle"),
        body=_picture(result, names, rows["mean"], id="bagan-kepuasan", reach=4),
        source=say(
            "satisfaction.source", weights=say(f"satisfaction.weights.{result.weight_rounding}")
        ),
        numbers=table(rows, columns, caption=say("satisfaction.caption")),
    )


@block.register
def _(result: Environment) -> Block:
    names = [fmt.capitalised(part_name(part)) for part in result.table["part"]]
    return figured(
        result,
        id="lingkungan",
        subtitle=say("environment.subtitle"),
        body=_picture(result, names, result.table["score"], id="bagan-lingkungan", reach=100),
        source=say("environment.source"),
        numbers=_parts(result, say("environment.caption")),
    )
