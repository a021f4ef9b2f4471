"""Columns of results → columns of text: the small joins between a frame and what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.intake import City
from smartcity_analysis.intake.settings import Horizon
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.reference import dimensions, elements, indicators
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.markup import link
from smartcity_analysis.report.texts import entry, say

LONGEST_CLAUSE = 40


def table_title(name: str) -> str:
    """Name a worksheet as its users know it.

    Examples
    --------
    >>> table_title("swot_factors")
    'Faktor SWOT'
    """
    return tables()[name].title


def spoken(section: str) -> Callable[[str], str]:
    """Make a function that turns the codes of a section of the texts into words.

    Examples
    --------
    >>> position = spoken("position")
    >>> position("SO"), position("")
    ('Agresif (SO)', '–')
    """
    words: Mapping[str, str] = entry(section)
    return lambda code: words.get(code, fmt.MISSING)


def coded(column: str) -> Callable[[Any], Any]:
    """Make a function that turns the codes of a column into words and leaves the rest as it is.

    Examples
    --------
    >>> reason = coded("reason")
    >>> reason("all_tied"), reason("catatan"), reason(1.5)
    ('semua pilihan dinilai sama', 'catatan', 1.5)
    """
    sections = entry("column_words").get(column, ())
    words: dict[object, object] = {}
    for section in [sections] if isinstance(sections, str) else sections:
        words |= entry(section)
    return lambda code: words.get(code, code)


def given(value: object) -> str:
    """Write a name, or a dash where none was given.

    Examples
    --------
    >>> given("DLH"), given(""), given(None)
    ('DLH', '–', '–')
    """
    return fmt.MISSING if fmt.is_missing(value) or value == "" else str(value)


def yes(value: object) -> str:
    """Write whether something holds.

    Examples
    --------
    >>> yes(True), yes(False), yes(None)
    ('ya', 'tidak', '–')
    """
    if fmt.is_missing(value):
        return fmt.MISSING
    return str(entry("yes_no")["yes" if value else "no"])


def dimension_name(code: object) -> str:
    """Name a dimension, or write a dash where none is known.

    Examples
    --------
    >>> dimension_name("ENV"), dimension_name(None)
    ('Smart Environment', '–')
    """
    return {d.code: d.name for d in dimensions()}.get(str(code), fmt.MISSING)


def in_official_order(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Order rows as the guide orders its dimensions or elements, and name them.

    Parameters
    ----------
    frame : DataFrame
        Not modified.
    column : {"dimension", "element"}
        Holds the codes.

    Returns
    -------
    DataFrame
        With a column ``name``.
    """
    if column == "dimension":
        names = _dimensions()
    else:
        names = {element.code: element.name for element in elements()}
    position = {code: place for place, code in enumerate(names)}
    ordered = frame.iloc[frame[column].map(position).argsort(kind="stable")]
    return ordered.assign(name=ordered[column].map(names))


def clause(statement: str) -> str:
    """Shorten a statement until it fits into a title, at a word's end.

    Examples
    --------
    >>> clause("Jaringan serat optik milik pemerintah kota sepanjang 58 km menghubungkan semua OPD")
    'Jaringan serat optik milik pemerintah…'
    """
    if len(statement) <= LONGEST_CLAUSE:
        return statement
    return statement[:LONGEST_CLAUSE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def values(frame: pd.DataFrame, column: str) -> list[str]:
    """Write indicator values with the decimals of their dictionary; ordinals by name."""
    return [
        str(written)
        if direction == "ordinal" and column == "value"
        else fmt.number(value, decimals)
        for value, decimals, direction, written in zip(
            frame[column], frame["decimals"], frame["direction"], frame["value_text"], strict=True
        )
    ]


def _uncertain(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["status"].isin(["provisional", "estimate"])


def latest_values(frame: pd.DataFrame) -> list[str]:
    """Write the latest indicator values; an asterisk marks what is provisional or estimated."""
    return [
        value + ("*" if uncertain else "")
        for value, uncertain in zip(values(frame, "value"), _uncertain(frame), strict=True)
    ]


def compared_names(frame: pd.DataFrame) -> list[str]:
    """Name indicators with the year of comparison; an asterisk as in :func:`latest_values`."""
    uncertain = _uncertain(frame) & (frame["province_year"] == frame["year"])
    return [
        f"{name} {fmt.year(year)}{'*' if mark else ''}"
        for name, year, mark in zip(frame["name"], frame["province_year"], uncertain, strict=True)
    ]


def targets(frame: pd.DataFrame) -> list[str]:
    """Write targets: one number, or a range with an en dash."""
    return [
        _range(low, high, decimals)
        for low, high, decimals in zip(
            frame["target_low"], frame["target_high"], frame["decimals"], strict=True
        )
    ]


def _range(low: float, high: float, decimals: int) -> str:
    ends = [v for v in (low, high) if not fmt.is_missing(v)]
    written = list(dict.fromkeys(fmt.number(v, decimals) for v in ends))
    return "–".join(written) if written else fmt.MISSING


def sources(frame: pd.DataFrame) -> list[Markup]:
    """Name who published each row, linked when there is an address."""
    return [link(publisher(s), a) for s, a in zip(frame["source"], frame["address"], strict=True)]


def publisher(source: object) -> object:
    """Shorten a source to who published it; the whole title stands in the list of sources.

    Examples
    --------
    >>> publisher("Kota Tegal masuk tujuh besar - Warta Bahari (31 Jul 2019)")
    'Warta Bahari (31 Jul 2019)'
    >>> publisher("Buku data")
    'Buku data'
    """
    return source if fmt.is_missing(source) else str(source).rsplit(" - ", 1)[-1]


def source_line(frame: pd.DataFrame) -> Markup:
    """Write the sources of a table for the line under it."""
    pairs = frame[["source", "address"]].drop_duplicates()
    shown = [link(s, a) for s, a in pairs.itertuples(index=False)]
    return Markup("; ").join(shown)


def verdicts(frame: pd.DataFrame, against: str) -> list[str]:
    """Write verdicts, with the year of comparison where it is not that of the row."""
    words: Mapping[str, str] = entry("verdict")
    return [
        words[verdict] + _other_year(year, own)
        for verdict, year, own in zip(
            frame[f"{against}_verdict"], frame[f"{against}_year"], frame["year"], strict=True
        )
    ]


def _other_year(year: float, own: float) -> str:
    return "" if fmt.is_missing(year) or year == own else f" ({fmt.year(year)})"


def trends(frame: pd.DataFrame) -> list[str]:
    """Write trends with the year from which they are counted."""
    words: Mapping[str, str] = entry("trend")
    return [
        words[trend]
        if trend == "unknown"
        else say("gap.since", trend=words[trend], year=fmt.year(since))
        for trend, since in zip(frame["trend"], frame["previous_year"], strict=True)
    ]


def peer_ranks(frame: pd.DataFrame) -> list[str]:
    """Write the city's rank among its peers: "2 dari 5", with the year where it differs."""
    return [
        fmt.MISSING
        if fmt.is_missing(rank)
        else say("gap.peer_rank", rank=fmt.number(rank), count=fmt.number(count + 1))
        + _other_year(year, own)
        for rank, count, year, own in zip(
            frame["peers_rank"],
            frame["peers_count"],
            frame["peers_year"],
            frame["year"],
            strict=True,
        )
    ]


def rater_range(frame: pd.DataFrame) -> list[str]:
    """Write how many raters there were and how far apart: "11 (2–4)"."""
    return [
        f"{fmt.number(n)} ({_range(low, high, 0)})"
        for n, low, high in zip(
            frame["n_raters"], frame["rating_min"], frame["rating_max"], strict=True
        )
    ]


def rank_counts(result: UsgRanking, names: pd.Series[str]) -> pd.DataFrame:
    """Count raters per issue and rank.

    Parameters
    ----------
    result : UsgRanking
    names : Series
        Short names of the issues to be shown, by code.

    Returns
    -------
    DataFrame of shape (n_issues, n_issues)
        Index: short names in the order given; columns: ranks 1 … n.
    """
    ranks = result.rater_ranks.set_index("issue").loc[names.index]
    counts = pd.DataFrame({rank: (ranks == rank).sum(axis=1) for rank in range(1, len(names) + 1)})
    return counts.set_axis(names.tolist(), axis=0)


def indicator_names() -> dict[str, str]:
    """Map indicator codes to their names."""
    return {code: indicator.name for code, indicator in indicators().items()}


def dimension_names(codes: Iterable[object]) -> list[str]:
    """Name dimensions by their codes.

    Examples
    --------
    >>> dimension_names(["GOV", None])
    ['Smart Governance', '–']
    """
    names = _dimensions()
    return [
        fmt.MISSING if fmt.is_missing(code) else names.get(str(code), str(code)) for code in codes
    ]


def _dimensions() -> dict[str, str]:
    return {dimension.code: dimension.name for dimension in dimensions()}


def span(horizon: Horizon) -> str:
    """Write the years of the roadmap: "2023–2032"."""
    return fmt.year_span(horizon.first_year, horizon.last_year)


def disputed(city: City) -> int:
    """Count figures for which sources disagree."""
    return len(city.source_conflicts[["area_code", "indicator", "year"]].drop_duplicates())


def as_written(value: object) -> str:
    """Show a figure as its source prints it, with a decimal comma.

    Examples
    --------
    >>> as_written("39.24"), as_written("160-180"), as_written("381994269000")
    ('39,24', '160–180', '381.994.269.000')
    """
    text = str(value).strip()
    try:
        number = float(text)
    except ValueError:
        return re.sub(r"(?<=\d)-(?=\d)", "–", re.sub(r"(?<=\d)\.(?=\d)", ",", text))
    return fmt.number(number, len(text.partition(".")[2]))
