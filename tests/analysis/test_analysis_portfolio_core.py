"""Which programmes every weighting chooses: each draw is solved exactly."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selections import instances

from smartcity_analysis.analysis import portfolio

PRICE = {"A": 9, "B": 6, "C": 5, "D": 0}
DRAWS = pd.DataFrame({"A": [9.0, 9], "B": [6, 2], "C": [5, 5], "D": [4, 4]})


def random_draws(seed, n, draws, kind="even"):
    rng = np.random.default_rng(seed)
    labels = [f"P-{k:03d}" for k in range(n)]
    price = np.exp(rng.normal(21, 1, n)).round() if kind == "even" else rng.integers(1, 9, n) * 1e9
    marks = rng.uniform(1, 5, (n, 6)) if kind == "even" else rng.integers(1, 6, (n, 6))
    weights = rng.dirichlet(np.ones(6), draws)
    scores = pd.DataFrame(weights @ marks.T, columns=labels)
    budget = price.sum() * rng.uniform(0.1, 0.9)
    return scores, pd.Series(price, labels), budget


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10_000), st.sampled_from([3, 12, 40, 70]), st.sampled_from(["even", "likert"])
)
def test_core__solves_every_draw_as_choose_does(seed, n, kind):
    """Oracle: portfolio.choose, draw by draw."""
    scores, price, budget = random_draws(seed, n, 30, kind)
    found = portfolio.core(scores, price, budget=budget)
    for draw in range(30):
        one = portfolio.choose(scores.loc[draw], price, budget=budget)
        assert tuple(price.index[found.chosen[draw]]) == one.chosen


@settings(max_examples=60, deadline=None)
@given(instances(most=9), st.integers(1, 5))
def test_core__breaks_ties_and_counts_them_as_choose_does(problem, draws):
    """Oracle: portfolio.choose on small whole scores, where ties abound."""
    rng = np.random.default_rng(draws)
    scores = pd.DataFrame(
        [problem.score.sample(frac=1, random_state=rng).to_numpy() for _ in range(draws)]
    )
    scores.columns = problem.labels
    found = portfolio.core(scores, problem.price, budget=problem.budget)
    each = [
        portfolio.choose(row, problem.price, budget=problem.budget) for _, row in scores.iterrows()
    ]
    assert [tuple(scores.columns[row]) for row in found.chosen] == [one.chosen for one in each]
    assert found.tied_share == pytest.approx(1 - np.mean([one.unique for one in each]))


def test_core__learns_from_earlier_draws_without_changing_later_ones():
    """Oracle: portfolio.choose on draws of the third thousand."""
    scores, price, budget = random_draws(8, 40, 2500)
    found = portfolio.core(scores, price, budget=budget)
    for draw in range(2050, 2500, 30):
        one = portfolio.choose(scores.loc[draw], price, budget=budget)
        assert tuple(price.index[found.chosen[draw]]) == one.chosen


def test_core__solves_one_by_one_what_needs_too_long_a_list():
    """Oracle: portfolio.choose; equal ratios leave every programme open."""
    labels = [f"P-{k:02d}" for k in range(30)]
    price = pd.Series(np.arange(1, 31) * 10, labels)
    scores = pd.DataFrame([price, price + 1.0])
    found = portfolio.core(scores, price, budget=1234)
    for draw, row in enumerate(scores.to_numpy()):
        one = portfolio.choose(pd.Series(row, labels), price, budget=1234)
        assert tuple(price.index[found.chosen[draw]]) == one.chosen


def test_core__obeys_side_constraints_in_every_draw():
    """Oracle: portfolio.choose; equal draws are solved once."""
    scores, price, budget = random_draws(1, 12, 8)
    scores.iloc[4:] = scores.iloc[:4].to_numpy()
    sheet = pd.DataFrame({"opd": [*"aabbccddeeff"]}, index=price.index)
    rules = {"attributes": sheet, "at_most": {"opd": 1}, "must": ["P-003"]}
    found = portfolio.core(scores, price, budget=budget, **rules)
    for draw in range(8):
        one = portfolio.choose(scores.loc[draw], price, budget=budget, **rules)
        assert tuple(price.index[found.chosen[draw]]) == one.chosen
    assert "P-003" in found.core
    assert found.methods == {"dynamic_programme": 0, "highs": 8}


def test_core__settles_what_must_and_never_be_chosen():
    """Oracle: by hand."""
    found = portfolio.core(DRAWS, PRICE, budget=11, must=["A"], never=["D"])
    assert (found.core, found.borderline, found.exterior) == (("A",), (), ("B", "C", "D"))
    assert found.methods == {"dynamic_programme": 2, "highs": 0}


def test_core__counts_shares_and_portfolios():
    """Oracle: by hand; of 11 the first draw takes B + C, the second A, both the free D."""
    found = portfolio.core(DRAWS, PRICE, budget=11)
    assert found.table["share"].tolist() == [0.5, 0.5, 0.5, 1]
    assert found.table["status"].tolist() == ["borderline"] * 3 + ["core"]
    assert (found.core, found.borderline, found.exterior) == (("D",), ("A", "B", "C"), ())
    assert found.portfolios["chosen"].tolist() == [("B", "C", "D"), ("A", "D")]
    assert found.portfolios["spent"].tolist() == [11, 9]
    assert found.most_frequent_share == 0.5
    assert found.tied_share == 0
    assert not found.chosen.flags.writeable
    summary = found.tables()["portfolio_core_summary"].iloc[0]
    assert (summary["n_core"], summary["n_portfolios"], summary["draws"]) == (1, 2, 2)


def test_core__states_and_obeys_its_thresholds():
    """Oracle: by hand; half of the draws is enough, or too little."""
    found = portfolio.core(DRAWS, PRICE, budget=11, core_from=0.5)
    assert found.core == ("A", "B", "C", "D")
    found = portfolio.core(DRAWS, PRICE, budget=11, exterior_to=0.5)
    assert found.exterior == ("A", "B", "C")
    assert found.exterior_to == 0.5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_core__is_keyed_by_label(seed):
    scores, price, budget = random_draws(seed, 15, 20)
    mixed = scores.iloc[:, np.random.default_rng(seed).permutation(15)]
    one = portfolio.core(scores, price, budget=budget).table.set_index("programme")["share"]
    other = portfolio.core(mixed, price, budget=budget).table.set_index("programme")["share"]
    assert other[one.index].tolist() == one.tolist()
    array = portfolio.core(scores.to_numpy(), price, budget=budget)
    assert array.table["share"].tolist() == one.tolist()


def test_core__leaves_its_input_alone():
    scores, copy = DRAWS.copy(), DRAWS.copy()
    portfolio.core(scores, PRICE, budget=11).tables()
    pd.testing.assert_frame_equal(scores, copy)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scores": DRAWS.replace(2, np.nan)}, "nan at B, draw 1"),
        ({"scores": DRAWS.iloc[:0]}, "at least one draw"),
        ({"scores": [[1, 2, 3]]}, r"shape \(draws, 4\)"),
        ({"scores": [1, 2, 3, 4]}, r"shape \(4,\)"),
        ({"scores": DRAWS[["A", "A", "B"]]}, "without repetition. Got 'A'"),
        ({"price": PRICE | {"B": np.nan}}, "a blank at B"),
        ({"price": PRICE | {"X": 1}}, "Got 'X'"),
        ({"budget": -1}, "'budget'"),
        ({"core_from": 1.1}, "'exterior_to'"),
        ({"exterior_to": 0.999}, "'exterior_to'"),
        ({"must": ["A", "B", "C"]}, "portfolio.core: no selection is admissible: what must"),
    ],
)
def test_core__refuses_what_breaks_a_rule(changes, message):
    with pytest.raises(ValueError, match=message):
        portfolio.core(**{"scores": DRAWS, "price": PRICE, "budget": 11, **changes})
