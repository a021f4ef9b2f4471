"""Codes that point at another table or at the reference: none may point nowhere."""

from collections.abc import Iterator, Mapping

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.faults import Fault, did_you_mean, listed
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.tables import ColumnSpec, tables
from smartcity_analysis.reference.gates import gates

_LISTS = {
    "indicator": "kamus indikator",
    "component": "daftar komponen kesiapan",
    "subdimension": "daftar sub-dimensi",
    "gate": "daftar gerbang",
}


def check_links(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Yield a fault for every code that stands in no table, or in no reference.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        By table. Links to a table that was not handed in are passed over: its absence has its own
        fault.
    """
    for sheet in sheets.values():
        for column in sheet.spec.columns.values():
            known = _known(column, sheets)
            if known:
                yield from _dangling(sheet, column, known)


def _known(column: ColumnSpec, sheets: Mapping[str, Sheet]) -> Mapping[str, str]:
    """Return the codes that a column may hold, with what each stands for."""
    if column.reference == "indicator":
        return {code: entry.name for code, entry in reference.indicators().items()}
    if column.reference == "component":
        return {component.code: component.name for component in reference.components()}
    if column.reference == "subdimension":
        parts = (part for d in reference.dimensions() for part in d.subdimensions)
        return {part.code: part.name for part in parts}
    if column.reference == "gate":
        return {gate.code: gate.name for gate in gates()}
    if column.references is None:
        return {}
    target = sheets[column.references].frame
    return {str(code): "" for code in target[tables()[column.references].key[0]].dropna()}


def _dangling(sheet: Sheet, column: ColumnSpec, known: Mapping[str, str]) -> Iterator[Fault]:
    for place, value in enumerate(sheet.frame[column.name]):
        codes = value if isinstance(value, tuple) else () if pd.isna(value) else (value,)
        for code in codes:
            if code not in known:
                rule = f"kode {code[:60]} tidak ada di {_where(column)}"
                yield sheet.fault(place, column.name, rule, _fix(code, known))


def _where(column: ColumnSpec) -> str:
    if column.references is not None:
        return f"tabel {tables()[column.references].title}"
    return _LISTS[column.reference or ""]


def _fix(code: str, known: Mapping[str, str]) -> str:
    by_name = {name.casefold(): known_code for known_code, name in known.items() if name}
    if code.casefold() in by_name:
        return f'Maksud Anda "{by_name[code.casefold()]}"?'
    return did_you_mean(code, known) or f"Pilih salah satu: {listed(list(known))}"
