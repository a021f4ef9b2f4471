"""What monitoring and finalisation say."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.monitoring import (
    Baseline,
    Calendar,
    Commitments,
    Documents,
    Frame,
    Proof,
    SelfEvaluation,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, named, of
from smartcity_analysis.report.findings.indices import part_name
from smartcity_analysis.report.labels import clause, dimension_names, table_title
from smartcity_analysis.report.texts import entry, say

DIGEST_SHOWN = 12


@of.register
def _(result: Frame) -> Finding:
    if not result.n:
        detail = say(
            "monitoring.detail_none",
            objectives=table_title("objectives"),
            programmes=table_title("programme_indicators"),
        )
        return Finding(say("monitoring.claim_none"), detail)
    count = {"complete": fmt.number(result.n_complete), "count": fmt.number(result.n)}
    whole = result.n_complete == result.n
    claim = say("monitoring.claim_all" if whole else "monitoring.claim", **count)
    aimed = int((result.table["level"] == "objective").sum())
    sentences = [
        say(
            "monitoring.detail",
            first=fmt.year(result.first_year),
            last=fmt.year(result.last_year),
            objectives=fmt.number(aimed),
            programmes=fmt.number(result.n - aimed),
        )
    ]
    blank = {field: int(result.table[field].isna().sum()) for field in entry("monitoring_field")}
    if any(blank.values()):
        parts = [
            say("monitoring.field", field=word, count=fmt.number(blank[field]))
            for field, word in entry("monitoring_field").items()
            if blank[field]
        ]
        sentences.append(say("monitoring.fields", parts=fmt.words(parts)))
    if result.n_without_baseline:
        count_text = fmt.number(result.n_without_baseline)
        sentences.append(say("monitoring.without_baseline", count=count_text))
    if result.n_without_target:
        count_text = fmt.number(result.n_without_target)
        sentences.append(say("monitoring.without_target", count=count_text))
    if result.unmeasured:
        sentences.append(say("monitoring.unmeasured", count=fmt.number(len(result.unmeasured))))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: Baseline) -> Finding:
    if not result.n:
        detail = say("baseline.detail_none", programmes=table_title("programme_indicators"))
        return Finding(say("baseline.claim_none"), detail)
    city = int((result.table["kind"] == "indicator").sum())
    detail = say(
        "baseline.detail",
        indicators=fmt.number(city),
        programmes=fmt.number(result.n - city),
    )
    if result.state == "differs":
        claim = say("baseline.claim_differs", count=fmt.number(len(result.differences)))
        return Finding(claim, f"{say('baseline.differs')} {detail}", short=claim)
    claim = say("baseline.claim", count=fmt.number(result.n), digest=result.digest[:DIGEST_SHOWN])
    return Finding(claim, detail, short=claim)


@of.register
def _(result: Commitments) -> Finding:
    programmes = fmt.number(result.n_programmes)
    if not result.n:
        detail = say("commitments.detail_none", programmes=programmes)
        return Finding(say("commitments.claim_none"), detail if result.n_programmes else "")
    whole = result.n_signed == result.n
    count = {"signed": fmt.number(result.n_signed), "count": fmt.number(result.n)}
    claim = say("commitments.claim_all" if whole else "commitments.claim", **count)
    sentences = []
    if result.n_programmes:
        covered = fmt.number(result.n_programmes - len(result.uncovered))
        sentences.append(say("commitments.detail", covered=covered, programmes=programmes))
    if len(result.agencies_without):
        agencies = named(result.agencies_without["short_name"])
        sentences.append(say("commitments.without", agencies=agencies))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: Documents) -> Finding:
    notes = {"open": fmt.number(result.n_open), "notes": fmt.number(len(result.reviews))}
    key = "detail_no_notes" if result.reviews.empty else "detail" if result.n_open else ""
    sentences = [say(f"documents.{key or 'detail_closed'}", **notes)]
    if result.n_unrecorded == result.n:
        return Finding(say("documents.claim_none"), sentences[0])
    claim = (
        say("documents.claim_all", count=fmt.number(result.n))
        if result.n_final == result.n
        else say("documents.claim", final=fmt.number(result.n_final), count=fmt.number(result.n))
    )
    names = entry("document_name")
    due = result.table.dropna(subset=["due"])
    if len(due):
        first = due["due"].min()
        nearest = [names[code] for code in due.loc[due["due"] == first, "document"]]
        sentences.append(say("documents.nearest", due=fmt.day(first), names=named(nearest)))
    blank = result.table.loc[result.table["state"] == "unrecorded", "document"]
    if len(blank):
        sentences.append(say("documents.unrecorded", names=named(names[code] for code in blank)))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: SelfEvaluation) -> Finding:
    told = result.evaluation
    if not result.n_scored:
        detail = say("self_evaluation.detail_none", sheet=table_title("self_evaluation"))
        return Finding(say("self_evaluation.claim_none"), detail)
    if told.missing:
        claim = say(
            "self_evaluation.claim_open", low=fmt.number(told.low, 2), high=fmt.number(told.high, 2)
        )
    elif len(result.cost):
        claim = say(
            "self_evaluation.claim_lost",
            index=fmt.number(result.index, 2),
            without=fmt.number(result.without_evidence, 2),
        )
    else:
        claim = say("self_evaluation.claim", index=fmt.number(result.index, 2))
    edition = say(f"edition.{told.edition}")
    sentences = [say("self_evaluation.notice", edition=edition), _evidence(result)]
    if told.missing:
        parts = named(part_name(part) for part in told.missing)
        sentences.append(say("self_evaluation.missing", parts=parts))
    elif result.dimensions_missing:
        missing = fmt.words(dimension_names(result.dimensions_missing))
        sentences.append(say("self_evaluation.dimensions", names=missing))
    unscored = len(result.questions) - result.n_scored
    if unscored:
        sentences.append(say("self_evaluation.unscored", count=fmt.number(unscored)))
    return Finding(claim, " ".join(sentences), short=claim)


def _evidence(result: SelfEvaluation) -> str:
    """Say how many scores rest on nothing, and which of them costs most."""
    scored = fmt.number(result.n_scored)
    if result.cost.empty:
        return say("self_evaluation.evidence_all", scored=scored)
    first = result.cost.iloc[0]
    return say(
        "self_evaluation.evidence",
        bare=fmt.number(len(result.cost)),
        scored=scored,
        question=clause(str(first["statement"])),
        lost=fmt.number(first["lost"], 2),
    )


@of.register
def _(result: Proof) -> Finding:
    count = {"count": fmt.number(len(result.table)), "within": fmt.number(result.n_within)}
    if result.table.empty:
        return Finding(say("proof.claim_none"), "")
    whole = result.n_within == len(result.table)
    claim = say("proof.claim" if whole else "proof.claim_some", **count)
    each = [
        say(
            "proof.each",
            city=row["city"],
            year=fmt.year(row["year"]),
            index=fmt.number(row["index"], 3),
            published=fmt.number(row["published"], 2),
        )
        for _, row in result.table.iterrows()
    ]
    return Finding(claim, say("proof.detail", each="; ".join(each)), short=claim)


@of.register
def _(result: Calendar) -> Finding:
    year = fmt.year(result.first_year)
    if not result.n:
        sheets = ("activities", "roadmap", "documents")
        detail = say("calendar.detail_none", **{name: table_title(name) for name in sheets})
        return Finding(say("calendar.claim_none", year=year), detail)
    claim = say("calendar.claim", count=fmt.number(result.n), year=year)
    return Finding(claim, say("calendar.detail", parts=parts(result.table)), short=claim)


def parts(entries: pd.DataFrame) -> str:
    """Count the entries of a calendar by kind."""
    counts = entries["kind"].value_counts()
    said = [
        say("calendar.part", count=fmt.number(counts[kind]), kind=word)
        for kind, word in entry("calendar_kind").items()
        if kind in counts
    ]
    return fmt.words(said)
