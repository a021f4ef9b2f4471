"""Everything about the agreement of raters, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis._votes import (
    check_aggregation,
    means,
    members,
    overall,
    voting_units,
)
from smartcity_analysis.analysis.agreement._ballots import Borda, Copeland, borda, copeland
from smartcity_analysis.analysis.agreement._blocks import BlockAgreement, between_blocks
from smartcity_analysis.analysis.agreement._kendall import KendallW, kendall_w
from smartcity_analysis.analysis.agreement._kernels import (
    Labels,
    labels_of,
    read_scores,
)
from smartcity_analysis.analysis.agreement._outliers import Outliers, outliers


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """How far raters agree, who departs, and the orders that they give together.

    Attributes
    ----------
    concordance : KendallW
        Over voting units and the alternatives that anybody rated; a unit with a blank is dropped.
    orders : DataFrame
        One row per alternative, best mean first: ``n_raters`` who rated it, ``mean`` over voting
        units and ``mean_rank``, ``borda_share`` and ``borda_rank``, ``copeland_score`` and
        ``copeland_rank``, and whether all three give it the ``same_rank``.
    outliers : Outliers
    borda : Borda
    copeland : Copeland
    blocks : BlockAgreement or None
        None when no blocks are given.
    n_raters, n_units : int
        Raters who gave a score, and the units that they vote in.
    aggregation : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    concordance: KendallW
    orders: pd.DataFrame
    outliers: Outliers
    borda: Borda
    copeland: Copeland
    blocks: BlockAgreement | None
    n_raters: int
    n_units: int
    aggregation: str
    sample: bool

    def __repr__(self) -> str:
        found = self.concordance
        w = f"undefined: {found.reason}" if found.reason else f"{found.w:.2f}"
        first = self.orders.loc[self.orders["mean_rank"] == 1, "alternative"]
        counted = f"{self.n_units} voting units of {self.n_raters} raters"
        return f"<Consensus W {w}, first {', '.join(map(str, first))}, {counted}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "consensus_orders": self.orders,
            **self.concordance.tables(),
            **self.outliers.tables(),
            **self.borda.tables(),
            **self.copeland.tables(),
            **(self.blocks.tables() if self.blocks else {}),
        }


def consensus(
    scores: pd.DataFrame,
    *,
    agencies: Labels | None = None,
    blocks: Labels | None = None,
    aggregation: str = "agency",
    threshold: float = 0.0,
    spread: float = 3.0,
    min_items: int = 3,
    higher_is_better: bool = True,
    sample: bool = False,
) -> Consensus:
    """Say in one go how far raters agree, who departs, and which order they give together.

    Parameters
    ----------
    scores : DataFrame of shape (n_raters, n_alternatives)
        Index: rater codes; NaN where an alternative was not rated. Not modified.
    agencies, blocks : Series or mapping, optional
        Rater → OPD, and rater → stakeholder block. Not modified.
    aggregation : {'agency', 'rater'}, default='agency'
        One vote per OPD, a rater without one being a unit of its own; or one vote per rater.
    threshold, spread, min_items
        See :func:`outliers` and :func:`between_blocks`.
    higher_is_better : bool, default=True
        False when the scores are ranks. W and correlations do not depend on it, the orders do.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Consensus

    Raises
    ------
    ValueError
        If an argument is out of range, a rater or alternative stands twice, or a cell is no number.

    Notes
    -----
    Everything but the raters in :func:`outliers` is counted by voting unit, whose score is the mean
    of its raters. Where the means, Borda and Copeland disagree on the first place, the order
    depends on the way of counting and deserves a conversation.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     [[5, 4, 2, 1], [5, 3, 2, 1], [4, 4, 3, 1], [1, 2, 4, 5]],
    ...     ["R1", "R2", "R3", "R4"], [*"ABCD"])
    >>> consensus(scores, agencies={"R1": "Bappeda", "R2": "Bappeda"})
    <Consensus W 0.10, first A, 3 voting units of 4 raters>
    """
    caller = "agreement.consensus"
    check_aggregation(caller, aggregation)
    table = read_scores(caller, "scores", scores)
    codes = voting_units(scores.index, labels_of(scores.index, agencies), aggregation)[0]
    units = means(members(codes), table)
    ballots = pd.DataFrame(units, columns=scores.columns)
    by_places = borda(ballots, higher_is_better=higher_is_better, sample=sample)
    by_duels = copeland(ballots, higher_is_better=higher_is_better, sample=sample)
    departing = outliers(
        scores,
        agencies=agencies,
        aggregation=aggregation,
        threshold=threshold,
        spread=spread,
        min_items=min_items,
        sample=sample,
    )
    apart = None
    if blocks is not None:
        apart = between_blocks(
            scores,
            blocks,
            agencies=agencies,
            aggregation=aggregation,
            min_items=min_items,
            sample=sample,
        )
    return Consensus(
        concordance=kendall_w(units[:, ~np.isnan(units).all(axis=0)], sample=sample),
        orders=_orders(scores, overall(units), by_places, by_duels, 1 if higher_is_better else -1),
        outliers=departing,
        borda=by_places,
        copeland=by_duels,
        blocks=apart,
        n_raters=int((~np.isnan(table).all(axis=1)).sum()),
        n_units=int((~np.isnan(units).all(axis=1)).sum()),
        aggregation=aggregation,
        sample=bool(sample),
    )


def _orders(
    scores: pd.DataFrame, mean: FloatArray, by_places: Borda, by_duels: Copeland, sign: int
) -> pd.DataFrame:
    places = by_places.table.set_index("alternative").reindex(scores.columns)
    duels = by_duels.table.set_index("alternative").reindex(scores.columns)
    ranks = np.array([competition_ranks(sign * mean[None]), places["rank"], duels["rank"]])
    table = pd.DataFrame(
        {
            "alternative": scores.columns,
            "n_raters": scores.count().to_numpy(),
            "mean": mean,
            "mean_rank": ranks[0],
            "borda_share": places["share"].to_numpy(),
            "borda_rank": ranks[1],
            "copeland_score": duels["score"].to_numpy(),
            "copeland_rank": ranks[2],
            "same_rank": (ranks == ranks[0]).all(axis=0),
        }
    )
    return table.sort_values("mean_rank", kind="stable", ignore_index=True)
