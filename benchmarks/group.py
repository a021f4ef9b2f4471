"""Thirty raters: their AHP matrices, and a bootstrap over them."""

from __future__ import annotations

import itertools
from functools import partial

import ahpy
import numpy as np
import pandas as pd
import pymcdm.methods
from pyDecision.algorithm import ahp_method

from benchmarks.timing import Claim, Loop, Row, agree, agree_within_noise, in_turns
from smartcity_analysis import priority
from smartcity_analysis.analysis import weights

RATERS, SIZE = 30, 6
LABELS = [f"criterion {j + 1}" for j in range(SIZE)]
PEOPLE = [f"rater {i + 1}" for i in range(RATERS)]
PAIRS = list(itertools.combinations(LABELS, 2))


def judgements() -> tuple[list[dict[tuple[str, str], float]], np.ndarray]:
    """Blur a known weighting into Saaty's scale: comparisons for AHPy, matrices for us."""
    random = np.random.default_rng(20225)
    true = random.dirichlet(np.full(SIZE, 4.0), RATERS)
    upper = np.triu_indices(SIZE, 1)
    ratios = true[:, upper[0]] / true[:, upper[1]] * random.lognormal(0, 0.2, (RATERS, len(PAIRS)))
    steps = np.clip(np.round(np.maximum(ratios, 1 / ratios)), 1, 9)
    values = np.where(ratios >= 1, steps, 1 / steps)
    matrices = np.ones((RATERS, SIZE, SIZE))
    matrices[:, upper[0], upper[1]] = values
    matrices[:, upper[1], upper[0]] = 1 / values
    return [dict(zip(PAIRS, row, strict=True)) for row in values.tolist()], matrices


COMPARISONS, MATRICES = judgements()


def ours_ahp(_seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Weights and ratio of every rater, and the group's weights besides."""
    result = weights.ahp_group(MATRICES, labels=LABELS, random_index="saaty_2005")
    return result.by_rater, result.consistency_ratios


def ahpy_loop(_steps: int, _seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """One Compare per rater; no group result."""
    found, ratios = {}, {}
    for person, comparisons in zip(PEOPLE, COMPARISONS, strict=True):
        compared = ahpy.Compare(person, comparisons, random_index="saaty")
        found[person] = compared.target_weights
        ratios[person] = compared.consistency_ratio
    return pd.DataFrame(found).T, pd.Series(ratios)


def ahpy_unlabelled(_steps: int, _seed: int) -> list[tuple[dict[str, float], float]]:
    """Do the same, dictionaries out."""
    return [
        (compared.target_weights, compared.consistency_ratio)
        for compared in (ahpy.Compare("", one, random_index="saaty") for one in COMPARISONS)
    ]


def pydecision_loop(_steps: int, _seed: int) -> list[tuple[np.ndarray, float]]:
    """Arrays out; its `max_eigen` is the principal eigenvector."""
    return [ahp_method(matrix, wd="max_eigen") for matrix in MATRICES]


def ahp() -> Row:
    """30 matrices of 6 × 6: weights and consistency ratio of each."""
    mine, ratios = ours_ahp(0)
    theirs, their_ratios = ahpy_loop(1, 0)
    agree("AHP, weights", mine[LABELS], theirs[LABELS], 2e-4)
    agree("AHP, consistency ratios", ratios, their_ratios, 2e-3)
    our_time, their_time = in_turns(ours_ahp, {"AHPy": Loop(ahpy_loop, 1, 1)}, number=20)
    _, others = in_turns(
        ours_ahp,
        {
            "AHPy, dictionaries instead of a table": Loop(ahpy_unlabelled, 1, 1),
            "pyDecision, arrays": Loop(pydecision_loop, 1, 1),
        },
        number=20,
    )
    return Row(
        work=f"Group AHP and consistency ratio, {RATERS} raters × {SIZE} × {SIZE}",
        ours=our_time,
        peers=their_time,
        tuned=others,
        claims=(Claim.times(our_time, their_time, 15, "AHPy"),),
        compared="weights and ratios of every rater equal to AHPy's four decimals",
        how="from matrices (ours) or ready dictionaries of comparisons (AHPy) to weights and "
        "ratio of every rater in a labelled table; ours also checks the matrices and combines them",
    )


# ---- Bootstrap ----------------------------------------------------------------------------------

DRAWS, PROGRAMMES, CRITERIA = 10_000, 40, 5
NAMES = [f"programme {i + 1}" for i in range(PROGRAMMES)]
POINTS = dict(zip("abcde", (0.31, 0.27, 0.19, 0.13, 0.10), strict=True))
RATINGS = np.random.default_rng(20226).integers(1, 6, (RATERS, PROGRAMMES, CRITERIA))
LONG = pd.DataFrame(RATINGS.reshape(-1, CRITERIA), columns=list(POINTS)).assign(
    programme=NAMES * RATERS, rater=np.repeat(PEOPLE, PROGRAMMES)
)
RANKS = list(range(1, PROGRAMMES + 1))


def on_scale(column: np.ndarray, cost: object = None) -> np.ndarray:
    """Bring 1–5 to 0–1; pymcdm fixes the signature."""
    return (column - 1) / 4


METHOD = pymcdm.methods.WSM(on_scale)
WEIGHTS = np.array(list(POINTS.values()))
TYPES = np.ones(CRITERIA, dtype=int)


def pymcdm_loop(steps: int, seed: int, *, validation: bool = True) -> pd.DataFrame:
    """Resample the raters, average, score, rank, count."""
    random = np.random.default_rng(seed)
    columns = [pd.to_numeric(LONG[name]).to_numpy(dtype=float) for name in POINTS]
    cube = np.stack(columns, axis=-1).reshape(RATERS, PROGRAMMES, CRITERIA)
    ranks = np.empty((steps, PROGRAMMES))
    for i in range(steps):
        matrix = cube[random.integers(0, RATERS, RATERS)].mean(axis=0)
        ranks[i] = METHOD.rank(METHOD(matrix, WEIGHTS, TYPES, validation=validation))
    # An average rank of a half belongs to two places.
    low, high = np.floor(ranks).astype(np.intp), np.ceil(ranks).astype(np.intp)
    own = np.arange(PROGRAMMES) * PROGRAMMES - 1
    places = np.concatenate([low + own, high + own]).ravel()
    counts = np.bincount(places, minlength=PROGRAMMES**2).reshape(PROGRAMMES, PROGRAMMES)
    return pd.DataFrame(counts / (2 * steps), index=NAMES, columns=RANKS)


def problem_of_ratings() -> priority.Problem:
    """Build the problem from the long table."""
    return priority.problem(
        LONG,
        weights=POINTS,
        scale=(1, 5),
        alternative="programme",
        rater="rater",
        aggregation="rater",
    )


def ours_bootstrap(seed: int) -> pd.DataFrame:
    """Build, resample, rank, count, label."""
    return problem_of_ratings().bootstrap(draws=DRAWS, seed=seed).acceptability


def bootstrap(*, full: bool) -> Row:
    """10,000 resamples of 30 raters."""
    sample = 2000
    stated = problem_of_ratings().saw().rank.reindex(NAMES)
    matrix = RATINGS.mean(axis=0)
    agree("bootstrap, ranks before it", stated, METHOD.rank(METHOD(matrix, WEIGHTS, TYPES)))
    mine, theirs = ours_bootstrap(1), pymcdm_loop(sample, 2)
    agree_within_noise("bootstrap", mine, theirs, (DRAWS, sample))
    loop = {"pymcdm": Loop(pymcdm_loop, DRAWS, sample)}
    our_time, their_time = in_turns(ours_bootstrap, loop, full=full)
    unchecked = {
        "pymcdm, validation off": Loop(partial(pymcdm_loop, validation=False), DRAWS, sample)
    }
    _, tuned = in_turns(ours_bootstrap, unchecked, full=full)
    return Row(
        work=f"{DRAWS:,} bootstrap resamples, {RATERS} raters × {PROGRAMMES} programmes",
        ours=our_time,
        peers=their_time,
        claims=(Claim.times(our_time, their_time, 150, "pymcdm"),),
        compared="ranks of all raters together equal, tables equal within Monte Carlo error",
        how=f"{CRITERIA} criteria rated 1–5; from the long table of ratings to the labelled rank "
        "acceptability; problem built and raters drawn in the timing. The target is a loop as "
        "pymcdm is called by default; without its validation the loop is what the last line says",
        tuned=tuned,
    )
