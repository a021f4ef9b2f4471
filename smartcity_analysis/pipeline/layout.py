"""Where things lie: every path of a project, derived from its root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from smartcity_analysis.intake.folders import BASELINE, PROCESSED, PROFILE_FILE, RAW


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
    2: Stage(
        2,
        "tahap_2_peta_jalan_quick_win.ipynb",
        (
            *("pembukaan", "rantai", "perubahan", "sasaran", "daftar-program", "usulan-mirip"),
            *("gerbang", "dampak-upaya", "quick-win", "peta-jalan", "keselarasan-program"),
            *("belum-diketahui", "keputusan", "penutup"),
        ),
    ),
    3: Stage(
        3,
        "tahap_3_rencana_aksi.ipynb",
        (
            *("pembukaan", "perubahan", "kartu-program", "kartu-quick-win", "ringkasan-dimensi"),
            *("beban-opd", "kamus-indikator", "pemeriksaan", "rantai", "belum-diketahui"),
            *("keputusan", "penutup"),
        ),
    ),
    4: Stage(
        4,
        "tahap_4_finalisasi.ipynb",
        (
            *("pembukaan", "kartu-quick-win", "komitmen", "dokumen", "keselarasan-program"),
            *("kerangka-pantau", "data-awal", "simulasi-evaluasi", "bukti-metode", "kalender"),
            *("riwayat", "rantai", "belum-diketahui", "keputusan", "penutup"),
        ),
    ),
}
LAST = max(STAGES)


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
        return self.all_processed / city / str(year) / stage.slug

    def snapshot(self, city: str, year: int, stage: Stage) -> Path:
        """Folder of the worksheets as a stage used them."""
        return self.processed(city, year, stage) / "inputs"

    def summary(self, city: str, year: int) -> Path:
        """File with what the index of all cities needs of one city."""
        return self.all_processed / city / str(year) / "index.json"

    def baseline(self, city: str, year: int) -> Path:
        """Folder of the frozen starting values; part of the record, never disposable."""
        return self.root / BASELINE / city / str(year)

    @property
    def all_processed(self) -> Path:
        """Folder of everything that was computed."""
        return self.root / PROCESSED

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

    def tables_archive(self, city: str, year: int, stage: Stage) -> Path:
        """Every table of a page as CSV, in one file."""
        return self.reports(city, year) / f"{stage.slug}_csv.zip"

    def public_baseline(self, city: str, year: int) -> Path:
        """Copy of the frozen starting values that a reader can fetch."""
        return self.reports(city, year) / "baseline.csv"

    def findings(self, city: str, year: int) -> Path:
        """File with what every page says first, for other programs."""
        return self.reports(city, year) / "temuan.json"

    def evidence(self, city: str, year: int, stage: Stage) -> Path:
        """Notebook as executed, behind a page."""
        return self.reports(city, year) / "evidence" / f"{stage.slug}.ipynb"

    def manifest(self, city: str, year: int, stage: Stage) -> Path:
        """Ledger of the run behind a page."""
        return self.processed(city, year, stage) / "manifest.json"

    def failure(self, city: str, year: int, stage: Stage) -> Path:
        """Why the latest run failed; absent after a good one."""
        return self.processed(city, year, stage) / "failure.json"
