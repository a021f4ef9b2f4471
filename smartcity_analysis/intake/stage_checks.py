"""Criteria, quick wins, action plans and commitments: one role each, proof, and a sound order."""

from collections.abc import Iterator, Mapping

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.faults import Fault
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.indicator_checks import same_unit
from smartcity_analysis.intake.judgement_checks import check_raters

# What is computed for every programme in one way: a second criterion would count it twice.
COMPUTED = ("cost", "duration", "priorities")


def check_judgements(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Yield what is wrong with the criteria of stage 2 and with what raters said about them.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of the stage, 2 or later, as handed in.
    """
    criteria = sheets["criteria"]
    yield from _once(criteria, "role", tuple(criteria.spec.columns["role"].choices))
    yield from _once(criteria, "measure", COMPUTED)
    comparisons = sheets["criteria_comparisons"]
    yield from check_raters(comparisons)
    yield from check_raters(comparisons, "block", "unsur")
    yield from _pairs(comparisons)
    yield from _incomplete(comparisons, len(criteria.frame["criterion"].dropna().unique()))
    yield from check_raters(sheets["programme_ratings"])
    yield from _rated_only(sheets["programme_ratings"], criteria)
    for place in _where(_is(sheets["quick_win_gates"], "answer", "yes"), "evidence"):
        fix = "Tulis buktinya, atau jawab belum_tahu"
        yield _note(sheets["quick_win_gates"], place, "evidence", "jawaban ya tanpa bukti", fix)


def check_quick_wins(sheet: Sheet, programmes: Sheet) -> Iterator[Fault]:
    """Yield a second quick win of a dimension, and a programme that is one twice.

    Parameters
    ----------
    sheet : Sheet
        Quick wins as the run uses them.
    programmes : Sheet
    """
    own = dict(zip(programmes.frame["programme"], programmes.frame["dimension"], strict=True))
    taken: dict[object, str] = {}
    for place, (code, programme) in enumerate(
        zip(sheet.frame["quick_win"], sheet.frame["programme"], strict=True)
    ):
        dimension = own.get(programme)
        if programme in taken:
            rule = f"program {programme} sudah menjadi quick win {taken[programme]}"
            yield sheet.fault(place, "programme", rule, "Hapus salah satu barisnya")
        elif isinstance(dimension, str) and dimension in taken:
            rule = f"dimensi {dimension} sudah punya quick win {taken[dimension]}"
            fix = "Pilih satu quick win untuk tiap dimensi"
            yield sheet.fault(place, "programme", rule, fix)
        for key in (programme, dimension):
            if isinstance(key, str):
                taken.setdefault(key, str(code))


def check_actions(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Yield what is wrong with the indicators of programmes and with the progress of quick wins.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of the stage, 3 or later, as handed in.
    """
    sheet = sheets["programme_indicators"]
    early = (sheet.frame["target_year"] < sheet.frame["baseline_year"]).fillna(value=False)
    for place in sheet.frame.index[early]:
        fix = "Tukar atau perbaiki tahunnya"
        yield sheet.fault(int(place), "target_year", "lebih awal dari tahun_awal", fix)
    dictionary = reference.indicators()
    for place, (code, unit) in enumerate(
        zip(sheet.frame["indicator"], sheet.frame["unit"], strict=True)
    ):
        entry = dictionary.get(code) if isinstance(code, str) else None
        if entry is not None and isinstance(unit, str) and not same_unit(unit, entry.unit):
            rule = f"satuan {entry.name} harus {entry.unit}"
            fix = f"Tulis {entry.unit}, atau kosongkan kolom indikator bila memang lain"
            yield sheet.fault(place, "unit", rule, fix)
    yield from _falling(sheets["quick_win_progress"])


def check_finalisation(sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Yield what is said to be done without its date, and scores without evidence.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of stage 4, as handed in.
    """
    commitments, documents = sheets["commitments"], sheets["documents"]
    for place in _where(_is(commitments, "signed", "yes"), "date"):
        fix = "Isi tanggal tanda tangannya"
        yield _note(commitments, place, "date", "ditandatangani tanpa tanggal", fix)
    for place in _where(_is(documents, "state", "final"), "date"):
        fix = "Isi tanggal ditetapkannya"
        yield _note(documents, place, "date", "final tanpa tanggal", fix)
    scores = sheets["self_evaluation"]
    for place in _where(scores.frame[scores.frame["score"].notna()], "evidence"):
        yield _note(scores, place, "evidence", "nilai tanpa bukti", "Tulis buktinya")


def _once(sheet: Sheet, column: str, values: tuple[str, ...]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    spec = sheet.spec.columns[column]
    for place, (code, value) in enumerate(
        zip(sheet.frame["criterion"], sheet.frame[column], strict=True)
    ):
        if value not in values:
            continue
        first = seen.setdefault(value, str(code))
        if first != str(code):
            rule = f"{spec.header} {spec.choices[value][0]} sudah dipakai {first}"
            yield sheet.fault(place, column, rule, "Cukup satu kriteria; perbaiki salah satunya")


def _pairs(sheet: Sheet) -> Iterator[Fault]:
    """Yield comparisons with itself, made twice, or equal and yet stronger."""
    seen: dict[tuple[object, ...], int] = {}
    for place, row in enumerate(sheet.frame.to_dict("records")):
        a, b = row["criterion_a"], row["criterion_b"]
        if isinstance(a, str) and a == b:
            fix = "Bandingkan dua kriteria yang berbeda"
            yield sheet.fault(place, "criterion_b", "sama dengan kriteria_a", fix)
        elif all(isinstance(code, str) for code in (a, b, row["rater"])):
            first = seen.setdefault((row["rater"], *sorted((a, b))), place)
            # In the same order it is a key that stands twice, which has its own fault.
            if first != place and sheet.frame["criterion_a"].iloc[first] != a:
                rule = f"pasangan {a} dan {b} sudah dibandingkan penilai {row['rater']}"
                yield sheet.fault(place, "criterion_a", rule, "Hapus salah satu barisnya")
        intensity = row["intensity"]
        if row["preferred"] == "equal" and not pd.isna(intensity) and intensity != 1:
            fix = "Tulis 1, atau pilih a atau b"
            yield sheet.fault(place, "intensity", "harus 1 bila sama penting", fix)


def _incomplete(sheet: Sheet, criteria: int) -> Iterator[Fault]:
    wanted = criteria * (criteria - 1) // 2
    pairs = sheet.frame.dropna(subset=["rater", "criterion_a", "criterion_b"])
    for rater, rows in pairs.groupby("rater"):
        both = zip(rows["criterion_a"], rows["criterion_b"], strict=True)
        count = len({frozenset(pair) for pair in both})
        if count < wanted:
            rule = f"penilai {rater} baru mengisi {count} dari {wanted} pasangan kriteria"
            fix = "Lengkapi pasangan yang belum dibandingkan"
            yield _note(sheet, int(rows.index[0]), "rater", rule, fix)


def _rated_only(sheet: Sheet, criteria: Sheet) -> Iterator[Fault]:
    measures = dict(zip(criteria.frame["criterion"], criteria.frame["measure"], strict=True))
    words = criteria.spec.columns["measure"].choices
    for place, code in enumerate(sheet.frame["criterion"]):
        measure = measures.get(code)
        if measure in COMPUTED:
            rule = f"kriteria {code} dihitung dari {words[measure][0]}, tidak dinilai orang"
            fix = f"Hapus baris itu, atau ubah ukurannya di {criteria.spec.file_name}"
            yield sheet.fault(place, "criterion", rule, fix)


def _falling(sheet: Sheet) -> Iterator[Fault]:
    known = sheet.frame.dropna(subset=["quick_win", "date", "progress_percent"])
    for _, rows in known.sort_values("date").groupby("quick_win"):
        fell = rows["progress_percent"].diff() < 0
        for place in rows.index[fell.fillna(value=False) & rows["note"].isna()]:
            fix = "Jelaskan pada kolom catatan, atau perbaiki angkanya"
            rule = "progres turun tanpa catatan"
            yield _note(sheet, int(place), "progress_percent", rule, fix)


def _is(sheet: Sheet, column: str, value: str) -> pd.DataFrame:
    return sheet.frame[sheet.frame[column] == value]


def _where(frame: pd.DataFrame, blank: str) -> list[int]:
    """Return the rows in which a cell is blank."""
    return [int(place) for place in frame.index[frame[blank].isna()]]


def _note(sheet: Sheet, place: int, column: str, rule: str, fix: str) -> Fault:
    return sheet.fault(place, column, rule, fix, severity="note")
