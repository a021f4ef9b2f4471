"""Whether raters agree, who departs from them, and what they choose together."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.agreement import (
    BlockAgreement,
    Borda,
    Consensus,
    Copeland,
    KendallW,
    Outliers,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import (
    NAMED_AT_MOST,
    Finding,
    amount,
    named,
    of,
    p_value,
)
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import entry, say

AGREEMENT = ((0.7, "strong"), (0.5, "moderate"), (0.3, "weak"))
SIGNIFICANT = 0.05
ALIKE = 0.7
"""Blocks whose orders correlate at least so much are called alike."""


def agreement_word(result: KendallW) -> str:
    """Name how far raters agree, in the reader's language."""
    if fmt.is_missing(result.w):
        return say("agreement.unknown")
    if result.p_value >= SIGNIFICANT:
        return say("agreement.chance")
    return say(f"agreement.{next((n for floor, n in AGREEMENT if result.w >= floor), 'none')}")


def block_name(block: object) -> str:
    """Name a block of stakeholders, in Indonesian where it stands as its usual code."""
    return str(entry("block_name").get(block, clause(str(block))))


@of.register
def _(result: KendallW) -> Finding:
    if result.reason:
        detail = say("agreement_claim.undefined", reason=say(f"reason.{result.reason}"))
        return Finding(say("agreement_claim.claim_undefined"), detail)
    claim = say("agreement_claim.claim", word=agreement_word(result))
    detail = say(
        "agreement_claim.detail",
        w=fmt.number(result.w, 2),
        p=p_value(result.p_value),
        raters=fmt.number(result.n_raters),
        items=fmt.number(result.n_items),
    )
    if result.n_dropped:
        detail += " " + say("agreement_claim.dropped", count=fmt.number(result.n_dropped))
    return Finding(claim, detail, short=claim)


@of.register
def _(result: Consensus) -> Finding:
    orders = result.orders.set_index("alternative")
    places = ["mean_rank", "borda_rank", "copeland_rank"]
    first = [tuple(orders.index[orders[place] == 1]) for place in places]
    word = agreement_word(result.concordance)
    if len({frozenset(names) for names in first}) > 1:
        claim = say("consensus.claim_depends")
    elif len(first[0]) == 1:
        claim = say("consensus.claim", word=word, first=clause(str(first[0][0])))
    else:
        claim = say("consensus.claim_tied", word=word, names=named(first[0]))
    sentences = [_concordance(result)]
    if len({frozenset(names) for names in first}) > 1:
        mean, by_places, by_duels = (named(names) for names in first)
        sentences.insert(
            0, say("consensus.first_of", mean=mean, borda=by_places, copeland=by_duels)
        )
    if result.outliers.flagged:
        sentences.append(say("consensus.ask", raters=named(result.outliers.flagged)))
    if result.blocks is not None and (pair := furthest(result.blocks)) is not None:
        sentences.append(
            say(
                "consensus.apart",
                a=block_name(pair["block_a"]),
                b=block_name(pair["block_b"]),
                rho=fmt.number(pair["rho"], 2),
            )
        )
    return Finding(claim, " ".join(sentences), short=claim)


def _concordance(result: Consensus) -> str:
    counted = {"raters": fmt.number(result.n_raters), "units": fmt.number(result.n_units)}
    found = result.concordance
    if found.reason:
        return say("consensus.undefined", reason=say(f"reason.{found.reason}"), **counted)
    return say("consensus.detail", w=fmt.number(found.w, 2), p=p_value(found.p_value), **counted)


@of.register
def _(result: Outliers) -> Finding:
    known = result.table["rho"].notna()
    if result.flagged:
        claim = say(
            "outliers.claim_some",
            count=fmt.number(len(result.flagged)),
            raters=named(result.flagged),
        )
        return Finding(claim, say("outliers.detail"), short=claim)
    if not known.any():
        return Finding(say("outliers.claim_unknown"), "")
    compared = say(
        "outliers.compared",
        count=fmt.number(int(known.sum())),
        raters=fmt.number(len(result.table)),
    )
    return Finding(say("outliers.claim_none"), compared)


def furthest(result: BlockAgreement) -> pd.Series | None:
    """Find the pair of blocks whose orders are least alike; None when none can be compared."""
    known = result.pairs.dropna(subset=["rho"])
    return None if known.empty else known.iloc[int(known["rho"].to_numpy().argmin())]


@of.register
def _(result: BlockAgreement) -> Finding:
    pair = furthest(result)
    left = say("blocks.unassigned", raters=named(result.unassigned)) if result.unassigned else ""
    if pair is None:
        return Finding(say("blocks.claim_none"), left)
    claim = (
        say("blocks.claim_alike")
        if pair["rho"] >= ALIKE
        else say(
            "blocks.claim_apart",
            a=fmt.capitalised(block_name(pair["block_a"])),
            b=block_name(pair["block_b"]),
        )
    )
    detail = say("blocks.detail", rho=fmt.number(pair["rho"], 2))
    return Finding(claim, f"{detail} {left}".strip(), short=claim)


@of.register
def _(result: Borda) -> Finding:
    known = result.table.dropna(subset=["share"])
    if len(result.winners) > 1:
        claim = say("borda.claim_tied", names=named(result.winners))
    else:
        claim = say("borda.claim", first=clause(str(result.winners[0])))
    words = {
        "share": fmt.percent(known["share"].iloc[0]),
        "voters": amount(result.n_voters),
    }
    if len(known) == len(result.winners):
        return Finding(claim, say("borda.detail_alone", **words), short=claim)
    row = known.iloc[len(result.winners)]
    detail = say(
        "borda.detail",
        next=clause(str(row["alternative"])),
        next_share=fmt.percent(row["share"]),
        **words,
    )
    return Finding(claim, detail, short=claim)


@of.register
def _(result: Copeland) -> Finding:
    first = clause(str(result.winners[0]))
    if result.condorcet is not None:
        claim = say("copeland.claim", first=first)
    elif len(result.winners) > 1:
        claim = say("copeland.claim_tied", names=named(result.winners, at_most=NAMED_AT_MOST))
    else:
        claim = say("copeland.claim_first", first=first)
    row = result.table.iloc[0]
    detail = say(
        "copeland.detail",
        wins=fmt.number(row["wins"]),
        ties=fmt.number(row["ties"]),
        losses=fmt.number(row["losses"]),
        voters=amount(result.n_voters),
    )
    return Finding(claim, detail, short=claim)
