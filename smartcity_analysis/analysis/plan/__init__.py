"""From strategies to a roadmap: objectives, programmes, money and the chain that joins them."""

from smartcity_analysis.analysis._sheets import HORIZONS
from smartcity_analysis.analysis.plan._alignment import Alignment, alignment
from smartcity_analysis.analysis.plan._chain import Chain, trace
from smartcity_analysis.analysis.plan._changes import CHANGE_KINDS, Changes, changes
from smartcity_analysis.analysis.plan._history import History, history
from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.plan._objectives import Objectives, objectives
from smartcity_analysis.analysis.plan._programmes import Programmes, programmes
from smartcity_analysis.analysis.plan._ranking import (
    Unranked,
    ranking,
    robustness,
    scores,
    stability,
    unranked,
)
from smartcity_analysis.analysis.plan._roadmap import Roadmap, roadmap
from smartcity_analysis.analysis.plan._similar import Similar, similar
from smartcity_analysis.analysis.plan._strategies import Strategies, strategies
from smartcity_analysis.analysis.plan._weigh import weigh

__all__ = [
    "CHANGE_KINDS",
    "HORIZONS",
    "Alignment",
    "Chain",
    "Changes",
    "History",
    "NoRanking",
    "Objectives",
    "Programmes",
    "Roadmap",
    "Similar",
    "Strategies",
    "Unranked",
    "alignment",
    "changes",
    "history",
    "objectives",
    "programmes",
    "ranking",
    "roadmap",
    "robustness",
    "scores",
    "similar",
    "stability",
    "strategies",
    "trace",
    "unranked",
    "weigh",
]
