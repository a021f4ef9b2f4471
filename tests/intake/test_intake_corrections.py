"""Agreed repairs are applied before the checks, or refused when they fit nothing."""

import pytest

GOOD = """\
# Disepakati dalam rapat data
- table: indicators
  key: {kode_wilayah: "3376", indikator: tpt, tahun: 2022}
  column: nilai
  from: 66.8
  to: 6.68
  reason: Koma bergeser saat disalin
  by: Sekretaris Tim Pelaksana
  date: 2022-07-01
"""


@pytest.fixture
def slipped(folder):
    """Return a city in which a decimal sign slipped, with the correction beside it."""
    folder.put("indicators", 3, "nilai", "66,8")
    (folder.path / "corrections.yml").write_text(GOOD, encoding="utf-8")
    return folder


def test_apply_corrections__repairs_before_anything_is_checked(slipped):
    city = slipped.read()
    assert city.indicators["value"].iloc[1] == 6.68
    (applied,) = city.corrections
    assert (applied.table, applied.file, applied.place) == (
        "indicators",
        "indicators.csv",
        "baris 3",
    )
    assert (applied.old, applied.new, applied.by) == (66.8, 6.68, "Sekretaris Tim Pelaksana")
    assert "corrections.yml" in {file.name for file in city.inputs}


@pytest.mark.parametrize(
    ("written", "instead_of", "rule"),
    [
        ("tahun: 2019", "tahun: 2022", "tidak ada baris dengan kunci itu"),
        ("{indikator: tpt}", '{kode_wilayah: "3376", indikator: tpt, tahun: 2022}', "6 baris"),
        ("from: 66.9", "from: 66.8", "isi sel sekarang 66,8, bukan nilai from"),
        ("table: indikatr", "table: indicators", "tabel tidak dikenal"),
        ("column: nilaii", "column: nilai", "kolom nilaii tidak ada di tabel Indikator"),
    ],
)
def test_apply_corrections__that_fits_nothing_is_a_fault(slipped, written, instead_of, rule):
    slipped.replace("corrections.yml", instead_of, written)
    (fault,) = [fault for fault in slipped.blocking() if fault.file == "corrections.yml"]
    assert rule in fault.rule
    assert fault.column.startswith("koreksi 1, ")


def test_read_corrections__without_its_reason_is_refused_with_the_line(slipped):
    slipped.replace("corrections.yml", "  reason: Koma bergeser saat disalin\n", "")
    (fault,) = [fault for fault in slipped.blocking() if fault.file == "corrections.yml"]
    assert (fault.column, fault.place, fault.rule) == (
        "corrections.1.reason",
        "baris 2",
        "wajib ada",
    )


def test_read_corrections__empty_file_corrects_nothing(folder):
    (folder.path / "corrections.yml").write_text("# belum ada\n", encoding="utf-8")
    assert folder.read().corrections == ()


def test_apply_corrections__can_blank_a_cell(slipped):
    slipped.replace("corrections.yml", "to: 6.68", "to:")
    city = slipped.read()
    assert city.indicators["value"].isna().tolist()[:2] == [False, True]
