"""One stage of one city: check, execute, publish, write, index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import nbformat

from smartcity_analysis.intake import City, CityNotFound, DataProblem, load_city
from smartcity_analysis.pipeline import index
from smartcity_analysis.pipeline.execute import execute
from smartcity_analysis.pipeline.files import as_json, replace, replace_all
from smartcity_analysis.pipeline.layout import STAGES, Layout, Stage
from smartcity_analysis.pipeline.manifest import manifest
from smartcity_analysis.pipeline.problems import NotebookProblem, OutputProblem
from smartcity_analysis.pipeline.publish import Published, publish
from smartcity_analysis.pipeline.tables import to_csv
from smartcity_analysis.pipeline.workbook import workbook
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import say

Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A published stage.

    Parameters
    ----------
    city : City
    stage : Stage
    page, city_index, all_index : Path
    kept_back : tuple of int
        Cells whose output is no block of the page.
    """

    city: City
    stage: Stage
    page: Path
    city_index: Path
    all_index: Path
    kept_back: tuple[int, ...]


def run_stage(
    root: Path,
    city: str,
    year: int,
    stage: int,
    *,
    cut_off: date | None = None,
    run_time: str | None = None,
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
        If the notebook fails, its page lacks a part, or a file cannot be written.
    """
    layout, plan = Layout(root), STAGES[stage]
    started = datetime.now().astimezone()
    tell = watch or (lambda step, done, total: None)
    parameters = {
        "city": city,
        "year": year,
        "cut_off": cut_off.isoformat() if cut_off else None,
        "run_time": run_time,
    }
    try:
        tell("check", 0, 1)
        checked = load_city(city, year, cut_off=cut_off, stage=stage, root=root)
        executed = execute(
            layout.notebook(plan),
            parameters,
            folder=root,
            progress=lambda done, total: tell("execute", done, total),
        )
        tell("publish", 0, 1)
        published = publish(executed, plan)
        _same_data(checked, published)
        outputs = _outputs(layout, checked, plan, executed, published)
        finished = datetime.now().astimezone()
        ledger = manifest(
            checked,
            plan,
            parameters,
            published,
            outputs,
            root=root,
            started=started,
            finished=finished,
        )
        _write(layout, checked, plan, outputs, ledger)
    except CityNotFound:
        raise
    except OSError as error:
        problem = OutputProblem(error)
        _record_failure(layout, city, year, plan, problem, started)
        raise problem from error
    except BaseException as problem:
        # Whatever it was, the index must not pass off the old page as the latest run.
        _record_failure(layout, city, year, plan, problem, started)
        raise
    tell("index", 0, 1)
    city_index, all_index = index.write(layout, city, year)
    page = layout.page(city, year, plan)
    return Run(checked, plan, page, city_index, all_index, published.kept_back)


def _same_data(checked: City, published: Published) -> None:
    if published.page.get("fingerprint") != checked.fingerprint:
        raise NotebookProblem("Lembar kerja berubah selagi laporan dihitung; jalankan sekali lagi.")


def _write(
    layout: Layout,
    city: City,
    stage: Stage,
    outputs: Mapping[Path, bytes],
    ledger: Mapping[str, Any],
) -> None:
    where = (city.slug, city.year, stage)
    replace_all({**outputs, layout.manifest(*where): as_json(ledger)})
    _drop_stale_tables(layout.processed(*where), outputs)
    layout.failure(*where).unlink(missing_ok=True)


def _outputs(
    layout: Layout,
    city: City,
    stage: Stage,
    executed: nbformat.NotebookNode,
    published: Published,
) -> dict[Path, bytes]:
    where = (city.slug, city.year, stage)
    folder = layout.processed(*where)
    outputs = {folder / f"{name}.csv": to_csv(t) for name, t in published.tables.items()}
    outputs[layout.evidence(*where)] = nbformat.writes(executed).encode() + b"\n"
    outputs[layout.workbook(*where)] = workbook(published.tables, _about(city, published))
    outputs[layout.page(*where)] = published.html
    return outputs


def _about(city: City, published: Published) -> Mapping[str, str]:
    page = published.page
    about = {
        say("about.page"): page.get("title", ""),
        say("about.state"): page.get("state_label", ""),
        say("about.cut_off"): fmt.day(city.cut_off),
        say("provenance.fingerprint"): city.fingerprint[:12],
    }
    if published.sample:
        about[say("sample_mark")] = say("sample_notice")
    return about


def _drop_stale_tables(folder: Path, outputs: Mapping[Path, bytes]) -> None:
    for old in folder.glob("*.csv"):
        if old not in outputs:
            old.unlink()


def _reason(problem: BaseException) -> str:
    if isinstance(problem, DataProblem) and problem.blocking:
        first, count = problem.blocking[0], len(problem.blocking)
        return str(first) if count == 1 else f"{first} (dan {count - 1} kesalahan lain)"
    return str(problem) or type(problem).__name__


def _record_failure(
    layout: Layout, city: str, year: int, stage: Stage, problem: BaseException, started: datetime
) -> None:
    record = {
        "stage": stage.number,
        "reason": _reason(problem),
        "kind": type(problem).__name__,
        "started": started.isoformat(timespec="seconds"),
    }
    replace(layout.failure(city, year, stage), as_json(record))
    index.write(layout, city, year)
