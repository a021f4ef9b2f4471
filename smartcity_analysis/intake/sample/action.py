"""Sample action plan of stage 3: cards, activities, programme indicators, progress."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.sample.basis import MARK, Basis, Row, frame, records

CARD = {
    "residents": "warga yang memakai layanan ini",
    "other_partners": "satu perguruan tinggi dan satu mitra usaha",
    "data_needs": "data sasaran dan data pemakaian layanan",
    "system_needs": "sambungan ke jaringan dan aplikasi kota",
    "risk": "dana terlambat; diredam dengan menjadwal ulang kegiatan",
    "regulation": "keputusan kepala OPD",
}
ACTIVITIES = ("persiapan dan penugasan", "pengadaan", "pelaksanaan", "evaluasi tahun pertama")
LATER = "pelaksanaan dan evaluasi tahunan"
STATES = ((10, "idea"), (35, "planning"), (70, "building"), (100, "running"))
PEOPLE = "penduduk_jumlah"
_BLANK = 1 / 10


def action_plans(
    basis: Basis, listed: pd.DataFrame, plan: pd.DataFrame, objectives: pd.DataFrame
) -> pd.DataFrame:
    """Fill one card per programme with sentences that say they are samples; some stay blank."""
    generator = basis.generator("action_plans")
    names = dict(zip(listed["programme"], listed["short_name"], strict=True))
    issues = dict(zip(objectives["objective"], objectives["issues"], strict=True))
    people = _population(basis)
    rows: list[Row] = []
    for row in records(plan):
        linked = issues.get(row["objective"], ())
        blank = generator.random(len(CARD)) < _BLANK
        share = float(generator.uniform(0.005, 0.08))
        rows.append(
            {
                "programme": row["programme"],
                "issue": linked[0] if linked else None,
                "purpose": f"{MARK}menyelesaikan {names[row['programme']]} sesuai rencana",
                "residents_count": int(round(people * share, -2)) if people else None,
            }
            | {
                name: None if empty else f"{MARK}{text}"
                for (name, text), empty in zip(CARD.items(), blank, strict=True)
            }
        )
    return frame(rows)


def activities(plan: pd.DataFrame) -> pd.DataFrame:
    """Plan the first year by quarter, and one activity in each later year."""
    rows: list[Row] = []
    for row in records(plan):
        first, last = int(row["start_year"]), int(row["end_year"])
        steps = [(first, quarter, text) for quarter, text in enumerate(ACTIVITIES, 1)]
        steps += [(year, 4, LATER) for year in range(first + 1, last + 1)]
        rows += [
            {
                "programme": row["programme"],
                "year": year,
                "quarter": quarter,
                "statement": f"{MARK}{text}",
                "agency": row["agency"],
            }
            for year, quarter, text in steps
        ]
    return frame([{"activity": f"KG-{n:03d}", **row} for n, row in enumerate(rows, 1)])


def programme_indicators(
    basis: Basis, plan: pd.DataFrame, objectives: pd.DataFrame
) -> pd.DataFrame:
    """Measure each programme by its output, its outcome, and the indicator of its objective."""
    generator = basis.generator("programme_indicators")
    known = {row["objective"]: row for row in records(objectives)}
    rows: list[Row] = []
    for row in records(plan):
        shared = {"programme": row["programme"], "agency": row["agency"]}
        measured = generator.random() >= _BLANK
        start = float(generator.integers(40, 71))
        told = generator.random() >= _BLANK
        rows.append(
            {
                **shared,
                "level": "output",
                "name": f"{MARK}kegiatan yang selesai",
                "unit": "persen",
                "baseline": 0.0,
                "baseline_year": basis.signing.year,
                "target": 100.0,
                "target_year": row["end_year"],
                "data_source": f"{MARK}laporan OPD" if told else None,
                "frequency": "quarterly",
            }
        )
        rows.append(
            {
                **shared,
                "level": "outcome",
                "name": f"{MARK}pemakai layanan yang puas",
                "unit": "persen",
                "baseline": start if measured else None,
                "baseline_year": basis.signing.year if measured else None,
                "target": start + 15,
                "target_year": row["end_year"],
                "data_source": f"{MARK}survei pemakai",
                "frequency": "semiannual",
            }
        )
        if row["objective"] in known:
            impact = _impact(basis, row, known[row["objective"]])
            rows += [{**shared, **impact}] if impact else []
    return frame(rows)


def progress(basis: Basis) -> pd.DataFrame:
    """Track each official quick win on three dates up to the signing."""
    generator = basis.generator("quick_win_progress")
    first = basis.horizon.first_year
    rows: list[Row] = []
    for code in basis.tables["quick_wins"]["quick_win"]:
        steps = np.cumsum(generator.integers(5, 25, 3))
        launch = pd.Timestamp(first, int(generator.integers(3, 13)), 1).date().isoformat()
        for days, percent in zip((60, 30, 0), steps, strict=True):
            rows.append(
                {
                    "quick_win": code,
                    "date": basis.before_signing(days),
                    "state": next(state for limit, state in STATES if percent <= limit),
                    "progress_percent": int(percent),
                    "launch": launch,
                }
            )
    return frame(rows)


def _impact(basis: Basis, plan: Row, objective: Row) -> Row | None:
    """Return the objective's own indicator as the programme's impact, with the target then due."""
    code = objective["indicator"]
    if not isinstance(code, str):
        return None
    entry, horizon = reference.indicators()[code], basis.horizon
    ends = {
        "target_short": horizon.first_year + horizon.short_years - 1,
        "target_medium": horizon.first_year + horizon.medium_years - 1,
        "target_long": horizon.last_year,
    }
    name = next(name for name, year in ends.items() if int(str(plan["end_year"])) <= year)
    return {
        "level": "impact",
        "name": entry.name,
        "indicator": code,
        "unit": entry.unit,
        "target": objective[name],
        "target_year": ends[name],
        "data_source": entry.official_source,
        "frequency": "annual",
    }


def _population(basis: Basis) -> float:
    indicators = basis.tables["indicators"]
    own = indicators[(indicators["area_code"] == basis.area) & (indicators["indicator"] == PEOPLE)]
    newest = own.dropna(subset=["value"]).sort_values("year")["value"]
    return float(newest.iloc[-1]) if len(newest) else 0.0
