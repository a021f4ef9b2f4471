"""The door of a priority problem: everything is checked here, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_choice,
    check_columns,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._ranks import TIES
from smartcity_analysis.analysis._votes import Votes, check_aggregation, overall, read_votes
from smartcity_analysis.analysis.priority._problem import Limits, Problem

CALLER = "priority.problem"
MISSING = ("raise", "median", "worst", "interval")
"""What a blank becomes: an error; the criterion's median; its worst end; its middle, with the
whole range shown by :meth:`Problem.intervals`."""


def problem(
    data: pd.DataFrame,
    weights: Mapping[str, float] | pd.Series[float] | Any = None,
    *,
    cost: str | Iterable[str] = (),
    scale: tuple[float, float] | Limits | None = None,
    missing: str = "raise",
    ties: str = "competition",
    resolution: float | None = None,
    alternative: str | None = None,
    rater: str | None = None,
    agency: str | None = None,
    aggregation: str = "agency",
    attributes: pd.DataFrame | None = None,
) -> Problem:
    """State a priority problem; everything is checked here, once.

    Parameters
    ----------
    data : DataFrame of shape (n_alternatives, …)
        One row per alternative, its label in the index or in the column `alternative`. With
        `rater`: one row per alternative and rater. Columns that are no criteria are kept as
        attributes. A row whose ``status`` is ``"sample"`` makes the problem one. Not modified.
    weights : mapping, Series or a result of :mod:`weights`, optional
        By criterion, not negative, any sum; brought to 1, and the given sum is shown. Equal weights
        on all columns when left out.
    cost : str or iterable of str
        Criteria of which less is better.
    scale : (low, high) or mapping of criterion to (low, high), optional
        Declared bounds, such as 1–5. SAW normalises on them, so that a new proposal never changes
        the old scores; a criterion without is normalised on the values at hand.
    missing : {'raise', 'median', 'worst', 'interval'}, default='raise'
    ties : {'competition', 'dense', 'average'}, default='competition'
        Equal scores get 1 2 2 4, or 1 2 2 3, or 1 2.5 2.5 4.
    resolution : float, optional
        Step of the ratings. PROMETHEE compares differences with thresholds after rounding to it;
        otherwise after 1e-9 of the criterion's span.
    alternative, rater, agency : str, optional
        Columns of `data` that hold these.
    aggregation : {'agency', 'rater'}, default='agency'
        With `rater`: one vote per OPD, or per rater.
    attributes : DataFrame, optional
        Further columns by alternative: price, dimension, OPD.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        If a label, weight, bound or cell is wrong, naming the row and the column.

    Examples
    --------
    >>> ratings = pd.DataFrame({"programme": ["A", "B"] * 2, "rater": [*"PPQQ"],
    ...     "impact": [4, 3, 5, 3], "effort": [2, 1, 2, 2]})
    >>> problem(ratings, {"impact": 3, "effort": 1}, cost="effort", scale=(1, 5),
    ...     alternative="programme", rater="rater")
    <Problem of 2 alternatives: impact ▲75 %  effort ▼25 %; weights given sum to 4, one vote per agency, competition ranks>
    """  # noqa: E501
    given = dict(locals())
    check_choice(CALLER, "missing", missing, MISSING)
    check_choice(CALLER, "ties", ties, TIES)
    check_aggregation(CALLER, aggregation)
    if not isinstance(data, pd.DataFrame):
        raise refuse(CALLER, "data", "a DataFrame", type(data).__name__)
    if data.empty:
        raise refuse(CALLER, "data", "a DataFrame with at least one row and column", data.shape)
    given["data"] = data.copy()
    if agency and not rater:
        raise refuse(CALLER, "rater", "the column of the raters, with 'agency'", rater)
    if resolution is not None and not resolution > 0:
        raise refuse(CALLER, "resolution", "above 0", resolution)
    labels = {name for name in (alternative, rater, agency) if name}
    points = _points(weights, data, labels)
    check_columns(CALLER, "data", data, [*points.index, *labels])
    limits = _limits(points, scale)
    votes = None
    if rater is None:
        frame = data.set_index(alternative) if alternative else data
    else:
        if alternative is None:
            rule = "the column of the alternatives, with 'rater'"
            raise refuse(CALLER, "alternative", rule, None)
        _check_ratings(data, points, limits, alternative, rater)
        frame, votes = _by_rater(data, points, alternative, rater, agency, aggregation)
    _check_labels(frame)
    costs = _known(points, "cost", _listed(cost))
    matrix = _numbers(_picked(frame, list(points.index)), frame.index.__getitem__)
    _check_cells(matrix, limits, missing)
    others = _picked(frame, [name for name in frame.columns if name not in points.index])
    if attributes is not None:
        others = others.join(_attributes(attributes, others))
    return Problem(
        data=matrix,
        attributes=others,
        weights=points / points.sum(),
        given_weights=points,
        cost=frozenset(costs),
        scale=limits,
        missing=missing,
        ties=ties,
        resolution=resolution,
        votes=votes,
        aggregation=aggregation,
        sample=is_sample(data, weights, attributes),
        given=given,
    )


def _points(weights: Any, data: pd.DataFrame, labels: set[str]) -> pd.Series[float]:
    if weights is None:
        weights = {name: 1.0 for name in data.columns if name not in labels}
    if not isinstance(weights, (Mapping, pd.Series)):
        weights = getattr(weights, "weights", weights)
    try:
        points = pd.Series(weights, dtype=np.float64, name="weight")
    except (TypeError, ValueError) as fault:
        raise refuse(CALLER, "weights", "a number for each criterion", weights) from fault
    doubled = [name for name in points.index if name in labels]
    if doubled:
        raise ValueError(f"{CALLER}: {doubled[0]!r} holds labels and cannot be a criterion.")
    if points.index.has_duplicates:
        twice = points.index[points.index.duplicated()][0]
        raise ValueError(f"{CALLER}: criterion {twice!r} has more than one weight.")
    unknown = [repr(name) for name in points.index if name not in data.columns]
    if unknown:
        raise ValueError(
            f"{CALLER}: weights name criteria that the data do not have: {', '.join(unknown)}."
        )
    for name, value in zip(points.index, points.to_numpy(), strict=True):
        if not 0 <= value < np.inf:
            raise ValueError(f"{CALLER}: the weight of {name!r} must be 0 or more. Got {value:g}.")
    if not points.to_numpy().sum() > 0:
        raise ValueError(f"{CALLER}: all weights are 0; at least one must be above.")
    return points


def _by_rater(
    data: pd.DataFrame,
    points: pd.Series[float],
    alternative: str,
    rater: str,
    agency: str | None,
    aggregation: str,
) -> tuple[pd.DataFrame, Votes]:
    items = list(dict.fromkeys(data[alternative]))
    columns = {rater: "rater"} | ({agency: "agency"} if agency else {})
    kept = [alternative, *columns, *points.index]
    ratings = data[kept].rename(columns=columns)
    votes = read_votes(
        ratings, item=alternative, items=items, criteria=list(points.index), caller=CALLER
    )
    # Equal means must be equal, whichever way they were averaged.
    means = np.round(overall(votes.unit_scores(aggregation)), 12)
    index = pd.Index(items, name=alternative)
    return pd.DataFrame(means.T, index=index, columns=points.index), votes


def _check_labels(frame: pd.DataFrame) -> None:
    for kind, labels in (("alternative", frame.index), ("column", frame.columns)):
        if labels.nlevels > 1:
            raise ValueError(f"{CALLER}: each {kind} needs one label, not {labels.nlevels} levels.")
        if labels.has_duplicates:
            twice = labels[labels.duplicated()][0]
            raise ValueError(f"{CALLER}: {kind} {twice!r} occurs more than once.")
        if labels.hasnans:
            raise ValueError(f"{CALLER}: one {kind} has no label.")


def _picked(frame: pd.DataFrame, names: list[Any]) -> pd.DataFrame:
    """Take some columns; all or none of them, the usual cases, without asking pandas."""
    if names == frame.columns.tolist():
        return frame
    return frame[names] if names else pd.DataFrame(index=frame.index)


def _attributes(attributes: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Bring the attributes in the order of the alternatives."""
    if attributes.index.has_duplicates:
        raise refuse(CALLER, "attributes", "without double labels", list(attributes.index))
    if not others.index.isin(attributes.index).any():
        rule = "a DataFrame with the alternatives as its index"
        raise refuse(CALLER, "attributes", rule, list(attributes.index[:3]))
    taken = {name: f"{name}_attribute" for name in attributes if name in others}
    return attributes.reindex(others.index).rename(columns=taken)


def _listed(cost: Any) -> list[Any]:
    """Take one label or several; a label need not be a string."""
    return list(cost) if isinstance(cost, Iterable) and not isinstance(cost, str) else [cost]


def _known(points: pd.Series[float], name: str, labels: list[str]) -> list[str]:
    unknown = [label for label in labels if label not in points.index]
    if unknown:
        rule = f"among the criteria {', '.join(map(str, points.index))}"
        raise refuse(CALLER, name, rule, unknown[0])
    return labels


def _limits(points: pd.Series[float], scale: tuple[float, float] | Limits | None) -> Limits:
    if scale is None:
        return {}
    limits = dict(scale) if isinstance(scale, Mapping) else dict.fromkeys(points.index, scale)
    _known(points, "scale", list(limits))
    for name, ends in limits.items():
        if np.shape(ends) != (2,) or not -np.inf < ends[0] < ends[1] < np.inf:
            raise refuse(CALLER, "scale", f"(low, high) with low < high for {name!r}", ends)
    return limits


def _numbers(frame: pd.DataFrame, named: Callable[[int], object]) -> pd.DataFrame:
    """Turn cells into floats, or name the first one that is none."""
    if all(isinstance(kind, np.dtype) and kind.kind in "fiu" for kind in frame.dtypes):
        numbers = frame.astype(np.float64)
        wrong = np.argwhere(np.isinf(numbers.to_numpy()))
    else:
        cells = frame.astype(object).where(frame.notna(), np.nan)
        numbers = cells.apply(pd.to_numeric, errors="coerce").astype(np.float64)
        wrong = np.argwhere(((numbers.isna() & frame.notna()) | np.isinf(numbers)).to_numpy())
    if len(wrong):
        row, column = wrong[0]
        value = frame.iloc[row, column]
        value = value.item() if isinstance(value, np.generic) else value
        raise ValueError(
            f"{CALLER}: {frame.columns[column]!r} of {named(row)!r} must be a number. "
            f"Got {value!r}."
        )
    return numbers


def _check_ratings(
    data: pd.DataFrame, points: pd.Series[float], limits: Limits, item: str, rater: str
) -> None:
    """Check every rating, so that a mean cannot hide a wrong one."""

    def named(row: int) -> str:
        return f"{data[item].iloc[row]} by {data[rater].iloc[row]}"

    _check_limits(_numbers(data[list(points.index)], named), limits, named)


def _check_cells(matrix: pd.DataFrame, limits: Limits, missing: str) -> None:
    blank = np.argwhere(np.isnan(matrix.to_numpy()))
    if len(blank) and missing == "raise":
        row, column = blank[0]
        more = f" and {len(blank) - 1} more" if len(blank) > 1 else ""
        raise ValueError(
            f"{CALLER}: {matrix.columns[column]!r} of {matrix.index[row]!r} is blank{more}. "
            "Fill it, or choose missing='median', 'worst' or 'interval'."
        )
    empty = list(matrix.columns[matrix.isna().all()]) if len(blank) else []
    if empty and (empty[0] not in limits or missing == "median"):
        rest = "" if empty[0] in limits else " and no scale"
        raise ValueError(f"{CALLER}: criterion {empty[0]!r} has no value at all{rest}.")
    _check_limits(matrix, limits, matrix.index.__getitem__)


def _check_limits(matrix: pd.DataFrame, limits: Limits, named: Callable[[int], object]) -> None:
    for name, (low, high) in limits.items():
        values = matrix[name].to_numpy()
        outside = np.flatnonzero((values < low) | (values > high))
        if len(outside):
            raise ValueError(
                f"{CALLER}: {name!r} of {named(outside[0])!r} is {values[outside[0]]:g}, "
                f"outside its scale {low:g}–{high:g}."
            )


def example() -> Problem:
    """Make a small problem to try things on: four programmes, made up.

    Examples
    --------
    >>> example()
    <Problem of 4 alternatives: impact ▲60 %  readiness ▲40 %; competition ranks>
    """
    data = pd.DataFrame(
        {
            "impact": [4, 2, 5, 2],
            "readiness": [2, 5, 1, 3],
            "price": [1_000_000_000, 700_000_000, 1_200_000_000, 250_000_000],
            "dimension": ["GOV", "GOV", "ECO", "ECO"],
            "status": "sample",
        },
        index=["A", "B", "C", "D"],
    )
    return problem(data, {"impact": 0.6, "readiness": 0.4}, scale=(1, 5))
