"""Objectives, chain, alignment and changes on the page: every item opens back to its evidence."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest
from markupsafe import Markup
from results_plan import EXAMPLES, HORIZON, KEYS, aimed, changed, frozen, gap, sheets, traced

from smartcity_analysis.analysis import plan
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.report.blocks import block
from smartcity_analysis.report.blocks.changes import LISTED, spelled
from smartcity_analysis.report.blocks.plan import reading


def words(html: str) -> str:
    """What is read of a piece of markup."""
    plain = " ".join(Markup(re.sub(r"<[^>]+>", " ", html)).unescape().split())
    return re.sub(r" (?=[.;])", "", plain)


def entry(code: str, html: str) -> str:
    """What is read of one entry of the trail."""
    found = re.search(rf'<div id="jejak-{code}">(.*?)</div>', html, re.DOTALL)
    return words(found[1])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Objectives", "sasaran"),
        ("Chain", "rantai"),
        ("Alignment", "keselarasan-program"),
        ("Changes", "perubahan"),
        ("History", "riwayat"),
    ],
)
def test_blocks__have_the_anchors_that_the_publisher_expects(name, id):
    assert block(EXAMPLES[name]()).id == id


# ---- Objectives ---------------------------------------------------------------------------------


def test_objectives__show_baseline_and_targets_in_the_decimals_of_the_dictionary():
    shown = words(block(aimed()).html)
    assert "Tingkat pengangguran terbuka (persen) 8,25 2021" in shown
    assert "2023: 8,00 2027: 7,00 2032: 5,00" in shown
    assert "target menjauh dari arah baik" in shown


def test_objectives__an_ordinal_is_read_by_its_level():
    """Oracle: the levels of the dictionary, TMP, TW, WDP, WTP-DPP, WTP."""
    assert reading("opini_bpk", 4.0) == "WTP"


def test_objectives__none_say_so():
    empty = plan.objectives(sheets()["objectives"].head(0), gap(), **HORIZON)
    assert "belum ada sasaran" in block(empty).html


# ---- Chain --------------------------------------------------------------------------------------


def test_chain__a_programme_opens_back_to_value_year_and_source():
    """Oracle: the sheets of results_plan, walked by hand."""
    html = str(block(traced()).html)
    told = entry("PR-01", html)
    for piece in (
        *("E-Kelurahan (PR-01).", "Quick win QW-01.", "Peta jalan: 2023–2025."),
        *("Komitmen KM-01, DISKOMINFO: Menjalankan E-Kelurahan.", "Isu: Pengangguran"),
        *("Sasaran SA-01: Menurunkan pengangguran terbuka.", "RKPD 2023, Mengurangi pengangguran"),
        *("Strategi WO-01: Membuka kerja digital.", "W-01 Pengangguran di atas provinsi"),
        "Diukur dengan Tingkat pengangguran terbuka 8,25 persen (2021)",
    ):
        assert piece in told
    assert entry("tpt", html) == "Tingkat pengangguran terbuka: 8,25 persen (2021) BPS"
    assert 'href="https://example.org/tpt"' in html


def test_chain__says_where_a_trail_ends():
    html = str(block(traced()).html)
    assert "Belum punya sasaran." in entry("PR-02", html)
    assert "Belum masuk peta jalan." in entry("PR-02", html)
    assert "Belum dijawab program." in entry("I-03", html)
    assert "Belum ada indikator bernilai sebagai bukti." in entry("I-03", html)
    assert not re.search(r"\bnan\b|\bNone\b", words(html))


def test_chain__every_link_of_the_trail_leads_somewhere_and_no_anchor_stands_twice():
    html = str(block(traced()).html)
    anchors = Counter(re.findall(r'id="(jejak-[^"]+)"', html))
    assert set(re.findall(r'href="#(jejak-[^"]+)"', html)) <= set(anchors)
    assert max(anchors.values()) == 1
    assert {"jejak-PR-01", "jejak-PR-03", "jejak-I-01", "jejak-S-01", "jejak-tpt"} <= set(anchors)


def test_chain__trails_stay_off_the_paper():
    html = str(block(traced()).html)
    outside = html[: html.index('<details class="screen">')]
    assert "jejak-" not in re.sub(r'href="[^"]+"', "", outside)
    assert "Strategi menyebut faktor SWOT" in outside


def test_chain__thirty_programmes_stay_light():
    """Oracle: the budget of a page, 300 KB for everything; a chain may take 120 KB."""
    sheet = sheets()
    codes = [f"PR-{n:02}" for n in range(1, 31)]
    sheet["programme_plans"] = pd.DataFrame({"programme": codes, "objective": "SA-01"})
    sheet["programmes"] = pd.DataFrame(
        {"programme": codes, "name": "N" * 100, "short_name": [f"Program {c}" for c in codes]}
    )
    factors = tuple(f"S-{n:02}" for n in range(1, 7))
    sheet["swot_factors"] = pd.DataFrame(
        {
            "factor": factors,
            "statement": "U" * 200,
            "indicators": [("tpt",)] * 6,
            "source": "S" * 80,
        }
    )
    sheet["strategies"] = pd.DataFrame(
        {"strategy": ["WO-01", "SO-01"], "statement": "T" * 150, "factors": [factors, factors]}
    )
    sheet["objectives"] = sheet["objectives"].assign(strategies=[("WO-01", "SO-01")] * 2)
    html = block(plan.trace(sheet, stage=4, gap=gap())).html
    assert len(html.encode()) < 120_000


def test_chain__hostile_text_stays_text():
    tables_ = sheets()
    for frame in tables_.values():
        for name in ("short_name", "statement", "name", "agency", "source"):
            if name in frame:
                frame[name] = '<img src=x onerror="1">{0}'
    html = block(plan.trace(tables_, stage=4, gap=gap())).html
    assert "<img" not in html


def test_chain__without_worksheets_is_a_page_all_the_same():
    made = block(plan.trace({}, stage=4))
    assert "belum ada baris" in made.html
    assert "jejak-" not in made.html


# ---- Changes ------------------------------------------------------------------------------------


def test_changes__tell_what_moved_and_who_decided():
    shown = words(block(changed()).html)
    assert "digeser: Tahun mulai: 2023 → 2024" in shown
    assert "Lahan belum siap, Kepala Bappeda, 20 Agustus 2022" in shown


def test_changes__a_dropped_programme_has_no_trail_to_link_to():
    html = block(changed()).html
    assert 'href="#jejak-PR-02"' in html
    assert "#jejak-PR-04" not in html


def test_changes__long_lists_are_cut_and_say_so():
    old = {"programmes": pd.DataFrame({"programme": [f"PR-{n:03}" for n in range(LISTED + 5)]})}
    html = block(plan.changes(old, {}, keys=KEYS, since=1)).html
    assert "5 perubahan lagi ada pada berkas XLSX." in words(html)


@pytest.mark.parametrize(
    ("table", "column", "value", "shown"),
    [
        ("programme_plans", "fund", "apbd", "APBD"),
        ("quick_win_gates", "answer", "unknown", "belum_tahu"),
        ("commitments", "date", "2022-09-14", "14 September 2022"),
        ("roadmap", "ceiling_rupiah", "2500000", "Rp2.500.000"),
        ("objectives", "target_long", "5.25", "5,25"),
        ("roadmap", "year", "2024", "2024"),
        ("roadmap", "milestone", None, "kosong"),
    ],
)
def test_spelled__as_the_city_writes_it(table, column, value, shown):
    assert spelled(value, tables()[table].columns[column]) == shown


def test_history__says_at_which_stage():
    found = [plan.changes(frozen(), sheets(), keys=KEYS, since=since) for since in (1, 2)]
    assert "Jingrang tahap 4" in words(block(plan.history(*found)).html)
