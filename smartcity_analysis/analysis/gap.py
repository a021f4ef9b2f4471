"""How far the city is from its targets, its province, the nation and its peers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import check_choice, check_columns, is_sample
from smartcity_analysis.analysis._gap_kernels import VERDICTS, attainment, loss, verdict
from smartcity_analysis.analysis._typing import FloatArray, StrArray

CALLER = "gap.measure"
COMPARISONS = {
    "target": "target_verdict",
    "previous": "trend",
    "province": "province_verdict",
    "nation": "nation_verdict",
    "peers": "peers_verdict",
}
"""What the city is compared with, and the column that says how it stands."""

KEPT = ("value", "value_text", "status", "source", "address", "published", "agency")
DESCRIBED = ("name", "dimension", "component", "unit", "decimals", "direction")


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """The city's indicators against targets and other regions, direction taken into account.

    Attributes
    ----------
    table : DataFrame
        One row per indicator, the worst first, unknown ones last. Differences are the city's value
        minus the other one, both of the year that stands in the column before them. ``target_gap``
        is what is left to close (0 reached); ``attainment`` 0–100, or the reason for none in
        ``attainment_note``. An ``advantage`` is how much better the city is, as a share of the
        other value (NaN for ordinals, and unless both values are positive). ``severity`` is
        1 − attainment/100, else the disadvantage against province, nation or peers. Verdicts are
        better, worse, same or unknown.
    counts : DataFrame
        Number of indicators by verdict for each comparison; for the target, better or same means
        reached.
    area, province, nation : str
    peers : tuple of str
    n_indicators, n_with_value : int
    sample : bool
        Whether a row of the area is marked as made up.
    """

    table: pd.DataFrame
    counts: pd.DataFrame
    area: str
    province: str
    nation: str
    peers: tuple[str, ...]
    n_indicators: int
    n_with_value: int
    sample: bool

    def __repr__(self) -> str:
        behind, ahead = len(self.behind()), len(self.ahead())
        known = f"{self.n_with_value} of {self.n_indicators} indicators with a value"
        return f"<Gap {self.area}: {known}, {behind} behind the province, {ahead} ahead>"

    def behind(self, than: str = "province") -> pd.DataFrame:
        """Rows in which the city does worse than 'target', 'previous', 'province', …, 'peers'."""
        return self._with_verdict("behind", than, "worse")

    def ahead(self, than: str = "province") -> pd.DataFrame:
        """Rows in which the city does better than 'target', 'previous', 'province', …, 'peers'."""
        return self._with_verdict("ahead", than, "better")

    def _with_verdict(self, caller: str, than: str, wanted: str) -> pd.DataFrame:
        check_choice(f"Gap.{caller}", "than", than, COMPARISONS)
        return self.table[self.table[COMPARISONS[than]] == wanted]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"gap": self.table, "gap_counts": self.counts}


def measure(
    indicators: pd.DataFrame,
    *,
    area: str,
    province: str,
    nation: str = "00",
    peers: Collection[str] = (),
    dictionary: Mapping[str, reference.Indicator] | None = None,
) -> Gap:
    """Measure every indicator of an area against its target, its past and other regions.

    Parameters
    ----------
    indicators : DataFrame
        ``area_code``, ``indicator``, ``year``, ``value`` (ordinal: index of the level, 0 the
        worst), ``target_low`` and ``target_high``; one row per area, indicator and year. Not
        modified.
    area, province, nation : str
        BPS codes.
    peers : collection of str, default=()
        Codes of the cities to compare with; the area itself is left out.
    dictionary : mapping of str to Indicator, optional
        Directions, bands and levels; the reference by default.

    Returns
    -------
    Gap

    Raises
    ------
    ValueError
        If an indicator is not in the dictionary, or an area has two values for one year.

    Notes
    -----
    Only the same year is compared: the latest in which both have a value, which may be earlier than
    the city's own latest. Units are never averaged over indicators. The median of ordinal peers is
    a level that one of them has.

    Attainment with value v and target t, clipped to 0–100::

        up, ordinal   v / t
        down          (2 t − v) / t  =  1 + (1 − v / t)
        band          1 inside, else 1 − distance / half-width

    A zero or negative target gives no attainment, and a note instead. Up and down are the formulas
    of the Ministry of Administrative Reform (Sistem Manajemen Kinerja, 2021, chapter VI), which
    also takes the nearer end of a range as the target; the rule for bands is ours. A band target is
    the city's own where it gives both ends, else that of the dictionary.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "area_code": ["3376", "33"], "indicator": "tpt", "year": 2021,
    ...     "value": [8.25, 5.95], "target_low": [8.0, None], "target_high": [8.0, None]})
    >>> measure(rows, area="3376", province="33")
    <Gap 3376: 1 of 1 indicators with a value, 1 behind the province, 0 ahead>
    """
    needed = ("area_code", "indicator", "year", "value", "target_low", "target_high")
    check_columns(CALLER, "indicators", indicators, needed)
    dictionary = reference.indicators() if dictionary is None else dictionary
    _check_rows(indicators, dictionary)
    observed = indicators.dropna(subset=["value"])
    city = observed.loc[observed["area_code"] == area, ["indicator", "year", "value"]]
    peers = tuple(code for code in peers if code != area)

    table = _latest(indicators[indicators["area_code"] == area], dictionary)
    table = table.join(_previous(city))
    table = _against_target(table, dictionary)
    codes = {"province": (province,), "nation": (nation,), "peers": peers}
    for name, others in codes.items():
        rows = observed.loc[observed["area_code"].isin(others), ["indicator", "year", "value"]]
        table = table.join(_against(name, table, city, rows))
        column = COMPARISONS[name]
        table[column] = table[column].fillna("unknown")
    table = _ordered(table, dictionary)
    return Gap(
        table=table,
        counts=_counts(table),
        area=area,
        province=province,
        nation=nation,
        peers=peers,
        n_indicators=len(table),
        n_with_value=int(table["value"].notna().sum()),
        sample=is_sample(table),
    )


def _check_rows(indicators: pd.DataFrame, dictionary: Mapping[str, reference.Indicator]) -> None:
    strange = sorted(set(indicators["indicator"]) - set(dictionary))
    if strange:
        raise ValueError(f"{CALLER}: not in the dictionary: {', '.join(strange)}.")
    twice = indicators[indicators.duplicated(["area_code", "indicator", "year"])]
    if len(twice):
        row = twice.iloc[0]
        where = f"{row['indicator']} of {row['area_code']} in {row['year']}"
        raise ValueError(f"{CALLER}: {where} has more than one row.")


def _latest(rows: pd.DataFrame, dictionary: Mapping[str, reference.Indicator]) -> pd.DataFrame:
    """Pick each indicator's latest row with a value, else its latest blank one (year NaN)."""
    ordered = rows.assign(filled=rows["value"].notna()).sort_values(["filled", "year"])
    last = ordered.groupby("indicator").tail(1).set_index("indicator").sort_index()
    kept = last.reindex(columns=["year", *KEPT, "target_low", "target_high"])
    kept["year"] = kept["year"].where(kept["value"].notna()).astype("Int64")
    numbers = ["value", "target_low", "target_high"]
    kept[numbers] = kept[numbers].astype("Float64").astype("float64")
    described = pd.DataFrame(
        {name: [getattr(dictionary[code], name) for code in kept.index] for name in DESCRIBED},
        index=kept.index,
    )
    return described.join(kept)


def _previous(city: pd.DataFrame) -> pd.DataFrame:
    """Pick the second latest value of each indicator."""
    before = city.sort_values("year").groupby("indicator").nth(-2).set_index("indicator")
    return before.rename(columns={"year": "previous_year", "value": "previous_value"})


def _against_target(
    table: pd.DataFrame, dictionary: Mapping[str, reference.Indicator]
) -> pd.DataFrame:
    """Complete the target, then measure trend, distance to it and attainment."""
    low, high = table["target_low"], table["target_high"]
    is_band = table["direction"] == "band"
    partial = is_band & (low.isna() | high.isna())
    bands = np.array([dictionary[code].band or (np.nan, np.nan) for code in table.index])
    bands = bands.reshape(-1, 2)
    table = table.assign(
        target_low=low.fillna(high.where(~is_band)).mask(
            partial, pd.Series(bands[:, 0], low.index)
        ),
        target_high=high.fillna(low.where(~is_band)).mask(
            partial, pd.Series(bands[:, 1], low.index)
        ),
    )
    given = table["target_low"].notna()
    direction, band_low, band_high = _direction_and_band(table)
    value, previous = _numbers(table, "value"), _numbers(table, "previous_value")
    target = np.where(direction == "down", band_high, band_low)
    own = loss(value, direction, band_low, band_high)
    aim = np.where(is_band, np.where(given, 0, np.nan), loss(target, direction, target, target))
    share, note = attainment(value, direction, band_low, band_high)
    left = np.maximum(own - aim, 0)
    return table.assign(
        target_origin=np.select([given & partial, given], ["dictionary", "city"], ""),
        target_gap=left,
        target_verdict=np.select([np.isnan(left), left > 0], ["unknown", "worse"], "better"),
        attainment=share,
        attainment_note=note,
        trend=verdict(own, loss(previous, direction, band_low, band_high)),
    )


def _against(
    name: str, table: pd.DataFrame, city: pd.DataFrame, others: pd.DataFrame
) -> pd.DataFrame:
    """Compare with the values of others in the latest year that both have."""
    both = city.merge(others, on=["indicator", "year"], suffixes=("", "_other"))
    both = both[both["year"] == both.groupby("indicator")["year"].transform("max")]
    grouped = both.set_index("indicator").groupby(level="indicator")
    found = grouped.agg(year=("year", "first"), own=("value", "first"))
    level = grouped["value_other"].quantile(0.5, interpolation="lower")
    ordinal = table["direction"].reindex(found.index) == "ordinal"
    found["value"] = grouped["value_other"].median().mask(ordinal, level)
    found["difference"] = found["own"] - found["value"]

    reference_rows = table.loc[found.index]
    direction, low, high = _direction_and_band(reference_rows)
    own = loss(_numbers(found, "own"), direction, low, high)
    value = _numbers(found, "value")
    other = loss(value, direction, low, high)
    found["verdict"] = verdict(own, other)
    # A share of a value that may be negative, such as growth, would say nothing.
    positive = (value > 0) & (_numbers(found, "own") > 0)
    size = np.where((direction == "ordinal") | ~positive, np.nan, value)
    found["advantage"] = np.divide(other - own, size, out=np.nan * size, where=size > 0)
    if name == "peers":
        found["count"] = grouped.size()
        found["rank"] = _rank(both, table).reindex(found.index)
        found = found.rename(columns={"value": "median"})
    return found.add_prefix(f"{name}_")


def _rank(both: pd.DataFrame, table: pd.DataFrame) -> pd.Series[float]:
    """Rank the city among the peers and itself, 1 the best; NaN where no side is the good one."""
    rows = table.loc[both["indicator"]]
    direction, low, high = _direction_and_band(rows)
    own = loss(_numbers(both, "value"), direction, low, high)
    ahead = verdict(own, loss(_numbers(both, "value_other"), direction, low, high)) == "worse"
    places = pd.Series(np.where(np.isnan(own), np.nan, ahead), index=rows.index, dtype="float64")
    return 1 + places.groupby(level="indicator").sum(min_count=1)


def _direction_and_band(table: pd.DataFrame) -> tuple[StrArray, FloatArray, FloatArray]:
    direction = table["direction"].to_numpy(np.str_)
    return direction, _numbers(table, "target_low"), _numbers(table, "target_high")


def _numbers(table: pd.DataFrame, column: str) -> FloatArray:
    return table[column].to_numpy(np.float64, na_value=np.nan)


def _ordered(table: pd.DataFrame, dictionary: Mapping[str, reference.Indicator]) -> pd.DataFrame:
    """Sort by severity, the worst first."""
    steps = pd.Series([len(dictionary[code].levels) - 1 for code in table.index], table.index)
    severity = 1 - table["attainment"] / 100
    for name in ("province", "nation", "peers"):
        levels = table[f"{name}_difference"] / steps.where(table["direction"] == "ordinal")
        severity = severity.fillna(-table[f"{name}_advantage"].fillna(levels))
    table = table.assign(severity=severity).sort_index().reset_index()
    return table.sort_values("severity", ascending=False, kind="stable", ignore_index=True)


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {"comparison": name} | {word: int((table[column] == word).sum()) for word in VERDICTS}
        for name, column in COMPARISONS.items()
    ]
    return pd.DataFrame(rows)
