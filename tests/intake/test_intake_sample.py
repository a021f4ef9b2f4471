"""Sample judgements: made by rule, marked as such; the committed worksheets are exactly these."""

import math
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
import yaml

from smartcity_analysis import reference
from smartcity_analysis.intake.sample import RATERS, sample_swot_ratings, sample_usg_ratings

FOLDER = Path(__file__).parents[2] / "data" / "raw" / "kota-tegal" / "2022"
SEED = 3376
TABLES = yaml.safe_load(
    resources.files("smartcity_analysis.intake").joinpath("tables.yml").read_text(encoding="utf-8")
)["tables"]


def number(indicator, text):
    levels = reference.indicators()[indicator].levels
    return float(levels.index(text) if text in levels else text)


def read(table):
    columns = TABLES[table]["columns"]
    frame = pd.read_csv(FOLDER / f"{table}.csv", dtype=str).rename(
        columns={column["header"]: name for name, column in columns.items()}
    )
    for name, column in columns.items():
        if column["kind"] == "list":
            frame[name] = (
                frame[name].fillna("").str.split(";").map(lambda c: tuple(filter(None, c)))
            )
        elif column["kind"] == "choice":
            known = {
                spelling: key for key, group in column["choices"].items() for spelling in group
            }
            frame[name] = frame[name].map(lambda text, known=known: known.get(text, text))
        elif column["kind"] == "indicator_value":
            frame[name] = [
                number(*cell) for cell in zip(frame["indicator"], frame[name], strict=True)
            ]
        elif column["kind"] in {"number", "year"}:
            frame[name] = pd.to_numeric(frame[name])
    return frame


def worksheet(frame, table):
    columns = TABLES[table]["columns"]
    out = frame.assign(status="contoh")[list(columns)]
    out.columns = [column["header"] for column in columns.values()]
    return out.to_csv(index=False, lineterminator="\n").encode()


@pytest.fixture
def factors():
    return read("swot_factors")


@pytest.fixture
def issues():
    return read("issues")


@pytest.fixture
def indicators():
    return read("indicators")


def test_sample_swot_ratings__are_exactly_the_committed_worksheet(factors):
    """Oracle: the committed bytes; the sample can be made again by anyone."""
    made = worksheet(sample_swot_ratings(factors, seed=SEED), "swot_ratings")
    assert made == (FOLDER / "swot_ratings.csv").read_bytes()


def test_sample_usg_ratings__are_exactly_the_committed_worksheet(issues, indicators):
    """Oracle: the committed bytes."""
    made = worksheet(sample_usg_ratings(issues, indicators, seed=SEED), "usg_ratings")
    assert made == (FOLDER / "usg_ratings.csv").read_bytes()


def test_sample_ratings__say_everywhere_that_nobody_gave_them(factors, issues, indicators):
    """Oracle: issue 2, "marked status_data=contoh"."""
    assert set(sample_swot_ratings(factors, seed=1)["status"]) == {"sample"}
    assert set(sample_usg_ratings(issues, indicators, seed=1)["status"]) == {"sample"}


def test_sample_ratings__stay_on_their_scales_for_any_seed(factors, issues, indicators):
    """Oracle: the scales in tables.yml, importance 1–5, rating 1–4, USG 1–5."""
    for seed in range(25):
        swot = sample_swot_ratings(factors, seed=seed)
        assert swot["importance"].between(1, 5).all()
        assert swot["rating"].between(1, 4).all()
        usg = sample_usg_ratings(issues, indicators, seed=seed)
        assert usg[["urgency", "seriousness", "growth"]].isin(range(1, 6)).all(axis=None)


def test_sample_swot_ratings__leave_out_a_few_but_every_factor_has_three_raters(factors):
    ratings = sample_swot_ratings(factors, seed=SEED)
    missing = len(factors) * len(RATERS) - len(ratings)
    assert 0 < missing < 0.08 * len(factors) * len(RATERS)
    assert ratings.groupby("factor")["rater"].nunique().min() >= 3
    assert set(ratings["factor"]) == set(factors["factor"])
    assert not ratings.duplicated(["factor", "rater"]).any()


def test_sample_ratings__one_agency_sends_two_raters_and_experts_none():
    agencies = [agency for agency in RATERS.values() if agency]
    assert (len(RATERS), len(agencies), len(set(agencies))) == (11, 7, 6)
    assert [rater for rater, agency in RATERS.items() if agency is None] == ["A", "B", "C", "D"]


def test_sample_swot_ratings__do_not_depend_on_the_order_of_rows(factors):
    shuffled = factors.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(
        sample_swot_ratings(shuffled, seed=2), sample_swot_ratings(factors, seed=2)
    )


def test_sample_ratings__leave_their_input_alone(factors, issues, indicators):
    before = (factors.copy(), issues.copy(), indicators.copy())
    sample_swot_ratings(factors, seed=1)
    sample_usg_ratings(issues, indicators, seed=1)
    for now, then in zip((factors, issues, indicators), before, strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_sample_swot_ratings__better_evidence_is_rated_higher(factors):
    """Oracle: the rule; three indicators and an outside source beat hearsay of ten years ago."""
    weak = factors.iloc[[0]].assign(
        factor="S-01", indicators=[()], year=2012, statement="Kata orang", source="Blog"
    )
    strong = factors.iloc[[0]].assign(
        factor="S-02", indicators=[("ipm", "tpt", "inflasi")], year=2022, statement="BPS mencatat"
    )
    means = [
        sample_swot_ratings(pd.concat([weak, strong]), seed=seed).groupby("factor")["rating"].mean()
        for seed in range(30)
    ]
    mean = pd.concat(means, axis=1).mean(axis=1)
    assert mean["S-02"] > mean["S-01"] + 1


def _value(area, year, value):
    blank = {"target_low": math.nan, "target_high": math.nan}
    return {"area_code": area, "indicator": "tpt", "year": year, "value": value, **blank}


@pytest.mark.parametrize(
    ("rows", "column", "above"),
    [
        ([_value("3376", 2022, 10.0), _value("33", 2022, 5.0)], "seriousness", True),
        ([_value("3376", 2022, 4.0), _value("33", 2022, 8.0)], "seriousness", False),
        ([_value("3376", 2021, 5.0), _value("3376", 2022, 10.0)], "growth", True),
        ([_value("3376", 2021, 10.0), _value("3376", 2022, 5.0)], "growth", False),
    ],
)
def test_sample_usg_ratings__follow_gap_and_trend(rows, column, above):
    """Oracle: the rule; unemployment twice the province's is serious, doubling is growing."""
    issues = pd.DataFrame({"issue": ["I-01"], "indicators": [("tpt",)], "year": [2022]})
    indicators = pd.DataFrame(rows)
    means = [sample_usg_ratings(issues, indicators, seed=seed)[column].mean() for seed in range(40)]
    assert (sum(means) / len(means) > 3.5) == above
    assert (sum(means) / len(means) < 2.5) == (not above)


def test_sample_usg_ratings__ignore_what_came_after_the_issue_was_stated():
    """Oracle: the rule; a value of 2025 cannot move a judgement of 2022."""
    issues = pd.DataFrame({"issue": ["I-01"], "indicators": [("tpt",)], "year": [2022]})
    early = pd.DataFrame([_value("3376", 2022, 6.0)])
    late = pd.DataFrame([_value("3376", 2022, 6.0), _value("3376", 2025, 39.0)])
    pd.testing.assert_frame_equal(
        sample_usg_ratings(issues, early, seed=3), sample_usg_ratings(issues, late, seed=3)
    )
