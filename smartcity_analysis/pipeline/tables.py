"""Every table of a stage as CSV, for the next stage and for other programs."""

from __future__ import annotations

from typing import Any

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def disarm(value: Any) -> Any:
    r"""Keep a text from becoming a formula when a table is opened in a spreadsheet.

    Examples
    --------
    >>> disarm('=HYPERLINK("http://x")'), disarm("aman"), disarm(-1.5)
    ('\'=HYPERLINK("http://x")', 'aman', -1.5)
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a table with English names, point decimals and blanks as empty cells.

    Parameters
    ----------
    frame : DataFrame
        As unpacked from a notebook: plain Python values, None for blank. Not modified.

    Returns
    -------
    bytes
        UTF-8; texts that a spreadsheet would take for a formula carry a leading apostrophe.
    """
    # Column by column and as objects: a whole number beside a blank must not become 2.0.
    safe = {name: pd.Series([disarm(v) for v in frame[name]], dtype=object) for name in frame}
    return pd.DataFrame(safe).to_csv(index=False, lineterminator="\n").encode()
