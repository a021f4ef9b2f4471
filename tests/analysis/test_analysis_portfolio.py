"""The best portfolio against published problems, against trying everything, and against HiGHS."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example
from selections import best_of_all, instances

from smartcity_analysis.analysis import portfolio

BURKARDT = example("knapsack_burkardt")
SCORE = {"A": 9.0, "B": 6, "C": 5}
PRICE = {"A": 9, "B": 6, "C": 5}
SHEET = pd.DataFrame(
    {"dimension": ["GOV", "GOV", "ENV", "ENV", "ECO"], "opd": ["x", "y", "x", "y", "x"]},
    index=[*"ABCDE"],
)
FIVE = {"A": 10.0, "B": 7, "C": 7, "D": 3, "E": 2}
COST = {"A": 50, "B": 40, "C": 30, "D": 20, "E": 10}


def burkardt(name, **options):
    problem = BURKARDT["inputs"][name]
    labels = [f"P-{k:02d}" for k in range(len(problem["score"]))]
    return portfolio.choose(
        pd.Series(problem["score"], labels),
        pd.Series(problem["price"], labels),
        budget=problem["budget"],
        **options,
    )


def solve_highs(problem, **rules):
    """Add a constraint that cannot bind, so that HiGHS has to solve it."""
    return portfolio.choose(
        problem.score,
        problem.price,
        budget=problem.budget,
        attributes=problem.attributes,
        at_most={"opd": 99},
        **rules,
    )


# ---- The best, exactly --------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BURKARDT["inputs"]))
def test_choose__finds_the_published_optimum(name):
    """Oracle: Burkardt, KNAPSACK_01 p01 to p08, value and selection as printed there."""
    found, expected = burkardt(name), BURKARDT["expected"][name]
    assert found.value == expected["value"]
    assert found.table["chosen"].astype(int).tolist() == expected["selection"]
    assert found.method == "dynamic_programme"
    assert found.optimal


@pytest.mark.parametrize("name", sorted(BURKARDT["inputs"]))
def test_choose__finds_the_published_optimum_with_highs_too(name):
    """Oracle: as above; a constraint that cannot bind hands the problem to HiGHS."""
    labels = [f"P-{k:02d}" for k in range(len(BURKARDT["inputs"][name]["score"]))]
    one_opd = pd.DataFrame({"opd": "x"}, index=labels)
    found = burkardt(name, attributes=one_opd, at_most={"opd": 99})
    assert found.value == BURKARDT["expected"][name]["value"]
    assert found.method == "highs"


@settings(max_examples=150, deadline=None)
@given(instances(most=9))
def test_choose__is_the_best_of_all_selections(problem):
    """Oracle: all selections, compared in whole numbers by the stated tie rule."""
    found = portfolio.choose(problem.score, problem.price, budget=problem.budget)
    best, alone = best_of_all(problem)
    assert frozenset(found.chosen) == best
    assert found.unique == alone


@settings(max_examples=40, deadline=None)
@given(instances(most=7))
def test_choose__is_the_same_by_dynamic_programme_and_highs(problem):
    one = portfolio.choose(problem.score, problem.price, budget=problem.budget)
    other = solve_highs(problem)
    assert (one.method, other.method) == ("dynamic_programme", "highs")
    assert one.chosen == other.chosen
    assert one.unique == other.unique
    assert one.value == other.value


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_choose__agrees_with_highs_on_forty_programmes_in_rupiah(seed):
    """Oracle: HiGHS, prices of up to a trillion without a common unit."""
    rng = np.random.default_rng(seed)
    labels = [f"P-{k:02d}" for k in range(40)]
    score = pd.Series(rng.uniform(1, 5, 40), labels)
    price = pd.Series(rng.integers(10**8, 10**12, 40), labels)
    budget = price.sum() * rng.uniform(0.1, 0.9)
    one = portfolio.choose(score, price, budget=budget)
    opd = pd.DataFrame({"opd": "x"}, index=labels)
    other = portfolio.choose(score, price, budget=budget, attributes=opd, at_most={"opd": 99})
    assert one.chosen == other.chosen
    assert one.spent <= budget


def keeps(problem, rules):
    """Check side constraints by hand, one selection at a time."""
    groups = problem.attributes

    def count(column, chosen):
        return (
            groups.loc[sorted(chosen), column]
            .value_counts()
            .reindex(groups[column].unique(), fill_value=0)
        )

    def allows(chosen):
        checks = {
            "one_per": lambda column: (count(column, chosen) == 1).all(),
            "at_most": lambda most: all((count(c, chosen) <= k).all() for c, k in most.items()),
            "at_least": lambda least: all(
                count(c, chosen)[value] >= k for c, per in least.items() for value, k in per.items()
            ),
            "requires": lambda pairs: all(a in chosen or b not in chosen for b, a in pairs),
            "excludes": lambda pairs: all(not chosen >= {a, b} for a, b in pairs),
            "yearly_price": lambda prices: (
                prices.loc[sorted(chosen)].sum() <= pd.Series(rules["yearly_ceiling"])
            ).all(),
            "yearly_ceiling": lambda _: True,
            "must": lambda labels: chosen >= set(labels),
            "never": lambda labels: not chosen & set(labels),
        }
        return all(checks[name](rule) for name, rule in rules.items())

    return allows


KINDS = ("one_per", "at_most", "at_least", "requires", "excludes", "yearly", "must", "several")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(problem=instances(most=7), seed=st.integers(0, 1000))
def test_choose__is_the_best_of_all_admissible_selections(kind, problem, seed):
    """Oracle: all selections, the side constraints checked by hand."""
    rng = np.random.default_rng(seed)
    first, second = rng.permutation(problem.labels)[:2].tolist()
    price = pd.Series(problem.price)
    years = pd.DataFrame({2025: price // 2, 2026: price - price // 2})
    present = str(problem.attributes["dimension"].iloc[0])
    rules = {
        "one_per": {"one_per": "dimension"},
        "at_most": {"at_most": {"opd": 1}},
        "at_least": {"at_least": {"dimension": {present: 1}}},
        "requires": {"requires": [(first, second)]},
        "excludes": {"excludes": [(first, second)]},
        "yearly": {
            "yearly_price": years,
            "yearly_ceiling": {2025: problem.budget // 3, 2026: problem.budget // 2},
        },
        "must": {"must": [first], "never": [second]},
        "several": {
            "at_most": {"opd": 2},
            "excludes": [(first, second)],
            "requires": [(problem.labels[-1], problem.labels[0])],
        },
    }[kind]
    best = best_of_all(problem, keeps(problem, rules))
    options = {"budget": problem.budget, "attributes": problem.attributes, **rules}
    if best is None:
        with pytest.raises(ValueError, match="no selection is admissible"):
            portfolio.choose(problem.score, problem.price, **options)
        return
    found = portfolio.choose(problem.score, problem.price, **options)
    assert frozenset(found.chosen) == best[0]
    assert found.method == ("dynamic_programme" if kind == "must" else "highs")
    assert found.optimal
    if kind != "must":
        assert found.unique == best[1]
    sound = found.greedy["admissible"]
    assert (found.greedy["short"][sound] >= -1e-12).all()


def test_choose__keeps_to_the_budget_to_the_rupiah():
    """Oracle: by hand; one rupiah too many, far below the tolerance of a solver."""
    price = {"A": 500_000_000_000, "B": 500_000_000_001, "C": 499_999_999_999}
    score = {"A": 2.0, "B": 3, "C": 1}
    opd = pd.DataFrame({"opd": "x"}, index=[*"ABC"])
    for rules in ({}, {"attributes": opd, "at_most": {"opd": 3}}):
        found = portfolio.choose(score, price, budget=1_000_000_000_000, **rules)
        assert found.chosen == ("B", "C")
        assert found.left == 0


def test_choose__tells_scores_apart_that_differ_in_the_ninth_digit():
    """Oracle: by hand."""
    score = {"A": 1.0, "B": 1.000000001, "C": 0.5}
    for rules in ({}, {"excludes": [("A", "B", "C")]}):
        found = portfolio.choose(score, dict.fromkeys("ABC", 1), budget=1, **rules)
        assert found.chosen == ("B",)
        assert found.unique


def test_choose__falls_back_on_highs_when_the_list_grows_too_long():
    """Prices that are their own score make every selection nondominated."""
    rng = np.random.default_rng(3)
    price = dict(enumerate(rng.integers(10**8, 10**11, 45).tolist()))
    found = portfolio.choose(price, price, budget=sum(price.values()) * 0.437, seconds=0.5)
    assert found.method == "highs"
    assert 0.999 * found.budget < found.spent <= found.budget
    assert found.bound >= found.value
    assert found.optimal or "possible" in repr(found)
    with pytest.raises(TimeoutError, match=r"portfolio\.choose: HiGHS found no selection within 0"):
        portfolio.choose(price, price, budget=sum(price.values()) * 0.437, seconds=0)


# ---- Edges --------------------------------------------------------------------------------------


def test_choose__is_keyed_by_label_not_by_position():
    """Oracle: by hand; prices in another order than scores (edge case 24)."""
    found = portfolio.choose(SCORE, {"C": 5, "B": 6, "A": 9}, budget=11)
    assert found.chosen == ("B", "C")
    assert found.table["price"].tolist() == [9, 6, 5]


@settings(max_examples=40, deadline=None)
@given(instances(), st.randoms(use_true_random=False))
def test_choose__ignores_the_order_of_rows(problem, random):
    order = random.sample(problem.labels, len(problem.labels))
    one = portfolio.choose(problem.score, problem.price, budget=problem.budget)
    other = portfolio.choose(problem.score[order], problem.price, budget=problem.budget)
    assert set(one.chosen) == set(other.chosen)
    assert list(other.chosen) == [label for label in order if label in one.chosen]


@settings(max_examples=40, deadline=None)
@given(instances(), st.sampled_from([1000, 1e-3, 7]), st.sampled_from([1000, 3]))
def test_choose__ignores_the_units(problem, score_unit, price_unit):
    one = portfolio.choose(problem.score, problem.price, budget=problem.budget)
    price = {label: price * price_unit for label, price in problem.price.items()}
    other = portfolio.choose(problem.score * score_unit, price, budget=problem.budget * price_unit)
    assert one.chosen == other.chosen
    assert other.value == pytest.approx(one.value * score_unit)


def test_choose__spends_nothing_of_nothing():
    found = portfolio.choose(SCORE, PRICE, budget=0)
    assert found.chosen == ()
    assert (found.value, found.spent, found.left) == (0, 0, 0)
    assert found.table["reason"].tolist() == ["beyond_budget"] * 3
    assert found.cut(1).lost == 0


def test_choose__always_takes_what_is_free():
    found = portfolio.choose(SCORE | {"D": 0.1}, PRICE | {"D": 0}, budget=0)
    assert found.chosen == ("D",)


def test_choose__takes_nothing_when_all_is_too_dear():
    found = portfolio.choose(SCORE, PRICE, budget=4.99)
    assert found.chosen == ()
    assert found.budget == 4


def test_choose__takes_everything_that_gains_when_there_is_money():
    found = portfolio.choose(SCORE | {"D": 0, "E": -1}, PRICE | {"D": 0, "E": 0}, budget=99)
    assert found.chosen == ("A", "B", "C")
    assert found.table["reason"].tolist()[3:] == ["no_gain", "no_gain"]


def test_choose__takes_a_loss_only_where_a_constraint_asks():
    """Oracle: by hand; E loses 1 and A, which needs it, gains 9."""
    found = portfolio.choose(SCORE | {"E": -1}, PRICE | {"E": 1}, budget=10, requires={"A": "E"})
    assert found.chosen == ("A", "E")
    assert found.value == 8


def test_choose__breaks_ties_by_price_and_then_by_label():
    """Oracle: by hand."""
    cheaper = portfolio.choose({"A": 3, "B": 3}, {"A": 2, "B": 1}, budget=2)
    assert cheaper.chosen == ("B",)
    assert not cheaper.unique
    earlier = portfolio.choose({"C": 3, "B": 3, "A": 3}, dict.fromkeys("ABC", 1), budget=2)
    assert set(earlier.chosen) == {"A", "B"}
    assert "not the only one" in repr(earlier)
    assert portfolio.choose({"A": 3, "B": 2}, {"A": 2, "B": 1}, budget=2).unique


def test_choose__knows_that_a_tenth_and_two_are_three():
    """Oracle: by hand; 0.1 + 0.2 equals 0.3, and the pair is dearer."""
    found = portfolio.choose({"A": 0.1, "B": 0.2, "C": 0.3}, {"A": 2, "B": 2, "C": 3}, budget=4)
    assert found.chosen == ("C",)
    assert not found.unique


def test_choose__leaves_its_input_alone():
    score, price, sheet = pd.Series(FIVE), pd.Series(COST), SHEET.copy()
    copies = score.copy(), price.copy()
    portfolio.choose(score, price, budget=90, attributes=sheet, one_per="dimension").tables()
    pd.testing.assert_series_equal(score, copies[0])
    pd.testing.assert_series_equal(price, copies[1])
    pd.testing.assert_frame_equal(sheet, SHEET)


def test_choose__leaves_out_what_has_no_price_and_says_so():
    found = portfolio.choose(SCORE, PRICE | {"A": np.nan}, budget=11, unpriced="leave_out")
    assert found.unpriced == ("A",)
    assert found.chosen == ("B", "C")
    assert found.table["reason"].tolist() == ["unpriced", "chosen", "chosen"]
    assert found.cut(0.5).after.table["reason"].tolist()[0] == "unpriced"


def test_choose__takes_no_programmes_at_all():
    found = portfolio.choose({}, {}, budget=5)
    assert found.chosen == ()
    assert found.tables()["portfolio_programmes"].empty


# ---- What goes with the choice ------------------------------------------------------------------


def test_choose__shows_both_readings_of_highest_score_first():
    """Oracle: by hand. A and C leave 10 of 90: B does not fit, E still does."""
    found = portfolio.choose(FIVE, COST | {"B": 45}, budget=90)
    assert found.chosen == ("A", "C", "E")
    greedy = found.greedy.set_index("reading")
    assert greedy.loc["stop", "chosen"] == ("A", "C")
    assert greedy.loc["skip", "chosen"] == ("A", "C", "E")
    assert greedy["short"].tolist() == [2, 0]
    assert greedy["short_percent"].tolist() == pytest.approx([10.53, 0], abs=0.01)


def test_choose__lets_the_greedy_keep_what_it_can():
    """Oracle: by hand; it takes A, may not take B, and never comes back for ECO."""
    found = portfolio.choose(FIVE, COST, budget=80, attributes=SHEET, one_per="dimension")
    assert found.chosen == ("B", "C", "E")
    greedy = found.greedy.set_index("reading").loc["skip"]
    assert greedy["chosen"] == ("A", "C")
    assert not greedy["admissible"]
    assert greedy["missed"] == ("one_per dimension=ECO",)


def test_constraint_price__is_what_the_choice_gains_without_it():
    """Oracle: by hand; a free choice of 80 is A + C = 17, one of each B + C + E = 16."""
    found = portfolio.choose(FIVE, COST, budget=80, attributes=SHEET, one_per="dimension")
    whole = found.constraint_price(by="rule")
    assert whole[["rule", "value_without", "gain"]].to_numpy().tolist() == [
        ["one_per dimension", 17, 1]
    ]
    assert whole.loc[0, "added"] == ("A",)
    assert whole.loc[0, "dropped"] == ("B", "E")
    single = found.constraint_price().set_index("constraint")["gain"]
    assert single.to_dict() == {
        "one_per dimension=ECO": 1,
        "one_per dimension=GOV": 0,
        "one_per dimension=ENV": 0,
    }
    with pytest.raises(ValueError, match="'by'"):
        found.constraint_price(by="opd")


def test_constraint_price__covers_what_must_and_never_be_chosen():
    """Oracle: by hand; of 11 the best is B + C = 11, with A only 9."""
    found = portfolio.choose(SCORE, PRICE, budget=11, must=["A"])
    assert found.table["reason"].tolist() == ["must", "outweighed", "outweighed"]
    assert found.constraint_price()["gain"].tolist() == [2]
    banned = portfolio.choose(SCORE, PRICE, budget=11, never=["B"])
    assert banned.table["reason"].tolist() == ["chosen", "never", "outweighed"]
    assert banned.constraint_price()["gain"].tolist() == [2]


def test_cut__says_what_goes_what_comes_and_what_is_lost():
    """Oracle: by hand; of 11 B + C, of 9 (18 % less, rounded down) A alone."""
    cut = portfolio.choose(SCORE, PRICE, budget=11).cut(0.18)
    assert cut.budget == 9
    assert (cut.dropped, cut.added) == (("B", "C"), ("A",))
    assert cut.lost == 2
    assert cut.lost_percent == pytest.approx(18.18, abs=0.01)
    assert repr(cut) == "<Cut of 18 %: 2 dropped, 1 added, 18.2 % of the value lost>"
    assert cut.tables()["portfolio_cut_programmes"]["after"].tolist() == [True, False, False]


def test_cut__keeps_the_side_constraints():
    """Oracle: by hand; one of each dimension costs at least 70."""
    found = portfolio.choose(FIVE, COST, budget=80, attributes=SHEET, one_per="dimension")
    assert found.cut(0.1).after.chosen == ("B", "D", "E")
    with pytest.raises(ValueError, match=r"Portfolio\.cut: no selection is admissible: the cheap"):
        found.cut(0.2)


def test_cut__leaves_seventy_percent_of_seventy_at_forty_nine():
    """Oracle: by hand; 70 × (1 − 0.3) is 48.99… in floating point."""
    found = portfolio.choose({"A": 1}, {"A": 49}, budget=70)
    assert found.cut(0.3).after.chosen == ("A",)
    with pytest.raises(ValueError, match="'share'"):
        found.cut(1.1)


def test_tables__are_named_and_complete():
    found = portfolio.choose(FIVE, COST, budget=80, attributes=SHEET, one_per="dimension")
    tables = found.tables()
    assert list(tables) == [
        "portfolio",
        "portfolio_programmes",
        "portfolio_constraints",
        "portfolio_constraint_price",
        "portfolio_greedy",
    ]
    assert tables["portfolio"].loc[0, "value"] == 16
    limits = tables["portfolio_constraints"]
    assert limits["kind"].tolist() == ["one_per"] * 3
    assert limits["used"].tolist() == [1, 1, 1]
    assert limits["binding"].all()
    assert repr(found) == "<Portfolio 3 of 5 programmes, value 16, 80 of 80 spent, optimal>"
    plain = portfolio.choose(FIVE, COST, budget=80).tables()["portfolio_constraint_price"]
    assert plain.empty


def test_choose__scores_that_cancel_out_are_worth_nothing():
    """Oracle: by hand. One of each dimension has to be taken: 0.4 + 0.1 − 0.5 = 0."""
    score = pd.Series({"P": 0.4, "Q": 0.1, "R": -0.5})
    price = pd.Series({"P": 1, "Q": 1, "R": 1})
    dimension = pd.DataFrame({"dimension": ["GOV", "ECO", "ENV"]}, index=list("PQR"))
    found = portfolio.choose(score, price, budget=3, attributes=dimension, one_per="dimension")
    assert found.chosen == ("P", "Q", "R")
    assert found.value == pytest.approx(0, abs=1e-12)
    assert found.optimal
