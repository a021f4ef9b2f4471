"""A blank workbook for an OPD: one sheet per table, with headers, hints and drop-down choices."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smartcity_analysis import reference
from smartcity_analysis.intake.dictionary import rules
from smartcity_analysis.intake.tables import ColumnSpec, TableSpec, tables
from smartcity_analysis.reference.gates import gates

LAST_ROW = 1000
LONGEST_CHOICES = 255
LONGEST_HINT = 250
GUIDE = (
    "Dibuat otomatis oleh smartcity_analysis, jangan disunting: isi lembar lain, bukan lembar ini.",
    "Satu baris untuk satu data. Judul kolom jangan diubah. Lembar yang tidak perlu boleh kosong.",
    "Kolom bertanda * di bawah wajib diisi. Belum ada data: kosongkan. Nol berarti nol.",
    "Angka: 7,64 atau 7.64. Uang dalam rupiah penuh. Tanggal: 2022-06-21.",
    "Jangan menulis nama orang, NIK, NIP atau nomor telepon.",
)


def write_worksheet(path: Path, names: Sequence[str] | None = None) -> None:
    """Write a blank workbook that reads back with :func:`.city.read_city`.

    Parameters
    ----------
    path : Path
        The ``.xlsx`` file, for example ``data/raw/<city>/<year>/opd/DINKES.xlsx``.
    names : sequence of str, optional
        English names of the tables; default is every table.

    Raises
    ------
    ValueError
        If a name is no table.
    """
    from openpyxl import Workbook

    wanted = list(tables()) if names is None else list(names)
    unknown = [name for name in wanted if name not in tables()]
    if unknown:
        raise ValueError(
            f"The 'names' parameter of write_worksheet must be among {sorted(tables())}. "
            f"Got {unknown!r} instead."
        )
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = "_petunjuk"
    _write_guide(guide, [tables()[name] for name in wanted])
    for name in wanted:
        _write_sheet(book.create_sheet(tables()[name].title), tables()[name])
    book.active = min(1, len(wanted))
    book.save(path)


def _write_guide(sheet: Any, specs: Sequence[TableSpec]) -> None:
    from openpyxl.styles import Font

    for line in GUIDE:
        sheet.append([line])
    sheet.append([])
    sheet.append(["lembar", "kolom", "isi", "keterangan"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for spec in specs:
        for column in spec.columns.values():
            header = f"{column.header} *" if column.required else column.header
            sheet.append([spec.title, header, rules(column), column.description])
    for letter, width in zip("ABCD", (24, 24, 40, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def _write_sheet(sheet: Any, spec: TableSpec) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.append(list(spec.headers))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(spec.columns.values(), start=1):
        letter = get_column_letter(place)
        header = sheet[f"{letter}1"]
        header.font = Font(bold=True)
        if column.required:
            header.fill = PatternFill("solid", fgColor="FFE3EDF7")
        sheet.column_dimensions[letter].width = max(14, len(column.header) + 4)
        if column.kind in ("text", "code", "list"):
            sheet.column_dimensions[letter].number_format = "@"
        _add_hint(sheet, column, f"{letter}2:{letter}{LAST_ROW}")


def _add_hint(sheet: Any, column: ColumnSpec, cells: str) -> None:
    """Show the description when a cell is chosen, and offer the choices that fit into Excel."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = f'"{",".join(_choices(column))}"'
    hint = DataValidation(showInputMessage=True, promptTitle=column.header[:32])
    hint.prompt = column.description[:LONGEST_HINT]
    if 2 < len(offered) <= LONGEST_CHOICES:
        hint.type, hint.formula1, hint.showErrorMessage = "list", offered, True
        hint.error = "Pilih dari daftar"
    sheet.add_data_validation(hint)
    hint.add(cells)


def _choices(column: ColumnSpec) -> Sequence[str]:
    if column.reference == "component":
        return [component.code for component in reference.components()]
    if column.reference == "subdimension":
        return [part.code for d in reference.dimensions() for part in d.subdimensions]
    if column.reference == "gate":
        return [gate.code for gate in gates()]
    if column.kind == "list" or (column.reference == "indicator"):
        return ()
    return column.shown_choices
