"""The executive summary: two printed pages before the decisions that are asked for."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.action_plan import Cards, QuickWinCards
from smartcity_analysis.analysis.monitoring import Baseline, Commitments, Documents
from smartcity_analysis.analysis.plan import HORIZONS, Roadmap
from smartcity_analysis.intake import City
from smartcity_analysis.intake.frozen import Frozen
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks import marked
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    cards,
    heading,
    paragraph,
    table,
    trails,
)
from smartcity_analysis.report.stages.base import any_sample
from smartcity_analysis.report.texts import say

MOST_RISKS = 5


def summary(
    city: City,
    analysis: Frozen,
    quick_wins: QuickWinCards,
    roadmap: Roadmap,
    plan: Cards,
    documents: Documents,
    commitments: Commitments,
    baseline: Baseline,
) -> Block:
    """Sum up the plan for those who decide: position, quick wins, ten years, money, risks.

    Parameters
    ----------
    city : City
    analysis : Frozen
        Stage 1 as it was frozen; its key figures are repeated, not recomputed.
    quick_wins : QuickWinCards
    roadmap : Roadmap
    plan : Cards
    documents : Documents
    commitments : Commitments
    baseline : Baseline

    Returns
    -------
    Block
    """
    sample = any_sample(quick_wins, roadmap, plan, documents, commitments, baseline)
    lasting = analysis.manifest.get("page", {}).get("lasting", {})
    claim = findings.of(roadmap).claim
    parts = {
        "position": cards([tuple(card) for card in lasting.values()]),
        "quick_wins": _quick_wins(quick_wins),
        "roadmap": _horizons(roadmap),
        "risks": _risks(plan),
        "readiness": bullets(str(findings.of(r).claim) for r in (documents, commitments, baseline)),
    }
    body = heading(marked(claim, sample=sample), level=3) + Markup("").join(
        heading(say(f"summary.{name}"), level=4) + part for name, part in parts.items()
    )
    return Block("ringkasan-eksekutif", body, f"{city.name}: {claim}", sample=sample)


def _quick_wins(result: QuickWinCards) -> Markup:
    rows = result.cards
    shown = rows.assign(name=trails(rows["programme"], rows["short_name"]))
    columns = [
        Column("name", header=say("column.quick_win")),
        Column("dimension", labels.dimension_name),
        Column("state", labels.spoken("quick_win_state")),
        Column("progress_percent", fmt.hundredths, number=True),
        Column("launch", fmt.day),
        Column("cost_rupiah", fmt.rupiah_words, number=True),
    ]
    return table(shown, columns, caption=say("summary.caption_quick_wins"))


def _horizons(roadmap: Roadmap) -> Markup:
    groups = roadmap.table.groupby("horizon")
    rows = [
        (name, len(rows), rows["cost_rupiah"].sum(min_count=1))
        for name in HORIZONS
        if name in groups.groups
        for rows in [groups.get_group(name)]
    ]
    frame = pd.DataFrame(rows, columns=["horizon", "n_programmes", "cost_rupiah"])
    columns = [
        Column("horizon", labels.spoken("horizon")),
        Column("n_programmes", fmt.number, number=True),
        Column("cost_rupiah", fmt.rupiah_words, number=True),
    ]
    told = table(frame, columns, caption=say("summary.caption_roadmap"))
    open_cost = fmt.rupiah_words(roadmap.without_ceiling_rupiah)
    return told + paragraph(say("summary.open_cost", cost=open_cost))


def _risks(plan: Cards) -> Markup:
    """List the risks of the dearest programmes; the money says where a risk weighs most."""
    known = plan.cards.dropna(subset=["risk"]).sort_values(
        "cost_rupiah", ascending=False, kind="stable", na_position="last"
    )
    if known.empty:
        return paragraph(say("summary.no_risks"))
    listed = known.head(MOST_RISKS)
    return bullets(
        f"{name}: {risk}" for name, risk in zip(listed["short_name"], listed["risk"], strict=True)
    )
