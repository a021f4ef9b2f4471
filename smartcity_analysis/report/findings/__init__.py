"""Result → finding: a claim, how sure it is, and the words for it.

Computes no statistic and draws nothing.

A claim whose condition fails at run time gives way to a neutral one, so that a title is never a
stale boast on next year's data.
"""

from smartcity_analysis.report.findings import (
    action_plan,
    consensus,
    coverage,
    explanation,
    gap,
    indices,
    monitoring,
    plan,
    plan_strategies,
    portfolio,
    priority,
    programmes,
    quick_win,
    readiness,
    roadmap,
    robustness,
    status,
    strategies,
    swot,
    swot_checks,
    usg,
    weights,
)
from smartcity_analysis.report.findings.base import Finding as Finding
from smartcity_analysis.report.findings.base import of, strength
from smartcity_analysis.report.findings.consensus import agreement_word
from smartcity_analysis.report.findings.gap import verdicts
from smartcity_analysis.report.findings.usg import agreement

__all__ = [
    "action_plan",
    "agreement",
    "agreement_word",
    "consensus",
    "coverage",
    "explanation",
    "gap",
    "indices",
    "monitoring",
    "of",
    "plan",
    "plan_strategies",
    "portfolio",
    "priority",
    "programmes",
    "quick_win",
    "readiness",
    "roadmap",
    "robustness",
    "status",
    "strategies",
    "strength",
    "swot",
    "swot_checks",
    "usg",
    "verdicts",
    "weights",
]
