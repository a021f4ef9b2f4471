"""Personal data that has no place in a worksheet: identity, staff and telephone numbers."""

import re
from collections.abc import Mapping

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_EDGE, _END = r"(?<![0-9])", r"(?![0-9])"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "NIK (16 angka)": re.compile(rf"{_EDGE}[0-9]{{16}}{_END}"),
    "NIP (18 angka)": re.compile(rf"{_EDGE}[0-9]{{8}} ?[0-9]{{6}} ?[0-9] ?[0-9]{{3}}{_END}"),
    "nomor telepon": re.compile(
        rf"{_EDGE}(?:\+62|0)[ .-]?8[0-9]{{1,2}}(?:[ .-]?[0-9]{{3,4}}){{2}}[0-9]{{0,2}}{_END}"
    ),
}


def find_personal(text: str) -> str:
    """Return what personal number a text holds, or an empty text. Web addresses are passed over.

    Examples
    --------
    >>> find_personal("Hubungi 0812-3456-7890")
    'nomor telepon'
    >>> find_personal("Rp 8.123.456.789, lihat https://contoh.id/3376012345678901")
    ''
    """
    plain = _ADDRESS.sub(" ", text)
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(plain)), "")


def hide_personal(text: str) -> str:
    """Return the text with the digits of personal numbers covered.

    Examples
    --------
    >>> hide_personal("NIK 3376012345678901 tercatat")
    'NIK •••••••••••••••• tercatat'
    """
    for pattern in _PATTERNS.values():
        text = pattern.sub(lambda match: re.sub(r"[0-9]", "•", match[0]), text)
    return text
