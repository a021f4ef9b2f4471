"""What every indicator of the plan means, where its value comes from, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import is_sample
from smartcity_analysis.analysis._sheets import columns_of, each
from smartcity_analysis.analysis.action_plan._frames import is_blank, looked_up, texts
from smartcity_analysis.analysis.action_plan._measured import given

EXPLAINED = ("definition", "unit", "source", "frequency", "agency")
"""What explains an indicator."""

SHOWN = (
    *("name", "indicator", "level", "definition", "unit", "direction"),
    *("source", "address", "frequency", "agency", "used_by", "n_uses", "agency_name"),
    *("n_filled", "n_expected", "missing", "is_complete"),
)


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorDictionary:
    """Every indicator of objectives and programmes, explained.

    Attributes
    ----------
    table : DataFrame
        One row per indicator: those of the dictionary first (``indicator`` holds their code),
        then those that programmes defined, by name. ``level`` is objective, output, outcome or
        impact, the highest use of it; ``used_by`` a tuple of short names; ``missing`` a tuple of
        what is not explained, ``is_complete`` whether nothing is.
    n_indicators, n_complete : int
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    n_indicators: int
    n_complete: int
    sample: bool

    def __repr__(self) -> str:
        return (
            f"<IndicatorDictionary of {self.n_indicators} indicators, {self.n_complete} complete>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"indicator_dictionary": self.table.drop(columns="missing")}


def indicators(
    programme_indicators: pd.DataFrame,
    objectives: pd.DataFrame,
    *,
    gap: pd.DataFrame | None = None,
    programmes: pd.DataFrame | None = None,
    agencies: pd.DataFrame | None = None,
) -> IndicatorDictionary:
    """Explain every indicator that objectives and programmes are measured by.

    Parameters
    ----------
    programme_indicators : DataFrame
        Worksheet ``programme_indicators``: ``programme``, ``level``, ``name``, ``indicator``,
        ``unit``, ``data_source``, ``frequency``, ``agency``. Not modified.
    objectives : DataFrame
        ``objective``, ``short_name``, ``indicator``. Not modified.
    gap : DataFrame, optional
        Indicators as stage 1 froze them: source and agency of the city's own value.
    programmes : DataFrame, optional
        ``programme`` and ``short_name``; codes stand in for names otherwise.
    agencies : DataFrame, optional
        ``agency`` and ``short_name``.

    Returns
    -------
    IndicatorDictionary

    Notes
    -----
    Definition, unit and direction of an indicator of the dictionary are the dictionary's; its
    source and agency are those of the city's value, else what a programme wrote, else the official
    source. An indicator outside the dictionary has no definition.

    Examples
    --------
    >>> objectives = pd.DataFrame({"objective": ["SA-01"], "short_name": ["Kerja"],
    ...                            "indicator": ["tpt"]})
    >>> found = indicators(pd.DataFrame(), objectives)
    >>> found
    <IndicatorDictionary of 1 indicators, 0 complete>
    >>> found.table["missing"].item()
    ('frequency', 'agency')
    """
    uses = pd.concat(
        [_of_objectives(objectives), _of_programmes(programme_indicators, programmes)],
        ignore_index=True,
    )
    uses["key"] = uses["indicator"].fillna(uses["name"] + " | " + uses["unit"].fillna(""))
    uses = uses.dropna(subset=["key"])
    rows = [_explained(group) for _, group in uses.groupby("key", sort=True)]
    table = _with_origin(pd.DataFrame(rows, columns=list(SHOWN)[:12]), gap, agencies)
    blank = [
        tuple(name for name in EXPLAINED if is_blank(getattr(row, name))) for row in each(table)
    ]
    table = table.assign(
        n_expected=len(EXPLAINED),
        missing=pd.Series(blank, index=table.index, dtype=object),
        n_filled=[len(EXPLAINED) - len(one) for one in blank],
        is_complete=[not one for one in blank],
    )
    table = table.iloc[(table["indicator"].isna()).argsort(kind="stable")].reset_index(drop=True)
    return IndicatorDictionary(
        table=table[list(SHOWN)],
        n_indicators=len(table),
        n_complete=int(table["is_complete"].sum()),
        sample=is_sample(programme_indicators, objectives),
    )


LEVELS = ("objective", "impact", "outcome", "output")
USE = ("indicator", "name", "level", "unit", "source", "frequency", "agency", "user")


def _of_objectives(objectives: pd.DataFrame) -> pd.DataFrame:
    names = ("indicator", "name", "unit", "short_name", "objective")
    frame = columns_of(objectives, names).apply(texts)
    frame = frame[frame["indicator"].notna()]
    return (
        pd.DataFrame(
            {
                "indicator": frame["indicator"],
                "name": frame["name"].fillna(frame["indicator"]),
                "level": "objective",
                "unit": frame["unit"],
                "user": frame["short_name"].fillna(frame["objective"]),
            }
        )
        .reindex(columns=list(USE))
        .astype(object)
    )


def _of_programmes(
    programme_indicators: pd.DataFrame, programmes: pd.DataFrame | None
) -> pd.DataFrame:
    frame = given(programme_indicators)
    frame = frame[frame["name"].notna()].reset_index(drop=True)
    names = texts(
        looked_up(frame["programme"], programmes, "programme", "short_name")["short_name"]
    )
    return (
        frame.assign(user=names.fillna(frame["programme"]), source=frame["data_source"])
        .reindex(columns=list(USE))
        .astype(object)
    )


def _explained(group: pd.DataFrame) -> tuple[Any, ...]:
    """Put together what the uses of one indicator and the dictionary say about it."""

    def first(column: str) -> Any:
        filled = group[column].dropna()
        return filled.iloc[0] if len(filled) else None

    code = first("indicator")
    known = reference.indicators().get(code) if code else None
    level = min(group["level"].dropna(), key=LEVELS.index, default=None)
    users = tuple(dict.fromkeys(group["user"].dropna()))
    return (
        known.name if known else first("name"),
        code,
        level,
        known.definition if known else None,
        known.unit if known else first("unit"),
        known.direction if known else None,
        first("source"),
        None,
        first("frequency"),
        first("agency"),
        users,
        len(users),
    )


def _with_origin(
    table: pd.DataFrame, gap: pd.DataFrame | None, agencies: pd.DataFrame | None
) -> pd.DataFrame:
    """Say where the value comes from and who keeps it: stage 1 first, the dictionary last."""
    found = looked_up(table["indicator"], gap, "indicator", "source", "address", "agency")
    found = found.apply(texts)
    known = reference.indicators()
    official = [
        known[code].official_source if code in known else None for code in table["indicator"]
    ]
    written = texts(table["source"]).fillna(pd.Series(official, index=table.index, dtype=object))
    agency = found["agency"].fillna(texts(table["agency"]))
    names = texts(looked_up(agency, agencies, "agency", "short_name")["short_name"])
    return table.assign(
        name=texts(table["name"]),
        indicator=texts(table["indicator"]),
        definition=texts(table["definition"]),
        unit=texts(table["unit"]),
        direction=texts(table["direction"]),
        frequency=texts(table["frequency"]),
        source=found["source"].fillna(written),
        address=found["address"],
        agency=agency,
        agency_name=names.fillna(agency),
    )
