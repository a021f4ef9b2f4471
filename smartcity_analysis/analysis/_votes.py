"""Who voted on what: raters × items, the units that vote, and resampling of those units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, check_columns
from smartcity_analysis.analysis._typing import FloatArray, IntArray

AGGREGATIONS = ("rater", "agency")
"""One vote per rater, or one per OPD (a rater without an OPD is a unit of its own)."""


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Ratings as an array.

    Attributes
    ----------
    raters : tuple of str
        Sorted, so that results do not depend on the order of rows.
    agencies : tuple of str
        The OPD of each rater; an empty string when none is given.
    scores : array of shape (n_criteria, n_raters, n_items)
        NaN where a rater gave nothing.
    """

    raters: tuple[str, ...]
    agencies: tuple[str, ...]
    scores: FloatArray

    def unit_scores(self, aggregation: str) -> FloatArray:
        """Average the raters of each voting unit, (n_criteria, n_units, n_items)."""
        units, _ = voting_units(self.raters, self.agencies, aggregation)
        return means(members(units), self.scores)

    def unit_names(self, aggregation: str) -> tuple[str, ...]:
        """Name the voting units, in the order of :meth:`unit_scores`."""
        return voting_units(self.raters, self.agencies, aggregation)[1]


def voting_units(
    raters: Iterable[str], agencies: Iterable[str], aggregation: str
) -> tuple[IntArray, tuple[str, ...]]:
    """Assign each rater the number of its voting unit; without an OPD it is one of its own.

    Examples
    --------
    >>> voting_units(["A", "B", "C"], ["DLH", "DLH", ""], "agency")
    (array([0, 0, 1]), ('DLH', 'C'))
    """
    by_agency = aggregation == "agency"
    labels = [
        ("agency", agency) if agency and by_agency else ("rater", rater)
        for rater, agency in zip(raters, agencies, strict=True)
    ]
    units = sorted(set(labels), key=lambda label: (label[0], str(label[1])))
    position = {label: unit for unit, label in enumerate(units)}
    return np.array([position[label] for label in labels]), tuple(name for _, name in units)


def members(units: IntArray) -> FloatArray:
    """Mark who belongs to which unit, (n_units, n_raters)."""
    return np.equal(np.arange(units.max() + 1)[:, None], units).astype(np.float64)


def means(shares: FloatArray, scores: FloatArray) -> FloatArray:
    """Average voters with given shares; who gave nothing is left out, never counted as zero.

    Parameters
    ----------
    shares : array of shape (n_means, n_voters)
        How often each voter counts in each mean.
    scores : array of shape (..., n_voters, n_items)

    Returns
    -------
    array of shape (..., n_means, n_items)
        NaN where no voter with a share gave a score.

    Examples
    --------
    >>> means(np.array([[1.0, 1.0], [2.0, 0.0]]), np.array([[4.0, np.nan], [2.0, 3.0]]))
    array([[ 3.,  3.],
           [ 4., nan]])
    """
    given = ~np.isnan(scores)
    total = shares @ np.where(given, scores, 0.0)
    count = shares @ given
    mean: FloatArray = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def overall(unit_scores: FloatArray) -> FloatArray:
    """Average all units, (..., n_units, n_items) to (..., n_items)."""
    everyone = np.ones((1, unit_scores.shape[-2]))
    mean: FloatArray = means(everyone, unit_scores)[..., 0, :]
    return mean


def resampled(unit_scores: FloatArray, draws: int, seed: int) -> FloatArray:
    """Average bootstrap resamples of the voting units, (..., draws, n_items).

    A resample is a row of multinomial counts, so all of them are one matrix product.
    """
    units = unit_scores.shape[-2]
    counts = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), draws)
    return means(counts.astype(np.float64), unit_scores)


def read_votes(
    ratings: pd.DataFrame, *, item: str, items: Sequence[str], criteria: Sequence[str], caller: str
) -> Votes:
    """Turn a long table of ratings into arrays.

    Raises
    ------
    ValueError
        If a column is missing, nothing is rated, an item is unknown, a rater rated the same item
        twice, or one rater speaks for two OPD.
    """
    check_columns(caller, "ratings", ratings, (item, "rater", *criteria))
    ratings = ratings.dropna(subset=list(criteria), how="all")
    if ratings.empty:
        raise ValueError(f"{caller}: no ratings were given.")
    if ratings["rater"].isna().any():
        raise ValueError(
            f"{caller}: a rating of {ratings[item][ratings['rater'].isna()].iloc[0]} has no rater."
        )
    column = pd.Index(items).get_indexer(pd.Index(ratings[item]))
    if (column < 0).any():
        unknown = sorted(set(ratings.loc[column < 0, item].astype(str)))
        raise ValueError(f"{caller}: ratings name an unknown {item}: {', '.join(unknown)}.")
    twice = ratings[ratings.duplicated([item, "rater"])]
    if len(twice):
        rater, name = twice["rater"].iloc[0], twice[item].iloc[0]
        raise ValueError(f"{caller}: rater {rater} rated {name} more than once.")

    raters = sorted(set(ratings["rater"]), key=str)
    row = pd.Index(raters).get_indexer(pd.Index(ratings["rater"]))
    scores = np.full((len(criteria), len(raters), len(items)), np.nan)
    scores[:, row, column] = ratings[list(criteria)].to_numpy(np.float64, na_value=np.nan).T
    return Votes(tuple(raters), _agencies(ratings, raters, caller), scores)


def _agencies(ratings: pd.DataFrame, raters: list[str], caller: str) -> tuple[str, ...]:
    if "agency" not in ratings.columns:
        return ("",) * len(raters)
    pairs = ratings[["rater", "agency"]].dropna().drop_duplicates()
    twofold = pairs.loc[pairs["rater"].duplicated(), "rater"]
    if len(twofold):
        raise ValueError(f"{caller}: rater {twofold.iloc[0]} speaks for more than one agency.")
    agency = dict(zip(pairs["rater"], pairs["agency"], strict=True))
    return tuple(agency.get(rater, "") for rater in raters)


def check_aggregation(caller: str, aggregation: str) -> None:
    """Refuse an aggregation that does not exist."""
    check_choice(caller, "aggregation", aggregation, AGGREGATIONS)
