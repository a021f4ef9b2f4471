"""One stage of one city: check, execute, publish, write, index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from smartcity_analysis.intake import City, CityNotFound, DataProblem, load_city
from smartcity_analysis.pipeline import baseline, index
from smartcity_analysis.pipeline.execute import execute
from smartcity_analysis.pipeline.files import as_json, replace, replace_all
from smartcity_analysis.pipeline.freeze import Ground, ground, still_stands
from smartcity_analysis.pipeline.layout import LAST, STAGES, Layout, Stage
from smartcity_analysis.pipeline.manifest import manifest
from smartcity_analysis.pipeline.outputs import collect, drop_stale
from smartcity_analysis.pipeline.problems import (
    NotebookProblem,
    OutputProblem,
    PredecessorProblem,
)
from smartcity_analysis.pipeline.publish import Published, publish

Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A published stage.

    Parameters
    ----------
    city : City
    stage : Stage
    page, city_index, all_index : Path
    status : str
        What the page says of itself, such as ``SIAP``; empty where it says nothing.
    stale : mapping of int to tuple of str
        Earlier stages whose inputs changed since they were computed, and which inputs.
    kept_back : tuple of int
        Cells whose output is no block of the page.
    """

    city: City
    stage: Stage
    page: Path
    city_index: Path
    all_index: Path
    status: str
    stale: Mapping[int, tuple[str, ...]]
    kept_back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """What a run was asked for."""

    layout: Layout
    city: str
    year: int
    stage: Stage
    cut_off: date | None
    run_time: str | None
    refreeze: str | None
    tell: Watch
    started: datetime

    @property
    def parameters(self) -> dict[str, object]:
        """What the notebook is given."""
        given: dict[str, object] = {
            "city": self.city,
            "year": self.year,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "run_time": self.run_time,
        }
        return given | ({"refreeze": self.refreeze is not None} if self.freezes else {})

    @property
    def freezes(self) -> bool:
        """Whether the stage freezes the starting values."""
        return self.stage.number == LAST


def run_stage(
    root: Path,
    city: str,
    year: int,
    stage: int,
    *,
    cut_off: date | None = None,
    run_time: str | None = None,
    refreeze: str | None = None,
    watch: Watch | None = None,
) -> Run:
    """Make the page of one stage; a failure leaves the last good page and says so on the index.

    Parameters
    ----------
    root : Path
        Project folder, the one that holds ``data/raw``.
    city : str
        Folder name such as ``kota-tegal``.
    year : int
    stage : int
    cut_off : date, optional
        Overrides the city's own.
    run_time : str, optional
        Shown on the page when given.
    refreeze : str, optional
        Why the starting values, frozen by an earlier run of the last stage, are to be replaced.
    watch : callable, optional
        Called with (step, done, in all) as the run goes on.

    Returns
    -------
    Run

    Raises
    ------
    DataProblem
        If the worksheets have blocking faults.
    RunProblem
        If an earlier stage is missing or was tampered with, the notebook fails, its page lacks a
        part, a file cannot be written, or the starting values cannot be frozen as asked.
    """
    baseline.refuse(stage, refreeze)
    layout, plan = Layout(root), STAGES[stage]
    started = datetime.now().astimezone()
    tell = watch or (lambda step, done, total: None)
    order = _Order(layout, city, year, plan, cut_off, run_time, refreeze, tell, started)
    try:
        checked, before, published = _make(order)
    except CityNotFound:
        raise
    except OSError as error:
        problem = OutputProblem(error)
        _record_failure(order, problem)
        raise problem from error
    except BaseException as problem:
        # Whatever it was, the index must not pass off the old page as the latest run.
        _record_failure(order, problem)
        raise
    tell("index", 0, 1)
    city_index, all_index = index.write(layout, city, year)
    return Run(
        checked,
        plan,
        layout.page(city, year, plan),
        city_index,
        all_index,
        status=str(published.page.get("status_label", "")),
        stale=before.stale if before else {},
        kept_back=published.kept_back,
    )


def _make(order: _Order) -> tuple[City, Ground | None, Published]:
    """Check, execute, publish and write."""
    tell, layout, stage = order.tell, order.layout, order.stage
    where = (order.city, order.year)
    tell("check", 0, 1)
    city = load_city(*where, cut_off=order.cut_off, stage=stage.number, root=layout.root)
    before = ground(layout, *where, stage.number)
    if order.freezes and order.refreeze is None:
        baseline.check(layout, *where)
    executed = execute(
        layout.notebook(stage),
        order.parameters,
        folder=layout.root,
        progress=lambda done, total: tell("execute", done, total),
    )
    tell("publish", 0, 1)
    published = publish(executed, stage)
    _same_data(order, city, before, published)
    outputs = collect(layout, city, stage, executed, published)
    if order.freezes:
        outputs |= baseline.files(
            layout,
            *where,
            published.tables,
            fingerprint=city.fingerprint,
            reason=order.refreeze,
            now=order.started,
        )
    ledger = manifest(
        city,
        stage,
        order.parameters,
        published,
        outputs,
        layout=layout,
        ground=before,
        started=order.started,
        finished=datetime.now().astimezone(),
    )
    replace_all({**outputs, layout.manifest(*where, stage): as_json(ledger)})
    drop_stale(layout, city, stage, outputs)
    layout.failure(*where, stage).unlink(missing_ok=True)
    return city, before, published


def _same_data(order: _Order, city: City, before: Ground | None, published: Published) -> None:
    """Refuse a page whose notebook did not read what was checked."""
    if published.page.get("fingerprint") != city.fingerprint:
        raise NotebookProblem("Lembar kerja berubah selagi laporan dihitung; jalankan sekali lagi.")
    where = (order.layout, order.city, order.year)
    if before is not None and not still_stands(*where, before):
        raise PredecessorProblem(
            f"Tahap {before.stage} dihitung ulang selagi laporan ini dihitung; jalankan lagi."
        )


def _reason(problem: BaseException) -> str:
    if isinstance(problem, DataProblem) and problem.blocking:
        first, count = problem.blocking[0], len(problem.blocking)
        return str(first) if count == 1 else f"{first} (dan {count - 1} kesalahan lain)"
    return str(problem) or type(problem).__name__


def _record_failure(order: _Order, problem: BaseException) -> None:
    where = (order.city, order.year)
    record = {
        "stage": order.stage.number,
        "reason": _reason(problem),
        "kind": type(problem).__name__,
        "started": order.started.isoformat(timespec="seconds"),
    }
    replace(order.layout.failure(*where, order.stage), as_json(record))
    index.write(order.layout, *where)
