"""Notebooks are the thin thread: steps an expert can pull, nothing that belongs in the library.

Oracle: the rules of the style guide.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

AT_ROOT = {"metadata": {"path": str(Path(__file__).parents[1])}}
NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
LOGIC = (
    *(ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.If, ast.IfExp),
    *(ast.With, ast.Try, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp),
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_notebooks__are_there():
    assert NOTEBOOKS


def test_notebooks__are_valid_and_hold_no_output(notebook):
    nbformat.validate(notebook)
    for cell in code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_notebooks__have_one_parameters_cell_and_stable_ids(notebook):
    assert sum("parameters" in c.metadata.get("tags", []) for c in notebook.cells) == 1
    assert all(re.fullmatch(r"[a-z]+(-\d+)?", cell.id) for cell in notebook.cells)


def test_notebooks__hold_no_logic_and_at_most_six_lines_a_cell(notebook):
    for cell in code(notebook):
        assert len(cell.source.splitlines()) <= 6, cell.id
        assert not [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, LOGIC)], cell.id


def test_notebooks__import_the_front_door_only(notebook):
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom):
                assert node.module == "smartcity_analysis"
            assert not isinstance(node, ast.Import)


def test_notebooks__text_holds_no_figures(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            body = [line for line in cell.source.splitlines() if not line.startswith("#")]
            assert not re.search(r"\d", "\n".join(body)), cell.id


@pytest.mark.slow
def test_workbench__runs_from_top_to_bottom_and_shows_blocks():
    """Oracle: the last line of every step after the data is a result, so it shows as a block."""
    path = next(path for path in NOTEBOOKS if path.stem == "ruang_kerja")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, kernel_name="python3", resources=AT_ROOT, timeout=120)
    client.execute()
    shown = [cell.id for cell in code(notebook) for output in cell.outputs if "metadata" in output]
    expected = "masalah saw robust stabil bootstrap tanpa jelas banding konsensus penjaga"
    assert shown == expected.split()
    for cell in code(notebook):
        for output in cell.outputs:
            assert output.metadata["smartcity"]["sample"] is True, cell.id
