"""Weights from the data themselves: entropy and CRITIC."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample, refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.weights._ahp import summary
from smartcity_analysis.analysis.weights._comparisons import Labels, labelled, named

Data = pd.DataFrame | npt.ArrayLike
SAME = 1e-12
"""A column whose range is below this share of its size is constant."""


@dataclass(frozen=True, slots=True, eq=False)
class ObjectiveWeights:
    """Weights that follow from how much the criteria tell the alternatives apart.

    Attributes
    ----------
    weights : Series
        By criterion, summing to 1.
    method : str
        ``"entropy"`` or ``"critic"``.
    table : DataFrame
        One row per criterion: its direction, the steps, whether it is constant, its weight.
    correlations : DataFrame
        CRITIC only: between the criteria, NaN for constant ones; empty for entropy.
    constant : tuple of label
        Criteria on which all alternatives are equal: weight 0.
    reason : str
        Why the weights are equal all the same: ``"all_constant"``, or ``"all_redundant"`` when the
        criteria that vary all say the same; otherwise empty.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    method: str
    table: pd.DataFrame
    correlations: pd.DataFrame
    constant: tuple[Hashable, ...]
    reason: str
    convention: str
    sample: bool

    def __repr__(self) -> str:
        told = f", equal weights: {self.reason}" if self.reason else ""
        if self.constant and self.reason != "all_constant":
            told += f", constant: {', '.join(map(str, self.constant))}"
        return f"<ObjectiveWeights {self.method} {summary(self.weights)}{told}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        tables = {f"weights_{self.method}": self.table}
        if self.method == "critic":
            tables["weights_critic_correlations"] = self.correlations
        return tables


# ---- Kernels, without checks ----------------------------------------------------------------


def entropies(x: FloatArray) -> FloatArray:
    """Shannon's entropy of every column's shares, 0–1, with 0 ln 0 = 0. Sums must be positive."""
    shares = x / x.sum(axis=0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    entropy_of: FloatArray = -(shares * logs).sum(axis=0) / np.log(len(x))
    return entropy_of


def conflicts(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Correlation matrix of the columns, and Σ (1 − r) of each. No column may be constant."""
    correlation = np.atleast_2d(np.corrcoef(x, rowvar=False))
    return correlation, (1 - correlation).sum(axis=1)


def _shared(information: FloatArray, constant: BoolArray) -> tuple[FloatArray, str]:
    if constant.all():
        return np.full(len(constant), 1 / len(constant)), "all_constant"
    used = np.where(constant, 0.0, information)
    if used.sum() <= SAME * len(used):
        alone = (~constant).sum() == 1
        return ~constant / (~constant).sum(), "" if alone else "all_redundant"
    return used / used.sum(), ""


# ---- Public functions -----------------------------------------------------------------------


def entropy(
    data: Data,
    *,
    cost: Hashable | Iterable[Hashable] = (),
    invert_cost: bool = False,
    sample: bool = False,
) -> ObjectiveWeights:
    """Weigh criteria by how unevenly their values are spread over the alternatives.

    Parameters
    ----------
    data : DataFrame or array-like of shape (n_alternatives, n_criteria)
        Not negative. Not modified.
    cost : label or list of labels, default=()
        Criteria of which less is better.
    invert_cost : bool, default=False
        Whether costs enter as 1/x. As given, a cost is weighed by the spread of its values.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    ObjectiveWeights

    Raises
    ------
    ValueError
        If a cell is blank, negative, or a zero cost that would be inverted (naming row and column).

    Notes
    -----
    With shares p = x / Σ x of each column, e = −Σ p ln p / ln n and 0 ln 0 = 0; w = (1 − e) / Σ
    (1 − e). A constant criterion has e = 1 and weight 0; when all are constant, all weigh alike.

    References
    ----------
    Hwang and Yoon (1981), *Multiple Attribute Decision Making*, section 3.2.

    Examples
    --------
    >>> entropy(pd.DataFrame({"impact": [1, 4], "cost": [2, 3], "legal": [1, 1]}))
    <ObjectiveWeights entropy impact 0.91, cost 0.09, legal 0.00, constant: legal>
    """
    caller = "weights.entropy"
    names, rows, x = _read(caller, data)
    down = _directions(caller, cost, names)
    _check_cells(caller, names, rows, x, x < 0, "made of numbers of at least 0")
    if invert_cost:
        zero = (x == 0) & down
        _check_cells(caller, names, rows, x, zero, "without zeros in a cost that is inverted")
        x = np.where(down, 1 / np.where(down, x, 1.0), x)
    constant = _constant(x)
    found = np.ones(len(names))
    if not constant.all():
        found[~constant] = entropies(x[:, ~constant])
    weights, reason = _shared(1 - found, constant)
    steps = {"entropy": found, "diversity": 1 - found}
    how = "costs as given" if not invert_cost else "costs inverted (1/x)"
    told = how if down.any() else "no costs"
    told = f"entropy of column shares, 0 ln 0 = 0, {told}, constant criteria weigh 0"
    return _result(
        "entropy",
        names,
        down,
        constant,
        weights,
        reason,
        steps,
        pd.DataFrame(),
        told,
        sample=is_sample(data, sample=sample),
    )


def critic(
    data: Data,
    *,
    cost: Hashable | Iterable[Hashable] = (),
    correlation: str = "pearson",
    sample: bool = False,
) -> ObjectiveWeights:
    """Weigh criteria by their contrast and by their conflict with the other criteria.

    Parameters
    ----------
    data : DataFrame or array-like of shape (n_alternatives, n_criteria)
        Negative values are welcome. Not modified.
    cost : label or list of labels, default=()
        Criteria of which less is better; they are turned, so that conflict means conflict of aims.
    correlation : {'pearson', 'spearman'}, default='pearson'
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    ObjectiveWeights

    Raises
    ------
    ValueError
        If a cell is blank or infinite (naming row and column).

    Notes
    -----
    On columns scaled to 0–1 (1 the best), C = s Σ (1 − r) and w = C / Σ C; s is the standard
    deviation with n in the denominator, which cancels. Constant criteria take no part.

    References
    ----------
    Diakoulaki, Mavrotas and Papayannakis (1995), Computers & Operations Research 22(7), 763–770.

    Examples
    --------
    >>> critic(pd.DataFrame({"impact": [1, 4, 5], "cost": [2, 3, 9]}), cost="cost")
    <ObjectiveWeights critic cost 0.51, impact 0.49>
    """
    caller = "weights.critic"
    check_choice(caller, "correlation", correlation, ("pearson", "spearman"))
    names, _, x = _read(caller, data)
    down = _directions(caller, cost, names)
    constant = _constant(x)
    size = len(names)
    deviation, conflict, r = np.zeros(size), np.zeros(size), np.full((size, size), np.nan)
    if not constant.all():
        used = np.where(down, -x, x)[:, ~constant]
        scaled = (used - used.min(axis=0)) / np.ptp(used, axis=0)
        deviation[~constant] = scaled.std(axis=0)
        if correlation == "spearman":
            scaled = pd.DataFrame(scaled).rank().to_numpy()
        r[np.ix_(~constant, ~constant)], conflict[~constant] = conflicts(scaled)
    weights, reason = _shared(deviation * conflict, constant)
    steps = {"deviation": deviation, "conflict": conflict, "information": deviation * conflict}
    correlations = pd.DataFrame(r, columns=list(names))
    correlations.insert(0, "criterion", list(names), allow_duplicates=True)
    told = f"CRITIC on min–max columns, costs turned, {correlation} correlation"
    told = f"{told}, constant criteria weigh 0"
    return _result(
        "critic",
        names,
        down,
        constant,
        weights,
        reason,
        steps,
        correlations,
        told,
        sample=is_sample(data, sample=sample),
    )


def _result(
    method: str,
    names: Labels,
    down: BoolArray,
    constant: BoolArray,
    weights: FloatArray,
    reason: str,
    steps: dict[str, FloatArray],
    correlations: pd.DataFrame,
    convention: str,
    *,
    sample: bool,
) -> ObjectiveWeights:
    direction = np.where(down, "cost", "benefit")
    columns = {"criterion": list(names), "direction": direction, **steps, "constant": constant}
    return ObjectiveWeights(
        weights=labelled(weights, names, "weight"),
        method=method,
        table=pd.DataFrame({**columns, "weight": weights}),
        correlations=correlations,
        constant=tuple(name for name, still in zip(names, constant, strict=True) if still),
        reason=reason,
        convention=convention,
        sample=sample,
    )


def _read(caller: str, data: Data) -> tuple[Labels, Labels, FloatArray]:
    frame = data if isinstance(data, pd.DataFrame) else None
    try:
        x = (
            np.array(data, dtype=np.float64)
            if frame is None
            else frame.to_numpy(np.float64, na_value=np.nan)
        )
    except (TypeError, ValueError):
        raise refuse(caller, "data", "made of numbers", "something else") from None
    if x.ndim != 2 or not x.size:
        rule = "of shape (n_alternatives, n_criteria), each at least 1"
        raise refuse(caller, "data", rule, f"shape {x.shape}")
    names = named(caller, "data", None if frame is None else tuple(frame.columns), x.shape[1])
    rows = tuple(range(len(x))) if frame is None else tuple(frame.index)
    _check_cells(caller, names, rows, x, ~np.isfinite(x), "without blanks")
    return names, rows, x


def _check_cells(
    caller: str, names: Labels, rows: Labels, x: FloatArray, bad: BoolArray, rule: str
) -> None:
    for i, j in np.argwhere(bad)[:1]:
        found = f"{x[i, j]:g} in row {rows[i]!r}, column {names[j]!r}"
        raise refuse(caller, "data", rule, found)


def _directions(caller: str, cost: Hashable | Iterable[Hashable], names: Labels) -> BoolArray:
    if isinstance(cost, str) or not isinstance(cost, Iterable):
        cost = (cost,)
    costs = list(cost)
    unknown = [label for label in costs if label not in names]
    if unknown:
        raise refuse(caller, "cost", f"among {', '.join(map(str, names))}", unknown[0])
    return np.array([name in costs for name in names])


def _constant(x: FloatArray) -> BoolArray:
    still: BoolArray = np.ptp(x, axis=0) <= SAME * np.abs(x).max(axis=0)
    return still
