"""SWOT position: golden numbers of the conventions, and what must never change it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from swot_sheets import make_factors, make_ratings, random_sheet

from smartcity_analysis.analysis import swot


def at(result):
    return result.internal, result.external


# ---- Golden numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("convention", "expected"),
    [("severity", -0.50), ("rangkuti_subtracted", 1.00), ("rangkuti", -0.50), ("signed", -0.50)],
)
def test_position__reversed_ratings_flip_the_quadrant_only_when_subtracted(convention, expected):
    """Oracle: hand sheet, two strengths (w 0.25, r 3) and two severe weaknesses (w 0.25, 4)."""
    factors = make_factors(S=2, W=2)
    ratings = make_ratings(factors, {"S": 3, "W": 4}).assign(weight=0.25)
    result = swot.position(factors, ratings, convention=convention, draws=10)
    assert result.internal == pytest.approx(expected)
    assert np.isnan(result.external)
    assert result.position == "unknown"


def test_position__david_maps_severity_to_three_and_four_or_two_and_one():
    """Oracle: by hand, 0.5 × (3 + 2/3) + 0.5 × 1 = 2.3333; minus the midpoint 2.5."""
    factors = make_factors(S=2, W=2)
    result = swot.position(factors, make_ratings(factors, {"S": 3, "W": 4}), convention="david")
    assert result.ifas_total == pytest.approx(2.333333, abs=1e-6)
    assert result.internal == pytest.approx(-0.166667, abs=1e-6)
    assert result.factors["rating_used"].tolist() == pytest.approx(
        [3.666667] * 2 + [1, 1], abs=1e-6
    )


@pytest.mark.parametrize(("weights", "expected"), [("joint", 0.363636), ("per_category", -2.0)])
def test_position__joint_weights_favour_the_longer_list(weights, expected):
    """Oracle: by hand, 8 strengths rated 2 against 3 weaknesses of severity 4; 4/11 and 2 − 4."""
    factors = make_factors(S=8, W=3)
    ratings = make_ratings(factors, {"S": 2, "W": 4})
    result = swot.position(factors, ratings, weights=weights, draws=10)
    assert result.internal == pytest.approx(expected, abs=1e-6)


def test_position__per_category_counts_each_category_half_on_the_four_point_scale():
    """Oracle: by hand, (2 + (5 − 4)) / 2 = 1.5."""
    factors = make_factors(S=8, W=3)
    ratings = make_ratings(factors, {"S": 2, "W": 4})
    result = swot.position(factors, ratings, convention="rangkuti", weights="per_category")
    assert result.ifas_total == pytest.approx(1.5)
    assert result.internal == pytest.approx(-1.0)


def test_position__one_vote_per_agency_outweighs_many_attendees():
    """Oracle: by hand, DINKES sends three raters (4, 4, 4), a rater alone says 1: 4 → 2.5."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    weak = {"W": 1, "O": 2, "T": 1}
    many = [make_ratings(factors, {"S": 4} | weak, rater=r, agency="DINKES") for r in "ABC"]
    ratings = pd.concat([*many, make_ratings(factors, {"S": 1} | weak, rater="D")])
    by_agency = swot.position(factors, ratings, draws=50)
    by_rater = swot.position(factors, ratings, aggregation="rater", draws=50)
    assert by_agency.factors["rating"].iloc[0] == pytest.approx(2.5)
    assert by_rater.factors["rating"].iloc[0] == pytest.approx(3.25)
    assert (by_agency.n_units, by_rater.n_units, by_agency.n_raters) == (2, 4, 4)


# ---- Missing, thin, border ----------------------------------------------------------------------


def test_position__blank_is_left_out_never_zero():
    """Oracle: by hand, a factor that only one of two raters rated keeps that rating."""
    factors = make_factors(S=2, W=1, O=1, T=1)
    first = make_ratings(factors, {"S": 4, "W": 2, "O": 3, "T": 1}, rater="A")
    second = first.assign(rater="B")[first["factor"] != "S-02"]
    result = swot.position(factors, pd.concat([first, second]), draws=100)
    row = result.factors.set_index("factor").loc["S-02"]
    assert (row["rating"], row["n_raters"], row["thin"]) == (4, 1, True)
    assert result.internal == pytest.approx(2 / 3 * 4 - 1 / 3 * 2)


def test_position__unrated_factors_are_listed_and_weigh_nothing():
    factors = make_factors(S=2, W=1, O=1, T=1)
    ratings = make_ratings(factors, {"S": 4, "W": 2, "O": 3, "T": 1})
    result = swot.position(factors, ratings[ratings["factor"] != "S-02"], draws=10)
    row = result.factors.set_index("factor").loc["S-02"]
    assert result.unrated == ("S-02",)
    assert result.internal == pytest.approx(1.0)
    assert np.isnan(row["weight"])
    assert np.isnan(row["score"])


def test_position__zero_is_the_border_not_a_side():
    factors = make_factors(S=1, W=1, O=1, T=1)
    ratings = make_ratings(factors, {"S": 3, "W": 3, "O": 4, "T": 1})
    result = swot.position(factors, ratings, border=0, draws=10)
    assert result.position == "border"
    assert result.flip().state == "border"


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ({"S": 4, "W": 1, "O": 4, "T": 1}, "SO"),
        ({"S": 4, "W": 1, "O": 1, "T": 4}, "ST"),
        ({"S": 1, "W": 4, "O": 4, "T": 1}, "WO"),
        ({"S": 1, "W": 4, "O": 1, "T": 4}, "WT"),
    ],
)
def test_position__is_named_not_numbered(severity, expected):
    factors = make_factors(S=1, W=1, O=1, T=1)
    result = swot.position(factors, make_ratings(factors, severity), draws=10)
    assert result.position == expected
    assert result.agreement == 1


def test_position__parts_without_a_side_are_unknown():
    factors = make_factors(S=2, W=1, O=1, T=1)
    factors["dimension"] = ["GOV", "ECO", "GOV", "GOV", "GOV"]
    result = swot.position(factors, make_ratings(factors, {"S": 4, "W": 2, "O": 3, "T": 1}))
    parts = result.by_dimension.set_index("dimension")
    assert parts.loc["ECO", "position"] == "unknown"
    assert np.isnan(parts.loc["ECO", "internal"])
    assert parts.loc["GOV", ["internal", "external"]].tolist() == [1.0, 1.0]
    assert parts.loc["GOV", ["n_strength", "n_weakness"]].tolist() == [1, 1]


# ---- Firmness -----------------------------------------------------------------------------------


def test_position__a_single_voice_cannot_be_resampled():
    factors = make_factors(S=1, W=1, O=1, T=1)
    result = swot.position(factors, make_ratings(factors, {"S": 4, "W": 1, "O": 4, "T": 1}))
    assert np.isnan(result.draws_agree)
    assert repr(result).endswith("one voting unit>")


def test_position__draws_match_the_exact_chance():
    """Oracle: two units, S 4 or 2 against W 3; both from one unit ¼ each, the mean 3 − 3 ½."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    ratings = pd.concat(
        make_ratings(factors, {"S": s, "W": 3, "O": 4, "T": 1}, rater=r)
        for s, r in ((4, "A"), (2, "B"))
    )
    result = swot.position(factors, ratings, draws=20_000, seed=1)
    shares = [result.draw_shares[name] for name in ("SO", "WO", "border")]
    assert shares == pytest.approx([0.25, 0.25, 0.50], abs=0.02)
    assert sum(result.draw_shares.values()) == pytest.approx(1)


def test_position__variants_are_the_twelve_that_differ():
    """Oracle: by hand, 4 − 1 and 4 − 1 under severity; every convention keeps the signs."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    ratings = make_ratings(factors, {"S": 4, "W": 1, "O": 4, "T": 1})
    result = swot.position(factors, ratings, draws=20)
    assert len(result.variants) == 12
    assert set(result.variants["convention"]) == {"severity", "rangkuti", "david"}
    assert set(result.variants["position"]) == {"SO"}
    assert result.agreement == 1


def test_position__one_border_means_the_same_under_every_convention():
    """Oracle: by hand, S 3.2 against W 3 at weights ½: 0.1 severity points, 0.1 / 3 with David."""
    factors = make_factors(S=5, W=5, O=1, T=1)
    ratings = make_ratings(factors, {"S": 3, "W": 3, "O": 4, "T": 1})
    ratings.loc[ratings["factor"] == "S-01", "rating"] = 4
    for convention, x in (("severity", 0.1), ("rangkuti", 0.1), ("david", 0.1 / 3)):
        result = swot.position(factors, ratings, convention=convention, border=0.09, draws=5)
        assert result.internal == pytest.approx(x)
        assert result.position == "SO"
        wider = swot.position(factors, ratings, convention=convention, border=0.11, draws=5)
        assert wider.position == "border"


def test_position__names_what_the_mistake_would_have_reported():
    """Oracle: the reversed-scale sheet, with opportunities ahead: WO in truth, SO by mistake."""
    factors = make_factors(S=2, W=2, O=2, T=2)
    result = swot.position(factors, make_ratings(factors, {"S": 3, "W": 4, "O": 4, "T": 3}))
    assert (result.position, result.faulty_reading) == ("WO", "SO")
    assert result.faulty_point == pytest.approx((1.0, 1.0))


def test_outline__holds_the_stated_share_of_the_draws():
    factors, ratings = random_sheet(5, n_raters=12)
    result = swot.position(factors, ratings, aggregation="rater", draws=4000)
    line = swot.outline(result, share=0.9, points=721)
    centre = result.cloud.mean(axis=0)
    angle = np.arctan2(*(line - centre)[:-1].T[::-1])
    radius = np.hypot(*(line - centre)[:-1].T)
    order = np.argsort(angle)
    own = np.arctan2(*(result.cloud - centre).T[::-1])
    edge = np.interp(own, angle[order], radius[order], period=2 * np.pi)
    inside = np.hypot(*(result.cloud - centre).T) <= edge
    assert inside.mean() == pytest.approx(0.9, abs=0.01)


# ---- What must not change a position ------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    convention=st.sampled_from(list(swot.CONVENTIONS)),
    weights=st.sampled_from(["joint", "per_category"]),
    aggregation=st.sampled_from(["rater", "agency"]),
)
def test_position__metamorphic(seed, convention, weights, aggregation):
    factors, ratings = random_sheet(seed)
    kept = factors.copy(), ratings.copy()
    options = {"convention": convention, "weights": weights, "aggregation": aggregation}
    first = swot.position(factors, ratings, **options, draws=60, seed=seed)

    shuffled = ratings.sample(frac=1, random_state=seed)
    again = swot.position(factors, shuffled, **options, draws=60, seed=seed)
    assert at(again) == at(first)
    np.testing.assert_array_equal(again.cloud, first.cloud)

    turned = swot.position(factors.iloc[::-1], ratings, **options, draws=60, seed=seed)
    assert at(turned) == pytest.approx(at(first))

    voting = ratings.assign(agency=ratings["agency"].fillna("BAPPEDA"))
    twin = pd.concat([voting, voting.assign(rater=voting["rater"] + "x")])
    once = swot.position(factors, voting, **options, draws=2)
    assert at(swot.position(factors, twin, **options, draws=2)) == pytest.approx(at(once))

    scaled = ratings.assign(importance=ratings["importance"] * 7)
    assert at(swot.position(factors, scaled, **options, draws=2)) == pytest.approx(at(first))

    assert np.abs(at(first)).max() <= 4
    sums = first.factors.groupby("axis")["contribution"].sum()
    assert (sums["internal"], sums["external"]) == pytest.approx(at(first))
    pd.testing.assert_frame_equal(factors, kept[0])
    pd.testing.assert_frame_equal(ratings, kept[1])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_position__signed_is_severity_and_own_agency_is_own_vote(seed):
    factors, ratings = random_sheet(seed)
    severity = swot.position(factors, ratings, draws=2)
    assert at(swot.position(factors, ratings, convention="signed", draws=2)) == pytest.approx(
        at(severity)
    )
    own = ratings.assign(agency="OPD" + ratings["rater"])
    each = swot.position(factors, own, aggregation="agency", draws=30)
    rater = swot.position(factors, own, aggregation="rater", draws=30)
    assert at(each) == at(rater)
    np.testing.assert_array_equal(each.cloud, rater.cloud)


# ---- Arguments, data, tables --------------------------------------------------------------------


def test_position__refuses_arguments_in_one_sentence():
    factors, ratings = random_sheet(0)
    with pytest.raises(
        ValueError, match=r"The 'convention' parameter of swot\.position must be one of"
    ):
        swot.position(factors, ratings, convention="x")
    with pytest.raises(ValueError, match=r"'draws' parameter .* at least 1\. Got 0 instead\."):
        swot.position(factors, ratings, draws=0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda r: r.assign(factor="S-99"), "unknown factor: S-99"),
        (lambda r: r.iloc[:0], "no ratings were given"),
        (lambda r: pd.concat([r, r.iloc[:1]]), "rater R0 rated S-01 more than once"),
        (lambda r: r.assign(rating=5), "within 1–4"),
        (lambda r: r.drop(columns="rater"), "without rater"),
        (lambda r: r.assign(agency=list(r.index.map(str))), "more than one agency"),
    ],
)
def test_position__refuses_ratings_that_cannot_be_read(change, message):
    factors, ratings = random_sheet(0)
    with pytest.raises(ValueError, match=message):
        swot.position(factors, change(ratings))


def test_position__result_is_frozen_and_carries_its_tables():
    factors, ratings = random_sheet(2)
    result = swot.position(factors, ratings.assign(status="sample"), draws=30)
    assert result.sample
    assert result.flip().sample
    assert set(result.tables()) == {
        *("swot_position", "swot_factors", "swot_by_element", "swot_by_dimension"),
        *("swot_draws", "swot_variants"),
    }
    with pytest.raises(AttributeError):
        result.internal = 0
    with pytest.raises(ValueError, match="read-only"):
        result.cloud[0] = 0
