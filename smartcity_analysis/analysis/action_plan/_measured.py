"""What a programme is measured by, each baseline with where it comes from."""

from __future__ import annotations

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._sheets import LEVELS, columns_of, numbers
from smartcity_analysis.analysis.action_plan._frames import looked_up, texts

GIVEN = (
    *("programme", "level", "name", "indicator", "unit", "baseline", "baseline_year"),
    *("target", "target_year", "data_source", "frequency", "agency", "status"),
)
INDICATORS = (
    *("programme", "level", "name", "indicator", "unit", "decimals", "direction"),
    *("baseline", "baseline_year", "baseline_source", "baseline_address", "origin"),
    *("target", "target_year", "data_source", "frequency", "agency", "status"),
)
FROM_OBJECTIVE = (
    *("indicator", "name", "unit", "decimals", "direction", "baseline", "baseline_year"),
    *("source", "address", "target_long", "year_long", "status"),
)


def measured(
    programme_indicators: pd.DataFrame,
    planned: pd.DataFrame,
    objectives: pd.DataFrame,
    gap: pd.DataFrame | None,
) -> pd.DataFrame:
    """List the indicators of planned programmes, by programme and level.

    Parameters
    ----------
    programme_indicators : DataFrame
        Worksheet. Not modified.
    planned : DataFrame
        ``programme`` and ``objective``, in the order wanted.
    objectives : DataFrame
        As stage 2 froze them.
    gap : DataFrame, optional
        As stage 1 froze it.

    Returns
    -------
    DataFrame
        Columns `INDICATORS`.
    """
    frame = given(programme_indicators)
    frame = frame[frame["programme"].isin(planned["programme"])].reset_index(drop=True)
    frame = with_baselines(frame, gap)
    lacking = ~planned["programme"].isin(frame.loc[frame["level"] == "impact", "programme"])
    borrowed = _of_objectives(planned[lacking], objectives)
    whole = frame if borrowed.empty else pd.concat([frame, borrowed], ignore_index=True)
    places = whole["programme"].map({code: n for n, code in enumerate(planned["programme"])})
    levels = whole["level"].map({level: n for n, level in enumerate(LEVELS)})
    ordered = whole.assign(place=places, step=levels).sort_values(
        ["place", "step"], ignore_index=True, kind="stable"
    )
    return ordered[list(INDICATORS)]


def given(programme_indicators: pd.DataFrame) -> pd.DataFrame:
    """Read the worksheet: texts or None, numbers or NaN."""
    frame = columns_of(programme_indicators, GIVEN)
    for column in ("baseline", "baseline_year", "target", "target_year"):
        frame[column] = numbers(frame[column])
    for column in frame.columns.difference(["baseline", "baseline_year", "target", "target_year"]):
        frame[column] = texts(frame[column])
    return frame


def with_baselines(frame: pd.DataFrame, gap: pd.DataFrame | None) -> pd.DataFrame:
    """Take the baseline of an indicator of the dictionary from stage 1, where it has a value."""
    known = reference.indicators()
    described = [known.get(code) if code else None for code in frame["indicator"]]
    kept = looked_up(frame["indicator"], gap, "indicator", "value", "year", "source", "address")
    value = numbers(kept["value"])
    # An ordinal's value is the rank of its level, not a number to aim from.
    counted = [one is not None and one.direction != "ordinal" for one in described]
    from_gap = value.notna() & pd.Series(counted, index=frame.index, dtype=bool)
    return frame.assign(
        decimals=pd.Series([one and one.decimals for one in described], dtype="float64"),
        direction=pd.Series([one and one.direction for one in described], dtype=object),
        baseline=value.where(from_gap, frame["baseline"]),
        baseline_year=numbers(kept["year"]).where(from_gap, frame["baseline_year"]),
        baseline_source=texts(kept["source"]).where(from_gap, None),
        baseline_address=texts(kept["address"]).where(from_gap, None),
        origin=pd.Series("none", index=frame.index, dtype=object)
        .mask(frame["baseline"].notna(), "programme")
        .mask(from_gap, "stage_1"),
    )


def _of_objectives(planned: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """Let the indicator of the objective stand in for an impact that nobody named."""
    found = looked_up(planned["objective"], objectives, "objective", *FROM_OBJECTIVE)
    found = found.assign(programme=planned["programme"])
    found = found[texts(found["indicator"]).notna()].reset_index(drop=True)
    blank = pd.Series(None, index=found.index, dtype=object)
    return pd.DataFrame(
        {
            "programme": found["programme"],
            "level": "impact",
            "name": texts(found["name"]).fillna(texts(found["indicator"])),
            "indicator": texts(found["indicator"]),
            "unit": texts(found["unit"]),
            "decimals": numbers(found["decimals"]),
            "direction": texts(found["direction"]),
            "baseline": numbers(found["baseline"]),
            "baseline_year": numbers(found["baseline_year"]),
            "baseline_source": texts(found["source"]),
            "baseline_address": texts(found["address"]),
            "origin": "objective",
            "target": numbers(found["target_long"]),
            "target_year": numbers(found["year_long"]),
            "data_source": blank,
            "frequency": blank,
            "agency": blank,
            "status": texts(found["status"]),
        }
    )
