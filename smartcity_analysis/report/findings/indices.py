"""What the indices that a city is judged by say."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis.indices import Environment, Evaluation, Satisfaction
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, amount, named, of
from smartcity_analysis.report.texts import entry, say


def part_name(part: str) -> str:
    """Name a part of an index."""
    return str(entry("part").get(part, part))


def roomiest(table: pd.DataFrame) -> pd.Series | None:
    """Find the part that could still add most; None when there is nothing left to add."""
    known = table.dropna(subset=["room"])
    if known.empty or known["room"].max() <= 0:
        return None
    return known.iloc[int(known["room"].to_numpy().argmax())]


def _parts(parts: tuple[str, ...]) -> str:
    return named(part_name(part) for part in parts)


@of.register
def _(result: Evaluation) -> Finding:
    row = roomiest(result.table)
    if result.missing:
        claim = say(
            "evaluation.claim_open", low=fmt.number(result.low, 2), high=fmt.number(result.high, 2)
        )
        detail = say("evaluation.missing", parts=_parts(result.missing))
    elif row is None:
        claim, detail = say("evaluation.claim_best", index=fmt.number(result.index, 2)), ""
    else:
        part = part_name(row["part"])
        claim = say("evaluation.claim", index=amount(result.index, decimals=3), part=part)
        detail = say("evaluation.detail", part=part, room=fmt.number(row["room"], 2))
    sentences = [detail, _published(result), _improvement(result), say("evaluation.simulation")]
    return Finding(claim, " ".join(filter(None, sentences)), short=claim)


def _published(result: Evaluation) -> str:
    if result.within_rounding is None:
        return ""
    key = "explained" if result.within_rounding else "unexplained"
    return say(f"evaluation.{key}", published=fmt.number(result.published, 2))


def _improvement(result: Evaluation) -> str:
    if fmt.is_missing(result.improvement):
        return ""
    return say(
        "evaluation.improvement",
        previous=fmt.number(result.previous, 2),
        change=fmt.number(result.improvement, 2, signed=True),
    )


@of.register
def _(result: Satisfaction) -> Finding:
    ends = {"low": fmt.number(result.low, 2), "high": fmt.number(result.high, 2)}
    if not result.grade:
        claim = say("satisfaction.claim_open", **ends)
    else:
        words = {"grade": result.grade, "category": say(f"category.{result.category}")}
        claim = (
            say("satisfaction.claim_range", **words, **ends)
            if result.missing
            else say("satisfaction.claim", index=fmt.number(result.index, 2), **words)
        )
    sentences = []
    if result.lowest:
        mean = result.table.set_index("element")["mean"].min()
        sentences.append(say("satisfaction.lowest", names=named(result.lowest), mean=amount(mean)))
    if result.missing:
        sentences.append(say("satisfaction.missing", names=named(result.missing)))
    if result.n_respondents:
        sentences.append(
            say(
                "satisfaction.respondents",
                respondents=fmt.number(result.n_respondents),
                blank=fmt.number(result.n_blank),
            )
        )
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: Environment) -> Finding:
    index = fmt.number(result.index, 2)
    row = roomiest(result.table)
    if result.missing:
        claim = say(
            "environment.claim_open", low=fmt.number(result.low, 2), high=fmt.number(result.high, 2)
        )
        detail = say("environment.missing", parts=_parts(result.missing))
        return Finding(claim, detail, short=claim)
    if row is None:
        return Finding(say("environment.claim_best", index=index), "")
    part = part_name(row["part"])
    claim = (
        say("environment.claim_category", index=index, category=result.category, part=part)
        if result.category
        else say("environment.claim", index=index, part=part)
    )
    detail = say("environment.detail", part=part, room=fmt.number(row["room"], 2))
    return Finding(claim, detail, short=claim)
