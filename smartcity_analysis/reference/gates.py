"""The gates that a quick win has to pass, as data with a typed door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: ``code`` (``G-01``), its short ``name`` and the ``question``, in Indonesian."""

    code: str
    name: str
    question: str


@cache
def gates() -> tuple[Gate, ...]:
    """Return the ten gates of a quick win, in their order.

    Returns
    -------
    tuple of Gate

    Notes
    -----
    Drawn from published accounts of workshops (Balikpapan 2019: within a year, sharpens a service,
    touches residents; Cilegon 2019: regulation, infrastructure, application, people) and of an
    innovation contest (measurable, verifiable). The selection is ours, no official list.

    Examples
    --------
    >>> [gate.code for gate in gates()][:2], len(gates())
    (['G-01', 'G-02'], 10)
    """
    import yaml

    text = resources.files(__package__).joinpath("gates.yml").read_text(encoding="utf-8")
    return tuple(Gate(**row) for row in yaml.safe_load(text))
