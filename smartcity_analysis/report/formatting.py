"""The only place where a number, an amount or a date becomes Indonesian text.

Babel supplies the locale data; the rules on top are ours: words instead of abbreviated units
("M" means million in one library and *miliar* in another), half-up rounding, a true minus, a zero
that is never negative and a dash for what is missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MISSING = "–"
LOCALE = "id_ID"
SCALE_WORDS = ((12, "triliun"), (9, "miliar"), (6, "juta"), (3, "ribu"))


def _rounded(value: float, decimals: int) -> Decimal:
    # Sums of tenths end in ...4999: what was meant is the short decimal beside them.
    exact = Decimal(repr(round(float(value), 10)))
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def is_missing(value: object) -> bool:
    """Tell whether a value stands for *no data*: None, NaN, NaT or NA.

    Examples
    --------
    >>> is_missing(float("nan")), is_missing(None), is_missing(0)
    (True, True, False)
    """
    # NA refuses comparison with itself by raising; NaN and NaT are unequal to themselves.
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True


def number(value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
    """Write a number with point thousands and comma decimals, rounded half up.

    Parameters
    ----------
    value : float or None
        Any finite number; ``None`` and NaN give a dash.
    decimals : int, default=0
        Digits after the comma.
    signed : bool, default=False
        Write the plus sign as well.

    Returns
    -------
    str

    Examples
    --------
    >>> number(1234567.5, 1), number(-0.04, 1), number(2.75 + 2.85 + 2.05, 1), number(None)
    ('1.234.567,5', '0,0', '7,7', '–')
    >>> number(-2.25, 2), number(0.31, 2, signed=True)
    ('−2,25', '+0,31')
    """
    from babel.numbers import format_decimal

    if is_missing(value):
        return MISSING
    rounded = _rounded(value, decimals)  # type: ignore[arg-type]
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text: str = format_decimal(abs(rounded), format=pattern, locale=LOCALE)
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text


def percent(share: float | None, decimals: int = 0) -> str:
    """Write a share 0–1 as a percentage, without a space before the sign.

    Examples
    --------
    >>> percent(0.1234, 1), percent(float("nan"))
    ('12,3%', '–')
    """
    return MISSING if is_missing(share) else number(100 * share, decimals) + "%"  # type: ignore[operator]


def hundredths(value: float | None, decimals: int = 0) -> str:
    """Write what is counted in hundredths already as a percentage.

    Examples
    --------
    >>> hundredths(40), hundredths(12.34, 1), hundredths(None)
    ('40%', '12,3%', '–')
    """
    return MISSING if is_missing(value) else number(value, decimals) + "%"


def share_of_draws(share: float | None) -> str:
    """Write a share of simulations as a percentage that never rounds up to all or down to none.

    Examples
    --------
    >>> [share_of_draws(s) for s in (0.873, 0.9996, 1.0, 0.0004, 0.0)]
    ['87%', '>99%', '100%', '<1%', '0%']
    """
    if is_missing(share) or share in (0, 1):
        return percent(share)
    if share >= 0.995:  # type: ignore[operator]
        return ">99%"
    return "<1%" if share < 0.005 else percent(share)  # type: ignore[operator]


def of_hundred(share: float | None) -> str:
    """Write a share of simulations as a count: "95 dari 100 simulasi".

    Shares that are not whole are never rounded up to certainty, nor down to impossibility.

    Examples
    --------
    >>> of_hundred(0.947), of_hundred(1.0)
    ('95 dari 100 simulasi', 'semua simulasi')
    >>> of_hundred(0.9996), of_hundred(0.0004)
    ('lebih dari 99 dari 100 simulasi', 'kurang dari 1 dari 100 simulasi')
    """
    if is_missing(share):
        return MISSING
    if share == 1:
        return "semua simulasi"
    if share == 0:
        return "tidak satu pun simulasi"
    if share >= 0.995:  # type: ignore[operator]
        return "lebih dari 99 dari 100 simulasi"
    if share < 0.005:  # type: ignore[operator]
        return "kurang dari 1 dari 100 simulasi"
    return f"{number(100 * share)} dari 100 simulasi"  # type: ignore[operator]


def rupiah(value: float | None) -> str:
    """Write whole rupiah in full: "Rp1.250.000".

    Examples
    --------
    >>> rupiah(1_250_000), rupiah(-5000), rupiah(None)
    ('Rp1.250.000', '−Rp5.000', '–')
    """
    if is_missing(value):
        return MISSING
    text = number(abs(value))  # type: ignore[arg-type]
    return f"−Rp{text}" if value < 0 and text != "0" else f"Rp{text}"  # type: ignore[operator]


def rupiah_words(value: float | None) -> str:
    """Write an amount with its unit in full and one decimal: "Rp1,3 miliar".

    Examples
    --------
    >>> [rupiah_words(v) for v in (1_250_000_000, 98_500_000, 999_960_000, 750)]
    ['Rp1,3 miliar', 'Rp98,5 juta', 'Rp1,0 miliar', 'Rp750']
    """
    if is_missing(value):
        return MISSING
    size = abs(value)  # type: ignore[arg-type]
    for power, word in SCALE_WORDS:
        # A unit is due once the one below would show 1.000,0 of itself.
        if _rounded(size / 10 ** (power - 3), 1) >= 1000:
            sign = "−" if value < 0 else ""  # type: ignore[operator]
            return f"{sign}Rp{number(size / 10**power, 1)} {word}"
    return rupiah(value)


def day(value: date | None) -> str:
    """Write a date: "21 Juni 2022".

    Examples
    --------
    >>> day(date(2022, 6, 21)), day(None)
    ('21 Juni 2022', '–')
    """
    from babel.dates import format_date

    if is_missing(value):
        return MISSING
    text: str = format_date(value, format="d MMMM y", locale=LOCALE)
    return text


def day_range(first: date | None, last: date | None) -> str:
    """Write two dates as a range with an en dash, naming month and year once when they agree.

    Examples
    --------
    >>> day_range(date(2022, 6, 21), date(2022, 6, 22))
    '21–22 Juni 2022'
    >>> day_range(date(2022, 6, 30), date(2022, 7, 1))
    '30 Juni–1 Juli 2022'
    """
    if first is None or last is None or first == last:
        return day(first if first is not None else last)
    from babel.dates import format_date

    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{format_date(first, format='d MMMM', locale=LOCALE)}–{day(last)}"
    return f"{day(first)}–{day(last)}"


def year(value: float | None) -> str:
    """Write a year, without a thousands point.

    Examples
    --------
    >>> year(2022), year(None)
    ('2022', '–')
    """
    return MISSING if is_missing(value) else str(int(value))  # type: ignore[arg-type]


def year_span(first: float | None, last: float | None) -> str:
    """Write two years as a range with an en dash, or the one that is known.

    Examples
    --------
    >>> year_span(2023, 2025), year_span(2023, 2023), year_span(2023, None), year_span(None, None)
    ('2023–2025', '2023', '2023', '–')
    """
    known = [year(value) for value in (first, last) if not is_missing(value)]
    return "–".join(dict.fromkeys(known)) or MISSING


def capitalised(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is.

    Examples
    --------
    >>> capitalised("posisi di SO")
    'Posisi di SO'
    """
    return text[:1].upper() + text[1:]


def words(items: Sequence[str]) -> str:
    """Join words as a sentence does: "a, b, dan c".

    Examples
    --------
    >>> words(["air bersih"]), words(["a", "b"]), words(["a", "b", "c"]), words([])
    ('air bersih', 'a dan b', 'a, b, dan c', '–')
    """
    if not items:
        return MISSING
    if len(items) <= 2:
        return " dan ".join(items)
    return ", ".join(items[:-1]) + f", dan {items[-1]}"


def decimals_for(value: float | None) -> int:
    """Choose digits after the comma when the indicator dictionary states none.

    Examples
    --------
    >>> decimals_for(1234.0), decimals_for(7.81), decimals_for(0.374)
    (0, 2, 3)
    """
    if is_missing(value) or math.isclose(value, round(value), abs_tol=1e-9):  # type: ignore[arg-type]
        return 0
    return 3 if abs(value) < 1 else 2  # type: ignore[arg-type]
