"""Weights from comparisons with the best and the worst criterion only."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample, refuse
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.weights._ahp import summary
from smartcity_analysis.analysis.weights._comparisons import Labels, labelled
from smartcity_analysis.analysis.weights._direct import Points, as_points

CALLER = "weights.best_worst"
MODELS = ("linear", "nonlinear")
THRESHOLDS = MappingProxyType(
    {
        3: (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
        4: (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
        5: (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
        6: (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
        7: (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
        8: (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
        9: (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
    }
)
"""Highest input-based consistency ratio: by best-to-worst value, for 3 … 9 criteria."""
SHOWN = (
    *("model", "best", "worst", "best_to_worst", "xi", "consistency_index", "consistency_ratio"),
    *("input_consistency", "input_threshold", "acceptable", "unique"),
)


@dataclass(frozen=True, slots=True, eq=False)
class BestWorstWeights:
    """Weights by the best–worst method, and how well the two lists agree.

    Attributes
    ----------
    weights : Series
        By criterion, summing to 1; under ``"nonlinear"`` the centres of the intervals, normalised.
    lower, upper : Series
        All weights that are equally good lie between them; equal to `weights` when `unique` (the
        linear model's one solution is taken as it comes).
    table : DataFrame
        ``criterion``, ``best_to_other``, ``other_to_worst``, ``weight``, ``lower``, ``upper``,
        ``input_consistency``.
    model : str
        ``"linear"`` or ``"nonlinear"``.
    best, worst : label
    best_to_worst : float
    xi : float
        The largest departure that cannot be avoided: of weights (linear), of ratios (nonlinear).
    consistency_index : float
        The largest ξ there could be for this best-to-worst value (nonlinear); NaN for linear.
    consistency_ratio : float
        ξ over the consistency index (nonlinear), ξ itself (linear); 0 is full consistency.
    input_consistency, input_threshold : float
        Known before any solving: the largest |a_Bj a_jW − a_BW| / (a_BW² − a_BW), and the limit
        for it; NaN where none is published (other than 3–9 criteria, or between whole numbers).
    acceptable : bool or None
        Whether the input is within that limit; None where there is none.
    unique : bool
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    lower: pd.Series
    upper: pd.Series
    table: pd.DataFrame
    model: str
    best: Hashable
    worst: Hashable
    best_to_worst: float
    xi: float
    consistency_index: float
    consistency_ratio: float
    input_consistency: float
    input_threshold: float
    acceptable: bool | None
    unique: bool
    convention: str
    sample: bool

    def __repr__(self) -> str:
        told = f"ξ {self.xi:.4g}, consistency ratio {self.consistency_ratio:.3f}"
        if self.acceptable is False:
            told += (
                f", INPUT INCONSISTENT {self.input_consistency:.3f} > {self.input_threshold:.3f}"
            )
        if not self.unique:
            told += ", centres of intervals"
        return f"<BestWorstWeights {summary(self.weights)}; {self.model}, {told}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in SHOWN}
        return {
            "best_worst_weights": self.table,
            "best_worst_consistency": pd.DataFrame([row]),
        }


# ---- Kernels, without checks ----------------------------------------------------------------


def largest_xi(best_to_worst: float) -> float:
    """Root of ξ² − (1 + 2 a) ξ + a² − a = 0: the consistency index, 4.47 for a = 8.

    Examples
    --------
    >>> [round(largest_xi(a), 2) for a in range(1, 10)]
    [0.0, 0.44, 1.0, 1.63, 2.3, 3.0, 3.73, 4.47, 5.23]
    """
    return float(0.5 + best_to_worst - np.sqrt(0.25 + 2 * best_to_worst))


def solve_linear(
    to_others: FloatArray, to_worst: FloatArray, best: int, worst: int
) -> tuple[FloatArray, float]:
    """Minimise ξ with |w_B − a_Bj w_j| ≤ ξ and |w_j − a_jW w_W| ≤ ξ, a linear programme."""
    from scipy.optimize import linprog

    size = len(to_others)
    one = np.eye(size)
    rows = np.vstack([one[[best]] - to_others[:, None] * one, one - np.outer(to_worst, one[worst])])
    bounded = np.hstack([np.vstack([rows, -rows]), np.full((4 * size, 1), -1.0)])
    solved = linprog(
        np.append(np.zeros(size), 1.0),
        A_ub=bounded,
        b_ub=np.zeros(4 * size),
        A_eq=np.append(np.ones(size), 0.0)[None],
        b_eq=[1.0],
    )
    found = np.asarray(solved.x)
    weights = np.clip(found[:-1], 0.0, None)
    return weights / weights.sum(), float(found[-1])


def solve_nonlinear(
    to_others: FloatArray, to_worst: FloatArray, best: int, worst: int
) -> tuple[FloatArray, FloatArray, float]:
    """Minimise ξ with |w_B / w_j − a_Bj| ≤ ξ and |w_j / w_W − a_jW| ≤ ξ; give all solutions.

    With w_W = 1 and w_B = b, a criterion has room exactly if b is between (a_Bj − ξ)(a_jW − ξ) and
    (a_Bj + ξ)(a_jW + ξ). The lower ends fall and the upper ends rise with ξ: bisection finds where
    they meet, there b is unique, and every other weight has its own interval.
    """
    between = np.ones(len(to_others), dtype=bool)
    between[[best, worst]] = False
    out, back = to_others[between], to_worst[between]
    whole, pairs = float(to_others[worst]), [*zip(out.tolist(), back.tolist(), strict=True)]

    def ends(xi: float) -> tuple[float, float]:
        bottoms = [max(o - xi, 0.0) * max(b - xi, 0.0) for o, b in pairs]
        tops = [(o + xi) * (b + xi) for o, b in pairs]
        return max([whole - xi, 0.0, *bottoms]), min([whole + xi, *tops])

    short, enough = 0.0, float(max(to_others.max(), to_worst.max()))
    fits = ends(0.0)[0] <= ends(0.0)[1]
    enough = 0.0 if fits else enough
    while short < (middle := (enough + short) / 2) < enough:
        bottom, top = ends(middle)
        short, enough = (short, middle) if bottom <= top else (middle, enough)
    b = sum(ends(enough)) / 2
    low, high = np.ones(len(to_others)), np.ones(len(to_others))
    low[best] = high[best] = b
    room = np.maximum(out - enough, 1e-300)
    low[between] = np.maximum(b / (out + enough), back - enough)
    high[between] = np.maximum(np.minimum(b / room, back + enough), low[between])
    return low / (low + high.sum() - high), high / (high + low.sum() - low), enough


# ---- Public function ------------------------------------------------------------------------


def best_worst(
    best_to_others: Points,
    others_to_worst: Points,
    *,
    labels: Sequence[Hashable] | None = None,
    best: Hashable | None = None,
    worst: Hashable | None = None,
    model: str = "linear",
    scale: float = 9,
    sample: bool = False,
) -> BestWorstWeights:
    """Weigh criteria by comparing the best with the others, and the others with the worst.

    Parameters
    ----------
    best_to_others : mapping, Series or array-like
        How many times as important the best is as each, 1 to `scale`; 1 for itself. Not modified.
    others_to_worst : mapping, Series or array-like
        How many times as important each is as the worst; 1 for the worst itself. Not modified.
    labels : sequence, optional
        Names for lists without any; otherwise ``criterion_1`` and so on.
    best, worst : label, optional
        Found by their 1 when not named. Of several with a 1, the best is the one furthest from the
        worst, the worst the one furthest from the best, then the first.
    model : {'linear', 'nonlinear'}, default='linear'
        Rezaei 2016, departures of weights; or Rezaei 2015, departures of ratios, whose solution
        may be a whole interval of weights.
    scale : float, default=9
        The highest value allowed.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    BestWorstWeights

    Raises
    ------
    ValueError
        If a value is off the scale or blank (naming its criterion), the lists differ in their
        criteria, no 1 marks the best or the worst, or the two lists disagree on best against worst.

    Notes
    -----
    Linear: min ξ with |w_B − a_Bj w_j| ≤ ξ, |w_j − a_jW w_W| ≤ ξ. Nonlinear: min ξ with
    |w_B / w_j − a_Bj| ≤ ξ, |w_j / w_W − a_jW| ≤ ξ, solved exactly by bisection, without a solver.

    References
    ----------
    Rezaei (2015), Omega 53, 49–57; Rezaei (2016), Omega 64, 126–130; Liang, Brunelli and Rezaei
    (2020), Omega 96, 102175 (input-based consistency and its thresholds).

    Examples
    --------
    >>> best_worst({"cost": 8, "speed": 2, "impact": 1}, {"cost": 1, "speed": 5, "impact": 8})
    <BestWorstWeights impact 0.61, speed 0.32, cost 0.07; linear, ξ 0.03571, consistency ratio 0.036>
    """  # noqa: E501
    check_choice(CALLER, "model", model, MODELS)
    names, out, back = _read(best_to_others, others_to_worst, labels, scale)
    b = _find("best", best, "best_to_others", names, out, back)
    w = _find("worst", worst, "others_to_worst", names, back, out)
    whole = float(out[w])
    if abs(whole - back[b]) > 1e-9:
        rule = f"the same for {names[b]!r} against {names[w]!r} as in best_to_others, {whole:g}"
        raise refuse(CALLER, "others_to_worst", rule, float(back[b]))
    if model == "linear":
        weights, xi = solve_linear(out, back, b, w)
        low, high, index = weights, weights, float("nan")
    elif b == w:
        low = high = np.full(len(names), 1 / len(names))
        xi, index = 0.0, 0.0
    else:
        low, high, xi = solve_nonlinear(out, back, b, w)
        index = largest_xi(whole)
    centre = (low + high) / 2
    unlike = np.abs(out * back - whole) / (whole**2 - whole) if whole > 1 else np.zeros(len(names))
    limit = _threshold(whole, len(names))
    shared = centre / centre.sum()
    told = "linear (departures of weights)" if model == "linear" else "nonlinear (of ratios)"
    ratio = xi if model == "linear" else _over(xi, index)
    columns = {"best_to_other": out, "other_to_worst": back, "weight": shared}
    columns |= {"lower": low, "upper": high, "input_consistency": unlike}
    return BestWorstWeights(
        weights=labelled(shared, names, "weight"),
        lower=labelled(low, names, "lower"),
        upper=labelled(high, names, "upper"),
        table=pd.DataFrame({"criterion": list(names), **columns}),
        model=model,
        best=names[b],
        worst=names[w],
        best_to_worst=whole,
        xi=xi,
        consistency_index=index,
        consistency_ratio=ratio,
        input_consistency=float(unlike.max()),
        input_threshold=limit,
        acceptable=None if np.isnan(limit) else bool(unlike.max() <= limit + 1e-12),
        unique=bool((high - low).max() < 1e-9),
        convention=f"best–worst, {told}, scale 1–{scale:g}, centres of intervals normalised",
        sample=is_sample(best_to_others, others_to_worst, sample=sample),
    )


def _over(xi: float, index: float) -> float:
    return xi / index if index > 1e-12 else 0.0


def _read(
    best_to_others: Points,
    others_to_worst: Points,
    labels: Sequence[Hashable] | None,
    scale: float,
) -> tuple[Labels, FloatArray, FloatArray]:
    out = as_points(CALLER, "best_to_others", best_to_others, labels)
    if not isinstance(others_to_worst, Mapping | pd.Series):
        if np.size(others_to_worst) != len(out):
            rule = f"as long as best_to_others, {len(out)} numbers"
            raise refuse(CALLER, "others_to_worst", rule, np.size(others_to_worst))
        labels = tuple(out.index)
    back = as_points(CALLER, "others_to_worst", others_to_worst, labels)
    odd = sorted(map(str, set(out.index) ^ set(back.index)))
    if odd:
        rule = "about the same criteria as best_to_others"
        raise refuse(CALLER, "others_to_worst", rule, f"a mismatch: {', '.join(odd)}")
    back = back.reindex(out.index)
    for name, values in (("best_to_others", out), ("others_to_worst", back)):
        off = values[(values < 1) | (values > scale)]
        if len(off):
            found = f"{off.iloc[0]:g} for {off.index[0]!r}"
            raise refuse(CALLER, name, f"numbers from 1 to {scale:g}", found)
    return tuple(out.index), out.to_numpy(), back.to_numpy()


def _find(
    role: str,
    stated: Hashable | None,
    name: str,
    names: Labels,
    mine: FloatArray,
    other: FloatArray,
) -> int:
    own = mine == 1
    if stated is not None:
        if stated not in names or not own[names.index(stated)]:
            listed = dict(zip(names, mine.tolist(), strict=True))
            raise refuse(CALLER, name, f"1 for the {role}, {stated!r}", listed)
        return names.index(stated)
    if not own.any():
        raise refuse(CALLER, name, f"1 for the {role} criterion itself", mine.tolist())
    return int(np.argmax(np.where(own, other, -np.inf)))


def _threshold(whole: float, size: int) -> float:
    if whole in (1, 2):
        return 0.0
    if whole not in THRESHOLDS or not 3 <= size <= 9:
        return float("nan")
    return THRESHOLDS[int(whole)][size - 3]
