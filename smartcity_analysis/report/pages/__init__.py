"""Pages that no notebook makes: the index of a city and the index of all cities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from smartcity_analysis.report.markup import bullets, cards
from smartcity_analysis.report.texts import entry, say


def _render(template: str, **values: object) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("smartcity_analysis.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    report = resources.files("smartcity_analysis.report")
    shared = report / "template" / "smartcity"
    sheets = (shared / "blocks.css", shared / "page.css", report / "pages" / "index.css")
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return environment.get_template(template).render(
        style=style,
        text=entry("index"),
        sample_notice=say("sample_notice"),
        generated=say("generated"),
        bullets=bullets,
        cards=cards,
        **values,
    )


def city_index(city: Mapping[str, Any]) -> str:
    """Render the snapshot of one city.

    Parameters
    ----------
    city : mapping
        From :meth:`smartcity_analysis.pipeline.overview.Overview.index`.

    Returns
    -------
    str
        HTML.
    """
    title = say("index.title", city=city["name"], year=city["year"])
    sample = any(stage.get("sample") for stage in city["stages"])
    return _render("city.html.j2", city=city, title=title, sample=sample)


def all_index(cities: Sequence[Mapping[str, Any]]) -> str:
    """Render the list of all cities.

    Parameters
    ----------
    cities : sequence of mapping
        From :meth:`smartcity_analysis.pipeline.overview.Overview.summary`, in their order.

    Returns
    -------
    str
        HTML.
    """
    sample = any(city["sample"] for city in cities)
    return _render("all.html.j2", cities=cities, title=say("index.all_title"), sample=sample)
