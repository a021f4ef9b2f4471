"""Analysis library of the Gerakan Menuju Smart City: what an expert types, in one place.

>>> from smartcity_analysis import load_city, coverage, readiness, gap, swot, priority, show

``load_city``
    A city's worksheets, checked, as one frozen ``City``; ``DataProblem`` lists every fault.
``coverage, readiness, gap, swot, priority, agreement``
    Analyses: DataFrame in, frozen result out. A result shows itself in JupyterLab.
``show``
    What a page holds besides results: opening, alignment, unknowns, decisions, closing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smartcity_analysis.analysis import agreement, coverage, gap, priority, readiness, swot
    from smartcity_analysis.intake import City, DataProblem, load_city
    from smartcity_analysis.report import show

__all__ = [
    "City",
    "DataProblem",
    "agreement",
    "coverage",
    "gap",
    "load_city",
    "priority",
    "readiness",
    "show",
    "swot",
]

_MODULES = {
    name: "analysis" for name in ("agreement", "coverage", "gap", "priority", "readiness", "swot")
}
_MODULES["show"] = "report"


def __getattr__(name: str) -> Any:
    # Imported where used: `import smartcity_analysis` alone costs next to nothing.
    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}.{name}")
    if name in __all__:
        return getattr(import_module(f"{__name__}.intake"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


def _register_display() -> None:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        from smartcity_analysis.report.display import register

        register(shell)


_register_display()
