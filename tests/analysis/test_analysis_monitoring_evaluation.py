"""The simulated evaluation index, and the published ones that prove its formula.

Oracle: arithmetic by hand, and the published examples in ``tests/oracles``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import example
from results_monitoring import NOTHING, answers

from smartcity_analysis.analysis import monitoring
from smartcity_analysis.analysis.indices import PARTS
from smartcity_analysis.reference.evaluations import evaluations

KEDIRI = {"GOV": 2.75, "BRA": 2.75, "ECO": 3.5, "SOC": 3.33, "LIV": 3.33, "ENV": 2.75}


def test_evaluation__by_hand():
    """Oracle: impact (2 + 3)/2; 0.3 + 0.6 + 0.6 + 0.5 + 0.8 = 2.8, and 2.2 without output."""
    result = monitoring.evaluation(answers())
    assert result.index == pytest.approx(2.8, abs=1e-12)
    assert result.without_evidence == pytest.approx(2.2, abs=1e-12)
    assert result.cost[["question", "lost"]].to_numpy().tolist() == [["EV-02", pytest.approx(0.6)]]
    parts = result.parts.set_index("part")
    assert parts["score"].tolist() == [3.0, 3.0, 2.0, 2.5, 4.0]
    assert parts["score_evidenced"].tolist() == [3.0, 0.0, 2.0, 2.5, 4.0]
    assert parts["n_questions"].tolist() == [1, 1, 1, 2, 1]
    assert result.dimensions_missing == ("BRA", "LIV", "SOC", "ENV")
    assert result.evaluation.simulation


def test_evaluation__impact_of_kota_kediri():
    """Oracle: the six published dimension scores and the published 3.07."""
    rows = pd.DataFrame(
        {
            "question": [f"EV-{n:02d}" for n in range(6)],
            "part": "impact",
            "dimension": list(KEDIRI),
            "score": list(KEDIRI.values()),
        }
    )
    parts = monitoring.evaluation(rows).parts.set_index("part")
    assert round(parts.loc["impact", "score"], 2) == 3.07


def test_evaluation__impact_weighs_dimensions_not_questions():
    """Oracle: GOV 4 and 2 make 3, ECO 1; their mean is 2, not 7/3."""
    rows = pd.DataFrame(
        {
            "question": ["EV-01", "EV-02", "EV-03"],
            "part": "impact",
            "dimension": ["GOV", "GOV", "ECO"],
            "score": [4, 2, 1],
        }
    )
    result = monitoring.evaluation(rows)
    assert result.parts.set_index("part").loc["impact", "score"] == 2
    assert result.questions["weight"].tolist() == pytest.approx([0.05, 0.05, 0.1])


def test_evaluation__an_unscored_question_is_no_zero():
    rows = answers()
    rows.loc[len(rows)] = ["EV-07", "output", None, "Anggaran", None, None, "BAKEUDA", "official"]
    result = monitoring.evaluation(rows)
    assert result.index == pytest.approx(2.8, abs=1e-12)
    assert (len(result.questions), result.n_scored) == (7, 6)
    assert np.isnan(result.questions["weight"].iloc[-1])


def test_evaluation__a_part_without_scores_leaves_a_range():
    """Oracle: 2.8 − 0.8 without quick win, and up to 0.8 more."""
    result = monitoring.evaluation(answers().iloc[:-1])
    assert np.isnan(result.index)
    assert np.isnan(result.without_evidence)
    assert (result.evaluation.low, result.evaluation.high) == pytest.approx((2.0, 2.8))
    assert result.evaluation.missing == ("quick_win",)


@pytest.mark.parametrize(
    ("weights", "edition"),
    [
        (dict(zip(PARTS, (10, 20, 30, 20, 20), strict=True)), "letter_2021"),
        (dict(zip(PARTS, (0.1, 0.2, 0.3, 0.3, 0.1), strict=True)), "sleman"),
        (dict(zip(PARTS, (20.0, 20.0, 20.0, 20.0, 20.0), strict=True)), "equal"),
        (dict(zip(PARTS, (20, 20, 30, 20, 10), strict=True)), "own"),
    ],
)
def test_evaluation__names_published_weights(weights, edition):
    assert monitoring.evaluation(answers(), weights=weights).evaluation.edition == edition


SCORES = st.lists(
    st.tuples(
        st.sampled_from(PARTS),
        st.sampled_from(["GOV", "ECO", None]),
        st.integers(0, 16).map(lambda n: n / 4),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(SCORES)
def test_evaluation__points_lost_add_up(drawn):
    """Oracle: the index is linear in the scores, so the losses sum to the whole difference."""
    every = [(part, None, 2.0, True) for part in PARTS] + drawn
    rows = pd.DataFrame(
        [
            {
                "question": f"EV-{n:02d}",
                "part": part,
                "dimension": dimension,
                "score": score,
                "evidence": "SK" if has else None,
            }
            for n, (part, dimension, score, has) in enumerate(every)
        ]
    )
    result = monitoring.evaluation(rows)
    assert result.cost["lost"].sum() == pytest.approx(result.index - result.without_evidence)
    assert result.questions["contribution"].sum() == pytest.approx(result.index)
    assert result.cost["lost"].is_monotonic_decreasing
    assert 0 <= result.without_evidence <= result.index <= 4


@pytest.mark.parametrize("score", [-1.0, 4.5])
def test_evaluation__refuses_a_score_off_the_scale(score):
    with pytest.raises(ValueError, match=r"'score' parameter of monitoring\.evaluation"):
        monitoring.evaluation(answers().assign(score=score))


def test_evaluation__refuses_an_unknown_part():
    with pytest.raises(ValueError, match="'part' parameter"):
        monitoring.evaluation(answers().assign(part="hasil"))


def test_evaluation__of_nothing():
    result = monitoring.evaluation(NOTHING)
    assert (result.n_scored, len(result.cost)) == (0, 0)
    assert (result.evaluation.low, result.evaluation.high) == (0, 4)


def test_evaluation__says_what_is_made_up():
    assert not monitoring.evaluation(answers()).sample
    made_up = monitoring.evaluation(answers("sample"))
    assert made_up.sample
    assert made_up.evaluation.sample


# ---- Proof --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "name"),
    [("Kota Kediri", "evaluation_kediri_2022"), ("Kota Jambi", "evaluation_jambi_2024")],
)
def test_proof__gives_the_published_indices(city, name):
    oracle = example(name)
    row = monitoring.proof().table.set_index("city").loc[city]
    assert row["index"] == pytest.approx(oracle["expected"]["index"], abs=1e-12)
    assert row["published"] == oracle["inputs"]["published"]
    assert row["within_rounding"]


@pytest.mark.parametrize(
    ("city", "name"),
    [("Kota Kediri", "evaluation_kediri_2022"), ("Kota Jambi", "evaluation_jambi_2024")],
)
def test_reference__holds_what_was_published(city, name):
    found = {one.city: one for one in evaluations()}[city]
    assert dict(found.parts) == example(name)["inputs"]["parts"]
    assert found.letter in example(name)["source"]


def test_proof__other_weights_fit_neither():
    """Oracle: 3.257 and 3.503 with the weights of Sleman, published 3.31 and 3.48."""
    result = monitoring.proof(weights="sleman")
    assert result.n_within == 0
    assert result.table["index"].tolist() == pytest.approx([3.257, 3.503])
