"""Small portfolio problems, and the best selection by trying all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from hypothesis import strategies as st

Selection = frozenset[str]


class Instance(NamedTuple):
    """Scores in whole tenths, so that trying all selections is exact."""

    tenths: dict[str, int]
    price: dict[str, int]
    budget: int
    attributes: pd.DataFrame

    @property
    def score(self) -> pd.Series:
        return pd.Series(self.tenths) / 10

    @property
    def labels(self) -> list[str]:
        return list(self.tenths)

    def worth(self, selection: Selection) -> int:
        return sum(self.tenths[label] for label in selection)

    def cost(self, selection: Selection) -> int:
        return sum(self.price[label] for label in selection)


@st.composite
def instances(draw, lowest: int = -5, most: int = 8) -> Instance:
    """Problems with many ties (small numbers) and with none (rupiah)."""
    n = draw(st.integers(2, most))
    labels = [f"P-{k}" for k in range(n)]
    seed = draw(st.integers(0, 10**6))
    rng = np.random.default_rng(seed)
    high_score, high_price = draw(st.sampled_from([(6, 6), (50, 10**11), (10**6, 9), (6, 10**12)]))
    tenths = rng.integers(lowest, high_score, n).tolist()
    price = rng.integers(0, high_price, n).tolist()
    budget = int(sum(price) * draw(st.sampled_from([0.25, 0.4, 0.5, 0.7, 0.9])))
    groups = {"dimension": rng.choice(list("ABC"), n), "opd": rng.choice(list("xyz"), n)}
    return Instance(
        dict(zip(labels, tenths, strict=True)),
        dict(zip(labels, price, strict=True)),
        budget,
        pd.DataFrame(groups, index=labels),
    )


def best_of_all(
    problem: Instance, allows: Callable[[Selection], bool] = lambda _: True
) -> tuple[Selection, bool] | None:
    """Give the best admissible selection by the stated tie rule, and whether it is alone."""
    able = []
    for bits in product([True, False], repeat=len(problem.labels)):
        chosen = frozenset(label for label, bit in zip(problem.labels, bits, strict=True) if bit)
        if problem.cost(chosen) <= problem.budget and allows(chosen):
            able.append(chosen)
    if not able:
        return None

    def key(chosen: Selection) -> tuple[int, int, int, tuple[bool, ...]]:
        idle = sum(problem.tenths[x] <= 0 for x in chosen)
        first = tuple(x in chosen for x in sorted(problem.labels))
        return problem.worth(chosen), -problem.cost(chosen), -idle, first

    best = max(able, key=key)
    gaining = {x for x in problem.labels if problem.tenths[x] > 0}
    equals = {c & gaining for c in able if problem.worth(c) == problem.worth(best)}
    return best, len(equals) == 1
