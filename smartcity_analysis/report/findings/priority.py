"""What a problem, its ranking and the tests of that ranking say."""

from __future__ import annotations

import numpy as np

from smartcity_analysis.analysis.priority import (
    Comparison,
    LeaveOneOut,
    Problem,
    Ranking,
    RankReversal,
    Stability,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import (
    NAMED_AT_MOST,
    Finding,
    amount,
    distance,
    listed,
    named,
    of,
    shift,
)
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import entry, say

CLOSE = 0.01
"""Scores of the named methods lie within one unit; nearer than this they are called level."""


def method_name(method: str) -> str:
    """Name a method as its literature does; a kernel of one's own has no name."""
    return str(entry("method_name").get(method, say("ranking.own")))


@of.register
def _(result: Problem) -> Finding:
    claim = say(
        "problem.claim",
        alternatives=fmt.number(len(result.alternatives)),
        criteria=fmt.number(len(result.criteria)),
    )
    heaviest = result.weights.sort_values(ascending=False, kind="stable")
    weights = listed(
        [
            say("problem.weight", criterion=clause(str(name)), weight=fmt.percent(weight))
            for name, weight in heaviest.items()
        ]
    )
    detail = say("problem.detail", weights=weights)
    if result.blank.any():
        detail += " " + say("problem.blank", count=fmt.number(int(result.blank.sum())))
    return Finding(claim, detail, short=claim)


@of.register
def _(result: Ranking) -> Finding:
    method = method_name(result.method)
    names = [clause(str(label)) for label in result.table.index]
    if len(names) == 1:
        claim = say("ranking.claim_single", first=names[0])
        return Finding(claim, "", short=claim)
    n_first = int((result.table["rank"] == result.table["rank"].min()).sum())
    claim = _first_place(result, names, method, n_first)
    detail = say("ranking.firmness")
    if n_first < len(names):
        score = result.table["score"].to_numpy()
        gap = distance(score[0] - score[n_first])
        detail = f"{say('ranking.detail', next=names[n_first], gap=gap)} {detail}"
    return Finding(claim, detail, short=claim)


def _first_place(result: Ranking, names: list[str], method: str, n_first: int) -> str:
    if result.method == "vikor" and len(result.best) > 1:
        return say("ranking.claim_compromise", names=named(result.best), method=method)
    if n_first > 1:
        return say("ranking.claim_tied", names=listed(names[:n_first]), method=method)
    score = result.table["score"].to_numpy()
    if result.method in entry("method_name") and score[0] - score[1] < CLOSE:
        return say("ranking.claim_close", first=names[0], second=names[1], method=method)
    return say("ranking.claim", first=names[0], method=method)


@of.register
def _(result: Comparison) -> Finding:
    methods = fmt.number(len(result.first))
    if len(result.first) == 1:
        ((method, _),) = result.first.items()
        return Finding(say("methods_compared.claim_single", method=method_name(method)), "")
    leaders = list(dict.fromkeys(name for names in result.first.values() for name in names))
    shared = [name for name in leaders if all(name in names for names in result.first.values())]
    same = shared == leaders
    if shared:
        claim = say(
            "methods_compared.claim_same" if same else "methods_compared.claim_shared",
            first=named(shared),
        )
    else:
        claim = say("methods_compared.claim_differ", names=named(leaders))
    known = result.spearman.to_numpy()[np.triu_indices(len(result.first), 1)]
    known = known[~np.isnan(known)]
    if not len(known):
        return Finding(claim, say("methods_compared.no_correlation", methods=methods), short=claim)
    detail = say("methods_compared.detail", methods=methods, low=fmt.number(known.min(), 2))
    if not same:
        detail = f"{_choices(result)} {detail}"
    return Finding(claim, detail, short=claim)


def _choices(result: Comparison) -> str:
    each = [
        say("methods_compared.first_of", method=method_name(method), names=named(names))
        for method, names in result.first.items()
    ]
    return "; ".join(each) + "."


@of.register
def _(result: Stability) -> Finding:
    leader = clause(str(result.leader))
    nearest = result.table.dropna(subset=["slack"])
    if nearest.empty:
        claim = say("stability.claim_always", leader=leader)
        return Finding(claim, say("stability.detail_always"), short=claim)
    least = int(nearest["slack"].to_numpy().argmin())
    criterion, row = nearest.index[least], nearest.iloc[least]
    up = bool(np.isclose(row["first_high"] - row["weight"], row["slack"])) and (
        row["taken_above"] is not None
    )
    bound, taken = (
        (row["first_high"], row["taken_above"]) if up else (row["first_low"], row["taken_below"])
    )
    claim = say(
        "stability.claim",
        leader=leader,
        criterion=clause(str(criterion)),
        direction=say("stability.up" if up else "stability.down"),
        slack=amount(100 * row["slack"], decimals=1),
    )
    detail = say(
        "stability.detail",
        criterion=criterion,
        shift=shift(row["weight"], bound, share=True),
        taken=clause(str(taken)),
        leader=leader,
    )
    return Finding(claim, detail, short=claim)


@of.register
def _(result: LeaveOneOut) -> Finding:
    units = fmt.number(len(result.table))
    changed = result.table[result.table["first_changed"]]
    detail = say(
        "leave_one_out.detail",
        units=units,
        moved=fmt.number(int(result.table["moved"].max())),
    )
    if changed.empty:
        return Finding(say("leave_one_out.claim_same"), detail)
    claim = (
        say("leave_one_out.claim_changed", unit=clause(str(changed.index[0])))
        if len(changed) == 1
        else say("leave_one_out.claim_changed_many", count=fmt.number(len(changed)), units=units)
    )
    becomes = [
        say("leave_one_out.becomes", unit=str(unit), first=clause(first))
        for unit, first in changed["first"].head(NAMED_AT_MOST).items()
    ]
    return Finding(claim, " ".join([*becomes, detail]), short=claim)


@of.register
def _(result: RankReversal) -> Finding:
    count = fmt.number(len(result.table))
    if result.table.empty:
        return Finding(say("rank_reversal.claim_empty"), "")
    turned = result.table[result.table["reversed_pairs"] > 0]
    if turned.empty:
        detail = say("rank_reversal.detail_none", count=count)
        return Finding(say("rank_reversal.claim_none"), detail)
    claim = say("rank_reversal.claim_some", hit=fmt.number(len(turned)), count=count)
    change = turned["change"].iloc[0]
    return Finding(claim, say(f"rank_reversal.detail_{change}", names=named(turned.index)))
