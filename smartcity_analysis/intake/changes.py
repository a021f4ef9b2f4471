"""Decisions that changed the plan: dropped, added and moved programmes, from their stage on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from smartcity_analysis.intake.cut_off import without
from smartcity_analysis.intake.faults import Fault
from smartcity_analysis.intake.frames import Sheet

# The long list keeps every idea, and the list of changes must go on naming what it changed.
KEPT = ("programmes", "plan_changes")
PRESENCE = ("added", "dropped")
FOLLOWING = ("programme_plans", "roadmap", "activities")
WRITTEN_WITH = {"roadmap": 1, "activities": 3}


@dataclass(frozen=True, slots=True)
class Absent:
    """Programmes that stand in the tables but not in the plan of a stage, each with the stage."""

    dropped: Mapping[str, int]
    not_yet: Mapping[str, int]


def apply_changes(sheets: Mapping[str, Sheet], stage: int) -> tuple[dict[str, Sheet], list[Fault]]:
    """Return the plan as it stood at a stage.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Every table of the stage. Not modified.
    stage : {1, 2, 3, 4}
        Changes decided from a later stage on do not hold yet: what is dropped later is still in,
        what is added later is not in, what is moved later stands where it stood.

    Returns
    -------
    sheets : dict of str to Sheet
        A programme outside the plan is gone from every table but the long list and the changes;
        quick wins of a programme that is not in yet are gone too. A move replaces the years that
        it gives; the lines of the roadmap move along with the start, and so do activities when the
        move was decided after stage 3. Changes of later stages are not listed.
    faults : list of Fault
        Blocking: a dropped programme that is still a quick win or promised, a move without years
        or to an end before the start. Notes: a change of a programme that has no plan, a
        prerequisite that is no longer planned.
    """
    if "plan_changes" not in sheets or sheets["plan_changes"].frame.empty:
        return dict(sheets), []
    changes = sheets["plan_changes"]
    absent = _absent(changes.frame, stage)
    held = changes.take((changes.frame["stage"] <= stage).fillna(value=False))
    plans = sheets["programme_plans"]
    faults = [
        *_contradictions(changes),
        *_still_needed(sheets, absent),
        *_unplanned(held, plans),
        *_lost_prerequisites(plans, absent),
    ]
    present = _without_absent(sheets, absent) | {"plan_changes": held}
    moved, misfits = _moved(present)
    return {name: moved[name] for name in sheets}, [*faults, *misfits]


def _absent(changes: pd.DataFrame, stage: int) -> Absent:
    """Tell who is not in the plan: the latest decision up to the stage holds."""
    dropped, not_yet = {}, {}
    decisions = changes[changes["change"].isin(PRESENCE)].dropna(subset=["programme", "stage"])
    for programme, rows in decisions.sort_values("stage").groupby("programme"):
        held = rows[rows["stage"] <= stage]
        if len(held):
            if held["change"].iloc[-1] == "dropped":
                dropped[str(programme)] = int(held["stage"].iloc[-1])
        elif rows["change"].iloc[0] == "added":
            not_yet[str(programme)] = int(rows["stage"].iloc[0])
    return Absent(dropped, not_yet)


def _without_absent(sheets: Mapping[str, Sheet], absent: Absent) -> dict[str, Sheet]:
    programmes: set[object] = {*absent.dropped, *absent.not_yet}
    keeping = {name: sheets[name] for name in (*KEPT, "quick_wins") if name in sheets}
    rest = {name: sheet for name, sheet in sheets.items() if name not in keeping}
    quick_wins = sheets["quick_wins"].frame
    waiting = quick_wins["programme"].isin(list(absent.not_yet))
    gone = {
        "programmes": programmes,
        "programme_plans": programmes,
        "quick_wins": set(quick_wins.loc[waiting, "quick_win"].dropna()),
    }
    keeping["quick_wins"] = sheets["quick_wins"].take(~waiting)
    return {**keeping, **without(rest, gone)}


def _moved(sheets: Mapping[str, Sheet]) -> tuple[dict[str, Sheet], list[Fault]]:
    """Give moved programmes their new years, one move after the other."""
    changes = sheets["plan_changes"]
    frames = {name: sheets[name].frame.copy() for name in FOLLOWING if name in sheets}
    plans = frames["programme_plans"]
    faults: list[Fault] = []
    moves = changes.frame[changes.frame["change"] == "moved"].sort_values("stage", kind="stable")
    for place, move in moves.iterrows():
        at = int(str(place))
        if pd.isna(move["start_year"]) and pd.isna(move["end_year"]):
            rule = "program digeser tanpa tahun yang baru"
            fix = "Isi tahun_mulai, tahun_selesai, atau keduanya"
            faults.append(changes.fault(at, "start_year", rule, fix))
        own = plans.index[plans["programme"] == move["programme"]]
        if own.empty:
            continue
        row = int(own[0])
        shift = _replaced(plans, row, move)
        for name in FOLLOWING[1:]:
            # Whoever writes a table knows the moves of the stages before it.
            if name in frames and move["stage"] > WRITTEN_WITH[name]:
                rows = frames[name]["programme"] == move["programme"]
                frames[name].loc[rows, "year"] += shift
        if _backwards(plans, row):
            rule = "sesudah digeser, tahun mulai lebih lambat dari tahun selesai"
            fix = "Isi juga tahun yang lain, atau perbaiki tahunnya"
            faults.append(changes.fault(at, "start_year", rule, fix))
    new = {name: replace(sheets[name], frame=frame) for name, frame in frames.items()}
    return {**sheets, **new}, faults


def _replaced(plans: pd.DataFrame, row: int, move: "pd.Series[Any]") -> int:
    """Put the years of a move into a plan; return by how many years its start went."""
    before: Any = plans.loc[row, "start_year"]
    for column in ("start_year", "end_year"):
        if not pd.isna(move[column]):
            plans.loc[row, column] = move[column]
    after: Any = plans.loc[row, "start_year"]
    return 0 if pd.isna(before) or pd.isna(after) else int(after) - int(before)


def _backwards(plans: pd.DataFrame, row: int) -> bool:
    start, end = plans["start_year"].iloc[row], plans["end_year"].iloc[row]
    return not pd.isna(start) and not pd.isna(end) and bool(start > end)


def _contradictions(changes: Sheet) -> Iterator[Fault]:
    """Yield a programme that one stage both adds and drops."""
    decided = changes.frame[changes.frame["change"].isin(PRESENCE)]
    doubled = decided[decided.duplicated(["programme", "stage"])]
    for place in doubled.index:
        rule = "program ditambah dan dihapus pada tahap yang sama"
        yield changes.fault(int(place), "change", rule, "Hapus salah satu barisnya")


def _still_needed(sheets: Mapping[str, Sheet], absent: Absent) -> Iterator[Fault]:
    """Yield quick wins and commitments that rest on a dropped programme."""
    for name, column in (("quick_wins", "programme"), ("commitments", "programmes")):
        if name not in sheets:
            continue
        sheet = sheets[name]
        for place, value in enumerate(sheet.frame[column]):
            codes = value if isinstance(value, tuple) else (value,)
            for code in (code for code in codes if code in absent.dropped):
                rule = f"program {code} sudah dihapus dari rencana sejak tahap "
                fix = "Ganti programnya, atau batalkan penghapusan di tabel Perubahan program"
                rule += str(absent.dropped[code])
                yield sheet.fault(place, column, rule, fix, value=str(code))


def _unplanned(held: Sheet, plans: Sheet) -> Iterator[Fault]:
    planned = set(plans.frame["programme"].dropna())
    for place, code in enumerate(held.frame["programme"]):
        if isinstance(code, str) and code not in planned:
            rule = f"program {code} tidak ada di tabel {plans.spec.title}"
            fix = f"Lengkapi {plans.spec.file_name}, atau hapus perubahan ini"
            yield held.fault(place, "programme", rule, fix, severity="note")


def _lost_prerequisites(plans: Sheet, absent: Absent) -> Iterator[Fault]:
    missing = {*absent.dropped, *absent.not_yet}
    for place, (code, needed) in enumerate(
        zip(plans.frame["programme"], plans.frame["prerequisites"], strict=True)
    ):
        for other in needed if code not in missing else ():
            if other in missing:
                rule = f"prasyarat {other} tidak lagi ada di rencana; kaitannya dilepas"
                fix = "Tulis prasyarat yang lain, atau kosongkan"
                yield plans.fault(place, "prerequisites", rule, fix, severity="note", value=other)
