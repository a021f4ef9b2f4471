"""``corrections.yml``: repairs that the city agreed on, applied before anything is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from smartcity_analysis.intake.cells import Written, blank, convert, written_text
from smartcity_analysis.intake.documents import read_document
from smartcity_analysis.intake.faults import Fault, did_you_mean, listed
from smartcity_analysis.intake.parsing import Decimal, Unreadable, folded, squeezed
from smartcity_analysis.intake.rows import Row
from smartcity_analysis.intake.tables import ColumnSpec, TableSpec, tables

Scalar = str | int | float | date | None

FILE = "corrections.yml"


class Correction(BaseModel):
    """One repair: in which row, from which value to which, why, by which role and when."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    table: str
    key: Annotated[Mapping[str, Scalar], Field(min_length=1)]
    column: str
    old: Annotated[Scalar, Field(alias="from")]
    new: Annotated[Scalar, Field(alias="to")]
    reason: Annotated[str, Field(min_length=4)]
    by: Annotated[str, Field(min_length=2)]
    date: date
    file: Annotated[str, Field(exclude=True)] = ""
    place: Annotated[str, Field(exclude=True)] = ""


class Corrections(BaseModel):
    """The file as a whole: a list of corrections under ``corrections``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corrections: tuple[Correction, ...] = ()


def read_corrections(content: bytes) -> tuple[tuple[Correction, ...], tuple[Fault, ...]]:
    """Return the corrections in the file, or everything that is wrong with it.

    Parameters
    ----------
    content : bytes
        A YAML list, or a mapping with the list under ``corrections``.
    """
    lines = [line for line in content.splitlines() if line.strip() and not line.startswith(b"#")]
    if not lines:
        return (), ()
    listing = lines[0].lstrip().startswith(b"-")
    document = b"corrections:\n" + content if listing else content
    found, faults = read_document(document, FILE, Corrections)
    if listing:
        faults = tuple(replace(f, rows=tuple(row - 1 for row in f.rows)) for f in faults)
    return (found.corrections if found else ()), faults


def apply_corrections(
    rows: Mapping[str, Sequence[Row]], corrections: Sequence[Correction], decimal: Decimal
) -> tuple[dict[str, list[Row]], tuple[Correction, ...], tuple[Fault, ...]]:
    """Put the corrected values into the rows that they name.

    Parameters
    ----------
    rows : mapping of str to sequence of Row
        By table. Not modified.
    corrections : sequence of Correction
        Tables and columns by English or Indonesian name.
    decimal : {"auto", "comma", "point"}
        How numbers in the worksheets are written.

    Returns
    -------
    rows : dict of str to list of Row
        With the corrected cells.
    applied : tuple of Correction
        With the file and place where each was applied.
    faults : tuple of Fault
        Corrections that fit no row, several rows, or another value than the one they expect.
    """
    corrected = {name: list(of_table) for name, of_table in rows.items()}
    applied: list[Correction] = []
    faults: list[Fault] = []
    for number, correction in enumerate(corrections, start=1):
        try:
            applied.append(_apply(correction, corrected, decimal))
        except Unreadable as refusal:
            column = f"koreksi {number}, {correction.table}.{correction.column}"
            value = written_text(correction.old)
            faults.append(Fault("blocking", FILE, column, value, refusal.rule, refusal.fix))
    return corrected, tuple(applied), tuple(faults)


def concerns_later(correction: Correction, stage: int) -> bool:
    """Tell whether a correction is of a table that belongs to a stage after this one."""
    try:
        return _table(correction.table).stage > stage
    except Unreadable:
        return False


def _apply(correction: Correction, rows: dict[str, list[Row]], decimal: Decimal) -> Correction:
    spec = _table(correction.table)
    column = _column(spec, correction.column)
    key = {_column(spec, name).name: value for name, value in correction.key.items()}
    of_table = rows.get(spec.name, [])
    found = [
        place
        for place, row in enumerate(of_table)
        if all(
            _same(row.cells.get(name), value, spec.columns[name], decimal)
            for name, value in key.items()
        )
    ]
    if len(found) != 1:
        count = "tidak ada baris" if not found else f"{len(found)} baris"
        raise Unreadable(f"{count} dengan kunci itu", "Perbaiki key; harus menunjuk satu baris")
    row = of_table[found[0]]
    written = row.cells.get(column.name)
    if not _same(written, correction.old, column, decimal):
        shown = written_text(written)[:60] or "kosong"
        raise Unreadable(
            f"isi sel sekarang {shown}, bukan nilai from", "Perbaiki atau hapus koreksi"
        )
    of_table[found[0]] = replace(row, cells={**row.cells, column.name: _cell(correction.new)})
    place = row.fault(column.name, "", "").place
    return correction.model_copy(
        update={
            "table": spec.name,
            "column": column.name,
            "key": key,
            "file": row.block.file,
            "place": place,
        }
    )


def _table(name: str) -> TableSpec:
    for spec in tables().values():
        if folded(name) in (folded(spec.name), folded(spec.file), folded(spec.title)):
            return spec
    known = [spec.file for spec in tables().values()]
    raise Unreadable("tabel tidak dikenal", did_you_mean(name, known) or f"Pilih: {listed(known)}")


def _column(spec: TableSpec, name: str) -> ColumnSpec:
    for column in spec.columns.values():
        if folded(name) in (folded(column.header), folded(column.name)):
            return column
    fix = did_you_mean(name, spec.headers) or f"Pilih: {listed(spec.headers, at_most=30)}"
    raise Unreadable(f"kolom {name} tidak ada di tabel {spec.title}", fix)


def _cell(value: Scalar) -> Written:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


def _same(written: Written, expected: Scalar, column: ColumnSpec, decimal: Decimal) -> bool:
    """Tell whether a cell holds the expected value, however either is written."""
    if blank(written) or blank(expected):
        return blank(written) and blank(expected)
    if squeezed(written_text(written)) == squeezed(written_text(expected)):
        return True
    kind = "number" if column.kind == "indicator_value" else column.kind
    readable = column.model_copy(update={"kind": kind})
    try:
        return convert(written, readable, decimal=decimal) == convert(
            _cell(expected), readable, decimal=decimal
        )
    except Unreadable:
        return False
