"""The action plan: one card per programme, its indicators, and whether everything fits together."""

from smartcity_analysis.analysis._sheets import LEVELS
from smartcity_analysis.analysis.action_plan._cards import FIELDS, Cards, cards
from smartcity_analysis.analysis.action_plan._checks import CHECKS, Checks, checks
from smartcity_analysis.analysis.action_plan._dictionary import IndicatorDictionary, indicators
from smartcity_analysis.analysis.action_plan._dimensions import DimensionSummary, dimensions
from smartcity_analysis.analysis.action_plan._quick_wins import (
    STATES,
    QuickWinCards,
    quick_win_cards,
)

__all__ = [
    "CHECKS",
    "FIELDS",
    "LEVELS",
    "STATES",
    "Cards",
    "Checks",
    "DimensionSummary",
    "IndicatorDictionary",
    "QuickWinCards",
    "cards",
    "checks",
    "dimensions",
    "indicators",
    "quick_win_cards",
]
