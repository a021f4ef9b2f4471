"""Index pages: the snapshot of one city, and the list of all cities."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from smartcity_analysis.pipeline.files import replace
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
    plans = {plan.get("stage"): plan for plan in profile.get("stages", [])}
    return {
        "name": profile.get("name", city),
        "province": profile.get("province", {}).get("name", ""),
        "year": fmt.year(year),
        "slug": city,
        "stages": [_stage(layout, city, year, n, plans.get(n, {})) for n in range(1, 5)],
    }


def _profile(layout: Layout, city: str, year: int) -> dict[str, Any]:
    # An unreadable city.yml is one of the failures that this page has to report.
    path = layout.root / "data" / "raw" / city / str(year) / "city.yml"
    try:
        profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return profile if isinstance(profile, dict) else {}


def _stage(
    layout: Layout, city: str, year: int, number: int, plan: dict[str, Any]
) -> dict[str, Any]:
    card: dict[str, Any] = {"number": number, "title": plan.get("title", "")}
    stage = STAGES.get(number)
    if stage is None:
        return card
    ledger = read(layout.manifest(city, year, stage))
    failure = read(layout.failure(city, year, stage))
    if ledger is not None:
        sizes = {Path(o["name"]).suffix: o["bytes"] for o in ledger["outputs"]}
        card |= {
            "page": ledger["page"],
            "sample": ledger["sample"],
            "href": f"{stage.slug}.html",
            "workbook": f"{stage.slug}.xlsx",
            "evidence": f"evidence/{stage.slug}.ipynb",
            "kilobytes": fmt.number(sizes.get(".html", 0) / 1024),
        }
    if failure is not None:
        card["failure"] = {
            "reason": failure["reason"].splitlines()[0],
            "when": _moment(failure["started"]),
            "last_good": _moment(ledger["started"]) if ledger else None,
        }
    return card


def _moment(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{fmt.day(moment.date())} pukul {moment:%H.%M}"


def _all(layout: Layout) -> list[dict[str, Any]]:
    found = sorted(layout.all_reports.glob("*/*/index.html"))
    pairs = [(p.parent.parent.name, p.parent.name) for p in found if p.parent.name.isdigit()]
    return [_city(layout, city, int(year)) for city, year in pairs]
