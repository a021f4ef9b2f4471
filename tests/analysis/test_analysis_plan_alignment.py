"""Which priorities programmes serve, through their objectives."""

from __future__ import annotations

import pandas as pd
import pytest
from results_plan import aligned, sheets

from smartcity_analysis.analysis import plan


def test_alignment__counts_objectives_and_programmes_per_priority():
    """Oracle: by hand on the sheets of results_plan."""
    found = aligned().priorities.set_index("priority")
    assert found["n_objectives"].to_dict() == {"P-01": 1, "P-02": 0}
    assert found["n_programmes"].to_dict() == {"P-01": 1, "P-02": 0}
    assert found.loc["P-01", "programmes"] == ("E-Kelurahan",)
    assert list(aligned().unserved["priority"]) == ["P-02"]


@pytest.mark.parametrize(
    ("objective", "reason"),
    [("SA-02", "no_priority"), (None, "no_objective"), ("SA-99", "no_objective")],
)
def test_alignment__says_why_a_programme_serves_none(objective, reason):
    tables = sheets()
    plans = tables["programme_plans"].assign(objective=["SA-01", objective])
    named = (tables[name] for name in ("programmes", "objectives", "priorities"))
    found = plan.alignment(plans, *named).unaligned
    assert found[["programme", "short_name", "reason"]].values.tolist() == [
        ["PR-02", "Jingrang", reason]
    ]


def test_alignment__empty_tables_give_an_empty_result():
    tables = {name: frame.iloc[:0] for name, frame in sheets().items()}
    named = ("programme_plans", "programmes", "objectives", "priorities")
    result = plan.alignment(*(tables[name] for name in named))
    assert result.n_programmes == len(result.priorities) == len(result.unaligned) == 0


def test_alignment__a_priority_that_is_not_on_the_list_serves_nobody():
    tables = sheets()
    goals = tables["objectives"].assign(priorities=[("P-77",), ()])
    axis = tables["priorities"]
    result = plan.alignment(tables["programme_plans"], pd.DataFrame(), goals, axis)
    assert len(result.unaligned) == 2
    assert len(result.unserved) == 2


def test_alignment__is_a_sample_when_a_row_is():
    assert not aligned().sample
    assert aligned("sample").sample
