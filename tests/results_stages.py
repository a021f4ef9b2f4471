"""Examples of what the stages are judged by, and of their strategies."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import plan, status

FACTORS = pd.DataFrame(
    {
        "factor": ["S-01", "W-01", "O-01", "T-01"],
        "kind": ["strength", "weakness", "opportunity", "threat"],
        "statement": ["Jaringan serat optik", "Pegawai kurang", "Dana pusat", "Banjir rob"],
        "weight": [0.6, 0.4, 0.7, 0.3],
        "driver": [1.8, 0.8, 2.1, 0.9],
    }
)
GIVEN = pd.DataFrame(
    {
        "strategy": ["SO-01", "WO-01", "ST-01"],
        "kind": ["SO", "WO", "ST"],
        "short_name": ["Layanan daring", "Pelatihan", "Pantau rob"],
        "statement": ["Memakai jaringan", "Melatih pegawai", "Memantau rob"],
        "dimension": ["GOV", "SOC", "ENV"],
        "factors": [("S-01", "O-01"), ("W-01", "O-01"), ("S-01",)],
        "status": "official",
    }
)
RATED = pd.DataFrame(
    {
        "strategy": ["SO-01", "WO-01", "ST-01"] * 2,
        "factor": ["S-01"] * 3 + ["O-01"] * 3,
        "attractiveness": [4, 2, 3, 3, 4, 1],
        "status": "official",
    }
)


def strategies(ratings: pd.DataFrame = RATED, factors: pd.DataFrame = FACTORS):
    """Three strategies, of which ST-01 lacks a threat; SO-01 attracts most."""
    return plan.strategies(GIVEN, ratings, factors)


def judged(state: str = "official"):
    """Stage 1 of a city with one factor, rated by one person."""
    tables = {
        "swot_factors": pd.DataFrame({"factor": ["S-01"], "kind": ["strength"]}),
        "swot_ratings": pd.DataFrame({"factor": ["S-01"], "rater": ["A"], "status": [state]}),
    }
    return status.judge(tables, stage=1)


EXAMPLES = {"Status": judged, "Strategies": strategies}
