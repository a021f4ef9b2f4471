"""Pairwise comparisons: read from a sheet or a matrix, checked, and closed to reciprocal form."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least, check_columns, refuse
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.weights._ahp_kernels import components

EXACT = 1e-6
"""Relative error within which two entries are each other's reciprocal, whatever was typed."""
SQUARE = "a square matrix of at least one item with the same labels in rows and columns"

Labels = tuple[Hashable, ...]
Pair = tuple[Hashable, Hashable]
Matrix = pd.DataFrame | npt.ArrayLike


def upper_triangle(labels: Sequence[Hashable], values: Sequence[float]) -> pd.DataFrame:
    """Build a reciprocal matrix from the comparisons above its diagonal.

    Parameters
    ----------
    labels : sequence
        The n items compared.
    values : sequence of n (n − 1) / 2 numbers
        Row by row, positive; the first is item 1 against item 2. NaN is a pair not compared.

    Returns
    -------
    DataFrame
        n × n, ready for :func:`ahp`.

    Raises
    ------
    ValueError
        If the number of values does not fit, or a label occurs twice.

    Examples
    --------
    >>> upper_triangle(["cost", "impact"], [4]).loc["impact", "cost"].item()
    0.25
    """
    caller, n = "weights.upper_triangle", len(labels)
    names = list(named(caller, "labels", labels, n))
    given = np.asarray(values, dtype=np.float64)
    if given.shape != (n * (n - 1) // 2,):
        rule = f"{n * (n - 1) // 2} numbers, one for every pair of {n} labels"
        raise refuse(caller, "values", rule, f"{given.size}")
    if (given <= 0).any():
        raise refuse(caller, "values", "positive numbers", given[given <= 0][0].item())
    matrix = np.eye(n)
    rows, columns = np.triu_indices(n, 1)
    matrix[rows, columns], matrix[columns, rows] = given, 1 / given
    return pd.DataFrame(matrix, index=names, columns=names)


def comparisons(
    table: pd.DataFrame,
    *,
    a: str = "criterion_a",
    b: str = "criterion_b",
    value: str = "value",
    rater: str | None = "rater",
    scale: float | None = 9,
) -> dict[Hashable, pd.DataFrame]:
    """Turn a sheet of comparisons, one pair a row, into a matrix per rater.

    Parameters
    ----------
    table : DataFrame
        One row per rater and pair. The value says how many times as important `a` is as `b`: a
        number or a fraction such as ``"1/3"``; a blank is a pair not compared. Not modified.
    a, b, value : str
        Names of the columns.
    rater : str or None, default='rater'
        The column that tells the raters apart; None when the sheet is one person's.
    scale : float or None, default=9
        Values outside 1/scale … scale are refused; None allows any positive number.

    Returns
    -------
    dict of rater to DataFrame
        Raters and labels in the order of first appearance, the same labels for all; NaN where a
        pair was not compared. Without raters the only key is ``"all"``. A matrix with a row whose
        ``status`` is ``"sample"`` says so in its ``attrs``, and so do the weights made of it.

    Raises
    ------
    ValueError
        If a value is no number or off the scale (naming its row), an item is compared with itself
        as unequal, or a pair is given twice with different values.

    Examples
    --------
    >>> sheet = pd.DataFrame({"rater": ["P-1", "P-1"], "criterion_a": ["impact", "impact"],
    ...                       "criterion_b": ["cost", "speed"], "value": ["3", "1/2"]})
    >>> comparisons(sheet)["P-1"].loc["speed"].tolist()
    [2.0, nan, 1.0]
    """
    caller = "weights.comparisons"
    check_columns(caller, "table", table, [a, b, value, *([] if rater is None else [rater])])
    raters = ["all"] * len(table) if rater is None else table[rater].tolist()
    pairs = list(zip(table[a].tolist(), table[b].tolist(), strict=True))
    labels = list(dict.fromkeys(label for pair in pairs for label in pair))
    if not pairs or any(pd.isna(name) for name in [*labels, *raters]):
        raise refuse(caller, "table", "rows that name both items and the rater", "a blank or none")
    place = {label: number for number, label in enumerate(labels)}
    blank = np.where(np.eye(len(labels)), 1.0, np.nan)
    matrices = {who: blank.copy() for who in raters}
    rows = zip(table.index, raters, pairs, table[value].tolist(), strict=True)
    for row, who, (first, second), typed in rows:
        number = _number(caller, row, typed, scale)
        i, j, matrix = place[first], place[second], matrices[who]
        if np.isnan(number):
            continue
        if not np.isnan(matrix[i, j]) and abs(matrix[i, j] / number - 1) > EXACT:
            rule = f"without contradictions; {who!r} compares {first!r} with {second!r} twice"
            raise refuse(caller, "table", rule, f"{matrix[i, j]:.6g} and {number:.6g}")
        matrix[i, j], matrix[j, i] = number, 1 / number
    index = pd.Index(labels)
    found = {who: pd.DataFrame(m, index=index, columns=index) for who, m in matrices.items()}
    said = table["status"].tolist() if "status" in table else [""] * len(table)
    made_up = {who for who, status in zip(raters, said, strict=True) if str(status) == "sample"}
    for who, frame in found.items():
        frame.attrs["sample"] = who in made_up
    return found


def _number(caller: str, row: Hashable, typed: Any, scale: float | None) -> float:
    if typed is None or typed is pd.NA or (isinstance(typed, str) and not typed.strip()):
        return float("nan")
    try:
        number = float(Fraction(typed.replace(" ", ""))) if isinstance(typed, str) else float(typed)
    except (TypeError, ValueError, ZeroDivisionError):
        rule = f"a table whose values are numbers or fractions such as '1/3' (row {row!r})"
        raise refuse(caller, "table", rule, typed) from None
    top = np.inf if scale is None else scale * (1 + EXACT)
    if number <= 0 or number == np.inf or number > top or number < 1 / top:
        within = "positive" if scale is None else f"between 1/{scale:g} and {scale:g}"
        raise refuse(caller, "table", f"a table whose values are {within} (row {row!r})", typed)
    return number


def named(caller: str, name: str, labels: Sequence[Hashable] | None, size: int) -> Labels:
    """Check labels against a size, or number the criteria when there are none."""
    if labels is None:
        return tuple(f"criterion_{number}" for number in range(1, size + 1))
    names = tuple(labels)
    if len(names) != size:
        raise refuse(caller, name, f"{size} labels", f"{len(names)}")
    if len(set(names)) < size:
        twice = next(label for number, label in enumerate(names) if label in names[:number])
        raise refuse(caller, name, "a set of labels that differ", twice)
    return names


def read_matrix(
    caller: str, name: str, matrix: Matrix, labels: Sequence[Hashable] | None
) -> tuple[Labels, FloatArray]:
    """Take labels and numbers of a matrix; columns of a frame are put in the order of its rows."""
    if not isinstance(matrix, pd.DataFrame):
        values = floats(caller, name, matrix)
        if values.ndim != 2 or values.shape[0] != values.shape[1] or not values.size:
            raise refuse(caller, name, SQUARE, f"shape {values.shape}")
        return named(caller, "labels", labels, len(values)), values
    rows, columns = matrix.index, matrix.columns
    if len(rows) != len(columns) or not len(rows):
        raise refuse(caller, name, SQUARE, f"{len(rows)} × {len(columns)}")
    names = named(caller, name, tuple(columns), len(rows))
    if not rows.equals(columns) and not rows.equals(pd.RangeIndex(len(rows))):
        names = named(caller, name, tuple(rows), len(rows))
        if set(names) != set(columns):
            odd = sorted(map(str, set(names) ^ set(columns)))
            raise refuse(caller, name, SQUARE, f"{', '.join(odd)} in one of them only")
        matrix = matrix[list(names)]
    chosen = names if labels is None else named(caller, "labels", labels, len(rows))
    if labels is None and columns.equals(pd.RangeIndex(len(rows))):
        chosen = named(caller, "labels", None, len(rows))
    return chosen, floats(caller, name, matrix)


def floats(caller: str, name: str, matrix: Matrix) -> FloatArray:
    try:
        if isinstance(matrix, pd.DataFrame):
            return matrix.to_numpy(np.float64, na_value=np.nan)
        return np.asarray(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        rule = "made of numbers (NaN for a pair not compared)"
        raise refuse(caller, name, rule, "something else") from None


def reciprocal(
    caller: str,
    name: str,
    stack: FloatArray,
    owner: Callable[[int], str],
    labels: Labels,
    rounded: int | None,
) -> tuple[FloatArray, list[tuple[int, Pair]]]:
    """Check a stack and close it: blanks from their partner, rounded fractions made exact.

    Parameters
    ----------
    caller, name : str
        For the message.
    stack : array of shape (k, n, n)
    owner : callable
        Said in the message before the pair: ``"rater 'P-1': "`` or nothing.
    labels : tuple of n
    rounded : int or None
        Decimals to which the smaller entry of a pair may have been typed.

    Returns
    -------
    array of shape (k, n, n)
        A copy where anything had to be closed.
    list of (matrix, pair)
        The pairs of which the smaller entry was replaced by the reciprocal of the larger one.
    """
    if rounded is not None:
        check_at_least(caller, "rounded", rounded, 0)
    # One look suffices for clean matrices: products of 1 leave no room for NaN, infinity or 0.
    with np.errstate(invalid="ignore"):
        if np.abs(stack * stack.transpose(0, 2, 1) - 1).max() <= EXACT and stack.min() > 0:
            return stack, []
    closed = stack.copy()
    diagonal = np.arange(len(labels))
    closed[:, diagonal, diagonal] = np.where(
        np.isnan(stack[:, diagonal, diagonal]), 1.0, stack[:, diagonal, diagonal]
    )
    off_one = np.eye(len(labels), dtype=bool) & (np.abs(closed - 1) > EXACT)
    for bad, rule in (
        (closed <= 0, "made of positive numbers (NaN for a pair not compared)"),
        (np.isinf(closed), "made of finite numbers"),
        (off_one, "1 on the diagonal"),
    ):
        for k, i, j in np.argwhere(bad)[:1]:
            where = f"{owner(k)}row {labels[i]!r}, column {labels[j]!r}: {closed[k, i, j]:g}"
            raise refuse(caller, name, rule, where)
    closed = np.where(np.isnan(closed), 1 / closed.transpose(0, 2, 1), closed)
    flipped = closed.transpose(0, 2, 1)
    apart = np.abs(closed * flipped - 1) > EXACT
    slack = 0.0 if rounded is None else 0.5 * 10.0**-rounded * (1 + EXACT)
    typed = apart & (np.abs(np.fmin(closed, flipped) - 1 / np.fmax(closed, flipped)) <= slack)
    for k, i, j in np.argwhere(apart & ~typed)[:1]:
        how = "" if rounded is None else f" (to {rounded} decimals: the 'rounded' parameter)"
        pair = f"{labels[i]!r} against {labels[j]!r}"
        found = f"{owner(k)}{closed[k, i, j]:g} for {pair} and {closed[k, j, i]:g} the other way"
        raise refuse(caller, name, f"reciprocal{how}", found)
    adjusted = [(k, (labels[i], labels[j])) for k, i, j in np.argwhere(np.triu(typed)).tolist()]
    return np.where(typed & (closed < flipped), 1 / flipped, closed), adjusted


def check_connected(
    caller: str, name: str, stack: FloatArray, owner: Callable[[int], str], labels: Labels
) -> None:
    """Refuse a matrix whose comparisons leave groups that are never compared with each other."""
    if not np.isnan(stack).any():
        return
    for k, matrix in enumerate(stack):
        groups = components(~np.isnan(matrix))
        if len(groups) > 1:
            told = "; ".join(", ".join(str(labels[i]) for i in group) for group in groups)
            rule = "connected: every item must be compared with the others, if only through a third"
            raise refuse(caller, name, rule, f"{owner(k)}{len(groups)} groups ({told})")


def labelled(values: FloatArray, labels: Labels, name: str) -> pd.Series:
    """Make a Series over criteria."""
    return pd.Series(values, index=pd.Index(labels, name="criterion"), name=name)
