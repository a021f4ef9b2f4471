"""Every table of a page as one workbook that Excel opens without running anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd

from smartcity_analysis.report.labels import coded, table_title
from smartcity_analysis.report.texts import entry

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
WIDEST = 60


def workbook(tables: Mapping[str, pd.DataFrame], about: Mapping[str, str]) -> bytes:
    """Write tables to a workbook, one sheet each, in Indonesian.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Names and columns of the analysis; their Indonesian names stand in the texts.
    about : mapping of str to str
        What the first sheet says.

    Returns
    -------
    bytes
        The same for the same input.
    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as book:
        # The only date in the file; fixed, so that the same tables give the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1), "title": about.get("Halaman", "")})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"quote_prefix": True, "valign": "top"})
        front = book.add_worksheet("Tentang")
        front.set_column(0, 0, 28)
        front.set_column(1, 1, WIDEST)
        for row, (name, value) in enumerate(about.items()):
            front.write_string(row, 0, name, head)
            front.write_string(row, 1, value, text)
        for name, frame in tables.items():
            _sheet(book, name, frame, head, text)
    return buffer.getvalue()


def _sheet(book: Any, name: str, frame: pd.DataFrame, head: Any, text: Any) -> None:
    sheet = book.add_worksheet(entry("sheet").get(name, name)[:LONGEST_SHEET_NAME])
    sheet.freeze_panes(1, 1)
    for column, label in enumerate(frame.columns):
        values = translated(frame[label])
        title = header(label)
        sheet.write_string(0, column, title, head)
        longest = max((len(str(v)) for v in values if v is not None), default=0)
        sheet.set_column(column, column, min(WIDEST, max(len(title), longest) + 2))
        for row, value in enumerate(values, start=1):
            if isinstance(value, bool):
                sheet.write_string(row, column, "ya" if value else "tidak", text)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, str(value)[:LONGEST_CELL], text)


def header(column: str) -> str:
    """Name a column in Indonesian; numbered ones (``rank_3``) keep their number.

    Examples
    --------
    >>> header("weight"), header("rank_3"), header("K")
    ('Bobot', 'Peringkat 3', 'K')
    """
    names = entry("column")
    if column in names:
        return str(names[column])
    stem, _, number = column.rpartition("_")
    if number.isdigit() and stem in entry("numbered_column"):
        return f"{entry('numbered_column')[stem]} {number}"
    return column


def translated(values: pd.Series[Any]) -> list[Any]:
    """Translate the codes of a column whose codes have words."""
    if values.name == "table":
        return [table_title(name) for name in values]
    spoken = coded(str(values.name))
    return [spoken(v) for v in values]
