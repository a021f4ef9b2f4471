"""A small action plan, typed by hand: three programmes, one of them nearly blank."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import action_plan

FIRST_YEAR, LAST_YEAR = 2023, 2032


def sheets(status: str = "official") -> dict[str, pd.DataFrame]:
    """Worksheets and frozen tables: PR-01 is full, PR-02 half full, PR-03 has a plan only."""
    programmes = pd.DataFrame(
        {
            "programme": ["PR-03", "PR-01", "PR-02", "PR-09"],
            "name": ["Olah limbah", "E-Kelurahan", "Job Cafe Anteraja", "Belum direncanakan"],
            "short_name": ["Limbah B3", "E-Kelurahan", "Job Cafe", "Usulan"],
            "dimension": ["ENV", "GOV", "ECO", "SOC"],
            "status": "official",
        }
    )
    plans = pd.DataFrame(
        {
            "programme": ["PR-03", "PR-02", "PR-01"],
            "objective": [None, "SA-02", "SA-01"],
            "subdimension": ["ENV-2", "ECO-2", "GOV-1"],
            "agency": ["DLH", "DISNAKER", "KOMINFO"],
            "partners": [(), ("KOMINFO",), ("DLH", "BAPPEDA")],
            "block": ["infrastructure", "service", "application"],
            "start_year": pd.array([2024, 2023, 2023], dtype="Int64"),
            "end_year": pd.array([2033, 2025, 2023], dtype="Int64"),
            "cost_rupiah": pd.array([None, 500_000_000, 300_000_000], dtype="Int64"),
            "fund": [None, "apbd", "apbd"],
            "prerequisites": [("PR-02", "PR-09"), (), ()],
            "status": status,
        }
    )
    action_plans = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02"],
            "issue": ["I-01", None],
            "purpose": ["Surat selesai tanpa antre", "Pencari kerja dilatih"],
            "residents": ["Pemohon surat", None],
            "residents_count": pd.array([12_000, 800], dtype="Int64"),
            "other_partners": [None, "Kafe setempat"],
            "data_needs": ["Data penduduk", None],
            "system_needs": ["Jaringan kelurahan", "Laman lowongan"],
            "risk": ["Listrik padam; disiapkan genset", None],
            "regulation": ["Perwal pelayanan", None],
            "status": status,
        }
    )
    activities = pd.DataFrame(
        {
            "activity": ["KG-003", "KG-001", "KG-002", "KG-004"],
            "programme": ["PR-02", "PR-01", "PR-01", "PR-02"],
            "year": pd.array([2023, 2023, 2023, 2026], dtype="Int64"),
            "quarter": pd.array([3, 1, 2, 1], dtype="Int64"),
            "statement": ["Latih pelatih", "Susun alur", "Uji coba", "Nilai hasil"],
            "agency": ["DISNAKER", "KOMINFO", "KOMINFO", "DISNAKER"],
            "status": status,
        }
    )
    programme_indicators = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-01", "PR-02", "PR-02"],
            "level": ["outcome", "output", "outcome", "impact"],
            "name": ["Lama mengurus surat", "Kelurahan terhubung", "Peserta bekerja", "TPT"],
            "indicator": [None, None, None, "tpt"],
            "unit": ["hari", "kelurahan", "orang", "persen"],
            "baseline": [3.0, 0.0, None, 8.0],
            "baseline_year": pd.array([2022, 2022, None, 2021], dtype="Int64"),
            "target": [1.0, 27.0, 400.0, 9.0],
            "target_year": pd.array([2023, 2023, 2025, 2033], dtype="Int64"),
            "data_source": ["Laporan layanan", "Laporan layanan", None, "Sakernas"],
            "frequency": ["quarterly", "annual", None, "annual"],
            "agency": ["KOMINFO", "KOMINFO", None, "DISNAKER"],
            "status": status,
        }
    )
    roadmap = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02", "PR-03"],
            "start_year": [2023, 2023, 2024],
            "end_year": [2023, 2025, 2033],
            "horizon": ["short", "medium", "long"],
            "cost_rupiah": [3e8, 5e8, None],
            "ceiling_rupiah": [3e8, 2e8, None],
            "without_ceiling_rupiah": [0.0, 3e8, None],
            "is_quick_win": [True, True, False],
            "status": status,
        }
    )
    objectives = pd.DataFrame(
        {
            "objective": ["SA-01", "SA-02"],
            "short_name": ["Layanan cepat", "Lapangan kerja"],
            "statement": ["Layanan publik makin cepat", "Pengangguran makin sedikit"],
            "dimension": ["GOV", "ECO"],
            "indicator": ["kepatuhan_pelayanan_publik", None],
            "name": ["Kepatuhan standar pelayanan publik", None],
            "unit": ["nilai", None],
            "decimals": [2.0, None],
            "direction": ["up", None],
            "baseline": [90.7, None],
            "baseline_year": [2022.0, None],
            "source": ["Ombudsman 2022", None],
            "address": ["https://ombudsman.example/2022", None],
            "target_long": [96.0, None],
            "year_long": [2032.0, None],
            "status": status,
        }
    )
    issues = pd.DataFrame(
        {
            "issue": ["I-01"],
            "short_name": ["Tata kelola"],
            "statement": ["Layanan lambat dan berbelit"],
        }
    )
    agencies = pd.DataFrame(
        {
            "agency": ["KOMINFO", "DLH", "DISNAKER"],
            "short_name": ["Diskominfo", "Dinas LH", "Disnaker"],
        }
    )
    gap = pd.DataFrame(
        {
            "indicator": ["tpt", "kepatuhan_pelayanan_publik"],
            "value": [8.25, 90.7],
            "year": [2021, 2022],
            "source": ["BPS 2021", "Ombudsman 2022"],
            "address": ["https://bps.example/tpt", None],
            "agency": ["DISNAKER", "KOMINFO"],
            "status": "official",
        }
    )
    quick_wins = pd.DataFrame(
        {
            "quick_win": ["QW-02", "QW-01"],
            "programme": ["PR-02", "PR-01"],
            "source": "Berita 2022",
            "address": None,
            "status": "official",
        }
    )
    progress = pd.DataFrame(
        {
            "quick_win": ["QW-01", "QW-01", "QW-01"],
            "date": pd.to_datetime(["2022-11-01", "2022-09-14", "2022-10-01"]),
            "state": ["running", "planning", "building"],
            "progress_percent": pd.array([60, 50, 40], dtype="Int64"),
            "launch": pd.to_datetime(["2022-12-01", None, None]),
            "evidence": ["Berita acara", None, None],
            "note": [None, None, "dihitung ulang"],
            "status": status,
        }
    )
    return {
        "programmes": programmes,
        "plans": plans,
        "action_plans": action_plans,
        "activities": activities,
        "programme_indicators": programme_indicators,
        "roadmap": roadmap,
        "objectives": objectives,
        "issues": issues,
        "agencies": agencies,
        "gap": gap,
        "quick_wins": quick_wins,
        "progress": progress,
    }


NOT_FOR_CARDS = ("quick_wins", "progress")


def carded(status: str = "official", **changed):
    """The cards of the small plan, with some sheets exchanged."""
    given = {**sheets(status), **changed}
    given = {name: frame for name, frame in given.items() if name not in NOT_FOR_CARDS}
    return action_plan.cards(
        *(given.pop(name) for name in ("programmes", "plans", "action_plans", "activities")),
        *(given.pop(name) for name in ("programme_indicators", "roadmap")),
        **given,
    )


def advanced(status: str = "official", **changed):
    """The quick wins of the small plan."""
    given = {**sheets(status), **changed}
    return action_plan.quick_win_cards(given["quick_wins"], given["progress"], carded(status))


def checked_plan(**changed):
    """What does not fit in the small plan."""
    given = {**sheets(), **changed}
    return action_plan.checks(
        carded(**changed),
        given["roadmap"],
        given["programme_indicators"],
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
    )


def explained(**changed):
    """The dictionary of the small plan."""
    given = {**sheets(), **changed}
    return action_plan.indicators(
        given["programme_indicators"],
        given["objectives"],
        gap=given["gap"],
        programmes=given["programmes"],
        agencies=given["agencies"],
    )


def summed_up():
    """The dimensions of the small plan."""
    return action_plan.dimensions(carded(), sheets()["objectives"])


EXAMPLES = {
    "Cards": carded,
    "QuickWinCards": advanced,
    "Checks": checked_plan,
    "IndicatorDictionary": explained,
    "DimensionSummary": summed_up,
}
