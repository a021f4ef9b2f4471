"""What is watched from the first year on: indicator, target, source, frequency, steward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._sheets import HORIZONS, named, numbers
from smartcity_analysis.analysis.monitoring._shared import kept, made_up, taken, years

CALLER = "monitoring.frame"
FIELDS = ("data_source", "frequency", "steward")
"""What has to be settled before an indicator can be watched."""
LEVELS = ("objective", "output", "outcome", "impact")

SHOWN = (
    *("item", "short_name", "level", "indicator", "name", "unit", "decimals", "direction"),
    *("baseline", "baseline_year", "next_target", "next_year", *FIELDS, "settled"),
)
TARGETS = ("item", "indicator", "horizon", "year", "target")
HISTORY = ("indicator", "year", "value", "status")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The monitoring frame: every indicator of objectives and programmes, and who watches it.

    Attributes
    ----------
    table : DataFrame
        One row per indicator of an objective or a programme: ``item`` (code of the objective or
        programme) with its ``short_name``, ``level`` (objective, output, outcome or impact),
        ``indicator`` (code of the dictionary, where it has one), ``name``, ``unit``, ``baseline``
        with its year, the next target with its year, ``data_source``, ``frequency``, ``steward``
        (code of the agency) and whether these three are ``settled``.
    targets : DataFrame
        Targets of the objectives: ``item``, ``indicator``, ``horizon``, ``year``, ``target``.
    history : DataFrame
        The city's own past values of the objectives' indicators, by year.
    unmeasured : tuple of str
        Objectives without an indicator; nothing can be watched for them.
    first_year, last_year : int
        Years of the plan.
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    targets: pd.DataFrame
    history: pd.DataFrame
    unmeasured: tuple[str, ...]
    first_year: int
    last_year: int
    sample: bool

    @property
    def n(self) -> int:
        """Number of indicators watched."""
        return len(self.table)

    @property
    def n_complete(self) -> int:
        """Number with source, frequency and steward."""
        return int(self.table["settled"].sum())

    @property
    def n_without_baseline(self) -> int:
        """Number without a baseline."""
        return int(self.table["baseline"].isna().sum())

    @property
    def n_without_target(self) -> int:
        """Number without any target."""
        return int(self.table["next_target"].isna().sum())

    def __repr__(self) -> str:
        return (
            f"<Frame {self.n_complete} of {self.n} indicators with source, frequency and steward>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "monitoring_frame": self.table,
            "monitoring_targets": self.targets,
            "monitoring_history": self.history,
        }


def frame(
    objectives: pd.DataFrame,
    programme_indicators: pd.DataFrame,
    indicators: pd.DataFrame,
    *,
    area: str,
    first_year: int,
    last_year: int,
    programmes: pd.DataFrame | None = None,
    gap: pd.DataFrame | None = None,
) -> Frame:
    """List what is watched, and what is not settled yet.

    Parameters
    ----------
    objectives : DataFrame
        The objectives as stage 2 froze them: ``objective``, ``short_name``, ``indicator``,
        ``name``, ``unit``, ``baseline``, ``baseline_year``, ``target_short`` … ``target_long`` and
        ``year_short`` … ``year_long``. Not modified.
    programme_indicators : DataFrame
        Indicators of the programmes, one row per programme and level. Not modified.
    indicators : DataFrame
        Values by ``area_code``, ``indicator`` and ``year``. Not modified.
    area : str
        BPS code of the city; values of other areas are left out.
    first_year, last_year : int
        Years of the plan.
    programmes : DataFrame, optional
        ``programme`` and ``short_name``; without it programmes are shown by code.
    gap : DataFrame, optional
        The city's latest values as stage 1 froze them: a programme's indicator that has a code of
        the dictionary starts from there, as in :func:`baseline`. Not modified.

    Returns
    -------
    Frame

    Raises
    ------
    ValueError
        If `last_year` lies before `first_year`.

    Notes
    -----
    A missing table or column leaves blanks. The steward of an indicator that `gap` holds is the
    agency that handed in the city's value, as in the dictionary of stage 3, whoever uses the
    indicator. Otherwise, for the indicator of an objective, source, frequency and steward come
    from a programme indicator that measures the same; then the source from the dictionary, the
    steward from the agency that handed in the latest value. Nothing fills in a frequency.

    Examples
    --------
    >>> watched = pd.DataFrame({
    ...     "programme": ["PR-01"], "level": ["outcome"], "name": ["Surat selesai sehari"],
    ...     "data_source": ["Aplikasi"], "frequency": ["monthly"], "agency": ["DISKOMINFO"]})
    >>> frame(pd.DataFrame(), watched, pd.DataFrame(), area="3376", first_year=2023, last_year=2032)
    <Frame 1 of 1 indicators with source, frequency and steward>
    """
    if last_year < first_year:
        raise refuse(CALLER, "last_year", f"at least {first_year}", last_year)
    wanted = taken(objectives, _objective_columns())
    measured = wanted.dropna(subset=["indicator"])
    history, agencies = _history(indicators, area, measured["indicator"])
    watched = _programmes(programme_indicators, named(programmes, "programme"), gap)
    targets = _targets(measured)
    keepers = taken(gap, ["indicator", "agency"]).dropna().set_index("indicator")["agency"]
    aims = _objectives(measured, watched, agencies, keepers)
    rows = pd.concat([aims, watched], ignore_index=True)
    nearest = targets.sort_values("year", kind="stable").drop_duplicates(["item", "indicator"])
    return Frame(
        table=_table(rows, nearest),
        targets=targets,
        history=history,
        unmeasured=tuple(wanted.loc[wanted["indicator"].isna(), "objective"].dropna()),
        first_year=first_year,
        last_year=last_year,
        sample=made_up(objectives, programme_indicators)
        or bool((history["status"] == "sample").any()),
    )


def _objective_columns() -> list[str]:
    ends = [f"{what}_{horizon}" for horizon in HORIZONS for what in ("target", "year")]
    named_first = ("objective", "short_name", "indicator", "name", "unit", "decimals", "direction")
    return [*named_first, "baseline", "baseline_year", "agency", *ends]


def _history(
    indicators: pd.DataFrame, area: str, used: pd.Series[Any]
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Give the city's own values by year, and the agency behind the latest of each."""
    rows = taken(indicators, ["area_code", *HISTORY, "agency"])
    rows = rows[(rows["area_code"].astype(str) == area) & rows["indicator"].isin(set(used))]
    rows = rows.assign(year=years(rows["year"]), value=numbers(rows["value"]))
    rows = rows.dropna(subset=["year", "value"]).sort_values(["indicator", "year"], kind="stable")
    latest = rows.drop_duplicates("indicator", keep="last")
    agencies = dict(zip(latest["indicator"], latest["agency"], strict=True))
    return rows[list(HISTORY)].reset_index(drop=True), agencies


def _programmes(
    programme_indicators: pd.DataFrame, names: dict[str, str], gap: pd.DataFrame | None
) -> pd.DataFrame:
    columns = ["programme", "level", "indicator", "name", "unit", "baseline", "baseline_year"]
    rows = taken(
        programme_indicators,
        [*columns, "target", "target_year", "data_source", "frequency", "agency"],
    )
    rows = rows.rename(
        columns={
            "programme": "item",
            "agency": "steward",
            "target": "next_target",
            "target_year": "next_year",
        }
    )
    known = taken(gap, ["indicator", "value", "year", "agency"]).dropna(subset=["indicator"])
    known = known.set_index("indicator")
    keeper = rows["indicator"].map(known["agency"])
    rows["steward"] = keeper.where(keeper.notna(), rows["steward"])
    for column, measured in (("baseline", "value"), ("baseline_year", "year")):
        theirs = rows["indicator"].map(known[measured])
        rows[column] = rows[column].where(~rows["indicator"].isin(known.index), theirs)
    order = rows["level"].map(dict(zip(LEVELS, range(len(LEVELS)), strict=True)))
    rows = rows.assign(order=order, short_name=[names.get(i, i) for i in rows["item"]])
    return rows.sort_values(["item", "order"], kind="stable", ignore_index=True)


def _objectives(
    measured: pd.DataFrame,
    watched: pd.DataFrame,
    agencies: dict[str, Any],
    keepers: pd.Series[Any],
) -> pd.DataFrame:
    """Give the rows of the objectives, completed by whoever measures the same."""
    shared = watched.dropna(subset=["indicator"]).groupby("indicator")[list(FIELDS)].first()
    dictionary = reference.indicators()
    rows = measured.rename(columns={"objective": "item"}).assign(level="objective")
    code = rows["indicator"]
    official = code.map({name: one.official_source for name, one in dictionary.items()})
    known = code.map({name: one.name for name, one in dictionary.items()})
    steward = code.map(keepers)
    steward = steward.where(steward.notna(), rows["agency"])
    steward = steward.where(steward.notna(), code.map(shared["steward"]))
    source = code.map(shared["data_source"])
    return rows.assign(
        name=rows["name"].where(rows["name"].notna(), known),
        data_source=source.where(source.notna(), official),
        frequency=code.map(shared["frequency"]),
        steward=steward.where(steward.notna(), code.map(agencies)),
    )


def _targets(measured: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "item": row["objective"],
            "indicator": row["indicator"],
            "horizon": horizon,
            "year": row[f"year_{horizon}"],
            "target": row[f"target_{horizon}"],
        }
        for _, row in measured.iterrows()
        for horizon in HORIZONS
    ]
    table = kept(rows, TARGETS)
    table = table.assign(year=years(table["year"]), target=numbers(table["target"]))
    return table.dropna(subset=["target"]).reset_index(drop=True)


def _table(rows: pd.DataFrame, nearest: pd.DataFrame) -> pd.DataFrame:
    rows = rows.reindex(columns=[*SHOWN, "order"])
    key = pd.MultiIndex.from_frame(rows[["item", "indicator"]])
    ahead = nearest.set_index(["item", "indicator"])
    aimed = rows["level"] == "objective"
    targets = numbers(rows["next_target"])
    target_years = years(rows["next_year"])
    if len(ahead):
        found = ahead.reindex(key)
        targets = targets.mask(aimed, pd.Series(found["target"].to_numpy(), index=rows.index))
        after = pd.Series(found["year"].array, index=rows.index, dtype="Int64")
        target_years = target_years.mask(aimed, after)
    blank = rows[list(FIELDS)].isna().any(axis=1)
    table = rows.assign(
        decimals=years(rows["decimals"]),
        baseline=numbers(rows["baseline"]),
        baseline_year=years(rows["baseline_year"]),
        next_target=targets,
        next_year=target_years.mask(targets.isna()),
        settled=~blank.to_numpy(dtype=np.bool_),
    )
    texts = ["short_name", "indicator", "name", "unit", "direction", *FIELDS]
    plain = table[texts].astype(object)
    table[texts] = plain.where(plain.notna(), None)
    return table[list(SHOWN)]
