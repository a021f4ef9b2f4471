"""What objectives, the chain of evidence, alignment and changes say."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.plan import (
    CHANGE_KINDS,
    Alignment,
    Chain,
    Changes,
    History,
    Objectives,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, listed, of
from smartcity_analysis.report.labels import clause, table_title
from smartcity_analysis.report.texts import entry, say

PLANS = "programme_plans"
MOST_KINDS = 3
"""More kinds of change than that make a claim longer than a title may be."""


@of.register
def _(result: Objectives) -> Finding:
    count = len(result.table)
    if not count:
        return Finding(say("objectives.claim_none"), "")
    claim = say(
        "objectives.claim_all" if result.n_measured == count else "objectives.claim_some",
        measured=fmt.number(result.n_measured),
        count=fmt.number(count),
    )
    gaps = []
    for state, word in entry("objective_state").items():
        names = result.of_state(state)["short_name"]
        if state != "measured" and len(names):
            shown = listed([_called(name) for name in names])
            gaps.append(say("objectives.state", state=fmt.capitalised(word), names=shown))
    return Finding(claim, " ".join(gaps) or say("objectives.detail"))


def _called(name: object) -> str:
    return fmt.MISSING if fmt.is_missing(name) else clause(str(name))


@of.register
def _(result: Chain) -> Finding:
    rows, count = int(result.links["n_rows"].sum()), len(result.paths)
    detail = say("chain.detail_none")
    if rows:
        detail = say(
            "chain.detail",
            linked=fmt.number(int(result.links["n_linked"].sum())),
            rows=fmt.number(rows),
            loose=fmt.number(len(result.orphans) + len(result.unserved)),
        )
    if not count:
        return Finding(say("chain.claim_none"), detail)
    claim = say(
        "chain.claim_all" if result.n_complete == count else "chain.claim_some",
        complete=fmt.number(result.n_complete),
        count=fmt.number(count),
    )
    return Finding(claim, detail)


@of.register
def _(result: Alignment) -> Finding:
    count, left = len(result.priorities), result.unserved
    if not count:
        return Finding(say("alignment_plan.claim_no_axis"), "")
    if not result.n_programmes:
        return Finding(say("alignment_plan.claim_no_programme"), "")
    claim = say(
        "alignment_plan.claim_left" if len(left) else "alignment_plan.claim_all",
        left=fmt.number(len(left)),
        count=fmt.number(count),
    )
    detail = say("alignment_plan.every")
    if len(result.unaligned):
        programmes = fmt.number(result.n_programmes)
        idle = fmt.number(len(result.unaligned))
        detail = say("alignment_plan.idle", idle=idle, count=programmes)
    if len(left):
        names = listed([_called(statement) for statement in left["statement"]])
        detail = say("alignment_plan.left", names=names) + " " + detail
    return Finding(claim, detail)


@of.register
def _(result: Changes) -> Finding:
    since, programmes, items = fmt.number(result.since), result.programmes, result.items
    if not result.compared:
        return Finding(say("changes.claim_unknown", since=since), "")
    told = [
        say(
            "changes.compared",
            rows=fmt.number(result.n_rows),
            tables=fmt.number(len(result.compared)),
        )
    ]
    if items.empty:
        return Finding(say("changes.claim_none", since=since), told[0])
    if programmes.empty:
        return Finding(
            say("changes.claim_rows", count=fmt.number(len(items)), since=since),
            f"{told[0]} {_others(items)}".strip(),
        )
    kinds = kinds_of(programmes)
    count = fmt.number(len(programmes))
    claim = say("changes.claim_programmes", count=count, since=since)
    if len(kinds) <= MOST_KINDS:
        claim = say("changes.claim_kinds", count=count, since=since, kinds=", ".join(kinds))
    else:
        told.append(say("changes.kinds", kinds=fmt.words(kinds)))
    told.append(_others(items[items["table"] != PLANS]))
    if len(result.unexplained):
        rows = result.unexplained
        names = listed([_called(name) for name in rows["name"].fillna(rows["code"])])
        told.append(say("changes.unexplained", names=names))
    return Finding(claim, " ".join(filter(None, told)))


def kinds_of(items: pd.DataFrame) -> list[str]:
    """Count changes by kind, in the order of the texts: ["1 ditambah", "2 digeser"]."""
    found, words = items["change"].value_counts(), entry("change")
    return [
        say("changes.kind", count=fmt.number(int(found[kind])), change=words[kind])
        for kind in CHANGE_KINDS
        if kind in found
    ]


def _others(items: pd.DataFrame) -> str:
    """Tell of the other worksheets: what changed by itself, what came or went with a programme."""
    alone, told = items[~items["follows"].astype(bool)], []
    if len(alone):
        tables = listed([table_title(name) for name in dict.fromkeys(alone["table"])])
        told.append(say("changes.others", count=fmt.number(len(alone)), tables=tables))
    if len(alone) < len(items):
        told.append(say("changes.follow", count=fmt.number(len(items) - len(alone))))
    return " ".join(told)


@of.register
def _(result: History) -> Finding:
    first = fmt.number(min(result.since))
    rows = result.table.drop_duplicates(["stage", "table", "code"])
    if rows.empty:
        return Finding(say("history.claim_none", first=first), "")
    plans = rows[rows["table"] == PLANS]
    counted = rows if plans.empty else plans
    stages = [
        say("history.stage", stage=fmt.number(int(stage)), count=fmt.number(int(count)))
        for stage, count in counted.groupby("stage").size().reset_index().to_numpy()
    ]
    claim = say(
        "history.claim_rows" if plans.empty else "history.claim_programmes",
        count=fmt.number(len(counted)),
        first=first,
    )
    told = [say("history.detail", stages=fmt.words(stages))]
    if len(rows) > len(counted):
        told.append(_others(rows[rows["table"] != PLANS]))
    return Finding(claim, " ".join(told))
