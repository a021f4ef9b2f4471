"""The chain of evidence: what holds, what hangs loose, and every item opened to its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from smartcity_analysis.analysis.plan import Chain
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, figured, marked
from smartcity_analysis.report.blocks.plan import reading
from smartcity_analysis.report.labels import clause
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

NAMED = 6
"""So many loose ends of a kind are named on the page; the workbook has all."""

RUPIAH = "Rp"
Row = Mapping[Any, Any]


@block.register
def _(result: Chain) -> Block:
    links = result.links
    shown = links.assign(
        linked=[
            say("chain.of", linked=fmt.number(linked), rows=fmt.number(rows))
            if rows
            else say("chain.no_rows")
            for linked, rows in links[["n_linked", "n_rows"]].itertuples(index=False)
        ]
    )
    columns = [
        Column("link", _sentence_of_link),
        Column("linked", header=say("chain.linked"), number=True),
    ]
    body = table(shown, columns, caption=say("chain.caption"))
    loose = list(_loose(result))
    if loose:
        body += heading(say("chain.heading_loose"), level=4) + bullets(loose)
    return figured(
        result,
        id="rantai",
        subtitle=say("chain.subtitle"),
        body=body,
        source=say("chain.source"),
        after=_Trails(result).all(),
    )


def _sentence_of_link(link: str) -> str:
    return fmt.capitalised(labels.spoken("link")(link))


def _loose(result: Chain) -> Iterator[Markup]:
    """Yield what hangs loose by kind: in words, how many, and the first of them."""
    paths = set(result.paths["programme"])
    kinds = ((entry("orphan"), result.orphans), (entry("not_taken_up"), result.unserved))
    for section, rows in kinds:
        for kind, words in section.items():
            found = rows[rows["link"] == kind]
            if found.empty:
                continue
            names = [
                _named(code, name, linked=code in paths)
                for code, name in found[["code", "name"]].head(NAMED).itertuples(index=False)
            ]
            rest = len(found) - len(names)
            if rest:
                names.append(text(say("list.more", count=fmt.number(rest))))
            yield _sentence(
                entry("chain.loose"),
                kind=[text(fmt.capitalised(words))],
                count=[text(fmt.number(len(found)))],
                names=names,
            )


def _named(code: str, name: object, *, linked: bool) -> Markup:
    if linked:
        return trail(code, code if fmt.is_missing(name) else name)
    return text(code if fmt.is_missing(name) else f"{code} {clause(str(name))}")


@dataclass(frozen=True)
class _Trails:
    """Every issue, programme, factor and indicator as an entry of its own, linked both ways."""

    chain: Chain

    def all(self) -> Markup:
        paths, frames = self.chain.paths, self.chain.details
        planned = set(paths["programme"])
        proposals = [code for code in self._rows("programmes") if code not in planned]
        groups: list[tuple[str, Iterable[str], Callable[[str], Markup]]] = [
            ("issues", frames["issues"]["issue"], self._issue),
            ("programmes", paths["programme"], self._programme),
            ("proposals", proposals, self._proposal),
            ("factors", self._used("factors"), self._factor),
            ("indicators", self._used("indicators"), self._indicator),
        ]
        folded = Markup("")
        for group, codes, write in groups:
            written = [write(str(code)) for code in codes]
            if written:
                summary = say(f"chain.follow_{group}", count=fmt.number(len(written)))
                folded += details(summary, _listed(written), css="screen")
        return folded

    @cached_property
    def _indexed(self) -> dict[str, dict[str, Row]]:
        return {
            name: {str(row[frame.columns[0]]): row for row in frame.to_dict("records")}
            for name, frame in self.chain.details.items()
        }

    @cached_property
    def _paths(self) -> dict[str, Row]:
        return {row["programme"]: row for row in self.chain.paths.to_dict("records")}

    @cached_property
    def _answers(self) -> dict[str, Row]:
        return {row["issue"]: row for row in self.chain.issues.to_dict("records")}

    def _rows(self, name: str) -> dict[str, Row]:
        return self._indexed[name]

    def _used(self, column: str) -> list[str]:
        """Codes on the path of a programme or behind an issue, in the order of their table."""
        used = {code for codes in self.chain.paths[column] for code in codes}
        if column == "indicators":
            used |= {code for row in self._rows("issues").values() for code in _tuple(row, column)}
        rows = self._rows({"factors": "swot_factors"}.get(column, column))
        return [code for code in rows if code in used]

    # ---- Entries --------------------------------------------------------------------------------

    def _issue(self, code: str) -> Markup:
        row, found = self._rows("issues")[code], self._answers[code]
        values = self._values(_tuple(row, "indicators"))
        lines = [
            _sourced(say("chain.issue", statement=_said(row)), row),
            _sentence(entry("chain.indicators"), indicators=values)
            if values
            else text(say("chain.no_indicator")),
            *(self._objective(self._rows("objectives")[goal]) for goal in found["objectives"]),
            self._programmes(found["programmes"]),
        ]
        return details(found["short_name"], _anchored(code, bullets(lines)))

    def _programme(self, code: str) -> Markup:
        path, row = self._paths[code], self._rows("programmes").get(code, {})
        name = path["short_name"] if _no(row.get("name")) else row["name"]
        years = path["years"]
        span = fmt.year_span(years[0], years[-1]) if years else ""
        lines = [
            _sourced(say("chain.programme", name=name, code=code), row),
            text(say("chain.years", years=span) if years else say("chain.no_years")),
            *(self._commitment(promise) for promise in path["commitments"]),
        ]
        if not _no(path["quick_win"]):
            lines.insert(1, text(say("chain.quick_win", code=path["quick_win"])))
        goal = self._rows("objectives").get(str(path["objective"]))
        lines.append(text(say("chain.no_objective")) if goal is None else self._ladder(goal))
        own = () if goal is None else _tuple(goal, "indicator")
        behind = [indicator for indicator in path["indicators"] if indicator not in own]
        if behind:
            lines.append(_sentence(entry("chain.behind"), indicators=self._values(behind)))
        return details(path["short_name"], _anchored(code, bullets(lines)))

    def _proposal(self, code: str) -> Markup:
        row = self._rows("programmes")[code]
        name = row["short_name"] if _no(row["name"]) else row["name"]
        head = say("chain.programme", name=code if _no(name) else name, code=code)
        return _anchored(code, paragraph(_sourced(head, row)))

    def _factor(self, code: str) -> Markup:
        row = self._rows("swot_factors")[code]
        said = _sourced(say("chain.factor", code=code, statement=_said(row)), row)
        values = self._values(_tuple(row, "indicators"))
        if values:
            said += text(" ") + _sentence(entry("chain.indicators"), indicators=values)
        return _anchored(code, paragraph(said))

    def _indicator(self, code: str) -> Markup:
        row = self._rows("indicators")[code]
        head = say("chain.evidence", name=_called(row, code), value=_value(row))
        return _anchored(code, paragraph(_sourced(head, row)))

    # ---- Parts of an entry ----------------------------------------------------------------------

    def _objective(self, row: Row) -> Markup:
        said = say("chain.objective", code=row["objective"], statement=_said(row))
        return marked(said, sample=row["status"] == "sample")

    def _ladder(self, objective: Row) -> Markup:
        """Write an objective with what it answers, serves, rests on and is measured by."""
        issues = [
            trail(code, row["short_name"])
            for code in _tuple(objective, "issues")
            if (row := self._rows("issues").get(code))
        ]
        served = [
            text(_priority(row))
            for code in _tuple(objective, "priorities")
            if (row := self._rows("priorities").get(code))
        ]
        strategies = [
            self._strategy(row)
            for code in _tuple(objective, "strategies")
            if (row := self._rows("strategies").get(code))
        ]
        values = self._values(_tuple(objective, "indicator"))
        lines = [
            *([_sentence(entry("chain.issues"), issues=issues)] if issues else []),
            *([_sentence(entry("chain.priorities"), priorities=served)] if served else []),
            *(strategies or [text(say("chain.no_strategy"))]),
            _sentence(entry("chain.measured"), indicators=values)
            if values
            else text(say("chain.not_measured")),
        ]
        return self._objective(objective) + bullets(lines)

    def _strategy(self, row: Row) -> Markup:
        factors = [
            trail(code, code) + text(f" {clause(_said(found))}")
            for code in _tuple(row, "factors")
            if (found := self._rows("swot_factors").get(code))
        ]
        said = say("chain.strategy", code=row["strategy"], statement=_said(row))
        head = marked(said, sample=row["status"] == "sample") + text(" ")
        if not factors:
            return head + text(say("chain.no_factor"))
        return head + _sentence(entry("chain.factors"), factors=factors)

    def _commitment(self, code: str) -> Markup:
        row = self._rows("commitments")[code]
        agency = fmt.MISSING if _no(row["agency"]) else row["agency"]
        said = say("chain.commitment", code=code, agency=agency, statement=_said(row))
        return marked(said, sample=row["status"] == "sample")

    def _values(self, codes: Iterable[str]) -> list[Markup]:
        """Name indicators, each with its value, linked to its source; those without are left."""
        return [
            trail(code, _called(row, code)) + text(f" {_value(row)}")
            for code in codes
            if (row := self._rows("indicators").get(code))
        ]

    def _programmes(self, codes: Sequence[str]) -> Markup:
        if not codes:
            return text(say("chain.no_programme"))
        shown = [trail(code, self._paths[code]["short_name"]) for code in codes]
        return _sentence(entry("chain.programmes"), programmes=shown)


def _sentence(sentence: object, **pieces: Sequence[Markup]) -> Markup:
    """Put linked pieces into a sentence of the texts."""
    return filled(sentence, **{name: Markup("; ").join(given) for name, given in pieces.items()})


def _listed(entries: Sequence[Markup]) -> Markup:
    return Markup("").join(entries)


def _anchored(code: str, content: Markup) -> Markup:
    """Give an entry the anchor that links of the page lead to."""
    return Markup('<div id="jejak-{}">{}</div>').format(code, content)


def _sourced(sentence: str, row: Row) -> Markup:
    """Write a sentence with its source and, where it is made up, its mark."""
    said = marked(sentence, sample=row.get("status") == "sample")
    if _no(row.get("source")):
        return said
    return said + text(" ") + link(labels.publisher(row["source"]), row.get("address"))


def _said(row: Row) -> str:
    """Return what a row states, without the full stop that the sentence brings."""
    for name in ("statement", "short_name"):
        if not _no(row.get(name)):
            return str(row[name]).rstrip(".")
    return fmt.MISSING


def _called(row: Row, code: str) -> str:
    return code if _no(row["name"]) else str(row["name"])


def _value(row: Row) -> str:
    """Write the value of an indicator with its unit and year; levels and rupiah need no unit."""
    if _no(row["value"]):
        return ""
    shown = reading(row["indicator"], row["value"])
    if row["direction"] == "ordinal":
        shown = shown if _no(row["value_text"]) else str(row["value_text"])
    elif row["unit"] == RUPIAH:
        shown = fmt.rupiah(row["value"])
    elif not _no(row["unit"]):
        shown = f"{shown} {row['unit']}"
    return say("chain.reading", value=shown, year=fmt.year(row["year"]))


def _priority(row: Row) -> str:
    document, year = str(row["document"]).upper(), fmt.year(row["year"])
    return say("chain.priority", document=document, year=year, statement=_said(row))


def _tuple(row: Row, column: str) -> tuple[str, ...]:
    value = row.get(column)
    if isinstance(value, tuple):
        return value
    return () if _no(value) else (str(value),)


def _no(value: object) -> bool:
    return fmt.is_missing(value) or value == ""
