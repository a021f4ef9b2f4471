"""What the long list, the gates and the choice of quick wins say.

Oracle: the sheet of six ideas by hand (tests/results_quick_win.py).
"""

from __future__ import annotations

import pandas as pd
import pytest
from results_quick_win import (
    HORIZON,
    alike,
    answers,
    asked,
    chosen,
    criteria,
    ideas,
    listed,
    nothing,
    plans,
    problem,
    unranked,
)

from smartcity_analysis.analysis import plan, quick_win
from smartcity_analysis.reference import dimensions
from smartcity_analysis.report import findings

EMPTY = pd.DataFrame()


def said(result):
    return str(findings.of(result))


def test_programmes__count_what_is_planned_and_name_gaps():
    assert said(listed()) == (
        "5 dari 6 program masuk rencana; 15 sub-dimensi kosong. Sub-dimensi yang masih kosong: "
        "Tata kelola birokrasi, Kebijakan publik, Branding pariwisata, dan 12 lainnya. Yang sudah "
        "berbiaya berjumlah Rp800,0 juta; 1 program belum dihitung biayanya."
    )


def test_programmes__claim_a_full_list_only_when_it_is_full():
    parts = [part.code for dimension in dimensions() for part in dimension.subdimensions]
    codes = [f"PR-{n:02}" for n in range(18)]
    every = pd.DataFrame({"programme": codes, "subdimension": parts, "cost_rupiah": 1})
    long_list = pd.DataFrame({"programme": codes, "short_name": codes, "dimension": "GOV"})
    full = plan.programmes(long_list, every.assign(start_year=2023, end_year=2023), **HORIZON)
    assert said(full) == (
        "18 dari 18 program masuk rencana, semua sub-dimensi terisi. "
        "Yang sudah berbiaya berjumlah Rp18."
    )


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (EMPTY, "Belum ada program yang didaftarkan."),
        (ideas(), "6 program terdaftar, belum ada yang masuk rencana."),
    ],
)
def test_programmes__degrade_without_a_plan(given, claim):
    assert said(plan.programmes(given, EMPTY, **HORIZON)) == claim


def test_programmes__tell_how_many_are_made_up():
    made_up = ideas().assign(status=["sample", *["official"] * 5])
    result = plan.programmes(made_up, plans(), **HORIZON)
    assert "1 program rencana hanyalah contoh rekaan." in findings.of(result).detail


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Energi"], "Belum ada gagasan untuk dibandingkan."),
        (
            ["Energi", "Kesehatan"],
            (
                "Tidak ada gagasan yang tampak kembar. "
                "2 gagasan dibandingkan menurut ejaan nama dan uraiannya."
            ),
        ),
    ],
)
def test_similar__degrades(names, text):
    frame = pd.DataFrame({"programme": names, "name": names})
    assert said(plan.similar(frame, similar_from=0.5)) == text


def test_similar__leaves_the_decision_to_people():
    assert said(alike()) == (
        "1 kelompok gagasan mungkin sama. Kemiripan ini hanya soal ejaan nama dan uraian. "
        "Orang yang memutuskan apakah digabung."
    )


def test_unranked__names_the_blank_that_stands_most_often():
    assert said(unranked()) == (
        "1 dari 5 program rencana belum dapat diperingkat. "
        "Nilai yang paling sering kosong: Biaya (1 program). Kosong tidak dihitung nol."
    )


def test_unranked__degrades():
    given = {"criteria": criteria(), "objectives": EMPTY}
    none = plan.programmes(EMPTY, EMPTY, **HORIZON)
    assert said(plan.unranked(none, EMPTY, **given)) == (
        "Belum ada program rencana untuk diperingkat."
    )
    assert said(plan.unranked(listed(), EMPTY, **{**given, "criteria": EMPTY})) == (
        "Program rencana belum dapat diperingkat. Belum ada kriteria; isi lembar Kriteria."
    )
    money = criteria().tail(1)
    priced = plan.programmes(ideas(), plans().head(2), **HORIZON)
    assert said(plan.unranked(priced, EMPTY, **{**given, "criteria": money})) == (
        "Semua program rencana dapat diperingkat."
    )


@pytest.mark.parametrize(
    ("step", "claim"),
    [
        ("weights", "Bobot kriteria belum dapat dihitung"),
        ("ranking", "Peringkat program belum dapat dihitung"),
        ("scores", "Skor program belum dapat dihitung"),
        ("robustness", "Kekokohan peringkat belum dapat dihitung"),
        ("stability", "Kelonggaran bobot belum dapat dihitung"),
        ("smaller_budget", "Akibat anggaran yang lebih kecil belum dapat dihitung"),
    ],
)
def test_no_ranking__says_what_is_missing_and_why(step, claim):
    assert said(nothing().of(step)) == f"{claim}. Belum ada kriteria; isi lembar Kriteria."


def test_no_ranking__counts_what_is_complete():
    one = plan.programmes(ideas(), plans().head(1), **HORIZON)
    money = criteria().tail(1)
    given = {"criteria": money, "objectives": EMPTY, "weights": plan.weigh(money, EMPTY)}
    assert findings.of(plan.ranking(one, EMPTY, **given)).detail == (
        "Baru 1 dari 1 program rencana yang lengkap nilainya; perlu sedikitnya dua."
    )


def test_weigh__names_a_block_that_is_left_out_in_the_language_of_the_page():
    """Oracle: the academic contradicts himself: a over b over c over a."""
    pairs = [("KR-01", "KR-02"), ("KR-01", "KR-03"), ("KR-02", "KR-03")]
    equal, round_about = ("equal",) * 3, ("a", "b", "a")
    rows = [
        (rater, block, a, b, preferred, 9)
        for rater, block, stated in (("A", "government", equal), ("B", "academia", round_about))
        for (a, b), preferred in zip(pairs, stated, strict=True)
    ]
    names = ["rater", "block", "criterion_a", "criterion_b", "preferred", "intensity"]
    sheet = pd.DataFrame(rows, columns=names)
    found = findings.of(plan.weigh(criteria(), sheet))
    assert "Tidak ada penilai dari akademisi" in found.detail


def test_gates__unknown_is_not_no():
    assert said(asked()) == (
        "3 dari 5 calon lolos semua gerbang wajib. 1 calon belum jelas karena ada gerbang wajib "
        "yang belum terjawab: belum tahu bukan berarti tidak, jadi tanyakan dulu. "
        "1 gugur: Dagang. Rencananya lebih dari satu tahun kalender: Dagang."
    )


def test_gates__degrade():
    assert said(quick_win.gates(listed(), EMPTY, mandatory=["G-01"])) == (
        "Belum ada calon yang melewati gerbang. Isi lembar Gerbang quick win."
    )
    refused = asked(given=answers().assign(answer="no"))
    assert findings.of(refused).claim == "Belum satu pun dari 5 calon lolos gerbang wajib"


def test_impact_effort__counts_the_corners():
    assert said(quick_win.impact_effort(problem(), criteria())) == (
        "2 dari 4 program berdampak besar dengan upaya kecil. Sisanya: 0 proyek besar (dampak dan "
        "upaya besar), 1 pengisi (dampak dan upaya kecil), 1 perlu ditinjau ulang. "
        "Tepat di garis batas: Antre dan Berkas."
    )


def test_impact_effort__degrades():
    assert said(quick_win.impact_effort(nothing(), criteria())) == (
        "Dampak dan upaya belum dapat dibandingkan. Peringkat program belum ada."
    )
    assert said(quick_win.impact_effort(problem(), EMPTY)) == (
        "Dampak dan upaya belum dapat dibandingkan. "
        "Lembar Kriteria belum menunjuk kriteria dampak dan kriteria upaya."
    )


def test_quick_wins__price_gaps_money_and_open_gates():
    assert said(chosen()) == (
        "2 quick win terpilih seharga Rp300,0 juta; 1 sama dengan pilihan resmi. "
        "Tanpa calon yang memenuhi syarat: Smart Branding, Smart Living, Smart Society, dan Smart "
        "Environment. Anggaran Rp300,0 juta, sisa Rp0. Gerbang wajib belum terjawab semua: Cafe."
    )


def test_quick_wins__say_which_inputs_are_made_up():
    assert findings.of(chosen("sample", budget_sample=True)).detail.endswith(
        "Masukan contoh: penilaian, biaya, jawaban gerbang, dan anggaran. "
        "Jadi pilihan ini, dan bedanya dengan pilihan resmi, hanyalah peragaan."
    )


def test_quick_wins__without_a_budget_and_without_official_ones():
    found = findings.of(chosen(budget=None, official=None))
    assert found.claim == "2 quick win terpilih seharga Rp300,0 juta"
    assert "Batas anggaran belum ditetapkan." in found.detail


def test_quick_wins__name_dimensions_without_money():
    assert "tetapi anggarannya tidak cukup: Smart Economy." in said(chosen(budget=150_000_000))
    assert said(chosen(budget=0)) == (
        "Belum ada quick win yang dapat dipilih. "
        "Ada calon, tetapi anggarannya tidak cukup: Smart Governance dan Smart Economy."
    )


def test_quick_wins__degrade_without_a_ranking():
    assert said(chosen(problem=nothing())) == (
        "Belum ada quick win yang dapat dipilih. "
        "Perlu calon yang punya peringkat, biaya, dan lolos gerbang wajib."
    )
