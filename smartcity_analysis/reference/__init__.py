"""What the national guide and the laws fix, as data with a typed door.

The facts stand in YAML files beside this module: six dimensions with their eighteen sub-dimensions
and aliases, readiness elements and components, the indicator dictionary, BPS area codes and the
words of severity. Every function here reads its file once and hands out frozen values. Nothing is
read at import time.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Alias",
    "Area",
    "Component",
    "Dimension",
    "Direction",
    "Element",
    "Indicator",
    "Resolved",
    "SeverityWords",
    "Subdimension",
    "UnknownNameError",
    "area_name",
    "areas",
    "components",
    "dimensions",
    "elements",
    "indicators",
    "resolve_dimension",
    "severity_words",
]

Direction = Literal["up", "down", "band", "ordinal", "context"]


class UnknownNameError(ValueError):
    """A name that no reference table knows.

    Attributes
    ----------
    name : str
        What was asked for.
    suggestion : str or None
        The nearest known name, when one is near.
    """

    def __init__(self, message: str, *, name: str, suggestion: str | None) -> None:
        super().__init__(message)
        self.name = name
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Subdimension:
    """One of the three parts of a dimension; ``code`` is e.g. ``GOV-1``, ``name`` is Indonesian."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another label of a dimension; ``warning`` (Indonesian) is set when the guide lacks it."""

    alias: str
    warning: str | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: official ``name``, Indonesian gloss ``name_id``, parts and aliases."""

    code: str
    name: str
    name_id: str
    subdimensions: tuple[Subdimension, ...]
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A readiness element; ``variants`` tells in which models (3 or 5 elements) it stands."""

    code: str
    name: str
    variants: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a readiness element; ``weight`` is relative within the element and positive."""

    code: str
    element: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """An entry of the indicator dictionary.

    ``levels`` runs from worst to best and is filled for ordinal indicators only; ``band`` for band
    indicators only. ``plausible`` and ``max_yearly_change`` are in ``unit``; the change is
    absolute. ``decimals`` is how many are shown, not how many are kept.
    """

    code: str
    name: str
    definition: str
    unit: str
    direction: Direction
    official_source: str
    dimension: str
    decimals: int
    component: str | None = None
    band: tuple[float, float] | None = None
    levels: tuple[str, ...] = ()
    plausible: tuple[float, float] | None = None
    max_yearly_change: float | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A region by its BPS code; ``province`` is the code of the province that it lies in."""

    code: str
    name: str
    kind: str
    province: str | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A dimension's code, and the Indonesian warning that goes with the label that was used."""

    code: str
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class SeverityWords:
    """Words that call a weakness or threat severe; lower case, single spaces.

    A word of ``negations`` right before one of ``words`` takes it back; ``exceptions`` are fixed
    terms that contain a word without meaning it.
    """

    words: tuple[str, ...]
    negations: tuple[str, ...]
    exceptions: tuple[str, ...]


def _read(file: str) -> Any:
    text = resources.files(__name__).joinpath(file).read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def dimensions() -> tuple[Dimension, ...]:
    """Return the six dimensions in the official order.

    Returns
    -------
    tuple of Dimension
        GOV, BRA, ECO, LIV, SOC, ENV, each with three sub-dimensions.

    Notes
    -----
    Source: Kominfo's guide to writing a smart-city masterplan (2021), as several cities quote it.

    Examples
    --------
    >>> [dimension.code for dimension in dimensions()]
    ['GOV', 'BRA', 'ECO', 'LIV', 'SOC', 'ENV']
    """
    return tuple(
        Dimension(
            code=row["code"],
            name=row["name"],
            name_id=row["name_id"],
            subdimensions=tuple(Subdimension(**part) for part in row["subdimensions"]),
            aliases=tuple(Alias(**alias) for alias in row["aliases"]),
        )
        for row in _read("dimensions.yml")
    )


@cache
def elements(variant: int = 5) -> tuple[Element, ...]:
    """Return the readiness elements of the 3-element or the 5-element model.

    Parameters
    ----------
    variant : {3, 5}, default=5
        The model; masterplans use 3, the handbook also knows 5.

    Returns
    -------
    tuple of Element

    Raises
    ------
    ValueError
        If `variant` is another number.

    Examples
    --------
    >>> [element.code for element in elements(3)]
    ['STR', 'INF', 'SUP']
    """
    if variant not in (3, 5):
        raise ValueError(
            f"The 'variant' parameter of elements must be 3 or 5. Got {variant!r} instead."
        )
    rows = _read("readiness.yml")["elements"]
    every = (Element(row["code"], row["name"], tuple(row["variants"])) for row in rows)
    return tuple(element for element in every if variant in element.variants)


@cache
def components() -> tuple[Component, ...]:
    """Return the readiness components of all five elements, in the handbook's order.

    Returns
    -------
    tuple of Component

    Examples
    --------
    >>> components()[0].code
    'STR-SDM'
    """
    return tuple(
        Component(row["code"], row["element"], row["name"], float(row["weight"]))
        for row in _read("readiness.yml")["components"]
    )


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return the indicator dictionary, read-only, by indicator code.

    Returns
    -------
    Mapping of str to Indicator

    Notes
    -----
    Ordinal indicators (audit opinion, SAKIP, bureaucratic reform) are ranked, never averaged.
    Inflation has a target band instead of a good side: 3 ± 1 percent for 2022 and 2023
    (PMK 101/PMK.010/2021).

    Examples
    --------
    >>> indicators()["opini_bpk"].levels[-1]
    'WTP'
    """
    return MappingProxyType({row["code"]: _indicator(row) for row in _read("indicators.yml")})


def _indicator(row: dict[str, Any]) -> Indicator:
    values = dict(row)
    for pair in ("band", "plausible"):
        if values.get(pair) is not None:
            low, high = values[pair]
            values[pair] = (float(low), float(high))
    values["levels"] = tuple(values.get("levels") or ())
    return Indicator(**values)


@cache
def areas() -> Mapping[str, Area]:
    """Return the regions in use, read-only, by BPS code (text: ``00`` and ``33`` keep their form).

    Returns
    -------
    Mapping of str to Area

    Examples
    --------
    >>> areas()["3376"].name, areas()["3328"].name
    ('Kota Tegal', 'Kabupaten Tegal')
    """
    return MappingProxyType({row["code"]: Area(**row) for row in _read("areas.yml")})


def area_name(code: str) -> str:
    """Name a region; a code that is not in the list stands for itself.

    Examples
    --------
    >>> area_name("3376"), area_name("9999")
    ('Kota Tegal', '9999')
    """
    known = areas().get(code)
    return known.name if known else code


@cache
def severity_words() -> SeverityWords:
    """Return the Indonesian words that call a weakness or a threat severe.

    Returns
    -------
    SeverityWords

    Notes
    -----
    Our own short list, no official one: it raises questions and decides nothing.

    Examples
    --------
    >>> "parah" in severity_words().words
    True
    """
    rows = _read("severity_words.yml")
    return SeverityWords(**{name: tuple(words) for name, words in rows.items()})


def resolve_dimension(text: str) -> Resolved:
    """Find the dimension that a label means.

    Parameters
    ----------
    text : str
        A code, an official name, an Indonesian gloss or an alias; case and spaces do not matter.

    Returns
    -------
    Resolved
        The code, and an Indonesian warning when the label belongs to another framework.

    Raises
    ------
    UnknownNameError
        If nothing matches; names the nearest label.

    Examples
    --------
    >>> resolve_dimension("smart  society")
    Resolved(code='SOC', warning=None)
    >>> resolve_dimension("Smart People").code
    'SOC'
    """
    found = _labels().get(_fold(text))
    if found is not None:
        return found[1]
    near = difflib.get_close_matches(_fold(text), _labels(), n=1)
    suggestion = _labels()[near[0]][0] if near else None
    hint = f" Did you mean {suggestion!r}?" if suggestion else ""
    raise UnknownNameError(
        "The 'text' parameter of resolve_dimension must be a dimension's code, name or alias. "
        f"Got {text!r} instead.{hint}",
        name=text,
        suggestion=suggestion,
    )


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()


@cache
def _labels() -> Mapping[str, tuple[str, Resolved]]:
    labels: dict[str, tuple[str, Resolved]] = {}
    for dimension in dimensions():
        plain = Resolved(dimension.code)
        for label in (dimension.code, dimension.name, dimension.name_id):
            labels[_fold(label)] = (label, plain)
        for alias in dimension.aliases:
            labels[_fold(alias.alias)] = (alias.alias, Resolved(dimension.code, alias.warning))
    return MappingProxyType(labels)
