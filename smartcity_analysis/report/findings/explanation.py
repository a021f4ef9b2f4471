"""Why one alternative stands behind or ahead of another, and what would swap them."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.priority import Explanation
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, amount, distance, listed, of, shift
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say

LEVEL = 1e-9
REASONS_AT_MOST = 2


@of.register
def _(result: Explanation) -> Finding:
    who = {"name": clause(str(result.name)), "rival": clause(str(result.rival))}
    parts = _parts(result.table["advantage"])
    if abs(result.margin) <= LEVEL:
        claim = say("explanation.claim_level", **who)
        return Finding(claim, _level(parts), short=claim)
    side = "behind" if result.margin < 0 else "ahead"
    reasons = _reasons(result)
    claim = (
        say(f"explanation.claim_{side}", criteria=fmt.words(reasons), **who)
        if len(reasons) <= REASONS_AT_MOST
        else say(f"explanation.claim_{side}_plain", **who)
    )
    detail = say(
        "explanation.detail",
        rank=amount(result.rank),
        rival_rank=amount(result.rival_rank),
        margin=distance(result.margin),
        parts=parts,
    )
    return Finding(claim, f"{detail} {_swap(result)}", short=claim)


def _reasons(result: Explanation) -> list[str]:
    """Name the criteria that do most for the margin; several when they do as much."""
    helps = result.table["advantage"] * (1 if result.margin > 0 else -1)
    most = result.table.index[helps >= helps.max() - LEVEL]
    return [clause(str(criterion)) for criterion in most]


def _level(parts: str) -> str:
    if not parts:
        return say("explanation.detail_same")
    return say("explanation.detail_level", parts=parts)


def _parts(advantage: pd.Series[float]) -> str:
    """List what each criterion adds or takes, the largest first; empty when none does."""
    order = advantage.abs().round(9).sort_values(ascending=False, kind="stable").index
    order = order[advantage[order].abs() > LEVEL]
    return (
        ""
        if order.empty
        else listed(
            [
                say(
                    "explanation.part",
                    criterion=clause(str(criterion)),
                    advantage=fmt.number(advantage[criterion], 2, signed=True),
                )
                for criterion in order
            ]
        )
    )


def _swap(result: Explanation) -> str:
    weight = rating = ""
    if result.swap_criterion is not None:
        row = result.table.index.get_loc(result.swap_criterion)
        now, level = result.table[["weight", "swap_weight"]].to_numpy(float)[row]
        weight = say(
            "explanation.weight",
            criterion=clause(str(result.swap_criterion)),
            shift=shift(now, level, share=True),
        )
    if result.smallest_rating is not None:
        change = result.smallest_rating
        rating = say(
            "explanation.rating",
            criterion=clause(str(change.criterion)),
            who=clause(str(change.alternative)),
            shift=shift(change.now, change.needed),
        )
    if weight and rating:
        return say("explanation.swap", change=say("explanation.or", weight=weight, rating=rating))
    if weight or rating:
        return say("explanation.swap", change=weight or rating)
    return say("explanation.swap_none")
