"""Whether a stage may be decided on.

Oracle: hand sheets; every expected count is counted by hand from the few rows beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest
from results import EXAMPLES

from smartcity_analysis.analysis import status
from smartcity_analysis.analysis.status._rules import Facts, Rule, rules_of

FACTORS = pd.DataFrame(
    {
        "factor": ["S-01", "W-01", "O-01", "T-01"],
        "kind": ["strength", "weakness", "opportunity", "threat"],
    }
)
ISSUES = pd.DataFrame({"issue": ["I-01", "I-02"]})


def ratings(key, codes, raters="ABC", state="official"):
    rows = [(code, rater, state) for code in codes for rater in raters]
    return pd.DataFrame(rows, columns=[key, "rater", "status"])


def whole(**changes):
    """A stage 1 in which every rule of the worksheets holds."""
    tables = {
        "swot_factors": FACTORS,
        "swot_ratings": ratings("factor", FACTORS["factor"]),
        "issues": ISSUES,
        "usg_ratings": ratings("issue", ISSUES["issue"]),
        "indicators": pd.DataFrame({"indicator": ["tpt"], "value": [6.7]}),
    }
    return tables | changes


def rule(result, name):
    return result.rules.set_index("requirement").loc[name]


def test_judge__is_ready_when_every_rule_holds():
    result = status.judge(whole(), stage=1)
    assert result.state == "ready"
    assert result.failing.empty


def test_judge__one_sample_judgement_blocks():
    """Oracle: the house rule that nothing is signed on a judgement that nobody gave."""
    given = ratings("factor", FACTORS["factor"])
    given.loc[0, "status"] = "sample"
    result = status.judge(whole(swot_ratings=given), stage=1)
    assert result.state == "not_ready"
    assert (rule(result, "samples")["failing"], rule(result, "samples")["checked"]) == (1, 2)


def test_judge__a_thinly_rated_factor_is_only_a_note():
    given = ratings("factor", FACTORS["factor"]).drop(index=[0])
    result = status.judge(whole(swot_ratings=given), stage=1)
    assert result.state == "ready_with_notes"
    assert result.failing[["requirement", "failing", "checked"]].values.tolist() == [
        ["raters_swot_factors", 1, 4]
    ]


def test_judge__an_empty_box_of_the_swot_blocks():
    result = status.judge(whole(swot_factors=FACTORS[:3]), stage=1)
    assert result.state == "not_ready"
    assert rule(result, "boxes")["failing"] == 1


def test_judge__what_is_needed_and_absent_does_not_hold():
    """Nothing to count is no success: no indicators at all fails the rule on blank values."""
    result = status.judge(whole(indicators=pd.DataFrame()), stage=1)
    assert not rule(result, "blanks")["holds"]
    assert result.state == "ready_with_notes"


@dataclass(frozen=True)
class Before:
    """A stage before, as it was frozen."""

    status: str = "ready"
    stale: tuple[str, ...] = ()


def test_judge__a_stage_before_that_changed_blocks():
    result = status.judge({}, stage=2, before=Before(stale=("indicators.csv", "tahap 1")))
    assert result.state == "not_ready"
    assert rule(result, "predecessor")["failing"] == 2


def test_judge__a_stage_before_that_was_not_ready_blocks():
    assert status.judge({}, stage=2, before=Before()).state == "ready"
    assert status.judge({}, stage=2, before=Before("ready_with_notes")).state == "ready"
    assert status.judge({}, stage=2, before=Before("not_ready")).state == "not_ready"


def test_judge__a_stage_without_the_one_before_is_not_ready():
    assert status.judge({}, stage=3).state == "not_ready"


def test_judge__counts_a_disputed_figure_once():
    disputed = pd.DataFrame(
        {"area_code": ["3376"] * 3, "indicator": ["rth", "rth", "tpt"], "year": [2020, 2020, 2021]}
    )
    result = status.judge(whole(source_conflicts=disputed), stage=1)
    assert rule(result, "conflicts")["failing"] == 2


def test_judge__results_without_rules_bring_none():
    assert rules_of(object(), Facts({}, 1, None, 0.5, 3)) == []


def counts(name, requirement):
    """What one rule of an example counts: failing and checked."""
    rules = {one.name: one for one in rules_of(EXAMPLES[name](), Facts({}, 4, None, 0.5, 3))}
    return rules[requirement].failing, rules[requirement].checked


def test_rules__of_the_checks_count_every_check_once():
    """Oracle: the sentence "n of all checks passed"; the two rules share out the rest."""
    found = EXAMPLES["Checks"]()
    content, money = counts("Checks", "consistent"), counts("Checks", "money_known")
    assert content[0] + money[0] == found.n_failed
    assert content[1] + money[1] == found.n_checks


def test_rules__of_the_signing_say_how_many_were_looked_at():
    """Oracle: the example, read by hand: what is missing beside what is there."""
    promised, started = EXAMPLES["Commitments"](), EXAMPLES["Baseline"]()
    missing = len(promised.agencies_without)
    agencies = promised.table["agency"].nunique()
    assert counts("Commitments", "committed") == (missing, missing + agencies)
    assert agencies > 0
    gone = len(started.missing)
    assert counts("Baseline", "measured") == (gone, gone + started.n)
    assert started.n > 0


@pytest.mark.parametrize(
    ("failing", "checked", "needed", "holds"),
    [(0, 3, False, True), (1, 3, False, False), (0, 0, True, False), (0, 0, False, True)],
)
def test_rule__holds_when_nothing_fails_and_the_needed_is_there(failing, checked, needed, holds):
    assert Rule("x", "note", failing, checked, needed).holds is holds


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"stage": 5}, "The 'stage' parameter of status.judge must be one of"),
        ({"stage": 1, "min_submitted": 1.2}, "The 'min_submitted' parameter"),
        ({"stage": 1, "min_raters": 0}, "The 'min_raters' parameter"),
    ],
)
def test_judge__refuses(argument, message):
    with pytest.raises(ValueError, match=message):
        status.judge({}, **argument)
