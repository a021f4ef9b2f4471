"""Weights given outright or read from the data, against published examples and hand sheets."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis import weights

PROGRAMMES = pd.DataFrame(
    {"impact": [1.0, 4.0, 3.0], "cost": [2.0, 3.0, 9.0], "legal": [1.0, 1.0, 1.0]},
    index=["P-1", "P-2", "P-3"],
)


# ---- Direct -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "points",
    [
        {"impact": 5, "cost": 3, "readiness": 2},
        pd.Series({"impact": 5, "cost": 3, "readiness": 2}),
    ],
)
def test_direct__normalises_once_and_keeps_what_was_given(points):
    """Oracle: by hand, 5 + 3 + 2 = 10."""
    result = weights.direct(points)
    assert result.weights.to_dict() == {"impact": 0.5, "cost": 0.3, "readiness": 0.2}
    assert result.points.to_dict() == {"impact": 5, "cost": 3, "readiness": 2}
    assert result.given_sum == 10
    assert "summed to 10" in repr(result)


def test_direct__numbers_an_unlabelled_list():
    assert [*weights.direct([5, 3]).weights.index] == ["criterion_1", "criterion_2"]
    assert [*weights.direct(np.array([5, 3]), labels=["a", "b"]).weights.index] == ["a", "b"]


def test_direct__says_when_weights_sum_to_less_than_one():
    """Oracle: edge case, weights that sum to 0.8 must never pass unnoticed."""
    result = weights.direct({"impact": 0.5, "cost": 0.3})
    assert result.rescaled
    assert "summed to 0.8, rescaled" in repr(result)
    assert weights.direct({"impact": 0.5, "cost": 0.5}).rescaled is False


def test_direct__refuses_or_rescales_a_sum_that_is_off():
    with pytest.raises(ValueError, match=r"points that sum to 1\. Got 0\.8"):
        weights.direct({"impact": 0.5, "cost": 0.3}, total=1)
    with pytest.raises(ValueError, match="points that sum to 100"):
        weights.direct({"impact": 50, "cost": 30}, total=100)
    result = weights.direct({"impact": 0.5, "cost": 0.3}, total=1, off="rescale")
    assert result.weights.tolist() == pytest.approx([0.625, 0.375])
    assert "summed to 0.8 instead of 1, rescaled" in repr(result)
    row = result.tables()["weights_direct_sum"].iloc[0]
    assert (row["given_sum"], row["total"], row["rescaled"]) == (0.8, 1.0, True)


def test_direct__accepts_a_sum_within_the_tolerance():
    assert weights.direct({"a": 33.3, "b": 33.3, "c": 33.4}, total=100).rescaled is False
    assert weights.direct({"a": 0.333, "b": 0.666}, total=1, tolerance=0.002).rescaled is False


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ({"impact": 5, "cost": -1}, "-1 for 'cost'"),
        ({"impact": 5, "cost": float("nan")}, "nan for 'cost'"),
        ({"impact": None, "cost": 1}, "nan for 'impact'"),
        ({"impact": float("inf"), "cost": 1}, "inf for 'impact'"),
        ({"impact": 0, "cost": 0}, "all zero"),
        ({"impact": "much"}, "numbers"),
        ({}, "at least one number"),
        (pd.Series([1, 2], index=["cost", "cost"]), "labels that differ"),
        ([[1, 2]], "a row of"),
    ],
)
def test_direct__refuses_what_is_no_weight(points, told):
    with pytest.raises(ValueError, match=r"'points' parameter of weights\.direct") as caught:
        weights.direct(points)
    assert told in str(caught.value)


@pytest.mark.parametrize("arguments", [{"off": "hide"}, {"total": 0}, {"tolerance": -1}])
def test_direct__refuses_settings_that_mean_nothing(arguments):
    with pytest.raises(ValueError, match=r"parameter of weights\.direct"):
        weights.direct({"a": 1}, **arguments)


# ---- Rank order centroid ----------------------------------------------------------------------


def test_rank_order_centroid__matches_barron_and_barrett():
    """Oracle: Barron and Barrett (1996), n = 4; n = 3 and n = 5 by the same formula by hand."""
    published = example("roc_barron_barrett_1996")
    found = weights.rank_order_centroid(published["inputs"]["order"])
    assert found.weights.tolist() == pytest.approx(
        published["expected"]["weights"], abs=published["tolerance"]
    )
    three = weights.rank_order_centroid(["a", "b", "c"]).weights
    assert three.tolist() == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    five = weights.rank_order_centroid([*"abcde"]).weights
    assert five.tolist() == pytest.approx([0.4567, 0.2567, 0.1567, 0.09, 0.04], abs=6e-5)


def test_rank_order_centroid__shares_the_mean_of_tied_places():
    """Oracle: by hand, (0.2708 + 0.1458) / 2 = 0.2083."""
    result = weights.rank_order_centroid(["a", ["b", "c"], "d"])
    assert result.weights.tolist() == pytest.approx([0.52083333, 0.20833333, 0.20833333, 0.0625])
    assert result.places.tolist() == [1, 2.5, 2.5, 4]
    assert "tied criteria share" in repr(result)
    ranks = weights.rank_order_centroid({"d": 9, "a": 1, "c": 2, "b": 2})
    assert ranks.weights["b"] == ranks.weights["c"] == pytest.approx(0.20833333)


@pytest.mark.parametrize(
    "order", ["impact", [], ["a", "a"], ["a", []], {"a": 1, "b": float("nan")}]
)
def test_rank_order_centroid__refuses_what_is_no_order(order):
    with pytest.raises(ValueError, match="'order' parameter"):
        weights.rank_order_centroid(order)


# ---- Entropy and CRITIC -------------------------------------------------------------------------


def test_entropy__matches_jmcdm():
    """Oracle: JMcDM, testentropy.jl; confirmed by scikit-criteria, pymcdm and pyDecision."""
    published = example("entropy_jmcdm_6x8")
    found = weights.entropy(published["inputs"]["matrix"])
    assert found.weights.tolist() == pytest.approx(
        published["expected"]["weights"], abs=published["tolerance"]
    )


def test_entropy__takes_nought_times_its_logarithm_as_nought():
    """Oracle: by hand, shares 0 and 1 have entropy 0; shares ½ and ½ have entropy 1."""
    result = weights.entropy(pd.DataFrame({"a": [0, 4], "b": [2, 2.5]}))
    table = result.table.set_index("criterion")
    assert table.loc["a", "entropy"] == 0
    assert np.isfinite(result.weights).all()


def test_entropy__inverts_costs_only_when_asked():
    """Oracle: by hand, 1/2, 1/4 and 1/4 are shares ½, ¼, ¼: entropy 1.5 ln 2 / ln 3."""
    data = pd.DataFrame({"cost": [2, 4, 4], "impact": [1, 1, 4]})
    asked = weights.entropy(data, cost="cost", invert_cost=True)
    assert asked.table["entropy"].iloc[0] == pytest.approx(1.5 * np.log(2) / np.log(3))
    assert "costs inverted" in asked.convention
    plain = weights.entropy(data, cost="cost")
    assert plain.weights.tolist() == weights.entropy(data).weights.tolist()
    assert "costs as given" in plain.convention


def test_critic__matches_diakoulaki():
    """Oracle: Diakoulaki et al. (1995), eight firms, with negative values."""
    published = example("critic_diakoulaki_1995")
    found = weights.critic(published["inputs"]["matrix"])
    assert found.weights.tolist() == pytest.approx(
        published["expected"]["weights"], abs=published["tolerance"]
    )


def test_critic__knows_costs():
    """Oracle: a cost is the same as its negative as a benefit; ignoring it gives other weights."""
    data = PROGRAMMES[["impact", "cost"]].assign(speed=[3, 1, 9])
    turned = data.assign(cost=-data["cost"])
    found = weights.critic(data, cost=["cost"]).weights
    assert found.tolist() == pytest.approx(weights.critic(turned).weights.tolist())
    assert found.tolist() != pytest.approx(weights.critic(data).weights.tolist())


def test_critic__spearman_only_sees_order():
    """Oracle: ranks (1, 2, 3) and (1, 3, 2) correlate at 0.5."""
    data = pd.DataFrame({"a": [1, 2, 100], "b": [1, 9, 8]})
    found = weights.critic(data, correlation="spearman").tables()["weights_critic_correlations"]
    assert found.loc[0, "b"] == pytest.approx(0.5)


@pytest.mark.parametrize("method", [weights.entropy, weights.critic])
def test_objective__gives_a_constant_criterion_no_weight(method):
    result = method(PROGRAMMES)
    assert result.weights["legal"] == 0
    assert result.constant == ("legal",)
    assert "constant: legal" in repr(result)
    assert result.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("method", [weights.entropy, weights.critic])
@pytest.mark.parametrize("data", [[[1, 2], [1, 2]], [[3, 4]], [[0, 0], [0, 0]]])
def test_objective__weighs_alike_when_nothing_varies_and_says_so(method, data):
    result = method(data)
    assert result.weights.tolist() == [0.5, 0.5]
    assert result.reason == "all_constant"
    assert "all_constant" in repr(result)


def test_critic__says_when_everything_says_the_same():
    result = weights.critic([[1, 2, 1], [2, 4, 1], [3, 6, 1]])
    assert result.weights.tolist() == [0.5, 0.5, 0]
    assert result.reason == "all_redundant"
    alone = weights.critic([[1, 2], [1, 3]])
    assert alone.weights.tolist() == [0, 1]
    assert alone.reason == ""


def test_objective__names_the_cell_it_refuses():
    blank = PROGRAMMES.copy()
    blank.loc["P-2", "cost"] = np.nan
    for method in (weights.entropy, weights.critic):
        with pytest.raises(ValueError, match="nan in row 'P-2', column 'cost'"):
            method(blank)
    with pytest.raises(ValueError, match="-5 in row 'P-1', column 'impact'"):
        weights.entropy(PROGRAMMES.replace({"impact": {1: -5}}))
    with pytest.raises(ValueError, match="0 in row 'P-1', column 'cost'"):
        weights.entropy(PROGRAMMES.replace({"cost": {2: 0}}), cost="cost", invert_cost=True)
    with pytest.raises(ValueError, match=r"'cost' parameter .* Got 'price'"):
        weights.critic(PROGRAMMES, cost="price")
    with pytest.raises(ValueError, match="'correlation' parameter"):
        weights.critic(PROGRAMMES, correlation="kendall")
    with pytest.raises(ValueError, match="'data' parameter"):
        weights.entropy([1, 2])
    with pytest.raises(ValueError, match="made of numbers"):
        weights.entropy(pd.DataFrame({"a": ["x", "y"]}))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_objective__follows_its_labels_and_ignores_row_order(seed):
    rng = np.random.default_rng(seed)
    data = pd.DataFrame(rng.integers(1, 9, (6, 4)).astype(float), columns=[*"abcd"])
    mixed = data.sample(frac=1, random_state=seed)[[*"dbac"]]
    before = data.copy()
    for method in (weights.entropy, weights.critic):
        found, again = method(data, cost="b").weights, method(mixed, cost="b").weights
        assert again.reindex(found.index).tolist() == pytest.approx(found.tolist(), abs=1e-12)
        assert found.sum() == pytest.approx(1)
        assert (found >= 0).all()
    pd.testing.assert_frame_equal(data, before)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_critic__does_not_depend_on_units(seed):
    rng = np.random.default_rng(seed)
    data = rng.normal(size=(7, 3))
    found = weights.critic(data).weights.tolist()
    assert weights.critic(data * [2, 10, 0.5] + [1, -3, 7]).weights.tolist() == pytest.approx(found)


# ---- Groups --------------------------------------------------------------------------------------

POINTS = pd.DataFrame(
    {"impact": [8, 6, 2, 5], "cost": [2, 4, 8, 5]}, index=["P-1", "P-2", "P-3", "P-4"]
)
HELIX = {"P-1": "government", "P-2": "government", "P-3": "business", "P-4": "business"}


def test_group__gives_every_rater_one_vote_by_default():
    """Oracle: by hand, (0.8 + 0.6 + 0.2 + 0.5) / 4 = 0.525."""
    result = weights.group(POINTS)
    assert result.weights.to_dict() == pytest.approx({"impact": 0.525, "cost": 0.475})
    assert result.shares.tolist() == [0.25] * 4
    louder = POINTS.mul([10, 1, 1, 1], axis=0)
    assert weights.group(louder).weights.tolist() == pytest.approx([0.525, 0.475])


def test_group__gives_every_agency_one_vote():
    """Oracle: by hand, (0.8 + 0.6) / 2 = 0.7 for A; (0.7 + 0.2 + 0.5) / 3 = 0.4667."""
    result = weights.group(POINTS, agencies={"P-1": "A", "P-2": "A", "P-3": "B", "P-4": None})
    assert result.weights["impact"] == pytest.approx(1.4 / 3)
    assert (result.n_units, result.n_raters) == (3, 4)
    assert "one vote per OPD (3 units of 4 raters)" in result.convention


def test_group__weighs_blocks_as_stated():
    """Oracle: by hand, government 0.7, business 0.35: 0.75 × 0.7 + 0.25 × 0.35 = 0.6125."""
    stated = {"government": 3, "business": 1}
    result = weights.group(POINTS, blocks=HELIX, block_weights=stated)
    assert result.weights["impact"] == pytest.approx(0.6125)
    assert result.by_block.loc["business", "impact"] == pytest.approx(0.35)
    assert result.shares.tolist() == pytest.approx([0.375, 0.375, 0.125, 0.125])


def test_group__spreads_the_weight_of_a_block_without_raters_and_says_so():
    """Oracle: by hand, ½ and ¼ of the ¾ that is left are ⅔ and ⅓."""
    stated = {"government": 0.5, "business": 0.25, "academia": 0.25}
    result = weights.group(POINTS, blocks=HELIX, block_weights=stated)
    assert result.empty_blocks == ("academia",)
    assert "nobody for academia" in repr(result)
    blocks = result.tables()["weights_group_blocks"].set_index("block")
    assert blocks["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert blocks.loc["academia", "n_raters"] == 0


def test_group__shows_how_far_raters_are_apart():
    """Oracle: by hand; the standard deviation of .8 .6 .2 .5 with n − 1 is 0.25."""
    table = weights.group(POINTS).tables()["weights_group"].set_index("criterion")
    assert table.loc["impact", ["min", "max", "sd"]].tolist() == pytest.approx([0.2, 0.8, 0.25])


def test_group__takes_geometric_means_and_rater_weights():
    """Oracle: by hand, √(.8 × .2) = .4 on both sides."""
    two = {"P-1": {"impact": 8, "cost": 2}, "P-3": pd.Series({"cost": 8, "impact": 2})}
    assert weights.group(two, mean="geometric").weights.tolist() == pytest.approx([0.5, 0.5])
    loud = weights.group(two, rater_weights={"P-1": 3, "P-3": 1})
    assert loud.weights["impact"] == pytest.approx(0.65)
    zero = {"P-1": {"impact": 1, "cost": 0}, "P-2": {"impact": 1, "cost": 1}}
    assert weights.group(zero, mean="geometric").weights.tolist() == [1, 0]


def test_group__takes_results_of_other_methods():
    both = {"P-1": weights.direct({"a": 3, "b": 1}), "P-2": weights.rank_order_centroid(["b", "a"])}
    assert weights.group(both).weights.tolist() == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("given", "arguments", "told"),
    [
        ({"P-1": {"a": 1, "b": None}}, {}, "rater 'P-1': nan for 'b'"),
        (POINTS.replace({"cost": {8: -8}}), {}, "rater 'P-3': -8 for 'cost'"),
        ({"P-1": {"a": 1}, "P-2": {"b": 1}}, {}, "'P-2' differs from 'P-1'"),
        ({}, {}, "at least one rater"),
        (POINTS, {"blocks": {"P-1": "x"}}, "none for 'P-2'"),
        (POINTS, {"blocks": HELIX, "block_weights": {"government": 1}}, "none for 'business'"),
        (POINTS, {"block_weights": {"government": 1}}, "'blocks'"),
        (POINTS, {"agencies": {}, "rater_weights": {}}, "'rater_weights'"),
        (POINTS, {"rater_weights": dict.fromkeys(HELIX, -1)}, "-1 for 'P-1'"),
        (POINTS, {"mean": "median"}, "'mean'"),
        (
            {"P-1": {"a": 1, "b": 0}, "P-2": {"a": 0, "b": 1}},
            {"mean": "geometric"},
            "no criterion",
        ),
    ],
)
def test_group__names_what_it_refuses(given, arguments, told):
    with pytest.raises(ValueError, match=r"weights\.group") as caught:
        weights.group(given, **arguments)
    assert told in str(caught.value)


# ---- All results ---------------------------------------------------------------------------------


def results():
    matrix = weights.upper_triangle(["a", "b", "c"], [2, 6, 3])
    return [
        weights.direct({"a": 1, "b": 2}),
        weights.rank_order_centroid(["a", "b"]),
        weights.entropy(PROGRAMMES),
        weights.critic(PROGRAMMES),
        weights.group(POINTS, blocks=HELIX),
        weights.ahp(matrix),
        weights.ahp_hierarchy({"goal": matrix}),
        weights.ahp_hierarchy({"goal": matrix}, alternatives={k: matrix for k in "abc"}),
        weights.ahp_group({"P-1": matrix, "P-2": matrix}),
        weights.best_worst([8, 2, 1], [1, 5, 8]),
        weights.best_worst([8, 2, 1], [1, 5, 8], model="nonlinear"),
    ]


def test_results__carry_labelled_weights_tables_and_a_one_line_finding():
    seen = {}
    for result in results():
        assert result.weights.sum() == pytest.approx(1)
        assert result.weights.index.name == "criterion"
        assert result.weights.name == "weight"
        assert "\n" not in repr(result)
        assert result.convention
        for name, table in result.tables().items():
            assert seen.setdefault(name, type(result)) is type(result)
            assert isinstance(table, pd.DataFrame)
            assert table.index.equals(pd.RangeIndex(len(table)))


def test_results__are_the_same_when_asked_twice():
    for first, second in zip(results(), results(), strict=True):
        pd.testing.assert_series_equal(first.weights, second.weights)
        for name, table in first.tables().items():
            pd.testing.assert_frame_equal(table, second.tables()[name])
