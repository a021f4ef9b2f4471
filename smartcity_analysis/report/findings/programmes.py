"""What the long list, its look-alikes and its blanks say."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.plan import NoRanking, Programmes, Similar, Unranked
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, named, of
from smartcity_analysis.report.texts import say


@of.register
def _(result: Programmes) -> Finding:
    count, planned = fmt.number(len(result.table)), len(result.planned)
    if result.table.empty:
        return Finding(say("programme_list.claim_none"), "")
    if not planned:
        return Finding(say("programme_list.claim_unplanned", count=count), "")
    empty = result.by_subdimension[result.by_subdimension["n_planned"] == 0]
    if empty.empty:
        claim = say("programme_list.claim_full", planned=fmt.number(planned), count=count)
    else:
        claim = say(
            "programme_list.claim_empty_parts",
            planned=fmt.number(planned),
            count=count,
            empty=fmt.number(len(empty)),
        )
    sentences = [_empty(empty), _cost(result), _samples(result)]
    short = say("programme_list.claim", planned=fmt.number(planned), count=count)
    return Finding(claim, " ".join(filter(None, sentences)), short=short)


def _empty(parts: pd.DataFrame) -> str:
    return say("programme_list.empty", names=named(parts["name"])) if len(parts) else ""


def _cost(result: Programmes) -> str:
    cost = result.planned["cost_rupiah"]
    unpriced = int(cost.isna().sum())
    told = fmt.rupiah_words(cost.sum())
    if not unpriced:
        return say("programme_list.cost", cost=told)
    return say("programme_list.cost_unpriced", cost=told, count=fmt.number(unpriced))


def _samples(result: Programmes) -> str:
    made_up = int((result.planned["status"] == "sample").sum())
    return say("programme_list.sample", count=fmt.number(made_up)) if made_up else ""


@of.register
def _(result: Similar) -> Finding:
    if result.n_programmes < 2:
        return Finding(say("similar.claim_few"), "")
    if not result.n_groups:
        detail = say("similar.detail_none", count=fmt.number(result.n_programmes))
        return Finding(say("similar.claim_none"), detail)
    claim = say("similar.claim", count=fmt.number(result.n_groups))
    return Finding(claim, say("similar.detail"), short=claim)


@of.register
def _(result: Unranked) -> Finding:
    if not result.n_planned:
        return Finding(say("unranked.claim_empty"), "")
    if not result.n_criteria:
        return Finding(say("unranked.claim_no_criteria"), say("no_ranking.why.no_criteria"))
    if result.table.empty:
        return Finding(say("unranked.claim_none"), "")
    claim = say(
        "unranked.claim",
        count=fmt.number(len(result.table)),
        planned=fmt.number(result.n_planned),
    )
    blanks = result.table["missing"].explode().value_counts()
    detail = say(
        "unranked.detail", criterion=blanks.index[0], count=fmt.number(int(blanks.iloc[0]))
    )
    return Finding(claim, detail, short=claim)


@of.register
def _(result: NoRanking) -> Finding:
    detail = say(
        f"no_ranking.why.{result.reason}",
        complete=fmt.number(result.n_complete),
        planned=fmt.number(result.n_planned),
    )
    claim = say(f"no_ranking.claim.{result.step}")
    return Finding(claim, detail, short=claim)
