"""Numbers, money and dates in words.

Oracle: the Indonesian spelling rules as quoted by Kominfo's own public-information site
("Rp100.000", point for thousands, comma for decimals), and hand-written pairs.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_analysis.report import formatting as fmt


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.25, 1, "0,3"),
        (0.35, 1, "0,4"),
        (2.675, 2, "2,68"),
        (1234567.5, 1, "1.234.567,5"),
        (-0.04, 1, "0,0"),
        (-2.25, 2, "−2,25"),
        (0, 0, "0"),
        (float("nan"), 2, "–"),
        (None, 0, "–"),
    ],
)
def test_number__rounds_half_up_and_never_shows_a_negative_zero(value, decimals, shown):
    assert fmt.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1_211_017_610_761, "Rp1,2 triliun"),
        (381_994_269_000, "Rp382,0 miliar"),
        (950_000_000, "Rp950,0 juta"),
        (999_949_999, "Rp999,9 juta"),
        (999_950_000, "Rp1,0 miliar"),
        (1_500, "Rp1,5 ribu"),
        (-2_000_000, "−Rp2,0 juta"),
        (0, "Rp0"),
    ],
)
def test_rupiah_words__spells_the_unit_out(value, shown):
    assert fmt.rupiah_words(value) == shown


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_number__reads_back_as_the_rounded_value(value, decimals):
    shown = fmt.number(value, decimals)
    back = float(shown.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.5000001 * 10**-decimals, rel=1e-12)


def test_day_range__crosses_a_year_in_full():
    assert fmt.day_range(date(2022, 12, 31), date(2023, 1, 1)) == "31 Desember 2022–1 Januari 2023"


def test_of_hundred__never_turns_a_near_certainty_into_certainty():
    assert fmt.of_hundred(1999 / 2000) == "lebih dari 99 dari 100 simulasi"
    assert fmt.of_hundred(1 / 2000) == "kurang dari 1 dari 100 simulasi"
