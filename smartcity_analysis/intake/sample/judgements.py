"""Sample judgements of stage 2: criteria, comparisons, programme ratings, gates, attractiveness."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smartcity_analysis.intake.sample.basis import Basis, Row, frame, records, shortened
from smartcity_analysis.intake.sample.ratings import RATERS
from smartcity_analysis.reference.gates import gates

if TYPE_CHECKING:
    from collections.abc import Sequence

CRITERIA = (
    ("KR-01", "Dampak bagi warga", "benefit", "rating", "impact", 0.28),
    ("KR-02", "Kesiapan", "benefit", "rating", None, 0.15),
    ("KR-03", "Keberlanjutan", "benefit", "rating", None, 0.12),
    ("KR-04", "Upaya", "cost", "rating", "effort", 0.08),
    ("KR-05", "Biaya", "cost", "cost", None, 0.14),
    ("KR-06", "Lama pengerjaan", "cost", "duration", None, 0.08),
    ("KR-07", "Keselarasan dengan prioritas", "benefit", "priorities", None, 0.15),
)
BLOCKS = {"A": "expert", "B": "academia", "C": "business", "D": "expert"}
INCONSISTENT = "D"
ANSWERS = ("yes", "unknown", "no")
CHANCES = {"real": (0.93, 0.07, 0.0), "sample": (0.78, 0.15, 0.07)}
PROVEN = ("G-02", "G-06")
_HEAVIEST = 9
_TASTE, _SLIP = 0.3, 0.3
_LENIENCY, _NOISE = 0.3, 0.55
_LEFT_OUT = 1 / 40


def criteria() -> pd.DataFrame:
    """Return the seven criteria: four rated by people, three measured."""
    names = ("criterion", "name", "direction", "measure", "role")
    return frame([dict(zip(names, row, strict=False)) for row in CRITERIA])


def comparisons(basis: Basis) -> pd.DataFrame:
    """Let every rater compare every pair of criteria; one of them contradicts themselves.

    Each rater has weights of their own near the rule's; each ratio is rounded to 1–9 after a small
    slip. The comparisons of one expert are thrown by dice.
    """
    generator = basis.generator("criteria_comparisons")
    weights = np.log([row[-1] for row in CRITERIA])
    rows: list[Row] = []
    for rater, agency in RATERS.items():
        own = weights + generator.normal(0, _TASTE, len(weights))
        for one, other in combinations(range(len(CRITERIA)), 2):
            slipped = own[one] - own[other] + generator.normal(0, _SLIP)
            thrown = generator.choice([-1, 1]) * np.log(generator.integers(2, 8))
            ratio = float(thrown if rater == INCONSISTENT else slipped)
            intensity = int(np.clip(round(float(np.exp(abs(ratio)))), 1, _HEAVIEST))
            preferred = "equal" if intensity == 1 else "a" if ratio > 0 else "b"
            rows.append(
                {
                    "rater": rater,
                    "agency": agency if agency in basis.agencies else None,
                    "block": BLOCKS.get(rater, "government"),
                    "criterion_a": CRITERIA[one][0],
                    "criterion_b": CRITERIA[other][0],
                    "preferred": preferred,
                    "intensity": intensity,
                }
            )
    return frame(rows)


def programme_ratings(basis: Basis, listed: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Rate every planned programme on the rated criteria, by the whole panel.

    Impact follows how many linked problems the dimension has, readiness whether the service runs
    already, effort the years; each programme has an own value, each rater a leniency and noise.
    """
    generator = basis.generator("programme_ratings")
    rated = [row[0] for row in CRITERIA if row[3] == "rating"]
    running = dict(zip(listed["programme"], listed["kind"] == "running", strict=True))
    leniency = generator.normal(0, _LENIENCY, (len(RATERS), len(rated)))
    rows: list[Row] = []
    for row in records(plan):
        years = int(row["end_year"]) - int(row["start_year"]) + 1
        ready = bool(running[row["programme"]])
        base = np.array([3.4, 2.8 + 0.9 * ready, 3.1, 1.6 + 0.45 * years])
        base = base + generator.normal(0, [0.45, 0.4, 0.45, 0.45])
        values = base + leniency + generator.normal(0, _NOISE, leniency.shape)
        for place, (rater, agency) in enumerate(RATERS.items()):
            for at, criterion in enumerate(rated):
                left_out = generator.random() < _LEFT_OUT
                if not left_out:
                    rows.append(
                        {
                            "programme": row["programme"],
                            "criterion": criterion,
                            "rater": rater,
                            "agency": agency if agency in basis.agencies else None,
                            "value": int(np.clip(round(float(values[place, at])), 1, 5)),
                        }
                    )
    return frame(rows)


def gate_answers(basis: Basis, listed: pd.DataFrame, quick: Sequence[str]) -> pd.DataFrame:
    """Answer every gate for every programme that finishes in a year.

    A service that runs already passes the gates on an existing service and on its process, with
    its source as evidence; nothing else has any. Gate G-01 holds by construction. Of a real
    programme no sample answer says no.
    """
    generator = basis.generator("quick_win_gates")
    rows: list[Row] = []
    known = basis.tables["programmes"]
    for programme in records(listed[listed["programme"].isin(list(quick))]):
        evidence = _runs_already(programme, known)
        sample = programme["status"] == "sample"
        for gate in gates():
            chance = CHANCES["sample" if sample else "real"]
            answer = str(generator.choice(ANSWERS, p=chance))
            proven = bool(evidence) and gate.code in PROVEN
            rows.append(
                {
                    "programme": programme["programme"],
                    "gate": gate.code,
                    "answer": "yes" if proven or gate.code == "G-01" else answer,
                    "evidence": evidence if proven else None,
                }
            )
    return frame(rows)


def strategy_ratings(basis: Basis, plan_strategies: pd.DataFrame) -> pd.DataFrame:
    """Score every strategy on every factor that some strategy uses, each row whole.

    The first factor that no strategy uses stands with blank scores: it decides nothing.
    """
    generator = basis.generator("strategy_ratings")
    factors = basis.tables["swot_factors"].sort_values("factor")
    dimension = dict(zip(factors["factor"], factors["dimension"], strict=True))
    used = sorted({code for codes in plan_strategies["factors"] for code in codes})
    unused = [code for code in factors["factor"] if code not in used][:1]
    rows: list[Row] = []
    for row in records(plan_strategies):
        for factor in (*used, *unused):
            same = dimension[factor] == row["dimension"]
            score = 1.4 + 1.6 * (factor in row["factors"]) + 0.7 * same + generator.normal(0, 0.5)
            value = None if factor in unused else int(np.clip(round(score), 1, 4))
            rows.append({"strategy": row["strategy"], "factor": factor, "attractiveness": value})
    return frame(rows)


def _runs_already(programme: Row, known: pd.DataFrame) -> str | None:
    same = known[(known["name"] == programme["name"]) & (known["kind"] == "running")]
    return f"Sudah berjalan: {shortened(str(same['source'].iloc[0]), 270)}" if len(same) else None
