"""The tables of a SWOT position: the IFAS and EFAS sheet, its parts, and its variants."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._typing import FloatArray, IntArray
from smartcity_analysis.analysis._votes import AGGREGATIONS, Votes, overall
from smartcity_analysis.analysis.swot._kernels import (
    AXES,
    CONVENTIONS,
    KINDS,
    POSITIONS,
    VARIANTS,
    WEIGHTS,
    Method,
    classify,
)

DESCRIBED = ["factor", "kind", "statement", "element", "dimension", "year", "source", "address"]
"""What a factor brings along, as far as it is known."""


def factor_sheet(
    factors: pd.DataFrame,
    method: Method,
    given: FloatArray,
    importance: FloatArray,
    severity: FloatArray,
    min_raters: int,
) -> pd.DataFrame:
    """Lay out weight, rating, score and the spread of raters of each factor.

    `given` holds the severity by each rater, (n_raters, n_factors).
    """
    rated = ~np.isnan(importance * severity)
    weight = np.where(rated, method.shares(np.where(rated, importance, np.nan)), np.nan)
    use, push = method.convention.used(method.kinds), method.convention.push(method.kinds)
    used = use[0] * severity + use[1]
    spread = pd.DataFrame(given)
    n_raters = spread.count().to_numpy()
    sheet = factors.reindex(columns=DESCRIBED).reset_index(drop=True)
    sheet.insert(2, "axis", np.array(AXES)[method.kinds // 2])
    return sheet.assign(
        importance=importance,
        weight=weight,
        rating=severity,
        rating_used=used,
        score=weight * used,
        contribution=weight * (push[0] * severity + push[1]),
        driver=weight * severity,
        driver_signed=weight * severity * np.where(method.kinds % 2, -1, 1),
        n_raters=n_raters,
        rating_sd=spread.std(ddof=1).to_numpy(),
        rating_min=spread.min().to_numpy(),
        rating_max=spread.max().to_numpy(),
        thin=n_raters < min_raters,
    )


def by_label(column: str, sheet: pd.DataFrame, method: Method, border: float) -> pd.DataFrame:
    """Locate the factors of each element or dimension by themselves, their weights rescaled.

    A factor without a label belongs to none of them.
    """
    importance = sheet["importance"].to_numpy(np.float64)
    severity = sheet["rating"].to_numpy(np.float64)
    labels = sorted(sheet[column].dropna().unique())
    member = [(sheet[column] == label).to_numpy(bool) for label in labels]
    points = np.array(
        [method.only(one).locate(importance[one], severity[one]) for one in member]
    ).reshape(-1, 2)
    counted = [method.kinds[one & sheet["weight"].notna().to_numpy()] for one in member]
    counts = np.array([np.bincount(kinds, minlength=4) for kinds in counted]).reshape(-1, 4)
    return pd.DataFrame(
        {column: labels}
        | {f"n_{kind}": counts[:, number] for number, kind in enumerate(KINDS)}
        | _located(points, np.full(len(points), method.zone(border)))
    )


def variants_of(kinds: IntArray, votes: Votes, border: float, position: str) -> pd.DataFrame:
    """Locate the city under every convention with numbers of its own × weights × aggregation."""
    means = {aggregation: overall(votes.unit_scores(aggregation)) for aggregation in AGGREGATIONS}
    combinations = list(product(VARIANTS, WEIGHTS, AGGREGATIONS))
    methods = [Method(kinds, w, CONVENTIONS[convention]) for convention, w, _ in combinations]
    points = np.array(
        [m.locate(*means[each]) for m, (*_, each) in zip(methods, combinations, strict=True)]
    )
    zones = np.array([method.zone(border) for method in methods])
    settings = pd.DataFrame(combinations, columns=["convention", "weights", "aggregation"])
    table = settings.join(pd.DataFrame(_located(points, zones)))
    return table.assign(same=table["position"] == position)


def _located(points: FloatArray, zones: FloatArray) -> dict[str, object]:
    names = [POSITIONS[number] for number in classify(points, zones)]
    return {"internal": points[:, 0], "external": points[:, 1], "position": names}
