"""Spoil one thing in a sound plan: the fault stands at its cell, and stops the run or not.

Oracle: the rules of the worksheets as written down for clerks; the sheets are filled in by hand.
"""

import pytest

BLOCKING = [
    # table, row, header, written, what the rule says
    ("strategies", 2, "jenis", "WO", "kode harus diawali WO untuk jenis ini"),
    ("strategies", 2, "faktor", "S-09;O-01", "kode S-09 tidak ada di tabel Faktor SWOT"),
    ("programmes", 3, "nama_pendek", "SATU  pintu", "nama pendek sama dengan PR-01"),
    ("programme_plans", 3, "tahun_mulai", "2027", "lebih lambat dari tahun_selesai"),
    ("programme_plans", 3, "subdimensi", "GOV-1", "GOV-1 (Layanan publik) bagian dari GOV"),
    ("programme_plans", 3, "subdimensi", "ECO-9", "kode ECO-9 tidak ada di daftar sub-dimensi"),
    ("programme_plans", 3, "prasyarat", "PR-02", "PR-02 menjadi prasyarat dirinya sendiri"),
    ("programme_plans", 2, "prasyarat", "PR-03", "prasyarat melingkar: PR-01 → PR-03 → PR-01"),
    ("programme_ratings", 2, "kriteria", "KR-03", "kriteria KR-03 dihitung dari rupiah"),
    ("programme_ratings", 6, "opd", "DISNAKER", "penilai B juga tercatat pada OPD DISKOMINFO"),
    ("criteria", 3, "peran", "dampak", "peran dampak sudah dipakai KR-01"),
    ("criteria_comparisons", 3, "kriteria_b", "KR-01", "sama dengan kriteria_a"),
    ("criteria_comparisons", 4, "tingkat", "3", "harus 1 bila sama penting"),
    ("criteria_comparisons", 6, "unsur", "pakar", "penilai B juga tercatat pada unsur opd"),
    ("criteria_comparisons", 6, "opd", "DISNAKER", "penilai B juga tercatat pada OPD DISKOMINFO"),
    ("quick_win_gates", 2, "gerbang", "G-11", "kode G-11 tidak ada di daftar gerbang"),
    ("quick_wins", 3, "program", "PR-03", "dimensi GOV sudah punya quick win QW-01"),
    ("quick_wins", 3, "program", "PR-01", "program PR-01 sudah menjadi quick win QW-01"),
    ("roadmap", 3, "program", "PR-04", "kode PR-04 tidak ada di tabel Rencana program"),
    ("programme_indicators", 3, "satuan", "jiwa", "harus persen"),
    ("programme_indicators", 3, "tahun_target", "2021", "lebih awal dari tahun_awal"),
    ("commitments", 2, "program", "PR-01;PR-04", "kode PR-04 tidak ada di tabel Rencana program"),
    ("self_evaluation", 2, "nilai", "5", "harus angka 0–4"),
]
NOTES = [
    ("strategies", 2, "faktor", "S-01;W-01", "strategi SO tidak menyebut satu pun peluang"),
    ("strategies", 3, "nama_pendek", "layanan jalur tol", "nama pendek sama dengan SO-01"),
    ("objectives", 3, "target_pendek", "4", "target tanpa indikator"),
    ("objectives", 2, "target_panjang", "50", "di luar kisaran wajar 0 sampai 40 persen"),
    ("programme_plans", 2, "opd_pendukung", "DISKOMINFO", "OPD utama DISKOMINFO juga ditulis"),
    ("programme_plans", 3, "tahun_selesai", "2033", "di luar masa peta jalan 2023–2032"),
    ("criteria_comparisons", 7, "penilai", "C", "penilai C baru mengisi 1 dari 3 pasangan"),
    ("quick_win_gates", 2, "bukti", "", "jawaban ya tanpa bukti"),
    ("roadmap", 2, "tahun", "2024", "di luar waktu program PR-01 (2023–2023)"),
    ("quick_win_progress", 3, "progres_persen", "5", "progres turun tanpa catatan"),
    ("commitments", 2, "tanggal", "", "ditandatangani tanpa tanggal"),
    ("documents", 2, "tanggal", "", "final tanpa tanggal"),
    ("self_evaluation", 2, "bukti", "", "nilai tanpa bukti"),
]


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_read_city__sound_plan_has_nothing_to_say_at_any_stage(folder, stage):
    assert folder.at(stage).read().notes == ()


@pytest.mark.parametrize(("table", "row", "header", "written", "rule"), BLOCKING)
def test_check_plan__one_wrong_cell_stops_the_run(folder, table, row, header, written, rule):
    folder = folder.at(table)
    folder.put(table, row, header, written)
    found = [f for f in folder.blocking() if rule in f.rule and f.place == f"baris {row}"]
    assert len(found) == 1
    assert found[0].file == folder.file(table).name
    assert found[0].fix


@pytest.mark.parametrize(("table", "row", "header", "written", "rule"), NOTES)
def test_check_plan__what_is_doubtful_is_a_note(folder, table, row, header, written, rule):
    folder = folder.at(table)
    folder.put(table, row, header, written)
    (note,) = [n for n in folder.read().notes if rule in n.rule]
    assert (note.file, note.place) == (folder.file(table).name, f"baris {row}")
    assert note.fix


def test_check_plan__computed_measure_stands_once(folder):
    folder.append("criteria", "KR-04,Ongkos,biaya,rupiah,,resmi")
    assert folder.at(2).only_fault().rule == "ukuran rupiah sudah dipakai KR-03"


def test_check_plan__pair_compared_the_other_way_round_is_refused(folder):
    folder.append("criteria_comparisons", "A,,pakar,KR-03,KR-01,b,5,resmi")
    fault = folder.at(2).only_fault()
    assert (fault.place, fault.rule) == (
        "baris 8",
        "pasangan KR-03 dan KR-01 sudah dibandingkan penilai A",
    )


def test_check_plan__two_circles_are_both_named(folder):
    """Oracle: the circles PR-01 → PR-03 and PR-02 → PR-05, drawn by hand; PR-06 only waits."""
    for code, needed in (("PR-05", "PR-02"), ("PR-06", "PR-05")):
        folder.append("programmes", f"{code},Program {code},{code},ECO,,usulan,,2022,Rapat,resmi")
        folder.append("programme_plans", f"{code},,,DISNAKER,,,2024,2025,,,{needed},resmi")
    folder.put("programme_plans", 2, "prasyarat", "PR-03")
    folder.put("programme_plans", 3, "prasyarat", "PR-05")
    assert [fault.rule for fault in folder.at(2).blocking()] == [
        "prasyarat melingkar: PR-01 → PR-03 → PR-01",
        "prasyarat melingkar: PR-02 → PR-05 → PR-02",
    ]


def test_check_plan__explained_fall_of_progress_is_taken(folder):
    folder.put("quick_win_progress", 3, "progres_persen", "5")
    folder.put("quick_win_progress", 3, "catatan", "Rancangan diulang")
    assert folder.at(3).read().notes == ()


def test_check_plan__dimension_of_an_unplanned_programme_takes_no_quick_win(folder):
    folder.append("quick_wins", "QW-03,PR-04,2022,Berita acara,resmi")
    assert folder.at(2).read().notes == ()


def test_check_final__names_only_tables_that_the_final_stage_uses(folder):
    approval = "status: final, approvals: [{role: Ketua Tim Pelaksana, date: 2022-07-01}]"
    folder.replace("city.yml", "cut_off: 2022-12-31", approval)
    for name in ("usg_ratings", "swot_ratings", "readiness", "ict_staff", "ict_budget"):
        folder.replace(folder.file(name).name, "contoh", "resmi")
    folder.put("activities", 2, "status_data", "contoh")
    assert folder.at(4).read().sample_tables == ("activities",)


@pytest.mark.parametrize("header", ["objective", "prerequisites"])
def test_check_plan__empty_tables_raise_nothing(folder, header):
    for table in ("objectives", "programmes", "programme_plans", "criteria", "quick_wins"):
        folder.write(table, folder.rows(table)[:1])
    for table in ("roadmap", "quick_win_gates", "programme_ratings", "commitments"):
        folder.write(table, folder.rows(table)[:1])
    city = folder.at(4).read()
    assert header in city.programme_plans and len(city.programme_plans) == 0
