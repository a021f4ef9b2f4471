"""Score a finished IFAS or EFAS table again: printed scores are never trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns
from smartcity_analysis.analysis._typing import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Recomputed:
    """A score table worked again.

    Attributes
    ----------
    table : DataFrame
        The rows with the recomputed ``score``; a printed one is kept as ``printed_score``.
    total, weight_sum : float
    printed_total : float
        NaN when none was given.
    disagreements : DataFrame
        The rows of which the printed score is not the product.
    """

    table: pd.DataFrame
    total: float
    weight_sum: float
    printed_total: float
    disagreements: pd.DataFrame

    def __repr__(self) -> str:
        printed = "" if np.isnan(self.printed_total) else f", printed {self.printed_total:.2f}"
        wrong = f"{len(self.disagreements)} of {len(self.table)} rows differ"
        return f"<Recomputed total {self.total:.2f}{printed}, {wrong}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "recomputed": self.table,
            "recomputed_disagreements": self.disagreements,
        }


def score_table(weights: npt.ArrayLike, ratings: npt.ArrayLike) -> FloatArray:
    """Multiply weights by ratings, row by row.

    Examples
    --------
    >>> score_table([0.15, 0.05], [4, 2]).round(2)
    array([0.6, 0.1])
    """
    return np.asarray(weights, dtype=np.float64) * np.asarray(ratings, dtype=np.float64)


def recompute(
    table: pd.DataFrame, *, printed_total: float = float("nan"), tolerance: float = 0.005
) -> Recomputed:
    """Score a table of weights and ratings again and name the rows that were printed wrong.

    Parameters
    ----------
    table : DataFrame
        ``weight``, ``rating`` and, where printed, ``score``. Not modified.
    printed_total : float, optional
        The total under the table.
    tolerance : float, default=0.005
        Largest difference that rounding to two decimals explains.

    Returns
    -------
    Recomputed

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> sheet = pd.DataFrame({"weight": [0.4, 0.6], "rating": [3, 1], "score": [1.2, 0.9]})
    >>> recompute(sheet, printed_total=2.1)
    <Recomputed total 1.80, printed 2.10, 1 of 2 rows differ>
    """
    check_columns("swot.recompute", "table", table, ("weight", "rating"))
    scores = score_table(table["weight"], table["rating"])
    result = table.rename(columns={"score": "printed_score"}).assign(score=scores)
    if "printed_score" not in result:
        result = result.assign(printed_score=np.nan)
    apart = (result["printed_score"] - scores).abs() > tolerance + 1e-9
    return Recomputed(
        table=result,
        total=float(np.nansum(scores)),
        weight_sum=float(table["weight"].sum()),
        printed_total=printed_total,
        disagreements=result[apart].reset_index(drop=True),
    )
