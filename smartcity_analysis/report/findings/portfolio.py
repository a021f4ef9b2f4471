"""What a choice within a budget says."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.portfolio import Core, Cut, Frontier, Portfolio
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, amount, listed, named, of
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say

MOST_OF_IT = 0.8
"""A frontier is told by the budget that buys this share of the highest value."""

NAMES = 6
SAME = 1e-9


@of.register
def _(result: Portfolio) -> Finding:
    if not result.chosen:
        return Finding(say("portfolio.claim_none"), _left_out(result))
    claim = say(
        "portfolio.claim" if result.optimal else "portfolio.claim_unproved",
        chosen=fmt.number(result.n_chosen),
        count=fmt.number(len(result.table)),
        spent=fmt.rupiah_words(result.spent),
    )
    sentences = [
        say("portfolio.detail", names=named(result.chosen, at_most=NAMES)),
        say(
            "portfolio.left",
            budget=fmt.rupiah_words(result.budget),
            left=fmt.rupiah_words(result.left),
        ),
        _proof(result),
        _greedy(result.greedy),
        _left_out(result),
    ]
    return Finding(claim, " ".join(filter(None, sentences)), short=claim)


def _proof(result: Portfolio) -> str:
    if not result.optimal:
        return say("portfolio.unproved", gap=amount(float(result.bound - result.value)))
    return say("portfolio.optimal" if result.unique else "portfolio.not_unique")


def _greedy(table: pd.DataFrame) -> str:
    """Compare with spending in the order of the scores, skipping what does not fit."""
    row = table[table["reading"] == "skip"].iloc[0]
    if not row["admissible"]:
        return say("portfolio.greedy_refused", count=fmt.number(len(row["missed"])))
    if row["short"] <= SAME * row["value"]:
        return say("portfolio.greedy_same")
    return say("portfolio.greedy_short", percent=amount(row["short_percent"], decimals=1))


def _left_out(result: Portfolio) -> str:
    if not result.unpriced:
        return ""
    return say("portfolio.unpriced", names=named(result.unpriced, at_most=NAMES))


@of.register
def _(result: Cut) -> Finding:
    share = fmt.percent(result.share)
    sentences = [
        say(
            "cut.lost",
            percent=amount(result.lost_percent, decimals=1),
            budget=fmt.rupiah_words(result.budget),
        )
    ]
    if result.added:
        sentences.insert(0, say("cut.added", names=named(result.added, at_most=NAMES)))
    if not result.dropped:
        return Finding(say("cut.claim_kept", share=share), " ".join(sentences))
    sentences.insert(0, say("cut.detail", names=named(result.dropped, at_most=NAMES)))
    claim = say("cut.claim_dropped", share=share, count=fmt.number(len(result.dropped)))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: Core) -> Finding:
    shares = result.table.set_index("programme")["share"]
    always = bool((shares[list(result.core)] == 1).all())
    claim = (
        say(
            "core.claim_all" if always else "core.claim_nearly",
            count=fmt.number(result.n_core),
        )
        if result.core
        else say("core.claim_none")
    )
    sentences = []
    if result.core:
        sentences.append(
            say(
                "core.detail_all" if always else "core.detail_nearly",
                names=named(result.core, at_most=NAMES),
            )
        )
    if result.borderline:
        between = shares[list(result.borderline)].sort_values(ascending=False, kind="stable")
        each = [
            say("core.borderline_one", name=clause(str(name)), share=fmt.of_hundred(share))
            for name, share in between.items()
        ]
        sentences.append(say("core.borderline", names=listed(each)))
    if result.exterior:
        sentences.append(say("core.exterior", names=named(result.exterior)))
    return Finding(claim, " ".join(sentences), short=claim)


def turning_point(result: Frontier) -> pd.Series:
    """Find the row of the smallest budget that buys most of the highest value."""
    enough = result.table["value"] >= MOST_OF_IT * result.table["value"].iloc[-1]
    return result.table.iloc[int(enough.to_numpy().argmax())]


@of.register
def _(result: Frontier) -> Finding:
    last = result.table.iloc[-1]
    if last["n_chosen"] == 0:
        return Finding(say("frontier.claim_none"), "")
    detail = say(
        "frontier.detail",
        value=amount(last["value"]),
        most=fmt.rupiah_words(last["budget_needed"]),
        count=fmt.number(last["n_chosen"]),
        rows=fmt.number(len(result.table)),
    )
    point = turning_point(result)
    budget = fmt.rupiah_words(point["budget_needed"])
    if point["value"] == last["value"]:
        return Finding(say("frontier.claim_flat", budget=budget), detail)
    share = fmt.percent(point["value"] / last["value"])
    return Finding(say("frontier.claim", share=share, budget=budget), detail)
