"""The best–worst method against Rezaei's example, an independent solver, and its own limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example
from scipy.optimize import linprog

from smartcity_analysis.analysis import weights

REZAEI = example("bwm_rezaei_2015")
OUT, BACK = REZAEI["inputs"]["best_to_others"], REZAEI["inputs"]["others_to_worst"]


def judged(seed, size):
    """Make lists that contradict each other, the first being best and the last worst."""
    rng = np.random.default_rng(seed)
    whole = int(rng.integers(2, 10))
    out, back = rng.integers(1, whole + 1, (2, size))
    out[0], out[-1], back[0], back[-1] = 1, whole, whole, 1
    return out.tolist(), back.tolist()


def room(out, back, xi):
    """Tell by a linear programme whether ratios can all be within ξ, and how far weights reach."""
    size, one = len(out), np.eye(len(out))
    rows = []
    for j in range(size):
        rows += [one[0] - (out[j] + xi) * one[j], (out[j] - xi) * one[j] - one[0]]
        rows += [one[j] - (back[j] + xi) * one[-1], (back[j] - xi) * one[-1] - one[j]]
    return {
        "A_ub": np.array(rows),
        "b_ub": np.zeros(len(rows)),
        "A_eq": [np.ones(size)],
        "b_eq": [1],
    }


def test_best_worst__matches_rezaei_by_ratios():
    """Oracle: Rezaei (2015): weights, ξ 0.26, consistency index 4.47, ratio 0.058."""
    expected = REZAEI["expected"]
    found = weights.best_worst(OUT, BACK, model="nonlinear")
    assert found.weights.tolist() == pytest.approx(expected["nonlinear"], abs=REZAEI["tolerance"])
    assert found.xi == pytest.approx(expected["nonlinear_xi"], abs=0.005)
    assert found.consistency_index == pytest.approx(expected["consistency_index"], abs=0.005)
    assert found.consistency_ratio == pytest.approx(expected["consistency_ratio"], abs=0.001)
    assert found.unique


def test_best_worst__matches_rezaei_by_weights():
    """Oracle: Rezaei (2016), the linear model: ξ 0.0357."""
    expected = REZAEI["expected"]
    found = weights.best_worst(OUT, BACK)
    assert found.weights.tolist() == pytest.approx(expected["linear"], abs=REZAEI["tolerance"])
    assert found.xi == pytest.approx(expected["linear_xi"], abs=REZAEI["tolerance"])
    assert found.consistency_ratio == found.xi


def test_best_worst__gives_intervals_and_their_centres():
    """Oracle: by hand, ξ = 1 and b = 9: (4 − 1)(4 − 1) from below, 8 + 1 from above."""
    found = weights.best_worst([2, 1, 4, 3, 8], [4, 8, 4, 2, 1], model="nonlinear")
    assert found.xi == pytest.approx(1)
    assert found.consistency_ratio == pytest.approx(1 / 4.4689, abs=1e-4)
    assert not found.unique
    assert "centres of intervals" in repr(found)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.lower <= found.weights + 1e-12).all()
    assert (found.weights <= found.upper + 1e-12).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 7))
def test_best_worst__by_ratios_is_what_linear_programmes_find(seed, size):
    """Oracle: linprog: feasible at ξ, infeasible just below, and the same ends of the intervals."""
    out, back = judged(seed, size)
    found = weights.best_worst(out, back, model="nonlinear", best="criterion_1")
    if found.worst != f"criterion_{size}":
        return
    zero = np.zeros(size)
    assert linprog(zero, **room(out, back, found.xi + 1e-7)).status == 0
    if found.xi > 1e-3:
        assert linprog(zero, **room(out, back, found.xi - 1e-4)).status == 2
    for j in range(size):
        one = np.eye(size)[j]
        low = linprog(one, **room(out, back, found.xi + 1e-9)).fun
        high = -linprog(-one, **room(out, back, found.xi + 1e-9)).fun
        assert found.lower.iloc[j] == pytest.approx(low, abs=1e-5)
        assert found.upper.iloc[j] == pytest.approx(high, abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=6), st.sampled_from(["linear", "nonlinear"])
)
def test_best_worst__returns_the_generator_of_consistent_lists(steps, model):
    values = np.array([9.0, *steps, 1.0])
    found = weights.best_worst(values[0] / values, values / values[-1], model=model)
    assert found.weights.tolist() == pytest.approx((values / values.sum()).tolist(), abs=1e-7)
    assert found.xi == pytest.approx(0, abs=1e-9)
    assert found.input_consistency == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("model", ["linear", "nonlinear"])
def test_best_worst__follows_its_labels(model):
    out = {"cost": 8, "speed": 2, "impact": 1, "legal": 3}
    back = {"impact": 8, "legal": 4, "speed": 5, "cost": 1}
    found = weights.best_worst(out, back, model=model)
    mixed = pd.Series({label: out[label] for label in ("legal", "impact", "cost", "speed")})
    again = weights.best_worst(mixed, pd.Series(back), model=model)
    assert again.weights.to_dict() == pytest.approx(found.weights.to_dict())
    assert (found.best, found.worst, found.best_to_worst) == ("impact", "cost", 8)


@pytest.mark.parametrize("model", ["linear", "nonlinear"])
def test_best_worst__weighs_alike_when_best_equals_worst(model):
    found = weights.best_worst([1, 1, 1], [1, 1, 1], model=model)
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)


def test_best_worst__judges_the_input_before_solving():
    """Oracle: Liang et al. (2020): |2 × 5 − 8| / 56 = 0.0357, limit 0.1309 for 8 and 3 criteria."""
    found = weights.best_worst(OUT, BACK)
    assert found.input_consistency == pytest.approx(2 / 56)
    assert (found.input_threshold, found.acceptable) == (0.1309, True)
    loose = weights.best_worst([8, 8, 1], [1, 8, 8])
    assert loose.acceptable is False
    assert "INPUT INCONSISTENT" in repr(loose)
    assert weights.best_worst([2.5, 1], [1, 2.5]).acceptable is None
    assert weights.best_worst([2, 1], [1, 2]).input_threshold == 0


@pytest.mark.parametrize(
    ("out", "back", "arguments", "told"),
    [
        ([8, 2, 1], [1, 5, 7], {}, "8. Got 7.0"),
        ([8, 2, 2], [1, 5, 8], {}, "1 for the best criterion itself"),
        ([8, 2, 1], [2, 5, 8], {}, "1 for the worst criterion itself"),
        ([10, 2, 1], [1, 5, 10], {}, "10 for 'criterion_1'"),
        ([8, 0.5, 1], [1, 5, 8], {}, "0.5 for 'criterion_2'"),
        ([8, np.nan, 1], [1, 5, 8], {}, "nan for 'criterion_2'"),
        ({"a": 1, "b": 2}, {"a": 2, "c": 1}, {}, "b, c"),
        ([8, 2, 1], [1, 5, 8], {"best": "criterion_2"}, "'criterion_2'"),
        ([8, 2, 1], [1, 5, 8], {"model": "bayesian"}, "'model'"),
        ([8, 2, 1], [1, 5], {}, "3 numbers. Got 2"),
    ],
)
def test_best_worst__names_what_it_refuses(out, back, arguments, told):
    with pytest.raises(ValueError, match=r"parameter of weights\.best_worst") as caught:
        weights.best_worst(out, back, **arguments)
    assert told in str(caught.value)


def test_best_worst__allows_a_longer_scale():
    assert weights.best_worst([10, 1], [1, 10], scale=10).weights.tolist() == pytest.approx(
        [1 / 11, 10 / 11]
    )
