"""Index pages: the snapshot of one city, and the list of all cities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from smartcity_analysis.intake.settings import Profile, read_profile
from smartcity_analysis.pipeline.files import digest, replace
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.manifest import read
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import pages


def write(layout: Layout, city: str, year: int) -> tuple[Path, Path]:
    """Renew the index of one city and the index of all cities.

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
    replace(own, pages.city_index(_city(layout, city, year)).encode())
    replace(everyone, pages.all_index(_all(layout)).encode())
    return own, everyone


def _city(layout: Layout, city: str, year: int) -> dict[str, Any]:
    profile = _profile(layout, city, year)
    titles = {int(plan.stage): plan.title for plan in profile.stages} if profile else {}
    last = _last_ledger(layout, city, year) if profile is None else {}
    return {
        "name": profile.name if profile else last.get("name", city),
        "province": profile.province.name if profile else last.get("province", ""),
        "year": fmt.year(year),
        "slug": city,
        "stages": [_stage(layout, city, year, n, titles.get(n, "")) for n in range(1, 5)],
    }


def _last_ledger(layout: Layout, city: str, year: int) -> dict[str, Any]:
    ledgers = (read(layout.manifest(city, year, stage)) for stage in STAGES.values())
    return next((ledger for ledger in ledgers if ledger), {})


def _profile(layout: Layout, city: str, year: int) -> Profile | None:
    # A city.yml that cannot be read is one of the failures that this page has to report.
    try:
        content = layout.profile(city, year).read_bytes()
    except OSError:
        return None
    return read_profile(content)[0]


def _stage(layout: Layout, city: str, year: int, number: int, title: str) -> dict[str, Any]:
    card: dict[str, Any] = {"number": number, "title": title}
    stage = STAGES.get(number)
    if stage is None:
        return card
    ledger = read(layout.manifest(city, year, stage))
    card["title"] = title or (ledger or {}).get("stage_title", "")
    failure = read(layout.failure(city, year, stage))
    if ledger is not None and _is_on_disk(ledger, layout):
        sizes = {Path(o["name"]).suffix: o["bytes"] for o in ledger["outputs"]}
        card |= {
            "page": ledger["page"],
            "sample": ledger["sample"],
            "href": f"{stage.slug}.html",
            "workbook": f"{stage.slug}.xlsx",
            "evidence": f"evidence/{stage.slug}.ipynb",
            "kilobytes": fmt.number(sizes[".html"] / 1024),
        }
    if failure is not None:
        card["failure"] = {
            "reason": failure["reason"].splitlines()[0],
            "when": _moment(failure["started"]),
            "last_good": _moment(ledger["started"]) if "page" in card and ledger else None,
        }
    return card


def _is_on_disk(ledger: Mapping[str, Any], layout: Layout) -> bool:
    """Tell whether the published files are those that the ledger vouches for."""
    published = [o for o in ledger["outputs"] if o["name"].startswith("reports/")]
    return all(
        (layout.root / o["name"]).is_file()
        and digest((layout.root / o["name"]).read_bytes()) == o["sha256"]
        for o in published
    )


def _moment(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{fmt.day(moment.date())} pukul {moment:%H.%M}"


def _all(layout: Layout) -> list[dict[str, Any]]:
    found = sorted(layout.all_reports.glob("*/*/index.html"))
    pairs = [(p.parent.parent.name, p.parent.name) for p in found if p.parent.name.isdigit()]
    return [_city(layout, city, int(year)) for city, year in pairs]
