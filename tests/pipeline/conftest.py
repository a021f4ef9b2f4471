"""Projects whose four stages ran with small notebooks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from stubs import write_stubs

from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.run import run_stage


@pytest.fixture(scope="session")
def chained(new_project: Callable[[], Path]) -> Layout:
    """All four stages of Kota Tegal, run once in their order. Not to be changed."""
    root = write_stubs(new_project())
    for stage in STAGES:
        run_stage(root, "kota-tegal", 2022, stage)
    return Layout(root)


@pytest.fixture
def chain(chained: Layout, tmp_path: Path) -> Layout:
    """A copy of the four stages, to be changed."""
    shutil.copytree(chained.root, tmp_path / "project")
    return Layout(tmp_path / "project")
