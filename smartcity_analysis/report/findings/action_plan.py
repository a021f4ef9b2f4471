"""What the programme cards, their progress and their checks say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from smartcity_analysis.analysis.action_plan import (
    Cards,
    Checks,
    DimensionSummary,
    IndicatorDictionary,
    QuickWinCards,
)
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.findings.base import Finding, listed, named, of
from smartcity_analysis.report.texts import entry, say


@of.register
def _(result: Cards) -> Finding:
    if not result.n_cards:
        claim = say("programme_cards.claim_none")
        return Finding(claim, say("programme_cards.detail_none"), short=claim)
    values = {"cards": fmt.number(result.n_cards), "complete": fmt.number(result.n_complete)}
    if result.n_complete == result.n_cards:
        claim = say("programme_cards.claim_all", **values)
    elif result.n_complete:
        claim = say("programme_cards.claim_some", **values)
    else:
        claim = say("programme_cards.claim_no_complete", **values)
    agencies = fmt.number(result.n_agencies)
    if fmt.is_missing(result.cost_rupiah):
        sentences = [say("programme_cards.detail_no_cost", agencies=agencies)]
    else:
        cost = fmt.rupiah_words(result.cost_rupiah)
        sentences = [say("programme_cards.detail", agencies=agencies, cost=cost)]
        if result.n_without_cost:
            count = fmt.number(result.n_without_cost)
            sentences.append(say("programme_cards.without_cost", count=count))
    unit = say("programme_cards.unit")
    blanks = _most_often(result.blanks["field"], entry("card_field"), unit)
    if blanks:
        sentences.append(say("programme_cards.blanks", fields=blanks))
    return Finding(claim, " ".join(sentences), short=claim)


def _most_often(codes: Iterable[str], words: dict[str, str], unit: str = "") -> str:
    """Name what is blank most often, and how often; nothing where nothing is."""
    counted = Counter(codes).most_common()
    each = [
        say("programme_cards.counted", name=words[code], count=f"{fmt.number(n)} {unit}".strip())
        for code, n in counted
    ]
    return listed(each) if each else ""


def _dimensions(codes: Iterable[str]) -> str:
    """Name dimensions by their codes."""
    return fmt.words(labels.dimension_names(codes))


@of.register
def _(result: QuickWinCards) -> Finding:
    table = result.cards
    count = fmt.number(result.n_quick_wins)
    if table.empty:
        claim = say("progress.claim_none")
        return Finding(claim, say("progress.detail_none"), short=claim)
    if not result.n_reported:
        claim = say("progress.claim_no_reports", count=count)
    elif result.n_working:
        claim = say("progress.claim_some", working=fmt.number(result.n_working), count=count)
    else:
        reported = fmt.number(result.n_reported)
        claim = say("progress.claim_none_working", reported=reported, count=count)
    sentences = [_extremes(table.dropna(subset=["progress_percent"]))]
    unreported = table.loc[table["n_reports"] == 0, "short_name"]
    if 0 < len(unreported) < len(table):
        sentences.append(say("progress.unreported", names=named(unreported)))
    for key in ("fell", "overdue"):
        if table[key].any():
            sentences.append(
                say(f"progress.{key}", names=named(table.loc[table[key], "short_name"]))
            )
    if result.dimensions_without:
        without = _dimensions(result.dimensions_without)
        sentences.append(say("progress.without", dimensions=without))
    return Finding(claim, " ".join(filter(None, sentences)), short=claim)


def _extremes(rated: pd.DataFrame) -> str:
    """Name the quick win that has come furthest and the one furthest behind."""
    if rated.empty:
        return ""
    order = rated.sort_values("progress_percent", ascending=False, kind="stable")
    first, last = order.iloc[0], order.iloc[-1]
    values = {
        "first": first["short_name"],
        "most": fmt.hundredths(first["progress_percent"]),
        "date": fmt.day(rated["date"].max()),
    }
    if first["progress_percent"] == last["progress_percent"]:
        return say("progress.detail_one", **values) if len(rated) == 1 else ""
    least = fmt.hundredths(last["progress_percent"])
    return say("progress.detail_extremes", **values, last=last["short_name"], least=least)


@of.register
def _(result: Checks) -> Finding:
    if not result.n_checks:
        claim = say("consistency.claim_none")
        return Finding(claim, say("consistency.detail_none"), short=claim)
    values = {"checks": fmt.number(result.n_checks), "passed": fmt.number(result.n_passed)}
    if not result.n_failed:
        claim = say("consistency.claim_all", **values)
        sentences = [say("consistency.detail_all")]
    else:
        passed = result.n_passed > 0
        claim = say("consistency.claim_some" if passed else "consistency.claim_no_pass", **values)
        worst = result.table.iloc[int(result.table["n_failed"].to_numpy().argmax())]
        sentences = [
            say(
                "consistency.detail",
                failures=fmt.number(result.n_failures),
                check=say(f"check_name.{worst['check']}").lower(),
                count=fmt.number(worst["n_failed"]),
            )
        ]
    skipped = len(result.table) - result.n_checks
    if skipped:
        sentences.append(say("consistency.skipped", count=fmt.number(skipped)))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: IndicatorDictionary) -> Finding:
    if not result.n_indicators:
        claim = say("indicator_dictionary.claim_none")
        return Finding(claim, say("indicator_dictionary.detail_none"), short=claim)
    full = result.n_complete == result.n_indicators
    claim = say(
        "indicator_dictionary.claim_all" if full else "indicator_dictionary.claim_some",
        count=fmt.number(result.n_indicators),
        complete=fmt.number(result.n_complete),
    )
    own = int(result.table["indicator"].isna().sum())
    detail = say(
        "indicator_dictionary.detail",
        city=fmt.number(result.n_indicators - own),
        own=fmt.number(own),
    )
    missing = [part for one in result.table["missing"] for part in one]
    blanks = _most_often(missing, entry("explained"))
    if blanks:
        detail += " " + say("indicator_dictionary.blanks", fields=blanks)
    return Finding(claim, detail, short=claim)


@of.register
def _(result: DimensionSummary) -> Finding:
    table = result.table
    planned = int(table["n_programmes"].sum())
    if not planned:
        claim = say("dimension_summary.claim_none")
        return Finding(claim, "", short=claim)
    if result.empty:
        claim = say("dimension_summary.claim_empty", dimensions=_dimensions(result.empty))
        if len(result.empty) > 2:
            first = _dimensions(result.empty[:1])
            count = fmt.number(len(result.empty) - 1)
            more = say("list.more", count=count)
            claim = say("dimension_summary.claim_empty", dimensions=fmt.words([first, more]))
    elif fmt.is_missing(result.funded_share):
        claim = say("dimension_summary.claim_all")
    else:
        share = fmt.share_of_draws(result.funded_share)
        claim = say("dimension_summary.claim_funded", share=share)
    most = table.iloc[int(table["n_programmes"].to_numpy().argmax())]
    sentences = [
        say("dimension_summary.detail", most=most["name"], count=fmt.number(most["n_programmes"]))
    ]
    if table["cost_rupiah"].notna().any():
        dear = table.sort_values("cost_rupiah", ascending=False, kind="stable").iloc[0]
        cost = fmt.rupiah_words(dear["cost_rupiah"])
        sentences.append(say("dimension_summary.detail_cost", most=dear["name"], cost=cost))
    lacking = int(table["n_without_cost"].sum())
    if lacking:
        sentences.append(say("dimension_summary.without_cost", count=fmt.number(lacking)))
    return Finding(claim, " ".join(sentences), short=claim)
