"""What is wrong with a worksheet, said so that the clerk who filled it in can repair it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from typing import Literal

Severity = Literal["blocking", "note"]

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SPANS = 6
LISTED = 60
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to repair, with its place, the rule it breaks and the way to repair it.

    Attributes
    ----------
    severity : {"blocking", "note"}
        ``blocking`` makes a number unusable and stops the run; ``note`` leaves a gap that the
        page states.
    file : str
        Relative to the city's folder, with forward slashes; empty when no file is to blame.
    sheet : str
        Sheet of a workbook; empty for other files.
    column : str
        Header as the clerk sees it, or the key path in a YAML file; may be empty.
    value : str
        The cell as it was written; empty when blank.
    rule, fix : str
        What should be there, and what to do. Indonesian.
    table : str
        Name of the table in ``tables.yml``; may be empty.
    rows : tuple of int
        Row numbers as a spreadsheet counts them, from 1.
    letter : str
        Column letter in a workbook; empty for other files.

    Examples
    --------
    >>> fault = Fault("blocking", "swot_ratings.csv", "rating", "5", "harus bilangan bulat 1–4",
    ...               "Perbaiki nilainya.", rows=(7,))
    >>> fault.place
    'baris 7'
    >>> print(fault)
    swot_ratings.csv, baris 7, rating "5": harus bilangan bulat 1–4. Perbaiki nilainya.
    """

    severity: Severity
    file: str
    column: str
    value: str
    rule: str
    fix: str
    table: str = ""
    sheet: str = ""
    rows: tuple[int, ...] = ()
    letter: str = ""

    @property
    def place(self) -> str:
        """Where in the file: ``baris 7``, ``baris 3–9, 12``, ``sel D7``; empty when unknown."""
        if not self.rows:
            return ""
        return f"{'sel' if self.letter else 'baris'} {_ranges(self.rows, self.letter)}"

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.sheet, self.place) if part)
        what = " ".join(part for part in (self.column, f'"{_short(self.value)}"') if part != '""')
        head = ", ".join(part for part in (where, what) if part)
        return f"{head}: {self.rule}. {self.fix}" if head else f"{self.rule}. {self.fix}"


class DataProblem(Exception):
    """All faults of a city's files at once.

    Parameters
    ----------
    faults : iterable of Fault
        Blocking faults and notes, in any order.
    where : str
        The folder as a reader knows it, for example ``data/raw/kota-tegal/2022``.

    Attributes
    ----------
    faults, blocking, notes : tuple of Fault
        Merged and sorted: blocking first, then by file, sheet and row.

    Examples
    --------
    >>> problem = DataProblem([Fault("blocking", "a.csv", "rating", "5", "harus bilangan bulat 1–4",
    ...                              "Ganti dengan 1, 2, 3 atau 4", rows=(7,))], "data/raw/x/2022")
    >>> print(problem)
    1 kesalahan menghentikan pembacaan data/raw/x/2022
    <BLANKLINE>
    a.csv
      baris 7  rating  "5"  harus bilangan bulat 1–4
        → Ganti dengan 1, 2, 3 atau 4.
    <BLANKLINE>
    Perbaiki berkas itu, atau catat perbaikannya di corrections.yml, lalu jalankan lagi.
    """

    def __init__(self, faults: Iterable[Fault], where: str = "") -> None:
        self.faults = merged(faults)
        self.where = where
        super().__init__(self.faults, where)

    @property
    def blocking(self) -> tuple[Fault, ...]:
        """The faults that stop the run."""
        return tuple(fault for fault in self.faults if fault.severity == "blocking")

    @property
    def notes(self) -> tuple[Fault, ...]:
        """The faults that only leave a gap."""
        return tuple(fault for fault in self.faults if fault.severity == "note")

    def __str__(self) -> str:
        blocking = self.blocking
        lines = [f"{len(blocking)} kesalahan menghentikan pembacaan {self.where or 'data'}"]
        for title, group in groupby(blocking[:LISTED], key=_file_title):
            lines += ["", title, *(line for fault in group for line in _lines(fault))]
        if len(blocking) > LISTED:
            lines += ["", f"… dan {len(blocking) - LISTED} kesalahan lagi"]
        closing = "Perbaiki berkas itu, atau catat perbaikannya di corrections.yml, "
        return "\n".join([*lines, "", closing + "lalu jalankan lagi."])


def merged(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Join faults that differ in their row only, and sort them: blocking first, then by place.

    Parameters
    ----------
    faults : iterable of Fault
        In any order.

    Returns
    -------
    tuple of Fault
        In an order that does not depend on the order of the input.

    Examples
    --------
    >>> blank = [Fault("blocking", "a.csv", "sumber", "", "wajib diisi", "Isi", rows=(row,))
    ...          for row in (4, 2, 3, 9)]
    >>> [fault.place for fault in merged(blank)]
    ['baris 2–4, 9']
    """
    rows: dict[Fault, set[int]] = {}
    for fault in faults:
        rows.setdefault(replace(fault, rows=()), set()).update(fault.rows)
    joined = (replace(fault, rows=tuple(sorted(places))) for fault, places in rows.items())
    return tuple(sorted(joined, key=_order))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question with the closest known word, or an empty text.

    Examples
    --------
    >>> did_you_mean("jenus", ["jenis", "elemen"])
    'Maksud Anda "jenis"?'
    >>> did_you_mean("xyz", ["jenis"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word[:100].casefold(), list(by_folded), n=1, cutoff=0.6)
    return f'Maksud Anda "{by_folded[close[0]]}"?' if close else ""


def listed(words: Sequence[str], *, at_most: int = 12) -> str:
    """Return words joined by commas, the tail only counted.

    Examples
    --------
    >>> listed(["a", "b", "c"], at_most=2)
    'a, b, … (1 lagi)'
    """
    head = ", ".join(words[:at_most])
    return head if len(words) <= at_most else f"{head}, … ({len(words) - at_most} lagi)"


def shown_number(number: float) -> str:
    """Return a number as it stands in a sentence to a clerk.

    Examples
    --------
    >>> [shown_number(number) for number in (1234567.0, 0.358, 109.9, -2)]
    ['1.234.567', '0,358', '109,9', '-2']
    """
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def shown_date(day: date) -> str:
    """Return a date as it stands in a sentence to a clerk.

    Examples
    --------
    >>> shown_date(date(2022, 12, 31))
    '31 Desember 2022'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _order(fault: Fault) -> tuple[object, ...]:
    first = fault.rows[0] if fault.rows else 0
    return (
        fault.severity,
        fault.file,
        fault.sheet,
        first,
        len(fault.letter),
        fault.letter,
        fault.column,
        fault.rule,
        fault.value,
        fault.fix,
        fault.rows,
        fault.table,
    )


def _file_title(fault: Fault) -> str:
    return f"{fault.file or 'seluruh berkas'}{f', lembar {fault.sheet}' if fault.sheet else ''}"


def _lines(fault: Fault) -> list[str]:
    value = f'"{_short(fault.value)}"' if fault.value else ""
    cells = (fault.place, fault.column, value, fault.rule)
    fix = fault.fix if fault.fix.endswith((".", "?", ":")) else f"{fault.fix}."
    return ["  " + "  ".join(cell for cell in cells if cell), f"    → {fix}"]


def _short(value: str) -> str:
    """Keep a hostile or very long cell from breaking the line: no control characters, one line."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+", " ", value)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _ranges(rows: Sequence[int], letter: str) -> str:
    runs = groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    spans = [[row for _, row in run] for _, run in runs]
    texts = [
        f"{letter}{span[0]}" if len(span) == 1 else f"{letter}{span[0]}–{letter}{span[-1]}"
        for span in spans
    ]
    shown = ", ".join(texts[:SPANS])
    return shown if len(texts) <= SPANS else f"{shown}, … (jumlah {len(rows)} baris)"
