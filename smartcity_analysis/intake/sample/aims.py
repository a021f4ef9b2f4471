"""Sample strategies and objectives: what the plan aims at, made from the factors and issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from smartcity_analysis import reference
from smartcity_analysis.intake.sample.basis import (
    MARK,
    SOURCE,
    Basis,
    Row,
    dimensions,
    frame,
    records,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

PAIRS = {
    "SO": ("strength", "opportunity", "Memakai kekuatan “{}” untuk merebut peluang “{}”"),
    "WO": ("weakness", "opportunity", "Membenahi kelemahan “{}” lewat peluang “{}”"),
    "ST": ("strength", "threat", "Memakai kekuatan “{}” untuk menahan ancaman “{}”"),
    "WT": ("weakness", "threat", "Membenahi kelemahan “{}” agar tahan ancaman “{}”"),
}
SHARES = {"target_short": 0.1, "target_medium": 0.5, "target_long": 1.0}
_LENGTH = 62
_IMPROVEMENT = 0.1


def strategies(basis: Basis) -> pd.DataFrame:
    """Pair the heaviest factors: at most two strategies a dimension, at least one where it can."""
    factors = basis.tables["swot_factors"]
    ratings = basis.tables["swot_ratings"]
    weight = (ratings["importance"] * ratings["rating"]).groupby(ratings["factor"]).mean()
    ordered = factors.assign(weight=factors["factor"].map(weight).fillna(0.0)).sort_values(
        ["weight", "factor"], ascending=[False, True]
    )
    chosen = [pair for code in dimensions() for pair in _pairs(ordered, code)]
    rows: list[Row] = []
    count = dict.fromkeys(PAIRS, 0)
    for code, kind, inner, outer in chosen:
        count[kind] += 1
        texts = [shortened(str(factor["statement"]), _LENGTH) for factor in (inner, outer)]
        rows.append(
            {
                "strategy": f"{kind}-{count[kind]:02d}",
                "kind": kind,
                "statement": PAIRS[kind][2].format(*texts),
                "short_name": f"Contoh {kind} {_dimension_name(code)}",
                "dimension": code,
                "factors": (str(inner["factor"]), str(outer["factor"])),
                "source": SOURCE,
            }
        )
    return frame(rows)


def objectives(basis: Basis, plan_strategies: pd.DataFrame) -> pd.DataFrame:
    """Give each issue an objective, and each priority that no issue serves one without measure."""
    issues, priorities = (basis.tables[name] for name in ("issues", "priorities"))
    rows = [_objective(basis, issue, priorities, plan_strategies) for issue in records(issues)]
    for priority in records(priorities[priorities["issues"].map(len) == 0]):
        linked = plan_strategies.loc[plan_strategies["dimension"] == "GOV", "strategy"]
        rows.append(
            {
                "statement": f"{MARK}melayani prioritas “{priority['statement']}”",
                "short_name": f"Prioritas {priority['priority']}",
                "dimension": "GOV",
                "strategies": tuple(linked),
                "issues": (),
                "priorities": (priority["priority"],),
                "agency": basis.agency("DISKOMINFO"),
            }
        )
    return frame(
        [{"objective": f"SA-{n:02d}", "source": SOURCE, **r} for n, r in enumerate(rows, 1)]
    )


def _pairs(ordered: pd.DataFrame, dimension: str) -> list[tuple[str, str, Row, Row]]:
    inside = _candidates(ordered, ordered, dimension)
    found = [pair for pair in inside if pair[3]["dimension"] == dimension] or inside[:1]
    return found[:2]


def _candidates(
    inner: pd.DataFrame, outer: pd.DataFrame, dimension: str
) -> list[tuple[str, str, Row, Row]]:
    """Return the heaviest pair of each kind with the internal factor in the dimension."""
    pairs = []
    for kind, (inside, outside, _) in PAIRS.items():
        ours = inner[(inner["kind"] == inside) & (inner["dimension"] == dimension)]
        theirs = outer[outer["kind"] == outside]
        theirs = theirs.sort_values("dimension", key=lambda d: d != dimension, kind="stable")
        if len(ours) and len(theirs):
            pairs.append((dimension, kind, records(ours)[0], records(theirs)[0]))
    return sorted(pairs, key=lambda pair: -(pair[2]["weight"] + pair[3]["weight"]))


def _objective(
    basis: Basis, issue: Row, priorities: pd.DataFrame, plan_strategies: pd.DataFrame
) -> Row:
    serves = priorities["issues"].map(lambda codes: issue["issue"] in codes)
    code = _measure(basis, issue["indicators"])
    named = f", diukur dengan {reference.indicators()[code].name}" if code else ""
    return {
        "statement": f"{MARK}menjawab isu {issue['short_name']}{named}",
        "short_name": f"Sasaran {issue['short_name']}",
        "dimension": issue["dimension"],
        "strategies": tuple(
            plan_strategies.loc[plan_strategies["dimension"] == issue["dimension"], "strategy"]
        ),
        "issues": (issue["issue"],),
        "priorities": tuple(priorities.loc[serves, "priority"]),
        "indicator": code,
        **_targets(basis, code),
        "agency": issue["agency"],
    }


def _measure(basis: Basis, codes: Sequence[str]) -> str | None:
    """Return the first indicator with a good side that has a value, else the first with one."""
    sided = [c for c in codes if reference.indicators()[c].direction in ("up", "down")]
    values = _own(basis)
    return next((c for c in sided if (values["indicator"] == c).any()), None) or next(
        iter(sided), None
    )


def _own(basis: Basis) -> pd.DataFrame:
    indicators = basis.tables["indicators"]
    own = (indicators["area_code"] == basis.area) & indicators["value"].notna()
    return indicators[own].sort_values("year")


def _targets(basis: Basis, code: str | None) -> Row:
    """Return targets on the way from the newest value to the best yardstick, or a tenth better."""
    values = _own(basis)
    values = values[values["indicator"] == code]
    if code is None or values.empty:
        return {}
    entry, newest = reference.indicators()[code], values.iloc[-1]
    sign = 1 if entry.direction == "up" else -1
    now = float(newest["value"])
    indicators = basis.tables["indicators"]
    same = indicators[(indicators["indicator"] == code) & (indicators["year"] == newest["year"])]
    others = same.loc[same["area_code"].isin([basis.province, "00"]), "value"].dropna()
    better = [float(value) for value in others if sign * (float(value) - now) > 0]
    aim = (
        sign * max(sign * value for value in better) if better else now * (1 + sign * _IMPROVEMENT)
    )
    if entry.plausible:
        aim = float(np.clip(aim, *entry.plausible))
    return {
        name: round(now + share * (aim - now), entry.decimals) for name, share in SHARES.items()
    }


def _dimension_name(code: str) -> str:
    return next(d.name for d in reference.dimensions() if d.code == code)
