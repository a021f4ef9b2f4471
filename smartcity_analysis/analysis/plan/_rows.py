"""Rows of worksheets that may be blank, half filled or missing altogether."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from smartcity_analysis import reference

DESCRIBED = ("name", "unit", "decimals", "direction")


def sheet(tables: Mapping[str, pd.DataFrame], name: str, columns: Collection[str]) -> pd.DataFrame:
    """Return a table with the columns asked for; what was not handed in is blank.

    Examples
    --------
    >>> sheet({}, "issues", ["issue", "short_name"]).shape
    (0, 2)
    """
    frame = tables.get(name)
    given = pd.DataFrame() if frame is None else frame
    return given.reindex(columns=list(columns)).reset_index(drop=True)


def codes(value: object) -> tuple[str, ...]:
    """Read a cell that names other rows: a tuple of codes, one code, or blank.

    Examples
    --------
    >>> codes(("S-01", "O-02")), codes("S-01; O-02"), codes(None)
    (('S-01', 'O-02'), ('S-01', 'O-02'), ())
    """
    if isinstance(value, tuple | list | np.ndarray):
        return tuple(str(code) for code in value)
    if pd.isna(value):  # type: ignore[call-overload]
        return ()
    return tuple(code for part in str(value).split(";") if (code := part.strip()))


def merged(groups: Collection[Collection[str]]) -> tuple[str, ...]:
    """Put codes of several rows together: each once, in the order in which they came.

    Examples
    --------
    >>> merged([("S-02", "S-01"), ("S-01", "W-01")])
    ('S-02', 'S-01', 'W-01')
    """
    return tuple(dict.fromkeys(code for group in groups for code in group))


def text(value: object) -> str | None:
    """Return a cell as text, None when it is blank."""
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]


def described(indicators: pd.Series[str]) -> pd.DataFrame:
    """Describe indicators as the dictionary does; blank where it does not know them.

    Examples
    --------
    >>> described(pd.Series(["tpt", None])).values.tolist()
    [['Tingkat pengangguran terbuka', 'persen', 2, 'down'], [None, None, None, None]]
    """
    dictionary = reference.indicators()
    known = [dictionary.get(code) if isinstance(code, str) else None for code in indicators]
    rows = [[getattr(entry, name, None) for name in DESCRIBED] for entry in known]
    return pd.DataFrame(rows, indicators.index, list(DESCRIBED), dtype=object)
