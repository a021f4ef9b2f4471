"""The city against province, nation, peers and its own targets."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.reference import area_name
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.markup import Column, details, figure, paragraph, table
from smartcity_analysis.report.texts import say

KNOWN = ("better", "worse", "same")
VERDICTS = ["province_verdict", "nation_verdict", "peers_verdict"]


@block.register
def _(result: Gap) -> Block:
    finding = findings.of(result)
    province = area_name(result.province)
    compared = result.table[result.table["province_verdict"].isin(KNOWN)]
    drawn = compared.dropna(subset=["province_advantage"])
    drawn = drawn.sort_values("province_advantage", kind="stable")
    subtitle = Markup("{} {}").format(say("gap.subtitle", province=province), finding.detail)
    rows = _indicator_tables(result)
    if drawn.empty:
        body = paragraph(marked(finding.claim, sample=result.sample)) + rows
        return Block("kesenjangan", body, str(finding), result.tables(), sample=result.sample)
    bars = {"name": labels.compared_names(drawn), "value": drawn["province_advantage"]}
    picture = charts.diverging_bars(
        pd.DataFrame(bars),
        id="bagan-kesenjangan",
        alt=say("gap.alt", finding=finding.claim.lower()),
        words=charts.Words(low=say("gap.worse"), high=say("gap.better")),
        show=lambda share: fmt.number(100 * share, signed=True) + "%",
    )
    body = (
        figure(
            claim=marked(finding.claim, sample=result.sample),
            subtitle=subtitle,
            body=picture,
            source=say("gap.source"),
            numbers=_comparison_table(compared, province),
        )
        + rows
    )
    return Block("kesenjangan", body, str(finding), result.tables(), sample=result.sample)


def _comparison_table(compared: pd.DataFrame, province: str) -> Markup:
    shown = compared.assign(
        own=labels.values(compared, "province_own"),
        other=labels.values(compared, "province_value"),
        verdict=compared["province_verdict"],
    )
    columns = [
        Column("name", header=say("header.indicator")),
        Column("province_year", fmt.year, number=True),
        Column("own", number=True),
        Column("other", header=province, number=True),
        Column("unit"),
        Column("verdict", labels.spoken("verdict")),
    ]
    return table(shown, columns, caption=say("gap.caption_province", province=province))


def _indicator_tables(result: Gap) -> Markup:
    known = result.table[result.table["value_text"].notna()]
    judged = known["target_verdict"].isin(KNOWN) | (known[VERDICTS].isin(KNOWN)).any(axis=1)
    shown = known.assign(
        source=labels.sources(known),
        value=labels.latest_values(known),
        targets=labels.targets(known),
        attainment=known["attainment"].map(fmt.number),
        trend=labels.trends(known),
        nation=labels.verdicts(known, "nation"),
        province=labels.verdicts(known, "province"),
        peers=labels.peer_ranks(known),
    )
    first = [
        Column("name", header=say("header.indicator"), wide=True),
        Column("value", number=True),
        Column("unit"),
        Column("year", fmt.year, number=True),
        Column("trend"),
    ]
    compared = [
        Column("targets", number=True),
        Column("attainment", number=True),
        Column("province"),
        Column("nation"),
        Column("peers"),
        Column("agency", code=True),
    ]
    source = Column("source")
    judged_columns, other_columns = [*first, *compared, source], [*first, source]
    tables = table(shown[judged], judged_columns, caption=say("gap.caption_judged"))
    tables += table(shown[~judged], other_columns, caption=say("gap.caption_others"))
    note = paragraph(say("gap.provisional"), css="source")
    return details(say("gap.summary", count=fmt.number(len(known))), tables + note)
