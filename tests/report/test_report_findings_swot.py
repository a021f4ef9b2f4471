"""What the SWOT family says of strategies, tables and scales.

Oracle: sentences written by hand for sheets worked by hand.
"""

from __future__ import annotations

import pandas as pd
from results import attracted, checked, guarded, linked, weighed

from smartcity_analysis.analysis import swot
from smartcity_analysis.report import findings


def test_ie__names_the_cell_and_the_nearest_other_one():
    found = findings.of(swot.ie_matrix(3.05, 2.4))
    assert found.claim == "Kota di sel IV: tumbuh dan membangun"
    assert found.detail == (
        "Jumlah IFAS 3,05 (tinggi), jumlah EFAS 2,40 (sedang). Sel V (bertahan dan menjaga) "
        "tercapai bila jumlah IFAS turun dari 3,05 ke bawah 3,00."
    )


def test_ie__on_a_cut_or_without_a_total_claims_no_group():
    assert findings.of(swot.ie_matrix(3.0, 2.4)).claim == "Kota di garis batas sel IV"
    unknown = findings.of(swot.ie_matrix(float("nan"), 2.4))
    assert unknown.claim == "Sel matriks IE belum dapat ditentukan"


def test_tows__names_what_does_not_rest_on_its_factors():
    found = findings.of(linked())
    assert found.claim == "1 dari 2 strategi belum bersandar pada faktornya"
    assert found.detail == (
        "Perlu diperbaiki: B. 1 faktor belum dipakai strategi mana pun, yang terkuat T-01. "
        "Menurut kekuatan faktornya, kelompok SO yang terkuat."
    )


def test_tows__sound_strategies():
    factors = pd.DataFrame({"factor": ["S-01", "O-01"], "kind": ["strength", "opportunity"]})
    plans = pd.DataFrame({"strategy": ["A"], "kind": ["SO"]})
    links = pd.DataFrame({"strategy": ["A", "A"], "factor": ["S-01", "O-01"]})
    found = findings.of(swot.tows(plans, links, factors=factors))
    assert found.claim == "Semua strategi bersandar pada faktor yang sesuai"
    assert found.detail == ""


def test_tows__a_fault_of_the_list_is_not_blamed_on_a_strategy():
    """Oracle: a link of a strategy that is not on the list."""
    factors = pd.DataFrame({"factor": ["S-01", "O-01"], "kind": ["strength", "opportunity"]})
    plans = pd.DataFrame({"strategy": ["A"], "kind": ["SO"]})
    links = pd.DataFrame({"strategy": ["A", "A", "Z"], "factor": ["S-01", "O-01", "S-01"]})
    found = findings.of(swot.tows(plans, links, factors=factors))
    assert found.claim == "Daftar strategi punya 1 kesalahan isian"


def test_qspm__says_who_leads_and_what_would_change_it():
    """Oracle: 4 + 2 against 3 + 1; two points more for B on O-01 and they tie."""
    found = findings.of(attracted())
    assert found.claim == "A paling menarik menurut QSPM"
    assert found.detail == (
        "Skor 6,00, unggul 2,00; 2 dari 2 faktor yang dipakai sudah dinilai lengkap "
        "(100% bobotnya). "
        "B menyusul bila skor O-01 untuk B naik dari 1 menjadi 3."
    )


def of_scores(table):
    factors = ["S-01", "O-01"]
    return swot.qspm(pd.Series(1.0, factors), pd.DataFrame(table, index=factors))


def test_qspm__tied_alone_and_immovable():
    tied = findings.of(of_scores({"A": [4, 1], "B": [1, 4]}))
    assert tied.claim == "A dan B sama menarik menurut QSPM"
    alone = findings.of(of_scores({"A": [4, 1]}))
    assert alone.claim == "Baru satu strategi yang dinilai: A"
    firm = findings.of(of_scores({"A": [4, 4], "B": [1, 1]}))
    assert firm.detail.endswith(
        "Tidak ada satu skor pun di dalam skala 1–4 yang mengganti urutan pertama."
    )


def test_awot__names_group_and_factor():
    """Oracle: 0.5 × 0.6 = 0.30; strengths and opportunities 0.5 + 0.2."""
    found = findings.of(weighed())
    assert found.claim == "Kekuatan paling berbobot dalam SWOT"
    assert found.detail == "Faktor terberat S-01 (30,0%); kekuatan dan peluang bersama 70%."


def test_checked__says_what_is_wrong_and_what_it_should_be():
    """Oracle: 0.6 × 1 is 0.6, not 0.9; the printed total carries the mistake on."""
    found = findings.of(checked())
    assert found.claim == "2 hal perlu dibetulkan pada tabel ini"
    assert found.detail == (
        "2 baris dihitung ulang; jumlah skor 1,8. "
        "Yang ditemukan: skor bukan hasil bobot × rating (1) dan jumlah dari skor yang keliru (1). "
        "Misalnya baris 2: skor tercetak 0,9, seharusnya 0,6."
    )


def test_checked__a_sound_table():
    found = findings.of(checked(0.6))
    assert found.claim == "Tabel benar: tidak ada yang perlu dibetulkan"


def test_guard__asks_and_changes_nothing():
    """Oracle: R9 rates 1 where three others rate 4, beside the words "sangat kurang"."""
    found = findings.of(guarded())
    assert found.claim == "1 dari 4 penilai mungkin membaca skala terbalik"
    assert found.detail == (
        "Perlu ditanya: R9. Tidak ada rating yang diubah. "
        "5 rating 1 diberikan pada pernyataan yang memakai kata keras."
    )


def of_raters(*raters):
    """Everyone rates two weaknesses 3."""
    factors = pd.DataFrame({"factor": ["W-01", "W-02"], "kind": "weakness", "statement": "Fakta"})
    rows = [(rater, factor, 3) for rater in raters for factor in factors["factor"]]
    ratings = pd.DataFrame(rows, columns=["rater", "factor", "rating"])
    return swot.guard(factors, ratings.assign(agency="", status="official"), min_shared=2)


def test_guard__nobody_suspected_and_too_little_to_tell():
    calm = findings.of(of_raters("R1", "R2", "R3"))
    assert calm.claim == "Tidak ada penilai yang tampak membaca skala terbalik"
    few = findings.of(of_raters("R1"))
    assert few.claim == "Penilaian bersama masih terlalu sedikit untuk memeriksa skala"
    assert few.detail == (
        "1 penilai belum dapat diperiksa karena faktor bersamanya terlalu sedikit."
    )
