"""What the results of stages 2–4 must fulfil."""

from __future__ import annotations

from smartcity_analysis.analysis.action_plan import Cards, Checks, QuickWinCards
from smartcity_analysis.analysis.monitoring import (
    Baseline,
    Commitments,
    Documents,
    Frame,
    SelfEvaluation,
)
from smartcity_analysis.analysis.plan import (
    Alignment,
    Chain,
    Changes,
    Objectives,
    Roadmap,
    Strategies,
    Unranked,
)
from smartcity_analysis.analysis.quick_win import QuickWins
from smartcity_analysis.analysis.status._rules import Facts, Rule, rules_of
from smartcity_analysis.analysis.weights import AhpGroup, DirectWeights
from smartcity_analysis.reference import dimensions

BLANKS = ("cost_known", "ceiling_known")
"""Checks that find money not yet known, and nothing that contradicts itself."""

# ---- Stage 2 ------------------------------------------------------------------------------------


@rules_of.register
def _(result: Strategies, facts: Facts) -> list[Rule]:
    loose = int((~result.table["sound"]).sum())
    return [Rule("strategies", "note", loose, len(result.table), needed=True)]


@rules_of.register
def _(result: Objectives, facts: Facts) -> list[Rule]:
    open_ends = len(result.table) - result.n_measured
    return [Rule("objectives", "note", open_ends, len(result.table), needed=True)]


@rules_of.register
def _(result: Chain, facts: Facts) -> list[Rule]:
    broken = len(result.paths) - result.n_complete
    return [Rule("chain", "blocking", broken, len(result.paths), needed=True)]


@rules_of.register
def _(result: Alignment, facts: Facts) -> list[Rule]:
    return [
        Rule("priorities", "note", len(result.unserved), len(result.priorities), needed=True),
        Rule("aligned", "note", len(result.unaligned), result.n_programmes),
    ]


@rules_of.register
def _(result: AhpGroup, facts: Facts) -> list[Rule]:
    inconsistent = 0 if result.consistent else result.n_raters
    return [
        Rule("group_consistent", "blocking", inconsistent, result.n_raters),
        Rule("raters_consistent", "note", len(result.inconsistent), result.n_raters),
    ]


@rules_of.register
def _(result: DirectWeights, facts: Facts) -> list[Rule]:
    return [Rule("criteria_compared", "blocking", 1, 1)]


@rules_of.register
def _(result: Unranked, facts: Facts) -> list[Rule]:
    return [Rule("ranked", "note", len(result.table), result.n_planned, needed=True)]


@rules_of.register
def _(result: QuickWins, facts: Facts) -> list[Rule]:
    every = len(dimensions())
    unproved = int((result.chosen["gate_state"] != "pass").sum())
    return [
        Rule("one_per_dimension", "blocking", every - len(result.chosen), every),
        Rule("gates_passed", "blocking", unproved, len(result.chosen)),
    ]


@rules_of.register
def _(result: Roadmap, facts: Facts) -> list[Rule]:
    unpriced = int(result.table["cost_rupiah"].isna().sum())
    faulty = result.faults["programme"].nunique()
    return [
        Rule("priced", "note", unpriced, len(result.table), needed=True),
        Rule("roadmap_fits", "note", faulty, len(result.table)),
    ]


@rules_of.register
def _(result: Changes, facts: Facts) -> list[Rule]:
    return [Rule("explained", "note", len(result.unexplained), len(result.programmes))]


# ---- Stage 3 ------------------------------------------------------------------------------------


@rules_of.register
def _(result: Cards, facts: Facts) -> list[Rule]:
    open_cards = result.n_cards - result.n_complete
    return [Rule("cards", "note", open_cards, result.n_cards, needed=True)]


@rules_of.register
def _(result: QuickWinCards, facts: Facts) -> list[Rule]:
    every = len(dimensions())
    silent = result.n_quick_wins - result.n_reported
    return [
        Rule("quick_wins_set", "blocking", len(result.dimensions_without), every),
        Rule("progress", "note", silent, result.n_quick_wins),
    ]


@rules_of.register
def _(result: Checks, facts: Facts) -> list[Rule]:
    failed, blank = result.table["state"] == "failed", result.table["check"].isin(BLANKS)
    tried = result.table["state"] != "nothing"
    return [
        Rule(
            "consistent",
            "blocking",
            int((failed & ~blank).sum()),
            int((tried & ~blank).sum()),
            needed=True,
        ),
        Rule("money_known", "note", int((failed & blank).sum()), int((tried & blank).sum())),
    ]


# ---- Stage 4 ------------------------------------------------------------------------------------


@rules_of.register
def _(result: Commitments, facts: Facts) -> list[Rule]:
    unsigned = int((result.table["signed"] != "yes").sum())
    missing = len(result.agencies_without)
    return [
        Rule("signed", "blocking", unsigned, len(result.table), needed=True),
        Rule("committed", "blocking", missing, missing + result.table["agency"].nunique()),
    ]


@rules_of.register
def _(result: Documents, facts: Facts) -> list[Rule]:
    unfinished = int((result.table["state"] != "final").sum())
    open_reviews = int((result.reviews["state"] == "open").sum())
    return [
        Rule("documents", "blocking", unfinished, len(result.table)),
        Rule("reviewed", "blocking", open_reviews, len(result.reviews)),
    ]


@rules_of.register
def _(result: Frame, facts: Facts) -> list[Rule]:
    return [Rule("watched", "note", result.n - result.n_complete, result.n, needed=True)]


@rules_of.register
def _(result: Baseline, facts: Facts) -> list[Rule]:
    differing = len(result.differences) if result.state == "differs" else 0
    missing = len(result.missing)
    return [
        Rule("frozen", "blocking", differing, len(result.table), needed=True),
        Rule("measured", "note", missing, missing + len(result.table)),
    ]


@rules_of.register
def _(result: SelfEvaluation, facts: Facts) -> list[Rule]:
    return [Rule("evaluation", "note", len(result.cost), len(result.questions), needed=True)]
