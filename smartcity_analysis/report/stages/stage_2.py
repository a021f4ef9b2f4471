"""What stage 2 says first: the quick wins, when they are felt and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis.plan import Alignment, Chain, Objectives, Roadmap
from smartcity_analysis.analysis.quick_win import QuickWins
from smartcity_analysis.analysis.status import Status
from smartcity_analysis.intake import City
from smartcity_analysis.reference import dimensions
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.stages.base import Card, any_sample, of_total
from smartcity_analysis.report.texts import say


@dataclass(frozen=True, slots=True)
class Stage2:
    """The results of stage 2, found by their type."""

    objectives: Objectives
    chain: Chain
    alignment: Alignment
    quick_wins: QuickWins
    roadmap: Roadmap
    status: Status

    @property
    def sample(self) -> bool:
        """Whether anything on the page rests on made-up judgements."""
        return any_sample(self.objectives, self.chain, self.quick_wins, self.roadmap)

    def headline(self) -> str:
        """Say in one line what the page found."""
        return findings.of(self.quick_wins).claim

    def decision(self) -> str:
        """Name the decision that is asked for, and how firm its ground is."""
        chosen = self.quick_wins.chosen
        if chosen.empty:
            return say("stage_2.decision_none")
        values = {
            "names": fmt.words(chosen["short_name"].tolist()),
            "cost": fmt.rupiah_words(self.quick_wins.spent),
            "last": fmt.year(self.roadmap.last_year),
        }
        told = say("stage_2.decision", **values)
        if self.quick_wins.sample and len(self.quick_wins.official):
            told = f"{told} {say('stage_2.decision_sample')}"
        without = labels.dimension_names(self.quick_wins.without)
        if without:
            return f"{told} {say('stage_2.decision_without', dimensions=fmt.words(without))}"
        shaky = chosen.dropna(subset=["margin"]).nsmallest(1, "margin")
        return told if shaky.empty else f"{told} {_thinnest(shaky.iloc[0])}"

    def cards(self) -> list[Card]:
        """Give the key figures: value, unit, what it says."""
        chain, objectives = self.chain, self.objectives
        return [
            *self.lasting().values(),
            self._roadmap(),
            of_total(objectives.n_measured, len(objectives.table), say("stage_2.card_objectives")),
            of_total(chain.n_complete, len(chain.paths), say("stage_2.card_chain")),
        ]

    def lasting(self) -> Mapping[str, Card]:
        """Give the figures that outlive the stage, for the index of the city."""
        quick_wins = self.quick_wins
        return {
            "quick_wins": (
                fmt.number(len(quick_wins.chosen)),
                say("opening.card_of", count=fmt.number(len(dimensions()))),
                say("stage_2.card_quick_wins", cost=fmt.rupiah_words(quick_wins.spent)),
            )
        }

    def _roadmap(self) -> Card:
        roadmap = self.roadmap
        total = fmt.rupiah_words(roadmap.total_rupiah)
        span = fmt.year_span(roadmap.first_year, roadmap.last_year)
        open_cost = fmt.rupiah_words(roadmap.without_ceiling_rupiah)
        return total, span, say("stage_2.card_roadmap", open_cost=open_cost)

    def line(self, city: City) -> str:
        """Say what the page rests on."""
        return say(
            "stage_2.line",
            programmes=fmt.number(len(self.roadmap.table)),
            objectives=fmt.number(len(self.objectives.table)),
            priorities=fmt.number(len(self.alignment.priorities)),
            cut_off=fmt.day(city.cut_off),
        )

    def asked(self, city: City) -> list[str]:
        """List the decisions that are asked for."""
        asked = [self.decision(), say("stage_2.ask_roadmap", **self._years())]
        unserved = self.alignment.unserved
        if len(unserved):
            names = fmt.words(unserved["statement"].tolist())
            asked.append(say("stage_2.ask_priorities", priorities=names))
        open_cost = self.roadmap.without_ceiling_rupiah
        if not fmt.is_missing(open_cost) and open_cost > 0:
            asked.append(say("stage_2.ask_ceiling", cost=fmt.rupiah_words(open_cost)))
        return asked

    def _years(self) -> dict[str, str]:
        first, last = self.roadmap.first_year, self.roadmap.last_year
        return {"first": fmt.year(first), "last": fmt.year(last)}


def _thinnest(row: pd.Series[Any]) -> str:
    """Say where the choice is closest, or where the budget made way for a lower score."""
    behind = row["margin"] < 0
    return say(
        "stage_2.decision_behind" if behind else "stage_2.decision_shaky",
        dimension=labels.dimension_names([row["dimension"]])[0],
        chosen=row["short_name"],
        other=row["runner_up"],
        margin=findings.base.distance(row["margin"]),
    )


COMPOSITION = Stage2
