"""What "highest score first until the money is gone" would choose, in both readings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._typing import BoolArray
from smartcity_analysis.analysis.portfolio._setup import Setup, label_order

READINGS = ("stop", "skip")
"""At the first programme that the money left does not cover: stop, or skip it and go on."""


def greedy_table(setup: Setup, best: float) -> pd.DataFrame:
    """Compare both readings with the optimum."""
    rows: list[dict[str, Any]] = []
    for reading in READINGS:
        chosen = _greedy(setup, stop=reading == "stop")
        value = setup.worth(chosen)
        missed = setup.rules.missed(chosen)
        affordable = setup.spent(chosen) <= setup.budget
        rows.append(
            {
                "reading": reading,
                "chosen": setup.names(chosen),
                "value": value,
                "spent": setup.spent(chosen),
                "short": best - value,
                "short_percent": 100 * (best - value) / best if best > 0 else np.nan,
                "admissible": affordable and not missed,
                "missed": missed if affordable else ("budget", *missed),
            }
        )
    return pd.DataFrame(rows)


def _greedy(setup: Setup, *, stop: bool) -> BoolArray:
    """Take by falling score (then rising price, then label) what breaks no upper limit."""
    matrix, high = setup.rules.matrix, setup.rules.high
    chosen = setup.rules.settled("must")
    order = label_order(setup.labels)
    order = order[np.lexsort((setup.price[order], -setup.score[order]))]
    left = setup.budget - setup.spent(chosen)
    used = matrix @ chosen
    for item in order:
        if chosen[item] or setup.score[item] <= 0 or (used + matrix[:, item] > high).any():
            continue
        if setup.price[item] > left:
            if stop:
                break
            continue
        chosen[item] = True
        left -= setup.price[item]
        used = used + matrix[:, item]
    return chosen
