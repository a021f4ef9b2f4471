"""What stage 1 says first: headline, decision box, key figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.analysis.readiness import Readiness
from smartcity_analysis.analysis.status import Status
from smartcity_analysis.analysis.swot import SwotPosition
from smartcity_analysis.intake import City
from smartcity_analysis.reference import area_name
from smartcity_analysis.report import findings
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.labels import disputed
from smartcity_analysis.report.stages.base import Card, any_sample
from smartcity_analysis.report.texts import entry, say

MOST_PRIORITIES = 3


@dataclass(frozen=True, slots=True)
class Stage1:
    """The results of stage 1, found by their type."""

    coverage: Coverage
    readiness: Readiness
    gap: Gap
    swot: SwotPosition
    issues: UsgRanking
    status: Status

    @property
    def sample(self) -> bool:
        """Whether anything on the page rests on made-up judgements."""
        return any_sample(self.readiness, self.gap, self.swot, self.issues)

    def headline(self) -> str:
        """Say in one line what the page found."""
        return f"{findings.of(self.issues).short}; {findings.of(self.swot).short}"

    def decision(self) -> str:
        """Name the decision that is asked for, and how firm its ground is."""
        top = self.issues.top(MOST_PRIORITIES)
        if len(top) > MOST_PRIORITIES:
            return say("opening.decision_tied", count=fmt.number(len(top)))
        return say(
            "opening.decision",
            issues=fmt.words(top["short_name"].tolist()),
            firmness=self._runner_up() or self._firmness(top),
        )

    def _firmness(self, top: pd.DataFrame) -> str:
        """Say how surely the first and the shakiest of the priorities belong to them."""
        weakest = int(top["top3_share"].to_numpy().argmin())
        each = [
            say(
                "opening.firm_each",
                issue=row["short_name"],
                share=fmt.of_hundred(row["top3_share"]),
            )
            for _, row in top.iloc[sorted({0, weakest})].iterrows()
        ]
        return "; ".join(each) + "."

    def _runner_up(self) -> str:
        """Name the issue that might as well stand third."""
        rated = self.issues.table.dropna(subset=["total", "group"])
        if len(rated) <= MOST_PRIORITIES:
            return ""
        last, following = rated.iloc[MOST_PRIORITIES - 1], rated.iloc[MOST_PRIORITIES]
        if last["group"] != following["group"]:
            return ""
        return say(
            "opening.runner_up",
            last=last["short_name"],
            next=following["short_name"],
            last_share=fmt.share_of_draws(last["top3_share"]),
            next_share=fmt.share_of_draws(following["top3_share"]),
        )

    def cards(self) -> list[Card]:
        """Give the key figures: value, unit, what it says."""
        return [self._readiness(), self._gap(), self._swot(), self._agreement()]

    def lasting(self) -> Mapping[str, Card]:
        """Give the figures that outlive the stage, for the index of the city."""
        names = fmt.words(self.issues.top(MOST_PRIORITIES)["short_name"].tolist())
        return {
            "readiness": self._readiness(),
            "gap": self._gap(),
            "position": self._swot(),
            "issues": (names, "", say("lasting.issues")),
        }

    def line(self, city: City) -> str:
        """Say what the page rests on."""
        coverage = findings.of(self.coverage)
        return say(
            "coverage.line",
            submitted=coverage.claim,
            evidenced=fmt.number(self.coverage.n_supported),
            factors=fmt.number(self.coverage.n_factors),
            raters=fmt.number(self.swot.n_raters),
            cut_off=fmt.day(city.cut_off),
        )

    def asked(self, city: City) -> list[str]:
        """List the decisions that are asked for."""
        coverage = self.coverage
        values = {
            "issues": fmt.words(self.issues.top(MOST_PRIORITIES)["short_name"].tolist()),
            "missing": fmt.number(coverage.n_agencies - coverage.n_received),
            "agencies": fmt.number(coverage.n_agencies),
            "conflicts": fmt.number(disputed(city)),
        }
        items = [item.format(**values) for item in entry("decide.items")]
        if coverage.n_received == coverage.n_agencies:
            items = [item for item in items if say("decide.deadline") not in item]
        return items

    def _readiness(self) -> Card:
        if fmt.is_missing(self.readiness.mean):
            return fmt.MISSING, "", say("opening.card_readiness_none")
        says = say("opening.card_readiness", target=fmt.number(self.readiness.target_mean, 1))
        return fmt.number(self.readiness.mean, 1), _of(len(self.readiness.labels)), says

    def _gap(self) -> Card:
        better, worse, same = findings.verdicts(self.gap, "province")
        compared = better + worse + same
        says = say("opening.card_gap", province=area_name(self.gap.province))
        if compared == 0:
            return fmt.MISSING, "", findings.of(self.gap).claim
        return fmt.number(worse), _of(compared), says

    def _swot(self) -> Card:
        position = fmt.capitalised(say(f"position.{self.swot.position}"))
        if self.swot.position == "unknown" or fmt.is_missing(self.swot.draws_agree):
            return position, "", findings.of(self.swot).short
        draws = fmt.of_hundred(self.swot.draws_agree)
        return position, "", say("opening.card_swot", draws=draws)

    def _agreement(self) -> Card:
        word = findings.agreement_word(self.issues.agreement)
        return (
            fmt.number(self.issues.agreement.w, 2),
            "",
            say("opening.card_agreement", word=word),
        )


def _of(count: int) -> str:
    return say("opening.card_of", count=fmt.number(count))


COMPOSITION = Stage1
