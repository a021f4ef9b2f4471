"""The whole sample of a city, and writing it beside the real rows of its worksheets."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from smartcity_analysis.intake.city import read_city
from smartcity_analysis.intake.frames import build
from smartcity_analysis.intake.reading import read_folder
from smartcity_analysis.intake.sample import action, aims, closing, judgements, plan
from smartcity_analysis.intake.sample.basis import Basis, records
from smartcity_analysis.intake.tables import SAMPLE, STATUS, TableSpec, tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smartcity_analysis.intake.tables import ColumnSpec

__all__ = ["sample_plan", "write_sample"]

REAL = ("programmes", "quick_wins", "commitments")


def sample_plan(basis: Basis) -> dict[str, pd.DataFrame]:
    """Make up every table of stages 2 to 4 that no source gives.

    Parameters
    ----------
    basis : Basis
        The city's real tables. Not modified.

    Returns
    -------
    dict of str to DataFrame
        By table: rows of status ``sample`` only, ordered by their key.
    """
    strategies = aims.strategies(basis)
    objectives = aims.objectives(basis, strategies)
    proposals = plan.programmes(basis)
    listed = pd.concat([plan.planned(basis), proposals], ignore_index=True)
    plans = plan.plans(basis, proposals, objectives)
    changes = plan.changes(basis, proposals, plans)
    quick = sorted(plan.one_year(listed))
    documents = closing.documents(basis)
    return {
        "strategies": strategies,
        "strategy_ratings": judgements.strategy_ratings(basis, strategies),
        "objectives": objectives,
        "programmes": proposals,
        "programme_plans": plans,
        "programme_ratings": judgements.programme_ratings(basis, listed, plans),
        "criteria": judgements.criteria(),
        "criteria_comparisons": judgements.comparisons(basis),
        "quick_win_gates": judgements.gate_answers(basis, listed, quick),
        "roadmap": plan.roadmap(basis, plans),
        "plan_changes": changes,
        "action_plans": action.action_plans(basis, listed, plans, objectives),
        "activities": action.activities(plans),
        "programme_indicators": action.programme_indicators(basis, plans, objectives),
        "quick_win_progress": action.progress(basis),
        "commitments": closing.commitments(basis, plans, changes),
        "documents": documents,
        "reviews": closing.reviews(basis, documents),
        "self_evaluation": closing.self_evaluation(basis),
    }


def basis_of(folder: Path, *, seed: int) -> Basis:
    """Return what the rule starts from: stage 1 as checked, and the real rows of later tables."""
    city = read_city(folder)
    stage = city.profile.stage(4)
    signing = stage.ends or stage.cut_off or date(city.profile.programme_year, 12, 31)
    later = {name: _real(folder, name) for name in REAL}
    return Basis(
        {**city.tables, **later},
        city.area_code,
        city.province,
        city.profile.horizon,
        signing,
        seed,
    )


def write_sample(folder: Path, *, seed: int) -> list[str]:
    """Write the sample rows of stages 2 to 4 into a city's worksheets.

    Parameters
    ----------
    folder : Path
        ``data/raw/<city>/<year>``. Rows that are no sample stay as they are, and a sample row
        whose key such a row has is not written; sample rows of before are replaced.
    seed : int

    Returns
    -------
    list of str
        The names of the files written.

    Raises
    ------
    DataProblem
        If the worksheets of stage 1 have a blocking fault.

    Notes
    -----
    The rules stand with the functions of this package, one per table; each table has a generator
    of its own, seeded by `seed` and the table's name, so that one table does not move another.
    """
    made = sample_plan(basis_of(folder, seed=seed))
    for name, sample in made.items():
        spec = tables()[name]
        (folder / spec.file_name).write_bytes(_joined(folder / spec.file_name, spec, sample))
    return [tables()[name].file_name for name in made]


def _real(folder: Path, name: str) -> pd.DataFrame:
    rows = read_folder(folder, 4).rows.get(name, [])
    sheet, _ = build(tables()[name], rows, "auto")
    return sheet.frame[sheet.frame[STATUS] != SAMPLE].reset_index(drop=True)


def _joined(path: Path, spec: TableSpec, sample: pd.DataFrame) -> bytes:
    """Return the file: the real rows to the letter, then the sample rows."""
    header = list(spec.headers)
    shown = spec.columns[STATUS].choices[SAMPLE][0]
    kept = [row for row in _rows(path) if row[spec.columns[STATUS].header] != shown]
    lines = [[row.get(name, "") for name in header] for row in kept]
    keys = [header.index(spec.columns[name].header) for name in spec.key]
    taken = {tuple(line[k] for k in keys) for line in lines}
    made = [
        [_cell(row.get(c.name), c) for c in spec.columns.values()]
        for row in records(sample.astype(object))
    ]
    lines += [line for line in made if tuple(line[k] for k in keys) not in taken]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *lines])
    return text.getvalue().encode()


def _rows(path: Path) -> Sequence[dict[str, str]]:
    if not path.is_file():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _cell(value: object, column: ColumnSpec) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.choices and column.reference is None:
        return column.choices[str(value)][0]
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e9 else str(round(value))
    return str(value)
