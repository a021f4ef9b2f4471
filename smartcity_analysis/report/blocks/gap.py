"""The city against province, nation, peers and its own targets."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.reference import areas
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, claim_of
from smartcity_analysis.report.markup import Column, details, figure, paragraph, table
from smartcity_analysis.report.texts import entry, say


@block.register
def _(result: Gap) -> Block:
    finding = findings.of(result)
    province = areas()[result.province].name
    compared = result.table.dropna(subset=["province_advantage"])
    compared = compared.sort_values("province_advantage", kind="stable")
    subtitle = Markup("{} {}").format(say("gap.subtitle", province=province), finding.detail)
    rows = _gap_table(result, province)
    if compared.empty:
        body = paragraph(finding.claim) + rows
        return Block("kesenjangan", body, str(finding), result.tables(), sample=result.sample)
    picture = charts.diverging_bars(
        pd.DataFrame(
            {
                "name": compared["name"] + " " + compared["province_year"].map(fmt.year),
                "value": compared["province_advantage"],
            }
        ),
        id="bagan-kesenjangan",
        alt=say("gap.alt", finding=finding.claim.lower()),
        words=charts.Words(low=say("gap.worse"), high=say("gap.better")),
        show=lambda share: fmt.number(100 * share, signed=True) + "%",
    )
    body = (
        figure(
            claim=claim_of(finding, sample=result.sample),
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
        verdict=compared["province_verdict"].map(entry("verdict")),
    )
    columns = [
        Column("name", "Indikator"),
        Column("province_year", "Tahun", fmt.year, number=True),
        Column("own", "Kota", number=True),
        Column("other", province, number=True),
        Column("unit", "Satuan"),
        Column("verdict", "Putusan"),
    ]
    return table(shown, columns, caption=f"Kota terhadap {province} pada tahun yang sama")


def _gap_table(result: Gap, province: str) -> Markup:
    known = result.table.dropna(subset=["year"])
    known = known[known["value_text"].notna()]
    shown = known.assign(
        source=labels.sources(known),
        value=labels.values(known, "value"),
        target=labels.targets(known),
        attainment=[fmt.number(v, 0) for v in known["attainment"]],
        trend=known["trend"].map(entry("trend")),
        nation=known["nation_verdict"].map(entry("verdict")),
        peers=labels.peer_ranks(known),
    )
    columns = [
        Column("name", "Indikator", wide=True),
        Column("value", "Nilai", number=True),
        Column("unit", "Satuan"),
        Column("year", "Tahun", fmt.year, number=True),
        Column("trend", "Arah"),
        Column("target", "Target", number=True),
        Column("attainment", "Capaian 0–100", number=True),
        Column("nation", "Terhadap nasional"),
        Column("peers", "Di antara kota pembanding"),
        Column("source", "Sumber", wide=True),
    ]
    caption = "Semua indikator kota, dari yang paling tertinggal"
    return details(
        f"Lihat semua indikator yang ada datanya ({fmt.number(len(known))})",
        table(shown, columns, caption=caption),
    )
