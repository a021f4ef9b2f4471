"""What a roadmap says: programmes and money, the years that need most, the agencies' load."""

from __future__ import annotations

from collections.abc import Iterable

from smartcity_analysis.analysis.plan import Roadmap
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, listed, of
from smartcity_analysis.report.labels import table_title
from smartcity_analysis.report.texts import say

YEARS_NAMED = 3


@of.register
def _(result: Roadmap) -> Finding:
    if result.table.empty:
        detail = say("roadmap.detail_none", plans=table_title("programme_plans"))
        return Finding(say("roadmap.claim_none"), detail)
    unpriced = int(result.table["cost_rupiah"].isna().sum())
    n_quick_wins = int(result.table["is_quick_win"].sum())
    parts = _ends(result)
    sentences = [say("roadmap.ends", parts=fmt.words(parts))] if parts else []
    if n_quick_wins:
        sentences.append(say("roadmap.quick_wins", count=fmt.number(n_quick_wins)))
    if unpriced:
        sentences.append(say("roadmap.unpriced", count=fmt.number(unpriced)))
    if len(result.faults):
        sentences.append(say("roadmap.faults", count=fmt.number(len(result.faults))))
    claim = _claim(result, unpriced=unpriced)
    return Finding(claim, " ".join(sentences), short=claim)


def _claim(result: Roadmap, *, unpriced: int) -> str:
    without = result.without_ceiling_rupiah
    values = {
        "count": fmt.number(len(result.table)),
        "years": fmt.number(result.last_year - result.first_year + 1),
        "total": fmt.rupiah_words(result.total_rupiah),
        "without": fmt.rupiah_words(without),
    }
    if fmt.is_missing(result.total_rupiah):
        return say("roadmap.claim_unpriced", **values)
    if without == result.total_rupiah > 0:
        return say("roadmap.claim_uncovered", **values)
    if without > 0:
        return say("roadmap.claim", **values)
    return say("roadmap.claim_some" if unpriced else "roadmap.claim_covered", **values)


def _ends(result: Roadmap) -> list[str]:
    counts = result.table["horizon"].value_counts()
    spans = {
        "short": range(result.first_year, result.short_until + 1),
        "medium": range(result.short_until + 1, result.medium_until + 1),
    }
    parts = [
        say("roadmap.within", count=fmt.number(counts[horizon]), years=year_words(years))
        for horizon, years in spans.items()
        if horizon in counts
    ]
    if "long" in counts:
        year = fmt.year(result.medium_until + 1)
        parts.append(say("roadmap.after", count=fmt.number(counts["long"]), year=year))
    return parts


def budget(result: Roadmap) -> Finding:
    """Say which years need most money, and where it comes from.

    Parameters
    ----------
    result : Roadmap

    Returns
    -------
    Finding
    """
    plans, roadmap = table_title("programme_plans"), table_title("roadmap")
    totals = result.profile.set_index("year")["total_rupiah"]
    if totals.empty or not totals.max() > 0:
        detail = say("roadmap.budget.detail_none", plans=plans, roadmap=roadmap)
        return Finding(say("roadmap.budget.claim_none"), detail)
    amount = fmt.rupiah_words(totals.max())
    top = totals.index[totals == totals.max()].tolist()
    if len(top) > YEARS_NAMED:
        claim = say("roadmap.budget.claim_even", amount=amount)
    else:
        key = "claim_shared" if len(top) > 1 else "claim"
        claim = say(f"roadmap.budget.{key}", years=year_words(top), amount=amount)
    whole = result.by_fund["ceiling_rupiah"].sum()
    parts = [
        say(
            "roadmap.budget.part",
            fund=say(f"fund.{fund}"),
            amount=fmt.rupiah_words(rupiah),
            share=fmt.percent(rupiah / whole),
        )
        for fund, rupiah in zip(
            result.by_fund["fund"], result.by_fund["ceiling_rupiah"], strict=True
        )
        if rupiah > 0
    ]
    detail = say("roadmap.budget.detail", total=fmt.rupiah_words(whole), parts=fmt.words(parts))
    return Finding(claim, detail, short=claim)


def load(result: Roadmap) -> Finding:
    """Say how many agencies carry more programmes at a time than they can.

    Parameters
    ----------
    result : Roadmap

    Returns
    -------
    Finding
    """
    rows = result.by_agency
    if rows.empty:
        detail = say("roadmap.load.detail_unknown", plans=table_title("programme_plans"))
        return Finding(say("roadmap.load.claim_unknown"), detail)
    n_heavy = rows.loc[rows["heavy"], "agency"].nunique()
    claim = say(
        "roadmap.load.claim" if n_heavy else "roadmap.load.claim_none",
        count=fmt.number(n_heavy),
        limit=fmt.number(result.agency_load),
    )
    most = rows["n_programmes"].max()
    peaks = [
        say(
            "roadmap.load.peak",
            name=name,
            count=fmt.number(most),
            years=year_words(years["year"]),
        )
        for name, years in rows[rows["n_programmes"] == most].groupby("name", sort=False)
    ]
    return Finding(claim, say("roadmap.load.detail", names=listed(peaks)), short=claim)


def year_words(years: Iterable[int]) -> str:
    """Write years, those that follow each other as a range.

    Examples
    --------
    >>> year_words([2024]), year_words([2023, 2025, 2026, 2027, 2030])
    ('2024', '2023, 2025–2027, dan 2030')
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return fmt.words([fmt.year_span(run[0], run[-1]) for run in runs])
