"""Four stages, one chain: the fictional city from worksheets to a frozen baseline.

Oracle: the worksheets themselves. A row is changed by hand and looked for, stage by stage, in the
file that the next stage starts from.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from worksheets import edit

from smartcity_analysis.intake.tables import tables
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.problems import RunProblem
from smartcity_analysis.pipeline.run import run_stage

CITY, YEAR = "kota-contoh", 2022

pytestmark = pytest.mark.slow


def raw(root: Path) -> Path:
    return root / "data" / "raw" / CITY / str(YEAR)


def run(root: Path, *stages: int) -> list[str]:
    return [run_stage(root, CITY, YEAR, stage).status for stage in stages]


def frozen(root: Path, stage: int, name: str) -> pd.DataFrame:
    return pd.read_csv(Layout(root).processed(CITY, YEAR, STAGES[stage]) / f"{name}.csv")


def page(root: Path, stage: int) -> BeautifulSoup:
    text = Layout(root).page(CITY, YEAR, STAGES[stage]).read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def whole(new_project):
    """The fictional city, all four stages. Not to be changed."""
    root = new_project()
    run(root, 1, 2, 3, 4)
    return root


@pytest.fixture
def copy(whole, tmp_path):
    """A copy of the city that ran, to change."""
    return Path(shutil.copytree(whole, tmp_path / "project"))


def given(root: Path) -> dict[str, pd.DataFrame]:
    files = {name: raw(root) / spec.file_name for name, spec in tables().items()}
    return {name: pd.read_csv(path, dtype=str) for name, path in files.items()}


# ---- A good run ---------------------------------------------------------------------------------


def test_stages__every_page_is_published_and_not_ready_on_samples(whole):
    for stage in STAGES.values():
        status = page(whole, stage.number).select_one(".status")
        assert "BELUM SIAP" in status.text, stage.number
        assert page(whole, stage.number).select_one(".sample-band") is not None


def test_stages__without_samples_nothing_blocks(new_project):
    """Oracle: the fictional city is whole; only that it is made up stands in its way."""
    root = new_project()
    for path in [*raw(root).glob("*.csv"), raw(root) / "city.yml"]:
        text = path.read_text(encoding="utf-8").replace("contoh", "resmi")
        path.write_text(text.replace("budget_status: sample", "budget_status: official"), "utf-8")
    assert set(run(root, 1, 2, 3, 4)) <= {"SIAP", "SIAP DENGAN CATATAN"}


def test_stages__count_the_rows_of_the_worksheets(whole):
    """Every planned programme has a card, every commitment a line, every indicator a watcher."""
    sheets = given(whole)
    assert len(frozen(whole, 2, "objectives")) == len(sheets["objectives"])
    assert len(frozen(whole, 4, "commitments")) == len(sheets["commitments"])
    changed = sheets["plan_changes"]
    later = changed[changed["perubahan"].eq("ditambah") & changed["tahap"].eq("4")]
    dropped = changed[changed["perubahan"].eq("dihapus")]
    planned = len(sheets["programme_plans"]) - len(dropped) - len(later)
    assert len(frozen(whole, 3, "cards")) == planned


def test_stages__link_every_item_to_evidence_on_the_same_page(whole):
    for stage in (2, 3, 4):
        soup = page(whole, stage)
        ids = {tag["id"] for tag in soup.select("[id]")}
        links = {a["href"][1:] for a in soup.select('a[href^="#jejak-"]')}
        assert links
        assert not links - ids, stage


# ---- One row through all stages -----------------------------------------------------------------


def measured(root: Path) -> tuple[str, str]:
    """An objective that is measured, and its indicator."""
    row = frozen(root, 2, "objectives").dropna(subset=["baseline"]).iloc[0]
    return str(row["objective"]), str(row["indicator"])


def test_stages__a_changed_value_goes_from_stage_1_to_the_frozen_baseline(copy):
    objective, indicator = measured(copy)
    before = frozen(copy, 2, "objectives").set_index("objective").loc[objective]
    path = raw(copy) / "indicators.csv"
    rows = pd.read_csv(path, dtype=str)
    own = rows["indikator"].eq(indicator) & rows["tahun"].eq(str(int(before["baseline_year"])))
    own &= rows["kode_wilayah"].eq("9871")
    assert own.sum() == 1
    new = round(float(before["baseline"]) * 1.01, 2)
    rows.loc[own, "nilai"] = str(new)
    rows.to_csv(path, index=False)

    run(copy, 1)
    assert frozen(copy, 1, "gap").set_index("indicator").loc[indicator, "value"] == new
    run(copy, 2, 3, 4)
    after = frozen(copy, 2, "objectives").set_index("objective").loc[objective]
    assert after["baseline"] == new
    watched = frozen(copy, 4, "monitoring_frame").set_index("item").loc[[objective]]
    assert new in watched["baseline"].tolist()
    differences = frozen(copy, 4, "baseline_differences").set_index("code")
    assert differences.loc[indicator, "after"] == new
    kept = pd.read_csv(copy / "data" / "baseline" / CITY / str(YEAR) / "baseline.csv")
    assert kept.set_index("code").loc[indicator, "value"] == before["baseline"]
    assert "BELUM SIAP" in page(copy, 4).select_one(".status").text


def test_stages__say_when_the_one_before_changed(copy):
    edit(raw(copy) / "issues.csv", 1, catatan="diubah")
    assert run_stage(copy, CITY, YEAR, 2).stale
    assert "berubah" in page(copy, 2).select_one(".status").text


def test_stages__a_later_worksheet_leaves_the_earlier_ones_current(copy):
    edit(raw(copy) / "komitmen.csv", 1, catatan="diubah")
    assert not run_stage(copy, CITY, YEAR, 2).stale


def test_stages__refuse_to_start_without_the_one_before(copy):
    shutil.rmtree(Layout(copy).processed(CITY, YEAR, STAGES[2]))
    with pytest.raises(RunProblem, match=r"smartcity run kota-contoh 2022 --stage 2"):
        run(copy, 3)


# ---- Half of the tables -------------------------------------------------------------------------


def test_stages__half_the_tables_empty_still_give_four_pages(new_project):
    """Oracle: the issue; every table that may be blank is, and each page says what is missing."""
    root = new_project()
    for spec in tables().values():
        if spec.need == "gap" and spec.stage > 1:
            (raw(root) / spec.file_name).unlink()
    assert run(root, 1, 2, 3, 4) == ["BELUM SIAP"] * 4
    for stage in STAGES:
        text = page(root, stage).get_text(" ")
        assert "Belum ada" in text or "belum" in text
        for wrong in ("nan", "NaN", "None", "Traceback", "inf"):
            assert f" {wrong} " not in text, (stage, wrong)


def test_stages__findings_file_holds_what_the_pages_say(whole):
    found = json.loads((Layout(whole).reports(CITY, YEAR) / "temuan.json").read_text("utf-8"))
    text = json.dumps(found, ensure_ascii=False)
    for stage in STAGES:
        assert page(whole, stage).h1.get_text().replace("CONTOH", "").strip()[:30] in text
