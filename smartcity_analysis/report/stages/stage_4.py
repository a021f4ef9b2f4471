"""What stage 4 says first: whether the plan is ready to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smartcity_analysis.analysis.action_plan import QuickWinCards
from smartcity_analysis.analysis.monitoring import (
    Baseline,
    Commitments,
    Documents,
    Frame,
    SelfEvaluation,
)
from smartcity_analysis.analysis.status import Status
from smartcity_analysis.intake import City
from smartcity_analysis.reference import dimensions
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.stages.base import Card, any_sample, of_total
from smartcity_analysis.report.texts import say


@dataclass(frozen=True, slots=True)
class Stage4:
    """The results of stage 4, found by their type."""

    commitments: Commitments
    documents: Documents
    baseline: Baseline
    frame: Frame
    evaluation: SelfEvaluation
    quick_wins: QuickWinCards
    status: Status

    @property
    def sample(self) -> bool:
        """Whether anything on the page rests on made-up judgements."""
        return any_sample(
            *(self.commitments, self.documents, self.baseline, self.frame),
            *(self.evaluation, self.quick_wins),
        )

    def headline(self) -> str:
        """Say in one line what the page found."""
        return say(f"stage_4.headline.{self.status.state}", **self._counts())

    def decision(self) -> str:
        """Name the decision that is asked for, and how firm its ground is."""
        blocking = int((self.status.failing["effect"] == "blocking").sum())
        if blocking:
            return say("stage_4.decision_wait", count=fmt.number(blocking))
        return say("stage_4.decision", **self._counts())

    def _counts(self) -> dict[str, str]:
        documents, signed = self.documents.table, self.commitments.table["signed"]
        return {
            "final": fmt.number(int((documents["state"] == "final").sum())),
            "documents": fmt.number(len(documents)),
            "signed": fmt.number(int((signed == "yes").sum())),
            "commitments": fmt.number(len(signed)),
        }

    def cards(self) -> list[Card]:
        """Give the key figures: value, unit, what it says."""
        signed = self.commitments.table["signed"]
        final = int((self.documents.table["state"] == "final").sum())
        return [
            of_total(final, len(self.documents.table), say("stage_4.card_documents")),
            of_total(int((signed == "yes").sum()), len(signed), say("stage_4.card_signed")),
            of_total(self.frame.n_complete, self.frame.n, say("stage_4.card_watched")),
            self._index(),
        ]

    def _index(self) -> Card:
        index = self.evaluation.evaluation.index
        return fmt.number(index, 2), say("stage_4.of_four"), say("stage_4.card_index")

    def lasting(self) -> Mapping[str, Card]:
        """Give the figures that outlive the stage, for the index of the city."""
        working = self.quick_wins.n_working
        return {"quick_wins": of_total(working, len(dimensions()), say("stage_3.card_quick_wins"))}

    def line(self, city: City) -> str:
        """Say what the page rests on."""
        return say(
            "stage_4.line",
            values=fmt.number(len(self.baseline.table)),
            digest=self.baseline.digest[:12],
            watched=fmt.number(len(self.frame.table)),
            cut_off=fmt.day(city.cut_off),
        )

    def asked(self, city: City) -> list[str]:
        """List the decisions that are asked for."""
        head = city.profile.head_title
        table = self.documents.table
        unfinished = table.loc[table["state"] != "final", "document"]
        asked = [self.decision()]
        if len(unfinished):
            names = fmt.words([say(f"document_name.{name}") for name in unfinished])
            asked.append(say("stage_4.ask_documents", documents=names))
        missing = self.commitments.agencies_without
        if len(missing):
            asked.append(say("stage_4.ask_agencies", count=fmt.number(len(missing))))
        if self.quick_wins.n_quick_wins:
            asked.append(say("stage_4.ask_quick_wins", head=head))
        return [*asked, say("stage_4.ask_baseline")]


COMPOSITION = Stage4
