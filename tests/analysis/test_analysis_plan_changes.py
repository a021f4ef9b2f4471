"""What changed since a stage froze its worksheets, and the log over all stages."""

from __future__ import annotations

import pandas as pd
import pytest
from results_plan import KEYS, changed, frozen, reasons, sheets

from smartcity_analysis.analysis import plan


def compare(old, new, **options):
    """One worksheet of indicators and one of planned programmes."""
    return plan.changes(old, new, **{"keys": KEYS, "since": 1, **options})


def plans(**columns) -> dict[str, pd.DataFrame]:
    return {"programme_plans": pd.DataFrame({"programme": ["PR-01"], **columns})}


def cells(result):
    return result.table[["code", "change", "column", "before", "after"]].values.tolist()


def test_changes__of_the_example():
    """Oracle: by hand on results_plan: the frozen sheets against those of now."""
    found = changed().items[["table", "code", "name", "change"]].values.tolist()
    assert found == [
        ["programmes", "PR-03", "Wifi taman", "added"],
        ["programmes", "PR-04", None, "dropped"],
        ["programme_plans", "PR-04", None, "dropped"],
        ["programme_plans", "PR-02", "Jingrang", "moved"],
    ]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("8", 8.0),
        ("8.0", 8.0),
        ("8.25", 8.25),
        ("900000000", 900_000_000),
        ("", None),
        ("", float("nan")),
        ("2022-09-14", pd.Timestamp("2022-09-14")),
        ("PR-02; PR-03", ("PR-02", "PR-03")),
        ("ya", "ya"),
    ],
)
def test_changes__the_same_content_is_no_change(before, now):
    old, new = plans(cell=[before]), plans(cell=pd.Series([now], dtype=object))
    assert compare(old, new).table.empty


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [("", 0, [None, "0"]), ("0", None, ["0", None]), ("8.25", 8.3, ["8.25", "8.3"])],
)
def test_changes__a_blank_differs_from_nought(before, now, told):
    old, new = plans(cell=[before]), plans(cell=pd.Series([now], dtype=object))
    assert [row[3:] for row in cells(compare(old, new))] == [told]


def test_changes__nothing_but_the_years_of_a_programme_is_a_move():
    old = plans(start_year=["2023"], end_year=["2024"], cost_rupiah=["5"])
    moved = compare(old, plans(start_year=[2024], end_year=[2025], cost_rupiah=[5]))
    assert moved.table["change"].tolist() == ["moved", "moved"]
    dearer = compare(old, plans(start_year=[2024], end_year=[2024], cost_rupiah=[6]))
    assert dearer.table["change"].tolist() == ["changed", "changed"]
    assert dearer.counts[["change", "count"]].values.tolist() == [["changed", 1]]


def test_changes__keys_of_several_columns_name_one_row():
    key = ["area_code", "indicator", "year"]
    old = pd.DataFrame([["3376", "tpt", "2021", "8.25"]], columns=[*key, "value"])
    new = pd.DataFrame(
        [["3376", "tpt", 2021, 8.3], ["33", "tpt", 2021, 5.9]], columns=[*key, "value"]
    )
    result = compare({"indicators": old}, {"indicators": new})
    assert cells(result) == [
        ["33 / tpt / 2021", "added", None, None, None],
        ["3376 / tpt / 2021", "changed", "value", "8.25", "8.3"],
    ]
    assert set(result.table["name"]) == {"Tingkat pengangguran terbuka"}


def test_changes__reasons_come_from_later_decisions_of_the_same_kind():
    found = changed().programmes.set_index("code")
    assert found.loc["PR-02", ["reason", "decided_by", "date"]].tolist() == [
        "Lahan belum siap",
        "Kepala Bappeda",
        "2022-08-20",
    ]
    assert changed(3).programmes["reason"].isna().all()
    dropped = reasons().assign(change="dropped")
    other = plan.changes(frozen(), sheets(), keys=KEYS, since=2, reasons=dropped)
    assert other.programmes.set_index("code")["reason"].isna().all()


def test_changes__name_programmes_that_nobody_explains():
    assert changed().unexplained["code"].tolist() == ["PR-04"]


def test_changes__rows_come_and_go_with_their_programme():
    """Oracle: by hand; the activity of a moved programme is a change of its own."""
    old = {
        **plans(start_year=["2023"], end_year=["2023"]),
        "roadmap": pd.DataFrame({"programme": ["PR-01"], "year": ["2023"]}),
        "activities": pd.DataFrame({"activity": [], "programme": []}),
        "programme_ratings": pd.DataFrame({"programme": ["PR-09"], "rater": ["A"]}),
    }
    new = {
        **plans(start_year=[2024], end_year=[2024]),
        "roadmap": pd.DataFrame({"programme": ["PR-01", "PR-02"], "year": [2024, 2024]}),
        "activities": pd.DataFrame({"activity": ["KG-001"], "programme": ["PR-01"]}),
    }
    new["programme_plans"] = pd.concat(
        [new["programme_plans"], pd.DataFrame({"programme": ["PR-02"]})]
    )
    keys = {
        **{"programme_plans": ["programme"], "roadmap": ["programme", "year"]},
        **{"activities": ["activity"], "programme_ratings": ["programme", "rater"]},
    }
    found = compare(old, new, keys=keys).table
    told = {(table, code): flag for table, code, flag in found[["table", "code", "follows"]].values}
    assert told == {
        ("programme_plans", "PR-02"): False,
        ("programme_plans", "PR-01"): False,
        ("roadmap", "PR-01 / 2024"): True,
        ("roadmap", "PR-02 / 2024"): True,
        ("roadmap", "PR-01 / 2023"): True,
        ("activities", "KG-001"): False,
        ("programme_ratings", "PR-09 / A"): False,
    }


def test_changes__compare_only_what_was_frozen_and_never_the_log_itself():
    old = {"plan_changes": pd.DataFrame({"programme": []}), **plans()}
    new = {"plan_changes": reasons(), **plans(), "roadmap": sheets()["roadmap"]}
    result = compare(
        old, new, keys={**KEYS, "plan_changes": ["programme"], "roadmap": ["programme"]}
    )
    assert result.compared == ("programme_plans",)
    assert result.table.empty


def test_changes__a_worksheet_that_is_gone_counts_as_empty():
    result = compare(plans(), {})
    assert cells(result) == [["PR-01", "dropped", None, None, None]]
    assert result.n_rows == 0


def test_changes__new_columns_are_no_change():
    assert compare(plans(old=["1"]), plans(new=[2])).table.empty


def test_changes__are_a_sample_when_a_changed_row_is():
    old = plans(start_year=["2023"], status=["sample"])
    assert compare(old, plans(start_year=[2024], status=["sample"])).sample
    assert not compare(old, plans(start_year=[2023], status=["sample"])).sample
    assert compare(plans(), plans(), sample=True).sample


def test_changes__refuse_a_stage_that_cannot_have_been():
    with pytest.raises(ValueError, match=r"The 'since' parameter of plan\.changes"):
        plan.changes({}, {}, keys={}, since=4)


# ---- History ------------------------------------------------------------------------------------


def test_history__gives_every_change_to_the_stage_that_brought_it():
    """Oracle: by hand; cost 1 at stage 1, 2 from stage 2, 4 now; PR-02 in the plan from stage 3."""
    first, second = plans(cost_rupiah=["1"]), plans(cost_rupiah=["2"])
    third = {
        "programme_plans": pd.DataFrame(
            {"programme": ["PR-01", "PR-02"], "cost_rupiah": ["2", "7"]}
        )
    }
    now = {
        "programme_plans": pd.DataFrame({"programme": ["PR-01", "PR-02"], "cost_rupiah": [4, 8]})
    }
    found = [compare(old, now, since=since) for since, old in ((1, first), (2, second), (3, third))]
    log = plan.history(*reversed(found)).table
    columns = ["stage", "code", "change", "column", "before", "after"]
    assert log[columns].values.tolist() == [
        [2, "PR-01", "changed", "cost_rupiah", "1", "2"],
        [3, "PR-02", "added", None, None, None],
        [4, "PR-01", "changed", "cost_rupiah", "2", "4"],
        [4, "PR-02", "changed", "cost_rupiah", "7", "8"],
    ]


def test_history__tables_that_came_later_count_from_then():
    empty = compare({"indicators": pd.DataFrame(columns=KEYS["indicators"])}, {})
    later = compare(plans(start_year=["2023"]), plans(start_year=[2024]), since=2)
    log = plan.history(empty, later, stage=3).table
    assert log[["stage", "change"]].values.tolist() == [[3, "moved"]]


def test_history__what_changed_and_changed_back_is_told_twice():
    now = plans(cost_rupiah=[1])
    found = [
        compare(plans(cost_rupiah=[cost]), now, since=since)
        for since, cost in ((1, "1"), (2, "2"), (3, "2"))
    ]
    log = plan.history(*found).table
    assert log[["stage", "before", "after"]].values.tolist() == [[2, "1", "2"], [4, "2", "1"]]


def test_history__a_row_that_came_and_went_is_told_twice():
    gone = {"programme_plans": pd.DataFrame({"programme": []})}
    found = [
        compare(old, gone, since=since) for since, old in ((1, gone), (2, plans()), (3, plans()))
    ]
    log = plan.history(*found).table
    assert log[["stage", "change"]].values.tolist() == [[2, "added"], [4, "dropped"]]


def test_history__keeps_the_reason_of_its_time():
    log = plan.history(changed(1), changed(2), changed(3)).table
    moved = log[log["code"] == "PR-02"]
    assert moved["stage"].unique().tolist() == [4]
    assert moved["reason"].unique().tolist() == ["Lahan belum siap"]


def test_history__refuses_the_same_stage_twice_and_none_at_all():
    with pytest.raises(ValueError, match=r"The 'changes' parameter of plan\.history"):
        plan.history(changed(1), changed(1))
    with pytest.raises(ValueError, match=r"The 'changes' parameter of plan\.history"):
        plan.history()
