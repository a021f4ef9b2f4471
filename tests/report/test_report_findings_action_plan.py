"""The action plan in words.

Oracle: the hand sheet of `results_action_plan`; every sentence typed in.
"""

from __future__ import annotations

import pandas as pd
from results_action_plan import advanced, carded, checked_plan, explained, sheets, summed_up

from smartcity_analysis.analysis import action_plan
from smartcity_analysis.report import findings

NOTHING = pd.DataFrame()


def test_cards__how_many_are_full_and_what_is_blank():
    found = findings.of(carded())
    assert found.claim == "1 dari 3 kartu program lengkap"
    assert found.detail.startswith(
        "3 OPD memimpin; biaya yang sudah dihitung Rp800,0 juta. "
        "1 program belum dihitung biayanya. "
        "Yang paling sering kosong: masalah yang dijawab (2 kartu), "
    )


def only(code, **changed):
    plans = sheets()["plans"]
    return carded(plans=plans[plans["programme"] == code], **changed)


def test_cards__all_none_and_no_cards_at_all():
    assert findings.of(only("PR-01")).claim == "Semua 1 kartu program lengkap"
    third = findings.of(only("PR-03"))
    assert third.claim == "1 kartu program; belum satu pun lengkap"
    assert third.detail.startswith("1 OPD memimpin; biaya belum dihitung.")
    assert findings.of(only("PR-77")).claim == "Belum ada program yang masuk rencana"


def test_quick_wins__progress_falls_and_gaps():
    found = findings.of(advanced())
    assert found.claim == "1 dari 2 quick win sudah berjalan"
    assert found.detail == (
        "E-Kelurahan: 60%, menurut catatan 1 November 2022. "
        "Belum dicatat kemajuannya: Job Cafe. "
        "Kemajuan pernah turun: E-Kelurahan. "
        "Belum ada quick win untuk Smart Branding, Smart Living, Smart Society, dan "
        "Smart Environment."
    )


def test_quick_wins__first_and_last():
    progress = sheets()["progress"].assign(
        quick_win=["QW-01", "QW-02", "QW-02"], state="building", launch=pd.NaT
    )
    found = findings.of(advanced(progress=progress))
    assert found.claim == "2 dari 2 quick win sedang disiapkan; belum ada yang berjalan"
    assert found.detail.startswith(
        "Paling maju E-Kelurahan (60%), paling belakang Job Cafe (40%), "
        "menurut catatan sampai 1 November 2022."
    )


def test_quick_wins__nothing_recorded():
    assert findings.of(advanced(progress=NOTHING)).claim == "Kemajuan 2 quick win belum dicatat"
    none = sheets()["quick_wins"].iloc[:0]
    assert findings.of(advanced(quick_wins=none)).claim == "Belum ada quick win yang ditetapkan"


def test_quick_wins__late_ones_are_named():
    progress = sheets()["progress"].assign(state="building", launch=pd.Timestamp(2022, 9, 1))
    assert (
        "Lewat tanggal peluncuran: E-Kelurahan." in findings.of(advanced(progress=progress)).detail
    )


def test_checks__passed_failed_and_what_fails_most():
    found = findings.of(checked_plan())
    assert found.claim == "3 dari 18 pemeriksaan lolos"
    assert found.detail == (
        "17 baris perlu dibenahi, terbanyak pada: prasyarat selesai lebih dulu (2)."
    )


def test_checks__all_passed():
    """Oracle: PR-01 alone has nothing to mend."""
    whole = sheets()
    plans = whole["plans"][whole["plans"]["programme"] == "PR-01"]
    made = action_plan.checks(
        carded(plans=plans),
        whole["roadmap"],
        whole["programme_indicators"],
        first_year=2023,
        last_year=2032,
    )
    found = findings.of(made)
    assert found.claim == "Semua 15 pemeriksaan lolos"
    assert found.detail == (
        "Waktu, uang, ukuran, dan urutan program saling cocok. 3 pemeriksaan belum ada isinya."
    )


def test_checks__nothing_to_check():
    made = action_plan.checks(only("PR-77"), NOTHING, NOTHING, first_year=2023, last_year=2032)
    assert findings.of(made).claim == "Belum ada yang dapat diperiksa"


def test_dictionary__how_many_are_explained():
    found = findings.of(explained())
    assert found.claim == "1 dari 5 indikator dijelaskan lengkap"
    assert found.detail.endswith(
        "2 indikator dari kamus kota, 3 dari program sendiri. "
        "Yang kosong: arti (3), frekuensi (2), sumber (1), dan produsen data (1)."
    )


def test_dimensions__name_those_without_a_programme():
    found = findings.of(summed_up())
    assert found.claim == "Belum ada program untuk Smart Branding dan 2 lainnya"
    assert found.detail == (
        "Terbanyak pada Smart Governance (1 program). "
        "Biaya terbesar pada Smart Economy (Rp500,0 juta). "
        "1 program belum dihitung biayanya dan tidak ikut dijumlahkan."
    )


def test_dimensions__funded_share_once_all_have_programmes():
    """Oracle: six programmes of 100, half under a ceiling."""
    codes = [f"PR-{n}" for n in range(6)]
    plan = pd.DataFrame(
        {
            "programme": codes,
            "dimension": ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"],
            "cost_rupiah": 100,
            "ceiling_rupiah": [100, 100, 100, None, None, None],
        }
    )
    none = {"objectives": NOTHING, "issues": NOTHING}
    made = action_plan.cards(plan, plan, NOTHING, NOTHING, NOTHING, plan, **none)
    found = findings.of(action_plan.dimensions(made, NOTHING))
    assert found.claim == "Semua dimensi punya program; 50% biayanya sudah punya pagu"
    free = action_plan.cards(
        *(plan, plan.drop(columns="cost_rupiah"), NOTHING, NOTHING, NOTHING, NOTHING), **none
    )
    found = findings.of(action_plan.dimensions(free, NOTHING))
    assert found.claim == "Semua dimensi punya program"
