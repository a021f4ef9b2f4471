"""Satisfaction with public services: IKM, from a survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, refuse
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.indices._kernels import (
    Scores,
    check_missing,
    exact,
    in_words,
    part_table,
    read_parts,
    read_weights,
    round_to_cents,
    weighted_sum,
)

GRADES = (
    ("A", 88.31, "very_good"),
    ("B", 76.61, "good"),
    ("C", 65.00, "lacking"),
    ("D", 0.00, "poor"),
)
"""Grade, lower end of the converted index at two decimals, and category."""

WEIGHT_ROUNDINGS = ("exact", "printed")
"""1/9 as it is, or as the rule prints it: 0.111."""

PERCEPTION = (1, 4)
"""Ends of the scale of an element."""


@dataclass(frozen=True, slots=True, eq=False)
class Satisfaction:
    """The public satisfaction index of a service.

    Attributes
    ----------
    index : float
        25–100, unrounded; NaN when an element is missing.
    mean : float
        The same on 1–4.
    low, high : float
        The index with missing elements at 1 and at 4; equal to `index` when nothing is missing.
    grade, category : str
        ``"A"`` ``"very_good"``, ``"B"`` ``"good"``, ``"C"`` ``"lacking"`` or ``"D"`` ``"poor"``;
        empty when the interval spans more than one grade.
    lowest : tuple of str
        The elements with the lowest mean.
    table : DataFrame
        One row per element, in the order given: ``element``, ``mean`` (1–4), ``weight``,
        ``contribution`` (points of the index), ``n_answers`` and ``n_blank`` (NaN from means).
    n_respondents, n_blank : int
        Respondents with an answer, and their blank answers; 0 from means.
    missing : tuple of str
        Elements without an answer.
    weight_rounding : str
        The setting used.
    sample : bool
        Whether a judgement is marked as made up.
    """

    index: float
    mean: float
    low: float
    high: float
    grade: str
    category: str
    lowest: tuple[str, ...]
    table: pd.DataFrame
    n_respondents: int
    n_blank: int
    missing: tuple[str, ...]
    weight_rounding: str
    sample: bool

    def __repr__(self) -> str:
        at = in_words(self.index, self.low, self.high, self.missing, digits=2)
        grade = f" {self.grade} ({self.category})" if self.grade else ", grade open"
        return f"<Satisfaction {at}{grade}, lowest {', '.join(self.lowest)}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        shown = ("index", "mean", "low", "high", "grade", "category", "n_respondents", "n_blank")
        row = {name: getattr(self, name) for name in (*shown, "weight_rounding")}
        row |= {"lowest": ", ".join(self.lowest), "missing": ", ".join(self.missing)}
        return {
            "satisfaction_index": pd.DataFrame([row]),
            "satisfaction_elements": self.table,
        }


def satisfaction(
    scores: pd.DataFrame | Scores,
    *,
    weights: Mapping[str, float] | pd.Series | None = None,
    weight_rounding: str = "exact",
    elements: int = 9,
    missing: str = "refuse",
    sample: bool = False,
) -> Satisfaction:
    """Compute the public satisfaction index of a service (IKM, SKM) and its grade.

    Parameters
    ----------
    scores : DataFrame of shape (n_respondents, n_elements), mapping or Series
        Answers 1–4 with one column per element, or one mean per element. Blank answers are left
        out of the mean and counted. Not modified.
    weights : mapping or Series, optional
        One number per element that sum to 1 or to 100; equal weights by default. Not modified.
    weight_rounding : {'exact', 'printed'}, default='exact'
        ``'printed'`` rounds every weight to three decimals, as the rule prints 1/9 = 0.111; the
        best possible index is then 99.90.
    elements : int, default=9
        How many elements there must be.
    missing : {'refuse', 'interval'}, default='refuse'
        An element that nobody answered is refused, or leaves an interval from 1 to 4.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Satisfaction

    Raises
    ------
    ValueError
        If there are more or fewer elements, an answer is off the scale or no number, an element is
        missing, or the weights do not fit.

    Notes
    -----
    Index = 25 Σ weight × mean. The rule prints its bands with gaps (… 64.99, 65.00 …; on the raw
    scale … 2.5996, 2.60 …). The index is therefore rounded to two decimals, half up, before it is
    graded, which leaves none: 64.995 is 65.00, a C. The raw bands are the same ones divided by 25.

    References
    ----------
    Regulation of the Minister of Administrative and Bureaucratic Reform (Permenpan-RB) 14/2017 on
    surveys of public satisfaction; bands as reprinted in BPPP Tegal, *Buku Kinerja BLU* (2024).

    Examples
    --------
    >>> satisfaction({f"U{n}": 3.0 for n in range(1, 10)} | {"U4": 2.5})
    <Satisfaction 73.61 C (lacking), lowest U4>
    """
    caller = "indices.satisfaction"
    check_choice(caller, "weight_rounding", weight_rounding, WEIGHT_ROUNDINGS)
    sheet = _survey(caller, scores) if isinstance(scores, pd.DataFrame) else _Sheet(scores)
    names = tuple(sheet.means.keys())
    if len(names) != elements:
        rule = f"scores of {elements} elements (set 'elements' for another number)"
        raise refuse(caller, "scores", rule, f"{len(names)} elements")
    shares = _shares(caller, names, weights)
    if weight_rounding == "printed":
        shares = {name: round(share, 3) for name, share in shares.items()}
    exact_means = read_parts(caller, "scores", sheet.means, names, PERCEPTION)
    found = weighted_sum(shares, exact_means, PERCEPTION)
    check_missing(caller, found, missing)

    ends = {_grade(25 * found.low), _grade(25 * found.high)}
    grade, category = ends.pop() if len(ends) == 1 else ("", "")
    known = {name: mean for name, mean in exact_means.items() if mean is not None}
    table = part_table(shares, exact_means, PERCEPTION).rename(
        columns={"part": "element", "score": "mean"}
    )[["element", "mean", "weight", "contribution"]]
    return Satisfaction(
        index=25 * found.index,
        mean=found.index,
        low=float(25 * found.low),
        high=float(25 * found.high),
        grade=grade,
        category=category,
        lowest=tuple(name for name, mean in known.items() if mean == min(known.values())),
        table=table.assign(
            contribution=25 * table["contribution"],
            n_answers=sheet.n_answers,
            n_blank=sheet.n_blank,
        ),
        n_respondents=sheet.n_respondents,
        n_blank=int(np.nansum(sheet.n_blank)),
        missing=found.missing,
        weight_rounding=weight_rounding,
        sample=bool(sample),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Means of the elements, and the answers behind them where these are known."""

    means: Scores
    n_answers: FloatArray | float = float("nan")
    n_blank: FloatArray | float = float("nan")
    n_respondents: int = 0


def _survey(caller: str, answers: pd.DataFrame) -> _Sheet:
    """Average the answers of each element exactly, and count them."""
    low, high = PERCEPTION
    numbers = answers.apply(pd.to_numeric, errors="coerce")
    wrong = (answers.notna() & ~((numbers >= low) & (numbers <= high))).to_numpy()
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        cell = f"respondent {answers.index[row]}, element {answers.columns[column]}"
        rule = f"answers within {low}–{high}, also for {cell}"
        raise refuse(caller, "scores", rule, np.asarray(answers.iloc[row, column]).item())
    given = answers.notna()
    asked = given.any(axis=1)
    n_answers, n_blank = given.sum().to_numpy(np.float64), (~given[asked]).sum()
    totals = zip(answers.columns, numbers.sum(), n_answers, strict=True)
    means = {name: exact(total) / int(n) if n else None for name, total, n in totals}
    return _Sheet(means, n_answers, n_blank.to_numpy(np.float64), int(asked.sum()))


def _shares(
    caller: str, names: tuple[str, ...], weights: Mapping[str, float] | pd.Series | None
) -> dict[str, Fraction]:
    if weights is None:
        return dict.fromkeys(names, Fraction(1, len(names)))
    shares = read_weights(caller, weights)
    if set(shares) != set(names):
        raise refuse(caller, "weights", f"one number for each of {', '.join(names)}", list(shares))
    return {name: shares[name] for name in names}


def _grade(index: Fraction) -> tuple[str, str]:
    shown = round_to_cents(index, "half_up")
    return next((grade, category) for grade, low, category in GRADES if shown >= exact(low))
