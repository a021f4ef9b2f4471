"""The strategies of a plan: what they rest on, and which of them the factors favour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis.swot import Qspm, Tows, qspm, tows

COLUMNS = ["strategy", "kind", "short_name", "statement", "dimension", "factors", "status"]
RATED = ["strategy", "factor", "attractiveness", "status"]
FACTORS = ["factor", "kind", "statement", "weight", "driver"]


@dataclass(frozen=True, slots=True, eq=False)
class Strategies:
    """Strategies of the TOWS matrix with their factors, and their attractiveness where it is rated.

    Attributes
    ----------
    table : DataFrame
        One row per strategy: ``strategy``, ``kind`` (SO, WO, ST, WT), ``short_name``,
        ``statement``, ``dimension``, ``factors`` (tuple), ``sound`` (rests on a factor of both
        kinds it joins), ``stas`` and ``rank`` of the QSPM (NaN without), ``status``.
    factors : DataFrame
        ``factor``, ``kind``, ``statement``, ``weight`` and ``driver``, as stage 1 froze them.
    tows : Tows
    qspm : Qspm or None
        None without two strategies that are rated on a factor with a weight.
    sample : bool
        Whether a strategy, a rating or a factor's weight is made up.
    """

    table: pd.DataFrame
    factors: pd.DataFrame
    tows: Tows
    qspm: Qspm | None
    sample: bool

    def __repr__(self) -> str:
        rated = "not rated" if self.qspm is None else f"best {', '.join(map(str, self.qspm.best))}"
        return f"<Strategies {len(self.table)}, {int(self.table['sound'].sum())} sound, {rated}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        attraction = {} if self.qspm is None else self.qspm.tables()
        return {"strategies": self.table, **self.tows.tables(), **attraction}


def strategies(
    strategies: pd.DataFrame, ratings: pd.DataFrame, factors: pd.DataFrame
) -> Strategies:
    """Check strategies against their factors and rank them by attractiveness.

    Parameters
    ----------
    strategies : DataFrame
        Worksheet ``strategies``: ``strategy``, ``kind``, ``factors`` (tuples of codes) and names.
        May be empty. Not modified.
    ratings : DataFrame
        Worksheet ``strategy_ratings``: ``strategy``, ``factor``, ``attractiveness`` 1–4, blank
        where the factor has no bearing. May be empty. Not modified.
    factors : DataFrame
        Frozen table ``swot_factors`` of stage 1: ``factor``, ``kind``, ``statement``, ``weight``,
        ``driver``. Not modified.

    Returns
    -------
    Strategies

    Notes
    -----
    Fred R. David's QSPM over the factors that all strategies are rated on; a row that is only
    partly filled takes no part. Weights are those of stage 1, so they sum to less than 2 when
    factors are left out; only their proportions matter.

    Examples
    --------
    >>> given = pd.DataFrame({"strategy": ["SO-01"], "kind": ["SO"], "factors": [("S-01", "O-01")]})
    >>> swot = pd.DataFrame({"factor": ["S-01", "O-01"], "kind": ["strength", "opportunity"]})
    >>> strategies(given, pd.DataFrame(), swot)
    <Strategies 1, 1 sound, not rated>
    """
    given = strategies.reindex(columns=COLUMNS).reset_index(drop=True)
    known = factors.reindex(columns=FACTORS)
    links = given[["strategy", "factors"]].explode("factors").dropna(subset=["factors"])
    checked = tows(
        given[["strategy", "kind"]], links.rename(columns={"factors": "factor"}), factors=known
    )
    attraction = _attraction(given, ratings.reindex(columns=RATED), known)
    sound = checked.strategies.set_index("strategy")["sound"]
    table = given.assign(sound=given["strategy"].map(sound).fillna(value=False).astype(bool))
    for name in ("stas", "rank"):
        table[name] = _of(attraction, name, _labels(table))
    sample = is_sample(strategies, ratings) or _marked(factors)
    return Strategies(table, known, checked, attraction, sample)


def _of(attraction: Qspm | None, name: str, labels: pd.Series[Any]) -> pd.Series[float]:
    if attraction is None:
        return pd.Series(float("nan"), labels.index)
    return labels.map(attraction.table.set_index("strategy")[name]).astype(float)


def _labels(given: pd.DataFrame) -> pd.Series[Any]:
    """Name every strategy once; a name that is blank or shared gives way to the code."""
    name = given["short_name"].astype(object)
    plain = name.notna() & ~name.duplicated(keep=False)
    return name.where(plain, given["strategy"])


def _marked(frozen: pd.DataFrame) -> bool:
    """Tell whether a frozen table is marked as a sample, as the block that exported it was."""
    return bool("sample" in frozen.columns and frozen["sample"].astype(str).eq("True").any())


def _attraction(given: pd.DataFrame, ratings: pd.DataFrame, factors: pd.DataFrame) -> Qspm | None:
    names = _labels(given).set_axis(given["strategy"], axis=0)
    weights: pd.Series[Any] = factors.dropna(subset=["weight"]).set_index("factor")["weight"]
    rated = ratings[ratings["strategy"].isin(names.index) & ratings["factor"].isin(weights.index)]
    rated = rated.drop_duplicates(["strategy", "factor"])
    matrix = rated.pivot_table(
        index="factor", columns="strategy", values="attractiveness", aggfunc="first"
    )
    matrix = matrix.astype(float).dropna(how="all").dropna(axis="columns", how="all")
    if matrix.shape[1] < 2 or matrix.dropna().empty:
        return None
    return qspm(
        weights.astype(float).loc[matrix.index],
        matrix.rename(columns=names.to_dict()),
        partial="drop_row",
        weight_sum=None,
        sample=is_sample(given, ratings),
    )
