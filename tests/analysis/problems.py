"""Priority problems for tests: from a published example, from a few numbers, or at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from smartcity_analysis import kernels, priority

METHODS = ("saw", "wp", "topsis", "vikor", "promethee")
SHAPES = ("usual", "u_shape", "v_shape", "level", "linear", "gaussian")
KERNELS = {
    "saw": kernels.saw,
    "wp": kernels.wp,
    "topsis": kernels.topsis,
    "vikor": kernels.vikor,
    "promethee": kernels.promethee,
}


def make_problem(
    matrix: Sequence[Sequence[float]] | np.ndarray,
    weights: Sequence[float] | Mapping[str, float] | None = None,
    **options: Any,
) -> priority.Problem:
    """Make a problem with the alternatives A1 … and the criteria c1 …."""
    frame = make_frame(matrix)
    if weights is not None and not isinstance(weights, Mapping):
        weights = dict(zip(frame.columns, weights, strict=True))
    return priority.problem(frame, weights, **options)


def make_frame(matrix: Sequence[Sequence[float]] | np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(np.asarray(matrix))
    frame.index = pd.Index([f"A{i}" for i in range(1, len(frame) + 1)])
    frame.columns = pd.Index([f"c{j}" for j in range(1, frame.shape[1] + 1)])
    return frame


def published_problem(inputs: Mapping[str, Any], **options: Any) -> priority.Problem:
    """Make the problem of a published example; bounds as written there."""
    labels = inputs.get("alternatives") or [f"A{i + 1}" for i in range(len(inputs["matrix"]))]
    frame = pd.DataFrame(inputs["matrix"], index=labels, columns=inputs["criteria"])
    weights = dict(zip(inputs["criteria"], inputs["weights"], strict=True))
    scale = {name: tuple(ends) for name, ends in inputs.get("scale", {}).items()}
    given = {"cost": inputs["cost"], "scale": scale, **options}
    return priority.problem(frame, weights, **given)


def long_ratings(scores: np.ndarray, agencies: Sequence[str] | None = None) -> pd.DataFrame:
    """Make a long table of ratings from scores (raters, alternatives, criteria); NaN is blank."""
    raters, items, criteria = scores.shape
    frame = pd.DataFrame(
        scores.reshape(-1, criteria), columns=[f"c{j}" for j in range(1, criteria + 1)]
    )
    frame.insert(0, "rater", np.repeat([f"R{r}" for r in range(1, raters + 1)], items))
    frame.insert(0, "programme", [f"A{i}" for i in range(1, items + 1)] * raters)
    if agencies is not None:
        frame.insert(2, "agency", np.repeat(list(agencies), items))
    return frame


def rated_problem(
    scores: np.ndarray, agencies: Sequence[str] | None = None, **options: Any
) -> priority.Problem:
    """Make a problem from ratings (raters, alternatives, criteria)."""
    columns = {"alternative": "programme", "rater": "rater"}
    columns |= {"agency": "agency"} if agencies is not None else {}
    ratings = long_ratings(scores, agencies)
    given = {"weights": {name: 1.0 for name in ratings.columns if name[0] == "c"}, **options}
    return priority.problem(ratings, **columns, **given)


@st.composite
def cases(
    draw: st.DrawFn, most: int = 8, criteria: int = 5, *, ties: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a matrix of positive values, with or without ties, and positive weights of sum 1."""
    n, m = draw(st.integers(2, most)), draw(st.integers(1, criteria))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    likert = ties and draw(st.booleans())
    matrix = rng.integers(1, 6, (n, m)).astype(float) if likert else rng.uniform(1, 9, (n, m))
    return matrix, weighting(rng, m)


def weighting(rng: np.random.Generator, m: int) -> np.ndarray:
    drawn = rng.exponential(size=m) + 0.02
    return drawn / drawn.sum()


def costs(m: int) -> list[str]:
    """Every second criterion, the second first."""
    return [f"c{j}" for j in range(2, m + 1, 2)]


def ranks_of(scores: np.ndarray) -> np.ndarray:
    """Competition ranks by counting who is ahead by more than 1e-12 of the largest."""
    apart = 1e-12 * np.abs(scores).max()
    return 1 + (scores[None, :] > scores[:, None] + apart).sum(axis=1)


THRESHOLDS = {
    "usual": "",
    "u_shape": "q",
    "v_shape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}


def bent(shape, **given):
    """Keep the thresholds that a shape has, after Brans and Vincke's types I to VI."""
    return {name: value for name, value in given.items() if name in THRESHOLDS[shape]}
