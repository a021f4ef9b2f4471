"""The action plan on the page, on a phone and on paper.

Oracle: the hand sheet of `results_action_plan`; Chromium's print for the pages.
"""

from __future__ import annotations

import re
from importlib import resources
from io import BytesIO

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from results_action_plan import advanced, carded, checked_plan, explained, sheets, summed_up

from smartcity_analysis.analysis import action_plan
from smartcity_analysis.report.blocks import block
from smartcity_analysis.report.blocks.cards import dated

NOTHING = pd.DataFrame()
LONG = "kata panjang untuk menguji kartu " * 10


def soup(result):
    return BeautifulSoup(block(result).html, "html.parser")


def said(tag):
    return " ".join(tag.get_text(" ").split())


def card(code, **changed):
    return soup(carded(**changed)).find(id=f"kartu-{code}")


def facts(tag):
    names, values = tag.find_all("dt"), tag.find_all("dd")
    return {said(n): said(v) for n, v in zip(names, values, strict=True)}


# ---- Programme cards ----------------------------------------------------------------------------


def test_cards__everything_that_the_sheet_says():
    found = facts(card("PR-01"))
    assert found["Masalah yang dijawab"] == "Tata kelola: Layanan lambat dan berbelit"
    assert found["Warga yang merasakan"] == "Pemohon surat (12.000 warga)"
    assert found["Pendukung dan mitra"] == "Dinas LH dan BAPPEDA"
    assert found["Waktu"] == "2023, jangka pendek"
    assert found["Biaya dan dana"] == (
        "Rp300.000.000, sumber utama APBD; seluruhnya sudah punya pagu"
    )
    assert found["Sub-dimensi dan blok"] == "Layanan publik; blok aplikasi"
    assert "Nama lengkap" not in found


def test_cards__what_is_blank_says_so_by_name():
    one = card("PR-02")
    assert facts(one)["Risiko dan peredamnya"] == "belum diisi"
    assert facts(one)["Biaya dan dana"] == (
        "Rp500.000.000, sumber utama APBD; pagu Rp200.000.000, belum punya pagu Rp300.000.000"
    )
    assert facts(one)["Nama lengkap"] == "Job Cafe Anteraja"
    assert "▲ Belum diisi: masalah yang dijawab, warga yang merasakan, " in said(one)
    assert "Keluaran: belum diisi" in said(one)
    assert facts(card("PR-03"))["Biaya dan dana"] == "belum diisi"


def test_cards__measures_with_baseline_target_and_source():
    one = said(card("PR-02"))
    assert "Dampak: TPT (persen) 8,25 (2021) 9,00 (2033)" in one
    assert "Hasil: Peserta bekerja (orang) belum diisi 400 (2025)" in one
    assert card("PR-02").find("a", href="https://bps.example/tpt")
    assert "Dampak menurut sasaran: Kepatuhan standar pelayanan publik (nilai)" in said(
        card("PR-01")
    )


def test_cards__steps_by_quarter():
    assert "2023 Triwulan 1: Susun alur; Triwulan 2: Uji coba" in said(card("PR-01"))


def test_cards__only_what_is_planned_has_a_trail():
    """Oracle: PR-03 waits for PR-02, planned, and for PR-09, not planned."""
    links = [tag["href"] for tag in card("PR-03").find_all("a")]
    assert links == ["#jejak-PR-02", "#jejak-PR-03"]
    assert facts(card("PR-03"))["Menunggu"] == "Job Cafe ; Usulan"


def test_cards__a_link_to_a_card_opens_it():
    """Oracle: browsers open the fold around the target of a link."""
    assert card("PR-01").parent.name == "details"


def test_cards__say_which_parts_are_made_up():
    one = soup(carded("sample")).find(id="kartu-PR-03")
    assert said(one).startswith("CONTOH Rekaan pada kartu ini: OPD, waktu, dan biaya.")
    heading = one.find_parent("section").h3
    assert said(heading) == "Limbah B3"  # its name is official
    assert "CONTOH" not in block(carded()).html


def test_cards__hostile_text_stays_text():
    frame = sheets()["action_plans"].assign(purpose="<img src=x onerror=1>")
    assert "<img" not in block(carded(action_plans=frame)).html


@pytest.mark.parametrize(
    ("value", "year", "decimals", "words"),
    [
        (48.0, 2022, None, "48 (2022)"),
        (8.25, float("nan"), None, "8,25"),
        (90.7, 2022, 2, "90,70 (2022)"),
        (float("nan"), 2022, 0, "belum diisi"),
    ],
)
def test_dated__value_and_year(value, year, decimals, words):
    assert dated(value, year, decimals) == words


# ---- The others ---------------------------------------------------------------------------------


def test_quick_wins__state_in_words_and_the_fall_with_its_note():
    first, second = (said(tag) for tag in soup(advanced()).find_all("section"))
    assert "● implementasi, 60% (1 November 2022)" in first
    assert "▲ pernah turun: 50% menjadi 40% pada 1 Oktober 2022 (dihitung ulang)" in first
    assert "Lama mengurus surat: dari 3 (2022) menjadi 1 (2023) hari" in first
    assert "○ kemajuan belum dicatat" in second
    assert "Bukti kemajuan belum diisi" in second


def test_quick_wins__without_a_plan_lead_nowhere():
    wins = pd.DataFrame({"quick_win": ["QW-09"], "programme": ["PR-09"]})
    made = action_plan.quick_win_cards(wins, NOTHING, carded(), programmes=sheets()["programmes"])
    assert "#jejak" not in block(made).html
    assert "<svg" not in block(made).html


def test_checks__each_failure_says_what_to_mend():
    page = said(soup(checked_plan()))
    for words in (
        "Limbah B3 : 2033, jangka rencana 2023–2032",
        "Job Cafe : Nilai hasil (2026), program 2023–2025",
        "Limbah B3 : mulai 2024, menunggu Job Cafe yang selesai 2025",
        "Limbah B3 : menunggu Usulan yang tidak ada dalam rencana",
        "Job Cafe : pagu Rp200.000.000, biaya Rp500.000.000",
        "Job Cafe : TPT tertulis 8, terukur 8,25",
        "Job Cafe : TPT naik dari 8,25 menjadi 9",
        "▲ 2 dari 2 belum lolos",
        "● 4 lolos",
        "Cara membenahi: isi biaya pada lembar Rencana program.",
    ):
        assert words in page


def test_checks__a_rising_indicator_that_is_to_fall():
    frame = sheets()["programme_indicators"]
    frame.loc[3, ["indicator", "name", "target"]] = ["kepatuhan_pelayanan_publik", "Patuh", 80.0]
    page = said(soup(checked_plan(programme_indicators=frame)))
    assert "Job Cafe : Patuh turun dari 90,7 menjadi 80" in page


def test_dictionary__meaning_source_and_users():
    page = said(soup(explained()))
    assert "Tingkat pengangguran terbuka (persen; turun baik)" in page
    assert (
        "Sumber: BPS 2021 . Frekuensi: tahunan. Produsen data: Disnaker. Dipakai oleh: Job Cafe."
        in page
    )
    assert "Peserta bekerja (orang) belum diisi Sumber: belum diisi." in page


def test_dimensions__first_step_in_words():
    page = said(soup(summed_up()))
    assert "Job Cafe: Latih pelatih (triwulan 3 2023)" in page
    assert "Limbah B3 mulai 2024" in page


@pytest.mark.parametrize("changed", [{}, {"activities": NOTHING, "action_plans": NOTHING}])
def test_blocks__show_no_programmers_words(changed):
    for made in (carded(**changed), checked_plan(**changed)):
        assert not re.search(r"\bnan\b|None|<NA>|NaT", block(made).html)


# ---- Phone and paper ----------------------------------------------------------------------------


def page_of(*results):
    room = resources.files("smartcity_analysis.report") / "template" / "smartcity"
    style = "".join((room / name).read_text("utf-8") for name in ("blocks.css", "page.css"))
    script = "document.querySelectorAll('details').forEach(d => d.open = true)"
    return (
        '<!DOCTYPE html><html lang="id"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style><main class="laporan"><h1>Uji</h1>'
        + "".join(block(result).html for result in results)
        + f"</main><script>addEventListener('beforeprint', () => {script})</script></html>"
    )


def printed(browser, *results):
    page = browser.new_page()
    page.set_content(page_of(*results))
    sheets_ = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    return [sheet.extract_text() for sheet in sheets_]


def full_to_the_brim():
    """Every text as long as its sheet allows, and twelve activities."""
    given = sheets("sample")
    given["programmes"]["name"] = LONG[:120]
    for column in given["action_plans"].columns[2:-1].difference(["residents_count"]):
        given["action_plans"][column] = LONG[:200]
    given["issues"]["statement"] = LONG[:200]
    given["objectives"]["statement"] = LONG[:200]
    given["programme_indicators"]["name"] = LONG[:120]
    given["activities"] = pd.DataFrame(
        {
            "activity": [f"KG-{n:03d}" for n in range(12)],
            "programme": "PR-01",
            "year": [2023 + n // 4 for n in range(12)],
            "quarter": [1 + n % 4 for n in range(12)],
            "statement": LONG[:120],
            "status": "sample",
        }
    )
    return {k: v for k, v in given.items() if k not in ("quick_wins", "progress")}


@pytest.mark.browser
def test_print__one_page_a_card(browser):
    """Oracle: the opening, then one sheet for each of three cards, however full."""
    for made in (carded(), carded("sample", **full_to_the_brim())):
        pages = printed(browser, made)
        assert len(pages) == 4
        for page, name in zip(pages[1:], ["E-Kelurahan", "Job Cafe", "Limbah B3"], strict=True):
            assert name in page[:60]
            assert "Ukuran keberhasilan" in page


@pytest.mark.browser
def test_print__what_follows_the_cards_starts_a_page(browser):
    pages = printed(browser, carded(), checked_plan())
    assert "3 dari 18 pemeriksaan lolos" in pages[4][:80]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1200])
def test_layout__never_scrolls_sideways(browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    results = (carded(), advanced(), checked_plan(), explained(), summed_up())
    page.set_content(page_of(*results, carded("sample", **full_to_the_brim())))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_layout__a_closed_card_is_a_few_lines_on_a_phone(browser):
    """Oracle: a third of the height of a phone at most, with name, agency, years and cost."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_content(page_of(carded()))
    heights = page.evaluate(
        "[...document.querySelectorAll('.card-page')].map(c => c.getBoundingClientRect().height)"
    )
    page.close()
    assert max(heights) <= 800 / 3
