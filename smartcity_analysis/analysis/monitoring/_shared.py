"""What every part of monitoring needs: columns that may be missing, cells that may be blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample


def taken(frame: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    """Take columns as plain objects; a column or a table that is not there is blank.

    A table read back from a file holds empty texts, a checked worksheet NA: both become None.

    Examples
    --------
    >>> taken(pd.DataFrame({"a": ["x", ""]}), ["a", "b"]).values.tolist()
    [['x', None], [None, None]]
    """
    given = pd.DataFrame() if frame is None else frame
    plain = given.reindex(columns=list(columns)).reset_index(drop=True).astype(object)
    return plain.where(plain.notna() & (plain != ""), None)


def numbers(column: pd.Series[Any]) -> pd.Series[float]:
    """Read a column as floats, NaN where it is blank.

    Examples
    --------
    >>> numbers(pd.Series(["1.5", None], dtype=object)).tolist()
    [1.5, nan]
    """
    return pd.to_numeric(column.astype(object)).astype("float64")


def years(column: pd.Series[Any]) -> pd.Series[int]:
    """Read a column as years, NA where it is blank.

    Examples
    --------
    >>> years(pd.Series(["2022", None], dtype=object)).tolist()
    [2022, <NA>]
    """
    return numbers(column).astype("Int64")


def codes(cell: object) -> tuple[str, ...]:
    """Read a list of codes: a tuple, or a text with semicolons as files hold it.

    Examples
    --------
    >>> codes(("PR-01", "PR-02")), codes("PR-01; PR-02"), codes(None)
    (('PR-01', 'PR-02'), ('PR-01', 'PR-02'), ())
    """
    if isinstance(cell, tuple | list):
        return tuple(str(one) for one in cell)
    if not isinstance(cell, str):
        return ()
    return tuple(one for piece in cell.split(";") if (one := piece.strip()))


def made_up(*frames: pd.DataFrame | None) -> bool:
    """Tell whether a row given is a sample, by its status or by the mark of an earlier stage."""
    known = [frame for frame in frames if frame is not None]
    marked = (f["sample"].isin([True, "True", "true"]).any() for f in known if "sample" in f)
    return is_sample(*known) or any(marked)


def named(frame: pd.DataFrame | None, key: str) -> dict[str, str]:
    """Map codes to short names; empty without a table."""
    rows = taken(frame, [key, "short_name"]).dropna()
    return dict(zip(rows[key], rows["short_name"], strict=True))


def kept(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a table of rows, with its columns also where there is no row."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
