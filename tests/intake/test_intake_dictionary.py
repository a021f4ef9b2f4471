"""The description of the worksheets is in step with them, and blank workbooks read back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from smartcity_analysis.intake.dictionary import markdown
from smartcity_analysis.intake.tables import of_stage, tables
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


def test_markdown__tables_stand_under_their_stage():
    headings = [line for line in markdown().splitlines() if line.startswith(("## T", "### "))]
    expected = [
        title
        for stage in (1, 2, 3, 4)
        for title in (f"## Tahap {stage}", *(tables()[name].title for name in of_stage(stage)))
    ]
    assert len(headings) == len(expected) == 4 + len(tables())
    for heading, title in zip(headings, expected, strict=True):
        assert heading.startswith((title, f"### {title}: "))


def test_tables__keys_and_links_point_at_columns_that_exist():
    for spec in tables().values():
        assert set(spec.key) <= set(spec.columns)
        assert len(set(spec.headers)) == len(spec.headers)
        for column in spec.columns.values():
            assert column.references is None or column.references in tables()
            # A stage is read without those after it.
            assert column.references is None or tables()[column.references].stage <= spec.stage
            assert (column.kind == "choice") == bool(column.choices)


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_write_worksheet__blank_workbook_reads_back_without_a_word(folder, stage):
    (folder.path / "opd").mkdir()
    write_worksheet(folder.path / "opd" / "DISNAKER.xlsx")
    assert folder.at(stage).read().notes == ()


@pytest.mark.parametrize("table", of_stage(2) + of_stage(3) + of_stage(4))
def test_write_worksheet__hand_filled_sheet_is_read_like_the_csv(folder, table):
    """Oracle: the same rows as CSV."""
    folder = folder.at(table)
    wanted, (header, *rows) = folder.read().table(table), folder.rows(table)
    path = folder.path / f"{tables()[table].file}.xlsx"
    write_worksheet(path, [table])
    book = load_workbook(path)
    sheet = book[tables()[table].title]
    headers = list(tables()[table].headers)
    for cells in rows:
        filled = dict(zip(header, cells, strict=True))
        sheet.append([filled.get(name) or None for name in headers])
    book.save(path)
    folder.file(table).unlink()
    assert folder.read().table(table).equals(wanted)


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


def test_write_worksheet__offers_gates_and_parts_of_dimensions(tmp_path):
    write_worksheet(tmp_path / "a.xlsx", ["quick_win_gates", "programme_plans"])
    book = load_workbook(tmp_path / "a.xlsx")
    offered = {
        hint.promptTitle: hint.formula1
        for title in ("Gerbang quick win", "Rencana program")
        for hint in book[title].data_validations.dataValidation
    }
    assert offered["gerbang"].startswith('"G-01,G-02,') and offered["gerbang"].endswith('G-10"')
    assert offered["subdimensi"].startswith('"GOV-1,GOV-2,GOV-3,BRA-1')
    assert offered["prasyarat"] is None


def test_write_worksheet__unknown_table_is_a_code_error(tmp_path):
    with pytest.raises(ValueError, match="'names' parameter of write_worksheet must be among"):
        write_worksheet(tmp_path / "a.xlsx", ["swot"])
