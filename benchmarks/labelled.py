"""One labelled TOPSIS on a problem that is built already."""

from __future__ import annotations

import numpy as np
import pandas as pd
import skcriteria
from pyDecision.algorithm import topsis_method
from skcriteria.agg.topsis import TOPSIS
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.invert_objectives import NegateMinimize
from skcriteria.preprocessing.scalers import VectorScaler

from benchmarks.timing import Claim, Loop, Row, agree, in_turns
from smartcity_analysis import priority

N, M = 20, 6
_random = np.random.default_rng(20224)
X = _random.uniform(1, 5, (N, M))
W = _random.dirichlet(np.full(M, 5.0))
NAMES = [f"programme {i + 1}" for i in range(N)]
CRITERIA = [f"criterion {j + 1}" for j in range(M)]
COSTS = CRITERIA[-2:]
PROBLEM = priority.problem(
    pd.DataFrame(X, index=NAMES, columns=CRITERIA),
    weights=dict(zip(CRITERIA, W, strict=True)),
    cost=COSTS,
)
SKCRITERIA = skcriteria.mkdm(
    X, [max] * (M - 2) + [min] * 2, weights=W, alternatives=NAMES, criteria=CRITERIA
)
PIPELINE = mkpipe(NegateMinimize(), VectorScaler("matrix"), TOPSIS())
SCALED = VectorScaler("matrix").transform(NegateMinimize().transform(SKCRITERIA))
METHOD = TOPSIS()


def ours(_seed: int) -> tuple[pd.Series, pd.Series]:
    """Score and rank, labelled."""
    result = PROBLEM.topsis()
    return result.score, result.rank


def skcriteria_pipeline(_steps: int, _seed: int) -> tuple[pd.Series, pd.Series]:
    """Evaluate the pipeline; its ranks are labelled, its scores are labelled by hand."""
    result = PIPELINE.evaluate(SKCRITERIA)
    return pd.Series(result.e_.similarity, result.alternatives), result.to_series()


def skcriteria_scaled(_steps: int, _seed: int) -> tuple[pd.Series, pd.Series]:
    """Evaluate the method alone on a matrix that was scaled before."""
    result = METHOD.evaluate(SCALED)
    return pd.Series(result.e_.similarity, result.alternatives), result.to_series()


def pydecision(_steps: int, _seed: int) -> np.ndarray:
    """Scores alone: no ranks, no labels."""
    directions = ["max"] * (M - 2) + ["min"] * 2
    found: np.ndarray = topsis_method(X, W, directions, graph=False, verbose=False)
    return found


def row() -> Row:
    """Compare, then time."""
    score, rank = ours(0)
    their_score, their_rank = skcriteria_pipeline(1, 0)
    agree("TOPSIS, scores", score.reindex(NAMES), their_score.reindex(NAMES))
    agree("TOPSIS, ranks", rank.reindex(NAMES), their_rank.reindex(NAMES))
    agree("TOPSIS, pyDecision", score.reindex(NAMES), pydecision(1, 0))
    one = Loop(skcriteria_pipeline, 1, 1)
    mine, theirs = in_turns(ours, {"scikit-criteria": one}, number=200)
    _, tuned = in_turns(
        ours,
        {
            "scikit-criteria, scaled before": Loop(skcriteria_scaled, 1, 1),
            "pyDecision, scores only": Loop(pydecision, 1, 1),
        },
        number=200,
    )
    return Row(
        work=f"Labelled TOPSIS {N} × {M} on a built problem",
        ours=mine,
        peers=theirs,
        tuned=tuned,
        claims=(Claim.times(mine, theirs, 10, "scikit-criteria"),),
        compared="scores equal to 1e-9, ranks equal, also with pyDecision's scores",
        how="problem and pipeline built before; normalised, scored, ranked and labelled anew in "
        "each run",
    )
