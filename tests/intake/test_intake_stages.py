"""Each stage reads its own tables and those before it; decisions change the plan from their stage.

Oracle: the hand-written sheets of the small city, before and after, read by eye.
"""

import dataclasses

import pytest
from openpyxl import Workbook

from smartcity_analysis.intake.settings import read_profile
from smartcity_analysis.intake.tables import of_stage, tables

EARLY = {name for name, spec in tables().items() if spec.stage == 1}


def decide(folder, *lines):
    header = folder.rows("plan_changes")[0]
    folder.write("plan_changes", [header, *(line.split(",") for line in lines)])


# ---- What a stage reads -------------------------------------------------------------------------


def test_read_city__holds_the_tables_up_to_its_stage(folder):
    assert set(folder.read().tables) == EARLY
    assert set(folder.at(2).read().tables) == EARLY | set(of_stage(2))
    assert set(folder.at(4).read().tables) == set(tables())
    assert folder.at(2).read().keys["criteria_comparisons"] == (
        "rater",
        "criterion_a",
        "criterion_b",
    )


def test_read_city__says_of_which_stage_a_later_table_is(folder):
    city = folder.at(2).read()
    with pytest.raises(AttributeError, match="belongs to stage 3; this City was loaded for stage"):
        _ = city.activities
    with pytest.raises(ValueError, match="Load it with stage=4"):
        city.table("documents")
    assert "programmes" in dir(city)
    assert "documents" not in dir(city)


@pytest.mark.parametrize("stage", [0, 5, "2"])
def test_read_city__no_stage_is_a_code_error(folder, stage):
    with pytest.raises(ValueError, match="'stage' parameter of read_city must be one of"):
        folder.read(stage=stage)


@pytest.mark.parametrize("written", ["rusak", "KG-001;PR-99", ""])
def test_read_city__nothing_in_a_later_file_changes_an_earlier_stage(folder, written):
    early = {stage: folder.at(stage).read() for stage in (1, 2)}
    folder.file("activities").write_text(written, encoding="utf-8")
    (folder.path / "kegiatan.ods").write_bytes(b"")
    (folder.path / "komitmen.xlsx").write_bytes(b"bukan buku kerja")
    for stage, before in early.items():
        after = folder.at(stage).read()
        assert (after.inputs, after.fingerprint) == (before.inputs, before.fingerprint)
        assert (after.notes, after.sample_tables) == (before.notes, before.sample_tables)
    assert {fault.file for fault in folder.at(4).blocking()} >= {"komitmen.xlsx"}


def test_read_city__sheets_of_later_stages_are_passed_over(folder):
    before = folder.read()
    (folder.path / "opd").mkdir()
    _workbook(folder.path / "opd" / "DISNAKER.xlsx", {"Kegiatan": ["apa saja"]})
    assert folder.read().inputs == before.inputs
    _workbook(
        folder.path / "opd" / "DISNAKER.xlsx",
        {"Kegiatan": ["apa saja"], "SDM TIK": [c.header for c in _columns("ict_staff")]},
    )
    after = folder.read()
    assert {file.name for file in after.inputs} - {file.name for file in before.inputs} == {
        "opd/DISNAKER.xlsx"
    }
    assert after.notes == ()


def test_read_city__unknown_sheet_is_told_at_every_stage(folder):
    (folder.path / "opd").mkdir()
    _workbook(folder.path / "opd" / "DISNAKER.xlsx", {"Kegiatn": ["a"], "Kegiatan": ["b"]})
    (note,) = folder.read().notes
    assert (note.sheet, note.fix) == ("Kegiatn", 'Maksud Anda "Kegiatan"?')


def test_read_city__correction_of_a_later_table_waits_for_its_stage(folder):
    correction = """\
- table: kegiatan
  key: {kegiatan: KG-001}
  column: triwulan
  from: 1
  to: 2
  reason: Disepakati
  by: Sekretaris Tim Pelaksana
  date: 2022-11-01
"""
    (folder.path / "corrections.yml").write_text(correction, encoding="utf-8")
    assert folder.read().corrections == ()
    city = folder.at(3).read()
    assert [c.table for c in city.corrections] == ["activities"]
    assert city.activities["quarter"].tolist() == [2, 2]


# ---- The cut-off --------------------------------------------------------------------------------


def test_leave_out__a_late_programme_takes_along_what_hangs_on_it(folder):
    folder.put("programmes", 2, "tahun", "2023")
    city = folder.at(4).read()
    assert city.left_out[["table", "key"]].to_dict("list") == {
        "table": ["indicators", "swot_factors", "programmes"],
        "key": ["3376 · tpt · 2023", "O-02", "PR-01"],
    }
    assert city.programme_plans["programme"].tolist() == ["PR-02", "PR-03"]
    assert city.programme_plans["prerequisites"].tolist() == [(), ()]
    assert set(city.programme_ratings["programme"]) == {"PR-02", "PR-03"}
    assert set(city.quick_win_gates["programme"]) == {"PR-02", "PR-03"}
    assert set(city.roadmap["programme"]) == {"PR-02", "PR-03"}
    assert city.quick_wins["quick_win"].tolist() == ["QW-02"]
    assert city.quick_win_progress["quick_win"].tolist() == ["QW-02"]
    assert city.action_plans["programme"].tolist() == ["PR-02"]
    assert city.activities["activity"].tolist() == ["KG-002"]
    assert city.commitments["programmes"].tolist() == [("PR-03",), ("PR-02",)]


def test_leave_out__a_late_issue_and_factor_only_lose_their_links(folder):
    folder.put("issues", 3, "tahun", "2023")
    folder.put("strategies", 2, "faktor", "S-01;O-01;O-02")
    folder.append("strategy_ratings", "SO-01,O-02,3,resmi")
    city = folder.at(3).read()
    assert city.objectives["issues"].tolist() == [("I-01",), ()]
    assert city.action_plans["issue"].isna().tolist() == [True, False]
    assert city.strategies["factors"].iloc[0] == ("S-01", "O-01")
    assert "O-02" not in set(city.strategy_ratings["factor"])


def test_leave_out__years_of_the_plan_and_dated_records_stay(folder):
    folder.put("commitments", 2, "tanggal", "2023-02-01")
    folder.put("documents", 2, "tanggal", "2023-02-01")
    city = folder.at(4).read()
    assert city.roadmap["year"].tolist() == [2023, 2024, 2025, 2023]
    assert (len(city.commitments), len(city.documents)) == (2, 2)


# ---- Decisions about the plan -------------------------------------------------------------------


def test_apply_changes__moves_hold_from_their_stage_on(folder):
    assert folder.at(2).read().programme_plans["end_year"].tolist() == [2023, 2026, 2025]
    assert len(folder.at(2).read().plan_changes) == 0
    assert folder.at(3).read().programme_plans["end_year"].tolist() == [2023, 2026, 2026]
    assert folder.at(4).read().plan_changes["programme"].tolist() == ["PR-03"]


def test_apply_changes__budget_lines_move_with_the_start(folder):
    """Oracle: by hand; PR-02 starts in 2025 instead of 2024, so 2024 and 2025 become 2025, 2026."""
    decide(folder, "PR-02,3,digeser,2025,2027,Menunggu server,,,resmi")
    assert folder.at(2).read().roadmap["year"].tolist() == [2023, 2024, 2025, 2023]
    city = folder.at(3).read()
    assert city.roadmap["year"].tolist() == [2023, 2025, 2026, 2023]
    assert city.programme_plans["start_year"].tolist() == [2023, 2025, 2023]
    assert city.notes == ()


def test_apply_changes__activities_know_the_moves_of_their_own_stage(folder):
    for stage, year in ((3, 2023), (4, 2024)):
        decide(folder, f"PR-03,{stage},digeser,2024,2026,Menunggu server,,,resmi")
        assert folder.at(4).read().activities["year"].tolist() == [2023, year]


def test_apply_changes__a_dropped_programme_leaves_all_but_the_long_list(folder):
    decide(folder, "PR-03,3,dihapus,,,Digabung ke pusat data,,,resmi")
    folder.put("commitments", 2, "program", "PR-01")
    before, city = folder.at(2).read(), folder.at(4).read()
    assert before.programme_plans["programme"].tolist() == ["PR-01", "PR-02", "PR-03"]
    assert city.programme_plans["programme"].tolist() == ["PR-01", "PR-02"]
    assert "PR-03" in set(city.programmes["programme"])
    for name in ("roadmap", "quick_win_gates", "programme_ratings", "activities"):
        assert "PR-03" not in set(city.table(name)["programme"])
    assert city.plan_changes["change"].tolist() == ["dropped"]


def test_apply_changes__a_dropped_quick_win_or_promise_stops_the_run(folder):
    decide(folder, "PR-01,3,dihapus,,,Dananya dialihkan,,,resmi")
    assert folder.at(2).read().quick_wins["programme"].tolist() == ["PR-01", "PR-02"]
    found = {(f.file, f.column, f.value, f.rule) for f in folder.at(4).blocking()}
    rule = "program PR-01 sudah dihapus dari rencana sejak tahap 3"
    assert found == {
        ("quick_win.csv", "program", "PR-01", rule),
        ("komitmen.csv", "program", "PR-01", rule),
    }


def test_apply_changes__an_added_programme_is_not_there_before(folder):
    decide(folder, "PR-01,4,ditambah,,,Usulan Dewan,,,resmi")
    before, after = folder.at(3).read(), folder.at(4).read()
    assert before.programme_plans["programme"].tolist() == ["PR-02", "PR-03"]
    assert before.quick_wins["quick_win"].tolist() == ["QW-02"]
    assert before.quick_win_progress["quick_win"].tolist() == ["QW-02"]
    assert len(before.plan_changes) == 0
    assert after.programme_plans["programme"].tolist() == ["PR-01", "PR-02", "PR-03"]
    assert after.quick_wins["quick_win"].tolist() == ["QW-01", "QW-02"]


def test_apply_changes__dropped_and_added_again_counts_by_stage(folder):
    decide(
        folder,
        "PR-03,3,dihapus,,,Dananya belum ada,,,resmi",
        "PR-03,4,ditambah,,,Dananya ada,,,resmi",
    )
    planned = {s: len(folder.at(s).read().programme_plans) for s in (2, 3, 4)}
    assert planned == {2: 3, 3: 2, 4: 3}


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (["PR-03,2,digeser,,,Lupa,,,resmi"], "program digeser tanpa tahun yang baru"),
        (["PR-03,2,digeser,2027,,Lupa,,,resmi"], "tahun mulai lebih lambat dari tahun selesai"),
        (
            ["PR-03,2,dihapus,,,Satu,,,resmi", "PR-03,2,ditambah,,,Dua,,,resmi"],
            "program ditambah dan dihapus pada tahap yang sama",
        ),
    ],
)
def test_apply_changes__decisions_that_make_no_sense_stop_the_run(folder, lines, rule):
    decide(folder, *lines)
    assert rule in folder.at(2).only_fault().rule


def test_apply_changes__what_a_decision_leaves_open_is_noted(folder):
    decide(
        folder,
        "PR-04,2,dihapus,,,Tidak jadi,,,resmi",
        "PR-01,3,dihapus,,,Dananya dialihkan,,,resmi",
    )
    for table in ("quick_wins", "quick_win_progress", "commitments"):
        folder.write(table, [row for row in folder.rows(table) if "1" not in row[0]])
    rules = [note.rule for note in folder.at(4).read().notes]
    assert rules == [
        "program PR-04 tidak ada di tabel Rencana program",
        "prasyarat PR-01 tidak lagi ada di rencana; kaitannya dilepas",
    ]


# ---- The conventions ----------------------------------------------------------------------------


def test_arguments__of_the_plan_are_those_of_city_yml(folder):
    """Oracle: the defaults as designed, typed in; the horizon of the fixture."""
    folder.replace("city.yml", "settings:", "settings:\n  quick_win: {budget_rupiah: 900000000}")
    city = folder.read()
    horizon = {"first_year": 2023, "last_year": 2032, "short_years": 1, "medium_years": 5}
    expected = {
        "similar": {"similar_from": 0.5},
        "ahp": {"random_index": "classic", "threshold": 0.10},
        "gates": {"mandatory": ("G-01", "G-02", "G-03", "G-08")},
        "quick_wins": {"budget": 900_000_000, "budget_sample": False},
        "roadmap": {**horizon, "agency_load": 4},
        "horizon": horizon,
        "cut": {"share": 0.2},
        "evaluation": {
            "weights": {"baseline": 10, "output": 20, "outcome": 30, "impact": 20, "quick_win": 20}
        },
        "robust": {"draws": 2000, "seed": 0},
        "status": {"min_submitted": 0.5, "min_raters": 2},
    }
    assert {name: city.arguments(name) for name in expected} == expected


def test_read_profile__twice_named_gate_is_refused(folder):
    folder.replace("city.yml", "settings:", "settings:\n  quick_win: {mandatory: [G-01, G-01]}")
    _, (fault,) = read_profile((folder.path / "city.yml").read_bytes())
    assert fault.rule == "isi ditulis dua kali: G-01"


def test_city__is_frozen(folder):
    with pytest.raises(dataclasses.FrozenInstanceError):
        folder.read().stage = 2


def _workbook(path, sheets):
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, header in sheets.items():
        book.create_sheet(title).append(header)
    book.save(path)


def _columns(table):
    return tables()[table].columns.values()
