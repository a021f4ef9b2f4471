"""Turn an executed notebook into a page and its tables, or refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import nbformat
import pandas as pd

from smartcity_analysis.pipeline.layout import Stage
from smartcity_analysis.pipeline.problems import NotebookProblem
from smartcity_analysis.report.block import TABLES_MIME, unpack


@dataclass(frozen=True, slots=True)
class Published:
    """What a notebook holds for the outside.

    Parameters
    ----------
    html : bytes
        The page, one file.
    tables : mapping of str to DataFrame
        Every table of the page.
    page : mapping
        Head of the page: title, headline, state, key figures.
    sample : bool
        Whether anything rests on made-up judgements.
    blocks : tuple of str
        Anchors, in the order of the page.
    kept_back : tuple of int
        Numbers of the cells with an output that is no block and therefore not on the page.
    """

    html: bytes
    tables: Mapping[str, pd.DataFrame]
    page: Mapping[str, Any]
    sample: bool
    blocks: tuple[str, ...]
    kept_back: tuple[int, ...]


def publish(executed: nbformat.NotebookNode, stage: Stage) -> Published:
    """Make the page of an executed notebook.

    Parameters
    ----------
    executed : NotebookNode
        From :func:`smartcity_analysis.pipeline.execute.execute`.
    stage : Stage

    Returns
    -------
    Published

    Raises
    ------
    NotebookProblem
        If a block that the page needs is missing or stands there twice.
    """
    marks: list[Mapping[str, Any]] = []
    tables: dict[str, pd.DataFrame] = {}
    kept_back: list[int] = []
    for number, cell in enumerate(executed.cells, start=1):
        for output in cell.get("outputs", []):
            mark = output.get("metadata", {}).get("smartcity")
            if mark is None:
                kept_back.append(number)
                continue
            marks.append(mark)
            packed = output["data"].get(TABLES_MIME, {})
            tables.update({name: unpack(table) for name, table in packed.items()})
    blocks = tuple(mark["id"] for mark in marks)
    twice = sorted({name for name in blocks if blocks.count(name) > 1})
    if twice:
        raise NotebookProblem(f"Bagian halaman muncul dua kali: {', '.join(twice)}.")
    missing = [name for name in stage.blocks if name not in blocks]
    if missing:
        raise NotebookProblem(f"Bagian halaman tidak muncul: {', '.join(missing)}.")
    return Published(
        html=to_html(executed).encode(),
        tables=tables,
        page=next((mark["page"] for mark in marks if "page" in mark), {}),
        sample=any(mark["sample"] for mark in marks),
        blocks=blocks,
        kept_back=tuple(dict.fromkeys(kept_back)),
    )


def to_html(executed: nbformat.NotebookNode) -> str:
    """Convert with our nbconvert template, as ``jupyter nbconvert --template smartcity`` does."""
    from nbconvert import HTMLExporter

    with resources.as_file(resources.files("smartcity_analysis.report") / "template") as folder:
        exporter = HTMLExporter(template_name="smartcity", extra_template_basedirs=[str(folder)])
        html, _ = exporter.from_notebook_node(executed)
    return str(html)
