"""Quality of the environment: IKLH of a kabupaten or kota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis.indices._kernels import (
    check_missing,
    exact,
    in_words,
    is_number,
    part_table,
    read_parts,
    weighted_sum,
)

ENVIRONMENT: Mapping[str, float] = MappingProxyType({"water": 0.376, "air": 0.405, "land": 0.219})
"""Weights of the environment index of a regency or city."""
PERCENT = (0, 100)
"""Ends of the scale of a part."""


@dataclass(frozen=True, slots=True, eq=False)
class Environment:
    """The environment quality index of a regency or city.

    Attributes
    ----------
    index : float
        0–100, unrounded; NaN when a part is missing.
    low, high : float
        The index with missing parts at 0 and at 100; equal to `index` when nothing is missing.
    category : str
        Name of the band; empty without bands, and when the interval spans more than one.
    table : DataFrame
        ``part`` (water, air, land), ``weight``, ``score``, ``contribution``,
        ``gain_of_one_point`` and ``room`` (what a 100 would add).
    missing : tuple of str
        Parts without a score.
    sample : bool
        Whether a judgement is marked as made up.
    """

    index: float
    low: float
    high: float
    category: str
    table: pd.DataFrame
    missing: tuple[str, ...]
    sample: bool

    def __repr__(self) -> str:
        at = in_words(self.index, self.low, self.high, self.missing, digits=2)
        return f"<Environment {at}{f' {self.category}' if self.category else ''}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in ("index", "low", "high", "category")}
        row["missing"] = ", ".join(self.missing)
        return {"environment_index": pd.DataFrame([row]), "environment_parts": self.table}


def environment(
    *,
    water: float | None,
    air: float | None,
    land: float | None,
    bands: Mapping[str, float] | None = None,
    missing: str = "refuse",
    sample: bool = False,
) -> Environment:
    """Compute the environment quality index (IKLH) of a regency or city.

    Parameters
    ----------
    water, air, land : float or None
        Indices of water (IKA), air (IKU) and land (IKL) quality, 0–100; None or NaN when unknown.
    bands : mapping of str to float, optional
        Category → lower end of its band, 0–100. None: no category.
    missing : {'refuse', 'interval'}, default='refuse'
        A missing part is refused, or leaves an interval from 0 to 100. It is never a zero.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Environment

    Raises
    ------
    ValueError
        If a part is off the scale or missing, or no band begins at 0.

    Notes
    -----
    0.376 water + 0.405 air + 0.219 land. Categories are not built in, because the bands of the
    regulation could not be checked against its text; give those of the office's own copy.

    References
    ----------
    Regulation of the Minister of Environment and Forestry (PermenLHK) 27/2021 on the environment
    quality index; the formula as in the ministry's key performance indicators (IKK) for regencies
    and cities.

    Examples
    --------
    >>> environment(water=50, air=85, land=30)
    <Environment 59.80>
    """
    caller, names = "indices.environment", tuple(ENVIRONMENT)
    scores: dict[str, Fraction | None] = {}
    for name, score in zip(names, (water, air, land), strict=True):
        scores |= read_parts(caller, name, {name: score}, (name,), PERCENT)
    shares = {name: exact(weight) for name, weight in ENVIRONMENT.items()}
    found = weighted_sum(shares, scores, PERCENT)
    check_missing(caller, found, missing)
    ends = {_band(caller, bands, found.low), _band(caller, bands, found.high)}
    return Environment(
        index=found.index,
        low=float(found.low),
        high=float(found.high),
        category=ends.pop() if len(ends) == 1 else "",
        table=part_table(shares, scores, PERCENT),
        missing=found.missing,
        sample=bool(sample),
    )


def _band(caller: str, bands: Mapping[str, float] | None, index: Fraction) -> str:
    if bands is None:
        return ""
    if not all(is_number(low) for low in bands.values()) or min(bands.values(), default=1) > 0:
        raise refuse(caller, "bands", "lower ends, the lowest of them 0", dict(bands))
    begun = {name: low for name, low in bands.items() if exact(low) <= index}
    return max(begun, key=lambda name: begun[name])
