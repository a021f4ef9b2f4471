"""Raw rows to a DataFrame with English columns and canonical values, each cell traceable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.cells import Written, blank, convert, convert_indicator, written_text
from smartcity_analysis.intake.faults import Fault, Severity
from smartcity_analysis.intake.parsing import Decimal, Unreadable, squeezed
from smartcity_analysis.intake.rows import Row
from smartcity_analysis.intake.tables import ColumnSpec, TableSpec

if TYPE_CHECKING:
    from pandas.api.extensions import ExtensionDtype

VALUE_TEXT = "value_text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as one DataFrame, with the way back to its cells.

    Attributes
    ----------
    spec : TableSpec
    frame : DataFrame
        Every declared column, in the declared order; the index counts from 0.
    rows : tuple of Row
        ``rows[i]`` is where row ``i`` of the frame stands.
    unreadable : frozenset of (int, str)
        Cells that already have a fault: blank in the frame, and not to be called blank again.
    """

    spec: TableSpec
    frame: pd.DataFrame
    rows: tuple[Row, ...]
    unreadable: frozenset[tuple[int, str]] = frozenset()

    def take(self, chosen: "pd.Series[bool]") -> "Sheet":
        """Return the sheet with the chosen rows only."""
        kept = [place for place, keep in enumerate(chosen.tolist()) if keep]
        frame = self.frame.iloc[kept].reset_index(drop=True)
        return replace(
            self, frame=frame, rows=tuple(self.rows[k] for k in kept), unreadable=frozenset()
        )

    def fault(
        self,
        row: int,
        column: str,
        rule: str,
        fix: str,
        *,
        severity: Severity = "blocking",
        value: str = "",
    ) -> Fault:
        """Return a fault of one cell of the frame."""
        return self.rows[row].fault(column, rule, fix, severity=severity, value=value)


def build(spec: TableSpec, rows: Sequence[Row], decimal: Decimal) -> tuple[Sheet, list[Fault]]:
    """Convert every cell of a table as its column declares it.

    Parameters
    ----------
    spec : TableSpec
    rows : sequence of Row
        Blank cells may be absent. Not modified.
    decimal : {"auto", "comma", "point"}
        How numbers are written.

    Returns
    -------
    sheet : Sheet
        Cells that cannot be read are missing in its frame.
    faults : list of Fault
        One for each cell that cannot be read, and a note for each foreign dimension label.
    """
    faults: list[Fault] = []
    unreadable: set[tuple[int, str]] = set()
    columns: dict[str, pd.Series[Any]] = {}
    for name, column in spec.columns.items():
        values: list[object] = []
        for place, row in enumerate(rows):
            try:
                values.append(_value(row, column, decimal, faults))
            except Unreadable as refusal:
                faults.append(row.fault(name, refusal.rule, refusal.fix))
                unreadable.add((place, name))
                values.append(() if column.kind == "list" else None)
        columns[name] = _series(values, column)
        if column.kind == "indicator_value":
            texts = [_text_or_none(row.cells.get(name)) for row in rows]
            columns[VALUE_TEXT] = pd.Series(texts, dtype=text_dtype())
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(rows)))
    return Sheet(spec, frame, tuple(rows), frozenset(unreadable)), faults


def text_dtype() -> "ExtensionDtype":
    """Return the dtype of text columns: strings with NaN where blank."""
    return pd.StringDtype(na_value=np.nan)


def _value(row: Row, column: ColumnSpec, decimal: Decimal, faults: list[Fault]) -> object:
    written = row.cells.get(column.name)
    if column.kind == "indicator_value":
        code = squeezed(written_text(row.cells.get("indicator")))
        return convert_indicator(written, reference.indicators().get(code), decimal=decimal)
    if column.reference == "dimension":
        return _dimension(row, written, column, faults)
    return convert(written, column, decimal=decimal)


def _dimension(row: Row, written: Written, column: ColumnSpec, faults: list[Fault]) -> object:
    """Return a dimension's code; a label of another framework is taken, with a note."""
    value = convert(written, column)
    if value is None:
        return None
    try:
        resolved = reference.resolve_dimension(str(value))
    except reference.UnknownNameError:
        return value
    if resolved.warning:
        fix = f"Ganti dengan {resolved.code} bila itu yang dimaksud"
        faults.append(row.fault(column.name, resolved.warning.rstrip("."), fix, severity="note"))
    return resolved.code


def _series(values: Sequence[object], column: ColumnSpec) -> "pd.Series[Any]":
    dtypes: Mapping[str, object] = {
        "integer": "Int64",
        "year": "Int64",
        "number": "float64",
        "share": "float64",
        "indicator_value": "float64",
        "date": "datetime64[s]",
        "list": "object",
    }
    return pd.Series(list(values), dtype=dtypes.get(column.kind, text_dtype()))  # type: ignore[call-overload, no-any-return]


def _text_or_none(written: Written) -> str | None:
    return None if blank(written) else squeezed(written_text(written))
