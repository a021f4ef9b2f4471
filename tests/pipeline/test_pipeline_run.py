"""A run from worksheets to page, on a copy of the real project, with the real papermill.

Oracle: the promises of the issue and of the design; files are compared byte by byte.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import nbformat
import openpyxl
import pytest
from bs4 import BeautifulSoup
from worksheets import edit, keep

from smartcity_analysis.intake import DataProblem, load_city
from smartcity_analysis.pipeline import index
from smartcity_analysis.pipeline.execute import check_parameters
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.problems import NotebookProblem, OutputProblem
from smartcity_analysis.pipeline.run import run_stage
from smartcity_analysis.report.texts import entry

CITY, YEAR = "kota-tegal", 2022
PAGE = "reports/kota-tegal/2022/tahap_1.html"
INDEX = "reports/kota-tegal/2022/index.html"
HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x.example","klik")',
    "kata " * 2000,
    "🏙️ kota cerdas",
    "مدينة ذكية \u202egnp.exe",
    "{0} {name} %s $x^2$ {{ 7*7 }} {% raw %}",
]


def raw(root: Path) -> Path:
    return root / "data" / "raw" / CITY / str(YEAR)


def outputs(layout: Layout) -> dict[str, bytes]:
    folders = (layout.all_reports, layout.root / "data" / "processed")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(layout.root).as_posix(): path.read_bytes()
        for path in files
        if path.name != "manifest.json"
    }


def of_stage_1(found: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out other stages, and the indices that tell of them."""
    return {name: content for name, content in found.items() if "tahap_1" in name}


@pytest.fixture(scope="module")
def ledger(published):
    return json.loads(published.manifest(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8"))


# ---- A good run ---------------------------------------------------------------------------------


def test_run__writes_page_workbook_evidence_tables_and_indices(published):
    names = set(outputs(published))
    assert {
        "reports/index.html",
        "reports/kota-tegal/2022/index.html",
        "reports/kota-tegal/2022/tahap_1.html",
        "reports/kota-tegal/2022/tahap_1.xlsx",
        "reports/kota-tegal/2022/tahap_1_csv.zip",
        "reports/kota-tegal/2022/temuan.json",
        "reports/kota-tegal/2022/evidence/tahap_1.ipynb",
        "data/processed/kota-tegal/2022/tahap_1/gap.csv",
        "data/processed/kota-tegal/2022/tahap_1/swot_factors.csv",
        "data/processed/kota-tegal/2022/tahap_1/usg.csv",
        "data/processed/kota-tegal/2022/tahap_1/inputs/usg_ratings.csv",
    } <= names
    assert not [name for name in names if "/." in name]


def test_run__twice_gives_the_same_bytes(published, project):
    for stage in STAGES:
        run_stage(project, CITY, YEAR, stage)
    assert outputs(Layout(project)) == outputs(published)


def test_manifest__tells_what_went_in_and_what_came_out(published, ledger):
    for entry_ in ledger["inputs"]:
        content = (raw(published.root) / entry_["name"]).read_bytes()
        assert entry_["sha256"] == sha256(content).hexdigest()
    for entry_ in ledger["outputs"]:
        content = (published.root / entry_["name"]).read_bytes()
        assert entry_["sha256"] == sha256(content).hexdigest()
        assert entry_["bytes"] == len(content)
    assert ledger["parameters"]["city"] == CITY
    assert ledger["seed"] == 3376
    assert ledger["area_code"] == "3376"
    assert ledger["sample"] is True
    assert ledger["versions"]["papermill"]
    assert ledger["rows"]["usg"] == 8
    assert list(STAGES[1].blocks) == [b for b in ledger["blocks"] if b in STAGES[1].blocks]


def test_evidence__holds_no_path_and_no_time(published):
    path = published.evidence(CITY, YEAR, STAGES[1])
    text = path.read_text(encoding="utf-8")
    assert str(published.root) not in text
    assert "papermill" not in nbformat.reads(text, as_version=4).metadata
    assert not re.search(r"20\d\d-\d\d-\d\dT\d\d:\d\d", text)


def test_evidence__reads_well_as_plain_text(published):
    """An untrusted notebook shows only text/plain: it has to be the finding, not an object."""
    notebook = nbformat.read(published.evidence(CITY, YEAR, STAGES[1]), as_version=4)
    plain = [o["data"]["text/plain"] for c in notebook.cells for o in c.get("outputs", [])]
    assert len(plain) == 11
    assert not [text for text in plain if text.startswith("<") or "object at" in text]
    assert sum(text.startswith("[CONTOH]") for text in plain) == 7


def test_samples__are_marked_in_every_table_that_rests_on_them(published):
    folder = published.processed(CITY, YEAR, STAGES[1])
    marked = {
        path.stem
        for path in folder.glob("*.csv")
        if "sample" in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    }
    assert {"swot_factors", "swot_variants", "usg", "readiness", "alignment"} <= marked
    assert not {"gap", "source_conflicts", "coverage_tables"} & marked
    book = openpyxl.load_workbook(published.workbook(CITY, YEAR, STAGES[1]))
    last = [cell.value for cell in book["IFAS dan EFAS"][1]][-1]
    assert (last, book["IFAS dan EFAS"].cell(2, book["IFAS dan EFAS"].max_column).value) == (
        "CONTOH",
        "ya",
    )


def test_workbook__has_every_table_of_the_page_in_indonesian(published, ledger):
    book = openpyxl.load_workbook(published.workbook(CITY, YEAR, STAGES[1]))
    titles = {entry("sheet")[name][:31] for name in ledger["rows"]}
    assert set(book.sheetnames) == {"Tentang", *titles}
    about = dict(book["Tentang"].iter_rows(max_col=2, values_only=True))
    assert "rekaan" in about["CONTOH"]
    raters = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"}
    for sheet in book.worksheets[1:]:
        headers = {cell.value for cell in sheet[1]} - raters
        assert not [h for h in headers if h != h.capitalize() and "_" in h], sheet.title


def test_texts__name_every_exported_table_and_column(published):
    known = set(entry("column")) | {chr(c) for c in range(ord("A"), ord("K") + 1)}
    numbered = re.compile(rf"({'|'.join(entry('numbered_column'))})_\d+")
    for path in published.processed(CITY, YEAR, STAGES[1]).glob("*.csv"):
        assert path.stem in entry("sheet")
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert not [n for n in header if n not in known and not numbered.fullmatch(n)], path.name


def test_index__shows_finding_state_and_weight(published):
    page = published.reports(CITY, YEAR) / "index.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    cards = soup.find("ul", class_="stages").find_all("li", recursive=False)
    assert len(cards) == 4
    assert "RANCANGAN" in cards[0].get_text()
    assert re.search(r"\(\d{2,3}\sKB\)", cards[0].get_text())
    assert [a["href"] for a in cards[0].find_all("a")] == ["tahap_1.html"]


def test_run_time__is_shown_only_when_it_is_given(published, project):
    run_stage(project, CITY, YEAR, 1, run_time="22 Juni 2022 pukul 09.30")
    page = Layout(project).page(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8")
    assert "22 Juni 2022 pukul 09.30" in page
    assert "Waktu hitung" not in published.page(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8")


def test_cut_off__leaves_out_what_was_not_yet_known(project):
    run_stage(project, CITY, YEAR, 1, cut_off=date(2022, 6, 22))
    layout = Layout(project)
    page = layout.page(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8")
    assert "data sampai 22 Juni 2022" in page
    assert "Data sesudah Bimtek" not in page
    ledger = json.loads(layout.manifest(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8"))
    assert ledger["cut_off"] == "2022-06-22"
    with (layout.processed(CITY, YEAR, STAGES[1]) / "gap.csv").open(encoding="utf-8") as file:
        human = next(row for row in csv.DictReader(file) if row["indicator"] == "ipm")
    # The index of 2022 describes the whole year, so that of 2021 is the latest known in June.
    assert (human["year"], human["value"]) == ("2021", "75.52")


# ---- Plain tools --------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES.values(), ids=lambda stage: stage.slug)
def test_plain_tools__make_the_same_page(published, tmp_path, stage):
    """Any scheduler that knows papermill and nbconvert can run us, stage after stage."""
    project = shutil.copytree(published.root, tmp_path / "project")
    papermill = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        f"notebooks/{stage.notebook}",
    ]
    jupyter = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html"]
    steps = (
        [*papermill, "out.ipynb", "-p", "city", CITY, "-p", "year", str(YEAR)],
        [*jupyter, "--template", "smartcity", "out.ipynb"],
    )
    for step in steps:
        subprocess.run(step, cwd=project, check=True, capture_output=True)
    assert (project / "out.html").read_bytes() == published.page(CITY, YEAR, stage).read_bytes()


# ---- Hostile input ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(new_project):
    root = new_project()
    for row, text in enumerate(HOSTILE, start=1):
        edit(raw(root) / "swot_factors.csv", row, uraian=text)
        edit(raw(root) / "source_conflicts.csv", row, alasan=text)
    edit(raw(root) / "issues.csv", 1, nama_pendek="<b>$x^2$</b> 🏙️")
    run_stage(root, CITY, YEAR, 1)
    return Layout(root)


def test_hostile_text__stands_on_the_page_as_text(hostile):
    page = hostile.page(CITY, YEAR, STAGES[1]).read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    assert len(soup.find_all("script")) == 1
    assert not soup.find_all("img")
    text = soup.get_text()
    for wanted in HOSTILE:
        assert wanted.strip() in text


def test_hostile_text__is_disarmed_in_the_workbook_and_in_csv(hostile):
    book = openpyxl.load_workbook(hostile.workbook(CITY, YEAR, STAGES[1]))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert not [c.coordinate for c in cells if c.hyperlink]
    values = {c.value for c in cells}
    assert HOSTILE[1] in values
    assert HOSTILE[0] in values
    table = hostile.processed(CITY, YEAR, STAGES[1]) / "swot_factors.csv"
    with table.open(encoding="utf-8", newline="") as file:
        starts = {cell[:1] for row in csv.reader(file) for cell in row if not _number(cell)}
    assert not starts & set("=+-@")


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


# ---- Failures -----------------------------------------------------------------------------------


def break_notebook(root: Path, source: str) -> None:
    path = root / "notebooks" / STAGES[1].notebook
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = source
    nbformat.write(notebook, path)


@pytest.fixture
def ran(project, published):
    """The project with a good run behind it."""
    import shutil

    shutil.copytree(published.all_reports, project / "reports")
    shutil.copytree(published.root / "data" / "processed", project / "data" / "processed")
    return Layout(project)


def test_failure_in_a_cell__keeps_the_good_page_and_says_which_cell(ran):
    before = outputs(ran)
    break_notebook(ran.root, "show.closing(kota, stage=1)\n1 / 0")
    with pytest.raises(NotebookProblem, match=r"berhenti pada sel ke-\d+ .*ZeroDivisionError"):
        run_stage(ran.root, CITY, YEAR, 1)
    after = outputs(ran)
    assert (
        after["reports/kota-tegal/2022/tahap_1.html"]
        == before["reports/kota-tegal/2022/tahap_1.html"]
    )
    index = after[INDEX].decode()
    assert "Percobaan terakhir gagal" in index
    assert "ZeroDivisionError" in index
    assert "Laporan terakhir yang sah dibuat" in index


def test_failure__is_forgotten_after_a_good_run(ran, published):
    break_notebook(ran.root, "1 / 0")
    with pytest.raises(NotebookProblem):
        run_stage(ran.root, CITY, YEAR, 1)
    good = published.root / "notebooks" / STAGES[1].notebook
    (ran.root / "notebooks" / STAGES[1].notebook).write_bytes(good.read_bytes())
    run_stage(ran.root, CITY, YEAR, 1)
    assert outputs(ran) == outputs(published)


def test_missing_block__is_not_published(ran):
    break_notebook(ran.root, "None")
    with pytest.raises(NotebookProblem, match="Bagian halaman tidak muncul: penutup"):
        run_stage(ran.root, CITY, YEAR, 1)


def test_killed_kernel__is_a_failure_not_half_a_page(ran):
    before = outputs(ran)[PAGE]
    break_notebook(ran.root, "import os\nos._exit(9)")
    with pytest.raises(NotebookProblem, match="mesin hitung berhenti di tengah jalan"):
        run_stage(ran.root, CITY, YEAR, 1)
    assert outputs(ran)[PAGE] == before


def test_bad_data__keeps_the_good_page_and_lists_every_fault(ran):
    before = outputs(ran)[PAGE]
    edit(raw(ran.root) / "swot_ratings.csv", 1, rating="5")
    edit(raw(ran.root) / "usg_ratings.csv", 1, urgensi="9")
    with pytest.raises(DataProblem) as caught:
        run_stage(ran.root, CITY, YEAR, 1)
    assert {fault.file for fault in caught.value.blocking} == {
        "swot_ratings.csv",
        "usg_ratings.csv",
    }
    assert outputs(ran)[PAGE] == before
    assert "Percobaan terakhir gagal" in outputs(ran)[INDEX].decode()


def test_first_run_that_fails__leaves_an_index_without_a_page(project):
    (raw(project) / "swot_ratings.csv").unlink()
    with pytest.raises(DataProblem):
        run_stage(project, CITY, YEAR, 1)
    index = Layout(project).reports(CITY, YEAR) / "index.html"
    assert "Belum ada laporan yang sah" in index.read_text(encoding="utf-8")
    assert not Layout(project).page(CITY, YEAR, STAGES[1]).exists()


@pytest.mark.parametrize(
    ("table", "block", "stated"),
    [
        ("readiness", "kesiapan", "Kesiapan belum dapat dihitung"),
        (
            "priorities",
            "keselarasan",
            "Prioritas pembangunan dan isu yang dilayani: tidak ada data",
        ),
        ("policies", "belum-diketahui", "Kebijakan"),
        ("source_conflicts", "belum-diketahui", "dan 0 angka berbeda antar-sumber"),
    ],
)
def test_a_missing_side_table__leaves_a_gap_that_the_page_states(
    published, project, table, block, stated
):
    def part(page):
        return BeautifulSoup(page.read_text("utf-8"), "html.parser").find(id=block).get_text()

    assert stated not in part(published.page(CITY, YEAR, STAGES[1]))
    (raw(project) / f"{table}.csv").unlink()
    assert stated in part(run_stage(project, CITY, YEAR, 1).page)


def test_missing_notebook__is_said_in_a_sentence(ran):
    (ran.root / "notebooks" / STAGES[1].notebook).unlink()
    with pytest.raises(NotebookProblem, match="tidak ada di folder notebooks"):
        run_stage(ran.root, CITY, YEAR, 1)
    assert "Percobaan terakhir gagal" in outputs(ran)[INDEX].decode()


def test_file_that_cannot_be_replaced__leaves_everything_as_it_was(ran):
    """As on Windows, when the workbook is open in Excel; here a folder stands in its place."""
    workbook = ran.workbook(CITY, YEAR, STAGES[1])
    workbook.unlink()
    workbook.mkdir()
    before = outputs(ran)
    with pytest.raises(OutputProblem, match="tidak dapat ditulis"):
        run_stage(ran.root, CITY, YEAR, 1)
    after = outputs(ran)
    assert after[PAGE] == before[PAGE]
    assert "Percobaan terakhir gagal" in after[INDEX].decode()
    assert not [name for name in after if "/." in name]


def test_damaged_ledger__never_vouches_for_a_page(ran):
    ran.manifest(CITY, YEAR, STAGES[1]).write_text("{", encoding="utf-8")
    index.write(ran, CITY, YEAR)
    assert "Baca laporan tahap 1" not in outputs(ran)[INDEX].decode()
    run_stage(ran.root, CITY, YEAR, 1)
    assert "Baca laporan tahap 1" in outputs(ran)[INDEX].decode()


def test_page_that_is_not_the_ledgers__is_not_offered(ran):
    ran.page(CITY, YEAR, STAGES[1]).write_text("lain", encoding="utf-8")
    index.write(ran, CITY, YEAR)
    assert "Baca laporan tahap 1" not in outputs(ran)[INDEX].decode()


def test_broken_city_yml__keeps_the_name_of_the_city_on_the_index(ran):
    (raw(ran.root) / "city.yml").write_text("province: [", encoding="utf-8")
    with pytest.raises(DataProblem):
        run_stage(ran.root, CITY, YEAR, 1)
    page = outputs(ran)[INDEX].decode()
    assert "<h1>Kota Tegal 2022</h1>" in page
    assert "Jawa Tengah" in page
    assert "Percobaan terakhir gagal" in page


def test_data_that_change_during_the_run__are_not_published(ran, monkeypatch):
    monkeypatch.setattr("smartcity_analysis.pipeline.run.load_city", _other_fingerprint)
    with pytest.raises(NotebookProblem, match="berubah selagi laporan dihitung"):
        run_stage(ran.root, CITY, YEAR, 1)


def _other_fingerprint(*arguments, **options):
    return dataclasses.replace(load_city(*arguments, **options), fingerprint="lain")


def test_root__wins_over_the_environment(project, published, monkeypatch):
    monkeypatch.setenv("SMARTCITY_ROOT", str(published.root / "nowhere"))
    run_stage(project, CITY, YEAR, 1)
    assert of_stage_1(outputs(Layout(project))) == of_stage_1(outputs(published))


# ---- Few voices ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "block", "wanted"),
    [
        ("usg_ratings", "isu", lambda row: row["penilai"] == "A"),
        ("swot_ratings", "swot", lambda row: row["penilai"] == "A"),
        ("usg_ratings", "isu", lambda row: row["opd"] == "DISKOMINFO"),
    ],
    ids=["one USG rater", "one SWOT rater", "one agency"],
)
def test_one_voice__makes_a_page_without_false_certainty(project, table, block, wanted):
    keep(raw(project) / f"{table}.csv", wanted)
    page = run_stage(project, CITY, YEAR, 1).page.read_text(encoding="utf-8")
    text = BeautifulSoup(page, "html.parser").find(id=block).get_text()
    assert "pasti" not in text
    assert "satu suara" in text


@pytest.mark.parametrize(
    ("table", "wanted", "stated"),
    [
        ("usg_ratings", lambda row: row["isu"] != "I-03", "Belum dinilai: Tata kelola"),
        ("swot_ratings", lambda row: row["faktor"] not in ("S-01", "T-02"), "0 (–)"),
    ],
    ids=["an issue", "two factors"],
)
def test_what_nobody_rated__is_left_out_and_said(project, table, wanted, stated):
    keep(raw(project) / f"{table}.csv", wanted)
    page = run_stage(project, CITY, YEAR, 1).page.read_text(encoding="utf-8")
    words = BeautifulSoup(page, "html.parser").get_text()
    assert "nan" not in words.lower().split()
    assert stated in words


def test_another_province__is_named_from_the_reference(project):
    """A city outside Jawa Tengah: only its own figures, so nothing can be compared yet."""
    folder = raw(project)
    settings = folder / "city.yml"
    text = settings.read_text(encoding="utf-8")
    for old, new in (
        ('"3376"', '"3571"'),
        ("name: Kota Tegal", "name: Kota Kediri"),
        ('{area_code: "33", name: Jawa Tengah}', '{area_code: "35", name: Jawa Timur}'),
        ('["3371", "3372", "3373", "3374", "3375"]', '["3578"]'),
    ):
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    for table in ("indicators", "source_conflicts"):
        keep(folder / f"{table}.csv", lambda row: row["kode_wilayah"] == "3376")
        path = folder / f"{table}.csv"
        path.write_text(path.read_text("utf-8").replace("\n3376,", "\n3571,"), "utf-8")
    page = run_stage(project, CITY, YEAR, 1).page.read_text(encoding="utf-8")
    assert "Belum ada indikator yang dapat dibandingkan dengan Jawa Timur" in page


# ---- Parameters ---------------------------------------------------------------------------------


def test_check_parameters__refuses_a_name_that_the_notebook_does_not_know(project):
    notebook = project / "notebooks" / STAGES[1].notebook
    with pytest.raises(NotebookProblem, match=r"no parameter 'ciyt'. Did you mean 'city'\?"):
        check_parameters(notebook, {"ciyt": "kota-tegal"})


def test_check_parameters__refuses_a_notebook_without_the_tag(project):
    path = project / "notebooks" / STAGES[1].notebook
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)
    nbformat.write(notebook, path)
    with pytest.raises(NotebookProblem, match="exactly one cell tagged 'parameters'; it has 0"):
        check_parameters(path, {"city": "kota-tegal"})
