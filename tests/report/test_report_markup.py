"""Oracle: what a browser's parser makes of the markup (BeautifulSoup, html.parser)."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from smartcity_analysis.report.markup import Column, cards, figure, heat_table, link, table, text

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x","klik")',
    "مرحبا بالعالم",
    "\u202egnp.exe",
    "🏙️ kota & <b>cerdas</b>",
    "{0} {name} %s $x^2$",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_table__shows_hostile_text_as_text(value):
    html = table(pd.DataFrame({"a": [value]}), [Column("a", header="Isi")], caption="Uji")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.tbody.th.get_text() == value
    assert not soup.find_all(["script", "img", "b"])


def test_text__isolates_what_runs_from_right_to_left():
    assert text("\u202eabc").startswith("<bdi>")


def test_text__drops_control_characters():
    assert text("a\x00\x1bb") == "ab"


def test_table__folds_a_long_text_but_keeps_all_of_it():
    long = "kata " * 2000
    soup = BeautifulSoup(
        table(pd.DataFrame({"a": [long]}), [Column("a", header="Isi")], caption="Uji"),
        "html.parser",
    )
    assert soup.details.contents[-1] == long
    assert len(soup.summary.get_text()) < 130


def test_table__has_caption_scopes_and_a_name_for_its_scroll_box():
    frame = pd.DataFrame({"a": ["x"], "n": [1.0]})
    soup = BeautifulSoup(
        table(
            frame,
            [Column("a", header="Nama"), Column("n", header="Nilai", number=True)],
            caption="Isi & n",
        ),
        "html.parser",
    )
    assert soup.caption.get_text() == "Isi & n"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row"]
    assert soup.div["aria-label"] == "Isi & n"
    assert soup.div["tabindex"] == "0"


@pytest.mark.parametrize(
    ("column", "header"),
    [
        (Column("score"), "Skor"),
        (Column("rating_used"), "Rating"),
        (Column("rating_used", header="Nilai"), "Nilai"),
    ],
)
def test_column__is_named_by_the_catalogue_unless_the_page_names_it(column, header):
    assert column.title == header


def test_table__without_rows_says_so():
    assert "tidak ada data" in table(
        pd.DataFrame({"a": []}), [Column("a", header="Nama")], caption="Isu"
    )


def test_link__never_links_a_script():
    assert "href" not in link("x", "javascript:alert(1)")
    assert BeautifulSoup(link("<i>", 'https://x"y'), "html.parser").a["href"] == 'https://x"y'


def test_figure_and_cards__escape_plain_strings():
    drawn = figure(claim="<i>", subtitle="&", body=Markup("<svg></svg>"), source="<u>")
    assert "<i>" not in drawn
    assert "&lt;i&gt;" in drawn
    assert "&lt;b&gt;" in cards([("<b>", "", "x")])


def test_heat_table__keeps_text_readable_on_every_shade():
    """Oracle: WCAG 2.2 contrast formula, at least 4.5 for text."""
    frame = pd.DataFrame([[i / 100 for i in range(101)]], index=["isu"])
    soup = BeautifulSoup(
        heat_table(frame, caption="c", row_header="r", show=lambda v: str(v)), "html.parser"
    )

    def luminance(color: str) -> float:
        digits = color.lstrip("#")
        digits = "".join(2 * c for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for cell in soup.find_all("td"):
        style = dict(pair.split(":") for pair in cell["style"].split(";"))
        dark, light = sorted(luminance(style[name]) for name in ("background", "color"))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, style
