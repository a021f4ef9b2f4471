"""Cells of worksheets, and indicators as the dictionary describes them."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from smartcity_analysis import reference

DESCRIBED = ("name", "unit", "decimals", "direction")


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
