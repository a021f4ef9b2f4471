"""What is wrong with a printed table: each rule looks at whole columns and names the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis._typing import BoolArray, FloatArray, IntArray, StrArray
from smartcity_analysis.analysis.swot._kernels import AXES, KINDS

COLUMNS = ("weight", "rating", "score", "rank")
FINDING = ["row", "factor", "part", "column", "printed", "printed_text", "expected", "reason"]
TIES = ("competition", "dense")
PARTS = {
    **dict(zip(KINDS, np.eye(4).tolist(), strict=True)),
    "ifas_total": [1, 1, 0, 0],
    "efas_total": [0, 0, 1, 1],
    "internal": [1, -1, 0, 0],
    "external": [0, 0, 1, -1],
    "total": [1, 1, 1, 1],
}
"""How the kinds enter each part of a table."""

UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
ROMAN = {ten + unit: n for n, (ten, unit) in enumerate(product(TENS, UNITS)) if n}
"""Roman numerals from I to XCIX."""


def score_table(weights: npt.ArrayLike, ratings: npt.ArrayLike) -> FloatArray:
    """Multiply weights by ratings, row by row.

    Examples
    --------
    >>> score_table([0.15, 0.05], [4, 2]).round(2)
    array([0.6, 0.1])
    """
    return np.asarray(weights, dtype=np.float64) * np.asarray(ratings, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A printed table as arrays, and its scores worked again.

    Attributes
    ----------
    numbers : mapping of str to array of shape (n_rows,)
        ``weight``, ``rating``, ``score``, ``rank``; NaN where blank or unreadable.
    cells : mapping of str to Series
        What was printed; only the columns that the table has.
    labels : mapping of str to array
        ``factor`` and ``statement``, as far as the table has them.
    kinds : array of shape (n_rows,) or None
    groups : array of shape (n_rows,)
        Name of the group over which weights sum up.
    percent : array of shape (n_rows,)
        Whether the row's group has weights that sum to 100.
    weight_used, score : array of shape (n_rows,)
        On the scale of `weight_sum`; `score` is the printed one where a table has no weights.
    weight_sum : float or None
    tolerance : float
    """

    numbers: Mapping[str, FloatArray]
    cells: Mapping[str, pd.Series]
    labels: Mapping[str, pd.Series]
    kinds: IntArray | None
    groups: StrArray
    percent: BoolArray
    weight_used: FloatArray
    score: FloatArray
    weight_sum: float | None
    tolerance: float

    @classmethod
    def read(
        cls, table: pd.DataFrame, *, weights: str, weight_sum: float | None, tolerance: float
    ) -> Sheet:
        """Turn a table into arrays."""
        cells = {name: table[name].reset_index(drop=True) for name in COLUMNS if name in table}
        numbers = {
            name: _numbers(cells[name]) if name in cells else np.full(len(table), np.nan)
            for name in COLUMNS
        }
        kinds, groups = None, np.full(len(table), "total")
        if "kind" in table:
            kinds = pd.Index(KINDS).get_indexer(pd.Index(table["kind"])).astype(np.int64)
            groups = np.array(AXES)[kinds // 2] if weights == "joint" else np.array(KINDS)[kinds]
        percent = _in_percent(numbers["weight"], groups, weight_sum, tolerance)
        used = np.where(percent, numbers["weight"] / 100, numbers["weight"])
        score = score_table(used, numbers["rating"]) if "weight" in cells else numbers["score"]
        labels = {
            name: table[name].reset_index(drop=True)
            for name in ("factor", "statement")
            if name in table
        }
        return cls(
            *(numbers, cells, labels, kinds, groups, percent, used, score),
            *(weight_sum, tolerance),
        )

    def agrees(self, printed: FloatArray, expected: FloatArray, percent: BoolArray) -> BoolArray:
        """Whether printed figures are those expected, or a hundred times them under percents."""
        slack = self.tolerance + 1e-9
        near = np.abs(printed - expected) <= slack
        agreed: BoolArray = near | (percent & (np.abs(printed / 100 - expected) <= slack))
        return agreed


def _numbers(column: pd.Series) -> FloatArray:
    text = column.astype("string").str.strip().str.upper()
    roman = text.map(ROMAN) if column.name == "rank" else pd.Series(np.nan, column.index)
    figures = pd.to_numeric(text, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return np.where(np.isnan(figures), roman.to_numpy(np.float64, na_value=np.nan), figures)


def _in_percent(
    weight: FloatArray, groups: StrArray, weight_sum: float | None, tolerance: float
) -> BoolArray:
    if weight_sum is None:
        return np.zeros(len(weight), bool)
    sums = pd.Series(weight).groupby(groups).transform("sum").to_numpy(np.float64)
    close: BoolArray = np.abs(sums - 100 * weight_sum) <= 100 * tolerance + 1e-9
    return close


def ranks_of(score: FloatArray, ties: str) -> FloatArray:
    """Rank scores from 1 for the highest; NaN where there is none."""
    if ties == "competition":
        return competition_ranks(score[None])
    dense = pd.Series(np.round(score, 9)).rank(method="dense", ascending=False)
    return np.asarray(dense, dtype=np.float64)


def part_sums(sheet: Sheet, totals: Mapping[str, float]) -> pd.DataFrame:
    """Sum the scores of each part of the table, with what is printed beside."""
    parts = PARTS if sheet.kinds is not None else {"total": PARTS["total"]}
    kinds = np.zeros(len(sheet.score), np.int64) if sheet.kinds is None else sheet.kinds
    signs = np.array(list(parts.values()), dtype=np.float64)[:, kinds]
    member = np.abs(signs)
    sums = pd.DataFrame(
        {
            "part": list(parts),
            "score_sum": signs @ np.nan_to_num(sheet.score),
            "printed_score_sum": signs @ np.nan_to_num(sheet.numbers["score"]),
            "printed_total": [float(totals.get(part, np.nan)) for part in parts],
            "weight_sum": member @ np.nan_to_num(sheet.weight_used),
            "n_rows": (member @ np.ones(len(sheet.score))).astype(np.int64),
            "n_incomplete": (member @ np.isnan(sheet.score)).astype(np.int64),
            "n_wrong_scores": (member @ _wrong_scores(sheet)).astype(np.int64),
        }
    )
    if "score" not in sheet.cells:
        sums["printed_score_sum"] = np.nan
    if "weight" not in sheet.cells:
        sums["weight_sum"] = np.nan
    return sums[sums["n_rows"] > 0].reset_index(drop=True)


def findings_of(
    sheet: Sheet,
    sums: pd.DataFrame,
    rank: FloatArray,
    *,
    scale: tuple[float, float],
    whole: bool,
) -> pd.DataFrame:
    """Apply every rule; findings of rows come first, in their order."""
    found = [
        *_of_cells(sheet),
        *_of_weights(sheet),
        *_of_ratings(sheet, scale, whole=whole),
        *_of_scores(sheet),
        *_of_totals(sheet, sums),
        *_of_ranks(sheet, rank),
        *_of_labels(sheet),
    ]
    kept = [each for each in found if len(each)]
    table = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=FINDING)
    table = table.astype({"row": "Int64", "printed": np.float64, "expected": np.float64})
    return table.sort_values(["row", "column", "reason"], kind="stable", ignore_index=True)


def _cells(
    sheet: Sheet, wrong: BoolArray, column: str, reason: str, expected: FloatArray | float = np.nan
) -> pd.DataFrame:
    """Lay the marked cells of a column out as findings."""
    rows = np.flatnonzero(wrong)
    printed = sheet.cells.get(column, sheet.labels.get(column))
    assert printed is not None
    text = printed.iloc[rows].astype("string").fillna("").astype(object)
    factor = sheet.labels.get("factor", pd.Series("", range(len(wrong))))
    numbers = sheet.numbers.get(column, np.full(len(wrong), np.nan))
    kinds = np.full(len(wrong), "") if sheet.kinds is None else np.array(KINDS)[sheet.kinds]
    return pd.DataFrame(
        {
            "row": rows + 1,
            "factor": factor.iloc[rows].astype("string").fillna("").astype(object).to_numpy(),
            "part": kinds[rows].astype(object),
            "column": column,
            "printed": numbers[rows],
            "printed_text": text.to_numpy(),
            "expected": np.broadcast_to(expected, wrong.shape)[rows],
            "reason": reason,
        }
    )


def _of_part(part: str, column: str, printed: float, expected: float, reason: str) -> pd.DataFrame:
    """Lay out a finding that concerns no single row."""
    text = "" if np.isnan(printed) else f"{printed:g}"
    values = (pd.NA, "", part, column, printed, text, expected, reason)
    return pd.DataFrame([dict(zip(FINDING, values, strict=True))])


# ---- Rules --------------------------------------------------------------------------------------


def _of_cells(sheet: Sheet) -> list[pd.DataFrame]:
    found = []
    for column, cells in sheet.cells.items():
        text = cells.astype("string").str.strip().fillna("")
        blank = (text == "").to_numpy(bool)
        # A table without printed scores or ranks has a choice; one with some has gaps.
        if blank.all() and column in ("score", "rank") and len(sheet.cells) > 1:
            continue
        expected = sheet.score if column == "score" else np.nan
        found.append(_cells(sheet, blank, column, "blank", expected))
        unreadable = ~blank & np.isnan(sheet.numbers[column])
        found.append(_cells(sheet, unreadable, column, "unreadable"))
    return found


def _of_weights(sheet: Sheet) -> list[pd.DataFrame]:
    if "weight" not in sheet.cells:
        return []
    weight = sheet.numbers["weight"]
    found = [_cells(sheet, weight < 0, "weight", "weight_negative")]
    if sheet.weight_sum is None:
        return found
    for group in dict.fromkeys(sorted(sheet.groups)):
        chosen = sheet.groups == group
        total, goal = float(np.nansum(weight[chosen])), sheet.weight_sum
        over = total - goal
        known = not np.isnan(weight[chosen]).any()
        if sheet.percent[chosen].any():
            found.append(_of_part(group, "weight", total, goal, "weights_in_percent"))
        # With a blank among them only a sum that is too large already is surely wrong.
        elif over > sheet.tolerance + 1e-9 or (known and over < -sheet.tolerance - 1e-9):
            found.append(_of_part(group, "weight", total, goal, "weights_sum"))
    return found


def _of_ratings(sheet: Sheet, scale: tuple[float, float], *, whole: bool) -> list[pd.DataFrame]:
    if "rating" not in sheet.cells:
        return []
    rating = sheet.numbers["rating"]
    off = (rating < scale[0]) | (rating > scale[1])
    parted = ~np.isnan(rating) & (np.abs(rating - np.round(rating)) > 1e-9)
    return [
        _cells(sheet, off, "rating", "rating_off_scale"),
        _cells(sheet, parted & whole, "rating", "rating_not_whole"),
    ]


def _wrong_scores(sheet: Sheet) -> BoolArray:
    printed = sheet.numbers["score"]
    both = ~np.isnan(printed) & ~np.isnan(sheet.score)
    wrong: BoolArray = both & ~sheet.agrees(printed, sheet.score, sheet.percent)
    return wrong


def _of_scores(sheet: Sheet) -> list[pd.DataFrame]:
    if "score" not in sheet.cells or "weight" not in sheet.cells:
        return []
    without = ~np.isnan(sheet.numbers["score"]) & np.isnan(sheet.score)
    return [
        _cells(sheet, _wrong_scores(sheet), "score", "score_not_product", sheet.score),
        _cells(sheet, without, "score", "score_without_inputs"),
    ]


def _of_totals(sheet: Sheet, sums: pd.DataFrame) -> list[pd.DataFrame]:
    percent = np.full(len(sums), bool(sheet.percent.any()))
    total, expected = sums["printed_total"].to_numpy(), sums["score_sum"].to_numpy(np.float64)
    rows = sums["printed_score_sum"].to_numpy(np.float64)
    right = sheet.agrees(total, expected, percent)
    of_rows = np.abs(total - rows) <= sheet.tolerance + 1e-9
    wrong = sums["n_wrong_scores"].to_numpy() > 0
    found = []
    for at in np.flatnonzero(~np.isnan(total)):
        part, goal = str(sums["part"].iloc[at]), float(expected[at])
        if sums["n_incomplete"].iloc[at]:
            found.append(_of_part(part, "total", float(total[at]), np.nan, "total_unknown"))
        elif not right[at] and (wrong[at] or not of_rows[at]):
            reason = "total_of_wrong_scores" if of_rows[at] else "total_differs"
            found.append(_of_part(part, "total", float(total[at]), goal, reason))
    return found


def _of_ranks(sheet: Sheet, expected: FloatArray) -> list[pd.DataFrame]:
    printed = sheet.numbers["rank"]
    if np.isnan(printed).all():
        return []
    score = np.round(sheet.score, 9)
    # Row against column: NaN compares as False, so that unknown cells accuse nobody.
    above, below = score[:, None] > score, score[:, None] < score
    worse, better = printed[:, None] > printed, printed[:, None] < printed
    order = ((above & worse) | (below & better)).any(axis=1)
    twice = ((above | below) & (printed[:, None] == printed)).any(axis=1)
    off = ~np.isnan(printed) & ~np.isnan(expected) & (printed != expected)
    split = ((score[:, None] == score) & (worse | better)).any(axis=1) & off
    reasons = {"rank_order": order, "rank_twice": twice, "tie_split": split}
    reasons["rank_differs"] = off & ~(order | twice | split)
    missing = sorted(set(expected[~np.isnan(expected)]) - set(printed))
    return [
        *(_cells(sheet, wrong, "rank", reason, expected) for reason, wrong in reasons.items()),
        *(_of_part("total", "rank", np.nan, place, "rank_missing") for place in missing),
    ]


def _of_labels(sheet: Sheet) -> list[pd.DataFrame]:
    found = []
    for column, labels in sheet.labels.items():
        folded = labels.astype("string").str.casefold().str.split().str.join(" ").fillna("")
        twice = (folded.duplicated() & (folded != "")).to_numpy(bool)
        found.append(_cells(sheet, twice, column, f"{column}_twice"))
    return found
