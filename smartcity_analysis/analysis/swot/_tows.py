"""The TOWS matrix: strategies, and whether they rest on the factors that their kind needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns, is_sample, refuse
from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis.swot._kernels import KINDS

CALLER = "swot.tows"
NEEDED = {
    "SO": ("strength", "opportunity"),
    "WO": ("weakness", "opportunity"),
    "ST": ("strength", "threat"),
    "WT": ("weakness", "threat"),
}
"""The two kinds of factor that a strategy of each kind joins."""

COUNTS = {
    "strength": "n_strengths",
    "weakness": "n_weaknesses",
    "opportunity": "n_opportunities",
    "threat": "n_threats",
}
FAULT = ["strategy", "kind", "factor", "factor_kind", "reason"]


@dataclass(frozen=True, slots=True, eq=False)
class Tows:
    """Strategies checked against their factors.

    Attributes
    ----------
    strategies : DataFrame
        ``strategy``, ``kind``, how many distinct factors of each kind it is linked to, ``driver``
        (the sum over its factors of the two kinds it needs; NaN without), ``n_faults`` and
        ``sound``, which is to have none.
    faults : DataFrame
        Every fault, with the strategy and the factor where they apply, and a ``reason``:
        ``no_links``, ``lacks_strength``, ``lacks_weakness``, ``lacks_opportunity``,
        ``lacks_threat``, ``foreign_kind`` (a factor that its kind of strategy does not join),
        ``unknown_factor``, ``unknown_strategy``, ``strategy_twice``, ``factor_twice``,
        ``link_twice``, ``blank``.
    unused : DataFrame
        Factors that no listed strategy takes up, the strongest driver first, with its ``rank``
        among them.
    groups : DataFrame
        The four kinds of strategy: ``driver`` is the sum of its two kinds of factor (SO = S + O
        and so on), ``rank`` 1 the largest; NaN without drivers. With the number of strategies.
    sample : bool
        Whether a judgement is marked as made up.
    """

    strategies: pd.DataFrame
    faults: pd.DataFrame
    unused: pd.DataFrame
    groups: pd.DataFrame
    sample: bool

    def __repr__(self) -> str:
        ranked = self.groups.dropna(subset=["rank"]).sort_values("rank", kind="stable")
        order = f", {' '.join(ranked['kind'])}" if len(ranked) else ""
        return (
            f"<Tows {len(self.strategies)} strategies, {len(self.faults)} faults, "
            f"{len(self.unused)} factors unused{order}>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "swot_tows": self.strategies,
            "swot_tows_faults": self.faults,
            "swot_tows_unused": self.unused,
            "swot_tows_groups": self.groups,
        }


def tows(
    strategies: pd.DataFrame,
    links: pd.DataFrame,
    *,
    factors: pd.DataFrame,
    sample: bool = False,
) -> Tows:
    """Check strategies of the TOWS matrix against the factors that they are built on.

    Parameters
    ----------
    strategies : DataFrame
        One row per strategy: ``strategy`` and ``kind``, one of SO, WO, ST, WT. Not modified.
    links : DataFrame
        One row per strategy and factor: ``strategy``, ``factor``. Not modified.
    factors : DataFrame
        ``factor`` and ``kind`` (strength, weakness, opportunity, threat). With a ``driver``
        column, such as in ``SwotPosition.factors`` (weight × severity), unused factors and the
        four kinds of strategy are ranked. Not modified.
    sample : bool, default=False
        Whether what is given is made up; also where a ``status`` says so.

    Returns
    -------
    Tows
        Faults in the data are listed, all of them; nothing is corrected.

    Raises
    ------
    ValueError
        If a column is missing or a kind is none of the above.

    Notes
    -----
    SO uses strengths for opportunities, WO overcomes weaknesses through opportunities, ST turns
    strengths against threats, WT limits weaknesses and avoids threats; each needs at least one
    factor of both. A factor or strategy listed twice counts by its first row. A factor that nobody
    rated has no driver and adds nothing to a sum; a kind without any leaves the sum NaN.

    References
    ----------
    Weihrich (1982), "The TOWS matrix: a tool for situational analysis", *Long Range Planning* 15;
    the ranking of the four sums as practised after Rangkuti, *Analisis SWOT*.

    Examples
    --------
    >>> factors = pd.DataFrame({"factor": ["S-01", "W-01", "O-01", "T-01"], "kind": KINDS})
    >>> plans = pd.DataFrame({"strategy": ["A", "B"], "kind": ["SO", "WT"]})
    >>> links = pd.DataFrame({"strategy": ["A", "A", "B"], "factor": ["S-01", "O-01", "W-01"]})
    >>> result = tows(plans, links, factors=factors)
    >>> result
    <Tows 2 strategies, 1 faults, 1 factors unused>
    >>> result.faults["reason"].tolist(), result.unused["factor"].tolist()
    (['lacks_threat'], ['T-01'])
    """
    _check(strategies, links, factors)
    plans = strategies.dropna(subset=["strategy"]).drop_duplicates("strategy")
    known = factors.dropna(subset=["factor"]).drop_duplicates("factor").set_index("factor")
    drivers = known["driver"] if "driver" in known else pd.Series(np.nan, known.index)
    every = links[["strategy", "factor"]].assign(
        kind=links["strategy"].map(plans.set_index("strategy")["kind"]),
        factor_kind=links["factor"].map(known["kind"]),
        driver=links["factor"].map(drivers).astype(np.float64),
    )
    pairs = every.dropna(subset=["kind", "factor_kind"]).drop_duplicates(["strategy", "factor"])
    pairs = pairs.assign(belongs=_belongs(pairs))
    counts = pd.crosstab(pairs["strategy"], pairs["factor_kind"]).reindex(
        index=plans["strategy"], columns=list(KINDS), fill_value=0
    )
    faults = pd.concat(
        [
            _of_lists(strategies, factors),
            _of_links(every),
            _listed(pairs[~pairs["belongs"]], "foreign_kind"),
            *_of_strategies(plans, counts, every),
        ],
        ignore_index=True,
    ).sort_values(FAULT, key=lambda cells: cells.astype(str), kind="stable", ignore_index=True)
    table = _strategies(plans, counts, pairs, faults)
    unused = known[~known.index.isin(pairs["factor"])]
    return Tows(
        strategies=table,
        faults=faults,
        unused=_unused(unused, drivers[unused.index]),
        groups=_groups(table, drivers.groupby(known["kind"]).sum(min_count=1)),
        sample=is_sample(strategies, links, factors, sample=sample),
    )


def _check(strategies: pd.DataFrame, links: pd.DataFrame, factors: pd.DataFrame) -> None:
    check_columns(CALLER, "strategies", strategies, ("strategy", "kind"))
    check_columns(CALLER, "links", links, ("strategy", "factor"))
    check_columns(CALLER, "factors", factors, ("factor", "kind"))
    for name, frame, allowed in (("strategies", strategies, NEEDED), ("factors", factors, KINDS)):
        wrong = frame.loc[~frame["kind"].isin(list(allowed)), "kind"]
        if len(wrong):
            rule = f"a DataFrame whose kinds are {', '.join(allowed)}"
            raise refuse(CALLER, name, rule, wrong.iloc[0])


def _belongs(pairs: pd.DataFrame) -> pd.Series:
    allowed = pd.MultiIndex.from_tuples([(k, f) for k, both in NEEDED.items() for f in both])
    return pd.Series(
        pd.MultiIndex.from_frame(pairs[["kind", "factor_kind"]]).isin(allowed), pairs.index
    )


# ---- Faults -------------------------------------------------------------------------------------


def _listed(rows: pd.DataFrame, reason: str) -> pd.DataFrame:
    """Lay rows out as faults; what does not apply is empty."""
    return rows.assign(reason=reason).reindex(columns=FAULT).astype(object).fillna("")


def _of_lists(strategies: pd.DataFrame, factors: pd.DataFrame) -> pd.DataFrame:
    plans = strategies[["strategy", "kind"]]
    given = factors[["factor"]].assign(factor_kind=factors["kind"])
    return pd.concat(
        [
            _listed(plans[plans["strategy"].isna()], "blank"),
            _listed(given[given["factor"].isna()], "blank"),
            _listed(plans[_repeated(plans, ["strategy"])], "strategy_twice"),
            _listed(given[_repeated(given, ["factor"])], "factor_twice"),
        ]
    )


def _of_links(every: pd.DataFrame) -> pd.DataFrame:
    blank = every[["strategy", "factor"]].isna()
    return pd.concat(
        [
            _listed(every[blank.any(axis=1)], "blank"),
            _listed(every[~blank["strategy"] & every["kind"].isna()], "unknown_strategy"),
            _listed(every[~blank["factor"] & every["factor_kind"].isna()], "unknown_factor"),
            _listed(every[_repeated(every, ["strategy", "factor"])], "link_twice"),
        ]
    )


def _of_strategies(
    plans: pd.DataFrame, counts: pd.DataFrame, every: pd.DataFrame
) -> list[pd.DataFrame]:
    """Name strategies without any link, and the kinds that the others lack."""
    linked = plans["strategy"].isin(every.dropna(subset=["factor"])["strategy"])
    lacking = [
        _listed(
            plans[linked & plans["kind"].isin(_needing(kind)) & (counts[kind] == 0).to_numpy()],
            f"lacks_{kind}",
        )
        for kind in KINDS
    ]
    return [_listed(plans[~linked], "no_links"), *lacking]


def _needing(kind: str) -> list[str]:
    """List the kinds of strategy that join factors of a kind."""
    return [strategy for strategy, both in NEEDED.items() if kind in both]


def _repeated(frame: pd.DataFrame, keys: list[str]) -> pd.Series:
    return frame.duplicated(keys) & frame[keys].notna().all(axis=1)


# ---- Tables -------------------------------------------------------------------------------------


def _strategies(
    plans: pd.DataFrame, counts: pd.DataFrame, pairs: pd.DataFrame, faults: pd.DataFrame
) -> pd.DataFrame:
    driver = pairs[pairs["belongs"]].groupby("strategy")["driver"].sum(min_count=1)
    table = pd.DataFrame(
        {"strategy": plans["strategy"].to_numpy(), "kind": plans["kind"].to_numpy()}
        | {column: counts[kind].to_numpy() for kind, column in COUNTS.items()}
    )
    n_faults = table["strategy"].map(faults["strategy"].value_counts()).fillna(0).astype(np.int64)
    return table.assign(
        driver=table["strategy"].map(driver).astype(np.float64),
        n_faults=n_faults,
        sound=n_faults == 0,
    )


def _unused(factors: pd.DataFrame, drivers: pd.Series) -> pd.DataFrame:
    described = factors.reset_index().reindex(columns=["factor", "kind", "statement"])
    table = described.assign(
        driver=drivers.to_numpy(np.float64),
        rank=competition_ranks(drivers.to_numpy(np.float64)[None]),
    )
    return table.sort_values(["rank", "factor"], kind="stable", ignore_index=True)


def _groups(table: pd.DataFrame, sums: pd.Series) -> pd.DataFrame:
    """Rank the kinds of strategy by the sum of their two kinds of factor."""
    sums = sums.reindex(list(KINDS))
    driver = np.array([sums[first] + sums[second] for first, second in NEEDED.values()])
    kinds = table.groupby("kind")["sound"].agg(["size", "sum"]).reindex(list(NEEDED), fill_value=0)
    return pd.DataFrame(
        {
            "kind": list(NEEDED),
            "driver": driver,
            "rank": competition_ranks(driver[None]),
            "n_strategies": kinds["size"].to_numpy(np.int64),
            "n_sound": kinds["sum"].to_numpy(np.int64),
        }
    )
