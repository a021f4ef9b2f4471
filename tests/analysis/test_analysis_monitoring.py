"""What is watched and where it starts from.

Oracle: the small sheets of results_monitoring, read by hand.
"""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pandas as pd
import pytest
from results_monitoring import (
    NOTHING,
    PROGRAMMES,
    gap,
    indicators,
    objectives,
    programme_indicators,
    started,
    watched,
)

from smartcity_analysis.analysis import action_plan, monitoring

PLAN = {"area": "3376", "first_year": 2023, "last_year": 2032}


def by_level(frame):
    return frame.set_index("level")


# ---- Frame --------------------------------------------------------------------------------------


def test_frame__counts_what_has_source_frequency_and_steward():
    """Oracle: the outcome has all three, the output no steward, the objective no frequency."""
    result = watched()
    assert repr(result) == "<Frame 1 of 3 indicators with source, frequency and steward>"
    rows = by_level(result.table)
    assert rows["settled"].to_dict() == {"objective": False, "output": False, "outcome": True}
    assert rows.loc["objective", "data_source"] == "BPS"
    assert rows.loc["objective", "steward"] == "DISNAKER"
    assert rows.loc["objective", "frequency"] is None
    assert rows.loc["output", "steward"] is None
    assert (result.n, result.n_complete, result.n_without_baseline) == (3, 1, 1)
    assert result.unmeasured == ("SA-02",)


def test_frame__baseline_and_next_target_with_their_years():
    rows = by_level(watched().table)
    columns = ["baseline", "baseline_year", "next_target", "next_year"]
    assert rows.loc["objective", columns].tolist() == [6.68, 2022, 6.5, 2023]
    assert rows.loc["outcome", columns].tolist() == [40.0, 2022, 90.0, 2024]
    assert rows.loc["outcome", "short_name"] == "E-Kelurahan"
    assert np.isnan(rows.loc["output", "baseline"])


def test_frame__the_next_target_is_the_first_that_is_given():
    later = objectives().assign(target_short=[None, None])
    table = monitoring.frame(later, NOTHING, NOTHING, **PLAN).table
    assert table[["next_target", "next_year"]].iloc[0].tolist() == [5.5, 2027]


def test_frame__a_year_without_a_target_is_no_target():
    bare = objectives().drop(columns=["target_short", "target_medium", "target_long"])
    result = monitoring.frame(bare, NOTHING, NOTHING, **PLAN)
    assert result.n_without_target == 1
    assert result.table["next_year"].isna().all()
    assert result.targets.empty


def test_frame__history_is_the_citys_own_by_year():
    """Oracle: 2020, 2021, 2022 of area 3376; the province's 5.57 stays out."""
    history = watched().history
    assert history["year"].tolist() == [2020, 2021, 2022]
    assert history["value"].tolist() == [8.4, 8.25, 6.68]
    assert history["status"].tolist() == ["official", "official", "provisional"]


def test_frame__a_programme_that_measures_the_same_settles_the_objective():
    same = programme_indicators().assign(indicator=["tpt", None])
    row = monitoring.frame(objectives(), same, indicators(), **PLAN).table.iloc[0]
    assert row["level"] == "objective"
    assert row[["data_source", "frequency", "steward"]].tolist() == [
        *("Aplikasi E-Kelurahan", "monthly", "DISKOMINFO")
    ]
    assert row["settled"]


def test_frame__a_programme_indicator_of_the_dictionary_starts_from_stage_1():
    same = programme_indicators().assign(indicator=["tpt", None])
    rows = by_level(monitoring.frame(objectives(), same, indicators(), gap=gap(7.0), **PLAN).table)
    assert rows.loc["outcome", ["baseline", "baseline_year"]].tolist() == [7.0, 2022]


def test_frame__the_steward_is_whoever_handed_in_the_citys_value():
    """Oracle: the dictionary of stage 3 for the same tables; one indicator, one steward."""
    same = programme_indicators().assign(indicator=["tpt", None])
    kept = gap().assign(agency=["BAPPEDA", None])
    rows = by_level(monitoring.frame(objectives(), same, indicators(), gap=kept, **PLAN).table)
    book = action_plan.indicators(same, objectives(), gap=kept).table.set_index("indicator")
    assert book.loc["tpt", "agency"] == "BAPPEDA"
    assert rows.loc[["objective", "outcome"], "steward"].tolist() == ["BAPPEDA", "BAPPEDA"]
    assert rows.loc["output", "steward"] is None


def test_frame__as_files_give_the_tables_back():
    """Oracle: the same tables, written and read again."""
    again = pd.read_csv(io.StringIO(objectives().to_csv(index=False)))
    whole = monitoring.frame(
        again, programme_indicators(), indicators(), programmes=PROGRAMMES, **PLAN
    )
    pd.testing.assert_frame_equal(whole.table, watched().table)
    pd.testing.assert_frame_equal(whole.targets, watched().targets)


def test_frame__of_nothing():
    result = monitoring.frame(NOTHING, NOTHING, NOTHING, **PLAN)
    assert (result.n, result.n_complete, result.unmeasured) == (0, 0, ())
    assert all(frame.empty for frame in result.tables().values())


def test_frame__refuses_a_horizon_that_ends_before_it_starts():
    with pytest.raises(ValueError, match=r"'last_year' parameter of monitoring\.frame"):
        monitoring.frame(NOTHING, NOTHING, NOTHING, area="3376", first_year=2023, last_year=2022)


@pytest.mark.parametrize(("status", "sample"), [("official", False), ("sample", True)])
def test_frame__says_what_is_made_up(status, sample):
    assert watched(status).sample is sample


def test_frame__a_mark_of_an_earlier_stage_counts():
    assert monitoring.frame(objectives().assign(sample=True), NOTHING, NOTHING, **PLAN).sample


def test_frame__leaves_its_arguments_alone():
    given = [objectives(), programme_indicators(), indicators()]
    before = [frame.copy() for frame in given]
    monitoring.frame(*given, **PLAN)
    for frame, old in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(frame, old)


# ---- Baseline -----------------------------------------------------------------------------------


def test_baseline__is_what_has_a_value():
    """Oracle: tpt 6.68 of the city and 40 % of the outcome; the output was never measured."""
    result = started()
    assert result.table[["code", "kind"]].to_numpy().tolist() == [
        ["tpt", "indicator"],
        ["PR-01", "outcome"],
    ]
    assert result.table["value"].tolist() == [6.68, 40.0]
    assert result.table["source"].tolist() == ["BPS", "Aplikasi E-Kelurahan"]
    assert result.missing["code"].tolist() == ["SA-02", "PR-01"]
    assert result.missing["kind"].tolist() == ["objective", "output"]
    assert (result.state, result.n) == ("frozen", 2)


def test_baseline__digest_by_hand():
    """Oracle: SHA-256 of the two rows typed in."""
    text = "tpt\tindicator\t6.68\t2022\tpersen\nPR-01\toutcome\t40\t2022\tpersen"
    assert started().digest == hashlib.sha256(text.encode()).hexdigest()


def test_baseline__a_reworded_source_is_no_difference():
    reworded = started().table.assign(source="Badan Pusat Statistik", name="TPT")
    again = started(frozen=reworded)
    assert again.state == "frozen"
    assert again.digest == started().digest


@pytest.mark.parametrize("dtype", [None, str])
def test_baseline__survives_a_file(dtype):
    """Oracle: the same table, written and read again, as numbers or as texts."""
    file = started().table.to_csv(index=False)
    again = pd.read_csv(io.StringIO(file), dtype=dtype, keep_default_na=dtype is None)
    result = started(frozen=again)
    assert result.state == "frozen"
    pd.testing.assert_frame_equal(result.table, started().table)


def test_baseline__frozen_values_stay_in_force():
    """Oracle: 8.25 was frozen where today says 6.68, 12 was dropped, 40 came new."""
    frozen = pd.DataFrame(
        {
            "code": ["tpt", "ipm"],
            "kind": "indicator",
            "unit": ["persen", "indeks"],
            "value": [8.25, 12.0],
            "year": [2021, 2020],
        }
    )
    result = started(frozen=frozen)
    assert result.state == "differs"
    assert result.table["value"].tolist() == [12.0, 8.25]
    found = result.differences.set_index("code")
    assert found["change"].to_dict() == {"ipm": "dropped", "tpt": "changed", "PR-01": "added"}
    assert found.loc["tpt", ["before", "after"]].tolist() == [8.25, 6.68]
    assert found.loc["tpt", ["before_year", "after_year"]].tolist() == [2021, 2022]
    assert np.isnan(found.loc["PR-01", "before"])
    assert "today differs in 3" in repr(result)


def test_baseline__an_indicator_never_starts_from_two_values():
    same = programme_indicators().assign(indicator=["tpt", None])
    table = monitoring.baseline(objectives(), same, gap()).table
    assert table["value"].tolist() == [6.68, 6.68]
    assert table["source"].tolist() == ["BPS", "BPS"]


def test_baseline__order_of_the_rows_does_not_matter():
    turned = monitoring.baseline(objectives(), programme_indicators()[::-1], gap()[::-1])
    pd.testing.assert_frame_equal(turned.table, started().table)
    assert turned.digest == started().digest


def test_baseline__of_nothing():
    result = monitoring.baseline(NOTHING, NOTHING, NOTHING)
    assert (result.n, result.state, len(result.missing)) == (0, "frozen", 0)


def test_baseline__says_what_is_made_up():
    assert not started().sample
    made_up = programme_indicators("sample")
    assert monitoring.baseline(objectives(), made_up, gap()).sample
