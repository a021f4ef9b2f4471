"""How firm a ranking is, in words."""

from __future__ import annotations

from smartcity_analysis.analysis.priority import Robustness
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, named, of, strength
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say

OTHERS_AT_MOST = 2


@of.register
def _(result: Robustness) -> Finding:
    ordered = result.table.sort_values("first", ascending=False, kind="stable")
    leader = clause(str(ordered.index[0]))
    if len(ordered) == 1:
        return Finding(say("robustness.claim_single", name=leader), "")
    share = float(ordered["first"].iloc[0])
    grade = strength(share)
    claim = (
        say("robustness.claim_open", names=named(ordered.index[ordered["rank_low"] == 1]))
        if grade == "open"
        else say("robustness.claim", name=leader, strength=say(f"strength.{grade}"))
    )
    detail = _shares(result, leader, share)
    stated = result.rank.index[result.rank == result.rank.min()]
    if ordered.index[0] not in stated:
        detail += " " + say("robustness.stated", names=named(stated))
    return Finding(claim, detail, short=claim)


def _shares(result: Robustness, leader: str, share: float) -> str:
    first = say("robustness.first", name=leader, share=fmt.of_hundred(share))
    ordered = result.table["first"].sort_values(ascending=False, kind="stable")
    others = ordered.iloc[1 : 1 + OTHERS_AT_MOST]
    others = others[others > 0]
    if others.empty:
        return say("robustness.alone", first=first)
    said = [
        say("robustness.other", name=clause(str(name)), share=fmt.of_hundred(part))
        for name, part in others.items()
    ]
    return say("robustness.others", first=first, others=fmt.words(said))
