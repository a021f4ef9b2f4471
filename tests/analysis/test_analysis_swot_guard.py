"""The convention guard: reversed raters are found by their figures, honest ones left alone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_analysis import reference
from smartcity_analysis.analysis import swot

KIND = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}


def factors_of(*codes, statements=None):
    table = pd.DataFrame({"factor": codes, "kind": [KIND[code[0]] for code in codes]})
    return table if statements is None else table.assign(statement=statements)


def ratings_of(factors, **given_by):
    return pd.concat(
        [
            pd.DataFrame({"factor": factors["factor"], "rater": rater, "rating": given_to})
            for rater, given_to in given_by.items()
        ],
        ignore_index=True,
    )


def row(result, rater, side):
    table = result.table
    return table[(table["rater"] == rater) & (table["side"] == side)].iloc[0]


FIVE = factors_of("W-01", "W-02", "W-03", "T-01", "T-02")


def test_guard__shows_the_figures_of_a_reversed_rater():
    """Oracle: by hand; C is 5 − x of A and B, distances 3 3 1 1 3 against 0, correlation −1."""
    ratings = ratings_of(FIVE, A=[4, 4, 3, 2, 1], B=[4, 4, 3, 2, 1], C=[1, 1, 2, 3, 4])
    result = swot.guard(FIVE, ratings)
    found = row(result, "C", "adverse")
    assert (found["n_shared"], found["state"]) == (5, "suspected")
    assert (found["mean"], found["mean_of_others"]) == pytest.approx((2.2, 2.8))
    assert (found["distance"], found["distance_reversed"]) == pytest.approx((2.2, 0))
    assert found["nearer"] == pytest.approx(2.2)
    assert found["correlation"] == pytest.approx(-1)
    assert row(result, "C", "weakness")["state"] == "too_few"
    assert result.raters == ("C",)
    assert result.suspected[["rater", "side", "reason"]].values.tolist() == [
        ["C", "adverse", "mirrors_others"],
        ["C", "adverse", "runs_against_others"],
    ]
    assert result.suspected["figure"].tolist() == pytest.approx([0, -1])
    assert result.suspected["limit"].tolist() == [0.5, -0.6]
    # The others are held to the mean of an honest and the reversed one: 2.5 everywhere.
    assert row(result, "A", "adverse")["nearer"] == pytest.approx(0)
    assert row(result, "A", "adverse")["state"] == "plain"
    assert np.isnan(row(result, "A", "adverse")["correlation"])
    assert repr(result) == "<Guard 1 of 3 raters suspected, C: mirrors_others, runs_against_others>"


def test_guard__of_two_raters_nobody_knows_who_is_reversed():
    ratings = ratings_of(FIVE, A=[4, 4, 3, 2, 1], B=[1, 1, 2, 3, 4])
    result = swot.guard(FIVE, ratings)
    assert result.raters == ()
    assert set(result.table.loc[result.table["side"] == "adverse", "state"]) == {"too_few"}
    assert np.isnan(row(result, "A", "adverse")["distance"])
    assert repr(result) == "<Guard none of 2 raters suspected, 2 with too few shared factors>"


def test_guard__strengths_and_opportunities_are_the_control():
    """Oracle: by hand; a rater who reverses S and O is not what this guard looks for."""
    factors = factors_of("S-01", "S-02", "S-03", "O-01", "O-02")
    ratings = ratings_of(factors, A=[4, 4, 3, 2, 1], B=[4, 4, 3, 2, 1], C=[1, 1, 2, 3, 4])
    result = swot.guard(factors, ratings)
    assert result.raters == ()
    assert row(result, "C", "favourable")["distance"] == pytest.approx(2.2)
    assert row(result, "C", "favourable")["state"] == "control"


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("Jalan lingkungan rusak parah", "rusak"),
        ("Cakupan air bersih SANGAT  rendah", "sangat rendah"),
        ("Pusat data belum ada", "belum ada"),
        ("Pengangguran masih tinggi", "tinggi"),
        ("Angka kemiskinan tertinggi di provinsi", "tertinggi"),
        ("Sedikit lulusan perguruan tinggi", ""),
        ("Biaya pemeliharaan tidak terlalu tinggi", ""),
        ("Kerusakan mesin jarang", ""),
        ("Jalan tidak rusak, tetapi drainase buruk", "buruk"),
        (None, ""),
    ],
)
def test_guard__reads_words_of_severity_whole_and_unnegated(statement, word):
    """Oracle: by hand."""
    factors = factors_of("W-01", statements=[statement])
    result = swot.guard(factors, ratings_of(factors, A=[1]), min_worded=1)
    assert result.wordings["word"].tolist() == ([word] if word else [])
    assert result.raters == (("A",) if word else ())


def test_guard__wording_speaks_even_when_everybody_is_reversed():
    """Oracle: by hand; two of three severe statements rated 1, and S and O are not asked."""
    codes, words = ("W-01", "W-02", "T-01", "S-01"), ["rusak", "kritis", "parah", "parah"]
    factors = factors_of(*codes, statements=words)
    ratings = ratings_of(factors, A=[1, 1, 3, 1], B=[1, 2, 3, 1], C=[4, 4, 4, 4])
    result = swot.guard(factors, ratings)
    assert result.raters == ("A",)
    assert result.suspected["reason"].tolist() == ["against_wording"] * 2
    assert result.suspected["side"].tolist() == ["adverse", "weakness"]
    assert result.suspected["figure"].tolist() == pytest.approx([2 / 3, 1])
    assert result.suspected["n"].tolist() == [3, 2]
    assert result.wordings[["rater", "factor", "rating"]].values.tolist() == [
        ["A", "W-01", 1],
        ["A", "W-02", 1],
        ["B", "W-01", 1],
    ]


def test_guard__words_and_limits_are_parameters():
    factors = factors_of("W-01", "W-02", statements=["Banjir bandang", "Banjir rob"])
    ratings = ratings_of(factors, A=[1, 1])
    words = reference.SeverityWords(words=("banjir",), negations=(), exceptions=())
    assert swot.guard(factors, ratings).raters == ()
    assert swot.guard(factors, ratings, words=words).raters == ("A",)
    assert swot.guard(factors, ratings, words=words, min_worded=3).raters == ()
    assert swot.guard(FIVE, ratings_of(FIVE, A=1, B=4, C=4), min_shared=6).raters == ()


def sheet(seed):
    """A sheet as people fill it: a true severity, most of it plain, and a point of noise."""
    rng = np.random.default_rng(seed)
    codes = [f"{letter}-{n:02d}" for letter in "WTS" for n in range(rng.integers(4, 8))]
    factors = factors_of(*codes)
    truth = rng.choice([1, 2, 3, 4], len(codes), p=[0.15, 0.15, 0.2, 0.5])
    noise = rng.choice([-1, 0, 1], (int(rng.integers(4, 8)), len(codes)), p=[0.1, 0.8, 0.1])
    return factors, np.clip(truth + noise, 1, 4)


def long(factors, table):
    return ratings_of(factors, **{f"R{number}": row for number, row in enumerate(table)})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_guard__flags_who_is_reversed_and_nobody_else(seed):
    """Oracle: property; the same sheet honest, and with one rater's W and T as 5 − x."""
    factors, table = sheet(seed)
    adverse = factors["kind"].isin(["weakness", "threat"]).to_numpy()
    honest = long(factors, table)
    before = honest.copy()
    assert swot.guard(factors, honest).raters == ()
    reversed_table = table.copy()
    reversed_table[0, adverse] = 5 - table[0, adverse]
    assert swot.guard(factors, long(factors, reversed_table)).raters == ("R0",)
    pd.testing.assert_frame_equal(honest, before)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_guard__agrees_with_a_plain_loop(seed):
    """Oracle: the same figures rater by rater with NumPy, some ratings blank."""
    factors, table = sheet(seed)
    rng = np.random.default_rng(seed)
    ratings = long(factors, table)
    ratings = ratings[(rng.random(len(ratings)) > 0.3) | (ratings["rater"] == "R0")]
    wide = ratings.pivot_table(index="rater", columns="factor", values="rating")
    sides = {"weakness": "W", "threat": "T", "adverse": "WT", "favourable": "S"}
    result = swot.guard(factors, ratings.sample(frac=1, random_state=seed))
    for rater in wide.index:
        others = wide.drop(index=rater)
        for side, letters in sides.items():
            shared = [
                code
                for code in wide.columns
                if code[0] in letters and wide.loc[rater].notna()[code] and others[code].count() > 1
            ]
            found = row(result, rater, side)
            assert found["n_shared"] == len(shared)
            if shared:
                x, m = wide.loc[rater, shared].to_numpy(), others[shared].mean().to_numpy()
                assert found["distance"] == pytest.approx(np.abs(x - m).mean())
                assert found["distance_reversed"] == pytest.approx(np.abs(5 - x - m).mean())
                if np.ptp(x) > 0 and np.ptp(m) > 1e-6:
                    assert found["correlation"] == pytest.approx(np.corrcoef(x, m)[0, 1])


@pytest.mark.parametrize(
    ("factors", "ratings", "message"),
    [
        (FIVE.assign(kind="W"), ratings_of(FIVE, A=1), "whose kinds are strength"),
        (FIVE[["factor"]], ratings_of(FIVE, A=1), "one without kind"),
        (FIVE, ratings_of(FIVE, A=[1, 2, 5, 1, 1]), "5 by A for W-03"),
        (FIVE, ratings_of(FIVE, A=1).drop(columns="rater"), "one without rater"),
        (FIVE.iloc[:2], ratings_of(FIVE, A=1), "unknown factor: T-01, T-02, W-03"),
        (pd.concat([FIVE, FIVE]), ratings_of(FIVE, A=1), "lists a factor once. Got 'W-01'"),
    ],
)
def test_guard__refuses_what_cannot_be_read(factors, ratings, message):
    with pytest.raises(ValueError, match=message):
        swot.guard(factors, ratings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("min_shared", 1), ("min_worded", 0), ("nearer", -1), ("ratio", -1)),
        *(("worded_share", -1), ("correlation", 0.5)),
    ],
)
def test_guard__refuses_limits_in_one_sentence(name, value):
    with pytest.raises(ValueError, match=f"The '{name}' parameter of swot.guard must be"):
        swot.guard(FIVE, ratings_of(FIVE, A=1), **{name: value})


def test_guard__carries_its_tables_and_the_sample_mark():
    ratings = ratings_of(FIVE, A=1).assign(status="sample", agency="DLH")
    result = swot.guard(FIVE, ratings)
    tables = result.tables()
    assert set(tables) == {
        *("swot_guard", "swot_guard_suspected", "swot_guard_wordings", "swot_guard_limits")
    }
    assert tables["swot_guard_limits"]["min_shared"].tolist() == [5]
    assert set(tables["swot_guard"]["agency"]) == {"DLH"}
    assert result.sample
