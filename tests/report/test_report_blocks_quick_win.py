"""The long list, the gates and the quick wins on a page.

Oracle: the sheet of six ideas by hand (tests/results_quick_win.py); the width of a phone.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from markupsafe import Markup
from results_quick_win import (
    HORIZON,
    alike,
    answers,
    asked,
    chosen,
    criteria,
    ideas,
    listed,
    nothing,
    plans,
    problem,
    unranked,
)

from smartcity_analysis.analysis import plan, quick_win
from smartcity_analysis.report import charts_quick_win
from smartcity_analysis.report.blocks import block

EMPTY = pd.DataFrame()


def words(html):
    """The text of a block, as it is read."""
    bare = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", Markup(bare).unescape())


def rows(html, caption):
    """Cells of the table with that caption."""
    body = re.search(rf"<caption>{re.escape(caption)}</caption>(.*?)</table>", html, re.DOTALL)[1]
    cells = re.findall(r"<tr[^>]*>(.*?)</tr>", body.split("<tbody>")[1], re.DOTALL)
    pattern = r"<t[hd][^>]*>(.*?)</t[hd]>"
    return [[words(cell).strip() for cell in re.findall(pattern, row, re.S)] for row in cells]


@pytest.mark.parametrize(
    ("result", "anchor"),
    [
        (listed(), "daftar-program"),
        (alike(), "usulan-mirip"),
        (unranked(), "belum-dinilai"),
        (nothing(), "belum-ada-ranking"),
        (nothing().of("scores"), "belum-ada-scores"),
        (asked(), "gerbang"),
        (quick_win.impact_effort(problem(), criteria()), "dampak-upaya"),
        (chosen(), "quick-win"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_blocks__have_their_anchor(result, anchor):
    assert block(result).id == anchor


# ---- Long list ----------------------------------------------------------------------------------


def test_programmes__show_three_parts_of_every_dimension():
    shown = rows(block(listed()).html, "Program rencana per sub-dimensi")
    assert [row[0] for row in shown][:3] == ["Smart Governance", "Smart Branding", "Smart Economy"]
    assert shown[2][1:] == [
        "2",
        "0 Ekosistem industri: kosong 1 Kesejahteraan rakyat 1 Ekosistem transaksi keuangan",
    ]


def test_programmes__open_to_their_evidence_only_when_planned():
    html = block(listed()).html
    assert '<a href="#jejak-PR-01">Antrean</a>' in html
    assert "#jejak-PR-06" not in html
    assert rows(html, "Program Smart Environment") == [
        ["Fajar hijau DLH; Berita daerah", "belum masuk rencana"]
    ]


def test_programmes__mark_what_is_made_up_row_by_row():
    made_up = ideas().assign(status=["official", "sample", *["official"] * 4])
    html = block(plan.programmes(made_up, plans("sample"), **HORIZON)).html
    shown = rows(html, "Program Smart Governance")
    assert shown == [
        ["Antrean SETDA; Berita daerah", "2023 Rp100.000.000 CONTOH"],
        ["Berkas CONTOH SETDA", "2023 Rp400.000.000"],
    ]


def test_programmes__say_that_a_cost_is_not_known():
    shown = rows(block(listed()).html, "Program Smart Living")
    assert shown == [["Energi DPUPR; Berita daerah", "2023–2032 belum berbiaya"]]


def test_programmes__escape_what_worksheets_say():
    hostile = ideas().assign(name="<script>", source="<img>", short_name="<b>")
    html = block(plan.programmes(hostile, plans(), **HORIZON)).html
    assert "<script>" not in html
    assert "<img>" not in html


def test_similar__asks_one_question_per_group():
    html = block(alike()).html
    assert re.findall(r"<li>(.*?)</li>", html) == [
        "Job Cafe dan Job Cafe Anteraja: kemiripan 54%. Gabung atau tetap terpisah?"
    ]


def test_unranked__lists_what_is_missing():
    html = block(unranked()).html
    assert rows(html, "Program yang belum dapat diperingkat") == [
        ["Energi", "Smart Living", "Biaya"]
    ]


# ---- Gates --------------------------------------------------------------------------------------


def test_gates__say_by_mark_and_word_what_is_not_yes():
    shown = rows(block(asked()).html, "Hasil gerbang wajib")
    assert shown == [
        ["Antre", "✓ lolos", "semua ya"],
        ["Berkas", "✓ lolos", "semua ya"],
        ["Fajar", "✓ lolos", "semua ya"],
        ["Cafe", "? belum jelas", "? belum tahu: mempertajam layanan yang ada"],
        [
            "Dagang",
            "✗ gugur",
            "✗ tidak: selesai dalam dua belas bulan ? belum tahu: mempertajam layanan yang ada",
        ],
    ]


def test_gates__show_every_answer_folded():
    html = block(asked()).html
    shown = rows(html, "Jawaban tiap calon di tiap gerbang (* wajib)")
    assert [row[1:3] for row in shown][-1] == ["✗ tidak", "? belum tahu"]
    assert {len(row) for row in shown} == {11}
    assert "<dt>G-01* Selesai dalam dua belas bulan</dt>" in html
    assert "<dt>G-10 Dapat dibuktikan</dt>" in html
    assert rows(html, "Bukti jawaban") == [
        ["Antre", "Selesai dalam dua belas bulan", "✓ ya", "Surat keputusan"]
    ]


def test_gates__name_what_nobody_asked():
    later = answers().query("programme != 'PR-01'")
    assert "tetapi belum ditanya: Antre." in words(block(asked(given=later)).html)


def test_gates__mark_single_rows_when_not_all_are_made_up():
    mixed = answers().assign(status="official")
    mixed.loc[mixed["programme"] == "PR-01", "status"] = "sample"
    shown = rows(block(asked(given=mixed)).html, "Hasil gerbang wajib")
    assert [row[0] for row in shown] == ["Antre CONTOH", "Berkas", "Fajar", "Cafe", "Dagang"]
    every = rows(block(asked("sample")).html, "Hasil gerbang wajib")
    assert every[0][0] == "Antre"


def test_gates__without_a_candidate_still_show_the_questions():
    html = block(quick_win.gates(listed(), EMPTY, mandatory=["G-01"])).html
    assert html.count("<dt>") == 10


# ---- Impact against effort ----------------------------------------------------------------------


def test_impact_effort__numbers_the_dots_of_the_corner():
    html = block(quick_win.impact_effort(problem(), criteria())).html
    listed_ = re.search(r"<ol>(.*?)</ol>", html)[1]
    assert re.findall(r'href="#jejak-([\w-]+)"', listed_) == ["PR-02", "PR-03"]
    picture = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    assert {"1", "2"} <= set(re.findall(r">\s*([^<>\n]+?)\s*</text>", picture))
    assert 'aria-label="Bagan titik dampak dan upaya' in picture


def test_impact_effort__puts_numbers_that_would_collide_into_one_label():
    """Oracle: two programmes at the same place."""
    frame = pd.DataFrame({"effort": [2.0, 2.0, 4], "impact": [4.0, 4.0, 2], "number": [1, 2, None]})
    axes = charts_quick_win.Axis("Upaya", 3.0), charts_quick_win.Axis("Dampak", 3.0)
    corners = dict.fromkeys(("quick_win", "big_project", "filler", "reconsider"), "")
    drawn = charts_quick_win.impact_effort(frame, *axes, id="b", alt="Bagan", corners=corners)
    assert ">1, 2</text>" in drawn
    assert len(drawn) < 20_000


def test_impact_effort__writes_amounts_on_an_axis_of_rupiah():
    money = criteria().assign(role=["impact", None, "effort"])
    html = block(quick_win.impact_effort(problem(criteria=money), money)).html
    assert "juta</text>" in html


def test_impact_effort__without_a_ranking_draws_nothing():
    assert "<svg" not in block(quick_win.impact_effort(nothing(), criteria())).html


# ---- The choice ---------------------------------------------------------------------------------


def test_quick_wins__show_price_dimension_and_runner_up():
    shown = rows(block(chosen()).html, "Quick win terpilih")
    assert shown == [
        ["Antre Smart Governance", "Rp100.000.000", "Berkas, skor 0,25 di bawahnya"],
        ["Cafe Smart Economy; ? belum jelas", "Rp200.000.000", "tidak ada"],
    ]


def test_quick_wins__tell_a_better_one_that_is_too_dear():
    second = pd.DataFrame({"programme": ["PR-04"], "gate": ["G-02"]})
    every = pd.concat([answers(), second]).assign(answer="yes")
    html = block(chosen(gates=asked(given=every), budget=250_000_000)).html
    assert rows(html, "Quick win terpilih")[1][2] == (
        "Cafe, skor 0,33 di atasnya tetapi terlalu mahal"
    )


def test_quick_wins__set_the_official_ones_beside_ours():
    html = block(chosen()).html
    assert "1 dari 3 pilihan resmi juga terpilih di sini" in html
    assert rows(html, "Pilihan resmi, pilihan hitungan, dan peringkat di dimensinya") == [
        [
            "Berkas Smart Governance",
            "Antre",
            "skor tidak lebih tinggi; peringkat 2 dari 2",
        ],
        ["Cafe Smart Economy", "Cafe", "sama; peringkat 1 dari 2"],
        ["Fajar Smart Environment", "–", "belum dapat diperingkat"],
    ]


def test_quick_wins__say_that_the_comparison_rests_on_made_up_inputs():
    """Oracle: the brief of the city: official names are facts, all else is made up."""
    text = words(block(chosen("sample")).html)
    assert (
        "Pilihan resmi adalah fakta; pembandingnya memakai masukan contoh "
        "(penilaian, biaya, dan jawaban gerbang)." in text
    )
    assert "pembandingnya" not in words(block(chosen()).html)


def test_quick_wins__show_what_a_rule_costs():
    closed = answers().replace({"answer": {"unknown": "no"}})
    passed = closed.assign(answer=closed["answer"].where(closed["programme"] != "PR-04", "yes"))
    second = pd.DataFrame({"programme": ["PR-04"], "gate": ["G-02"], "answer": ["yes"]})
    gates = asked(given=pd.concat([passed, second]))
    html = block(chosen(gates=gates, budget=500_000_000)).html
    assert "Aturan termahal: gerbang wajib; tanpanya jumlah skor naik 30,8%" in html
    assert rows(html, "Jumlah skor bila satu aturan dicabut") == [
        ["gerbang wajib", "30,8%", "Cafe menggantikan Dagang"],
        ["satu per dimensi", "15,4%", "Berkas menggantikan Dagang"],
        ["batas anggaran", "0,0%", "tidak ada"],
    ]
    assert "Tidak ada aturan yang menurunkan jumlah skor" in block(chosen()).html


def test_quick_wins__without_a_choice_show_the_official_ones_alone():
    html = block(chosen(problem=nothing())).html
    assert "Quick win resmi" in html
    assert "Quick win terpilih" not in html
    assert "Aturan termahal" not in html


def test_quick_wins__without_official_ones_say_so():
    assert "Belum ada quick win resmi" in block(chosen(official=None)).html


def test_quick_wins__link_only_what_has_a_trail():
    """Oracle: Fajar is not planned."""
    assert "#jejak-PR-06" not in block(chosen()).html


def test_impact_effort__writes_every_rating_with_the_same_decimals():
    """Oracle: typed in, a whole rating beside a half one; the column lines up on the comma."""
    found = quick_win.impact_effort(problem(), criteria())
    rated = found.table.assign(impact=[4.0, *[3.5] * (len(found.table) - 1)])
    html = block(replace(found, table=rated)).html
    written = {row[2] for row in rows(html, "Dampak dan upaya tiap program")}
    assert written == {"4,00", "3,50"}
