"""The ledger of a run: what went in, what came out, with which versions."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from smartcity_analysis.intake import City
from smartcity_analysis.pipeline.changed import changed
from smartcity_analysis.pipeline.files import digest, read_record
from smartcity_analysis.pipeline.freeze import Ground, frozen_digest
from smartcity_analysis.pipeline.layout import Layout, Stage
from smartcity_analysis.pipeline.publish import Published
from smartcity_analysis.pipeline.snapshot import people

SCHEMA = 2
PACKAGES = (
    *("smartcity-analysis", "numpy", "pandas", "scipy", "scikit-learn", "matplotlib"),
    *("papermill", "nbconvert", "pandera", "pydantic"),
)


def git_state(root: Path) -> dict[str, object] | None:
    """Say which revision of the repository ran, and whether it had uncommitted changes.

    Parameters
    ----------
    root : Path

    Returns
    -------
    dict or None
        ``revision`` and ``dirty``; None where there is no git or no repository.
    """

    def ask(*arguments: str) -> str:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        return {"revision": ask("rev-parse", "HEAD"), "dirty": bool(ask("status", "--porcelain"))}
    except (OSError, subprocess.CalledProcessError):
        return None


def manifest(
    city: City,
    stage: Stage,
    parameters: Mapping[str, object],
    published: Published,
    outputs: Mapping[Path, bytes],
    *,
    layout: Layout,
    ground: Ground | None,
    started: datetime,
    finished: datetime,
) -> dict[str, Any]:
    """Describe a successful run.

    Parameters
    ----------
    city : City
    stage : Stage
    parameters : mapping
        As given to the notebook.
    published : Published
    outputs : mapping of Path to bytes
        Every file of the run but the manifest.
    layout : Layout
        Outputs are named relative to its root; the ledger before this one lies there.
    ground : Ground or None
        What the stage before froze.
    started, finished : datetime
        With time zone.

    Returns
    -------
    dict
        Ready for JSON.
    """
    where = (city.slug, city.year, stage)
    ledger = {
        "schema": SCHEMA,
        "status": "success",
        **_subject(city, stage),
        "parameters": dict(parameters),
        "cut_off": None if city.cut_off is None else city.cut_off.isoformat(),
        "seed": city.settings.seed,
        "sample": published.sample,
        "page": dict(published.page),
        "blocks": list(published.blocks),
        "fingerprint": city.fingerprint,
        "frozen": frozen_digest(outputs, layout.processed(*where), ground),
        "predecessor": ground and {"stage": ground.stage, "frozen": ground.frozen},
        "inputs": [{"name": i.name, "sha256": i.sha256, "rows": i.rows} for i in city.inputs],
        "notes": len(city.notes),
        "people": people(city.table("participants")),
        "agencies": len(city.table("agencies")),
        "rows": {name: len(frame) for name, frame in published.tables.items()},
        "outputs": [
            {"name": path.relative_to(layout.root).as_posix(), **_weighed(content)}
            for path, content in outputs.items()
        ],
        "versions": {"python": platform.python_version()} | {n: version(n) for n in PACKAGES},
        "git": git_state(layout.root),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 1),
    }
    frozen_values = outputs.get(layout.public_baseline(city.slug, city.year))
    if frozen_values is not None:
        ledger["baseline"] = _weighed(frozen_values)
    return ledger | {"changed": changed(ledger, read_record(layout.manifest(*where)))}


def _subject(city: City, stage: Stage) -> dict[str, object]:
    return {
        "city": city.slug,
        "name": city.name,
        "area_code": city.area_code,
        "province": city.profile.province.name,
        "year": city.year,
        "stage": stage.number,
        "stage_title": city.profile.stage(stage.number).title,
    }


def _weighed(content: bytes) -> dict[str, str | int]:
    return {"sha256": digest(content), "bytes": len(content)}
