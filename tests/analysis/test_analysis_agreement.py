"""Kendall's W against published examples and SciPy's Friedman test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from smartcity_analysis.analysis.agreement import kendall_w

JUDGES = [
    [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]
WING = [10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4]
TAIL = [7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3]
BILL = [5.5, 5.5, 9.5, 2, 3, 1, 8, 4, 11, 9.5, 7, 12]


def test_kendall_w__matches_four_judges_and_ten_projects():
    """Oracle: teaching note on Kendall's W (Scribd 659863121): S = 1048, W = 0.7939."""
    result = kendall_w(-np.array(JUDGES))
    assert result.rank_sums == (10, 8, 12, 16, 21, 22, 25, 31, 37, 38)
    assert sum((np.array(result.rank_sums) - 22) ** 2) == 1048
    assert result.w == pytest.approx(0.7939, abs=1e-4)
    assert result.tie_correction == 0
    assert (result.n_raters, result.n_items, result.df) == (4, 10, 9)


def test_kendall_w__matches_zar_with_ties():
    """Oracle: Zar (2010), example 20.5; rank sums as printed by UNISTAT, W with ties 0.924135."""
    result = kendall_w(-np.array([WING, TAIL, BILL]))
    assert result.rank_sums == (14.5, 21, 30.5, 6, 11, 3.5, 20, 11.5, 29, 28.5, 22.5, 36)
    assert result.w == pytest.approx(0.924135, abs=1e-6)
    assert result.chi2 == pytest.approx(30.4965, abs=1e-4)
    assert result.p_value == pytest.approx(0.001324, abs=1e-6)
    assert result.tie_correction == 6 + 6 + 24 + 6 + 6 + 6 + 6


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
