"""Result → block: claim, subtitle, picture, source and table, put together in one way."""

from smartcity_analysis.report.blocks import coverage, flip, gap, issues, readiness, swot
from smartcity_analysis.report.blocks.base import block, marked

__all__ = [
    "block",
    "coverage",
    "flip",
    "gap",
    "issues",
    "marked",
    "readiness",
    "swot",
]
