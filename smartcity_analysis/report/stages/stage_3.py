"""What stage 3 says first: programmes and who leads them, what is funded, what has to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smartcity_analysis.analysis.action_plan import Cards, Checks, QuickWinCards
from smartcity_analysis.analysis.plan import Changes
from smartcity_analysis.analysis.status import Status
from smartcity_analysis.intake import City
from smartcity_analysis.reference import dimensions
from smartcity_analysis.report import findings
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.stages.base import Card, any_sample, of_total
from smartcity_analysis.report.texts import say


@dataclass(frozen=True, slots=True)
class Stage3:
    """The results of stage 3, found by their type."""

    cards_: Cards
    quick_wins: QuickWinCards
    checks: Checks
    changes: Changes
    status: Status

    @property
    def sample(self) -> bool:
        """Whether anything on the page rests on made-up judgements."""
        return any_sample(self.cards_, self.quick_wins, self.checks, self.changes)

    def headline(self) -> str:
        """Say in one line what the page found."""
        if not self.cards_.n_cards:
            return findings.of(self.cards_).claim
        return say(
            "stage_3.headline",
            programmes=fmt.number(self.cards_.n_cards),
            agencies=fmt.number(self.cards_.n_agencies),
            cost=fmt.rupiah_words(self.cards_.cost_rupiah),
        )

    def decision(self) -> str:
        """Name the decision that is asked for, and how firm its ground is."""
        if not self.cards_.n_cards:
            return say("stage_3.decision_none")
        if self.checks.n_failed:
            return say(
                "stage_3.decision_mend",
                failures=fmt.number(self.checks.n_failures),
                failed=fmt.number(self.checks.n_failed),
                checks=fmt.number(self.checks.n_checks),
            )
        return say("stage_3.decision", programmes=fmt.number(self.cards_.n_cards))

    def cards(self) -> list[Card]:
        """Give the key figures: value, unit, what it says."""
        checks = self.checks
        return [
            of_total(self.cards_.n_complete, self.cards_.n_cards, say("stage_3.card_complete")),
            self._funded(),
            *self.lasting().values(),
            of_total(checks.n_passed, checks.n_checks, say("stage_3.card_checks")),
        ]

    def _funded(self) -> Card:
        cost = fmt.rupiah_words(self.cards_.cost_rupiah)
        return fmt.percent(self.cards_.funded_share), "", say("stage_3.card_funded", cost=cost)

    def lasting(self) -> Mapping[str, Card]:
        """Give the figures that outlive the stage, for the index of the city."""
        return {
            "quick_wins": of_total(
                self.quick_wins.n_working, len(dimensions()), say("stage_3.card_quick_wins")
            )
        }

    def line(self, city: City) -> str:
        """Say what the page rests on."""
        return say(
            "stage_3.line",
            activities=fmt.number(len(self.cards_.activities)),
            indicators=fmt.number(len(self.cards_.indicators)),
            reports=fmt.number(len(self.quick_wins.history)),
            cut_off=fmt.day(city.cut_off),
        )

    def asked(self, city: City) -> list[str]:
        """List the decisions that are asked for."""
        asked = [self.decision()]
        open_cards = self.cards_.n_cards - self.cards_.n_complete
        if open_cards:
            asked.append(say("stage_3.ask_cards", count=fmt.number(open_cards)))
        if len(self.changes.programmes):
            count = fmt.number(len(self.changes.programmes))
            asked.append(say("stage_3.ask_changes", count=count))
        return [*asked, say("stage_3.ask_progress")]


COMPOSITION = Stage3
