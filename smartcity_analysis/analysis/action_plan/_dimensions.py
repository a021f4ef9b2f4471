"""The action plan per dimension: programmes, objectives, agencies, money, first steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis._sheets import columns_of
from smartcity_analysis.analysis.action_plan._cards import Cards, funded
from smartcity_analysis.analysis.action_plan._frames import texts

COLUMNS = (
    *("dimension", "name", "n_objectives", "n_programmes", "n_complete", "n_agencies"),
    *("n_without_cost", "cost_rupiah", "ceiling_rupiah", "funded_share"),
    *("first_year", "first_quarter", "first_programme", "first_activity"),
)


@dataclass(frozen=True, slots=True, eq=False)
class DimensionSummary:
    """The six dimensions of the guide, each with what the plan does in it.

    Attributes
    ----------
    table : DataFrame
        One row per dimension in the official order, also where there is nothing:
        ``n_objectives``, ``n_programmes``, ``n_complete`` cards, ``n_agencies`` (lead),
        ``n_without_cost``; ``cost_rupiah`` and ``ceiling_rupiah`` (sums of what is known, NaN
        where nothing is); ``funded_share`` in 0–1 of the known cost that ceilings cover; year,
        quarter, programme and words of the first activity, or year and programme of the earliest
        start where no activity is written.
    empty : tuple of str
        Codes of dimensions without a programme.
    cost_rupiah, funded_share : float
        Of the whole plan; NaN where nothing is known.
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    empty: tuple[str, ...]
    cost_rupiah: float
    funded_share: float
    sample: bool

    def __repr__(self) -> str:
        held = len(self.table) - len(self.empty)
        return f"<DimensionSummary {held} of {len(self.table)} dimensions have programmes>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"dimension_summary": self.table}


def dimensions(cards: Cards, objectives: pd.DataFrame) -> DimensionSummary:
    """Sum the action plan up per dimension.

    Parameters
    ----------
    cards : Cards
    objectives : DataFrame
        ``objective`` and ``dimension``. Not modified.

    Returns
    -------
    DimensionSummary

    Notes
    -----
    A ceiling above the cost of its programme covers that cost once: the share never passes 1.

    Examples
    --------
    >>> none = pd.DataFrame()
    >>> plan = pd.DataFrame({"programme": ["PR-01", "PR-02"], "dimension": ["GOV", "GOV"],
    ...                      "agency": ["DLH", "DLH"], "start_year": [2023, 2024],
    ...                      "cost_rupiah": [300, 100]})
    >>> roadmap = pd.DataFrame({"programme": ["PR-01"], "ceiling_rupiah": [200]})
    >>> from smartcity_analysis.analysis.action_plan import cards
    >>> made = cards(plan, plan, none, none, none, roadmap, objectives=none, issues=none)
    >>> found = dimensions(made, none)
    >>> found
    <DimensionSummary 1 of 6 dimensions have programmes>
    >>> found.funded_share, float(found.table.loc[0, "first_year"])
    (0.5, 2023.0)
    """
    aims = columns_of(objectives, ("objective", "dimension")).apply(texts).dropna()
    first = _first_steps(cards)
    rows = [_summed(one.code, one.name, cards.cards, aims, first) for one in reference.dimensions()]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return DimensionSummary(
        table=table,
        empty=tuple(table.loc[table["n_programmes"] == 0, "dimension"]),
        cost_rupiah=cards.cost_rupiah,
        funded_share=cards.funded_share,
        sample=cards.sample or is_sample(objectives),
    )


def _summed(
    code: str, name: str, cards: pd.DataFrame, aims: pd.DataFrame, first: pd.DataFrame
) -> tuple[object, ...]:
    own = cards[cards["dimension"] == code]
    steps = first[first["programme"].isin(own["programme"])]
    step = (
        steps.sort_values(["year", "quarter"], kind="stable").iloc[0].tolist()
        if len(steps)
        else [None, np.nan, np.nan, None, None]
    )
    _, year, quarter, programme, statement = step
    return (
        *(code, name, int((aims["dimension"] == code).sum()), len(own)),
        *(int(own["is_complete"].sum()), int(own["agency"].nunique())),
        int(own["cost_rupiah"].isna().sum()),
        float(own["cost_rupiah"].sum(min_count=1)),
        float(own["ceiling_rupiah"].sum(min_count=1)),
        funded(own),
        *(year, quarter, programme, statement),
    )


def _first_steps(cards: Cards) -> pd.DataFrame:
    """List activities with their programmes, and the start of those that have none."""
    names = cards.cards.set_index("programme")["short_name"]
    dated = cards.activities.dropna(subset=["year"])
    steps = pd.DataFrame(
        {
            "programme": dated["programme"],
            "year": dated["year"],
            "quarter": dated["quarter"],
            "name": dated["programme"].map(names),
            "statement": dated["statement"],
        }
    )
    idle = cards.cards[~cards.cards["programme"].isin(dated["programme"])]
    idle = idle.dropna(subset=["start_year"])
    starts = pd.DataFrame(
        {
            "programme": idle["programme"],
            "year": idle["start_year"],
            "quarter": np.nan,
            "name": idle["short_name"],
            "statement": None,
        }
    )
    found = [frame for frame in (steps, starts) if len(frame)]
    return pd.concat(found, ignore_index=True) if found else steps
