"""Check a finished IFAS, EFAS or ranking table: printed figures are never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_choice,
    check_columns,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.swot._check_findings import (
    PARTS,
    TIES,
    Sheet,
    findings_of,
    part_sums,
    ranks_of,
    score_table,
)
from smartcity_analysis.analysis.swot._kernels import KINDS, WEIGHTS

__all__ = ["CheckedTable", "check_table", "score_table"]

CALLER = "swot.check_table"


@dataclass(frozen=True, slots=True, eq=False)
class CheckedTable:
    """A printed table worked again, and everything that is wrong with it.

    Attributes
    ----------
    table : DataFrame
        The rows with the recomputed ``score`` and ``rank`` beside the printed ones, ``row``
        counting from 1, and ``n_findings``.
    sums : DataFrame
        For every part of the table (each kind, ``ifas_total``, ``efas_total``, the differences
        ``internal`` and ``external``, ``total``): the recomputed ``score_sum``, the
        ``printed_score_sum`` of the rows, the ``printed_total``, ``weight_sum``, ``n_rows``,
        ``n_incomplete`` rows, which are part of no score sum, and ``n_wrong_scores``.
    findings : DataFrame
        Every finding: ``row`` (missing when it concerns a whole part), ``factor``, ``part``,
        ``column``, ``printed`` (as a number) and ``printed_text``, ``expected`` (NaN when none
        can be told) and ``reason``, as listed under :func:`check_table`.
    total, weight_sum : float
        Over the complete rows; NaN when there is none.
    n_incomplete : int
        Rows without weight or rating: missing, not zero.
    settings : mapping
        The rules that the table was held to.
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    sums: pd.DataFrame
    findings: pd.DataFrame
    total: float
    weight_sum: float
    n_incomplete: int
    settings: Mapping[str, object]
    sample: bool

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.findings.empty

    def __repr__(self) -> str:
        reasons = ", ".join(sorted(set(self.findings["reason"])))
        found = f"{len(self.findings)} findings: {reasons}" if reasons else "nothing found"
        blank = f", {self.n_incomplete} incomplete" if self.n_incomplete else ""
        return f"<CheckedTable total {self.total:.2f}, {len(self.table)} rows{blank}, {found}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        summary = {
            "total": self.total,
            "weight_sum": self.weight_sum,
            "n_rows": len(self.table),
            "n_incomplete": self.n_incomplete,
            "n_findings": len(self.findings),
        }
        return {
            "swot_checked": pd.DataFrame([summary | dict(self.settings)]),
            "swot_checked_rows": self.table,
            "swot_checked_sums": self.sums,
            "swot_checked_findings": self.findings,
        }


def check_table(
    table: pd.DataFrame,
    *,
    totals: Mapping[str, float] | None = None,
    scale: tuple[float, float] = (1, 4),
    whole: bool = True,
    weights: str = "joint",
    weight_sum: float | None = 1.0,
    ties: str = "competition",
    tolerance: float = 0.005,
    sample: bool = False,
) -> CheckedTable:
    """Score a table by hand again and list everything that does not add up.

    Parameters
    ----------
    table : DataFrame
        ``weight`` and ``rating``, with ``score`` where one is printed; or ``score`` alone, for a
        list of totals. Where known also ``factor``, ``statement``, ``kind`` (strength, weakness,
        opportunity, threat) and ``rank``, in figures or Roman numerals, 1 the highest score of
        the table. Cells that are no number are findings. Not modified.
    totals : mapping of str to float, optional
        Printed sums by part: ``"total"``; with ``kind`` also each kind, ``"ifas_total"`` (S + W),
        ``"efas_total"`` (O + T) and the differences ``"internal"`` (S − W), ``"external"``
        (O − T).
    scale : (float, float), default=(1, 4)
        Lowest and highest rating.
    whole : bool, default=True
        Whether ratings are whole numbers; means of several raters are not.
    weights : {'joint', 'per_category'}, default='joint'
        Weights sum up over S + W and over O + T, or over each kind; without ``kind`` over the
        table.
    weight_sum : float or None, default=1.0
        That sum; None: not checked.
    ties : {'competition', 'dense'}, default='competition'
        Equal scores share the best place, and the next one is skipped (1 2 2 4) or not (1 2 2 3).
    tolerance : float, default=0.005
        Largest difference that rounding to two decimals explains.
    sample : bool, default=False
        Whether what is given is made up; also where a ``status`` says so.

    Returns
    -------
    CheckedTable
        Faults in the table are listed, all of them; nothing is corrected.

    Raises
    ------
    ValueError
        If columns are missing, a kind or part is unknown, or an argument is out of range.

    Notes
    -----
    Reasons: ``blank``, ``unreadable``; ``weight_negative``, ``weights_in_percent`` (they sum to
    100: divided by 100 here), ``weights_sum``; ``rating_off_scale``, ``rating_not_whole``;
    ``score_not_product``, ``score_without_inputs``; ``total_differs``, ``total_of_wrong_scores``
    (it adds up, but rows that are wrong), ``total_unknown`` (rows are incomplete); ``rank_order``
    (against a higher or lower score), ``rank_twice`` (one rank for different scores),
    ``tie_split`` (equal scores, different ranks), ``rank_missing``, ``rank_differs``;
    ``factor_twice``, ``statement_twice``.

    A printed total may be the sum of unrounded or of rounded scores.

    Examples
    --------
    >>> sheet = pd.DataFrame({"weight": [0.4, 0.6], "rating": [3, 1], "score": [1.2, 0.9]})
    >>> check_table(sheet, totals={"total": 2.1})
    <CheckedTable total 1.80, 2 rows, 2 findings: score_not_product, total_of_wrong_scores>
    >>> ranked = pd.DataFrame({"score": [16, 9, 19, 18], "rank": ["III", "IV", "I", "II"]})
    >>> check_table(ranked).sound
    True
    """
    _check(table, totals or {}, scale)
    check_choice(CALLER, "weights", weights, WEIGHTS)
    check_choice(CALLER, "ties", ties, TIES)
    check_at_least(CALLER, "tolerance", tolerance, 0)
    sheet = Sheet.read(table, weights=weights, weight_sum=weight_sum, tolerance=tolerance)
    sums = part_sums(sheet, totals or {})
    rank = ranks_of(sheet.score, ties)
    findings = findings_of(sheet, sums, rank, scale=scale, whole=whole)
    complete = ~np.isnan(sheet.score)
    weight = sheet.weight_used[complete]
    return CheckedTable(
        table=_rows(table, sheet, rank, findings),
        sums=sums,
        findings=findings,
        total=float(sheet.score[complete].sum()) if complete.any() else float("nan"),
        weight_sum=float(weight.sum()) if complete.any() else float("nan"),
        n_incomplete=int((~complete).sum()),
        settings=MappingProxyType(
            {
                "scale_low": scale[0],
                "scale_high": scale[1],
                "whole": whole,
                "weights": weights,
                "expected_weight_sum": float("nan") if weight_sum is None else weight_sum,
                "ties": ties,
                "tolerance": tolerance,
            }
        ),
        sample=is_sample(table, sample=sample),
    )


def _check(table: pd.DataFrame, totals: Mapping[str, float], scale: tuple[float, float]) -> None:
    if "score" not in table or {"weight", "rating"} & set(table.columns):
        check_columns(CALLER, "table", table, ("weight", "rating"))
    if not scale[0] < scale[1]:
        raise refuse(CALLER, "scale", "a (low, high) pair with low < high", scale)
    parts = PARTS if "kind" in table else {"total": PARTS["total"]}
    for part in totals:
        check_choice(CALLER, "totals", part, parts)
    if "kind" in table and not table["kind"].isin(list(KINDS)).all():
        wrong = table.loc[~table["kind"].isin(list(KINDS)), "kind"].iloc[0]
        raise refuse(CALLER, "table", f"a DataFrame whose kinds are {', '.join(KINDS)}", wrong)


def _rows(
    table: pd.DataFrame, sheet: Sheet, rank: FloatArray, findings: pd.DataFrame
) -> pd.DataFrame:
    number = np.arange(1, len(table) + 1)
    described = table.reindex(columns=["factor", "kind", "statement"]).reset_index(drop=True)
    described.insert(0, "row", number)
    counted = findings["row"].value_counts()
    return described.assign(
        weight=sheet.numbers["weight"],
        rating=sheet.numbers["rating"],
        printed_score=sheet.numbers["score"],
        score=sheet.score,
        printed_rank=sheet.numbers["rank"],
        rank=rank,
        n_findings=[int(counted.get(row, 0)) for row in number],
    )
