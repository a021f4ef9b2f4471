"""QSPM: the rows of David's computer store, blanks, and how firm the first place is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis import swot

WEIGHTS = pd.Series({"S-01": 0.6, "W-01": 0.4, "O-01": 0.7, "T-01": 0.3})


def scores(**columns):
    return pd.DataFrame(columns, index=WEIGHTS.index)


def store():
    david = example("qspm_david_computer_store")
    names = david["inputs"]["strategies"]
    rows = pd.DataFrame(david["inputs"]["rows"], columns=["factor", "weight", *names])
    return rows.set_index("factor"), names, david["expected"]


def test_qspm__matches_davids_computer_store():
    """Oracle: David, Strategic Management, table 6-7, the external rows."""
    rows, names, expected = store()
    result = swot.qspm(rows["weight"], rows[names], weight_sum=None)
    used = result.steps[result.steps["used"]]
    assert used["tas"].tolist() == pytest.approx(np.ravel(expected["tas"]).tolist())
    assert result.table["stas"].tolist() == pytest.approx(expected["partial_sum"])
    assert result.table["rank"].tolist() == [1, 2]
    assert result.best == (names[0],)
    assert result.lead == pytest.approx(0.27)
    assert result.dropped["reason"].tolist() == ["blank"] * 6
    assert (result.n_factors, result.n_used) == (11, 5)
    assert result.share_used == pytest.approx(0.55 / 0.95)


def test_qspm__the_smallest_change_in_the_computer_store():
    """Oracle: by hand, 0.27 behind; T1 weighs most, 0.15: 1.8 points, but 3 has room for 1 only.

    Raising: O1 2 + 2.7 > 4, T3 1 + 0.27 / 0.12 = 3.25 fits. Lowering the leader: T1 4 − 1.8 = 2.2
    fits, and is less than 2.25.
    """
    rows, names, _ = store()
    result = swot.qspm(rows["weight"], rows[names], weight_sum=None)
    smallest = result.smallest
    assert (smallest.factor, smallest.strategy) == (
        "T1 Best Buy opening new store nearby",
        names[0],
    )
    assert (smallest.needed, smallest.change) == pytest.approx((2.2, -1.8))
    assert smallest.becomes == names[1]
    assert result.state == "moves"
    bypass = result.swaps.query("factor.str.startswith('T3') and strategy == @names[1]")
    assert bypass["needed"].tolist() == pytest.approx([3.25])
    assert bypass["inside"].tolist() == [True]


def test_qspm__a_blank_is_no_zero():
    """Oracle: by hand; without T-01 both have 0.6 × 2 + 0.4 × 4 + 0.7 × 1 = 3.5."""
    given_scores = scores(A=[2, 4, 1, np.nan], B=[2, 4, 1, 4])
    result = swot.qspm(WEIGHTS, given_scores, partial="drop_row")
    assert result.table["stas"].tolist() == pytest.approx([3.5, 3.5])
    assert result.table["rank"].tolist() == [1, 1]
    assert (result.state, result.lead, result.smallest) == ("tied", 0, None)
    assert result.dropped.to_dict("records") == [
        {
            "factor": "T-01",
            "weight": 0.3,
            "reason": "partial",
            "n_blank": 1,
            "blank_strategies": "A",
        }
    ]
    assert repr(result) == "<Qspm A and B 3.50, 3 of 4 factors, 85 % of weight>"


def test_qspm__a_partly_blank_row_is_refused_by_name():
    with pytest.raises(ValueError, match="partly blank rows: W-01, T-01"):
        swot.qspm(WEIGHTS, scores(A=[1, None, 2, 3], B=[1, 2, 2, None]))


def test_qspm__says_when_no_single_score_changes_the_first_place():
    """Oracle: by hand, 2.0 × (4 − 1) = 6 behind; no weight carries that within three points."""
    result = swot.qspm(WEIGHTS, scores(A=[4] * 4, B=[1] * 4))
    assert (result.state, result.smallest) == ("immovable", None)
    assert result.lead == pytest.approx(6)
    assert not result.swaps["inside"].any()


def test_qspm__a_change_that_only_ties_at_the_end_of_the_scale_is_not_inside():
    """Oracle: by hand, 0.6 behind: S-01 by one point, from 3 to exactly 4."""
    result = swot.qspm(WEIGHTS, scores(A=[4, 1, 1, 1], B=[3, 1, 1, 1]))
    row = result.swaps[(result.swaps["strategy"] == "B") & (result.swaps["factor"] == "S-01")]
    assert row["needed"].tolist() == pytest.approx([4.0])
    assert row["inside"].tolist() == [False]


def test_qspm__one_strategy_stands_alone():
    result = swot.qspm(WEIGHTS, scores(A=[1, 2, 3, 4]))
    assert (result.state, result.smallest) == ("alone", None)
    assert np.isnan(result.lead)
    assert result.swaps.empty


def test_qspm__kinds_check_axis_by_axis():
    kinds = {"S-01": "strength", "W-01": "weakness", "O-01": "opportunity", "T-01": "threat"}
    table = scores(A=[1, 2, 3, 4], B=[2, 2, 2, 2])
    assert swot.qspm(WEIGHTS, table, kinds=kinds).weight_sum == pytest.approx(2)
    shifted = WEIGHTS.add(pd.Series({"S-01": 0.1, "O-01": -0.1}), fill_value=0)
    assert swot.qspm(shifted, table).weight_sum == pytest.approx(2)
    with pytest.raises(
        ValueError, match=r"1 over internal factors and 1 over external factors. Got '1.1 and 0.9'"
    ):
        swot.qspm(shifted, table, kinds=kinds)
    with pytest.raises(ValueError, match="none for S-01"):
        swot.qspm(WEIGHTS, table, kinds={})


@st.composite
def matrices(draw):
    """Weights that sum to 2, scores 1–4 in whole points, some rows blank."""
    n, m = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    parts = np.array(draw(st.lists(st.integers(1, 9), min_size=n, max_size=n)), dtype=float)
    table = np.array(
        draw(st.lists(st.integers(1, 4), min_size=n * m, max_size=n * m)), dtype=float
    ).reshape(n, m)
    blank = draw(st.lists(st.booleans(), min_size=n - 1, max_size=n - 1))
    table[1:][blank] = np.nan
    index = [f"F-{row}" for row in range(n)]
    weights = pd.Series(2 * parts / parts.sum(), index)
    return weights, pd.DataFrame(table, index, [f"P-{column}" for column in range(m)])


@settings(max_examples=60, deadline=None)
@given(matrices(), st.integers(0, 10_000))
def test_qspm__order_and_unit_do_not_matter(drawn, seed):
    """Oracle: property; rows and columns may be mixed, and twice the weight is twice the score."""
    weights, table = drawn
    rng = np.random.default_rng(seed)
    before = table.copy()
    one = swot.qspm(weights, table).table.set_index("strategy")
    mixed = table.iloc[rng.permutation(len(table)), rng.permutation(table.shape[1])]
    other = swot.qspm(weights, mixed).table.set_index("strategy").reindex(one.index)
    pd.testing.assert_frame_equal(one, other)
    double = swot.qspm(2 * weights, table, weight_sum=4).table.set_index("strategy")
    assert double["stas"].tolist() == pytest.approx((2 * one["stas"]).tolist())
    assert double["rank"].tolist() == one["rank"].tolist()
    pd.testing.assert_frame_equal(table, before)


@settings(max_examples=60, deadline=None)
@given(matrices())
def test_qspm__halved_scores_halve_the_sums(drawn):
    """Oracle: property; scores 2 or 4 against 1 or 2."""
    weights, table = drawn
    even = table.where(table.isna(), 2 + 2 * (table > 2))
    full, half = swot.qspm(weights, even), swot.qspm(weights, even / 2)
    assert half.table["stas"].tolist() == pytest.approx((full.table["stas"] / 2).tolist())
    assert half.table["rank"].tolist() == full.table["rank"].tolist()


@settings(max_examples=25, deadline=None)
@given(matrices())
def test_qspm__just_beyond_the_change_another_leads_and_just_short_does_not(drawn):
    """Oracle: the matrix computed again with the change; and a search over every cell."""
    weights, table = drawn
    result = swot.qspm(weights, table)
    for row in result.swaps[result.swaps["inside"].astype(bool)].itertuples():
        for factor, leads in ((1 + 1e-6, True), (1 - 1e-6, False)):
            changed = table.copy()
            changed.loc[row.factor, row.strategy] = row.now + factor * row.change
            best = swot.qspm(weights, changed).best
            assert result.state == "tied" or (row.becomes in best) == leads
            assert result.state == "tied" or (result.best[0] in best) != leads
    if result.state in ("moves", "immovable"):
        reach = abs(result.smallest.change) if result.smallest else 3.0
        for factor in table.index[table.notna().all(axis=1)]:
            for strategy in table.columns:
                for step in (-0.999 * reach, 0.999 * reach):
                    changed = table.copy()
                    changed.loc[factor, strategy] = np.clip(
                        table.loc[factor, strategy] + step, 1, 4
                    )
                    assert result.best[0] in swot.qspm(weights, changed).best


@pytest.mark.parametrize(
    ("weights", "table", "message"),
    [
        (WEIGHTS.iloc[:3], scores(A=[1, 2, 3, 4]), "only one of both with T-01"),
        (WEIGHTS * 0.9, scores(A=[1, 2, 3, 4]), "sum to 2 over all factors. Got '1.8'"),
        (WEIGHTS.where(WEIGHTS > 0.3), scores(A=[1, 2, 3, 4]), "nan for T-01"),
        (WEIGHTS * [1, 1, 1, -1], scores(A=[1, 2, 3, 4]), "-0.3 for T-01"),
        (WEIGHTS * 0, scores(A=[1, 2, 3, 4]), "a sum of 0"),
        (WEIGHTS, scores(A=[1, 2, 0, 4]), "0 at factor O-01, strategy A"),
        (WEIGHTS, scores(A=[1, 2, 5, 4]), "5 at factor O-01, strategy A"),
        (WEIGHTS, scores(A=[np.nan] * 4), "a row in which every strategy has a score"),
        (
            WEIGHTS.rename({"W-01": "S-01"}),
            scores(A=[1, 2, 3, 4]),
            "without repetition. Got 'S-01'",
        ),
    ],
)
def test_qspm__refuses_what_cannot_be_scored(weights, table, message):
    with pytest.raises(ValueError, match=message):
        swot.qspm(weights, table)


def test_qspm__refuses_arguments_in_one_sentence():
    table = scores(A=[1, 2, 3, 4])
    with pytest.raises(ValueError, match="one of 'refuse', 'drop_row'"):
        swot.qspm(WEIGHTS, table, partial="zero")
    with pytest.raises(ValueError, match="at least 0"):
        swot.qspm(WEIGHTS, table, tolerance=-1)


def test_qspm__carries_its_tables():
    tables = swot.qspm(WEIGHTS, scores(A=[1, 2, 3, 4], B=[2, 2, 2, 2])).tables()
    assert set(tables) == {
        *("swot_qspm", "swot_qspm_summary", "swot_qspm_steps", "swot_qspm_dropped"),
        "swot_qspm_swaps",
    }
    assert tables["swot_qspm_summary"]["partial"].tolist() == ["refuse"]
