"""Pages that no notebook makes: the index of a city and the index of all cities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from smartcity_analysis.report.markup import cards
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
    folder = resources.files("smartcity_analysis.report") / "template" / "smartcity"
    style = "\n".join(
        (folder / name).read_text(encoding="utf-8") for name in ("blocks.css", "page.css")
    )
    return environment.get_template(template).render(
        style=style,
        text=entry("index"),
        sample_notice=say("sample_notice"),
        generated=say("generated"),
        cards=cards,
        **values,
    )


def city_index(city: Mapping[str, Any]) -> str:
    """Render the snapshot of one city.

    Parameters
    ----------
    city : mapping
        ``name``, ``province``, ``year``, ``slug`` and four ``stages``.

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
        As for :func:`city_index`.

    Returns
    -------
    str
        HTML.
    """
    sample = any(stage.get("sample") for city in cities for stage in city["stages"])
    return _render("all.html.j2", cities=cities, title=say("index.all_title"), sample=sample)
