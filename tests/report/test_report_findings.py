"""Words follow numbers.

Oracle: sentences written by hand for sheets whose outcome is known by hand.
"""

from __future__ import annotations

import pandas as pd
import pytest

from smartcity_analysis.analysis import agreement, coverage, gap, priority, readiness, swot
from smartcity_analysis.report import findings

KIND = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}


def position(*raters: dict[str, int], **options):
    """One factor a kind; every rater is a dict of ratings by letter."""
    factors = pd.DataFrame(
        {
            "factor": [f"{letter}-01" for letter in KIND],
            "kind": list(KIND.values()),
            "statement": [f"Fakta {letter}" for letter in KIND],
            "element": "STR",
            "dimension": "GOV",
        }
    )
    ratings = pd.DataFrame(
        [
            {
                "factor": f"{k}-01",
                "rater": chr(65 + i),
                "agency": None,
                "importance": 3,
                "rating": v,
            }
            for i, rater in enumerate(raters)
            for k, v in rater.items()
        ]
    ).assign(status="official")
    return swot.position(factors, ratings, **options)


def ranking(*totals: tuple[int, ...]):
    """Rows are raters, columns issues; U carries the total."""
    names = [f"Isu {chr(97 + i)}" for i in range(len(totals[0]))]
    codes = [f"I-{i + 1:02d}" for i in range(len(names))]
    issues = pd.DataFrame(
        {"issue": codes, "short_name": names, "statement": names, "dimension": "GOV"}
    )
    ratings = pd.DataFrame(
        [
            {"issue": c, "rater": chr(65 + r), "urgency": v, "seriousness": 1, "growth": 1}
            for r, row in enumerate(totals)
            for c, v in zip(codes, row, strict=True)
        ]
    ).assign(agency=None, status="official")
    return priority.usg(issues, ratings)


@pytest.mark.parametrize(
    ("share", "word"),
    [(1.0, "certain"), (0.95, "certain"), (0.949, "likely"), (0.8, "likely"), (0.6, "leaning")],
)
def test_strength__changes_its_word_exactly_at_the_threshold(share, word):
    assert findings.strength(share) == word


@pytest.mark.parametrize("share", [0.599, 0.0, float("nan")])
def test_strength__below_sixty_or_unknown_is_open(share):
    assert findings.strength(share) == "open"


def test_swot__unanimous_raters_make_a_near_certain_claim():
    found = findings.of(position(*[{"S": 4, "W": 1, "O": 4, "T": 1}] * 4))
    assert found.claim == "Posisi kota hampir pasti Agresif (SO)"
    assert "semua simulasi" in found.detail
    assert found.short == "posisi hampir pasti Agresif (SO)"


def test_swot__divided_raters_make_no_claim():
    """Oracle: by hand, both axes positive in 12 of 27 equally likely drawings of three raters."""
    raters = [
        {"S": 4, "W": 1, "O": 1, "T": 2},
        {"S": 1, "W": 2, "O": 4, "T": 1},
        {"S": 1, "W": 2, "O": 1, "T": 2},
    ]
    found = findings.of(position(*raters))
    assert found.claim == "Posisi belum dapat dibedakan"


def test_swot__a_coordinate_near_zero_is_the_border():
    found = findings.of(position(*[{"S": 3, "W": 3, "O": 4, "T": 1}] * 3))
    assert found.claim == "Posisi kota hampir pasti di garis batas"
    assert "semua simulasi" in found.detail


def test_swot__one_voting_unit_is_never_called_certain():
    found = findings.of(position({"S": 4, "W": 1, "O": 4, "T": 1}))
    assert "pasti" not in found.claim
    assert "nan" not in found.detail


def test_flip__says_which_rating_from_what_to_what():
    """Oracle: by hand, S 3 against W 2.5 at equal weights: S down to 2.5 reaches zero."""
    raters = [{"S": 3, "W": 2, "O": 4, "T": 1}, {"S": 3, "W": 3, "O": 4, "T": 1}]
    found = findings.of(position(*raters, border=0).flip())
    assert found.claim == "Satu rating cukup untuk memindahkan posisi"
    assert "dari 3,0 menjadi 2,5 membawa kota ke Berbenah (WO)" in found.detail


def test_usg__a_clear_first_is_named_with_its_strength():
    found = findings.of(ranking(*[(5, 3, 1)] * 4))
    assert found.claim == "Isu a hampir pasti paling mendesak"
    assert "Isu a di peringkat pertama pada semua simulasi" in found.detail


def test_usg__issues_that_cannot_be_told_apart_share_the_top():
    found = findings.of(ranking((5, 4, 1), (4, 5, 1), (5, 4, 1), (4, 5, 1)))
    assert found.claim == "Isu a dan Isu b sama-sama di puncak"


def test_agreement_word__no_more_than_chance_beats_a_high_w():
    few = agreement.kendall_w([[1, 2, 3], [1, 3, 2]])
    assert findings.agreement_word(few) == "tidak lebih dari kebetulan"
    many = agreement.kendall_w([[1, 2, 3, 4, 5, 6]] * 6)
    assert findings.agreement_word(many) == "kuat"


def test_gap__without_comparison_degrades_to_a_neutral_claim():
    rows = pd.DataFrame(
        {
            "area_code": ["3376"],
            "indicator": ["tpt"],
            "year": [2021],
            "value": [8.25],
            "target_low": [None],
            "target_high": [None],
        }
    )
    found = findings.of(gap.measure(rows, area="3376", province="33"))
    assert found.claim == "Belum ada indikator yang dapat dibandingkan dengan Jawa Tengah"
    assert found.detail == ""


def test_readiness__without_a_grade_says_so():
    frame = pd.DataFrame(
        {
            "aspect": ["K-STR-SDM-01"],
            "component": ["STR-SDM"],
            "statement": ["Pegawai TIK"],
            "dimension": [None],
            "condition": pd.array([None], dtype="Int64"),
            "target": pd.array([None], dtype="Int64"),
            "evidence": [None],
            "agency": [None],
            "status": ["provisional"],
        }
    )
    assert findings.of(readiness.measure(frame)).claim == "Kesiapan belum dapat dihitung"


@pytest.mark.parametrize(
    ("received", "claim"),
    [
        ([None, None], "Belum ada OPD yang tercatat menyerahkan lembar kerja"),
        (["2022-06-20", None], "1 dari 2 OPD tercatat menyerahkan lembar kerja"),
        (["2022-06-20", "2022-06-20"], "Semua OPD tercatat menyerahkan lembar kerja"),
    ],
)
def test_coverage__counts_who_handed_in(received, claim):
    agencies = pd.DataFrame(
        {
            "agency": ["DLH", "DINSOS"],
            "name": ["Dinas A", "Dinas B"],
            "short_name": ["A", "B"],
            "received": pd.to_datetime(pd.Series(received)),
        }
    )
    assert findings.of(coverage.measure({}, agencies)).claim == claim


def test_of__refuses_what_it_has_no_words_for():
    with pytest.raises(TypeError, match="no words for 'str'"):
        findings.of("x")
