"""The roadmap on a page.

Oracle: the sheet of three programmes by hand; the limits of a phone (60 KB a picture).
"""

from __future__ import annotations

import re

import pandas as pd
import pytest
from markupsafe import Markup
from results_roadmap import HORIZON, planned, plans, programmes, rows

from smartcity_analysis.analysis import plan
from smartcity_analysis.report.blocks import block
from smartcity_analysis.report.blocks.roadmap import load_block

EMPTY = pd.DataFrame()


def made(*frames, **options):
    return plan.roadmap(*frames, **{**HORIZON, **options})


def words(html):
    """The text of a block, as it is read."""
    bare = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", Markup(bare).unescape())


def pictures(html):
    return re.findall(r"<svg .*?</svg>", html, re.DOTALL)


def test_block__has_its_anchor_and_says_that_figures_are_indicative():
    made_ = block(planned())
    assert made_.id == "peta-jalan"
    assert "Angka indikatif: pagu mengikat sesudah masuk RKPD dan APBD." in made_.html


def test_block__one_picture_per_horizon_two_of_money():
    html = block(planned()).html
    assert [re.search(r'id="(bagan[\w-]+)-p\w+"', svg)[1] for svg in pictures(html)] == [
        *("bagan-peta-jalan-short", "bagan-peta-jalan-medium", "bagan-peta-jalan-long"),
        *("bagan-kebutuhan", "bagan-kebutuhan-jumlah"),
    ]
    assert re.findall(r"<h4>(.*?)</h4>", html) == [
        "Jangka pendek, selesai 2023: 1 program",
        "Jangka menengah, selesai 2024–2027: 1 program",
        "Jangka panjang, selesai 2028 atau sesudahnya: 1 program",
    ]


def test_gantt__names_quick_wins_and_costs_also_missing_ones():
    short, _, long = pictures(block(planned()).html)[:3]
    assert ">◆ E-Kelurahan (quick win)<" in short
    assert ">Rp300,0 juta<" in short
    assert ">Jingrang<" in long
    assert ">biaya: –<" in long
    assert "◆" not in long


def test_block__links_every_programme_to_its_trail():
    html = block(planned()).html
    for code, name in (("PR-01", "E-Kelurahan"), ("PR-02", "Job Cafe"), ("PR-03", "Jingrang")):
        assert f'<a href="#jejak-{code}">{name}</a>' in html


def test_block__what_waits_for_what():
    said = words(block(planned()).html)
    assert "2 program menunggu program lain" in said
    assert "Job Cafe menunggu: Jingrang (selesai 2030)" in said
    assert "Jingrang menunggu: Limbah B3 (tidak direncanakan)" in said


def test_block__what_to_mend():
    said = words(block(planned()).html)
    assert "4 hal pada peta jalan perlu dibenahi" in said
    assert "menunggu Jingrang yang baru selesai 2030; mundurkan mulainya" in said
    assert "Biaya belum dihitung (1): Jingrang" in said


def test_block__says_that_nothing_needs_mending():
    frame = plans().iloc[[1]]
    said = words(block(made(programmes(), frame, rows().iloc[[0]])).html)
    assert "Tidak ada yang perlu dibenahi pada peta jalan" in said


def test_load__marks_heavy_years_with_a_sign():
    made_ = load_block(planned())
    assert made_.id == "beban-opd"
    assert set(made_.tables) == {"roadmap_agencies"}
    assert "Diskominfo: lebih dari 1 program pada 2023, paling banyak 2" in made_.html
    assert '<td class="number">▲ 2</td>' in made_.html


@pytest.mark.parametrize(
    ("result", "n_pictures"),
    [
        (made(EMPTY, EMPTY, EMPTY), 0),
        (made(programmes(), plans().assign(cost_rupiah=None), EMPTY), 3),
        (made(programmes(), plans().assign(start_year=None, end_year=None), EMPTY), 0),
        (made(programmes(), plans(), EMPTY), 5),
        (made(EMPTY, EMPTY, rows()), 0),
    ],
    ids=repr,
)
def test_block__of_half_empty_tables(result, n_pictures):
    html = block(result).html
    assert len(pictures(html)) == n_pictures
    assert not re.search(r"\bnan\b|None|&lt;NA&gt;|\{|\bNaT\b", words(html))
    assert load_block(result).html


def test_block__names_what_it_cannot_draw():
    html = block(made(programmes(), plans().assign(start_year=None), rows())).html
    assert "jadi tidak digambar: " in html


def test_block__writes_the_one_year_that_is_known():
    html = block(made(programmes(), plans().assign(end_year=None), rows())).html
    assert '<td class="code">2023</td>' in html
    assert "––" not in html


def test_block__of_forty_programmes_fits_a_phone():
    codes = [f"PR-{n:02d}" for n in range(40)]
    names = [f"Layanan digital pesisir kelurahan nomor {n:02d}"[:40] for n in range(40)]
    listed = pd.DataFrame({"programme": codes, "short_name": names, "dimension": "GOV"})
    frame = pd.DataFrame(
        {"programme": codes, "agency": "DLH", "start_year": 2023, "end_year": 2032}
    ).assign(cost_rupiah=999_900_000_000)
    years = pd.DataFrame(
        [(code, year, 1_000_000) for code in codes for year in range(2023, 2032, 2)],
        columns=["programme", "year", "ceiling_rupiah"],
    )
    drawn = pictures(block(made(listed, frame, years)).html)
    assert max(len(svg.encode()) for svg in drawn) < 60_000


def test_block__shows_hostile_names_as_text():
    hostile = '<img src=x onerror="1">'
    listed = programmes().assign(short_name=[f"{hostile}{n}" for n in range(4)])
    html = block(made(listed, plans(), rows().assign(milestone=hostile))).html
    assert "<img" not in html
