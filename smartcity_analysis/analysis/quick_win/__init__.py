"""Quick wins: gates, impact against effort, and the best six within a budget."""

from smartcity_analysis.analysis.quick_win._choose import QuickWins, choose, smaller_budget
from smartcity_analysis.analysis.quick_win._gates import Gates, gates
from smartcity_analysis.analysis.quick_win._impact_effort import ImpactEffort, impact_effort

__all__ = [
    "Gates",
    "ImpactEffort",
    "QuickWins",
    "choose",
    "gates",
    "impact_effort",
    "smaller_budget",
]
