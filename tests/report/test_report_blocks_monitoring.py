"""Monitoring and finalisation on the page.

Oracle: the markup as a reader with scissors would cut it out.
"""

from __future__ import annotations

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from results_monitoring import (
    AGENCIES,
    NOTHING,
    PLANS,
    answers,
    drafted,
    objectives,
    promised,
    reviewed,
    scheduled,
    started,
    watched,
)
from test_report_findings_monitoring import EMPTY

from smartcity_analysis.analysis import monitoring
from smartcity_analysis.report.blocks import block
from smartcity_analysis.report.blocks.monitoring import written

IDS = {
    "frame": "kerangka-pantau",
    "baseline": "data-awal",
    "commitments": "komitmen",
    "documents": "dokumen",
    "evaluation": "simulasi-evaluasi",
    "calendar": "kalender",
}


def soup(result):
    return BeautifulSoup(block(result).html, "html.parser")


def rows(table):
    return [[c.get_text(" ", strip=True) for c in r.find_all(["th", "td"])] for r in table("tr")]


@pytest.mark.parametrize("name", IDS)
def test_blocks__of_empty_tables_say_so(name):
    made = block(EMPTY[name]())
    assert made.id == IDS[name]
    words = Markup(made.html).striptags()
    assert "belum" in words.lower()
    assert not re.search(r"\bnan\b|None|NaT|<NA>", words)
    assert set(made.tables) == set(EMPTY[name]().tables())


def test_frame__one_small_picture_an_indicator():
    made = soup(watched())
    words = [text.get_text() for text in made.svg.find_all("text")]
    assert "● 6,68 (2022)" in words
    assert "◇ 4,50 (2032)" in words
    assert "Tingkat pengangguran terbuka (persen)" in words


def test_frame__what_is_open_is_a_word_not_a_blank():
    tables = soup(watched())("table")
    caption = "Indikator program yang dipantau"
    found = next(t for t in tables if t.caption.get_text() == caption)
    by_name = {row[0]: row[1:] for row in rows(found)}
    assert by_name["Kelurahan terhubung"] == [
        *("E-Kelurahan · keluaran", "kelurahan", "–", "27 (2023)"),
        *("Laporan", "triwulanan", "▲ belum ada"),
    ]
    assert found.find("a")["href"] == "#jejak-PR-01"


def test_frame__draws_ten_and_says_so():
    many = pd.concat([objectives().iloc[:1]] * 11, ignore_index=True)
    codes = ["tpt", "ipm", "inflasi", "gini_ratio", "pertumbuhan_ekonomi", "stunting_ssgi"]
    codes += ["rth_publik", "koperasi_aktif", "penganggur_jumlah", "opini_bpk", "garis_kemiskinan"]
    many = many.assign(indicator=codes, name=codes, objective=[f"SA-{n:02d}" for n in range(11)])
    result = monitoring.frame(many, NOTHING, NOTHING, area="3376", first_year=2023, last_year=2032)
    made = block(result)
    assert "Digambar 10 dari 11 indikator sasaran" in made.html
    assert len(made.html[made.html.index("<svg") : made.html.index("</svg>")]) < 60_000


def test_frame__names_what_has_neither_value_nor_target():
    bare = objectives()[["objective", "short_name", "indicator", "name"]]
    result = monitoring.frame(bare, NOTHING, NOTHING, area="3376", first_year=2023, last_year=2032)
    assert "<svg" not in block(result).html


def test_baseline__old_value_and_new_side_by_side():
    made = soup(started(frozen=started().table.assign(value=[8.25, 40.0])))
    table = made("table")[0]
    assert rows(table)[1] == [
        *("Tingkat pengangguran terbuka", "indikator kota", "8,25 (2022)", "6,68 (2022)", "diubah")
    ]
    assert re.fullmatch("[0-9a-f]{64}", made.code.get_text())


def test_commitments__a_line_only_where_nobody_signed():
    assert not soup(promised()).find(class_="sign-line")
    assert "● sudah, 14 September 2022" in soup(promised()).get_text()
    rows_open = pd.DataFrame({"commitment": ["KM-01"], "agency": ["DLH"], "signed": [None]})
    made = soup(monitoring.commitments(rows_open, AGENCIES, PLANS))
    assert len(made.find_all(class_="sign-line")) == 1
    assert made.find("a", href="#jejak-PR-02").get_text() == "PR-02"


def test_commitments__made_up_rows_are_marked_one_by_one():
    made = soup(promised("sample"))
    assert made.tbody.find(class_="sample-mark").get_text() == "CONTOH"
    assert not soup(promised()).find(class_="sample-mark")


def test_documents__all_seven_are_shown():
    table = soup(monitoring.documents(drafted(), reviewed()))("table")[0]
    shown = rows(table)[1:]
    assert len(shown) == 7
    assert shown[0] == [
        *("Buku 1 – Analisis Strategis", "▲ reviu, 1 dari 2 bab final", "15 Oktober 2022")
    ]
    assert shown[-1] == ["Forum Smart City", "○ belum dicatat", "–"]


def test_documents__notes_say_who_decided():
    made = soup(monitoring.documents(drafted(), reviewed()))
    table = next(t for t in made("table") if "Catatan reviu" in t.caption.get_text())
    assert rows(table)[1:] == [
        ["Buku 1, Analisis SWOT", "Faktor ancaman kurang bukti dari akademisi", "▲ terbuka"],
        [
            *("Buku 1, Pendahuluan", "Tambah ruang lingkup dari dewan"),
            "● selesai Sudah ditambah Ketua Tim Pelaksana, 18 September 2022",
        ],
    ]


def test_evaluation__is_labelled_a_simulation_whatever_it_rests_on():
    for given in (answers(), answers("sample"), NOTHING):
        mark = soup(monitoring.evaluation(given)).find(class_="simulation-mark")
        assert mark.get_text() == "simulasi, bukan nilai Kominfo"


def test_evaluation__dearest_evidence_first():
    made = soup(monitoring.evaluation(answers().assign(evidence=None)))
    table = next(t for t in made("table") if "Bukti yang belum ada" in t.caption.get_text())
    assert [row[:2] for row in rows(table)[1:4]] == [
        ["Inovasi", "0,80"],
        ["Kebijakan", "0,60"],
        ["Program berjalan", "0,60"],
    ]


def test_proof__names_letter_and_figures():
    made = soup(monitoring.proof())
    assert rows(made.table)[1][:4] == ["Kota Kediri 2022", "3,315", "3,31", "ya"]
    assert "B-1478/DJAI/AI.01.02/11/2024" in made.find(class_="source").get_text()


def test_calendar__dates_stand_open_and_quarters_fold():
    made = soup(scheduled())
    assert rows(made.table)[1:] == [
        ["15 Oktober 2022", "Tenggat Buku 1 – Analisis Strategis, BAPPEDA"],
        ["20 Januari 2023", "Peluncuran E-Kelurahan"],
        ["1 Februari 2023", "Tenggat Peraturan kepala daerah, SETDA"],
    ]
    assert [fold.get_text() for fold in made("summary")] == [
        "Triwulan 2 tahun 2023: 1 kegiatan",
        "Sepanjang tahun 2023: 1 tonggak",
    ]


@pytest.mark.parametrize(
    ("value", "indicator", "shown"),
    [
        (6.675, "tpt", "6,68"),
        (4.0, "opini_bpk", "WTP"),
        (381_994_269_000, "apbdp_pad", "381.994.269.000"),
        (2.5, "tidak_dikenal", "2,50"),
        (None, "tpt", "–"),
    ],
)
def test_written__as_its_indicator_is_written(value, indicator, shown):
    assert written(value, indicator) == shown


def test_written__rupiah_in_words_where_room_is_short():
    assert written(381_994_269_000, "apbdp_pad", brief=True) == "Rp382,0 miliar"
