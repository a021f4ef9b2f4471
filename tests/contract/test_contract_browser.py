"""What every published page promises, seen in a real browser.

Oracle: Chromium's layout and the axe-core rules; sizes from the HTML contract.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from worksheets import fill

from smartcity_analysis.pipeline.run import run_stage

pytestmark = pytest.mark.browser

STAGES = tuple(f"kota-tegal/2022/tahap_{number}.html" for number in (1, 2, 3, 4))
PAGES = ("index.html", "kota-tegal/2022/index.html", *STAGES)
STAGE_1, STAGE_2, STAGE_3, STAGE_4 = STAGES
MOST_PRINTED_PAGES = {STAGE_1: 25, STAGE_2: 34, STAGE_3: 45, STAGE_4: 25}
"""Stage 3 prints a page of its own for each of its 26 programme cards."""
LETTERS_OUTSIDE = """
() => [...document.querySelectorAll('svg')].flatMap(svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const t = text.getBoundingClientRect();
        return t.left < box.left - 1 || t.right > box.right + 1
            || t.top < box.top - 1 || t.bottom > box.bottom + 1;
    }).map(text => text.textContent);
})
"""
SMALLEST_LETTER = """
() => Math.min(...[...document.querySelectorAll('svg text')].map(text =>
    parseFloat(getComputedStyle(text).fontSize)
        * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b)))
"""


@pytest.fixture
def open_page(browser, pages):
    opened = []

    def open_(name, **options):
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        page.goto(pages[name].as_uri())
        return page

    yield open_
    for context in opened:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1200])
def test_layout__never_scrolls_sideways(open_page, name, width):
    page = open_page(name, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["W" * 40, '=HYPERLINK("http://x.example","klik")', "مدينة ذكية"])
def test_layout__holds_with_a_hostile_name_for_every_issue(browser, new_project, name):
    """Oracle: Chromium at 320 px; forty wide letters without a space are the worst short name."""
    root = new_project()
    path = root / "data" / "raw" / "kota-tegal" / "2022" / "issues.csv"
    fill(path, "nama_pendek", name)
    run = run_stage(root, "kota-tegal", 2022, 1)
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(run.page.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not page.evaluate(LETTERS_OUTSIDE)
    page.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 1200])
def test_axe__finds_no_violation(open_page, name, width):
    page = open_page(name, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page)
    found = [
        (v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in results.response["violations"]
    ]
    assert not found


@pytest.mark.parametrize("name", STAGES)
def test_charts__letters_are_at_least_twelve_pixels_on_a_phone(open_page, name):
    page = open_page(name, viewport={"width": 360, "height": 800})
    assert page.evaluate(SMALLEST_LETTER) >= 12


@pytest.mark.parametrize("name", STAGES)
def test_charts__no_letter_falls_off_the_picture(open_page, name):
    page = open_page(name, viewport={"width": 360, "height": 800})
    assert not page.evaluate(LETTERS_OUTSIDE)


@pytest.mark.parametrize("name", PAGES)
def test_network__nothing_is_asked_for_and_nothing_is_blocked(browser, pages, name):
    context = browser.new_context()
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(pages[name].as_uri())
    assert requests == [pages[name].as_uri()]
    assert not complaints
    context.close()


def test_scripts_off__everything_can_still_be_read(open_page):
    page = open_page(STAGE_1, java_script_enabled=False)
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    page.locator(".contents a").last.click()
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", STAGES)
def test_print__stays_short_on_a4(open_page, name):
    printed = PdfReader(BytesIO(open_page(name).pdf(prefer_css_page_size=True)))
    assert len(printed.pages) <= MOST_PRINTED_PAGES[name]
    width, height = (float(v) / 72 * 25.4 for v in printed.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_print__the_summary_for_those_who_sign_takes_two_pages(open_page):
    printed = PdfReader(BytesIO(open_page(STAGE_4).pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in printed.pages]
    first = next(at for at, text in enumerate(texts) if "Dua halaman cetak" in text)
    signed = next(at for at, text in enumerate(texts) if "Ketua Dewan Smart City" in text)
    after = next(
        at for at, text in enumerate(texts) if "Quick win yang ditetapkan kota, dengan" in text
    )
    assert signed - first <= 1
    assert after == signed + 1


def test_print__opens_every_table(open_page):
    printed = PdfReader(BytesIO(open_page(STAGE_1).pdf(prefer_css_page_size=True)))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert "Posisi menurut tiap cara hitung yang sah" in text
    assert "CONTOH: penilaian rekaan" in text
    assert "RANCANGAN" in text


def test_keyboard__the_first_stop_leads_to_the_content(open_page):
    page = open_page(STAGE_1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")
