"""The plan of stage 2 against itself: strategies, objectives, programmes, their years and order."""

from collections.abc import Iterator, Mapping

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.faults import Fault, Severity, shown_number
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.parsing import folded
from smartcity_analysis.intake.settings import Profile

SIDES = {
    "SO": ("strength", "opportunity"),
    "WO": ("weakness", "opportunity"),
    "ST": ("strength", "threat"),
    "WT": ("weakness", "threat"),
}
TARGETS = ("target_short", "target_medium", "target_long")
NAMED: Mapping[str, Severity] = {
    "strategies": "note",
    "objectives": "note",
    # A page tells programmes apart by nothing else.
    "programmes": "blocking",
}


def check_plan(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Yield what contradicts itself in strategies, objectives, programmes and their plans.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of the stage, 2 or later, as handed in.
    """
    yield from _strategy_codes(sheets["strategies"])
    yield from _strategy_sides(sheets["strategies"], sheets["swot_factors"])
    for name, severity in NAMED.items():
        yield from _same_short_name(sheets[name], severity)
    yield from _targets(sheets["objectives"])
    plans = sheets["programme_plans"]
    yield from _backwards(plans)
    yield from _partners(plans)
    yield from _subdimensions(plans, sheets["programmes"])
    yield from _prerequisites(plans)


def check_years(sheets: Mapping[str, Sheet], profile: Profile) -> Iterator[Fault]:
    """Yield years of the plan in use that lie outside the horizon or outside the programme's own.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        As the run uses them: up to the cut-off, with the changes of the plan.
    profile : Profile
    """
    first, last = profile.horizon.first_year, profile.horizon.last_year
    plans, roadmap = sheets["programme_plans"], sheets["roadmap"]
    for column in ("start_year", "end_year"):
        for place, year in enumerate(plans.frame[column]):
            if not pd.isna(year) and not first <= year <= last:
                rule = f"di luar masa peta jalan {first}–{last}"
                fix = "Perbaiki tahunnya, atau horizon di city.yml"
                yield plans.fault(place, column, rule, fix, severity="note", value=str(year))
    own = plans.frame.drop_duplicates("programme").set_index("programme")
    for place, (code, year) in enumerate(
        zip(roadmap.frame["programme"], roadmap.frame["year"], strict=True)
    ):
        if code not in own.index or pd.isna(year):
            continue
        start, end = own["start_year"][code], own["end_year"][code]
        if (not pd.isna(start) and year < start) or (not pd.isna(end) and year > end):
            rule = f"di luar waktu program {code} ({start}–{end})"
            fix = f"Perbaiki tahunnya, atau waktu program di {plans.spec.file_name}"
            yield roadmap.fault(place, "year", rule, fix, severity="note", value=str(year))


def _strategy_codes(sheet: Sheet) -> Iterator[Fault]:
    for place, (code, kind) in enumerate(
        zip(sheet.frame["strategy"], sheet.frame["kind"], strict=True)
    ):
        if isinstance(code, str) and kind in SIDES and not code.startswith(f"{kind}-"):
            header = sheet.spec.columns["kind"].header
            rule = f"kode harus diawali {kind} untuk {header} ini"
            fix = f"Ganti kode atau {header}; keduanya harus cocok"
            yield sheet.fault(place, "strategy", rule, fix)


def _strategy_sides(sheet: Sheet, factors: Sheet) -> Iterator[Fault]:
    """Yield strategies that name no factor of a side that they claim to join."""
    kinds = dict(zip(factors.frame["factor"], factors.frame["kind"], strict=True))
    words = factors.spec.columns["kind"].choices
    for place, (kind, codes) in enumerate(
        zip(sheet.frame["kind"], sheet.frame["factors"], strict=True)
    ):
        joined = {kinds.get(code) for code in codes}
        for side in SIDES.get(kind, ()) if codes else ():
            if side not in joined:
                word = words[side][0]
                rule = f"strategi {kind} tidak menyebut satu pun {word}"
                fix = f"Tambahkan kode faktor {word} yang menjadi dasarnya"
                yield sheet.fault(place, "factors", rule, fix, severity="note")


def _same_short_name(sheet: Sheet, severity: Severity) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    codes = sheet.frame[sheet.spec.key[0]]
    for place, name in enumerate(sheet.frame["short_name"]):
        if not isinstance(name, str):
            continue
        first = seen.setdefault(folded(name), str(codes.iloc[place]))
        if first != str(codes.iloc[place]):
            rule = f"nama pendek sama dengan {first}"
            fix = "Bedakan; pembaca mengenalinya dari nama pendek"
            yield sheet.fault(place, "short_name", rule, fix, severity=severity)


def _targets(sheet: Sheet) -> Iterator[Fault]:
    """Yield targets that no indicator measures, and those that no indicator could reach."""
    dictionary = reference.indicators()
    for place, row in enumerate(sheet.frame.to_dict("records")):
        given = [name for name in TARGETS if not pd.isna(row[name])]
        entry = dictionary.get(row["indicator"]) if isinstance(row["indicator"], str) else None
        if given and pd.isna(row["indicator"]):
            fix = "Isi kode indikator yang mengukurnya"
            yield sheet.fault(place, given[0], "target tanpa indikator", fix, severity="note")
        if entry is None or entry.plausible is None:
            continue
        low, high = entry.plausible
        for name in given:
            if not low <= row[name] <= high:
                bounds = f"{shown_number(low)} sampai {shown_number(high)} {entry.unit}"
                rule = f"target {entry.name} di luar kisaran wajar {bounds}"
                fix = "Periksa satuan dan tanda desimalnya"
                yield sheet.fault(place, name, rule, fix, severity="note")


def _backwards(sheet: Sheet) -> Iterator[Fault]:
    wrong = (sheet.frame["start_year"] > sheet.frame["end_year"]).fillna(value=False)
    for place in sheet.frame.index[wrong]:
        rule = "lebih lambat dari tahun_selesai"
        yield sheet.fault(int(place), "start_year", rule, "Tukar atau perbaiki tahunnya")


def _partners(sheet: Sheet) -> Iterator[Fault]:
    for place, (agency, partners) in enumerate(
        zip(sheet.frame["agency"], sheet.frame["partners"], strict=True)
    ):
        if agency in partners:
            rule = f"OPD utama {agency} juga ditulis sebagai pendukung"
            fix = "Hapus dari opd_pendukung"
            yield sheet.fault(place, "partners", rule, fix, severity="note")


def _subdimensions(sheet: Sheet, programmes: Sheet) -> Iterator[Fault]:
    parts = {p.code: (p.name, d.code) for d in reference.dimensions() for p in d.subdimensions}
    own = dict(zip(programmes.frame["programme"], programmes.frame["dimension"], strict=True))
    for place, (programme, code) in enumerate(
        zip(sheet.frame["programme"], sheet.frame["subdimension"], strict=True)
    ):
        dimension = own.get(programme)
        if programme in own and not isinstance(dimension, str):
            rule = f"program {programme} masuk rencana tanpa dimensi"
            fix = f"Isi dimensi pada {programmes.spec.file_name}"
            yield sheet.fault(place, "programme", rule, fix, severity="note")
        if code not in parts or not isinstance(dimension, str):
            continue
        name, belongs_to = parts[code]
        if belongs_to != dimension:
            rule = f"{code} ({name}) bagian dari {belongs_to}; program {programme} {dimension}"
            fix = f"Pilih sub-dimensi {dimension}, atau perbaiki dimensi programnya"
            yield sheet.fault(place, "subdimension", rule, fix)


def _prerequisites(sheet: Sheet) -> Iterator[Fault]:
    """Yield programmes that wait for themselves, alone or in a circle."""
    pairs = zip(sheet.frame["programme"], sheet.frame["prerequisites"], strict=True)
    rows = {code: (place, needed) for place, (code, needed) in enumerate(pairs)}
    waiting: dict[str, set[str]] = {}
    for code, (place, needed) in rows.items():
        if code in needed:
            rule = f"{code} menjadi prasyarat dirinya sendiri"
            yield sheet.fault(place, "prerequisites", rule, f"Hapus {code} dari prasyaratnya")
        waiting[code] = {other for other in needed if other in rows and other != code}
    while circle := _circle(waiting):
        way = " → ".join((*circle, circle[0]))
        fix = "Hapus salah satu kaitannya; tidak ada yang bisa mulai lebih dulu"
        place = rows[circle[0]][0]
        yield sheet.fault(place, "prerequisites", f"prasyarat melingkar: {way}", fix)
        for code in circle:
            del waiting[code]


def _circle(waiting: dict[str, set[str]]) -> list[str]:
    """Return one circle, or nothing; takes out whoever waits for nobody in a circle."""
    while free := [code for code, needed in waiting.items() if not needed & set(waiting)]:
        for code in free:
            del waiting[code]
    if not waiting:
        return []
    way = [min(waiting)]
    while (following := min(waiting[way[-1]] & set(waiting))) not in way:
        way.append(following)
    return way[way.index(following) :]
