"""Kernels of the analytic hierarchy process on stacks of matrices. No checks.

A stack has the shape ``(k, n, n)``; weights are ``(k, n)``. NaN is a pair that was not compared.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from smartcity_analysis.analysis._typing import BoolArray, FloatArray

SETTLED = 1e-12
"""Squaring stops when the ratios (A w)ᵢ / wᵢ differ by less than this, a criterion."""
ROUNDS = 30
SMALL, BY_SIZE = 0.10, MappingProxyType({3: 0.05, 4: 0.08})

RANDOM_INDICES = MappingProxyType(
    {
        "saaty_1980": (
            *(0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
            *(1.51, 1.48, 1.56, 1.57, 1.59),
        ),
        "saaty_2005": (
            *(0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
            *(1.52, 1.54, 1.56, 1.58, 1.59),
        ),
        "donegan_dodd_1991": (
            *(0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213),
            *(1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371),
        ),
    }
)
"""Mean consistency index of random matrices, from n = 3 on, as printed."""
FITTED = "alonso_lamata_2006"
"""RI = (1.7699 n − 4.3513) / (n − 1): their line for λmax, 2.7699 n − 4.3513, for every n."""
TABLES = (*RANDOM_INDICES, FITTED)


def random_index(size: int, table: str) -> tuple[float, str]:
    """Look up the random index, and name the table that it comes from.

    A printed table ends at 15 or 20; beyond its end the fitted line takes over.

    Examples
    --------
    >>> random_index(7, "saaty_2005")
    (1.35, 'saaty_2005')
    >>> random_index(20, "saaty_1980")
    (1.6340368421052631, 'alonso_lamata_2006')
    """
    printed = RANDOM_INDICES.get(table, ())
    if size < 3:
        return 0.0, table
    if size - 3 < len(printed):
        return printed[size - 3], table
    return (1.7699 * size - 4.3513) / (size - 1), FITTED


def limit(size: int, threshold: float | str) -> float:
    """Give the highest consistency ratio that is accepted for a size."""
    return BY_SIZE.get(size, SMALL) if isinstance(threshold, str) else float(threshold)


def harker(stack: FloatArray) -> FloatArray:
    """Turn gaps into Harker's form: 0 in the gap, and one more on the diagonal for each.

    Its eigenvector is that of the matrix whose gaps hold wᵢ/wⱼ, with the same eigenvalue.
    """
    gaps = np.isnan(stack)
    if not gaps.any():
        return stack
    closed: FloatArray = np.where(gaps, 0.0, stack)
    own = np.arange(stack.shape[-1])
    closed[:, own, own] += gaps.sum(axis=-1)
    return closed


def eigenvector(stack: FloatArray) -> FloatArray:
    """Find the principal eigenvectors by repeated squaring, every row summing to 1.

    k squarings are 2ᵏ steps of the power iteration, so the digits that are right double each time.
    """
    weights: FloatArray = np.full(stack.shape[:-1], 1 / stack.shape[-1])
    power = stack / stack.max(axis=(-2, -1), keepdims=True)
    power = power @ power
    power = power @ power
    for _ in range(ROUNDS):
        power = power @ power
        power = power @ power
        weights = power.sum(axis=-1)
        weights /= weights.sum(axis=-1, keepdims=True)
        stretch = (stack @ weights[..., None])[..., 0] / weights
        if (stretch.max(axis=-1) - stretch.min(axis=-1)).max() < SETTLED * stack.shape[-1]:
            break
        power /= power.max(axis=(-2, -1), keepdims=True)
    return weights


def geometric_mean(stack: FloatArray) -> FloatArray:
    """Solve logarithmic least squares; without gaps these are the geometric means of the rows.

    The graph of the comparisons must hang together.
    """
    given = ~np.isnan(stack)
    logs = np.log(np.where(given, stack, 1.0)).sum(axis=-1)
    size = stack.shape[-1]
    if given.all():
        heights = logs / size
    else:
        laplacian = size * np.eye(size) * given.mean(axis=-1)[..., None] - given
        # The laplacian leaves the level free; adding 1 everywhere fixes it at a sum of zero.
        heights = np.linalg.solve(laplacian + 1.0, logs[..., None])[..., 0]
    raised = np.exp(heights - heights.max(axis=-1, keepdims=True))
    weights: FloatArray = raised / raised.sum(axis=-1, keepdims=True)
    return weights


def column_mean(stack: FloatArray) -> FloatArray:
    """Average the rows of the column-normalised matrices. No gaps."""
    weights: FloatArray = (stack / stack.sum(axis=-2, keepdims=True)).mean(axis=-1)
    return weights


METHODS = MappingProxyType(
    {"eigenvector": eigenvector, "geometric_mean": geometric_mean, "mean": column_mean}
)


def priorities(stack: FloatArray, method: str) -> tuple[FloatArray, FloatArray]:
    """Weigh every matrix of a stack; give the weights and the ratios (A w)ᵢ / wᵢ.

    The mean of the ratios is λmax, exactly for the eigenvector and by estimate otherwise.

    Examples
    --------
    >>> weights, ratios = priorities(np.array([[[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]]]), "mean")
    >>> weights.round(3), ratios.mean(axis=-1)
    (array([[0.571, 0.286, 0.143]]), array([3.]))
    """
    closed = harker(stack)
    weights = METHODS[method](stack if method == "geometric_mean" else closed)
    ratios: FloatArray = (closed @ weights[..., None])[..., 0] / weights
    return weights, ratios


def consistency_index(ratios: FloatArray) -> FloatArray:
    """(λmax − n) / (n − 1) of every row of ratios; 0 below three, and rounding noise is 0."""
    size = ratios.shape[-1]
    if size < 3:
        return np.zeros(len(ratios))
    excess: FloatArray = (ratios.sum(axis=-1) / size - size) / (size - 1)
    excess[np.abs(excess) < 1e-12] = 0.0
    return excess


def components(compared: BoolArray) -> list[list[int]]:
    """Split items into groups that comparisons join, directly or through others.

    Examples
    --------
    >>> components(np.array([[True, False, True], [False, True, False], [True, False, True]]))
    [[0, 2], [1]]
    """
    left, groups = set(range(len(compared))), []
    while left:
        found, edge = set[int](), {min(left)}
        while edge:
            found |= edge
            edge = {j for i in edge for j in np.flatnonzero(compared[i]).tolist()} - found
        groups.append(sorted(found))
        left -= found
    return groups


def joint_matrix(stack: FloatArray, shares: FloatArray, missing: int) -> FloatArray:
    """Take the weighted geometric mean of matrices, entry by entry, (1, n, n).

    Examples
    --------
    >>> joint_matrix(np.array([[[1, 4], [0.25, 1]], [[1, 1], [1, 1]]]), np.array([0.5, 0.5]), 0).tolist()
    [[[1.0, 2.0], [0.5, 1.0]]]
    """  # noqa: E501
    if not missing:
        complete: FloatArray = np.exp(np.tensordot(shares, np.log(stack), axes=1))[None]
        return complete
    given = ~np.isnan(stack)
    reach = shares[:, None, None] * given
    logs = (reach * np.log(np.where(given, stack, 1.0))).sum(axis=0)
    total = reach.sum(axis=0)
    mean = np.exp(np.divide(logs, total, out=np.full(logs.shape, np.nan), where=total > 0))
    joint: FloatArray = mean[None]
    return joint
