"""Gap: targets, attainment and comparisons, each with its direction."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_analysis.analysis import gap
from smartcity_analysis.reference import Indicator, indicators

NONE = None


def entry(code, direction, **more):
    return Indicator(
        code=code,
        name=code.upper(),
        definition="",
        unit="persen",
        direction=direction,
        official_source="BPS",
        dimension="ECO",
        decimals=2,
        **more,
    )


DICTIONARY = {
    "ipm": entry("ipm", "up"),
    "tpt": entry("tpt", "down"),
    "inflasi": entry("inflasi", "band", band=(2.0, 4.0)),
    "opini": entry("opini", "ordinal", levels=("TMP", "TW", "WDP", "WTP")),
    "luas": entry("luas", "context"),
}


def make(*rows):
    """Rows of (area, indicator, year, value[, target_low, target_high])."""
    padded = [(*row, NONE, NONE)[:6] for row in rows]
    columns = ["area_code", "indicator", "year", "value", "target_low", "target_high"]
    frame = pd.DataFrame(padded, columns=columns)
    numbers = {"value": "float64", "target_low": "float64", "target_high": "float64"}
    return frame.astype({"year": "Int64", **numbers}).assign(status="official", source="BPS")


def measure(*rows, peers=()):
    return gap.measure(make(*rows), area="3376", province="33", peers=peers, dictionary=DICTIONARY)


def only(*rows, **options):
    """Measure, and give the single row of the result."""
    table = measure(*rows, **options).table
    assert len(table) == 1
    return table.iloc[0]


# ---- Target and attainment ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "value", "low", "high", "left", "attained"),
    [
        ("ipm", 70.0, 80.0, 80.0, 10.0, 87.5),  # the ministry's example: 70 of 80–90 % is 87.5 %
        ("ipm", 70.0, 80.0, 90.0, 10.0, 87.5),
        ("ipm", 92.0, 80.0, 90.0, 0.0, 100.0),
        ("tpt", 9.0, 7.0, 8.0, 1.0, 87.5),  # the ministry's example: 9 months of 7–8 is 87.5 %
        ("tpt", 6.5, 7.0, 8.0, 0.0, 100.0),
        ("tpt", 20.0, 8.0, 8.0, 12.0, 0.0),
        ("inflasi", 3.9, 2.0, 4.0, 0.0, 100.0),
        ("inflasi", 4.5, 2.0, 4.0, 0.5, 50.0),
        ("inflasi", 1.5, None, None, 0.5, 50.0),  # the dictionary's band
        ("inflasi", 9.0, None, None, 5.0, 0.0),
        ("opini", 2.0, 3.0, 3.0, 1.0, 66.666667),
        ("opini", 3.0, 3.0, 3.0, 0.0, 100.0),
    ],
)
def test_measure__attainment_follows_the_direction(indicator, value, low, high, left, attained):
    """Oracle: Sistem Manajemen Kinerja (Ministry of Administrative Reform), chapter VI; by hand."""
    row = only(("3376", indicator, 2022, value, low, high))
    assert row["target_gap"] == pytest.approx(left)
    assert row["attainment"] == pytest.approx(attained, abs=1e-6)
    assert row["attainment_note"] == ""
    assert row["target_verdict"] == ("worse" if left else "better")


@pytest.mark.parametrize(
    ("indicator", "value", "low", "high", "note"),
    [
        ("ipm", None, 80.0, 80.0, "no_value"),
        ("ipm", 70.0, None, None, "no_target"),
        ("ipm", 70.0, 0.0, 0.0, "target_not_positive"),
        ("tpt", 5.0, -1.0, -1.0, "target_not_positive"),
        ("inflasi", 3.0, 3.0, 3.0, "band_without_width"),
        ("luas", 39.7, 40.0, 40.0, "context"),
        ("opini", 0.0, 0.0, 0.0, "target_not_positive"),
    ],
)
def test_measure__no_attainment_has_a_reason(indicator, value, low, high, note):
    row = only(("3376", indicator, 2022, value, low, high))
    assert np.isnan(row["attainment"])
    assert row["attainment_note"] == note


def test_measure__one_target_number_serves_both_ends():
    assert only(("3376", "ipm", 2022, 70.0, None, 80.0))["target_gap"] == 10
    assert only(("3376", "tpt", 2022, 9.0, 8.0, None))["target_gap"] == 1


def test_measure__half_a_band_of_the_city_gives_way_to_the_dictionary():
    row = only(("3376", "inflasi", 2022, 5.0, 3.0, None))
    assert (row["target_low"], row["target_high"], row["target_origin"]) == (2, 4, "dictionary")


# ---- Years --------------------------------------------------------------------------------------


def test_measure__takes_the_latest_year_with_a_value_and_its_own_target():
    row = only(
        ("3376", "tpt", 2020, 8.4, 9.0, 9.0),
        ("3376", "tpt", 2021, 8.25, 8.0, 8.0),
        ("3376", "tpt", 2022, None, 7.0, 7.0),
    )
    assert (row["year"], row["value"], row["target_high"]) == (2021, 8.25, 8)
    assert (row["previous_year"], row["previous_value"], row["trend"]) == (2020, 8.4, "better")


@pytest.mark.parametrize(
    ("indicator", "before", "now", "trend"),
    [
        ("ipm", 70.0, 71.0, "better"),
        ("tpt", 8.0, 9.0, "worse"),
        ("tpt", 8.0, 8.0, "same"),
        ("inflasi", 1.0, 3.0, "better"),
        ("inflasi", 2.5, 3.5, "same"),
        ("opini", 2.0, 3.0, "better"),
        ("luas", 39.0, 40.0, "unknown"),
    ],
)
def test_measure__trend_knows_the_direction(indicator, before, now, trend):
    assert only(("3376", indicator, 2021, before), ("3376", indicator, 2022, now))["trend"] == trend


def test_measure__an_indicator_without_any_value_is_listed():
    result = measure(("3376", "tpt", 2022, None), ("3376", "ipm", 2022, 75.0))
    assert (result.n_indicators, result.n_with_value) == (2, 1)
    blank = result.table.set_index("indicator").loc["tpt"]
    assert pd.isna(blank["year"])
    assert np.isnan(blank["value"])
    assert blank["trend"] == blank["province_verdict"] == "unknown"


# ---- Comparisons --------------------------------------------------------------------------------


def test_measure__compares_the_same_year_only():
    """Oracle: by hand, the province has no 2022 value, so both stand with 2021."""
    row = only(
        ("3376", "tpt", 2021, 8.25),
        ("3376", "tpt", 2022, 6.68),
        ("33", "tpt", 2020, 6.48),
        ("33", "tpt", 2021, 5.95),
        ("00", "tpt", 2023, 5.32),
    )
    assert (row["year"], row["province_year"]) == (2022, 2021)
    assert (row["province_own"], row["province_value"]) == (8.25, 5.95)
    assert row["province_difference"] == pytest.approx(2.30)
    assert row["province_advantage"] == pytest.approx(-2.30 / 5.95)
    assert row["province_verdict"] == "worse"
    assert (row["nation_verdict"], pd.isna(row["nation_year"])) == ("unknown", True)


def test_measure__ranks_the_city_among_its_peers():
    """Oracle: by hand, 7 is third of 5, 6, 7, 7, 9; a tie shares the place; median 6.5."""
    row = only(
        ("3376", "tpt", 2022, 7.0),
        *((code, "tpt", 2022, value) for code, value in zip("abcd", (5, 6, 7, 9), strict=True)),
        ("e", "tpt", 2021, 1.0),
        peers=("a", "b", "c", "d", "e", "3376"),
    )
    assert (row["peers_count"], row["peers_rank"], row["peers_median"]) == (4, 3, 6.5)
    assert (row["peers_difference"], row["peers_verdict"]) == (0.5, "worse")


def test_measure__never_averages_ordinals():
    """Oracle: by hand, of WDP, WTP, WTP, TMP the lower middle is WDP, a level that someone has."""
    peers = [(code, "opini", 2022, v) for code, v in zip("abcd", (2, 3, 3, 0), strict=True)]
    row = only(("3376", "opini", 2022, 3.0), *peers, peers=tuple("abcd"))
    assert (row["peers_median"], row["peers_rank"], row["peers_verdict"]) == (2, 1, "better")
    assert np.isnan(row["peers_advantage"])


def test_measure__a_band_is_compared_by_its_distance():
    row = only(("3376", "inflasi", 2022, 5.0), ("33", "inflasi", 2022, 1.5))
    assert (row["province_verdict"], row["province_difference"]) == ("worse", 3.5)


def test_measure__context_has_no_good_side():
    row = only(("3376", "luas", 2022, 40.0), ("33", "luas", 2022, 30.0), peers=("33",))
    assert (row["province_difference"], row["province_verdict"]) == (10, "unknown")
    assert np.isnan(row["peers_rank"])


def test_measure__lists_the_worst_first_and_unknown_last():
    """Oracle: by hand, severity 0.5 (target), 0.386 (province), −0.04 (province), none."""
    result = measure(
        ("3376", "luas", 2022, 40.0),
        ("3376", "ipm", 2022, 75.0),
        ("33", "ipm", 2022, 72.115),
        ("3376", "tpt", 2022, 8.25),
        ("33", "tpt", 2022, 5.95),
        ("3376", "inflasi", 2022, 4.5),
    )
    assert result.table["indicator"].tolist() == ["inflasi", "tpt", "ipm", "luas"]
    assert result.table["severity"].tolist()[:3] == pytest.approx([0.5, 0.386555, -0.04], abs=1e-4)
    assert np.isnan(result.table["severity"].iloc[-1])


def test_measure__counts_and_picks_by_verdict():
    result = measure(
        ("3376", "ipm", 2022, 75.0, 74.0, 74.0),
        ("33", "ipm", 2022, 72.0),
        ("3376", "tpt", 2022, 8.25, 8.0, 8.0),
        ("33", "tpt", 2022, 5.95),
    )
    counts = result.counts.set_index("comparison")
    assert counts.loc["province"].tolist() == [1, 1, 0, 0]
    assert counts.loc["target"].tolist() == [1, 1, 0, 0]
    assert counts.loc["nation"].tolist() == [0, 0, 0, 2]
    assert result.behind()["indicator"].tolist() == ["tpt"]
    assert result.ahead("target")["indicator"].tolist() == ["ipm"]
    assert repr(result) == (
        "<Gap 3376: 2 of 2 indicators with a value, 1 behind the province, 1 ahead>"
    )
    with pytest.raises(ValueError, match="The 'than' parameter"):
        result.behind("x")


# ---- Properties, arguments ----------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.sampled_from([0.01, 3.0, 1000.0]))
def test_measure__row_order_and_units_do_not_matter(seed, scale):
    """Metamorphic: verdicts, attainment, advantage, ranks and severity are free of units."""
    rng = np.random.default_rng(seed)
    rows = [
        (area, code, year, float(value), 5.0, 5.0)
        for area in ("3376", "33", "00", "a", "b")
        for code in ("ipm", "tpt")
        for year in (2020, 2021, 2022)
        if (value := rng.integers(0, 12)) < 11
    ] + [("3376", "ipm", 2019, 1.0), ("3376", "tpt", 2019, 1.0)]
    frame = make(*rows)
    kept = frame.copy()
    options = {"area": "3376", "province": "33", "peers": ("a", "b"), "dictionary": DICTIONARY}
    first = gap.measure(frame, **options).table
    pd.testing.assert_frame_equal(frame, kept)
    shuffled = gap.measure(frame.sample(frac=1, random_state=seed), **options).table
    pd.testing.assert_frame_equal(shuffled, first)
    numbers = ["value", "target_low", "target_high"]
    other = gap.measure(frame.assign(**{n: frame[n] * scale for n in numbers}), **options).table
    free = ["indicator", "attainment", "severity", "peers_rank", "province_advantage"]
    free += list(gap.COMPARISONS.values())
    pd.testing.assert_frame_equal(other[free], first[free])


def test_measure__knows_every_indicator_of_the_reference():
    rows = [(area, code, 2022, 1.0, 1.0, 2.0) for area in ("3376", "33") for code in indicators()]
    result = gap.measure(make(*rows), area="3376", province="33")
    assert result.n_with_value == len(indicators())


def test_measure__an_area_without_rows_is_empty_not_an_error():
    result = gap.measure(make(("33", "tpt", 2022, 5.0)), area="3376", province="33")
    assert (result.n_indicators, len(result.table)) == (0, 0)
    assert gap.measure(make(), area="3376", province="33").n_indicators == 0


def test_measure__refuses_what_it_cannot_read():
    with pytest.raises(ValueError, match="not in the dictionary: xyz"):
        measure(("3376", "xyz", 2022, 1.0))
    with pytest.raises(ValueError, match="tpt of 3376 in 2022 has more than one row"):
        measure(("3376", "tpt", 2022, 1.0), ("3376", "tpt", 2022, 2.0))
    with pytest.raises(ValueError, match="without value"):
        gap.measure(make().drop(columns="value"), area="3376", province="33")


def test_measure__carries_its_tables_and_the_sample_mark():
    frame = make(("3376", "tpt", 2022, 5.0), ("33", "tpt", 2022, 5.0))
    options = {"area": "3376", "province": "33", "dictionary": DICTIONARY}
    assert not gap.measure(frame, **options).sample
    assert gap.measure(frame.assign(status="sample"), **options).sample
    assert set(gap.measure(frame, **options).tables()) == {"gap", "gap_counts"}
