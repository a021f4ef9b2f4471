"""What a gap says."""

from __future__ import annotations

from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.reference import area_name
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, listed, of
from smartcity_analysis.report.texts import say


def verdicts(result: Gap, comparison: str) -> tuple[int, int, int]:
    """Count the indicators that compare better, worse and the same.

    Parameters
    ----------
    result : Gap
    comparison : {"target", "previous", "province", "nation", "peers"}
    """
    counted = result.counts.set_index("comparison")[["better", "worse", "same"]]
    better, worse, same = counted.to_numpy(int)[counted.index.get_loc(comparison)]
    return int(better), int(worse), int(same)


@of.register
def _(result: Gap) -> Finding:
    province = area_name(result.province)
    compared = sum(verdicts(result, "province"))
    worse = result.behind("province")
    detail = ""
    if compared == 0:
        claim = say("gap.claim_none", province=province)
    elif worse.empty:
        claim = say("gap.claim_ahead", compared=fmt.number(compared), province=province)
    else:
        claim = say(
            "gap.claim_behind",
            worse=fmt.number(len(worse)),
            compared=fmt.number(compared),
            province=province,
        )
        detail = say("gap.detail", names=listed(worse["name"].tolist()))
    reached, missed, _ = verdicts(result, "target")
    if reached + missed:
        targets = fmt.number(reached + missed)
        detail += " " + say("gap.target", reached=fmt.number(reached), targets=targets)
    return Finding(claim, detail.strip())
