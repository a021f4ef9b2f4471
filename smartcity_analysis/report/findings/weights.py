"""What weights say: which criterion counts most, and whether the comparisons hang together."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from smartcity_analysis.analysis.weights import (
    AhpGroup,
    AhpHierarchy,
    AhpWeights,
    BestWorstWeights,
    DirectWeights,
    GroupWeights,
    ObjectiveWeights,
    RankWeights,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, amount, listed, named, of
from smartcity_analysis.report.findings.consensus import block_name
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say

SAME = 1e-9


def heaviest(weights: pd.Series[float]) -> list[Hashable]:
    """Name what weighs most; several labels when they weigh the same."""
    return list(weights.index[weights >= weights.max() - SAME])


def _claim(weights: pd.Series[float]) -> str:
    first = heaviest(weights)
    if len(first) == len(weights) > 1:
        return say("weighting.claim_equal")
    if len(first) > 1:
        return fmt.capitalised(say("weighting.claim_tied", names=named(first)))
    name = clause(str(first[0]))
    return fmt.capitalised(say("weighting.claim", first=name, weight=fmt.percent(weights.max())))


def _ratio(ratio: float, limit: float) -> str:
    return say("weighting.ratio", ratio=fmt.number(ratio, 3), limit=fmt.number(limit, 2))


def _said(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _empty_blocks(blocks: tuple[Hashable, ...]) -> str:
    names = named([block_name(block) for block in blocks])
    return say("weighting.empty_blocks", names=names) if blocks else ""


@of.register
def _(result: AhpWeights) -> Finding:
    ratio = (
        say(f"weighting.no_ratio.{result.reason}")
        if result.reason
        else _ratio(result.consistency_ratio, result.threshold)
    )
    missing = (
        say("weighting.missing", count=fmt.number(result.n_missing)) if result.n_missing else ""
    )
    differ = say("weighting.verdicts_differ") if result.verdicts_differ else ""
    if result.consistent:
        claim = _claim(result.weights)
        return Finding(claim, _said(ratio, differ, missing), short=claim)
    if result.worst_pair is None:
        claim = say("weighting.claim_inconsistent_plain")
        return Finding(claim, _said(ratio, differ, missing), short=claim)
    a, b = (clause(str(label)) for label in result.worst_pair)
    claim = say("weighting.claim_inconsistent", a=a, b=b)
    return Finding(claim, _said(ratio, _worst(result, a, b), differ, missing), short=claim)


def _worst(result: AhpWeights, a: str, b: str) -> str:
    """Say the worst comparison the way round in which it is above one."""
    value, better = result.worst_value, result.worst_consistent_value
    if value < 1:
        a, b, value, better = b, a, 1 / value, 1 / better
    said = say("weighting.worst", a=a, b=b, value=amount(value), better=amount(better))
    return fmt.capitalised(said)


@of.register
def _(result: AhpGroup) -> Finding:
    ratio = _ratio(result.consistency_ratio, result.threshold)
    claim = (
        _claim(result.weights) if result.consistent else say("weighting.claim_group_inconsistent")
    )
    ratios = dict(zip(result.raters, result.ratios.tolist(), strict=True))
    over = [
        say("weighting.rater", rater=str(rater), ratio=fmt.number(ratios[rater], 2))
        for rater in result.inconsistent
    ]
    told = ""
    if over:
        told = say(
            "weighting.excluded" if result.excluded else "weighting.kept_inconsistent",
            raters=listed(over),
        )
    used = say(
        "weighting.raters",
        used=fmt.number(result.n_raters - result.n_excluded),
        raters=fmt.number(result.n_raters),
    )
    detail = _said(
        used,
        ratio,
        told,
        _spread(result.by_rater[result.used]),
        _empty_blocks(result.empty_blocks),
    )
    return Finding(claim, detail, short=claim)


def _spread(by_rater: pd.DataFrame) -> str:
    """Say on which criterion the raters are furthest apart."""
    low, high = by_rater.min(), by_rater.max()
    if len(by_rater) < 2 or (high - low).max() <= SAME:
        return ""
    widest = int((high - low).to_numpy().argmax())
    return say(
        "weighting.spread",
        criterion=clause(str(low.index[widest])),
        low=fmt.percent(low.iloc[widest]),
        high=fmt.percent(high.iloc[widest]),
    )


@of.register
def _(result: GroupWeights) -> Finding:
    claim = _claim(result.weights)
    units = say(
        "weighting.units", raters=fmt.number(result.n_raters), units=fmt.number(result.n_units)
    )
    detail = _said(units, _spread(result.by_rater), _empty_blocks(result.empty_blocks))
    return Finding(claim, detail, short=claim)


@of.register
def _(result: AhpHierarchy) -> Finding:
    sound = (
        say("weighting.nodes", names=named(result.inconsistent))
        if result.inconsistent
        else say("weighting.nodes_sound")
    )
    if result.priorities.empty:
        claim = _claim(result.weights)
        return Finding(claim, sound, short=claim)
    claim = say(
        "weighting.claim_alternatives",
        first=named(heaviest(result.priorities)),
        weight=fmt.percent(result.priorities.max()),
    )
    first = say(
        "weighting.criteria",
        first=named(heaviest(result.weights)),
        weight=fmt.percent(result.weights.max()),
    )
    return Finding(claim, _said(first, sound), short=claim)


@of.register
def _(result: BestWorstWeights) -> Finding:
    values = {
        "value": fmt.number(result.input_consistency, 3),
        "limit": fmt.number(result.input_threshold, 3),
    }
    verdict = {True: "good", False: "bad", None: "unknown"}[result.acceptable]
    claim = (
        say("weighting.claim_inconsistent_plain")
        if result.acceptable is False
        else _claim(result.weights)
    )
    ends = say(
        "weighting.best_worst",
        best=clause(str(result.best)),
        worst=clause(str(result.worst)),
        value=amount(result.best_to_worst),
    )
    unique = "" if result.unique else say("weighting.not_unique")
    return Finding(claim, _said(ends, say(f"weighting.input_{verdict}", **values), unique))


@of.register
def _(result: DirectWeights) -> Finding:
    given = amount(result.given_sum)
    if not np.isnan(result.total) and result.rescaled:
        detail = say("weighting.given_total", sum=given, total=amount(result.total))
    else:
        detail = say(
            "weighting.given_sum" if result.rescaled else "weighting.given_right", sum=given
        )
    return Finding(_claim(result.weights), detail)


@of.register
def _(result: RankWeights) -> Finding:
    return Finding(_claim(result.weights), say("weighting.order", names=named(result.places.index)))


@of.register
def _(result: ObjectiveWeights) -> Finding:
    if result.reason:
        detail = fmt.capitalised(say(f"reason.{result.reason}")) + "."
        return Finding(say("weighting.claim_no_information"), detail)
    constant = say("weighting.constant", names=named(result.constant)) if result.constant else ""
    claim = say(
        "weighting.claim_objective",
        first=named(heaviest(result.weights)),
        weight=fmt.percent(result.weights.max()),
    )
    return Finding(fmt.capitalised(claim), constant)
