"""What the strategies of a plan say."""

from __future__ import annotations

from smartcity_analysis.analysis.plan import Strategies
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, named, of
from smartcity_analysis.report.texts import say


@of.register
def _(result: Strategies) -> Finding:
    count = len(result.table)
    if not count:
        claim = say("plan_strategies.claim_none")
        return Finding(claim, say("plan_strategies.detail_none"), short=claim)
    unused = len(result.tows.unused)
    detail = say(
        "plan_strategies.detail",
        used=fmt.number(len(result.factors) - unused),
        factors=fmt.number(len(result.factors)),
    )
    if result.qspm is None:
        claim = say(
            "plan_strategies.claim",
            sound=fmt.number(int(result.table["sound"].sum())),
            count=fmt.number(count),
        )
        return Finding(claim, f"{detail} {say('plan_strategies.unrated')}", short=claim)
    best = named(result.qspm.best)
    claim = say("plan_strategies.claim_best", strategy=best)
    return Finding(claim, f"{detail} {of(result.qspm).detail}", short=claim)
