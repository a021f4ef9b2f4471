"""What a readiness says."""

from __future__ import annotations

import numpy as np

from smartcity_analysis.analysis.readiness import Readiness
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, of
from smartcity_analysis.report.texts import say


@of.register
def _(result: Readiness) -> Finding:
    if fmt.is_missing(result.mean):
        reason = say("readiness.detail_none", aspects=fmt.number(result.n_unrated))
        return Finding(say("readiness.claim_none"), reason)
    detail = say(
        "readiness.detail",
        mean=fmt.number(result.mean, 1),
        target=fmt.number(result.target_mean, 1),
        rated=fmt.number(result.n_rated),
        aspects=fmt.number(result.n_aspects),
    )
    widest = result.by_component["gap"].max()
    if fmt.is_missing(widest) or widest <= 0:
        return Finding(say("readiness.claim_even"), detail)
    worst = result.by_component.loc[np.isclose(result.by_component["gap"], widest), "name"].tolist()
    if len(worst) == 1:
        return Finding(say("readiness.claim", component=worst[0]), detail)
    count, steps = fmt.number(len(worst)), fmt.number(widest, fmt.decimals_for(widest))
    return Finding(say("readiness.claim_shared", count=count, steps=steps), detail)
