"""The chain of stages: each starts from what the one before froze, and says which that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smartcity_analysis.intake.frozen import Frozen, FrozenProblem, load_stage
from smartcity_analysis.pipeline.files import digest, read_record
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.problems import PredecessorProblem


@dataclass(frozen=True, slots=True)
class Ground:
    """What a stage stands on.

    Parameters
    ----------
    stage : int
        The stage before.
    frozen : str
        Digest of what it froze.
    stale : mapping of int to tuple of str
        Earlier stages whose inputs have changed since they were computed, and which inputs.
    """

    stage: int
    frozen: str
    stale: Mapping[int, tuple[str, ...]]


def ground(layout: Layout, city: str, year: int, stage: int) -> Ground | None:
    """Find what a stage starts from, and make sure that it is whole.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int
    stage : int
        1–4.

    Returns
    -------
    Ground or None
        None for the first stage.

    Raises
    ------
    PredecessorProblem
        If an earlier stage was not computed, or its files were changed since.
    """
    found = None
    stale: dict[int, tuple[str, ...]] = {}
    for number in range(1, stage):
        frozen = _whole(layout, city, year, number)
        found = str(frozen.manifest["frozen"])
        if frozen.stale:
            stale[number] = frozen.stale
    return None if found is None else Ground(stage - 1, found, stale)


def still_stands(layout: Layout, city: str, year: int, before: Ground) -> bool:
    """Tell whether the stage before is the one that a run started from.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int
    before : Ground
        From :func:`ground`, before the run.

    Returns
    -------
    bool
    """
    ledger = read_record(layout.manifest(city, year, STAGES[before.stage]))
    return ledger is not None and ledger.get("frozen") == before.frozen


def _whole(layout: Layout, city: str, year: int, stage: int) -> Frozen:
    try:
        frozen = load_stage(city, year, stage, root=layout.root)
    except FrozenProblem as error:
        raise PredecessorProblem(str(error)) from error
    # Ledgers from before the stages were chained have no digest; only a new run can give one.
    if "frozen" not in frozen.manifest:
        raise PredecessorProblem(
            f"Tahap {stage} dihitung oleh versi lama; jalankan: {command(city, year, stage)}"
        )
    return frozen


def command(city: str, year: int, stage: int) -> str:
    """Name the command that computes a stage.

    Examples
    --------
    >>> command("kota-tegal", 2022, 1)
    'smartcity run kota-tegal 2022 --stage 1'
    """
    return f"smartcity run {city} {year} --stage {stage}"


def frozen_digest(outputs: Mapping[Path, bytes], folder: Path, predecessor: Ground | None) -> str:
    """Fingerprint what a stage freezes, together with what it stood on.

    A change in the first stage thus changes the digest of every later one that is computed anew.

    Parameters
    ----------
    outputs : mapping of Path to bytes
        Of the run; only the CSV below `folder` count.
    folder : Path
        Folder of the stage under ``data/processed``.
    predecessor : Ground or None

    Returns
    -------
    str
        SHA-256.

    Examples
    --------
    >>> frozen_digest({Path("a/x.csv"): b"1"}, Path("a"), None)[:12]
    '4eb5bdaa3af7'
    """
    lines = sorted(
        f"{path.relative_to(folder).as_posix()}\t{digest(content)}"
        for path, content in outputs.items()
        if path.suffix == ".csv" and path.is_relative_to(folder)
    )
    if predecessor is not None:
        lines.insert(0, predecessor.frozen)
    return digest("\n".join(lines).encode())
