"""The long list, look-alikes, weights and the ranking problem."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from results_quick_win import HORIZON, criteria, ideas, listed, plans, problem, ratings, unranked

from smartcity_analysis.analysis import plan
from smartcity_analysis.analysis.plan import NoRanking
from smartcity_analysis.analysis.weights import AhpGroup, DirectWeights

EMPTY = pd.DataFrame()


# ---- Long list ----------------------------------------------------------------------------------


def test_programmes__join_the_plan_and_sort_by_dimension():
    """Oracle: hand sheet; dimensions as in the guide, the plan's OPD first."""
    table = listed().table.set_index("short_name")
    assert table.index.tolist() == ["Antre", "Berkas", "Cafe", "Dagang", "Energi", "Fajar"]
    assert table["agency"].tolist() == ["SETDA", "SETDA", "DISNAKER", "DISNAKER", "DPUPR", "DLH"]
    assert table["horizon"].tolist() == [*["short"] * 3, "medium", "long", "unplanned"]
    assert pd.isna(table.loc["Energi", "cost_rupiah"])


@pytest.mark.parametrize(
    ("end", "horizon"), [(2023, "short"), (2024, "medium"), (2027, "medium"), (2028, "long")]
)
def test_programmes__horizon_ends_with_its_last_year(end, horizon):
    """Oracle: one year is 2023 alone, five are 2023–2027."""
    one = plans().head(1).assign(end_year=end)
    assert plan.programmes(ideas(), one, **HORIZON).table["horizon"][0] == horizon


def test_programmes__count_every_part_of_the_guide():
    """Oracle: counted by hand."""
    found = listed()
    parts = found.by_subdimension.set_index("subdimension")["n_planned"]
    assert len(parts) == 18
    assert parts[parts > 0].to_dict() == {"GOV-1": 2, "ECO-2": 1, "ECO-3": 1}
    dimensions = found.by_dimension.set_index("dimension")
    assert dimensions["n_programmes"].tolist() == [2, 0, 2, 1, 0, 1]
    assert dimensions["n_planned"].tolist() == [2, 0, 2, 1, 0, 0]


def test_programmes__sum_costs_without_taking_a_blank_for_zero():
    """Oracle: 100 + 400 + 200 million end in 2023; the long one is not priced."""
    horizon = listed().by_horizon.set_index("horizon")
    assert horizon.loc["short", "cost_rupiah"] == 700_000_000
    assert pd.isna(horizon.loc["long", "cost_rupiah"])
    assert horizon["n_unpriced"].tolist() == [0, 0, 1, 1]
    block = listed().by_block.set_index("block")
    assert block.loc["service", "n_programmes"] == 2
    assert block.loc["", "n_programmes"] == 1


def test_programmes__cope_with_empty_tables():
    found = plan.programmes(EMPTY, EMPTY, **HORIZON)
    assert len(found.table) == 0
    assert found.by_subdimension["n_planned"].sum() == 0
    assert not found.sample


def test_programmes__leave_their_input_alone():
    given, planned = ideas(), plans()
    plan.programmes(given, planned, **HORIZON)
    assert_frame_equal(given, ideas())
    assert_frame_equal(planned, plans())


def test_programmes__are_a_sample_when_a_plan_is():
    assert listed("sample").sample
    assert not listed().sample


def test_programmes__refuse_years_that_run_backwards():
    with pytest.raises(ValueError, match=r"'last_year' parameter of plan\.programmes"):
        plan.programmes(EMPTY, EMPTY, **{**HORIZON, "last_year": 2000})


# ---- Ideas that look alike ----------------------------------------------------------------------


def named(*names, **columns):
    codes = [f"PR-{n:02}" for n in range(1, len(names) + 1)]
    return pd.DataFrame({"programme": codes, "name": names, "status": "official", **columns})


def groups(frame, similar_from=0.5):
    found = plan.similar(frame, similar_from=similar_from).groups
    return [tuple(mine["programme"]) for _, mine in found.groupby("group")]


def test_similar__finds_twins_whose_descriptions_differ():
    """Oracle: the official quick win has a name only, the application of 2020 a description."""
    note = "Layanan kelurahan elektronik; dipresentasikan pada sebuah penghargaan"
    frame = named("E-Kelurahan", "E-Kelurahan", "Bank sampah", description=[None, note, None])
    assert groups(frame) == [("PR-01", "PR-02")]


def test_similar__finds_a_name_inside_another():
    assert groups(named("Job Cafe", "Job Cafe Anteraja", "Rantang lansia")) == [("PR-01", "PR-02")]


def test_similar__ignores_what_all_samples_begin_with():
    """Oracle: two made-up rows share their first words and nothing else."""
    frame = named("Usulan contoh: Energi", "Usulan contoh: Pasar").assign(status="sample")
    assert groups(frame, similar_from=0.3) == []
    assert groups(frame.assign(status="official"), similar_from=0.3) == [("PR-01", "PR-02")]


def test_similar__compares_a_sample_with_what_is_real():
    frame = named("Usulan contoh: Energi", "Energi").assign(status=["sample", "official"])
    assert groups(frame) == [("PR-01", "PR-02")]


def test_similar__tells_who_is_closest_and_how_close():
    found = plan.similar(named("Bank sampah", "Bank  Sampah", "Energi"), similar_from=0.5).groups
    assert found["closest"].tolist() == ["PR-02", "PR-01"]
    assert found["similarity"].tolist() == pytest.approx([1.0, 1.0])


def test_similar__groups_what_stands_right_at_the_threshold():
    """Oracle: twins have similarity 1."""
    assert groups(named("Energi", "Energi"), similar_from=1.0) == [("PR-01", "PR-02")]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_similar__copes_with_few(count):
    assert groups(named(*["Energi", "Kesehatan"][:count])) == []


def test_similar__copes_with_blank_names():
    assert groups(named(None, None)) == []


def test_similar__takes_a_thousand():
    """Oracle: names drawn from a seed, of which one is repeated at the end."""
    letters = np.random.default_rng(1).choice([*"abcdefghijklmnopqrstuvwxyz"], (999, 14))
    names = ["".join(row) for row in letters]
    assert groups(named(*names, names[0])) == [("PR-01", "PR-1000")]


def test_similar__is_a_sample_when_what_it_groups_is():
    """Oracle: the twins are real, the third is not; without twins all rows count."""
    status = ["official", "official", "sample"]
    assert not plan.similar(
        named("Energi", "Energi", "Air").assign(status=status), similar_from=1
    ).sample
    assert plan.similar(
        named("Energi", "Air", "Pasar").assign(status=status), similar_from=1
    ).sample


def test_similar__refuses_a_threshold_of_nothing():
    with pytest.raises(ValueError, match=r"'similar_from' parameter of plan\.similar"):
        plan.similar(EMPTY, similar_from=0)


# ---- Weights ------------------------------------------------------------------------------------

PAIRS = (("KR-01", "KR-02"), ("KR-01", "KR-03"), ("KR-02", "KR-03"))


def compared(rater, *stated, block="government", agency=None):
    """Stated: above 1 for the first, below 0 for the second, 1 for equal."""
    return pd.DataFrame(
        [
            {
                "rater": rater,
                "agency": agency,
                "block": block,
                "criterion_a": a,
                "criterion_b": b,
                "preferred": "equal" if value == 1 else "a" if value > 0 else "b",
                "intensity": abs(value),
            }
            for (a, b), value in zip(PAIRS, stated, strict=False)
        ]
    )


def weighed(*rows, **options):
    return plan.weigh(criteria(), pd.concat(rows), **options)


def test_weigh__turns_answers_into_saatys_matrix():
    """Oracle: 4 : 2 : 1 by hand, and the same asked the other way round."""
    found = weighed(compared("A", 2, 4, 2))
    assert found.weights.to_dict() == pytest.approx(
        {"Dampak": 4 / 7, "Upaya": 2 / 7, "Biaya": 1 / 7}
    )
    turned = compared("A", -2, -4, -2)
    turned[["criterion_a", "criterion_b"]] = turned[["criterion_b", "criterion_a"]].to_numpy()
    assert weighed(turned).weights.tolist() == pytest.approx(found.weights.tolist())


def test_weigh__gives_blocks_equal_voices():
    """Oracle: √4 : √2 : √1 of 4 : 2 : 1 and 1 : 1 : 1, however many speak for a block."""
    expected = np.sqrt([4, 2, 1]) / np.sqrt([4, 2, 1]).sum()
    business = compared("Z", 1, 1, 1, block="business")
    one = weighed(compared("A", 2, 4, 2), business)
    two = weighed(compared("A", 2, 4, 2), compared("B", 2, 4, 2), business)
    assert one.weights.tolist() == pytest.approx(expected.tolist())
    assert two.weights.tolist() == pytest.approx(expected.tolist())


def test_weigh__gives_an_agency_one_vote():
    """Oracle: two of one OPD against one of another weigh as one against one."""
    rows = [compared("A", 2, 4, 2, agency="DLH"), compared("B", 2, 4, 2, agency="DLH")]
    found = weighed(*rows, compared("C", 1, 1, 1, agency="SETDA"))
    assert found.shares.tolist() == pytest.approx([0.25, 0.25, 0.5])


def test_weigh__lists_who_contradicts_himself():
    """Oracle: a over b over c over a."""
    found = weighed(compared("A", 2, 4, 2), compared("B", 9, -9, 9))
    assert found.excluded == ("B",)
    assert found.weights.tolist() == pytest.approx([4 / 7, 2 / 7, 1 / 7])


def test_weigh__keeps_all_when_all_contradict_themselves():
    found = weighed(compared("A", 9, -9, 9))
    assert isinstance(found, AhpGroup)
    assert found.inconsistent == ("A",)
    assert found.n_excluded == 0


def test_weigh__averages_a_pair_that_was_asked_twice():
    """Oracle: √(2 × 8) = 4 to 1."""
    both = pd.concat([compared("A", 2), compared("A", 8)])
    two = plan.weigh(criteria().head(2), both)
    assert two.weights["Dampak"] == pytest.approx(0.8)


def test_weigh__leaves_out_who_did_not_join_the_criteria():
    """Oracle: one pair of three says nothing about the third criterion; two pairs do."""
    found = weighed(compared("A", 2, 4, 2), compared("B", 2), compared("C", 2, 4))
    assert found.raters == ("A", "C")


@pytest.mark.parametrize("rows", [EMPTY, compared("A", 2)])
def test_weigh__is_equal_where_nobody_compared(rows):
    found = plan.weigh(criteria(), rows)
    assert isinstance(found, DirectWeights)
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)


def test_weigh__tells_criteria_of_one_name_apart():
    twins = criteria().assign(name="Dampak")
    assert plan.weigh(twins, EMPTY).weights.index[0] == "Dampak (KR-01)"


def test_weigh__says_that_there_are_no_criteria():
    found = plan.weigh(EMPTY, EMPTY)
    assert isinstance(found, NoRanking)
    assert (found.reason, found.step) == ("no_criteria", "weights")


@pytest.mark.parametrize(("name", "table"), [("classic", "saaty_1980"), ("revised", "saaty_2005")])
def test_weigh__knows_the_tables_by_the_names_of_the_settings(name, table):
    assert weighed(compared("A", 2, 4, 2), random_index=name).random_index_table == table


# ---- Ranking ------------------------------------------------------------------------------------


def test_ranking__averages_agencies_and_scales_as_declared():
    """Oracle: hand sheet. Antre is rated 4 by one OPD and 2 by the other: 3, not 10/3."""
    found = problem()
    assert found.data.loc["Antre"].tolist() == [3, 1, 100_000_000]
    assert found.scale == {"Dampak": (1, 5), "Upaya": (1, 5), "Biaya": (0, 400_000_000)}
    expected = {"Antre": 0.75, "Berkas": 0.5, "Cafe": 2 / 3, "Dagang": 1 / 3}
    assert found.saw().score.to_dict() == pytest.approx(expected)


def test_ranking__keeps_the_votes_so_that_raters_can_be_left_out():
    assert set(problem().leave_one_out().table.index) == {"DISKOMINFO", "DLH"}


def test_ranking__measures_years_and_priorities():
    """Oracle: one and two years on a scale of 1–10; two distinct priorities, then none."""
    extra = pd.DataFrame(
        {
            "criterion": ["KR-01", "KR-02"],
            "name": ["Lama", "Selaras"],
            "direction": ["cost", "benefit"],
            "measure": ["duration", "priorities"],
        }
    )
    goals = pd.DataFrame(
        {"objective": ["SA-01", "SA-02"], "priorities": [("P-1", "P-2", "P-1"), None]}
    )
    of_two = plans().assign(objective=["SA-01", "SA-02", "SA-01", "SA-02", "SA-09"])
    found = plan.ranking(
        plan.programmes(ideas(), of_two, **HORIZON),
        EMPTY,
        criteria=extra,
        objectives=goals,
        weights=plan.weigh(extra, EMPTY),
    )
    assert found.data["Lama"].to_dict() == {"Antre": 1, "Berkas": 1, "Cafe": 1, "Dagang": 2}
    assert found.data["Selaras"].to_dict() == {"Antre": 2, "Berkas": 0, "Cafe": 2, "Dagang": 0}
    assert found.scale == {"Lama": (1, 10), "Selaras": (0, 2)}
    assert found.votes is None


def test_ranking__carries_what_later_steps_ask_for():
    attributes = problem().attributes
    assert attributes.loc["Cafe"].tolist() == ["PR-03", "ECO", "DISNAKER", 200_000_000]


def test_ranking__names_by_code_what_has_no_name_of_its_own():
    shared = ideas().assign(short_name=["Antre", "Antre", None, "Dagang", "Energi", "Fajar"])
    found = plan.ranking(
        plan.programmes(shared, plans(), **HORIZON),
        ratings(),
        criteria=criteria(),
        objectives=EMPTY,
        weights=plan.weigh(criteria(), EMPTY),
    )
    assert found.alternatives == ("PR-01", "PR-02", "PR-03", "Dagang")


@pytest.mark.parametrize(
    ("programmes", "rows", "reason"),
    [
        (listed(), EMPTY, "no_ratings"),
        (plan.programmes(ideas(), EMPTY, **HORIZON), ratings(), "no_programmes"),
        (plan.programmes(ideas(), plans().head(1), **HORIZON), ratings(), "too_few"),
    ],
)
def test_ranking__says_why_there_is_none(programmes, rows, reason):
    given = {"criteria": criteria(), "objectives": EMPTY}
    found = plan.ranking(programmes, rows, weights=plan.weigh(criteria(), EMPTY), **given)
    assert isinstance(found, NoRanking)
    assert found.reason == reason
    for step, later in {
        "scores": plan.scores(found),
        "robustness": plan.robustness(found, draws=10, seed=1),
        "stability": plan.stability(found),
    }.items():
        assert (later.step, later.reason) == (step, reason)


def test_ranking__wraps_what_a_problem_gives():
    assert plan.scores(problem()).best == ("Antre",)
    assert plan.robustness(problem(), draws=100, seed=1).draws == 100
    assert plan.stability(problem()).leader == "Antre"


def test_unranked__names_what_is_missing():
    """Oracle: hand sheet; Energi has ratings and no cost."""
    found = unranked()
    assert found.table[["short_name", "missing"]].to_numpy().tolist() == [["Energi", ("Biaya",)]]
    assert found.n_planned == 5


def test_unranked__lists_nothing_without_criteria():
    found = plan.unranked(listed(), EMPTY, criteria=EMPTY, objectives=EMPTY)
    assert (len(found.table), found.n_criteria) == (0, 0)


def test_ranking__is_a_sample_when_a_rating_is():
    assert problem("sample").sample
    assert not problem().sample
