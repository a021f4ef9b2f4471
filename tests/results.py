"""One small typed example of every result of the analyses, for the tests of the report."""

from __future__ import annotations

import numpy as np
import pandas as pd
import results_action_plan
import results_monitoring
import results_plan
import results_quick_win
import results_roadmap
import results_stages

from smartcity_analysis.analysis import (
    agreement,
    coverage,
    gap,
    indices,
    portfolio,
    priority,
    readiness,
    swot,
    weights,
)

KINDS = ("strength", "weakness", "opportunity", "threat")


def programmes(status: str = "official") -> pd.DataFrame:
    """Ratings 1–5 of four programmes, and what they cost."""
    return pd.DataFrame(
        {
            "dampak": [4.0, 3, 5, 2],
            "kesiapan": [2.0, 5, 3, 1],
            "pagu": [900_000_000, 300_000_000, 1_200_000_000, 250_000_000],
            "dimensi": ["GOV", "ECO", "LIV", "ENV"],
            "status": status,
        },
        index=["E-Kelurahan", "Job Cafe", "Jingrang", "Limbah B3"],
    )


def problem(status: str = "official", **options):
    """Impact counts 6, readiness 4: SAW gives 0.55, 0.70, 0.80 and 0.15."""
    given = {"weights": {"dampak": 6, "kesiapan": 4}, "scale": (1, 5)}
    return priority.problem(programmes(status), **{**given, **options})


def rated(status: str = "official"):
    """Three programmes rated by three OPD; Dinas C alone puts B first."""
    ratings = pd.DataFrame(
        {
            "programme": [*"ABC"] * 3,
            "rater": np.repeat(["R1", "R2", "R3"], 3),
            "agency": np.repeat(["Dinas A", "Dinas B", "Dinas C"], 3),
            "dampak": [5, 3, 1, 5, 3, 1, 2, 5, 1],
            "status": status,
        }
    )
    names = {"alternative": "programme", "rater": "rater", "agency": "agency"}
    return priority.problem(ratings, {"dampak": 1}, scale=(1, 5), **names)


def bought(**options):
    """B and C, worth 1.1 for eleven million, beat A, worth 0.9 for nine."""
    score = {"A": 0.9, "B": 0.6, "C": 0.5, "D": 0.1}
    price = {"A": 9_000_000, "B": 6_000_000, "C": 5_000_000, "D": 4_000_000}
    return portfolio.choose(score, price, budget=11_000_000, **options)


def scores() -> pd.DataFrame:
    """Four raters, the last one the other way round."""
    rows = [[5, 4, 2, 1], [5, 3, 2, 1], [4, 3, 2, 1], [1, 2, 4, 5]]
    return pd.DataFrame(rows, ["R1", "R2", "R3", "R4"], ["Air", "Banjir", "Cafe", "Data"])


BLOCKS = {"R1": "government", "R2": "government", "R3": "academia", "R4": "business"}
AGENCIES = {"R1": "Bappeda", "R2": "Bappeda", "R3": "", "R4": "Dinkop"}

CONSISTENT = weights.upper_triangle(["dampak", "biaya", "kesiapan"], [2, 4, 2])
CROOKED = weights.upper_triangle(["dampak", "biaya", "kesiapan"], [5, 1, 5])


def position():
    """One factor a kind, four raters who agree."""
    given = {"strength": 4, "weakness": 1, "opportunity": 4, "threat": 1}
    factors = pd.DataFrame(
        {
            "factor": ["S-01", "W-01", "O-01", "T-01"],
            "kind": KINDS,
            "statement": [f"Fakta {kind}" for kind in KINDS],
            "element": "STR",
            "dimension": "GOV",
            "source": "BPS",
            "address": None,
            "year": 2021,
        }
    )
    ratings = pd.DataFrame(
        [
            {"factor": f, "rater": r, "agency": None, "importance": 3, "rating": given[k]}
            for r in "ABCD"
            for f, k in zip(factors["factor"], KINDS, strict=True)
        ]
    ).assign(status="official")
    return swot.position(factors, ratings)


def guarded(status: str = "official"):
    """Five weaknesses rated 4 by three raters and 1 by R9."""
    names = [f"W-{n:02d}" for n in range(1, 6)]
    factors = pd.DataFrame({"factor": names, "kind": "weakness", "statement": "Sangat kurang"})
    ratings = pd.DataFrame(
        [
            {"factor": name, "rater": rater, "agency": "", "rating": 1 if rater == "R9" else 4}
            for rater in ("R1", "R2", "R3", "R9")
            for name in names
        ]
    ).assign(status=status)
    return swot.guard(factors, ratings)


def checked(score: float = 0.9):
    """0.4 × 3 is 1.2 and 0.6 × 1 is 0.6, not 0.9."""
    sheet = pd.DataFrame({"weight": [0.4, 0.6], "rating": [3, 1], "score": [1.2, score]})
    return swot.check_table(sheet, totals={"total": 1.2 + score})


def linked():
    """A rests on S and O, B lacks a threat, T-01 is used by nobody."""
    factors = pd.DataFrame(
        {
            "factor": ["S-01", "W-01", "O-01", "T-01"],
            "kind": KINDS,
            "statement": [f"Fakta {kind}" for kind in KINDS],
            "driver": [0.4, 0.1, 0.3, 0.2],
        }
    )
    plans = pd.DataFrame({"strategy": ["A", "B"], "kind": ["SO", "WT"]})
    links = pd.DataFrame({"strategy": ["A", "A", "B"], "factor": ["S-01", "O-01", "W-01"]})
    return swot.tows(plans, links, factors=factors)


def attracted():
    """Weights 1 and 1: A scores 4 + 2, B scores 3 + 1, so A leads by 2."""
    table = pd.DataFrame({"A": [4, 2], "B": [3, 1]}, index=["S-01", "O-01"])
    return swot.qspm(pd.Series({"S-01": 1.0, "O-01": 1.0}), table)


def weighed():
    """Half of the weight on strengths, 60 % of it on S-01."""
    groups = {"strength": 0.5, "weakness": 0.2, "opportunity": 0.2, "threat": 0.1}
    factors = {kind: {f"{kind[0].upper()}-01": 0.6, f"{kind[0].upper()}-02": 0.4} for kind in KINDS}
    return swot.awot(groups, factors)


def issues():
    """Two issues, two raters of one mind."""
    names = pd.DataFrame(
        {
            "issue": ["I-01", "I-02"],
            "short_name": ["Air bersih", "Kemiskinan"],
            "statement": ["Air bersih", "Kemiskinan"],
            "dimension": "GOV",
        }
    )
    ratings = pd.DataFrame(
        [
            {"issue": i, "rater": r, "urgency": u, "seriousness": 1, "growth": 1}
            for r in "AB"
            for i, u in (("I-01", 5), ("I-02", 2))
        ]
    ).assign(agency=None, status="official")
    return priority.usg(names, ratings)


def readied():
    """One aspect, at 2 and aimed at 4."""
    return readiness.measure(
        pd.DataFrame(
            {
                "aspect": ["K-STR-SDM-01"],
                "component": ["STR-SDM"],
                "statement": ["Pegawai TIK"],
                "dimension": ["GOV"],
                "condition": pd.array([2], dtype="Int64"),
                "target": pd.array([4], dtype="Int64"),
                "evidence": ["SK"],
                "agency": ["DLH"],
                "status": ["official"],
            }
        )
    )


def compared():
    """One indicator of the city, no province beside it."""
    rows = {"area_code": ["3376"], "indicator": ["tpt"], "year": [2021], "value": [8.25]}
    frame = pd.DataFrame(rows).assign(
        target_low=None, target_high=None, source="BPS", address=None, status="official"
    )
    return gap.measure(frame, area="3376", province="33")


def received():
    """Two OPD, one of which handed in."""
    agencies = pd.DataFrame(
        {
            "agency": ["DLH", "DINSOS"],
            "name": ["Dinas A", "Dinas B"],
            "short_name": ["A", "B"],
            "received": pd.to_datetime(pd.Series(["2022-06-20", None])),
        }
    )
    return coverage.measure({}, agencies)


def evaluated(**options):
    """Kota Kediri 2022: 0.36 + 0.642 + 0.969 + 0.614 + 0.73 = 3.315, published as 3.31."""
    parts = {"baseline": 3.60, "output": 3.21, "outcome": 3.23, "impact": 3.07, "quick_win": 3.65}
    return indices.evaluation({**parts, **options.pop("parts", {})}, **options)


DRAWS = pd.DataFrame({"A": [9.0, 9], "B": [6, 2], "C": [5, 5], "D": [4, 4]})
PRICES = {"A": 9_000_000, "B": 6_000_000, "C": 5_000_000, "D": 0}
FRONTIER = {"A": 9_000_000, "B": 6_000_000, "C": 5_000_000}
TREE = {"tujuan": CONSISTENT}
LEAVES = {
    "dampak": {"A": 3, "B": 1},
    "biaya": {"A": 1, "B": 1},
    "kesiapan": {"A": 1, "B": 3},
}

EXAMPLES = {
    "Coverage": received,
    "Readiness": readied,
    "Gap": compared,
    "SwotPosition": position,
    "Flip": lambda: position().flip(),
    "UsgRanking": issues,
    "Problem": problem,
    "Ranking": lambda: problem().saw(),
    "Comparison": lambda: problem().compare(),
    "Robustness": lambda: problem().robust(draws=2_000),
    "Explanation": lambda: problem().explain("E-Kelurahan"),
    "Stability": lambda: problem().stability(),
    "LeaveOneOut": lambda: rated().leave_one_out(),
    "RankReversal": lambda: problem().rank_reversal(),
    "Portfolio": bought,
    "Cut": lambda: bought().cut(0.5),
    "Core": lambda: portfolio.core(DRAWS, PRICES, budget=11_000_000),
    "Frontier": lambda: portfolio.frontier({"A": 9, "B": 6, "C": 5}, FRONTIER),
    "AhpWeights": lambda: weights.ahp(CONSISTENT),
    "AhpGroup": lambda: weights.ahp_group({"R1": CONSISTENT, "R2": CONSISTENT, "R3": CROOKED}),
    "AhpHierarchy": lambda: weights.ahp_hierarchy(TREE, alternatives=LEAVES),
    "BestWorstWeights": lambda: weights.best_worst(
        {"dampak": 1, "biaya": 2, "kesiapan": 8}, {"dampak": 8, "biaya": 5, "kesiapan": 1}
    ),
    "DirectWeights": lambda: weights.direct({"dampak": 5, "biaya": 3, "kesiapan": 2}),
    "RankWeights": lambda: weights.rank_order_centroid(["dampak", "biaya", "kesiapan"]),
    "ObjectiveWeights": lambda: weights.critic(programmes()[["dampak", "kesiapan", "pagu"]]),
    "GroupWeights": lambda: weights.group({"R1": {"x": 3, "y": 1}, "R2": {"x": 1, "y": 1}}),
    "KendallW": lambda: agreement.kendall_w([[1, 2, 3, 4, 5, 6]] * 6),
    "Consensus": lambda: agreement.consensus(scores(), agencies=AGENCIES, blocks=BLOCKS),
    "Outliers": lambda: agreement.outliers(scores()),
    "BlockAgreement": lambda: agreement.between_blocks(scores(), BLOCKS),
    "Borda": lambda: agreement.borda(scores()),
    "Copeland": lambda: agreement.copeland(scores()),
    "Evaluation": lambda: evaluated(published=3.31),
    "Satisfaction": lambda: indices.satisfaction(
        {f"U{n}": 3.0 for n in range(1, 10)} | {"U4": 2.5}
    ),
    "Environment": lambda: indices.environment(water=50, air=85, land=30),
    "IEMatrix": lambda: swot.ie_matrix(3.05, 2.4),
    "Tows": linked,
    "Qspm": attracted,
    "Awot": weighed,
    "CheckedTable": checked,
    "Guard": guarded,
}
"""By name of the type; a new type of result without one fails the tests."""

EXAMPLES |= results_roadmap.EXAMPLES
EXAMPLES |= results_monitoring.EXAMPLES
EXAMPLES |= results_action_plan.EXAMPLES
EXAMPLES |= results_stages.EXAMPLES
EXAMPLES |= results_plan.EXAMPLES
EXAMPLES |= results_quick_win.EXAMPLES
