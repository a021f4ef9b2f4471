"""The starting values that next year's evaluation is held against: frozen once, never rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from smartcity_analysis.intake.frozen import FrozenProblem, load_baseline
from smartcity_analysis.pipeline.files import as_json, digest, read_record
from smartcity_analysis.pipeline.layout import LAST, Layout
from smartcity_analysis.pipeline.problems import BaselineProblem
from smartcity_analysis.pipeline.tables import to_csv

TABLE = "baseline"


def refuse(stage: int, reason: str | None) -> None:
    """Refuse a wish to freeze anew that cannot be met.

    Parameters
    ----------
    stage : int
    reason : str or None
        Why the starting values are to be frozen anew; None when they are not.

    Raises
    ------
    BaselineProblem
        If a reason is given without the stage that freezes, or is empty.
    """
    if reason is None:
        return
    if stage != LAST:
        raise BaselineProblem(
            f"Data awal hanya dibekukan pada tahap {LAST}; tulis --stage {LAST} --refreeze."
        )
    if not reason.strip():
        raise BaselineProblem('--refreeze perlu alasan, misalnya --refreeze "salah satuan".')


def check(layout: Layout, city: str, year: int) -> None:
    """Make sure that the frozen starting values are as they were frozen.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int

    Raises
    ------
    BaselineProblem
        If the file was edited.
    """
    try:
        load_baseline(city, year, root=layout.root)
    except FrozenProblem as error:
        raise BaselineProblem(str(error)) from error


def files(
    layout: Layout,
    city: str,
    year: int,
    tables: Mapping[str, pd.DataFrame],
    *,
    fingerprint: str,
    reason: str | None,
    now: datetime,
) -> dict[Path, bytes]:
    """Say which files a run of the last stage adds: the frozen values, their record, a copy.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int
    tables : mapping of str to DataFrame
        Those of the page; the one named ``baseline`` is frozen.
    fingerprint : str
        Of the worksheets behind it.
    reason : str or None
        Why values that were frozen before are replaced; None keeps them.
    now : datetime
        With time zone.

    Returns
    -------
    dict of Path to bytes
        Only the copy where values were frozen before; nothing where there are none to freeze.

    Raises
    ------
    BaselineProblem
        If values are to be replaced and there are none to put in their place.
    """
    folder = layout.baseline(city, year)
    path, record_path = folder / "baseline.csv", folder / "baseline.json"
    copy = layout.public_baseline(city, year)
    before = path.read_bytes() if path.is_file() else None
    if before is not None and reason is None:
        return {copy: before}
    table = tables.get(TABLE)
    if table is None or table.empty:
        if reason is None:
            return {}
        raise BaselineProblem("Tidak ada data awal pada halaman; yang lama tetap beku.")
    # Each row's status says what is made up; the page's mark would call official values sample.
    content, old = to_csv(table.drop(columns="sample", errors="ignore")), {}
    kept = read_record(record_path) or {}
    history = list(kept.get("history", []))
    if kept or before is not None:
        history.append(_replaced(kept, before, reason, now))
    if before is not None:
        # A lost record forgets its history; still no older version makes way for a newer one.
        number = max(len(history), 1 + len([*folder.glob("baseline.*.csv")]))
        old[folder / f"baseline.{number}.csv"] = before
    record = {
        "sha256": digest(content),
        "rows": len(table),
        "frozen_at": now.isoformat(timespec="seconds"),
        "fingerprint": fingerprint,
        "history": history,
    }
    return {**old, path: content, record_path: as_json(record), copy: content}


def _replaced(
    record: Mapping[str, Any], content: bytes | None, reason: str | None, now: datetime
) -> dict[str, Any]:
    return {
        "sha256": record.get("sha256") if content is None else digest(content),
        "frozen_at": record.get("frozen_at"),
        "replaced_at": now.isoformat(timespec="seconds"),
        "reason": (reason or "").strip(),
    }
