"""What every method gives: scores, ranks, the tables in between, and how methods agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis._ranks import score_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.priority._methods import Prepared
from smartcity_analysis.analysis.priority._steps import compromise, steps

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem


@dataclass(frozen=True, eq=False)
class Ranking:
    """Alternatives in order, by one method.

    Attributes
    ----------
    method : str
    problem : Problem
        What was ranked, with its weights.
    values : array of shape (n,)
        The scores, in the order of the alternatives; higher is better whatever the method.
    """

    method: str
    problem: Problem
    values: FloatArray
    prepared: Prepared

    def __repr__(self) -> str:
        return f"<Ranking {self.method}: first {', '.join(map(str, self.best))}; {self.convention}>"

    @property
    def sample(self) -> bool:
        """Whether a judgement is marked as made up."""
        return self.problem.sample

    @cached_property
    def score(self) -> pd.Series[float]:
        """Score by alternative."""
        return pd.Series(self.values, self.problem.data.index, name="score")

    @cached_property
    def rank(self) -> pd.Series[float]:
        """Rank by alternative, 1 the highest, ties as the problem says."""
        ranks = score_ranks(self.values, self.problem.ties)
        return pd.Series(ranks, self.problem.data.index, name="rank")

    @cached_property
    def table(self) -> pd.DataFrame:
        """Give score and rank, best first."""
        table = pd.DataFrame({"score": self.score, "rank": self.rank})
        return table.sort_values("rank", kind="stable")

    @property
    def best(self) -> tuple[str, ...]:
        """What the method proposes: its first rank; for VIKOR the compromise set."""
        if self.method == "vikor":
            proposed = compromise(self.problem, self.prepared)["proposed"]
            return tuple(proposed.index[proposed])
        return tuple(self.rank.index[score_ranks(self.values) == 1])

    @property
    def steps(self) -> dict[str, pd.DataFrame]:
        """Give every table between data and score, by name."""
        return steps(self.problem, self.prepared)

    @property
    def convention(self) -> str:
        """State the choices behind the numbers in one line."""
        return f"{self.prepared.convention}; {self.problem.convention}"

    def top(self, n: int = 3) -> pd.DataFrame:
        """Give the alternatives of rank `n` or better; ties can make them more than `n`."""
        return self.table[self.table["rank"] <= n]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {f"priority_{self.method}": self.table.rename_axis("alternative").reset_index()}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The same problem by several methods.

    Attributes
    ----------
    ranks : DataFrame
        Alternatives × methods, in the order of the mean rank.
    spearman, kendall : DataFrame
        Rank correlation, methods × methods: Spearman's and Kendall's (τ-b), −1 to 1; NaN where
        a method ties all.
    first : dict of str to tuple of str
        What each method proposes.
    sample : bool
        Whether a judgement is marked as made up.
    """

    ranks: pd.DataFrame
    spearman: pd.DataFrame
    kendall: pd.DataFrame
    first: dict[str, tuple[str, ...]]
    sample: bool

    def __repr__(self) -> str:
        leaders = {name for names in self.first.values() for name in names}
        known = self.spearman.to_numpy()[self.spearman.notna().to_numpy()]
        low = known.min() if known.size else np.nan
        n = len(self.first)
        return f"<Comparison of {n} methods: {len(leaders)} leaders, lowest Spearman {low:.2f}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "priority_methods": self.ranks.rename_axis("alternative").reset_index(),
            "priority_methods_spearman": self.spearman.rename_axis("method").reset_index(),
        }


def compare(rankings: list[Ranking]) -> Comparison:
    """Put rankings of the same alternatives side by side."""
    names = _told_apart([ranking.method for ranking in rankings])
    ranks = pd.DataFrame(
        {name: one.rank.to_numpy() for name, one in zip(names, rankings, strict=True)},
        index=rankings[0].problem.data.index,
    )
    places = score_ranks(-ranks.to_numpy().T, "average")
    order = ranks.mean(axis=1).argsort(kind="stable")
    return Comparison(
        ranks=ranks.iloc[order],
        spearman=pd.DataFrame(correlation(places), names, names),
        kendall=pd.DataFrame(correlation(_signs(places)), names, names),
        first={name: one.best for name, one in zip(names, rankings, strict=True)},
        sample=is_sample(*rankings),
    )


def _told_apart(names: list[str]) -> list[str]:
    """Give a name that comes again a number."""
    counts = [names[: k + 1].count(name) for k, name in enumerate(names)]
    return [f"{name} {k}" if k > 1 else name for name, k in zip(names, counts, strict=True)]


def correlation(rows: FloatArray) -> FloatArray:
    """Correlate rows with each other, (k, n) to (k, k); NaN for a row without spread."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1))
    product = centred @ centred.T
    size = np.outer(length, length)
    found: FloatArray = np.divide(product, size, out=np.full(product.shape, np.nan), where=size > 0)
    return np.clip(found, -1.0, 1.0)


def _signs(places: FloatArray) -> FloatArray:
    """Signs of all ordered pairs: their correlation is Kendall's τ-b."""
    signs: FloatArray = np.sign(places[:, :, None] - places[:, None, :])
    return signs.reshape(len(places), -1)
