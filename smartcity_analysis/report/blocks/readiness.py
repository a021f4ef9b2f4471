"""Condition now and condition aimed at."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.readiness import Readiness
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.markup import Column, details, figure, paragraph, table
from smartcity_analysis.report.texts import say


@block.register
def _(result: Readiness) -> Block:
    finding = findings.of(result)
    claim = marked(finding.claim, sample=result.sample)
    low, high = result.labels[0], result.labels[-1]
    rated = result.by_component.dropna(subset=["mean", "target_mean"])
    if rated.empty:
        body = paragraph(claim) + paragraph(finding.detail)
        return Block("kesiapan", body, str(finding), result.tables(), sample=result.sample)
    picture = charts.dumbbell(
        rated.sort_values("gap", ascending=False, kind="stable"),
        id="bagan-kesiapan",
        alt=say("readiness.alt", finding=finding.claim.lower()),
        words=charts.Words(
            low=f"1 = {low}",
            high=f"{len(result.labels)} = {high}",
            first=say("readiness.now"),
            second=say("readiness.target"),
        ),
    )
    missing = result.by_component.loc[result.by_component["mean"].isna(), "name"].tolist()
    not_rated = say("readiness.not_rated", names=fmt.words(missing)) if missing else ""
    by_element = labels.in_official_order(result.by_element, "element")
    by_dimension = labels.in_official_order(result.by_dimension, "dimension")
    body = figure(
        claim=claim,
        subtitle=Markup("{} {}").format(
            say("readiness.subtitle", low=low, high=high), finding.detail
        ),
        body=Markup("{}{}").format(picture, paragraph(not_rated) if not_rated else ""),
        source=say("readiness.source"),
        numbers=_readiness_table(result.by_component, "component", result)
        + _readiness_table(by_element, "element", result)
        + _readiness_table(by_dimension, "dimension", result),
    ) + details(say("readiness.summary_aspects"), _aspect_table(result))
    return Block("kesiapan", body, str(finding), result.tables(), sample=result.sample)


def _readiness_table(frame: pd.DataFrame, part: str, result: Readiness) -> Markup:
    score = partial(fmt.number, decimals=1)
    shares = [
        Column(f"count_{level}", fmt.number, header=label.capitalize(), number=True)
        for level, label in enumerate(result.labels, start=1)
    ]
    columns = [
        Column("name", header=say(f"column.{part}")),
        Column("mean", score, number=True),
        Column("target_mean", score, number=True),
        *shares,
        Column("n_unrated", fmt.number, number=True),
    ]
    return table(frame, columns, caption=say(f"readiness.caption_{part}"))


def _aspect_table(result: Readiness) -> Markup:
    columns = [
        Column("statement", header=say("column.aspect"), wide=True),
        Column("label"),
        Column("target", fmt.number, number=True),
        Column("evidence", wide=True),
    ]
    return table(result.aspects, columns, caption=say("readiness.caption_aspects"))
