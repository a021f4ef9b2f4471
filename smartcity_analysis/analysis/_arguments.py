"""Checks at the door: arguments are refused in one sentence, samples are noticed."""

from collections.abc import Iterable, Mapping

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


def is_sample(*given: object, sample: bool = False) -> bool:
    """Tell whether anything given rests on judgements that nobody gave.

    The caller says so outright with `sample`; a frame in the rows of its column ``status``, or in
    its ``attrs`` where it has no room for one; a result in its ``sample``; a mapping in what it
    holds.

    Examples
    --------
    >>> is_sample(pd.DataFrame({"status": ["official", "sample"]})), is_sample({"impact": 5})
    (True, False)
    """
    return bool(sample) or any(map(_marked, given))


def _marked(given: object) -> bool:
    if isinstance(given, pd.DataFrame | pd.Series):
        if isinstance(given, pd.DataFrame) and "status" in given.columns:
            return bool((given["status"] == "sample").any())
        return bool(given.attrs.get("sample", False))
    if isinstance(given, Mapping):
        return is_sample(*given.values())
    return getattr(given, "sample", False) is True


def check_columns(caller: str, name: str, frame: pd.DataFrame, needed: Iterable[str]) -> None:
    """Refuse a frame that lacks a column."""
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        rule = f"a DataFrame with the columns {', '.join(needed)}"
        raise refuse(caller, name, rule, f"one without {', '.join(missing)}")
