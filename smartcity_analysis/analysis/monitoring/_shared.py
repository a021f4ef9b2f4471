"""What every part of monitoring needs: columns that may be missing, cells that may be blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis._sheets import columns_of, numbers


def taken(frame: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    """Take columns as plain objects; a column or a table that is not there is blank.

    A table read back from a file holds empty texts, a checked worksheet NA: both become None.

    Examples
    --------
    >>> taken(pd.DataFrame({"a": ["x", ""]}), ["a", "b"]).values.tolist()
    [['x', None], [None, None]]
    """
    plain = columns_of(frame, columns).astype(object)
    return plain.where(plain.notna() & (plain != ""), None)


def years(column: pd.Series[Any]) -> pd.Series[int]:
    """Read a column as years, NA where it is blank.

    Examples
    --------
    >>> years(pd.Series(["2022", None], dtype=object)).tolist()
    [2022, <NA>]
    """
    return numbers(column).astype("Int64")


def made_up(*frames: pd.DataFrame | None) -> bool:
    """Tell whether a row given is a sample, by its status or by the mark of an earlier stage."""
    known = [frame for frame in frames if frame is not None]
    marked = (f["sample"].isin([True, "True", "true"]).any() for f in known if "sample" in f)
    return is_sample(*known) or any(marked)


def kept(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a table of rows, with its columns also where there is no row."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
