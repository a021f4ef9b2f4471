"""XLSX workbooks, guarded against the ones that are small on disk and huge in memory."""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

from smartcity_analysis.intake.cells import Flaw, Percent, Written
from smartcity_analysis.intake.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_UNPACKED_BYTES,
    RATIO_FROM_BYTES,
)
from smartcity_analysis.intake.parsing import Unreadable
from smartcity_analysis.intake.rows import Grid

_CLEAN_COPY = (
    "Salin hanya baris dan kolom yang terisi ke buku kerja baru, lalu simpan sebagai .xlsx"
)
_NO_RESULT = "Buka di Excel lalu simpan agar hasilnya tersimpan, atau tulis angkanya"


def read_workbook(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the cells of every sheet of an XLSX workbook.

    Parameters
    ----------
    content : bytes
        The workbook. It is refused before it is unpacked when it would unpack to something
        harmful, and reading stops at the row and column limits of :mod:`.limits`.
    file : str
        The name that faults show.

    Returns
    -------
    tuple of Grid
        In the order of the sheets; sheets that begin with an underscore are left out. Numbers stay
        numbers; a formula without a stored result is a :class:`~.cells.Flaw`.

    Raises
    ------
    Unreadable
        If the content is no workbook, is locked with a password, or is beyond the limits.
    """
    formulas = _guard(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(_grids(content, file, formulas=formulas))
    except Unreadable:
        raise
    except Exception as error:
        # A broken workbook makes openpyxl raise nearly anything, from KeyError to struct.error.
        raise Unreadable("buku kerja rusak", _CLEAN_COPY) from error


def _guard(content: bytes) -> bool:
    """Refuse a harmful archive by its directory; return whether any sheet holds a formula."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_bombs(members)
            return any(
                _holds_formula(archive, member)
                for member in members
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename)
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(
            "bukan buku kerja .xlsx yang bisa dibuka",
            "Simpan ulang sebagai Buku Kerja Excel (.xlsx) tanpa kata sandi",
        ) from error


def _refuse_bombs(members: Collection[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable("isi buku kerja terlalu besar setelah dibuka", _CLEAN_COPY)
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > RATIO_FROM_BYTES and ratio > MAX_RATIO:
            raise Unreadable("isi buku kerja terlalu besar setelah dibuka", _CLEAN_COPY)


def _holds_formula(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as stream:
        tail = b""
        while chunk := stream.read(1 << 16):
            if b"<f>" in tail + chunk or b"<f " in tail + chunk or b":f>" in tail + chunk:
                return True
            tail = chunk[-3:]
    return False


def _grids(content: bytes, file: str, *, formulas: bool) -> Iterator[Grid]:
    book = _opened(content, data_only=True)
    sources = _opened(content, data_only=False) if formulas else None
    try:
        if len(book.worksheets) > MAX_SHEETS:
            raise Unreadable(f"lebih dari {MAX_SHEETS} lembar", "Hapus lembar yang tidak perlu")
        budget = MAX_CELLS
        for sheet in book.worksheets:
            if sheet.title.startswith("_"):
                continue
            unsaved = _formula_cells(sources[sheet.title]) if sources else frozenset()
            rows = tuple(_rows(sheet, unsaved))
            budget -= sum(len(cells) for _, cells in rows)
            if budget < 0:
                raise Unreadable(f"lebih dari {MAX_CELLS} sel", _CLEAN_COPY)
            yield Grid(file, sheet.title, rows)
    finally:
        book.close()
        if sources:
            sources.close()


def _opened(content: bytes, *, data_only: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
    )


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows as they are written: the dimension that a file declares is not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1), start=1):
        if number > MAX_ROWS:
            rule = f"lembar {sheet.title} memakai baris di bawah baris {MAX_ROWS}"
            raise Unreadable(rule, _CLEAN_COPY)
        if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
            rule = f"lembar {sheet.title} memakai kolom di kanan kolom ke-{MAX_COLUMNS}"
            raise Unreadable(rule, _CLEAN_COPY)
        yield number, cells[:MAX_COLUMNS]


def _formula_cells(sheet: Any) -> frozenset[tuple[int, int]]:
    return frozenset(
        (number, place)
        for number, cells in _sheet_rows(sheet)
        for place, cell in enumerate(cells)
        if cell.data_type == "f"
    )


def _rows(
    sheet: Any, formula_cells: Collection[tuple[int, int]]
) -> Iterator[tuple[int, tuple[Written, ...]]]:
    written = 0
    for number, cells in _sheet_rows(sheet):
        row = tuple(
            _written(cell, formula=(number, place) in formula_cells)
            for place, cell in enumerate(cells)
        )
        if any(cell is not None for cell in row):
            written += len(row)
            if written > MAX_CELLS:
                raise Unreadable(f"lebih dari {MAX_CELLS} sel", _CLEAN_COPY)
            yield number, row


def _written(cell: Any, *, formula: bool) -> Written:
    # A formula whose stored result is an empty text has the type "str"; one never computed has "n".
    if cell.value is None:
        uncomputed = formula and cell.data_type == "n"
        return Flaw("", "rumus tanpa hasil tersimpan", _NO_RESULT) if uncomputed else None
    shown_as_percent = isinstance(cell.value, (int, float)) and "%" in (cell.number_format or "")
    return Percent(cell.value) if shown_as_percent else cell.value
