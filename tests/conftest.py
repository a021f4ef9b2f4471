"""Fixtures shared by pipeline, contract and browser tests: a project that really ran."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.run import run_stage

ROOT = Path(__file__).parents[1]
CITY, YEAR = "kota-tegal", 2022
# CI tries the same examples each time, so that it is red for a change and not by chance.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes copies of what a run needs, so that no test touches the repository's own output."""

    def copy() -> Path:
        target = tmp_path_factory.mktemp("kota") / "project"
        for folder in ("data/raw", "notebooks"):
            shutil.copytree(ROOT / folder, target / folder)
        return target

    return copy


@pytest.fixture
def project(new_project: Callable[[], Path]) -> Path:
    """A copy of the project without any output."""
    return new_project()


@pytest.fixture(scope="session")
def published(new_project: Callable[[], Path]) -> Layout:
    """A copy of the project in which every stage of Kota Tegal was run once. Not to be changed."""
    root = new_project()
    for stage in STAGES:
        run_stage(root, CITY, YEAR, stage)
    return Layout(root)


@pytest.fixture(scope="session")
def pages(published: Layout) -> dict[str, Path]:
    """Every published HTML page by its path under ``reports/``."""
    found = sorted(published.all_reports.rglob("*.html"))
    return {path.relative_to(published.all_reports).as_posix(): path for path in found}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the machine. Its absence is a failure in CI and a stated skip elsewhere."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        missing = "Chromium is not installed (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
