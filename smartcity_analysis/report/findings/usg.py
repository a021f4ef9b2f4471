"""What a ranking of issues says, and how far its raters agree."""

from __future__ import annotations

from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import NAMED_AT_MOST, Finding, of, p_value, strength
from smartcity_analysis.report.findings.consensus import agreement_word
from smartcity_analysis.report.texts import say


@of.register
def _(result: UsgRanking) -> Finding:
    rated = result.table.dropna(subset=["total"])
    names = rated["short_name"].tolist()
    if len(rated) == 1:
        claim = say("usg.claim_single", issue=names[0])
        return Finding(claim, "", short=claim)
    first = float(result.acceptability.set_index("issue")["rank_1"][rated["issue"].iloc[0]])
    if fmt.is_missing(first):
        claim = say("usg.claim_one_unit", issue=names[0])
        return Finding(claim, say("usg.detail_one_unit"), short=claim)
    detail = say(
        "usg.detail",
        issue=names[0],
        first=fmt.of_hundred(first),
        top=fmt.words(result.top(3)["short_name"].tolist()),
    )
    grade = strength(first)
    if grade != "open":
        claim = say("usg.claim", issue=names[0], strength=say(f"strength.{grade}"))
    else:
        tied = rated.loc[rated["group"] == rated["group"].iloc[0], "short_name"]
        claim = (
            say("usg.claim_group", issues=fmt.words(tied.tolist()))
            if len(tied) <= NAMED_AT_MOST
            else say("usg.claim_group_many", count=fmt.number(len(tied)))
        )
    return Finding(claim, detail, short=claim)


def agreement(result: UsgRanking) -> str:
    """Say how far the raters agree on the order of the issues."""
    return say(
        "usg.agreement",
        word=agreement_word(result.agreement),
        w=fmt.number(result.agreement.w, 2),
        p=p_value(result.agreement.p_value),
        raters=fmt.number(result.agreement.n_raters),
    )
