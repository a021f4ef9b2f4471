"""The command as its users type it.

Oracle: exit codes and words promised by the issue.
"""

from __future__ import annotations

import openpyxl
import pytest
from stubs import write_stub, write_stubs
from typer.testing import CliRunner
from worksheets import edit

from smartcity_analysis.cli import app

CITY = ["kota-tegal", "2022"]


@pytest.fixture
def smartcity(project):
    def run(*arguments):
        return CliRunner().invoke(app, [*arguments, "--root", str(project)])

    return run


def test_help__names_every_command():
    shown = CliRunner().invoke(app, ["--help"]).output
    for command in ("run", "check", "lab", "worksheet"):
        assert command in shown


def test_check__passes_on_kota_tegal(smartcity):
    result = smartcity("check", *CITY)
    assert result.exit_code == 0
    assert "Tidak ada kesalahan yang menghalangi." in result.output


def test_check__lists_every_fault_and_exits_with_one(smartcity, project):
    path = project / "data" / "raw" / "kota-tegal" / "2022" / "swot_ratings.csv"
    edit(path, 6, rating="5")
    result = smartcity("check", *CITY)
    assert result.exit_code == 1
    assert "baris 7" in result.output
    assert "swot_ratings.csv" in result.output
    assert "1–4" in result.output


def test_check__reads_every_stage_unless_told_otherwise(smartcity, project):
    path = project / "data" / "raw" / "kota-tegal" / "2022" / "kegiatan.csv"
    path.write_text("kegiatan,program,tahun,triwulan,uraian,status_data\nKG-1,,2023,5,x,contoh\n")
    late, early = smartcity("check", *CITY), smartcity("check", *CITY, "--stage", "2")
    assert late.exit_code == 1
    assert "kegiatan.csv" in late.output
    assert early.exit_code == 0
    assert "kegiatan.csv" not in early.output
    assert smartcity("check", *CITY, "--stage", "5").exit_code == 2


def test_run__of_an_unknown_city_says_which_there_are(smartcity):
    result = smartcity("run", "kota-tegl", "2022")
    assert result.exit_code == 1
    assert "kota-tegal" in result.output


def test_run__prints_where_the_page_and_the_index_lie(smartcity, project):
    result = smartcity("run", *CITY, "--stage", "1")
    assert result.exit_code == 0, result.output
    assert str(project / "reports" / "kota-tegal" / "2022" / "tahap_1.html") in result.output
    assert str(project / "reports" / "index.html") in result.output


def test_run__tells_each_stages_status_and_stops_at_the_first_failure(smartcity, project):
    write_stubs(project)
    write_stub(project, 2, extra="\n1 / 0")
    result = smartcity("run", *CITY)
    page = project / "reports" / "kota-tegal" / "2022" / "tahap_1.html"
    assert result.exit_code == 1
    assert f"Tahap 1: BELUM SIAP · {page}" in result.output
    assert "ZeroDivisionError" in result.output
    assert "Tahap 3" not in result.output


def test_run__succeeds_with_a_stage_that_is_not_ready_and_tells_what_is_old(smartcity, project):
    write_stubs(project)
    assert smartcity("run", *CITY, "--stage", "1").exit_code == 0
    edit(project / "data" / "raw" / "kota-tegal" / "2022" / "issues.csv", 1, nama_pendek="Lain")
    result = smartcity("run", *CITY, "--stage", "2")
    assert result.exit_code == 0, result.output
    assert "Tahap 1 belum memuat perubahan terakhir (issues.csv)" in result.output
    assert "smartcity run kota-tegal 2022 --stage 1" in result.output


def test_run__of_a_later_stage_names_the_command_that_comes_first(smartcity, project):
    write_stubs(project)
    result = smartcity("run", *CITY, "--stage", "3")
    assert result.exit_code == 1
    assert "smartcity run kota-tegal 2022 --stage 1" in result.output


@pytest.mark.parametrize("asked", [("--stage", "3", "--refreeze", "x"), ("--refreeze", "x")])
def test_run__freezes_anew_on_the_last_stage_only(smartcity, asked):
    result = smartcity("run", *CITY, *asked)
    assert result.exit_code == 2
    assert "--stage 4" in result.output


def test_run__refuses_a_stage_that_is_not_there(smartcity):
    result = smartcity("run", *CITY, "--stage", "9")
    assert result.exit_code == 2
    assert "tahap yang ada" in result.output


def test_lab__opens_jupyterlab_on_the_notebooks(smartcity, project, monkeypatch):
    started = []
    monkeypatch.setattr("subprocess.call", lambda command: started.append(command) or 0)
    assert smartcity("lab").exit_code == 0
    (command,) = started
    assert command[1:6] == ["-m", "jupyter", "lab", "--notebook-dir", str(project)]
    assert "--LabApp.default_url=/lab/tree/notebooks" in command


def test_worksheet__makes_a_workbook_and_never_overwrites_one(tmp_path):
    path = tmp_path / "opd.xlsx"
    assert CliRunner().invoke(app, ["worksheet", str(path)]).exit_code == 0
    content = path.read_bytes()
    assert CliRunner().invoke(app, ["worksheet", str(path)]).exit_code == 2
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("stage", "sheets"),
    [(None, 15), ("1", 15), ("2", 12), ("3", 4), ("4", 4), ("all", 35)],
)
def test_worksheet__holds_the_sheets_of_its_stage(tmp_path, stage, sheets):
    """Oracle: the tables of each stage, counted in the list of worksheets; one sheet is a guide."""
    path = tmp_path / "opd.xlsx"
    chosen = [] if stage is None else ["--stage", stage]
    assert CliRunner().invoke(app, ["worksheet", str(path), *chosen]).exit_code == 0
    assert len(openpyxl.load_workbook(path).sheetnames) == sheets + 1


def test_worksheet__refuses_a_stage_that_is_not_there(tmp_path):
    path = tmp_path / "opd.xlsx"
    assert CliRunner().invoke(app, ["worksheet", str(path), "--stage", "5"]).exit_code == 2
    assert not path.exists()
