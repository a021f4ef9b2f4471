"""Result → block: claim, subtitle, picture, source and table, put together in one way."""

from smartcity_analysis.report.blocks import coverage, flip, gap, issues, readiness, swot
from smartcity_analysis.report.blocks.base import block, claim_of, sample_mark

__all__ = [
    "block",
    "claim_of",
    "coverage",
    "flip",
    "gap",
    "issues",
    "readiness",
    "sample_mark",
    "swot",
]
