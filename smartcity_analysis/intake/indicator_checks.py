"""Indicator values against the dictionary: the right region, unit and range, no wild jump."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.intake.faults import Fault, did_you_mean, shown_number
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.parsing import folded
from smartcity_analysis.intake.settings import Profile

NATION = "00"
_KINDS = ("kota", "kabupaten")


def check_profile_area(profile: Profile) -> Iterator[Fault]:
    """Yield what in ``city.yml`` disagrees with the list of regions."""
    own = reference.areas().get(profile.area_code)
    if own is not None and folded(own.name) != folded(profile.name):
        rule = f"kode {own.code} adalah {own.name}, wilayah lain; name tertulis {profile.name}"
        fix = "Perbaiki area_code atau name"
        yield Fault("blocking", "city.yml", "area_code", own.code, rule, fix)
    where = "settings.gap.peers"
    for peer in profile.settings.gap.peers:
        if peer == profile.area_code:
            rule = "pembanding adalah kota ini sendiri"
            yield Fault("blocking", "city.yml", where, peer, rule, "Hapus kode itu")
        elif peer[:2] not in reference.areas():
            fix = did_you_mean(peer, reference.areas()) or "Hapus kode itu"
            yield Fault("blocking", "city.yml", where, peer, "kode wilayah tidak dikenal", fix)


def check_areas(sheet: Sheet, profile: Profile) -> Iterator[Fault]:
    """Yield every row of a region that is neither this city nor a lawful comparison.

    Parameters
    ----------
    sheet : Sheet
        A table with an ``area_code``.
    profile : Profile
        The city. Comparable are the nation, its province, its peers and regions of its own kind.
    """
    for place, code in enumerate(sheet.frame["area_code"]):
        if pd.isna(code) or _comparable(str(code), profile):
            continue
        area = reference.areas().get(str(code))
        own = f"{profile.name} ({profile.area_code})"
        if area is None:
            rule = "kode wilayah tidak dikenal"
            fix = f"Periksa kodenya; kode {profile.name} {profile.area_code}"
        else:
            rule = f"{code} adalah {area.name}, wilayah lain; berkas ini milik {own}"
            fix = f"Hapus baris itu, atau perbaiki kodenya bila datanya memang milik {profile.name}"
        yield sheet.fault(place, "area_code", rule, fix)


def check_indicators(sheet: Sheet) -> Iterator[Fault]:
    """Yield every value whose unit, range or yearly change does not fit the dictionary."""
    dictionary = reference.indicators()
    known = sheet.frame["indicator"].isin(list(dictionary))
    for place in sheet.frame.index[known]:
        row = sheet.frame.loc[place]
        yield from _unit_and_range(sheet, int(place), row, dictionary[row["indicator"]])
    for _, series in sheet.frame[known & sheet.frame["value"].notna()].groupby(
        ["area_code", "indicator"]
    ):
        yield from _jumps(sheet, series, dictionary)


def with_dictionary_units(sheet: Sheet) -> Sheet:
    """Return the sheet with each unit spelled as in the dictionary."""
    units = {code: entry.unit for code, entry in reference.indicators().items()}
    spelled = sheet.frame["indicator"].map(units).astype(sheet.frame["unit"].dtype)
    return replace(sheet, frame=sheet.frame.assign(unit=spelled.fillna(sheet.frame["unit"])))


def same_unit(unit: str, other: str) -> bool:
    """Tell whether two units are the same, however they are spelled."""
    return _folded_unit(unit) == _folded_unit(other)


def _comparable(code: str, profile: Profile) -> bool:
    if code in (profile.area_code, profile.province.area_code, NATION):
        return True
    area = reference.areas().get(code)
    if area is None:
        return code in profile.settings.gap.peers
    return area.kind in _KINDS and area.kind == profile.kind


def _unit_and_range(
    sheet: Sheet, place: int, row: "pd.Series[Any]", entry: reference.Indicator
) -> Iterator[Fault]:
    unit, value = row["unit"], row["value"]
    if isinstance(unit, str) and not same_unit(unit, entry.unit):
        rule = f"satuan {entry.name} harus {entry.unit}"
        fix = f"Tulis {entry.unit}, dan pastikan nilainya memang dalam {entry.unit}"
        yield sheet.fault(place, "unit", rule, fix)
    if isinstance(value, float) and entry.plausible and not pd.isna(value):
        low, high = entry.plausible
        if not low <= value <= high:
            rule = (
                f"{entry.name} di luar kisaran wajar "
                f"{shown_number(low)} sampai {shown_number(high)} {entry.unit}"
            )
            fix = "Periksa apakah baris, satuan atau tanda desimalnya tertukar"
            yield sheet.fault(place, "value", rule, fix)
    low_target, high_target = row["target_low"], row["target_high"]
    if (
        isinstance(low_target, float)
        and isinstance(high_target, float)
        and low_target > high_target
    ):
        yield sheet.fault(place, "target_low", "lebih besar dari target_atas", "Tukar keduanya")


def _jumps(
    sheet: Sheet, series: pd.DataFrame, dictionary: Mapping[str, reference.Indicator]
) -> Iterator[Fault]:
    entry = dictionary[str(series["indicator"].iloc[0])]
    if entry.max_yearly_change is None:
        return
    ordered = series.dropna(subset=["year"]).sort_values("year")
    years, values = ordered["year"].tolist(), ordered["value"].tolist()
    for place, now in enumerate(ordered.index[1:], start=1):
        change, span = values[place] - values[place - 1], years[place] - years[place - 1]
        if span > 0 and abs(change) > entry.max_yearly_change * span:
            rule = (
                f"{entry.name} berubah {shown_number(change).replace('-', '−')} {entry.unit} sejak "
                f"{years[place - 1]}; biasanya paling banyak "
                f"{shown_number(entry.max_yearly_change)} per tahun"
            )
            fix = "Periksa kedua nilai pada sumbernya"
            yield sheet.fault(int(now), "value", rule, fix, severity="note")


def _folded_unit(unit: str) -> str:
    return folded(unit).replace("%", "persen")
