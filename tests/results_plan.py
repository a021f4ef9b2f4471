"""Small typed examples of objectives, chain, alignment and changes, for the tests."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import plan

HORIZON = {"first_year": 2023, "last_year": 2032, "short_years": 1, "medium_years": 5}
KEYS = {
    "indicators": ["area_code", "indicator", "year"],
    "programme_plans": ["programme"],
    "programmes": ["programme"],
}


def gap() -> pd.DataFrame:
    """What stage 1 froze: unemployment 8.25 percent in 2021, access to water 92.4 in 2020."""
    return pd.DataFrame(
        {
            "indicator": ["tpt", "pdam_cakupan", "inflasi"],
            "value": [8.25, 92.4, None],
            "value_text": ["8.25", "92.4", None],
            "year": [2021, 2020, None],
            "source": ["Sakernas - BPS", "Susenas - BPS", None],
            "address": ["https://example.org/tpt", None, None],
            "status": ["official", "official", None],
        }
    )


def sheets(status: str = "official") -> dict[str, pd.DataFrame]:
    """Two programmes: E-Kelurahan reaches the evidence, Jingrang has no objective."""
    tables = {
        "issues": {
            "issue": ["I-01", "I-02", "I-03"],
            "short_name": ["Pengangguran", "Air bersih", "Wajah kota"],
            "statement": ["Pengangguran masih tinggi", "Air bersih kurang", "Wajah kota"],
            "indicators": [("tpt",), ("pdam_cakupan",), ()],
        },
        "priorities": {
            "priority": ["P-01", "P-02"],
            "document": ["rkpd", "rkpd"],
            "year": [2023, 2023],
            "statement": ["Mengurangi pengangguran", "Memperbaiki tata kelola"],
        },
        "swot_factors": {
            "factor": ["S-01", "W-01"],
            "kind": ["strength", "weakness"],
            "statement": ["Dewan Smart City sudah ada", "Pengangguran di atas provinsi"],
            "indicators": [(), ("tpt",)],
        },
        "strategies": {
            "strategy": ["WO-01", "ST-01"],
            "short_name": ["Buka kerja", "Jaga layanan"],
            "statement": ["Membuka kerja digital", "Menjaga layanan dasar"],
            "factors": [("S-01", "W-01"), ("T-09",)],
        },
        "objectives": {
            "objective": ["SA-01", "SA-02"],
            "short_name": ["Pengangguran turun", "Air minum layak"],
            "statement": ["Menurunkan pengangguran terbuka", "Memperluas air minum layak"],
            "dimension": ["ECO", "LIV"],
            "strategies": [("WO-01",), ()],
            "issues": [("I-01",), ("I-02",)],
            "priorities": [("P-01",), ()],
            "indicator": ["tpt", "pdam_cakupan"],
            "target_short": [8.0, 91.0],
            "target_medium": [7.0, 96.0],
            "target_long": [5.0, 100.0],
        },
        "programmes": {
            "programme": ["PR-01", "PR-02", "PR-03"],
            "name": ["E-Kelurahan", "Tegal Padang Jingrang", "Wifi taman"],
            "short_name": ["E-Kelurahan", "Jingrang", "Wifi taman"],
            "dimension": ["GOV", "LIV", "LIV"],
        },
        "programme_plans": {
            "programme": ["PR-01", "PR-02"],
            "objective": ["SA-01", None],
            "start_year": [2023, 2024],
            "end_year": [2025, 2024],
            "cost_rupiah": [900_000_000, None],
        },
        "roadmap": {"programme": ["PR-01", "PR-01"], "year": [2023, 2025]},
        "quick_wins": {"quick_win": ["QW-01", "QW-02"], "programme": ["PR-01", "PR-03"]},
        "commitments": {
            "commitment": ["KM-01", "KM-02"],
            "agency": ["DISKOMINFO", "DPUPR"],
            "statement": ["Menjalankan E-Kelurahan", "Menata taman"],
            "programmes": [("PR-01",), ()],
        },
        "self_evaluation": {
            "question": ["EV-01", "EV-02", "EV-03"],
            "part": ["quick_win", "quick_win", "outcome"],
            "dimension": ["GOV", "ENV", "ENV"],
            "statement": ["Kemajuan GOV", "Kemajuan ENV", "Hasil ENV"],
        },
    }
    sourced = {"source": "Buku data - Bappeda", "address": None, "status": status}
    return {name: pd.DataFrame(columns).assign(**sourced) for name, columns in tables.items()}


def traced(stage: int = 4, status: str = "official"):
    """One of two programmes reaches the evidence."""
    return plan.trace(sheets(status), stage=stage, gap=gap())


def aimed(status: str = "official"):
    """Unemployment falls as it should; the first target on water lies below where it stands."""
    return plan.objectives(sheets(status)["objectives"], gap(), **HORIZON)


def aligned(status: str = "official"):
    """E-Kelurahan serves P-01, Jingrang nothing."""
    tables = sheets(status)
    named = ("programme_plans", "programmes", "objectives", "priorities")
    return plan.alignment(*(tables[name] for name in named))


def frozen() -> dict[str, pd.DataFrame]:
    """All text, as a stage freezes it: Jingrang later by a year, Taman since dropped."""
    return {
        "programmes": pd.DataFrame(
            {
                "programme": ["PR-01", "PR-02", "PR-04"],
                "short_name": ["E-Kelurahan", "Jingrang", ""],
            }
        ),
        "programme_plans": pd.DataFrame(
            {
                "programme": ["PR-01", "PR-02", "PR-04"],
                "start_year": ["2023", "2023", "2023"],
                "end_year": ["2025", "2024", "2024"],
                "cost_rupiah": ["900000000", "", "5000000"],
                "status": "official",
            }
        ),
    }


def reasons() -> pd.DataFrame:
    """Jingrang was moved at stage 3, by a decision; why PR-04 is gone nobody says."""
    return pd.DataFrame(
        {
            "programme": ["PR-02"],
            "stage": [3],
            "change": ["moved"],
            "reason": ["Lahan belum siap"],
            "decided_by": ["Kepala Bappeda"],
            "date": [pd.Timestamp("2022-08-20")],
            "status": ["official"],
        }
    )


def changed(since: int = 2):
    """PR-02 moved by a year, PR-04 dropped, and PR-03 new on the long list."""
    return plan.changes(frozen(), sheets(), keys=KEYS, since=since, reasons=reasons())


EXAMPLES = {
    "Objectives": aimed,
    "Chain": traced,
    "Alignment": aligned,
    "Changes": changed,
    "History": lambda: plan.history(changed(1), changed(2), changed(3)),
}
