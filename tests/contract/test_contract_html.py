"""What every published page promises, read by an HTML parser.

Oracle: the HTML contract of the report design.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

STAGES = tuple(f"kota-tegal/2022/tahap_{number}.html" for number in (1, 2, 3, 4))
PAGES = ("index.html", "kota-tegal/2022/index.html", *STAGES)
BUDGET_BYTES = 300 * 1024
NOT_FOR_READERS = re.compile(
    r"\bnan\b|\bNaN\b|\bNone\b|\binf\b|\bNaT\b|<NA>|e\+0|\[object|Traceback|/(?:home|root|tmp)/|[A-Z]:\\"
)
ABBREVIATED = re.compile(r"\d\s?[MBK]\b")
DECIMAL_POINT = re.compile(r"(?<![\d.])\d+\.(?!\d{3}(?!\d))\d+")


@pytest.fixture(params=PAGES)
def page(request, pages):
    return pages[request.param].read_text(encoding="utf-8")


@pytest.fixture
def soup(page):
    return BeautifulSoup(page, "html.parser")


@pytest.fixture
def prose(soup):
    """Visible text without sources, code and file names, which are quoted as they are."""
    for tag in soup.find_all(["script", "style", "head", "code", "cite"]):
        tag.decompose()
    return soup.get_text(" ")


def test_pages__are_all_held_to_the_contract(pages):
    assert set(pages) == set(PAGES)


def test_language__is_indonesian(soup):
    assert soup.html["lang"] == "id"


def test_headings__have_one_h1_and_skip_no_level(soup):
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_addresses__nothing_is_fetched_from_outside(soup):
    assert not soup.find_all(["link", "iframe", "object", "embed", "base", "form"])
    assert not [tag for tag in soup.find_all(src=True) if not tag["src"].startswith("data:")]
    styles = " ".join(tag.get_text() for tag in soup.find_all("style"))
    assert "url(" not in styles.replace("url(#", "")
    assert "@import" not in styles


def test_policy__forbids_everything_but_the_one_printing_script(soup):
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")
    scripts = soup.find_all("script")
    assert len(scripts) <= 1
    for script in scripts:
        digest = base64.b64encode(sha256(script.get_text().encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not [tag for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)]


def test_pictures__have_a_spoken_name_of_at_most_150_letters(soup):
    for picture in soup.find_all("svg"):
        assert picture["role"] == "img"
        assert 10 < len(picture["aria-label"]) <= 150
    assert not soup.find_all("img")


def test_tables__have_caption_and_scopes(soup):
    for table in soup.find_all("table"):
        assert table.caption.get_text(strip=True)
        assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th"))


def test_ids__are_unique_and_every_local_link_arrives(soup):
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for anchor in soup.find_all("a", href=re.compile("^#")):
        assert anchor["href"][1:] in ids, anchor["href"]


def test_weight__stays_inside_the_budget(page):
    assert len(page.encode()) <= BUDGET_BYTES


def test_text__holds_nothing_that_only_a_programmer_reads(prose):
    assert not NOT_FOR_READERS.findall(prose)


def test_text__never_abbreviates_an_amount(prose):
    assert not ABBREVIATED.findall(re.sub(r"\d+ KB\b", "", prose))


def test_text__has_decimal_commas(prose):
    assert not DECIMAL_POINT.findall(prose)


def test_text__has_no_straight_range_between_years(prose):
    assert not re.findall(r"\b(?:19|20)\d\d-(?:19|20)\d\d\b", prose)


def test_sample_band__stands_on_every_page_that_rests_on_samples(soup):
    band = soup.find("aside", class_="sample-band")
    assert band is not None
    assert "CONTOH" in band.get_text()


def test_sample_marks__stand_beside_every_claim_from_judgements(pages):
    stage = pages["kota-tegal/2022/tahap_1.html"].read_text(encoding="utf-8")
    soup = BeautifulSoup(stage, "html.parser")
    for anchor in ("kesiapan", "swot", "isu", "pembukaan"):
        assert soup.find(id=anchor).find(class_="sample-mark"), anchor
    assert not soup.find(id="kesenjangan").find(class_="sample-mark")


def test_indicator_table__every_figure_has_a_year_and_a_source(pages):
    stage = pages["kota-tegal/2022/tahap_1.html"].read_text(encoding="utf-8")
    soup = BeautifulSoup(stage, "html.parser")
    captions = soup.find_all("caption", string=re.compile("^Indikator (yang dapat dinilai|lain)"))
    rows = [row for caption in captions for row in caption.parent.tbody.find_all("tr")]
    assert len(rows) >= 25
    for row in rows:
        cells = [cell.get_text(strip=True) for cell in row.find_all("td")]
        assert re.fullmatch(r"20\d\d|2008", cells[2])
        assert len(cells[-1]) > 2
