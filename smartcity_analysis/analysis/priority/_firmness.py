"""The result of every robustness analysis: how often each alternative takes each rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._typing import FloatArray


@dataclass(frozen=True, eq=False)
class Robustness:
    """How often each alternative takes each rank.

    Attributes
    ----------
    acceptability : DataFrame
        Alternatives × ranks 1 … n: share of the draws. Rows and columns sum to 1; ties are shared.
    rank : Series
        Rank at the stated weights.
    score : Series
    method, over : str
        ``over`` is ``"uniform"``, ``"dirichlet"``, ``"ordinal"``, ``"raters"`` or ``"given"``.
    concentration : float or None
        Of the Dirichlet distribution around the stated weights; None where `over` is another.
    exact : bool
        Whether `pairwise` and expected rank are exact rather than sampled.
    draws, seed, top : int
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    acceptability: pd.DataFrame
    score: pd.Series[float]
    rank: pd.Series[float]
    method: str
    over: str
    concentration: float | None
    exact: bool
    draws: int
    seed: int
    top: int
    convention: str
    sample: bool
    criteria: Sequence[Any]
    find_pairwise: Callable[[], FloatArray]
    find_central: Callable[[], FloatArray]
    find_confidence: Callable[[FloatArray], FloatArray]

    def __repr__(self) -> str:
        leader = self.table.index[0]
        first = 100 * self.table["first"].iloc[0]
        return (
            f"<Robustness {self.method}: {leader} first in {first:.0f} % of {self.draws} "
            f"draws over {self.over} {'' if self.over == 'raters' else 'weightings'}".rstrip()
            + ">"
        )

    @cached_property
    def central_weights(self) -> pd.DataFrame:
        """Mean of the weightings that put an alternative first, alternatives × criteria.

        It is what one has to believe to choose it; NaN for one that is never first. Without columns
        over raters.
        """
        labels = self.acceptability.index
        return pd.DataFrame(self.find_central(), labels, list(self.criteria))

    @cached_property
    def confidence(self) -> pd.Series[float]:
        """Share of the draws of the values in which each is first at its central weights, 0–1.

        With certain values 0 or 1; NaN for one that is never first.
        """
        share = self.find_confidence(self.central_weights.to_numpy())
        return pd.Series(share, self.acceptability.index, name="confidence")

    @cached_property
    def pairwise(self) -> pd.DataFrame:
        """Share of the draws in which the row beats the column; ½ on the diagonal.

        Exact for additive methods under uniform or strictly ordered weightings, by Varsi's
        recurrence; otherwise from at most 10,000 draws.
        """
        labels = self.acceptability.index
        return pd.DataFrame(self.find_pairwise(), index=labels, columns=labels)

    @cached_property
    def expected_rank(self) -> pd.Series[float]:
        """Mean rank over all weightings: 1 + Σ P(another beats it), exact where `exact`."""
        shares = self.acceptability.to_numpy()
        if self.exact:
            ranks = 0.5 + self.pairwise.to_numpy().sum(axis=0)
        else:
            ranks = shares @ np.arange(1.0, len(shares) + 1)
        return pd.Series(ranks, self.acceptability.index, name="expected_rank")

    @cached_property
    def table(self) -> pd.DataFrame:
        """Give each alternative's firmness, best expected rank first.

        ``score`` and ``rank`` at the stated weights, ``first`` and ``top`` as shares of the draws,
        ``expected_rank``, ``rank_low`` and ``rank_high`` (the middle 90 % of the draws).
        """
        shares = self.acceptability.to_numpy()
        total = shares.cumsum(axis=1)
        table = pd.DataFrame(
            {
                "score": self.score,
                "rank": self.rank,
                "first": shares[:, 0],
                "top": total[:, min(self.top, len(total)) - 1],
                "expected_rank": self.expected_rank,
                "rank_low": (total < 0.05).sum(axis=1) + 1,
                "rank_high": (total < 0.95 - 1e-12).sum(axis=1) + 1,
            },
            index=self.acceptability.index,
        )
        return table.sort_values("expected_rank", kind="stable")

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        ranks = self.acceptability.rename(columns=lambda place: f"rank_{place}")
        found = {
            "priority_robustness": self.table,
            "priority_rank_acceptability": ranks,
            "priority_central_weights": self.central_weights.assign(confidence=self.confidence),
            "priority_pairwise": self.pairwise,
        }
        return {name: one.rename_axis("alternative").reset_index() for name, one in found.items()}
