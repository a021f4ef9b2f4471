"""TOWS: every fault by hand, the ranking of the four kinds, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from swot_sheets import make_factors, random_sheet

from smartcity_analysis.analysis import swot

FACTORS = make_factors(S=2, W=2, O=2, T=2)


def plans(**kinds):
    return pd.DataFrame({"strategy": list(kinds), "kind": list(kinds.values())})


def linked(**factors):
    rows = [(name, factor) for name, given in factors.items() for factor in given.split()]
    return pd.DataFrame(rows, columns=["strategy", "factor"])


def faults(result):
    return [tuple(row) for row in result.faults.itertuples(index=False)]


@pytest.mark.parametrize(
    ("kind", "links"),
    [
        *(("SO", "S-01 O-01"), ("WO", "W-01 W-02 O-02")),
        *(("ST", "S-01 S-02 T-01"), ("WT", "W-02 T-02")),
    ],
)
def test_tows__a_strategy_that_joins_both_kinds_is_sound(kind, links):
    result = swot.tows(plans(A=kind), linked(A=links), factors=FACTORS)
    assert result.faults.empty
    assert result.strategies["sound"].tolist() == [True]


@pytest.mark.parametrize(
    ("kind", "links", "expected"),
    [
        ("SO", "S-01", [("A", "SO", "", "", "lacks_opportunity")]),
        ("SO", "O-01", [("A", "SO", "", "", "lacks_strength")]),
        ("WO", "O-01", [("A", "WO", "", "", "lacks_weakness")]),
        ("ST", "S-01", [("A", "ST", "", "", "lacks_threat")]),
        ("SO", "", [("A", "SO", "", "", "no_links")]),
        ("SO", "S-01 O-01 W-01", [("A", "SO", "W-01", "weakness", "foreign_kind")]),
        ("WT", "W-01 T-01 X-99", [("A", "WT", "X-99", "", "unknown_factor")]),
        ("SO", "S-01 O-01 S-01", [("A", "SO", "S-01", "strength", "link_twice")]),
        (
            "WO",
            "S-01 S-02",
            [
                ("A", "WO", "", "", "lacks_opportunity"),
                ("A", "WO", "", "", "lacks_weakness"),
                ("A", "WO", "S-01", "strength", "foreign_kind"),
                ("A", "WO", "S-02", "strength", "foreign_kind"),
            ],
        ),
    ],
)
def test_tows__lists_every_fault_of_a_strategy(kind, links, expected):
    """Oracle: by hand."""
    result = swot.tows(plans(A=kind), linked(A=links), factors=FACTORS)
    assert faults(result) == expected
    assert result.strategies["n_faults"].tolist() == [len(expected)]


def test_tows__lists_faults_of_the_lists_themselves():
    """Oracle: by hand; the first row of a repeated strategy or factor counts."""
    strategies = pd.DataFrame({"strategy": ["A", "A", None], "kind": ["SO", "WT", "SO"]})
    links = pd.DataFrame(
        {"strategy": ["A", "A", "B", "A", None], "factor": ["S-01", "O-01", "S-02", None, "T-01"]}
    )
    factors = pd.DataFrame(
        {"factor": ["S-01", "O-01", "S-02", "S-01"], "kind": ["strength", "opportunity"] * 2}
    )
    result = swot.tows(strategies, links, factors=factors)
    assert sorted(result.faults["reason"]) == [
        *("blank", "blank", "blank", "factor_twice", "strategy_twice"),
        *("unknown_factor", "unknown_strategy"),
    ]
    assert result.strategies["kind"].tolist() == ["SO"]
    assert result.strategies["n_strengths"].tolist() == [1]
    assert result.unused["factor"].tolist() == ["S-02"]


def test_tows__ranks_kinds_and_unused_factors_by_driver():
    """Oracle: by hand; S 3, W 1, O 2, T 1.5 give SO 5, ST 4.5, WO 3, WT 2.5."""
    drivers = [1.0, 2.0, 0.4, 0.6, 2.0, np.nan, 0.5, 1.0]
    result = swot.tows(
        plans(A="SO", B="WT", C="WT"),
        linked(A="S-02 O-01", B="W-01 T-01", C="W-01"),
        factors=FACTORS.assign(driver=drivers),
    )
    groups = result.groups.set_index("kind")
    assert groups["driver"].to_dict() == pytest.approx({"SO": 5, "WO": 3, "ST": 4.5, "WT": 2.5})
    assert groups["rank"].to_dict() == {"SO": 1, "ST": 2, "WO": 3, "WT": 4}
    assert groups["n_strategies"].to_dict() == {"SO": 1, "WO": 0, "ST": 0, "WT": 2}
    assert groups["n_sound"].to_dict() == {"SO": 1, "WO": 0, "ST": 0, "WT": 1}
    assert result.unused["factor"].tolist() == ["S-01", "T-02", "W-02", "O-02"]
    assert result.unused["rank"].tolist() == pytest.approx([1, 1, 3, np.nan], nan_ok=True)
    assert result.strategies["driver"].tolist() == pytest.approx([4.0, 0.9, 0.4])
    assert repr(result) == "<Tows 3 strategies, 1 faults, 4 factors unused, SO ST WO WT>"


def test_tows__without_drivers_ranks_nothing():
    result = swot.tows(plans(A="SO"), linked(A="S-01 O-01"), factors=FACTORS)
    assert result.groups["rank"].isna().all()
    assert result.unused["rank"].isna().all()
    assert repr(result) == "<Tows 1 strategies, 0 faults, 6 factors unused>"


def test_tows__takes_the_sheet_of_a_position():
    factors, ratings = random_sheet(3)
    sheet = swot.position(factors, ratings, draws=10).factors
    result = swot.tows(plans(A="SO"), linked(A="S-01 O-01"), factors=sheet)
    sums = sheet.groupby("kind")["driver"].sum()
    assert result.groups["driver"].iloc[0] == pytest.approx(sums["strength"] + sums["opportunity"])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_tows__order_of_rows_does_not_matter(seed):
    """Oracle: property."""
    rng = np.random.default_rng(seed)
    factors = make_factors(S=3, W=2, O=3, T=2).assign(driver=rng.integers(1, 9, 10) / 4)
    strategies = plans(**{name: str(rng.choice(["SO", "WO", "ST", "WT"])) for name in "ABCDE"})
    codes = [*factors["factor"], "X-01"]
    links = pd.DataFrame({"strategy": rng.choice([*"ABCDEF"], 20), "factor": rng.choice(codes, 20)})
    before = links.copy()
    one = swot.tows(strategies, links, factors=factors)
    mixed = [each.iloc[rng.permutation(len(each))] for each in (strategies, links, factors)]
    other = swot.tows(mixed[0], mixed[1], factors=mixed[2])
    pd.testing.assert_frame_equal(one.faults, other.faults)
    pd.testing.assert_frame_equal(one.unused, other.unused)
    pd.testing.assert_frame_equal(one.groups, other.groups)
    pd.testing.assert_frame_equal(
        one.strategies, other.strategies.sort_values("strategy", ignore_index=True)
    )
    pd.testing.assert_frame_equal(links, before)


def test_tows__empty_lists_are_no_error():
    result = swot.tows(plans(), linked(), factors=FACTORS)
    assert result.strategies.empty
    assert result.faults.empty
    assert len(result.unused) == 8


@pytest.mark.parametrize(
    ("strategies", "links", "factors", "message"),
    [
        (plans(A="OS"), linked(), FACTORS, "kinds are SO, WO, ST, WT. Got 'OS'"),
        (plans(A="SO"), linked(), FACTORS.assign(kind="S"), "kinds are strength, weakness"),
        (plans().drop(columns="kind"), linked(), FACTORS, "one without kind"),
        (plans(A="SO"), linked()[["factor"]], FACTORS, "one without strategy"),
        (plans(A="SO"), linked(), FACTORS[["kind"]], "one without factor"),
    ],
)
def test_tows__refuses_wrong_columns_and_kinds(strategies, links, factors, message):
    with pytest.raises(ValueError, match=message):
        swot.tows(strategies, links, factors=factors)


def test_tows__carries_its_tables():
    tables = swot.tows(plans(A="SO"), linked(A="S-01"), factors=FACTORS).tables()
    assert set(tables) == {
        *("swot_tows", "swot_tows_faults", "swot_tows_unused", "swot_tows_groups")
    }
