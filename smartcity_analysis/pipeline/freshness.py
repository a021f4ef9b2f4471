"""Whether a page still says what its worksheets and the stages before it say."""

from __future__ import annotations

from collections.abc import Iterable

from smartcity_analysis.intake import CityNotFound
from smartcity_analysis.intake.frozen import FrozenProblem, load_stage
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import entry, say

STAGE_ENTRY = "tahap "  # how load_stage names a stage among its stale inputs


def notices(layout: Layout, city: str, year: int) -> dict[int, str]:
    """Say which published stages rest on something old.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int

    Returns
    -------
    dict of int to str
        A sentence for each such stage. What rests on an old stage is old as well; the sentence
        names the earliest.
    """
    found: dict[int, str] = {}
    old: int | None = None
    for number, stage in STAGES.items():
        if not layout.manifest(city, year, stage).is_file():
            continue
        stale, broken = _stale(layout, city, year, number)
        own = [name for name in stale if not name.startswith(STAGE_ENTRY)]
        if old is None and len(own) < len(stale):
            old = number - 1
        if old is not None:
            found[number] = say("index.stale_stage", stage=old)
        elif broken or own:
            found[number] = broken or say("index.stale_inputs", inputs=spoken_files(own))
        if old is None and (number in found or layout.failure(city, year, stage).is_file()):
            old = number
    return found


def _stale(layout: Layout, city: str, year: int, stage: int) -> tuple[tuple[str, ...], str]:
    try:
        return load_stage(city, year, stage, root=layout.root).stale, ""
    except FrozenProblem as problem:
        return (), str(problem).split(";")[0] + "."
    except (CityNotFound, KeyError):
        # A city that was taken away, or a damaged ledger: there is nothing to compare with.
        return (), ""


def spoken_files(names: Iterable[str]) -> str:
    """Name worksheets as their users know them.

    Examples
    --------
    >>> spoken_files(["indicators.csv", "city.yml", "opd/dinkes.xlsx"])
    'Indikator, pengaturan kota, dan opd/dinkes.xlsx'
    """
    known = dict(entry("index.file"))
    for name, spec in tables().items():
        known |= {f"{stem}.csv": spec.title for stem in (name, spec.file)}
    return fmt.words([known.get(name, name) for name in names])
