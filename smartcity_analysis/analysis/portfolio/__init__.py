"""Which programmes to choose within a budget: the best selection itself, never an approximation."""

from smartcity_analysis.analysis.portfolio._choice import Cut, Portfolio, choose
from smartcity_analysis.analysis.portfolio._core import Core, core
from smartcity_analysis.analysis.portfolio._frontier import Frontier, frontier

__all__ = ["Core", "Cut", "Frontier", "Portfolio", "choose", "core", "frontier"]
