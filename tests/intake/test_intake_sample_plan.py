"""The sample plan of stages 2 to 4, and the two cities that carry it."""

import csv
import io
import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from smartcity_analysis.intake import load_city, read_city
from smartcity_analysis.intake.sample import write_sample
from smartcity_analysis.intake.tables import tables
from smartcity_analysis.reference import indicators

RAW = Path(__file__).parents[2] / "data" / "raw"
TEGAL, CONTOH = RAW / "kota-tegal" / "2022", RAW / "kota-contoh" / "2022"
SEED = 3376
LATER = [spec for spec in tables().values() if spec.stage > 1]
DIMENSIONS = ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]

# Oracle: suarabaru.id, 14 September 2022, typed in; the names and nothing else.
OFFICIAL = {
    "GOV": "E-Kelurahan",
    "BRA": "SI Langit Cerah",
    "ECO": "Job Cafe Anteraja",
    "LIV": "Tegal Padang Jingrang",
    "SOC": "Asela Dijaketi",
    "ENV": "Pengolahan Limbah B3",
}
# Oracle: the pages that name an owner, typed in.
OWNERS = {
    "Job Cafe": ("DISNAKERIN", "2023"),
    "Jakwir Cetem": ("DISDUKCAPIL", ""),
    "Ladis Song Malam": ("DISDIKBUD", ""),
    "Local Loop (pembelajaran jarak jauh)": ("DISKOMINFO", "2020"),
    "Layanan Kependudukan Jemput Bola": ("DISDUKCAPIL", "2019"),
    "LPJU smart system": ("DPUPR", ""),
    "Command Room Diskominfo": ("DISKOMINFO", "2022"),
    "Wisata Pelayanan Publik City Walk": ("DPMPTSP", "2022"),
    "MPP Alaya Sewagati": ("DPMPTSP", "2024"),
    "Rantang Warteg Eman Lansia": ("", ""),
    "Tegal Padang Jingrang": ("", "2022"),
    "SIANTOR": ("", "2025"),
}


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def copied(source, tmp_path):
    folder = tmp_path / "data" / "raw" / source.parent.name / source.name
    shutil.copytree(source, folder)
    return folder


@pytest.fixture(scope="module")
def tegal():
    return load_city("kota-tegal", 2022, stage=2, root=RAW.parents[1])


def test_write_sample__makes_exactly_the_committed_worksheets(tmp_path):
    """Oracle: the committed bytes, made again after every sample row was thrown away."""
    folder = copied(TEGAL, tmp_path)
    for spec in LATER:
        path = folder / spec.file_name
        real = [row for row in rows(path) if row["status_data"] != "contoh"]
        path.unlink()
        if real:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, spec.headers, lineterminator="\n")
                writer.writeheader()
                writer.writerows(real)
    write_sample(folder, seed=SEED)
    for spec in LATER:
        assert (folder / spec.file_name).read_bytes() == (TEGAL / spec.file_name).read_bytes()


def test_write_sample__never_writes_over_a_row_of_the_city(tmp_path):
    """Oracle: one objective made official by hand stays; the sample of that key is gone."""
    folder = copied(TEGAL, tmp_path)
    path = folder / "sasaran.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("SA-03,"))
    ours = "SA-03,Layanan publik patuh pada standar,Layanan patuh,GOV,,I-03,P-04,,,,,SETDA,RPJMD"
    path.write_text(text.replace(line, f"{ours},resmi,"), encoding="utf-8")
    write_sample(folder, seed=SEED + 1)
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line.startswith("SA-03,")] == [f"{ours},resmi,"]
    assert after[1] == f"{ours},resmi,"


@pytest.mark.parametrize("seed", [0, 1, 20_220_914])
def test_write_sample__any_seed_gives_a_city_without_blocking_faults(tmp_path, seed):
    folder = copied(TEGAL, tmp_path)
    write_sample(folder, seed=seed)
    for stage in (2, 3, 4):
        assert read_city(folder, stage=stage).stage == stage


def test_write_sample__needs_no_more_than_stage_1(tmp_path):
    """Oracle: a city that never planned anything gets a plan with all eighteen sub-dimensions."""
    folder = copied(CONTOH, tmp_path)
    for spec in LATER:
        (folder / spec.file_name).unlink()
    write_sample(folder, seed=1)
    city = read_city(folder, stage=2)
    assert city.programmes["programme"].nunique() == 18
    assert set(city.programmes["dimension"]) == set(DIMENSIONS)


def test_sample__says_so_in_every_row_and_every_sentence():
    """Oracle: issue 4, "marked CONTOH row by row"; a text that no source gives says "contoh"."""
    texts = ("uraian", "tujuan", "penerima_manfaat", "mitra", "kebutuhan_data", "risiko", "aturan")
    for spec in LATER:
        for row in rows(TEGAL / spec.file_name):
            if row["status_data"] != "contoh" or spec.name == "strategies":
                continue
            written = [row[name] for name in texts if row.get(name)]
            assert all(text.startswith("Contoh: ") for text in written), (spec.name, row)
    for row in rows(TEGAL / "program.csv"):
        assert (row["status_data"] == "contoh") == row["nama"].startswith("Usulan contoh: ")


def test_sample__knows_no_status_but_sample_where_nobody_published(tegal):
    """Oracle: what is public of stages 2–4 is names of programmes, the signing, and two teams."""
    published = {"programmes", "quick_wins", "commitments", "documents"}
    for spec in LATER:
        statuses = {row["status_data"] for row in rows(TEGAL / spec.file_name)}
        assert statuses == {"contoh"} or spec.name in published, spec.name
    assert {row["status_data"] for row in rows(TEGAL / "quick_win.csv")} == {"resmi"}


def test_programmes__are_the_published_ones_and_nothing_is_added_to_them():
    found = [row for row in rows(TEGAL / "program.csv") if row["status_data"] != "contoh"]
    assert len(found) == 34
    assert all(row["sumber"] and row["alamat"].startswith("http") for row in found)
    proposals = {row["dimensi"]: row for row in found if row["jenis"] == "usulan"}
    assert {code: row["nama"] for code, row in proposals.items()} == OFFICIAL
    assert not any(row["uraian"] for row in proposals.values())
    owners = {row["nama"]: (row["opd"], row["tahun"]) for row in found}
    assert {name: owners[name] for name in OWNERS} == OWNERS


def test_quick_wins__are_the_six_of_14_september_2022():
    names = {row["program"]: row["nama"] for row in rows(TEGAL / "program.csv")}
    found = rows(TEGAL / "quick_win.csv")
    assert [names[row["program"]] for row in found] == list(OFFICIAL.values())
    assert {row["tanggal_data"] for row in found} == {"2022-09-14"}


def test_programmes__later_than_the_cut_off_are_left_out(tegal):
    """Oracle: ten programmes of 2023 and later, counted by hand on the fact table."""
    left = tegal.left_out
    assert (left["table"] == "programmes").sum() == 10
    assert not tegal.programmes["year"].gt(2022).any()


@pytest.mark.parametrize("stage", [2, 3, 4])
def test_plan__leaves_each_dimension_three_programmes_and_two_candidates(stage):
    city = load_city("kota-tegal", 2022, stage=stage, root=RAW.parents[1])
    dimension = city.programmes.set_index("programme")["dimension"]
    counts = city.programme_plans["programme"].map(dimension).value_counts()
    assert len(city.programme_plans) <= 30
    assert counts.reindex(DIMENSIONS).min() >= (3 if stage == 2 else 2)
    candidates = city.quick_win_gates["programme"].drop_duplicates().map(dimension)
    assert candidates.value_counts().reindex(DIMENSIONS).min() >= 2
    assert set(city.quick_wins["programme"]) <= set(city.quick_win_gates["programme"])


def test_gates__no_made_up_answer_says_no_of_a_real_programme(tegal):
    real = tegal.programmes.loc[tegal.programmes["status"] != "sample", "programme"]
    answers = tegal.quick_win_gates
    assert "no" not in set(answers.loc[answers["programme"].isin(list(real)), "answer"])
    proven = answers.dropna(subset=["evidence"])
    sources = " ".join(tegal.programmes["source"])
    assert len(proven) > 0
    assert all(text.removeprefix("Sudah berjalan: ") in sources for text in proven["evidence"])


def consistency(table, criteria):
    """Saaty's ratio of one rater, with the classic random index of 5 and 7 items."""
    size = len(criteria)
    matrix = np.eye(size)
    for row in table.itertuples():
        i, j = criteria.index(row.criterion_a), criteria.index(row.criterion_b)
        ratio = row.intensity if row.preferred == "a" else 1 / row.intensity
        matrix[i, j], matrix[j, i] = ratio, 1 / ratio
    largest = max(np.linalg.eigvals(matrix).real)
    return (largest - size) / (size - 1) / {5: 1.12, 7: 1.32}[size]


@pytest.mark.parametrize(("folder", "odd"), [(TEGAL, "D"), (CONTOH, "B")])
def test_comparisons__one_rater_contradicts_themselves_and_no_other(folder, odd):
    city = read_city(folder, stage=2)
    criteria, table = list(city.criteria["criterion"]), city.criteria_comparisons
    ratios = {rater: consistency(own, criteria) for rater, own in table.groupby("rater")}
    assert {rater for rater, ratio in ratios.items() if ratio > 0.10} == {odd}
    pairs = len(list(combinations(criteria, 2)))
    assert set(table.groupby("rater").size()) == {pairs}


def test_objectives__aim_at_the_good_side_and_further_each_time(tegal):
    for row in tegal.objectives.dropna(subset=["target_long"]).itertuples():
        sign = 1 if indicators()[row.indicator].direction == "up" else -1
        assert sign * row.target_short < sign * row.target_medium < sign * row.target_long
    assert set(tegal.objectives["dimension"]) == set(DIMENSIONS)
    served = {code for codes in tegal.objectives["priorities"] for code in codes}
    assert served == set(tegal.priorities["priority"])


def test_strategies__join_one_factor_of_each_side(tegal):
    kinds = dict(zip(tegal.swot_factors["factor"], tegal.swot_factors["kind"], strict=True))
    letters = {"strength": "S", "weakness": "W", "opportunity": "O", "threat": "T"}
    for row in tegal.strategies.itertuples():
        assert "".join(letters[kinds[code]] for code in row.factors) == row.kind
    assert set(tegal.strategies["kind"]) == {"SO", "WO", "ST", "WT"}
    assert set(tegal.strategies["dimension"]) == set(DIMENSIONS)


@pytest.mark.parametrize("folder", [TEGAL, CONTOH])
def test_roadmap__ceilings_stay_within_the_cost_and_prerequisites_come_first(folder):
    city = read_city(folder, stage=2)
    plans = city.programme_plans.set_index("programme")
    ceilings = city.roadmap.groupby("programme")["ceiling_rupiah"]
    cost = plans["cost_rupiah"].reindex(ceilings.sum().index)
    whole = ceilings.apply(lambda own: own.notna().all())
    assert (ceilings.sum()[cost.notna()] <= cost.dropna()).all()
    assert (ceilings.sum()[whole & cost.notna()] == cost[whole & cost.notna()]).all()
    assert cost.isna().sum() >= 1
    for code, row in plans.iterrows():
        for earlier in row["prerequisites"]:
            assert plans.loc[earlier, "end_year"] < row["start_year"], code


def test_changes__touch_sample_programmes_only():
    """Oracle: no real programme may be said to be dropped, moved or late."""
    names = {row["program"]: row["status_data"] for row in rows(TEGAL / "program.csv")}
    found = rows(TEGAL / "perubahan_program.csv")
    assert [(row["tahap"], row["perubahan"]) for row in found] == [
        ("3", "dihapus"),
        ("3", "digeser"),
        ("4", "ditambah"),
    ]
    assert {names[row["program"]] for row in found} == {"contoh"}


def test_commitments__one_per_leading_agency_with_all_its_programmes():
    city = load_city("kota-tegal", 2022, stage=4, root=RAW.parents[1])
    promised = city.commitments[city.commitments["status"] == "sample"]
    assert sorted(promised["agency"]) == sorted(set(city.programme_plans["agency"]))
    programmes = sorted(code for codes in promised["programmes"] for code in codes)
    assert programmes == sorted(city.programme_plans["programme"])


def test_kota_contoh__fills_every_table_and_marks_every_row():
    found = {spec.name: rows(CONTOH / spec.file_name) for spec in tables().values()}
    assert len(found) == 35
    assert all(found.values())
    for name, table in found.items():
        if "status_data" in table[0]:
            assert {row["status_data"] for row in table} == {"contoh"}, name
        if "sumber" in table[0]:
            assert {row["sumber"] for row in table} == {"Rekaan untuk uji"}, name


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_kota_contoh__has_nothing_to_complain_about(stage):
    assert load_city("kota-contoh", 2022, stage=stage, root=RAW.parents[1]).notes == ()


def test_kota_contoh__could_be_final_once_its_rows_are_official(tmp_path):
    folder = copied(CONTOH, tmp_path)
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace(",contoh", ",resmi"), "utf-8")
    profile = folder / "city.yml"
    final = ", status: final, approvals: [{role: Ketua Tim Pelaksana, date: 2022-09-14}]}\n"
    text = profile.read_text(encoding="utf-8").replace(
        "cut_off: 2022-12-31}\n", "cut_off: 2022-12-31" + final
    )
    profile.write_text(text, encoding="utf-8")
    city = read_city(folder, stage=4)
    assert city.sample_tables == ()
    assert city.notes == ()


def test_kota_contoh__holds_what_a_ready_city_needs():
    """Oracle: the rules of the run status, read off the tables."""
    city = load_city("kota-contoh", 2022, stage=4, root=RAW.parents[1])
    dimension = city.programmes.set_index("programme")["dimension"]
    assert sorted(city.quick_wins["programme"].map(dimension)) == sorted(DIMENSIONS)
    assert city.agencies["received"].notna().all()
    assert set(city.documents["state"]) == {"final"}
    assert set(city.reviews["state"]) == {"closed"}
    assert set(city.commitments["signed"]) == {"yes"}
    assert set(city.programme_plans["agency"]) == set(city.commitments["agency"])
    served = {code for codes in city.objectives["priorities"] for code in codes}
    assert served == set(city.priorities["priority"])
    assert set(city.objectives["objective"]) == set(city.programme_plans["objective"])
    candidates = city.quick_win_gates["programme"].drop_duplicates().map(dimension)
    assert candidates.value_counts().reindex(DIMENSIONS).min() >= 2


def test_kota_contoh__plants_one_slip_of_each_kind():
    """Oracle: typed in, so that other tests may lean on them."""
    before, after = (
        load_city("kota-contoh", 2022, stage=stage, root=RAW.parents[1]) for stage in (2, 4)
    )
    names = before.programmes.set_index("programme")["name"]
    assert (names["PR-12"], names["PR-15"]) == ("Bank sampah digital", "Bank sampah digital warga")
    plans = before.programme_plans.set_index("programme")
    assert list(plans.index[plans["cost_rupiah"].isna()]) == ["PR-13"]
    assert "PR-14" not in plans.index
    changed = after.programme_plans.set_index("programme")
    assert "PR-15" not in changed.index
    assert tuple(changed.loc["PR-13", ["start_year", "end_year"]]) == (2024, 2027)
    assert "PR-14" in changed.index
