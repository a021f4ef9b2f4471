"""The chain of evidence: links counted, loose ends listed, the path of every programme."""

from __future__ import annotations

import pandas as pd
import pytest
from results_plan import gap, sheets, traced

from smartcity_analysis.analysis import plan

LINKS = [
    ("factor_indicator", 2, 1),
    ("strategy_factor", 2, 1),
    ("objective_strategy", 2, 1),
    ("objective_indicator", 2, 2),
    ("programme_objective", 2, 1),
    ("roadmap_programme", 2, 2),
    ("quick_win_programme", 2, 1),
    ("commitment_programme", 2, 1),
    ("evaluation_quick_win", 2, 1),
]
"""Counted by hand on the sheets of results_plan: rows, and rows that name an existing parent."""

ORPHANS = [
    ("factor_indicator", "S-01", "names_none"),
    ("strategy_factor", "ST-01", "names_unknown"),
    ("objective_strategy", "SA-02", "names_none"),
    ("programme_objective", "PR-02", "names_none"),
    ("quick_win_programme", "QW-02", "names_unknown"),
    ("commitment_programme", "KM-02", "names_none"),
    ("evaluation_quick_win", "EV-02", "names_unknown"),
]

UNSERVED = [
    ("objective_issue", "I-03"),
    ("objective_priority", "P-02"),
    ("objective_strategy", "ST-01"),
    ("programme_objective", "SA-02"),
    ("roadmap_programme", "PR-02"),
    ("commitment_programme", "PR-02"),
    ("evaluation_quick_win", "QW-02"),
    ("programme_issue", "I-02"),
]


def rows(frame, *columns):
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_trace__counts_every_link():
    assert rows(traced().links, "link", "n_rows", "n_linked") == LINKS


def test_trace__later_stages_hold_the_links_of_the_earlier_ones():
    counted = {stage: len(traced(stage).links) for stage in (1, 2, 3, 4)}
    assert counted == {1: 1, 2: 7, 3: 7, 4: 9}


def test_trace__lists_rows_that_name_no_parent():
    assert rows(traced().orphans, "link", "code", "reason") == ORPHANS


def test_trace__lists_what_nothing_takes_up():
    assert rows(traced().unserved, "link", "code") == UNSERVED


def test_trace__names_what_hangs_loose():
    named = dict(rows(traced().unserved, "code", "name"))
    assert named["I-03"] == "Wajah kota"
    assert named["P-02"] == "Memperbaiki tata kelola"
    assert named["PR-02"] == "Jingrang"
    assert named["QW-02"] == "Wifi taman"


def test_trace__walks_a_programme_back_to_the_evidence():
    path = traced().paths.set_index("programme").loc["PR-01"]
    assert path["objective"] == "SA-01"
    assert path["issues"] == ("I-01",)
    assert path["priorities"] == ("P-01",)
    assert path["strategies"] == ("WO-01",)
    assert path["factors"] == ("S-01", "W-01")
    assert path["indicators"] == ("tpt",)
    assert path["years"] == (2023, 2025)
    assert path["quick_win"] == "QW-01"
    assert path["commitments"] == ("KM-01",)
    assert path["complete"]


def test_trace__a_programme_without_objective_is_not_complete():
    path = traced().paths.set_index("programme").loc["PR-02"]
    assert not path["complete"]
    assert path["strategies"] == path["factors"] == path["indicators"] == ()


@pytest.mark.parametrize("cut", ["strategies", "swot_factors", "objectives"])
def test_trace__one_missing_table_breaks_every_path(cut):
    tables = sheets()
    del tables[cut]
    result = plan.trace(tables, stage=4, gap=gap())
    assert result.n_complete == 0
    assert len(result.paths) == 2


def test_trace__an_indicator_without_a_value_is_no_evidence():
    result = plan.trace(sheets(), stage=2, gap=gap().assign(value=None))
    assert result.n_complete == 0
    found = result.orphans[result.orphans["link"] == "objective_indicator"]
    assert rows(found, "code", "reason", "named") == [
        ("SA-01", "names_unknown", "tpt"),
        ("SA-02", "names_unknown", "pdam_cakupan"),
    ]


def test_trace__issues_know_their_programmes():
    expected = [("I-01", ("PR-01",), 1), ("I-02", (), 0), ("I-03", (), 0)]
    assert rows(traced().issues, "issue", "programmes", "n_programmes") == expected


def test_trace__an_action_plan_may_answer_another_issue_from_stage_3_on():
    tables = sheets()
    tables["action_plans"] = pd.DataFrame({"programme": ["PR-02"], "issue": ["I-03"]})
    counted = {
        stage: plan.trace(tables, stage=stage, gap=gap()).issues["n_programmes"].tolist()
        for stage in (2, 3)
    }
    assert counted == {2: [1, 0, 0], 3: [1, 0, 1]}


def test_trace__an_evaluation_question_without_dimension_is_on_every_quick_win():
    tables = sheets()
    tables["self_evaluation"] = tables["self_evaluation"].assign(dimension=None)
    result = plan.trace(tables, stage=4, gap=gap())
    assert rows(result.links, "n_rows", "n_linked")[-1] == (2, 2)
    assert "evaluation_quick_win" not in set(result.unserved["link"])


def test_trace__nothing_handed_in_gives_empty_tables():
    result = plan.trace({}, stage=4)
    assert result.n_complete == 0
    assert result.links["n_rows"].sum() == 0
    assert result.links["share"].isna().all()
    assert not result.sample


def test_trace__every_single_table_may_be_missing():
    for name in sheets():
        tables = sheets()
        tables[name] = pd.DataFrame()
        plan.trace(tables, stage=4, gap=gap()).tables()


def test_trace__ignores_the_order_of_rows():
    turned = {name: frame.iloc[::-1] for name, frame in sheets().items()}
    found = plan.trace(turned, stage=4, gap=gap())
    assert rows(found.links, "link", "n_rows", "n_linked") == LINKS
    assert set(rows(found.unserved, "link", "code")) == set(UNSERVED)


def test_trace__one_made_up_row_makes_a_sample():
    assert not traced().sample
    tables = sheets()
    tables["roadmap"].loc[1, "status"] = "sample"
    assert plan.trace(tables, stage=2, gap=gap()).sample
    assert not plan.trace(
        sheets() | {"commitments": sheets("sample")["commitments"]}, stage=2
    ).sample


def test_trace__refuses_a_stage_that_is_none():
    with pytest.raises(ValueError, match=r"The 'stage' parameter of plan\.trace"):
        plan.trace({}, stage=5)


def test_trace__leaves_its_input_alone():
    tables = sheets()
    plan.trace(tables, stage=4, gap=gap())
    for name, frame in sheets().items():
        pd.testing.assert_frame_equal(tables[name], frame)
