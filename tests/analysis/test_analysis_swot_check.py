"""Printed tables checked: published totals, published slips, and every rule by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis import swot


def found(result, *columns):
    return [tuple(row) for row in result.findings[list(columns)].itertuples(index=False)]


def sheet(**changes):
    """Four rows worked by hand: totals 1.3, 2.1 and 3.4 (two axes of weight 1 each)."""
    rows = {
        "factor": ["S-01", "W-01", "O-01", "T-01"],
        "kind": ["strength", "weakness", "opportunity", "threat"],
        "weight": [0.3, 0.7, 0.1, 0.9],
        "rating": [2, 1, 3, 2],
        "score": [0.6, 0.7, 0.3, 1.8],
    }
    return pd.DataFrame(rows | changes)


# ---- Published ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ifas", "efas"])
def test_check_table__matches_maytag(name):
    """Oracle: IFAS and EFAS of Maytag, Wheelen & Hunger: totals 3.05 and 3.15."""
    maytag = example("ifas_wheelen_hunger_maytag")
    table = pd.DataFrame(maytag["inputs"][name], columns=["factor", "weight", "rating"])
    table["score"] = maytag["expected"][f"{name}_scores"]
    total = maytag["expected"][f"{name}_total"]
    result = swot.check_table(table, totals={"total": total}, scale=(1, 5), whole=False)
    assert swot.score_table(table["weight"], table["rating"]) == pytest.approx(
        maytag["expected"][f"{name}_scores"], abs=maytag["tolerance"]
    )
    assert result.total == pytest.approx(total, abs=1e-9)
    assert result.weight_sum == pytest.approx(1)
    assert result.sound


def test_check_table__finds_the_slip_in_the_copied_maytag_table():
    """Oracle: table 2.3 of a Binus thesis (2012201123SIBab2001, p. 26) prints 2.85; it is 2.70."""
    thesis = example("ifas_binus_2012")
    rows = {name: thesis["inputs"][name] for name in ("factor", "weight", "rating", "score")}
    printed = thesis["inputs"]["printed_total"]
    result = swot.check_table(pd.DataFrame(rows), totals={"total": printed})
    assert result.total == pytest.approx(thesis["expected"]["total"])
    assert result.weight_sum == pytest.approx(thesis["expected"]["weight_sum"])
    wrong, total = result.findings.itertuples()
    assert (wrong.row, wrong.factor, wrong.column) == (8, "W3", "score")
    assert (wrong.printed, wrong.expected) == pytest.approx((0.30, 0.15))
    assert wrong.reason == "score_not_product"
    assert (total.part, total.printed, total.reason) == ("total", 2.85, "total_of_wrong_scores")
    assert total.expected == pytest.approx(2.70)
    assert repr(result) == (
        "<CheckedTable total 2.70, 10 rows, 2 findings: score_not_product, total_of_wrong_scores>"
    )


def test_check_table__signed_weights_of_a_water_company():
    """Oracle: business plan of PDAM Bengkayang, scores −0.03 … −0.04, together −0.09."""
    pdam = example("ifas_pdam_bengkayang_2017")
    table = pd.DataFrame(pdam["inputs"])
    result = swot.check_table(table, totals={"total": -0.09}, scale=(-4, 4), weight_sum=None)
    assert result.table["score"].tolist() == pytest.approx(pdam["expected"]["scores"])
    assert result.total == pytest.approx(pdam["expected"]["total"])
    assert result.sound


def test_check_table__finds_the_rank_that_was_used_twice():
    """Oracle: APKL totals 16, 9, 19, 18, 16 printed III, IV, I, II, IV (Scribd 446740654)."""
    apkl = example("apkl_ranks_scribd_446740654")
    result = swot.check_table(pd.DataFrame(apkl["inputs"]))
    assert result.table["rank"].tolist() == apkl["expected"]["rank"]
    assert result.table["printed_rank"].tolist() == [3, 4, 1, 2, 4]
    assert found(result, "reason", "printed_text", "expected") == [
        ("rank_twice", "IV", 5),
        ("rank_twice", "IV", 3),
        ("tie_split", "IV", 3),
        ("rank_missing", "", 5),
    ]
    assert result.findings["row"].tolist()[:3] == [2, 5, 5]
    assert result.table["n_findings"].tolist() == [0, 1, 0, 0, 2]


# ---- Every rule by hand -------------------------------------------------------------------------


def test_check_table__a_sound_sheet_has_nothing_to_find():
    """Oracle: by hand; S + W = 1.3, O + T = 2.1, S − W = −0.1, O − T = −1.5."""
    totals = {"strength": 0.6, "weakness": 0.7, "ifas_total": 1.3, "efas_total": 2.1}
    totals |= {"internal": -0.1, "external": -1.5, "total": 3.4}
    result = swot.check_table(sheet(), totals=totals)
    assert result.sound
    sums = result.sums.set_index("part")["score_sum"]
    assert sums.to_dict() == pytest.approx(totals | {"opportunity": 0.3, "threat": 1.8})
    assert repr(result) == "<CheckedTable total 3.40, 4 rows, nothing found>"


@pytest.mark.parametrize(
    ("changes", "options", "expected"),
    [
        ({"weight": [0.3, 0.6, 0.1, 0.9]}, {}, [("internal", "weight", 0.9, 1, "weights_sum")]),
        (
            {"weight": [30, 70, 10, 90]},
            {},
            [
                ("external", "weight", 100, 1, "weights_in_percent"),
                ("internal", "weight", 100, 1, "weights_in_percent"),
            ],
        ),
        (
            {"weight": [1.2, -0.2, 0.1, 0.9]},
            {},
            [("weakness", "weight", -0.2, None, "weight_negative")],
        ),
        ({"rating": [2, 5, 3, 2]}, {}, [("weakness", "rating", 5, None, "rating_off_scale")]),
        ({"rating": [2, 1, 0, 2]}, {}, [("opportunity", "rating", 0, None, "rating_off_scale")]),
        ({"rating": [2, 1.5, 3, 2]}, {}, [("weakness", "rating", 1.5, None, "rating_not_whole")]),
        ({"rating": [2, 1.5, 3, 2]}, {"whole": False}, []),
        ({"rating": [2, 5, 3, 2]}, {"scale": (1, 5)}, []),
        (
            {"weight": [1, 1, 1, 1]},
            {},
            [
                ("external", "weight", 2, 1, "weights_sum"),
                ("internal", "weight", 2, 1, "weights_sum"),
            ],
        ),
        ({"weight": [1, 1, 1, 1]}, {"weights": "per_category"}, []),
        ({"weight": [1, 1, 1, 1]}, {"weight_sum": 2}, []),
    ],
)
def test_check_table__weights_and_ratings_keep_their_rules(changes, options, expected):
    """Oracle: by hand, one fault at a time, without printed scores."""
    result = swot.check_table(sheet(**changes).drop(columns="score"), **options)
    rows = found(result, "part", "column", "printed", "expected", "reason")
    rows = [(p, c, pytest.approx(v), None if np.isnan(e) else e, r) for p, c, v, e, r in rows]
    assert rows == expected


@pytest.mark.parametrize("scores", [[0.6, 0.7, 0.3, 1.8], [60, 70, 30, 180]])
def test_check_table__percent_weights_may_print_either_score(scores):
    """Oracle: by hand, 30 × 2 = 60 and 0.30 × 2 = 0.6."""
    result = swot.check_table(
        sheet(weight=[30, 70, 10, 90], score=scores), totals={"ifas_total": scores[0] + scores[1]}
    )
    assert set(result.findings["reason"]) == {"weights_in_percent"}
    assert result.total == pytest.approx(3.4)


def test_check_table__blank_is_missing_not_zero():
    """Oracle: by hand; the total of a table with a blank cannot be told."""
    table = sheet(rating=[2, np.nan, 3, 2])
    result = swot.check_table(table, totals={"ifas_total": 0.6, "efas_total": 2.1})
    assert found(result, "factor", "part", "column", "reason") == [
        ("W-01", "weakness", "rating", "blank"),
        ("W-01", "weakness", "score", "score_without_inputs"),
        ("", "ifas_total", "total", "total_unknown"),
    ]
    assert np.isnan(result.table["score"].iloc[1])
    assert result.n_incomplete == 1
    assert result.total == pytest.approx(2.7)


def test_check_table__a_blank_weight_excuses_no_sum_that_is_too_large():
    short = swot.check_table(sheet(weight=[0.3, None, 0.1, 0.9]).drop(columns="score"))
    large = swot.check_table(sheet(weight=[1.3, None, 0.1, 0.9]).drop(columns="score"))
    assert short.findings["reason"].tolist() == ["blank"]
    assert large.findings["reason"].tolist() == ["blank", "weights_sum"]


def test_check_table__text_is_unreadable_not_an_error():
    result = swot.check_table(sheet(rating=["2", "x", "3", " 2 "], rank=["II", "-", "?", ""]))
    assert found(result, "row", "column", "printed_text", "reason")[:3] == [
        (2, "rank", "-", "unreadable"),
        (2, "rating", "x", "unreadable"),
        (2, "score", "0.7", "score_without_inputs"),
    ]
    assert result.table["rating"].tolist() == pytest.approx([2, np.nan, 3, 2], nan_ok=True)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [(3.4, None), (3.41, "total_differs"), (3.403, None)],
)
def test_check_table__totals_may_be_rounded(printed, reason):
    result = swot.check_table(sheet(), totals={"total": printed})
    assert result.findings["reason"].tolist() == ([reason] if reason else [])


def test_check_table__a_total_may_sum_rounded_scores():
    """Oracle: by hand, 3 × 0.333 × 1 = 0.999, printed 0.33 each and 0.99 together."""
    table = pd.DataFrame({"weight": [1 / 3] * 3, "rating": 1, "score": [0.33] * 3})
    assert swot.check_table(table, totals={"total": 0.99}).sound
    assert swot.check_table(table, totals={"total": 1.0}).sound
    assert not swot.check_table(table, totals={"total": 0.98}).sound


@pytest.mark.parametrize(
    ("rank", "ties", "expected"),
    [
        ([1, 2, 2, 4], "competition", []),
        ([1, 2, 2, 3], "dense", []),
        ([1, 2, 2, 3], "competition", [(4, "rank_differs", 4), (None, "rank_missing", 4)]),
        ([1, 2, 3, 4], "competition", [(3, "tie_split", 2)]),
        (
            [2, 1, 1, 4],
            "competition",
            [(1, "rank_order", 1), (2, "rank_order", 2), (3, "rank_order", 2)],
        ),
        (["I", "II", "ii", " IV "], "competition", []),
        ([1, 2, 2, None], "competition", [(4, "blank", None), (None, "rank_missing", 4)]),
        ([None] * 4, "competition", []),
    ],
)
def test_check_table__ranks_follow_the_scores(rank, ties, expected):
    """Oracle: by hand, scores 9, 7, 7, 1."""
    result = swot.check_table(pd.DataFrame({"score": [9, 7, 7, 1], "rank": rank}), ties=ties)
    rows = [
        (None if pd.isna(row) else row, reason, None if np.isnan(place) else place)
        for row, reason, place in found(result, "row", "reason", "expected")
    ]
    assert rows == expected


def test_check_table__names_repeated_factors_and_statements():
    table = sheet(
        factor=["S-01", "W-01", "s-01 ", "T-01"],
        statement=["Air bersih", "Jalan", None, "air  BERSIH"],
    )
    result = swot.check_table(table)
    assert found(result, "row", "column", "reason") == [
        (3, "factor", "factor_twice"),
        (4, "statement", "statement_twice"),
    ]


# ---- Properties ---------------------------------------------------------------------------------


@st.composite
def sheets(draw):
    """Weights in whole hundredths that sum to 1, ratings 1–4, scores and competition ranks."""
    parts = draw(st.lists(st.integers(1, 40), min_size=2, max_size=9))
    weight = np.array([*parts, max(100 - sum(parts), 0)]) / max(100, sum(parts))
    rating = draw(st.lists(st.integers(1, 4), min_size=len(weight), max_size=len(weight)))
    table = pd.DataFrame({"factor": [f"S-{n:02d}" for n in range(len(weight))], "weight": weight})
    table = table.assign(rating=rating, score=weight * rating)
    rank = [1 + int((table["score"].round(9) > round(one, 9)).sum()) for one in table["score"]]
    return table.assign(rank=rank)


@settings(max_examples=60, deadline=None)
@given(sheets(), st.integers(0, 10_000))
def test_check_table__finds_what_was_broken_and_nothing_else(table, seed):
    """Oracle: property; a sheet made right is sound, one wrong product is named, order is free."""
    rng = np.random.default_rng(seed)
    before = table.copy()
    assert swot.check_table(table, totals={"total": float(table["score"].sum())}).sound
    row = int(rng.integers(len(table)))
    broken = table.assign(score=table["score"].where(np.arange(len(table)) != row, 9.0))
    result = swot.check_table(broken)
    assert found(result, "row", "reason") == [(row + 1, "score_not_product")]
    assert result.findings["expected"].iloc[0] == pytest.approx(table["score"].iloc[row])
    shuffled = swot.check_table(broken.iloc[rng.permutation(len(table))])
    assert found(shuffled, "factor", "reason") == found(result, "factor", "reason")
    assert shuffled.total == pytest.approx(result.total)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (pd.DataFrame({"weight": [1.0]}), {}, "one without rating"),
        (pd.DataFrame({"rank": [1]}), {}, "one without weight, rating"),
        (sheet(kind="x"), {}, "whose kinds are strength"),
        (sheet(), {"totals": {"S": 1}}, "'totals' parameter of swot.check_table must be one of"),
        (sheet().drop(columns="kind"), {"totals": {"ifas_total": 1}}, "one of 'total'"),
        (sheet(), {"scale": (4, 1)}, r"low < high. Got \(4, 1\) instead"),
        (sheet(), {"ties": "average"}, "one of 'competition', 'dense'"),
        (sheet(), {"weights": "each"}, "one of 'joint', 'per_category'"),
        (sheet(), {"tolerance": -1}, "at least 0"),
    ],
)
def test_check_table__refuses_arguments_in_one_sentence(table, options, message):
    with pytest.raises(ValueError, match=message):
        swot.check_table(table, **options)


def test_check_table__carries_its_tables_and_rules():
    tables = swot.check_table(sheet(), whole=False).tables()
    assert set(tables) == {
        *("swot_checked", "swot_checked_rows", "swot_checked_sums", "swot_checked_findings")
    }
    assert not tables["swot_checked"]["whole"].iloc[0]
    assert tables["swot_checked"]["n_findings"].iloc[0] == 0
