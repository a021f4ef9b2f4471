"""The roadmap on a page: programmes on their years, money, load, order, and what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.plan import HORIZONS, Roadmap
from smartcity_analysis.report import charts, charts_roadmap, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.findings.roadmap import budget, load, year_words
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    figure,
    filled,
    heading,
    paragraph,
    table,
    text,
    trails,
)
from smartcity_analysis.report.texts import entry, say

COUNT = partial(Column, show=fmt.number, number=True)
MONEY = partial(Column, show=fmt.rupiah, number=True)
BARE = ("no_cost", "no_roadmap_year", "not_planned")
"""Rules that need no more words than the names of their programmes."""


@block.register
def _(result: Roadmap) -> Block:
    finding = findings.of(result)
    claim = marked(finding.claim, sample=result.sample)
    if result.table.empty:
        body = figure(claim=claim, subtitle=finding.detail, body=Markup(""), source=_source())
    else:
        body = figure(
            claim=claim,
            subtitle=f"{finding.detail} {say('roadmap.indicative')}",
            body=_gantts(result),
            source=_source(),
            numbers=_programmes(result) + _milestones(result),
        )
        body += _budget(result) + _load(result) + _waits(result)
    body += _mend(result)
    return Block("peta-jalan", body, str(finding), result.tables(), sample=result.sample)


def load_block(result: Roadmap) -> Block:
    """Put the agencies' load alone on the page.

    Parameters
    ----------
    result : Roadmap

    Returns
    -------
    Block
    """
    exported = {"roadmap_agencies": result.by_agency}
    return Block("beban-opd", _load(result), str(load(result)), exported, sample=result.sample)


def _source() -> str:
    plans, roadmap = (labels.table_title(name) for name in ("programme_plans", "roadmap"))
    return say("roadmap.source", plans=plans, roadmap=roadmap)


# ---- Programmes on their years ------------------------------------------------------------------


def _gantts(result: Roadmap) -> Markup:
    rows = result.table
    drawable = rows["start_year"].notna() & (rows["start_year"] <= rows["end_year"])
    drawable = drawable.fillna(value=False).astype(bool)
    drawn = rows[drawable].astype({"start_year": "int64", "end_year": "int64"})
    pieces = [_gantt(result, drawn, horizon) for horizon in HORIZONS]
    left_out = rows.loc[~drawable, "short_name"].tolist()
    if left_out:
        pieces.append(paragraph(say("roadmap.undated", names=fmt.words(left_out))))
    return Markup("").join(pieces)


def _gantt(result: Roadmap, drawn: pd.DataFrame, horizon: str) -> Markup:
    rows = drawn[drawn["horizon"] == horizon]
    if rows.empty:
        return Markup("")
    years = (
        min(result.first_year, int(drawn["start_year"].min())),
        max(result.last_year, int(drawn["end_year"].max())),
    )
    ends = [end for end in (result.short_until, result.medium_until) if end < years[1]]
    title = say(
        "roadmap.heading",
        horizon=fmt.capitalised(say(f"horizon.{horizon}")),
        years=_until(result, horizon),
        count=fmt.number(len(rows)),
    )
    quick = bool(rows["is_quick_win"].any())
    picture = charts_roadmap.gantt(
        rows.assign(name=rows["short_name"]),
        [*ends, years[1]],
        years,
        id=f"bagan-peta-jalan-{horizon}",
        alt=say("roadmap.alt", finding=title),
        words=charts.Words(
            first=say("roadmap.quick_win"),
            note=say("roadmap.note_quick_win" if quick else "roadmap.note"),
        ),
        show=_cost,
    )
    return heading(title, level=4) + picture


def _until(result: Roadmap, horizon: str) -> str:
    spans = {
        "short": (result.first_year, result.short_until),
        "medium": (result.short_until + 1, result.medium_until),
    }
    if horizon in spans:
        first, last = spans[horizon]
        return year_words(range(first, last + 1))
    return say("roadmap.open_end", year=fmt.year(result.medium_until + 1))


def _cost(value: float) -> str:
    return say("roadmap.cost_missing") if fmt.is_missing(value) else fmt.rupiah_words(value)


def _linked(frame: pd.DataFrame) -> list[Markup]:
    return trails(frame["programme"], frame["short_name"])


def _programmes(result: Roadmap) -> Markup:
    rows = result.table
    shown = rows.assign(
        programme=_linked(rows),
        agency=rows["agency_name"],
        years=list(map(fmt.year_span, rows["start_year"], rows["end_year"])),
    )
    columns = [
        Column("programme", wide=True),
        Column("agency", labels.given),
        Column("years", header=say("column.year"), code=True),
        Column("horizon", labels.spoken("horizon")),
        MONEY("cost_rupiah"),
        MONEY("ceiling_rupiah"),
        MONEY("without_ceiling_rupiah"),
        Column("fund", labels.spoken("fund")),
    ]
    return table(shown, columns, caption=say("roadmap.caption"))


def _milestones(result: Roadmap) -> Markup:
    rows = result.milestones
    columns = [
        Column("year", fmt.year),
        Column("programme"),
        Column("milestone", wide=True),
    ]
    return table(
        rows.assign(programme=_linked(rows)),
        columns,
        caption=say("roadmap.caption_milestones"),
        empty=say("roadmap.milestones_empty"),
    )


# ---- Money --------------------------------------------------------------------------------------


def _budget(result: Roadmap) -> Markup:
    finding = budget(result)
    claim = marked(finding.claim, sample=result.sample)
    rows = result.profile
    if rows.empty:
        return figure(claim=claim, subtitle=finding.detail, body=Markup(""), source=_source())
    last = rows.iloc[-1]
    need = say("roadmap.budget.need", amount=fmt.rupiah_words(last["cumulative_rupiah"]))
    ceiling = say(
        "roadmap.budget.ceiling", amount=fmt.rupiah_words(last["cumulative_ceiling_rupiah"])
    )
    pictures = charts_roadmap.budget_years(
        rows,
        id="bagan-kebutuhan",
        alt=say("roadmap.budget.alt", finding=finding.claim),
        legend=[say(f"roadmap.budget.legend_{part}") for part in ("apbd", "other", "none")],
    ) + charts_roadmap.budget_sum(
        rows,
        id="bagan-kebutuhan-jumlah",
        alt=say("roadmap.budget.alt_sum", need=need, ceiling=ceiling),
        words=charts.Words(
            first=need,
            second=ceiling if last["cumulative_ceiling_rupiah"] > 0 else "",
            note=say("roadmap.budget.note_sum"),
        ),
    )
    columns = [Column("year", fmt.year), *(MONEY(name) for name in rows.columns[1:])]
    funds = [Column("fund", labels.spoken("fund")), MONEY("ceiling_rupiah"), COUNT("n_programmes")]
    return figure(
        claim=claim,
        subtitle=f"{finding.detail} {say('roadmap.budget.subtitle')}",
        body=pictures,
        source=_source(),
        numbers=table(rows, columns, caption=say("roadmap.budget.caption"))
        + table(result.by_fund, funds, caption=say("roadmap.budget.caption_funds")),
    )


# ---- Load ---------------------------------------------------------------------------------------


def _load(result: Roadmap) -> Markup:
    finding = load(result)
    rows = result.by_agency
    limit = fmt.number(result.agency_load)
    by_load = rows[rows["heavy"]].sort_values("n_programmes", ascending=False, kind="stable")
    heavy = [
        say(
            "roadmap.load.heavy",
            name=name,
            limit=limit,
            years=year_words(years["year"]),
            most=fmt.number(years["n_programmes"].max()),
        )
        for name, years in by_load.groupby("name", sort=False)
    ]
    subtitle = say("roadmap.load.subtitle", limit=limit)
    return figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=f"{finding.detail} {subtitle}" if len(rows) else finding.detail,
        body=bullets(heavy) if heavy else Markup(""),
        source=_source(),
        numbers=_load_table(result) if len(rows) else None,
    )


def _load_table(result: Roadmap) -> Markup:
    rows = result.by_agency
    counts = rows.pivot_table(
        index="name", columns="year", values="n_programmes", aggfunc="sum", fill_value=0
    )
    busiest = counts.max(axis=1).sort_values(ascending=False, kind="stable").index
    columns = [Column("agency"), *(_year(str(year), result.agency_load) for year in counts)]
    shown = counts.loc[busiest].rename(columns=str).rename_axis("agency").reset_index()
    return table(shown, columns, caption=say("roadmap.load.caption"))


def _year(year: str, limit: int) -> Column:
    def show(count: float) -> str:
        shown = fmt.number(count)
        return say("roadmap.load.mark", count=shown) if count > limit else shown

    return Column(year, show, header=year, number=True)


# ---- Order, and what to mend --------------------------------------------------------------------


def _names(result: Roadmap) -> dict[str, Markup]:
    rows = result.table
    return dict(zip(rows["programme"], _linked(rows), strict=True))


def _waits(result: Roadmap) -> Markup:
    rows = result.prerequisites
    if rows.empty:
        return Markup("")
    names = _names(result)
    items = [
        names[str(code)] + bullets(_wait(one, names) for one in group.itertuples(index=False))
        for code, group in rows.groupby("programme", sort=False)
    ]
    title = say("roadmap.waits.heading", count=fmt.number(len(items)))
    return heading(marked(title, sample=result.sample), level=3) + bullets(items)


def _wait(one: Any, names: Mapping[str, Markup]) -> Markup:
    name = names.get(one.other, text(one.other_name))
    if not one.planned:
        return filled(entry("roadmap.waits.unplanned"), other=name)
    return filled(entry("roadmap.waits.until"), other=name, year=fmt.year(one.end_year))


def _mend(result: Roadmap) -> Markup:
    rows = result.faults
    if rows.empty:
        if result.table.empty:
            return Markup("")
        title = heading(say("roadmap.mend.heading_none"), level=3)
        return title + paragraph(say("roadmap.mend.checked"))
    claim = say("roadmap.mend.heading", count=fmt.number(len(rows)))
    title = heading(marked(claim, sample=result.sample), level=3)
    names = _names(result)
    groups = dict(iter(rows.groupby("rule")))
    listed = (rule for rule in entry("roadmap.rule") if rule in groups)
    return title + bullets(_group(rule, groups[rule], names, result) for rule in listed)


def _group(rule: str, rows: pd.DataFrame, names: Mapping[str, Markup], result: Roadmap) -> Markup:
    title = say("roadmap.mend.title", rule=say(f"roadmap.rule.{rule}"), count=fmt.number(len(rows)))
    linked = [
        names.get(code, text(name))
        for code, name in zip(rows["programme"], rows["short_name"], strict=True)
    ]
    if rule in BARE:
        return Markup("{}: {}").format(title, Markup(fmt.words(linked)))
    return text(title) + bullets(_fixes(rule, rows, linked, names, result))


def _fixes(
    rule: str,
    rows: pd.DataFrame,
    linked: list[Markup],
    names: Mapping[str, Markup],
    result: Roadmap,
) -> Iterable[Markup]:
    for name, (_, one) in zip(linked, rows.iterrows(), strict=True):
        yield (
            name
            + ": "
            + filled(
                entry(f"roadmap.fix.{rule}"),
                year=fmt.year(one["year"]),
                other=names.get(one["other"], text(one["other_name"])),
                amount=fmt.rupiah_words(one["amount_rupiah"]),
                limit=fmt.rupiah_words(one["limit_rupiah"]),
                first=fmt.year(result.first_year),
                last=fmt.year(result.last_year),
            )
        )
