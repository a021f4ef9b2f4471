"""The smallest change that moves a position: checked by making it."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from swot_sheets import make_factors, make_ratings, random_sheet

from smartcity_analysis.analysis import swot


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    convention=st.sampled_from([*swot.CONVENTIONS, "rangkuti_subtracted"]),
    weights=st.sampled_from(["joint", "per_category"]),
)
def test_flip__just_beyond_moves_the_axis_and_just_short_does_not(seed, convention, weights):
    factors, ratings = random_sheet(seed, n_raters=1)
    options = {"convention": convention, "weights": weights, "border": 0, "draws": 1}
    result = swot.position(factors, ratings, **options)
    kinds = result.factors["kind"]
    table = result.flip().table.dropna(subset=["rating_needed", "weight_needed"])
    for _, row in table.iterrows():
        axis = ["internal", "external"].index(row["axis"])
        before = (result.internal, result.external)[axis]
        hit = factors["factor"] == row["factor"]
        for part, crossed in ((0.99, False), (1.01, True)):
            if abs(before) < 1e-6:
                continue
            # Off the scale on purpose: the solution must hold there too.
            rating = result.factors["rating"] + part * row["rating_change"] * hit
            assert crossed == (
                _recalculated(kinds, result.factors["weight"], rating, convention)[axis] * before
                < 0
            )
            weight = _reweighted(result.factors, hit, part * row["weight_change"], weights)
            after = _recalculated(kinds, weight, result.factors["rating"], convention)[axis]
            assert crossed == (after * before < 0)


def _recalculated(kinds, weight, rating, convention):
    """Work the axes again by the book, independent of the kernels."""
    good, bad = kinds.isin(["strength", "opportunity"]), kinds.isin(["weakness", "threat"])
    used, sign, centre = rating.copy(), pd.Series(1.0, kinds.index), 0.0
    if convention in ("severity", "signed"):
        sign[bad] = -1.0
    elif convention == "david":
        used, centre = (3 + (rating - 1) / 3).where(good, 2 - (rating - 1) / 3), 2.5
    else:
        used = rating.where(good, 5 - rating)
        centre = 2.5 if convention == "rangkuti" else 0.0
        sign[bad] = 1.0 if convention == "rangkuti" else -1.0
    inside = kinds.isin(["strength", "weakness"])
    score = weight * used * sign
    return score[inside].sum() - centre, score[~inside].sum() - centre


def _reweighted(sheet, hit, change, weights):
    group = sheet["kind"] if weights == "per_category" else sheet["axis"]
    same = (group == group[hit].iloc[0]) & ~hit
    rest = sheet.loc[same, "weight"].sum()
    weight = sheet["weight"] + change * hit
    return weight.where(~same, sheet["weight"] * (rest - change) / rest)


def test_flip__names_the_smallest_change():
    """Oracle: by hand, S 3 against W 2.5 at weights ½: S to 2.5 or W to 3; weight to 5/11."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    severity = {"S": 3, "W": 2.5, "O": 4, "T": 1}
    flip = swot.position(factors, make_ratings(factors, severity), border=0, draws=10).flip()
    assert flip.state == "moves"
    assert (flip.smallest_rating.axis, flip.smallest_rating.becomes) == ("internal", "WO")
    assert abs(flip.smallest_rating.change) == pytest.approx(0.5)
    assert abs(flip.smallest_weight.change) == pytest.approx(0.5 - 5 / 11)


def test_flip__says_when_nothing_within_the_scale_moves_it():
    """Oracle: by hand, per category 4 − 1 and a single factor a side: no rating 1–4, no weight."""
    factors = make_factors(S=2, W=2, O=2, T=2)
    ratings = make_ratings(factors, {"S": 4, "W": 1, "O": 4, "T": 1})
    flip = swot.position(factors, ratings, weights="per_category", draws=10).flip()
    assert (flip.state, flip.smallest_rating, flip.smallest_weight) == ("immovable", None, None)
    assert repr(flip) == "<Flip immovable>"


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    convention=st.sampled_from([*swot.CONVENTIONS]),
    weights=st.sampled_from(["joint", "per_category"]),
    border=st.sampled_from([0.02, 0.05, 0.3]),
)
def test_flip__the_named_rating_really_brings_the_city_there(seed, convention, weights, border):
    """Oracle: the change is made in the ratings and the whole position computed anew."""
    factors, ratings = random_sheet(seed, n_raters=1)
    options = {"convention": convention, "weights": weights, "border": border, "draws": 1}
    change = swot.position(factors, ratings, **options).flip().smallest_rating
    if change is None:
        return
    ratings["rating"] = ratings["rating"].astype(float)
    ratings.loc[ratings["factor"] == change.factor, "rating"] = change.needed
    assert swot.position(factors, ratings, **options).position == change.becomes


def test_flip__out_of_the_border_names_the_way_to_both_sides():
    """Oracle: by hand, S and W equal at weights ½ and a zone of 0.1: S up 0.2 to SO, W up to WO."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    ratings = make_ratings(factors, {"S": 3, "W": 3, "O": 4, "T": 1})
    flip = swot.position(factors, ratings, border=0.1, draws=10).flip()
    assert flip.state == "border"
    assert abs(flip.smallest_rating.change) == pytest.approx(0.2)
    assert set(flip.table["becomes"]) == {"SO", "WO"}
    assert set(flip.table["axis"]) == {"internal"}
