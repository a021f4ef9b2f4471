"""The best selection at every budget is the best selection at each."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selections import best_of_all, instances

from smartcity_analysis.analysis import portfolio


@settings(max_examples=60, deadline=None)
@given(instances(most=7))
def test_frontier__is_what_choose_takes_at_every_budget(problem):
    found = portfolio.frontier(problem.score, problem.price)
    for needed, value, n_chosen in found.table.itertuples(index=False):
        chosen = portfolio.choose(problem.score, problem.price, budget=needed)
        assert set(found.at(needed)) == set(chosen.chosen)
        assert value == pytest.approx(chosen.value)
        assert n_chosen == len(chosen.chosen)
        assert needed == chosen.spent


@settings(max_examples=60, deadline=None)
@given(instances(), st.floats(0, 1))
def test_frontier__holds_between_its_points(problem, share):
    """Oracle: all selections."""
    budget = int(sum(problem.price.values()) * share)
    found = portfolio.frontier(problem.score, problem.price)
    assert frozenset(found.at(budget)) == best_of_all(problem._replace(budget=budget))[0]


@settings(max_examples=40, deadline=None)
@given(instances(most=12))
def test_frontier__only_rises(problem):
    table = portfolio.frontier(problem.score, problem.price).table
    assert (table["budget_needed"].diff().dropna() > 0).all()
    assert (table["value"].diff().dropna() > 0).all()


def test_frontier__spans_more_programmes_than_a_computer_word_has_bits():
    """Oracle: portfolio.choose."""
    rng = np.random.default_rng(0)
    labels = [f"P-{k:03d}" for k in range(150)]
    score = pd.Series(rng.uniform(1, 5, 150), labels)
    price = pd.Series(rng.integers(10**8, 10**11, 150), labels)
    found = portfolio.frontier(score, price, budget=10**12)
    for budget in (10**10, 3 * 10**11, 10**12):
        assert set(found.at(budget)) == set(portfolio.choose(score, price, budget=budget).chosen)
    row = found.table.iloc[-1]
    assert row["n_chosen"] == len(found.at(10**12))


def test_frontier__refuses_a_list_beyond_its_limit_and_says_what_to_do():
    price = {k: 2**k for k in range(12)}
    with pytest.raises(ValueError, match="more than 100 best selections; lower `budget`"):
        portfolio.frontier(price, price, limit=100)


def test_frontier__is_read_within_its_budget_only():
    found = portfolio.frontier({"A": 2, "B": 1}, {"A": 5, "B": 2}, budget=6)
    assert found.at(6) == ("A",)
    assert found.at(1.5) == ()
    assert repr(found) == "<Frontier of 3 selections, value 2 at 5>"
    assert list(found.tables()) == ["portfolio_frontier"]
    for budget in (7, -1, np.nan):
        with pytest.raises(ValueError, match="between 0 and 6"):
            found.at(budget)


def test_frontier__of_nothing_is_one_empty_selection():
    found = portfolio.frontier({"A": -1.0}, {"A": 5})
    assert found.table.to_numpy().tolist() == [[0, 0, 0]]
    assert found.at(5) == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": {"A": np.nan}}, "nan at A"),
        ({"price": {"A": np.nan}}, "a blank at A"),
        ({"budget": -1}, "'budget'"),
        ({"limit": 0}, "'limit'"),
    ],
)
def test_frontier__refuses_what_breaks_a_rule(changes, message):
    with pytest.raises(ValueError, match=message):
        portfolio.frontier(**{"score": {"A": 1}, "price": {"A": 1}, **changes})
