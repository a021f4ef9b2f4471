"""The ledger of a run: what went in, what came out, with which versions."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from smartcity_analysis.intake import City
from smartcity_analysis.pipeline.files import digest
from smartcity_analysis.pipeline.layout import Stage
from smartcity_analysis.pipeline.publish import Published

SCHEMA = 1
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
    root: Path,
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
    root : Path
        Outputs are named relative to it.
    started, finished : datetime
        With time zone.

    Returns
    -------
    dict
        Ready for JSON.
    """
    return {
        "schema": SCHEMA,
        "status": "success",
        "city": city.slug,
        "name": city.name,
        "area_code": city.area_code,
        "province": city.profile.province.name,
        "year": city.year,
        "stage": stage.number,
        "stage_title": city.profile.stage(stage.number).title,
        "parameters": dict(parameters),
        "cut_off": None if city.cut_off is None else city.cut_off.isoformat(),
        "seed": city.settings.seed,
        "sample": published.sample,
        "page": dict(published.page),
        "blocks": list(published.blocks),
        "fingerprint": city.fingerprint,
        "inputs": [{"name": i.name, "sha256": i.sha256, "rows": i.rows} for i in city.inputs],
        "notes": len(city.notes),
        "rows": {name: len(frame) for name, frame in published.tables.items()},
        "outputs": [
            {
                "name": path.relative_to(root).as_posix(),
                "sha256": digest(content),
                "bytes": len(content),
            }
            for path, content in outputs.items()
        ],
        "versions": {"python": platform.python_version()} | {n: version(n) for n in PACKAGES},
        "git": git_state(root),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 1),
    }


def read(path: Path) -> dict[str, Any] | None:
    """Read a manifest or failure record.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict or None
        None when there is none or it is damaged: such a ledger vouches for nothing.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None
