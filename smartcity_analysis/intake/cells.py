"""One cell as it was written to the value that its column declares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from smartcity_analysis.intake.faults import did_you_mean, listed
from smartcity_analysis.intake.parsing import (
    Decimal,
    Unreadable,
    folded,
    is_blank,
    iso_text,
    parse_date,
    parse_integer,
    parse_list,
    parse_number,
    parse_share,
    parse_year,
    squeezed,
    whole,
)
from smartcity_analysis.intake.tables import ColumnSpec
from smartcity_analysis.reference import Indicator

Written = object
"""What a reader hands on: text, a number, a date, None for an empty cell, or a Flaw."""

LONGEST_TEXT = 32_767
ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"})


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that the reader itself could not make sense of, such as a formula without a result."""

    text: str
    rule: str
    fix: str


class Percent(float):
    """A number in a cell that the spreadsheet shows as a percentage: 0.05 for 5%."""


def written_text(cell: Written) -> str:
    """Return a cell as a clerk reads it.

    Examples
    --------
    >>> written_text(5.0), written_text(datetime(2022, 6, 21)), written_text(None)
    ('5', '2022-06-21', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, Flaw):
        return cell.text
    if isinstance(cell, Percent):
        return f"{float(cell) * 100:.12g}%"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return iso_text(cell)
    return str(cell)


def blank(cell: Written) -> bool:
    """Tell whether a cell stands for "no data"."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def convert(cell: Written, column: ColumnSpec, *, decimal: Decimal = "auto") -> object:
    """Return the value of a cell as its column declares it.

    Parameters
    ----------
    cell : object
        As a reader hands it on.
    column : ColumnSpec
        Columns of kind ``indicator_value`` are read with :func:`convert_indicator`.
    decimal : {"auto", "comma", "point"}
        See :func:`smartcity_analysis.intake.parsing.parse_number`.

    Returns
    -------
    object
        ``None`` when blank (an empty tuple for lists); a choice that is not declared stays as it
        was written, for the schema to refuse.

    Raises
    ------
    Unreadable
        If the cell cannot be read as its kind.

    Examples
    --------
    >>> from smartcity_analysis.intake.tables import tables
    >>> convert("Kelemahan", tables()["swot_factors"].columns["kind"])
    'weakness'
    """
    if column.kind == "list" and blank(cell):
        return ()
    if blank(cell):
        return None
    _refuse_flaws(cell)
    if column.kind in ("number", "share"):
        return _number(cell, column, decimal)
    return _CONVERTERS[column.kind](cell, column)


def convert_indicator(
    cell: Written, indicator: Indicator | None, *, decimal: Decimal = "auto"
) -> float | None:
    """Return an indicator's value; for ordered categories the place of the category, from 0.

    Parameters
    ----------
    cell : object
        As a reader hands it on.
    indicator : Indicator or None
        Its entry in the dictionary; None when the dictionary does not know it. For an indicator
        without decimals, dots in threes are thousands.
    decimal : {"auto", "comma", "point"}
        The decimal sign of other indicators.

    Raises
    ------
    Unreadable
        If the cell is no number, or no category of the indicator.
    """
    if blank(cell):
        return None
    _refuse_flaws(cell)
    if indicator is not None and indicator.levels:
        return _level(written_text(cell), indicator.levels)
    if isinstance(cell, Percent):
        return float(f"{float(cell) * 100:.12g}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = written_text(cell)
    if indicator is not None and indicator.decimals == 0:
        try:
            return float(parse_integer(text))
        except Unreadable:
            return parse_number(text, decimal=decimal)
    return parse_number(text, decimal=decimal)


def _refuse_flaws(cell: Written) -> None:
    if isinstance(cell, Flaw):
        raise Unreadable(cell.rule, cell.fix)
    if isinstance(cell, time):
        raise Unreadable("terbaca sebagai jam", "Ubah format sel menjadi Teks atau Umum")
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        raise Unreadable("teks terlalu panjang", f"Ringkas; paling banyak {LONGEST_TEXT} huruf")
    if isinstance(cell, str) and squeezed(cell).upper() in ERRORS:
        raise Unreadable("galat rumus", "Perbaiki rumusnya, atau tulis angkanya")


def _number(cell: Written, column: ColumnSpec, decimal: Decimal) -> float:
    if isinstance(cell, Percent) and column.kind == "number":
        return float(f"{float(cell) * 100:.12g}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    parse = parse_share if column.kind == "share" else parse_number
    return parse(written_text(cell), decimal=decimal)


def _integer(cell: Written, column: ColumnSpec) -> int:
    del column
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return whole(cell)
    return parse_integer(written_text(cell))


def _year(cell: Written, column: ColumnSpec) -> int:
    del column
    return parse_year(written_text(cell))


def _date(cell: Written, column: ColumnSpec) -> datetime:
    del column
    return datetime.combine(parse_date(written_text(cell)), time())


def _text(cell: Written, column: ColumnSpec) -> str:
    del column
    return squeezed(written_text(cell))


def _code(cell: Written, column: ColumnSpec) -> str:
    text = squeezed(written_text(cell))
    return text.zfill(column.pad) if column.pad and text.isdigit() else text


def _choice(cell: Written, column: ColumnSpec) -> str:
    text = squeezed(written_text(cell))
    return column.spellings.get(folded(text), text)


def _list(cell: Written, column: ColumnSpec) -> tuple[str, ...]:
    coded = column.reference is not None or column.references is not None
    return parse_list(written_text(cell), commas=coded)


def _level(text: str, levels: tuple[str, ...]) -> float:
    places = {folded(level): place for place, level in enumerate(levels)}
    if folded(text) not in places:
        fix = did_you_mean(text, levels) or "Pilih salah satu"
        raise Unreadable(f"harus salah satu dari: {listed(levels)}", fix)
    return float(places[folded(text)])


_CONVERTERS: Mapping[str, Callable[[Written, ColumnSpec], object]] = {
    "text": _text,
    "code": _code,
    "integer": _integer,
    "year": _year,
    "date": _date,
    "choice": _choice,
    "list": _list,
}
