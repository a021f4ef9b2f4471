"""How firm a ranking is: published SMAA, exact volumes, plain loops and enumerated resamples."""

from itertools import pairwise, permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import (
    KERNELS,
    METHODS,
    cases,
    costs,
    make_problem,
    ranks_of,
    rated_problem,
)
from published import example

from smartcity_analysis import kernels, robustness

COMPROMISE = [[0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1]]


class Recorder:
    """A kernel that keeps the weightings it was asked about."""

    def __init__(self, kernel=kernels.saw):
        self.kernel, self.seen = kernel, []

    def __call__(self, x, w):
        if w.ndim == 2:
            self.seen.append(w.copy())
        return self.kernel(x, w)

    @property
    def drawn(self):
        return np.vstack(self.seen)


def recorded(p, kernel=kernels.saw, **options):
    """Weightings of the acceptability counts alone, and the result."""
    recorder = Recorder(kernel)
    result = p.robust(method=recorder, **options)
    return recorder.drawn[: result.draws], result


def counted(scores):
    """Rank acceptability and sums of first places by a plain loop; a tie is shared."""
    draws, n = scores.shape
    shares = np.zeros((n, n))
    for row in scores:
        ranks = ranks_of(row)
        for item, rank in enumerate(ranks):
            size = (ranks == rank).sum()
            shares[item, rank - 1 : rank - 1 + size] += 1 / size / draws
    return shares


def assert_within_four_errors(found, exact, draws):
    """Four standard errors of a share, and a little for shares of 0 and 1."""
    exact = np.clip(exact, 0, 1)
    error = np.sqrt(exact * (1 - exact) / draws)
    assert (np.abs(found - exact) <= 4 * error + 1e-9).all()


# ---- Published and exact ------------------------------------------------------------------------


def test_smaa__antidepressants():
    """Oracle: Tervonen et al. (2011) as in JSMAA: acceptability, central weights, confidence."""
    case = example("smaa2_antidepressants")
    given_, told = case["inputs"], case["expected"]
    drawn = np.random.default_rng(5).normal(given_["mean"], given_["deviation"], (60_000, 4, 6))
    drawn[..., 0] = np.exp(drawn[..., 0])
    low, high = np.array(given_["low"]), np.array(given_["high"])
    values = (drawn - low) / (high - low)
    values[..., 1:] = 1 - values[..., 1:]
    labels = {"alternatives": given_["alternatives"], "criteria": given_["criteria"]}
    result = robustness.smaa(values, **labels, seed=1)
    near = {"abs": case["tolerance"]}
    assert result.acceptability.to_numpy() == pytest.approx(np.array(told["acceptability"]), **near)
    assert result.central_weights.to_numpy() == pytest.approx(
        np.array(told["central_weights"]), **near
    )
    assert result.confidence.tolist() == pytest.approx(told["confidence"], **near)
    assert result.acceptability.index.tolist() == given_["alternatives"]
    assert result.central_weights.columns.tolist() == given_["criteria"]
    assert (result.draws, result.exact) == (60_000, False)


def test_smaa__three_alternatives_alike_by_symmetry():
    """Oracle: by symmetry, thirds everywhere."""
    case = example("smaa_symmetric")
    told = case["expected"]
    result = robustness.smaa(case["inputs"]["values"], draws=200_000)
    assert result.acceptability.to_numpy() == pytest.approx(
        np.array(told["acceptability"]), abs=case["tolerance"]
    )
    assert (result.pairwise == told["pairwise"]).all(axis=None)
    assert result.expected_rank.tolist() == told["expected_rank"]
    assert result.confidence.tolist() == [1, 1, 1]


def test_robust__every_weighting_counts_alike():
    """Oracle: area of the triangle in which no weight passes ½: ¼; scaled uniforms would say ½."""
    result = make_problem(COMPROMISE, scale=(0, 1)).robust(draws=200_000)
    assert_within_four_errors(result.table["first"]["A1"], 0.25, 200_000)
    rng = np.random.default_rng(0)
    scaled = rng.random((200_000, 3))
    scaled /= scaled.sum(axis=1, keepdims=True)
    biased = robustness.smaa(COMPROMISE, scaled).table["first"][1]
    assert biased == pytest.approx(0.5, abs=0.01)


def test_robust__a_weight_has_the_density_of_a_uniform_simplex():
    """Oracle: on the simplex of m weights, P(w₁ > t) = (1 − t)^(m − 1)."""
    drawn, _ = recorded(make_problem([[1, 2, 3, 4], [2, 1, 4, 3]]), draws=50_000)
    for t in (0.1, 0.25, 0.5, 0.8):
        assert_within_four_errors((drawn > t).mean(axis=0), np.full(4, (1 - t) ** 3), 50_000)


def test_robust__central_weights_are_what_one_has_to_believe():
    """Oracle: first where w₁ > ½, with the mean ¾."""
    result = make_problem([[1, 0], [0, 1]]).robust(draws=100_000)
    assert result.central_weights.to_numpy() == pytest.approx(
        np.array([[0.75, 0.25], [0.25, 0.75]]), abs=0.005
    )
    assert result.confidence.tolist() == [1, 1]


def test_robust__one_that_is_never_first_has_no_central_weights():
    result = make_problem([[2, 2], [1, 1], [3, 3]]).robust(draws=1000)
    assert result.central_weights.isna().all(axis=1).tolist() == [True, True, False]
    assert np.isnan(result.confidence["A1"])
    assert result.confidence["A3"] == 1
    assert result.table["first"].to_dict() == {"A3": 1, "A1": 0, "A2": 0}


def test_pairwise__share_of_the_simplex_by_hand():
    """Oracle: plane w₁ = w₂ halves it; 3 w₁ < w₂ cuts a quarter off an edge; w₃ > ½ a quarter."""
    found = robustness.smaa([[1.0, 0, 0], [0, 1, 0], [0.5, 0.5, 1]]).pairwise.to_numpy()
    assert found[0, 1] == 0.5
    quarter = robustness.smaa([[3.0, 0], [0, 1]]).pairwise.to_numpy()
    assert quarter == pytest.approx(np.array([[0.5, 0.75], [0.25, 0.5]]), abs=1e-15)
    apart = robustness.smaa([[0.5, 0.5, 0.5], [0, 0, 1.0]]).pairwise.iloc[0, 1]
    assert apart == pytest.approx(0.75)


# ---- Acceptability ------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(case=cases(most=9), name=st.sampled_from(METHODS), draws=st.integers(1, 400))
def test_acceptability__rows_and_columns_sum_to_one(case, name, draws):
    matrix, w = case
    p = make_problem(np.vstack([matrix, matrix[0]]), w, cost=costs(len(w)))
    shares = p.robust(draws=draws, method=name).acceptability.to_numpy()
    assert shares.sum(axis=0) == pytest.approx(1)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert (shares >= 0).all()


@settings(max_examples=30, deadline=None)
@given(case=cases(most=7), seed=st.integers(0, 10_000), draws=st.integers(1, 60))
def test_acceptability__agrees_with_a_plain_loop(case, seed, draws):
    """Oracle: a loop over draws and alternatives; Likert values tie often."""
    values, _ = case
    w = np.random.default_rng(seed).dirichlet(np.ones(values.shape[1]), draws)
    w[::3] = np.round(w[::3] * 4) / 4
    w = np.abs(w / w.sum(axis=1, keepdims=True))
    result = robustness.smaa(values, w)
    assert result.acceptability.to_numpy() == pytest.approx(counted(w @ values.T), abs=1e-9)
    ahead = np.sign(np.round((w @ values.T)[:, :, None] - (w @ values.T)[:, None], 10))
    assert result.pairwise.to_numpy() == pytest.approx((ahead.mean(axis=0) + 1) / 2, abs=1e-9)
    expected = counted(w @ values.T) @ np.arange(1, len(values) + 1)
    assert result.expected_rank.to_numpy() == pytest.approx(expected)


@settings(max_examples=20, deadline=None)
@given(case=cases(most=7), name=st.sampled_from(METHODS), seed=st.integers(0, 99))
def test_robust__counts_what_the_method_gives(case, name, seed):
    """Oracle: the weightings recorded by a kernel, ranked one by one."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)))
    drawn, own = recorded(p, KERNELS[name], draws=75, seed=seed)
    assert len(drawn) == 75
    assert drawn.sum(axis=1) == pytest.approx(1)
    scores = np.array([KERNELS[name](p.oriented, one) for one in drawn])
    assert own.acceptability.to_numpy() == pytest.approx(counted(scores), abs=1e-9)
    ours = p.robust(draws=75, seed=seed, method=name)
    assert ours.acceptability.to_numpy() == pytest.approx(counted(scores), abs=1e-9)
    assert ours.method == name


@pytest.mark.parametrize("n", [1, 2, 3, 63, 64, 65, 200])
def test_acceptability__of_few_and_of_many(n):
    """Oracle: a plain loop, around sizes at which bit patterns grow."""
    rng = np.random.default_rng(n)
    values, w = rng.random((n, 3)), rng.dirichlet(np.ones(3), 40)
    shares = robustness.smaa(values, w).acceptability.to_numpy()
    assert shares == pytest.approx(counted(w @ values.T), abs=1e-9)


def test_robust__twins_tie_in_every_draw():
    matrix = [[3, 1, 2], [1, 3, 2.5], [3, 1, 2]]
    for name in METHODS:
        for options in ({}, {"around": 50}, {"order": ["c1", "c2", "c3"]}):
            result = make_problem(matrix, [2, 1, 1]).robust(draws=2000, method=name, **options)
            shares = result.acceptability
            assert shares.loc["A1"].tolist() == pytest.approx(shares.loc["A3"].tolist())
            assert result.pairwise.loc["A1", "A3"] == 0.5


def test_robust__twins_in_the_criteria_that_count_tie_around_weights():
    """Oracle: by hand: A1 and A2 differ on a criterion of weight 0 only."""
    p = make_problem([[3, 1, 9], [3, 1, 1], [1, 2, 5]], [2, 1, 0])
    result = p.robust(draws=500, around=20)
    assert result.acceptability.loc["A1"].equals(result.acceptability.loc["A2"])
    assert result.pairwise.loc["A1", "A2"] == 0.5


def test_robust__alternatives_all_alike_share_every_rank():
    for name in METHODS:
        result = make_problem([[2, 3]] * 4).robust(draws=50, method=name)
        assert result.acceptability.to_numpy() == pytest.approx(np.full((4, 4), 0.25))
        assert result.expected_rank.tolist() == pytest.approx([2.5] * 4)


def test_robust__one_alternative_is_always_first():
    result = make_problem([[2, 3]]).robust(draws=10)
    assert result.acceptability.to_numpy().tolist() == [[1]]
    assert result.expected_rank.tolist() == [1]
    assert result.table[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1]]


def test_table__shows_ranks_of_the_middle_ninety_percent():
    """Oracle: by hand, 100 weightings: A1 first in 96 and last in 4, A2 the other way round."""
    w = np.array([[1.0, 0]] * 96 + [[0, 1.0]] * 4)
    table = robustness.smaa([[1.0, 0], [0, 1.0], [0.5, 0.5]], w, top=2).table
    assert table.loc[1].drop(["score", "rank"]).tolist() == pytest.approx([0.96, 0.96, 1.08, 1, 1])
    assert table.loc[2].drop(["score", "rank"]).tolist() == pytest.approx([0.04, 0.04, 2.92, 3, 3])
    assert table.loc[3].drop(["score", "rank"]).tolist() == pytest.approx([0, 1, 2, 2, 2])
    assert table.index.tolist() == [1, 3, 2]


# ---- Exact against sampled ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["saw", "wp", "promethee"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairwise__exact_agrees_with_sampled(name, seed):
    """Oracle: 10,000 draws by a kernel, within four standard errors."""
    matrix = np.random.default_rng(seed).integers(1, 6, (6, 4)).astype(float)
    p = make_problem(matrix, cost="c2")
    exact = p.robust(draws=10, method=name)
    sampled = p.robust(draws=10_000, method=Recorder(KERNELS[name]), seed=seed)
    assert (exact.exact, sampled.exact) == (True, False)
    assert_within_four_errors(sampled.pairwise.to_numpy(), exact.pairwise.to_numpy(), 10_000)


@settings(max_examples=25, deadline=None)
@given(cases(most=7))
def test_expected_rank__is_one_plus_the_chances_to_be_beaten(case):
    matrix, w = case
    result = make_problem(matrix, w).robust(draws=10)
    pairs = result.pairwise.to_numpy()
    assert pairs + pairs.T == pytest.approx(np.ones(pairs.shape))
    beaten = pairs.sum(axis=0) - np.diag(pairs)
    assert result.expected_rank.to_numpy() == pytest.approx(1 + beaten)
    assert result.expected_rank.sum() == pytest.approx(len(matrix) * (len(matrix) + 1) / 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_expected_rank__exact_agrees_with_the_mean_of_the_draws(seed):
    matrix = np.random.default_rng(seed).random((5, 3))
    result = make_problem(matrix).robust(draws=100_000)
    mean = result.acceptability.to_numpy() @ np.arange(1, 6)
    assert result.expected_rank.to_numpy() == pytest.approx(mean, abs=0.02)


@pytest.mark.parametrize(
    ("options", "exact", "over"),
    [
        ({}, True, "uniform"),
        ({"method": "wp"}, True, "uniform"),
        ({"method": "promethee", "shape": "linear", "p": 2}, True, "uniform"),
        ({"method": "topsis"}, False, "uniform"),
        ({"method": "vikor", "v": 0.3}, False, "uniform"),
        ({"around": 30}, False, "dirichlet"),
        ({"order": ["c1", "c3", "c2"]}, True, "ordinal"),
        ({"order": ["c1", ["c2", "c3"]]}, False, "ordinal"),
        ({"order": ["c1", "c3", "c2"], "method": "topsis"}, False, "ordinal"),
    ],
)
def test_robust__says_what_is_exact_and_what_is_drawn(options, exact, over):
    result = make_problem([[1, 2, 3], [3, 1, 2], [2, 3, 1]]).robust(draws=100, **options)
    assert (result.exact, result.over) == (exact, over)
    assert result.concentration == options.get("around")
    pairs = result.pairwise.to_numpy()
    assert pairs + pairs.T == pytest.approx(np.ones((3, 3)))
    assert np.diag(pairs).tolist() == [0.5] * 3


# ---- What is known about the weights ------------------------------------------------------------


def test_robust__around_draws_a_dirichlet_with_the_stated_mean():
    """Oracle: Dirichlet: mean w, variance w (1 − w) / (100 + 1); a weight of 0 stays 0."""
    p = make_problem([[1, 2, 3, 4], [4, 3, 2, 1]], [5, 3, 2, 0])
    drawn, result = recorded(p, draws=40_000, around=100)
    w = np.array([0.5, 0.3, 0.2, 0])
    deviation = np.sqrt(w * (1 - w) / 101)
    assert drawn.mean(axis=0) == pytest.approx(w, abs=4 * 0.05 / 200)
    assert drawn.std(axis=0) == pytest.approx(deviation, rel=0.03)
    assert deviation[1] == pytest.approx(0.046, abs=0.0005)
    assert (drawn[:, 3] == 0).all()
    assert "concentration 100" in result.convention


def test_robust__a_weight_of_zero_is_out_of_the_draws_around():
    """Oracle: the same problem without that criterion."""
    full = make_problem([[1, 3, 9], [3, 1, 1], [2, 2.5, 5]], [2, 1, 0])
    rest = make_problem([[1, 3], [3, 1], [2, 2.5]], [2, 1])
    for name in METHODS:
        found = full.robust(draws=20_000, around=30, method=name).acceptability.to_numpy()
        assert found == pytest.approx(
            rest.robust(draws=20_000, around=30, method=name).acceptability.to_numpy(), abs=0.02
        )


def test_robust__draws_close_around_the_weights_confirm_the_ranking():
    p = make_problem([[5, 1, 3], [1, 5, 3], [4, 4, 1]], [0.5, 0.3, 0.2])
    result = p.robust(draws=500, around=1e7)
    assert (result.table["rank"] - result.table["expected_rank"]).abs().max() < 1e-6


@pytest.mark.parametrize(
    "order", [["c3", "c1", "c2"], [["c2", "c3"], "c1"], ["c2", ["c1", "c3"]], [["c1", "c2", "c3"]]]
)
def test_robust__weightings_respect_the_order(order):
    drawn, _ = recorded(make_problem([[1, 2, 3], [3, 1, 2]]), draws=3000, order=order)
    assert drawn.sum(axis=1) == pytest.approx(1)
    groups = [[one] if isinstance(one, str) else one for one in order]
    places = [[int(name[1:]) - 1 for name in group] for group in groups]
    for ahead, behind in pairwise(places):
        assert (drawn[:, ahead].min(axis=1) >= drawn[:, behind].max(axis=1)).all()


def test_robust__an_order_is_the_uniform_simplex_cut_down():
    """Oracle: uniform weightings, only those in the order kept; centroid 11, 5, 2 / 18."""
    drawn, _ = recorded(
        make_problem([[1, 2, 3], [3, 1, 2]]), draws=60_000, order=["c1", "c2", "c3"]
    )
    assert drawn.mean(axis=0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.004)
    every = np.random.default_rng(3).dirichlet(np.ones(3), 400_000)
    kept = every[(np.diff(every) <= 0).all(axis=1)]
    for t in (0.4, 0.6, 0.8):
        assert (drawn[:, 0] > t).mean() == pytest.approx((kept[:, 0] > t).mean(), abs=0.01)


def test_robust__one_group_of_all_is_no_order_at_all():
    p = make_problem(COMPROMISE, scale=(0, 1))
    result = p.robust(draws=100_000, order=[["c1", "c2", "c3"]])
    assert_within_four_errors(result.table["first"]["A1"], 0.25, 100_000)


@pytest.mark.parametrize("order", list(permutations(["c1", "c2", "c3"])))
def test_pairwise__exact_by_the_corners_of_an_order(order):
    """Oracle: 10,000 draws by a kernel, within four standard errors."""
    matrix = np.random.default_rng(8).random((5, 3))
    p = make_problem(matrix)
    exact = p.robust(draws=10, order=order).pairwise.to_numpy()
    sampled = p.robust(draws=10_000, order=order, method=Recorder()).pairwise.to_numpy()
    assert_within_four_errors(sampled, exact, 10_000)


# ---- Seeds, kernels, refusals -------------------------------------------------------------------


def test_robust__the_same_seed_gives_the_same():
    p = make_problem(np.random.default_rng(0).random((5, 4)))
    for options in ({}, {"around": 9}, {"order": ["c1", ["c2", "c4"], "c3"]}, {"method": "topsis"}):
        one, two, other = (p.robust(draws=999, seed=seed, **options) for seed in (7, 7, 8))
        pd.testing.assert_frame_equal(one.table, two.table)
        pd.testing.assert_frame_equal(one.acceptability, two.acceptability)
        pd.testing.assert_frame_equal(one.pairwise, two.pairwise)
        pd.testing.assert_frame_equal(one.central_weights, two.central_weights)
        assert not one.acceptability.equals(other.acceptability)


def test_robust__takes_a_kernel_of_the_user():
    """Oracle: SAW under another name, with scores of another size and sign."""
    p = make_problem(np.random.default_rng(2).random((6, 3)), cost="c3")
    told = p.robust(draws=3000).acceptability

    def mine(x, w):
        return 1e6 * (w @ kernels.unit(x).T) - 5e6

    result = p.robust(draws=3000, method=mine)
    assert result.method == "mine"
    assert result.acceptability.to_numpy() == pytest.approx(told.to_numpy(), abs=1e-9)


def test_robust__a_kernel_that_gives_no_number_is_refused():
    def gap(x, w):
        scores = w @ x.T
        return np.where(w[..., :1] > 0.5, np.nan, scores) if w.ndim > 1 else scores

    with pytest.raises(ValueError, match="not finite"):
        make_problem([[1, 2], [2, 1]]).robust(method=gap, draws=100)


def test_robust__passes_options_on_and_says_so():
    p = make_problem([[1, 5], [3, 3], [5, 1.5]], [1, 1])
    result = p.robust(method="vikor", v=0.9, draws=300)
    assert "v 0.9" in result.convention
    assert result.score.tolist() == p.vikor(v=0.9).score.tolist()
    usual = p.robust(method="promethee", draws=300).acceptability
    linear = p.robust(method="promethee", shape="linear", p=9, draws=300).acceptability
    assert not usual.equals(linear)


def test_robust__says_its_finding():
    result = make_problem([[1, 1], [5, 4]]).robust(draws=1000)
    told = "<Robustness saw: A2 first in 100 % of 1000 draws over uniform weightings>"
    assert repr(result) == told
    assert set(result.tables()) == {
        "priority_robustness",
        "priority_rank_acceptability",
        "priority_central_weights",
        "priority_pairwise",
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"draws": 0},
            r"'draws' parameter of Problem.robust must be a whole number of at least 1. Got 0",
        ),
        ({"top": 0}, r"'top' parameter of Problem.robust must be a whole number of at least 1"),
        ({"around": 0.5}, r"'around' parameter of Problem.robust must be at least 1"),
        ({"around": np.nan}, r"'around' parameter of Problem.robust"),
        ({"around": np.inf}, r"'around' parameter of Problem.robust must be finite"),
        ({"around": 10, "order": ["c1", "c2"]}, r"'order' parameter .* left out when 'around' is"),
        ({"order": ["c1"]}, r"'order' parameter .* every criterion once, of c1, c2"),
        ({"order": ["c1", "c2", "c2"]}, r"'order' parameter .* every criterion once"),
        ({"order": ["c1", "c9"]}, r"'order' parameter .* every criterion once"),
        ({"method": "ahp"}, r"'method' parameter"),
    ],
)
def test_robust__refuses_arguments_in_one_sentence(options, message):
    with pytest.raises(ValueError, match=message):
        make_problem([[1, 2], [2, 1]]).robust(**options)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        ([[1.0, np.nan]], {}, r"'values' parameter of robustness.smaa must be finite"),
        ([1.0, 2], {}, r"'values' parameter"),
        (
            [[1.0, 0]],
            {"draws": 0},
            r"'draws' parameter of robustness.smaa must be a whole number of at least 1",
        ),
        ([[1.0, 0]], {"weights": [[1.0, 1.0]]}, r"rows that sum to 1"),
        ([[1.0, 0]], {"weights": [[2.0, -1.0]]}, r"not negative"),
        ([[1.0, 0]], {"weights": [[np.nan, 1.0]]}, r"'weights' parameter"),
        ([[1.0, 0]], {"weights": [[0.5, 0.3, 0.2]]}, r"'weights' parameter"),
        ([[[1.0, 0]]] * 3, {"weights": [[0.5, 0.5]]}, r"'weights' parameter"),
    ],
)
def test_smaa__refuses_what_does_not_fit(values, options, message):
    with pytest.raises(ValueError, match=message):
        robustness.smaa(values, **options)


def test_smaa__reads_labels_from_a_frame_and_leaves_it_alone():
    frame = pd.DataFrame({"x": [1, 0], "y": [0, 1]}, index=["P", "Q"])
    kept = frame.copy()
    result = robustness.smaa(frame, draws=100)
    assert result.central_weights.columns.tolist() == ["x", "y"]
    assert result.table.index.tolist() == ["P", "Q"]
    pd.testing.assert_frame_equal(frame, kept)


def test_smaa__size_and_sign_of_the_values_do_not_matter():
    values = np.random.default_rng(4).random((5, 3))
    told = robustness.smaa(values, draws=2000)
    found = robustness.smaa(1e7 * values - 1e8, draws=2000)
    pd.testing.assert_frame_equal(found.acceptability, told.acceptability)
    assert found.pairwise.to_numpy() == pytest.approx(told.pairwise.to_numpy(), abs=1e-6)


# ---- Over raters --------------------------------------------------------------------------------


def enumerated(scores, low=1, high=5):
    """All resamples of the raters, each alike: mean ratings, SAW on declared bounds, ranks."""
    raters = len(scores)
    overall = np.nanmean(scores, axis=0)
    rows = []
    for chosen in product(range(raters), repeat=raters):
        some = scores[list(chosen)]
        known = ~np.isnan(some)
        total = np.where(known, some, 0).sum(axis=0)
        mean = np.divide(total, known.sum(axis=0), out=overall.copy(), where=known.any(axis=0))
        rows.append(((mean - low) / (high - low)).mean(axis=1))
    return counted(np.array(rows))


@pytest.mark.parametrize("blank", [[], [(0, 0)], [(0, 0), (1, 0), (2, 1)]])
def test_bootstrap__agrees_with_all_resamples(blank):
    """Oracle: 27 resamples of three raters, one by one; a blank row is an unrated alternative."""
    scores = np.array(
        [[[5, 2], [4, 4], [1, 2]], [[2, 1], [3, 5], [4, 4]], [[4, 5], [1, 2], [3, 3]]], dtype=float
    )
    for rater, item in blank:
        scores[rater, item] = np.nan
    result = rated_problem(scores, scale=(1, 5)).bootstrap(draws=40_000)
    assert_within_four_errors(result.acceptability.to_numpy(), enumerated(scores), 40_000)
    assert result.over == "raters"
    assert result.central_weights.shape == (3, 0)


def test_bootstrap__agrees_with_all_resamples_when_single_ratings_are_missing():
    """Oracle: 27 resamples of three raters; one lacks a criterion only."""
    scores = np.array(
        [[[5, 2], [4, np.nan], [1, 2]], [[np.nan, 1], [3, 5], [4, 4]], [[4, 5], [1, 2], [3, 3]]]
    )
    result = rated_problem(scores, scale=(1, 5)).bootstrap(draws=40_000)
    assert_within_four_errors(result.acceptability.to_numpy(), enumerated(scores), 40_000)


def test_bootstrap__an_unrated_alternative_keeps_its_stand_in():
    """Oracle: by hand: the unrated one stands at the worst end and is always last."""
    scores = np.array([[[5.0], [3], [np.nan]], [[4], [2], [np.nan]]])
    p = rated_problem(scores, missing="worst", scale=(1, 5))
    result = p.bootstrap(draws=200)
    assert result.acceptability.to_numpy().tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert result.rank.tolist() == p.saw().rank.tolist()


def test_bootstrap__resamples_agencies_where_each_has_one_vote():
    """Oracle: by hand: OPD x says 5 against 1, OPD y 1 against 5: ¼, ½ tied, ¼."""
    scores = np.array([[[5.0], [1]], [[5], [1]], [[5], [1]], [[1], [5]]])
    agencies = ["x", "x", "x", "y"]
    by_agency = rated_problem(scores, agencies, scale=(1, 5)).bootstrap(draws=20_000)
    assert by_agency.table["first"].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    by_rater = rated_problem(scores, agencies, scale=(1, 5), aggregation="rater").bootstrap(
        draws=20_000
    )
    never_more_y = sum(np.array([1, 4, 6]) * np.array([3**4, 3**3, 3**2])) / 4**4
    tied = 6 * 3**2 / 4**4
    assert by_rater.table["first"]["A1"] == pytest.approx(never_more_y - tied / 2, abs=0.02)


def test_bootstrap__uses_weights_and_costs_of_the_problem():
    scores = np.array([[[5.0, 1], [4, 5]], [[4, 2], [3, 4]], [[5, 1], [3, 4]]])
    p = rated_problem(scores, scale=(1, 5), cost="c2")
    assert p.bootstrap(draws=50).table.index[0] == "A1"
    assert p.bootstrap(draws=50).table["first"]["A1"] == 1
    other = p.with_(cost="c1", weights={"c1": 1, "c2": 0})
    assert other.bootstrap(draws=50).table["first"]["A2"] == 1


def test_bootstrap__needs_two_units():
    with pytest.raises(ValueError, match="one voting unit alone cannot be resampled"):
        rated_problem(np.array([[[5.0], [1]]])).bootstrap()
    with pytest.raises(ValueError, match="one voting unit alone cannot be resampled"):
        rated_problem(np.array([[[5.0], [1]], [[4], [2]]]), ["x", "x"]).bootstrap()
    with pytest.raises(ValueError, match=r"'draws' parameter of Problem.bootstrap"):
        rated_problem(np.array([[[5.0], [1]], [[4], [2]]])).bootstrap(draws=0)


def test_bootstrap__the_same_seed_gives_the_same():
    scores = np.random.default_rng(3).integers(1, 6, (5, 4, 2)).astype(float)
    p = rated_problem(scores, scale=(1, 5))
    one, two = p.bootstrap(draws=500, seed=3), p.bootstrap(draws=500, seed=3)
    pd.testing.assert_frame_equal(one.table, two.table)
    pd.testing.assert_frame_equal(one.pairwise, two.pairwise)
    assert repr(one).endswith("draws over raters>")
    pairs = one.pairwise.to_numpy()
    assert pairs + pairs.T == pytest.approx(np.ones((4, 4)))


def test_robust__reads_a_mapping_of_ranks_as_ranks():
    """Oracle: the same order told as a list."""
    p = make_problem([[1, 2, 3], [3, 2, 1], [2, 3, 1]])
    told = p.robust(order=["c3", ["c1", "c2"]], draws=500).acceptability
    ranks = p.robust(order={"c1": 2, "c2": 2, "c3": 1}, draws=500).acceptability
    pd.testing.assert_frame_equal(told, ranks)
    with pytest.raises(ValueError, match=r"'order' parameter .* a list or mapping"):
        p.robust(order="c1")
