"""Weights: which criterion counts how much, and how the figures came about."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.weights import (
    AhpGroup,
    AhpHierarchy,
    AhpWeights,
    BestWorstWeights,
    DirectWeights,
    GroupWeights,
    ObjectiveWeights,
    RankWeights,
)
from smartcity_analysis.report import charts, conventions, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.priority import method_name
from smartcity_analysis.report.markup import Column, details, table
from smartcity_analysis.report.texts import say

DRAWN = 12
PAIRS = 10
PERCENT = partial(fmt.percent, decimals=1)
THREE = partial(fmt.number, decimals=3)
WEIGHT = Column("weight", PERCENT, number=True)


def _picture(
    result: Any,
    values: pd.Series[float],
    *,
    low: pd.Series[float] | None = None,
    high: pd.Series[float] | None = None,
) -> Markup:
    order = values.sort_values(ascending=False, kind="stable").index[:DRAWN]
    frame = pd.DataFrame({"name": [str(n) for n in order], "value": values[order].to_numpy()})
    if low is not None and high is not None:
        frame = frame.assign(low=low[order].to_numpy(), high=high[order].to_numpy())
    return charts.bars(
        frame,
        id="bagan-bobot",
        alt=say("weighting.alt", finding=findings.of(result).claim),
        show=fmt.percent,
    )


def _weights_table(frame: pd.DataFrame, *columns: Column) -> Markup:
    return table(frame, [Column("criterion"), *columns], caption=say("weighting.caption"))


def _rater_table(frame: pd.DataFrame) -> Markup:
    columns = [
        Column("rater"),
        Column("agency", labels.given),
        Column("share", PERCENT, header=say("column.votes"), number=True),
    ]
    if "consistency_ratio" in frame:
        columns += [
            Column("consistency_ratio", THREE, number=True),
            Column("consistent", labels.yes),
            Column("excluded", labels.yes),
        ]
    return table(frame, columns, caption=say("weighting.caption_raters"))


def _block_table(frame: pd.DataFrame) -> Markup:
    if len(frame) < 2:
        return Markup("")
    columns = [
        Column("block", labels.coded("block")),
        Column("stated_weight", PERCENT, number=True),
        Column("share", PERCENT, header=say("column.votes"), number=True),
        Column("n_raters", fmt.number, number=True),
    ]
    return table(frame, columns, caption=say("weighting.caption_blocks"))


SPREAD = (
    WEIGHT,
    Column("min", PERCENT, number=True),
    Column("max", PERCENT, number=True),
)


@block.register
def _(result: AhpWeights) -> Block:
    tables = result.tables()
    pairs = table(
        tables["ahp_pairs"].head(PAIRS),
        [
            Column("criterion_a"),
            Column("criterion_b"),
            Column("value", amount, number=True),
            Column("consistent_value", amount, number=True),
        ],
        caption=say("weighting.caption_pairs"),
    )
    verdicts = table(
        tables["ahp_verdicts"],
        [
            Column("random_index_table", labels.spoken("index_table")),
            Column("consistency_ratio", THREE, number=True),
            Column("threshold", amount, number=True),
            Column("consistent", labels.yes),
        ],
        caption=say("weighting.caption_verdicts"),
    )
    return figured(
        result,
        id="bobot-ahp",
        subtitle=say("weighting.subtitle"),
        body=_picture(result, result.weights),
        source=say(
            "weighting.source_ahp",
            method=say(f"weight_method.{result.method}"),
            table=say(f"index_table.{result.random_index_table}"),
        ),
        numbers=_weights_table(tables["ahp_weights"], WEIGHT),
        after=details(say("weighting.summary_check"), pairs + verdicts),
        tables=tables,
    )


@block.register
def _(result: AhpGroup) -> Block:
    tables = result.tables()
    spread = tables["ahp_group_weights"].set_index("criterion")
    return figured(
        result,
        id="bobot-ahp-kelompok",
        subtitle=say("weighting.subtitle_spread"),
        body=_picture(result, result.weights, low=spread["min"], high=spread["max"]),
        source=say(
            "weighting.source_group",
            method=say(f"weight_method.{result.method}"),
            aggregation=say(f"group_aggregation.{result.aggregation}"),
            table=say(f"index_table.{result.random_index_table}"),
            votes=conventions.of_voices(result.voices),
        ),
        numbers=_weights_table(tables["ahp_group_weights"], *SPREAD),
        after=details(
            say("weighting.summary_raters"),
            _rater_table(tables["ahp_group_raters"]) + _block_table(tables["ahp_group_blocks"]),
        ),
        tables=tables,
    )


@block.register
def _(result: GroupWeights) -> Block:
    tables = result.tables()
    spread = tables["weights_group"].set_index("criterion")
    return figured(
        result,
        id="bobot-kelompok",
        subtitle=say("weighting.subtitle_spread"),
        body=_picture(result, result.weights, low=spread["min"], high=spread["max"]),
        source=say(
            "weighting.source_mean",
            mean=say(f"mean_kind.{result.mean}"),
            votes=conventions.of_voices(result.voices),
        ),
        numbers=_weights_table(tables["weights_group"], *SPREAD),
        after=details(
            say("weighting.summary_raters"),
            _rater_table(tables["weights_group_raters"])
            + _block_table(tables["weights_group_blocks"]),
        ),
        tables=tables,
    )


@block.register
def _(result: AhpHierarchy) -> Block:
    tables = result.tables()
    nodes = table(
        tables["ahp_hierarchy_nodes"],
        [
            Column("node"),
            Column("consistency_ratio", THREE, number=True),
            Column("threshold", amount, number=True),
            Column("consistent", labels.yes),
        ],
        caption=say("weighting.caption_nodes"),
    )
    tree = _weights_table(
        tables["ahp_hierarchy_weights"],
        Column("parent"),
        Column("local_weight", PERCENT, number=True),
        WEIGHT,
    )
    none = result.priorities.empty
    priorities = table(
        tables["ahp_hierarchy_priorities"].sort_values("rank", kind="stable"),
        [
            Column("alternative"),
            Column("rank", amount, number=True),
            Column("priority", PERCENT, header=say("weighting.priority"), number=True),
        ],
        caption=say("weighting.caption_priorities"),
    )
    root = result.nodes[result.root]
    return figured(
        result,
        id="bobot-ahp-berjenjang",
        subtitle=say("weighting.subtitle" if none else "weighting.subtitle_priorities"),
        body=_picture(result, result.weights if none else result.priorities),
        source=say(
            "weighting.source_hierarchy",
            method=say(f"weight_method.{root.method}"),
            table=say(f"index_table.{root.random_index_table}"),
        ),
        numbers=tree if none else priorities + tree,
        after=details(say("weighting.summary_check"), nodes),
        tables=tables,
    )


@block.register
def _(result: BestWorstWeights) -> Block:
    ranged = not result.unique
    return figured(
        result,
        id="bobot-terbaik-terburuk",
        subtitle=say("weighting.subtitle_interval" if ranged else "weighting.subtitle"),
        body=_picture(
            result,
            result.weights,
            low=result.lower if ranged else None,
            high=result.upper if ranged else None,
        ),
        source=say("weighting.source_best_worst", model=say(f"model.{result.model}")),
        numbers=_weights_table(
            result.table,
            WEIGHT,
            Column("best_to_other", amount, number=True),
            Column("other_to_worst", amount, number=True),
        ),
    )


@block.register
def _(result: DirectWeights) -> Block:
    return figured(
        result,
        id="bobot-langsung",
        subtitle=say("weighting.subtitle"),
        body=_picture(result, result.weights),
        source=say("weighting.source_direct"),
        numbers=_weights_table(
            result.tables()["weights_direct"], Column("points", amount, number=True), WEIGHT
        ),
    )


@block.register
def _(result: RankWeights) -> Block:
    return figured(
        result,
        id="bobot-urutan",
        subtitle=say("weighting.subtitle"),
        body=_picture(result, result.weights),
        source=say("weighting.source_rank"),
        numbers=_weights_table(
            result.tables()["weights_rank_order_centroid"],
            Column("place", amount, header=say("column.rank"), number=True),
            WEIGHT,
        ),
    )


@block.register
def _(result: ObjectiveWeights) -> Block:
    return figured(
        result,
        id=f"bobot-{result.method}",
        subtitle=say("weighting.subtitle"),
        body=_picture(result, result.weights),
        source=say(
            "weighting.source_objective",
            method=fmt.capitalised(method_name(result.method)),
        ),
        numbers=_weights_table(
            result.table,
            Column("direction", labels.spoken("criterion_direction")),
            Column("constant", labels.yes),
            WEIGHT,
        ),
    )
