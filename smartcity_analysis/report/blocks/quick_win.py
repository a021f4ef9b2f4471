"""Quick wins on a page: the gates, impact against effort, and the choice of six."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.quick_win import Gates, ImpactEffort, QuickWins
from smartcity_analysis.report import charts_quick_win, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured, marked
from smartcity_analysis.report.blocks.programmes import BREAK, SMALL, programme_name
from smartcity_analysis.report.findings.base import amount, distance, named
from smartcity_analysis.report.findings.quick_win import inputs
from smartcity_analysis.report.markup import (
    Column,
    details,
    heading,
    paragraph,
    source_note,
    table,
    terms,
)
from smartcity_analysis.report.texts import say

SCORE = partial(fmt.number, decimals=2)
PERCENT = partial(fmt.hundredths, decimals=1)
STATES = ("pass", "open", "fail")
QUADRANTS = ("quick_win", "big_project", "filler", "reconsider")


def _titles(rows: pd.DataFrame, *, mark: bool = True) -> pd.Series:
    """Name the programmes of a table, each opening to its evidence where it is planned."""
    planned = rows["planned"] if "planned" in rows else np.ones(len(rows), dtype=bool)
    made_up = (rows["status"] == "sample") & mark if "status" in rows else planned & False
    names = [
        programme_name(code, name, planned=bool(known), sample=bool(sample))
        for code, name, known, sample in zip(
            rows["programme"], rows["short_name"], planned, made_up, strict=True
        )
    ]
    return pd.Series(names, rows.index, dtype=object)


# ---- Gates --------------------------------------------------------------------------------------


@block.register
def _(result: Gates) -> Block:
    if result.table.empty:
        return figured(result, id="gerbang", source=say("gates.source"), after=_questions(result))
    must = result.gates.loc[result.gates["mandatory"], "name"]
    subtitle = (
        say("gates.subtitle", names=fmt.words([_lowered(name) for name in must]))
        if len(must)
        else say("gates.no_mandatory")
    )
    return figured(
        result,
        id="gerbang",
        subtitle=subtitle,
        body=_results(result) + _late(result),
        source=say("gates.source"),
        numbers=_matrix(result),
        after=_questions(result) + _evidence(result),
    )


def _lowered(name: str) -> str:
    """Begin with a small letter, unless the name begins with an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _by_state(result: Gates) -> tuple[pd.DataFrame, list[int]]:
    """Give the candidates that pass first, and after which rows a state ends."""
    place = {state: order for order, state in enumerate(STATES)}
    order = result.table["gate_state"].map(place).to_numpy()
    rows = result.table.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
    every = bool((rows["status"] == "sample").all())
    rows = rows.assign(title=_titles(rows, mark=not every))
    return rows, np.flatnonzero(np.diff(np.sort(order))).tolist()


def _results(result: Gates) -> Markup:
    """Show the state of every candidate, and what stands against it."""
    rows, rules = _by_state(result)
    must = result.answers[result.answers["mandatory"] & (result.answers["answer"] != "yes")]
    said = labels.spoken("gate_answer")
    waiting: dict[str, list[str]] = {}
    for code, name, answer in must[["programme", "name", "answer"]].to_numpy():
        waiting.setdefault(code, []).append(f"{said(answer)}: {_lowered(name)}")
    none = [say("gates.all_yes")]
    lines = [BREAK.join(waiting.get(code, none)) for code in rows["programme"]]
    columns = [
        Column("title", header=say("column.programme")),
        Column("gate_state", labels.spoken("gate_state"), header=say("gates.result")),
        Column("waiting", header=say("gates.waiting")),
    ]
    shown = rows.assign(waiting=pd.Series(lines, dtype=object))
    return table(shown, columns, caption=say("gates.caption"), rules=rules)


def _matrix(result: Gates) -> Markup:
    """Set candidates against all gates; every answer is a mark and a word."""
    rows, rules = _by_state(result)
    answers = result.answers.pivot_table(
        index="programme", columns="gate", values="answer", aggfunc="first"
    ).reindex(rows["programme"])
    said = labels.spoken("gate_answer")
    columns = [Column("title", header=say("column.programme"))]
    for gate, must in result.gates[["gate", "mandatory"]].to_numpy():
        rows[gate] = answers[gate].to_numpy()
        # A code is not to be broken at its hyphen.
        columns.append(Column(gate, said, header=_required(gate, must).replace("-", "\u2011")))
    return table(rows, columns, caption=say("gates.caption_every"), rules=rules)


def _required(gate: str, must: object) -> str:
    return say("gates.required", gate=gate) if must else gate


def _late(result: Gates) -> Markup:
    """Name programmes of one year that nobody sent through the gates."""
    if not result.not_asked:
        return Markup("")
    return paragraph(say("gates.not_asked", names=named(result.not_asked)))


def _questions(result: Gates) -> Markup:
    asked = [
        (f"{_required(gate, must)} {name}", question)
        for gate, name, question, must in result.gates[
            ["gate", "name", "question", "mandatory"]
        ].to_numpy()
    ]
    return details(say("gates.summary_questions"), terms(asked))


def _evidence(result: Gates) -> Markup:
    rows = result.answers.dropna(subset=["evidence"])
    if rows.empty:
        return Markup("")
    columns = [
        Column("short_name", header=say("column.programme")),
        Column("name", header=say("column.gate")),
        Column("answer", labels.spoken("gate_answer"), code=True),
        Column("evidence", wide=True),
    ]
    drawn = table(rows, columns, caption=say("gates.caption_evidence"))
    summary = say("gates.summary_evidence", count=fmt.number(len(rows)))
    return details(summary, drawn, css="screen")


# ---- Impact against effort ----------------------------------------------------------------------


@block.register
def _(result: ImpactEffort) -> Block:
    source = say("impact_effort.source")
    if result.reason:
        return figured(result, id="dampak-upaya", source=source)
    place = {name: order for order, name in enumerate(QUADRANTS)}
    rows = result.table.assign(order=result.table["quadrant"].map(place))
    rows = rows.sort_values(["order", "impact"], ascending=[True, False], kind="stable")
    rows = rows.reset_index(drop=True)
    quick = rows["quadrant"] == "quick_win"
    numbered = rows.assign(number=quick.cumsum().where(quick).astype(float))
    picture = charts_quick_win.impact_effort(
        numbered,
        charts_quick_win.Axis(
            say("impact_effort.effort_axis", name=result.effort_name),
            result.effort_cut,
            backwards=result.easy_effort,
        ),
        charts_quick_win.Axis(
            say("impact_effort.impact_axis", name=result.impact_name), result.impact_cut
        ),
        id="bagan-dampak-upaya",
        alt=say("impact_effort.alt", finding=findings.of(result).claim.lower()),
        corners={name: say(f"quadrant.{name}") for name in QUADRANTS},
    )
    return figured(
        result,
        id="dampak-upaya",
        subtitle=say(
            "impact_effort.subtitle",
            impact=result.impact_name,
            impact_cut=amount(result.impact_cut),
            impact_rule=say(f"impact_effort.rule.{result.impact_rule}"),
            effort=result.effort_name,
            effort_cut=amount(result.effort_cut),
            effort_rule=say(f"impact_effort.rule.{result.effort_rule}"),
        ),
        body=picture + _numbered(numbered[quick]),
        source=source,
        numbers=_effort_table(rows),
    )


def _numbered(quick: pd.DataFrame) -> Markup:
    """Name the dots that carry a number."""
    if quick.empty:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(name) for name in _titles(quick))
    return paragraph(say("impact_effort.numbered")) + Markup("<ol>{}</ol>").format(items)


def _alike(values: pd.Series[float]) -> Callable[[float], str]:
    """Write a column of ratings or of amounts, with as many decimals in every row."""
    whole = values.dropna().mod(1).eq(0).all()
    return partial(fmt.number, decimals=0 if whole else 2)


def _effort_table(rows: pd.DataFrame) -> Markup:
    columns = [
        Column("short_name", header=say("column.programme")),
        Column("quadrant", labels.spoken("quadrant"), header=say("impact_effort.quadrant")),
        Column("impact", _alike(rows["impact"]), header=say("impact_effort.impact"), number=True),
        Column("effort", _alike(rows["effort"]), header=say("impact_effort.effort"), number=True),
        Column("on_line", labels.yes),
    ]
    boundaries = np.flatnonzero(np.diff(rows["order"].to_numpy()))
    return table(rows, columns, caption=say("impact_effort.caption"), rules=boundaries)


# ---- The choice ---------------------------------------------------------------------------------


@block.register
def _(result: QuickWins) -> Block:
    chosen = _chosen(result) if len(result.chosen) else None
    solver = result.portfolio.method if result.portfolio else "highs"
    return figured(
        result,
        id="quick-win",
        subtitle=say("quick_wins.subtitle"),
        body=chosen,
        source=say("quick_wins.source", solver=say(f"solver.{solver}")),
        numbers=_candidates(result.candidates) if len(result.candidates) else None,
        after=_official(result) + _price(result),
    )


def _chosen(result: QuickWins) -> Markup:
    rows = result.chosen
    notes = [
        name if state == "pass" else Markup("{}; {}").format(name, gate(state))
        for name, state in zip(
            labels.dimension_names(rows["dimension"]), rows["gate_state"], strict=True
        )
        for gate in [labels.spoken("gate_state")]
    ]
    rivals = [_rival(name, margin) for name, margin in rows[["runner_up", "margin"]].to_numpy()]
    columns = [
        Column("title", header=say("column.quick_win")),
        Column("cost_rupiah", fmt.rupiah, header=say("quick_wins.cost"), number=True),
        Column("rival", header=say("quick_wins.rival")),
    ]
    shown = rows.assign(title=_noted(_titles(rows, mark=False), notes), rival=rivals)
    return table(shown, columns, caption=say("quick_wins.caption"))


def _noted(titles: pd.Series, notes: list[str]) -> pd.Series:
    """Put a small line under every title."""
    lines = [SMALL.format(title, note) for title, note in zip(titles, notes, strict=True)]
    return pd.Series(lines, titles.index, dtype=object)


def _rival(name: object, margin: float) -> str:
    if fmt.is_missing(name):
        return say("quick_wins.rival_none")
    if margin == 0:
        return say("quick_wins.rival_level", name=name)
    side = "rival_below" if margin > 0 else "rival_above"
    return say(f"quick_wins.{side}", name=name, score=distance(margin))


def _official(result: QuickWins) -> Markup:
    """Set the city's own choice beside ours, and say on what ours rests."""
    rows = result.official
    if rows.empty:
        return paragraph(say("quick_wins.official_none"), css="quiet")
    if result.chosen.empty:
        claim = say("quick_wins.official_alone")
    else:
        claim = say(
            "quick_wins.official",
            same=fmt.number(result.n_same),
            count=fmt.number(len(rows)),
        )
    html = heading(marked(claim, sample=result.sample), level=4)
    if result.made_up:
        html += paragraph(say("quick_wins.official_sample", names=inputs(result)))
    columns = [
        Column("title", header=say("quick_wins.official_programme")),
        Column("model_choice", labels.given, header=say("quick_wins.model")),
        Column("why", header=say("quick_wins.why")),
    ]
    titles = _noted(_titles(rows), labels.dimension_names(rows["dimension"]))
    shown = rows.assign(title=titles, why=_why(rows))
    drawn = table(shown, columns, caption=say("quick_wins.caption_official"))
    return html + drawn + source_note(labels.source_line(rows))


def _why(rows: pd.DataFrame) -> list[str]:
    """Say why an official choice is not ours: its gates, its price or its rank."""
    spoken = labels.coded("reason")
    told = []
    for same, reason, rank, count in rows[
        ["same", "reason", "rank_in_dimension", "n_in_dimension"]
    ].to_numpy():
        if fmt.is_missing(rank):
            told.append(say("quick_wins.same") if same else spoken(reason))
            continue
        place = say("quick_wins.rank", rank=fmt.number(rank), count=fmt.number(count))
        first = say("quick_wins.same") if same else spoken(reason)
        told.append(say("quick_wins.why_not", reason=first, rank=place))
    return told


def _price(result: QuickWins) -> Markup:
    """Say what the choice would be worth without each of its rules."""
    if result.price.empty:
        return Markup("")
    rows = result.price.sort_values("gain", ascending=False, kind="stable")
    dearest = rows.iloc[0]
    claim = say("quick_wins.price_none")
    if dearest["gain"] > 0:
        rule = say(f"quick_win_rule.{dearest['rule']}")
        claim = say("quick_wins.price", rule=rule, share=PERCENT(dearest["gain_percent"]))
    swaps = [_swap(added, dropped) for added, dropped in rows[["added", "dropped"]].to_numpy()]
    columns = [
        Column("rule", labels.spoken("quick_win_rule"), header=say("column.rule")),
        Column("gain_percent", PERCENT, header=say("quick_wins.gain"), number=True),
        Column("swap", header=say("quick_wins.swap")),
    ]
    drawn = table(rows.assign(swap=swaps), columns, caption=say("quick_wins.caption_price"))
    return heading(marked(claim, sample=result.sample), level=4) + drawn


def _swap(added: tuple[str, ...], dropped: tuple[str, ...]) -> str:
    if not added:
        return say("quick_wins.swap_none")
    if not dropped:
        return say("quick_wins.swap_added", added=named(added))
    return say("quick_wins.swap_for", added=named(added), dropped=named(dropped))


def _candidates(candidates: pd.DataFrame) -> Markup:
    columns = [
        Column("short_name", header=say("column.programme")),
        Column("dimension", labels.dimension_name),
        Column("score", SCORE, number=True),
        Column("rank_in_dimension", fmt.number, number=True),
        Column("cost_rupiah", fmt.rupiah, number=True),
        Column("gate_state", labels.spoken("gate_state")),
        Column("reason", labels.coded("reason"), wide=True),
    ]
    return table(candidates, columns, caption=say("quick_wins.caption_candidates"))
