"""The candidates of the quick wins: who may be chosen, and why the others may not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smartcity_analysis.analysis.plan._no_ranking import NoRanking
from smartcity_analysis.analysis.plan._programmes import Programmes
from smartcity_analysis.analysis.priority import Problem
from smartcity_analysis.analysis.quick_win._gates import Gates
from smartcity_analysis.reference import dimensions

ELIGIBLE = ("chosen", "outscored", "over_budget")
CLOSED = {"fail": "gate_no", "open": "gate_unknown", "not_asked": "not_asked", "pass": ""}
CHOSEN = (
    *("dimension", "programme", "short_name", "score", "cost_rupiah", "gate_state", "runner_up"),
    *("runner_up_score", "margin", "status"),
)


def scored(problem: Problem, programmes: Programmes) -> pd.DataFrame:
    """Every ranked programme with its score and its price."""
    score = problem.saw().score
    codes = problem.attributes["programme"].reindex(score.index)
    frame = pd.DataFrame({"programme": codes.to_numpy(), "score": score.to_numpy()})
    return frame.merge(_known(programmes), on="programme", how="left")


def _known(programmes: Programmes) -> pd.DataFrame:
    names = ["programme", "short_name", "dimension", "cost_rupiah", "plan_status"]
    known = programmes.table[names].rename(columns={"plan_status": "status"})
    short = known["short_name"].astype(object)
    plain = short.notna() & ~short.duplicated(keep=False)
    return known.assign(short_name=short.where(plain, known["programme"]))


def pool_of(
    problem: Problem | NoRanking, gates: Gates, programmes: Programmes, *, allow_open: bool
) -> pd.DataFrame:
    """Every ranked or asked programme, with why it is no candidate."""
    known = _known(programmes)
    state = gates.table.set_index("programme")["gate_state"].astype(object)
    score = pd.Series(dtype=np.float64)
    if isinstance(problem, Problem):
        score = scored(problem, programmes).set_index("programme")["score"]
    pool = known[known["programme"].isin([*state.index, *score.index])].copy()
    pool["score"] = pool["programme"].map(score).astype(np.float64)
    pool["gate_state"] = pool["programme"].map(state).astype(object).fillna("not_asked")
    rank = pool.groupby("dimension")["score"].rank(ascending=False, method="min")
    pool["rank_in_dimension"] = rank.to_numpy()
    usable = pool["score"].notna() & pool["cost_rupiah"].notna()
    passed = set(pool.loc[usable & (pool["gate_state"] == "pass"), "dimension"])
    stands_in = (pool["gate_state"] == "open") & ~pool["dimension"].isin(passed) & allow_open
    pool["reason"] = np.select(
        [
            (pool["gate_state"] != "pass") & ~stands_in,
            pool["dimension"].isna(),
            pool["score"].isna(),
            pool["cost_rupiah"].isna(),
        ],
        [pool["gate_state"].map(CLOSED).to_numpy(), "no_dimension", "unranked", "unpriced"],
        "",
    ).astype(object)
    return pool.reset_index(drop=True)


def with_reasons(pool: pd.DataFrame, picked: set[str]) -> pd.DataFrame:
    """Say of every candidate whether it was chosen, and if not, why."""
    chosen = pool["programme"].isin(picked)
    paid = set(pool.loc[chosen, "dimension"])
    best = pool[chosen].set_index("dimension")["score"]
    bar = pool["dimension"].map(best)
    beaten = pool["dimension"].isin(paid) & ~(pool["score"] > bar)
    eligible = pool["reason"] == ""
    reason = np.select(
        [~eligible, chosen, beaten],
        [pool["reason"].to_numpy(), "chosen", "outscored"],
        "over_budget",
    )
    return pool.assign(reason=reason.astype(object))


def chosen_of(candidates: pd.DataFrame) -> pd.DataFrame:
    """Set out the chosen ones with the best other candidate of their dimension."""
    rows = []
    for code in [dimension.code for dimension in dimensions()]:
        mine = candidates[
            (candidates["dimension"] == code) & candidates["reason"].isin(ELIGIBLE)
        ].sort_values("score", ascending=False, kind="stable")
        taken = mine[mine["reason"] == "chosen"]
        if taken.empty:
            continue
        row = taken.iloc[0]
        others = mine[mine["reason"] != "chosen"]
        second = others.iloc[0] if len(others) else None
        score = float("nan") if second is None else float(second["score"])
        rows.append(
            {
                **{name: row[name] for name in (*CHOSEN[:6], "status")},
                "runner_up": None if second is None else second["short_name"],
                "runner_up_score": score,
                "margin": float(row["score"]) - score,
            }
        )
    return pd.DataFrame(rows, columns=list(CHOSEN))
