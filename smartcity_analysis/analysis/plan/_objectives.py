"""Objectives: where each starts, what it aims at, and whether it can be measured at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_columns,
    check_count,
    is_sample,
)
from smartcity_analysis.analysis._gap_kernels import loss, verdict
from smartcity_analysis.analysis._sheets import HORIZONS, columns_of, numbers
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.plan._rows import DESCRIBED, described

CALLER = "plan.objectives"
STATES = ("measured", "no_indicator", "no_baseline", "no_target", "wrong_way")
"""What keeps an objective from being measured; the first that holds, wrong targets before gaps."""

GIVEN = (
    *("objective", "short_name", "statement", "dimension", "indicator"),
    *(f"target_{horizon}" for horizon in HORIZONS),
    "status",
)
FROZEN = ("indicator", "value", "year", "source", "address", "target_low", "target_high", "status")


@dataclass(frozen=True, slots=True, eq=False)
class Objectives:
    """The objectives with the value they start from and the targets they aim at.

    Attributes
    ----------
    table : DataFrame
        One row per objective, in the order given. ``name``, ``unit``, ``decimals`` and
        ``direction`` describe its indicator; ``baseline`` with ``baseline_year``, ``source`` and
        ``address`` is the frozen value of stage 1; ``target_short``, ``target_medium`` and
        ``target_long`` are due at the end of the years beside them. ``required_change`` is the
        long target minus the baseline, in the unit. ``state`` is measured, no_indicator,
        no_baseline, no_target (at least one of the three is blank) or wrong_way (a target worse
        than the baseline or than an earlier target).
    counts : DataFrame
        Number of objectives by ``state``, every state named.
    sample : bool
        Whether an objective or its baseline is marked as made up.
    """

    table: pd.DataFrame
    counts: pd.DataFrame
    sample: bool

    def __repr__(self) -> str:
        return f"<Objectives {self.n_measured} of {len(self.table)} with baseline and targets>"

    @property
    def n_measured(self) -> int:
        """How many have a baseline and sound targets for all three terms."""
        return len(self.of_state("measured"))

    def of_state(self, state: str) -> pd.DataFrame:
        """Rows of one of the :data:`STATES`."""
        return self.table[self.table["state"] == state]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"objectives": self.table, "objectives_counts": self.counts}


def objectives(
    objectives: pd.DataFrame,
    gap: pd.DataFrame,
    *,
    first_year: int,
    last_year: int,
    short_years: int,
    medium_years: int,
) -> Objectives:
    """Join every objective to the value that stage 1 froze and check that its targets improve it.

    Parameters
    ----------
    objectives : DataFrame
        ``objective``, ``short_name``, ``statement``, ``dimension``, ``indicator`` and, in the unit
        of the indicator, ``target_short``, ``target_medium`` and ``target_long``; anything but the
        code may be blank. Not modified.
    gap : DataFrame
        The frozen table of stage 1: one row per indicator with its latest ``value``, ``year``,
        ``source``, ``address`` and, for bands, ``target_low`` and ``target_high``. May be empty.
        Not modified.
    first_year, last_year : int
        First and last calendar year of the plan.
    short_years, medium_years : int
        Length of the short and of the medium term in years, both counted from `first_year`.

    Returns
    -------
    Objectives

    Raises
    ------
    ValueError
        If `objectives` has no column ``objective``, or the horizon is not in order.

    Notes
    -----
    Better and worse follow the direction of the indicator (up, down, ordinal: up; band: distance to
    the band). A context indicator has no good side, so that none of its targets goes the wrong way.
    A blank stays blank: it is neither nought nor the value before it.

    Examples
    --------
    >>> goals = pd.DataFrame({"objective": ["SA-01"], "indicator": ["tpt"], "target_short": [8.0],
    ...     "target_medium": [7.0], "target_long": [5.0]})
    >>> frozen = pd.DataFrame({"indicator": ["tpt"], "value": [8.25], "year": [2021]})
    >>> objectives(goals, frozen, first_year=2023, last_year=2032, short_years=1, medium_years=5)
    <Objectives 1 of 1 with baseline and targets>
    """
    check_columns(CALLER, "objectives", objectives, ["objective"])
    years = _years(first_year, last_year, short_years, medium_years)
    table = columns_of(objectives, GIVEN)
    table["indicator"] = table["indicator"].astype(object).where(table["indicator"].notna(), None)
    frozen = columns_of(gap, FROZEN).drop_duplicates("indicator", keep="last")
    used = frozen.set_index("indicator").reindex(table["indicator"]).reset_index(drop=True)
    table = table.join(described(table["indicator"])).assign(
        baseline=numbers(used["value"]),
        baseline_year=used["year"].astype("Float64").astype("Int64"),
        **{f"target_{term}": numbers(table[f"target_{term}"]) for term in HORIZONS},
        **{f"year_{term}": year for term, year in zip(HORIZONS, years, strict=True)},
        source=used["source"],
        address=used["address"],
    )
    wrong = _worsens(table, _floats(used["target_low"]), _floats(used["target_high"]))
    table["state"] = _state(table, wrong)
    table["required_change"] = table["target_long"] - table["baseline"]
    return Objectives(
        table=table[[*_ORDER]],
        counts=_counts(table["state"]),
        sample=is_sample(table, used),
    )


_ORDER = (
    *("objective", "short_name", "statement", "dimension", "indicator", *DESCRIBED),
    *("baseline", "baseline_year", "target_short", "target_medium", "target_long"),
    *("year_short", "year_medium", "year_long", "required_change"),
    *("source", "address", "state", "status"),
)


def _years(first: int, last: int, short: int, medium: int) -> tuple[int, int, int]:
    """Return the last year of the short, medium and long term."""
    check_count(CALLER, "short_years", short)
    check_at_least(CALLER, "medium_years", medium, short)
    check_at_least(CALLER, "last_year", last, first)
    return first + short - 1, first + medium - 1, last


def _floats(column: pd.Series[float]) -> FloatArray:
    return np.asarray(numbers(column), dtype=np.float64)


def _worsens(table: pd.DataFrame, low: FloatArray, high: FloatArray) -> BoolArray:
    """Tell which objectives hold a target that is worse than something that comes before it."""
    direction = np.array([entry or "context" for entry in table["direction"]], dtype=np.str_)
    bands = [_band(code) for code in table["indicator"]]
    low = np.where(np.isnan(low), [band[0] for band in bands], low)
    high = np.where(np.isnan(high), [band[1] for band in bands], high)
    steps = ["baseline", *(f"target_{term}" for term in HORIZONS)]
    lost = [loss(_floats(table[step]), direction, low, high) for step in steps]
    wrong = np.zeros(len(table), dtype=np.bool_)
    for place, later in enumerate(lost):
        for earlier in lost[:place]:
            wrong |= verdict(later, earlier) == "worse"
    return wrong


def _band(code: object) -> tuple[float, float]:
    entry = reference.indicators().get(code) if isinstance(code, str) else None
    return (entry.band if entry else None) or (np.nan, np.nan)


def _state(table: pd.DataFrame, wrong: BoolArray) -> list[str]:
    targets = table[[f"target_{term}" for term in HORIZONS]]
    cases = [
        ("no_indicator", table["direction"].isna()),
        ("wrong_way", wrong),
        ("no_baseline", table["baseline"].isna()),
        ("no_target", targets.isna().any(axis=1)),
    ]
    conditions = [np.asarray(condition, dtype=np.bool_) for _, condition in cases]
    return list(np.select(conditions, [name for name, _ in cases], "measured"))


def _counts(states: pd.Series[str]) -> pd.DataFrame:
    found = states.value_counts().reindex(list(STATES), fill_value=0)
    return pd.DataFrame({"state": list(STATES), "count": found.to_numpy(np.int64)})
