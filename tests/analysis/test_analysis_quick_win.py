"""Gates, impact against effort, and the choice of quick wins."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from results_quick_win import (
    HORIZON,
    answers,
    asked,
    chosen,
    criteria,
    ideas,
    listed,
    nothing,
    official,
    plans,
    problem,
)

from smartcity_analysis.analysis import plan, priority, quick_win
from smartcity_analysis.reference import dimensions

EMPTY = pd.DataFrame()
SECOND = pd.DataFrame({"programme": ["PR-04"], "gate": ["G-02"], "answer": ["yes"]})
"""What Dagang left blank."""


# ---- Gates --------------------------------------------------------------------------------------


def test_gates__sort_candidates_into_three_states():
    """Oracle: hand sheet. Dagang said no at one gate and nothing at the other."""
    table = asked().table.set_index("short_name")
    assert table["gate_state"].to_dict() == {
        "Antre": "pass",
        "Berkas": "pass",
        "Cafe": "open",
        "Dagang": "fail",
        "Fajar": "pass",
    }
    assert table["blocking"].to_dict() == {
        "Antre": (),
        "Berkas": (),
        "Cafe": ("G-02",),
        "Dagang": ("G-01", "G-02"),
        "Fajar": (),
    }


def test_gates__count_a_blank_as_unknown():
    """Oracle: ten gates; Dagang answered one of them, with no."""
    row = asked().table.set_index("short_name").loc["Dagang"]
    assert row[["n_yes", "n_no", "n_unknown"]].tolist() == [0, 1, 9]
    blank = asked().answers.query("short_name == 'Dagang' and gate == 'G-02'").iloc[0]
    assert (blank["answer"], bool(blank["asked"])) == ("unknown", False)


def test_gates__tell_plans_that_run_longer_and_what_nobody_asked():
    """Oracle: Dagang runs over two years; Antre is quick and left out of the sheet."""
    later = answers().query("programme != 'PR-01'")
    found = asked(given=later)
    assert found.not_asked == ("Antre",)
    assert found.table.loc[found.table["not_within_year"], "short_name"].tolist() == ["Dagang"]
    assert found.table.set_index("short_name")["planned"].to_dict()["Fajar"] is False


def test_gates__let_all_pass_without_a_mandatory_one():
    found = quick_win.gates(listed(), answers(), mandatory=())
    assert found.count("pass") == 5


def test_gates__cope_with_empty_tables():
    found = quick_win.gates(plan.programmes(EMPTY, EMPTY, **HORIZON), EMPTY, mandatory=["G-01"])
    assert (len(found.table), len(found.answers), len(found.gates)) == (0, 0, 10)
    assert not found.sample


def test_gates__refuse_a_gate_that_does_not_exist():
    with pytest.raises(ValueError, match=r"'mandatory' parameter of quick_win\.gates"):
        quick_win.gates(listed(), EMPTY, mandatory=["G-99"])


def test_gates__leave_out_programmes_that_are_not_listed():
    foreign = pd.DataFrame({"programme": ["PR-99"], "gate": ["G-01"], "answer": ["yes"]})
    assert quick_win.gates(listed(), foreign, mandatory=[]).table.empty


# ---- Impact against effort ----------------------------------------------------------------------


def quadrants(**options):
    found = quick_win.impact_effort(problem(), options.pop("criteria", criteria()), **options)
    return found.table.set_index("short_name")["quadrant"].to_dict()


def test_impact_effort__cuts_at_the_middle_of_the_scale():
    """Oracle: hand sheet, impact 3 5 4 2 and effort 1 3 2 5; on the line is not above it."""
    assert quadrants() == {
        "Antre": "filler",
        "Berkas": "quick_win",
        "Cafe": "quick_win",
        "Dagang": "reconsider",
    }
    found = quick_win.impact_effort(problem(), criteria())
    assert found.table.set_index("short_name")["on_line"].tolist() == [True, True, False, False]
    assert (found.impact_cut, found.effort_cut) == (3, 3)


def test_impact_effort__cuts_at_the_median():
    """Oracle: medians 3.5 and 2.5."""
    assert quadrants(cut="median") == {
        "Antre": "filler",
        "Berkas": "big_project",
        "Cafe": "quick_win",
        "Dagang": "reconsider",
    }


def test_impact_effort__uses_the_median_of_what_is_measured():
    """Oracle: costs 100, 400, 200 and 100 million; half way stands 150."""
    money = criteria().assign(role=["impact", None, "effort"])
    found = quick_win.impact_effort(problem(criteria=money), money)
    assert (found.effort_rule, found.effort_cut) == ("median", 150_000_000)
    assert found.table.set_index("short_name")["quadrant"]["Cafe"] == "big_project"


def test_impact_effort__turns_a_criterion_that_says_ease():
    """Oracle: rated as ease, 5 is little effort and 1 much."""
    ease = criteria().assign(direction=["benefit", "benefit", "cost"])
    found = quick_win.impact_effort(problem(criteria=ease), ease)
    assert found.easy_effort
    assert found.table.set_index("short_name")["quadrant"].to_dict() == {
        "Antre": "reconsider",
        "Berkas": "quick_win",
        "Cafe": "big_project",
        "Dagang": "filler",
    }


@pytest.mark.parametrize(
    ("found", "sheet", "reason"),
    [
        (nothing(), criteria(), "no_ranking"),
        (problem(), criteria().assign(role=None), "no_roles"),
        (problem(), EMPTY, "no_roles"),
    ],
)
def test_impact_effort__says_why_there_is_none(found, sheet, reason):
    made = quick_win.impact_effort(found, sheet)
    assert made.reason == reason
    assert made.table.empty


def test_impact_effort__refuses_another_cut():
    with pytest.raises(ValueError, match=r"'cut' parameter of quick_win\.impact_effort"):
        quick_win.impact_effort(problem(), criteria(), cut="mean")


# ---- The choice ---------------------------------------------------------------------------------


def names(result):
    return result.chosen["short_name"].tolist()


def test_choose__takes_the_best_of_every_dimension():
    """Oracle: hand sheet; Cafe stands in for ECO, where nobody passed."""
    found = chosen()
    assert names(found) == ["Antre", "Cafe"]
    assert found.chosen["score"].tolist() == pytest.approx([0.75, 2 / 3])
    assert found.spent == 300_000_000
    assert found.missing == ("BRA", "LIV", "SOC", "ENV")
    assert found.chosen["gate_state"].tolist() == ["pass", "open"]


def test_choose__names_the_runner_up():
    """Oracle: Berkas, 0.75 − 0.5 behind; ECO has no other candidate."""
    table = chosen(budget=None).chosen
    assert table["runner_up"].tolist()[0] == "Berkas"
    assert table["margin"].tolist()[0] == pytest.approx(0.25)
    assert pd.isna(table["runner_up"][1])


def test_choose__leaves_open_candidates_out_when_told_to():
    assert names(chosen(allow_open=False)) == ["Antre"]
    assert chosen(allow_open=False).missing == ("BRA", "ECO", "LIV", "SOC", "ENV")


def test_choose__says_why_a_programme_is_no_candidate():
    """Oracle: hand sheet, one of each."""
    reasons = chosen().candidates.set_index("short_name")["reason"].to_dict()
    assert reasons == {
        "Antre": "chosen",
        "Berkas": "outscored",
        "Cafe": "chosen",
        "Dagang": "gate_no",
        "Fajar": "unranked",
    }
    passed = answers().assign(answer="yes").query("programme != 'PR-02'")
    closed = chosen(gates=asked(given=answers().replace({"answer": {"no": "unknown"}})))
    assert (
        chosen(gates=asked(given=passed)).candidates.set_index("short_name")["reason"]["Berkas"]
        == "not_asked"
    )
    assert closed.candidates.set_index("short_name")["reason"]["Dagang"] == "outscored"


def test_choose__leaves_out_a_programme_without_a_dimension():
    """Oracle: hand sheet. Without its dimension Antre makes way for Berkas, and is named."""
    unknown = ideas().assign(dimension=[None, "GOV", "ECO", "ECO", "LIV", "ENV"])
    programmes = plan.programmes(unknown, plans(), **HORIZON)
    gates = quick_win.gates(programmes, answers(), mandatory=["G-01", "G-02"])
    found = quick_win.choose(problem(), gates, programmes=programmes, budget=None)
    reasons = found.candidates.set_index("short_name")["reason"]
    assert (names(found), reasons["Antre"]) == (["Berkas", "Cafe"], "no_dimension")


def test_choose__serves_as_many_dimensions_as_the_budget_pays_for():
    """Oracle: 150 million buy Antre alone; nothing buys nothing."""
    found = chosen(budget=150_000_000)
    assert (names(found), found.left_out) == (["Antre"], ("ECO",))
    none = chosen(budget=0)
    assert (names(none), none.left_out) == ([], ("GOV", "ECO"))
    assert none.portfolio is None


def test_choose__gives_way_to_a_lower_score_where_money_is_short():
    """Oracle: by hand. All pass; 250 million buy Antre and Dagang, not Antre and Cafe."""
    every = pd.concat([answers(), SECOND]).assign(answer="yes")
    found = chosen(gates=asked(given=every), budget=250_000_000)
    assert names(found) == ["Antre", "Dagang"]
    reasons = found.candidates.set_index("short_name")["reason"]
    assert reasons["Cafe"] == "over_budget"
    assert found.chosen["margin"].tolist()[1] == pytest.approx(1 / 3 - 2 / 3)


def test_choose__prices_every_rule():
    """Oracle: by hand. Antre and Dagang (13/12) may be; without a rule, as below.

    Within 500 million any two buy Antre and Berkas (15/12); the gates keep Cafe out (17/12); money
    is no limit.
    """
    closed = answers().replace({"answer": {"unknown": "no"}})
    passed = closed.assign(answer=closed["answer"].where(closed["programme"] != "PR-04", "yes"))
    gates = asked(given=pd.concat([passed, SECOND]))
    price = chosen(gates=gates, budget=500_000_000).price.set_index("rule")
    assert price["value_without"].to_dict() == pytest.approx(
        {"one_per_dimension": 15 / 12, "gates": 17 / 12, "budget": 13 / 12}
    )
    assert price["gain_percent"].to_dict() == pytest.approx(
        {"one_per_dimension": 200 / 13, "gates": 400 / 13, "budget": 0}
    )
    assert price.loc["gates", ["added", "dropped"]].tolist() == [("Cafe",), ("Dagang",)]


def test_choose__has_no_price_of_a_budget_that_is_not_there():
    assert "budget" not in set(chosen(budget=None).price["rule"])
    assert pd.isna(chosen(budget=None).budget)


def test_choose__sets_the_official_ones_beside_its_own():
    """Oracle: hand sheet; the city chose Berkas, Cafe and Fajar."""
    table = chosen().official.set_index("short_name")
    assert table["same"].to_dict() == {"Berkas": False, "Cafe": True, "Fajar": False}
    assert table["reason"].to_dict() == {
        "Berkas": "outscored",
        "Cafe": "chosen",
        "Fajar": "unranked",
    }
    assert table.loc["Berkas", ["rank_in_dimension", "n_in_dimension"]].tolist() == [2, 2]
    assert pd.isna(table.loc["Fajar", "model_choice"])
    assert chosen().n_same == 1


def test_choose__shows_the_official_ones_without_a_ranking():
    found = chosen(problem=nothing())
    assert (len(found.chosen), len(found.official), found.n_same) == (0, 3, 0)
    assert found.portfolio is None


def test_choose__copes_with_empty_tables():
    none = plan.programmes(EMPTY, EMPTY, **HORIZON)
    gates = quick_win.gates(none, EMPTY, mandatory=[])
    found = quick_win.choose(nothing(), gates, programmes=none, budget=None, official=EMPTY)
    assert len(found.missing) == len(dimensions())
    assert all(table.empty for table in found.tables().values())
    assert not found.sample


def test_choose__names_which_inputs_are_made_up():
    assert chosen().made_up == ()
    assert chosen(budget_sample=True).made_up == ("budget",)
    assert chosen("sample").made_up == ("scores", "costs", "gates")


def test_choose__refuses_a_budget_below_nothing():
    with pytest.raises(ValueError, match=r"'budget' parameter of quick_win\.choose"):
        chosen(budget=-1)


def test_choose__leaves_its_input_alone():
    given = official()
    chosen(official=given)
    assert_frame_equal(given, official())


@pytest.mark.parametrize("seed", range(12))
def test_choose__is_the_best_of_all_selections(seed):
    """Oracle: every selection of at most one programme per dimension, tried one by one."""
    rng = np.random.default_rng(seed)
    count = 9
    codes = [f"PR-{n:02}" for n in range(count)]
    kinds = rng.choice(["GOV", "BRA", "ECO"], count)
    price = rng.integers(1, 9, count) * 1_000_000
    score = rng.integers(1, 100, count) / 100
    long_list = pd.DataFrame({"programme": codes, "short_name": codes, "dimension": kinds})
    years = {"start_year": 2023, "end_year": 2023}
    priced = pd.DataFrame({"programme": codes, "cost_rupiah": price, **years})
    known = plan.programmes(long_list, priced, **HORIZON)
    given = pd.DataFrame({"programme": codes, "gate": "G-01", "answer": "yes"})
    gates = quick_win.gates(known, given, mandatory=["G-01"])
    stated = priority.problem(
        pd.DataFrame({"x": score}, index=codes),
        scale=(0, 1),
        attributes=known.planned.set_index("short_name", drop=False)[["programme"]],
    )
    budget = int(rng.integers(2, 20)) * 1_000_000
    found = quick_win.choose(stated, gates, programmes=known, budget=budget)
    slots = [[None, *np.flatnonzero(kinds == kind)] for kind in sorted(set(kinds))]
    worth = []
    for pick in product(*slots):
        rows = [row for row in pick if row is not None]
        if price[rows].sum() <= budget:
            worth.append((len(rows), round(float(score[rows].sum()), 9)))
    assert (len(found.chosen), round(float(found.chosen["score"].sum()), 9)) == max(worth)


# ---- A smaller budget ---------------------------------------------------------------------------


def test_smaller_budget__drops_the_least_for_the_money():
    """Oracle: by hand. All four cost 800 million; 640 million leave out Berkas, worth 0.5."""
    found = quick_win.smaller_budget(problem(), listed(), share=0.2)
    assert (found.before.spent, found.budget) == (800_000_000, 640_000_000)
    assert found.dropped == ("Berkas",)
    assert found.lost == pytest.approx(0.5)


def test_smaller_budget__copes_without_a_ranking_or_a_price():
    assert quick_win.smaller_budget(nothing(), listed(), share=0.2).step == "smaller_budget"
    free = criteria().head(2)
    unpriced = plan.programmes(ideas(), plans().assign(cost_rupiah=None), **HORIZON)
    found = problem(criteria=free, weights=plan.weigh(free, EMPTY))
    assert quick_win.smaller_budget(found, unpriced, share=0.2).reason == "too_few"


def test_smaller_budget__refuses_a_share_above_one():
    with pytest.raises(ValueError, match=r"'share' parameter of quick_win\.smaller_budget"):
        quick_win.smaller_budget(problem(), listed(), share=1.2)
