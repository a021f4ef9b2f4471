"""The words that readers see, kept as data."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

PARTS = (
    *("", "_scoring", "_tables", "_plan", "_quick_win", "_roadmap", "_action_plan", "_monitoring"),
    *("_stages",),
)


@functools.cache
def _catalogue(language: str) -> Mapping[str, Any]:
    import yaml

    catalogue: dict[str, Any] = {}
    for source in sources(language):
        catalogue |= yaml.safe_load(source.read_text(encoding="utf-8")) or {}
    return catalogue


def sources(language: str = "id") -> list[Traversable]:
    """List the files of a language: pages, sentences on scores, names of tables.

    A section stands in one of them only.
    """
    room = resources.files(__package__)
    return [room / f"{language}{part}.yml" for part in PARTS]


def entry(key: str, *, language: str = "id") -> Any:
    """Fetch what stands under a dotted key.

    Raises
    ------
    KeyError
        If the catalogue has no such key.

    Examples
    --------
    >>> entry("position.SO")
    'Agresif (SO)'
    """
    found: Any = _catalogue(language)
    for part in key.split("."):
        found = found[part]
    return found


def say(key: str, /, **values: object) -> str:
    """Fetch a sentence and put the (already formatted) values into it.

    Examples
    --------
    >>> say("gap.claim_none", province="Jawa Tengah")
    'Belum ada indikator yang dapat dibandingkan dengan Jawa Tengah'
    """
    return str(entry(key)).format(**values)
