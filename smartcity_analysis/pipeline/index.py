"""Index pages: the snapshot of one city, and the list of all cities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from smartcity_analysis.pipeline.files import as_json, read_record, replace_all
from smartcity_analysis.pipeline.layout import Layout
from smartcity_analysis.pipeline.overview import overview
from smartcity_analysis.report import pages


def write(layout: Layout, city: str, year: int) -> tuple[Path, Path]:
    """Renew the index of one city, what it offers to programs, and the index of all cities.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int

    Returns
    -------
    tuple of Path
        Index of the city, index of all cities.
    """
    own = layout.reports(city, year) / "index.html"
    everyone = layout.all_reports / "index.html"
    found = overview(layout, city, year)
    replace_all(
        {
            layout.findings(city, year): found.findings(),
            own: pages.city_index(found.index()).encode(),
            layout.summary(city, year): as_json(found.summary()),
        }
    )
    replace_all({everyone: pages.all_index(_all(layout)).encode()})
    return own, everyone


def _all(layout: Layout) -> list[dict[str, Any]]:
    """Read the summaries of all cities that have an index, by province and name."""
    paths = sorted(layout.all_processed.glob("*/*/index.json"))
    places = [(path.parent.parent.name, path.parent.name) for path in paths]
    shown = [
        read_record(path)
        for path, (city, year) in zip(paths, places, strict=True)
        if (layout.all_reports / city / year / "index.html").is_file()
    ]
    found = [summary for summary in shown if summary is not None]
    return sorted(found, key=lambda city: (city["province"], city["name"], city["year"]))
