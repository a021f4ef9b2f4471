"""What came in, from whom, and how complete it is."""

from __future__ import annotations

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block
from smartcity_analysis.report.markup import Column, details, figure, table
from smartcity_analysis.report.texts import entry


@block.register
def _(result: Coverage) -> Block:
    finding = findings.of(result)
    by_table = table(
        result.by_table.assign(title=result.by_table["table"].map(labels.table_title)),
        [
            Column("title", "Lembar kerja"),
            Column("rows", "Baris", fmt.number, number=True),
            Column("sample_rows", "Contoh", fmt.number, number=True),
            Column("agencies", "OPD", fmt.number, number=True),
            Column("share", "Sel terisi", fmt.percent, number=True),
        ],
        caption="Kelengkapan lembar kerja",
    )
    by_agency = table(
        result.by_agency.assign(state=result.by_agency["state"].map(entry("submission"))),
        [
            Column("short_name", "OPD"),
            Column("state", "Lembar kerja"),
            Column("received", "Tanggal", fmt.day),
            Column("rows", "Baris terkait", fmt.number, number=True),
            Column("share", "Sel terisi", fmt.percent, number=True),
        ],
        caption="Penyerahan lembar kerja per OPD",
    )
    body = figure(
        claim=finding.claim,
        subtitle=finding.detail,
        body=by_table,
        source="lembar kerja kota; isian kosong tidak dihitung sebagai nol.",
    ) + details("Lihat keadaan tiap OPD", by_agency)
    return Block("kelengkapan", body, str(finding), tables=result.tables())
