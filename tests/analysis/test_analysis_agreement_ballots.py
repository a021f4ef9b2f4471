"""Borda and Copeland against published elections, hand sheets and plain loops."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis.agreement import borda, copeland

CYCLE = pd.DataFrame([[1, 2, 3], [3, 1, 2], [2, 3, 1]], columns=[*"ABC"])


def election(name):
    case = example(name)
    given = case["inputs"]
    ballots = pd.DataFrame(given["ranks"], columns=given["alternatives"])
    return ballots, given["counts"], case["expected"]


def by_label(table, column, labels):
    return table.set_index("alternative")[column].reindex(labels).tolist()


def random_ballots(seed, voters=6, items=5, blanks=0.2):
    rng = np.random.default_rng(seed)
    scores = rng.integers(1, 5, (voters, items)).astype(float)
    scores[rng.random(scores.shape) < blanks] = np.nan
    scores[0, :2] = [1, 2]
    return pd.DataFrame(scores, columns=[f"P{n}" for n in range(items)])


def test_borda__matches_tennessee():
    """Oracle: 100 voters, four cities, see tests/oracles."""
    ballots, counts, told = election("borda_copeland_tennessee")
    result = borda(ballots, counts=counts, higher_is_better=False)
    assert by_label(result.table, "points", ballots.columns) == told["borda"]
    assert result.winners == ("Nashville",)
    assert result.n_voters == 100
    assert result.table["rank"].tolist() == [1, 2, 3, 4]
    assert set(result.tables()) == {"borda"}


def test_copeland__matches_tennessee():
    """Oracle: 100 voters, four cities, see tests/oracles."""
    ballots, counts, told = election("borda_copeland_tennessee")
    result = copeland(ballots, counts=counts, higher_is_better=False)
    assert result.pairwise.drop(columns="alternative").to_numpy().tolist() == told["pairwise"]
    assert by_label(result.table, "score", ballots.columns) == told["copeland"]
    assert result.condorcet == told["condorcet"]
    assert repr(result) == "<Copeland Nashville first, beats every other, 100 voters>"
    assert set(result.tables()) == {"copeland", "copeland_pairwise"}


def test_copeland__is_not_borda():
    """Oracle: 55 voters, five candidates, see tests/oracles: Borda D, Copeland and Condorcet E."""
    ballots, counts, told = election("borda_copeland_vcu_mat131")
    places = borda(ballots, counts=counts, higher_is_better=False)
    duels = copeland(ballots, counts=counts, higher_is_better=False)
    points = by_label(places.table, "points", ballots.columns)
    assert [point + 55 for point in points] == told["borda_from_one"]
    assert by_label(duels.table, "wins", ballots.columns) == told["wins"]
    assert duels.condorcet == told["condorcet"]
    assert (places.winners, duels.winners) == (("D",), ("E",))


def test_copeland__a_cycle_has_no_condorcet_winner():
    """Oracle: Condorcet (1785): A beats B, B beats C, C beats A, 2 to 1 each."""
    result = copeland(CYCLE, higher_is_better=False)
    assert result.condorcet is None
    assert result.table["score"].tolist() == [0, 0, 0]
    assert result.winners == ("A", "B", "C")
    assert "no Condorcet winner" in repr(result)
    assert borda(CYCLE, higher_is_better=False).winners == ("A", "B", "C")


def test_copeland__a_tied_duel_counts_nothing():
    """Oracle: hand sheet. A and B draw 1:1 and both beat C 2:0."""
    result = copeland(pd.DataFrame([[3, 2, 1], [2, 3, 1]], columns=[*"ABC"]))
    table = result.table.set_index("alternative")
    assert table["score"].to_dict() == {"A": 1, "B": 1, "C": -2}
    assert table["ties"].to_dict() == {"A": 1, "B": 1, "C": 0}
    assert table["rank"].to_dict() == {"A": 1, "B": 1, "C": 3}
    assert result.condorcet is None


def test_borda__ties_take_the_mean_of_their_places():
    """Oracle: hand sheet. 5 3 3 1 gives 3, 1.5, 1.5 and 0 points."""
    result = borda(pd.DataFrame([[5, 3, 3, 1]], columns=[*"ABCD"]))
    assert result.table["points"].tolist() == [3, 1.5, 1.5, 0]
    assert result.table["rank"].tolist() == [1, 2, 2, 4]


def test_borda__a_blank_is_neither_a_win_nor_a_loss():
    """Oracle: hand sheet. C met only A, and beat it: 1 of 1, though A has as many points."""
    ballots = pd.DataFrame(
        {"A": [5, 1, np.nan], "B": [1, np.nan, np.nan], "C": [np.nan, 2, np.nan], "D": [np.nan] * 3}
    )
    places, duels = borda(ballots), copeland(ballots)
    table = places.table.set_index("alternative")
    assert table["points"].to_dict() == {"C": 1, "A": 1, "B": 0, "D": 0}
    assert table["n_compared"].to_dict() == {"C": 1, "A": 2, "B": 1, "D": 0}
    assert table["rank"].iloc[:3].to_dict() == {"C": 1, "A": 2, "B": 3}
    assert np.isnan(table.loc["D", ["share", "rank"]].astype(float)).all()
    assert places.n_voters == 2
    shown = duels.table.set_index("alternative")
    assert shown["not_compared"].to_dict() == {"C": 2, "A": 1, "B": 2, "D": 3}
    assert np.isnan(shown.loc["D", "rank"])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_borda__agrees_with_plain_loops(seed):
    """Oracle: a loop over ballots and pairs."""
    ballots = random_ballots(seed)
    points, compared = dict.fromkeys(ballots, 0.0), dict.fromkeys(ballots, 0)
    for _, ballot in ballots.iterrows():
        marked = ballot.dropna()
        for one in marked.index:
            for other in marked.index.drop(one):
                points[one] += 1.0 * (marked[one] > marked[other])
                points[one] += 0.5 * (marked[one] == marked[other])
                compared[one] += 1
    table = borda(ballots).table.set_index("alternative")
    assert table["points"].to_dict() == pytest.approx(points)
    assert table["n_compared"].to_dict() == compared


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_copeland__agrees_with_plain_loops(seed):
    """Oracle: a loop over pairs and ballots."""
    ballots = random_ballots(seed)
    result = copeland(ballots)
    table, duels = result.table.set_index("alternative"), result.pairwise.set_index("alternative")
    best = []
    for one in ballots:
        wins = losses = 0
        for other in ballots.columns.drop(one):
            above = int((ballots[one] > ballots[other]).sum())
            below = int((ballots[one] < ballots[other]).sum())
            assert duels.loc[one, other] == above
            wins, losses = wins + (above > below), losses + (above < below)
        assert table.loc[one, ["wins", "losses", "score"]].tolist() == [wins, losses, wins - losses]
        best += [one] * (wins == ballots.shape[1] - 1)
    assert result.condorcet == (best[0] if best else None)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=6, max_size=6))
def test_borda__a_count_is_so_many_equal_ballots(seed, counts):
    ballots = random_ballots(seed)
    repeated = ballots.loc[ballots.index.repeat(counts)].reset_index(drop=True)
    for method in (borda, copeland):
        a, b = method(ballots, counts=counts), method(repeated)
        pd.testing.assert_frame_equal(a.table, b.table, check_dtype=False)
        assert a.n_voters == b.n_voters


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_borda__without_ties_and_blanks_points_are_n_minus_place(seed):
    rng = np.random.default_rng(seed)
    places = np.array([rng.permutation(5) + 1 for _ in range(4)])
    table = borda(pd.DataFrame(places), higher_is_better=False).table
    assert table.sort_values("alternative")["points"].tolist() == (5 - places).sum(axis=0).tolist()


def test_borda__counts_go_by_label_and_nothing_is_changed():
    ballots = pd.DataFrame([[1, 2], [2, 1]], ["p", "q"], [*"AB"])
    counts = pd.Series({"q": 3.0, "p": 1.0})
    before = ballots.copy(), counts.copy()
    assert borda(ballots, counts=counts).winners == ("A",)
    assert copeland(ballots, counts=counts).winners == ("A",)
    pd.testing.assert_frame_equal(ballots, before[0])
    pd.testing.assert_series_equal(counts, before[1])


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([1, 2], r"one number per row \(3\)"),
        ([1, -1, 1], "for every row, also for 1. Got -1.0"),
        ([1, np.nan, 1], "for every row, also for 1"),
        (pd.Series({0: 1.0, 1: 1.0}), "for every row, also for 2"),
        ([0, 0, 0], "above 0 for some row"),
    ],
)
def test_borda__refuses_counts_that_do_not_fit(counts, words):
    with pytest.raises(ValueError, match=words):
        borda(CYCLE, counts=counts)
