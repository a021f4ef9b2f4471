"""A wrong city.yml is explained by key and line, in Indonesian."""

import pytest

CASES = [
    # written, instead of, key path, line, rule, fix
    ("kind: desa", "kind: kota", "kind", 3, "harus salah satu dari: kota, kabupaten", "Pilih"),
    ("kind: kabupaten", "kind: kota", "", 0, "head_title Wali Kota tidak cocok", "disebut Bupati"),
    (
        "programme_year: dua",
        "programme_year: 2022",
        "programme_year",
        6,
        "harus bilangan bulat",
        "",
    ),
    ("head_titel: Wali", "head_title: Wali", "head_titel", 5, "kunci tidak dikenal", "head_title"),
    ("min_rater: 2", "min_raters: 2", "settings.swot.min_rater", 11, "tidak dikenal", "min_raters"),
    ("min_raters: 0", "min_raters: 2", "settings.swot.min_raters", 11, "paling kecil 1", ""),
    ("first_year: 2033", "first_year: 2023", "horizon", 7, "first_year harus sebelum", "Tukar"),
    ("stage: 5", "stage: 1", "stages.1.stage", 9, "harus salah satu dari: 1, 2, 3, 4", ""),
    (
        "status: final",
        "cut_off: 2022-12-31",
        "stages.1",
        9,
        "final tanpa approvals",
        "role dan date",
    ),
    ("cut_off: akhir", "cut_off: 2022-12-31", "stages.1.cut_off", 9, "harus tanggal", "TTTT-BB-HH"),
    ('"33761"', '"3376"', "area_code", 1, "tidak sesuai bentuknya", ""),
    ('["9999"]', '["3371"]', "settings.gap.peers", 0, "kode wilayah tidak dikenal", ""),
    ('["3376"]', '["3371"]', "settings.gap.peers", 0, "pembanding adalah kota ini", "Hapus"),
    ('"35"', '"33"', "", 0, "area_code 3376 bukan di provinsi 35", "kode BPS"),
    ("name: [a", "name: Kota Tegal", "", 3, "bukan YAML yang sah", "Periksa lekukan"),
    ("kind: kota\nkind: kota", "kind: kota", "kind", 4, "kunci ditulis dua kali", "Hapus"),
]


@pytest.mark.parametrize(("written", "instead_of", "key", "line", "rule", "fix"), CASES)
def test_read_profile__one_wrong_key_is_one_fault(
    folder, written, instead_of, key, line, rule, fix
):
    folder.replace("city.yml", instead_of, written)
    (fault,) = [fault for fault in folder.blocking() if fault.column == key]
    assert fault.file == "city.yml"
    assert fault.place == (f"baris {line}" if line else "")
    assert rule in fault.rule and fix in fault.fix


def test_read_profile__missing_key_is_named(folder):
    folder.replace("city.yml", "programme_year: 2022\n", "")
    fault = folder.only_fault()
    assert (fault.column, fault.rule) == ("programme_year", "wajib ada")


def test_read_profile__no_city_yml_says_so(folder):
    (folder.path / "city.yml").unlink()
    assert folder.only_fault().rule == "berkas pengaturan kota tidak ada"


def test_read_profile__final_stage_with_its_approval_is_taken(folder):
    approval = "status: final, approvals: [{role: Ketua Tim Pelaksana, date: 2022-07-01}]"
    folder.replace("city.yml", "cut_off: 2022-12-31", approval)
    for path in folder.path.glob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("contoh", "resmi"), "utf-8")
    stage = folder.read().profile.stage(1)
    assert (stage.status, stage.approvals[0].role) == ("final", "Ketua Tim Pelaksana")
    assert stage.cut_off is None


def test_check_final__refuses_made_up_judgements_on_a_final_page(folder):
    approval = "status: final, approvals: [{role: Ketua Tim Pelaksana, date: 2022-07-01}]"
    folder.replace("city.yml", "cut_off: 2022-12-31", approval)
    fault = folder.only_fault()
    assert (fault.column, fault.value) == ("stages.status", "final")
    assert "tahap 1 belum boleh final: masih ada data contoh pada" in fault.rule


def test_arguments__are_the_conventions_as_keywords(folder):
    """Oracle: the city.yml of the fixture, read by eye."""
    city = folder.read()
    assert set(city.arguments("gap")) == {"peers", "area", "province"}
    assert "recorded_as" not in city.arguments("swot")
    with pytest.raises(ValueError, match=r"'analysis' parameter of City\.arguments must be"):
        city.arguments("x")


def test_read_profile__is_frozen_and_names_the_stages_it_plans(folder):
    profile = folder.read().profile
    with pytest.raises(ValueError, match="frozen"):
        profile.name = "Kota Lain"
    with pytest.raises(ValueError, match=r"must be one of \[1\]. Got 2 instead"):
        profile.stage(2)


def test_read_profile__declared_decimal_sign_settles_numbers(folder):
    folder.put("indicators", 3, "nilai", "6,680")
    for row, value in ((2, "8,25"), (4, "5,57"), (5, "6,71"), (6, "5,86"), (8, "6,05")):
        folder.put("indicators", row, "nilai", value)
    folder.replace("city.yml", "settings:", "settings:\n  numbers: {decimal: comma}")
    assert folder.read().indicators["value"].iloc[1] == 6.68


def test_read_profile__aliases_that_multiply_do_no_harm(folder):
    levels = "\n".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    with (folder.path / "city.yml").open("a") as stream:
        stream.write(f"bomb:\n  l0: &l0 [ha]\n{levels}\n")
    fault = folder.only_fault()
    assert (fault.column, fault.rule) == ("bomb", "kunci tidak dikenal")
