"""What portfolio.choose refuses, and what it says when nothing is admissible."""

import numpy as np
import pandas as pd
import pytest

from smartcity_analysis.analysis import portfolio

SCORE = {"A": 9.0, "B": 6, "C": 5}
PRICE = {"A": 9, "B": 6, "C": 5}
SHEET = pd.DataFrame(
    {"dimension": ["GOV", "GOV", "ENV", "ENV", "ECO"], "opd": ["x", "y", "x", "y", "x"]},
    index=[*"ABCDE"],
)
FIVE = {"A": 10.0, "B": 7, "C": 7, "D": 3, "E": 2}
COST = {"A": 50, "B": 40, "C": 30, "D": 20, "E": 10}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": {"A": np.nan, "B": 1, "C": 1}}, "'score' .* finite .*nan at A"),
        ({"score": {"A": np.inf, "B": 1, "C": 1}}, "inf at A"),
        ({"score": pd.Series([1.0, 2, 3], ["A", "A", "B"])}, "without repetition. Got 'A'"),
        ({"score": [1, 2, 3]}, "Series or mapping"),
        ({"price": PRICE | {"B": np.nan}}, "a blank at B"),
        ({"price": {"A": 9, "B": 6}}, "a blank at C"),
        ({"price": PRICE | {"X": 1}}, "labelled like `score`. Got 'X'"),
        ({"price": PRICE | {"B": -1}}, "whole rupiah .*-1.0 at B"),
        ({"price": PRICE | {"B": 1.5}}, "1.5 at B"),
        ({"price": pd.Series([1, 2, 3], ["A", "A", "B"])}, "'price' .* without repetition"),
        ({"price": PRICE | {"B": 9.1e15}}, "altogether"),
        ({"budget": -1}, "'budget'"),
        ({"budget": np.nan}, "'budget'"),
        ({"budget": np.inf}, "'budget'"),
        ({"must": ["X"]}, "'must' .* 'X'"),
        ({"must": "A"}, "sequence of labels. Got 'A'"),
        ({"must": ["A"], "never": ["A"]}, "must be chosen. Got 'A'"),
        ({"never": ["X"]}, "'never' .* 'X'"),
        ({"requires": {"A": "X"}}, "'requires' .* 'X'"),
        ({"requires": {"A": "A"}}, "two different labels"),
        ({"excludes": [("A", "X")]}, "'excludes' .* 'X'"),
        ({"excludes": [("A",)]}, "pairs"),
        ({"excludes": ["AB"]}, "pairs"),
        ({"one_per": "dimension"}, "'attributes' .* 'dimension', which one_per"),
        ({"attributes": SHEET, "at_most": {"district": 1}}, "'district', which at_most"),
        ({"attributes": SHEET, "at_most": {"opd": -1}}, "at least 0. Got -1"),
        ({"attributes": SHEET, "at_most": {"opd": 1.5}}, "whole numbers"),
        ({"attributes": SHEET, "at_most": {"opd": {"q": 1}}}, "column 'opd'. Got 'q'"),
        ({"attributes": SHEET.drop("B"), "one_per": "opd"}, "a blank at B"),
        ({"attributes": pd.concat([SHEET, SHEET]), "one_per": "opd"}, "unique labels"),
        ({"yearly_ceiling": {2025: 1}}, "'yearly_price' .* counterpart"),
        (
            {"yearly_price": pd.DataFrame({2025: PRICE}), "yearly_ceiling": {2026: 1}},
            "without 2026",
        ),
        (
            {"yearly_price": pd.DataFrame({2025: PRICE}), "yearly_ceiling": {2025: np.nan}},
            "nan in 2025",
        ),
        (
            {"yearly_price": pd.DataFrame({2025: {"A": 1}}), "yearly_ceiling": {2025: 1}},
            "nan at B, 2025",
        ),
        ({"unpriced": "zero"}, "'unpriced'"),
        ({"seconds": -1}, "'seconds'"),
    ],
)
def test_choose__refuses_what_breaks_a_rule_and_names_it(changes, message):
    arguments = {"score": SCORE, "price": PRICE, "budget": 11, **changes}
    with pytest.raises(ValueError, match=message):
        portfolio.choose(**arguments)


@pytest.mark.parametrize(
    ("budget", "rules", "message"),
    [
        (40, {"must": ["A"]}, "what must be chosen costs 50 of a budget of 40"),
        (9, {"one_per": "dimension"}, "one_per dimension=GOV has no candidate within .* of 9"),
        (60, {"one_per": "dimension"}, "cheapest admissible selection costs 70 of .* 60: B, D, E"),
        (
            200,
            {"at_least": {"dimension": {"LIV": 1}}},
            "at_least dimension=LIV asks for 1, and 0 can be chosen",
        ),
        (
            200,
            {"must": ["A"], "requires": {"A": "B"}, "one_per": "dimension"},
            "contradict each other: must A; .*GOV; requires A after B",
        ),
    ],
)
def test_choose__says_what_makes_it_impossible(budget, rules, message):
    """Oracle: by hand."""
    with pytest.raises(ValueError, match=message):
        portfolio.choose(FIVE, COST, budget=budget, attributes=SHEET, **rules)
