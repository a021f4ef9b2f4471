"""Spoil one thing in a sound city: the message names the place, the rule and the way out."""

import pytest

from smartcity_analysis.intake.tables import tables

BLOCKING_TABLES = [name for name, spec in tables().items() if spec.need == "blocking"]
GAP_TABLES = [name for name, spec in tables().items() if spec.need == "gap"]
REQUIRED = [
    (name, column.header)
    for name, spec in tables().items()
    for column in spec.columns.values()
    if column.required
]
CELLS = [
    # table, row, header, written, what the rule says
    ("usg_ratings", 2, "urgensi", "6", "harus bilangan bulat 1–5"),
    ("swot_ratings", 3, "rating", "5", "harus bilangan bulat 1–4"),
    ("swot_ratings", 3, "rating", "3,5", "harus bilangan bulat"),
    ("swot_ratings", 3, "rating", "tinggi", "harus angka"),
    ("swot_ratings", 3, "penilai", "Budi", "bentuk kode tidak sesuai"),
    ("swot_factors", 2, "jenis", "Kuat", "harus salah satu dari: kekuatan, kelemahan, peluang"),
    ("swot_factors", 2, "uraian", "Baik", "terlalu pendek; paling sedikit 8 huruf"),
    ("swot_factors", 2, "faktor", "W-07", "huruf pertama kode harus S"),
    ("swot_factors", 2, "indikator", "tptt", "kode tptt tidak ada di kamus indikator"),
    ("swot_factors", 3, "opd", "DISNAKR", "kode DISNAKR tidak ada di tabel OPD"),
    ("swot_factors", 3, "dimensi", "Smart Farming", "harus salah satu dari: GOV, BRA, ECO"),
    ("swot_ratings", 2, "faktor", "S-09", "kode S-09 tidak ada di tabel Faktor SWOT"),
    ("usg_ratings", 2, "isu", "I-09", "kode I-09 tidak ada di tabel Isu"),
    ("priorities", 2, "isu", "I-01;I-77", "kode I-77 tidak ada di tabel Isu"),
    ("readiness", 2, "komponen", "INF-DGI", "kode INF-DGI tidak ada di daftar komponen kesiapan"),
    ("readiness", 2, "bukti", "", "bukti wajib bila kondisi 3 atau 4"),
    ("readiness", 2, "kondisi", "0", "harus bilangan bulat 1–4"),
    ("ict_staff", 2, "tersertifikasi", "8", "lebih besar dari jumlah"),
    ("ict_staff", 2, "jumlah", "-1", "harus bilangan bulat paling kecil 0"),
    ("indicators", 3, "tahun", "22", "harus tahun empat angka"),
    ("indicators", 3, "satuan", "jiwa", "satuan Tingkat pengangguran terbuka harus persen"),
    ("indicators", 3, "nilai", "109,90", "di luar kisaran wajar 0 sampai 40 persen"),
    ("indicators", 3, "nilai", "6.680", "bisa dibaca 6680 atau 6,680"),
    ("indicators", 7, "nilai", "Bagus", "harus salah satu dari: TMP, TW, WDP"),
    ("indicators", 3, "nilai", "#REF!", "galat rumus"),
    ("indicators", 3, "kode_wilayah", "3399", "kode wilayah tidak dikenal"),
    ("indicators", 3, "kode_wilayah", "3328", "3328 adalah Kabupaten Tegal, wilayah lain"),
    ("indicators", 3, "status_data", "pasti", "harus salah satu dari: resmi, sementara, estimasi"),
    ("agencies", 2, "tanggal_masuk", "31/02/2022", "harus tanggal"),
    ("source_conflicts", 2, "kode_wilayah", "3328", "Kabupaten Tegal, wilayah lain"),
]


@pytest.mark.parametrize(("table", "row", "header", "written", "rule"), CELLS)
def test_check__one_wrong_cell_is_one_fault_at_its_place(folder, table, row, header, written, rule):
    folder.put(table, row, header, written)
    found = [
        fault for fault in folder.blocking() if fault.place == f"baris {row}" and rule in fault.rule
    ]
    assert len(found) == 1
    assert found[0].file == folder.file(table).name
    assert found[0].value == written or written in found[0].rule
    assert found[0].fix


@pytest.mark.parametrize("table", BLOCKING_TABLES)
def test_check__missing_table_that_results_rest_on_stops_the_run(folder, table):
    folder.file(table).unlink()
    spec = tables()[table]
    (fault,) = [fault for fault in folder.blocking() if fault.file == spec.file_name]
    assert fault.rule == f"tabel {spec.title} tidak ada"
    assert fault.fix.startswith(f"Buat berkas {spec.file_name} dengan kolom: {spec.headers[0]}, ")


@pytest.mark.parametrize("table", GAP_TABLES)
def test_check__other_missing_table_is_a_note(folder, table):
    folder = folder.at(table)
    folder.file(table).unlink()
    city = folder.read()
    assert [note.rule for note in city.notes] == [f"tabel {tables()[table].title} tidak ada"]
    assert len(city.table(table)) == 0
    assert list(city.table(table).columns) == list(tables()[table].columns)


@pytest.mark.parametrize("table", BLOCKING_TABLES)
def test_check__table_with_a_header_only_stops_the_run_too(folder, table):
    folder.write(table, folder.rows(table)[:1])
    title = tables()[table].title
    assert f"tabel {title} belum berisi data" in {fault.rule for fault in folder.blocking()}


@pytest.mark.parametrize(("table", "header"), REQUIRED)
def test_check__blank_required_column_is_one_fault_over_its_rows(folder, table, header):
    folder = folder.at(table)
    folder.blank(table, header)
    last = len(folder.rows(table))
    (fault,) = [
        fault
        for fault in folder.blocking()
        if (fault.file, fault.column) == (folder.file(table).name, header)
        and fault.rule == "wajib diisi"
    ]
    assert fault.place == ("baris 2" if last == 2 else f"baris 2–{last}")
    assert fault.fix.startswith("Isi: ")


@pytest.mark.parametrize("table", tables())
def test_check__required_column_that_is_not_there_is_named(folder, table):
    folder = folder.at(table)
    headers = [column.header for column in tables()[table].columns.values() if column.required]
    rows = folder.rows(table)
    place = rows[0].index(headers[-1])
    folder.write(table, [[*cells[:place], *cells[place + 1 :]] for cells in rows])
    found = [(fault.file, fault.column, fault.rule) for fault in folder.blocking()]
    assert (folder.file(table).name, headers[-1], "kolom wajib tidak ada") in found


@pytest.mark.parametrize("table", tables())
def test_check__optional_columns_may_be_blank(folder, table):
    folder = folder.at(table)
    needed = {"nilai", "bukti"}
    headers = {column.header for column in tables()[table].columns.values() if not column.required}
    for header in (headers & set(folder.rows(table)[0])) - needed:
        folder.blank(table, header)
    assert folder.read().area_code == "3376"


def test_check__no_value_of_the_city_at_all_stops_the_run(folder):
    folder.blank("indicators", "nilai")
    fault = folder.only_fault()
    assert fault.rule == "tidak ada satu pun nilai Kota Tegal (3376) sampai 31 Desember 2022"


def test_check__a_single_value_not_there_yet_is_a_note(folder):
    folder.put("indicators", 2, "nilai", "belum ada")
    (note,) = folder.read().notes
    assert (note.place, note.value, note.rule) == ("baris 2", "tpt", "belum ada data")


def test_check__neighbour_with_the_same_name_is_refused_in_words(folder):
    for row in (2, 3, 7, 8):
        folder.put("indicators", row, "kode_wilayah", "3328")
    region, nothing_left = sorted(folder.blocking(), key=lambda fault: not fault.rows)
    assert region.place == "baris 2–3, 7–8"
    assert region.rule == (
        "3328 adalah Kabupaten Tegal, wilayah lain; berkas ini milik Kota Tegal (3376)"
    )
    assert "Hapus baris itu" in region.fix
    assert "tidak ada satu pun nilai Kota Tegal" in nothing_left.rule


def test_check__swapped_code_in_city_yml_is_seen(folder):
    folder.replace("city.yml", '"3376"', '"3328"')
    rules = [fault.rule for fault in folder.blocking() if fault.file == "city.yml"]
    assert rules == ["kode 3328 adalah Kabupaten Tegal, wilayah lain; name tertulis Kota Tegal"]


def test_check__weights_that_sum_to_more_than_one_are_refused_with_both_sums(folder):
    """Oracle: 0.60 + 0.45 = 1.05 and 0.50 + 0.30 + 0.20 = 1.00, by hand."""
    for row, weight in zip(range(2, 7), ("0,60", "0,45", "50%", "0.3", "0,2"), strict=True):
        folder.put("swot_ratings", row, "bobot", weight)
    fault = folder.only_fault()
    assert fault.place == "baris 2–6"
    assert fault.rule == ("jumlah bobot penilai A: S+W 1,05 dan O+T 1; masing-masing seharusnya 1")


def test_check__weights_that_sum_to_one_are_taken(folder):
    for row, weight in zip(range(2, 7), ("0,6", "0,4", "50%", "0.3", "0,2005"), strict=True):
        folder.put("swot_ratings", row, "bobot", weight)
    assert folder.read().swot_ratings["weight"].tolist()[:4] == [0.6, 0.4, 0.5, 0.3]


def test_check__weights_for_some_factors_only_are_refused(folder):
    folder.put("swot_ratings", 2, "bobot", "1")
    rules = {fault.rule for fault in folder.blocking()}
    assert "bobot penilai A hanya diisi sebagian" in rules


@pytest.mark.parametrize(
    ("kind", "letter"), [("kekuatan", "S"), ("kelemahan", "W"), ("peluang", "O"), ("ancaman", "T")]
)
def test_check__empty_box_stops_the_run(folder, kind, letter):
    for table in ("swot_factors", "swot_ratings"):
        rows = folder.rows(table)
        folder.write(table, [row for row in rows if not row[0].startswith(f"{letter}-")])
    assert folder.only_fault().rule == (
        f"tidak ada satu pun {kind} ({letter}) sampai 31 Desember 2022"
    )


def test_check__same_key_twice_names_the_first_row(folder):
    folder.append("usg_ratings", "I-01,A,,1,1,1,contoh")
    fault = folder.only_fault()
    assert (fault.place, fault.value) == ("baris 6", "I-01 A")
    assert fault.rule == "isu + penilai ini sudah ada di usg_ratings.csv, baris 2"


def test_check__a_key_is_told_in_the_words_of_the_worksheet(folder):
    """Oracle: the row as it was typed in."""
    folder.append("ict_staff", "DISKOMINFO,pranata_komputer,2022,7,3,contoh")
    assert folder.only_fault().value == "DISKOMINFO pranata_komputer 2022"


def test_check__rater_of_two_agencies_is_refused(folder):
    folder.put("swot_ratings", 8, "opd", "DISNAKER")
    assert folder.only_fault().rule == "penilai B juga tercatat pada OPD DISKOMINFO"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Petugas 3376014501900001 di kantor", "NIK (16 angka)"),
        ("NIP 19800101 200501 1 001 tercatat", "NIP (18 angka)"),
        ("Hubungi 0812-3456-7890 segera", "nomor telepon"),
        ("Hubungi +62 812 3456 7890 segera", "nomor telepon"),
    ],
)
def test_check__personal_number_stops_the_run_and_is_not_repeated(folder, text, what):
    folder.put("issues", 2, "uraian", text)
    problem = folder.problem()
    (fault,) = problem.blocking
    assert (fault.place, fault.column, fault.rule) == ("baris 2", "uraian", f"memuat {what}")
    assert not any(part in str(problem) for part in ("3376014501900001", "19800101", "3456"))


def test_check__notes_for_what_is_doubtful_but_usable(folder):
    folder.put("indicators", 2, "nilai", "38")
    folder.put("ict_budget", 2, "pagu", "500")
    folder.put("swot_factors", 5, "uraian", "Jalan tol  melewati KOTA")
    folder.put("issues", 3, "dimensi", "Smart People")
    folder.put("issues", 3, "indikator", "ipm")
    folder.write("usg_ratings", folder.rows("usg_ratings")[:4])
    rules = [note.rule for note in folder.read().notes]
    assert len(rules) == 7
    for words in (
        "berubah −31,32 persen sejak 2021; biasanya paling banyak 5 per tahun",
        "kurang dari Rp1.000, mungkin dalam juta",
        "realisasi melebihi pagu",
        "pernyataan sama dengan faktor O-01",
        '"Smart People" berasal dari kerangka lain',
        "indikator ipm tanpa nilai Kota Tegal sampai 31 Desember 2022",
        "hanya dinilai 1 penilai; paling sedikit 2",
    ):
        assert any(words in rule for rule in rules), words


def test_check__faults_of_all_files_come_at_once(folder):
    folder.put("swot_ratings", 3, "rating", "5")
    folder.put("usg_ratings", 2, "urgensi", "9")
    folder.file("issues").unlink()
    folder.replace("city.yml", "kind: kota", "kind: desa")
    assert {fault.file for fault in folder.blocking()} >= {
        "swot_ratings.csv",
        "usg_ratings.csv",
        "issues.csv",
        "city.yml",
    }


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '=HYPERLINK("http://x")',
        "🏙️ kota 🌊",
        "\u202eterbalik\u202c",
        "$x$",
    ],
)
def test_check__hostile_text_is_carried_as_text(folder, text):
    folder.put("swot_factors", 2, "uraian", f"Pernyataan {text}")
    assert folder.read().swot_factors["statement"].iloc[0] == f"Pernyataan {text}"


def test_check__a_long_text_is_a_note_and_is_carried_whole(folder):
    folder.put("swot_factors", 2, "uraian", "kata " * 2000)
    city = folder.read()
    notes = [note for note in city.notes if "terlalu panjang" in note.rule]
    assert [(note.place, note.column) for note in notes] == [("baris 2", "uraian")]
    assert city.swot_factors["statement"].str.len().max() == 9_999
