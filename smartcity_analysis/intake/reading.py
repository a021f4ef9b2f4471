"""A city's folder to raw rows: every CSV file and workbook in it, read once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from smartcity_analysis.intake.csv_file import read_csv
from smartcity_analysis.intake.faults import Fault, did_you_mean, listed
from smartcity_analysis.intake.limits import MAX_FILE_BYTES
from smartcity_analysis.intake.parsing import Unreadable, folded
from smartcity_analysis.intake.rows import Grid, Row, rows_of
from smartcity_analysis.intake.tables import TableSpec, tables
from smartcity_analysis.intake.workbook import read_workbook

OTHER_SHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv"})
LAST_STAGE = 4


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: its name relative to the city's folder, its hash and its data rows."""

    name: str
    sha256: str
    rows: int


@dataclass(slots=True)
class Reading:
    """What stands in a folder: rows by table, the files, and what is wrong with them."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    inputs: list[InputFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_folder(folder: Path, stage: int = LAST_STAGE) -> Reading:
    """Read every worksheet in a city's folder that a stage uses.

    Parameters
    ----------
    folder : Path
        Holds ``<table>.csv``, ``<table>.xlsx`` and ``opd/*.xlsx``. A table may be spread over
        several files; its rows are joined in the order of the file names, CSV first.
    stage : int, default=4
        Tables of later stages are passed over without a word: their files do not count as inputs,
        and what is wrong with them is not told.

    Returns
    -------
    Reading
        A table that stands in no file has no entry in ``rows``; one without data has an empty one.
    """
    reading = Reading()
    for path in _worksheets(folder):
        _read_file(path, path.relative_to(folder).as_posix(), stage, reading)
    reading.faults += _missing(reading.rows, stage)
    return reading


def input_file(name: str, content: bytes, rows: int = 0) -> InputFile:
    """Return the entry of a file that was read."""
    return InputFile(name, hashlib.sha256(content).hexdigest(), rows)


def _worksheets(folder: Path) -> Iterator[Path]:
    places = [folder, folder / "opd"]
    found = [path for place in places if place.is_dir() for path in sorted(place.iterdir())]
    plain = [path for path in found if path.is_file() and not path.name.startswith((".", "~$"))]
    yield from (path for path in plain if path.suffix.lower() == ".csv")
    yield from (path for path in plain if path.suffix.lower() == ".xlsx")
    yield from (path for path in plain if path.suffix.lower() in OTHER_SHEETS)


def _read_file(path: Path, name: str, stage: int, reading: Reading) -> None:
    kind, own = path.suffix.lower(), _named(_stem(name))
    later = "/" not in name and own is not None and own.stage > stage
    if later and kind != ".xlsx":
        return
    if kind in OTHER_SHEETS:
        fix = "Simpan sebagai .xlsx atau .csv, lalu hapus berkas ini"
        reading.faults.append(_file_fault(name, f"berkas {kind} tidak dibaca", fix, note=True))
        return
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise Unreadable(
                f"berkas lebih dari {MAX_FILE_BYTES // 1_000_000} MB",
                "Hapus gambar dan lembar yang tidak perlu",
            )
        content = path.read_bytes()
        grids = _csv_grids(content, name) if kind == ".csv" else _sheet_grids(content, name)
        _take_all(grids, input_file(name, content), stage, reading)
    except Unreadable as refusal:
        if not later:
            reading.faults.append(_file_fault(name, refusal.rule, refusal.fix))


def _take_all(
    grids: Sequence[tuple[Grid, TableSpec | None]], file: InputFile, stage: int, reading: Reading
) -> None:
    """Take the rows of every sheet of the stage; a file of later stages only is no input."""
    specs = [spec for _, spec in grids if spec is not None]
    if specs and len(specs) == len(grids) and all(spec.stage > stage for spec in specs):
        return
    used = [(grid, spec) for grid, spec in grids if spec is not None and spec.stage <= stage]
    count = sum(_take(grid, spec, reading) for grid, spec in used)
    lost = "/" in file.name and not specs
    reading.faults += [_unknown(grid, lost=lost) for grid, spec in grids if spec is None]
    reading.inputs.append(replace(file, rows=count))


def _take(grid: Grid, spec: TableSpec, reading: Reading) -> int:
    rows, faults = rows_of(grid, spec)
    reading.rows.setdefault(spec.name, []).extend(rows)
    reading.faults += faults
    return len(rows)


def _csv_grids(content: bytes, name: str) -> list[tuple[Grid, TableSpec | None]]:
    spec = _named(_stem(name))
    if spec is None or "/" in name:
        return [(Grid(name, "", ()), None)]
    return [(read_csv(content, name, spec), spec)]


def _sheet_grids(content: bytes, name: str) -> list[tuple[Grid, TableSpec | None]]:
    grids = read_workbook(content, name)
    own = _named(_stem(name))
    if own is not None and len(grids) == 1:
        return [(grids[0], own)]
    return [(grid, _named(grid.sheet)) for grid in grids if grid.rows]


def _named(name: str) -> TableSpec | None:
    """Return the table of that name: English name, file name or Indonesian title."""
    wanted = folded(name)
    for spec in tables().values():
        if wanted in (folded(spec.name), folded(spec.file), folded(spec.title)):
            return spec
    return None


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def _unknown(grid: Grid, *, lost: bool) -> Fault:
    """Tell of a sheet or file that is not read; blocking when an agency's whole file is lost."""
    names = [spec.title if grid.sheet else spec.file for spec in tables().values()]
    question = did_you_mean(grid.sheet or _stem(grid.file), names)
    what = "nama lembar" if grid.sheet else "nama berkas"
    fix = question or f"Ganti dengan salah satu dari: {listed(names, at_most=30)}"
    return Fault(
        "blocking" if lost else "note",
        grid.file,
        "",
        "",
        f"{what} tidak dikenal, tidak dibaca",
        fix,
        "",
        grid.sheet,
    )


def _file_fault(name: str, rule: str, fix: str, *, note: bool = False) -> Fault:
    return Fault("note" if note else "blocking", name, "", "", rule, fix)


def _missing(rows: Mapping[str, Sequence[Row]], stage: int) -> Iterator[Fault]:
    for spec in tables().values():
        if spec.stage > stage or rows.get(spec.name):
            continue
        lacking = "tidak ada" if spec.name not in rows else "belum berisi data"
        columns = listed(spec.headers, at_most=40)
        yield Fault(
            "blocking" if spec.need == "blocking" else "note",
            spec.file_name,
            "",
            "",
            f"tabel {spec.title} {lacking}",
            f"Buat berkas {spec.file_name} dengan kolom: {columns}"
            if spec.name not in rows
            else f"Isi {spec.file_name}, satu baris per data",
            spec.name,
        )
