"""What every opening is composed from, and how its results are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, get_type_hints

from smartcity_analysis.analysis.status import Status
from smartcity_analysis.intake import City
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import say

Card = tuple[str, str, str]
STAGES = (1, 2, 3, 4)


class Composition(Protocol):
    """The results of one stage, and what the page says of them before anything else."""

    @property
    def status(self) -> Status:
        """Whether the stage may be decided on."""

    @property
    def sample(self) -> bool:
        """Whether anything on the page rests on made-up judgements."""

    def headline(self) -> str:
        """Say in one line what the page found."""

    def decision(self) -> str:
        """Name the decision that is asked for, and how firm its ground is."""

    def cards(self) -> list[Card]:
        """Give the key figures: value, unit, what it says."""

    def lasting(self) -> Mapping[str, Card]:
        """Give the figures that outlive the stage, for the index of the city."""

    def line(self, city: City) -> str:
        """Say what the page rests on."""

    def asked(self, city: City) -> list[str]:
        """List the decisions that are asked for."""


def compose(stage: int, results: Sequence[object]) -> Composition:
    """Find the results of a stage by their types.

    Parameters
    ----------
    stage : {1, 2, 3, 4}
    results : sequence of object
        In any order; of several of one type the last one counts.

    Returns
    -------
    Composition

    Raises
    ------
    ValueError
        If the stage is unknown or one of its results is missing.
    """
    if stage not in STAGES:
        raise ValueError(
            "The 'stage' parameter of show.opening must be one of 1, 2, 3, 4. "
            f"Got {stage!r} instead."
        )
    composition = _composition(stage)
    parts: dict[str, Any] = {}
    for name, kind in get_type_hints(composition).items():
        found = [result for result in results if isinstance(result, kind)]
        if not found:
            needed = getattr(kind, "__name__", str(kind))
            raise ValueError(f"show.opening of stage {stage} also needs a {needed}.")
        parts[name] = found[-1]
    made: Composition = composition(**parts)
    return made


def _composition(stage: int) -> type:
    """Import the composition of a stage: a page loads the analyses of its own stage only."""
    module = import_module(f"smartcity_analysis.report.stages.stage_{stage}")
    found: type = module.COMPOSITION
    return found


def any_sample(*results: object) -> bool:
    """Tell whether one of several results rests on made-up judgements."""
    return any(getattr(result, "sample", False) for result in results)


def of_total(part: int, whole: int, says: str) -> Card:
    """Make a key figure "part of whole"; a dash when there is nothing to count."""
    if not whole:
        return fmt.MISSING, "", says
    return fmt.number(part), say("opening.card_of", count=fmt.number(whole)), says
