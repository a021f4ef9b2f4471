"""A'WOT: a published synthesis, comparisons through AHP, and sums that must close."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis import swot, weights

KINDS = list(swot.KINDS)
GROUPS = {"strength": 0.5, "weakness": 0.2, "opportunity": 0.2, "threat": 0.1}
FACTORS = {
    "strength": {"S-01": 0.6, "S-02": 0.4},
    "weakness": {"W-01": 1.0},
    "opportunity": {"O-01": 0.5, "O-02": 0.5},
    "threat": {"T-01": 1.0},
}


def matrix(priorities):
    """Comparisons that contradict nothing: the ratio of two priorities."""
    values = pd.Series(priorities, dtype=float)
    return pd.DataFrame(
        np.divide.outer(values.to_numpy(), values.to_numpy()), values.index, values.index
    )


def test_awot__matches_the_forests_of_karelia():
    """Oracle: Silva Fennica, article 7763, table 1."""
    published = example("awot_silva_fennica_7763")
    inputs, expected = published["inputs"], published["expected"]
    result = swot.awot(inputs["groups"], {kind: inputs[kind] for kind in KINDS})
    for kind in KINDS:
        weight = result.factors.loc[result.factors["kind"] == kind, "global_weight"]
        assert weight.tolist() == pytest.approx(expected[kind], abs=published["tolerance"])
    assert result.dominant == ("strength",)
    first = result.factors.sort_values("rank")["factor"].iloc[:3].tolist()
    assert first == [
        "Improving productivity and quality of timber",
        "Support for principles of sustained yield",
        "Unprepared regulatory environment",
    ]
    assert result.favourable == pytest.approx(0.578)
    assert result.group_sum == pytest.approx(1.001)
    sums = result.groups.set_index("kind")["local_sum"]
    assert sums.to_dict() == pytest.approx(
        {"strength": 1.0, "weakness": 1.0, "opportunity": 0.999, "threat": 0.999}
    )
    assert np.isnan(result.group_ratio)
    assert result.groups["top_factor"].iloc[3] == "Unprepared regulatory environment"


def test_awot__multiplies_and_ranks():
    """Oracle: by hand; 0.30 0.20 0.20 0.10 0.10 0.10, ties shared."""
    result = swot.awot(GROUPS, FACTORS)
    table = result.factors.set_index("factor")
    assert table["global_weight"].to_dict() == pytest.approx(
        {"S-01": 0.3, "S-02": 0.2, "W-01": 0.2, "O-01": 0.1, "O-02": 0.1, "T-01": 0.1}
    )
    assert table["rank"].tolist() == [1, 2, 2, 4, 4, 4]
    assert table["rank_in_kind"].tolist() == [1, 2, 1, 1, 1, 1]
    assert result.groups["rank"].tolist() == [1, 2, 2, 4]
    assert result.groups["top_factor"].tolist() == ["S-01", "W-01", "O-01, O-02", "T-01"]
    assert result.global_sum == pytest.approx(1)
    assert repr(result) == "<Awot strength dominates, first S-01 0.300>"


def test_awot__several_groups_may_dominate():
    result = swot.awot(dict.fromkeys(KINDS, 0.25), FACTORS)
    assert result.dominant == tuple(KINDS)


def test_awot__weighs_comparisons_by_ahp():
    """Oracle: property; comparisons without contradiction return their generator, CR 0."""
    result = swot.awot(matrix(GROUPS), {kind: matrix(each) for kind, each in FACTORS.items()})
    given_directly = swot.awot(GROUPS, FACTORS)
    assert result.factors["global_weight"].tolist() == pytest.approx(
        given_directly.factors["global_weight"].tolist(), abs=1e-9
    )
    assert result.group_ratio == pytest.approx(0, abs=1e-9)
    assert result.inconsistent == ()


def test_awot__names_what_is_inconsistent():
    """Oracle: by hand; a > b > c > a is a circle, its CR is far beyond 0.10."""
    names = ["S-01", "S-02", "S-03"]
    circle = pd.DataFrame([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]], names, names)
    result = swot.awot(GROUPS, FACTORS | {"strength": circle})
    assert result.inconsistent == ("strength",)
    assert result.groups["consistency_ratio"].iloc[0] > 0.1
    assert "inconsistent: strength" in repr(result)


def test_awot__takes_the_result_of_other_settings():
    found = weights.ahp(matrix(GROUPS), method="geometric_mean")
    result = swot.awot(found, FACTORS)
    assert result.factors["global_weight"].iloc[0] == pytest.approx(0.3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_awot__order_does_not_matter(seed):
    """Oracle: property."""
    rng = np.random.default_rng(seed)
    groups = pd.Series(rng.dirichlet(np.ones(4)), KINDS)
    factors = {
        kind: pd.Series(rng.dirichlet(np.ones(3)), [f"{kind[0].upper()}-{n}" for n in range(3)])
        for kind in KINDS
    }
    before = groups.copy()
    one = swot.awot(groups, factors)
    mixed = {kind: factors[kind].sample(frac=1, random_state=seed) for kind in KINDS[::-1]}
    other = swot.awot(groups.sample(frac=1, random_state=seed), mixed)
    pd.testing.assert_frame_equal(
        one.factors.sort_values("factor", ignore_index=True),
        other.factors.sort_values("factor", ignore_index=True),
    )
    pd.testing.assert_frame_equal(one.groups, other.groups)
    assert one.global_sum == pytest.approx(1)
    pd.testing.assert_series_equal(groups, before)


@pytest.mark.parametrize(
    ("groups", "factors", "message"),
    [
        (GROUPS | {"strength": 0.4}, FACTORS, r"'groups'.*sum to 1 within 0.006. Got 0.9 instead"),
        (
            GROUPS,
            FACTORS | {"strength": {"S-01": 0.7, "S-02": 0.4}},
            r"\"factors\['strength'\]\".*sum to 1 within 0.003. Got 1.1",
        ),
        (GROUPS | {"strength": np.nan}, FACTORS, "nan for strength"),
        (GROUPS | {"strength": -0.5}, FACTORS, "-0.5 for strength"),
        ({"S": 1.0}, {"S": {"S-01": 1.0}}, "labelled by strength, .* Got 'S'"),
        (GROUPS, {"strength": {"S-01": 1.0}}, "with opportunity, threat, weakness"),
        (GROUPS, FACTORS | {"threat": {"S-01": 1.0}}, "no factor stands twice. Got 'S-01'"),
        (pd.Series([0.5, 0.5], ["threat", "threat"]), FACTORS, "without repetition. Got 'threat'"),
    ],
)
def test_awot__refuses_what_cannot_be_weighed(groups, factors, message):
    with pytest.raises(ValueError, match=message):
        swot.awot(groups, factors)


def test_awot__tolerance_is_a_parameter():
    loose = swot.awot(GROUPS | {"strength": 0.45}, FACTORS, tolerance=0.02)
    assert loose.group_sum == pytest.approx(0.95)
    assert loose.tables()["swot_awot_summary"]["tolerance"].iloc[0] == 0.02
    with pytest.raises(ValueError, match="at least 0"):
        swot.awot(GROUPS, FACTORS, tolerance=-1)


def test_awot__carries_its_tables():
    tables = swot.awot(GROUPS, FACTORS).tables()
    assert set(tables) == {"swot_awot", "swot_awot_groups", "swot_awot_summary"}
