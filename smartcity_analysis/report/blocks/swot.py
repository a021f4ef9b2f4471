"""Position, cloud of draws, drivers, IFAS and EFAS."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.swot import SwotPosition, outline
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.markup import Column, details, figure, paragraph, table
from smartcity_analysis.report.texts import say

BARS_PER_AXIS = 3
SIGNED = partial(fmt.number, decimals=2, signed=True)


@block.register
def _(result: SwotPosition) -> Block:
    finding = findings.of(result)
    body = _plane(result, finding) + _drivers(result) + _swot_tables(result)
    return Block("swot", body, str(finding), result.tables(), sample=result.sample)


def _plane(result: SwotPosition, finding: findings.Finding) -> Markup:
    if not np.isfinite([result.internal, result.external]).all():
        claim = marked(finding.claim, sample=result.sample)
        return paragraph(claim) + paragraph(finding.detail)
    subtitle = say(
        "swot.subtitle",
        internal=fmt.number(result.internal, 3, signed=True),
        external=fmt.number(result.external, 3, signed=True),
        zone=fmt.number(result.zone, 3),
        raters=fmt.number(result.n_raters),
    )
    picture = charts.swot_plane(
        result.cloud,
        outline(result),
        (result.internal, result.external),
        result.zone,
        {code: say(f"position.{code}") for code in ("SO", "ST", "WO", "WT")},
        id="bagan-posisi",
        alt=say("swot.alt", finding=finding.claim.lower()),
        words=charts.Words(
            low=say("swot.x"), high=say("swot.y"), first=say("swot.here"), note=say("swot.inside")
        ),
    )
    faulty = (
        say("swot.faulty_same")
        if result.faulty_reading == result.position
        else say("swot.faulty", position=say(f"position.{result.faulty_reading}"))
    )
    return figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=Markup("{} {}").format(finding.detail, subtitle),
        body=picture + paragraph(faulty),
        source=_source(result),
        numbers=_share_table(result) + _variant_table(result),
    )


def _source(result: SwotPosition) -> str:
    convention = say(f"convention.{result.settings.convention}")
    return say("swot.source", raters=fmt.number(result.n_raters), convention=convention)


def _share_table(result: SwotPosition) -> Markup:
    frame = pd.DataFrame(
        {"position": list(result.draw_shares), "share": result.draw_shares.values()}
    )
    frame = frame[frame["share"] > 0].sort_values("share", ascending=False, kind="stable")
    columns = [
        Column("position", labels.spoken("position")),
        Column("share", partial(fmt.percent, decimals=1), number=True),
    ]
    return table(frame, columns, caption=say("swot.caption_draws"))


def _variant_table(result: SwotPosition) -> Markup:
    columns = [
        Column("convention", labels.spoken("convention_short")),
        Column("weights", labels.spoken("weights_short")),
        Column("aggregation", labels.spoken("aggregation_short")),
        Column("internal", SIGNED, number=True),
        Column("external", SIGNED, number=True),
        Column("position", labels.spoken("position")),
    ]
    return table(result.variants, columns, caption=say("swot.caption_variants"))


def _drivers(result: SwotPosition) -> Markup:
    rated = result.factors.dropna(subset=["contribution"])
    if rated.empty:
        return Markup("")
    ordered = rated.sort_values("driver", ascending=False, kind="stable")
    shown = (
        ordered.groupby("axis", sort=False)
        .head(BARS_PER_AXIS)
        .sort_values("axis", ascending=False, kind="stable")
    )
    strongest = ordered.iloc[0]
    claim = say(
        "swot.factors_claim",
        factor=f"{strongest['factor']} ({labels.clause(strongest['statement'])})",
        axis=say(f"axis.{strongest['axis']}"),
    )
    names = shown["factor"] + " " + shown["statement"]
    bars = {"name": names, "value": shown["driver_signed"]}
    picture = charts.diverging_bars(
        pd.DataFrame(bars),
        id="bagan-faktor",
        alt=say("swot.factors_alt", finding=claim.lower()),
        words=charts.Words(low=say("swot.lowers"), high=say("swot.raises")),
        show=SIGNED,
    )
    return figure(
        claim=marked(claim, sample=result.sample),
        subtitle=say("swot.factors_subtitle"),
        body=picture,
        source=_source(result),
        numbers=_factor_table(result, "internal") + _factor_table(result, "external"),
    )


def _factor_table(result: SwotPosition, axis: str) -> Markup:
    frame = result.factors[result.factors["axis"] == axis]
    frame = frame.assign(
        raters=labels.rater_range(frame),
        source=labels.sources(frame),
    )
    total = {"internal": result.ifas_total, "external": result.efas_total}[axis]
    two = partial(fmt.number, decimals=2)
    columns = [
        Column("factor", code=True),
        Column("statement", header=say("column.factor"), wide=True),
        Column("kind", labels.spoken("kind")),
        Column("weight", partial(fmt.number, decimals=3), number=True),
        Column("rating_used", two, number=True),
        Column("score", two, number=True),
        Column("raters"),
        Column("year", fmt.year, number=True),
        Column("source", header=say("column.evidence")),
    ]
    return table(frame, columns, caption=say(f"swot.caption_{axis}", total=two(total)))


def _swot_tables(result: SwotPosition) -> Markup:
    columns = [
        Column("name", header=say("header.part")),
        Column("counts"),
        Column("internal", SIGNED, number=True),
        Column("external", SIGNED, number=True),
        Column("position", labels.spoken("position")),
    ]
    parts = []
    for label, unordered in (("element", result.by_element), ("dimension", result.by_dimension)):
        frame = labels.in_official_order(unordered, label)
        counts = frame[["n_strength", "n_weakness", "n_opportunity", "n_threat"]].to_numpy()
        shown = frame.assign(counts=[" / ".join(map(str, row)) for row in counts])
        parts.append(table(shown, columns, caption=say(f"swot.caption_{label}")))
    return details(say("swot.summary_parts"), Markup("").join(parts))
