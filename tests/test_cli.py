"""The command as its users type it.

Oracle: exit codes and words promised by the issue.
"""

from __future__ import annotations

import pytest
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


def test_run__of_an_unknown_city_says_which_there_are(smartcity):
    result = smartcity("run", "kota-tegl", "2022")
    assert result.exit_code == 1
    assert "kota-tegal" in result.output


def test_run__prints_where_the_page_and_the_index_lie(smartcity, project):
    result = smartcity("run", *CITY, "--stage", "1")
    assert result.exit_code == 0, result.output
    assert str(project / "reports" / "kota-tegal" / "2022" / "tahap_1.html") in result.output
    assert str(project / "reports" / "index.html") in result.output


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
