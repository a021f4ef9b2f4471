"""Published worked examples, one YAML file each in ``tests/oracles/``, with their citation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "oracles"
FIELDS = {"title", "source", "method", "inputs", "expected", "tolerance", "note"}


@cache
def example(name: str) -> dict[str, Any]:
    """Read one example; its figures are typed from the source and never computed here."""
    found = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    assert set(found) == FIELDS, f"{name}: {sorted(set(found) ^ FIELDS)}"
    return found
