"""Rank acceptability of 30 alternatives × 8 criteria over 100,000 weightings.

Every peer loops over weightings: one documented call from the decision matrix to the scores with
whatever validation it lets a caller switch off, then its own ranking. The counting is NumPy's and
the same for all. The tuned loops go beyond what the peers document: the matrix is normalised by
hand before the loop. They are shown, not used for a target.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pymcdm.methods
import pymcdm.normalizations
import pyrepo_mcda.normalizations
import skcriteria
from pyDecision.algorithm import promethee_ii, saw_method, topsis_method, vikor_method
from pyrepo_mcda.additions import rank_preferences
from pyrepo_mcda.mcda_methods import PROMETHEE_II, SAW, TOPSIS, VIKOR, VIKOR_SMAA
from skcriteria.agg import simple, topsis, vikor
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing import invert_objectives, scalers

from benchmarks.timing import Claim, Loop, Row, agree, agree_within_noise, in_turns
from smartcity_analysis import priority

DRAWS, N, M = 100_000, 30, 8
Q, P = 0.2, 1.0
COSTS = 2

_random = np.random.default_rng(20221)
X = _random.uniform(1, 5, (N, M))
NAMES = [f"programme {i + 1}" for i in range(N)]
CRITERIA = [f"criterion {j + 1}" for j in range(M)]
TYPES = np.array([1] * (M - COSTS) + [-1] * COSTS)
DIRECTIONS = ["max"] * (M - COSTS) + ["min"] * COSTS
PROGRAMMES = pd.DataFrame(X, index=NAMES, columns=CRITERIA)
COST = CRITERIA[-COSTS:]
CHECKED = 50
RANKS = list(range(1, N + 1))
METHODS = {"saw": "SAW", "topsis": "TOPSIS", "vikor": "VIKOR", "promethee": "PROMETHEE II, linear"}
LINEAR: dict[str, Any] = {"shape": "linear", "q": Q, "p": P}
TARGETS = {"saw": 300, "topsis": 250, "vikor": 150, "promethee": 1000}

Ranker = Callable[[np.ndarray], np.ndarray]
"""Weights (m,) in; ranks (n,) out, 1 is best."""


def acceptability(ranker: Ranker, draws: int, seed: int) -> pd.DataFrame:
    """Do what the library does not: draw, loop, count, label."""
    weights = np.random.default_rng(seed).dirichlet(np.ones(M), draws)
    ranks = np.empty((draws, N), dtype=np.intp)
    for i, w in enumerate(weights):
        ranks[i] = ranker(w)
    ranks += np.arange(N) * N - 1
    counts = np.bincount(ranks.ravel(), minlength=N * N).reshape(N, N)
    return pd.DataFrame(counts / draws, index=NAMES, columns=RANKS)


def smaa(draws: int, seed: int) -> pd.DataFrame:
    """Use the only rank acceptability that a peer offers by itself."""
    weights = np.random.default_rng(seed).dirichlet(np.ones(M), draws)
    table, _, _ = VIKOR_SMAA()(X, weights, TYPES)
    return pd.DataFrame(table, index=NAMES, columns=RANKS)


# ---- Peers: one ranker each ---------------------------------------------------------------------


def pymcdm_ranker(method: Any, x: np.ndarray = X, *, validation: bool = False) -> Ranker:
    """Call with validation off, as documented; `x` other than the input is normalised already."""
    types = TYPES if x is X else np.ones(M, dtype=int)

    def ranks(w: np.ndarray) -> np.ndarray:
        found: np.ndarray = method.rank(method(x, w, types, validation=validation))
        return found

    return ranks


def pymcdm_promethee(w: np.ndarray, *, validation: bool = False) -> np.ndarray:
    """Make the method anew: given thresholds, it works once and then returns zeros."""
    method = pymcdm.methods.PROMETHEE_II("vshape_2", q=[Q] * M, p=[P] * M)
    found: np.ndarray = method.rank(method(X, w, TYPES, validation=validation))
    return found


def as_it_is(column: np.ndarray, cost: object = None) -> np.ndarray:
    """Leave a column that is normalised already; pymcdm fixes the signature."""
    return column


def pyrepo_ranker(method: Any, *, reverse: bool = True) -> Ranker:
    """Score and rank with pyrepo-mcda."""
    return lambda w: rank_preferences(method(X, w, TYPES), reverse=reverse)


def pyrepo_promethee(w: np.ndarray) -> np.ndarray:
    """Give all criteria the linear function."""
    method = PROMETHEE_II()
    shapes = [method._linear_function] * M
    flows = method(X, w, TYPES, shapes, p=np.full(M, P), q=np.full(M, Q))
    found: np.ndarray = rank_preferences(flows, reverse=True)
    return found


def skcriteria_ranker(*steps: Any) -> Ranker:
    """Give the built problem new weights and evaluate it."""
    problem = skcriteria.mkdm(X, DIRECTIONS, alternatives=NAMES)
    method = mkpipe(*steps) if len(steps) > 1 else steps[0]
    return lambda w: method.evaluate(problem.replace(weights=w)).rank_


def skcriteria_tuned(method: Any, scaled: np.ndarray) -> Ranker:
    """Build a problem on the matrix scaled once: cheaper than giving a problem new weights."""
    return lambda w: method.evaluate(skcriteria.mkdm(scaled, [max] * M, weights=w)).rank_


def by_order(best_first: np.ndarray) -> np.ndarray:
    """Turn an order into ranks, for pyDecision, which returns none."""
    ranks = np.empty(N, dtype=np.intp)
    ranks[best_first] = np.arange(1, N + 1)
    return ranks


def pydecision_saw(w: np.ndarray) -> np.ndarray:
    """Score the matrix that was brought to 0–1 by hand: ratio to the best is all it offers."""
    scores = saw_method(UNIT, ["max"] * M, w, graph=False, verbose=False)
    return by_order(np.argsort(-scores[:, 1]))


def pydecision_topsis(w: np.ndarray) -> np.ndarray:
    """Score without its drawing and printing."""
    return by_order(np.argsort(-topsis_method(X, w, DIRECTIONS, graph=False, verbose=False)))


def pydecision_vikor(w: np.ndarray) -> np.ndarray:
    """Take the order by Q."""
    _, _, q, _ = vikor_method(X, w, DIRECTIONS, graph=False, verbose=False)
    return by_order(q[:, 0].astype(np.intp) - 1)


def pydecision_promethee(w: np.ndarray) -> np.ndarray:
    """Negate the costs by hand: its PROMETHEE knows benefits only."""
    q, p = [Q] * M, [P] * M
    flows = promethee_ii(X * TYPES, w, q, q, p, ["t5"] * M, sort=True, verbose=False)
    return by_order(flows[:, 0].astype(np.intp) - 1)


UNIT = pyrepo_mcda.normalizations.minmax_normalization(X, TYPES)
VECTOR = pyrepo_mcda.normalizations.vector_normalization(X, TYPES)
by_unit = pymcdm.normalizations.minmax_normalization
by_vector = pymcdm.normalizations.vector_normalization

PEERS: dict[str, dict[str, tuple[Ranker, int]]] = {
    "saw": {
        "pyrepo-mcda": (
            pyrepo_ranker(SAW(pyrepo_mcda.normalizations.minmax_normalization)),
            2000,
        ),
        "pymcdm": (pymcdm_ranker(pymcdm.methods.WSM(by_unit)), 2000),
        "scikit-criteria": (
            skcriteria_ranker(
                invert_objectives.NegateMinimize(),
                scalers.MinMaxScaler("matrix"),
                simple.WeightedSumModel(),
            ),
            200,
        ),
    },
    "topsis": {
        "pyDecision": (pydecision_topsis, 2000),
        "pymcdm": (pymcdm_ranker(pymcdm.methods.TOPSIS(by_vector)), 2000),
        "pyrepo-mcda": (
            pyrepo_ranker(TOPSIS(pyrepo_mcda.normalizations.vector_normalization)),
            1000,
        ),
        "scikit-criteria": (
            skcriteria_ranker(
                invert_objectives.NegateMinimize(),
                scalers.VectorScaler("matrix"),
                topsis.TOPSIS(),
            ),
            200,
        ),
    },
    "vikor": {
        "pymcdm": (pymcdm_ranker(pymcdm.methods.VIKOR()), 2000),
        "pyrepo-mcda": (pyrepo_ranker(VIKOR(), reverse=False), 2000),
        "pyDecision": (pydecision_vikor, 1000),
        "scikit-criteria": (skcriteria_ranker(vikor.VIKOR(use_compromise_set=False)), 200),
    },
    "promethee": {
        "pymcdm": (pymcdm_promethee, 1000),
        "pyDecision": (pydecision_promethee, 40),
        "pyrepo-mcda": (pyrepo_promethee, 40),
    },
}
BY_HAND = "normalised by hand before the loop"
BY_DEFAULT = "pymcdm, validation on as by default"
TUNED: dict[str, dict[str, tuple[Ranker, int]]] = {
    "saw": {
        f"pymcdm, {BY_HAND}": (pymcdm_ranker(pymcdm.methods.WSM(as_it_is), UNIT), 4000),
        f"pyDecision, {BY_HAND}": (pydecision_saw, 2000),
        f"scikit-criteria, {BY_HAND}": (skcriteria_tuned(simple.WeightedSumModel(), UNIT), 400),
        BY_DEFAULT: (pymcdm_ranker(pymcdm.methods.WSM(by_unit), validation=True), 400),
    },
    "topsis": {
        f"pymcdm, {BY_HAND}": (pymcdm_ranker(pymcdm.methods.TOPSIS(as_it_is), VECTOR), 4000),
        f"scikit-criteria, {BY_HAND}": (skcriteria_tuned(topsis.TOPSIS(), VECTOR), 400),
        BY_DEFAULT: (pymcdm_ranker(pymcdm.methods.TOPSIS(by_vector), validation=True), 400),
    },
    "vikor": {
        f"pymcdm, {BY_HAND}": (pymcdm_ranker(pymcdm.methods.VIKOR(as_it_is), UNIT), 4000),
        BY_DEFAULT: (pymcdm_ranker(pymcdm.methods.VIKOR(), validation=True), 400),
    },
    "promethee": {BY_DEFAULT: (partial(pymcdm_promethee, validation=True), 400)},
}

# ---- Ours ---------------------------------------------------------------------------------------


def ours(method: str, seed: int) -> pd.DataFrame:
    """Build the problem, draw, rank, count, label."""
    problem = priority.problem(PROGRAMMES, cost=COST)
    settings = LINEAR if method == "promethee" else {}
    return problem.robust(draws=DRAWS, method=method, seed=seed, **settings).acceptability


def our_ranks(method: str, w: np.ndarray) -> np.ndarray:
    """Rank under one weighting."""
    problem = priority.problem(PROGRAMMES, weights=dict(zip(CRITERIA, w, strict=True)), cost=COST)
    settings = LINEAR if method == "promethee" else {}
    return problem.score(method, **settings).rank.reindex(NAMES).to_numpy()


def compare(method: str) -> str:
    """See that every peer ranks as ours does, and that the tables agree."""
    weights = np.random.default_rng(7).dirichlet(np.ones(M), CHECKED)
    for group in (PEERS, TUNED):
        for name, (ranker, sample) in group[method].items():
            few = weights if sample >= 200 else weights[:5]
            for w in few:
                agree(f"{method}, {name}", our_ranks(method, w), ranker(w))
    _, (ranker, sample) = next(iter(PEERS[method].items()))
    theirs = acceptability(ranker, sample, 12)
    agree_within_noise(method, ours(method, 11), theirs, (DRAWS, sample))
    return f"ranks equal under {CHECKED} weightings, tables equal within Monte Carlo error"


def row(method: str, *, full: bool) -> Row:
    """Compare, then time."""
    compared = compare(method)
    peers = {
        name: Loop(partial(acceptability, ranker), DRAWS, sample)
        for name, (ranker, sample) in PEERS[method].items()
    }
    tuned = {
        name: Loop(partial(acceptability, ranker), DRAWS, sample)
        for name, (ranker, sample) in TUNED[method].items()
    }
    if method == "vikor":
        peers["pyrepo-mcda VIKOR_SMAA"] = Loop(smaa, DRAWS, 400)
    mine, theirs = in_turns(partial(ours, method), peers, full=full)
    _, by_hand = in_turns(partial(ours, method), tuned, rounds=3, ours_a_round=1)
    claims = [Claim.times(mine, theirs, TARGETS[method])]
    if method == "saw":
        claims.append(Claim.times(mine, theirs, 5000, "scikit-criteria"))
    return Row(
        work=f"{DRAWS:,} weightings × {N} × {M}, {METHODS[method]}, labelled table out",
        ours=mine,
        peers=theirs,
        tuned=by_hand,
        claims=tuple(claims),
        compared=compared,
        how="the whole, from the frame to the labelled table, problem built and weights drawn "
        "in the timing on both sides",
    )
