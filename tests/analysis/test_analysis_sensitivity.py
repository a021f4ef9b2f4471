"""What would change a ranking: bounds checked by stepping over them, reversals by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from problems import (
    cases,
    costs,
    make_frame,
    make_problem,
    ranks_of,
    rated_problem,
)

from smartcity_analysis import priority

ADDITIVE = ("saw", "wp", "promethee")
STEP = 1e-6


def moved(p, name, t):
    """The same problem with weight t on one criterion, the others in proportion."""
    w = p.weights * (1 - t) / (1 - p.weights[name])
    return p.with_(weights={**w.to_dict(), name: t})


# ---- Stability ----------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(case=cases(most=6, ties=False), method=st.sampled_from(ADDITIVE))
def test_stability__the_leader_stays_just_inside_and_falls_just_outside(case, method):
    """Oracle: the ranking anew, a millionth on either side of every bound."""
    matrix, w = case
    assume(len(w) > 1)
    p = make_problem(matrix, w, cost=costs(len(w)))
    found = p.stability(method)
    leader = p.score(method).best[0]
    assert found.leader == leader
    for name, row in found.table.iterrows():
        assert row["first_low"] <= row["weight"] <= row["first_high"]
        for bound, taker, way in (
            (row["first_low"], row["taken_below"], -1),
            (row["first_high"], row["taken_above"], 1),
        ):
            inside = moved(p, name, np.clip(bound - way * STEP, 0, 1)).score(method)
            assert inside.rank[leader] == 1
            if taker is not None and 0 <= bound + way * STEP <= 1:
                outside = moved(p, name, bound + way * STEP).score(method)
                assert outside.score[taker] > outside.score[leader]
            if taker is None:
                assert bound == (0 if way < 0 else 1)


@settings(max_examples=30, deadline=None)
@given(case=cases(most=6, ties=False), method=st.sampled_from(ADDITIVE))
def test_stability__the_whole_order_stays_just_inside_and_turns_just_outside(case, method):
    """Oracle: the ranking anew, a millionth on either side of every bound."""
    matrix, w = case
    assume(len(w) > 1)
    p = make_problem(matrix, w, cost=costs(len(w)))
    ranks = p.score(method).rank
    assume(ranks.nunique() == len(ranks))
    for name, row in p.stability(method).table.iterrows():
        assert row["first_low"] <= row["all_low"] + 1e-12
        assert row["all_high"] <= row["first_high"] + 1e-12
        for bound, way in ((row["all_low"], -1), (row["all_high"], 1)):
            inside = moved(p, name, np.clip(bound - way * STEP, 0, 1)).score(method).rank
            assert inside.equals(ranks)
            if 0 < bound < 1 and 0 <= bound + way * STEP <= 1:
                outside = moved(p, name, bound + way * STEP).score(method).rank
                assert not outside.equals(ranks)


@settings(max_examples=20, deadline=None)
@given(case=cases(most=6), steps=st.integers(5, 30))
def test_stability__no_other_leader_between_the_bounds(case, steps):
    """Oracle: weights on a grid between the bounds, Likert ties included."""
    matrix, w = case
    assume(len(w) > 1)
    p = make_problem(matrix, w)
    found = p.stability()
    for name, row in found.table.iterrows():
        for t in np.linspace(row["first_low"], row["first_high"], steps):
            scores = moved(p, name, t).saw().score
            assert scores[found.leader] >= scores.max() - 1e-9


def test_stability__by_hand():
    """Oracle: by hand: A1 (1, 0) leads A2 (0, 1) while w₁ > ½, and A3 (½, ¾) while w₁ > 3/5."""
    p = make_problem([[5, 1], [1, 5], [3, 4]], [0.8, 0.2], scale=(1, 5))
    found = p.stability()
    assert found.leader == "A1"
    c1 = found.table.loc["c1"]
    assert c1[["first_low", "first_high", "slack"]].tolist() == pytest.approx([0.6, 1, 0.2])
    assert (c1["taken_below"], c1["taken_above"]) == ("A3", None)
    assert found.table.loc["c2", ["first_low", "first_high"]].tolist() == pytest.approx([0, 0.4])
    assert found.table.loc["c2", "taken_above"] == "A3"
    assert repr(found) == "<Stability: A1 stays first until c1 moves by 20.0 points>"


def test_stability__a_tied_leader_has_no_room_on_one_side():
    """Oracle: by hand: ½ and ½ tie (1, 0) with (0, 1); any less on c1 puts A2 first."""
    table = make_problem([[1, 0], [0, 1]]).stability().table
    assert table.loc["c1", ["first_low", "first_high", "slack"]].tolist() == [0.5, 1, 0]
    assert table.loc["c1", "taken_below"] == "A2"
    assert table.loc["c2", ["first_low", "first_high", "slack"]].tolist() == [0, 0.5, 0]
    assert table.loc["c2", "taken_above"] == "A2"


def test_stability__twins_never_take_the_lead():
    found = make_problem([[2, 2], [2, 2], [1, 1]]).stability()
    assert found.table["slack"].isna().all()
    assert found.table["taken_below"].tolist() == [None, None]
    assert repr(found) == "<Stability: A1 stays first whatever one weight does>"


def test_stability__of_weights_of_zero_and_one():
    """Oracle: by hand: from 0 upwards c2 helps A2, which leads from ½; 1 leaves no proportions."""
    table = make_problem([[1, 0], [0, 1]], [1, 0]).stability().table
    assert table.loc["c2", ["weight", "first_low", "first_high"]].tolist() == [0, 0, 0.5]
    assert table.loc["c1", ["weight", "first_low", "first_high"]].tolist() == [1, 0, 1]


@pytest.mark.parametrize("method", ["topsis", "vikor", lambda x, w: w @ x.T])
def test_stability__is_for_additive_methods(method):
    with pytest.raises(ValueError, match=r"is not additive: use 'saw', 'wp' or 'promethee'"):
        make_problem([[1, 2], [2, 1]]).stability(method)


# ---- Leaving one out ----------------------------------------------------------------------------


def test_leave_one_out__by_hand():
    """Oracle: by hand: A1 13/3 against 11/3; 4 against 4 without R1; 5 and 4 against 3½."""
    scores = np.array([[[5.0], [3]], [[3], [4]], [[5], [4]]])
    p = rated_problem(scores, scale=(1, 5))
    found = p.leave_one_out()
    assert found.table.index.tolist() == ["R1", "R2", "R3"]
    assert found.ranks["R1"].tolist() == [1, 1]
    assert found.ranks["R2"].tolist() == [1, 2]
    assert found.table.loc["R1", "first"] == "A1 · A2"
    assert found.table["first_changed"].tolist() == [True, False, False]
    assert found.table["moved"].tolist() == [1, 0, 0]
    assert found.table["largest_move"].tolist() == [1, 0, 0]
    assert repr(found) == "<LeaveOneOut of 3 units: first changes without R1>"


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), method=st.sampled_from(["saw", "topsis", "vikor"]))
def test_leave_one_out__is_the_problem_without_that_unit(seed, method):
    """Oracle: a problem made anew from the ratings of the other OPDs."""
    scores = np.random.default_rng(seed).integers(1, 6, (5, 4, 2)).astype(float)
    agencies = ["x", "y", "x", "z", "y"]
    options = {"scale": (1, 5), "cost": "c2", "weights": {"c1": 2, "c2": 1}}
    found = rated_problem(scores, agencies, **options).leave_one_out(method)
    assert found.ranks.columns.tolist() == ["x", "y", "z"]
    for out in "xyz":
        kept = [r for r, agency in enumerate(agencies) if agency != out]
        rest = rated_problem(scores[kept], [agencies[r] for r in kept], **options).score(method)
        assert found.ranks[out].tolist() == rest.rank.tolist()


def test_leave_one_out__who_loses_the_only_rater_keeps_the_mean():
    scores = np.array([[[5.0], [3]], [[np.nan], [4]]])
    found = rated_problem(scores, scale=(1, 5)).leave_one_out()
    assert found.ranks["R1"].tolist() == [1, 2]
    with pytest.raises(ValueError, match="there is one voting unit only"):
        rated_problem(scores[:1]).leave_one_out()


# ---- Rank reversal ------------------------------------------------------------------------------


def more(rows, first=90):
    frame = make_frame(rows)
    frame.index = pd.Index([f"A{first + k}" for k in range(len(frame))])
    return frame


@settings(max_examples=25, deadline=None)
@given(case=cases(most=7), seed=st.integers(0, 99))
def test_rank_reversal__saw_on_declared_bounds_never(case, seed):
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)), scale=(1, 9))
    assert (p.rank_reversal().table["reversed_pairs"] == 0).all()
    added = more(np.random.default_rng(seed).uniform(1, 9, (3, len(w))))
    found = p.rank_reversal(added=added)
    assert (found.table["reversed_pairs"] == 0).all()
    joined = p.with_(data=pd.concat([p.data, added])).saw().score
    assert joined[p.data.index].to_numpy() == pytest.approx(p.saw().score.to_numpy())


def test_rank_reversal__min_max_on_the_values_at_hand_can():
    """Oracle: by hand: A1 ¾, A2 ⅔; with A90 (10, 1) on the list A1 5/12, A2 5/9."""
    p = make_problem([[4, 2], [2, 3], [1, 1]])
    assert p.saw().score.tolist() == pytest.approx([3 / 4, 2 / 3, 0])
    found = p.rank_reversal(added=more([[10, 1], [2, 2]]))
    assert found.table["reversed_pairs"].tolist() == [1, 0]
    assert found.table.loc["A90"].tolist() == ["added", 1, "A1", "A2"]
    assert repr(found) == "<RankReversal saw: in 1 of 2 changes>"
    declared = p.with_(scale=(1, 10)).rank_reversal(added=more([[10, 1], [2, 2]]))
    assert declared.table["reversed_pairs"].tolist() == [0, 0]


def test_rank_reversal__dropping_is_adding_backwards():
    """Oracle: the same four alternatives, A4 dropped instead of added."""
    table = make_problem([[4, 2], [2, 3], [1, 1], [10, 1]]).rank_reversal().table
    assert table.index.tolist() == ["A1", "A2", "A3", "A4"]
    assert table.loc["A4"].tolist() == ["dropped", 1, "A2", "A1"]


def test_rank_reversal__vector_normalisation_can():
    """Oracle: by hand: A1 √26 / (√26 + √38), with a fourth √51 / (√51 + √39): last, then first."""
    p = make_problem([[1, 5], [4, 2], [3, 3]])
    before, after = 26**0.5 / (26**0.5 + 38**0.5), 51**0.5 / (51**0.5 + 39**0.5)
    assert p.topsis().score[["A1", "A2"]].tolist() == pytest.approx([before, 1 - before])
    found = p.rank_reversal("topsis", added=more([[5, 1]], first=4))
    assert found.table.loc["A4"].tolist() == ["added", 3, "A2", "A1"]
    joined = p.with_(data=make_frame([[1, 5], [4, 2], [3, 3], [5, 1]])).topsis()
    assert joined.score[["A1", "A4"]].tolist() == pytest.approx([after, 1 - after])
    assert joined.rank.tolist() == [1, 3, 2, 4]


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (more([[1, 2]]).rename(index={"A90": "A1"}), r"not there already. Got 'A1'"),
        (more([[np.nan, 2]]), r"a number within its scale for 'c1' of 'A90'. Got nan"),
        (more([[1, 9]]), r"a number within its scale for 'c2' of 'A90'. Got 9"),
        (more([[1]]), r"Got 'one without c2'"),
    ],
)
def test_rank_reversal__refuses_what_cannot_be_added(added, message):
    with pytest.raises(ValueError, match=message):
        make_problem([[1, 2], [2, 1]], scale=(1, 5)).rank_reversal(added=added)


def test_rank_reversal__leaves_its_inputs_alone():
    p, added = make_problem([[1, 2], [2, 1]]), more([[3, 3]])
    kept = p.data.copy(), added.copy()
    p.rank_reversal("topsis", added=added)
    pd.testing.assert_frame_equal(p.data, kept[0])
    pd.testing.assert_frame_equal(added, kept[1])


# ---- What blanks can do -------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), blanks=st.integers(0, 6), declared=st.booleans())
def test_intervals__are_the_best_and_worst_of_all_corners(seed, blanks, declared):
    """Oracle: every blank at either end, all combinations, ranked one by one."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 6, (4, 3)).astype(float)
    cells = rng.choice(12, blanks, replace=False)
    matrix[cells // 3, cells % 3] = np.nan
    assume((~np.isnan(matrix)).any(axis=0).all())
    p = make_problem(
        matrix, [3, 2, 1], cost="c2", missing="interval", scale=(0, 7) if declared else None
    )
    signs = np.array([1, -1, 1])
    span = p.high - p.low
    scores = []
    for ends in product((0, 1), repeat=blanks):
        filled = matrix * signs
        for cell, end in zip(cells, ends, strict=True):
            filled[cell // 3, cell % 3] = (p.low, p.high)[end][cell % 3]
        values = np.divide(filled - p.low, span, out=np.ones_like(filled), where=span > 0)
        scores.append(values @ p.w)
    ranks = np.array([ranks_of(one) for one in np.round(scores, 10)])
    found = p.intervals()
    assert found["blank"].sum() == blanks
    assert found["score_low"].to_numpy() == pytest.approx(np.min(scores, axis=0))
    assert found["score_high"].to_numpy() == pytest.approx(np.max(scores, axis=0))
    assert found["rank_best"].tolist() == ranks.min(axis=0).tolist()
    assert found["rank_worst"].tolist() == ranks.max(axis=0).tolist()
    middle = p.saw().score
    assert (found["score_low"] <= middle + 1e-12).all()
    assert (middle <= found["score_high"] + 1e-12).all()


def test_intervals__without_blanks_are_points():
    found = make_problem([[1, 2], [3, 1], [2, 5]]).intervals()
    assert (found["score_low"] == found["score_high"]).all()
    assert (found["rank_best"] == found["rank_worst"]).all()
    assert found["blank"].sum() == 0


def test_rank_reversal__leaves_blanks_as_the_policy_filled_them():
    """Oracle: by hand. Without B's 4 the column would be blank; its median, 4, still stands."""
    frame = pd.DataFrame({"a": [np.nan, 4], "b": [1, 2]}, index=["A", "B"])
    table = priority.problem(frame, missing="median").rank_reversal().table
    assert table["reversed_pairs"].tolist() == [0, 0]


def test_rank_reversal__refuses_double_and_wordy_additions():
    problem = priority.problem(pd.DataFrame({"a": [1.0, 2]}, index=["A", "B"]))
    with pytest.raises(ValueError, match="without double labels"):
        problem.rank_reversal(added=pd.DataFrame({"a": [1, 2]}, index=["C", "C"]))
    with pytest.raises(ValueError, match="a number within its scale for 'a' of 'C'"):
        problem.rank_reversal(added=pd.DataFrame({"a": ["many"]}, index=["C"]))


def test_stability__level_at_the_very_end_is_no_change_of_places():
    """Oracle: by hand. P (3, 2), Q (1, 2): they only meet where a weighs nothing."""
    frame = pd.DataFrame({"a": [3, 1], "b": [2, 2]}, index=["P", "Q"])
    found = priority.problem(frame).stability()
    assert repr(found) == "<Stability: P stays first whatever one weight does>"
    assert found.table["taken_below"].tolist() == [None, None]
    assert str(found.table.loc["a", "first_low"]) == "0.0"
