"""Planned programmes × criteria: what is rated, what is measured, and on which scale."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._sheets import codes, columns_of, numbers
from smartcity_analysis.analysis.plan._programmes import Programmes
from smartcity_analysis.analysis.plan._weigh import criterion_names

RATED = (1.0, 5.0)
"""Bounds of the rating form."""


def specs_of(criteria: pd.DataFrame) -> pd.DataFrame:
    """Every criterion once, with the name by which weights and values call it."""
    names = criterion_names(criteria)
    listed = columns_of(criteria, ("criterion", "direction", "measure"))
    listed = listed.dropna(subset=["criterion"]).drop_duplicates("criterion")
    return listed.assign(
        label=names.to_numpy(), measure=listed["measure"].fillna("rating").to_numpy()
    ).reset_index(drop=True)


def values_of(
    programmes: Programmes,
    ratings: pd.DataFrame,
    criteria: pd.DataFrame,
    objectives: pd.DataFrame,
) -> pd.DataFrame:
    """Planned programmes × criteria; of what is rated only whether and how on average."""
    planned = programmes.planned.set_index("programme")
    mean = rated_of(ratings).groupby(["criterion", "programme"])["value"].mean()
    length = numbers(planned["end_year"]) - numbers(planned["start_year"]) + 1
    measured = {
        "cost": planned["cost_rupiah"],
        "duration": length.where(length >= 1),
        "priorities": _priorities(planned["objective"], objectives),
    }
    columns = {}
    for code, measure, label in specs_of(criteria)[["criterion", "measure", "label"]].to_numpy():
        rated = mean.loc[code] if code in mean.index.get_level_values(0) else pd.Series(dtype=float)
        columns[label] = measured.get(measure, rated.reindex(planned.index))
    return pd.DataFrame(columns, index=planned.index, dtype=np.float64)


def rated_of(ratings: pd.DataFrame) -> pd.DataFrame:
    """Keep the ratings that say who gave what to which."""
    rows = columns_of(ratings, ("programme", "criterion", "rater", "agency", "value"))
    rows = rows.assign(value=numbers(rows["value"]))
    rows = rows.dropna(subset=["programme", "criterion", "rater", "value"])
    return rows.drop_duplicates(["programme", "criterion", "rater"])


def _priorities(objective: pd.Series, objectives: pd.DataFrame) -> pd.Series[float]:
    """Count the priorities that each programme's objective serves; NaN without a known one."""
    known = columns_of(objectives, ("objective", "priorities")).drop_duplicates("objective")
    count = {code: float(len(set(codes(served)))) for code, served in known.to_numpy()}
    return pd.Series([count.get(code, np.nan) for code in objective], objective.index)


def scale_of(
    specs: pd.DataFrame, values: pd.DataFrame, programmes: Programmes
) -> dict[str, tuple[float, float]]:
    """Declare the bounds: the form's for ratings, 0 to the largest for counts and rupiah."""
    years = float(programmes.last_year - programmes.first_year + 1)
    found = {}
    for label, measure in specs["measure"].items():
        most = float(values[label].max())
        low, high = {
            "rating": RATED,
            "duration": (1.0, max(years, most, 2.0)),
        }.get(measure, (0.0, most))
        if high > low:
            found[str(label)] = (low, high)
    return found


def by_rater(ratings: pd.DataFrame, specs: pd.DataFrame, names: pd.Series[str]) -> pd.DataFrame:
    """One row per rater and complete programme, one column per rated criterion."""
    rows = rated_of(ratings)
    rated = specs[specs["measure"] == "rating"]
    labels = {code: label for label, code in rated["criterion"].items()}
    rows = rows[rows["programme"].isin(names.index) & rows["criterion"].isin(labels)]
    rows = rows.assign(
        alternative=rows["programme"].map(names), label=rows["criterion"].map(labels)
    )
    agency = rows.dropna(subset=["agency"]).drop_duplicates("rater").set_index("rater")["agency"]
    wide = rows.set_index(["alternative", "rater", "label"])["value"].unstack()  # noqa: PD010
    order = {name: place for place, name in enumerate(names)}
    wide = wide.rename_axis(columns=None).reset_index()
    wide = wide.sort_values("alternative", key=lambda c: c.map(order), kind="stable")
    return wide.assign(agency=wide["rater"].map(agency)).reset_index(drop=True)
