"""What the gates, impact against effort and the choice of quick wins say."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.quick_win import Gates, ImpactEffort, QuickWins
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.findings.base import Finding, named, of
from smartcity_analysis.report.texts import say

NAMES = 6


@of.register
def _(result: Gates) -> Finding:
    count = fmt.number(len(result.table))
    if result.table.empty:
        return Finding(say("gates.claim_none"), say("gates.fill"))
    passed = result.count("pass")
    claim = (
        say("gates.claim", passed=fmt.number(passed), count=count)
        if passed
        else say("gates.claim_none_pass", count=count)
    )
    late = result.table.loc[result.table["not_within_year"], "short_name"]
    failed = result.table.loc[result.table["gate_state"] == "fail", "short_name"]
    n_open = result.count("open")
    sentences = [
        say("gates.open", count=fmt.number(n_open)) if n_open else "",
        say("gates.failed", count=fmt.number(len(failed)), names=named(failed))
        if len(failed)
        else "",
        say("gates.not_within_year", names=named(late)) if len(late) else "",
    ]
    return Finding(claim, " ".join(filter(None, sentences)), short=claim)


@of.register
def _(result: ImpactEffort) -> Finding:
    if result.reason:
        return Finding(
            say("impact_effort.claim_nothing"), say(f"impact_effort.why.{result.reason}")
        )
    counts = result.by_quadrant.set_index("quadrant")["n_programmes"]
    claim = (
        say(
            "impact_effort.claim",
            count=fmt.number(int(counts["quick_win"])),
            all=fmt.number(len(result.table)),
        )
        if counts["quick_win"]
        else say("impact_effort.claim_none")
    )
    detail = say(
        "impact_effort.others",
        big=fmt.number(int(counts["big_project"])),
        filler=fmt.number(int(counts["filler"])),
        reconsider=fmt.number(int(counts["reconsider"])),
    )
    on_line = result.table.loc[result.table["on_line"].astype(bool), "short_name"]
    if len(on_line):
        detail += " " + say("impact_effort.on_line", names=named(on_line))
    return Finding(claim, detail, short=claim)


@of.register
def _(result: QuickWins) -> Finding:
    if result.chosen.empty:
        why = _gap("left_out", result.left_out) or say("quick_wins.none")
        return Finding(say("quick_wins.claim_none"), why)
    gaps = (_gap("missing", result.missing), _gap("left_out", result.left_out))
    sentences = [*gaps, _money(result), _open(result), _samples(result)]
    given = {"count": fmt.number(len(result.chosen)), "spent": fmt.rupiah_words(result.spent)}
    short = say("quick_wins.claim", **given)
    claim = (
        say("quick_wins.claim_official", **given, same=fmt.number(result.n_same))
        if len(result.official)
        else short
    )
    return Finding(claim, " ".join(filter(None, sentences)), short=short)


def _gap(gap: str, codes: tuple[str, ...]) -> str:
    """Say which dimensions have no quick win."""
    names = named(labels.dimension_names(codes), at_most=NAMES)
    return say(f"quick_wins.{gap}", names=names) if codes else ""


def _money(result: QuickWins) -> str:
    if pd.isna(result.budget):
        return say("quick_wins.no_budget")
    left = result.budget - result.spent
    return say(
        "quick_wins.budget", budget=fmt.rupiah_words(result.budget), left=fmt.rupiah_words(left)
    )


def _open(result: QuickWins) -> str:
    waiting = result.chosen.loc[result.chosen["gate_state"] == "open", "short_name"]
    return say("quick_wins.open", names=named(waiting, at_most=NAMES)) if len(waiting) else ""


def inputs(result: QuickWins) -> str:
    """Name the inputs that hold made-up rows."""
    return fmt.words([say(f"made_up.{name}") for name in result.made_up])


def _samples(result: QuickWins) -> str:
    return say("quick_wins.sample", names=inputs(result)) if result.made_up else ""
