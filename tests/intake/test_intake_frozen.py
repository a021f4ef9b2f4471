"""A frozen stage is read back whole or refused, and says what has changed since.

Oracle: files written here by hand, with the hashes that ``sha256`` gives; the wording as promised.
"""

import hashlib
import json
import shutil

import pandas as pd
import pytest

from smartcity_analysis.intake import (
    CityNotFound,
    FrozenProblem,
    load_baseline,
    load_city,
    load_stage,
)

CITY, YEAR = "kota-tegal", 2022
GAP = """\
area_code,indicator,value,year,note
0099,tpt,6.68,2022,'=1+1
3376,ipm,,2022,NA
"""
ISSUES = """\
issue,statement,indicators,year
I-01,Pengangguran masih tinggi,tpt; ipm,2022
I-02,'-aduan menumpuk,,2022
"""


@pytest.fixture
def root(folder):
    return folder.path.parents[3]


@pytest.fixture
def freeze(root):
    """Return a function that writes what a stage would have left behind."""

    def write(stage=1, files=None, **extra):
        relative = f"data/processed/{CITY}/{YEAR}/tahap_{stage}"
        outputs = [{"name": "reports/kota-tegal/2022/tahap_1.html", "sha256": "", "bytes": 0}]
        for name, text in (files or {"gap.csv": GAP, "inputs/issues.csv": ISSUES}).items():
            path = root / relative / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            outputs.append({"name": f"{relative}/{name}", "sha256": digest(path), "bytes": 0})
        city = load_city(CITY, YEAR, stage=stage, root=root)
        inputs = [{"name": f.name, "sha256": f.sha256, "rows": f.rows} for f in city.inputs]
        manifest = {"city": CITY, "year": YEAR, "stage": stage, "inputs": inputs}
        manifest |= {"outputs": outputs, **extra}
        (root / relative / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return root / relative

    return write


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load(root, stage=1):
    return load_stage(CITY, YEAR, stage, root=root)


# ---- Reading back -------------------------------------------------------------------------------


def test_load_stage__gives_tables_and_inputs_back(root, freeze):
    freeze()
    frozen = load(root)
    assert repr(frozen) == "<Frozen kota-tegal 2022, stage 1: 1 tables, 1 inputs, current>"
    gap = frozen.table("gap")
    assert gap["area_code"].tolist() == ["0099", "3376"]
    assert gap["value"].iloc[0] == 6.68 and pd.isna(gap["value"].iloc[1])
    assert gap["note"].tolist() == ["=1+1", "NA"]
    issues = frozen.inputs["issues"]
    assert issues["indicators"].tolist() == ["tpt; ipm", ""]
    assert issues["statement"].iloc[1] == "-aduan menumpuk"
    assert issues["year"].tolist() == ["2022", "2022"]


def test_load_stage__a_changed_copy_changes_nothing(root, freeze):
    freeze()
    frozen = load(root)
    copy = frozen.table("gap")
    copy["value"] = 0.0
    assert frozen.table("gap")["value"].iloc[0] == 6.68
    with pytest.raises(TypeError):
        frozen.tables["gap"] = None


def test_frozen__unknown_table_is_a_code_error_that_lists_the_known(root, freeze):
    freeze()
    with pytest.raises(ValueError, match=r"Frozen.table must be one of \['gap'\]"):
        load(root).table("gaps")


def test_load_stage__a_file_that_no_ledger_names_is_not_read(root, freeze):
    (freeze() / "lain.csv").write_text("a\n1\n", encoding="utf-8")
    assert set(load(root).tables) == {"gap"}


# ---- Refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [None, "{", "[]", "{}"])
def test_load_stage__without_a_ledger_names_the_command(root, freeze, left):
    manifest = freeze() / "manifest.json"
    manifest.unlink()
    if left is not None:
        manifest.write_text(left, encoding="utf-8")
    with pytest.raises(FrozenProblem) as caught:
        load(root)
    assert str(caught.value) == (
        "Tahap 1 belum dihitung; jalankan: smartcity run kota-tegal 2022 --stage 1"
    )


@pytest.mark.parametrize("name", ["gap.csv", "inputs/issues.csv"])
def test_load_stage__an_edited_or_lost_result_is_refused(root, freeze, name):
    path = freeze() / name
    expected = (
        f"Hasil tahap 1 diubah sesudah dihitung ({name}); "
        "jalankan: smartcity run kota-tegal 2022 --stage 1"
    )
    path.write_text(path.read_text("utf-8").replace("2022", "2021"), "utf-8")
    with pytest.raises(FrozenProblem) as caught:
        load(root)
    assert str(caught.value) == expected
    path.unlink()
    with pytest.raises(FrozenProblem) as caught:
        load(root)
    assert str(caught.value) == expected


def test_load_stage__unknown_city_or_stage_is_said(root):
    with pytest.raises(CityNotFound, match='Maksud Anda "kota-tegal"'):
        load_stage("kota-tegl", YEAR, 1, root=root)
    with pytest.raises(ValueError, match="'stage' parameter of load_stage must be one of"):
        load(root, 5)


# ---- What has changed since ---------------------------------------------------------------------


def test_stale__names_inputs_that_changed_came_or_went(folder, root, freeze):
    freeze()
    assert load(root).stale == ()
    folder.put("issues", 2, "uraian", "Pengangguran tinggi")
    folder.file("policies").unlink()
    (folder.path / "corrections.yml").write_text("[]\n", encoding="utf-8")
    folder.replace("city.yml", "min_raters: 2", "min_raters: 3")
    assert load(root).stale == ("city.yml", "corrections.yml", "issues.csv", "policies.csv")


def test_stale__files_of_later_stages_do_not_count(folder, root, freeze):
    freeze()
    folder.put("activities", 2, "triwulan", "3")
    folder.file("programmes").unlink()
    assert load(root).stale == ()


def test_stale__input_that_cannot_be_read_any_more_is_named(folder, root, freeze):
    freeze()
    folder.file("issues").write_text("rusak\n", encoding="utf-8")
    assert load(root).stale == ("issues.csv",)


def test_stale__a_stage_that_was_computed_anew_is_named(root, freeze):
    freeze(frozen="abc")
    freeze(2, predecessor={"stage": 1, "frozen": "abc"})
    assert load(root, 2).stale == ()
    freeze(frozen="def")
    assert load(root, 2).stale == ("tahap 1",)
    shutil.rmtree(root / "data" / "processed" / CITY / str(YEAR) / "tahap_1")
    assert load(root, 2).stale == ("tahap 1",)


def test_stale__decisions_from_a_later_stage_on_do_not_count(folder, root, freeze):
    frozen_inputs = {
        "inputs/plan_changes.csv": "programme,stage,change,start_year,end_year,reason\n",
        "inputs/programme_plans.csv": "programme\nPR-01\nPR-02\nPR-03\n",
    }
    freeze(2, files=frozen_inputs)
    folder.append("plan_changes", "PR-02,4,dihapus,,,Dananya habis,,,resmi")
    assert load(root, 2).stale == ()
    folder.append("plan_changes", "PR-01,4,ditambah,,,Usulan Dewan,,,resmi")
    assert load(root, 2).stale == ("perubahan_program.csv",)


def test_stale__a_decision_of_the_stage_itself_counts(folder, root, freeze):
    frozen_inputs = {
        "inputs/plan_changes.csv": "programme,stage,change,start_year,end_year,reason\n",
        "inputs/programme_plans.csv": "programme\nPR-01\nPR-02\nPR-03\n",
    }
    freeze(2, files=frozen_inputs)
    folder.append("plan_changes", "PR-02,2,digeser,,2027,Dananya dicicil,,,resmi")
    assert load(root, 2).stale == ("perubahan_program.csv",)


# ---- The baseline -------------------------------------------------------------------------------


@pytest.fixture
def baseline(root):
    folder = root / "data" / "baseline" / CITY / str(YEAR)
    folder.mkdir(parents=True)
    path = folder / "baseline.csv"
    path.write_text(
        "code,kind,name,unit,value,year,source\n"
        "tpt,indicator,Pengangguran,persen,6.68,2022,BPS\n"
        "007,programme,'+layanan,layanan,,,\n",
        encoding="utf-8",
    )
    (folder / "baseline.json").write_text(json.dumps({"sha256": digest(path)}), encoding="utf-8")
    return path


def test_load_baseline__numbers_are_numbers_and_codes_are_texts(root, baseline):
    frame = load_baseline(CITY, YEAR, root=root)
    assert frame["code"].tolist() == ["tpt", "007"]
    assert frame["value"].iloc[0] == 6.68 and pd.isna(frame["value"].iloc[1])
    assert frame["year"].tolist() == [2022, pd.NA]
    assert frame["name"].iloc[1] == "+layanan"
    assert pd.isna(frame["source"].iloc[1])


def test_load_baseline__nothing_frozen_yet_is_nothing(root):
    assert load_baseline(CITY, YEAR, root=root) is None


@pytest.mark.parametrize("ledger", ["{}", "", None])
def test_load_baseline__an_edited_one_is_refused(root, baseline, ledger):
    if ledger is None:
        baseline.write_text(baseline.read_text("utf-8").replace("6.68", "9.99"), "utf-8")
    else:
        baseline.with_suffix(".json").write_text(ledger, encoding="utf-8")
    with pytest.raises(FrozenProblem, match="Data awal diubah sesudah dibekukan") as caught:
        load_baseline(CITY, YEAR, root=root)
    assert '--stage 4 --refreeze "alasan"' in str(caught.value)
    assert str(root) not in str(caught.value)
