"""Run a notebook with papermill: strictly, quietly, and saying which cell failed."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from smartcity_analysis.intake.folders import ROOT_VARIABLE
from smartcity_analysis.pipeline.problems import NotebookProblem

Progress = Callable[[int, int], None]
CELL_SECONDS = 600
QUIET_KERNEL = ["--IPKernelApp.log_level=50"]


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook.

    Raises
    ------
    NotebookProblem
        If there is none, or it is not a notebook.
    """
    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotebookProblem(f"Notebook {path.name} tidak ada di folder notebooks.") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NotebookProblem(f"{path.name} bukan notebook yang utuh: {error}") from error
    return notebook


def check_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Refuse what papermill would only warn about.

    Parameters
    ----------
    notebook : Path
    parameters : mapping
        Names that are to be set.

    Raises
    ------
    NotebookProblem
        If the notebook has no cell tagged ``parameters`` or does not know one of the names.
    """
    import papermill

    tags = [cell.metadata.get("tags", []) for cell in read_notebook(notebook).cells]
    tagged = sum("parameters" in names for names in tags)
    if tagged != 1:
        raise NotebookProblem(
            f"{notebook.name} needs exactly one cell tagged 'parameters'; it has {tagged}."
        )
    known = papermill.inspect_notebook(str(notebook))
    for name in parameters:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise NotebookProblem(f"{notebook.name} has no parameter {name!r}.{hint}")


def execute(
    notebook: Path,
    parameters: Mapping[str, object],
    *,
    folder: Path,
    progress: Progress | None = None,
) -> nbformat.NotebookNode:
    """Execute a notebook and hand back the executed copy, free of paths and times.

    Parameters
    ----------
    notebook : Path
    parameters : mapping
        Injected after the cell tagged ``parameters``.
    folder : Path
        Working directory of the kernel.
    progress : callable, optional
        Called with (cells done, cells in all).

    Returns
    -------
    NotebookNode

    Raises
    ------
    NotebookProblem
        If a parameter is unknown, a cell fails or a cell was not run.
    """
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellControlSignal, DeadKernelError
    from papermill.exceptions import PapermillException

    check_parameters(notebook, parameters)
    total = len(read_notebook(notebook).cells) + 1

    def report(cell: Any, cell_index: int) -> None:
        if progress is not None:
            progress(cell_index, total)

    with tempfile.TemporaryDirectory() as scratch, _project(folder):
        output = Path(scratch) / "executed.ipynb"
        try:
            executed = papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=dict(parameters),
                cwd=str(folder),
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=CELL_SECONDS,
                on_cell_start=report,
                extra_arguments=QUIET_KERNEL,
            )
        except PapermillException as error:
            raise NotebookProblem(_in_words(error, notebook)) from error
        except NoSuchKernel as error:
            raise NotebookProblem(
                f"{notebook.name}: mesin hitung {error.name!r} belum ada; jalankan make setup."
            ) from error
        except (CellControlSignal, DeadKernelError) as error:
            reason = str(error).splitlines()[0]
            raise NotebookProblem(
                f"{notebook.name}: mesin hitung berhenti di tengah jalan ({reason}); "
                "mungkin kehabisan memori atau waktu."
            ) from error
    _check_complete(executed, notebook)
    return _anonymous(executed)


@contextmanager
def _project(folder: Path) -> Iterator[None]:
    # The kernel inherits the environment: it must read the project that was checked, whatever
    # SMARTCITY_ROOT says outside.
    before = os.environ.get(ROOT_VARIABLE)
    os.environ[ROOT_VARIABLE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(ROOT_VARIABLE)
        if before is not None:
            os.environ[ROOT_VARIABLE] = before


def _in_words(error: Exception, notebook: Path) -> str:
    index = getattr(error, "cell_index", None)
    if index is None:
        return f"{notebook.name} gagal dijalankan: {error}"
    source = str(getattr(error, "source", "")).strip()
    first_line = source.splitlines()[0] if source else ""
    cause = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', '')}".strip(": ")
    return f"{notebook.name} berhenti pada sel ke-{index + 1} ({first_line}): {cause}"


def _check_complete(executed: nbformat.NotebookNode, notebook: Path) -> None:
    # A killed kernel leaves cells that claim to be completed; only the execution count is honest.
    for number, cell in enumerate(executed.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            raise NotebookProblem(f"{notebook.name}: sel ke-{number} tidak pernah dijalankan.")


def _anonymous(executed: nbformat.NotebookNode) -> nbformat.NotebookNode:
    executed.metadata.pop("papermill", None)
    for cell in executed.cells:
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return executed
