"""Agreement of raters against published examples, SciPy, hand sheets and plain loops."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example
from scipy.stats import friedmanchisquare, kendalltau, spearmanr

from smartcity_analysis.analysis.agreement import (
    between_blocks,
    consensus,
    kendall_w,
    outliers,
)

JUDGES = example("kendall_w_scribd_659863121")["inputs"]["ranks"]


def test_kendall_w__matches_four_judges_and_ten_projects():
    """Oracle: teaching note on Kendall's W, see tests/oracles."""
    case = example("kendall_w_scribd_659863121")
    result, told = kendall_w(-np.array(JUDGES)), case["expected"]
    assert list(result.rank_sums) == told["rank_sums"]
    assert sum((np.array(result.rank_sums) - told["mean_sum"]) ** 2) == told["s"]
    assert result.w == pytest.approx(told["w"], abs=case["tolerance"])
    assert result.tie_correction == 0
    assert (result.n_raters, result.n_items, result.df) == (4, 10, 9)


def test_kendall_w__matches_zar_with_ties():
    """Oracle: Zar (2010), example 20.5, see tests/oracles."""
    case = example("kendall_w_zar_2010")
    result, told = kendall_w(-np.array(case["inputs"]["measures"])), case["expected"]
    assert list(result.rank_sums) == told["rank_sums"]
    assert result.w == pytest.approx(told["w"], abs=case["tolerance"])
    assert result.chi2 == pytest.approx(told["chi2"], abs=1e-4)
    assert result.p_value == pytest.approx(told["p_value"], abs=case["tolerance"])
    assert result.tie_correction == told["tie_correction"]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_kendall_w__chi2_is_friedmans(seed):
    """Oracle: scipy.stats.friedmanchisquare."""
    scores = np.random.default_rng(seed).integers(1, 6, (4, 5)).astype(float)
    scores[0, :2] = [1, 2]
    ours = kendall_w(scores)
    theirs = friedmanchisquare(*scores.T)
    assert ours.chi2 == pytest.approx(theirs.statistic)
    assert ours.p_value == pytest.approx(theirs.pvalue)
    assert 0 <= ours.w <= 1
    assert kendall_w(-scores).w == pytest.approx(ours.w)


def test_kendall_w__is_one_for_equal_rankings():
    assert kendall_w([[3, 2, 1], [30, 20, 10]]).w == pytest.approx(1)


def test_kendall_w__drops_incomplete_raters_and_says_so():
    result = kendall_w([*JUDGES, [np.nan, *range(9)]])
    assert (result.n_raters, result.n_dropped) == (4, 1)
    assert result.w == pytest.approx(0.7939, abs=1e-4)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[1, 2, 3]], "too_few_raters"),
        ([[np.nan, 1], [np.nan, 2]], "too_few_raters"),
        ([[1], [2]], "too_few_items"),
        (np.empty((3, 0)), "too_few_items"),
        ([[2, 2, 2], [1, 1, 1]], "all_tied"),
    ],
)
def test_kendall_w__is_undefined_with_a_reason_never_a_guess(scores, reason):
    result = kendall_w(scores)
    assert np.isnan(result.w)
    assert np.isnan(result.p_value)
    assert result.reason == reason
    assert reason in repr(result)


def test_kendall_w__refuses_a_flat_list():
    with pytest.raises(ValueError, match="The 'scores' parameter"):
        kendall_w([1, 2, 3])


def test_kendall_w__carries_its_table():
    table = kendall_w(JUDGES).tables()["kendall_w"]
    assert table["w"].iloc[0] == pytest.approx(0.7939, abs=1e-4)


# ---- Blocks ---------------------------------------------------------------------------------

RATERS = [f"R{number}" for number in range(1, 8)]
BLOCKS = dict(zip(RATERS, ["gov", "gov", "gov", "biz", "biz", "aca", ""], strict=True))
AGENCIES = dict(zip(RATERS, ["X", "X", "Y", "", "Z", "Z", ""], strict=True))
PANEL = pd.DataFrame(
    [[5, 4, 2, 1], [5, 3, 2, 1], [4, 4, 3, 1], [1, 2, 4, 5]], ["R1", "R2", "R3", "R4"], [*"ABCD"]
)


def random_panel(seed, raters=7, items=6, blanks=0.2):
    rng = np.random.default_rng(seed)
    scores = rng.integers(1, 6, (raters, items)).astype(float)
    scores[rng.random(scores.shape) < blanks] = np.nan
    scores[0, 0] = 3
    return pd.DataFrame(scores, RATERS[:raters], [f"P{n}" for n in range(items)])


def unit_means(scores, agencies):
    """Oracle helper: one row per OPD or lone rater, by plain pandas."""
    units = [agencies[rater] or f"alone {rater}" for rater in scores.index]
    return scores.groupby(np.array(units)).mean()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_between_blocks__agrees_with_scipy(seed):
    """Oracle: scipy.stats.spearmanr and kendalltau on the means of each block's OPDs."""
    scores = random_panel(seed)
    result = between_blocks(scores, BLOCKS, agencies=AGENCIES)
    means = {
        block: unit_means(scores[[BLOCKS[r] == block for r in scores.index]], AGENCIES).mean()
        for block in ("gov", "biz", "aca")
    }
    assert result.unassigned == ("R7",)
    for pair in result.pairs.itertuples():
        both = pd.DataFrame({"a": means[pair.block_a], "b": means[pair.block_b]}).dropna().round(9)
        assert pair.n_items == len(both)
        if len(both) < 3:
            assert pair.reason == "too_few_items"
        elif min(both["a"].nunique(), both["b"].nunique()) == 1:
            assert pair.reason == "all_tied"
        else:
            assert pair.rho == pytest.approx(spearmanr(both["a"], both["b"]).statistic)
            assert pair.tau_b == pytest.approx(kendalltau(both["a"], both["b"]).statistic)
            assert pair.reason == ""
        assert np.isnan(pair.rho) == np.isnan(pair.tau_b) == bool(pair.reason)


def test_between_blocks__matches_a_hand_sheet():
    """Oracle: hand sheet. Leads (3 1 −1 −3) against (2 2 −1 −3): rho = 18 / √(20 × 18)."""
    blocks = pd.Series({"R1": "gov", "R2": "gov", "R3": "biz", "R4": "com", "R9": "absent"})
    result = between_blocks(PANEL, blocks)
    pairs = result.pairs.set_index(["block_a", "block_b"])
    assert pairs.loc[("biz", "gov"), "rho"] == pytest.approx(18 / np.sqrt(360))
    assert pairs.loc[("biz", "gov"), "tau_b"] == pytest.approx(5 / np.sqrt(30))
    assert pairs.loc[("com", "gov"), ["rho", "tau_b"]].tolist() == [-1, -1]
    assert result.blocks["block"].tolist() == ["biz", "com", "gov"]
    assert result.blocks["reason"].tolist() == ["one_rater", "one_rater", ""]
    assert result.blocks["w"].iloc[2] == 1
    assert result.means["gov"].tolist() == [5, 3.5, 2, 1]
    assert "com – gov, rho -1.00" in repr(result)
    assert set(result.tables()) == {
        "consensus_block_pairs",
        "consensus_blocks",
        "consensus_block_means",
    }


def test_between_blocks__one_opd_one_vote_within_a_block():
    """Oracle: hand sheet. X says 5 twice, Y says 1: mean 3 by OPD, 11/3 by rater."""
    scores = pd.DataFrame({"A": [5.0, 5, 1, 2], "B": [1.0, 1, 2, 3]}, RATERS[:4])
    agencies = {"R1": "X", "R2": "X", "R3": "Y"}
    blocks = {"R1": "gov", "R2": "gov", "R3": "gov", "R4": "biz"}
    by_opd = between_blocks(scores, blocks, agencies=agencies, min_items=2)
    by_rater = between_blocks(scores, blocks, agencies=agencies, aggregation="rater", min_items=2)
    assert by_opd.means["gov"].tolist() == [3, 1.5]
    assert by_rater.means["gov"].tolist() == pytest.approx([11 / 3, 4 / 3])
    assert by_opd.blocks["n_units"].tolist() == [1, 2]
    assert by_rater.blocks["n_units"].tolist() == [1, 3]


def test_between_blocks__undefined_comes_with_its_reason():
    scores = pd.DataFrame(
        [[3, 3, 3, 3], [1, 2, 3, 4], [np.nan, np.nan, 1, 2], [2, 2, 1, np.nan]], RATERS[:4]
    ).set_axis([*"ABCD"], axis=1)
    blocks = {"R1": "flat", "R2": "full", "R3": "few", "R4": "full"}
    result = between_blocks(scores, blocks, agencies={"R2": "X", "R4": "X"})
    reasons = result.pairs.set_index(["block_a", "block_b"])["reason"]
    assert reasons[("few", "flat")] == "too_few_items"
    assert reasons[("flat", "full")] == "all_tied"
    assert result.pairs["rho"].isna().all()
    assert "no pair can be compared" in repr(result)
    within = result.blocks.set_index("block")["reason"]
    assert within.to_dict() == {"few": "one_rater", "flat": "one_rater", "full": "one_unit"}
    alone = between_blocks(scores, blocks).blocks.set_index("block")["reason"]
    assert alone["full"] == "too_few_raters"


def test_between_blocks__one_block_alone_has_nobody_to_compare_with():
    """Oracle: by hand: all four raters of one block, means of the columns, no pair."""
    result = between_blocks(PANEL, dict.fromkeys(PANEL.index, "gov"))
    assert result.pairs.empty
    assert list(result.pairs) == ["block_a", "block_b", "n_items", "rho", "tau_b", "reason"]
    assert result.blocks[["block", "n_raters"]].to_numpy().tolist() == [["gov", 4]]
    assert result.means["gov"].tolist() == PANEL.mean().tolist()
    assert repr(result) == "<BlockAgreement 1 blocks, no pair can be compared>"


# ---- Outlying raters ------------------------------------------------------------------------


def test_outliers__matches_a_hand_sheet():
    """Oracle: hand sheet. R4 against the means 14/3 11/3 7/3 1 of the others, and so on."""
    result = outliers(PANEL)
    table = result.table.set_index("rater")
    assert result.table["rater"].iloc[0] == "R4"
    assert table.loc["R4", "rho"] == -1
    assert table.loc[["R1", "R2", "R3"], "rho"].tolist() == pytest.approx([18 / 360**0.5] * 3)
    assert table.loc[["R1", "R2", "R3", "R4"], "deviation"].tolist() == pytest.approx(
        [5 / 4, 13 / 12, 3 / 4, 11 / 4]
    )
    assert result.deviation_limit == pytest.approx(7 / 6 + 3 / 4)
    assert result.w == pytest.approx(74 / 312)
    assert table.loc["R4", "w_without"] == pytest.approx(170 / 174)
    assert table.loc["R4", "w_gain"] == pytest.approx(170 / 174 - 74 / 312)
    assert result.flagged == ("R4",)
    assert table.loc["R4", ["below_threshold", "beyond_limit"]].all()
    assert not table.loc["R1", "flagged"]
    assert repr(result) == "<Outliers R4 of 4 raters, rho < 0 or deviation > 1.92>"


def test_outliers__one_opd_one_vote_or_one_rater_one_vote():
    """Oracle: hand sheet. By OPD R1 meets (5 + 1) / 2 = 3 everywhere, by rater 11/3, 3, 7/3."""
    scores = pd.DataFrame([[5, 3, 1]] * 3 + [[1, 3, 5]], RATERS[:4], [*"ABC"])
    agencies = {"R1": "X", "R2": "X", "R3": "X", "R4": "Y"}
    by_opd = outliers(scores, agencies=agencies).table.set_index("rater")
    by_rater = outliers(scores, agencies=agencies, aggregation="rater").table.set_index("rater")
    assert np.isnan(by_opd.loc["R1", "rho"])
    assert by_opd.loc["R1", "reason"] == "all_tied"
    assert by_opd.loc["R1", "deviation"] == pytest.approx(4 / 3)
    assert by_rater.loc["R1", "rho"] == 1
    assert by_rater.loc["R1", "deviation"] == pytest.approx(8 / 9)
    assert by_opd.loc["R4", "rho"] == by_rater.loc["R4", "rho"] == -1
    assert by_opd.loc["R4", "agency"] == "Y"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_outliers__agrees_with_plain_loops(seed):
    """Oracle: pandas loops that take one rater out at a time; spearmanr; kendall_w."""
    scores = random_panel(seed, blanks=0.1)
    result = outliers(scores, agencies=AGENCIES)
    rated = scores.columns[scores.notna().any()]
    for row in result.table.itertuples():
        units = unit_means(scores.drop(index=row.rater), AGENCIES)
        both = pd.DataFrame({"own": scores.loc[row.rater], "others": units.mean()}).dropna()
        both = both.round(9)
        assert row.n_items == len(both)
        expected = kendall_w(units[rated].to_numpy())
        assert row.w_without == pytest.approx(expected.w, nan_ok=True)
        if len(both) < 3:
            assert row.reason == "too_few_items"
            continue
        assert row.deviation == pytest.approx((both["own"] - both["others"]).abs().mean())
        if min(both["own"].nunique(), both["others"].nunique()) > 1:
            assert row.rho == pytest.approx(spearmanr(both["own"], both["others"]).statistic)
        else:
            assert row.reason == "all_tied"
    whole = kendall_w(unit_means(scores, AGENCIES)[rated].to_numpy())
    assert result.w == pytest.approx(whole.w, nan_ok=True)


def test_outliers__a_rater_alone_has_nobody_to_depart_from():
    result = outliers(PANEL.iloc[:1])
    assert result.table["reason"].tolist() == ["nobody_else"]
    assert result.flagged == ()
    assert np.isnan(result.deviation_limit)
    assert "none of 1 raters" in repr(result)


def test_outliers__a_stricter_threshold_flags_more():
    assert set(outliers(PANEL, threshold=0.95).flagged) == {"R1", "R2", "R3", "R4"}
    assert outliers(PANEL, threshold=-1, spread=10).flagged == ()


# ---- Consensus ------------------------------------------------------------------------------


def test_consensus__puts_the_orders_side_by_side():
    """Oracle: hand sheet. 3 × (5 4 1) and 2 × (1 5 4): the mean chooses B, duels choose A."""
    scores = pd.DataFrame([[5, 4, 1]] * 3 + [[1, 5, 4]] * 2, RATERS[:5], [*"ABC"])
    result = consensus(scores)
    orders = result.orders.set_index("alternative")
    assert orders["mean"].to_dict() == pytest.approx({"B": 4.4, "A": 3.4, "C": 2.2})
    assert orders["mean_rank"].to_dict() == {"B": 1, "A": 2, "C": 3}
    assert orders["borda_share"].to_dict() == pytest.approx({"B": 0.7, "A": 0.6, "C": 0.2})
    assert orders["copeland_rank"].to_dict() == {"A": 1, "B": 2, "C": 3}
    assert orders["same_rank"].to_dict() == {"B": False, "A": False, "C": True}
    assert result.copeland.condorcet == "A"
    assert result.blocks is None
    assert repr(result).startswith("<Consensus W 0.")


def test_consensus__counts_voting_units():
    result = consensus(PANEL, agencies={"R1": "X", "R2": "X"}, blocks={"R1": "g", "R4": "c"})
    assert (result.n_units, result.n_raters) == (3, 4)
    assert result.concordance.n_raters == 3
    assert result.borda.n_voters == 3
    assert result.blocks.unassigned == ("R2", "R3")
    assert set(result.tables()) == {
        *("consensus_orders", "kendall_w", "consensus_outliers", "borda", "copeland"),
        *("copeland_pairwise", "consensus_block_pairs", "consensus_blocks"),
        "consensus_block_means",
    }
    assert consensus(PANEL, agencies={"R1": "X", "R2": "X"}, aggregation="rater").n_units == 4


def test_consensus__ranks_turn_the_orders_but_not_w():
    ranks = 6 - PANEL
    turned, plain = consensus(ranks, higher_is_better=False), consensus(PANEL)
    assert turned.concordance.w == pytest.approx(plain.concordance.w)
    shown = ["alternative", "mean_rank", "borda_rank", "copeland_rank"]
    pd.testing.assert_frame_equal(turned.orders[shown], plain.orders[shown])
    assert turned.orders["mean"].tolist() == pytest.approx((6 - plain.orders["mean"]).tolist())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_consensus__does_not_depend_on_the_order_of_rows_or_columns(seed):
    rng = np.random.default_rng(seed)
    scores = random_panel(seed)
    shuffled = scores.iloc[rng.permutation(7), rng.permutation(6)]
    one, other = (consensus(s, agencies=AGENCIES, blocks=BLOCKS) for s in (scores, shuffled))
    for name, key in (("consensus_orders", "alternative"), ("consensus_outliers", "rater")):
        a, b = (r.tables()[name].set_index(key).sort_index() for r in (one, other))
        pd.testing.assert_frame_equal(a, b)
    pd.testing.assert_frame_equal(one.blocks.pairs, other.blocks.pairs)
    assert one.concordance.w == pytest.approx(other.concordance.w, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6))
def test_consensus__equal_raters_agree_completely(seed, raters):
    """Property: W = 1, every rho 1, nobody flagged, one order."""
    scores = np.random.default_rng(seed).permutation(6).astype(float)
    panel = pd.DataFrame([scores] * raters, RATERS[:raters])
    result = consensus(panel, blocks=dict(zip(RATERS, "ababab", strict=False)))
    assert result.concordance.w == 1
    assert (result.outliers.table["rho"] == 1).all()
    assert (result.outliers.table["w_without"].dropna() == 1).all()
    assert result.outliers.flagged == ()
    assert (result.blocks.pairs["rho"] == 1).all()
    assert result.orders["same_rank"].all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_consensus__every_rater_twice_changes_neither_w_nor_the_orders(seed):
    scores = random_panel(seed, blanks=0)
    twice = pd.concat([scores, scores.rename(index=lambda rater: f"{rater}'")])
    one, other = consensus(scores), consensus(twice)
    assert other.concordance.w == pytest.approx(one.concordance.w)
    shown = ["alternative", "mean_rank", "borda_rank", "copeland_rank"]
    pd.testing.assert_frame_equal(one.orders[shown], other.orders[shown])


def test_consensus__leaves_its_input_alone():
    scores, agencies, blocks = random_panel(3), pd.Series(AGENCIES), pd.Series(BLOCKS)
    before = scores.copy(), agencies.copy(), blocks.copy()
    consensus(scores, agencies=agencies, blocks=blocks)
    pd.testing.assert_frame_equal(scores, before[0])
    pd.testing.assert_series_equal(agencies, before[1])
    pd.testing.assert_series_equal(blocks, before[2])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: consensus([[1, 2]]), "The 'scores' parameter of agreement.consensus"),
        (lambda: outliers(PANEL[["A"]]), "at least two alternatives"),
        (lambda: outliers(PANEL.iloc[[0, 0]]), "rater R1 stands more than once"),
        (lambda: outliers(PANEL[["A", "A"]]), "alternative A stands more than once"),
        (lambda: outliers(PANEL.replace(3, np.inf)), "rater R2, alternative B is inf"),
        (
            lambda: outliers(PANEL.astype(object).replace(3, "tiga")),
            "rater R2, alternative B is 'tiga', not a finite number",
        ),
        (lambda: outliers(PANEL * np.nan), "no scores were given"),
        (lambda: outliers(PANEL, aggregation="opd"), "'aggregation' parameter"),
        (lambda: outliers(PANEL, spread=-1), "'spread' parameter"),
        (lambda: outliers(PANEL, threshold=-2), "'threshold' parameter"),
        (lambda: between_blocks(PANEL, BLOCKS, min_items=1), "'min_items' parameter"),
        (lambda: between_blocks(PANEL, {"R9": "gov"}), "none of the 4 raters has a block"),
    ],
)
def test_consensus__refuses_and_names_the_culprit(call, words):
    with pytest.raises(ValueError, match=words):
        call()
