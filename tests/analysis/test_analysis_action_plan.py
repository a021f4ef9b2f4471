"""The action plan: cards, checks, dictionary and dimensions of a small plan.

Oracle: the hand sheet of `results_action_plan`; every expected value worked out by hand.
"""

from __future__ import annotations

import math

import pandas as pd
import pytest
from results_action_plan import advanced, carded, checked_plan, explained, sheets, summed_up

from smartcity_analysis.analysis import action_plan

NOTHING = pd.DataFrame()


def card(code, **changed):
    return carded(**changed).cards.set_index("programme").loc[code]


def indicator(code, level, **changed):
    frame = carded(**changed).indicators
    return frame[(frame["programme"] == code) & (frame["level"] == level)].iloc[0]


# ---- Cards --------------------------------------------------------------------------------------


def test_cards__one_per_planned_programme_in_the_official_order():
    """Oracle: GOV, ECO, ENV; PR-09 has no plan."""
    assert carded().cards["programme"].tolist() == ["PR-01", "PR-02", "PR-03"]
    assert repr(carded()) == "<Cards of 3 programmes, 1 complete, 3 lead agencies>"


def test_cards__join_plan_roadmap_objective_issue_and_names():
    one = card("PR-01")
    assert (one["objective_name"], one["issue_name"]) == ("Layanan cepat", "Tata kelola")
    assert one["agency_name"] == "Diskominfo"
    assert one["partner_names"] == ("Dinas LH", "BAPPEDA")  # Bappeda is not in the list
    assert (one["horizon"], one["ceiling_rupiah"]) == ("short", 300_000_000)
    assert card("PR-03")["prerequisite_names"] == ("Job Cafe", "Usulan")


def test_cards__name_every_blank_field():
    """Oracle: counted on the sheet; the impact of PR-01 is that of its objective."""
    assert card("PR-01")["missing"] == ()
    assert card("PR-02")["missing"] == (
        *("issue", "residents", "data_needs", "risk", "regulation", "output", "baseline"),
    )
    third = card("PR-03")
    assert (third["n_filled"], third["n_expected"]) == (1, 19)
    assert "agency" not in third["missing"]


def test_cards__sums_of_what_is_known():
    """Oracle: 300 + 500 million; ceilings 300 + 200, so 500 of 800 is funded."""
    made = carded()
    assert (made.cost_rupiah, made.ceiling_rupiah, made.n_without_cost) == (8e8, 5e8, 1)
    assert made.funded_share == 0.625


def test_cards__a_ceiling_above_its_cost_covers_nothing_else():
    """Oracle: min(900, 300) + 200 of 800."""
    roadmap = sheets()["roadmap"].assign(ceiling_rupiah=[9e8, 2e8, None])
    assert carded(roadmap=roadmap).funded_share == 0.625


def test_indicators__the_baseline_of_a_city_indicator_is_the_measured_one():
    """Oracle: TPT 8.25 in 2021 from stage 1, not the 8 that the sheet holds."""
    one = indicator("PR-02", "impact")
    assert (one["baseline"], one["baseline_year"], one["origin"]) == (8.25, 2021, "stage_1")
    assert (one["baseline_source"], one["direction"]) == ("BPS 2021", "down")


def test_indicators__without_stage_1_the_baseline_is_the_one_filled_in():
    one = indicator("PR-02", "impact", gap=NOTHING)
    assert (one["baseline"], one["origin"], one["baseline_source"]) == (8.0, "programme", None)


def test_indicators__a_blank_baseline_stays_blank():
    one = indicator("PR-02", "outcome")
    assert math.isnan(one["baseline"])
    assert one["origin"] == "none"


def test_indicators__the_objective_lends_its_indicator_where_no_impact_is_named():
    one = indicator("PR-01", "impact")
    assert (one["origin"], one["baseline"], one["target"]) == ("objective", 90.7, 96.0)
    assert one["target_year"] == 2032


def test_activities__by_programme_year_and_quarter():
    assert carded().activities["activity"].tolist() == ["KG-001", "KG-002", "KG-003", "KG-004"]


def test_cards__the_parts_that_are_made_up_are_named_apart():
    """Oracle: in the sheet the names are official and all the rest takes the status given."""
    made = carded("sample")
    assert made.sample
    assert made.cards["sample_parts"].tolist() == [
        ("plan", "action_plan", "activities", "indicators"),
        ("plan", "action_plan", "activities", "indicators"),
        ("plan",),
    ]
    assert not carded().sample


def test_cards__made_up_rows_of_programmes_without_a_plan_do_not_count():
    programmes = sheets()["programmes"]
    programmes.loc[programmes["programme"] == "PR-09", "status"] = "sample"
    assert not carded(programmes=programmes).sample


def test_cards__read_what_a_frozen_table_holds():
    """Oracle: lists as text with semicolons, numbers as floats."""
    plans = sheets()["plans"].assign(partners=["", "KOMINFO", "DLH; BAPPEDA"])
    assert card("PR-01", plans=plans)["partners"] == ("DLH", "BAPPEDA")
    assert card("PR-03", plans=plans)["partners"] == ()


@pytest.mark.parametrize("name", ["action_plans", "activities", "programme_indicators", "roadmap"])
def test_cards__an_empty_table_leaves_blanks(name):
    """Property: every planned programme keeps its card."""
    made = carded(**{name: NOTHING})
    assert made.n_cards == 3
    assert made.n_complete == 0 or name == "roadmap"


def test_cards__nothing_at_all():
    keyed = pd.DataFrame({"programme": []})
    made = action_plan.cards(
        *(keyed, keyed, NOTHING, NOTHING, NOTHING, NOTHING), objectives=NOTHING, issues=NOTHING
    )
    assert (made.n_cards, made.n_complete) == (0, 0)
    assert math.isnan(made.cost_rupiah)
    assert math.isnan(made.funded_share)


def test_cards__leave_the_sheets_as_they_are():
    before, given = sheets(), sheets()
    carded(**{k: v for k, v in given.items() if k not in ("quick_wins", "progress")})
    for name, frame in given.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_cards__refuse_sheets_without_programmes():
    with pytest.raises(ValueError, match=r"'plans' parameter of action_plan\.cards"):
        carded(plans=NOTHING)


# ---- Quick wins ---------------------------------------------------------------------------------


def test_quick_wins__latest_report_by_date():
    """Oracle: the report of 1 November, written first in the sheet."""
    one, other = (row for _, row in advanced().cards.iterrows())
    assert (one["quick_win"], one["state"], one["progress_percent"]) == ("QW-01", "running", 60)
    assert one["date"] == pd.Timestamp(2022, 11, 1)
    assert (one["kpi_name"], one["kpi_baseline"], one["kpi_target"]) == (
        "Lama mengurus surat",
        3,
        1,
    )
    assert (other["quick_win"], other["n_reports"], other["state"]) == ("QW-02", 0, None)


def test_quick_wins__a_fall_is_flagged():
    """Oracle: 50, 40, 60."""
    made = advanced()
    assert made.history["progress_percent"].tolist() == [50, 40, 60]
    assert made.history["change_percent"].tolist()[1:] == [-10, 20]
    assert made.cards["fell"].tolist() == [True, False]
    assert (made.n_reported, made.n_working, made.n_fell) == (1, 1, 1)


def test_quick_wins__a_report_without_percentage_hides_no_fall():
    """Oracle: 50, blank, 40: a fall of ten."""
    progress = sheets()["progress"].assign(progress_percent=[40, 50, None])
    made = advanced(progress=progress)
    assert made.history["change_percent"].tolist()[2] == -10
    assert made.n_fell == 1


@pytest.mark.parametrize(
    ("state", "launch", "overdue"),
    [
        ("running", "2022-10-01", False),
        ("building", "2022-10-01", True),
        ("building", "2022-12-01", False),
        ("building", None, False),
    ],
)
def test_quick_wins__overdue_after_the_launch_without_working(state, launch, overdue):
    progress = sheets()["progress"].iloc[:1].assign(state=state, launch=pd.to_datetime([launch]))
    assert advanced(progress=progress).cards["overdue"].tolist()[0] is overdue


def test_quick_wins__dimensions_without():
    assert advanced().dimensions_without == ("BRA", "LIV", "SOC", "ENV")


def test_quick_wins__without_a_plan_keep_their_names():
    wins = pd.DataFrame({"quick_win": ["QW-09"], "programme": ["PR-09"]})
    made = action_plan.quick_win_cards(wins, NOTHING, carded(), programmes=sheets()["programmes"])
    assert made.cards[["short_name", "dimension"]].values.tolist() == [["Usulan", "SOC"]]
    assert not made.cards["is_planned"].any()
    unnamed = action_plan.quick_win_cards(wins, NOTHING, carded())
    assert unnamed.cards["short_name"].tolist() == ["PR-09"]


def test_quick_wins__made_up_progress_is_named_a_part():
    parts = advanced(progress=sheets("sample")["progress"]).cards["sample_parts"]
    assert parts.tolist() == [("progress",), ()]


# ---- Checks -------------------------------------------------------------------------------------


def failures(check, **changed):
    frame = checked_plan(**changed).failures
    rows = frame[frame["check"] == check]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in rows[["programme", "item", "found", "low", "high"]].itertuples(index=False)
    ]


EXPECTED = {
    "has_agency": [],
    "has_objective": [("PR-03", None, None, None, None)],
    "years_inside_horizon": [("PR-03", None, 2033, 2023, 2032)],
    "quick_win_is_short": [("PR-02", None, 2025, None, None)],
    "has_activity": [("PR-03", None, None, None, None)],
    "activities_inside_years": [("PR-02", "Nilai hasil", 2026, 2023, 2025)],
    "prerequisites_first": [
        ("PR-03", "Job Cafe", 2025, None, 2024),
        ("PR-03", "Usulan", None, None, None),
    ],
    "cost_known": [("PR-03", None, None, None, None)],
    "ceiling_known": [("PR-03", None, None, None, None)],
    "ceiling_equals_cost": [("PR-02", None, 2e8, 5e8, 5e8)],
    "has_output": [("PR-02", None, None, None, None), ("PR-03", None, None, None, None)],
    "has_outcome": [("PR-03", None, None, None, None)],
    "outcome_has_baseline": [("PR-02", "Peserta bekerja", None, None, None)],
    "baseline_as_measured": [("PR-02", "TPT", 8.0, 8.25, 8.25)],
    "has_target": [],
    "target_year_inside_horizon": [("PR-02", "TPT", 2033, 2023, 2032)],
    "target_differs": [],
    "target_improves": [("PR-02", "TPT", 9.0, None, 8.25)],
}


@pytest.mark.parametrize("check", EXPECTED)
def test_checks__find_what_the_sheet_hides(check):
    assert failures(check) == EXPECTED[check]


def test_checks__cover_every_rule():
    assert tuple(EXPECTED) == action_plan.CHECKS


def test_checks__count_what_was_checked():
    """Oracle: three programmes, four activities, two prerequisites, two with cost and ceiling."""
    counts = checked_plan().table.set_index("check")["n_checked"]
    named = ["has_agency", "activities_inside_years", "prerequisites_first", "ceiling_equals_cost"]
    assert counts[named].tolist() == [3, 4, 2, 2]
    assert repr(checked_plan()) == "<Checks 3 of 18 passed, 17 rows to mend>"


def test_checks__money_has_no_tolerance():
    roadmap = sheets()["roadmap"].assign(ceiling_rupiah=[300_000_001.0, 5e8, None])
    assert failures("ceiling_equals_cost", roadmap=roadmap) == [
        ("PR-01", None, 300_000_001, 3e8, 3e8)
    ]


def test_checks__a_target_that_stays_where_it_is():
    frame = sheets()["programme_indicators"]
    frame.loc[0, "target"] = 3.0
    same = [("PR-01", "Lama mengurus surat", 3.0, 3.0, 3.0)]
    assert failures("target_differs", programme_indicators=frame) == same


def test_checks__an_objective_that_stage_2_does_not_know():
    plans = sheets()["plans"].assign(objective=["SA-01", "SA-77", "SA-01"])
    assert failures("has_objective", plans=plans) == [("PR-02", "SA-77", None, None, None)]


def test_checks__what_is_empty_is_neither_passed_nor_failed():
    empty = checked_plan(activities=NOTHING).table.set_index("check")["state"]
    assert empty["activities_inside_years"] == "nothing"
    assert empty["has_activity"] == "failed"


def test_checks__refuse_a_horizon_that_runs_backwards():
    with pytest.raises(ValueError, match=r"'last_year' parameter of action_plan\.checks"):
        action_plan.checks(carded(), NOTHING, NOTHING, first_year=2032, last_year=2023)


# ---- Dictionary and dimensions ------------------------------------------------------------------


def test_dictionary__one_row_per_indicator_those_of_the_city_first():
    """Oracle: two codes of the dictionary, three indicators that programmes defined."""
    made = explained()
    assert made.table["indicator"].tolist()[:2] == ["kepatuhan_pelayanan_publik", "tpt"]
    assert made.table["name"].tolist()[2:] == [
        *("Kelurahan terhubung", "Lama mengurus surat", "Peserta bekerja"),
    ]
    assert (made.n_indicators, made.n_complete) == (5, 1)


def test_dictionary__the_city_explains_before_the_programme():
    one = explained().table.set_index("indicator").loc["tpt"]
    assert (one["source"], one["agency_name"], one["frequency"]) == (
        "BPS 2021",
        "Disnaker",
        "annual",
    )
    assert one["definition"].startswith("Penganggur dibagi angkatan kerja")
    assert one["used_by"] == ("Job Cafe",)


def test_dictionary__says_what_is_not_explained():
    made = explained().table.set_index("name")["missing"]
    assert made["Peserta bekerja"] == ("definition", "source", "frequency", "agency")
    assert made["Lama mengurus surat"] == ("definition",)
    assert made["Kepatuhan standar pelayanan publik"] == ("frequency",)


def test_dictionary__nothing_to_explain():
    assert action_plan.indicators(NOTHING, NOTHING).n_indicators == 0


def test_dictionary__same_name_in_another_unit_is_another_indicator():
    frame = sheets()["programme_indicators"].assign(
        name="Pengguna", indicator=None, unit=["orang", "orang", "orang", "persen"]
    )
    made = action_plan.indicators(frame, NOTHING).table
    assert made[["name", "unit", "n_uses"]].values.tolist() == [
        ["Pengguna", "orang", 2],
        ["Pengguna", "persen", 1],
    ]


def test_dimensions__all_six_in_the_official_order():
    made = summed_up()
    assert made.table["dimension"].tolist() == ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]
    assert made.empty == ("BRA", "LIV", "SOC")


def test_dimensions__sums_and_first_steps():
    """Oracle: ECO has 500 million, 200 of it under a ceiling; Job Cafe trains in quarter 3."""
    table = summed_up().table.set_index("dimension")
    eco = table.loc["ECO"]
    assert (eco["n_programmes"], eco["n_objectives"], eco["n_agencies"]) == (1, 1, 1)
    assert (eco["cost_rupiah"], eco["funded_share"]) == (5e8, 0.4)
    assert (eco["first_year"], eco["first_quarter"]) == (2023, 3)
    assert (eco["first_programme"], eco["first_activity"]) == ("Job Cafe", "Latih pelatih")
    env = table.loc["ENV"]
    assert math.isnan(env["cost_rupiah"])
    assert (env["first_year"], env["first_programme"]) == (2024, "Limbah B3")
    assert env["n_without_cost"] == 1
    assert math.isnan(table.loc["BRA", "cost_rupiah"])
