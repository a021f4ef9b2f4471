"""The methods as formulas: published examples, plain loops, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import (
    KERNELS,
    METHODS,
    SHAPES,
    bent,
    cases,
    costs,
    make_problem,
    published_problem,
    weighting,
)
from published import example

from smartcity_analysis import kernels

# Which rescaling of a criterion leaves the scores alone: any change of units, or factors only.
ANY_UNITS = [("saw", {}), ("topsis", {"normalise": "range"}), ("vikor", {"v": 0.3})]
FACTORS_ONLY = [
    *(("topsis", {}), ("topsis", {"normalise": "sum"}), ("topsis", {"normalise": "ratio"})),
    *(("wp", {}), ("saw", {"normalise": "ratio"}), ("saw", {"normalise": "sum"})),
    ("saw", {"normalise": "vector"}),
]
EVERY = [*ANY_UNITS, *FACTORS_ONLY, ("promethee", {})]


def close(case, found, told, wider=1):
    assert np.asarray(found) == pytest.approx(np.asarray(told), abs=wider * case["tolerance"])


# ---- Published examples: TOPSIS -----------------------------------------------------------------


def test_topsis__hwang_and_yoon_choose_a_fighter():
    """Oracle: Hwang and Yoon (1981)."""
    case = example("topsis_hwang_yoon_1981")
    ranking = published_problem(case["inputs"]).topsis()
    close(case, ranking.score, case["expected"]["closeness"])
    assert ranking.rank.tolist() == case["expected"]["rank"]
    assert ranking.best == ("A1",)
    assert "vector normalisation" in ranking.convention


def test_topsis__min_max_would_swap_two_of_their_ranks():
    """Oracle: scoring design, edge case 5: the convention decides, so it is said."""
    case = example("topsis_hwang_yoon_1981")
    ranking = published_problem(case["inputs"]).topsis(normalise="range")
    assert ranking.rank.tolist() != case["expected"]["rank"]
    assert "min–max" in ranking.convention


def test_topsis__mountain_climbing_by_min_max():
    """Oracle: Opricovic and Tzeng (2004)."""
    case = example("vikor_topsis_opricovic_tzeng_2004")
    ranking = published_problem(case["inputs"]).topsis(normalise="range")
    close(case, ranking.score, case["expected"]["topsis_range"])


def test_topsis__tzeng_and_huang():
    """Oracle: Tzeng and Huang (2011)."""
    case = example("topsis_vikor_tzeng_huang_2011")
    ranking = published_problem(case["inputs"]).topsis()
    close(case, ranking.score, case["expected"]["closeness"])
    assert ranking.rank.tolist() == case["expected"]["rank"]


def test_topsis__papathanasiou_and_ploskas():
    """Oracle: Papathanasiou and Ploskas (2018)."""
    case = example("ranking_papathanasiou_ploskas_2018")
    close(case, published_problem(case["inputs"]).topsis().score, case["expected"]["closeness"])


def test_topsis__weights_that_sum_to_twenty():
    """Oracle: JMcDM test suite; weights 4, 2, 6, 8 are brought to 1."""
    case = example("topsis_jmcdm_3x4")
    p = published_problem(case["inputs"])
    close(case, p.topsis().score, case["expected"]["closeness"])
    assert "weights given sum to 20" in p.topsis().convention


# ---- VIKOR --------------------------------------------------------------------------------------


def test_vikor__mountain_climbing():
    """Oracle: Opricovic and Tzeng (2004)."""
    case, told = (
        example("vikor_topsis_opricovic_tzeng_2004"),
        example("vikor_topsis_opricovic_tzeng_2004")["expected"],
    )
    ranking = published_problem(case["inputs"]).vikor()
    measures = ranking.steps["measures"]
    for name in ("s", "r", "q"):
        close(case, measures[name], told[name])
    close(case, 1 - ranking.score, told["q"])
    assert list(ranking.best) == told["compromise"]


@pytest.mark.parametrize("weights", ["equal", "economic", "social", "strongly_social"])
def test_vikor__hydropower_on_the_drina(weights):
    """Oracle: Opricovic and Tzeng (2007): one compromise, or a set of three."""
    case = example("vikor_opricovic_tzeng_2007")
    told = case["expected"][weights]
    ranking = published_problem({**case["inputs"], "weights": told["weights"]}).vikor()
    measures = ranking.steps["measures"]
    for name in ("s", "r", "q"):
        close(case, measures[name], told[name])
    assert ranking.rank.tolist() == told["rank"]
    assert sorted(ranking.best) == told["compromise"]


def test_vikor__two_compromises_without_advantage():
    """Oracle: Tzeng and Huang (2011) data: the lead of A3 is less than 1/3."""
    case = example("topsis_vikor_tzeng_huang_2011")
    ranking, told = published_problem(case["inputs"]).vikor(), case["expected"]
    measures = ranking.steps["measures"]
    for name in ("s", "r", "q"):
        close(case, measures[name], told[name])
    assert sorted(ranking.best) == told["compromise"]
    assert ranking.rank["A3"] == 1


def test_vikor__two_compromises_without_stability():
    """Oracle: scikit-criteria test suite: the first is best neither by S nor by R."""
    case = example("vikor_skcriteria_not_stable")
    ranking, told = published_problem(case["inputs"]).vikor(), case["expected"]
    measures = ranking.steps["measures"]
    for name in ("s", "r", "q"):
        close(case, measures[name], told[name])
    assert sorted(ranking.best) == told["compromise"]


def test_vikor__weighs_total_against_regret_as_asked():
    """Oracle: Papathanasiou and Ploskas (2018), v 0.625."""
    case = example("ranking_papathanasiou_ploskas_2018")
    ranking = published_problem(case["inputs"]).vikor(v=case["inputs"]["v"])
    close(case, 1 - ranking.score, case["expected"]["q"])
    assert "v 0.625" in ranking.convention


def test_vikor__yang_and_wu():
    """Oracle: Yang and Wu (2020)."""
    case = example("vikor_yang_wu_2020")
    close(case, 1 - published_problem(case["inputs"]).vikor().score, case["expected"]["q"])


# ---- SAW and WP ---------------------------------------------------------------------------------


def test_saw__heating_losses_by_shares():
    """Oracle: Kracka, Brauers and Zavadskas (2010)."""
    case = example("saw_kracka_2010")
    ranking = published_problem(case["inputs"]).saw(normalise="sum")
    close(case, ranking.score, case["expected"]["score"])
    assert ranking.rank.tolist() == case["expected"]["rank"]


def test_saw__ratios_with_a_cost():
    """Oracle: JMcDM test suite."""
    case = example("saw_jmcdm_4x4")
    close(
        case,
        published_problem(case["inputs"]).saw(normalise="ratio").score,
        case["expected"]["score"],
    )


@pytest.mark.parametrize("name", ["numbers", "cars"])
def test_saw__declared_bounds_are_spotis(name):
    """Oracle: Dezert et al. (2020): SPOTIS is 1 − SAW on declared bounds, free of reversal."""
    case = example("saw_spotis_dezert_2020")
    p = published_problem(case["inputs"][name])
    close(case, 1 - p.saw().score, case["expected"][name])
    assert p.rank_reversal().table["reversed_pairs"].tolist() == [0] * 4


def test_saw_and_wp__ten_alternatives():
    """Oracle: Chakraborty, Zavadskas and Antucheviciene (2015), WASPAS with λ 1 and 0."""
    case = example("wp_saw_chakraborty_2015")
    p, told = published_problem(case["inputs"]), case["expected"]
    close(case, p.saw(normalise="ratio").score, told["saw"])
    close(case, p.wp().score, told["wp"])
    assert p.wp().rank.tolist() == p.saw(normalise="ratio").rank.tolist() == told["rank"]


def test_wp__five_by_six():
    """Oracle: JMcDM test suite, WP and WASPAS with λ ½."""
    case = example("wp_saw_jmcdm_5x6")
    p = published_problem(case["inputs"])
    close(case, p.wp().score, case["expected"]["wp"])
    mean = (p.wp().score + p.saw(normalise="ratio").score) / 2
    close(case, mean, case["expected"]["mean"])


def test_saw_and_wp__a_warehouse_in_yogyakarta():
    """Oracle: Kusumadewi et al. (2006): SAW 17, 13.1167, 13.6; vectors S and V of WP."""
    case = example("saw_wp_kusumadewi_2006")
    inputs, told = case["inputs"], case["expected"]
    rated = published_problem({**inputs, "matrix": inputs["ratings"], "cost": []})
    close(case, 18 * rated.saw(normalise="ratio").score, told["saw_times_18"])
    assert rated.saw(normalise="ratio").best == ("Ngemplak",)
    ranking = published_problem(inputs).wp()
    close(case, ranking.steps["products"]["s"], told["s"])
    close(case, ranking.steps["products"]["v"], told["v"])
    assert ranking.best == ("Kalasan",)


def test_wp__differences_of_logarithms():
    """Oracle: Wikipedia's weighted product model, by way of scikit-criteria."""
    case = example("wp_wikipedia_2017")
    ranking, told = published_problem(case["inputs"]).wp(), np.array(case["expected"]["log10"])
    for products in (ranking.score, ranking.steps["products"]["s"]):
        logs = np.log10(products.to_numpy())
        close(case, logs - logs[0], told - told[0], wider=2)
    assert ranking.rank.tolist() == case["expected"]["rank"]


# ---- PROMETHEE ----------------------------------------------------------------------------------


def ranked_by_promethee(case):
    bends = {
        name: case["inputs"][name] for name in ("shape", "q", "p", "s") if name in case["inputs"]
    }
    return published_problem(case["inputs"]).promethee(**bends)


def test_promethee__all_six_shapes_in_one_problem():
    """Oracle: Brans, Vincke and Mareschal (1986), power stations."""
    case = example("promethee_brans_1986")
    ranking, told = ranked_by_promethee(case), case["expected"]
    close(case, ranking.steps["preference"], told["preference"])
    flows = ranking.steps["flows"]
    close(case, 5 * flows["leaving"], told["leaving_sum"], wider=3)
    close(case, 5 * flows["entering"], told["entering_sum"], wider=3)
    assert ranking.table.index.tolist() == told["order"]


def test_promethee__gaussian_level_and_linear():
    """Oracle: two peers, which agree, on the inputs of the R package MCDA."""
    case = example("promethee_r_mcda_paris")
    flows = ranked_by_promethee(case).steps["flows"]
    for name in ("leaving", "entering", "net"):
        close(case, flows[name], case["expected"][name])


@pytest.mark.parametrize(
    "name",
    ["promethee2_jmcdm", "promethee_ziemba_2017", "promethee_ziemba_2019", "promethee_zhao_2013"],
)
def test_promethee__net_flows_as_printed(name):
    """Oracle: JMcDM (sign put right); Ziemba et al. (2017); Ziemba (2019); Zhao et al. (2013)."""
    case = example(name)
    ranking = ranked_by_promethee(case)
    close(case, ranking.score, case["expected"]["net"])
    assert ranking.best == (ranking.score.idxmax(),)


def test_promethee__one_linear_shape_for_all():
    """Oracle: Papathanasiou and Ploskas (2018), q 1 and p 2."""
    case = example("ranking_papathanasiou_ploskas_2018")
    p, bends = published_problem(case["inputs"]), case["inputs"]
    net = p.promethee(shape="linear", q=bends["q"], p=bends["p"]).score
    assert net.tolist() == pytest.approx(case["expected"]["net"], abs=1e-9)


def preferred(d, shape, q, p, s):
    """The six shapes of Brans and Vincke (1985), one difference at a time."""
    if d <= 0:
        return 0.0
    if shape == "usual":
        return 1.0
    if shape == "u_shape":
        return float(d > q)
    if shape == "v_shape":
        return 1.0 if d > p else d / p
    if shape == "level":
        return 0.0 if d <= q else 0.5 if d <= p else 1.0
    if shape == "linear":
        return 0.0 if d <= q else 1.0 if d > p else (d - q) / (p - q)
    return 1 - np.exp(-(d**2) / (2 * s**2))


@settings(max_examples=25, deadline=None)
@given(
    n=st.sampled_from([2, 9, 64, 65, 80]),
    shape=st.sampled_from(SHAPES),
    likert=st.booleans(),
    seed=st.integers(0, 10**6),
)
def test_promethee__fast_flows_are_the_sums_over_all_pairs(n, shape, likert, seed):
    """Oracle: two plain loops; above 64 alternatives the library sorts instead."""
    rng = np.random.default_rng(seed)
    y = rng.integers(1, 8, n).astype(float) if likert else rng.normal(size=n)
    q, p, s = (1.0, 3.0, 1.5) if likert else (0.2, 0.9, 0.4)
    table = np.array([[preferred(a - b, shape, q, p, s) for b in y] for a in y])
    net = (table.sum(axis=1) - table.sum(axis=0)) / (n - 1)
    bends = {name: np.array([value]) for name, value in (("q", q), ("p", p), ("s", s))}
    found = kernels.promethee(y[:, None], np.ones(1), shapes=[shape], **bends)
    assert found == pytest.approx(net, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 90), seed=st.integers(0, 10**6), shape=st.sampled_from(SHAPES))
def test_promethee__flows_sum_to_zero_within_minus_one_and_one(n, seed, shape):
    rng = np.random.default_rng(seed)
    p = make_problem(rng.integers(1, 6, (n, 3)), weighting(rng, 3), cost="c2")
    flows = p.promethee(shape=shape, **bent(shape, q=1, p=2, s=1)).steps["flows"]
    assert flows["net"].sum() == pytest.approx(0, abs=1e-12)
    assert flows["net"].between(-1 - 1e-12, 1 + 1e-12).all()
    assert flows["leaving"].between(0, 1 + 1e-12).all()
    assert flows["entering"].between(0, 1 + 1e-12).all()


def test_promethee__a_table_of_pairs_adds_up_to_the_flows():
    case = example("promethee_brans_1986")
    ranking = ranked_by_promethee(case)
    pairs = ranking.steps["preference"]
    net = (pairs.sum(axis=1) - pairs.sum()) / 5
    assert net.to_numpy() == pytest.approx(ranking.score.to_numpy())
    assert ranking.steps["unicriterion"].mean(axis=1).to_numpy() == pytest.approx(
        ranking.score.to_numpy()
    )


# ---- What must not matter -----------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(case=cases(), name=st.sampled_from(METHODS), draws=st.integers(1, 5))
def test_kernels__a_batch_is_a_loop_over_weightings(case, name, draws):
    x, _ = case
    rng = np.random.default_rng(draws)
    batch = np.array([weighting(rng, x.shape[1]) for _ in range(draws)])
    kept = x.copy(), batch.copy()
    together = KERNELS[name](x, batch)
    assert together.shape == (draws, len(x))
    for scores, w in zip(together, batch, strict=True):
        alone = KERNELS[name](x, w)
        assert alone.shape == (len(x),)
        assert scores == pytest.approx(alone, abs=1e-12)
    assert (x == kept[0]).all()
    assert (batch == kept[1]).all()


@settings(max_examples=25, deadline=None)
@given(case=cases(), name=st.sampled_from(METHODS))
def test_kernels__the_problem_calls_them_on_negated_costs(case, name):
    """Oracle: the kernel itself; costs enter with a minus sign."""
    matrix, w = case
    cost = costs(matrix.shape[1])
    signs = np.array([-1.0 if f"c{j + 1}" in cost else 1.0 for j in range(matrix.shape[1])])
    found = make_problem(matrix, w, cost=cost).score(name).score
    assert found.to_numpy() == pytest.approx(KERNELS[name](matrix * signs, w), abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(case=cases(), which=st.sampled_from(EVERY), seed=st.integers(0, 99))
def test_methods__order_of_rows_and_columns_does_not_matter(case, which, seed):
    matrix, w = case
    name, options = which
    rng = np.random.default_rng(seed)
    p = make_problem(matrix, w, cost=costs(len(w)))
    weights = {label: w[int(label[1:]) - 1] for label in rng.permutation(p.data.columns)}
    mixed = p.with_(data=p.data.sample(frac=1, random_state=seed), weights=weights)
    was = p.score(name, **options)
    now = mixed.score(name, **options)
    pd.testing.assert_series_equal(now.score.sort_index(), was.score.sort_index(), atol=1e-12)
    pd.testing.assert_series_equal(now.rank.sort_index(), was.rank.sort_index())


@settings(max_examples=30, deadline=None)
@given(case=cases(), which=st.sampled_from(ANY_UNITS), seed=st.integers(0, 99))
def test_methods__a_change_of_units_does_not_matter(case, which, seed):
    """Oracle: property, °C to °F: scores of SAW, VIKOR and min–max TOPSIS stay."""
    matrix, w = case
    name, options = which
    rng = np.random.default_rng(seed)
    factor, shift = rng.uniform(0.01, 1000, len(w)), rng.uniform(-100, 100, len(w))
    cost = costs(len(w))
    was = make_problem(matrix, w, cost=cost).score(name, **options).score
    now = make_problem(matrix * factor + shift, w, cost=cost).score(name, **options).score
    assert now.to_numpy() == pytest.approx(was.to_numpy(), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(case=cases(), which=st.sampled_from(FACTORS_ONLY), seed=st.integers(0, 99))
def test_methods__a_factor_does_not_matter(case, which, seed):
    """Oracle: property, rupiah or million rupiah; a shift does matter to ratios and vectors."""
    matrix, w = case
    name, options = which
    factor = np.random.default_rng(seed).uniform(0.01, 1000, len(w))
    cost = costs(len(w))
    was = make_problem(matrix, w, cost=cost).score(name, **options).score
    now = make_problem(matrix * factor, w, cost=cost).score(name, **options).score
    assert now.to_numpy() == pytest.approx(was.to_numpy(), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(case=cases(), shape=st.sampled_from(SHAPES), seed=st.integers(0, 99))
def test_promethee__a_change_of_units_does_not_matter(case, shape, seed):
    """Oracle: property; thresholds are in the criterion's own unit and change with it."""
    matrix, w = case
    rng = np.random.default_rng(seed)
    names = [f"c{j + 1}" for j in range(len(w))]
    factor = dict(zip(names, rng.uniform(0.01, 1000, len(w)), strict=True))
    shift = rng.uniform(-100, 100, len(w))
    p = make_problem(matrix, w, cost=costs(len(w)))
    other = p.with_(data=p.data * pd.Series(factor) + shift)
    bends = {"q": 1.0, "p": 2.0, "s": 1.5}
    scaled = {name: {c: bend * factor[c] for c in names} for name, bend in bends.items()}
    was = p.promethee(shape=shape, **bent(shape, **bends)).score
    now = other.promethee(shape=shape, **bent(shape, **scaled)).score
    assert now.to_numpy() == pytest.approx(was.to_numpy(), abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(case=cases(), which=st.sampled_from(EVERY), seed=st.integers(0, 99))
def test_methods__a_dominated_alternative_is_never_ahead(case, which, seed):
    matrix, w = case
    name, options = which
    rng = np.random.default_rng(seed)
    cost = costs(len(w))
    worse = rng.integers(0, 2, len(w)) * rng.uniform(0, 0.9, len(w))
    signs = np.array([-1.0 if f"c{j + 1}" in cost else 1.0 for j in range(len(w))])
    p = make_problem(np.vstack([matrix, matrix[0] - signs * worse]), w, cost=cost)
    ranking = p.score(name, **options)
    last = p.alternatives[-1]
    assert ranking.rank["A1"] <= ranking.rank[last]
    if worse.any():
        assert p.dominance().loc["A1", last]


@settings(max_examples=40, deadline=None)
@given(case=cases(), which=st.sampled_from(EVERY), seed=st.integers(0, 99))
def test_methods__a_duplicated_alternative_ties(case, which, seed):
    matrix, w = case
    name, options = which
    k = seed % len(matrix)
    p = make_problem(np.vstack([matrix, matrix[k]]), w, cost=costs(len(w)))
    ranking = p.score(name, **options)
    assert ranking.rank[f"A{k + 1}"] == ranking.rank[p.alternatives[-1]]
    assert ranking.score[f"A{k + 1}"] == pytest.approx(ranking.score[p.alternatives[-1]], abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(case=cases(), which=st.sampled_from(EVERY))
def test_methods__scores_keep_their_range_and_no_nan_appears(case, which):
    matrix, w = case
    name, options = which
    ranking = make_problem(matrix, w, cost=costs(len(w))).score(name, **options)
    low, high = {"promethee": (-1, 1)}.get(name, (0, 1))
    if (name, options) != ("saw", {"normalise": "vector"}):
        assert ranking.score.between(low - 1e-12, high + 1e-12).all()
    for table in ranking.steps.values():
        assert not table.isna().any(axis=None)


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_methods__steps_lead_to_the_score(name, options):
    """Oracle: the last table of the steps, summed, multiplied or compared by hand."""
    matrix = [[4, 9, 2], [3, 3, 5], [5, 6, 4.5]]
    ranking = make_problem(matrix, [5, 3, 2], cost="c2").score(name, **options)
    steps, score = ranking.steps, ranking.score.to_numpy()
    if name == "saw":
        found = steps["weighted"].sum(axis=1)
    elif name == "wp":
        found = steps["powers"].prod(axis=1)
    elif name == "topsis":
        gaps = steps["distances"]
        found = gaps["to_worst"] / gaps.sum(axis=1)
    elif name == "vikor":
        regret, v = steps["weighted_regret"], options["v"]
        s, r = regret.sum(axis=1), regret.max(axis=1)
        found = 1 - v * (s - s.min()) / np.ptp(s) - (1 - v) * (r - r.min()) / np.ptp(r)
    else:
        found = steps["flows"]["leaving"] - steps["flows"]["entering"]
    assert found.to_numpy() == pytest.approx(score, abs=1e-12)


# ---- Normalisations -----------------------------------------------------------------------------


def test_unit__stretches_between_given_ends():
    x = np.array([[1.0, -900], [3, -300]])
    ends = np.array([1.0, -1000]), np.array([5.0, 0])
    assert kernels.unit(x, *ends).tolist() == [[0.0, 0.1], [0.5, 0.7]]


def test_normalisations__write_nothing_into_their_input():
    x = np.array([[1.0, -4.0], [2.0, -5.0]])
    kept = x.copy()
    for normalise in (kernels.unit, kernels.ratio, kernels.share, kernels.vector):
        normalise(x)
        assert (x == kept).all()


@settings(max_examples=20, deadline=None)
@given(cases())
def test_normalisations__have_the_ends_that_their_names_promise(case):
    matrix, _ = case
    assert kernels.ratio(matrix).max(axis=0) == pytest.approx(np.ones(matrix.shape[1]))
    assert kernels.share(matrix).sum(axis=0) == pytest.approx(np.ones(matrix.shape[1]))
    assert np.linalg.norm(kernels.vector(matrix), axis=0) == pytest.approx(np.ones(matrix.shape[1]))
    costs_too = kernels.ratio(-matrix)
    assert costs_too.max(axis=0) == pytest.approx(np.ones(matrix.shape[1]))
    assert (costs_too > 0).all()
