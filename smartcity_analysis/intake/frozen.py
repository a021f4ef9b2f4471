"""What an earlier stage computed and froze, read back whole or not at all."""

import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from smartcity_analysis.intake import corrections
from smartcity_analysis.intake.folders import (
    BASELINE,
    PROCESSED,
    PROFILE_FILE,
    find_root,
    locate,
)
from smartcity_analysis.intake.frames import build
from smartcity_analysis.intake.reading import input_file, read_folder
from smartcity_analysis.intake.tables import tables

MANIFEST = "manifest.json"
INPUTS = "inputs"
VOUCHED = {"city", "year", "stage", "inputs", "outputs"}
STAGES = (1, 2, 3, 4)
# Digits that are no number: a leading zero counts.
TEXT_COLUMNS = ("area_code",)
BASELINE_NUMBERS = {"value": "float64", "year": "Int64"}
FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


class FrozenProblem(ValueError):
    """What an earlier stage froze is not there, or was changed by hand since; in Indonesian."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Frozen:
    """A finished stage, as the next one starts from it.

    Attributes
    ----------
    slug : str
        Name of the city's folder.
    year, stage : int
    manifest : mapping
        The ledger of the run: inputs, outputs, versions.
    tables : mapping of str to DataFrame
        What the stage computed, by the name of its CSV file. Not to be modified; ``table`` copies.
    inputs : mapping of str to DataFrame
        The worksheets as the stage used them, all text, blank cells as empty text.
    stale : tuple of str
        Input files that are not as they were when the stage ran, and ``tahap n`` when the stage
        before it was computed anew with another result. Empty when all is current; decisions about
        the plan from a later stage on do not count.
    """

    slug: str
    year: int
    stage: int
    manifest: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    inputs: Mapping[str, pd.DataFrame]
    stale: tuple[str, ...]

    def __repr__(self) -> str:
        state = f"stale: {', '.join(self.stale)}" if self.stale else "current"
        return (
            f"<Frozen {self.slug} {self.year}, stage {self.stage}: {len(self.tables)} tables, "
            f"{len(self.inputs)} inputs, {state}>"
        )

    @property
    def status(self) -> str:
        """How the stage was judged when it ran: ready, ready_with_notes or not_ready."""
        return str(self.manifest.get("page", {}).get("status", "not_ready"))

    def table(self, name: str) -> pd.DataFrame:
        """Return a copy of one computed table.

        Parameters
        ----------
        name : str
            For example ``"gap"``.

        Returns
        -------
        DataFrame

        Raises
        ------
        ValueError
            If the stage computed no such table; lists those that it did.
        """
        if name not in self.tables:
            raise ValueError(
                f"The 'name' parameter of Frozen.table must be one of {sorted(self.tables)}. "
                f"Got {name!r} instead."
            )
        return self.tables[name].copy()


def load_stage(city: str, year: int, stage: int, *, root: Path | None = None) -> Frozen:
    """Load what a stage computed and froze.

    Parameters
    ----------
    city : str
        Name of the folder under ``data/raw``, for example ``"kota-tegal"``.
    year : int
    stage : {1, 2, 3, 4}
        The stage that was run before.
    root : Path, optional
        The folder that holds ``data``. Default: see :func:`.folders.find_root`.

    Returns
    -------
    Frozen

    Raises
    ------
    CityNotFound
        If there is no such city or year.
    FrozenProblem
        If the stage was not run yet, or one of its files is not what its ledger says.
    ValueError
        If `stage` is no stage.
    """
    if stage not in STAGES:
        raise ValueError(
            f"The 'stage' parameter of load_stage must be one of {STAGES}. Got {stage!r} instead."
        )
    base = find_root() if root is None else root
    raw = locate(city, year, root=base)
    manifest = _manifest(base, city, year, stage)
    if manifest is None:
        raise FrozenProblem(f"Tahap {stage} belum dihitung; jalankan: {_run(city, year, stage)}")
    folder = _folder(city, year, stage)
    computed, inputs = {}, {}
    for name, content in _whole(base, folder, manifest):
        where = name.relative_to(folder)
        if where.parent.name == INPUTS:
            inputs[where.stem] = _all_text(content)
        else:
            computed[where.stem] = _table(content)
    stale = (*_changed(raw, manifest, inputs), *_outdated(base, manifest))
    return Frozen(
        slug=city,
        year=year,
        stage=stage,
        manifest=MappingProxyType(manifest),
        tables=MappingProxyType(computed),
        inputs=MappingProxyType(inputs),
        stale=stale,
    )


def load_baseline(
    city: str, year: int, *, refreeze: bool = False, root: Path | None = None
) -> pd.DataFrame | None:
    """Load the first values that later evaluations are measured against.

    Parameters
    ----------
    city : str
    year : int
    refreeze : bool, default=False
        Act as if nothing was frozen: this run freezes anew.
    root : Path, optional
        See :func:`load_stage`.

    Returns
    -------
    DataFrame or None
        ``value`` and ``year`` as numbers, everything else as text, blank cells missing. None as
        long as nothing was frozen.

    Raises
    ------
    FrozenProblem
        If the file is not the one that was frozen, or is gone while its record is still there.
    """
    base = find_root() if root is None else root
    folder = BASELINE / city / str(year)
    path = base / folder / "baseline.csv"
    # A record or an older version without the file: it was frozen, and then lost.
    if refreeze or not any((base / folder).glob("baseline*")):
        return None
    content = path.read_bytes() if path.is_file() else b""
    ledger = _record(path.with_suffix(".json"))
    if ledger is None or ledger.get("sha256") != _digest(content):
        done = "diubah" if path.is_file() else "hilang"
        raise FrozenProblem(
            f"Data awal {done} sesudah dibekukan ({folder.as_posix()}/baseline.csv); kembalikan "
            f'berkasnya, atau bekukan lagi: {_run(city, year, 4)} --refreeze "alasan"'
        )
    dtypes: Any = defaultdict(lambda: "str", BASELINE_NUMBERS)
    return _armed(_read(content, dtypes))


def _whole(base: Path, folder: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[Path, bytes]]:
    """Yield every CSV file that the ledger vouches for; refuse when one is not as it was."""
    stage, problems = manifest["stage"], []
    for output in manifest["outputs"]:
        name = Path(output["name"])
        if name.suffix != ".csv" or not name.is_relative_to(folder):
            continue
        content = (base / name).read_bytes() if (base / name).is_file() else b""
        if _digest(content) == output["sha256"]:
            yield name, content
        else:
            problems.append(name.relative_to(folder).as_posix())
    if problems:
        command = _run(manifest["city"], manifest["year"], stage)
        raise FrozenProblem(
            f"Hasil tahap {stage} diubah sesudah dihitung ({', '.join(problems)}); "
            f"jalankan: {command}"
        )


def _changed(
    raw: Path, manifest: Mapping[str, Any], inputs: Mapping[str, pd.DataFrame]
) -> tuple[str, ...]:
    """Name the inputs that were changed, added or taken away since."""
    stage = manifest["stage"]
    reading = read_folder(raw, stage)
    before = {file["name"]: file["sha256"] for file in manifest["inputs"]}
    now = {file.name: file.sha256 for file in reading.inputs}
    for name in (PROFILE_FILE, corrections.FILE):
        if (raw / name).is_file():
            now[name] = input_file(name, (raw / name).read_bytes()).sha256
    names = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    spec = tables()["plan_changes"]
    if any(Path(name).stem == spec.file for name in names):
        decided, _ = build(spec, reading.rows.get(spec.name, ()), "auto")
        if _same_plan(decided.frame, inputs, stage):
            names = [name for name in names if Path(name).stem != spec.file]
    return tuple(names)


def _same_plan(now: pd.DataFrame, inputs: Mapping[str, pd.DataFrame], stage: int) -> bool:
    """Tell whether decisions that were added or taken back concern later stages only."""
    if not {"plan_changes", "programme_plans"} <= set(inputs):
        return False
    later = now["stage"] > stage
    waiting = set(now.loc[later & (now["change"] == "added"), "programme"])
    planned = set(inputs["programme_plans"]["programme"])
    same = _decisions(now[~later]) == _decisions(inputs["plan_changes"])
    return same and not waiting & planned


def _decisions(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    numbers = ["stage", "start_year", "end_year"]
    years = frame[numbers].apply(pd.to_numeric, errors="coerce").astype("float64").fillna(-1)
    texts = frame[["programme", "change", "reason"]].astype(str)
    return set(texts.join(years).itertuples(index=False, name=None))


def _outdated(base: Path, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the stage before, when it was computed anew with another result."""
    before = manifest.get("predecessor")
    if not before:
        return ()
    now = _manifest(base, manifest["city"], manifest["year"], before["stage"]) or {}
    return () if now.get("frozen") == before["frozen"] else (f"tahap {before['stage']}",)


def _folder(city: str, year: int, stage: int) -> Path:
    return PROCESSED / city / str(year) / f"tahap_{stage}"


def _manifest(base: Path, city: str, year: int, stage: int) -> dict[str, Any] | None:
    record = _record(base / _folder(city, year, stage) / MANIFEST)
    return record if record is not None and set(record) >= VOUCHED else None


def _record(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _table(content: bytes) -> pd.DataFrame:
    return _armed(_read(content, dict.fromkeys(TEXT_COLUMNS, "str")))


def _all_text(content: bytes) -> pd.DataFrame:
    return _armed(_read(content, "str").fillna("").astype(object))


def _read(content: bytes, dtype: Any) -> pd.DataFrame:
    """Read a CSV file in which only an empty cell is blank: ``NA`` and ``None`` are texts."""
    return pd.read_csv(io.BytesIO(content), dtype=dtype, keep_default_na=False, na_values=[""])


def _armed(frame: pd.DataFrame) -> pd.DataFrame:
    """Take away the apostrophe that kept a text from becoming a formula in a spreadsheet."""
    for name in frame:
        if not pd.api.types.is_numeric_dtype(frame[name]):
            frame[name] = frame[name].map(_plain)
    return frame


def _plain(value: Any) -> Any:
    return value[1:] if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _run(city: str, year: int, stage: int) -> str:
    return f"smartcity run {city} {year} --stage {stage}"
