"""The steps to a roadmap: what was handed in, and what follows from it by year, fund and agency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns, refuse
from smartcity_analysis.analysis._sheets import HORIZONS, codes, columns_of, each, named, numbers

CALLER = "plan.roadmap"
NO_CEILING, UNSTATED, MAIN_FUND = "none", "unstated", "apbd"

PLAN = (
    *("programme", "agency", "start_year", "end_year", "cost_rupiah", "fund", "prerequisites"),
    "status",
)
ROW = ("programme", "year", "ceiling_rupiah", "fund", "milestone", "status")
PROFILE = (
    *("apbd_rupiah", "other_rupiah", "none_rupiah", "total_rupiah"),
    *("cumulative_ceiling_rupiah", "cumulative_rupiah"),
)


# ---- What was handed in -------------------------------------------------------------------------


def read(
    frame: pd.DataFrame, name: str, needed: Iterable[str], kept: Iterable[str]
) -> pd.DataFrame:
    """Give the columns in use; a table that nobody handed in is empty."""
    if not frame.empty:
        check_columns(CALLER, name, frame, tuple(needed))
    return columns_of(frame, kept)


def planned(
    programmes: pd.DataFrame,
    plans: pd.DataFrame,
    agencies: pd.DataFrame | None,
    quick_wins: pd.DataFrame | None,
) -> pd.DataFrame:
    needed = ("programme", "agency", "start_year", "end_year")
    frame = read(plans, "plans", needed, PLAN).astype({"programme": object, "agency": object})
    twice = frame["programme"][frame["programme"].duplicated()]
    if len(twice):
        raise refuse(CALLER, "plans", "a table that plans a programme once", twice.iloc[0])
    short, dimension = (
        named(programmes, "programme", column) for column in ("short_name", "dimension")
    )
    names = named(agencies, "agency")
    wins = columns_of(quick_wins, ["programme"])["programme"]
    won = frame["programme"].isin(list(wins)).astype(bool)
    return frame.assign(
        short_name=_objects(short.get(code, code) for code in frame["programme"]),
        dimension=_objects(dimension.get(code) for code in frame["programme"]),
        agency_name=_objects(names.get(code, code) for code in frame["agency"]),
        start_year=pd.to_numeric(frame["start_year"]).astype("Int64"),
        end_year=pd.to_numeric(frame["end_year"]).astype("Int64"),
        cost_rupiah=numbers(frame["cost_rupiah"]),
        prerequisites=_objects(codes(value) for value in frame["prerequisites"]),
        is_quick_win=won,
    )


def _objects(values: Iterable[Any]) -> pd.Series[Any]:
    return pd.Series(list(values), dtype=object)


def rows(roadmap: pd.DataFrame, planned: pd.DataFrame) -> pd.DataFrame:
    """Read programme-years; a ceiling without a fund takes that of the programme's plan."""
    frame = read(roadmap, "roadmap", ("programme", "year"), ROW)
    frame = frame[frame["programme"].notna() & frame["year"].notna()].reset_index(drop=True)
    funds = named(planned, "programme", "fund")
    own = frame["fund"].astype(object)
    usual = pd.Series([funds.get(code, UNSTATED) for code in frame["programme"]], dtype=object)
    return frame.assign(
        year=pd.to_numeric(frame["year"]).astype("int64"),
        ceiling_rupiah=numbers(frame["ceiling_rupiah"]),
        fund=own.where(own.notna(), usual),
        planned=frame["programme"].isin(planned["programme"]),
    )


# ---- What follows from it -----------------------------------------------------------------------


def table(planned: pd.DataFrame, rows: pd.DataFrame, ends: tuple[int, int]) -> pd.DataFrame:
    funded = rows[rows["ceiling_rupiah"].notna()]
    ceilings = funded.groupby("programme")["ceiling_rupiah"].sum()
    years = {code: tuple(sorted(given["year"])) for code, given in funded.groupby("programme")}
    ceiling = planned["programme"].map(ceilings).astype("float64")
    table = planned.assign(
        horizon=_objects(_horizon(end, ends) for end in planned["end_year"]),
        ceiling_rupiah=ceiling,
        without_ceiling_rupiah=(planned["cost_rupiah"] - ceiling.fillna(0)).clip(lower=0),
        ceiling_years=_objects(years.get(code, ()) for code in planned["programme"]),
    )
    place = table["horizon"].map({name: n for n, name in enumerate(HORIZONS)}).astype("float64")
    order = ["place", "start_year", "end_year", "programme"]
    return table.assign(place=place).sort_values(order, kind="stable", ignore_index=True)


def _horizon(end: Any, ends: tuple[int, int]) -> str | None:
    if pd.isna(end):
        return None
    return HORIZONS[sum(int(end) > last for last in ends)]


def span(start: Any, end: Any) -> range:
    """List the years of a programme; none when a year is missing or they are the wrong way."""
    return range(0) if pd.isna(start) or pd.isna(end) else range(int(start), int(end) + 1)


def money(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """List money by programme, year and fund, with what no ceiling covers spread over years."""
    columns = ["programme", "year", "fund", "ceiling_rupiah"]
    uncovered = [
        (one.programme, year, NO_CEILING, amount)
        for one in each(table[table["without_ceiling_rupiah"] > 0])
        for year, amount in _spread(one)
    ]
    funded = rows.loc[rows["ceiling_rupiah"].notna(), columns]
    every = [*funded.itertuples(index=False, name=None), *uncovered]
    return pd.DataFrame(every, columns=columns).astype({"ceiling_rupiah": "float64"})


def _spread(one: Any) -> list[tuple[int, float]]:
    years = span(one.start_year, one.end_year)
    places = [year for year in years if year not in one.ceiling_years] or list(years)
    if not places:
        return []
    # Whole rupiah, the odd ones in the first years, so that the years add up to the cost.
    each, odd = divmod(round(one.without_ceiling_rupiah), len(places))
    return [(year, float(each + (n < odd))) for n, year in enumerate(places)]


def by_fund(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    funded = rows[rows["ceiling_rupiah"].notna()].groupby("fund", as_index=False)
    known = funded.agg(
        ceiling_rupiah=("ceiling_rupiah", "sum"), n_programmes=("programme", "nunique")
    ).sort_values("ceiling_rupiah", ascending=False, kind="stable")
    without = table[table["without_ceiling_rupiah"] > 0]
    records = [tuple(row) for row in known.itertuples(index=False)]
    if len(without):
        records.append((NO_CEILING, without["without_ceiling_rupiah"].sum(), len(without)))
    return pd.DataFrame(records, columns=["fund", "ceiling_rupiah", "n_programmes"])


def profile(by_year: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    if by_year.empty:
        return pd.DataFrame(columns=["year", *PROFILE])
    years = range(min(first, by_year["year"].min()), max(last, by_year["year"].max()) + 1)
    group = by_year["fund"].where(by_year["fund"].isin([MAIN_FUND, NO_CEILING]), "other")
    sums = by_year.assign(group=group).pivot_table(
        index="year", columns="group", values="ceiling_rupiah", aggfunc="sum"
    )
    values = (
        sums.reindex(index=years, columns=[MAIN_FUND, "other", NO_CEILING]).fillna(0).to_numpy()
    )
    total, ceiling = values.sum(axis=1), values[:, :2].sum(axis=1)
    parts = [values, total[:, None], ceiling.cumsum()[:, None], total.cumsum()[:, None]]
    frame = pd.DataFrame(np.hstack(parts), columns=list(PROFILE))
    frame.insert(0, "year", list(years))
    return frame


def by_agency(table: pd.DataFrame, rows: pd.DataFrame, load: int) -> pd.DataFrame:
    keys = ["agency", "year"]
    running = pd.DataFrame(
        [
            (one.agency, year)
            for one in each(table.dropna(subset=["agency"]))
            for year in span(one.start_year, one.end_year)
        ],
        columns=keys,
    )
    owner = rows["programme"].map(named(table, "programme", "agency")).astype(object)
    funded = rows.assign(agency=owner).dropna(subset=["agency", "ceiling_rupiah"])
    counts = running.groupby(keys).size().rename("n_programmes")
    ceilings = funded.groupby(keys)["ceiling_rupiah"].sum()
    frame = pd.concat([counts, ceilings], axis=1).sort_index().rename_axis(keys).reset_index()
    names = named(table, "agency", "agency_name")
    n_programmes = frame["n_programmes"].fillna(0).astype("int64")
    return pd.DataFrame(
        {
            "agency": frame["agency"],
            "name": frame["agency"].map(names),
            "year": frame["year"].astype("int64"),
            "n_programmes": n_programmes,
            "ceiling_rupiah": frame["ceiling_rupiah"].astype("float64"),
            "heavy": n_programmes > load,
        }
    )


def milestones(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    stated = rows[rows["milestone"].notna()]
    names = named(table, "programme", "short_name")
    frame = stated[["programme", "year", "milestone"]].sort_values(
        ["year", "programme"], kind="stable", ignore_index=True
    )
    frame.insert(1, "short_name", [names[code] for code in frame["programme"]])
    return frame
