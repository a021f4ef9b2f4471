"""Published results of the ministry's smart-city evaluation, as data with a typed door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PublishedEvaluation:
    """One city's evaluation: five ``parts`` on 0–4 and the ``published`` index.

    ``source`` is the page where it was read, ``letter`` the ministry's letter that the page quotes.
    """

    city: str
    year: int
    parts: Mapping[str, float]
    published: float
    source: str
    letter: str


@cache
def evaluations() -> tuple[PublishedEvaluation, ...]:
    """Return the evaluations whose five parts were published, by year.

    Returns
    -------
    tuple of PublishedEvaluation

    Examples
    --------
    >>> [(one.city, one.year, one.published) for one in evaluations()]
    [('Kota Kediri', 2022, 3.31), ('Kota Jambi', 2024, 3.48)]
    """
    import yaml

    text = resources.files(__package__).joinpath("evaluations.yml").read_text(encoding="utf-8")
    return tuple(map(_evaluation, yaml.safe_load(text)))


def _evaluation(row: dict[str, Any]) -> PublishedEvaluation:
    return PublishedEvaluation(**{**row, "parts": MappingProxyType(row["parts"])})
