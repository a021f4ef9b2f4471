"""What every finding is made of: the claim, its strength, and lists and changes in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import singledispatch

from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say

STRENGTH = ((0.95, "certain"), (0.80, "likely"), (0.60, "leaning"))
SMALLEST_P = 0.001
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a result says.

    Parameters
    ----------
    claim : str
        The title: at most a dozen words, no full stop.
    detail : str
        The number and how sure it is; sentences.
    short : str
        The claim as part of a longer sentence.
    """

    claim: str
    detail: str
    short: str = ""

    def __str__(self) -> str:
        return f"{self.claim}. {self.detail}".strip()


@singledispatch
def of(result: object) -> Finding:
    """Say what a result found.

    Parameters
    ----------
    result : any result of :mod:`smartcity_analysis.analysis` that has tables

    Returns
    -------
    Finding

    Raises
    ------
    TypeError
        If the result is of another type.
    """
    raise TypeError(f"findings.of has no words for {type(result).__name__!r}.")


def strength(share: float) -> str:
    """Name how firm a share of simulations is: certain, likely, leaning or open.

    Parameters
    ----------
    share : float
        In 0–1.

    Returns
    -------
    str
        Key of ``strength`` in the texts: ≥ 0.95 certain, ≥ 0.80 likely, ≥ 0.60 leaning, else open.

    Examples
    --------
    >>> [strength(s) for s in (0.97, 0.8, 0.61, 0.2)]
    ['certain', 'likely', 'leaning', 'open']
    """
    return next((word for floor, word in STRENGTH if share >= floor), "open")


def p_value(p: float) -> str:
    """Write a p value: "= 0,031", or "< 0,001"."""
    return f"{'<' if p < SMALLEST_P else '='} {fmt.number(max(p, SMALLEST_P), 3)}"


def named(labels: Iterable[Hashable], *, at_most: int = NAMED_AT_MOST) -> str:
    """Name the first few of a list and count the rest.

    Examples
    --------
    >>> named(["A", "B", "C", "D"]), named("ABCDE")
    ('A, B, C, dan D', 'A, B, C, dan 2 lainnya')
    """
    return listed([clause(str(label)) for label in labels], at_most=at_most)


def listed(phrases: list[str], *, at_most: int = NAMED_AT_MOST) -> str:
    """List the first few of some phrases as they are, and count the rest."""
    rest = len(phrases) - at_most
    if rest > 1:
        phrases = [*phrases[:at_most], say("list.more", count=fmt.number(rest))]
    return fmt.words(phrases)


def amount(value: float | None, *, decimals: int = 2) -> str:
    """Write a number without noughts that say nothing.

    Examples
    --------
    >>> amount(3.4), amount(2.0), amount(1_200_000.0), amount(float("nan"))
    ('3,4', '2', '1.200.000', '–')
    """
    if fmt.is_missing(value):
        return fmt.MISSING
    text = fmt.number(value, 0 if abs(value) >= 1000 else decimals)  # type: ignore[arg-type]
    return text.rstrip("0").rstrip(",") if "," in text else text


def distance(value: float) -> str:
    """Write how far two scores are apart, never as nothing when there is something.

    Examples
    --------
    >>> distance(-0.124), distance(0.0041), distance(0.00002), distance(0.0)
    ('0,12', '0,004', 'kurang dari 0,001', '0,00')
    """
    size = abs(value)
    if size == 0 or size >= 0.005:
        return fmt.number(size, 2)
    if size < 0.0005:
        return say("list.below", limit=fmt.number(SMALLEST_P, 3))
    return fmt.number(size, 3)


def shift(now: float, needed: float, *, share: bool = False) -> str:
    """Say a change with as few decimals as tell its ends apart.

    Examples
    --------
    >>> shift(0.36, 0.52, share=True), shift(2, 3.4), shift(0.361, 0.3571, share=True)
    ('naik dari 36% menjadi 52%', 'naik dari 2 menjadi 3,4', 'turun dari 36,1% menjadi 35,7%')
    """
    for decimals in range(0 if share else 2, 5):
        show = fmt.percent if share else amount
        ends = {"now": show(now, decimals=decimals), "needed": show(needed, decimals=decimals)}
        if ends["now"] != ends["needed"]:
            break
    return say("list.up" if needed > now else "list.down", **ends)
