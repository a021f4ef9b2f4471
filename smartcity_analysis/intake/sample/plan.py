"""Sample programmes, their plans, changes and roadmap: the plan that no source gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.sample.basis import (
    MARK,
    SOURCE,
    Basis,
    Row,
    dimensions,
    frame,
    records,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

LEADS = {
    "GOV-1": "DISKOMINFO",
    "GOV-2": "BKPPD",
    "GOV-3": "BAPPEDA",
    "BRA-1": "DISPORAPAR",
    "BRA-2": "DPMPTSP",
    "BRA-3": "DISPERKIM",
    "ECO-1": "DISNAKERIN",
    "ECO-2": "DINSOS",
    "ECO-3": "BAKEUDA",
    "LIV-1": "DISPERKIM",
    "LIV-2": "DINKES",
    "LIV-3": "DISHUB",
    "SOC-1": "DPPKBP2PA",
    "SOC-2": "DISDIKBUD",
    "SOC-3": "SATPOLPP",
    "ENV-1": "DLH",
    "ENV-2": "DLH",
    "ENV-3": "DPUPR",
}
WORDS = {
    "GOV-2": ("planning", "tanda tangan", "command"),
    "ECO-2": ("job", "kerja"),
    "LIV-3": ("jalan",),
    "SOC-2": ("pendidikan", "belajar"),
    "ENV-2": ("limbah", "sampah"),
}
YEARLY_COST = {
    "policy": 75e6,
    "infrastructure": 450e6,
    "application": 200e6,
    "literacy": 90e6,
    "staff": 110e6,
    "service": 140e6,
}
STEP = 5_000_000
FUNDS = {"apbd": 0.7, "dak": 0.08, "dbh": 0.05, "apbn": 0.07, "csr": 0.05, "grant": 0.05}
PROPOSERS = ("academia", "business", "community", "council", "government")
_MANY = 4


def programmes(basis: Basis) -> pd.DataFrame:
    """Propose one programme in each sub-dimension in which no real planned programme stands."""
    real = planned(basis)
    taken = {subdimension(row) for row in records(real)}
    last = max(map(int, basis.tables["programmes"]["programme"].str[3:]), default=0)
    missing = [
        (dimension.code, part)
        for dimension in reference.dimensions()
        for part in dimension.subdimensions
        if part.code not in taken
    ]
    return frame(
        [
            {
                "programme": f"PR-{last + n:02d}",
                "name": f"Usulan contoh: {part.name}",
                "short_name": f"Contoh {part.name}",
                "dimension": code,
                "kind": "proposal",
                "proposer": PROPOSERS[n % len(PROPOSERS)],
                "year": basis.signing.year,
                "source": SOURCE,
            }
            for n, (code, part) in enumerate(missing, 1)
        ]
    )


def planned(basis: Basis) -> pd.DataFrame:
    """Return the real programmes of the year of signing or before that go into the plan.

    A proposal does; a running service does when its source names its owner or says what it is,
    unless a proposal of the same name takes it further.
    """
    real = basis.tables["programmes"]
    real = real[~(real["year"] > basis.signing.year).fillna(value=False).astype(bool)]
    proposed = set(real.loc[real["kind"] == "proposal", "name"])
    told = real["agency"].notna() | real["description"].notna()
    goes = (real["kind"] == "proposal") | (told & ~real["name"].isin(list(proposed)))
    return real[goes].sort_values("programme", ignore_index=True)


def subdimension(programme: Row) -> str:
    """Return the sub-dimension that a word of the name or description points to, else the first."""
    code = str(programme["dimension"])
    text = f"{programme['name']} {programme.get('description')}".casefold()
    for part, words in WORDS.items():
        if part.startswith(code) and any(word in text for word in words):
            return part
    parts = next(d.subdimensions for d in reference.dimensions() if d.code == code)
    named = [
        part.code for part in parts if text.startswith(f"usulan contoh: {part.name}".casefold())
    ]
    return named[0] if named else parts[0].code


def plans(basis: Basis, proposals: pd.DataFrame, plan_objectives: pd.DataFrame) -> pd.DataFrame:
    """Plan every programme: objective, lead, block, years, cost, fund and prerequisites."""
    listed = pd.concat([planned(basis), proposals], ignore_index=True)
    quick = one_year(listed)
    generator = basis.generator("programme_plans")
    rows: list[Row] = []
    turn = dict.fromkeys(dimensions(), 0)
    first = len(listed) - len(proposals)
    for place, programme in enumerate(records(listed), -first):
        code, dimension = str(programme["programme"]), str(programme["dimension"])
        own = plan_objectives.loc[plan_objectives["dimension"] == dimension]
        objective = own.iloc[turn[dimension] % len(own)] if len(own) else None
        turn[dimension] += 1
        block = _block(basis, programme, place)
        start, end = _years(basis, programme, generator, quick=code in quick)
        lead = _lead(basis, programme)
        rows.append(
            {
                "programme": code,
                "objective": None if objective is None else objective["objective"],
                "subdimension": subdimension(programme),
                "agency": lead,
                "partners": _partners(basis, lead, objective),
                "block": block,
                "start_year": start,
                "end_year": end,
                "cost_rupiah": _cost(block, end - start + 1, generator, known=code in quick),
                "fund": str(generator.choice(list(FUNDS), p=list(FUNDS.values()))),
            }
        )
    return _with_prerequisites(frame(rows), listed, generator)


def one_year(listed: pd.DataFrame) -> set[str]:
    """Return the programmes that finish in the first year.

    The real proposals, and in each dimension the first other programme; two where there are many.
    """
    real = (listed["kind"] == "proposal") & (listed["status"] != "sample")
    quick = set(listed.loc[real, "programme"])
    for _, others in listed[~real].groupby("dimension"):
        codes = sorted(others["programme"])
        quick |= set(codes[: 2 if len(codes) > _MANY else 1])
    return quick


def changes(basis: Basis, proposals: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Change the plan three times: one programme dropped, one moved, one added later.

    Only sample proposals change, in the dimensions that have most programmes, so that no real
    programme is said to be dropped and no dimension is left without a candidate.
    """
    merged = plan.merge(proposals[["programme", "dimension"]], on="programme")
    sizes = plan["subdimension"].str[:3].value_counts()
    ordered = merged.assign(size=merged["dimension"].map(sizes)).sort_values(
        ["size", "programme"], ascending=[False, True]
    )
    quick = plan["end_year"] == basis.horizon.first_year
    free = ordered[~ordered["programme"].isin(list(plan.loc[quick, "programme"]))]
    added, dropped = free.iloc[0], free.iloc[1]
    moved = free.iloc[2:].sort_values("start_year").iloc[-1]
    last = basis.horizon.last_year
    shift = min(1, last - int(moved["end_year"])) or -1
    told = {"decided_by": f"{MARK}Tim Pelaksana"}
    return frame(
        [
            {
                "programme": dropped["programme"],
                "stage": 3,
                "change": "dropped",
                "reason": f"{MARK}digabung ke program lain pada dimensi yang sama",
                "date": basis.before_signing(30),
                **told,
            },
            {
                "programme": moved["programme"],
                "stage": 3,
                "change": "moved",
                "start_year": int(moved["start_year"]) + shift,
                "end_year": int(moved["end_year"]) + shift,
                "reason": f"{MARK}digeser satu tahun karena menunggu dana",
                "date": basis.before_signing(30),
                **told,
            },
            {
                "programme": added["programme"],
                "stage": 4,
                "change": "added",
                "reason": f"{MARK}diusulkan saat reviu Buku 2",
                "date": basis.before_signing(7),
                **told,
            },
        ]
    )


def roadmap(basis: Basis, plan: pd.DataFrame) -> pd.DataFrame:
    """Spread each cost evenly over its years; later years may still lack a ceiling."""
    generator = basis.generator("roadmap")
    rows: list[Row] = []
    for programme in records(plan):
        years = range(int(programme["start_year"]), int(programme["end_year"]) + 1)
        portions = _portions(programme["cost_rupiah"], len(years))
        for place, (year, portion) in enumerate(zip(years, portions, strict=True)):
            unknown = place > 0 and generator.random() < 0.25
            rows.append(
                {
                    "programme": programme["programme"],
                    "year": year,
                    "ceiling_rupiah": None if unknown else portion,
                    "fund": programme["fund"],
                    "milestone": f"{MARK}bagian {place + 1} dari {len(years)} selesai",
                }
            )
    return frame(rows)


def _block(basis: Basis, programme: Row, place: int) -> str:
    if programme["status"] == "sample":
        return list(YEARLY_COST)[place % len(YEARLY_COST)]
    tables = basis.tables
    digital = tables["infrastructure"]["component"] == "INF-DIG"
    if _named(str(programme["short_name"]), tables["infrastructure"].loc[digital, "name"]):
        return "infrastructure"
    office = tables["applications"]["kind"] == "administration"
    if str(programme["name"]) in set(tables["applications"].loc[office, "name"]):
        return "application"
    return "service"


def _named(short_name: str, names: Iterable[str]) -> bool:
    return any(" ".join(short_name.split()[:2]) in name for name in names)


def _years(
    basis: Basis, programme: Row, generator: np.random.Generator, *, quick: bool
) -> tuple[int, int]:
    first, last = basis.horizon.first_year, basis.horizon.last_year
    if quick:
        return first, first
    if programme["kind"] == "running":
        start = first + int(generator.integers(0, 2))
        return start, min(start + int(generator.integers(1, 4)), last)
    start = first + int(generator.integers(1, 6))
    return start, min(start + int(generator.integers(1, 5)), last)


def _cost(block: str, years: int, generator: np.random.Generator, *, known: bool) -> int | None:
    amount = YEARLY_COST[block] * years * float(np.exp(generator.normal(0, 0.35)))
    blank = generator.random() < 0.1
    return None if blank and not known else int(max(1, round(amount / STEP)) * STEP)


def _lead(basis: Basis, programme: Row) -> str:
    own = programme.get("agency")
    return own if isinstance(own, str) else basis.agency(LEADS[subdimension(programme)])


def _partners(basis: Basis, lead: str, objective: pd.Series[str] | None) -> tuple[str, ...]:
    wanted = ["DISKOMINFO", "BAPPEDA"]
    if objective is not None and isinstance(objective.get("agency"), str):
        wanted.insert(0, str(objective["agency"]))
    known = [code for code in wanted if code in basis.agencies and code != lead]
    return tuple(dict.fromkeys(known))[:2]


def _with_prerequisites(
    plan: pd.DataFrame, listed: pd.DataFrame, generator: np.random.Generator
) -> pd.DataFrame:
    """Let some programmes wait for one of their dimension that ends before they start."""
    dimension = dict(zip(listed["programme"], listed["dimension"], strict=True))
    waits: list[tuple[str, ...]] = []
    for row in records(plan):
        earlier = plan[
            (plan["programme"].map(dimension) == dimension[row["programme"]])
            & (plan["end_year"] < row["start_year"])
        ]
        waiting = len(earlier) > 0 and generator.random() < 0.5
        waits.append((str(earlier["programme"].iloc[0]),) if waiting else ())
    place = plan.columns.get_loc("status")
    plan.insert(int(place), "prerequisites", pd.Series(waits, dtype="object"))  # type: ignore[arg-type]
    return plan


def _portions(cost: object, years: int) -> list[int | None]:
    if cost is None or pd.isna(cost):  # type: ignore[call-overload]
        return [None] * years
    each = int(int(cost) // years // STEP * STEP)  # type: ignore[call-overload]
    return [*[each] * (years - 1), int(cost) - each * (years - 1)]  # type: ignore[call-overload]
