"""How every stage of the plan reads tables: full, half filled, empty or missing altogether."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.reference import dimensions

HORIZONS = ("short", "medium", "long")
"""The three spans of a roadmap, the nearest first."""

LEVELS = ("output", "outcome", "impact")
"""What an indicator of a programme measures, the nearest first."""


def columns_of(frame: pd.DataFrame | None, names: Iterable[str]) -> pd.DataFrame:
    """Take columns by name; one that the table lacks is blank, and so is a missing table.

    Examples
    --------
    >>> columns_of(pd.DataFrame({"a": [1]}), ["a", "b"]).values.tolist()
    [[1, nan]]
    >>> columns_of(None, ["a"]).shape
    (0, 1)
    """
    given = pd.DataFrame() if frame is None else frame
    asked = list(names)
    blank = [name for name in asked if name not in given.columns]
    # Blank floats would not merge with codes.
    found = given.reindex(columns=asked).astype(dict.fromkeys(blank, object))
    return found.reset_index(drop=True)


def numbers(column: pd.Series[Any]) -> pd.Series[float]:
    """Read a column as floats, NaN where no number stands.

    Examples
    --------
    >>> numbers(pd.Series(["1.5", None, ""], dtype=object)).tolist()
    [1.5, nan, nan]
    """
    read = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return pd.Series(read, column.index, name=column.name)


def codes(cell: object) -> tuple[str, ...]:
    """Read a cell that names other rows: a tuple of codes, text with semicolons, or blank.

    Examples
    --------
    >>> codes(("S-01", "O-02")), codes("S-01; O-02"), codes(None)
    (('S-01', 'O-02'), ('S-01', 'O-02'), ())
    """
    if isinstance(cell, tuple | list | np.ndarray):
        return tuple(str(code) for code in cell)
    if pd.isna(cell):  # type: ignore[call-overload]
        return ()
    return tuple(code for part in str(cell).split(";") if (code := part.strip()))


def named(frame: pd.DataFrame | None, key: str, column: str = "short_name") -> dict[Any, Any]:
    """Map the keys of a table to a column of it; what is blank is left out.

    Examples
    --------
    >>> named(pd.DataFrame({"agency": ["DLH", "BPS"], "short_name": ["Lingkungan", None]}), "agency")
    {'DLH': 'Lingkungan'}
    """  # noqa: E501
    rows = columns_of(frame, (key, column)).dropna()
    return dict(zip(rows[key], rows[column], strict=True))


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows, columns as attributes."""
    return iter(frame.itertuples(index=False))


def in_dimension_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Order rows as the guide orders its dimensions; rows of one dimension stay as they are."""
    place = {dimension.code: order for order, dimension in enumerate(dimensions())}
    order = frame["dimension"].map(place).fillna(len(place)).to_numpy(np.float64)
    return frame.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
