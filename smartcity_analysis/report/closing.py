"""How a page ends: conventions, method, assumptions, glossary, sources and provenance."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.intake import City
from smartcity_analysis.intake.tables import tables as specs
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.in_use import in_use
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
    conventions = in_use(city, results, stage)
    sources = _sources(city)
    assumptions = _assumptions(stage, sample=sample)
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
            say("closing.summary_method"),
            terms(entry(f"method.stage_{stage}")) + bullets(entry(f"method_sources.stage_{stage}")),
        ),
        "assumptions": table(
            assumptions,
            [Column("assumption", wide=True), Column("quality"), Column("impact")],
            caption=say("closing.caption_assumptions"),
        ),
        "glossary": details(say("closing.summary_glossary"), terms(_glossary(stage))),
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


def _glossary(stage: int) -> list[tuple[str, str]]:
    """Give the terms of every page and those of the stage, by the alphabet."""
    every = [*entry("glossary.shared"), *entry(f"glossary.stage_{stage}")]
    return sorted(every, key=lambda pair: pair[0].casefold())


def _assumptions(stage: int, *, sample: bool) -> pd.DataFrame:
    rows: list[Any] = list(entry(f"assumptions.stage_{stage}"))
    if sample:
        rows.insert(0, entry("assumption_sample"))
    return pd.DataFrame(rows, columns=["assumption", "quality", "impact"])


def _sources(city: City) -> pd.DataFrame:
    """List what the worksheets of the plan cite; those of the analysis are listed on its page."""
    first = min(city.stage, 2)
    own = {name: t for name, t in city.tables.items() if specs()[name].stage >= first}
    if "indicators" in own:
        own["indicators"] = own["indicators"].dropna(subset=["value_text"])
    frames = [t.reindex(columns=["source", "address"]) for t in own.values() if "source" in t]
    every = pd.concat([pd.DataFrame(columns=["source", "address"], dtype=object), *frames])
    every = every.dropna(subset=["source"])
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
