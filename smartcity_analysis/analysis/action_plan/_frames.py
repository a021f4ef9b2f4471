"""The one way in which the action plan reads tables, full, half-filled or empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd


def columns_of(frame: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Pick columns; those that a table lacks come as blanks."""
    return frame.reindex(columns=list(names)).reset_index(drop=True)


def numbers(values: pd.Series[Any]) -> pd.Series[float]:
    """Read numbers, NaN where there is none."""
    return pd.to_numeric(values, errors="coerce").astype("Float64").astype("float64")


def texts(values: pd.Series[Any]) -> pd.Series[Any]:
    """Read texts, None where nothing stands."""
    read = [None if is_blank(v) else str(v).strip() for v in values]
    return pd.Series(read, index=values.index, dtype=object)


def lists(values: pd.Series[Any]) -> pd.Series[Any]:
    """Read lists of codes as tuples, the empty tuple where nothing stands."""
    return pd.Series([codes(v) for v in values], index=values.index, dtype=object)


def codes(value: object) -> tuple[str, ...]:
    """Read a list of codes: a tuple, or text with semicolons as a frozen table holds it.

    Examples
    --------
    >>> codes("PR-01; PR-02"), codes(None), codes(("PR-03",))
    (('PR-01', 'PR-02'), (), ('PR-03',))
    """
    if isinstance(value, tuple | list):
        return tuple(map(str, value))
    if is_blank(value):
        return ()
    return tuple(part for one in str(value).split(";") if (part := one.strip()))


def is_blank(value: Any) -> bool:
    """Tell whether nothing was filled in: None, NaN, NA, NaT or blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return not isinstance(value, tuple | list) and bool(pd.isna(value))


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows, columns as attributes."""
    return iter(frame.itertuples(index=False))


def looked_up(
    keys: pd.Series[Any], frame: pd.DataFrame | None, key: str, *names: str
) -> pd.DataFrame:
    """Find for each key the row of another table; blanks where there is none.

    Of rows that share a key the first one counts.

    Parameters
    ----------
    keys : Series
    frame : DataFrame, optional
    key : str
        Column of `frame` that holds the keys.
    *names : str
        Columns to bring.

    Returns
    -------
    DataFrame
        One row per key, in order, indexed as `keys`.
    """
    if frame is None or key not in frame:
        return pd.DataFrame(index=keys.index, columns=list(names), dtype=object)
    known = frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)
    # Text dtypes differ between a table as read and one as frozen; both compare as objects.
    known.index = pd.Index(known.index.astype(object))
    found = known.reindex(columns=list(names)).astype(object).reindex(keys.astype(object))
    return found.set_axis(keys.index, axis=0)
