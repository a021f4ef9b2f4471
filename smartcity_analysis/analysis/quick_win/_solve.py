"""The exact choice, and what it would be worth without each of its rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis import portfolio
from smartcity_analysis.analysis.portfolio import Portfolio

PRICE = ("rule", "value_without", "gain", "gain_percent", "added", "dropped")


def best(frame: pd.DataFrame, limit: float) -> Portfolio | None:
    """Choose one per dimension from as many dimensions as the limit pays for."""
    if frame.empty:
        return None
    cheapest = frame.groupby("dimension")["cost_rupiah"].min()
    if cheapest.sum() <= limit:
        return _choose(frame, limit, one_per="dimension")
    # A bonus above all scores together makes one more dimension worth more than anything else.
    bonus = 1 + float(frame["score"].abs().sum())
    raised = frame.assign(score=frame["score"] + bonus)
    most = _choose(raised, limit, at_most={"dimension": 1})
    paid = frame.loc[frame["programme"].isin(most.chosen), "dimension"]
    if paid.empty:
        return None
    within = frame[frame["dimension"].isin(paid)]
    return _choose(within, limit, one_per="dimension")


def _choose(frame: pd.DataFrame, limit: float, **rules: Any) -> Portfolio:
    coded = frame.set_index("programme")
    every = float(coded["cost_rupiah"].sum())
    return portfolio.choose(
        coded["score"],
        coded["cost_rupiah"],
        budget=min(limit, every),
        attributes=coded[["dimension"]].assign(all="all"),
        **rules,
    )


def price_of(
    pool: pd.DataFrame, eligible: pd.DataFrame, found: Portfolio | None, limit: float
) -> pd.DataFrame:
    """Choose again without each rule."""
    if found is None:
        return pd.DataFrame(columns=list(PRICE))
    # On the same dimensions, so that the sums compare.
    served = eligible.loc[eligible["programme"].isin(found.chosen), "dimension"]
    priced = pool[pool["score"].notna() & pool["cost_rupiah"].notna()]
    ungated = priced[priced["dimension"].isin(served)]
    without = {
        "one_per_dimension": _choose(eligible, limit, at_most={"all": found.n_chosen}),
        "gates": best(ungated, limit),
        "budget": best(eligible, float("inf")) if np.isfinite(limit) else None,
    }
    names = dict(zip(pool["programme"], pool["short_name"], strict=True))
    rows = [_rule(name, other, found, names) for name, other in without.items() if other]
    return pd.DataFrame(rows, columns=list(PRICE))


def _rule(
    rule: str, other: Portfolio, found: Portfolio, names: dict[str, str]
) -> dict[str, object]:
    gain = max(other.value - found.value, 0.0)
    return {
        "rule": rule,
        "value_without": other.value,
        "gain": gain,
        "gain_percent": 100 * gain / found.value if found.value > 0 else float("nan"),
        "added": tuple(names[code] for code in other.chosen if code not in found.chosen),
        "dropped": tuple(names[code] for code in found.chosen if code not in other.chosen),
    }
