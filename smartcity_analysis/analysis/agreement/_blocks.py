"""Whether government, business and academia order alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis._votes import (
    check_aggregation,
    means,
    members,
    overall,
    voting_units,
)
from smartcity_analysis.analysis.agreement._kernels import (
    Labels,
    concordance,
    correlate,
    labels_of,
    leads,
    read_scores,
)


@dataclass(frozen=True, slots=True, eq=False)
class BlockAgreement:
    """How far government, business, academia and community order the alternatives alike.

    Attributes
    ----------
    pairs : DataFrame
        One row per pair of blocks: ``block_a``, ``block_b``, ``n_items`` that both rated,
        Spearman's ``rho`` and Kendall's ``tau_b`` of their mean orders (−1…1), and the ``reason``
        why they are NaN: ``"too_few_items"`` or ``"all_tied"`` (one block ties everything).
    blocks : DataFrame
        One row per block: ``n_raters``, ``n_units`` (voting units), ``n_items``, Kendall's ``w``
        within the block (0–1) and the ``reason`` why it is NaN: ``"one_rater"``, ``"one_unit"``,
        ``"too_few_raters"`` (after units with a blank are left out), ``"too_few_items"`` or
        ``"all_tied"``.
    means : DataFrame
        Alternative × block: the mean over the voting units of the block.
    unassigned : tuple of str
        Raters without a block; they are left out.
    aggregation : str
    min_items : int
        The settings used.
    sample : bool
        Whether a judgement is marked as made up.
    """

    pairs: pd.DataFrame
    blocks: pd.DataFrame
    means: pd.DataFrame
    unassigned: tuple[str, ...]
    aggregation: str
    min_items: int
    sample: bool

    def __repr__(self) -> str:
        known = self.pairs.dropna(subset="rho").sort_values("rho", kind="stable")
        if known.empty:
            return f"<BlockAgreement {len(self.blocks)} blocks, no pair can be compared>"
        a, b, rho = known.iloc[0][["block_a", "block_b", "rho"]]
        return (
            f"<BlockAgreement {len(self.blocks)} blocks, furthest apart {a} – {b}, rho {rho:.2f}>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "consensus_block_pairs": self.pairs,
            "consensus_blocks": self.blocks,
            "consensus_block_means": self.means,
        }


def between_blocks(
    scores: pd.DataFrame,
    blocks: Labels,
    *,
    agencies: Labels | None = None,
    aggregation: str = "agency",
    min_items: int = 3,
    sample: bool = False,
) -> BlockAgreement:
    """Compare the mean orders of stakeholder blocks.

    Parameters
    ----------
    scores : DataFrame of shape (n_raters, n_alternatives)
        Index: rater codes; NaN where an alternative was not rated. Not modified.
    blocks : Series or mapping
        Rater → block (government, business, academia, community …). Raters that did not rate are
        ignored; raters without a block are left out and listed. Not modified.
    agencies : Series or mapping, optional
        Rater → OPD. Not modified.
    aggregation : {'agency', 'rater'}, default='agency'
        One vote per OPD within its block, a rater without one being a unit of its own; or one vote
        per rater.
    min_items : int, default=3
        Fewer common alternatives than this give no correlation.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    BlockAgreement

    Raises
    ------
    ValueError
        If an argument is out of range, a rater or alternative stands twice, a cell is no number,
        or no rater has a block.

    Notes
    -----
    The order of a block is that of its means over voting units. With the leads a and b of two
    blocks over their common alternatives (how many are below minus how many are above) and the
    signs s and t of all compared pairs::

        rho = Σ a b / √(Σ a² Σ b²)        tau-b = Σ s t / √(Σ s² Σ t²)

    which is Spearman's rho with mid-ranks and Kendall's tau-b.

    References
    ----------
    Kendall and Gibbons, *Rank Correlation Methods* (5th edition, 1990), chapters 2–3.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     [[5, 4, 2, 1], [5, 3, 2, 1], [1, 2, 4, 5]], ["R1", "R2", "R3"], [*"ABCD"])
    >>> between_blocks(scores, {"R1": "government", "R2": "government", "R3": "business"})
    <BlockAgreement 2 blocks, furthest apart business – government, rho -1.00>
    """
    caller = "agreement.between_blocks"
    check_aggregation(caller, aggregation)
    check_at_least(caller, "min_items", min_items, 2)
    table = read_scores(caller, "scores", scores)
    block = np.array(labels_of(scores.index, blocks))
    agency = np.array(labels_of(scores.index, agencies))
    names = sorted(set(block) - {""})
    if not names:
        raise ValueError(f"{caller}: none of the {len(scores)} raters has a block.")

    within = []
    for name in names:
        own = block == name
        codes = voting_units(scores.index[own], list(agency[own]), aggregation)[0]
        within.append((int(own.sum()), means(members(codes), table[own])))
    averages = np.array([overall(units) for _, units in within])
    return BlockAgreement(
        pairs=_pairs(names, averages, min_items),
        blocks=pd.DataFrame([_block(*one) for one in within]).assign(block=names)[
            ["block", "n_raters", "n_units", "n_items", "w", "reason"]
        ],
        means=pd.DataFrame(averages.T, columns=names).assign(alternative=scores.columns)[
            ["alternative", *names]
        ],
        unassigned=tuple(scores.index[block == ""]),
        aggregation=aggregation,
        min_items=min_items,
        sample=bool(sample),
    )


def _block(n_raters: int, units: FloatArray) -> dict[str, object]:
    rated = units[:, ~np.isnan(units).all(axis=0)]
    complete = rated[~np.isnan(rated).any(axis=1)]
    w, reason = concordance(leads(complete))
    if len(units) == 1:
        reason = "one_rater" if n_raters == 1 else "one_unit"
    shown = {"n_raters": n_raters, "n_units": len(units), "n_items": rated.shape[1]}
    return {**shown, "w": w, "reason": reason}


def _pairs(names: list[str], averages: FloatArray, min_items: int) -> pd.DataFrame:
    first, second = np.triu_indices(len(names), 1)
    a, b = averages[first], averages[second]
    n_items = (~np.isnan(a) & ~np.isnan(b)).sum(axis=-1)
    rho, tau_b = (np.where(n_items < min_items, np.nan, found) for found in correlate(a, b))
    return pd.DataFrame(
        {
            "block_a": np.array(names, dtype=object)[first],
            "block_b": np.array(names, dtype=object)[second],
            "n_items": n_items,
            "rho": rho,
            "tau_b": tau_b,
            "reason": pair_reasons(n_items < min_items, np.isnan(rho)),
        }
    )


def pair_reasons(few: BoolArray, undefined: BoolArray) -> list[str]:
    return list(np.select([few, undefined], ["too_few_items", "all_tied"], ""))
