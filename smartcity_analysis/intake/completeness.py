"""What is missing in the rows that a run uses: empty boxes, unrated factors, absent values."""

from collections.abc import Iterator, Mapping
from datetime import date

from smartcity_analysis.intake.faults import Fault, shown_date
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.judgement_checks import LETTERS
from smartcity_analysis.intake.settings import Profile


def check_completeness(
    sheets: Mapping[str, Sheet], before: Mapping[str, Sheet], profile: Profile, cut_off: date | None
) -> list[Fault]:
    """Check what is left for the run after the cut-off date.

    Parameters
    ----------
    sheets, before : mapping of str to Sheet
        After and before the cut-off.
    profile : Profile
    cut_off : date or None

    Returns
    -------
    list of Fault
        Blocking when a result would stand on nothing, notes for single gaps.
    """
    until = f" sampai {shown_date(cut_off)}" if cut_off else ""
    faults = list(_emptied(sheets, before, until))
    if len(sheets["swot_factors"].frame):
        faults += _empty_boxes(sheets["swot_factors"], until)
    if len(sheets["indicators"].frame):
        faults += _without_value(sheets["indicators"], profile, until)
    faults += _unproven(sheets, profile, until)
    for rated, ratings in (("swot_factors", "swot_ratings"), ("issues", "usg_ratings")):
        if len(sheets[ratings].frame):
            faults += _thin(sheets[rated], sheets[ratings], profile.settings.swot.min_raters)
    return faults


def _emptied(
    sheets: Mapping[str, Sheet], before: Mapping[str, Sheet], until: str
) -> Iterator[Fault]:
    for name, sheet in sheets.items():
        spec = sheet.spec
        if spec.need == "blocking" and len(before[name].frame) and not len(sheet.frame):
            rule = f"tabel {spec.title} tidak berisi data{until}"
            fix = "Periksa kolom tahun, atau pakai tanggal batas data yang lebih baru"
            yield Fault("blocking", spec.file_name, "", "", rule, fix, spec.name)


def _empty_boxes(sheet: Sheet, until: str) -> Iterator[Fault]:
    kind = sheet.spec.columns["kind"]
    for value, letter in LETTERS.items():
        if not (sheet.frame["kind"] == value).any():
            shown = kind.choices[value][0]
            rule = f"tidak ada satu pun {shown} ({letter}){until}"
            fix = f"Tambahkan faktor {shown}; tanpa itu posisi tidak bisa dihitung"
            yield Fault(
                "blocking", sheet.spec.file_name, kind.header, "", rule, fix, sheet.spec.name
            )


def _without_value(sheet: Sheet, profile: Profile, until: str) -> Iterator[Fault]:
    own = sheet.frame["area_code"] == profile.area_code
    empty = own & sheet.frame["value"].isna()
    if (own & ~empty).any():
        for place in sheet.frame.index[empty]:
            code = str(sheet.frame["indicator"].iloc[place])
            fix = "Lengkapi bila datanya sudah ada"
            yield sheet.fault(
                int(place), "value", "belum ada data", fix, severity="note", value=code
            )
        return
    rule = f"tidak ada satu pun nilai {profile.name} ({profile.area_code}){until}"
    fix = f"Isi kolom nilai pada baris kode_wilayah {profile.area_code}"
    header = sheet.spec.columns["value"].header
    yield Fault("blocking", sheet.spec.file_name, header, "", rule, fix, sheet.spec.name)


def _unproven(sheets: Mapping[str, Sheet], profile: Profile, until: str) -> Iterator[Fault]:
    """Yield links to indicators that have no value for the city."""
    values = sheets["indicators"].frame
    usable = (values["area_code"] == profile.area_code) & values["value"].notna()
    known = set(values.loc[usable, "indicator"])
    for name in ("issues", "swot_factors"):
        sheet = sheets[name]
        for place, codes in enumerate(sheet.frame["indicators"]):
            for code in (code for code in codes if code not in known):
                rule = f"indikator {code} tanpa nilai {profile.name}{until}"
                fix = "Isi indikatornya, atau hapus kaitannya"
                yield sheet.fault(place, "indicators", rule, fix, severity="note", value=code)


def _thin(sheet: Sheet, ratings: Sheet, min_raters: int) -> Iterator[Fault]:
    key = sheet.spec.key[0]
    raters = ratings.frame.groupby(key)["rater"].nunique()
    for place, code in enumerate(sheet.frame[key]):
        count = int(raters.get(code, 0))
        if count >= min_raters:
            continue
        rule = f"hanya dinilai {count} penilai; paling sedikit {min_raters}"
        if not count:
            rule = "belum dinilai siapa pun, tidak ikut dihitung"
        fix = f"Lengkapi {ratings.spec.file_name}"
        yield sheet.fault(place, key, rule, fix, severity="note")
