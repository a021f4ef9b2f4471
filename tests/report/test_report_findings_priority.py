"""What rankings say, and what would change them.

Oracle: sentences written by hand for problems worked by hand. At weights 6 : 4 on the scale 1–5,
E-Kelurahan (4, 2) scores 0.55, Job Cafe (3, 5) 0.70, Jingrang (5, 3) 0.80, Limbah B3 (2, 1) 0.15.
"""

from __future__ import annotations

import pandas as pd
import pytest
from results import problem, rated

from smartcity_analysis.analysis import priority
from smartcity_analysis.analysis.priority import robustness
from smartcity_analysis.report import findings
from smartcity_analysis.report.findings.base import distance, named, shift


def of_two(first, second, weights=(1, 1), **options):
    """Two programmes A and B rated 1–5 on as many criteria as there are figures."""
    names = ["dampak", "kesiapan", "biaya"][: len(first)]
    frame = pd.DataFrame([first, second], ["A", "B"], names, dtype=float)
    given = dict(zip(names, weights, strict=True))
    return priority.problem(frame, given, scale=(1, 5), **options)


# ---- Explanation --------------------------------------------------------------------------------


def test_explanation__says_why_it_is_behind_and_what_would_level_them():
    """Oracle: 0.75 w + 0.25 (1 − w) = 0.5 w + (1 − w) at w = 0.75; 0.15 / 0.6 × 4 = 1 point."""
    found = findings.of(problem().explain("E-Kelurahan"))
    assert found.claim == "E-Kelurahan tertinggal dari Job Cafe karena kesiapan"
    assert found.detail == (
        "Peringkat 3 lawan 2; selisih skor 0,15 pada skala 0–1 (kesiapan −0,30 dan dampak +0,15). "
        "Keduanya setara bila bobot dampak naik dari 60% menjadi 75%, "
        "atau bila nilai dampak Job Cafe turun dari 3 menjadi 2."
    )


def test_explanation__of_the_leader_looks_behind():
    """Oracle: level at w = 0.5; 0.1 / 0.6 × 4 = 0.67 points."""
    found = findings.of(problem().explain("Jingrang"))
    assert found.claim == "Jingrang unggul atas Job Cafe berkat dampak"
    assert found.detail == (
        "Peringkat 1 lawan 2; selisih skor 0,10 pada skala 0–1 (dampak +0,30 dan kesiapan −0,20). "
        "Keduanya setara bila bobot dampak turun dari 60% menjadi 50%, "
        "atau bila nilai dampak Jingrang turun dari 5 menjadi 4,33."
    )


def test_explanation__level_scores_claim_no_lead():
    """Oracle: 0.6 × 0.75 + 0.4 × 0.25 = 0.6 × 0.5 + 0.4 × 0.625."""
    found = findings.of(of_two((4, 2), (3, 3.5), (6, 4)).explain("A"))
    assert found.claim == "A dan B setara"
    assert found.detail == "Skor keduanya sama, dengan rincian dampak +0,15 dan kesiapan −0,15."


def test_explanation__the_same_ratings_have_no_parts():
    found = findings.of(of_two((4, 2), (4, 2)).explain("A"))
    assert found.detail == "Keduanya dinilai sama pada setiap kriteria."


def test_explanation__says_when_nothing_would_swap_them():
    found = findings.of(of_two((1, 1), (5, 5), (6, 4)).explain("A"))
    assert found.claim == "A tertinggal dari B karena dampak"
    assert found.detail.endswith(
        "Tidak ada satu perubahan bobot atau nilai pun yang membuat keduanya setara."
    )


def test_explanation__names_two_equal_reasons_and_is_neutral_about_three():
    two = findings.of(of_two((1, 1), (5, 5)).explain("A"))
    assert two.claim == "A tertinggal dari B karena dampak dan kesiapan"
    three = findings.of(of_two((1, 1, 1), (5, 5, 5), (1, 1, 1)).explain("A"))
    assert three.claim == "A tertinggal dari B"


@pytest.mark.parametrize(
    ("now", "needed", "words"),
    [
        (0.36, 0.52, "naik dari 36% menjadi 52%"),
        (0.362, 0.358, "turun dari 36,2% menjadi 35,8%"),
        (0.2, 0.0, "turun dari 20% menjadi 0%"),
    ],
)
def test_shift__shows_as_many_decimals_as_tell_its_ends_apart(now, needed, words):
    assert shift(now, needed, share=True) == words


def test_distance__is_never_nothing_when_there_is_something():
    assert distance(0.0049) == "0,005"
    assert distance(1e-6) == "kurang dari 0,001"


def test_named__four_are_named_and_five_are_counted():
    """Oracle: "and 1 more" would take as many words as the name itself."""
    assert named("ABCD") == "A, B, C, dan D"
    assert named("ABCDE") == "A, B, C, dan 2 lainnya"


# ---- Ranking ------------------------------------------------------------------------------------


def test_ranking__names_the_first_and_how_near_the_next_is():
    found = findings.of(problem().saw())
    assert found.claim == "Jingrang di peringkat pertama menurut SAW"
    assert found.detail == (
        "Job Cafe di bawahnya dengan selisih skor 0,10. "
        "Urutan ini berlaku untuk satu susunan bobot; kekokohannya dihitung tersendiri."
    )


def test_ranking__a_close_call_is_no_victory():
    """Oracle: 0.005 apart on 0–1."""
    found = findings.of(of_two((4, 4), (4.04, 4)).saw())
    assert found.claim == "B dan A hampir setara di puncak menurut SAW"


def test_ranking__ties_share_the_top():
    found = findings.of(of_two((4, 4), (4, 4)).topsis())
    assert found.claim == "A dan B sama-sama di puncak menurut TOPSIS"


def test_ranking__vikor_proposes_its_compromise_set():
    """Oracle: Q of Jingrang 0, of E-Kelurahan 0.3125; not 1/3 apart."""
    found = findings.of(problem().vikor())
    assert found.claim == "VIKOR mengusulkan Jingrang dan E-Kelurahan sebagai jalan tengah" or (
        found.claim == "VIKOR mengusulkan E-Kelurahan dan Jingrang sebagai jalan tengah"
    )


def test_ranking__of_one_alternative_claims_no_first():
    frame = pd.DataFrame({"dampak": [3.0]}, ["A"])
    found = findings.of(priority.problem(frame, scale=(1, 5)).saw())
    assert found.claim == "Baru satu pilihan yang dinilai: A"


def test_ranking__a_kernel_of_ones_own_has_no_famous_name():
    found = findings.of(problem().score(lambda x, w: x @ w.T if w.ndim == 1 else w @ x.T))
    assert found.claim == "Jingrang di peringkat pertama menurut rumus sendiri"


def test_problem__counts_and_names_the_heaviest():
    found = findings.of(problem())
    assert found.claim == "4 pilihan dinilai dengan 2 kriteria"
    assert found.detail == "Bobot terbesar: dampak 60% dan kesiapan 40%."


# ---- Comparison ---------------------------------------------------------------------------------


def test_comparison__methods_that_agree():
    found = findings.of(problem().compare("saw", "promethee"))
    assert found.claim == "Semua metode menempatkan Jingrang di peringkat pertama"


def test_comparison__a_compromise_set_is_no_disagreement():
    found = findings.of(problem().compare("saw", "vikor"))
    assert found.claim == "Semua metode mengusulkan Jingrang, sebagian bersama yang lain"
    assert found.detail.startswith("SAW memilih Jingrang; VIKOR memilih ")


def test_comparison__methods_that_disagree():
    """Oracle: by hand, sums 6 and 5.9 but products 5 and 8.7."""
    frame = pd.DataFrame({"x": [5.0, 3.0], "y": [1.0, 2.9]}, ["A", "B"])
    p = priority.problem(frame, scale=(1, 5))
    found = findings.of(p.compare("saw", "wp"))
    assert found.claim == "Peringkat pertama bergantung pada metode: A dan B"
    assert found.detail == (
        "SAW memilih A; WP memilih B. 2 metode dibandingkan; "
        "kemiripan urutan paling rendah −1,00 (korelasi Spearman, 1 = sama persis)."
    )


def test_comparison__of_one_method_compares_nothing():
    found = findings.of(problem().compare("saw"))
    assert found.claim == "Baru satu metode yang dipakai: SAW"


# ---- Robustness ---------------------------------------------------------------------------------


def test_robustness__the_word_follows_the_share():
    """Oracle: Varsi: B beats A in 3 of 4 of all weightings."""
    result = robustness.smaa([[1.0, 0], [0, 3]], alternatives=["A", "B"], draws=40_000)
    found = findings.of(result)
    assert found.claim == "B lebih mungkin di peringkat pertama"
    assert found.detail == (
        "B di peringkat pertama pada 75 dari 100 simulasi; A pada 25 dari 100 simulasi."
    )


def test_robustness__a_dominating_one_is_nearly_certain():
    found = findings.of(of_two((5, 5), (1, 1)).robust(draws=100))
    assert found.claim == "A hampir pasti di peringkat pertama"
    assert found.detail == "A di peringkat pertama pada semua simulasi."


def test_robustness__an_open_race_names_who_could_win():
    """Oracle: Jingrang is first while impact weighs more than half, else Job Cafe."""
    found = findings.of(problem().robust(draws=20_000))
    assert found.claim in (
        "Job Cafe dan Jingrang belum dapat dibedakan di puncak",
        "Jingrang dan Job Cafe belum dapat dibedakan di puncak",
    )


def test_robustness__says_when_the_stated_weights_choose_another():
    """Oracle: at the stated 1 : 9 A leads, in 3 of 4 weightings B."""
    frame = pd.DataFrame({"x": [1.0, 4.0], "y": [2.0, 1.0]}, ["A", "B"])
    p = priority.problem(frame, {"x": 1, "y": 9}, scale=(1, 5))
    found = findings.of(p.robust(draws=40_000))
    assert found.claim == "B lebih mungkin di peringkat pertama"
    assert found.detail.endswith("Dengan bobot yang dipakai sekarang, yang pertama adalah A.")


def test_robustness__over_raters():
    """Oracle: A leads in 20 of the 27 equally likely drawings of three OPD."""
    found = findings.of(rated().bootstrap(draws=4_000))
    assert found.claim == "A lebih mungkin di peringkat pertama"


# ---- What would change it -----------------------------------------------------------------------


def test_stability__says_which_weight_by_how_much_and_who_follows():
    found = findings.of(problem().stability())
    assert found.claim == "Jingrang bertahan sampai bobot dampak turun 10 poin persen"
    assert (
        found.detail == "Bila bobot dampak turun dari 60% menjadi 50%, Job Cafe menyamai Jingrang."
    )


def test_stability__nobody_can_overtake():
    found = findings.of(of_two((5, 5), (1, 1)).stability())
    assert found.claim == "A tetap pertama, apa pun satu bobot yang diubah"


def test_leave_one_out__names_the_unit_that_decides():
    """Oracle: without Dinas A or Dinas B the means of B are 4 against 3.5."""
    found = findings.of(rated().leave_one_out())
    assert found.claim == "Peringkat pertama bergantung pada 2 dari 3 suara"
    assert found.detail == (
        "Tanpa Dinas A, yang pertama B. Tanpa Dinas B, yang pertama B. "
        "Urutan dihitung ulang 3 kali, tiap kali tanpa satu suara; "
        "paling banyak 2 pilihan pindah peringkat."
    )


def test_leave_one_out__nobody_decides_alone():
    ratings = pd.DataFrame({"programme": [*"AB"] * 2, "rater": [*"PPQQ"], "dampak": [5, 1, 5, 1]})
    p = priority.problem(ratings, {"dampak": 1}, alternative="programme", rater="rater")
    found = findings.of(p.leave_one_out())
    assert found.claim == "Peringkat pertama tidak bergantung pada satu suara pun"


def test_rank_reversal__declared_bounds_never_reverse():
    found = findings.of(problem().rank_reversal())
    assert found.claim == "Urutan tidak bergantung pada siapa yang ikut dibandingkan"
    assert found.detail == "Diuji dengan 4 perubahan daftar, satu per satu."


def test_rank_reversal__names_whose_presence_decides():
    """Oracle: min–max on the values at hand, by hand.

    With C: A (1, 0.5), B (0.75, 1): 0.6 + 0.2 = 0.8 against 0.45 + 0.4 = 0.85.
    Without C: A (1, 0), B (0, 1): 0.6 against 0.4.
    """
    frame = pd.DataFrame({"x": [5.0, 4, 1], "y": [2.0, 3, 1]}, [*"ABC"])
    p = priority.problem(frame, {"x": 6, "y": 4})
    found = findings.of(p.rank_reversal())
    assert found.claim == "Urutan berubah pada 1 dari 3 perubahan daftar"
    assert found.detail == "Urutan yang lain berbalik bila C tidak ikut."
