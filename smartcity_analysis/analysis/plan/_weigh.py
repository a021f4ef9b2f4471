"""Weights of the criteria, from the comparisons of all raters."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis import weights
from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis._sheets import columns_of
from smartcity_analysis.analysis._typing import BoolArray
from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.weights import AhpGroup, DirectWeights

RANDOM_INDEX = {"classic": "saaty_1980", "revised": "saaty_2005"}
"""The two tables as the settings name them."""


def weigh(
    criteria: pd.DataFrame,
    comparisons: pd.DataFrame,
    *,
    random_index: str = "classic",
    threshold: float = 0.10,
) -> AhpGroup | DirectWeights | NoRanking:
    """Weigh the criteria by the comparisons of all raters.

    Parameters
    ----------
    criteria, comparisons : DataFrame
        The worksheets; may be empty. Not modified.
    random_index : {'classic', 'revised'} or a table of :func:`weights.ahp`, default='classic'
    threshold : float, default=0.10
        Consistency ratio above which a rater is left out. Where all are above, all are kept and the
        result says that they are inconsistent.

    Returns
    -------
    AhpGroup
        One vote per OPD within each block of the triple helix, blocks with equal weight.
    DirectWeights
        Equal weights, where nobody compared or only one criterion is declared.
    NoRanking
        Where no criterion is declared.

    Raises
    ------
    ValueError
        If the table of random indices is unknown.

    Notes
    -----
    A rater whose comparisons do not join all criteria, if only through a third, is left out, for no
    weights follow from them. A pair that a rater compared twice counts with the geometric mean.

    References
    ----------
    Saaty (1980), *The Analytic Hierarchy Process*; Forman and Peniwati (1998), European Journal of
    Operational Research 108(1), 165–169, for the group.

    Examples
    --------
    >>> criteria = pd.DataFrame({"criterion": ["KR-01", "KR-02"], "name": ["Impact", "Cost"]})
    >>> one = pd.DataFrame({"rater": ["A"], "criterion_a": ["KR-01"], "criterion_b": ["KR-02"],
    ...     "preferred": ["a"], "intensity": [3], "block": ["government"]})
    >>> weigh(criteria, one).weights.round(2).to_dict()
    {'Impact': 0.75, 'Cost': 0.25}
    """
    names = criterion_names(criteria)
    sample = is_sample(criteria, comparisons)
    if names.empty:
        return NoRanking("no_criteria", "weights", 0, 0, sample)
    matrices = _matrices(comparisons, names)
    if not matrices or len(names) == 1:
        return weights.direct(dict.fromkeys(names, 1 / len(names)), sample=is_sample(criteria))
    asked = columns_of(comparisons, ("rater", "agency", "block")).drop_duplicates("rater")
    people = asked.set_index("rater").loc[list(matrices)].astype(object)
    given: dict[str, Any] = {
        "agencies": people["agency"].where(people["agency"].notna(), None),
        "blocks": people["block"].where(people["block"].notna(), "all"),
        "random_index": RANDOM_INDEX.get(random_index, random_index),
        "threshold": threshold,
        "sample": sample,
    }
    found = weights.ahp_group(matrices, exclude=False, **given)
    strict = len(found.inconsistent) not in (0, len(matrices))
    return weights.ahp_group(matrices, exclude=True, **given) if strict else found


def criterion_names(criteria: pd.DataFrame) -> pd.Series[str]:
    """Name every criterion once, by code; two of one name carry their codes."""
    listed = columns_of(criteria, ("criterion", "name")).dropna(subset=["criterion"])
    listed = listed.drop_duplicates("criterion")
    name = listed["name"].astype(object).where(listed["name"].notna(), listed["criterion"])
    twice = name.duplicated(keep=False)
    return pd.Series(
        name.where(
            ~twice, name.astype(str) + " (" + listed["criterion"].astype(str) + ")"
        ).tolist(),
        index=listed["criterion"].tolist(),
        dtype=object,
    )


def _matrices(comparisons: pd.DataFrame, names: pd.Series[str]) -> dict[Hashable, pd.DataFrame]:
    """Build the matrix of every rater whose comparisons join all criteria."""
    needed = ("rater", "criterion_a", "criterion_b", "preferred", "intensity")
    rows = columns_of(comparisons, needed).dropna()
    rows = rows[rows["criterion_a"].isin(names.index) & rows["criterion_b"].isin(names.index)]
    rows = rows[rows["criterion_a"] != rows["criterion_b"]]
    size, place = len(names), {code: number for number, code in enumerate(names.index)}
    found: dict[Hashable, pd.DataFrame] = {}
    for rater, mine in rows.groupby("rater", sort=True):
        logs, counts = np.zeros((size, size)), np.zeros((size, size))
        i, j = (mine[c].map(place).to_numpy(np.int64) for c in ("criterion_a", "criterion_b"))
        sign = mine["preferred"].map({"a": 1.0, "b": -1.0}).fillna(0.0).to_numpy(np.float64)
        stated = sign * np.log(mine["intensity"].to_numpy(np.float64))
        for first, second, log in ((i, j, stated), (j, i, -stated)):
            np.add.at(logs, (first, second), log)
            np.add.at(counts, (first, second), 1)
        if _joined(counts > 0):
            mean = np.divide(logs, counts, out=np.full((size, size), np.nan), where=counts > 0)
            np.fill_diagonal(mean, 0.0)
            found[rater] = pd.DataFrame(np.exp(mean), names.tolist(), names.tolist())
    return found


def _joined(linked: BoolArray) -> bool:
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(linked, directed=False)[0]) == 1
