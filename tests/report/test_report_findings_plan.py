"""What objectives, chain, alignment and changes say, and how they say less when there is less."""

from __future__ import annotations

import pandas as pd
import pytest
from results_plan import HORIZON, KEYS, aimed, aligned, changed, frozen, gap, sheets, traced

from smartcity_analysis.analysis import plan
from smartcity_analysis.report import findings


def without(*names):
    """The example's sheets without some of them."""
    return {name: frame for name, frame in sheets().items() if name not in names}


def test_objectives__count_what_can_be_measured_and_name_the_rest():
    found = findings.of(aimed())
    assert found.claim == "1 dari 2 sasaran punya nilai awal dan target"
    assert found.detail == "Target menjauh dari arah baik: Air minum layak."


def test_objectives__all_measured():
    found = findings.of(plan.objectives(sheets()["objectives"].head(1), gap(), **HORIZON))
    assert found.claim == "Semua 1 sasaran punya nilai awal dan target"


def test_objectives__none_handed_in():
    empty = plan.objectives(sheets()["objectives"].head(0), gap(), **HORIZON)
    assert str(findings.of(empty)) == "Belum ada sasaran yang tercatat."


def test_chain__counts_links_and_loose_ends():
    """Oracle: by hand, 11 of 18 rows linked, 7 orphans and 8 that nothing takes up."""
    found = findings.of(traced())
    assert found.claim == "1 dari 2 program terhubung sampai ke bukti"
    assert found.detail == "11 dari 18 baris menyebut induknya; 15 hal belum tersambung."


def test_chain__without_plans_boasts_of_nothing():
    found = findings.of(plan.trace({}, stage=2))
    assert found.claim == "Belum ada program yang dapat ditelusuri ke buktinya"
    assert found.detail == "Tidak ada sambungan yang dapat diperiksa."


def test_alignment__names_priorities_that_nobody_serves():
    found = findings.of(aligned())
    assert found.claim == "1 dari 2 prioritas belum dilayani program"
    assert found.detail == (
        "Belum dilayani: Memperbaiki tata kelola. "
        "1 dari 2 program tidak melayani satu pun prioritas."
    )


@pytest.mark.parametrize(
    ("empty", "claim"),
    [
        ("priorities", "Belum ada prioritas pembangunan yang tercatat"),
        ("programme_plans", "Belum ada program yang dapat diselaraskan"),
    ],
)
def test_alignment__says_what_is_missing(empty, claim):
    tables = sheets()
    tables[empty] = tables[empty].head(0)
    named = ("programme_plans", "programmes", "objectives", "priorities")
    assert findings.of(plan.alignment(*(tables[name] for name in named))).claim == claim


def test_changes__count_programmes_by_kind_and_name_the_unexplained():
    found = findings.of(changed())
    assert found.claim == "2 program berubah sejak tahap 2: 1 dihapus, 1 digeser"
    assert found.detail == (
        "5 baris pada 2 lembar kerja dibandingkan. "
        "Di luar rencana program, 1 baris berubah pada Program. "
        "1 baris lain ikut dengan program yang ditambah, dihapus, atau digeser. "
        "Tanpa alasan tercatat: PR-04."
    )


def test_changes__a_title_holds_no_more_than_three_kinds():
    old = pd.DataFrame({"programme": ["A", "B", "C"], "start_year": ["1", "2", "3"], "note": ""})
    now = pd.DataFrame(
        {"programme": ["B", "C", "D"], "start_year": [9, 3, 4], "note": ["", "x", ""]}
    )
    tables = {"programme_plans": old}, {"programme_plans": now}
    found = findings.of(plan.changes(*tables, keys=KEYS, since=3))
    assert found.claim == "4 program berubah sejak tahap 3"
    assert "Perubahannya: 1 ditambah, 1 dihapus, 1 digeser, dan 1 diubah." in found.detail


def test_changes__none():
    same = plan.changes(frozen(), frozen(), keys=KEYS, since=1)
    assert findings.of(same).claim == "Tidak ada masukan yang berubah sejak tahap 1"


def test_changes__nothing_to_compare_is_not_the_same_as_no_change():
    found = findings.of(plan.changes({}, sheets(), keys=KEYS, since=1))
    assert found.claim == "Belum ada masukan tahap 1 yang dapat dibandingkan"


def test_changes__outside_the_plan_only():
    old, now = frozen(), frozen()
    now["programmes"].loc[0, "short_name"] = "E-Kel"
    found = findings.of(plan.changes(old, now, keys=KEYS, since=1))
    assert found.claim == "1 baris masukan berubah sejak tahap 1"


def test_history__counts_by_stage():
    found = findings.of(plan.history(changed(1), changed(2), changed(3)))
    assert found.claim == "2 perubahan rencana program sejak tahap 1"
    assert found.detail == (
        "Menurut tahap yang pertama memakainya: tahap 4: 2. "
        "Di luar rencana program, 1 baris berubah pada Program. "
        "1 baris lain ikut dengan program yang ditambah, dihapus, atau digeser."
    )


def test_history__of_other_worksheets_only():
    old, now = frozen(), frozen()
    now["programmes"].loc[0, "short_name"] = "E-Kel"
    found = findings.of(plan.history(plan.changes(old, now, keys=KEYS, since=1), stage=2))
    assert found.claim == "1 baris masukan berubah sejak tahap 1"


def test_history__none():
    same = plan.changes(frozen(), frozen(), keys=KEYS, since=2)
    assert findings.of(plan.history(same)).claim == "Tidak ada masukan yang berubah sejak tahap 2"
