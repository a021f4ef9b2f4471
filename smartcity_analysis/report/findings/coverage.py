"""What a coverage says."""

from __future__ import annotations

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, of
from smartcity_analysis.report.texts import say


@of.register
def _(result: Coverage) -> Finding:
    if result.n_received == 0:
        claim = say("coverage.claim_none")
    elif result.n_received == result.n_agencies:
        claim = say("coverage.claim_all")
    else:
        claim = say(
            "coverage.claim_some",
            received=fmt.number(result.n_received),
            agencies=fmt.number(result.n_agencies),
        )
    detail = say(
        "coverage.detail",
        filled=fmt.percent(result.share),
        evidenced=fmt.number(result.n_supported),
        factors=fmt.number(result.n_factors),
        blank=fmt.number(result.blank_indicators["indicator"].nunique()),
    )
    if result.n_received == 0:
        detail += " " + say("coverage.source_public")
    return Finding(claim, detail)
