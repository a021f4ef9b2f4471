"""A small roadmap to show: three programmes, one of them waiting in vain, one without a cost."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import plan

HORIZON = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5, agency_load=1)


def programmes() -> pd.DataFrame:
    """Three of the long list, and one that nobody planned."""
    return pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02", "PR-03", "PR-04"],
            "short_name": ["E-Kelurahan", "Job Cafe", "Jingrang", "Limbah B3"],
            "dimension": ["GOV", "ECO", "LIV", "ENV"],
            "status": "official",
        }
    )


def plans(status: str = "official") -> pd.DataFrame:
    """E-Kelurahan 2023, Job Cafe 2023–2025 after it, Jingrang 2023–2030 without a cost."""
    return pd.DataFrame(
        {
            "programme": ["PR-02", "PR-01", "PR-03"],
            "agency": ["DISNAKER", "DISKOMINFO", "DISKOMINFO"],
            "start_year": pd.array([2023, 2023, 2023], dtype="Int64"),
            "end_year": pd.array([2025, 2023, 2030], dtype="Int64"),
            "cost_rupiah": pd.array([900_000_001, 300_000_000, None], dtype="Int64"),
            "fund": ["dak", "apbd", None],
            "prerequisites": [("PR-03",), None, ("PR-04",)],
            "status": status,
        }
    )


def rows() -> pd.DataFrame:
    """Ceilings of E-Kelurahan and of the first year of Job Cafe; a milestone without money."""
    return pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02", "PR-02"],
            "year": pd.array([2023, 2023, 2024], dtype="Int64"),
            "ceiling_rupiah": pd.array([300_000_000, 200_000_000, None], dtype="Int64"),
            "fund": [None, "apbd", None],
            "milestone": ["Aplikasi dipakai", None, "Pelatihan pertama"],
            "status": "official",
        }
    )


def planned(status: str = "official", **options):
    """By hand: 1,200,000,001 rupiah, of which 700,000,001 without a ceiling."""
    agencies = pd.DataFrame({"agency": ["DISKOMINFO"], "short_name": ["Diskominfo"]})
    quick_wins = pd.DataFrame({"programme": ["PR-01"], "status": "official"})
    given = {"agencies": agencies, "quick_wins": quick_wins, **HORIZON, **options}
    return plan.roadmap(programmes(), plans(status), rows(), **given)


EXAMPLES = {"Roadmap": planned}
