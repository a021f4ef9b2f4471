"""Text to number, share, date, year and list, as Indonesian offices write them."""

import re
from datetime import date, datetime
from typing import Literal

Decimal = Literal["auto", "comma", "point"]

BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        "…",
        "...",
        "n/a",
        "na",
        "nan",
        "#n/a",
        "null",
        "belum ada",
        "belum ada data",
        "tidak ada data",
        "belum tersedia",
        "tidak tersedia",
    }
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "pebruari", "feb"),
            ("maret", "mar"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agu", "ags", "agt"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nopember", "nov"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
FIRST_YEAR, LAST_YEAR = 1900, 2100

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+")
_MINUS = str.maketrans({"−": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "–": "-"})
_LONGEST = 18
_DIGITS = re.compile(r"[0-9][0-9.,]*")


class Unreadable(ValueError):
    """A cell that cannot be read, with the rule it breaks and the way to write it.

    Attributes
    ----------
    rule, fix : str
        Indonesian.
    """

    def __init__(self, rule: str, fix: str) -> None:
        super().__init__(f"{rule}. {fix}")
        self.rule = rule
        self.fix = fix


def squeezed(text: str) -> str:
    r"""Return the text with every run of spaces, also the non-breaking ones, as one space.

    Control characters, which some programs leave in cells, count as spaces.

    Examples
    --------
    >>> squeezed(" belum\u00a0 \u0007ada ")
    'belum ada'
    """
    return _SPACES.sub(" ", text).strip()


def folded(text: str) -> str:
    """Return a text without case, spaces, underscores and hyphens, for tolerant comparison.

    Examples
    --------
    >>> folded("Target_Bawah") == folded("target bawah")
    True
    """
    return "".join(
        sign for sign in squeezed(text).casefold() if sign not in " _-\u00ad\u200b\u2010\u2011"
    )


def is_blank(text: str) -> bool:
    """Tell whether the text stands for "no data".

    Examples
    --------
    >>> [is_blank(text) for text in ("", " – ", "Belum ada data", "0")]
    [True, True, True, False]
    """
    return squeezed(text).casefold() in BLANKS


def parse_number(text: str, *, decimal: Decimal = "auto") -> float:
    """Return the number that a text stands for.

    Parameters
    ----------
    text : str
        For example ``1.234,5``, ``1,234.5``, ``0.358``, ``−3,2``, ``7,64 %`` or ``Rp 1.250.000``.
        A percent sign is a unit here and leaves the number as it stands.
    decimal : {"auto", "comma", "point"}
        The decimal sign. ``auto`` accepts both, and refuses what can be read in two ways.

    Returns
    -------
    float

    Raises
    ------
    Unreadable
        If the text is no number, or one that can be read in two ways.

    Examples
    --------
    >>> [parse_number(text) for text in ("1.234,5", "1,234.5", "0.358", "1.234.567", "−3,2")]
    [1234.5, 1234.5, 0.358, 1234567.0, -3.2]
    >>> parse_number("1.234", decimal="point")
    1.234
    >>> parse_number("1.234")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    smartcity_analysis.intake.parsing.Unreadable: bisa dibaca 1234 atau 1,234. ...
    """
    sign, digits = _sign_and_digits(text)
    return sign * float(_with_point(digits, decimal))


def parse_integer(text: str) -> int:
    """Return the whole number that a text stands for; dots and commas in threes are thousands.

    Raises
    ------
    Unreadable
        If the text is no whole number.

    Examples
    --------
    >>> [parse_integer(text) for text in ("1.234", "273,825", "Rp 1.250.000,00", "5,0")]
    [1234, 273825, 1250000, 5]
    """
    sign, digits = _sign_and_digits(text)
    plain = re.sub(r"[.,]", "", digits) if _in_threes(digits) else _with_point(digits, "auto")
    return _whole(sign * float(plain)) if "." in plain else sign * int(plain)


def parse_share(text: str, *, decimal: Decimal = "auto") -> float:
    """Return a share of one: ``5%`` and ``0,05`` are the same.

    Examples
    --------
    >>> [parse_share(text) for text in ("5%", "0,05", "0.5 %")]
    [0.05, 0.05, 0.005]
    """
    number = parse_number(text, decimal=decimal)
    return number / 100 if "%" in text else number


def parse_year(text: str) -> int:
    """Return a year of four digits.

    Examples
    --------
    >>> parse_year("2022")
    2022
    """
    if not re.fullmatch(r"[0-9]{4}(\.0)?", squeezed(text)):
        raise Unreadable("harus tahun empat angka", "Tulis misalnya 2022")
    year = int(squeezed(text)[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(f"harus tahun {FIRST_YEAR}–{LAST_YEAR}", "Periksa tahunnya")
    return year


def parse_date(text: str) -> date:
    """Return the day that a text stands for; the day comes before the month.

    Parameters
    ----------
    text : str
        ``2022-06-21``, ``21/06/2022``, ``21-6-2022`` or ``21 Juni 2022``.

    Raises
    ------
    Unreadable
        If the text is no date between 1900 and 2100.

    Examples
    --------
    >>> {str(parse_date(text)) for text in ("2022-06-21", "21/6/2022", "21 Juni 2022")}
    {'2022-06-21'}
    """
    plain = squeezed(text).casefold()
    try:
        year, month, day = _date_parts(plain)
        found = date(year, month, day)
    except ValueError:
        found = date.min
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unreadable("harus tanggal", "Tulis TTTT-BB-HH, misalnya 2022-06-21")
    return found


def parse_list(text: str, *, commas: bool = True) -> tuple[str, ...]:
    """Return the items between semicolons (or commas, where items are codes), without repeats.

    Examples
    --------
    >>> parse_list("IPM; TPT ;IPM")
    ('IPM', 'TPT')
    """
    items = re.split(r"[;,]" if commas else r";", text)
    return tuple(dict.fromkeys(item for item in map(squeezed, items) if item))


def whole(number: float) -> int:
    """Return a number without decimals as an integer.

    Raises
    ------
    Unreadable
        If it has decimals.

    Examples
    --------
    >>> whole(5.0)
    5
    """
    return _whole(number)


def iso_text(value: date | datetime) -> str:
    """Return the day in ISO form, without the midnight that Excel adds.

    Examples
    --------
    >>> iso_text(datetime(2022, 6, 21))
    '2022-06-21'
    """
    return value.strftime("%Y-%m-%d")


def _sign_and_digits(text: str) -> tuple[int, str]:
    plain = squeezed(text).translate(_MINUS)
    plain = re.sub(r"(?i)^(-?)\s*rp\.?\s*", r"\1", plain)
    plain = re.sub(r"\s*%$|,-$", "", plain)
    sign = -1 if plain.startswith("-") else 1
    digits = plain.removeprefix("-").removeprefix("+").strip()
    if re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?", digits):
        digits = digits.replace(" ", "")
    if not digits.isascii() or not _DIGITS.fullmatch(digits):
        raise Unreadable(
            "harus angka", "Tulis angka saja, misalnya 1234,5; kosongkan bila belum ada"
        )
    if sum(character.isdigit() for character in digits) > _LONGEST:
        raise Unreadable(f"lebih dari {_LONGEST} angka", "Periksa apakah dua angka tersambung")
    return sign, digits


def _with_point(digits: str, decimal: Decimal) -> str:
    """Rewrite digits with a decimal point and no thousands signs."""
    if decimal == "auto":
        decimal = _decimal_of(digits)
    mark, other = (",", ".") if decimal == "comma" else (".", ",")
    head, found, tail = digits.partition(mark)
    if other in head and not _in_threes(head):
        raise Unreadable("angkanya tidak jelas", "Tulis tanpa tanda ribuan, misalnya 1234,5")
    if mark in tail or other in tail or (found and not tail):
        raise Unreadable("angkanya tidak jelas", "Tulis tanpa tanda ribuan, misalnya 1234,5")
    return f"{head.replace(other, '')}.{tail}" if found else head.replace(other, "")


def _decimal_of(digits: str) -> Literal["comma", "point"]:
    marks = [sign for sign in digits if sign in ".,"]
    if len(set(marks)) == 2:
        return "comma" if marks[-1] == "," else "point"
    if len(marks) > 1:
        return "comma" if marks[0] == "." else "point"
    if len(marks) == 1 and _in_threes(digits):
        head, _, tail = digits.partition(marks[0])
        raise Unreadable(
            f"bisa dibaca {head}{tail} atau {head},{tail}",
            f"Tulis {head}{tail} bila yang dimaksud ribuan, atau {head},{tail}0 bila desimal",
        )
    return "comma" if "," in marks else "point"


def _in_threes(digits: str) -> bool:
    """Tell whether the sign in the digits can mean thousands: ``1.234``, not ``0.358``."""
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}((\.[0-9]{3})+|(,[0-9]{3})+)", digits))


def _whole(number: float) -> int:
    if number != int(number):
        raise Unreadable("harus bilangan bulat", "Tulis tanpa desimal")
    return int(number)


def _date_parts(plain: str) -> tuple[int, int, int]:
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})( 00:00:00)?", plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", plain):
        return int(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"([0-9]{1,2}) ([a-z]+)\.? ([0-9]{4})", plain):
        return int(match[3]), MONTHS.get(match[2], 0), int(match[1])
    raise ValueError(plain)
