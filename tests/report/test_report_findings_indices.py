"""What the indices say.

Oracle: Kota Kediri 2022 adds up to 3.315 and was published as 3.31; the rest by hand.
"""

from __future__ import annotations

from results import evaluated

from smartcity_analysis.analysis import indices
from smartcity_analysis.report import findings

NINE = {f"U{n}": 3.0 for n in range(1, 10)}


def test_evaluation__says_where_most_is_left_and_that_it_is_a_simulation():
    """Oracle: 30 % of the 0.77 that outcome lacks is 0.231, more than any other."""
    found = findings.of(evaluated(published=3.31))
    assert found.claim == "Simulasi indeks 3,315 dari 4; ruang terbesar pada hasil (outcome)"
    assert found.detail == (
        "Menaikkan hasil (outcome) ke nilai 4 menambah 0,23. "
        "Angka terbit 3,31 masih dalam batas pembulatan. "
        "Ini simulasi; indeks resmi hanya dari kementerian."
    )


def test_evaluation__a_figure_that_rounding_cannot_explain_is_told():
    detail = findings.of(evaluated(published=3.20, previous=3.0)).detail
    assert "Angka terbit 3,20 tidak dapat dijelaskan dengan pembulatan" in detail
    assert "Dibanding tahun sebelumnya (3,00): +0,32." in detail


def test_evaluation__a_missing_part_leaves_a_range():
    """Oracle: 3.315 − 0.73 = 2.585 without quick win, and 0.8 more with a 4."""
    found = findings.of(evaluated(parts={"quick_win": None}, missing="interval"))
    assert found.claim == "Simulasi indeks antara 2,59 dan 3,39 dari 4"
    assert found.detail.startswith("Belum ada nilainya: quick win.")


def test_evaluation__nothing_left_to_gain():
    best = dict.fromkeys(indices.PARTS, 4)
    assert findings.of(indices.evaluation(best)).claim == (
        "Simulasi indeks mencapai nilai tertinggi, 4,00 dari 4"
    )


def test_satisfaction__grade_category_and_lowest_element():
    """Oracle: (8 × 3 + 2.5) / 9 × 25 = 73.61, a C."""
    found = findings.of(indices.satisfaction(NINE | {"U4": 2.5}))
    assert found.claim == "Mutu pelayanan C (kurang baik), indeks 73,61"
    assert found.detail == "Unsur terendah: U4, 2,5 dari 4."


def test_satisfaction__a_missing_element_may_leave_the_grade_open():
    """Oracle: (24 + 1) / 9 × 25 = 69.44 is a C, (24 + 4) / 9 × 25 = 77.78 a B."""
    found = findings.of(indices.satisfaction(NINE | {"U4": None}, missing="interval"))
    assert found.claim == "Mutu pelayanan belum pasti: indeks antara 69,44 dan 77,78"
    assert found.detail.endswith("Belum ada jawaban untuk U4.")


def test_environment__says_where_most_is_left():
    """Oracle: 18.80 + 34.425 + 6.57 = 59.795; water lacks 0.376 × 50."""
    found = findings.of(indices.environment(water=50, air=85, land=30))
    assert found.claim == "Indeks lingkungan 59,80 dari 100; ruang terbesar pada air"
    assert found.detail == "Menaikkan mutu air ke 100 menambah 18,80."


def test_environment__category_missing_part_and_best():
    banded = indices.environment(water=50, air=85, land=30, bands={"Baik": 50, "Kurang": 0})
    assert findings.of(banded).claim == "Indeks lingkungan 59,80 (Baik); ruang terbesar pada air"
    part = indices.environment(water=None, air=85, land=30, missing="interval")
    assert findings.of(part).claim == "Indeks lingkungan antara 41,00 dan 78,60 dari 100"
    assert findings.of(part).detail == "Belum ada nilainya: air."
    best = findings.of(indices.environment(water=100, air=100, land=100))
    assert best.claim == "Indeks lingkungan mencapai nilai tertinggi, 100,00"
