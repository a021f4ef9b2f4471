"""The snapshot that a mayor opens first, and the list of all cities.

Oracle: the promises of the design, the ledgers on disk, axe-core and Chromium.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from hashlib import sha256

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from stubs import write_stub
from worksheets import edit

from smartcity_analysis.pipeline import index
from smartcity_analysis.pipeline.archive import archive
from smartcity_analysis.pipeline.freshness import spoken_files
from smartcity_analysis.pipeline.layout import STAGES
from smartcity_analysis.pipeline.overview import overview
from smartcity_analysis.pipeline.problems import NotebookProblem
from smartcity_analysis.pipeline.run import run_stage
from smartcity_analysis.report import pages
from smartcity_analysis.report.texts import entry

WHERE = ("kota-tegal", 2022)
BUDGET_BYTES = 300 * 1024


def soup(layout, *, everyone=False):
    folder = layout.all_reports if everyone else layout.reports(*WHERE)
    return BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")


def rewrite(layout, stage, **page):
    """Let the page of a stage say something else."""
    path = layout.manifest(*WHERE, STAGES[stage])
    ledger = json.loads(path.read_text(encoding="utf-8"))
    ledger["page"] |= page
    path.write_text(json.dumps(ledger), encoding="utf-8")


def test_index__says_where_the_city_stands(chained):
    page = soup(chained)
    assert page.h1.get_text() == "Kota Tegal 2022"
    assert "4 laporan terbit, 0 di antaranya siap diputuskan." in page.get_text()
    cards = page.find("ul", class_="stages").find_all("li", recursive=False)
    for number, card in enumerate(cards, start=1):
        assert "■ BELUM SIAP · RANCANGAN" in card.get_text(" ", strip=True)
        assert f"8 isu pada tahap {number}." in card.get_text()
        assert card.a["href"] == f"tahap_{number}.html"
        assert re.search(r"\(\d+\sKB\)", card.get_text())
    assert "Bimtek 21–22 Juni 2022 · data sampai 31 Desember 2022" in cards[0].get_text()


def test_index__puts_the_decision_of_the_latest_stage_first(chained):
    box = soup(chained).find(class_="decision")
    assert "Tetapkan 8 isu pada tahap 4." in box.get_text()
    assert box.a["href"] == "tahap_4.html"


def test_lasting_numbers__stand_in_their_order_and_the_latest_stage_wins(chain):
    rewrite(chain, 1, lasting={"issues": ["I", "", "a"], "readiness": ["2,8", "", "b"]})
    rewrite(chain, 3, lasting={"quick_wins": ["5", "", "c"], "readiness": ["2,9", "", "d"]})
    rewrite(chain, 4, lasting={"quick_wins": ["6", "", "e"]})
    index.write(chain, *WHERE)
    shown = [card.get_text() for card in soup(chain).find("ul", class_="cards").find_all("li")]
    assert shown == ["2,9 d", "I a", "6 e"]


def test_lasting_numbers__of_an_old_stage_give_way_to_current_ones(chain):
    edit(chain.profile(*WHERE).parent / "issues.csv", 1, nama_pendek="Air minum")
    run_stage(chain.root, *WHERE, 1)
    rewrite(chain, 1, lasting={"issues": ["baru", "", ""]})
    rewrite(chain, 2, lasting={"issues": ["lama", "", ""], "gap": ["1", "", ""]})
    found = overview(chain, *WHERE).index()
    assert [card[0] for card in found["figures"]] == ["1", "baru", "8"]
    assert found["decision"]["stage"] == 1


def test_key_figures_of_a_page__stand_in_where_nothing_lasts(chain):
    for stage in STAGES:
        rewrite(chain, stage, lasting={}, cards=[[str(stage), "", "x"]])
    assert overview(chain, *WHERE).index()["figures"] == [["4", "", "x"]]


def test_changes__are_told_until_the_next_change(chain):
    assert "Belum ada perubahan" in soup(chain).get_text()
    path = chain.profile(*WHERE).parent / "issues.csv"
    ninth = path.read_text(encoding="utf-8").splitlines()[-1].replace("I-08", "I-09")
    with path.open("a", encoding="utf-8") as file:
        file.write(ninth.replace("Aset daerah", "Isu baru") + "\n")
    run_stage(chain.root, *WHERE, 1)
    told = soup(chain).get_text(" ", strip=True)
    for wanted in (
        "Lembar kerja: Isu.",
        "Temuan: “8 isu pada tahap 1” → “9 isu pada tahap 1”.",
        "Isu prioritas: 8 → 9.",
    ):
        assert wanted in told
    again = chain.reports(*WHERE) / "index.html"
    before = again.read_bytes()
    run_stage(chain.root, *WHERE, 1)
    assert again.read_bytes() == before


def test_downloads__lie_where_the_index_says(chained):
    folder = chained.reports(*WHERE)
    links = {a["href"] for a in soup(chained).main.find_all("a")}
    assert {"tahap_4.xlsx", "tahap_4_csv.zip", "evidence/tahap_4.ipynb"} <= links
    assert {"temuan.json", "baseline.csv"} <= links
    assert not [link for link in links if not (folder / link).is_file()]


def test_archive__holds_every_table_and_no_clock(chained):
    path = chained.tables_archive(*WHERE, STAGES[4])
    packed = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    folder = chained.processed(*WHERE, STAGES[4])
    assert {name: packed.read(name) for name in packed.namelist()} == {
        table.name: table.read_bytes() for table in folder.glob("*.csv")
    }
    assert {info.date_time[0] for info in packed.infolist()} == {1980}
    assert archive({"b": b"2", "a": b"1"}) == archive({"a": b"1", "b": b"2"})


def test_findings__are_there_for_other_programs(chained):
    found = json.loads(chained.findings(*WHERE).read_text(encoding="utf-8"))
    assert (found["name"], found["area_code"]) == ("Kota Tegal", "3376")
    assert [stage["stage"] for stage in found["stages"]] == [1, 2, 3, 4]
    first = found["stages"][0]
    assert first["headline"] == "8 isu pada tahap 1"
    assert (first["status"], first["state"], first["sample"]) == ("not_ready", "draft", True)
    entry_ = first["provenance"]["inputs"][0]
    content = (chained.profile(*WHERE).parent / entry_["name"]).read_bytes()
    assert entry_["sha256"] == sha256(content).hexdigest()


def test_people__are_counted_by_block_without_a_name(chained):
    """Counted by hand in ``participants.csv``: 2 council, 5 experts, 6 government; 29 agencies."""
    table = soup(chained).find("caption", string=re.compile("^Peserta")).parent
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.tbody("tr")]
    assert rows == [
        ["Dewan Smart City", "2", "2"],
        ["Tenaga ahli", "5", "5"],
        ["Pemerintah", "6", "6"],
    ]
    assert "29 OPD terdaftar" in soup(chained).get_text()


def test_reading_guide__is_short():
    assert len(entry("index.how").split()) <= 60


def test_spoken_files__know_both_names_of_a_worksheet():
    assert spoken_files(["program.csv", "programmes.csv"]) == "Program dan Program"


def test_index__without_a_page_says_so(chain):
    for stage in STAGES.values():
        chain.manifest(*WHERE, stage).unlink()
    index.write(chain, *WHERE)
    assert "belum ada laporan yang terbit." in soup(chain).get_text()
    assert soup(chain).get_text().count("Belum terbit.") == 4


# ---- All cities ---------------------------------------------------------------------------------


def test_all_cities__tell_the_progress_of_each_in_words(chain):
    rewrite(chain, 1, status="ready_with_notes")
    write_stub(chain.root, 3, extra="\n1 / 0")
    with pytest.raises(NotebookProblem):
        run_stage(chain.root, *WHERE, 3)
    marks = [li.get_text() for li in soup(chain, everyone=True).find("ol", class_="marks")("li")]
    assert marks == [
        "▲ siap dengan catatan",
        "■ belum siap",
        "■ belum siap · percobaan terakhir gagal",
        "■ belum siap · perlu dihitung ulang",
    ]


def test_all_cities__fit_into_one_page(chained):
    one = overview(chained, *WHERE).summary() | {
        "headline": "Tata kelola kemungkinan besar paling mendesak; posisi hampir pasti agresif"
    }
    cities = [one | {"slug": f"kota-{n}", "province": f"Provinsi {n % 38}"} for n in range(514)]
    page = pages.all_index(cities)
    found = BeautifulSoup(page, "html.parser")
    assert len(page.encode()) <= BUDGET_BYTES
    assert len(found.find_all("tr")) == 514 + 38
    assert len(found.find("nav").find_all("a")) == 38


# ---- In a browser -------------------------------------------------------------------------------


@pytest.mark.browser
def test_index__with_every_notice_keeps_the_contract(browser, chain):
    edit(chain.profile(*WHERE).parent / "issues.csv", 1, nama_pendek="W" * 40)
    run_stage(chain.root, *WHERE, 1)
    write_stub(chain.root, 4, extra="\n1 / 0")
    with pytest.raises(NotebookProblem):
        run_stage(chain.root, *WHERE, 4)
    for folder in (chain.reports(*WHERE), chain.all_reports):
        for width in (320, 360, 1200):
            page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
            page.goto((folder / "index.html").as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert not [v["id"] for v in Axe().run(page).response["violations"]]
            page.close()
