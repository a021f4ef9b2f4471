"""Objectives: baseline from stage 1, targets, and what keeps them from being measured."""

from __future__ import annotations

import pandas as pd
import pytest
from results_plan import HORIZON, aimed, gap, sheets

from smartcity_analysis.analysis import plan


def goals(**columns) -> pd.DataFrame:
    """One objective on unemployment (down) with sound targets, unless told otherwise."""
    sound = {
        "objective": ["SA-01"],
        "short_name": ["Sasaran"],
        "indicator": ["tpt"],
        "target_short": [8.0],
        "target_medium": [7.0],
        "target_long": [5.0],
    }
    return pd.DataFrame(sound | columns)


def state(**columns) -> str:
    return plan.objectives(goals(**columns), gap(), **HORIZON).table["state"].item()


def test_objectives__join_the_frozen_value_of_stage_1():
    """Oracle: the rows typed in results_plan."""
    row = aimed().table.set_index("objective").loc["SA-01"]
    assert (row["baseline"], row["baseline_year"]) == (8.25, 2021)
    assert (row["name"], row["unit"], row["direction"]) == (
        "Tingkat pengangguran terbuka",
        "persen",
        "down",
    )
    assert (row["source"], row["address"]) == ("Sakernas - BPS", "https://example.org/tpt")
    assert row["required_change"] == pytest.approx(-3.25)


def test_objectives__terms_end_where_the_horizon_says():
    """Oracle: by hand, 2023–2032 with a short term of one year and a medium one of five."""
    row = aimed().table.iloc[0]
    assert [row["year_short"], row["year_medium"], row["year_long"]] == [2023, 2027, 2032]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "measured"),
        ({"indicator": [None]}, "no_indicator"),
        ({"indicator": ["tidak_dikenal"]}, "no_indicator"),
        ({"indicator": ["ipm"], "target_short": [1.0], "target_medium": [2.0]}, "no_baseline"),
        ({"target_medium": [None]}, "no_target"),
        ({"target_short": [8.3]}, "wrong_way"),
        ({"target_medium": [8.1]}, "wrong_way"),
        ({"target_medium": [None], "target_long": [9.0]}, "wrong_way"),
        ({"target_short": [8.25], "target_medium": [8.25]}, "measured"),
    ],
)
def test_objectives__name_what_keeps_them_from_being_measured(columns, expected):
    """Oracle: by hand; unemployment stands at 8.25 and ought to fall."""
    assert state(**columns) == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [((1.8, 2.0, 3.0), "measured"), ((1.2, 2.0, 3.0), "wrong_way"), ((2.0, 4.5, 3.0), "wrong_way")],
)
def test_objectives__bands_go_by_the_distance_to_the_band(targets, expected):
    """Oracle: by hand; inflation stands at 1.53, its band is 2–4 percent."""
    frozen = pd.DataFrame(
        {
            **{"indicator": ["inflasi"], "value": [1.53], "year": [2021]},
            **{"target_low": [2.0], "target_high": [4.0]},
        }
    )
    columns = dict(zip(("target_short", "target_medium", "target_long"), targets, strict=True))
    frame = goals(indicator=["inflasi"], **{name: [value] for name, value in columns.items()})
    found = plan.objectives(frame, frozen, **HORIZON).table
    assert found["state"].item() == expected


def test_objectives__nothing_handed_in_gives_empty_tables():
    result = plan.objectives(pd.DataFrame({"objective": []}), pd.DataFrame(), **HORIZON)
    assert result.n_measured == 0
    assert result.counts["count"].sum() == 0
    assert set(result.tables()) == {"objectives", "objectives_counts"}


def test_objectives__without_stage_1_know_the_indicator_but_no_value():
    result = plan.objectives(goals(), pd.DataFrame(), **HORIZON)
    row = result.table.iloc[0]
    assert row["state"] == "no_baseline"
    assert row["unit"] == "persen"
    assert pd.isna(row["baseline"])


def test_objectives__a_made_up_baseline_makes_a_sample():
    assert not plan.objectives(goals(), gap(), **HORIZON).sample
    assert plan.objectives(goals(), gap().assign(status="sample"), **HORIZON).sample
    assert aimed("sample").sample


def test_objectives__leave_their_input_alone():
    frame, frozen = sheets()["objectives"], gap()
    copies = frame.copy(), frozen.copy()
    plan.objectives(frame, frozen, **HORIZON)
    pd.testing.assert_frame_equal(frame, copies[0])
    pd.testing.assert_frame_equal(frozen, copies[1])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"short_years": 0}, "The 'short_years' parameter of plan.objectives"),
        ({"short_years": 6}, "The 'medium_years' parameter of plan.objectives"),
        ({"last_year": 2022}, "The 'last_year' parameter of plan.objectives"),
    ],
)
def test_objectives__refuse_a_horizon_out_of_order(given, words):
    with pytest.raises(ValueError, match=words):
        plan.objectives(goals(), gap(), **{**HORIZON, **given})


def test_objectives__refuse_a_table_without_codes():
    with pytest.raises(ValueError, match="a DataFrame with the columns objective"):
        plan.objectives(pd.DataFrame({"indicator": ["tpt"]}), gap(), **HORIZON)
