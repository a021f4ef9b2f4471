"""Analysis library of the Gerakan Menuju Smart City: what an expert types, in one place.

>>> from smartcity_analysis import load_city, coverage, readiness, gap, swot, priority, show
>>> from smartcity_analysis import weights, portfolio, robustness, kernels, indices
>>> from smartcity_analysis import plan, quick_win, action_plan, monitoring, status

``load_city, load_stage, load_baseline``
    A city's worksheets, checked, as one frozen ``City``; ``DataProblem`` lists every fault. What an
    earlier stage computed, and the frozen baseline.
``coverage, readiness, gap, swot, priority, agreement, indices``
    Analyses: DataFrame in, frozen result out. A result shows itself in JupyterLab.
``plan, quick_win, action_plan, monitoring``
    From strategies to programmes, the six quick wins, the cards, and what is signed and watched.
``status``
    Whether a stage may be decided on, from explicit rules.
``weights, kernels, robustness, portfolio``
    What a priority problem is made of: where weights come from, the methods as formulas, how firm a
    ranking is, and what a budget is best spent on.
``show``
    What a page holds besides results: opening, alignment, unknowns, decisions, closing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smartcity_analysis.analysis import (
        action_plan,
        agreement,
        coverage,
        gap,
        indices,
        monitoring,
        plan,
        portfolio,
        priority,
        quick_win,
        readiness,
        status,
        swot,
        weights,
    )
    from smartcity_analysis.analysis.priority import kernels, robustness
    from smartcity_analysis.intake import City, DataProblem, load_baseline, load_city, load_stage
    from smartcity_analysis.report import show

__all__ = [
    "City",
    "DataProblem",
    "action_plan",
    "agreement",
    "coverage",
    "gap",
    "indices",
    "kernels",
    "load_baseline",
    "load_city",
    "load_stage",
    "monitoring",
    "plan",
    "portfolio",
    "priority",
    "quick_win",
    "readiness",
    "robustness",
    "show",
    "status",
    "swot",
    "weights",
]

_INTAKE = ("City", "DataProblem", "load_baseline", "load_city", "load_stage")
_ROOMS = {
    "kernels": "analysis.priority",
    "robustness": "analysis.priority",
    "show": "report",
}


def __getattr__(name: str) -> Any:
    # Imported where used: `import smartcity_analysis` alone costs next to nothing.
    if name in _INTAKE:
        return getattr(import_module(f"{__name__}.intake"), name)
    if name in __all__:
        return import_module(f"{__name__}.{_ROOMS.get(name, 'analysis')}.{name}")
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
