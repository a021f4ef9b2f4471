"""SWOT factors and ratings against each other: letters, weights, raters, coding."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from smartcity_analysis.intake.faults import Fault, shown_number
from smartcity_analysis.intake.frames import Sheet
from smartcity_analysis.intake.parsing import folded
from smartcity_analysis.intake.settings import Profile
from smartcity_analysis.intake.tables import SAMPLE, STATUS

LETTERS = {"strength": "S", "weakness": "W", "opportunity": "O", "threat": "T"}
SIDES: Mapping[str, tuple[str, str]] = {
    "S+W": ("strength", "weakness"),
    "O+T": ("opportunity", "threat"),
}
TOLERANCE = 0.001
LARGEST_RATING = 4


def check_factors(sheet: Sheet) -> Iterator[Fault]:
    """Yield factors whose code contradicts their kind, and statements that stand twice."""
    seen: dict[str, int] = {}
    for place, row in sheet.frame[["factor", "kind", "statement"]].iterrows():
        at, code, letter = int(str(place)), row["factor"], LETTERS.get(str(row["kind"]))
        if isinstance(code, str) and letter and not code.startswith(letter):
            header = sheet.spec.columns["kind"].header
            rule = f"huruf pertama kode harus {letter} untuk {header} ini"
            yield sheet.fault(at, "factor", rule, f"Ganti kode atau {header}; keduanya harus cocok")
        if isinstance(row["statement"], str):
            first = seen.setdefault(folded(row["statement"]), at)
            if first != at:
                other = sheet.frame["factor"].iloc[first]
                rule = f"pernyataan sama dengan faktor {other}"
                fix = "Gabungkan; faktor yang ditulis dua kali terhitung dua kali"
                yield sheet.fault(at, "statement", rule, fix, severity="note")


def check_raters(sheet: Sheet, column: str = "agency", what: str = "OPD") -> Iterator[Fault]:
    """Yield ratings of a rater who stands under two agencies, or two values of another column."""
    known = sheet.frame.dropna(subset=["rater", column])
    first = known.groupby("rater")[column].first()
    words = sheet.spec.columns[column].choices
    for place in known.index:
        rater, value = known.loc[place, "rater"], known.loc[place, column]
        if first[rater] != value:
            shown = words[first[rater]][0] if first[rater] in words else first[rater]
            rule = f"penilai {rater} juga tercatat pada {what} {shown}"
            fix = f"Satu penilai mewakili satu {what}; pakai kode penilai lain"
            yield sheet.fault(int(place), column, rule, fix)


def check_weights(ratings: Sheet, factors: Sheet) -> Iterator[Fault]:
    """Yield raters whose own weights do not sum to 1 within S+W and within O+T.

    Parameters
    ----------
    ratings, factors : Sheet
        Ratings without any weight are not concerned: their importance becomes the weight.
    """
    kinds = dict(zip(factors.frame["factor"], factors.frame["kind"], strict=True))
    frame = ratings.frame.assign(kind=ratings.frame["factor"].map(kinds)).dropna(subset=["rater"])
    for rater, rows in frame.groupby("rater"):
        if rows["weight"].isna().all():
            continue
        for place in rows.index[rows["weight"].isna()]:
            rule = f"bobot penilai {rater} hanya diisi sebagian"
            yield ratings.fault(
                int(place), "weight", rule, "Isi semua bobot penilai itu, atau tidak sama sekali"
            )
        yield from _sums(ratings, str(rater), rows)


def in_severity_coding(ratings: Sheet, factors: Sheet) -> tuple[Sheet, list[Fault]]:
    """Return ratings of weaknesses and threats turned round: 4 is severe, as in the analysis.

    Parameters
    ----------
    ratings : Sheet
        As filled in on a reversed form, where 1 is very serious. Not modified.
    factors : Sheet

    Returns
    -------
    sheet : Sheet
        With ``5 − rating`` for weaknesses and threats.
    notes : list of Fault
        Says so.
    """
    kinds = dict(zip(factors.frame["factor"], factors.frame["kind"], strict=True))
    bad = ratings.frame["factor"].map(kinds).isin(["weakness", "threat"])
    rating = ratings.frame["rating"]
    turned = ratings.frame.assign(rating=rating.where(~bad, LARGEST_RATING + 1 - rating))
    rule = f"formulir terbalik: {int(bad.sum())} rating W dan T dibalik menjadi 5 − rating"
    fix = "Bila formulir tidak terbalik, ubah settings.swot.recorded_as di city.yml"
    note = Fault("note", ratings.spec.file_name, "rating", "", rule, fix, ratings.spec.name)
    return replace(ratings, frame=turned), [note]


def sample_tables(sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    """Name the tables in which somebody's judgement is replaced by a made-up one."""
    return tuple(
        name
        for name, sheet in sheets.items()
        if STATUS in sheet.frame and bool((sheet.frame[STATUS] == SAMPLE).any())
    )


def check_final(sheets: Mapping[str, Sheet], profile: Profile) -> Iterator[Fault]:
    """Refuse a stage that is final while judgements that it uses are still made up."""
    samples = sample_tables(sheets)
    final = [
        stage.stage
        for stage in profile.stages
        if stage.status == "final" and any(sheets[n].spec.stage <= stage.stage for n in samples)
    ]
    if final:
        used = (sheets[name].spec for name in samples)
        named = ", ".join(spec.title for spec in used if spec.stage <= max(final))
        stages = ", ".join(map(str, final))
        rule = f"tahap {stages} belum boleh final: masih ada data contoh pada {named}"
        fix = "Ganti data contoh dengan penilaian yang sesungguhnya, atau kembalikan ke draft"
        yield Fault("blocking", "city.yml", "stages.status", "final", rule, fix)


def _sums(ratings: Sheet, rater: str, rows: pd.DataFrame) -> Iterator[Fault]:
    sums = {
        side: float(rows.loc[rows["kind"].isin(kinds), "weight"].sum())
        for side, kinds in SIDES.items()
    }
    if all(abs(total - 1) <= TOLERANCE for total in sums.values()):
        return
    shown = " dan ".join(f"{side} {shown_number(round(total, 3))}" for side, total in sums.items())
    rule = f"jumlah bobot penilai {rater}: {shown}; masing-masing seharusnya 1"
    fix = "Perbaiki bobotnya sampai S+W berjumlah 1 dan O+T berjumlah 1"
    for place in rows.index[rows["weight"].notna()]:
        # The value differs from row to row: left out, so that the rows merge into one fault.
        yield replace(ratings.fault(int(place), "weight", rule, fix), value="")
