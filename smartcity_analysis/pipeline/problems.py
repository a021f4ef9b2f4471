"""What stops a run, in words for the person or the scheduler that started it."""

from __future__ import annotations


class RunProblem(Exception):
    """A run that cannot be finished; the last good page stays."""


class NotebookProblem(RunProblem):
    """A notebook that cannot be run as it should, or whose page lacks a part."""


class PredecessorProblem(RunProblem):
    """An earlier stage that was not computed, or is not as it was computed."""


class BaselineProblem(RunProblem):
    """Frozen starting values that were edited, or that may not be frozen as asked."""


class OutputProblem(RunProblem):
    """A file that cannot be written."""

    def __init__(self, error: OSError) -> None:
        name = error.filename2 or error.filename or "laporan"
        super().__init__(
            f"{name} tidak dapat ditulis ({error.strerror or error}). Tutup berkas itu di program "
            "lain, misalnya Excel, dan periksa ruang serta izin folder, lalu jalankan lagi."
        )
