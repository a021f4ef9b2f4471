"""The roadmap: years, money, load and what does not fit.

Oracle: a sheet of three programmes by hand (see ``results_roadmap``); properties that hold for
every plan: money adds up by year and by fund, the order of the rows changes nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results_roadmap import HORIZON, planned, plans, programmes, rows

from smartcity_analysis.analysis import plan

EMPTY = pd.DataFrame()


def laid_out(planned_rows, year_rows=EMPTY, **options):
    """A roadmap of plans given as (programme, start, end, cost, prerequisites)."""
    columns = ["programme", "start_year", "end_year", "cost_rupiah", "prerequisites"]
    frame = pd.DataFrame(planned_rows, columns=columns).assign(agency="DLH")
    return plan.roadmap(EMPTY, frame, year_rows, **{**HORIZON, **options})


def year_rows(*records):
    return pd.DataFrame(records, columns=["programme", "year", "ceiling_rupiah"])


# ---- By hand ------------------------------------------------------------------------------------


def test_roadmap__orders_by_horizon_and_takes_each_from_the_last_year():
    table = planned().table
    assert table["programme"].tolist() == ["PR-01", "PR-02", "PR-03"]
    assert table["horizon"].tolist() == ["short", "medium", "long"]
    assert table["agency_name"].tolist() == ["Diskominfo", "DISNAKER", "Diskominfo"]
    assert table["is_quick_win"].tolist() == [True, False, False]


def test_roadmap__cost_without_ceiling_is_unknown_where_the_cost_is():
    table = planned().table
    assert table["ceiling_rupiah"].tolist()[:2] == [300_000_000, 200_000_000]
    assert table["without_ceiling_rupiah"].tolist()[:2] == [0, 700_000_001]
    assert table.loc[2, ["ceiling_rupiah", "without_ceiling_rupiah"]].isna().all()
    assert table["ceiling_years"].tolist() == [(2023,), (2023,), ()]


def test_roadmap__totals():
    result = planned()
    assert result.cost_rupiah == 1_200_000_001
    assert result.ceiling_rupiah == 500_000_000
    assert result.without_ceiling_rupiah == 700_000_001
    assert result.total_rupiah == 1_200_000_001
    assert repr(result) == (
        "<Roadmap 2023-2032 of 3 programmes, 1,200,000,001 rupiah, "
        "700,000,001 without ceiling, 4 faults>"
    )


def test_roadmap__spreads_what_no_ceiling_covers_over_the_open_years_in_whole_rupiah():
    """A ceiling without a fund takes that of the plan: PR-01 is APBD."""
    assert planned().by_year.to_numpy().tolist() == [
        [2023, "apbd", 500_000_000],
        [2024, "none", 350_000_001],
        [2025, "none", 350_000_000],
    ]
    assert planned().by_fund.to_numpy().tolist() == [
        ["apbd", 500_000_000, 2],
        ["none", 700_000_001, 1],
    ]


def test_roadmap__profile_runs_over_every_year_of_the_plan():
    profile = planned().profile.set_index("year")
    assert profile.index.tolist() == list(range(2023, 2033))
    assert profile.loc[2024].tolist() == [0, 0, 350_000_001, 350_000_001, 5e8, 850_000_001]
    assert profile.loc[2032].tolist() == [0, 0, 0, 0, 5e8, 1_200_000_001]


def test_roadmap__counts_the_programmes_that_an_agency_runs_at_a_time():
    load = planned().by_agency.set_index(["agency", "year"])
    assert load.loc[("DISKOMINFO", 2023)].tolist() == ["Diskominfo", 2, 300_000_000, True]
    assert load.loc[("DISKOMINFO", 2024), "n_programmes"] == 1
    assert load.loc[("DISNAKER", 2023)].tolist() == ["DISNAKER", 1, 200_000_000, False]
    assert load["heavy"].sum() == 1
    assert len(load) == 8 + 3


def test_roadmap__milestones_by_year_also_without_money():
    assert planned().milestones.to_numpy().tolist() == [
        ["PR-01", "E-Kelurahan", 2023, "Aplikasi dipakai"],
        ["PR-02", "Job Cafe", 2024, "Pelatihan pertama"],
    ]


def test_roadmap__names_what_a_programme_waits_for_even_if_nobody_planned_it():
    waits = planned().prerequisites
    assert waits.drop(columns="end_year").to_numpy().tolist() == [
        ["PR-02", "Job Cafe", "PR-03", "Jingrang", True],
        ["PR-03", "Jingrang", "PR-04", "Limbah B3", False],
    ]
    assert waits["end_year"].iloc[0] == 2030
    assert waits["end_year"].isna().tolist() == [False, True]


def test_roadmap__lists_faults_by_programme():
    faults = planned().faults
    assert faults[["programme", "rule"]].to_numpy().tolist() == [
        ["PR-02", "prerequisite_later"],
        ["PR-03", "prerequisite_unplanned"],
        ["PR-03", "no_cost"],
        ["PR-03", "no_roadmap_year"],
    ]
    assert faults["other_name"].tolist()[:2] == ["Jingrang", "Limbah B3"]
    assert faults["year"].iloc[0] == 2030


# ---- Every fault --------------------------------------------------------------------------------


def found(result, rule):
    rows = result.faults[result.faults["rule"] == rule]
    shown = ["programme", "year", "other", "amount_rupiah", "limit_rupiah"]
    return [[None if pd.isna(v) else v for v in row] for row in rows[shown].to_numpy()]


@pytest.mark.parametrize(
    ("rule", "given", "year_rows_", "expected"),
    [
        ("outside_horizon", [("A", 2022, 2033, 1, ())], EMPTY, [["A", 2022], ["A", 2033]]),
        ("outside_horizon", [("A", 2033, 2033, 1, ())], EMPTY, [["A", 2033]]),
        ("years_reversed", [("A", 2025, 2024, 1, ())], EMPTY, [["A", 2025]]),
        (
            "year_outside_programme",
            [("A", 2024, 2025, 9, ())],
            year_rows(("A", 2023, 1), ("A", 2024, 1), ("A", 2026, None)),
            [["A", 2023], ["A", 2026]],
        ),
        ("not_planned", [("A", 2024, 2025, 9, ())], year_rows(("B", 2024, 1)), [["B"]]),
        (
            "prerequisite_later",
            [("A", 2024, 2025, 1, ("B",)), ("B", 2023, 2025, 1, ())],
            EMPTY,
            [["A", 2025, "B"]],
        ),
        ("prerequisite_unplanned", [("A", 2024, 2025, 1, ("B",))], EMPTY, [["A", None, "B"]]),
        (
            "prerequisite_cycle",
            [("A", 2024, 2024, 1, ("B",)), ("B", 2024, 2024, 1, ("A",))],
            EMPTY,
            [["A", None, "B"], ["B", None, "A"]],
        ),
        ("prerequisite_cycle", [("A", 2024, 2024, 1, ("A",))], EMPTY, [["A", None, "A"]]),
        (
            "ceiling_above_cost",
            [("A", 2024, 2025, 9, ())],
            year_rows(("A", 2024, 6), ("A", 2025, 6)),
            [["A", None, None, 12, 9]],
        ),
        ("no_cost", [("A", 2024, 2025, None, ())], EMPTY, [["A"]]),
        ("no_roadmap_year", [("A", 2024, 2025, 1, ())], EMPTY, [["A"]]),
    ],
)
def test_faults__each_rule(rule, given, year_rows_, expected):
    """Oracle: one plan for each rule that breaks it, by hand."""
    padded = [row + [None] * (5 - len(row)) for row in expected]
    assert found(laid_out(given, year_rows_), rule) == padded


def test_faults__a_prerequisite_that_ends_in_the_starting_year_may_be_in_time():
    given = [("A", 2024, 2025, 1, ("B",)), ("B", 2023, 2024, 1, ())]
    assert found(laid_out(given), "prerequisite_later") == []


def test_faults__waiting_for_a_circle_is_not_being_in_one():
    given = [
        ("A", 2024, 2024, 1, ("B",)),
        ("B", 2024, 2024, 1, ("C",)),
        ("C", 2024, 2024, 1, ("B",)),
    ]
    cycle = found(laid_out(given), "prerequisite_cycle")
    assert [row[0] for row in cycle] == ["B", "C"]


# ---- Properties ---------------------------------------------------------------------------------


def drawn(seed):
    """A plan of twenty programmes, a fifth without cost, half of the years without ceiling."""
    rng = np.random.default_rng(seed)
    start = rng.integers(2023, 2031, 20)
    end = np.minimum(start + rng.integers(0, 5, 20), 2032)
    cost = np.where(rng.random(20) < 0.2, np.nan, rng.integers(1, 10**10, 20))
    given = [(f"P{n}", start[n], end[n], cost[n], ()) for n in range(20)]
    records = [
        (f"P{n}", year, rng.integers(1, 10**9) if rng.random() < 0.5 else None)
        for n in range(20)
        for year in range(start[n], end[n] + 1)
    ]
    return given, year_rows(*records)


@pytest.mark.parametrize("seed", range(5))
def test_roadmap__money_adds_up_by_year_by_fund_and_over_the_programmes(seed):
    result = laid_out(*drawn(seed))
    assert result.by_year["ceiling_rupiah"].sum() == result.total_rupiah
    assert result.by_fund["ceiling_rupiah"].sum() == result.total_rupiah
    assert result.profile["cumulative_rupiah"].iloc[-1] == result.total_rupiah
    assert result.profile["cumulative_ceiling_rupiah"].iloc[-1] == result.ceiling_rupiah
    assert result.by_agency["ceiling_rupiah"].sum() == result.ceiling_rupiah
    assert (result.by_year["ceiling_rupiah"] % 1 == 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_roadmap__the_order_of_the_rows_changes_nothing(seed):
    given, records = drawn(seed)
    one = laid_out(given, records)
    other = laid_out(given[::-1], records.sample(frac=1, random_state=seed))
    for name, frame in one.tables().items():
        pd.testing.assert_frame_equal(frame, other.tables()[name])


def test_roadmap__changes_no_input():
    given = [programmes(), plans(), rows()]
    before = [frame.copy() for frame in given]
    plan.roadmap(*given, **HORIZON)
    for frame, copy in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


# ---- Half-empty and wrong -----------------------------------------------------------------------


def test_roadmap__of_nothing_has_every_table_empty():
    result = plan.roadmap(EMPTY, EMPTY, EMPTY, **HORIZON)
    assert all(frame.empty for frame in result.tables().values())
    assert np.isnan(result.total_rupiah)
    assert repr(result) == "<Roadmap 2023-2032 without programmes>"
    columns = {name: list(frame) for name, frame in planned().tables().items()}
    assert {name: list(frame) for name, frame in result.tables().items()} == columns


def test_roadmap__without_costs_still_counts_the_load():
    result = plan.roadmap(programmes(), plans().assign(cost_rupiah=None), EMPTY, **HORIZON)
    assert repr(result) == "<Roadmap 2023-2032 of 3 programmes, no money stated, 8 faults>"
    assert result.profile.empty
    assert np.isnan(result.total_rupiah)
    assert result.by_agency["n_programmes"].sum() == 1 + 3 + 8


def test_roadmap__without_years_has_costs_but_places_them_nowhere():
    result = laid_out([("A", None, None, 5, ())])
    assert result.without_ceiling_rupiah == 5
    assert result.by_year.empty
    assert result.table["horizon"].tolist() == [None]


def test_roadmap__a_ceiling_whose_fund_nobody_named():
    result = laid_out([("A", 2024, 2024, 5, ())], year_rows(("A", 2024, 5)))
    assert result.by_fund.to_numpy().tolist() == [["unstated", 5, 1]]
    assert result.profile["other_rupiah"].sum() == 5


def test_roadmap__where_every_year_has_a_ceiling_the_rest_goes_over_all_of_them():
    result = laid_out([("A", 2024, 2025, 15, ())], year_rows(("A", 2024, 5), ("A", 2025, 5)))
    uncovered = result.by_year[result.by_year["fund"] == "none"]
    assert uncovered[["year", "ceiling_rupiah"]].to_numpy().tolist() == [[2024, 3], [2025, 2]]


def test_roadmap__reads_lists_of_codes_as_a_file_gives_them():
    assert laid_out([("A", 2024, 2025, 1, "B; C")]).prerequisites["other"].tolist() == ["B", "C"]


@pytest.mark.parametrize("where", ["plans", "rows"])
def test_roadmap__says_that_it_rests_on_samples(where):
    given = {"plans": plans(), "rows": rows()}
    given[where] = given[where].assign(status="sample")
    assert plan.roadmap(programmes(), given["plans"], given["rows"], **HORIZON).sample


def test_roadmap__a_sample_that_nobody_planned_marks_nothing():
    listed = programmes().assign(status=["official"] * 3 + ["sample"])
    assert not plan.roadmap(listed, plans(), rows(), **HORIZON).sample


@pytest.mark.parametrize(
    ("name", "value"),
    [("last_year", 2022), ("short_years", 0), ("medium_years", 0), ("agency_load", 0)],
)
def test_roadmap__refuses_years_and_loads_that_make_no_sense(name, value):
    with pytest.raises(ValueError, match=f"'{name}' parameter of plan.roadmap"):
        plan.roadmap(programmes(), plans(), rows(), **{**HORIZON, name: value})


def test_roadmap__refuses_a_programme_planned_twice():
    twice = pd.concat([plans(), plans()])
    with pytest.raises(ValueError, match=r"plans a programme once\. Got 'PR-02'"):
        plan.roadmap(programmes(), twice, rows(), **HORIZON)
