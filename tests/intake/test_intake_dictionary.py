"""The description of the worksheets is in step with them, and blank workbooks read back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from smartcity_analysis.intake.dictionary import markdown
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.intake.worksheet import write_worksheet

README = Path(__file__).parents[2] / "data" / "raw" / "README.md"


def test_markdown__the_file_in_the_repository_is_in_step():
    # When it is not: smartcity_analysis.intake.dictionary.write(Path("data/raw/README.md"))
    assert README.read_text(encoding="utf-8") == markdown()


def test_markdown__begins_with_where_it_comes_from_and_names_every_column():
    text = markdown()
    assert text.startswith("Dibuat otomatis oleh ")
    assert "jangan disunting" in text.splitlines()[0]
    for spec in tables().values():
        assert f"`{spec.file_name}`" in text
        assert all(f"| `{header}` |" in text for header in spec.headers)


def test_tables__keys_and_links_point_at_columns_that_exist():
    for spec in tables().values():
        assert set(spec.key) <= set(spec.columns)
        assert len(set(spec.headers)) == len(spec.headers)
        for column in spec.columns.values():
            assert column.references is None or column.references in tables()
            assert (column.kind == "choice") == bool(column.choices)


def test_write_worksheet__blank_workbook_reads_back_without_a_word(folder):
    (folder.path / "opd").mkdir()
    write_worksheet(folder.path / "opd" / "DISNAKER.xlsx")
    assert folder.read().notes == ()


def test_write_worksheet__filled_in_it_is_read(folder):
    path = folder.path / "opd"
    path.mkdir()
    write_worksheet(path / "DISNAKER.xlsx", ["ict_staff"])
    book = load_workbook(path / "DISNAKER.xlsx")
    book["SDM TIK"].append(["DISNAKER", "statistisi", 2022, 2, 1, "", "", "estimasi", ""])
    book.save(path / "DISNAKER.xlsx")
    staff = folder.read().ict_staff
    assert staff["agency"].tolist() == ["DISKOMINFO", "DISNAKER"]
    assert staff["category"].tolist() == ["computer_officer", "statistician"]


def test_write_worksheet__offers_the_choices_and_explains_the_columns(tmp_path):
    write_worksheet(tmp_path / "a.xlsx", ["swot_factors"])
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["_petunjuk", "Faktor SWOT"]
    offered = {
        hint.promptTitle: hint.formula1
        for hint in book["Faktor SWOT"].data_validations.dataValidation
    }
    assert offered["jenis"] == '"kekuatan,kelemahan,peluang,ancaman"'
    assert book["_petunjuk"]["A1"].value.startswith("Dibuat otomatis")


def test_write_worksheet__unknown_table_is_a_code_error(tmp_path):
    with pytest.raises(ValueError, match="'names' parameter of write_worksheet must be among"):
        write_worksheet(tmp_path / "a.xlsx", ["swot"])
