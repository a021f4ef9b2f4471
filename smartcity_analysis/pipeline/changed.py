"""What a run changed against the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COMPARED = ("headline", "status_label")


def changed(new: Mapping[str, Any], old: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Compare two ledgers of a stage.

    Parameters
    ----------
    new, old : mapping
        Manifests; None where there was no run before.

    Returns
    -------
    dict or None
        ``inputs`` (names), ``predecessor`` (whether the stage before was computed anew),
        ``cut_off``, ``headline``, ``status_label`` ([old, new] or None) and ``lasting``
        ([key, old figure, new figure]). A run that changed nothing passes on what the last
        change was, so that repeating a run changes no page.

    Examples
    --------
    >>> before = {"inputs": [], "page": {"headline": "A"}}
    >>> changed({"inputs": [], "page": {"headline": "B"}}, before)["headline"]
    ['A', 'B']
    """
    if old is None:
        return None
    page, before = new.get("page", {}), old.get("page", {})
    found: dict[str, Any] = {
        "inputs": _inputs(new, old),
        "predecessor": new.get("predecessor") != old.get("predecessor"),
        "cut_off": _pair(new.get("cut_off"), old.get("cut_off")),
        "lasting": _lasting(page.get("lasting") or {}, before.get("lasting") or {}),
    } | {name: _pair(page.get(name), before.get(name)) for name in COMPARED}
    return found if any(found.values()) else old.get("changed")


def _pair(new: Any, old: Any) -> list[Any] | None:
    return None if new == old else [old, new]


def _inputs(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    """Name the files that are new, gone or different."""
    one, other = ({i["name"]: i["sha256"] for i in ledger["inputs"]} for ledger in (new, old))
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def _lasting(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[list[Any]]:
    """List the lasting numbers that moved; a number that only now exists has no old figure."""
    figures = {key: (old.get(key, [None])[0], card[0]) for key, card in new.items()}
    return [[key, *pair] for key, pair in figures.items() if pair[0] != pair[1]]
