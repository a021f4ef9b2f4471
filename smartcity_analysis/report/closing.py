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
    conventions = _conventions(city, results)
    sources = _sources(city)
    assumptions = _assumptions(sample=sample)
    tie_break = fmt.words([say(f"usg_part.{name}") for name in city.settings.usg.tie_break])
    method = [(name, text.format(tie_break=tie_break)) for name, text in entry("method")]
    body = (
        heading("Konvensi hitung", level=3)
        + table(
            conventions,
            [Column("name", "Konvensi"), Column("value", "Yang dipakai", wide=True)],
            caption="Konvensi yang dipakai halaman ini",
        )
        + heading("Cara menghitung", level=3)
        + details(
            "Lihat cara menghitung dan rujukannya", terms(method) + bullets(entry("method_sources"))
        )
        + heading("Asumsi", level=3)
        + table(
            assumptions,
            [
                Column("assumption", "Asumsi", wide=True),
                Column("quality", "Mutu bukti"),
                Column("impact", "Dampak bila salah"),
            ],
            caption="Asumsi, mutu bukti dan dampaknya",
        )
        + heading("Istilah", level=3)
        + details("Lihat arti istilah", terms(entry("glossary")))
        + heading("Sumber", level=3)
        + details(
            f"Lihat semua sumber ({fmt.number(len(sources))})",
            bullets(
                (link(s, a) for s, a in sources[["source", "address"]].itertuples(index=False)),
                css="sources",
            ),
        )
        + heading("Asal-usul halaman", level=3)
        + _provenance(city, stage, run_time)
    )
    exported = {"conventions": conventions, "assumptions": assumptions, "sources": sources}
    return Block("penutup", body, f"{city.name} {city.year}: {city.fingerprint[:12]}", exported)


def _conventions(city: City, results: Sequence[object]) -> pd.DataFrame:
    """List the conventions of the results shown, which an expert may have changed."""
    s = city.settings
    swot = next((r.settings for r in results if isinstance(r, SwotPosition)), s.swot)
    names = {element.code: element.name for element in elements()}
    usg = next((r for r in results if isinstance(r, UsgRanking)), s.usg)
    rows = [
        ("Rating SWOT diisi sebagai", say(f"recorded_as.{s.swot.recorded_as}")),
        ("Konvensi SWOT", say(f"convention.{swot.convention}")),
        ("Bobot SWOT", say(f"weights.{swot.weights}")),
        ("Suara SWOT", say(f"aggregation.{swot.aggregation}")),
        ("Ambang garis batas", fmt.number(swot.border, 2)),
        ("Penilai paling sedikit per faktor", fmt.number(swot.min_raters)),
        ("Suara USG", say(f"aggregation.{usg.aggregation}")),
        ("Pemecah nilai kembar USG", fmt.words([say(f"usg_part.{n}") for n in usg.tie_break])),
        ("Urutan isu dianggap berbeda mulai", fmt.percent(TOLD_APART)),
        ("Tanda desimal berkas", say(f"decimal.{s.numbers.decimal}")),
        ("Elemen kesiapan", fmt.words([names[code] for code in s.readiness.elements])),
        ("Kondisi dianggap siap mulai", fmt.number(s.readiness.ready_from)),
        ("Kota pembanding", fmt.words([area_name(code) for code in s.gap.peers])),
        (say("provenance.draws"), fmt.number(s.draws)),
        (say("provenance.seed"), str(s.seed)),
        (say("provenance.cut_off"), fmt.day(city.cut_off)),
        ("Masa peta jalan", labels.span(city.profile.horizon)),
    ]
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
        [(i.name, i.rows, i.sha256[:12]) for i in city.inputs], columns=["name", "rows", "hash"]
    )
    columns = [
        Column("name", "Berkas"),
        Column("rows", "Baris", fmt.number, number=True),
        Column("hash", "Sidik sha256"),
    ]
    return terms(rows) + details(
        "Lihat berkas masukan", table(inputs, columns, caption="Berkas masukan dan sidiknya")
    )
