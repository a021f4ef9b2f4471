"""From a problem and the name of a method to a function of the weights alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from smartcity_analysis.analysis._arguments import check_choice, refuse
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.priority import kernels
from smartcity_analysis.analysis.priority._acceptability import below_best
from smartcity_analysis.analysis.priority._outranking import SHAPES, noise

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem

NORMALISATIONS = ("range", "ratio", "sum", "vector")
"""Min–max on the scale; x / max and min / x; x / Σ x (costs as 1 / x); x / length."""


class Prepared(NamedTuple):
    """A method on the data of one problem, waiting for weights.

    Attributes
    ----------
    name : str
    score : callable
        Weights (m,) or (draws, m) to scores (n,) or (draws, n).
    regret : callable
        Weights to what each lacks, on 0–1: the order of the scores turned round, and no more than
        the order, so that it can be cheaper.
    values : array of shape (n, m) or None
        Additive methods only: the order is that of ``values @ w``.
    convention : str
        The choices inside the method, in one line.
    steps : mapping
        What :mod:`_steps` needs to show the tables in between.
    """

    name: str
    score: Callable[[FloatArray], FloatArray]
    regret: Callable[[FloatArray], FloatArray]
    values: FloatArray | None
    convention: str
    steps: Mapping[str, Any]


def prepare(problem: Problem, method: str | kernels.Kernel, /, **options: Any) -> Prepared:
    """Bind a method to the data of a problem.

    Raises
    ------
    ValueError
        If there is no such method, or an option or the data do not suit it, naming the cell.
    """
    if callable(method):
        return _own(problem, method, options)
    check_choice("Problem.score", "method", method, METHODS)
    known = [name for name in signature(METHODS[method]).parameters if name != "problem"]
    for name in options:
        check_choice(f"Problem.{method}", "options", name, known)
    return METHODS[method](problem, **options)


def _own(problem: Problem, kernel: kernels.Kernel, options: Mapping[str, Any]) -> Prepared:
    score = partial(kernel, problem.oriented, **options)
    name = getattr(kernel, "__name__", "kernel")

    def regret(w: FloatArray) -> FloatArray:
        try:
            scores = score(w)
        except (ValueError, IndexError, TypeError) as fault:
            raise ValueError(f"{name} failed for weights of shape {w.shape}: {fault}") from fault
        if np.shape(scores) != (len(w), len(problem.data)):
            raise ValueError(
                f"{name} gave shape {np.shape(scores)} for weights of shape {w.shape}; a kernel "
                "has to take weights (draws, m) and give scores (draws, n)."
            )
        return below_best(scores)

    return Prepared(name, score, regret, None, "own kernel", {})


def _saw(problem: Problem, *, normalise: str = "range") -> Prepared:
    values = _normalise(problem, normalise, "saw")(problem.oriented)
    said = _said(problem, normalise)
    return _additive("saw", values, said, {"values": values, "normalise": normalise})


def _wp(problem: Problem) -> Prepared:
    _positive(problem, "wp")
    ratios = kernels.ratio(problem.oriented)
    prepared = _additive("wp", np.log(ratios), "ratios to the best", {"values": ratios})
    return prepared._replace(score=partial(kernels.wp, problem.oriented))


def _topsis(problem: Problem, *, normalise: str = "vector") -> Prepared:
    way = _normalise(problem, normalise, "topsis")
    values = way(problem.oriented)

    def regret(w: FloatArray) -> FloatArray:
        far, near = kernels.squared_distances(values, w)
        near += far
        near += np.finfo(np.float64).tiny
        far /= near
        return far

    score = partial(kernels.topsis, problem.oriented, normalise=way)
    said = _said(problem, normalise)
    return Prepared("topsis", score, regret, None, said, {"values": values, "normalise": normalise})


def _vikor(problem: Problem, *, v: float = 0.5) -> Prepared:
    if not 0 <= v <= 1:
        raise refuse("Problem.vikor", "v", "within 0–1", v)
    score = partial(kernels.vikor, problem.oriented, v=v)
    regret = partial(kernels.vikor_q, problem.oriented, v=v)
    return Prepared("vikor", score, regret, None, f"v {v:g}", {"v": v})


def _promethee(
    problem: Problem,
    *,
    shape: str | Mapping[str, str] = "usual",
    q: float | Mapping[str, float] | None = None,
    p: float | Mapping[str, float] | None = None,
    s: float | Mapping[str, float] | None = None,
) -> Prepared:
    shapes = [str(one) for one in _per_criterion(problem, "shape", shape, "usual")]
    for one in shapes:
        check_choice("Problem.promethee", "shape", one, SHAPES)
    given = {"q": q, "p": p, "s": s}
    _check_used(shapes, [name for name, value in given.items() if _says_something(value)])
    limits = {
        name: np.array(_per_criterion(problem, name, value, None), dtype=np.float64)
        for name, value in given.items()
    }
    _check_thresholds(problem, shapes, limits)
    fine = noise(problem.oriented)
    if problem.resolution is not None:
        fine = np.full(len(fine), problem.resolution / 2)
    criteria: dict[str, Any] = {"shapes": shapes, **limits, "tolerance": fine}
    values = kernels.net_flows(problem.oriented, **criteria)
    said = _shapes_said(problem, shapes, limits)
    return _additive("promethee", values, said, {"criteria": criteria})


def _additive(name: str, values: FloatArray, said: str, steps: Mapping[str, Any]) -> Prepared:
    @cache
    def lacking() -> FloatArray:
        return np.ascontiguousarray(1.0 - on_one_scale(values).T)

    score = partial(kernels.additive, values)
    return Prepared(name, score, lambda w: w @ lacking(), values, said, steps)


def on_one_scale(values: FloatArray) -> FloatArray:
    """Bring additive values into 0–1 by one scale for all, which keeps every order."""
    low, high = values.min(), values.max()
    scaled: FloatArray = (values - low) / (high - low if high > low else 1.0)
    return scaled


METHODS: dict[str, Callable[..., Prepared]] = {
    "saw": _saw,
    "wp": _wp,
    "topsis": _topsis,
    "vikor": _vikor,
    "promethee": _promethee,
}
"""The methods by name."""


# ---- Options ------------------------------------------------------------------------------------


def _normalise(problem: Problem, name: str, method: str) -> kernels.Normalisation:
    check_choice(f"Problem.{method}", "normalise", name, NORMALISATIONS)
    if name == "range":
        return partial(kernels.unit, low=problem.low, high=problem.high)
    if name in ("ratio", "sum"):
        _positive(problem, f"{method} with {name} normalisation")
    return {"ratio": kernels.ratio, "sum": kernels.share, "vector": kernels.vector}[name]


def _said(problem: Problem, normalise: str) -> str:
    if normalise != "range":
        return f"{normalise} normalisation"
    declared = [name for name in problem.criteria if name in problem.scale]
    return f"min–max, declared bounds of {len(declared)} of {len(problem.criteria)} criteria"


def _positive(problem: Problem, what: str) -> None:
    """Refuse zeros and signs where the formula divides or takes a logarithm."""
    wrong = np.argwhere(~(problem.matrix > 0))
    if len(wrong):
        row, column = problem.alternatives[wrong[0][0]], problem.criteria[wrong[0][1]]
        value = problem.matrix[tuple(wrong[0])]
        raise ValueError(
            f"{what} needs values above 0; {column!r} of {row!r} is {value:g}. "
            "SAW on ranges, TOPSIS, VIKOR and PROMETHEE have no such limit."
        )


def _per_criterion(problem: Problem, name: str, given: Any, default: Any) -> list[Any]:
    if not isinstance(given, Mapping):
        return [given] * len(problem.criteria)
    unknown = [label for label in given if label not in problem.criteria]
    if unknown:
        rule = f"a mapping from criteria among {', '.join(map(str, problem.criteria))}"
        raise refuse("Problem.promethee", name, rule, unknown[0])
    return [given.get(label, default) for label in problem.criteria]


THRESHOLDS = {
    "usual": "",
    "u_shape": "q",
    "v_shape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}
"""Which of the thresholds a preference function has."""


def _says_something(threshold: Any) -> bool:
    values = threshold.values() if isinstance(threshold, Mapping) else [threshold]
    return any(value is not None and value != 0 for value in values)


def _check_used(shapes: list[str], given: list[str]) -> None:
    """Refuse thresholds of which no shape has any: the shape was forgotten."""
    known = {name for shape in shapes for name in THRESHOLDS[shape]}
    if given and not known & set(given):
        rule = f"one that has a threshold {' or '.join(given)}"
        raise refuse("Problem.promethee", "shape", rule, shapes[0])


def _check_thresholds(problem: Problem, shapes: list[str], limits: dict[str, FloatArray]) -> None:
    """Refuse thresholds that are missing or contradict each other; fill those without meaning."""
    for j, (label, shape) in enumerate(zip(problem.criteria, shapes, strict=True)):
        if shape == "linear" and np.isnan(limits["q"][j]):
            limits["q"][j] = 0.0
        for name in THRESHOLDS[shape]:
            value = float(limits[name][j])
            low = "above 0" if name == "s" else "0 or more"
            if not (value > 0 if name == "s" else value >= 0):
                rule = f"{low} for {label!r}, of shape {shape!r}"
                raise refuse("Problem.promethee", name, rule, None if np.isnan(value) else value)
        if THRESHOLDS[shape] == "qp" and limits["p"][j] < limits["q"][j]:
            rule = f"at least q = {limits['q'][j]:g} for {label!r}"
            raise refuse("Problem.promethee", "p", rule, float(limits["p"][j]))
    for values in limits.values():
        values[np.isnan(values)] = 0.0


def _shapes_said(problem: Problem, shapes: list[str], limits: Mapping[str, FloatArray]) -> str:
    told = [
        " ".join([shape, *(f"{name} {limits[name][j]:g}" for name in THRESHOLDS[shape])])
        for j, shape in enumerate(shapes)
    ]
    if len(set(told)) == 1:
        return told[0]
    return ", ".join(f"{name} {one}" for name, one in zip(problem.criteria, told, strict=True))
