"""Twenty-eight edge cases, each a defect of another library, asked for as a user would."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import METHODS, SHAPES, bent, make_frame, make_problem, published_problem, weighting
from published import example

from smartcity_analysis import agreement, portfolio, priority, weights

CONSTANT = pd.DataFrame(
    {"dampak": [1, 2, 3.0], "urgensi": [2, 2, 2.0], "biaya": [30, 10, 25.0]}, index=list("XYZ")
)


def test_edge_01__a_blank_is_named_or_its_policy_is_printed():
    frame = make_frame([[1, 2], [3, np.nan], [2, 4]])
    with pytest.raises(ValueError, match=r"'c2' of 'A2' is blank\. Fill it, or choose missing="):
        priority.problem(frame)
    for missing in ("median", "worst", "interval"):
        p = priority.problem(frame, missing=missing)
        assert p.criteria == ("c1", "c2")
        for name in METHODS:
            ranking = p.score(name)
            assert f"1 blank filled by {missing}" in repr(ranking)
            assert ranking.score.notna().all()


def test_edge_02__a_constant_column_weighs_nothing_and_is_called_unused():
    for found in (weights.entropy(CONSTANT), weights.critic(CONSTANT)):
        assert found.weights["urgensi"] == 0
        assert found.weights.sum() == pytest.approx(1)
    p = priority.problem(CONSTANT, cost="biaya")
    for name in METHODS:
        assert "unused: urgensi" in repr(p.score(name))
        assert p.score(name).score.notna().all()
        rest = p.with_(weights={"dampak": 1, "biaya": 1}).score(name)
        assert p.score(name).rank.equals(rest.rank)
    for found in (weights.entropy(CONSTANT * 0 + 1), weights.critic(CONSTANT * 0 + 1)):
        assert found.weights.notna().all()


def test_edge_03__alternatives_all_equal_tie_at_rank_one():
    p = make_problem([[3, 2]] * 3, cost="c2")
    for name in METHODS:
        ranking = p.score(name)
        assert ranking.rank.tolist() == [1, 1, 1]
        assert ranking.best == ("A1", "A2", "A3")
        assert np.ptp(ranking.score) == 0
        assert np.isfinite(ranking.score).all()


def test_edge_04__a_zero_in_a_cost_column():
    """Oracle: by hand: min–max of 0, 5, 10 as a cost is 1, ½, 0."""
    p = make_problem([[3, 0], [3, 5], [3, 10]], cost="c2")
    assert p.saw().steps["values"]["c2"].tolist() == [1, 0.5, 0]
    for refused in (lambda: p.saw(normalise="ratio"), lambda: p.topsis(normalise="sum"), p.wp):
        with pytest.raises(ValueError, match=r"'c2' of 'A1' is 0\. SAW on ranges"):
            refused()


def test_edge_05__topsis_divides_by_the_vector_and_says_so():
    """Oracle: Hwang and Yoon (1981): A1, A3, A4, A2; min–max swaps two of them."""
    p = published_problem(example("topsis_hwang_yoon_1981")["inputs"])
    assert p.topsis().table.index.tolist() == ["A1", "A3", "A4", "A2"]
    assert "vector normalisation" in repr(p.topsis())
    assert p.topsis(normalise="range").table.index.tolist() == ["A1", "A3", "A2", "A4"]
    cost = p.topsis().steps["values"]["cost"]
    assert (cost < 0).all()


def test_edge_06__a_new_proposal_never_changes_old_scores_on_declared_bounds():
    p = make_problem([[4, 2], [3, 5], [2, 3]], [3, 2], scale=(1, 5), cost="c2")
    assert "declared bounds of 2 of 2 criteria" in repr(p.saw())
    more = pd.concat([p.data, pd.DataFrame([[5.0, 1]], ["A9"], p.data.columns)])
    joined = p.with_(data=more).saw().score
    assert joined[p.data.index].tolist() == p.saw().score.tolist()
    assert "declared bounds of 0 of 2" in repr(p.with_(scale=None).saw())


def test_edge_07__weights_five_three_two_are_normalised_once_and_shown():
    p = make_problem([[1, 2, 3], [3, 2, 1]], [5, 3, 2])
    assert p.weights.tolist() == [0.5, 0.3, 0.2]
    assert "weights given sum to 10" in repr(p)
    assert p.with_().weights.tolist() == [0.5, 0.3, 0.2]
    assert p.tables()["priority_weights"]["given"].tolist() == [5, 3, 2]
    for name in METHODS:
        plain = p.with_(weights={"c1": 0.5, "c2": 0.3, "c3": 0.2}).score(name).score
        pd.testing.assert_series_equal(p.score(name).score, plain)


def test_edge_08__critic_knows_which_way_a_cost_goes():
    """Oracle: a cost is a benefit with the sign turned; ignoring that gives other weights."""
    rng = np.random.default_rng(3)
    frame = make_frame(rng.random((8, 3)))
    found = weights.critic(frame, cost=["c2"]).weights
    turned = weights.critic(frame.assign(c2=-frame["c2"])).weights
    assert found.to_numpy() == pytest.approx(turned.to_numpy())
    assert found.to_numpy() != pytest.approx(weights.critic(frame).weights.to_numpy(), abs=1e-3)


def test_edge_09__entropy_of_a_zero_and_of_a_cost():
    """Oracle: by hand: shares 0, ½, ½ have entropy ln 2 / ln 3; 0 ln 0 counts nothing."""
    frame = make_frame([[0, 1], [2, 2], [2, 5]])
    found = weights.entropy(frame)
    assert found.table.set_index("criterion").loc["c1", "entropy"] == pytest.approx(
        np.log(2) / np.log(3)
    )
    inverted = weights.entropy(frame, cost=["c2"], invert_cost=True)
    assert inverted.weights["c2"] != pytest.approx(weights.entropy(frame).weights["c2"])
    assert inverted.convention != weights.entropy(frame, cost=["c2"]).convention
    with pytest.raises(ValueError, match="0 in row 'A1', column 'c1'"):
        weights.entropy(frame, cost=["c1"], invert_cost=True)


def test_edge_10__ties_take_competition_ranks_by_default():
    """Oracle: by hand: 2 1 2 4; 2 1 2 3; 2½ 1 2½ 4."""
    for name in METHODS:
        p = make_problem([[2, 2], [3, 3], [2, 2], [1, 1]])
        assert p.score(name).rank.tolist() == [2, 1, 2, 4]
        assert p.with_(ties="dense").score(name).rank.tolist() == [2, 1, 2, 3]
        assert p.with_(ties="average").score(name).rank.tolist() == [2.5, 1, 2.5, 4]
        assert "competition ranks" in repr(p.score(name))


def test_edge_11__near_ties_are_ties():
    """Oracle: 0.1 + 0.2 against 0.3; a difference of 1e-9 is one."""
    p = make_problem([[0.1 + 0.2, 1], [0.3, 1], [0.1, 1], [0.9, 1]], scale=(0, 1))
    assert p.saw().rank.tolist() == [2, 2, 4, 1]
    assert p.robust(draws=500).pairwise.loc["A1", "A2"] == 0.5
    apart = make_problem([[0.3 + 1e-9, 1], [0.3, 1]], scale=(0, 1))
    assert apart.saw().rank.tolist() == [1, 2]
    large = make_problem([[3], [3 + 1e-15], [1]], scale=(0, 1e9))
    assert large.score(lambda x, w: 1e12 * (w @ x.T)).rank.tolist() == [1, 1, 3]


def test_edge_12__calling_twice_gives_the_same_and_nothing_is_changed():
    frame = make_frame([[4, 900], [3, 300], [5, 1200]])
    points = {"c1": 5, "c2": 3}
    kept = frame.copy(), dict(points)
    first = priority.problem(frame, points, cost="c2")
    for name in METHODS:
        again = priority.problem(frame, points, cost="c2")
        pd.testing.assert_frame_equal(first.score(name).table, again.score(name).table)
        pd.testing.assert_frame_equal(first.score(name).table, first.score(name).table)
    pd.testing.assert_frame_equal(frame, kept[0])
    assert points == kept[1]


def test_edge_13__promethee_refuses_p_below_q_and_takes_p_equal_to_q_as_a_step():
    """Oracle: by hand: with q = p = 1 a difference of 1 earns nothing, of 2 everything."""
    p = make_problem([[1], [2], [3]])
    for shape in ("linear", "level"):
        with pytest.raises(ValueError, match=r"'p' parameter .* at least q = 2 for 'c1'. Got 1"):
            p.promethee(shape=shape, q=2, p=1)
        assert p.promethee(shape=shape, q=1, p=1).score.tolist() == [-0.5, 0, 0.5]
    many = make_problem(np.arange(1.0, 101)[:, None])
    step = many.promethee(shape="linear", q=1, p=1).score
    pd.testing.assert_series_equal(step, many.promethee(shape="u_shape", q=1).score)


def test_edge_14__two_criteria_cannot_contradict_each_other():
    found = weights.ahp([[1, 3], [1 / 3, 1]], labels=["dampak", "biaya"])
    assert found.consistency_ratio == 0
    assert found.consistent
    assert found.weights.tolist() == pytest.approx([0.75, 0.25])


def test_edge_15__the_random_index_is_named_and_a_split_verdict_is_told():
    """Oracle: CI 0.0578: 0.58 makes it 0.0996 and passes, 0.52 makes it 0.111 and fails."""
    matrix = [[1, 2, 2.9], [1 / 2, 1, 4], [1 / 2.9, 1 / 4, 1]]
    found = weights.ahp(matrix, random_index="saaty_1980")
    other = weights.ahp(matrix, random_index="saaty_2005")
    assert "saaty_1980" in found.convention
    assert "saaty_2005" in other.convention
    assert (found.consistent, other.consistent) == (True, False)
    assert found.verdicts_differ
    assert found.verdicts["consistent"].tolist()[:2] == [True, False]


def test_edge_16__a_matrix_that_is_not_reciprocal_names_the_pair():
    with pytest.raises(ValueError, match=r"3 for 'dampak' against 'biaya' and 0\.5 the other way"):
        weights.ahp([[1, 3], [1 / 2, 1]], labels=["dampak", "biaya"])


@pytest.mark.parametrize("n", [3, 10, 15, 16, 30])
def test_edge_17__thirty_criteria_are_possible(n):
    """Oracle: a consistent matrix returns what it was made of."""
    told = np.arange(1, n + 1) / (n * (n + 1) / 2)
    found = weights.ahp(np.outer(told, 1 / told))
    assert found.weights.to_numpy() == pytest.approx(told)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert np.isfinite(found.random_index)


def test_edge_18__best_worst_is_solved_exactly_in_both_forms():
    """Oracle: Rezaei (2015, 2016)."""
    case = example("bwm_rezaei_2015")
    given_, told = case["inputs"], case["expected"]
    for model in ("nonlinear", "linear"):
        found = weights.best_worst(given_["best_to_others"], given_["others_to_worst"], model=model)
        assert found.weights.tolist() == pytest.approx(told[model], abs=case["tolerance"])
        assert found.xi == pytest.approx(told[f"{model}_xi"], abs=0.005)


def test_edge_19__copeland_is_not_borda():
    """Oracle: Tennessee: Borda puts Memphis third, Copeland last."""
    case = example("borda_copeland_tennessee")
    given_, told = case["inputs"], case["expected"]
    ballots = pd.DataFrame(given_["ranks"], columns=given_["alternatives"])
    asked = {"counts": given_["counts"], "higher_is_better": False}
    borda = agreement.borda(ballots, **asked).table.set_index("alternative")
    copeland = agreement.copeland(ballots, **asked).table.set_index("alternative")
    assert borda["points"][given_["alternatives"]].tolist() == told["borda"]
    assert copeland["score"][given_["alternatives"]].tolist() == told["copeland"]
    assert borda.index.tolist() == ["Nashville", "Chattanooga", "Memphis", "Knoxville"]
    assert copeland.index.tolist() == ["Nashville", "Chattanooga", "Knoxville", "Memphis"]


def test_edge_20__the_best_of_promethee_has_the_highest_net_flow():
    """Oracle: JMcDM names the fifth, which is the worst; the second is the best."""
    case = example("promethee2_jmcdm")
    bends = {name: case["inputs"][name] for name in ("shape", "q", "p")}
    ranking = published_problem(case["inputs"]).promethee(**bends)
    assert ranking.best == (ranking.score.idxmax(),) == ("A2",)
    assert ranking.table.index[-1] == "A5"


def test_edge_21__the_compromise_set_of_vikor_needs_both_conditions():
    """Oracle: published sets of one, two (either condition broken) and three."""
    drina = example("vikor_opricovic_tzeng_2007")
    sizes = {
        weighted: published_problem({**drina["inputs"], "weights": told["weights"]}).vikor().best
        for weighted, told in drina["expected"].items()
    }
    assert {name: len(found) for name, found in sizes.items()} == {
        **{"equal": 1, "economic": 1},
        **{"social": 3, "strongly_social": 3},
    }
    for name in ("vikor_skcriteria_not_stable", "topsis_vikor_tzeng_huang_2011"):
        case = example(name)
        ranking = published_problem(case["inputs"]).vikor()
        assert sorted(ranking.best) == case["expected"]["compromise"]
        assert (ranking.rank == 1).sum() == 1
        assert ranking.steps["measures"]["proposed"].sum() == 2


@pytest.mark.parametrize("shape", SHAPES)
def test_edge_22__promethee_knows_cost_criteria(shape):
    """Oracle: a cost is a benefit with the sign turned."""
    matrix = np.array([[3.0, 10], [1, 30], [2, 25]])
    cost = make_problem(matrix, [2, 1], cost="c2").promethee(
        shape=shape, **bent(shape, q=1, p=9, s=4)
    )
    turned = make_problem(matrix * [1, -1], [2, 1]).promethee(
        shape=shape, **bent(shape, q=1, p=9, s=4)
    )
    pd.testing.assert_series_equal(cost.score, turned.score)
    cheapest = make_problem(matrix[:, 1:], cost="c1").promethee(
        shape=shape, **bent(shape, q=1, p=9, s=4)
    )
    assert cheapest.best == ("A1",)


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 70), shape=st.sampled_from(SHAPES), seed=st.integers(0, 10**6))
def test_edge_23__flows_stay_within_minus_one_and_one(n, shape, seed):
    rng = np.random.default_rng(seed)
    p = make_problem(rng.integers(1, 4, (n, 2)) * 1e6, weighting(rng, 2), cost="c1")
    score = p.promethee(shape=shape, **bent(shape, q=1e6, p=2e6, s=1e6)).score
    assert score.between(-1 - 1e-12, 1 + 1e-12).all()
    assert score.sum() == pytest.approx(0, abs=1e-10)


def test_edge_24__a_portfolio_goes_by_label_and_is_exact():
    """Oracle: by hand: within 7, B and C (6) beat A (5), which the best first would take."""
    score = pd.Series({"A": 5.0, "B": 3.0, "C": 3.0})
    price = pd.Series({"C": 4, "A": 7, "B": 3})
    found = portfolio.choose(score, price, budget=7)
    assert set(found.chosen) == {"B", "C"}
    assert (found.value, found.spent, found.optimal) == (6, 7, True)
    frame = pd.DataFrame({"dampak": [5, 3, 3], "pagu": [7, 3, 4]}, index=list("ABC"))
    p = priority.problem(frame, {"dampak": 1}, scale=(0, 10))
    assert set(p.portfolio(budget=7, price="pagu").chosen) == {"B", "C"}
    assert set(p.portfolio(budget=7, price=price).chosen) == {"B", "C"}


@pytest.mark.parametrize("name", METHODS)
def test_edge_25__rank_acceptabilities_sum_to_one_and_share_ties(name):
    """Oracle: by hand: twins take first and second half and half."""
    shares = make_problem([[3, 3], [3, 3], [1, 2]]).robust(draws=300, method=name).acceptability
    assert shares.sum().tolist() == pytest.approx([1, 1, 1])
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert shares.to_numpy() == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]))


@pytest.mark.parametrize("shape", SHAPES)
def test_edge_26__thresholds_do_not_depend_on_raw_units(shape):
    """Oracle: rupiah and million rupiah, the threshold of each criterion in its own unit."""
    p = make_problem([[900, 4], [300, 2], [1200, 3], [320, 5]], [2, 1], cost="c1")
    bends = {"q": {"c1": 50, "c2": 1}, "p": {"c1": 500, "c2": 2}, "s": {"c1": 200, "c2": 1}}
    rupiah = {name: {**both, "c1": both["c1"] * 1e6} for name, both in bends.items()}
    other = p.with_(data=p.data * [1e6, 1])
    was, now = (
        p.promethee(shape=shape, **bent(shape, **bends)),
        other.promethee(shape=shape, **bent(shape, **rupiah)),
    )
    assert now.score.tolist() == pytest.approx(was.score.tolist())
    alone = p.promethee(shape=shape, **bent(shape, q=1, p=2, s=1)).steps["unicriterion"]["c2"]
    assert (
        other.promethee(shape=shape, **bent(shape, q=1, p=2, s=1))
        .steps["unicriterion"]["c2"]
        .equals(alone)
    )


@pytest.mark.parametrize("shape", ["u_shape", "level", "linear"])
@pytest.mark.parametrize("n", [3, 80])
def test_edge_27__a_float_error_decides_no_preference(shape, n):
    """Oracle: tenths as whole numbers: 0.8 − 0.6 > 0.2 and 0.3 − 0.1 < 0.2 as floats only."""
    tenths = np.random.default_rng(n).integers(1, 11, (n, 1))
    if n == 3:
        tenths = np.array([[8], [6], [3]])
    whole = make_problem(tenths).promethee(shape=shape, q=2, p=2)
    for resolution in (None, 0.1):
        p = make_problem(tenths / 10, resolution=resolution)
        found = p.promethee(shape=shape, q=0.2, p=0.2)
        assert found.rank.tolist() == whole.rank.tolist()
        assert found.score.tolist() == pytest.approx(whole.score.tolist(), abs=1e-12)


def test_edge_28__weights_that_sum_to_eight_tenths_are_refused_or_rescaled_and_it_is_said():
    given_ = {"dampak": 0.5, "biaya": 0.3}
    with pytest.raises(ValueError, match=r"points that sum to 1. Got 0\.8"):
        weights.direct(given_, total=1)
    rescaled = weights.direct(given_, total=1, off="rescale")
    assert "0.8" in repr(rescaled)
    assert rescaled.weights.tolist() == pytest.approx([0.625, 0.375])
    p = priority.problem(CONSTANT, given_, cost="biaya")
    assert "weights given sum to 0.8" in repr(p.saw())
    assert p.weights.tolist() == pytest.approx([0.625, 0.375])


# ---- Properties that belong to no single module -------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(n=st.integers(2, 12), seed=st.integers(0, 10**6))
def test_property__a_consistent_matrix_returns_its_generator(n, seed):
    told = weighting(np.random.default_rng(seed), n)
    for method in ("eigenvector", "geometric_mean", "mean"):
        found = weights.ahp(np.outer(told, 1 / told), method=method, rounded=None)
        assert found.weights.to_numpy() == pytest.approx(told)


@settings(max_examples=20, deadline=None)
@given(n=st.integers(2, 6), raters=st.integers(1, 5), seed=st.integers(0, 10**6))
def test_property__judgements_or_priorities_joined_by_geometric_means_are_the_same(n, raters, seed):
    """Oracle: AIJ = AIP where both the weights and the group are geometric means."""
    rng = np.random.default_rng(seed)
    matrices = []
    for _ in range(raters):
        upper = np.triu(np.exp(rng.uniform(-2, 2, (n, n))), 1)
        matrices.append(upper + np.eye(n) + np.tril(1 / np.where(upper.T > 0, upper.T, 1), -1))
    asked = {"method": "geometric_mean", "mean": "geometric", "exclude": False, "rounded": None}
    joined = weights.ahp_group(np.array(matrices), aggregation="AIJ", **asked)
    apart = weights.ahp_group(np.array(matrices), aggregation="AIP", **asked)
    assert joined.weights.to_numpy() == pytest.approx(apart.weights.to_numpy())


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 9), seed=st.integers(0, 10**6))
def test_property__three_ways_to_the_best_portfolio_agree(n, seed):
    """Oracle: all selections; the dynamic programme; HiGHS, by a rule that binds nobody."""
    rng = np.random.default_rng(seed)
    labels = [f"P{k}" for k in range(n)]
    score = pd.Series(rng.integers(1, 9, n).astype(float), labels)
    price = pd.Series(rng.integers(1, 9, n), labels)
    budget = int(price.sum() * 0.6)
    best = max(
        score[list(some)].sum()
        for k in range(n + 1)
        for some in itertools.combinations(labels, k)
        if price[list(some)].sum() <= budget
    )
    groups = pd.DataFrame({"opd": "DLH"}, index=labels)
    plain = portfolio.choose(score, price, budget=budget)
    ruled = portfolio.choose(score, price, budget=budget, attributes=groups, at_most={"opd": n})
    assert (plain.method, ruled.method) == ("dynamic_programme", "highs")
    assert (plain.value, ruled.value) == pytest.approx((best, best))


@settings(max_examples=20, deadline=None)
@given(raters=st.integers(2, 6), n=st.integers(2, 7), seed=st.integers(0, 10**6))
def test_property__w_is_one_for_equal_rankings(raters, n, seed):
    rng = np.random.default_rng(seed)
    ranking = rng.permutation(n).astype(float)
    sheets = np.array([ranking * factor + 7 for factor in rng.uniform(0.1, 9, raters)])
    assert agreement.kendall_w(sheets).w == pytest.approx(1)


# ---- What review found: noise of the computer is no information ----------------------------------


def test_noise__in_equal_means_decides_no_method():
    """Oracle: by hand. Every programme has a mean of 13/9 on a, averaged in three ways; A leads b.

    13/9 comes out as 1.4444444444444444 or …446, depending on which OPD gave what.
    """
    given = {"A": ([1, 1, 1], [2, 1, 1], [2], 5), "B": ([1, 1, 1], [3, 2, 2], [1], 4)}
    given["C"] = ([1, 1, 1], [3, 2, 2], [1], 1)
    rows = [
        (item, f"{opd}{k}", opd, a, b)
        for item, (*votes, b) in given.items()
        for opd, some in zip("XYZ", votes, strict=True)
        for k, a in enumerate(some)
    ]
    ratings = pd.DataFrame(rows, columns=["item", "rater", "opd", "a", "b"])
    labels = {"alternative": "item", "rater": "rater", "agency": "opd"}
    for scale in ((1, 5), None):
        p = priority.problem(ratings, {"a": 0.6, "b": 0.4}, scale=scale, **labels)
        assert p.unused == ("a",)
        assert {p.score(name).best for name in ("saw", "topsis", "promethee", "wp")} == {("A",)}
        assert p.vikor().best[0] == "A"
        assert p.dominance().loc["A"].tolist() == [False, True, True]


@pytest.mark.parametrize("method", ["saw", "vikor", "promethee"])
def test_noise__in_given_numbers_is_a_constant_column(method):
    """Oracle: 0.1 + 0.2 is 0.3."""
    frame = pd.DataFrame({"a": [0.1 + 0.2, 0.3, 0.3], "b": [1, 2, 3]}, index=list("ABC"))
    p = priority.problem(frame, {"a": 0.9, "b": 0.1})
    assert p.unused == ("a",)
    assert p.score(method).best == ("C",)
