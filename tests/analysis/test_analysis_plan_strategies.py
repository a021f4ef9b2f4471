"""Strategies with their factors and their attractiveness.

Oracle: a hand sheet. Weights 0.6 and 0.7; SO-01 is rated 4 and 3, WO-01 2 and 4, ST-01 3 and 1, so
that the sums are 0.6·4 + 0.7·3 = 4.5, 0.6·2 + 0.7·4 = 4.0 and 0.6·3 + 0.7·1 = 2.5.
"""

from __future__ import annotations

import pandas as pd
import pytest
from results_stages import FACTORS, GIVEN, RATED, strategies

from smartcity_analysis.analysis import plan


def test_strategies__rank_by_weighted_attractiveness():
    table = strategies().table.set_index("strategy")
    assert table["stas"].tolist() == pytest.approx([4.5, 4.0, 2.5])
    assert table["rank"].tolist() == [1, 2, 3]


def test_strategies__need_a_factor_of_both_kinds_they_join():
    table = strategies().table.set_index("strategy")
    assert table["sound"].tolist() == [True, True, False]


def test_strategies__without_ratings_have_no_rank():
    found = strategies(ratings=pd.DataFrame())
    assert found.qspm is None
    assert found.table["rank"].isna().all()


def test_strategies__a_row_rated_for_some_takes_no_part():
    """Only O-01 is left: 0.7 · (3, 4, 1) puts WO-01 first."""
    partly = RATED.assign(attractiveness=[4, None, 3, 3, 4, 1])
    found = strategies(ratings=partly)
    assert found.qspm is not None
    assert found.qspm.best == ("Pelatihan",)


def test_strategies__of_one_name_go_by_their_codes():
    """Oracle: the hand sheet; a name that two share changes no sum."""
    shared = GIVEN.assign(short_name=["Sama", "Sama", "Tol"])
    found = plan.strategies(shared, RATED, FACTORS)
    assert found.qspm is not None
    assert found.qspm.best == ("SO-01",)
    assert found.table["stas"].tolist() == pytest.approx([4.5, 4.0, 2.5])


def test_strategies__none_at_all_is_a_result():
    found = plan.strategies(pd.DataFrame(), pd.DataFrame(), FACTORS)
    assert len(found.table) == 0
    assert not found.sample


def test_strategies__are_sample_when_the_frozen_factors_are():
    assert strategies(factors=FACTORS.assign(sample="True")).sample
    assert plan.strategies(GIVEN.assign(status="sample"), RATED, FACTORS).sample
