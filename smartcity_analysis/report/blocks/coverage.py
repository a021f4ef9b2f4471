"""What came in, from whom, and how complete it is."""

from __future__ import annotations

from markupsafe import Markup

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block
from smartcity_analysis.report.markup import Column, details, figure, heat_table, table
from smartcity_analysis.report.texts import say


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
        result.by_agency,
        [
            Column("short_name", header=say("column.agency")),
            Column("state", labels.spoken("submission"), header=say("column.table")),
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
    )
    body += details(say("coverage.summary_agencies"), by_agency)
    body += details(say("coverage.summary_cells"), _agency_by_table(result))
    return Block("kelengkapan", body, str(finding), tables=result.tables())


def _agency_by_table(result: Coverage) -> Markup:
    """Shade the share of filled cells of each agency that appears in any worksheet."""
    shares = result.cells.pivot_table(
        index="agency", columns="table", values="share", sort=False, dropna=False
    ).dropna(how="all")
    names = result.by_agency.set_index("agency")["short_name"]
    shown = shares.set_axis(names[shares.index].tolist(), axis=0)
    return heat_table(
        shown.set_axis([labels.table_title(name) for name in shares.columns], axis=1),
        caption=say("coverage.caption_cells"),
        row_header=say("column.agency"),
        show=lambda share: fmt.number(100 * share),
    )
