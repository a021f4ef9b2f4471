"""Faults read as sentences that a clerk can act on, merged and in a fixed order."""

from dataclasses import replace

from smartcity_analysis.intake.faults import DataProblem, Fault, merged

FAULT = Fault(
    "blocking",
    "opd/DINKES.xlsx",
    "rating",
    "5",
    "harus bilangan bulat 1–4",
    "Perbaiki nilainya",
    sheet="Nilai SWOT",
    rows=(7,),
    letter="D",
)


def test_fault__names_the_cell_of_a_workbook_and_the_row_of_a_csv():
    assert FAULT.place == "sel D7"
    assert replace(FAULT, letter="").place == "baris 7"
    assert replace(FAULT, rows=()).place == ""


def test_fault__hostile_value_stays_on_one_short_line():
    hostile = "<script>\n\x07\u202e" + "x" * 10_000
    text = str(replace(FAULT, value=hostile))
    assert "\n" not in text and "\u202e" not in text and len(text) < 250
    assert "<script>" in text


def test_merged__joins_rows_of_one_fault_and_sorts_the_rest():
    note = replace(FAULT, severity="note", file="a.csv", sheet="", letter="")
    faults = [note, *(replace(FAULT, rows=(row,)) for row in (9, 3, 5, 4))]
    together = merged(faults)
    assert [fault.place for fault in together] == ["sel D3–D5, D9", "baris 7"]
    assert merged(reversed(faults)) == together


def test_data_problem__lists_blocking_faults_by_file_with_their_fix():
    note = replace(FAULT, severity="note", rule="hanya catatan")
    problem = DataProblem([note, FAULT], "data/raw/kota-tegal/2022")
    assert str(problem) == (
        "1 kesalahan menghentikan pembacaan data/raw/kota-tegal/2022\n"
        "\n"
        "opd/DINKES.xlsx, lembar Nilai SWOT\n"
        '  sel D7  rating  "5"  harus bilangan bulat 1–4\n'
        "    → Perbaiki nilainya.\n"
        "\n"
        "Perbaiki berkas itu, atau catat perbaikannya di corrections.yml, lalu jalankan lagi."
    )
    assert (len(problem.blocking), len(problem.notes)) == (1, 1)


def test_data_problem__thousands_of_faults_are_counted_not_printed():
    problem = DataProblem(replace(FAULT, value=str(value)) for value in range(1000))
    assert "… dan 940 kesalahan lagi" in str(problem)
    assert len(problem.blocking) == 1000


def test_fault__many_scattered_rows_are_counted():
    scattered = replace(FAULT, rows=tuple(range(2, 42, 2)), letter="")
    assert scattered.place == "baris 2, 4, 6, 8, 10, 12, … (jumlah 20 baris)"
