"""A small city with six ideas, worked out by hand, from the long list to its quick wins."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis.analysis import plan, quick_win

HORIZON = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
MANDATORY = ("G-01", "G-02")


def ideas() -> pd.DataFrame:
    """Two of GOV, two of ECO, one each of LIV and ENV; the last one is not planned."""
    return pd.DataFrame(
        {
            "programme": [f"PR-0{n}" for n in range(1, 7)],
            "name": ["Antrean", "Berkas", "Cafe kerja", "Dagang daring", "Energi", "Fajar hijau"],
            "short_name": ["Antre", "Berkas", "Cafe", "Dagang", "Energi", "Fajar"],
            "dimension": ["GOV", "GOV", "ECO", "ECO", "LIV", "ENV"],
            "agency": ["DISKOMINFO", None, None, None, None, "DLH"],
            "kind": ["proposal"] * 5 + ["running"],
            "source": ["Berita daerah"] * 6,
            "address": [None] * 6,
            "status": "official",
        }
    )


def plans(status: str = "official") -> pd.DataFrame:
    """Antre and Cafe are quick; Energi has no cost yet."""
    return pd.DataFrame(
        {
            "programme": [f"PR-0{n}" for n in range(1, 6)],
            "objective": ["SA-01"] * 5,
            "subdimension": ["GOV-1", "GOV-1", "ECO-2", "ECO-3", None],
            "agency": ["SETDA", "SETDA", "DISNAKER", "DISNAKER", "DPUPR"],
            "block": ["service", "service", "policy", "application", None],
            "start_year": pd.array([2023] * 5, dtype="Int64"),
            "end_year": pd.array([2023, 2023, 2023, 2024, 2032], dtype="Int64"),
            "cost_rupiah": pd.array(
                [100_000_000, 400_000_000, 200_000_000, 100_000_000, None], dtype="Int64"
            ),
            "fund": ["apbd"] * 5,
            "status": status,
        }
    )


def criteria() -> pd.DataFrame:
    """Two criteria that people rate, and the cost."""
    return pd.DataFrame(
        {
            "criterion": ["KR-01", "KR-02", "KR-03"],
            "name": ["Dampak", "Upaya", "Biaya"],
            "direction": ["benefit", "cost", "cost"],
            "measure": ["rating", "rating", "cost"],
            "role": ["impact", "effort", None],
            "status": "official",
        }
    )


def ratings(status: str = "official") -> pd.DataFrame:
    """Two raters of DISKOMINFO and one of DLH; only about Antre do they differ: 4 and 2."""
    impact = {"PR-01": (5, 3, 2), "PR-02": (5,) * 3, "PR-03": (4,) * 3, "PR-04": (2,) * 3}
    effort = {"PR-01": 1, "PR-02": 3, "PR-03": 2, "PR-04": 5}
    rows = [
        (code, "KR-01", rater, value)
        for code, values in impact.items()
        for rater, value in zip("ABC", values, strict=True)
    ]
    rows += [(code, "KR-02", rater, value) for code, value in effort.items() for rater in "ABC"]
    rows += [("PR-05", code, "A", 3) for code in ("KR-01", "KR-02")]
    frame = pd.DataFrame(rows, columns=["programme", "criterion", "rater", "value"])
    agency = {"A": "DISKOMINFO", "B": "DISKOMINFO", "C": "DLH"}
    return frame.assign(agency=frame["rater"].map(agency), status=status)


def answers(status: str = "official") -> pd.DataFrame:
    """Antre, Berkas and Fajar pass; Cafe has one unknown, Dagang one no."""
    given = {
        "PR-01": ("yes", "yes"),
        "PR-02": ("yes", "yes"),
        "PR-03": ("yes", "unknown"),
        "PR-04": ("no", None),
        "PR-06": ("yes", "yes"),
    }
    rows = [
        (code, gate, answer)
        for code, both in given.items()
        for gate, answer in zip(MANDATORY, both, strict=True)
        if answer
    ]
    frame = pd.DataFrame(rows, columns=["programme", "gate", "answer"])
    evidence = ["Surat keputusan"] + [None] * (len(frame) - 1)
    return frame.assign(evidence=evidence, status=status)


def official() -> pd.DataFrame:
    """The city chose Berkas, Cafe and Fajar."""
    return pd.DataFrame(
        {
            "quick_win": ["QW-01", "QW-02", "QW-03"],
            "programme": ["PR-06", "PR-02", "PR-03"],
            "source": ["Berita daerah"] * 3,
            "address": [None] * 3,
            "status": "official",
        }
    )


def listed(status: str = "official"):
    return plan.programmes(ideas(), plans(status), **HORIZON)


def weighed():
    return plan.weigh(criteria(), pd.DataFrame())


def problem(status: str = "official", **changes):
    """By hand, equal weights: Antre 0.75, Cafe 2/3, Berkas 0.5, Dagang 1/3."""
    given = {
        "criteria": criteria(),
        "objectives": pd.DataFrame(),
        "weights": weighed(),
        **changes,
    }
    return plan.ranking(listed(), ratings(status), **given)


def nothing():
    return problem(weights=plan.weigh(pd.DataFrame(), pd.DataFrame()))


def asked(status: str = "official", **changes):
    return quick_win.gates(listed(), changes.get("given", answers(status)), mandatory=MANDATORY)


def chosen(status: str = "official", **changes):
    """By hand: Antre and Cafe for three hundred million."""
    given = {"budget": 300_000_000, "official": official(), "programmes": listed(status)}
    gates = changes.pop("gates", None) or asked(status)
    found = changes.pop("problem", None) or problem(status)
    return quick_win.choose(found, gates, **{**given, **changes})


def unranked():
    return plan.unranked(listed(), ratings(), criteria=criteria(), objectives=pd.DataFrame())


def alike():
    twins = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02", "PR-03"],
            "name": ["Job Cafe", "Job Cafe Anteraja", "Bank sampah"],
            "short_name": ["Job Cafe", "Job Cafe Anteraja", "Bank sampah"],
            "dimension": ["ECO", "ECO", "ENV"],
            "status": "official",
        }
    )
    return plan.similar(twins, similar_from=0.5)


EXAMPLES = {
    "Programmes": listed,
    "Similar": alike,
    "Unranked": unranked,
    "NoRanking": nothing,
    "Gates": asked,
    "ImpactEffort": lambda: quick_win.impact_effort(problem(), criteria()),
    "QuickWins": chosen,
}
