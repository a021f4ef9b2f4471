"""USG ranking: rank rule, spread and firmness."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_analysis.analysis import priority
from smartcity_analysis.analysis._ranks import competition_ranks, rank_acceptability


def make(scores, rater="A", agency=None):
    """Issues and ratings of one rater from a list of (U, S, G)."""
    codes = [f"I-{n:02d}" for n in range(1, len(scores) + 1)]
    ratings = pd.DataFrame(scores, columns=["urgency", "seriousness", "growth"])
    ratings.insert(0, "issue", codes)
    issues = pd.DataFrame(
        {"issue": codes, "short_name": codes, "statement": "", "dimension": "LIV"}
    )
    return issues, ratings.assign(rater=rater, agency=agency, status="official")


def random_ratings(seed, n_issues=6, n_raters=5):
    rng = np.random.default_rng(seed)
    frames = [
        make(rng.integers(1, 6, (n_issues, 3)).tolist(), f"R{r}", ("DLH", "DINKES", None)[r % 3])
        for r in range(n_raters)
    ]
    return frames[0][0], pd.concat([ratings for _, ratings in frames], ignore_index=True)


def ranks(result):
    return result.table.set_index("issue")["rank"].sort_index().tolist()


def test_usg__adds_up_and_ranks():
    """Oracle: an actualisation report (fliphtml5 hswyl/jmfv, page 71): 13, 14 (I), 10."""
    result = priority.usg(*make([(4, 5, 4), (5, 5, 4), (3, 4, 3)]))
    totals = result.table.set_index("issue")["total"]
    assert totals.sort_index().tolist() == [13, 14, 10]
    assert ranks(result) == [2, 1, 3]
    assert result.table["issue"].tolist() == ["I-02", "I-01", "I-03"]
    assert result.top(1)["issue"].tolist() == ["I-02"]


def test_competition_ranks__equal_totals_share_a_rank():
    """Oracle: APKL case (Scribd 446740654): 16, 9, 19, 18, 16 printed as III, IV, I, II, IV."""
    assert competition_ranks(np.array([[16.0, 9, 19, 18, 16]])).tolist() == [3, 5, 1, 2, 3]


def test_usg__breaks_equal_totals_by_seriousness_then_urgency():
    """Oracle: by hand, all 12: S 5 first, then U 5 of the two with S 4, then one shared rank."""
    issues, ratings = make([(4, 4, 4), (5, 4, 3), (3, 5, 4), (4, 4, 4)])
    assert ranks(priority.usg(issues, ratings)) == [3, 2, 1, 3]
    assert ranks(priority.usg(issues, ratings, tie_break=())) == [1, 1, 1, 1]
    assert ranks(priority.usg(issues, ratings, tie_break=("growth",))) == [1, 4, 1, 1]


def test_usg__near_ties_are_ties():
    """Oracle: thirds, 4 + 1/3 thrice against 13, equal but for the last bit of a float."""
    frames = [
        make([(4 + k, 4 + k, 4 + k), (4, 4, 5)], r) for k, r in ((0, "A"), (0, "B"), (1, "C"))
    ]
    ratings = pd.concat([ratings for _, ratings in frames])
    assert ranks(priority.usg(frames[0][0], ratings, tie_break=())) == [1, 1]


def test_usg__gives_each_agency_one_vote():
    """Oracle: by hand, DLH sends three (15 each), a rater alone gives 3: mean 9; other issue 10."""
    many = [make([(5, 5, 5), (3, 3, 4)], r, "DLH") for r in "ABC"]
    alone = make([(1, 1, 1), (3, 3, 4)], "D")
    ratings = pd.concat([ratings for _, ratings in [*many, alone]])
    by_agency = priority.usg(alone[0], ratings)
    by_rater = priority.usg(alone[0], ratings, aggregation="rater")
    assert by_agency.table.set_index("issue")["total"].to_dict() == {"I-01": 9, "I-02": 10}
    assert (ranks(by_agency), ranks(by_rater)) == ([2, 1], [1, 2])
    row = by_agency.table.set_index("issue").loc["I-01"]
    assert row[["total_min", "total_max", "n_raters", "rank_min", "rank_max"]].tolist() == [
        *(3, 15, 4, 1, 2)
    ]


def test_usg__bootstrap_matches_the_exact_chance():
    """Oracle: two voters of opposite mind: ¼ first, ¼ second, ½ tied (a tie is shared)."""
    one, two = make([(5, 5, 5), (1, 1, 1)], "A"), make([(1, 1, 1), (5, 5, 5)], "B")
    result = priority.usg(one[0], pd.concat([one[1], two[1]]), draws=20_000, seed=4)
    shares = result.acceptability[["rank_1", "rank_2"]].to_numpy()
    assert shares == pytest.approx(np.full((2, 2), 0.5), abs=0.02)
    assert result.table["group"].tolist() == [1, 1]
    assert result.agreement.w == 0


def test_usg__issues_that_raters_agree_on_are_told_apart():
    frames = [make([(5, 5, 5), (3, 3, 3), (1, 1, 1)], r) for r in "ABC"]
    result = priority.usg(frames[0][0], pd.concat([ratings for _, ratings in frames]))
    assert result.table["group"].tolist() == [1, 2, 3]
    assert result.table["expected_rank"].tolist() == [1, 2, 3]
    assert result.table["top3_share"].tolist() == [1, 1, 1]
    assert repr(result) == "<UsgRanking of 3 issues, first I-01, W 1.00>"


def test_usg__unrated_issues_stand_last_without_a_rank():
    issues, ratings = make([(4, 5, 4), (5, 5, 4), (3, 4, 3)])
    other = ratings.assign(rater="B")
    given = pd.concat([ratings, other]).query("issue != 'I-02'")
    result = priority.usg(issues, given)
    assert result.unrated == ("I-02",)
    assert result.table["issue"].tolist() == ["I-01", "I-03", "I-02"]
    assert np.isnan(result.table["rank"].iloc[-1])
    assert result.acceptability.iloc[:2, 1:].to_numpy().tolist() == [[1, 0], [0, 1]]
    assert result.acceptability.iloc[2, 1:].isna().all()


def test_usg__a_row_that_lacks_a_criterion_is_left_out():
    issues, ratings = make([(4, 5, 4), (5, 5, 4)])
    partial = ratings.assign(rater="B", growth=[1.0, np.nan])
    result = priority.usg(issues, pd.concat([ratings, partial]))
    assert result.table.set_index("issue")["n_raters"].to_dict() == {"I-02": 1, "I-01": 2}
    assert result.table.set_index("issue").loc["I-02", "total"] == 14


def test_usg__a_single_voice_cannot_be_resampled():
    result = priority.usg(*make([(4, 5, 4), (5, 5, 4)]))
    assert result.table["expected_rank"].isna().all()
    assert result.table["group"].isna().all()
    assert result.agreement.reason == "too_few_raters"


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), aggregation=st.sampled_from(["rater", "agency"]))
def test_usg__metamorphic(seed, aggregation):
    issues, ratings = random_ratings(seed)
    kept = issues.copy(), ratings.copy()
    result = priority.usg(issues, ratings, aggregation=aggregation, draws=100, seed=seed)
    shares = result.acceptability.drop(columns="issue").to_numpy()
    assert shares.sum(axis=0) == pytest.approx(1)
    assert shares.sum(axis=1) == pytest.approx(1)
    again = priority.usg(
        issues,
        ratings.sample(frac=1, random_state=seed),
        aggregation=aggregation,
        draws=100,
        seed=seed,
    )
    pd.testing.assert_frame_equal(again.table, result.table)
    pd.testing.assert_frame_equal(again.acceptability, result.acceptability)
    twin = pd.concat([issues, issues.iloc[:1].assign(issue="I-99")])
    both = pd.concat([ratings, ratings[ratings["issue"] == "I-01"].assign(issue="I-99")])
    tied = priority.usg(twin, both, aggregation=aggregation, draws=10).table.set_index("issue")
    assert tied.loc["I-99", "rank"] == tied.loc["I-01", "rank"]
    pd.testing.assert_frame_equal(issues, kept[0])
    pd.testing.assert_frame_equal(ratings, kept[1])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_rank_acceptability__shares_ties_over_their_places(seed):
    """Oracle: a plain loop over draws and items."""
    totals = np.random.default_rng(seed).integers(3, 7, (20, 5)).astype(float)
    ranked = competition_ranks(totals[None])
    expected = np.zeros((5, 5))
    for row in ranked.astype(int):
        for item, rank in enumerate(row):
            size = (row == rank).sum()
            expected[item, rank - 1 : rank - 1 + size] += 1 / size / 20
    assert rank_acceptability(ranked) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"aggregation": "x"}, "'aggregation' parameter of priority.usg must be one of"),
        ({"tie_break": ("x",)}, "'tie_break' parameter of priority.usg must be a tuple of"),
        ({"draws": 0}, "'draws' parameter of priority.usg must be at least 1"),
    ],
)
def test_usg__refuses_arguments_in_one_sentence(options, message):
    with pytest.raises(ValueError, match=message):
        priority.usg(*make([(4, 5, 4), (5, 5, 4)]), **options)


def test_usg__refuses_ratings_of_nothing_or_of_unknown_issues():
    issues, ratings = make([(4, 5, 4), (5, 5, 4)])
    with pytest.raises(ValueError, match="no ratings were given"):
        priority.usg(issues, ratings.iloc[:0])
    with pytest.raises(ValueError, match="unknown issue: I-02"):
        priority.usg(issues.iloc[:1], ratings)


def test_usg__carries_its_tables_and_the_sample_mark():
    issues, ratings = random_ratings(1)
    result = priority.usg(issues, ratings.assign(status="sample"))
    assert result.sample
    assert set(result.tables()) == {
        *("usg", "usg_rank_acceptability", "usg_rater_ranks", "usg_rater_totals", "kendall_w")
    }
    assert list(result.rater_ranks.columns) == ["issue", "R0", "R1", "R2", "R3", "R4"]
