"""Where things lie: every path of a project, derived from its root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from smartcity_analysis.intake.folders import PROFILE_FILE, RAW


@dataclass(frozen=True, slots=True)
class Stage:
    """One Bimtek stage.

    Parameters
    ----------
    number : int
        1–4.
    notebook : str
        File name under ``notebooks/``.
    blocks : tuple of str
        Anchors that a published page must hold; a page that lacks one is not published.
    """

    number: int
    notebook: str
    blocks: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Name of the stage in files and folders, such as ``tahap_1``."""
        return f"tahap_{self.number}"


STAGES = {
    1: Stage(
        1,
        "tahap_1_analisis_strategis.ipynb",
        (
            *("pembukaan", "kelengkapan", "kesiapan", "kesenjangan", "swot", "isu"),
            *("keselarasan", "belum-diketahui", "pergeseran", "keputusan", "penutup"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of a project.

    Parameters
    ----------
    root : Path
        Folder that holds ``data/raw``.

    Examples
    --------
    >>> Layout(Path("kota")).page("kota-tegal", 2022, STAGES[1]).as_posix()
    'kota/reports/kota-tegal/2022/tahap_1.html'
    """

    root: Path

    def notebook(self, stage: Stage) -> Path:
        """Notebook of a stage."""
        return self.root / "notebooks" / stage.notebook

    def profile(self, city: str, year: int) -> Path:
        """``city.yml`` that a city handed in with its worksheets."""
        return self.root / RAW / city / str(year) / PROFILE_FILE

    def processed(self, city: str, year: int, stage: Stage) -> Path:
        """Folder of what a stage computed for the next one."""
        return self.root / "data" / "processed" / city / str(year) / stage.slug

    @property
    def all_reports(self) -> Path:
        """Folder of all published pages."""
        return self.root / "reports"

    def reports(self, city: str, year: int) -> Path:
        """Folder of a city's published pages."""
        return self.all_reports / city / str(year)

    def page(self, city: str, year: int, stage: Stage) -> Path:
        """Page of a stage."""
        return self.reports(city, year) / f"{stage.slug}.html"

    def workbook(self, city: str, year: int, stage: Stage) -> Path:
        """Workbook with every table of a page."""
        return self.reports(city, year) / f"{stage.slug}.xlsx"

    def evidence(self, city: str, year: int, stage: Stage) -> Path:
        """Notebook as executed, behind a page."""
        return self.reports(city, year) / "evidence" / f"{stage.slug}.ipynb"

    def manifest(self, city: str, year: int, stage: Stage) -> Path:
        """Ledger of the run behind a page."""
        return self.processed(city, year, stage) / "manifest.json"

    def failure(self, city: str, year: int, stage: Stage) -> Path:
        """Why the latest run failed; absent after a good one."""
        return self.processed(city, year, stage) / "failure.json"
