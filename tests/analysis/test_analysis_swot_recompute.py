"""Score tables worked again: published totals, and published slips."""

import pandas as pd
import pytest

from smartcity_analysis.analysis import swot


def test_score_table__matches_maytag():
    """Oracle: IFAS and EFAS of Maytag, Wheelen & Hunger: totals 3.05 and 3.15."""
    ifas = swot.score_table(
        [0.15, 0.05, 0.10, 0.05, 0.15, 0.05, 0.05, 0.15, 0.20, 0.05],
        [5.0, 4.2, 3.9, 3.0, 2.8, 2.2, 2.0, 2.0, 2.1, 4.0],
    )
    efas = swot.score_table(
        [0.20, 0.10, 0.05, 0.05, 0.10, 0.10, 0.10, 0.15, 0.05, 0.10],
        [4.1, 5.0, 1.0, 2.0, 1.8, 4.3, 4.0, 3.0, 1.2, 1.6],
    )
    assert ifas == pytest.approx([0.75, 0.21, 0.39, 0.15, 0.42, 0.11, 0.10, 0.30, 0.42, 0.20])
    assert efas == pytest.approx([0.82, 0.50, 0.05, 0.10, 0.18, 0.43, 0.40, 0.45, 0.06, 0.16])
    assert ifas.sum() == pytest.approx(3.05)
    assert efas.sum() == pytest.approx(3.15)


def test_recompute__finds_the_slip_in_the_copied_maytag_table():
    """Oracle: table 2.3 of a Binus thesis (2012201123SIBab2001, p. 26) prints 2.85; it is 2.70."""
    table = pd.DataFrame(
        {
            "factor": ["S1", "S2", "S3", "S4", "S5", "W1", "W2", "W3", "W4", "W5"],
            "weight": [0.15, 0.15, 0.10, 0.05, 0.15, 0.05, 0.05, 0.15, 0.10, 0.05],
            "rating": [4, 4, 4, 3, 3, 2, 2, 1, 1, 1],
            "score": [0.60, 0.60, 0.40, 0.15, 0.45, 0.10, 0.10, 0.30, 0.10, 0.05],
        }
    )
    result = swot.recompute(table, printed_total=2.85)
    assert result.total == pytest.approx(2.70)
    assert result.weight_sum == pytest.approx(1.00)
    assert result.disagreements["factor"].tolist() == ["W3"]
    assert result.disagreements["score"].tolist() == pytest.approx([0.15])
    assert repr(result) == "<Recomputed total 2.70, printed 2.85, 1 of 10 rows differ>"


def test_recompute__signed_percent_weights_of_a_water_company():
    """Oracle: business plan of PDAM Bengkayang, scores −0.03 … −0.04; the factorisation is ours."""
    table = pd.DataFrame(
        {"weight": [0.03, 0.04, 0.02, 0.04, 0.02, 0.02], "rating": [-1, -3, -3, 2, 4, -2]}
    )
    result = swot.recompute(table)
    assert result.table["score"].tolist() == pytest.approx([-0.03, -0.12, -0.06, 0.08, 0.08, -0.04])
    assert result.total == pytest.approx(-0.09)
    assert result.disagreements.empty
