"""What the two checks say: a printed table worked again, and scales read the other way round."""

from __future__ import annotations

from smartcity_analysis.analysis.swot import CheckedTable, Guard
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, amount, listed, named, of
from smartcity_analysis.report.labels import coded
from smartcity_analysis.report.texts import say


@of.register
def _(result: CheckedTable) -> Finding:
    detail = say(
        "checked.detail",
        rows=fmt.number(len(result.table)),
        total=amount(result.total),
    )
    if result.n_incomplete:
        detail += " " + say("checked.incomplete", count=fmt.number(result.n_incomplete))
    if result.sound:
        return Finding(say("checked.claim_sound"), detail)
    counts = result.findings["reason"].value_counts(sort=False)
    reasons = [
        say("checked.counted", reason=say(f"reason.{reason}"), count=fmt.number(count))
        for reason, count in counts.sort_values(ascending=False, kind="stable").items()
    ]
    detail += " " + say("checked.reasons", reasons=listed(reasons)) + _example(result)
    claim = say("checked.claim_wrong", count=fmt.number(len(result.findings)))
    return Finding(claim, detail, short=claim)


def place_name(row: float, part: str, factor: object) -> str:
    """Name a row by its number and its factor, and a whole part by its name."""
    if fmt.is_missing(row):
        return str(coded("part")(part))
    place = say("checked.row", row=fmt.number(row))
    return place if fmt.is_missing(factor) or factor == "" else f"{place} ({factor})"


def _example(result: CheckedTable) -> str:
    """Quote the first figure of which it is known what it should be."""
    known = result.findings.dropna(subset=["printed", "expected"])
    if known.empty:
        return ""
    first = known.iloc[0]
    return " " + say(
        "checked.example",
        place=place_name(first["row"], first["part"], first["factor"]),
        column=coded("column")(first["column"]),
        printed=amount(first["printed"], decimals=3),
        expected=amount(first["expected"], decimals=3),
    )


@of.register
def _(result: Guard) -> Finding:
    state = result.table.loc[result.table["side"] == "adverse", "state"]
    few = int((state == "too_few").sum())
    sentences = []
    if result.raters:
        claim = say(
            "guard.claim_some",
            count=fmt.number(len(result.raters)),
            raters=fmt.number(result.n_raters),
        )
        sentences.append(say("guard.detail", raters=named(result.raters)))
    elif few and few == len(state):
        claim = say("guard.claim_few")
    else:
        claim = say("guard.claim_none")
    if few:
        sentences.append(say("guard.few", count=fmt.number(few)))
    if len(result.wordings):
        sentences.append(say("guard.wordings", count=fmt.number(len(result.wordings))))
    return Finding(claim, " ".join(sentences), short=claim)
