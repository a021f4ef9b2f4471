"""A whole city is read, cut off, summed up and refused as the issue demands."""

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from smartcity_analysis.intake import CityNotFound, load_city, read_city
from smartcity_analysis.intake.city import available, find_root
from smartcity_analysis.intake.tables import tables

ROOT = Path(__file__).parents[2]


def test_read_city__sound_folder_has_nothing_to_say(folder):
    city = folder.read()
    assert city.notes == ()
    assert repr(city) == "<City Kota Tegal (3376) 2022: 15 tabel, 37 baris, 0 catatan>"


def test_read_city__every_table_has_every_declared_column(folder):
    city = folder.read(stage=4)
    for name, spec in tables().items():
        wanted = [column for column in spec.columns]
        assert [c for c in city.table(name).columns if c != "value_text"] == wanted
        assert getattr(city, name).equals(city.tables[name])


def test_read_city__values_are_canonical_and_typed(folder):
    city = folder.read()
    indicators = city.indicators
    assert indicators["value"].tolist() == [8.25, 6.68, 5.57, 6.71, 5.86, 4.0]
    assert indicators["value_text"].iloc[-1] == "WTP"
    assert indicators["year"].dtype == "Int64"
    assert city.issues["dimension"].tolist() == ["ECO", "GOV"]
    assert city.issues["indicators"].tolist() == [("tpt",), ()]
    assert city.swot_factors["kind"].tolist() == ["strength", "weakness", "opportunity", "threat"]
    assert city.ict_budget["ceiling_rupiah"].tolist() == [1_250_000_000]
    assert city.agencies["received"].tolist() == [pd.Timestamp(2022, 6, 20), pd.NaT]


def test_read_city__a_changed_copy_changes_nothing(folder):
    city = folder.read()
    indicators, tables_, left_out = city.indicators, city.tables, city.left_out
    indicators["value"] = 0.0
    tables_["issues"]["issue"] = ""
    left_out["key"] = ""
    assert city.indicators["value"].iloc[0] == 8.25
    assert city.issues["issue"].tolist() == ["I-01", "I-02"]
    assert city.left_out["key"].tolist()[1] == "O-02"


def test_read_city__rows_after_the_cut_off_are_left_out_with_their_ratings(folder):
    city = folder.read()
    assert city.left_out.to_dict("list") == {
        "table": ["indicators", "swot_factors"],
        "key": ["3376 · tpt · 2023", "O-02"],
        "statement": ["tpt", "Aturan pusat tahun berikutnya"],
        "year": [2023, 2023],
    }
    assert "O-02" not in set(city.swot_ratings["factor"])
    assert city.priorities["year"].tolist() == [2023]


def test_read_city__a_row_left_out_is_named_in_the_words_of_the_worksheet(folder):
    """Oracle: the row as it was typed in, with a year after the cut-off."""
    folder.append("ict_staff", "DISKOMINFO,pranata_komputer,2023,7,3,contoh")
    assert "DISKOMINFO · pranata_komputer · 2023" in folder.read().left_out["key"].tolist()


def test_read_city__cut_off_argument_goes_before_the_one_in_city_yml(folder):
    assert len(folder.read(cut_off="2023-12-31").left_out) == 0
    assert len(folder.read(cut_off=date(2023, 12, 30)).left_out) == 2


def test_read_city__day_of_the_described_state_goes_before_its_year(folder):
    folder.put("swot_factors", 6, "tanggal_data", "1 Desember 2022")
    assert "O-02" in set(folder.read().swot_factors["factor"])
    folder.put("swot_factors", 6, "tanggal_data", "2023-01-01")
    assert "O-02" not in set(folder.read().swot_factors["factor"])


def test_read_city__link_to_an_issue_left_out_goes_too(folder):
    folder.put("issues", 3, "tahun", "2023")
    city = folder.read()
    assert city.priorities["issues"].tolist() == [("I-01",)]
    assert set(city.usg_ratings["issue"]) == {"I-01"}


def test_read_city__a_cut_off_before_everything_says_so(folder):
    folder.replace("city.yml", "cut_off: 2022-12-31", "cut_off: 2019-12-31")
    rules = {fault.rule for fault in folder.blocking()}
    assert "tabel Isu tidak berisi data sampai 31 Desember 2019" in rules


def test_read_city__malformed_cut_off_is_a_code_error(folder):
    with pytest.raises(ValueError, match="'cut_off' parameter of read_city must be a date"):
        folder.read(cut_off="akhir tahun")


def test_read_city__inputs_and_fingerprint_follow_the_bytes(folder):
    first = folder.read()
    names = [file.name for file in first.inputs]
    assert names == sorted(names) and len(names) == 16
    issues = next(file for file in first.inputs if file.name == "issues.csv")
    assert issues.rows == 2
    assert issues.sha256 == hashlib.sha256(folder.file("issues").read_bytes()).hexdigest()
    assert folder.read().fingerprint == first.fingerprint
    folder.put("issues", 2, "uraian", "Pengangguran masih tinggi sekali")
    assert folder.read().fingerprint != first.fingerprint


def test_read_city__names_the_tables_that_hold_sample_rows(folder):
    assert folder.read().sample_tables == (
        "usg_ratings",
        "swot_ratings",
        "readiness",
        "ict_staff",
        "ict_budget",
    )


def test_read_city__reversed_forms_are_turned_round_with_a_note(folder):
    """Oracle: by hand; severe is 4 in severity coding and 1 on the reversed form."""
    before = folder.read().swot_ratings.set_index(["factor", "rater"])["rating"]
    folder.replace("city.yml", "min_raters: 2", "min_raters: 2, recorded_as: reversed")
    city = folder.read()
    after = city.swot_ratings.set_index(["factor", "rater"])["rating"]
    assert (before["W-01", "A"], after["W-01", "A"]) == (4, 1)
    assert (before["T-01", "A"], after["T-01", "A"]) == (3, 2)
    assert (before["S-01", "A"], after["S-01", "A"]) == (3, 3)
    assert city.notes[0].rule == "formulir terbalik: 4 rating W dan T dibalik menjadi 5 − rating"


def test_load_city__suggests_the_city_that_was_meant(folder):
    root = folder.path.parents[3]
    with pytest.raises(CityNotFound) as caught:
        load_city("kota-tegl", 2022, root=root)
    assert str(caught.value) == (
        'Kota "kota-tegl" tidak ada di data/raw. Maksud Anda "kota-tegal"? '
        "Yang ada: kota-tegal (2022)."
    )
    with pytest.raises(CityNotFound, match="Tahun 2021 tidak ada untuk kota-tegal"):
        load_city("kota-tegal", 2021, root=root)
    with pytest.raises(CityNotFound):
        load_city("../../../etc", 2022, root=root)


def test_find_root__walks_up_and_obeys_the_variable(folder, monkeypatch):
    root = folder.path.parents[3]
    monkeypatch.delenv("SMARTCITY_ROOT", raising=False)
    monkeypatch.chdir(folder.path)
    assert find_root() == root.resolve()
    assert load_city("kota-tegal", 2022).slug == "kota-tegal"
    monkeypatch.chdir("/")
    with pytest.raises(CityNotFound, match="data/raw tidak ditemukan"):
        find_root()
    monkeypatch.setenv("SMARTCITY_ROOT", str(root))
    assert available() == {"kota-tegal": (2022,)}


def test_read_city__no_folder_is_said_without_the_machines_path(tmp_path):
    with pytest.raises(CityNotFound) as caught:
        read_city(tmp_path / "data" / "raw" / "kota-x" / "2022")
    assert str(caught.value) == "Folder data/raw/kota-x/2022 tidak ada"


def test_load_city__the_real_kota_tegal_passes():
    city = load_city("kota-tegal", 2022, root=ROOT)
    assert city.indicators.query("area_code == '3376'")["indicator"].nunique() >= 25
    boxes = city.swot_factors["kind"].value_counts()
    assert boxes["strength"] >= 10 and boxes["weakness"] >= 10
    assert boxes["opportunity"] >= 5 and boxes["threat"] >= 5
    assert set(city.sample_tables) >= {"usg_ratings", "swot_ratings"}
