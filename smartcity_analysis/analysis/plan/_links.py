"""The links of the chain: which column of which worksheet names which other worksheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._sheets import codes
from smartcity_analysis.analysis.plan._rows import text

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of `table` (`code`) name, in `column`, rows of the table `parent` (`parent_code`)."""

    name: str
    stage: int
    table: str
    code: str
    column: str
    parent: str
    parent_code: str

    def named(self, frames: Frames) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the code of every row with the codes that it names."""
        frame = frames[self.table]
        for code, value in zip(frame[self.code], frame[self.column], strict=True):
            yield str(code), codes(value)

    def parents(self, frames: Frames) -> frozenset[str]:
        """Return the codes that may be named."""
        return frozenset(frames[self.parent][self.parent_code].dropna().astype(str))


LINKS = (
    Link("factor_indicator", 1, "swot_factors", "factor", "indicators", "indicators", "indicator"),
    Link("strategy_factor", 2, "strategies", "strategy", "factors", "swot_factors", "factor"),
    Link(
        *("objective_strategy", 2, "objectives", "objective"),
        *("strategies", "strategies", "strategy"),
    ),
    Link(
        *("objective_indicator", 2, "objectives", "objective"),
        *("indicator", "indicators", "indicator"),
    ),
    Link(
        *("programme_objective", 2, "programme_plans", "programme"),
        *("objective", "objectives", "objective"),
    ),
    Link(
        *("roadmap_programme", 2, "roadmap", "programme"),
        *("programme", "programme_plans", "programme"),
    ),
    Link(
        *("quick_win_programme", 2, "quick_wins", "quick_win"),
        *("programme", "programme_plans", "programme"),
    ),
    Link(
        *("commitment_programme", 4, "commitments", "commitment"),
        *("programmes", "programme_plans", "programme"),
    ),
    Link(
        *("evaluation_quick_win", 4, "self_evaluation", "question"),
        *("dimension", "quick_wins", "dimension"),
    ),
)
"""From the evidence to the evaluation; a later stage holds the links of the earlier ones."""

TAKEN_UP = (
    Link("objective_issue", 2, "objectives", "objective", "issues", "issues", "issue"),
    Link(
        *("objective_priority", 2, "objectives", "objective"),
        *("priorities", "priorities", "priority"),
    ),
    *(
        link
        for link in LINKS
        if link.name
        in (
            *("objective_strategy", "programme_objective", "roadmap_programme"),
            *("commitment_programme", "evaluation_quick_win"),
        )
    ),
)
"""Links by which the rows of the parent table ought to be taken up by somebody."""

OWN_CODE = {
    "issues": "issue",
    "priorities": "priority",
    "strategies": "strategy",
    "objectives": "objective",
    "programme_plans": "programme",
    "quick_wins": "quick_win",
}
NAMES = ("short_name", "name", "statement")


def counted(frames: Frames, stage: int) -> pd.DataFrame:
    """Count, for every link up to a stage, the rows and those that name an existing parent."""
    rows = []
    for link in _upto(LINKS, stage):
        known = link.parents(frames)
        hits = [not known.isdisjoint(named) for _, named in link.named(frames)]
        share = sum(hits) / len(hits) if hits else None
        rows.append((link.name, link.table, len(hits), sum(hits), share))
    columns = ["link", "table", "n_rows", "n_linked", "share"]
    return pd.DataFrame(rows, columns=columns).astype({"share": "float64"})


def orphans(frames: Frames, stage: int) -> pd.DataFrame:
    """List the rows that name no existing parent, each once per link, with the reason."""
    rows: dict[tuple[str, str], tuple[str | None, ...]] = {}
    for link in _upto(LINKS, stage):
        known, names = link.parents(frames), names_of(frames, link.table)
        for code, named in link.named(frames):
            if known.isdisjoint(named):
                reason = "names_unknown" if named else "names_none"
                found = (link.name, link.table, code, names.get(code), reason, "; ".join(named))
                rows.setdefault((link.name, code), found)
    columns = ["link", "table", "code", "name", "reason", "named"]
    return pd.DataFrame(list(rows.values()), columns=columns)


def unserved(frames: Frames, stage: int) -> pd.DataFrame:
    """List the rows that nobody takes up, each once per link."""
    rows: list[tuple[str | None, ...]] = []
    for link in _upto(TAKEN_UP, stage):
        taken = {code for _, named in link.named(frames) for code in named}
        parent, names = frames[link.parent], names_of(frames, link.parent)
        own = parent[OWN_CODE[link.parent]].astype(str)
        for code, key in zip(own, parent[link.parent_code], strict=True):
            if text(key) not in taken:
                rows.append((link.name, link.parent, code, names.get(code)))
    return pd.DataFrame(rows, columns=["link", "table", "code", "name"])


def names_of(frames: Frames, table: str) -> dict[str, str]:
    """Map the codes of a table to what its rows are called; of a programme, its short name."""
    if table in ("programme_plans", "roadmap"):
        return names_of(frames, "programmes")
    frame = frames[table]
    if table == "quick_wins":
        called = names_of(frames, "programmes")
        pairs = zip(frame["quick_win"].astype(str), frame["programme"].astype(str), strict=True)
        return {code: called.get(programme, programme) for code, programme in pairs}
    given = [frame[name] for name in NAMES if name in frame]
    if not given:
        return {}
    name = pd.concat(given, axis=1).bfill(axis=1).iloc[:, 0]
    known = name.notna()
    return dict(zip(frame.loc[known].iloc[:, 0].astype(str), name[known].astype(str), strict=True))


def _upto(links: Iterable[Link], stage: int) -> list[Link]:
    return [link for link in links if link.stage <= stage]
