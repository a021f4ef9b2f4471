"""Weights from one person's pairwise comparisons, and how consistent they are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample, refuse
from smartcity_analysis.analysis.weights._ahp_kernels import (
    METHODS,
    TABLES,
    consistency_index,
    limit,
    priorities,
    random_index,
)
from smartcity_analysis.analysis.weights._comparisons import (
    Matrix,
    Pair,
    check_connected,
    labelled,
    read_matrix,
    reciprocal,
)

BY_SIZE = "saaty_by_size"
CORRECTED = "agoston_csato_2022"
"""The random index for gaps: RI × (1 − 2 m / ((n − 1)(n − 2))) with m pairs missing."""
SHOWN = (
    *("method", "n", "n_missing", "lambda_max", "consistency_index", "random_index"),
    *("random_index_table", "consistency_ratio", "threshold", "consistent", "verdicts_differ"),
    *("worst_value", "worst_consistent_value", "reason"),
)
"""Fields that make up the consistency table."""


@dataclass(frozen=True, slots=True, eq=False)
class AhpWeights:
    """Weights from pairwise comparisons, and whether the comparisons hang together.

    Attributes
    ----------
    weights : Series
        By criterion, summing to 1.
    matrix : DataFrame
        The comparisons as used, reciprocal; NaN where a pair was not compared.
    method : str
        ``"eigenvector"``, ``"geometric_mean"`` or ``"mean"``.
    lambda_max : float
        Mean of `ratios`; the principal eigenvalue under ``"eigenvector"``.
    consistency_index : float
        (λmax − n) / (n − 1).
    random_index, random_index_table : float, str
        Its mean over random matrices, and the table it really comes from: beyond the end of the
        printed table that is ``"alonso_lamata_2006"``.
    consistency_ratio : float
        Consistency index over random index; 0 by definition for one or two criteria.
    threshold : float
        The highest ratio that was accepted.
    consistent : bool
    worst_pair : (label, label) or None
        The comparison furthest from its weights, as a ratio; None when none departs from them.
    worst_value, worst_consistent_value : float
        What was said of that pair, and what would agree with the weights; NaN without a pair.
    ratios : Series
        (A w)ᵢ / wᵢ, all equal to n for consistent comparisons.
    n_missing : int
        Pairs that were not compared.
    adjusted : tuple of (label, label)
        Pairs whose smaller entry was read as the rounded reciprocal of the larger one.
    reason : str
        Why the ratio says little: ``"by_definition"`` for one or two criteria,
        ``"no_redundancy"`` when no comparison could contradict another; otherwise empty.
    convention : str
        Every convention used, in one line.
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    matrix: pd.DataFrame
    method: str
    lambda_max: float
    consistency_index: float
    random_index: float
    random_index_table: str
    consistency_ratio: float
    threshold: float
    consistent: bool
    worst_pair: Pair | None
    worst_value: float
    worst_consistent_value: float
    ratios: pd.Series
    n_missing: int
    adjusted: tuple[Pair, ...]
    reason: str
    convention: str
    sample: bool

    def __repr__(self) -> str:
        verdict = "consistent" if self.consistent else "INCONSISTENT"
        found = f"CR {self.consistency_ratio:.3f} {verdict} ({self.random_index_table})"
        if self.verdicts_differ:
            found += ", other random indices say otherwise"
        if self.worst_pair and not self.consistent:
            a, b = self.worst_pair
            better = self.worst_consistent_value
            found += f", worst {a} against {b}: {self.worst_value:.3g}, not {better:.3g}"
        return f"<AhpWeights {summary(self.weights)}; {found}>"

    @property
    def n(self) -> int:
        """Number of criteria."""
        return len(self.weights)

    @property
    def verdicts(self) -> pd.DataFrame:
        """The consistency ratio and its verdict under every table that reaches this size."""
        n, rows = self.n, []
        known = {table: random_index(n, table) for table in TABLES}
        named = {table: value for table, (value, used) in known.items() if used == table}
        if self.n_missing and n > 2:
            share = 1 - 2 * self.n_missing / ((n - 1) * (n - 2))
            named[CORRECTED] = self.random_index * max(share, 0.0)
        for table, value in named.items():
            ratio = self.consistency_index / value if value > 1e-12 else 0.0
            rows.append((table, value, ratio, self.threshold, ratio <= self.threshold + 1e-12))
        names = ("random_index_table", "random_index", "consistency_ratio")
        return pd.DataFrame(rows, columns=[*names, "threshold", "consistent"])

    @property
    def verdicts_differ(self) -> bool:
        """Whether the comparisons pass under one random index and fail under another."""
        return self.n > 2 and len(set(self.verdicts["consistent"])) > 1

    @property
    def pairs(self) -> pd.DataFrame:
        """Every comparison made beside the value that agrees with the weights, worst first."""
        rows, columns = np.triu_indices(self.n, 1)
        weights, labels = self.weights.to_numpy(), self.weights.index
        value = self.matrix.to_numpy()[rows, columns]
        wanted = weights[rows] / weights[columns]
        table = pd.DataFrame(
            {
                "criterion_a": labels[rows],
                "criterion_b": labels[columns],
                "value": value,
                "consistent_value": wanted,
                "factor": value / wanted,
            }
        )
        size = np.round(-np.abs(np.log(value / wanted)), 9)
        order = np.argsort(size, kind="stable")
        return table.iloc[order[: len(order) - self.n_missing]].reset_index(drop=True)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in SHOWN}
        row["worst_a"], row["worst_b"] = self.worst_pair or ("", "")
        weights = pd.DataFrame({"weight": self.weights, "ratio": self.ratios}).reset_index()
        return {
            "ahp_weights": weights,
            "ahp_consistency": pd.DataFrame([row]),
            "ahp_verdicts": self.verdicts,
            "ahp_pairs": self.pairs,
        }


def ahp(
    matrix: Matrix,
    *,
    labels: Sequence[Hashable] | None = None,
    method: str = "eigenvector",
    random_index: str = "saaty_1980",
    threshold: float | str = 0.10,
    rounded: int | None = 2,
    sample: bool = False,
) -> AhpWeights:
    """Weigh criteria by one matrix of pairwise comparisons.

    Parameters
    ----------
    matrix : DataFrame or array-like of shape (n, n)
        How many times as important the row is as the column, positive. A blank (NaN) whose partner
        is given is filled with the reciprocal; where both are blank the pair was not compared.
        Not modified.
    labels : sequence, optional
        Names for an array without any; otherwise ``criterion_1`` and so on.
    method : {'eigenvector', 'geometric_mean', 'mean'}, default='eigenvector'
        The principal eigenvector; the geometric means of the rows; or the row means of the
        column-normalised matrix, a textbook approximation, for complete matrices only.
    random_index : {'saaty_1980', 'saaty_2005', 'donegan_dodd_1991', 'alonso_lamata_2006'}
        The table behind the consistency ratio. The first two end at n = 15, the third at 20.
    threshold : float or 'saaty_by_size', default=0.10
        The highest ratio accepted. By size: 0.05 for n = 3, 0.08 for n = 4, else 0.10.
    rounded : int or None, default=2
        Decimals to which fractions were typed: 0.33 against 3 is then read as 1/3, and listed
        under ``adjusted``. None demands reciprocals to six digits.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    AhpWeights

    Raises
    ------
    ValueError
        If the matrix is not square, holds a number that is not positive (naming row and column),
        is not reciprocal (naming the pair and both values), or leaves groups of criteria that are
        never compared (naming the groups).

    Notes
    -----
    CR = CI / RI with CI = (λmax − n) / (n − 1). Missing pairs: Harker's matrix for the eigenvector,
    logarithmic least squares for geometric means. The reported ratio then still uses the random
    index of complete matrices, which is lenient; ``verdicts`` adds the one that allows for gaps.

    References
    ----------
    Saaty (1980), *The Analytic Hierarchy Process*; Saaty (2005), *Theory and Applications of the
    Analytic Network Process*, p. 31; Donegan and Dodd (1991), Math. Comput. Modelling 15(10),
    135–137; Alonso and Lamata (2006), Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems
    14(4), 445–459; Harker (1987), Math. Modelling 9(11), 837–848; Ágoston and Csató (2022),
    Omega 108, 102576.

    Examples
    --------
    >>> ahp([[1, 3, 5], [1/3, 1, 2], [1/5, 1/2, 1]], labels=["impact", "cost", "speed"])
    <AhpWeights impact 0.65, cost 0.23, speed 0.12; CR 0.003 consistent (saaty_1980)>
    """
    choices = (method, random_index, threshold, rounded)
    return weigh("weights.ahp", "matrix", matrix, labels, choices, sample=sample)


Choices = tuple[str, str, float | str, int | None]
"""Method, random index, threshold and decimals, as every AHP function takes them."""


def check_choices(caller: str, choices: Choices) -> None:
    """Refuse a method, table or threshold that does not exist."""
    method, table, threshold, _ = choices
    check_choice(caller, "method", method, METHODS)
    check_choice(caller, "random_index", table, TABLES)
    if threshold != BY_SIZE and (isinstance(threshold, str) or not 0 <= threshold < np.inf):
        rule = f"a number of at least 0 or {BY_SIZE!r}"
        raise refuse(caller, "threshold", rule, threshold)


def weigh(
    caller: str,
    name: str,
    matrix: Matrix,
    labels: Sequence[Hashable] | None,
    choices: Choices,
    owner: str = "",
    *,
    sample: bool = False,
) -> AhpWeights:
    """Check one matrix and weigh it, for any caller."""
    check_choices(caller, choices)
    method, table, threshold, rounded = choices
    names, values = read_matrix(caller, name, matrix, labels)
    stack, adjusted = reciprocal(caller, name, values[None], lambda _: owner, names, rounded)
    missing = int(np.isnan(stack).sum()) // 2
    if missing:
        check_connected(caller, name, stack, lambda _: owner, names)
        if method == "mean":
            rule = "'eigenvector' or 'geometric_mean' where pairs are missing"
            raise refuse(caller, "method", rule, method)
    weights, ratios = priorities(stack, method)
    size = len(names)
    excess = float(consistency_index(ratios)[0])
    index, used = random_index(size, table)
    ratio = excess / index if size > 2 else 0.0
    highest = limit(size, threshold)
    pair, said, wanted = _worst(stack[0], weights[0])
    return AhpWeights(
        weights=labelled(weights[0], names, "weight"),
        matrix=pd.DataFrame(stack[0].copy(), index=list(names), columns=list(names)),
        method=method,
        lambda_max=float(ratios.mean()),
        consistency_index=excess,
        random_index=index,
        random_index_table=used,
        consistency_ratio=ratio,
        threshold=highest,
        consistent=bool(ratio <= highest + 1e-12),
        worst_pair=(names[pair[0]], names[pair[1]]) if pair else None,
        worst_value=said,
        worst_consistent_value=wanted,
        ratios=labelled(ratios[0], names, "ratio"),
        n_missing=missing,
        adjusted=tuple(both for _, both in adjusted),
        reason=_reason(size, missing),
        convention=convention_of(choices, used, missing, len(adjusted)),
        sample=is_sample(matrix, sample=sample),
    )


def convention_of(choices: Choices, used: str, missing: int, adjusted: int) -> str:
    """Word the conventions of an AHP in one line."""
    method, table, threshold, rounded = choices
    parts = [f"method {method}", f"random index {used}"]
    if used != table:
        parts[-1] += f" ({table} ends below this size)"
    parts.append(f"threshold {threshold}" if isinstance(threshold, str) else f"CR ≤ {threshold:g}")
    if missing:
        how = "least squares of logarithms" if method == "geometric_mean" else "Harker"
        parts.append(f"pairs missing {missing} ({how}; random index of complete matrices)")
    if adjusted:
        parts.append(f"entries rounded to {rounded} decimals and read as reciprocals {adjusted}")
    return ", ".join(parts)


def summary(weights: pd.Series, places: int = 4) -> str:
    """Word the heaviest weights.

    Examples
    --------
    >>> summary(pd.Series({"cost": 0.2, "impact": 0.8}))
    'impact 0.80, cost 0.20'
    """
    heaviest = weights.sort_values(ascending=False, kind="stable")
    told = ", ".join(f"{label} {weight:.2f}" for label, weight in heaviest[:places].items())
    rest = len(weights) - places
    return told if rest <= 0 else f"{told} and {rest} more"


def _reason(size: int, missing: int) -> str:
    if size < 3:
        return "by_definition"
    return "no_redundancy" if missing == (size - 1) * (size - 2) // 2 else ""


def _worst(matrix: np.ndarray, weights: np.ndarray) -> tuple[tuple[int, int] | None, float, float]:
    wanted = weights[:, None] / weights
    away = np.triu(np.abs(np.log(matrix / wanted)), 1)
    away[np.isnan(away)] = 0.0
    i, j = np.unravel_index(np.argmax(np.round(away, 9)), away.shape)
    if away[i, j] < 1e-9:
        return None, float("nan"), float("nan")
    return (int(i), int(j)), float(matrix[i, j]), float(wanted[i, j])
