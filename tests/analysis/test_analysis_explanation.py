"""Explanations, checked by doing what they say and ranking anew."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import cases, costs, make_problem

from smartcity_analysis import priority

DECLARED = {"scale": (0, 10)}


def two_of(p, seed):
    one, other = np.random.default_rng(seed).choice(len(p.data), 2, replace=False)
    return p.alternatives[one], p.alternatives[other]


@settings(max_examples=30, deadline=None)
@given(case=cases(), seed=st.integers(0, 99), declared=st.booleans())
def test_explain__contributions_add_up_to_score_and_advantages_to_margin(case, seed, declared):
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)), **(DECLARED if declared else {}))
    name, rival = two_of(p, seed)
    found, score, ranks = p.explain(name, rival), p.saw().score, p.saw().rank
    table = found.table
    assert table["contribution"].sum() == pytest.approx(score[name])
    assert (table["weight"] * table["rival_value"]).sum() == pytest.approx(score[rival])
    assert table["advantage"].sum() == pytest.approx(found.margin, abs=1e-12)
    assert found.margin == pytest.approx(score[name] - score[rival], abs=1e-12)
    assert (found.rank, found.rival_rank) == (ranks[name], ranks[rival])
    assert table["rating"].tolist() == p.data.loc[name].tolist()
    assert table["rival_rating"].tolist() == p.data.loc[rival].tolist()


@settings(max_examples=30, deadline=None)
@given(case=cases(), seed=st.integers(0, 99))
def test_explain__every_rating_needed_makes_them_level(case, seed):
    """Oracle: the ranking anew with that one rating changed; bounds are declared."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)), **DECLARED)
    name, rival = two_of(p, seed)
    table = p.explain(name, rival).table
    for whose, column in ((name, "rating_needed"), (rival, "rival_rating_needed")):
        for criterion, needed in table[column].dropna().items():
            data = p.data.copy()
            data.loc[whose, criterion] = np.clip(needed, 0, 10)
            score = p.with_(data=data).saw().score
            assert score[name] == pytest.approx(score[rival], abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(case=cases(), seed=st.integers(0, 99))
def test_explain__no_rating_within_bounds_does_it_where_none_is_needed(case, seed):
    """Oracle: the best and the worst rating that the scale allows, ranked anew."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)), **DECLARED)
    name, rival = two_of(p, seed)
    found = p.explain(name, rival)
    for whose, column in ((name, "rating_needed"), (rival, "rival_rating_needed")):
        for criterion in found.table.index[found.table[column].isna()]:
            for end in (0, 10):
                data = p.data.copy()
                data.loc[whose, criterion] = end
                score = p.with_(data=data).saw().score
                assert (score[name] - score[rival]) * found.margin > 0


@settings(max_examples=30, deadline=None)
@given(case=cases(ties=False), seed=st.integers(0, 99))
def test_explain__the_smallest_rating_change_is_the_smallest_and_beyond_it_they_swap(case, seed):
    """Oracle: all changes of the table as parts of the span; one step further the order turns."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)), **DECLARED)
    name, rival = two_of(p, seed)
    found = p.explain(name, rival)
    sizes = found.table[["rating_needed", "rival_rating_needed"]].to_numpy()
    sizes = np.abs(sizes - found.table[["rating", "rival_rating"]].to_numpy()) / 10
    if np.isnan(sizes).all():
        assert found.smallest_rating is None
        return
    change = found.smallest_rating
    assert abs(change.change) / 10 == pytest.approx(np.nanmin(sizes))
    assert change.now == p.data.loc[change.alternative, change.criterion]
    beyond = change.needed + 1e-6 * np.sign(change.change)
    if 0 <= beyond <= 10:
        data = p.data.copy()
        data.loc[change.alternative, change.criterion] = beyond
        score = p.with_(data=data).saw().score
        assert (score[name] - score[rival]) * found.margin < 0


@settings(max_examples=30, deadline=None)
@given(case=cases(), seed=st.integers(0, 99))
def test_explain__swap_weights_make_them_level(case, seed):
    """Oracle: the ranking anew, the other weights in proportion."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)))
    name, rival = two_of(p, seed)
    found = p.explain(name, rival)
    for criterion, t in found.table["swap_weight"].dropna().items():
        assert 0 <= t <= 1
        rest = p.weights * (1 - t) / (1 - p.weights[criterion])
        score = p.with_(weights={**rest.to_dict(), criterion: t}).saw().score
        assert score[name] == pytest.approx(score[rival], abs=1e-9)
    at = found.table["swap_weight"]
    distance = (at - found.table["weight"]).abs().where((at > 0) & (at < 1))
    if distance.notna().any():
        assert distance[found.swap_criterion] == pytest.approx(distance.min())
    else:
        assert found.swap_criterion is None


@settings(max_examples=25, deadline=None)
@given(case=cases(ties=False), seed=st.integers(0, 99))
def test_explain__without_a_swap_weight_no_weight_swaps_them(case, seed):
    """Oracle: the weight at 0 and at 1, ranked anew: a line that crosses nowhere between."""
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)))
    name, rival = two_of(p, seed)
    found = p.explain(name, rival)
    for criterion in found.table.index[found.table["swap_weight"].isna()]:
        if len(w) == 1:
            continue
        for t in (0.0, 1.0):
            rest = p.weights * (1 - t) / (1 - p.weights[criterion])
            score = p.with_(weights={**rest.to_dict(), criterion: t}).saw().score
            assert (score[name] - score[rival]) * found.margin > 0


def test_explain__by_hand():
    """Oracle: by hand on a scale of 1–5: A 0.6 · ¾ + 0.4 · ¼ = 0.55, B 0.6 · ½ + 0.4 = 0.70."""
    frame = pd.DataFrame({"dampak": [4, 3], "kesiapan": [2, 5]}, index=["A", "B"])
    p = make_problem([[4, 2], [3, 5]]).with_(
        data=frame, weights={"dampak": 0.6, "kesiapan": 0.4}, scale=(1, 5)
    )
    found = p.explain("A")
    assert repr(found) == "<Explanation: A behind B by 0.150; level at dampak 75 %>"
    assert (found.rival, found.rank, found.rival_rank) == ("B", 2, 1)
    assert found.table["contribution"].tolist() == pytest.approx([0.45, 0.1])
    assert found.table["advantage"].tolist() == pytest.approx([0.15, -0.3])
    assert found.table["swap_weight"].tolist() == pytest.approx([0.75, 0.25])
    assert found.table["rating_needed"].tolist() == pytest.approx([5, 3.5])
    assert found.table["rival_rating_needed"].tolist() == pytest.approx([2, 3.5])
    # A's 5 is the end of the scale and only draws level; B's way down goes on beyond 2.
    assert found.smallest_rating.alternative == "B"
    assert found.smallest_rating.change == pytest.approx(-1)
    assert repr(p.explain("B")) == "<Explanation: B ahead of A by 0.150; level at dampak 75 %>"


def test_explain__a_cost_is_told_in_its_own_unit():
    """Oracle: by hand: B must come down from 8 to 5 million to reach A at 0.5."""
    p = make_problem([[5.0], [8.0], [1.0]], cost="c1", scale=(0, 10))
    found = p.explain("A2", "A1")
    assert found.table.loc["c1", ["rating", "rating_needed", "rival_rating_needed"]].tolist() == [
        *(8, 5, 8)
    ]
    assert found.smallest_rating.change == pytest.approx(-3)


def test_explain__compares_with_the_one_ahead_and_the_leader_with_the_second():
    p = make_problem([[3], [5], [1], [4]])
    rivals = {name: p.explain(name).rival for name in p.alternatives}
    assert rivals == {"A1": "A4", "A2": "A4", "A3": "A1", "A4": "A2"}
    assert p.explain("A3", "A2").rival == "A2"


def test_explain__a_tie_is_level():
    p = make_problem([[5, 1], [1, 5], [1, 1]], scale=(1, 5))
    for name, rival in (("A1", "A2"), ("A2", "A1")):
        found = p.explain(name)
        assert (found.rival, found.margin, found.rank, found.rival_rank) == (rival, 0, 1, 1)
        assert found.smallest_rating.change == 0
        assert "level with" in repr(found)


def test_explain__nothing_possible_is_none():
    """Oracle: by hand: 5, 5 against 1, 1 on a scale of 1–5: one rating closes half the gap."""
    found = make_problem([[5, 5], [1, 1]], scale=(1, 5)).explain("A2")
    assert found.swap_criterion is None
    assert found.smallest_rating is None
    needed = ["swap_weight", "rating_needed", "rival_rating_needed"]
    assert found.table[needed].isna().all(axis=None)
    assert repr(found) == "<Explanation: A2 behind A1 by 1.000>"


def test_explain__a_criterion_of_weight_zero_needs_no_rating():
    found = make_problem([[5, 1], [3, 5]], [1, 0], scale=(1, 5)).explain("A2")
    assert found.table.loc["c2", ["rating_needed", "rival_rating_needed"]].isna().all()
    assert found.table.loc["c2", "swap_weight"] == pytest.approx(1 / 3)


def test_explain__names_no_rating_that_would_move_the_range_itself():
    """Oracle: by hand. A's 5 is the only maximum of a, undeclared; changed, it moves the scale."""
    frame = pd.DataFrame({"a": [5, 3, 1], "b": [1, 2, 4]}, index=list("ABC"))
    table = priority.problem(frame, {"a": 2, "b": 1}).explain("A").table
    assert np.isnan(table.loc["a", "rating_needed"])
    declared = priority.problem(frame, {"a": 2, "b": 1}, scale={"a": (1, 5)}).explain("A").table
    assert declared.loc["a", "rating_needed"] == pytest.approx(11 / 3)
