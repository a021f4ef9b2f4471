"""CSV as offices save it: any of three delimiters, UTF-8 or Windows encoding, titles on top."""

import codecs
import csv
import io
from collections.abc import Iterator

from smartcity_analysis.intake.limits import MAX_COLUMNS, MAX_ROWS
from smartcity_analysis.intake.parsing import Unreadable
from smartcity_analysis.intake.rows import HEADER_WITHIN, Grid, header_score
from smartcity_analysis.intake.tables import TableSpec

DELIMITERS = (",", ";", "\t")
_UNREADABLE = "Buka dengan Excel atau LibreOffice lalu simpan ulang sebagai CSV UTF-8"


def read_csv(content: bytes, file: str, spec: TableSpec) -> Grid:
    r"""Return the cells of a CSV file.

    Parameters
    ----------
    content : bytes
        UTF-8 with or without a byte-order mark, UTF-16 with one, or Windows-1252; comma, semicolon
        or tab between cells.
    file : str
        The name that faults show.
    spec : TableSpec
        The table that is expected; the delimiter under which its header is found is taken.

    Returns
    -------
    Grid

    Raises
    ------
    Unreadable
        If the content is no text, or is larger than any worksheet.

    Examples
    --------
    >>> from smartcity_analysis.intake.tables import tables
    >>> read_csv(b"Daftar OPD\nopd;nama\nDINKES;Dinas Kesehatan", "opd.csv",
    ...          tables()["agencies"]).rows[1:]
    ((2, ('opd', 'nama')), (3, ('DINKES', 'Dinas Kesehatan')))
    """
    text = _decoded(content)
    delimiter = max(DELIMITERS, key=lambda sign: _best_score(text, sign, spec))
    return Grid(file, "", tuple(_records(text, delimiter)))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if content.startswith(b"PK\x03\x04") or b"\0" in content:
        raise Unreadable("bukan berkas CSV", _UNREADABLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _best_score(text: str, delimiter: str, spec: TableSpec) -> int:
    records = _records(text, delimiter, at_most=HEADER_WITHIN)
    return max((header_score(cells, spec) for _, cells in records), default=0)


def _records(
    text: str, delimiter: str, *, at_most: int | None = None
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the records that are not empty, counted as a spreadsheet counts rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            if at_most is not None and number > at_most:
                return
            if number > MAX_ROWS:
                raise Unreadable(f"lebih dari {MAX_ROWS} baris", "Bagi menjadi beberapa berkas")
            if len(cells) > MAX_COLUMNS:
                raise Unreadable(f"lebih dari {MAX_COLUMNS} kolom di baris {number}", _UNREADABLE)
            if any(cell.strip() for cell in cells):
                yield number, tuple(cells)
    except csv.Error as error:
        raise Unreadable(
            f"susunan CSV rusak setelah baris {reader.line_num}", _UNREADABLE
        ) from error
