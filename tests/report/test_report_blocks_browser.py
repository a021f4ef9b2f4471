"""Every block on a phone, seen in a real browser.

Oracle: Chromium's layout; 12 px is the smallest letter that is read without glasses.
"""

from __future__ import annotations

from importlib import resources

import pytest
from results import EXAMPLES

from smartcity_analysis.report.blocks import block

pytestmark = pytest.mark.browser

LETTERS = """
() => [...document.querySelectorAll('svg')].flatMap(svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].map(text => {
        const t = text.getBoundingClientRect();
        const inside = t.left >= box.left - 1 && t.right <= box.right + 1
            && t.top >= box.top - 1 && t.bottom <= box.bottom + 1;
        const size = parseFloat(getComputedStyle(text).fontSize)
            * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b);
        return [text.textContent, inside, size];
    });
})
"""


@pytest.fixture(scope="module")
def all_blocks():
    style = resources.files("smartcity_analysis.report") / "template" / "smartcity" / "blocks.css"
    body = "".join(block(make()).html for make in EXAMPLES.values())
    return (
        '<!DOCTYPE html><html lang="id"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>body {{ margin: 16px }} {style.read_text(encoding='utf-8')}</style>"
        f'<main class="laporan">{body}</main></html>'
    )


@pytest.mark.parametrize("width", [360, 1200])
def test_blocks__fit_the_screen_with_letters_that_can_be_read(browser, all_blocks, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(all_blocks)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    letters = page.evaluate(LETTERS)
    page.close()
    assert letters
    assert not [text for text, inside, _ in letters if not inside]
    assert min(size for _, _, size in letters) >= 12
