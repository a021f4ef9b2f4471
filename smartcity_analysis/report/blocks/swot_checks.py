"""A printed table worked again, and scales read the other way round."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.swot import CheckedTable, Guard
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured
from smartcity_analysis.report.findings.base import amount
from smartcity_analysis.report.findings.swot_checks import place_name
from smartcity_analysis.report.markup import Column, details, table
from smartcity_analysis.report.texts import say

TWO = partial(fmt.number, decimals=2)


@block.register
def _(result: CheckedTable) -> Block:
    rows = result.findings
    places = [
        place_name(row, part, factor)
        for row, part, factor in rows[["row", "part", "factor"]].itertuples(index=False)
    ]
    printed = [
        str(text) if fmt.is_missing(number) else amount(number, decimals=3)
        for number, text in zip(rows["printed"], rows["printed_text"], strict=True)
    ]
    columns = [
        Column("place"),
        Column("column", labels.coded("column")),
        Column("printed", number=True),
        Column("expected", partial(amount, decimals=3), number=True),
        Column("reason", labels.spoken("reason"), wide=True),
    ]
    found = table(
        rows.assign(place=places, printed=printed),
        columns,
        caption=say("checked.caption"),
        empty=say("guard.empty"),
    )
    settings = result.settings
    expected = settings["expected_weight_sum"]
    source = say(
        "checked.source",
        low=amount(float(str(settings["scale_low"]))),
        high=amount(float(str(settings["scale_high"]))),
        weight_sum=say("checked.unchecked")
        if fmt.is_missing(expected)
        else amount(float(str(expected))),
        tolerance=amount(float(str(settings["tolerance"])), decimals=4),
    )
    return figured(
        result,
        id="periksa-tabel",
        subtitle=say("checked.subtitle"),
        body=found,
        source=source,
        after=details(say("checked.summary_rows"), _rows(result.table) + _sums(result.sums)),
    )


def _rows(frame: pd.DataFrame) -> Markup:
    columns = [
        Column("row", fmt.number, number=True),
        Column("factor", code=True),
        Column("weight", partial(amount, decimals=3), number=True),
        Column("rating", amount, number=True),
        Column("printed_score", partial(amount, decimals=3), number=True),
        Column("score", partial(amount, decimals=3), number=True),
    ]
    return table(frame, columns, caption=say("checked.caption_rows"))


def _sums(frame: pd.DataFrame) -> Markup:
    columns = [
        Column("part", labels.coded("part")),
        Column("printed_total", partial(amount, decimals=3), number=True),
        Column("score_sum", partial(amount, decimals=3), number=True),
        Column("weight_sum", partial(amount, decimals=3), number=True),
        Column("n_incomplete", fmt.number, number=True),
    ]
    return table(frame, columns, caption=say("checked.caption_sums"))


@block.register
def _(result: Guard) -> Block:
    suspected = table(
        _widest(result.suspected),
        [
            Column("rater"),
            Column("agency", labels.given),
            Column("side", labels.spoken("side")),
            Column("reason", labels.spoken("reason"), wide=True),
            Column("n", fmt.number, header=say("column.n_factors"), number=True),
        ],
        caption=say("guard.caption"),
        empty=say("guard.empty"),
    )
    every = table(
        result.table[result.table["side"] == "adverse"],
        [
            Column("rater"),
            Column("agency", labels.given),
            Column("n_shared", fmt.number, number=True),
            Column("distance", TWO, number=True),
            Column("distance_reversed", TWO, number=True),
            Column("correlation", TWO, number=True),
            Column("state", labels.spoken("guard_state")),
        ],
        caption=say("guard.caption_all"),
    )
    wordings = table(
        result.wordings,
        [
            Column("rater"),
            Column("factor", code=True),
            Column("statement", wide=True),
            Column("word"),
        ],
        caption=say("guard.caption_wordings"),
        empty=say("guard.empty"),
    )
    return figured(
        result,
        id="penjaga-skala",
        subtitle=say("guard.subtitle"),
        body=suspected,
        source=say(
            "guard.source",
            shared=fmt.number(result.limits["min_shared"]),
            nearer=amount(result.limits["nearer"]),
        ),
        after=details(say("guard.summary_all"), every + wordings),
    )


def _widest(suspected: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is said of one side where the same is said of both."""
    key = ["rater", "reason"]
    both = pd.MultiIndex.from_frame(suspected.loc[suspected["side"] == "adverse", key])
    repeated = pd.MultiIndex.from_frame(suspected[key]).isin(both)
    return suspected[(suspected["side"] == "adverse") | ~repeated]
