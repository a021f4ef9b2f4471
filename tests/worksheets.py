"""Spoil or thin out a CSV worksheet, as a clerk or a late agency would."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def edit(path: Path, row: int, **cells: str) -> None:
    """Write other cells into one row; row 1 is the first below the header."""
    rows = _read(path)
    for header, value in cells.items():
        rows[row][rows[0].index(header)] = value
    _write(path, rows)


def fill(path: Path, header: str, value: str) -> None:
    """Write one value into every row of a column."""
    for row in range(1, len(_read(path))):
        edit(path, row, **{header: value})


def keep(path: Path, wanted: Callable[[dict[str, str]], bool]) -> None:
    """Keep only some of the rows."""
    head, *rows = _read(path)
    _write(path, [head, *(r for r in rows if wanted(dict(zip(head, r, strict=True))))])
