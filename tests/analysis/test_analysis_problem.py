"""The door of a priority problem: what it accepts, what it refuses and in which words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import (
    METHODS,
    cases,
    costs,
    long_ratings,
    make_frame,
    make_problem,
    rated_problem,
)

from smartcity_analysis import kernels, priority, robustness, weights

PROGRAMMES = pd.DataFrame(
    {
        "dampak": [4, 3, 5, 2],
        "kesiapan": [2, 5, 3, 4],
        "biaya": [900, 300, 1200, 250],
        "opd": ["Diskominfo", "Dinkes", "Dinkes", "DLH"],
    },
    index=pd.Index(["E-Kelurahan", "Posyandu", "RSUD", "Bank sampah"], name="program"),
)
POINTS = {"dampak": 5, "biaya": 3, "kesiapan": 2}


def tegal(**changes):
    given = {"weights": POINTS, "cost": "biaya", **changes}
    return priority.problem(PROGRAMMES, **given)


# ---- What a problem says ------------------------------------------------------------------------


def test_problem__says_what_it_holds():
    p = tegal(scale={"dampak": (1, 5), "kesiapan": (1, 5)})
    assert repr(p) == (
        "<Problem of 4 alternatives: dampak ▲50 %  biaya ▼30 %  kesiapan ▲20 %; "
        "weights given sum to 10, competition ranks>"
    )
    assert p.criteria == ("dampak", "biaya", "kesiapan")
    assert p.alternatives == tuple(PROGRAMMES.index)


def test_problem__brings_weights_to_one_once_and_shows_what_was_given():
    p = tegal()
    assert p.weights.to_dict() == {"dampak": 0.5, "biaya": 0.3, "kesiapan": 0.2}
    assert p.given_weights.to_dict() == POINTS
    table = p.tables()["priority_weights"]
    assert table[["criterion", "weight", "given"]].iloc[0].tolist() == ["dampak", 0.5, 5]
    again = tegal(weights={"dampak": 0.5, "biaya": 0.3, "kesiapan": 0.2})
    assert "weights given sum" not in again.convention
    pd.testing.assert_series_equal(p.saw().score, again.saw().score)


def test_problem__equal_weights_on_all_columns_when_none_are_given():
    p = priority.problem(PROGRAMMES.drop(columns="opd"), cost="biaya")
    assert p.weights.tolist() == [1 / 3] * 3


@pytest.mark.parametrize(
    ("weighed", "expected"),
    [
        (weights.direct(POINTS), [0.5, 0.3, 0.2]),
        (pd.Series(POINTS), [0.5, 0.3, 0.2]),
        (weights.rank_order_centroid(["dampak", "biaya", "kesiapan"]), [11 / 18, 5 / 18, 2 / 18]),
        (
            weights.ahp(
                [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]],
                labels=["dampak", "biaya", "kesiapan"],
            ),
            [4 / 7, 2 / 7, 1 / 7],
        ),
    ],
)
def test_problem__takes_results_of_weights_as_they_are(weighed, expected):
    """Oracle: points, centroids (1 + ½ + ⅓)/3 …, and a consistent matrix of 4 : 2 : 1."""
    p = tegal(weights=weighed)
    assert p.weights[["dampak", "biaya", "kesiapan"]].tolist() == pytest.approx(expected)


def test_problem__takes_weights_that_the_data_give():
    p = tegal(weights=weights.entropy(PROGRAMMES[list(POINTS)], cost=["biaya"]))
    assert p.weights.sum() == pytest.approx(1)
    assert set(p.criteria) == set(POINTS)


def test_problem__a_criterion_may_be_called_weights():
    frame = pd.DataFrame({"weights": [1, 2], "b": [2, 1]}, index=["A", "B"])
    p = priority.problem(frame, pd.Series({"weights": 3.0, "b": 1.0}))
    assert p.weights.to_dict() == {"weights": 0.75, "b": 0.25}


def test_problem__keeps_other_columns_as_attributes():
    more = pd.DataFrame({"pagu": [1, 2, 3]}, index=["Posyandu", "RSUD", "E-Kelurahan"])
    p = tegal(attributes=more)
    assert p.attributes["opd"].tolist() == PROGRAMMES["opd"].tolist()
    assert p.attributes["pagu"].iloc[:3].tolist() == [3, 1, 2]
    assert np.isnan(p.attributes["pagu"].iloc[3])
    assert "biaya" not in p.attributes
    twice = tegal(attributes=PROGRAMMES[["opd"]])
    assert twice.attributes["opd_attribute"].tolist() == PROGRAMMES["opd"].tolist()


def test_problem__labels_may_come_from_a_column():
    by_column = priority.problem(
        PROGRAMMES.reset_index(), POINTS, cost="biaya", alternative="program"
    )
    pd.testing.assert_series_equal(by_column.saw().score, tegal().saw().score)


# ---- What it refuses ----------------------------------------------------------------------------


def spoiled(row, column, value):
    frame = PROGRAMMES.astype(object)
    frame.loc[row, column] = value
    return frame


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            spoiled("RSUD", "dampak", "tinggi"),
            r"'dampak' of 'RSUD' must be a number\. Got 'ting",
        ),
        (spoiled("RSUD", "dampak", "1,5"), r"'dampak' of 'RSUD' must be a number\. Got '1,5'"),
        (spoiled("RSUD", "biaya", np.inf), r"'biaya' of 'RSUD' must be a number\. Got inf"),
        (spoiled("RSUD", "biaya", np.nan), r"'biaya' of 'RSUD' is blank\. Fill it, or choose"),
        (spoiled("RSUD", "biaya", pd.NA), r"'biaya' of 'RSUD' is blank"),
        (spoiled("RSUD", "biaya", None), r"'biaya' of 'RSUD' is blank"),
        (spoiled("RSUD", "dampak", pd.Timestamp(2022, 1, 1)), r"'dampak' of 'RSUD' must be a num"),
        (
            PROGRAMMES.assign(dampak=[4.0, np.nan, np.nan, 1]),
            r"'dampak' of 'Posyandu' is blank and 1 more",
        ),
        (
            PROGRAMMES.assign(dampak=pd.to_datetime(["2022-01-01"] * 4)),
            r"'dampak' of 'E-Kelurahan' must be a number",
        ),
        (PROGRAMMES.iloc[[0, 1, 1]], r"alternative 'Posyandu' occurs more than once"),
        (
            PROGRAMMES[["dampak", "biaya", "kesiapan", "opd", "opd"]],
            r"column 'opd' occurs more",
        ),
        (PROGRAMMES.rename(index={"RSUD": None}), r"one alternative has no label"),
        (PROGRAMMES.set_index("opd", append=True), r"each alternative needs one label, not 2 lev"),
        (PROGRAMMES.iloc[:0], r"a DataFrame with at least one row and column. Got \(0, 4\)"),
        (PROGRAMMES.drop(columns="biaya"), r"weights name criteria that the data do not have: 'bi"),
        ([[1, 2], [3, 4]], r"'data' parameter of priority.problem must be a DataFrame. Got 'list'"),
    ],
)
def test_problem__refuses_data_naming_row_and_column(data, message):
    with pytest.raises(ValueError, match=message):
        priority.problem(data, POINTS, cost="biaya")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"weights": {"dampak": -1, "biaya": 2}},
            r"the weight of 'dampak' must be 0 or more",
        ),
        ({"weights": {"dampak": np.nan}, "cost": ()}, r"the weight of 'dampak' must be 0 or more"),
        ({"weights": {"dampak": np.inf}, "cost": ()}, r"the weight of 'dampak' must be 0 or more"),
        ({"weights": {"dampak": 0, "biaya": 0}}, r"all weights are 0"),
        ({"weights": {"dampak": "berat"}, "cost": ()}, r"'weights' parameter .* a number for each"),
        ({"weights": {"dampak": 1, "mutu": 1}}, r"criteria that the data do not have: 'mutu'"),
        ({"weights": pd.Series([1, 2], ["dampak"] * 2)}, r"'dampak' has more than one weight"),
        ({"cost": "mutu"}, r"'cost' parameter .* among the criteria dampak, biaya, kes.*'mutu'"),
        ({"cost": None}, r"'cost' parameter .* Got None"),
        ({"scale": {"mutu": (1, 5)}}, r"'scale' parameter .* among the criteria .*'mutu'"),
        (
            {"scale": {"dampak": (5, 1)}},
            r"\(low, high\) with low < high for 'dampak'. Got \(5",
        ),
        ({"scale": {"dampak": (1, np.inf)}}, r"low < high for 'dampak'"),
        ({"scale": {"dampak": (1, 3, 5)}}, r"low < high for 'dampak'"),
        ({"scale": {"dampak": 5}}, r"low < high for 'dampak'. Got 5"),
        ({"scale": {"dampak": (1, 4)}}, r"'dampak' of 'RSUD' is 5, outside its scale 1–4"),
        ({"missing": "zero"}, r"'missing' parameter .* one of 'raise', 'median', 'worst', 'interv"),
        ({"ties": "random"}, r"'ties' parameter .* one of 'competition', 'dense', 'average'"),
        ({"resolution": 0}, r"'resolution' parameter .* above 0. Got 0"),
        ({"aggregation": "mean"}, r"'aggregation' parameter"),
        ({"alternative": "kode"}, r"Got 'one without kode'"),
        ({"alternative": "dampak"}, r"'dampak' holds labels and cannot be a criterion"),
    ],
)
def test_problem__refuses_arguments_naming_the_criterion(changes, message):
    with pytest.raises(ValueError, match=message):
        tegal(**changes)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda p: p.score("ahp"), r"'method' parameter .* one of 'saw', 'wp', 'topsis'"),
        (lambda p: p.saw(normalise="log"), r"'normalise' parameter of Problem.saw must be one of"),
        (lambda p: p.topsis(normalise="log"), r"'normalise' parameter of Problem.topsis must be"),
        (lambda p: p.vikor(v=1.5), r"'v' parameter of Problem.vikor must be within 0–1. Got 1.5"),
        (
            lambda p: p.promethee(shape="s"),
            r"'shape' parameter of Problem.promethee must be",
        ),
        (lambda p: p.promethee(shape={"mutu": "usual"}), r"'shape' parameter .* Got 'mutu'"),
        (lambda p: p.promethee(shape="u_shape", q=-1), r"'q' parameter .* 0 or more for"),
        (lambda p: p.promethee(shape="u_shape", q=np.nan), r"'q' parameter .* 0 or more for"),
        (lambda p: p.promethee(shape="v_shape"), r"'p' parameter .* shape 'v_shape'. Got None"),
        (lambda p: p.promethee(q=10), r"'shape' parameter .* has a threshold q. Got 'usual'"),
        (lambda p: p.promethee(shape="gaussian"), r"'s' parameter .* above 0 for 'dampak'"),
        (lambda p: p.score(lambda x, w: x), r"did not give 4 finite scores"),
        (lambda p: p.score(lambda x, w: np.nan * (w @ x.T)), r"did not give 4 finite scores"),
        (lambda p: p.explain("Pasar"), r"'name' parameter of Problem.explain .* Got 'Pasar'"),
        (lambda p: p.explain("RSUD", "Pasar"), r"'rival' parameter of Problem.explain"),
        (lambda p: p.explain("RSUD", "RSUD"), r"another alternative"),
        (lambda p: p.stability("topsis"), r"topsis is not additive"),
        (lambda p: p.bootstrap(), r"Problem.bootstrap needs ratings by rater"),
        (lambda p: p.leave_one_out(), r"Problem.leave_one_out needs ratings by rater"),
    ],
)
def test_problem__refuses_what_a_method_cannot_do(ask, message):
    with pytest.raises(ValueError, match=message):
        ask(tegal())


@pytest.mark.parametrize("ask", [lambda p: p.wp(), lambda p: p.saw(normalise="ratio")])
def test_problem__refuses_zeros_where_a_formula_divides(ask):
    p = make_problem([[1, 0], [2, 3]], cost="c2")
    with pytest.raises(ValueError, match=r"needs values above 0; 'c2' of 'A1' is 0\."):
        ask(p)


# ---- Nothing is changed -------------------------------------------------------------------------

FRAMES = {
    "ints": make_frame([[1, 2], [3, 1]]),
    "floats": make_frame([[1.0, 2], [3, 1]]),
    "several": make_frame([[1, 2], [3, 1]]).astype({"c1": "int8", "c2": "float32"}),
    "nullable": make_frame([[1, 2], [3, 1]]).astype({"c1": "Int64", "c2": "Float64"}),
    "objects": make_frame([[1, 2], [3, 1]]).astype(object),
    "texts": make_frame([[1, 2], [3, 1]]).astype(str),
    "categories": make_frame([[1, 2], [3, 1]]).astype("category"),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_problem__any_kind_of_number_gives_the_same_and_stays_as_it_was(kind):
    frame = FRAMES[kind]
    kept = frame.copy()
    p = priority.problem(frame, {"c1": 2, "c2": 1}, cost="c2")
    assert p.saw().score.tolist() == [0, 1]
    p.robust(draws=50)
    p.compare()
    p.rank_reversal()
    pd.testing.assert_frame_equal(frame, kept)


@pytest.mark.parametrize("missing", ["median", "worst", "interval"])
def test_problem__blanks_of_nullable_columns_are_blanks(missing):
    frame = make_frame([[1, 2], [3, 1], [2, 5]]).astype({"c1": "Int64", "c2": "Float64"})
    frame.loc["A1", "c1"] = pd.NA
    kept = frame.copy()
    plain = frame.astype("float64")
    p, q = (priority.problem(one, missing=missing) for one in (frame, plain))
    pd.testing.assert_series_equal(p.saw().score, q.saw().score)
    pd.testing.assert_frame_equal(frame, kept)


def test_problem__does_not_share_memory_with_the_frame_of_the_user():
    frame = make_frame([[1.0, 2], [3, 1]])
    p = priority.problem(frame)
    frame.loc["A1", "c1"] = 99
    assert p.data.loc["A1", "c1"] == 1
    assert p.with_(ties="dense").data.loc["A1", "c1"] == 1


def test_problem__arrays_for_kernels_cannot_be_written():
    p = tegal()
    for array in (p.matrix, p.oriented):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


@settings(max_examples=15, deadline=None)
@given(case=cases(), name=st.sampled_from(METHODS))
def test_problem__calling_twice_gives_the_same(case, name):
    matrix, w = case
    p = make_problem(matrix, w, cost=costs(len(w)))
    kept = p.data.copy(), p.weights.copy(), p.oriented.copy()
    first, second = p.score(name), p.score(name)
    pd.testing.assert_frame_equal(first.table, second.table)
    for key, table in first.steps.items():
        pd.testing.assert_frame_equal(table, second.steps[key])
    pd.testing.assert_frame_equal(
        p.robust(draws=200, method=name).table, p.robust(draws=200, method=name).table
    )
    pd.testing.assert_frame_equal(p.data, kept[0])
    pd.testing.assert_series_equal(p.weights, kept[1])
    assert (p.oriented == kept[2]).all()


def test_with__makes_a_new_problem_and_leaves_the_old_one():
    p = tegal()
    said, score = repr(p), p.saw().score.copy()
    other = p.with_(weights={"dampak": 1, "kesiapan": 1}, cost=())
    assert other.weights.to_dict() == {"dampak": 0.5, "kesiapan": 0.5}
    assert "biaya" in other.attributes
    assert repr(p) == said
    pd.testing.assert_series_equal(p.saw().score, score)
    assert p.with_().weights.equals(p.weights)


def test_with__is_checked_like_a_new_one():
    with pytest.raises(ValueError, match=r"the weight of 'dampak'"):
        tegal().with_(weights={"dampak": -1})


# ---- Small and odd problems ---------------------------------------------------------------------


@pytest.mark.parametrize("name", METHODS)
def test_problem__one_alternative_is_first_of_one(name):
    p = make_problem([[3, 4]], [1, 2])
    ranking = p.score(name)
    assert ranking.rank.tolist() == [1]
    assert ranking.best == ("A1",)
    assert np.isfinite(ranking.score).all()
    assert all(len(table) for table in ranking.steps.values())


def test_problem__one_alternative_has_every_analysis_or_a_reason():
    p = make_problem([[3, 4]], [1, 2])
    assert p.robust(draws=10).acceptability.to_numpy().tolist() == [[1]]
    assert p.dominance().to_numpy().tolist() == [[False]]
    assert len(p.rank_reversal().table) == 0
    assert repr(p.stability()) == "<Stability: A1 stays first whatever one weight does>"
    assert "lowest Spearman nan" in repr(p.compare())
    with pytest.raises(ValueError, match="one alternative only"):
        p.explain("A1")


@pytest.mark.parametrize("name", METHODS)
def test_problem__one_criterion_orders_by_it(name):
    p = make_problem([[3], [1], [2]], cost="c1")
    assert p.score(name).rank.tolist() == [3, 1, 2]
    assert p.robust(draws=10, method=name).table["first"].to_dict() == {"A2": 1, "A3": 0, "A1": 0}


def test_problem__labels_may_be_integers_or_anything():
    frame = pd.DataFrame({1: [4, 2, 1], ("b", 2): [1, 2, 5], 3.5: [1, 5, 3]}, index=[10, 20, 30])
    p = priority.problem(frame, {1: 5, 3.5: 2}, cost=1)
    assert p.weights.to_dict() == {1: 5 / 7, 3.5: 2 / 7}
    assert p.saw().rank.to_dict() == {10: 3, 20: 2, 30: 1}
    assert p.explain(20).rival == 30
    assert p.robust(draws=50, order=[1, 3.5]).over == "ordinal"
    assert p.stability().table.index.tolist() == [1, 3.5]
    assert "▼71 %" in repr(p)


def test_problem__a_column_that_is_no_criterion_may_hold_anything():
    p = priority.problem(PROGRAMMES.assign(catatan=[None, 1, "x", [2]]), POINTS, cost="biaya")
    assert p.attributes["catatan"].tolist()[2:] == ["x", [2]]


def test_problem__a_criterion_of_weight_zero_counts_for_nothing():
    p = make_problem([[1, 9], [2, 1]], [1, 0])
    for name in METHODS:
        assert p.score(name).rank.tolist() == [2, 1]
    assert p.dominance().loc["A2", "A1"]


def test_problem__says_which_criteria_tell_nothing_apart():
    p = make_problem([[1, 3], [2, 3]], [1, 1])
    assert p.unused == ("c2",)
    assert "unused: c2" in p.saw().convention


# ---- Blanks -------------------------------------------------------------------------------------

BLANK = [[1, 5], [np.nan, 4], [4, 3], [3, 2]]


@pytest.mark.parametrize(
    ("missing", "cost", "scale", "expected"),
    [
        ("median", (), None, 3),
        ("worst", (), None, 1),
        ("worst", "c1", None, 4),
        ("worst", (), (0, 10), 0),
        ("worst", "c1", (0, 10), 10),
        ("interval", (), None, 2.5),
        ("interval", "c1", (0, 10), 5),
    ],
)
def test_problem__a_blank_becomes_what_the_policy_says(missing, cost, scale, expected):
    """Oracle: by hand: values 1, 4, 3; bounds 0–10 where declared."""
    p = make_problem(BLANK, missing=missing, cost=cost, scale=scale)
    assert p.matrix[1].tolist() == [expected, 4]
    assert np.isnan(p.data.iloc[1, 0])
    assert f"1 blank filled by {missing}" in p.saw().convention
    assert p.blank.sum() == 1


def test_problem__a_criterion_without_any_value_needs_a_scale():
    empty = [[np.nan, 1], [np.nan, 2]]
    with pytest.raises(ValueError, match="'c1' has no value at all and no scale"):
        make_problem(empty, missing="worst")
    with pytest.raises(ValueError, match="'c1' has no value at all"):
        make_problem(empty, missing="median", scale=(1, 5))
    assert make_problem(empty, missing="worst", scale=(1, 5)).matrix[:, 0].tolist() == [1, 1]
    assert make_problem(empty, missing="interval", scale=(1, 5)).matrix[:, 0].tolist() == [3, 3]


@pytest.mark.parametrize("missing", ["median", "worst", "interval"])
@pytest.mark.parametrize("name", METHODS)
def test_problem__no_blank_leaks_into_a_result(missing, name):
    p = make_problem(BLANK, [2, 1], missing=missing, cost="c2")
    ranking = p.score(name)
    assert ranking.table.notna().all(axis=None)
    assert p.robust(draws=50, method=name).acceptability.notna().all(axis=None)


# ---- Ratings in a long table --------------------------------------------------------------------


def test_problem__averages_raters_and_keeps_blank_apart_from_zero():
    """Oracle: by hand: A1 4 and 2 make 3; A2 has one rating, 5."""
    scores = np.array([[[4.0], [5]], [[2], [np.nan]]])
    p = rated_problem(scores, scale=(1, 5))
    assert p.data["c1"].tolist() == [3, 5]
    assert p.votes is not None
    assert "one vote per agency" in p.convention


def test_problem__one_vote_per_agency_or_per_rater():
    """Oracle: by hand: 5, 5 of one OPD and 1 of another: 3 by OPD, 11/3 by rater."""
    scores = np.array([[[5.0], [1]], [[5], [1]], [[1], [3]]])
    by_agency = rated_problem(scores, ["DLH", "DLH", "Dinkes"])
    by_rater = rated_problem(scores, ["DLH", "DLH", "Dinkes"], aggregation="rater")
    assert by_agency.data["c1"].tolist() == [3, 2]
    assert by_rater.data["c1"].tolist() == pytest.approx([11 / 3, 5 / 3])
    assert "one vote per rater" in by_rater.convention


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_problem__order_of_ratings_does_not_matter(seed):
    scores = np.random.default_rng(seed).integers(1, 6, (4, 3, 2)).astype(float)
    ratings = long_ratings(scores, ["x", "x", "y", ""])
    given = {"alternative": "programme", "rater": "rater", "agency": "agency"}
    was = priority.problem(ratings, {"c1": 1, "c2": 2}, **given).data
    mixed = ratings.sample(frac=1, random_state=seed)
    now = priority.problem(mixed, {"c1": 1, "c2": 2}, **given).data
    pd.testing.assert_frame_equal(now.sort_index(), was.sort_index())


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({"c1": [9.0, 1, 1, 1]}, {}, r"'c1' of 'A1 by R1' is 9, outside its scale 1–5"),
        ({"c1": ["x", 1, 1, 1]}, {}, r"'c1' of 'A1 by R1' must be a number. Got 'x'"),
        ({"c1": [np.inf, 1, 1, 1]}, {}, r"'c1' of 'A1 by R1' must be a number. Got inf"),
        ({"c1": [np.nan] * 4}, {}, r"no ratings were given"),
        ({"rater": ["R1"] * 4}, {}, r"rater R1 rated A1 more than once"),
        ({"agency": ["a", "b", "a", "b"]}, {"agency": "agency"}, r"speaks for more than one agenc"),
        ({}, {"alternative": None}, r"'alternative' parameter .* with 'rater'"),
        ({}, {"rater": "ahli"}, r"Got 'one without ahli'"),
    ],
)
def test_problem__refuses_ratings_naming_who_and_what(change, options, message):
    ratings = long_ratings(np.full((2, 2, 1), 3.0)).assign(**change)
    given = {"alternative": "programme", "rater": "rater", "scale": (1, 5), **options}
    with pytest.raises(ValueError, match=message):
        priority.problem(ratings, {"c1": 1}, **given)


def test_problem__a_wrong_rating_is_not_hidden_by_a_mean():
    """Oracle: 9 and 1 on a scale of 1–5 have a mean of 5, which lies within."""
    with pytest.raises(ValueError, match=r"'c1' of 'A1 by R1' is 9"):
        rated_problem(np.array([[[9.0]], [[1.0]]]), scale=(1, 5))


def test_problem__an_unrated_alternative_is_a_blank():
    scores = np.array([[[4.0], [np.nan]], [[2], [np.nan]]])
    with pytest.raises(ValueError, match=r"'c1' of 'A2' is blank"):
        rated_problem(scores)
    assert rated_problem(scores, missing="worst", scale=(1, 5)).matrix[:, 0].tolist() == [3, 1]


def test_problem__carries_the_sample_mark():
    ratings = long_ratings(np.full((2, 2, 1), 3.0)).assign(status="sample")
    p = priority.problem(ratings, {"c1": 1}, alternative="programme", rater="rater")
    assert p.sample
    assert p.robust(draws=10).sample
    assert p.explain("A1").sample
    assert not tegal().sample


# ---- Rankings -----------------------------------------------------------------------------------


def test_ranking__says_its_finding_and_its_convention():
    ranking = tegal(scale={"dampak": (1, 5)}).saw()
    assert repr(ranking).startswith(
        "<Ranking saw: first Posyandu; min–max, declared bounds of 1 of 3"
    )
    assert repr(tegal().promethee(shape="linear", p=2)).startswith("<Ranking promethee: first ")
    assert ranking.top(2)["rank"].tolist() == [1, 2]
    assert ranking.table["rank"].is_monotonic_increasing
    assert list(ranking.tables()) == ["priority_saw"]


def test_saw__by_hand():
    """Oracle: by hand: dampak on 1–5, biaya on its own range, 0.5 and 0.5."""
    p = tegal(weights={"dampak": 1, "biaya": 1}, scale={"dampak": (1, 5)})
    expected = [0.5 * 0.75 + 0.5 * 300 / 950, 0.5 * 0.5 + 0.5 * 900 / 950, 0.5, 0.5 * 0.25 + 0.5]
    assert p.saw().score.tolist() == pytest.approx(expected)
    assert p.saw().best == ("Posyandu",)


@pytest.mark.parametrize("name", METHODS)
def test_ranking__ties_as_the_problem_says(name):
    """Oracle: by hand: best, two equal, last."""
    matrix = [[2, 2], [3, 3], [1, 1], [2, 2]]
    told = {"competition": [2, 1, 4, 2], "dense": [2, 1, 3, 2], "average": [2.5, 1, 4, 2.5]}
    for ties, expected in told.items():
        ranking = make_problem(matrix, ties=ties).score(name)
        assert ranking.rank.tolist() == expected
        assert ties in ranking.convention


def test_score__takes_a_kernel_of_ours_or_of_the_user():
    p = tegal()
    assert p.score(kernels.topsis).method == "topsis"
    pd.testing.assert_series_equal(p.score(kernels.topsis).score, p.topsis().score)

    def cautious(x, w, share=0.5):
        return share * (w @ kernels.unit(x).T) + (1 - share) * kernels.unit(x).min(axis=1)

    own = p.score(cautious, share=1.0)
    assert own.method == "cautious"
    assert own.score.to_numpy() == pytest.approx(p.saw().score.to_numpy())
    assert "own kernel" in own.convention
    assert own.steps["oriented"]["biaya"].tolist() == [-900, -300, -1200, -250]


def test_compare__puts_methods_side_by_side():
    p = tegal()
    compared = p.compare("saw", "topsis", "promethee")
    assert compared.ranks.columns.tolist() == ["saw", "topsis", "promethee"]
    pd.testing.assert_series_equal(
        compared.ranks["topsis"].sort_index(), p.topsis().rank.sort_index(), check_names=False
    )
    mean = compared.ranks.mean(axis=1)
    assert mean.is_monotonic_increasing
    assert np.diag(compared.spearman).tolist() == pytest.approx([1, 1, 1])
    assert set(compared.first) == {"saw", "topsis", "promethee"}
    assert set(p.compare().first) == set(METHODS)


@settings(max_examples=15, deadline=None)
@given(cases(most=7))
def test_compare__correlates_ranks_like_scipy(case):
    """Oracle: scipy.stats.spearmanr and kendalltau on the two columns of ranks."""
    from scipy.stats import kendalltau, spearmanr

    matrix, w = case
    compared = make_problem(matrix, w).compare("saw", "wp")
    one, two = (compared.ranks[name].to_numpy() for name in ("saw", "wp"))
    if np.ptp(one) and np.ptp(two):
        assert compared.spearman.iloc[0, 1] == pytest.approx(spearmanr(one, two).statistic)
        assert compared.kendall.iloc[0, 1] == pytest.approx(kendalltau(one, two).statistic)


def test_compare__counts_two_kernels_without_names_apart():
    p = tegal()
    compared = p.compare(lambda x, w: w @ x.T, lambda x, w: -(w @ x.T))
    assert compared.ranks.shape == (4, 2)
    assert compared.spearman.iloc[0, 1] == pytest.approx(-1)


def test_compare__methods_that_tie_all_have_no_correlation():
    compared = make_problem([[1, 2], [1, 2]]).compare()
    assert repr(compared) == "<Comparison of 5 methods: 2 leaders, lowest Spearman nan>"
    assert compared.ranks.to_numpy().tolist() == [[1] * 5] * 2


@settings(max_examples=20, deadline=None)
@given(cases())
def test_dominance__agrees_with_a_plain_loop(case):
    """Oracle: nowhere worse and somewhere better, pair by pair."""
    matrix, w = case
    found = make_problem(matrix, w).dominance().to_numpy()
    for i, one in enumerate(matrix):
        for j, other in enumerate(matrix):
            assert found[i, j] == ((one >= other).all() and (one > other).any())


def test_results__have_tables_of_their_own():
    p = rated_problem(np.random.default_rng(1).integers(1, 6, (3, 4, 2)).astype(float))
    results = [
        *(p, p.saw(), p.topsis(), p.compare(), p.robust(draws=20), p.stability(), p.explain("A1")),
        *(p.leave_one_out(), p.rank_reversal()),
    ]
    names = [name for result in results for name in result.tables()]
    assert len(names) == len(set(names))
    assert all(isinstance(t, pd.DataFrame) for r in results for t in r.tables().values())
    assert isinstance(p.bootstrap(draws=20), robustness.Robustness)


# ---- What else a user may try -------------------------------------------------------------------


def test_problem__refuses_attributes_of_other_alternatives():
    strangers = pd.DataFrame({"opd": ["X", "Y"]})
    with pytest.raises(ValueError, match=r"'attributes' parameter .* alternatives as its index"):
        priority.problem(pd.DataFrame({"a": [1, 2]}, index=["P", "Q"]), attributes=strangers)


def test_problem__refuses_an_agency_without_a_rater():
    frame = pd.DataFrame({"a": [1.0, 2], "opd": ["X", "Y"]})
    with pytest.raises(ValueError, match=r"'rater' parameter .* with 'agency'"):
        priority.problem(frame, {"a": 1}, agency="opd")


def test_problem__names_the_alternative_that_a_nameless_rater_rated():
    ratings = pd.DataFrame({"item": ["P", "Q"], "rater": ["R1", None], "a": [1, 2]})
    with pytest.raises(ValueError, match="a rating of Q has no rater"):
        priority.problem(ratings, {"a": 1}, alternative="item", rater="rater")


def test_score__refuses_an_option_that_the_method_does_not_know():
    with pytest.raises(ValueError, match=r"'options' parameter of Problem.saw .* Got 'shape'"):
        make_problem([[1, 2], [2, 1]]).robust(shape="usual")


def test_robust__says_when_a_kernel_does_not_take_many_weightings():
    def single(x, w):
        return x @ w if w.ndim == 1 else x @ w[0]

    with pytest.raises(ValueError, match="a kernel has to take weights"):
        make_problem([[1, 2], [2, 1]]).robust(method=single, draws=10)


def test_robust__wants_a_whole_number_of_draws():
    with pytest.raises(ValueError, match=r"whole number of at least 1. Got 100000.0"):
        make_problem([[1, 2], [2, 1]]).robust(draws=1e5)
