"""Indices against published figures, hand sheets and properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis.indices import (
    EDITIONS,
    GRADES,
    PARTS,
    environment,
    evaluation,
    satisfaction,
)

CITIES = ("evaluation_kediri_2022", "evaluation_jambi_2024")
KEDIRI = example(CITIES[0])["inputs"]["parts"]
NINE = [f"U{number}" for number in range(1, 10)]

scores_0_4 = st.integers(0, 400).map(lambda cents: cents / 100)


# ---- Evaluation -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", CITIES)
def test_evaluation__reproduces_published_indices(name):
    """Oracle: Kota Kediri 2022 and Kota Jambi 2024, see tests/oracles."""
    case = example(name)
    told = case["expected"]
    result = evaluation(
        case["inputs"]["parts"],
        published=case["inputs"]["published"],
        previous=case["inputs"]["previous"],
    )
    assert result.index == told["index"]
    assert result.low == result.high == told["index"]
    assert result.table["part"].tolist() == list(PARTS)
    assert result.table["contribution"].tolist() == pytest.approx(told["contributions"], abs=1e-12)
    assert (
        dict(zip(result.roundings["rule"], result.roundings["value"], strict=True))
        == (told["roundings"])
    )
    assert list(result.matching) == told["matching"]
    editions = result.editions.set_index("edition")
    assert editions["index"].to_dict() == pytest.approx(told["editions"], abs=1e-12)
    assert editions["within_rounding"].to_dict() == {
        "letter_2021": True,
        "sleman": False,
        "equal": False,
    }
    assert result.within_rounding is True
    assert result.improvement_published == pytest.approx(told["improvement_published"], nan_ok=True)
    assert result.simulation is True
    assert "simulated" in repr(result)


def test_evaluation__no_usual_rounding_gives_both_published_figures():
    """Oracle: the two cities; half up and half even miss Kediri, truncation misses Jambi."""
    matching = [
        set(evaluation(e["inputs"]["parts"], published=e["inputs"]["published"]).matching)
        for e in map(example, CITIES)
    ]
    assert matching[0] & matching[1] == {"binary"}


def test_evaluation__says_what_a_point_more_would_add():
    """Oracle: hand sheet. Baseline 3.60 has 0.40 left, output 1 of weight 0.2 a whole point."""
    result = evaluation(dict(KEDIRI, output=2), previous=3.06)
    table = result.table.set_index("part")
    assert table.loc["baseline", ["gain_of_one_point", "room"]].tolist() == pytest.approx(
        [0.04, 0.04]
    )
    assert table.loc["output", ["gain_of_one_point", "room"]].tolist() == pytest.approx([0.2, 0.4])
    assert result.improvement == pytest.approx(3.315 - 0.2 * 1.21 - 3.06)
    assert np.isnan(result.improvement_published)
    assert result.matching == ()
    assert result.within_rounding is None


@pytest.mark.parametrize("blank", [None, np.nan, pd.NA])
def test_evaluation__a_blank_is_refused_or_an_interval_and_never_zero(blank):
    """Oracle: hand sheet. Without outcome 2.346; with a 4 of weight 0.3, 3.546."""
    parts = dict(KEDIRI, outcome=blank)
    with pytest.raises(ValueError, match="no score for outcome; a blank is not a zero"):
        evaluation(parts)
    result = evaluation(parts, missing="interval", published=3.31, previous=3.06)
    assert np.isnan(result.index)
    assert (result.low, result.high) == (2.346, 3.546)
    assert result.missing == ("outcome",)
    assert result.within_rounding is True
    assert result.matching == ()
    assert np.isnan(result.improvement)
    assert repr(result) == (
        "<Evaluation simulated 2.346–3.546 without outcome, published 3.31, weights letter_2021>"
    )
    del parts["outcome"]
    assert evaluation(parts, missing="interval").low == 2.346
    assert evaluation(dict(KEDIRI, outcome=0)).index == 2.346


def test_evaluation__takes_own_weights_as_shares_or_percent():
    percent = dict(zip(PARTS, (10, 20, 30, 30, 10), strict=True))
    shares = pd.Series(percent) / 100
    for weights in (percent, shares, "sleman"):
        assert evaluation(KEDIRI, weights=weights).index == 3.257
    assert evaluation(pd.Series(KEDIRI), weights=percent).edition == "own"


def test_evaluation__refuses_weights_of_120_percent():
    """Oracle: a newspaper printed 10, 20, 40, 30 and 20 % for Kota Bandung 2022 (Bewara Jabar)."""
    printed = dict(zip(PARTS, (10, 20, 40, 30, 20), strict=True))
    with pytest.raises(ValueError, match=r"sum to 1 or to 100. Got 'a sum of 120'"):
        evaluation(KEDIRI, weights=printed)


@pytest.mark.parametrize(
    ("parts", "more", "words"),
    [
        (dict(KEDIRI, impact=4.1), {}, "within 0–4 for impact. Got 4.1"),
        (dict(KEDIRI, impact=-1), {}, "within 0–4 for impact"),
        (dict(KEDIRI, impact="3,07"), {}, "within 0–4 for impact. Got '3,07'"),
        (dict(KEDIRI, impact=True), {}, "within 0–4 for impact"),
        (dict(KEDIRI, dampak=3), {}, "Got 'dampak'"),
        (KEDIRI, {"weights": "2021"}, "'weights' parameter .* 'letter_2021', 'sleman', 'equal'"),
        (KEDIRI, {"weights": {"baseline": 1}}, "one number for each of baseline, output"),
        (KEDIRI, {"weights": {"baseline": -1}}, "a number of at least 0 for baseline"),
        (KEDIRI, {"weights": {**EDITIONS["equal"], "impact": 0}}, "Got 'a sum of 80'"),
        (KEDIRI, {"published": 33.1}, "'published' parameter .* within 0–4. Got 33.1"),
        (KEDIRI, {"missing": "zero"}, "'missing' parameter .* one of 'refuse', 'interval'"),
    ],
)
def test_evaluation__refuses_and_names_the_part(parts, more, words):
    with pytest.raises(ValueError, match=words):
        evaluation(parts, **more)


@settings(deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(PARTS, scores_0_4)), st.sampled_from([*EDITIONS]))
def test_evaluation__lies_between_its_parts(parts, edition):
    """Property: a weighted mean; its contributions add up, and all room leads to 4."""
    result = evaluation(parts, weights=edition)
    assert min(parts.values()) <= result.index <= max(parts.values())
    assert result.table["contribution"].sum() == pytest.approx(result.index)
    assert result.index + result.table["room"].sum() == pytest.approx(4)


@settings(deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(PARTS, scores_0_4)), st.sampled_from(PARTS))
def test_evaluation__interval_holds_what_the_blank_might_be(parts, blank):
    known = evaluation(parts).index
    left = evaluation({**parts, blank: None}, missing="interval")
    assert left.low <= known <= left.high


def test_evaluation__gives_its_tables_and_leaves_its_input_alone():
    parts, weights = pd.Series(KEDIRI), pd.Series(EDITIONS["sleman"])
    before = parts.copy(), weights.copy()
    tables = evaluation(parts, weights=weights, published=3.31).tables()
    assert set(tables) == {f"evaluation_{n}" for n in ("index", "parts", "roundings", "editions")}
    assert tables["evaluation_index"]["simulation"].tolist() == [True]
    pd.testing.assert_series_equal(parts, before[0])
    pd.testing.assert_series_equal(weights, before[1])


# ---- Satisfaction ---------------------------------------------------------------------------


def test_satisfaction__nine_fours_make_one_hundred_or_as_printed_99_9():
    """Oracle: the rule. 9 × 4 × 1/9 × 25 = 100; with the printed 0.111 it is 99.9."""
    fours = dict.fromkeys(NINE, 4)
    assert satisfaction(fours).index == 100
    assert satisfaction(fours, weight_rounding="printed").index == pytest.approx(99.9, abs=1e-12)
    assert satisfaction(dict.fromkeys(NINE, 1)).index == 25


@pytest.mark.parametrize(
    ("mean", "grade", "category"),
    [
        (1.0, "D", "poor"),
        (2.5996, "D", "poor"),
        (2.59979, "D", "poor"),
        (2.5998, "C", "lacking"),
        (2.60, "C", "lacking"),
        (3.064, "C", "lacking"),
        (3.0642, "B", "good"),
        (3.0644, "B", "good"),
        (3.532, "B", "good"),
        (3.5322, "A", "very_good"),
        (3.5324, "A", "very_good"),
        (4.0, "A", "very_good"),
    ],
)
def test_satisfaction__grades_by_the_bands_of_the_rule_without_gaps(mean, grade, category):
    """Oracle: bands of Permenpan-RB 14/2017; 2.5998 is 64.995, which is 65.00 half up."""
    result = satisfaction(dict.fromkeys(NINE, mean))
    assert (result.grade, result.category) == (grade, category)
    assert (grade, category) in {(g, c) for g, _, c in GRADES}


def test_satisfaction__leaves_blanks_out_and_counts_them():
    """Oracle: hand sheet. U1 is (4 + 3) / 2, U2 (2 + 3 + 1) / 3 = 2, the others 3; R4 is empty."""
    answers = pd.DataFrame(3.0, ["R1", "R2", "R3", "R4"], NINE)
    answers["U1"] = [4, 3, np.nan, np.nan]
    answers["U2"] = [2, 3, 1, np.nan]
    answers.loc["R4"] = np.nan
    before = answers.copy()
    result = satisfaction(answers)
    assert result.mean == pytest.approx((3.5 + 2 + 7 * 3) / 9)
    assert result.index == pytest.approx(25 * 26.5 / 9)
    assert result.lowest == ("U2",)
    assert (result.n_respondents, result.n_blank) == (3, 1)
    assert result.table["n_answers"].tolist() == [2, *[3] * 8]
    assert result.table["n_blank"].tolist() == [1, *[0] * 8]
    assert result.table["contribution"].sum() == pytest.approx(result.index)
    assert repr(result) == "<Satisfaction 73.61 C (lacking), lowest U2>"
    assert set(result.tables()) == {"satisfaction_index", "satisfaction_elements"}
    pd.testing.assert_frame_equal(answers, before)


def test_satisfaction__an_element_nobody_answered_is_refused_or_an_interval():
    """Oracle: hand sheet. Eight threes and a blank: 25/9 × (24 + 1) to 25/9 × (24 + 4)."""
    answers = pd.DataFrame(3.0, range(2), NINE).assign(U5=np.nan)
    with pytest.raises(ValueError, match="no score for U5"):
        satisfaction(answers)
    result = satisfaction(answers, missing="interval")
    assert (result.low, result.high) == pytest.approx((25 * 25 / 9, 25 * 28 / 9))
    assert (result.grade, result.category) == ("", "")
    assert result.missing == ("U5",)
    assert "grade open" in repr(result)
    assert satisfaction(dict.fromkeys(NINE, 3) | {"U5": None}, missing="interval").low == result.low


def test_satisfaction__takes_other_elements_and_weights():
    """Oracle: hand sheet. 25 × (0.5 × 4 + 0.3 × 3 + 0.2 × 2) = 82.5."""
    means = {"a": 4, "b": 3, "c": 2}
    weighted = satisfaction(means, elements=3, weights={"a": 50, "b": 30, "c": 20})
    assert weighted.index == 82.5
    assert weighted.table["weight"].tolist() == [0.5, 0.3, 0.2]
    assert satisfaction(pd.Series(means), elements=3).index == 75
    ninths = dict.fromkeys(NINE, 1 / 9)
    assert satisfaction(dict.fromkeys(NINE, 3), weights=ninths).index == 75


@pytest.mark.parametrize(
    ("scores", "more", "words"),
    [
        ({"U1": 3}, {}, "scores of 9 elements .* Got '1 elements'"),
        (dict.fromkeys(NINE, 0), {}, "within 1–4 for U1. Got 0"),
        (dict.fromkeys(NINE, 3), {"weights": {"U1": 1}}, "one number for each of U1"),
        (dict.fromkeys(NINE, 3), {"weight_rounding": "0.111"}, "'weight_rounding' parameter"),
        (
            pd.DataFrame(3, ["R1", "R2"], NINE).replace({"U3": {3: 5}}),
            {},
            "respondent R1, element U3. Got 5",
        ),
        (
            pd.DataFrame("baik", ["R1"], NINE),
            {},
            "respondent R1, element U1. Got 'baik'",
        ),
    ],
)
def test_satisfaction__refuses_and_names_the_cell(scores, more, words):
    with pytest.raises(ValueError, match=words):
        satisfaction(scores, **more)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=6))
def test_satisfaction__a_survey_equals_its_means(rows):
    """Property: index between the element means; answers and their means give the same."""
    answers = pd.DataFrame(rows, columns=NINE)
    result = satisfaction(answers)
    assert 25 * answers.mean().min() <= result.index + 1e-9
    assert result.index <= 25 * answers.mean().max() + 1e-9
    assert satisfaction(answers.mean()).index == pytest.approx(result.index)
    assert satisfaction(answers[NINE[::-1]]).index == result.index


# ---- Environment ----------------------------------------------------------------------------


def test_environment__weighs_water_air_and_land():
    """Oracle: hand sheet. 0.376 × 50 + 0.405 × 85 + 0.219 × 30 = 18.8 + 34.425 + 6.57."""
    result = environment(water=50, air=85, land=30)
    assert result.index == 59.795
    assert result.table["contribution"].tolist() == [18.8, 34.425, 6.57]
    assert result.table["part"].tolist() == ["water", "air", "land"]
    assert result.category == ""
    assert set(result.tables()) == {"environment_index", "environment_parts"}
    assert environment(water=100, air=100, land=100).index == 100


def test_environment__a_blank_is_refused_or_an_interval():
    """Oracle: hand sheet. 18.8 + 6.57 = 25.37, and 40.5 more with clean air."""
    with pytest.raises(ValueError, match="no score for air"):
        environment(water=50, air=None, land=30)
    result = environment(water=50, air=float("nan"), land=30, missing="interval")
    assert (result.low, result.high) == (25.37, 65.87)
    assert np.isnan(result.index)
    assert repr(result) == "<Environment 25.37–65.87 without air>"


def test_environment__uses_the_bands_that_it_is_given():
    bands = {"low": 0, "middle": 50, "high": 70}
    assert environment(water=50, air=50, land=50, bands=bands).category == "middle"
    assert environment(water=70, air=70, land=70, bands=bands).category == "high"
    assert environment(water=0, air=0, land=0, bands=bands).category == "low"
    some = {"water": 50, "land": 30, "missing": "interval"}
    assert environment(air=None, bands=bands, **some).category == ""
    assert environment(air=None, bands={"any": 0}, **some).category == "any"
    with pytest.raises(ValueError, match="the lowest of them 0"):
        environment(water=50, air=50, land=50, bands={"high": 70})


def test_environment__names_the_part_that_is_off_the_scale():
    with pytest.raises(ValueError, match=r"'land' parameter .* within 0–100 for land. Got 101"):
        environment(water=50, air=50, land=101)


@settings(deadline=None)
@given(*[st.integers(0, 10_000).map(lambda cents: cents / 100)] * 3)
def test_environment__lies_between_its_parts(water, air, land):
    index = environment(water=water, air=air, land=land).index
    assert min(water, air, land) <= index <= max(water, air, land)
