"""The city against province, nation, peers and its own targets."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.reference import area_name
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, claim_of
from smartcity_analysis.report.markup import Column, details, figure, paragraph, table
from smartcity_analysis.report.texts import entry, say

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
        body = paragraph(finding.claim) + rows
        return Block("kesenjangan", body, str(finding), result.tables(), sample=result.sample)
    picture = charts.diverging_bars(
        pd.DataFrame(
            {
                "name": labels.compared_names(drawn),
                "value": drawn["province_advantage"],
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


def _indicator_tables(result: Gap) -> Markup:
    known = result.table[result.table["value_text"].notna()]
    judged = known["target_verdict"].isin(KNOWN) | (known[VERDICTS].isin(KNOWN)).any(axis=1)
    shown = known.assign(
        source=labels.sources(known),
        value=labels.latest_values(known),
        target=labels.targets(known),
        attainment=known["attainment"].map(fmt.number),
        trend=labels.trends(known),
        nation=labels.verdicts(known, "nation"),
        province=labels.verdicts(known, "province"),
        peers=labels.peer_ranks(known),
    )
    first = [
        Column("name", "Indikator", wide=True),
        Column("value", "Nilai", number=True),
        Column("unit", "Satuan"),
        Column("year", "Tahun", fmt.year, number=True),
        Column("trend", "Arah"),
    ]
    compared = [
        Column("target", "Target", number=True),
        Column("attainment", "Capaian 0–100", number=True),
        Column("province", "Terhadap provinsi"),
        Column("nation", "Terhadap nasional"),
        Column("peers", "Urutan di antara kota"),
    ]
    source = [Column("source", "Sumber")]
    tables = table(
        shown[judged],
        [*first, *compared, *source],
        caption="Indikator yang dapat dinilai, dari yang paling tertinggal",
    ) + table(
        shown[~judged],
        [*first, *source],
        caption="Indikator lain, belum punya target atau pembanding",
    )
    note = paragraph(say("gap.provisional"), css="source")
    return details(
        f"Lihat semua indikator yang ada datanya ({fmt.number(len(known))})", tables + note
    )
