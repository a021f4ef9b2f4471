"""OPD worksheets to checked tables: every fault at once, in Indonesian, with its cell.

``load_city`` and ``read_city`` return one frozen :class:`City` or raise :class:`DataProblem`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smartcity_analysis.intake.city import City, CityNotFound, load_city, read_city
    from smartcity_analysis.intake.faults import DataProblem, Fault

__all__ = ["City", "CityNotFound", "DataProblem", "Fault", "load_city", "read_city"]

_FAULTS = ("DataProblem", "Fault")


def __getattr__(name: str) -> Any:
    # Imported where used: the package itself costs next to nothing to import.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = "faults" if name in _FAULTS else "city"
    return getattr(import_module(f"{__name__}.{room}"), name)
