"""One card per programme: a few lines on a phone, one page each in print."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.action_plan import LEVELS, Cards
from smartcity_analysis.reference import dimensions
from smartcity_analysis.report import findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked, opened
from smartcity_analysis.report.markup import (
    Column,
    bullets,
    details,
    filled,
    heading,
    link,
    paragraph,
    table,
    text,
    trail,
)
from smartcity_analysis.report.texts import entry, say


@block.register
def _(result: Cards) -> Block:
    body = opened(result)
    activities = dict(iter(result.activities.groupby("programme", sort=False)))
    indicators = dict(iter(result.indicators.groupby("programme", sort=False)))
    planned = set(result.cards["programme"])
    for _, card in result.cards.iterrows():
        code = card["programme"]
        body += _card(
            card,
            activities.get(code, result.activities.iloc[:0]),
            indicators.get(code, result.indicators.iloc[:0]),
            planned,
        )
    return Block(
        "kartu-program", body, str(findings.of(result)), result.tables(), sample=result.sample
    )


def _card(
    card: pd.Series[Any], activities: pd.DataFrame, indicators: pd.DataFrame, planned: set[str]
) -> Markup:
    """Lay out a card; the anchor stands inside the fold, so that a link to it opens the card."""
    parts = [
        made_up(card),
        terms_of(_lines(card, planned)),
        _indicators(card, indicators),
        _activities(activities),
        _blanks(card),
        paragraph(trail(card["programme"], say("programme_cards.trail")), css="trail"),
    ]
    inside = Markup('<div id="kartu-{}">{}</div>').format(
        text(card["programme"]), Markup("").join(parts)
    )
    name = marked(card["short_name"], sample="programme" in card["sample_parts"])
    return Markup('<section class="card-page">{}{}{}</section>').format(
        heading(name, level=3),
        paragraph(_summary(card), css="quiet"),
        details(say("programme_cards.open", name=card["short_name"]), inside),
    )


def _summary(card: pd.Series[Any]) -> str:
    line = say(
        "programme_cards.line",
        dimension=labels.dimension_names([card["dimension"]])[0],
        agency=blank(card["agency_name"]),
        years=years(card["start_year"], card["end_year"]),
        cost=say("programme_cards.no_cost")
        if fmt.is_missing(card["cost_rupiah"])
        else fmt.rupiah_words(card["cost_rupiah"]),
    )
    if card["is_quick_win"]:
        line = say("programme_cards.quick_win", line=line)
    filled = say(
        "programme_cards.filled",
        filled=fmt.number(card["n_filled"]),
        expected=fmt.number(card["n_expected"]),
    )
    return line if card["is_complete"] else f"{line} · {filled}"


def blank(value: object) -> str:
    """Write a text, or that it was not filled in."""
    return say("programme_cards.blank") if fmt.is_missing(value) else str(value)


def years(start: float, end: float) -> str:
    """Write the years of a programme: "2023–2025", or one of them.

    Examples
    --------
    >>> years(2023, 2025), years(2023, 2023), years(2023, float("nan"))
    ('2023–2025', '2023', '2023')
    """
    if fmt.is_missing(start) and fmt.is_missing(end):
        return say("programme_cards.blank")
    return fmt.year_span(start, end)


def terms_of(lines: list[tuple[str, object]]) -> Markup:
    """List what a card says, each blank named."""
    piece = Markup("<dt>{}</dt><dd>{}</dd>")
    hole = Markup('<dd class="blank">{}</dd>')
    body = Markup("")
    for name, said in lines:
        if fmt.is_missing(said) or said == "":
            said_blank = hole.format(say("programme_cards.blank"))
            body += Markup("<dt>{}</dt>").format(name) + said_blank
        else:
            body += piece.format(name, text(said))
    return Markup('<dl class="facts">{}</dl>').format(body)


def _lines(card: pd.Series[Any], planned: set[str]) -> list[tuple[str, object]]:
    said = {
        "name": card["name"],
        "purpose": card["purpose"],
        "issue": _stated(card["issue_name"], card["issue_statement"]),
        "objective": _stated(card["objective_name"], card["objective_statement"]),
        "residents": residents(card),
        "place": _place(card),
        "agency": card["agency_name"],
        "partners": _partners(card),
        "time": _time(card),
        "cost": cost(card),
        "prerequisites": _waits(card, planned),
        **{name: card[name] for name in ("data_needs", "system_needs", "risk", "regulation")},
    }
    if card["name"] == card["short_name"]:
        del said["name"]
    return [(say(f"card_term.{name}"), value) for name, value in said.items()]


def _place(card: pd.Series[Any]) -> object:
    """Write sub-dimension and block of the action plan."""
    names = {part.code: part.name for one in dimensions() for part in one.subdimensions}
    known = []
    if not fmt.is_missing(card["subdimension"]):
        known.append(names.get(card["subdimension"], card["subdimension"]))
    if not fmt.is_missing(card["action_block"]):
        known.append(say("programme_cards.block", name=say(f"action_block.{card['action_block']}")))
    return "; ".join(known)


def _stated(name: object, statement: object) -> object:
    """Join a short name and its statement."""
    if fmt.is_missing(name) or fmt.is_missing(statement) or name == statement:
        return statement if fmt.is_missing(name) else name
    return say("programme_cards.statement", name=name, statement=statement)


def residents(card: pd.Series[Any]) -> object:
    """Write who feels a programme, and how many they are."""
    if fmt.is_missing(card["residents_count"]):
        return card["residents"]
    count = fmt.number(card["residents_count"])
    if fmt.is_missing(card["residents"]):
        return say("programme_cards.persons_only", count=count)
    return say("programme_cards.persons", text=card["residents"], count=count)


def _partners(card: pd.Series[Any]) -> object:
    agencies = fmt.words(list(card["partner_names"])) if card["partner_names"] else ""
    if fmt.is_missing(card["other_partners"]) or not agencies:
        return agencies or card["other_partners"]
    return say("programme_cards.partners", agencies=agencies, others=card["other_partners"])


def _time(card: pd.Series[Any]) -> str:
    span = years(card["start_year"], card["end_year"])
    if fmt.is_missing(card["horizon"]):
        return span
    horizon = say(f"horizon.{card['horizon']}")
    return say("programme_cards.horizon", years=span, horizon=horizon)


def _waits(card: pd.Series[Any], planned: set[str]) -> object:
    if not card["prerequisites"]:
        return say("programme_cards.nothing_first")
    pairs = zip(card["prerequisites"], card["prerequisite_names"], strict=True)
    # A prerequisite outside the plan has no trail to lead to.
    known = [trail(code, name) if code in planned else text(name) for code, name in pairs]
    return Markup("; ").join(known)


def cost(card: pd.Series[Any]) -> object:
    """Write what a programme costs, who pays, and how much of it has a ceiling."""
    fund = None if fmt.is_missing(card["fund"]) else say(f"fund.{card['fund']}")
    if fmt.is_missing(card["cost_rupiah"]):
        return None if fund is None else say("programme_cards.fund_only", fund=fund)
    amount = fmt.rupiah(card["cost_rupiah"])
    said = (
        say("programme_cards.cost_no_fund", cost=amount)
        if fund is None
        else say("programme_cards.cost", cost=amount, fund=fund)
    )
    return f"{said}; {_ceiling(card)}"


def _ceiling(card: pd.Series[Any]) -> str:
    if fmt.is_missing(card["ceiling_rupiah"]):
        return say("programme_cards.ceiling_none")
    rest = card["cost_rupiah"] - card["ceiling_rupiah"]
    if rest <= 0:
        return say("programme_cards.ceiling_full")
    ceiling = fmt.rupiah(card["ceiling_rupiah"])
    return say("programme_cards.ceiling", ceiling=ceiling, rest=fmt.rupiah(rest))


# ---- Measures, steps, blanks --------------------------------------------------------------------


def dated(value: float, year: float, decimals: float) -> str:
    """Write a value with its year: "48 (2022)"."""
    if fmt.is_missing(value):
        return say("programme_cards.blank")
    digits = fmt.decimals_for(value) if fmt.is_missing(decimals) else int(decimals)
    shown = fmt.number(value, digits)
    if fmt.is_missing(year):
        return shown
    return say("programme_cards.value", value=shown, year=fmt.year(year))


def _indicators(card: pd.Series[Any], frame: pd.DataFrame) -> Markup:
    """Draw the measures of a card, a row also for a level that has none."""
    rows = []
    for level in LEVELS:
        found = frame[frame["level"] == level]
        if found.empty:
            name = say("programme_cards.blank")
            said = say("programme_cards.indicator", level=_level(level), name=name)
            rows.append((said, fmt.MISSING, fmt.MISSING))
        for _, one in found.iterrows():
            decimals = one["decimals"]
            rows.append(
                (
                    _measure(one),
                    dated(one["baseline"], one["baseline_year"], decimals),
                    dated(one["target"], one["target_year"], decimals),
                )
            )
    shown = pd.DataFrame(rows, columns=["name", "baseline", "target"])
    columns = [
        Column("name", header=say("header.indicator")),
        Column("baseline", number=True),
        Column("target", header=say("header.targets"), number=True),
    ]
    caption = say("programme_cards.caption_indicators", programme=card["short_name"])
    return table(shown, columns, caption=caption) + _sources(frame)


def _level(level: str) -> str:
    return fmt.capitalised(entry("indicator_level")[level])


def _measure(one: pd.Series[Any]) -> str:
    level = _level(one["level"])
    if one["origin"] == "objective":
        level = say("programme_cards.of_objective", level=level)
    if fmt.is_missing(one["unit"]):
        return say("programme_cards.indicator", level=level, name=one["name"])
    return say("programme_cards.indicator_unit", level=level, name=one["name"], unit=one["unit"])


def _sources(frame: pd.DataFrame) -> Markup:
    """Cite the sources of baselines that come from stage 1."""
    cited = frame.dropna(subset=["baseline_source"]).drop_duplicates("baseline_source")
    if cited.empty:
        return Markup("")
    shown = Markup("; ").join(
        link(source, address)
        for source, address in zip(cited["baseline_source"], cited["baseline_address"], strict=True)
    )
    return paragraph(filled(entry("programme_cards.baselines_from"), sources=shown), css="source")


def _activities(frame: pd.DataFrame) -> Markup:
    """List the steps by year and quarter."""
    title = Markup("<p><b>{}</b></p>").format(say("programme_cards.caption_activities"))
    if frame.empty:
        return title + paragraph(say("programme_cards.blank"), css="blank")
    steps: dict[str, list[str]] = {}
    for when, rows in frame.groupby(["year", "quarter"], sort=True):
        year, quarter = cast(tuple[float, float], when)
        said = fmt.words([blank(statement) for statement in rows["statement"]])
        step = say("programme_cards.activity", quarter=fmt.number(quarter), statement=said)
        steps.setdefault(fmt.year(year), []).append(step)
    lines = [
        Markup("<b>{}</b> {}").format(year, text("; ".join(each))) for year, each in steps.items()
    ]
    return title + bullets(lines, css="steps")


def _blanks(card: pd.Series[Any]) -> Markup:
    if card["is_complete"]:
        return paragraph(say("programme_cards.full"), css="quiet")
    fields = fmt.words([say(f"card_field.{field}") for field in card["missing"]])
    return paragraph(say("programme_cards.blanks_of_card", fields=fields))


def made_up(card: pd.Series[Any]) -> Markup:
    """Say which parts of the card nobody vouches for."""
    if not card["sample_parts"]:
        return Markup("")
    parts = "; ".join(say(f"card_part.{part}") for part in card["sample_parts"])
    mark = Markup('<span class="sample-mark">{}</span> ').format(say("sample_mark"))
    return paragraph(mark + text(say("programme_cards.made_up", parts=parts)), css="quiet")
