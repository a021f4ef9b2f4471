"""The tables between data and score, as a reader of the method's source expects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.priority import kernels
from smartcity_analysis.analysis.priority._methods import Prepared
from smartcity_analysis.analysis.priority._outranking import preference, unicriterion_flows

if TYPE_CHECKING:
    from smartcity_analysis.analysis.priority._problem import Problem

PAIRS_UP_TO = 1000
"""PROMETHEE's table of all pairs is given up to this many alternatives."""


def steps(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    """Give the intermediate tables of a prepared method."""
    shown = _STEPS.get(prepared.name)
    return shown(problem, prepared) if shown else {"oriented": _by_criterion(problem)}


def compromise(problem: Problem, prepared: Prepared) -> pd.DataFrame:
    """Work out VIKOR's measures and the set of compromises that it proposes.

    Returns
    -------
    DataFrame
        ``s, r, q`` (lower is better) and ``proposed``, by alternative.

    Notes
    -----
    With a₁ first and a₂ second by Q, and n alternatives (Opricovic and Tzeng 2004): the advantage
    is acceptable if Q(a₂) − Q(a₁) ≥ 1/(n − 1), and the decision stable if a₁ is also best by S or
    R. Both: a₁ alone. Not stable: a₁ and a₂. No advantage: all within 1/(n − 1) of a₁.
    """
    w = problem.w
    s, r = kernels.regrets(problem.oriented, w)
    q = 1.0 - prepared.score(w)
    lead = q - q.min()
    order = np.argsort(lead, kind="stable")
    within = 1.0 / max(len(q) - 1, 1)
    close = 1e-9
    proposed = lead <= close
    if len(q) > 1 and lead[order[1]] < within - close:
        proposed = lead < within - close
    elif len(q) > 1 and not (_lowest(s)[proposed] | _lowest(r)[proposed]).any():
        proposed = lead <= lead[order[1]] + close
    frame = {"s": s, "r": r, "q": q, "proposed": proposed}
    return pd.DataFrame(frame, index=problem.data.index)


def _lowest(values: FloatArray) -> BoolArray:
    lowest: BoolArray = values <= values.min() + 1e-9
    return lowest


def _by_criterion(problem: Problem, cells: FloatArray | None = None) -> pd.DataFrame:
    cells = problem.oriented if cells is None else cells
    return pd.DataFrame(cells, index=problem.data.index, columns=list(problem.criteria))


def _saw(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    values = _by_criterion(problem, prepared.steps["values"])
    return {"values": values, "weighted": values * problem.weights}


def _wp(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    w = problem.w
    ratios = _by_criterion(problem, prepared.steps["values"])
    signs = np.sign(problem.oriented[0])
    s = np.prod(problem.matrix ** (signs * w), axis=1)
    products = pd.DataFrame({"s": s, "v": s / s.sum()}, index=problem.data.index)
    return {"ratios": ratios, "powers": ratios**w, "products": products}


def _topsis(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    values = _by_criterion(problem, prepared.steps["values"])
    weighted = values * problem.weights
    ideal = pd.DataFrame({"best": weighted.max(), "worst": weighted.min()}).T
    distances = {
        f"to_{end}": np.sqrt(((weighted - ideal.loc[end]) ** 2).sum(axis=1))
        for end in ("best", "worst")
    }
    return {
        "values": values,
        "weighted": weighted,
        "ideal": ideal,
        "distances": pd.DataFrame(distances),
    }


def _vikor(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    regret = (1.0 - kernels.unit(problem.oriented)) * problem.w
    return {
        "weighted_regret": _by_criterion(problem, regret),
        "measures": compromise(problem, prepared),
    }


def _promethee(problem: Problem, prepared: Prepared) -> dict[str, pd.DataFrame]:
    w = problem.w
    leaving, entering = unicriterion_flows(problem.oriented, **prepared.steps["criteria"])
    flows = {"leaving": leaving @ w, "entering": entering @ w}
    tables = {
        "unicriterion": _by_criterion(problem, leaving - entering),
        "flows": pd.DataFrame(flows, index=problem.data.index).assign(
            net=lambda flow: flow["leaving"] - flow["entering"]
        ),
    }
    if len(problem.alternatives) <= PAIRS_UP_TO:
        tables["preference"] = _all_pairs(problem, prepared)
    return tables


def _all_pairs(problem: Problem, prepared: Prepared) -> pd.DataFrame:
    given = prepared.steps["criteria"]
    index = np.zeros((len(problem.alternatives),) * 2)
    for j, weight in enumerate(problem.weights):
        y = problem.oriented[:, j]
        bends = (given[name][j] for name in ("shapes", "q", "p", "s", "tolerance"))
        index += weight * preference(y[:, None] - y, *bends)
    return pd.DataFrame(index, index=problem.data.index, columns=problem.data.index)


_STEPS = {"saw": _saw, "wp": _wp, "topsis": _topsis, "vikor": _vikor, "promethee": _promethee}
