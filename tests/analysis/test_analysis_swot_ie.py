"""The internal–external matrix: nine cells, their borders, and who may enter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from swot_sheets import make_factors, make_ratings

from smartcity_analysis.analysis import swot

GROUP = {
    **dict.fromkeys(("I", "II", "IV"), "grow_and_build"),
    **dict.fromkeys(("III", "V", "VII"), "hold_and_maintain"),
    **dict.fromkeys(("VI", "VIII", "IX"), "consolidate"),
}


@pytest.mark.parametrize(
    ("ifas", "efas", "cell"),
    [
        *((3.5, 3.5, "I"), (2.5, 3.5, "II"), (1.5, 3.5, "III")),
        *((3.5, 2.5, "IV"), (2.5, 2.5, "V"), (1.5, 2.5, "VI")),
        *((3.5, 1.5, "VII"), (2.5, 1.5, "VIII"), (1.5, 1.5, "IX")),
    ],
)
def test_ie_matrix__numbers_the_cells_as_the_books_do(ifas, efas, cell):
    """Oracle: David, Strategic Management: IFE along, EFE down, I where both are 3 to 4."""
    result = swot.ie_matrix(ifas, efas)
    assert (result.cell, result.group) == (cell, GROUP[cell])
    assert not result.on_border
    assert (result.internal_distance, result.external_distance) == (0.5, 0.5)


def test_ie_matrix__a_total_on_a_cut_is_above_it_and_says_so():
    """Oracle: David's bands are 2.0–2.99 and 3.0–4.0."""
    result = swot.ie_matrix(3.0, 2.0)
    assert (result.cell, result.internal_band, result.external_band) == ("IV", "high", "middle")
    assert result.on_border
    assert swot.ie_matrix(0.1 + 0.2 + 2.7, 2.5).internal_band == "high"
    assert swot.ie_matrix(2.99, 2.5).internal_band == "middle"
    assert repr(result) == ("<IEMatrix cell IV grow_and_build, IFAS 3.00 EFAS 2.00, on a border>")


def test_ie_matrix__names_the_way_to_every_neighbour():
    """Oracle: by hand, from V (2.2, 2.9): 0.2 down to VI, 0.8 up to IV, 0.9 to VIII, 0.1 to II."""
    table = swot.ie_matrix(2.2, 2.9).neighbours
    rows = table[["axis", "change", "becomes", "becomes_group"]].values.tolist()
    assert [(axis, pytest.approx(step), *rest) for axis, step, *rest in rows] == [
        ("internal", 0.8, "IV", "grow_and_build"),
        ("internal", -0.2, "VI", "consolidate"),
        ("external", 0.1, "II", "grow_and_build"),
        ("external", -0.9, "VIII", "consolidate"),
    ]


@given(st.floats(1, 4), st.floats(1, 4))
def test_ie_matrix__just_beyond_a_cut_stands_the_neighbour(ifas, efas):
    """Oracle: property; the neighbour's cell is where the changed total leads."""
    result = swot.ie_matrix(ifas, efas)
    assert len(result.neighbours) == sum(
        2 if band == "middle" else 1 for band in (result.internal_band, result.external_band)
    )
    for row in result.neighbours.itertuples():
        beyond = row.cut + (1e-6 if row.cut - row.total > 0 else -1e-6)
        moved = (beyond, efas) if row.axis == "internal" else (ifas, beyond)
        assert swot.ie_matrix(*moved).cell == row.becomes


def test_ie_matrix__other_cuts_are_a_parameter():
    assert swot.ie_matrix(2.4, 2.4, cuts=(2.5, 3.25)).cell == "IX"
    assert swot.ie_matrix(2.4, 2.4, cuts=(1.5, 2.25)).cell == "I"


def test_ie_matrix__without_a_total_is_unknown():
    result = swot.ie_matrix(np.nan, 3.2)
    assert (result.cell, result.group) == ("unknown", "unknown")
    assert (result.internal_band, result.external_band) == ("unknown", "high")
    assert np.isnan(result.internal_distance)
    assert result.neighbours.empty
    assert not result.on_border


@pytest.mark.parametrize("total", [-0.5, 0.9, 4.1])
def test_ie_matrix__has_no_place_for_differences(total):
    with pytest.raises(ValueError, match=r"'ifas_total'.*has no place in this matrix"):
        swot.ie_matrix(total, 2.0)
    with pytest.raises(ValueError, match=r"'efas_total'.*'rangkuti' or 'david'"):
        swot.ie_matrix(2.0, total)


@pytest.mark.parametrize("cuts", [(3, 2), (2, 2), (0.5, 3), (2, 4)])
def test_ie_matrix__refuses_cuts_that_do_not_rise(cuts):
    with pytest.raises(ValueError, match="a rising pair within 1–4"):
        swot.ie_matrix(2, 2, cuts=cuts)


@pytest.mark.parametrize(("convention", "cell"), [("rangkuti", "VIII"), ("david", "V")])
def test_position_ie__takes_both_totals(convention, cell):
    """Oracle: by hand, S 4 and W 4 in equal parts: Rangkuti (4 + 1) / 2 = 2.5; O 2, T 4: 1.5.

    David: (4 + 1) / 2 = 2.5; O 2 → 3⅓, T 4 → 1: 2.17.
    """
    factors = make_factors(S=2, W=2, O=2, T=2)
    ratings = make_ratings(factors, {"S": 4, "W": 4, "O": 2, "T": 4})
    position = swot.position(factors, ratings, convention=convention, draws=10)
    assert position.ie().cell == cell
    assert position.ie(cuts=(2.6, 3)).cell == "IX"


@pytest.mark.parametrize("convention", ["severity", "signed"])
def test_position_ie__refuses_differences_even_within_the_range(convention):
    """Oracle: by hand, 4/2 − 1/2 = 1.5 looks like a total and is none."""
    factors = make_factors(S=1, W=1, O=1, T=1)
    ratings = make_ratings(factors, {"S": 4, "W": 1, "O": 4, "T": 1})
    position = swot.position(factors, ratings, convention=convention, draws=10)
    assert position.ifas_total == pytest.approx(1.5)
    with pytest.raises(ValueError, match=r"'convention'.*differences give no total on 1–4"):
        position.ie()


def test_ie_matrix__carries_its_tables():
    tables = swot.ie_matrix(3.2, 3.1).tables()
    assert set(tables) == {"swot_ie", "swot_ie_neighbours"}
    assert tables["swot_ie"]["lower_cut"].iloc[0] == 2
