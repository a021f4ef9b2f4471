"""What weights say.

Oracle: consistent comparisons 2, 4, 2 give 4/7, 2/7, 1/7; the crooked 5, 1, 5 have λ = 4.27 and,
with Saaty's 0.58, a ratio of 1.09.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results import CONSISTENT, CROOKED, EXAMPLES

from smartcity_analysis.analysis import weights
from smartcity_analysis.report import findings

GROUP = {"R1": CONSISTENT, "R2": CONSISTENT, "R3": CROOKED}


def test_ahp__names_the_heaviest_and_the_ratio():
    found = findings.of(weights.ahp(CONSISTENT))
    assert found.claim == "Dampak paling penting, berbobot 57%"
    assert found.detail == "Rasio konsistensi 0,000 (batas 0,10)."


def test_ahp__inconsistent_comparisons_claim_no_winner_but_ask_about_the_worst():
    """Oracle: 5 was said, the cube root of 5 agrees with the rest."""
    found = findings.of(weights.ahp(CROOKED))
    assert found.claim == "Perbandingan belum konsisten: tinjau dampak lawan biaya"
    assert found.detail == (
        "Rasio konsistensi 1,091 (batas 0,10). Dampak dinilai 5 kali sepenting biaya; "
        "yang sejalan dengan perbandingan lain 1,71 kali."
    )


def test_ahp__a_fraction_is_told_the_other_way_round():
    """Oracle: a fifth as important is five times as important the other way."""
    turned = weights.upper_triangle(["x", "y", "z"], [0.2, 1, 0.2])
    assert "Y dinilai 5 kali sepenting x" in findings.of(weights.ahp(turned)).detail


def test_ahp__two_criteria_are_always_consistent():
    found = findings.of(weights.ahp(weights.upper_triangle(["x", "y"], [3])))
    assert found.detail == "Dengan satu atau dua kriteria, perbandingan selalu konsisten."


def test_ahp_group__names_who_was_left_out_and_why():
    found = findings.of(weights.ahp_group(GROUP))
    assert found.claim == "Dampak paling penting, berbobot 57%"
    assert found.detail == (
        "2 dari 3 penilai dipakai. Rasio konsistensi 0,000 (batas 0,10). "
        "Tidak diikutkan karena tidak konsisten: R3 (rasio 1,09)."
    )


def test_ahp_group__inconsistent_together_claims_no_winner():
    """Oracle: geometric means 2.71, 2.52, 2.71: λ = 3.13, ratio 0.111."""
    found = findings.of(weights.ahp_group(GROUP, exclude=False))
    assert found.claim == "Perbandingan kelompok belum konsisten dan perlu ditinjau"
    assert "Ikut dihitung walau tidak konsisten: R3 (rasio 1,09)." in found.detail


def test_hierarchy__names_the_best_alternative():
    """Oracle: 4/7 × 0.75 + 2/7 × 0.5 + 1/7 × 0.25 = 0.607."""
    found = findings.of(EXAMPLES["AhpHierarchy"]())
    assert found.claim == "A berprioritas tertinggi, 61%"
    assert found.detail == "Kriteria terpenting: dampak, 57%. Semua perbandingan konsisten."


def test_best_worst__says_whether_the_input_hangs_together():
    """Oracle: |2 × 5 − 8| / (64 − 8) = 0.036; the limit for 3 criteria and 8 is 0.1309."""
    found = findings.of(EXAMPLES["BestWorstWeights"]())
    assert found.detail == (
        "Terpenting dampak, paling tidak penting kesiapan, 8 banding 1. "
        "Isian sejalan: 0,036, batas 0,131."
    )


def test_best_worst__contradicting_input_claims_no_winner():
    bad = weights.best_worst({"x": 1, "y": 7, "z": 8}, {"x": 8, "y": 7, "z": 1})
    assert findings.of(bad).claim == "Perbandingan belum konsisten dan perlu ditinjau"


@pytest.mark.parametrize(
    ("points", "options", "detail"),
    [
        ({"x": 5, "y": 3, "z": 2}, {}, "berjumlah 10, lalu dibagi jumlahnya"),
        ({"x": 0.5, "y": 0.3}, {"total": 1, "off": "rescale"}, "0,8, padahal seharusnya 1;"),
        ({"x": 60, "y": 40}, {"total": 100}, "berjumlah 100, seperti yang dimaksud"),
    ],
)
def test_direct__says_what_was_done_to_the_sum(points, options, detail):
    assert detail in findings.of(weights.direct(points, **options)).detail


@pytest.mark.parametrize(
    ("points", "claim"),
    [
        ({"x": 1, "y": 1}, "Semua kriteria sama penting"),
        ({"x": 2, "y": 2, "z": 1}, "X dan y sama penting"),
    ],
)
def test_direct__equal_weights_claim_no_winner(points, claim):
    assert findings.of(weights.direct(points)).claim == claim


def test_rank_order_centroid__tells_the_order():
    """Oracle: (1 + 1/2 + 1/3) / 3 = 0.611."""
    found = findings.of(weights.rank_order_centroid(["dampak", "biaya", "kesiapan"]))
    assert found.claim == "Dampak paling penting, berbobot 61%"
    assert found.detail == "Urutan kepentingan: dampak, biaya, dan kesiapan."


def test_objective__data_without_difference_claim_nothing():
    found = findings.of(weights.entropy(pd.DataFrame(np.ones((3, 2)), columns=["x", "y"])))
    assert found.claim == "Data tidak membedakan kriteria, jadi bobotnya disamakan"
    assert found.detail == "Semua kriteria tidak membedakan pilihan."


def test_group__says_where_the_raters_differ_most():
    """Oracle: 0.75 and 0.5, mean 0.625."""
    found = findings.of(weights.group({"R1": {"x": 3, "y": 1}, "R2": {"x": 1, "y": 1}}))
    assert found.claim == "X paling penting, berbobot 63%"
    assert found.detail == "2 penilai, 2 suara. Penilai paling berbeda tentang x: 50%–75%."
