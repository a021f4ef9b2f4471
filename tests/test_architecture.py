"""The house stands: imports run one way, and a room holds only what belongs there."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "smartcity_analysis"
ROOMS = ("reference", "intake", "analysis", "report", "pipeline")

# Oracle: the drawing in the design, cli → pipeline → report → analysis → reference, intake aside.
MAY_IMPORT = {
    "reference": set(),
    "intake": {"reference"},
    "analysis": {"reference"},
    "report": {"analysis", "intake", "reference"},
    "pipeline": {"report", "intake", "reference"},
}
NEVER_IN_ANALYSIS = {"matplotlib", "seaborn", "IPython", "jinja2", "pathlib", "os", "io", "yaml"}


def modules(room: str) -> list[Path]:
    found = sorted((PACKAGE / room).rglob("*.py"))
    assert found, f"room {room} is empty"
    return found


def imports(path: Path, *, everywhere: bool = True) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if everywhere else iter(tree.body)
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_of(names: set[str]) -> set[str]:
    parts = (name.split(".") for name in names if name.startswith("smartcity_analysis."))
    return {part[1] for part in parts if part[1] in ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_imports__run_one_way(room):
    for path in modules(room):
        upward = rooms_of(imports(path)) - MAY_IMPORT[room] - {room}
        assert not upward, f"{path.relative_to(PACKAGE)} imports {sorted(upward)}"


def test_analysis__reads_no_file_and_draws_nothing():
    for path in modules("analysis"):
        roots = {name.split(".")[0] for name in imports(path)}
        assert not roots & NEVER_IN_ANALYSIS, path.name
        calls = {
            n.func.id
            for n in ast.walk(ast.parse(path.read_text()))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert not calls & {"open", "print"}, path.name


def test_formatting__imports_nothing_of_ours():
    names = imports(PACKAGE / "report" / "formatting.py")
    assert not [name for name in names if name.startswith("smartcity_analysis")]


def test_charts__compute_no_statistic():
    names = imports(PACKAGE / "report" / "charts.py")
    assert not [
        n for n in names if n.startswith(("scipy", "sklearn", "smartcity_analysis.analysis"))
    ]


def test_front_door__costs_next_to_nothing():
    """Oracle: a fresh interpreter; pandas and numpy are the most that the front door may load."""
    script = "import sys, smartcity_analysis; print([m for m in sys.modules if '.' not in m])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {
        "matplotlib",
        "scipy",
        "sklearn",
        "seaborn",
        "pandera",
        "openpyxl",
        "papermill",
        "yaml",
    }
    assert not heavy & set(ast.literal_eval(done.stdout))


def test_rooms__no_module_works_at_import_time():
    """Only definitions, imports, constants and docstrings stand at module level."""
    allowed = (
        *(ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign),
        *(ast.If, ast.Expr),
    )
    for room in ROOMS:
        for path in modules(room):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                assert isinstance(node, allowed), f"{path.name}:{node.lineno}"
                if isinstance(node, ast.Expr):
                    assert isinstance(node.value, ast.Constant), f"{path.name}:{node.lineno}"


def test_rooms__no_file_grows_beyond_a_newcomers_reach():
    long = {
        p.name: n for p in PACKAGE.rglob("*.py") if (n := len(p.read_text().splitlines())) > 400
    }
    assert not long
