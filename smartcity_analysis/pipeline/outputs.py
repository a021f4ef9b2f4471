"""Every file that a run leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat

from smartcity_analysis.intake import City
from smartcity_analysis.pipeline.archive import archive
from smartcity_analysis.pipeline.layout import LAST, Layout, Stage
from smartcity_analysis.pipeline.publish import Published
from smartcity_analysis.pipeline.snapshot import worksheets
from smartcity_analysis.pipeline.tables import to_csv
from smartcity_analysis.pipeline.workbook import workbook
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import say


def collect(
    layout: Layout,
    city: City,
    stage: Stage,
    executed: nbformat.NotebookNode,
    published: Published,
) -> dict[Path, bytes]:
    """Make every file of a run but the ledger and the frozen starting values.

    Parameters
    ----------
    layout : Layout
    city : City
    stage : Stage
    executed : NotebookNode
        As it ran, without paths and times.
    published : Published

    Returns
    -------
    dict of Path to bytes
        Tables and worksheets for the next stage, then what is published; the page comes last.
    """
    where = (city.slug, city.year, stage)
    tables = {f"{name}.csv": to_csv(table) for name, table in published.tables.items()}
    folder = layout.processed(*where)
    return {
        **{folder / name: content for name, content in tables.items()},
        **worksheets(city, layout.snapshot(*where)),
        layout.evidence(*where): nbformat.writes(executed).encode() + b"\n",
        layout.workbook(*where): workbook(published.tables, _about(city, published)),
        layout.tables_archive(*where): archive(tables),
        layout.page(*where): published.html,
    }


def drop_stale(layout: Layout, city: City, stage: Stage, outputs: Mapping[Path, bytes]) -> None:
    """Remove what an earlier run left and this one no longer makes.

    Parameters
    ----------
    layout : Layout
    city : City
    stage : Stage
    outputs : mapping of Path to bytes
        Of this run.
    """
    where = (city.slug, city.year, stage)
    old = [*layout.processed(*where).glob("*.csv"), *layout.snapshot(*where).glob("*.csv")]
    if stage.number == LAST:
        old.append(layout.public_baseline(city.slug, city.year))
    for path in old:
        if path not in outputs:
            path.unlink(missing_ok=True)


def _about(city: City, published: Published) -> Mapping[str, str]:
    page = published.page
    about = {
        say("about.page"): page.get("title", ""),
        say("about.state"): page.get("state_label", ""),
        say("about.cut_off"): fmt.day(city.cut_off),
        say("provenance.fingerprint"): city.fingerprint[:12],
    }
    if published.sample:
        about[say("sample_mark")] = say("sample_notice")
    return about
