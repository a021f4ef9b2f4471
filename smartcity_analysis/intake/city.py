"""The one door for what people hand in: a city's folder to one frozen, checked ``City``."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from smartcity_analysis.intake import corrections as repairs
from smartcity_analysis.intake.changes import apply_changes
from smartcity_analysis.intake.completeness import check_completeness
from smartcity_analysis.intake.corrections import (
    Correction,
    apply_corrections,
    concerns_later,
    read_corrections,
)
from smartcity_analysis.intake.crosscheck import crosscheck, crosscheck_in_use
from smartcity_analysis.intake.cut_off import leave_out
from smartcity_analysis.intake.faults import DataProblem, Fault, merged
from smartcity_analysis.intake.folders import (
    PROFILE_FILE,
    CityNotFound,
    available,
    find_root,
    locate,
    shown,
)
from smartcity_analysis.intake.frames import Sheet, build
from smartcity_analysis.intake.indicator_checks import with_dictionary_units
from smartcity_analysis.intake.judgement_checks import (
    check_final,
    in_severity_coding,
    sample_tables,
)
from smartcity_analysis.intake.reading import InputFile, Reading, input_file, read_folder
from smartcity_analysis.intake.schemas import check
from smartcity_analysis.intake.settings import Profile, Settings, read_profile
from smartcity_analysis.intake.tables import tables

STAGES = (1, 2, 3, 4)

__all__ = ["City", "CityNotFound", "available", "find_root", "load_city", "read_city"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class City:
    """A city's worksheets, checked, up to a cut-off date.

    Attributes
    ----------
    slug : str
        Name of the city's folder, for example ``kota-tegal``.
    year : int
        Year of the folder.
    stage : int
        The Bimtek stage that it is for; tables of later stages are not here.
    profile : Profile
        ``city.yml``.
    notes : tuple of Fault
        What leaves a gap, sorted by place.
    inputs : tuple of InputFile
        Every file that was read, with its SHA-256 and its number of data rows.
    fingerprint : str
        SHA-256 over the names and hashes of the inputs.
    corrections : tuple of Correction
        The repairs of ``corrections.yml`` that were applied.
    sample_tables : tuple of str
        Tables in use that hold rows of status ``sample`` (CONTOH).
    cut_off : date or None
        The day after which a state is not described here.

    Notes
    -----
    Each table of ``tables.yml`` is an attribute (``city.indicators``) that gives a copy: changing
    one changes nothing here.
    """

    slug: str
    year: int
    stage: int
    profile: Profile
    notes: tuple[Fault, ...]
    inputs: tuple[InputFile, ...]
    fingerprint: str
    corrections: tuple[Correction, ...]
    sample_tables: tuple[str, ...]
    cut_off: date | None
    _frames: Mapping[str, pd.DataFrame]
    _left_out: pd.DataFrame

    def __repr__(self) -> str:
        filled = [frame for frame in self._frames.values() if len(frame)]
        count = sum(len(frame) for frame in filled)
        return (
            f"<City {self.name} ({self.area_code}) {self.year}: {len(filled)} tabel, "
            f"{count} baris, {len(self.notes)} catatan>"
        )

    @property
    def settings(self) -> Settings:
        """Every convention of the computation."""
        return self.profile.settings

    def arguments(self, analysis: str) -> dict[str, Any]:
        """Return the conventions as keyword arguments of an analysis.

        Parameters
        ----------
        analysis : str
            For example ``"swot"``; see :meth:`.settings.Profile.arguments`.

        Returns
        -------
        dict
            For example ``swot.position(factors, ratings, **city.arguments("swot"))``.
        """
        return self.profile.arguments(analysis)

    @property
    def name(self) -> str:
        """The city's name, for example ``Kota Tegal``."""
        return self.profile.name

    @property
    def area_code(self) -> str:
        """The city's BPS code."""
        return self.profile.area_code

    @property
    def province(self) -> str:
        """The BPS code of its province."""
        return self.profile.province.area_code

    @property
    def left_out(self) -> pd.DataFrame:
        """A copy of the rows after the cut-off: ``table``, ``key``, ``statement``, ``year``."""
        return self._left_out.copy()

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """A copy of every table by its English name; one that was not handed in is empty."""
        return {name: frame.copy() for name, frame in self._frames.items()}

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The columns that name a row, by table."""
        return {name: tables()[name].key for name in self._frames}

    def table(self, name: str) -> pd.DataFrame:
        """Return a copy of one table.

        Parameters
        ----------
        name : str
            English name, for example ``"swot_factors"``.

        Returns
        -------
        DataFrame
            Every declared column; empty when the table was not handed in.

        Raises
        ------
        ValueError
            If there is no such table, or it belongs to a later stage.
        """
        if name not in self._frames:
            if name in tables():
                raise ValueError(_belongs_later(name, self.stage))
            raise ValueError(
                f"The 'name' parameter of City.table must be one of {sorted(self._frames)}. "
                f"Got {name!r} instead."
            )
        return self._frames[name].copy()

    def __getattr__(self, name: str) -> pd.DataFrame:
        if not name.startswith("_") and name in self._frames:
            return self.table(name)
        if name in tables():
            raise AttributeError(_belongs_later(name, self.stage))
        raise AttributeError(f"City has no table or attribute {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._frames})


def load_city(
    city: str,
    year: int,
    *,
    cut_off: date | str | None = None,
    stage: int = 1,
    root: Path | None = None,
) -> City:
    """Load a city's worksheets by name and year.

    Parameters
    ----------
    city : str
        Name of the folder under ``data/raw``, for example ``"kota-tegal"``.
    year : int
        Year of the folder.
    cut_off : date or str, optional
        Leave out what describes a later state; ISO form as text. Default: the cut-off of the stage
        in ``city.yml``.
    stage : {1, 2, 3, 4}, default=1
        Whose tables are read and whose cut-off holds. Files of later stages are passed over: they
        change neither the inputs nor the faults. Changes of the plan (``plan_changes``) that were
        decided up to this stage are applied to the plan.
    root : Path, optional
        The folder that holds ``data/raw``. Default: ``SMARTCITY_ROOT``, else the first such folder
        from the current one upward.

    Returns
    -------
    City

    Raises
    ------
    CityNotFound
        If there is no such city or year.
    DataProblem
        If a fault makes a number unusable; lists all faults of all files.
    ValueError
        If `cut_off` is no date, or `stage` is no stage.
    """
    return read_city(locate(city, year, root=root), cut_off=cut_off, stage=stage)


def read_city(folder: Path, *, cut_off: date | str | None = None, stage: int = 1) -> City:
    """Read and check every worksheet in a city's folder.

    Parameters
    ----------
    folder : Path
        ``data/raw/<city>/<year>``, with ``city.yml`` in it.
    cut_off : date or str, optional
    stage : {1, 2, 3, 4}, default=1
        See :func:`load_city`.

    Returns
    -------
    City

    Raises
    ------
    CityNotFound
        If there is no such folder.
    DataProblem
        If a fault makes a number unusable; lists all faults of all files.
    ValueError
        If `cut_off` is no date, or `stage` is no stage.
    """
    asked = _as_date(cut_off)
    if stage not in STAGES:
        raise ValueError(
            f"The 'stage' parameter of read_city must be one of {STAGES}. Got {stage!r} instead."
        )
    if not folder.is_dir():
        raise CityNotFound(f"Folder {shown(folder)} tidak ada")
    reading = read_folder(folder, stage)
    profile = _profile(folder, reading)
    applied = _corrected(folder, reading, profile, stage)
    sheets = _checked(reading, profile, stage)
    if profile is None:
        raise DataProblem(reading.faults, shown(folder))
    until = asked or next((s.cut_off for s in profile.stages if s.stage == stage), None)
    sheets, left_out = _in_use(sheets, reading, profile, until, stage)
    if any(fault.severity == "blocking" for fault in reading.faults):
        raise DataProblem(reading.faults, shown(folder))
    frames = {name: sheet.frame for name, sheet in sheets.items()}
    inputs = tuple(sorted(reading.inputs, key=lambda file: file.name))
    return City(
        slug=folder.resolve().parent.name,
        year=int(folder.name) if folder.name.isdecimal() else profile.programme_year,
        stage=stage,
        profile=profile,
        notes=merged(reading.faults),
        inputs=inputs,
        fingerprint=_fingerprint(inputs),
        corrections=applied,
        sample_tables=sample_tables(sheets),
        cut_off=until,
        _frames=frames,
        _left_out=left_out,
    )


def _profile(folder: Path, reading: Reading) -> Profile | None:
    path = folder / PROFILE_FILE
    if not path.is_file():
        fix = "Salin city.yml kota lain ke folder ini, lalu sesuaikan"
        fault = Fault("blocking", PROFILE_FILE, "", "", "berkas pengaturan kota tidak ada", fix)
        reading.faults.append(fault)
        return None
    content = path.read_bytes()
    profile, faults = read_profile(content)
    reading.faults += faults
    reading.inputs.append(input_file(PROFILE_FILE, content))
    return profile


def _corrected(
    folder: Path, reading: Reading, profile: Profile | None, stage: int
) -> tuple[Correction, ...]:
    """Apply the agreed corrections to the rows, and return those that were applied."""
    path = folder / repairs.FILE
    if not path.is_file():
        return ()
    content = path.read_bytes()
    agreed, faults = read_corrections(content)
    wanted = [correction for correction in agreed if not concerns_later(correction, stage)]
    decimal = profile.settings.numbers.decimal if profile else "auto"
    reading.rows, applied, misfits = apply_corrections(reading.rows, wanted, decimal)
    reading.faults += [*faults, *misfits]
    reading.inputs.append(input_file(repairs.FILE, content))
    return applied


def _checked(reading: Reading, profile: Profile | None, stage: int) -> dict[str, Sheet]:
    """Build every table and collect every fault of its cells and of its links."""
    decimal = profile.settings.numbers.decimal if profile else "auto"
    sheets: dict[str, Sheet] = {}
    of_stage = {name: spec for name, spec in tables().items() if spec.stage <= stage}
    for name, spec in of_stage.items():
        sheets[name], faults = build(spec, reading.rows.get(name, ()), decimal)
        reading.faults += faults
        if reading.rows.get(name):
            reading.faults += check(sheets[name])
    reading.faults += crosscheck(sheets, profile)
    return sheets


def _in_use(
    sheets: Mapping[str, Sheet],
    reading: Reading,
    profile: Profile,
    until: date | None,
    stage: int,
) -> tuple[dict[str, Sheet], pd.DataFrame]:
    """Return what the run uses: up to the cut-off, in the coding that the analysis expects."""
    used, left_out = leave_out(sheets, until)
    used, faults = apply_changes(used, stage)
    reading.faults += [*faults, *crosscheck_in_use(used, profile)]
    reading.faults += check_completeness(used, sheets, profile, until)
    reading.faults += check_final(used, profile)
    used["indicators"] = with_dictionary_units(used["indicators"])
    if profile.settings.swot.recorded_as == "reversed":
        turned, notes = in_severity_coding(used["swot_ratings"], used["swot_factors"])
        used["swot_ratings"] = turned
        reading.faults += notes
    return used, left_out


def _belongs_later(name: str, stage: int) -> str:
    later = tables()[name].stage
    return (
        f"The table {name!r} belongs to stage {later}; this City was loaded for stage {stage}. "
        f"Load it with stage={later}."
    )


def _fingerprint(inputs: Iterable[InputFile]) -> str:
    lines = "\n".join(f"{file.name}\t{file.sha256}" for file in inputs)
    return hashlib.sha256(lines.encode()).hexdigest()


def _as_date(value: date | str | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(
            "The 'cut_off' parameter of read_city must be a date or a text such as '2022-12-31'. "
            f"Got {value!r} instead."
        ) from None
