"""Checks that need more than one column, more than one table, or the reference."""

from collections.abc import Iterator, Mapping

import pandas as pd

from smartcity_analysis.intake.faults import Fault
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.indicator_checks import (
    check_areas,
    check_indicators,
    check_profile_area,
)
from smartcity_analysis.intake.judgement_checks import check_factors, check_raters, check_weights
from smartcity_analysis.intake.links import check_links
from smartcity_analysis.intake.personal import find_personal
from smartcity_analysis.intake.plan_checks import check_plan, check_years
from smartcity_analysis.intake.settings import Profile
from smartcity_analysis.intake.stage_checks import (
    check_actions,
    check_finalisation,
    check_judgements,
    check_quick_wins,
)

SMALL_MONEY = 1000
EVIDENCE_FROM = 3


def crosscheck(sheets: Mapping[str, Sheet], profile: Profile | None) -> list[Fault]:
    """Check a city's tables against each other and against the reference.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of the stage; one that was not handed in is empty. Not modified.
    profile : Profile or None
        None when ``city.yml`` cannot be read: checks that need it are passed over.

    Returns
    -------
    list of Fault
    """
    faults = [*check_links(sheets), *check_indicators(sheets["indicators"])]
    if profile is not None:
        faults += check_profile_area(profile)
        for name in ("indicators", "source_conflicts"):
            faults += check_areas(sheets[name], profile)
    faults += check_factors(sheets["swot_factors"])
    for name in ("swot_ratings", "usg_ratings"):
        faults += check_raters(sheets[name])
    faults += check_weights(sheets["swot_ratings"], sheets["swot_factors"])
    faults += _evidence(sheets["readiness"])
    faults += _at_most(sheets["ict_staff"], "certified", "count")
    faults += _overspent(sheets["ict_budget"])
    faults += _of_later_stages(sheets)
    for sheet in sheets.values():
        faults += _small_money(sheet)
        faults += _personal(sheet)
    return faults


def crosscheck_in_use(sheets: Mapping[str, Sheet], profile: Profile) -> list[Fault]:
    """Check what only shows in the rows that a run uses.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Up to the cut-off, with the changes of the plan. Not modified.
    profile : Profile

    Returns
    -------
    list of Fault
    """
    if "quick_wins" not in sheets:
        return []
    quick_wins = check_quick_wins(sheets["quick_wins"], sheets["programmes"])
    return [*quick_wins, *check_years(sheets, profile)]


def _of_later_stages(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    if "strategies" in sheets:
        yield from check_plan(sheets)
        yield from check_judgements(sheets)
    if "programme_indicators" in sheets:
        yield from check_actions(sheets)
    if "commitments" in sheets:
        yield from check_finalisation(sheets)


def _evidence(sheet: Sheet) -> Iterator[Fault]:
    bare = (sheet.frame["condition"] >= EVIDENCE_FROM) & sheet.frame["evidence"].isna()
    for place in _places(bare):
        rule = f"bukti wajib bila kondisi {EVIDENCE_FROM} atau 4"
        yield sheet.fault(place, "evidence", rule, "Tulis buktinya, atau turunkan kondisinya")


def _at_most(sheet: Sheet, smaller: str, larger: str) -> Iterator[Fault]:
    for place in _places(sheet.frame[smaller] > sheet.frame[larger]):
        rule = f"lebih besar dari {sheet.spec.columns[larger].header}"
        yield sheet.fault(place, smaller, rule, "Perbaiki salah satu angkanya")


def _overspent(sheet: Sheet) -> Iterator[Fault]:
    for place in _places(sheet.frame["realised_rupiah"] > sheet.frame["ceiling_rupiah"]):
        fix = "Periksa apakah pagunya pagu perubahan"
        yield sheet.fault(place, "realised_rupiah", "realisasi melebihi pagu", fix, severity="note")


def _small_money(sheet: Sheet) -> Iterator[Fault]:
    for column in (column for column in sheet.spec.columns.values() if column.money):
        values = sheet.frame[column.name]
        for place in _places((values > 0) & (values < SMALL_MONEY)):
            fix = "Tulis dalam rupiah penuh"
            rule = "kurang dari Rp1.000, mungkin dalam juta"
            yield sheet.fault(place, column.name, rule, fix, severity="note")


def _personal(sheet: Sheet) -> Iterator[Fault]:
    texts = [column for column in sheet.spec.columns.values() if column.kind == "text"]
    for column in texts:
        for place, text in enumerate(sheet.frame[column.name]):
            found = find_personal(text) if isinstance(text, str) else ""
            if found:
                fix = "Hapus; data pribadi tidak dicatat di lembar kerja"
                yield sheet.fault(place, column.name, f"memuat {found}", fix)


def _places(chosen: "pd.Series[bool]") -> list[int]:
    """Return the rows for which a comparison holds; one with a missing value does not hold."""
    return [place for place, holds in enumerate(chosen.fillna(value=False).tolist()) if holds]
