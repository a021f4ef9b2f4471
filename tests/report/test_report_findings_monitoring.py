"""What monitoring and finalisation say.

Oracle: the sentences typed in, for the small sheets of results_monitoring.
"""

from __future__ import annotations

import pandas as pd
import pytest
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

from smartcity_analysis.analysis import monitoring
from smartcity_analysis.report import findings


def said(result):
    found = findings.of(result)
    return found.claim, found.detail


def test_frame__says_what_is_not_settled():
    claim, detail = said(watched())
    assert claim == "1 dari 3 indikator punya produsen data, sumber, dan frekuensi"
    assert detail == (
        "Dipantau mulai 2023 sampai 2032: 1 indikator sasaran dan 2 indikator program. "
        "Belum lengkap: 1 tanpa frekuensi dan 1 tanpa produsen data. 1 belum punya nilai awal. "
        "1 sasaran belum punya indikator, jadi tidak dapat dipantau."
    )


def test_baseline__frozen_and_differing():
    claim, _ = said(started())
    assert claim == f"2 nilai awal dibekukan, sidik jari {started().digest[:12]}"
    frozen = started().table.assign(value=[8.25, 40.0])
    claim, detail = said(started(frozen=frozen))
    assert claim == "Data awal beku berbeda pada 1 nilai; yang beku tetap berlaku"
    assert detail.startswith("Nilai beku hanya diganti dengan perintah bekukan ulang")


def test_commitments__signed_or_not():
    claim, detail = said(promised())
    assert claim == "Komitmen OPD sudah ditandatangani semua (1)"
    assert detail == (
        "1 dari 2 program rencana disebut dalam komitmen. OPD utama yang belum punya komitmen: DLH."
    )
    rows = pd.DataFrame(
        {"commitment": ["KM-01", "KM-02"], "agency": "DLH", "signed": ["yes", "no"]}
    )
    assert said(monitoring.commitments(rows, AGENCIES, PLANS))[0] == (
        "1 dari 2 komitmen OPD sudah ditandatangani"
    )


def test_documents__what_is_open_due_and_unrecorded():
    claim, detail = said(monitoring.documents(drafted(), reviewed()))
    assert claim == "0 dari 7 dokumen sudah final"
    assert detail == (
        "1 dari 2 catatan reviu masih terbuka. "
        "Tenggat terdekat 15 Oktober 2022: Buku 1 – Analisis Strategis. "
        "Belum dicatat: Buku 2 – Masterplan, Buku 3 – Ringkasan Eksekutif, SK Dewan Smart City, "
        "dan 2 lainnya."
    )


def test_documents__all_final():
    rows = pd.DataFrame({"document": monitoring.DOCUMENTS, "chapter": "-", "state": "final"})
    claim, detail = said(monitoring.documents(rows, reviewed().iloc[1:]))
    assert claim == "Semua 7 dokumen sudah final"
    assert detail == "Semua 1 catatan reviu sudah selesai."


def test_evaluation__what_missing_evidence_costs():
    """Oracle: 20 % of the 3 that output scores is 0.6; dimensions as the guide names them."""
    claim, detail = said(monitoring.evaluation(answers()))
    assert claim == "Simulasi indeks 2,80 dari 4; tanpa bukti hanya 2,20"
    assert detail.startswith(
        "Ini simulasi dari jawaban kota sendiri, bukan nilai Kominfo; bobot surat Kominfo 2021. "
        "1 dari 6 nilai belum punya bukti; yang paling mahal: Kebijakan (0,60 angka indeks). "
        "Dampak belum dinilai pada dimensi Smart Branding, "
    )


def test_evaluation__with_evidence_and_without_a_part():
    backed = answers().assign(evidence="SK")
    claim, detail = said(monitoring.evaluation(backed))
    assert claim == "Simulasi indeks 2,80 dari 4, bukan nilai Kominfo"
    assert "Semua 6 nilai punya bukti." in detail
    claim, detail = said(monitoring.evaluation(backed.iloc[:-1]))
    assert claim == "Simulasi indeks antara 2,00 dan 2,80 dari 4"
    assert "Belum ada nilainya: quick win." in detail


def test_proof__both_within_rounding():
    assert said(monitoring.proof()) == (
        "Rumus ini memberi 2 angka terbit dalam batas pembulatan",
        (
            "Kota Kediri 2022 dihitung 3,315, terbit 3,31; "
            "Kota Jambi 2024 dihitung 3,475, terbit 3,48."
        ),
    )
    assert said(monitoring.proof(weights="sleman"))[0] == (
        "0 dari 2 angka terbit cocok dengan rumus ini"
    )


def test_calendar__counts_by_kind():
    assert said(scheduled()) == (
        "5 kegiatan, tonggak, peluncuran, dan tenggat sampai akhir 2023",
        "2 tenggat dokumen, 1 peluncuran, 1 kegiatan, dan 1 tonggak.",
    )


EMPTY = {
    "frame": lambda: monitoring.frame(
        NOTHING, NOTHING, NOTHING, area="3376", first_year=2023, last_year=2032
    ),
    "baseline": lambda: monitoring.baseline(NOTHING, NOTHING, NOTHING),
    "commitments": lambda: monitoring.commitments(NOTHING, AGENCIES, PLANS),
    "documents": lambda: monitoring.documents(NOTHING, NOTHING),
    "evaluation": lambda: monitoring.evaluation(NOTHING),
    "calendar": lambda: monitoring.calendar(NOTHING, NOTHING, NOTHING, NOTHING, first_year=2023),
}
SAYS = {
    "frame": "Belum ada indikator yang dipantau",
    "baseline": "Belum ada nilai awal yang dapat dibekukan",
    "commitments": "Belum ada komitmen OPD yang dicatat",
    "documents": "Belum ada dokumen yang dicatat",
    "evaluation": "Evaluasi mandiri belum diisi",
    "calendar": "Belum ada kegiatan yang dijadwalkan pada 2023",
}


@pytest.mark.parametrize("name", EMPTY)
def test_empty_tables__give_a_neutral_claim(name):
    claim, detail = said(EMPTY[name]())
    assert claim == SAYS[name]
    assert detail == "" or detail.endswith(".")


def test_frame__objectives_alone_have_no_frequency():
    alone = monitoring.frame(
        objectives(), NOTHING, NOTHING, area="3376", first_year=2023, last_year=2032
    )
    assert "1 tanpa frekuensi dan 1 tanpa produsen data" in findings.of(alone).detail
