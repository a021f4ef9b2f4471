"""What came in, from whom, and how complete it is."""

from __future__ import annotations

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block
from smartcity_analysis.report.markup import Column, details, figure, table
from smartcity_analysis.report.texts import entry, say


@block.register
def _(result: Coverage) -> Block:
    finding = findings.of(result)
    filled = Column("share", fmt.percent, header=say("column.filled"), number=True)
    by_table = table(
        result.by_table.assign(table=result.by_table["table"].map(labels.table_title)),
        [
            Column("table"),
            Column("rows", fmt.number, number=True),
            Column("sample_rows", fmt.number, number=True),
            Column("agencies", fmt.number, number=True),
            filled,
        ],
        caption=say("coverage.caption_tables"),
    )
    by_agency = table(
        result.by_agency.assign(state=result.by_agency["state"].map(entry("submission"))),
        [
            Column("short_name", header=say("column.agency")),
            Column("state", header=say("column.table")),
            Column("received", fmt.day),
            Column("rows", fmt.number, header=say("header.rows_of_agency"), number=True),
            filled,
        ],
        caption=say("coverage.caption_agencies"),
    )
    body = figure(
        claim=finding.claim,
        subtitle=finding.detail,
        body=by_table,
        source=say("coverage.source"),
    ) + details(say("coverage.summary_agencies"), by_agency)
    return Block("kelengkapan", body, str(finding), tables=result.tables())
