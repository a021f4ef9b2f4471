"""CSV and XLSX as offices hand them in, and workbooks that nobody should open."""

import io
import time
import warnings
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from smartcity_analysis.intake import DataProblem
from smartcity_analysis.intake.parsing import Unreadable
from smartcity_analysis.intake.workbook import read_workbook


def workbook(folder, name, sheets):
    """Write a workbook into the city's folder: sheet name → rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder.path / name
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def edited(path, member, change):
    """Rewrite one member of a workbook, as no spreadsheet would write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_csv__semicolons_and_comma_decimals_as_excel_saves_them(folder):
    rows = [[cell.replace(".", ",") for cell in row] for row in folder.rows("indicators")]
    folder.write("indicators", rows, delimiter=";")
    assert folder.read().indicators["value"].tolist()[:3] == [8.25, 6.68, 5.57]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv__any_delimiter_and_encoding_gives_the_same_table(folder, delimiter, encoding):
    folder.put("swot_factors", 2, "uraian", "Kafé, taman; dan “alun-alun” – pusat kota")
    expected = folder.read().swot_factors
    folder.write("swot_factors", folder.rows("swot_factors"), delimiter=delimiter)
    text = folder.file("swot_factors").read_text(encoding="utf-8").replace("\n", "\r\n")
    folder.file("swot_factors").write_bytes(text.encode(encoding))
    assert folder.read().swot_factors.equals(expected)


def test_csv__titles_blank_lines_and_quoted_newlines_keep_the_spreadsheets_row_numbers(folder):
    text = folder.file("usg_ratings").read_text(encoding="utf-8").replace("I-02,B", "I-02,b")
    title = '"Nilai USG\nKota Tegal",,,\n\n'
    folder.file("usg_ratings").write_text(title + text.replace("I-02,A", "\nI-02,A"))
    assert folder.only_fault().place == "baris 8"


def test_csv__headers_match_without_case_spaces_and_in_english(folder):
    rows = folder.rows("readiness")
    rows[0] = [header.replace("_", " ").upper() for header in rows[0]]
    rows[0][rows[0].index("KOMPONEN")] = "component"
    folder.write("readiness", rows)
    assert folder.read().readiness["component"].tolist() == ["INF-DIG", "STR-SDM"]


def test_csv__unknown_header_is_a_note_with_the_one_that_was_meant(folder):
    rows = folder.rows("issues")
    rows[0][rows[0].index("opd")] = "opdd"
    folder.write("issues", rows)
    (note,) = folder.read().notes
    assert (note.column, note.rule, note.fix) == (
        "opdd",
        "kolom tidak dikenal",
        'Maksud Anda "opd"?',
    )


def test_csv__misspelt_required_header_is_asked_about(folder):
    rows = folder.rows("issues")
    rows[0][rows[0].index("uraian")] = "uraiann"
    folder.write("issues", rows)
    (missing,) = [fault for fault in folder.blocking() if fault.rule == "kolom wajib tidak ada"]
    assert missing.fix == 'Maksud Anda "uraiann"? Ganti judulnya menjadi "uraian"'


def test_csv__header_twice_is_refused(folder):
    rows = [[*cells, cells[1]] for cells in folder.rows("issues")]
    folder.write("issues", rows)
    assert folder.only_fault().rule == "judul kolom muncul lebih dari sekali"


def test_csv__comma_without_quotation_marks_is_seen(folder):
    folder.replace("issues.csv", "masih tinggi", "masih tinggi, kata RKPD")
    found = [fault for fault in folder.blocking() if fault.rule == "ada isi di luar kolom berjudul"]
    assert [fault.place for fault in found] == ["baris 2"]
    assert "tanda kutip" in found[0].fix


def test_csv__without_any_header_names_the_headers(folder):
    folder.write("issues", folder.rows("issues")[1:])
    (fault,) = [f for f in folder.blocking() if f.rule.startswith("judul kolom tidak ditemukan")]
    assert fault.fix.startswith("Tulis judul kolom: isu, uraian, nama_pendek")


def test_csv__that_is_really_a_workbook_is_refused(folder):
    path = workbook(folder, "x.xlsx", {"Isu": [["isu"]]})
    folder.file("issues").write_bytes(path.read_bytes())
    path.unlink()
    assert any(fault.rule == "bukan berkas CSV" for fault in folder.blocking())


def test_csv__of_endless_rows_is_refused(folder):
    with folder.file("issues").open("a") as stream:
        stream.write("x\n" * 25_000)
    assert any(fault.rule == "lebih dari 20000 baris" for fault in folder.blocking())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("isuu.csv", "nama berkas tidak dikenal"),
        ("lama.xls", "berkas .xls tidak dibaca"),
        ("lama.ods", "berkas .ods tidak dibaca"),
    ],
)
def test_folder__a_file_that_is_not_read_is_said(folder, name, words):
    (folder.path / name).write_bytes(b"x")
    (note,) = folder.read().notes
    assert note.file == name and words in note.rule


def test_folder__scratch_files_of_offices_are_passed_over(folder):
    for name in ("~$opd.xlsx", ".DS_Store", "catatan.txt"):
        (folder.path / name).write_bytes(b"x")
    assert folder.read().notes == ()


def test_workbook__beside_the_csv_files_reads_the_same(folder):
    expected = folder.read().readiness
    rows = folder.rows("readiness")
    folder.file("readiness").unlink()
    place = rows[0].index("kondisi")
    typed = [rows[0], *([*r[:place], int(r[place]), *r[place + 1 :]] for r in rows[1:])]
    workbook(folder, "readiness.xlsx", {"Lembar1": typed})
    assert folder.read().readiness.equals(expected)


def test_workbook__rows_of_agencies_join_and_doubles_name_both_places(folder):
    head, first, second = folder.rows("readiness")
    folder.write("readiness", [head, first])
    workbook(folder, "opd/DISKOMINFO.xlsx", {"_petunjuk": [["x"]], "KESIAPAN": [head, second]})
    assert len(folder.read().readiness) == 2
    workbook(folder, "opd/DISNAKER.xlsx", {"Kesiapan": [[], ["Judul"], head, first]})
    fault = folder.only_fault()
    assert (fault.file, fault.sheet, fault.place) == ("opd/DISNAKER.xlsx", "Kesiapan", "sel A4")
    assert fault.rule == "aspek ini sudah ada di readiness.csv, baris 2"


def test_workbook__numbers_percentages_and_dates_of_excel_stay_what_they_are(folder):
    rows = folder.rows("indicators")
    head = [*rows[0], "tanggal_terbit"]
    body = [["3376", "ipm", 2022, 77.15, "indeks", "BPS", "resmi", datetime(2022, 12, 5)]]
    body += [["3376", "pertumbuhan_ekonomi", 2022, 0.0512, "persen", "BPS", "resmi", None]]
    body += [[0, "ipm", 2022, 72.91, "indeks", "BPS", "resmi", None]]
    path = workbook(folder, "opd/BPS.xlsx", {"Indikator": [head, *body]})
    book = load_workbook(path)
    book["Indikator"]["D3"].number_format = "0.00%"
    book.save(path)
    frame = folder.read().indicators.tail(3)
    assert frame["value"].tolist() == [77.15, 5.12, 72.91]
    assert frame["area_code"].tolist() == ["3376", "3376", "00"]
    assert str(frame["published"].iloc[0].date()) == "2022-12-05"


def test_workbook__formula_without_result_and_error_cells_are_refused(folder):
    head, first, second = folder.rows("readiness")
    place = head.index("kondisi")
    first[place], second[place] = "=1+2", "#REF!"
    folder.file("readiness").unlink()
    workbook(folder, "opd/A.xlsx", {"Kesiapan": [head, first, second]})
    found = [(fault.place, fault.rule) for fault in folder.blocking()]
    assert found == [("sel E2", "rumus tanpa hasil tersimpan"), ("sel E3", "galat rumus")]


def test_workbook__formula_with_its_result_is_read(folder):
    head, first, second = folder.rows("readiness")
    first[head.index("kondisi")] = "=1+2"
    folder.file("readiness").unlink()
    path = workbook(folder, "opd/A.xlsx", {"Kesiapan": [head, first, second]})
    sheet = "xl/worksheets/sheet1.xml"
    edited(path, sheet, lambda xml: xml.replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"))
    assert folder.read().readiness["condition"].tolist() == [3, 2]


def test_workbook__unknown_sheet_is_a_note_with_the_one_that_was_meant(folder):
    known = folder.rows("readiness")
    folder.file("readiness").unlink()
    workbook(folder, "opd/A.xlsx", {"Kesiapan": known, "Isuu": [["a", "b"]]})
    (note,) = [note for note in folder.read().notes if note.sheet]
    assert (note.sheet, note.fix) == ("Isuu", 'Maksud Anda "Isu"?')


def test_workbook__of_which_nothing_can_be_read_blocks(folder):
    """An agency's whole file must not be lost in silence."""
    workbook(folder, "opd/A.xlsx", {"Sheet1": [["a", "b"]]})
    fault = folder.only_fault()
    assert (fault.sheet, fault.rule) == ("Sheet1", "nama lembar tidak dikenal, tidak dibaca")


def test_workbook__hostile_text_is_carried_as_text(folder):
    head, first, _ = folder.rows("readiness")
    text = "<script>alert(1)</script> 🌊 \u202eabc"
    first[head.index("uraian")] = text
    folder.file("readiness").unlink()
    workbook(folder, "opd/A.xlsx", {"Kesiapan": [head, first]})
    assert folder.read().readiness["statement"].tolist() == [text]


def test_workbook__too_long_text_is_a_note_on_its_cell(folder):
    head, first, _ = folder.rows("readiness")
    first[head.index("uraian")] = "x" * 10_000
    folder.file("readiness").unlink()
    workbook(folder, "opd/A.xlsx", {"Kesiapan": [head, first]})
    notes = [note for note in folder.read().notes if note.rule.startswith("terlalu panjang")]
    assert [note.place for note in notes] == ["sel C2"]


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_workbook__one_far_cell_is_refused_at_once(folder, cell):
    """Oracle: measured with pandas.read_excel, which needs 24 s and 6 GiB for the same 4.8 KB."""
    book = Workbook()
    book.worksheets[0].title = "Kesiapan"
    book.worksheets[0]["A1"] = "aspek"
    book.worksheets[0][cell] = "x"
    (folder.path / "opd").mkdir()
    book.save(folder.path / "opd" / "A.xlsx")
    started = time.perf_counter()
    fault = folder.only_fault()
    assert time.perf_counter() - started < 3
    assert fault.file == "opd/A.xlsx" and fault.rule.startswith("lembar Kesiapan memakai ")
    assert "Salin hanya baris dan kolom yang terisi" in fault.fix


def test_workbook__that_unpacks_to_far_more_than_it_weighs_is_refused(folder):
    path = workbook(folder, "opd/A.xlsx", {"Kesiapan": [["aspek"]]})
    bomb = b"<x>" + b" " * 30_000_000
    edited(path, "xl/worksheets/sheet1.xml", lambda _: bomb)
    assert path.stat().st_size < 100_000
    assert folder.only_fault().rule == "isi buku kerja terlalu besar setelah dibuka"


def test_workbook__of_very_many_members_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(1_200):
            archive.writestr(f"xl/{number}.xml", b"")
    with pytest.raises(Unreadable, match="terlalu besar"):
        read_workbook(buffer.getvalue(), "a.xlsx")


def test_workbook__with_more_cells_than_any_worksheet_is_refused():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kesiapan")
    for _ in range(650):
        sheet.append([1] * 200)
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(Unreadable, match="lebih dari 120000 sel"):
        read_workbook(buffer.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    "content", [b"", b"bukan zip", b"\xd0\xcf\x11\xe0terkunci", b"PK\x03\x04patah"]
)
def test_workbook__that_cannot_be_opened_is_a_fault_not_a_crash(folder, content):
    (folder.path / "opd").mkdir()
    (folder.path / "opd" / "A.xlsx").write_bytes(content)
    fault = folder.only_fault()
    assert fault.rule == "bukan buku kerja .xlsx yang bisa dibuka"
    assert "tanpa kata sandi" in fault.fix


def test_workbook__with_broken_parts_is_a_fault_not_a_crash(folder):
    path = workbook(folder, "opd/A.xlsx", {"Kesiapan": [["aspek"]]})
    edited(path, "xl/workbook.xml", lambda xml: xml[: len(xml) // 2])
    assert folder.only_fault().rule == "buku kerja rusak"


def test_workbook__entities_in_a_sheet_are_not_expanded(folder):
    path = workbook(folder, "opd/A.xlsx", {"Kesiapan": [["aspek"]]})
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    laugh = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e11;</x>'
    edited(path, "xl/worksheets/sheet1.xml", lambda _: laugh.encode())
    started = time.perf_counter()
    with pytest.raises(DataProblem):
        folder.read()
    assert time.perf_counter() - started < 3


def test_workbook__makes_no_warning(folder):
    workbook(folder, "opd/A.xlsx", {"Kesiapan": folder.rows("readiness")})
    folder.file("readiness").unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        folder.read()
