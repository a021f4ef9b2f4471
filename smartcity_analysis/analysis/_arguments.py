"""Checks at the door: arguments are refused in one sentence, samples are noticed."""

from collections.abc import Iterable

import numpy as np
import pandas as pd


def refuse(caller: str, name: str, rule: str, value: object) -> ValueError:
    """Word the error for an argument that breaks its rule.

    Examples
    --------
    >>> refuse("swot.position", "draws", "an integer of at least 1", 0)
    ValueError("The 'draws' parameter of swot.position must be an integer of at least 1. Got 0 instead.")
    """  # noqa: E501
    return ValueError(f"The {name!r} parameter of {caller} must be {rule}. Got {value!r} instead.")


def check_choice(caller: str, name: str, value: str, allowed: Iterable[str]) -> None:
    """Refuse a value that is not among the allowed ones."""
    allowed = tuple(allowed)
    if value not in allowed:
        raise refuse(caller, name, f"one of {', '.join(map(repr, allowed))}", value)


def check_at_least(caller: str, name: str, value: float, low: float) -> None:
    """Refuse a number below its lower bound, and NaN."""
    if not value >= low:
        raise refuse(caller, name, f"at least {low}", value)


def check_count(caller: str, name: str, value: int, low: int = 1) -> None:
    """Refuse what is not a whole number of at least `low`."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < low:
        raise refuse(caller, name, f"a whole number of at least {low}", value)


def rests_on_sample(*frames: pd.DataFrame) -> bool:
    """Tell whether any row is marked as a judgement that nobody gave."""
    return any("status" in frame and bool((frame["status"] == "sample").any()) for frame in frames)


def check_columns(caller: str, name: str, frame: pd.DataFrame, needed: Iterable[str]) -> None:
    """Refuse a frame that lacks a column."""
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        rule = f"a DataFrame with the columns {', '.join(needed)}"
        raise refuse(caller, name, rule, f"one without {', '.join(missing)}")
