"""What a budget is best spent on, in words.

Oracle: A 0.9 for 9 million, B 0.6 for 6, C 0.5 for 5, D 0.1 for 4, by hand: eleven million buy
B and C, worth 1.1; spending by score buys A alone, 18.2 % less.
"""

from __future__ import annotations

import pytest
from results import DRAWS, PRICES, bought

from smartcity_analysis.analysis import portfolio
from smartcity_analysis.report import findings
from smartcity_analysis.report.blocks import block

MILLION = 1_000_000


def test_portfolio__names_the_choice_its_proof_and_its_rival():
    found = findings.of(bought())
    assert found.claim == "2 dari 4 program terpilih dengan Rp11,0 juta"
    assert found.detail == (
        "Dipilih: B dan C. Dari anggaran Rp11,0 juta tersisa Rp0. "
        "Tidak ada susunan lain yang nilainya lebih tinggi. "
        "Membelanjakan menurut urutan skor, melewati yang tidak muat, "
        "kehilangan 18,2% dari nilai ini."
    )


def test_portfolio__says_when_another_choice_is_as_good():
    found = findings.of(portfolio.choose({"A": 1, "B": 1}, {"A": 5, "B": 5}, budget=5))
    assert "Ada susunan lain yang sama nilainya" in found.detail
    assert "Membelanjakan menurut urutan skor memberi nilai yang sama." in found.detail


def test_portfolio__a_budget_that_buys_nothing():
    found = findings.of(portfolio.choose({"A": 1}, {"A": 5}, budget=4))
    assert found.claim == "Tidak ada program yang dapat dipilih dengan anggaran ini"


def test_portfolio__lists_what_nobody_priced():
    found = findings.of(
        portfolio.choose({"A": 1, "B": 2}, {"A": 5, "B": None}, budget=5, unpriced="leave_out")
    )
    assert found.detail.endswith("Belum ada harganya, jadi tidak ikut: B.")


def test_portfolio__the_dearest_constraint_stands_on_the_page():
    """Oracle: without the exclusion 1.1, with it A alone: 0.9; 0.2 of 0.9 is 22.2 %."""
    html = block(bought(excludes=[("B", "C")])).html
    assert (
        "Syarat termahal: paling banyak satu dari B, C; "
        "tanpa syarat itu nilai bersama naik 22,2%." in html
    )
    free = block(bought(must=["B"])).html
    assert "Tidak ada syarat yang mengurangi nilai bersama." in free


def test_cut__names_what_is_dropped_and_what_it_costs():
    """Oracle: 5.5 million buy C; 0.6 of 1.1 is lost."""
    found = findings.of(bought().cut(0.5))
    assert found.claim == "Anggaran dipotong 50%: 1 program gugur"
    assert found.detail == ("Gugur: B. Nilai bersama berkurang 54,5%; anggaran menjadi Rp5,5 juta.")


def test_cut__that_costs_nothing_says_so():
    result = portfolio.choose({"A": 1}, {"A": 5 * MILLION}, budget=10 * MILLION).cut(0.5)
    assert findings.of(result).claim == "Anggaran dipotong 50% tanpa program yang gugur"


def test_core__tells_the_always_from_the_sometimes():
    """Oracle: the first draw buys B, C and D, the second A and D."""
    found = findings.of(portfolio.core(DRAWS, PRICES, budget=11 * MILLION))
    assert found.claim == "1 program terpilih pada semua simulasi"
    assert found.detail == (
        "Selalu terpilih: D. Bergantung pada bobot: A (50 dari 100 simulasi), "
        "B (50 dari 100 simulasi), dan C (50 dari 100 simulasi)."
    )


def test_core__almost_always_is_not_always():
    found = findings.of(portfolio.core(DRAWS, PRICES, budget=11 * MILLION, core_from=0.5))
    assert found.claim == "4 program hampir selalu terpilih"


def test_core__without_any_says_so():
    found = findings.of(portfolio.core([[1, 2], [2, 1]], {"A": 5, "B": 5}, budget=5))
    assert found.claim == "Tidak ada program yang selalu terpilih"


@pytest.mark.parametrize(
    ("score", "price", "claim"),
    [
        ({"A": 9, "B": 1}, {"A": 9, "B": 9}, "90% nilai tercapai dengan Rp9,0 juta"),
        ({"A": 5, "B": 5}, {"A": 9, "B": 9}, "Nilai tertinggi tercapai dengan Rp18,0 juta"),
        ({"A": 0}, {"A": 9}, "Belum ada program yang dapat dibeli"),
    ],
)
def test_frontier__says_what_buys_most_of_it(score, price, claim):
    prices = {label: value * MILLION for label, value in price.items()}
    assert findings.of(portfolio.frontier(score, prices)).claim == claim
