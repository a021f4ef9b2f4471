"""Each stage starts from what the one before froze.

Oracle: the promises of the design; digests are counted again here with hashlib.
"""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from stubs import write_stub, write_stubs
from worksheets import edit

from smartcity_analysis.intake import load_city
from smartcity_analysis.intake.frozen import load_stage
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.problems import NotebookProblem, PredecessorProblem
from smartcity_analysis.pipeline.run import run_stage

WHERE = ("kota-tegal", 2022)


def ledger(layout, stage):
    return json.loads(layout.manifest(*WHERE, STAGES[stage]).read_text(encoding="utf-8"))


def cards(layout):
    page = (layout.reports(*WHERE) / "index.html").read_text(encoding="utf-8")
    listing = BeautifulSoup(page, "html.parser").find("ul", class_="stages")
    return [card.get_text(" ", strip=True) for card in listing.find_all("li", recursive=False)]


def raw(layout, table):
    return layout.profile(*WHERE).parent / f"{table}.csv"


def files(layout):
    found = [*layout.all_reports.rglob("*"), *layout.all_processed.rglob("*")]
    return {
        path.relative_to(layout.root).as_posix(): path.read_bytes()
        for path in found
        if path.is_file() and path.name != "manifest.json"
    }


# ---- What a stage leaves ------------------------------------------------------------------------


def test_chain__every_stage_names_what_the_one_before_froze(chained):
    ledgers = [ledger(chained, stage) for stage in STAGES]
    assert ledgers[0]["predecessor"] is None
    for before, after in pairwise(ledgers):
        assert after["predecessor"] == {"stage": before["stage"], "frozen": before["frozen"]}


@pytest.mark.parametrize("stage", [1, 2])
def test_frozen__covers_every_csv_and_the_stage_before(chained, stage):
    folder = chained.processed(*WHERE, STAGES[stage])
    lines = sorted(
        f"{path.relative_to(folder).as_posix()}\t{sha256(path.read_bytes()).hexdigest()}"
        for path in folder.rglob("*.csv")
    )
    found = ledger(chained, stage)
    before = [found["predecessor"]["frozen"]] if stage > 1 else []
    assert found["frozen"] == sha256("\n".join([*before, *lines]).encode()).hexdigest()


def test_snapshot__holds_every_table_of_the_stage_and_none_of_a_later_one(chained):
    folder = chained.snapshot(*WHERE, STAGES[2])
    wanted = {name for name, spec in tables().items() if spec.stage <= 2}
    assert {path.stem for path in folder.glob("*.csv")} == wanted
    named = {output["name"] for output in ledger(chained, 2)["outputs"]}
    assert {p.relative_to(chained.root).as_posix() for p in folder.glob("*.csv")} <= named


def test_snapshot__says_what_the_city_handed_in(chained):
    path = chained.snapshot(*WHERE, STAGES[1]) / "swot_factors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    city = load_city(*WHERE, root=chained.root)
    assert [row["statement"] for row in rows] == city.swot_factors["statement"].tolist()
    blank = city.swot_factors["year"].isna().tolist()
    assert [row["year"] == "" for row in rows] == blank
    assert load_stage(*WHERE, 1, root=chained.root).inputs["issues"]["issue"][0] == "I-01"


def test_run__all_stages_twice_give_the_same_bytes(chained, chain):
    for stage in STAGES:
        run_stage(chain.root, *WHERE, stage)
    assert files(chain) == files(chained)


def test_run__removes_what_it_no_longer_makes(chain):
    folder = chain.processed(*WHERE, STAGES[1])
    for old in (folder / "old.csv", folder / "inputs" / "old.csv"):
        old.write_text("a\n1\n", encoding="utf-8")
    run_stage(chain.root, *WHERE, 1)
    assert not list(folder.rglob("old.csv"))


# ---- Nothing to stand on ------------------------------------------------------------------------


def test_run__needs_the_stage_before(new_project):
    root = write_stubs(new_project())
    wanted = "Tahap 1 belum dihitung; jalankan: smartcity run kota-tegal 2022 --stage 1"
    with pytest.raises(PredecessorProblem, match=wanted):
        run_stage(root, *WHERE, 2)
    layout = Layout(root)
    assert not layout.page(*WHERE, STAGES[2]).exists()
    assert "Belum ada laporan yang sah" in cards(layout)[1]


def test_run__refuses_results_that_were_edited(chain):
    table = chain.processed(*WHERE, STAGES[1]) / "usg.csv"
    table.write_text(table.read_text("utf-8") + "I-99\n", encoding="utf-8")
    before = files(chain)["reports/kota-tegal/2022/tahap_3.html"]
    with pytest.raises(PredecessorProblem, match=r"diubah sesudah dihitung \(usg.csv\)"):
        run_stage(chain.root, *WHERE, 3)
    assert files(chain)["reports/kota-tegal/2022/tahap_3.html"] == before
    assert "diubah sesudah dihitung (usg.csv)" in cards(chain)[0]


def test_run__asks_for_a_new_run_of_a_stage_from_before_the_chain(chain):
    path = chain.manifest(*WHERE, STAGES[1])
    old = {name: value for name, value in ledger(chain, 1).items() if name != "frozen"}
    path.write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(PredecessorProblem, match=r"versi lama; jalankan: .* --stage 1$"):
        run_stage(chain.root, *WHERE, 2)


def test_stage_before_that_changes_during_the_run__is_not_built_on(chain):
    ledger_path = chain.manifest(*WHERE, STAGES[1]).as_posix()
    meddle = (
        "\nfrom pathlib import Path"
        f"\nledger = Path({ledger_path!r})"
        '\nledger.write_text(ledger.read_text().replace(\'"frozen": "\', \'"frozen": "0\'))'
    )
    write_stub(chain.root, 2, extra=meddle)
    with pytest.raises(PredecessorProblem, match="Tahap 1 dihitung ulang selagi"):
        run_stage(chain.root, *WHERE, 2)


# ---- Something old ------------------------------------------------------------------------------


def test_old_worksheets_below__are_told_and_do_not_stop_the_run(chain):
    edit(raw(chain, "issues"), 1, nama_pendek="Air minum")
    run = run_stage(chain.root, *WHERE, 2)
    assert run.stale == {1: ("issues.csv",)}
    assert run.status == "BELUM SIAP"
    shown = cards(chain)
    assert "Belum memuat perubahan terakhir pada Isu" in shown[0]
    assert all("Dihitung dari tahap 1 yang lama" in card for card in shown[1:])


def test_new_run_below__makes_every_later_stage_old_until_it_runs(chain):
    assert not [card for card in cards(chain) if "dihitung ulang" in card]
    edit(raw(chain, "swot_factors"), 1, uraian="Uraian faktor yang lain sama sekali")
    run_stage(chain.root, *WHERE, 1)
    assert ["tahap 1 yang lama" in card for card in cards(chain)] == [False, True, True, True]
    run_stage(chain.root, *WHERE, 2)
    assert ["tahap 2 yang lama" in card for card in cards(chain)] == [False, False, True, True]


def test_failure_below__makes_every_later_stage_old(chain):
    write_stub(chain.root, 2, extra="\n1 / 0")
    with pytest.raises(NotebookProblem):
        run_stage(chain.root, *WHERE, 2)
    shown = cards(chain)
    assert "Percobaan terakhir gagal" in shown[1]
    assert ["tahap 2 yang lama" in card for card in shown] == [False, False, True, True]
