"""Readiness: shares, means and what is not rated."""

import numpy as np
import pandas as pd
import pytest

from smartcity_analysis.analysis import readiness
from smartcity_analysis.reference import Component

COMPONENTS = (
    Component("STR-SDM", "STR", "Sumber daya manusia", 3.0),
    Component("STR-ANG", "STR", "Anggaran", 1.0),
    Component("INF-DIG", "INF", "Infrastruktur digital", 1.0),
    Component("SUP-KEB", "SUP", "Kebijakan", 1.0),
    Component("NAT-POT", "NAT", "Potensi alam", 1.0),
)


def make(*rows):
    """Rows of (component, condition, target, dimension)."""
    frame = pd.DataFrame(rows, columns=["component", "condition", "target", "dimension"])
    frame.insert(0, "aspect", [f"K-{c}-{n:02d}" for n, c in enumerate(frame["component"])])
    return frame.astype({"condition": "Int64", "target": "Int64"}).assign(status="official")


ROWS = make(
    ("STR-SDM", 2, 4, "GOV"),
    ("STR-SDM", 4, 4, "GOV"),
    ("STR-ANG", 1, 3, "ECO"),
    ("INF-DIG", 3, None, None),
    ("INF-DIG", None, 4, "LIV"),
    ("NAT-POT", 4, 4, "ENV"),
)


def measure(rows=ROWS, **options):
    return readiness.measure(rows, components=COMPONENTS, **options)


def test_measure__means_go_from_aspects_to_components_to_elements():
    """Oracle: by hand, STR = (3 × 3 + 1 × 1) / 4 = 2.5; INF = 3; overall 2.75."""
    result = measure()
    elements = result.by_element.set_index("element")["mean"]
    assert elements[["STR", "INF"]].tolist() == [2.5, 3.0]
    assert result.mean == pytest.approx(2.75)


def test_measure__gap_compares_the_same_rows():
    """Oracle: by hand, rows with both: targets STR (3 × 4 + 3) / 4 = 3.75, condition 2.5."""
    result = measure()
    assert (result.target_mean, result.gap) == pytest.approx((3.75, 1.25))
    assert result.n_targets == 3


def test_measure__unrated_is_counted_not_guessed():
    result = measure()
    assert (result.n_aspects, result.n_rated, result.n_unrated) == (5, 4, 1)
    policy = result.by_element.set_index("element").loc["SUP"]
    assert policy["n_aspects"] == 0
    assert np.isnan(policy["mean"])
    assert np.isnan(policy["ready_share"])
    living = result.by_dimension.set_index("dimension").loc["LIV"]
    assert (living["n_aspects"], living["n_unrated"]) == (1, 1)
    assert np.isnan(living["mean"])


def test_measure__shares_are_of_the_rated_aspects():
    """Oracle: by hand, conditions 1, 2, 3, 4 once each: a quarter each, half of them ready."""
    result = measure()
    assert result.conditions["label"].tolist() == ["buruk", "kurang", "cukup", "baik"]
    assert result.conditions["count"].tolist() == [1, 1, 1, 1]
    assert result.conditions["share"].tolist() == [0.25] * 4
    assert result.ready_share == 0.5
    assert measure(ready_from=4).ready_share == 0.25


def test_measure__a_component_does_not_weigh_more_for_listing_more():
    """Metamorphic: every aspect of one component listed twice changes no mean."""
    more = pd.concat([ROWS, ROWS[ROWS["component"] == "STR-SDM"]], ignore_index=True)
    assert measure(more).mean == pytest.approx(measure().mean)


def test_measure__leaves_other_elements_out():
    assert "NAT" not in set(measure().by_element["element"])
    five = measure(elements=("STR", "INF", "SUP", "NAT"))
    assert five.n_aspects == 6
    assert five.mean == pytest.approx((2.5 + 3 + 4) / 3)


def test_measure__lists_aspects_the_widest_gap_first():
    aspects = measure().aspects
    assert aspects["gap"].tolist()[:3] == [2, 2, 0]
    assert aspects["gap"].isna().tolist()[3:] == [True, True]
    assert aspects["label"].iloc[0] == "kurang"


def test_measure__nothing_rated_is_not_zero():
    result = measure(ROWS.assign(condition=pd.array([pd.NA] * len(ROWS), dtype="Int64")))
    assert np.isnan(result.mean)
    assert result.conditions["share"].isna().all()
    assert repr(result) == "<Readiness of 5 aspects none is rated>"
    assert measure(ROWS.iloc[:0]).n_aspects == 0


def test_measure__leaves_its_input_alone():
    kept = ROWS.copy()
    measure()
    pd.testing.assert_frame_equal(ROWS, kept)


def test_measure__uses_the_reference_by_default():
    result = readiness.measure(ROWS)
    assert len(result.by_component) == 9
    assert result.by_component["name"].notna().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"elements": ("XXX",)}, "The 'elements' parameter of readiness.measure must be one of"),
        ({"ready_from": 5}, "a condition from 1 to 4. Got 5 instead."),
        ({"rows": ROWS.assign(condition=5)}, "condition must be a whole number from 1 to 4"),
        ({"rows": ROWS.assign(component="XXX-YYY")}, "unknown component XXX-YYY"),
        ({"rows": ROWS.drop(columns="target")}, "without target"),
    ],
)
def test_measure__refuses_what_it_cannot_read(options, message):
    with pytest.raises(ValueError, match=message):
        measure(**options)


def test_measure__carries_its_tables_and_the_sample_mark():
    result = measure(ROWS.assign(status="sample"))
    assert result.sample
    assert not measure().sample
    names = ["by_component", "by_element", "by_dimension", "conditions", "aspects"]
    assert set(result.tables()) == {"readiness", *(f"readiness_{name}" for name in names)}
