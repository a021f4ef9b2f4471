"""What each stage says first, and what is asked of those who decide.

Oracle: sentences written by hand for the small examples of every result.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from results import EXAMPLES

from smartcity_analysis.report import findings, show
from smartcity_analysis.report.stages.base import compose, of_total

PARTS = {
    2: ("Objectives", "Chain", "Alignment", "QuickWins", "Roadmap"),
    3: ("Cards", "QuickWinCards", "Checks", "Changes"),
    4: ("Commitments", "Documents", "Baseline", "Frame", "SelfEvaluation", "QuickWinCards"),
}
HEADLINES = {
    2: "2 quick win terpilih seharga Rp300,0 juta; 1 sama dengan pilihan resmi",
    3: "3 program, 3 OPD utama, Rp800,0 juta",
    4: "Rencana belum siap disahkan: 0 dari 7 dokumen final",
}
CARDS = {
    2: [("2", "dari 6"), ("Rp1,2 miliar", "2023–2032"), ("1", "dari 2"), ("1", "dari 2")],
    3: [("1", "dari 3"), ("63%", ""), ("1", "dari 6"), ("3", "dari 18")],
    4: [("0", "dari 7"), ("1", "dari 1"), ("1", "dari 3"), ("2,80", "dari 4")],
}


def results(stage):
    return [EXAMPLES[name]() for name in (*PARTS[stage], "Status")]


@pytest.mark.parametrize("stage", PARTS)
def test_compose__says_the_headline_and_the_key_figures(stage):
    page = compose(stage, results(stage))
    assert page.headline() == HEADLINES[stage]
    assert [card[:2] for card in page.cards()] == CARDS[stage]


@pytest.mark.parametrize("stage", PARTS)
def test_compose__has_one_lasting_figure_about_quick_wins(stage):
    assert list(compose(stage, results(stage)).lasting()) == ["quick_wins"]


def test_decision__of_stage_2_names_the_chosen_and_who_has_none():
    assert compose(2, results(2)).decision() == (
        "Tetapkan Antre dan Cafe sebagai quick win seharga Rp300,0 juta, dan sahkan peta jalan "
        "sampai 2032. Belum ada calon yang layak untuk Smart Branding, Smart Living, Smart "
        "Society, dan Smart Environment."
    )


def chosen(margin, only=("GOV", "BRA", "ECO", "LIV", "SOC", "ENV")):
    """The example with one choice in every dimension; that of GOV by a margin."""
    found = EXAMPLES["QuickWins"]()
    row = found.chosen.iloc[[0]].assign(runner_up="Loket", short_name="Antre")
    rows = [row.assign(dimension=code, margin=margin if code == "GOV" else 0.5) for code in only]
    return replace(found, chosen=pd.concat(rows, ignore_index=True), missing=(), left_out=())


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (0.1, "Paling tipis di Smart Governance: Antre hanya unggul 0,10 atas Loket."),
        (-0.1, "Di Smart Governance, Antre terpilih karena anggaran; skornya 0,10 di bawah Loket."),
    ],
)
def test_decision__of_stage_2_never_calls_a_lower_score_a_lead(margin, said):
    page = compose(2, [*results(2), chosen(margin)])
    assert page.decision().endswith(said)


def test_decision__of_stage_4_waits_for_what_blocks():
    assert compose(4, results(4)).decision().startswith("Tunda pengesahan rencana sampai 1 syarat")


def test_decision__of_stage_2_on_made_up_inputs_leaves_the_citys_choice_alone():
    """Oracle: the house rule that nothing is decided on a judgement that nobody gave."""
    found = replace(EXAMPLES["QuickWins"](), sample=True)
    assert (
        "Masukannya masih contoh, jadi pilihan resmi belum dapat diganti karenanya."
        in compose(2, [*results(2), found]).decision()
    )


def test_decision__of_stage_4_asks_for_the_plan_not_for_signatures_already_given():
    """Oracle: the example, whose one commitment is signed (card "1 dari 1")."""
    page = compose(4, results(4))
    assert "ditandatangani" not in page.headline()
    assert "penandatanganan" not in page.decision()


def test_reasons__say_the_same_sentence_once():
    """Oracle: typed in; a rule that blocks and the one that only notes count the same agencies."""
    twice = pd.DataFrame(
        {
            "requirement": ["submitted_enough", "submitted_all"],
            "effect": ["blocking", "note"],
            "failing": [29, 29],
            "checked": [29, 29],
            "holds": [False, False],
        }
    )
    found = replace(EXAMPLES["Status"](), rules=twice)
    assert findings.status.reasons(found) == ["29 dari 29 OPD belum menyerahkan lembar kerja."]


def test_compose__takes_results_in_any_order():
    page = compose(3, results(3)[::-1])
    assert page.headline() == HEADLINES[3]


@pytest.mark.parametrize("stage", PARTS)
def test_compose__names_the_result_that_is_missing(stage):
    with pytest.raises(ValueError, match=f"stage {stage} also needs a Status"):
        compose(stage, results(stage)[:-1])


def test_compose__knows_four_stages():
    with pytest.raises(ValueError, match=r"'stage' parameter of show\.opening"):
        compose(5, [])


def test_of_total__nothing_to_count_is_a_dash():
    assert of_total(0, 0, "kartu") == ("–", "", "kartu")
    assert of_total(0, 4, "kartu") == ("0", "dari 4", "kartu")


def test_unknowns__need_a_coverage_and_a_gap_or_a_status():
    with pytest.raises(ValueError, match=r"show\.unknowns needs"):
        show.unknowns(None, EXAMPLES["Roadmap"]())
