"""One pandera schema per table, made from ``tables.yml``; failures as faults with their cell."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from smartcity_analysis.intake.faults import Fault, Severity, did_you_mean, listed, shown_number
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.tables import ColumnSpec, tables

if TYPE_CHECKING:
    from pandera.pandas import Check, Column, DataFrameSchema

DTYPES = {"integer": "Int64", "year": "Int64", "number": "float64", "share": "float64"}


@cache
def schema(table: str) -> "DataFrameSchema":
    """Return the pandera schema of a table.

    Parameters
    ----------
    table : str
        Its English name.

    Returns
    -------
    DataFrameSchema
        Required cells, choices, ranges, patterns and lengths by column; the key is checked by
        :func:`check`, which can name both rows.

    Examples
    --------
    >>> sorted(schema("usg_ratings").columns)
    ['agency', 'growth', 'issue', 'rater', 'seriousness', 'status', 'urgency']
    """
    from pandera.pandas import DataFrameSchema

    spec = tables()[table]
    columns = {name: _column(column) for name, column in spec.columns.items()}
    return DataFrameSchema(columns, name=table)


def check(sheet: Sheet) -> list[Fault]:
    """Check one table against its schema.

    Parameters
    ----------
    sheet : Sheet
        As built by :func:`.frames.build`. Not modified.

    Returns
    -------
    list of Fault
        Every cell that breaks a rule of its column, and every row whose key another row has too.
    """
    return [*_cell_faults(sheet), *_doubled_keys(sheet)]


def _column(column: ColumnSpec) -> "Column":
    from pandera.pandas import Column

    return Column(
        DTYPES.get(column.kind),
        checks=list(_checks(column)),
        nullable=not column.required,
        name=column.name,
    )


def _checks(column: ColumnSpec) -> Iterator["Check"]:
    """Yield the checks of a column; the name of each is the key of its words below."""
    from pandera.pandas import Check

    if column.kind == "list" and column.required:
        # A blank list is an empty tuple, which pandera does not take for missing.
        yield Check(lambda codes: codes.map(len) > 0, error="not_nullable")
    if column.kind == "choice":
        yield Check.isin(list(column.choices), error="choice")
    if column.min is not None or column.max is not None:
        low = -float("inf") if column.min is None else column.min
        high = float("inf") if column.max is None else column.max
        yield Check.in_range(low, high, error="range")
    if column.pattern is not None and column.kind != "list":
        yield Check.str_matches(f"^(?:{column.pattern})$", error="pattern")
    if column.min_length is not None:
        yield Check.str_length(min_value=column.min_length, error="short")
    if column.max_length is not None:
        yield Check.str_length(max_value=column.max_length, error="long")


def _cell_faults(sheet: Sheet) -> Iterator[Fault]:
    from pandera.errors import SchemaErrors

    try:
        schema(sheet.spec.name).validate(sheet.frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for case in cases[["column", "check", "index"]].itertuples(index=False):
            if (int(case.index), case.column) in sheet.unreadable:
                continue
            column = sheet.spec.columns[str(case.column)]
            written = sheet.rows[int(case.index)].cells.get(column.name)
            rule, fix = _words(column, str(case.check), written)
            # A long text can still be read; the page folds it.
            folded = case.check == "long" and not column.short
            severity: Severity = "note" if folded else "blocking"
            yield sheet.fault(int(case.index), column.name, rule, fix, severity=severity)


def _words(column: ColumnSpec, check_name: str, written: object) -> tuple[str, str]:
    """Return the rule and the fix, made from the same declaration as the check."""
    match check_name:
        case "not_nullable":
            return "wajib diisi", f"Isi: {column.description.rstrip('.')}"
        case "choice":
            choices = column.shown_choices
            fix = did_you_mean(str(written), choices) or "Pilih salah satu"
            return f"harus salah satu dari: {listed(choices, at_most=20)}", fix
        case "range":
            return _range_words(column)
        case "pattern":
            return "bentuk kode tidak sesuai", f"Petunjuk: {column.description.rstrip('.')}"
        case "short":
            least = f"terlalu pendek; paling sedikit {column.min_length} huruf"
            return least, "Lengkapi uraiannya"
        case "long":
            count = f"terlalu panjang ({len(str(written))} huruf)"
            most = f"{count}; sebaiknya paling banyak {column.max_length} huruf"
            return most, "Ringkas; rinciannya dapat ditulis di lampiran"
        case _:
            return "tidak sesuai aturan kolom", f"Petunjuk: {column.description.rstrip('.')}"


def _range_words(column: ColumnSpec) -> tuple[str, str]:
    whole = "bilangan bulat" if column.kind == "integer" else "angka"
    low, high = ("" if bound is None else shown_number(bound) for bound in (column.min, column.max))
    limits = (
        f"{low}–{high}"
        if low and high
        else f"paling kecil {low}"
        if low
        else f"paling besar {high}"
    )
    return f"harus {whole} {limits}", f"Petunjuk: {column.description.rstrip('.')}"


def _doubled_keys(sheet: Sheet) -> Iterator[Fault]:
    """Yield every row whose key stood in an earlier row, naming that row."""
    key = list(sheet.spec.key)
    complete = sheet.frame[key].dropna()
    first: dict[Any, int] = {}
    for place, values in zip(
        complete.index, complete.itertuples(index=False, name=None), strict=True
    ):
        earlier = first.setdefault(values, int(place))
        if earlier == place:
            continue
        other = sheet.rows[earlier]
        at = other.fault(key[-1], "", "")
        where = ", ".join(part for part in (at.file, at.sheet, f"baris {other.number}") if part)
        shown = " + ".join(sheet.spec.columns[name].header for name in key)
        fix = "Hapus salah satunya, atau betulkan kodenya"
        columns = [sheet.spec.columns[name] for name in key]
        value = " ".join(
            column.shown(_plain(value)) for column, value in zip(columns, values, strict=True)
        )
        yield sheet.fault(int(place), key[0], f"{shown} ini sudah ada di {where}", fix, value=value)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
