"""Result → block: claim, subtitle, picture, source and table, put together in one way."""

from smartcity_analysis.report.blocks import (
    consensus,
    coverage,
    explanation,
    flip,
    gap,
    indices,
    issues,
    portfolio,
    priority,
    readiness,
    robustness,
    strategies,
    swot,
    swot_checks,
    weights,
)
from smartcity_analysis.report.blocks.base import block, marked

__all__ = [
    "block",
    "consensus",
    "coverage",
    "explanation",
    "flip",
    "gap",
    "indices",
    "issues",
    "marked",
    "portfolio",
    "priority",
    "readiness",
    "robustness",
    "strategies",
    "swot",
    "swot_checks",
    "weights",
]
