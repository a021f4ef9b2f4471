"""OPD worksheets to checked tables: every fault at once, in Indonesian, with its cell.

``load_city`` and ``read_city`` return one frozen :class:`City` or raise :class:`DataProblem`.
``load_stage`` returns what an earlier stage computed and froze.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smartcity_analysis.intake.city import City, CityNotFound, load_city, read_city
    from smartcity_analysis.intake.faults import DataProblem, Fault
    from smartcity_analysis.intake.frozen import Frozen, FrozenProblem, load_baseline, load_stage

__all__ = [
    "City",
    "CityNotFound",
    "DataProblem",
    "Fault",
    "Frozen",
    "FrozenProblem",
    "load_baseline",
    "load_city",
    "load_stage",
    "read_city",
]

_ROOMS = {
    **dict.fromkeys(("DataProblem", "Fault"), "faults"),
    **dict.fromkeys(("Frozen", "FrozenProblem", "load_baseline", "load_stage"), "frozen"),
}


def __getattr__(name: str) -> Any:
    # Imported where used: the package itself costs next to nothing to import.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'city')}"), name)
