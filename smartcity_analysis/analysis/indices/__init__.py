"""Weighted indices that cities are judged by: evaluation, satisfaction, environment."""

from smartcity_analysis.analysis.indices._environment import ENVIRONMENT, Environment, environment
from smartcity_analysis.analysis.indices._evaluation import EDITIONS, PARTS, Evaluation, evaluation
from smartcity_analysis.analysis.indices._satisfaction import GRADES, Satisfaction, satisfaction

__all__ = [
    "EDITIONS",
    "ENVIRONMENT",
    "GRADES",
    "PARTS",
    "Environment",
    "Evaluation",
    "Satisfaction",
    "environment",
    "evaluation",
    "satisfaction",
]
