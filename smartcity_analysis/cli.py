"""The command ``smartcity``: run, check, lab, worksheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from smartcity_analysis.intake import Fault
    from smartcity_analysis.pipeline.run import Run

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Analisis Gerakan Menuju Smart City: dari lembar kerja kota ke laporan tiap tahap.",
)

City = Annotated[str, typer.Argument(help="Nama folder kota, misalnya kota-tegal.")]
Year = Annotated[int, typer.Argument(help="Tahun, misalnya 2022.")]
Root = Annotated[
    Path | None,
    typer.Option(help="Folder proyek. Bawaan: folder terdekat ke atas yang berisi data/raw."),
]
CutOff = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Batas data, menggantikan yang ada di city.yml."),
]

STEPS = {
    "check": "Memeriksa data",
    "execute": "Menghitung",
    "publish": "Menerbitkan halaman",
    "index": "Memperbarui indeks",
}


def _console() -> Console:
    from rich.console import Console

    # Pipes and logs get whole lines: a cell address must not be broken in two.
    console = Console()
    return console if console.is_terminal else Console(width=160)


def _root(root: Path | None) -> Path:
    from smartcity_analysis.intake.city import find_root

    return find_root() if root is None else root.resolve()


@app.command()
def run(
    city: City,
    year: Year,
    stage: Annotated[str, typer.Option(help="Tahap 1–4, atau all.")] = "all",
    cut_off: CutOff = None,
    run_time: Annotated[
        str | None,
        typer.Option(help="Waktu hitung yang dicetak pada halaman. Bawaan: tidak dicetak."),
    ] = None,
    refreeze: Annotated[
        str | None,
        typer.Option(help="Alasan membekukan ulang data awal; hanya bersama --stage 4."),
    ] = None,
    root: Root = None,
) -> None:
    """Periksa data, jalankan notebook, terbitkan halaman dan indeks tahap demi tahap."""
    from smartcity_analysis.intake import CityNotFound, DataProblem
    from smartcity_analysis.pipeline.baseline import refuse
    from smartcity_analysis.pipeline.problems import RunProblem
    from smartcity_analysis.pipeline.run import run_stage

    console = _console()
    day = cut_off.date() if cut_off else None
    where, numbers = _root(root), _stages(stage)
    try:
        refuse(numbers[0], refreeze)
    except RunProblem as problem:
        raise typer.BadParameter(str(problem), param_hint="--refreeze") from None
    for number in numbers:
        try:
            with _Progress(console, number) as watch:
                done = run_stage(
                    where,
                    city,
                    year,
                    number,
                    cut_off=day,
                    run_time=run_time,
                    refreeze=refreeze,
                    watch=watch,
                )
        except CityNotFound as problem:
            console.print(str(problem), markup=False)
            raise typer.Exit(1) from None
        except DataProblem as problem:
            _print_faults(console, problem.faults)
            console.print("Halaman tidak diperbarui; yang lama tetap ada.")
            raise typer.Exit(1) from None
        except RunProblem as problem:
            console.print(str(problem), markup=False)
            console.print("Halaman tidak diperbarui; yang lama tetap ada.")
            raise typer.Exit(1) from None
        _print_run(console, done)
    console.print(f"Buka: {done.all_index}", markup=False, soft_wrap=True)


def _print_run(console: Console, done: Run) -> None:
    from smartcity_analysis.pipeline.freeze import command

    said = f"{done.status} · {done.page}" if done.status else str(done.page)
    console.print(f"Tahap {done.stage.number}: {said}", markup=False, soft_wrap=True)
    for number, names in done.stale.items():
        again = command(done.city.slug, done.city.year, number)
        console.print(
            f"Tahap {number} belum memuat perubahan terakhir ({', '.join(names)}); "
            f"hitung ulang: {again}",
            markup=False,
        )
    if done.kept_back:
        cells = ", ".join(str(n) for n in done.kept_back)
        console.print(f"Keluaran sel {cells} bukan bagian laporan, jadi tidak ikut terbit.")


def _stages(stage: str) -> list[int]:
    from smartcity_analysis.pipeline.layout import STAGES

    if stage == "all":
        return sorted(STAGES)
    if stage.isdigit() and int(stage) in STAGES:
        return [int(stage)]
    known = ", ".join(str(n) for n in sorted(STAGES))
    raise typer.BadParameter(f"tahap yang ada: {known}, atau all", param_hint="--stage")


@app.command()
def check(
    city: City,
    year: Year,
    stage: Annotated[
        int, typer.Option(min=1, max=4, help="Periksa tabel sampai tahap ini. Bawaan: semua.")
    ] = 4,
    cut_off: CutOff = None,
    root: Root = None,
) -> None:
    """Periksa data kota dan daftar semua kesalahan; keluar dengan 1 bila ada yang menghalangi."""
    from smartcity_analysis.intake import CityNotFound, DataProblem, load_city

    console = _console()
    day = cut_off.date() if cut_off else None
    try:
        checked = load_city(city, year, cut_off=day, stage=stage, root=_root(root))
    except CityNotFound as problem:
        console.print(str(problem), markup=False)
        raise typer.Exit(1) from None
    except DataProblem as problem:
        _print_faults(console, problem.faults)
        raise typer.Exit(1) from None
    _print_faults(console, checked.notes)
    console.print(f"{checked!r}", markup=False)
    console.print("Tidak ada kesalahan yang menghalangi.")


@app.command()
def lab(root: Root = None) -> None:
    """Buka JupyterLab pada notebook proyek ini."""
    import os
    import subprocess
    import sys

    where = _root(root)
    command = [sys.executable, "-m", "jupyter", "lab", "--notebook-dir", str(where)]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    raise typer.Exit(subprocess.call([*command, "--LabApp.default_url=/lab/tree/notebooks"]))


@app.command()
def worksheet(
    path: Annotated[Path, typer.Argument(help="Berkas XLSX yang akan dibuat.")],
    stage: Annotated[
        str, typer.Option(help="Lembar untuk tahap 1–4, atau all untuk semuanya.")
    ] = "1",
) -> None:
    """Buat lembar kerja kosong untuk OPD, dengan petunjuk dan pilihan isian."""
    from smartcity_analysis.intake.tables import of_stage
    from smartcity_analysis.intake.worksheet import write_worksheet

    if path.exists():
        raise typer.BadParameter(f"{path} sudah ada; pilih nama lain", param_hint="PATH")
    if stage not in ("1", "2", "3", "4", "all"):
        raise typer.BadParameter("tahap 1–4, atau all", param_hint="--stage")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_worksheet(path, None if stage == "all" else of_stage(int(stage)))
    _console().print(f"Lembar kerja: {path}", markup=False)


def _print_faults(console: Console, faults: tuple[Fault, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not faults:
        return
    words = {"blocking": "menghalangi", "note": "catatan"}
    listing = Table(title="Pemeriksaan data", show_lines=True)
    for header in ("Sifat", "Berkas", "Tempat", "Kolom", "Isi", "Aturan", "Perbaikan"):
        listing.add_column(header, overflow="fold")
    for fault in faults:
        file = f"{fault.file} [{fault.sheet}]" if fault.sheet else fault.file
        cells = (words[fault.severity], file, fault.place, fault.column, fault.value)
        listing.add_row(*(Text(cell) for cell in (*cells, fault.rule, fault.fix)))
    console.print(listing)


class _Progress:
    """Shows the steps of a run while it works."""

    def __init__(self, console: Console, stage: int) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(f"Tahap {stage}", total=None)
        self._stage = stage

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        self._bar.update(
            self._task,
            description=f"Tahap {self._stage}: {STEPS[step]}",
            completed=done,
            total=total,
        )
