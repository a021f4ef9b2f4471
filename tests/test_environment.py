"""One set of dependencies, told three times: pyproject.toml, environment.yml, requirements.lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock():
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_environment__names_the_same_packages_and_ranges(project, environment):
    conda = {line for line in environment["dependencies"] if isinstance(line, str)}
    python = f"python{project['requires-python']}"
    assert conda == {*project["dependencies"], python, "pip"}


def test_environment__installs_this_package_itself(environment):
    nested = [line["pip"] for line in environment["dependencies"] if isinstance(line, dict)]
    assert nested == [["--editable ."]]


def pinned(lock: str) -> dict[str, list[str]]:
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock, flags=re.MULTILINE):
        pins.setdefault(name, []).append(version)
    return pins


def test_lock__pins_every_dependency_inside_its_range(project, lock):
    pins = pinned(lock)
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in map(Requirement, wanted):
        versions = pins.get(requirement.name)
        assert versions, f"{requirement.name} is not in requirements.lock"
        assert all(requirement.specifier.contains(v) for v in versions), requirement


@pytest.mark.parametrize("name", ["requirements.lock", "benchmarks/requirements.lock"])
def test_lock__has_hashes_and_no_addresses(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==", lock, flags=re.MULTILINE)
    assert lock.count("--hash=sha256:") >= len(pins) > 0
    assert "://" not in lock
    assert "--index-url" not in lock


def test_lock__of_the_benchmarks_runs_both_sides_on_the_same_libraries(lock):
    ours = pinned(lock)
    theirs = pinned((ROOT / "benchmarks" / "requirements.lock").read_text(encoding="utf-8"))
    for name in ("numpy", "pandas", "scipy", "scikit-learn", "pyyaml"):
        assert theirs[name] == ours[name], name


def test_readme__starts_with_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme[:3000]
    assert "make reports" in start
    assert "make test" in start
