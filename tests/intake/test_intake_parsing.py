"""Numbers, dates and lists as Indonesian offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_analysis.intake.parsing import (
    Unreadable,
    is_blank,
    parse_date,
    parse_integer,
    parse_list,
    parse_number,
    parse_share,
    parse_year,
)

CLEAR = {
    "0": 0.0,
    "7": 7.0,
    "1234": 1234.0,
    "7,64": 7.64,
    "7.64": 7.64,
    "0.358": 0.358,
    "0,358": 0.358,
    "1.2345": 1.2345,
    "1234.567": 1234.567,
    "1.234.567": 1_234_567.0,
    "1,234,567": 1_234_567.0,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "1 234 567,8": 1_234_567.8,
    "7,64 %": 7.64,
    "7,64%": 7.64,
    "Rp 1.250.000": 1_250_000.0,
    "Rp1.250.000,00": 1_250_000.0,
    "Rp. 1.250.000,-": 1_250_000.0,
    "−3,2": -3.2,
    "–3,2": -3.2,
    "-1.234.567": -1_234_567.0,
    "+4,5": 4.5,
    "\u00a07,64\u202f": 7.64,
}
NO_NUMBERS = [
    "tinggi", "1,2,3", "1.23.4", "12.34.567,8", "1,", ",5", "1.000.5,2", "1e5", "١٢", "=1+1", "--5",
    "12 34", "NaN", "inf", "1/2", "9" * 19,
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), CLEAR.items())
def test_parse_number__reads_every_clear_way_of_writing(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_parse_number__refuses_what_is_no_number(text):
    with pytest.raises(Unreadable):
        parse_number(text)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "109.900", "-1.234"])
def test_parse_number__two_readings_are_refused_with_both(text):
    plain = text.lstrip("-")
    whole = plain.replace(".", "").replace(",", "")
    with pytest.raises(Unreadable) as caught:
        parse_number(text)
    assert caught.value.rule == f"bisa dibaca {whole} atau {plain.replace('.', ',')}"


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.234", "comma", 1234.0),
        ("1.234", "point", 1.234),
        ("1,234", "comma", 1.234),
        ("1,234", "point", 1234.0),
        ("1.234,5", "comma", 1234.5),
    ],
)
def test_parse_number__declared_sign_settles_the_reading(text, decimal, number):
    assert parse_number(text, decimal=decimal) == number


@pytest.mark.parametrize(("text", "decimal"), [("7.64", "comma"), ("7,64", "point")])
def test_parse_number__other_sign_than_declared_is_refused(text, decimal):
    with pytest.raises(Unreadable):
        parse_number(text, decimal=decimal)


@given(
    number=st.decimals(-999_999_999, 999_999_999, places=4),
    point=st.booleans(),
    grouped=st.booleans(),
)
def test_parse_number__gives_back_what_was_written(number, point, grouped):
    """Oracle: Python's own formatting, with the signs of either custom."""
    text = f"{number:,.4f}" if grouped else f"{number:.4f}"
    if not point:
        text = text.translate(str.maketrans(",.", ".,"))
    assert parse_number(text) == float(number)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["", ".", ",", " "]))
def test_parse_integer__gives_back_what_was_written(number, mark):
    assert parse_integer(f"{number:,}".replace(",", mark)) == number


@given(st.text(max_size=30))
def test_parsers__any_text_is_read_or_refused(text):
    for parse in (parse_number, parse_integer, parse_share, parse_date, parse_year):
        try:
            parse(text)
        except Unreadable as refusal:
            assert refusal.rule and refusal.fix


@pytest.mark.parametrize("text", ["5,5", "0.358", "lima", "1.234,5"])
def test_parse_integer__refuses_decimals_and_words(text):
    with pytest.raises(Unreadable):
        parse_integer(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "–", "—", "n/a", "N/A", "#N/A", "belum ada", "Belum  Ada Data",
        "tidak ada data", "\u00a0",
    ],
)  # fmt: skip
def test_is_blank__every_way_to_say_no_data(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "tidak", "ada", "0,0"])
def test_is_blank__zero_is_a_value(text):
    assert not is_blank(text)


@pytest.mark.parametrize(("text", "share"), [("5%", 0.05), ("0,05", 0.05), ("100 %", 1.0)])
def test_parse_share__percent_is_a_hundredth(text, share):
    assert parse_share(text) == share


@pytest.mark.parametrize(
    "text",
    ["2022-06-21", "21/06/2022", "21-6-2022", "21.06.2022", "21 Juni 2022", "21 jun 2022"],
)
def test_parse_date__day_before_month(text):
    assert parse_date(text).isoformat() == "2022-06-21"


@pytest.mark.parametrize("text", ["31/02/2022", "06/21/2022", "21 Junius 2022", "2022", "1-1-22"])
def test_parse_date__refuses_impossible_days(text):
    with pytest.raises(Unreadable):
        parse_date(text)


@pytest.mark.parametrize("text", ["22", "20222", "dua ribu", "0022", "2022,5"])
def test_parse_year__four_digits_only(text):
    with pytest.raises(Unreadable):
        parse_year(text)


def test_parse_list__semicolons_and_commas_without_repeats():
    assert parse_list("tpt; ipm,tpt ;") == ("tpt", "ipm")
