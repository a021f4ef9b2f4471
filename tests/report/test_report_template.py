"""The page template that `jupyter nbconvert --template smartcity` finds is the one in the package.

Oracle: the files themselves, byte by byte.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from jupyter_core.paths import jupyter_path

SOURCE = resources.files("smartcity_analysis.report") / "template" / "smartcity"


def test_template__is_installed_where_nbconvert_looks():
    folders = [Path(p) / "smartcity" for p in jupyter_path("nbconvert", "templates")]
    installed = next((folder for folder in folders if folder.is_dir()), None)
    assert installed, "run `make setup`: the package is not installed"
    for file in SOURCE.iterdir():
        copy = installed / file.name
        assert copy.is_file(), file.name
        assert copy.read_bytes() == file.read_bytes(), f"{file.name} is stale: run `make setup`"
