"""How a page ends: conventions, method, assumptions, glossary, sources and provenance."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.priority import TOLD_APART, UsgRanking
from smartcity_analysis.analysis.swot import SwotPosition
from smartcity_analysis.intake import City
from smartcity_analysis.reference import area_name, elements
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.markup import Column, bullets, details, heading, link, table, terms
from smartcity_analysis.report.texts import entry, say


def closing(city: City, *results: object, stage: int, run_time: str | None = None) -> Block:
    """Close a page: conventions, method, assumptions, glossary, sources and provenance.

    Parameters
    ----------
    city : City
    *results : object
        The results of the stage; what rests on samples is said among the assumptions.
    stage : int
    run_time : str, optional
        When the page was computed, as it is to be shown. Left out by default, so that the same
        input gives the same bytes.

    Returns
    -------
    Block
    """
    sample = any(getattr(result, "sample", False) for result in results)
    swot, usg = _used(city, results)
    conventions = _conventions(city, swot, usg)
    sources = _sources(city)
    assumptions = _assumptions(sample=sample)
    tie_break = fmt.words([say(f"usg_part.{name}") for name in usg.tie_break])
    method = [(name, text.format(tie_break=tie_break)) for name, text in entry("method")]
    cited = sources[["source", "address"]].itertuples(index=False)
    parts = {
        "conventions": table(
            conventions,
            [
                Column("name", header=say("column.convention")),
                Column("value", header=say("header.in_use"), wide=True),
            ],
            caption=say("closing.caption_conventions"),
        ),
        "method": details(
            say("closing.summary_method"), terms(method) + bullets(entry("method_sources"))
        ),
        "assumptions": table(
            assumptions,
            [Column("assumption", wide=True), Column("quality"), Column("impact")],
            caption=say("closing.caption_assumptions"),
        ),
        "glossary": details(say("closing.summary_glossary"), terms(entry("glossary"))),
        "sources": details(
            say("closing.summary_sources", count=fmt.number(len(sources))),
            bullets((link(s, a) for s, a in cited), css="sources"),
        ),
        "provenance": _provenance(city, stage, run_time),
    }
    body = Markup("").join(
        heading(say(f"closing.heading_{name}"), level=3) + part for name, part in parts.items()
    )
    exported = {"conventions": conventions, "assumptions": assumptions, "sources": sources}
    return Block("penutup", body, f"{city.name} {city.year}: {city.fingerprint[:12]}", exported)


def _used(city: City, results: Sequence[object]) -> tuple[Any, Any]:
    """Find the SWOT and USG settings of the results shown, which an expert may have changed."""
    s = city.settings
    swot = next((r.settings for r in results if isinstance(r, SwotPosition)), s.swot)
    return swot, next((r for r in results if isinstance(r, UsgRanking)), s.usg)


def _conventions(city: City, swot: Any, usg: Any) -> pd.DataFrame:
    s = city.settings
    names = {element.code: element.name for element in elements()}
    values = {
        "recorded_as": say(f"recorded_as.{s.swot.recorded_as}"),
        "swot_convention": say(f"convention.{swot.convention}"),
        "swot_weights": say(f"weights.{swot.weights}"),
        "swot_aggregation": say(f"aggregation.{swot.aggregation}"),
        "border": fmt.number(swot.border, 2),
        "min_raters": fmt.number(swot.min_raters),
        "usg_aggregation": say(f"aggregation.{usg.aggregation}"),
        "tie_break": fmt.words([say(f"usg_part.{n}") for n in usg.tie_break]),
        "told_apart": fmt.percent(TOLD_APART),
        "decimal": say(f"decimal.{s.numbers.decimal}"),
        "elements": fmt.words([names[code] for code in s.readiness.elements]),
        "ready_from": fmt.number(s.readiness.ready_from),
        "peers": fmt.words([area_name(code) for code in s.gap.peers]),
        "draws": fmt.number(s.draws),
        "seed": str(s.seed),
        "cut_off": fmt.day(city.cut_off),
        "horizon": labels.span(city.profile.horizon),
    }
    rows = [(say(f"convention_name.{key}"), value) for key, value in values.items()]
    return pd.DataFrame(rows, columns=["name", "value"])


def _assumptions(*, sample: bool) -> pd.DataFrame:
    rows: list[Any] = list(entry("assumptions"))
    if sample:
        rows.insert(0, entry("assumption_sample"))
    return pd.DataFrame(rows, columns=["assumption", "quality", "impact"])


def _sources(city: City) -> pd.DataFrame:
    tables = city.tables
    tables["indicators"] = tables["indicators"].dropna(subset=["value_text"])
    frames = [f[["source", "address"]] for f in tables.values() if "source" in f.columns]
    every = pd.concat(frames).dropna(subset=["source"])
    return every.drop_duplicates().sort_values(["source", "address"], ignore_index=True)


def _code(content: str) -> Markup:
    return Markup("<code>{}</code>").format(content)


def _provenance(city: City, stage: int, run_time: str | None) -> Markup:
    approvals = city.profile.stage(stage).approvals
    rows = [
        (say("provenance.fingerprint"), _code(city.fingerprint[:12])),
        (say("provenance.version"), _code(f"smartcity-analysis {version('smartcity-analysis')}")),
        (
            say("provenance.approvals"),
            fmt.words([f"{a.role} ({fmt.day(a.date)})" for a in approvals])
            if approvals
            else say("provenance.no_approval"),
        ),
        (
            say("provenance.corrections"),
            fmt.words([f"{c.table}.{c.column}: {c.reason}" for c in city.corrections])
            if city.corrections
            else say("provenance.no_corrections"),
        ),
    ]
    if run_time is not None:
        rows.append((say("provenance.run_time"), run_time))
    inputs = pd.DataFrame(
        [(i.name, i.rows, i.sha256[:12]) for i in city.inputs], columns=["file", "rows", "hash"]
    )
    columns = [Column("file"), Column("rows", fmt.number, number=True), Column("hash")]
    listed = table(inputs, columns, caption=say("closing.caption_inputs"))
    return terms(rows) + details(say("closing.summary_inputs"), listed)
