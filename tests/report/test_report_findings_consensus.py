"""Whether raters agree, who departs from them, and what they choose together.

Oracle: four raters of four alternatives, the last one the other way round; by hand.
"""

from __future__ import annotations

import pandas as pd
from results import AGENCIES, BLOCKS, scores

from smartcity_analysis.analysis import agreement
from smartcity_analysis.report import findings


def test_kendall_w__says_how_far_they_agree_and_how_sure_that_is():
    """Oracle: six identical rankings: W = 1, chi-square 30 with 5 degrees of freedom."""
    found = findings.of(agreement.kendall_w([[1, 2, 3, 4, 5, 6]] * 6))
    assert found.claim == "Kesepakatan penilai kuat"
    assert found.detail == (
        "Kendall W 1,00 (0 tidak sepakat, 1 sepakat penuh; p < 0,001), "
        "dari 6 penilai atas 6 pilihan."
    )


def test_kendall_w__undefined_says_why():
    found = findings.of(agreement.kendall_w([[1, 2, 3]]))
    assert found.claim == "Kesepakatan penilai belum dapat dihitung"
    assert found.detail == "Sebabnya: penilai kurang dari dua."


def test_consensus__agreement_by_chance_is_called_chance():
    """Oracle: rank sums 6, 7, 8, 9 of three units: W = 60 / 540, chi-square 1 on 3: p = 0.801."""
    found = findings.of(agreement.consensus(scores(), agencies=AGENCIES))
    assert found.claim == "Kesepakatan tidak lebih dari kebetulan; Air teratas menurut semua cara"
    assert found.detail.startswith("Kendall W 0,11 (0–1; p = 0,801); 4 penilai, 3 suara.")


def test_consensus__names_whom_to_ask_and_who_is_apart():
    """Oracle: one vote each: R4 alone runs against the others, and is the business."""
    result = agreement.consensus(scores(), blocks=BLOCKS, aggregation="rater")
    assert findings.of(result).detail.endswith(
        "Pendapatnya jauh dari yang lain, perlu ditanya alasannya: R4. "
        "Kelompok yang paling berjauhan: akademisi dan dunia usaha (korelasi −1,00)."
    )


def test_consensus__an_order_that_depends_on_the_counting_names_no_winner():
    """Oracle: means 3.67 and 4.33; Borda 4 and 4; A beats B by two to one."""
    table = pd.DataFrame([[5, 4, 1], [5, 4, 1], [1, 5, 4]], ["R1", "R2", "R3"], [*"ABC"])
    found = findings.of(agreement.consensus(table))
    assert found.claim == "Yang teratas bergantung pada cara menghitung suara"
    assert found.detail.startswith("Rata-rata memilih B, Borda B dan A, Copeland A.")


def test_consensus__a_shared_first_place_names_both():
    table = pd.DataFrame([[5, 5, 1], [5, 5, 1]], ["R1", "R2"], [*"ABC"])
    assert findings.of(agreement.consensus(table)).claim.endswith("; A dan B sama-sama teratas")


def test_outliers__are_a_reason_to_ask():
    found = findings.of(agreement.outliers(scores()))
    assert found.claim == "1 penilai berpendapat jauh dari yang lain: R4"
    assert found.detail == "Ini alasan untuk bertanya, bukan untuk menghapus suara."


def test_outliers__nobody_departs():
    found = findings.of(agreement.outliers(scores().iloc[:3]))
    assert found.claim == "Tidak ada penilai yang berpendapat jauh dari yang lain"
    assert found.detail == "3 dari 3 penilai dapat dibandingkan."


def test_outliers__too_little_to_compare_accuses_nobody():
    found = findings.of(agreement.outliers(scores().iloc[:1]))
    assert found.claim == "Belum ada penilai yang dapat dibandingkan"


def test_blocks__names_the_pair_that_is_furthest_apart():
    found = findings.of(agreement.between_blocks(scores(), BLOCKS))
    assert found.claim == "Akademisi dan dunia usaha paling berjauhan pandangannya"
    assert found.detail == "Korelasi urutan terendah −1,00 (1 = sama persis, −1 = terbalik)."


def test_blocks__alike_claims_no_distance():
    blocks = {"R1": "government", "R3": "academia"}
    found = findings.of(agreement.between_blocks(scores(), blocks))
    assert found.claim == "Semua kelompok mengurutkan pilihan dengan serupa"
    assert found.detail.endswith("Tidak ikut karena kelompoknya tidak diisi: R2 dan R4.")


def test_blocks__too_few_alternatives_compare_nobody():
    found = findings.of(agreement.between_blocks(scores(), BLOCKS, min_items=9))
    assert found.claim == "Belum ada kelompok yang dapat dibandingkan"


def test_blocks__one_alone_has_nobody_to_compare_with():
    found = findings.of(agreement.between_blocks(scores(), {"R1": "academia", "R3": "academia"}))
    assert found.claim == "Belum ada kelompok yang dapat dibandingkan"
    assert found.detail == "Tidak ikut karena kelompoknya tidak diisi: R2 dan R4."


def test_borda__says_the_share_of_pairs_won():
    """Oracle: Air 9 of 12, Banjir 7 of 12."""
    found = findings.of(agreement.borda(scores()))
    assert found.claim == "Air teratas menurut hitungan Borda"
    assert found.detail == (
        "Menang pada 75% dari pasangan yang dibandingkan, dari 4 suara; Banjir menyusul dengan 58%."
    )


def test_copeland__a_condorcet_winner_beats_everyone():
    found = findings.of(agreement.copeland(scores()))
    assert found.claim == "Air mengalahkan setiap pilihan lain satu lawan satu"
    assert found.detail == "3 menang, 0 seri, 0 kalah, dari 4 suara."


def test_copeland__a_cycle_has_no_winner():
    """Oracle: Condorcet: A beats B, B beats C, C beats A, two to one each."""
    cycle = pd.DataFrame([[3, 2, 1], [1, 3, 2], [2, 1, 3]], columns=[*"ABC"])
    found = findings.of(agreement.copeland(cycle))
    assert found.claim == "A, B, dan C sama-sama paling sering menang"
