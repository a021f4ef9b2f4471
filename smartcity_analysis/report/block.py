"""A block: one piece of a page, the same in JupyterLab and on the published page."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import pandas as pd

from smartcity_analysis.report.texts import say

TABLES_MIME = "application/vnd.smartcity.tables+json"


@functools.cache
def _style() -> str:
    sheet = resources.files(__package__) / "template" / "smartcity" / "blocks.css"
    return f"<style>{sheet.read_text(encoding='utf-8')}</style>"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page.

    Parameters
    ----------
    id : str
        Anchor on the page; the publisher asserts that every expected one is there.
    html : str
        Markup, everything from worksheets already escaped.
    text : str
        The finding in words: what terminals, diffs and untrusted notebooks show.
    tables : mapping of str to DataFrame
        Every number behind the block, for the workbook and for the next stage. Those of a
        sample block get a column ``sample``.
    sample : bool
        Rests on made-up judgements; the page then carries the CONTOH band.
    page : mapping
        Head of the page (``title``, ``headline``, ``cards``, ``place``, ``state``,
        ``state_label``, ``foot``); only the opening has one.
    """

    id: str
    html: str
    text: str
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    sample: bool = False
    page: Mapping[str, Any] | None = None

    def __repr__(self) -> str:
        return f"[{say('sample_mark')}] {self.text}" if self.sample else self.text

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        # JupyterLab has no page around it, so the block brings its style; the page template
        # cuts it off again.
        data: dict[str, Any] = {
            "text/html": f'{_style()}<div class="laporan" id="{self.id}">{self.html}</div>',
            "text/plain": repr(self),
        }
        if self.tables:
            marked = {
                n: f.assign(sample=True) if self.sample else f for n, f in self.tables.items()
            }
            data[TABLES_MIME] = {name: pack(frame) for name, frame in marked.items()}
        mark: dict[str, Any] = {"id": self.id, "sample": self.sample}
        if self.page is not None:
            mark["page"] = dict(self.page)
        return data, {"smartcity": mark}


def pack(frame: pd.DataFrame) -> dict[str, Any]:
    """Turn a table into plain JSON that keeps blank, text and number apart.

    Examples
    --------
    >>> pack(pd.DataFrame({"a": [1.5, None], "b": ["x", "y"]}))
    {'columns': ['a', 'b'], 'rows': [[1.5, 'x'], [None, 'y']]}
    """
    return {
        "columns": [str(c) for c in frame.columns],
        "rows": [[_plain(v) for v in row] for row in frame.itertuples(index=False, name=None)],
    }


def unpack(packed: Mapping[str, Any]) -> pd.DataFrame:
    """Turn what :func:`pack` made back into a frame of Python values.

    Examples
    --------
    >>> unpack({"columns": ["a"], "rows": [[1], [None]]})["a"].tolist()
    [1, None]
    """
    return pd.DataFrame(packed["rows"], columns=packed["columns"], dtype=object)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return "; ".join(str(v) for v in value)
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isinf(value):
        return None  # JSON has no infinity: a limit that is not there is blank
    return value if isinstance(value, str | int | float | bool) else str(value)
