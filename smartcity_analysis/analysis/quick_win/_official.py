"""The city's own quick wins beside those of the model."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis._sheets import columns_of, in_dimension_order
from smartcity_analysis.analysis.plan._programmes import Programmes

SHOWN = (
    *("dimension", "programme", "short_name", "model_choice", "same", "rank_in_dimension"),
    *("n_in_dimension", "score", "cost_rupiah", "gate_state", "reason", "planned"),
    *("source", "address", "status"),
)


def official_table(
    official: pd.DataFrame | None,
    candidates: pd.DataFrame,
    chosen: pd.DataFrame,
    programmes: Programmes,
) -> pd.DataFrame:
    """Set out where the city's own quick wins stand among the candidates.

    Parameters
    ----------
    official : DataFrame or None
        The worksheet of the quick wins. Not modified.
    candidates, chosen : DataFrame
        As in :class:`QuickWins`.
    programmes : Programmes

    Returns
    -------
    DataFrame
        One row per official quick win whose programme is listed, in the order of the dimensions.
    """
    given = pd.DataFrame() if official is None else official
    rows = columns_of(given, ("programme", "source", "address", "status"))
    rows = rows.dropna(subset=["programme"]).drop_duplicates("programme")
    known = programmes.table[["programme", "short_name", "dimension", "cost_rupiah", "horizon"]]
    rows = rows.merge(known, on="programme", how="inner")
    asked = candidates[["programme", "score", "rank_in_dimension", "gate_state", "reason"]]
    rows = rows.merge(asked, on="programme", how="left")
    ranked = candidates.dropna(subset=["score"])["dimension"].value_counts()
    best = chosen.set_index("dimension")["short_name"]
    rows = rows.assign(
        model_choice=rows["dimension"].map(best).astype(object),
        same=rows["programme"].isin(chosen["programme"]),
        n_in_dimension=rows["dimension"].map(ranked).fillna(0).astype(int),
        gate_state=rows["gate_state"].astype(object).fillna("not_asked"),
        reason=rows["reason"].astype(object).fillna("unranked"),
        planned=rows["horizon"] != "unplanned",
    )
    return in_dimension_order(rows)[list(SHOWN)]
