"""How the action plan reads texts, lists and the rows of other tables; blanks are None."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smartcity_analysis.analysis._sheets import codes


def texts(values: pd.Series[Any]) -> pd.Series[Any]:
    """Read texts, None where nothing stands."""
    read = [None if is_blank(v) else str(v).strip() for v in values]
    return pd.Series(read, index=values.index, dtype=object)


def lists(values: pd.Series[Any]) -> pd.Series[Any]:
    """Read lists of codes as tuples, the empty tuple where nothing stands."""
    return pd.Series([codes(v) for v in values], index=values.index, dtype=object)


def is_blank(value: Any) -> bool:
    """Tell whether nothing was filled in: None, NaN, NA, NaT or blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return not isinstance(value, tuple | list) and bool(pd.isna(value))


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
