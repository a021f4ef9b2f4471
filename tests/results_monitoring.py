"""One small typed example of every result of monitoring, for the tests of the report."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import monitoring

NOTHING = pd.DataFrame()
PROGRAMMES = pd.DataFrame(
    {"programme": ["PR-01", "PR-02"], "short_name": ["E-Kelurahan", "Limbah B3"]}
)
AGENCIES = pd.DataFrame({"agency": ["DISKOMINFO", "DLH"], "short_name": ["Diskominfo", "DLH"]})
PLANS = pd.DataFrame({"programme": ["PR-01", "PR-02"], "agency": ["DISKOMINFO", "DLH"]})


def objectives() -> pd.DataFrame:
    """Unemployment aims at 4.5 %; the second objective has no indicator."""
    return pd.DataFrame(
        {
            "objective": ["SA-01", "SA-02"],
            "short_name": ["Pengangguran turun", "Layanan sehari"],
            "indicator": ["tpt", None],
            "name": ["Tingkat pengangguran terbuka", None],
            "unit": ["persen", None],
            "decimals": [2, None],
            "direction": ["down", None],
            "baseline": [6.68, None],
            "baseline_year": [2022, None],
            "target_short": [6.5, None],
            "target_medium": [5.5, None],
            "target_long": [4.5, None],
            "year_short": [2023, 2023],
            "year_medium": [2027, 2027],
            "year_long": [2032, 2032],
        }
    )


def programme_indicators(status: str = "official") -> pd.DataFrame:
    """The outcome of PR-01 is settled; its output lacks a steward and a baseline."""
    return pd.DataFrame(
        {
            "programme": ["PR-01", "PR-01"],
            "level": ["outcome", "output"],
            "name": ["Surat selesai sehari", "Kelurahan terhubung"],
            "indicator": [None, None],
            "unit": ["persen", "kelurahan"],
            "baseline": [40.0, None],
            "baseline_year": [2022, None],
            "target": [90.0, 27.0],
            "target_year": [2024, 2023],
            "data_source": ["Aplikasi E-Kelurahan", "Laporan"],
            "frequency": ["monthly", "quarterly"],
            "agency": ["DISKOMINFO", None],
            "status": status,
        }
    )


def indicators() -> pd.DataFrame:
    """Three years of the city, the last provisional, and one of the province."""
    return pd.DataFrame(
        {
            "area_code": ["3376", "3376", "3376", "33"],
            "indicator": "tpt",
            "year": [2021, 2020, 2022, 2022],
            "value": [8.25, 8.4, 6.68, 5.57],
            "agency": "DISNAKER",
            "status": ["official", "official", "provisional", "official"],
        }
    )


def gap(value: float = 6.68) -> pd.DataFrame:
    """One measured indicator and one without a value."""
    return pd.DataFrame(
        {
            "indicator": ["tpt", "asn_jumlah"],
            "name": ["Tingkat pengangguran terbuka", "Jumlah ASN"],
            "unit": ["persen", "orang"],
            "value": [value, None],
            "value_text": [str(value), None],
            "year": [2022, None],
            "source": ["BPS", "Belum ditemukan"],
            "address": ["https://bps.go.id", None],
            "status": ["official", "provisional"],
        }
    )


def watched(status: str = "official"):
    return monitoring.frame(
        objectives(),
        programme_indicators(status),
        indicators(),
        area="3376",
        first_year=2023,
        last_year=2032,
        programmes=PROGRAMMES,
    )


def started(**options):
    return monitoring.baseline(objectives(), programme_indicators(), gap(), **options)


def promised(status: str = "official"):
    """Diskominfo has signed, DLH leads PR-02 and has promised nothing."""
    rows = pd.DataFrame(
        {
            "commitment": ["KM-01"],
            "agency": ["DISKOMINFO"],
            "statement": ["Menjalankan E-Kelurahan"],
            "programmes": [("PR-01",)],
            "target": ["Semua kelurahan"],
            "signatory": ["Kepala Dinas"],
            "signed": ["yes"],
            "date": [pd.Timestamp(2022, 9, 14)],
            "status": status,
        }
    )
    return monitoring.commitments(rows, AGENCIES, PLANS, programmes=PROGRAMMES)


def drafted(status: str = "official") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "document": ["book_1", "book_1", "perwal"],
            "chapter": ["Pendahuluan", "Analisis SWOT", "-"],
            "state": ["final", "review", "draft"],
            "number": [None, None, None],
            "due": pd.to_datetime(["2022-10-01", "2022-10-15", "2023-02-01"]),
            "date": pd.to_datetime(["2022-09-20", None, None]),
            "agency": ["BAPPEDA", "BAPPEDA", "SETDA"],
            "status": status,
        }
    )


def reviewed() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "review": ["RV-01", "RV-02"],
            "document": ["book_1", "book_1"],
            "chapter": ["Analisis SWOT", "Pendahuluan"],
            "statement": ["Faktor ancaman kurang bukti", "Tambah ruang lingkup"],
            "block": ["academia", "council"],
            "response": [None, "Sudah ditambah"],
            "decided_by": [None, "Ketua Tim Pelaksana"],
            "date": pd.to_datetime([None, "2022-09-18"]),
            "state": ["open", "closed"],
            "status": "official",
        }
    )


def answers(status: str = "official") -> pd.DataFrame:
    """One question a part, impact in two dimensions; the output score has no evidence."""
    return pd.DataFrame(
        {
            "question": ["EV-01", "EV-02", "EV-03", "EV-04", "EV-05", "EV-06"],
            "part": ["baseline", "output", "outcome", "impact", "impact", "quick_win"],
            "dimension": [None, None, None, "GOV", "ECO", None],
            "statement": [
                "Data dasar",
                "Kebijakan",
                "Program berjalan",
                "Warga",
                "Usaha",
                "Inovasi",
            ],
            "score": [3.0, 3.0, 2.0, 2.0, 3.0, 4.0],
            "evidence": ["SK", None, "Laporan", "Survei", "Survei", "Foto"],
            "agency": "DISKOMINFO",
            "status": status,
        }
    )


def scheduled(status: str = "official"):
    steps = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02"],
            "year": [2023, 2024],
            "quarter": [2, 1],
            "statement": ["Uji coba di dua kelurahan", "Bangun gudang"],
            "agency": ["DISKOMINFO", "DLH"],
            "status": status,
        }
    )
    milestones = pd.DataFrame(
        {"programme": ["PR-02"], "year": [2023], "milestone": ["Izin terbit"], "status": status}
    )
    progress = pd.DataFrame(
        {
            "quick_win": ["QW-01"],
            "date": pd.to_datetime(["2022-10-01"]),
            "launch": pd.to_datetime(["2023-01-20"]),
            "status": status,
        }
    )
    chosen = pd.DataFrame({"quick_win": ["QW-01"], "programme": ["PR-01"]})
    return monitoring.calendar(
        steps,
        milestones,
        progress,
        drafted(status),
        first_year=2023,
        programmes=PROGRAMMES,
        quick_wins=chosen,
    )


EXAMPLES = {
    "Frame": watched,
    "Baseline": started,
    "Commitments": promised,
    "Documents": lambda: monitoring.documents(drafted(), reviewed()),
    "SelfEvaluation": lambda: monitoring.evaluation(answers()),
    "Proof": monitoring.proof,
    "Calendar": scheduled,
}
"""By name of the type; a new type of result without one fails the tests."""
