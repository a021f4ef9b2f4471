"""Whatever rests on judgements that nobody gave says so, in every package.

Oracle: the rule itself. A result is a sample if and only if something given is one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results import (
    CONSISTENT,
    CROOKED,
    DRAWS,
    KINDS,
    LEAVES,
    PRICES,
    guarded,
    issues,
    position,
    problem,
    rated,
    scores,
)

from smartcity_analysis.analysis import agreement, indices, portfolio, priority, swot, weights
from smartcity_analysis.analysis._arguments import is_sample

SHEET = pd.DataFrame(
    {
        "rater": ["R1"] * 3 + ["R2"] * 3,
        "criterion_a": ["dampak", "dampak", "biaya"] * 2,
        "criterion_b": ["biaya", "kesiapan", "kesiapan"] * 2,
        "value": [2, 4, 2] * 2,
        "status": "official",
    }
)
POINTS = {"dampak": 6, "kesiapan": 4}
FACTORS = {"strength": {"S-01": 1.0}, "weakness": {"W-01": 1.0}, "opportunity": {"O-01": 1.0}}
FACTORS |= {"threat": {"T-01": 1.0}}
PLANS = pd.DataFrame({"strategy": ["A"], "kind": ["SO"]})
LINKS = pd.DataFrame({"strategy": ["A", "A"], "factor": ["S-01", "O-01"]})
BUDGET = {"budget": 11_000_000}


def status(made_up):
    return "sample" if made_up else "official"


def compared(made_up):
    """Two raters' matrices; only the last row of the second one is made up."""
    sheet = SHEET.copy()
    sheet.loc[5, "status"] = status(made_up)
    return weights.comparisons(sheet)


def located(made_up):
    """A position whose ratings are made up."""
    whole = position()
    ratings = pd.DataFrame(
        [{"factor": f, "rater": r, "importance": 3, "rating": 2} for r in "AB" for f in factors()]
    ).assign(agency=None, status=status(made_up))
    return swot.position(whole.factors, ratings, convention="rangkuti")


def factors():
    return [f"{kind[0].upper()}-01" for kind in KINDS]


def given_weights(made_up):
    return weights.direct(POINTS, sample=made_up)


def marked_attributes(made_up):
    return pd.DataFrame({"status": status(made_up)}, index=[*"ABCD"])


def listed(made_up):
    return pd.DataFrame({"factor": factors(), "kind": KINDS, "status": status(made_up)})


PASSED_ON = {
    # From a problem, which reads the rows of its data.
    "problem": lambda m: problem(status(m)),
    "problem_by_raters": lambda m: rated(status(m)),
    "problem_with_weights": lambda m: problem(weights=given_weights(m)),
    "problem_with_attributes": lambda m: priority.problem(
        pd.DataFrame({"a": [1, 2]}, [*"AB"]), attributes=marked_attributes(m)
    ),
    "problem_on_other_weights": lambda m: problem(status(m)).with_(weights={"dampak": 1}),
    "ranking": lambda m: problem(status(m)).saw(),
    "comparison": lambda m: problem(status(m)).compare("saw", "topsis"),
    "robustness": lambda m: problem(status(m)).robust(draws=50),
    "bootstrap": lambda m: rated(status(m)).bootstrap(draws=50),
    "smaa": lambda m: priority.robustness.smaa([[1.0, 0], [0, 3]], draws=50, sample=m),
    "explanation": lambda m: problem(status(m)).explain("E-Kelurahan"),
    "stability": lambda m: problem(status(m)).stability(),
    "leave_one_out": lambda m: rated(status(m)).leave_one_out(),
    "rank_reversal": lambda m: problem(status(m)).rank_reversal(),
    "problem_portfolio": lambda m: problem(status(m)).portfolio(1_500_000_000, "pagu"),
    "problem_core": lambda m: problem(status(m)).core(1_500_000_000, "pagu", draws=20),
    "problem_frontier": lambda m: problem(status(m)).frontier("pagu"),
    "usg_told": lambda m: issues() if not m else _made_up_issues(),
    # Portfolios of plain scores.
    "portfolio": lambda m: portfolio.choose(PRICES, PRICES, **BUDGET, sample=m),
    "portfolio_attributes": lambda m: portfolio.choose(
        PRICES, PRICES, **BUDGET, attributes=marked_attributes(m)
    ),
    "portfolio_priced": lambda m: portfolio.choose(
        PRICES,
        PRICES,
        **BUDGET,
        yearly_price=marked_attributes(m).assign(**{"2023": 0}),
        yearly_ceiling={"2023": 1},
    ),
    "cut": lambda m: portfolio.choose(PRICES, PRICES, **BUDGET, sample=m).cut(0.5),
    "cut_after": lambda m: portfolio.choose(PRICES, PRICES, **BUDGET, sample=m).cut(0.5).after,
    "core": lambda m: portfolio.core(DRAWS, PRICES, **BUDGET, sample=m),
    "core_attributes": lambda m: portfolio.core(
        DRAWS, PRICES, **BUDGET, attributes=marked_attributes(m)
    ),
    "frontier": lambda m: portfolio.frontier(PRICES, PRICES, sample=m),
    # Weights.
    "direct": given_weights,
    "rank_order_centroid": lambda m: weights.rank_order_centroid([*"ab"], sample=m),
    "best_worst": lambda m: weights.best_worst({"a": 1, "b": 3}, {"a": 3, "b": 1}, sample=m),
    "entropy": lambda m: weights.entropy([[1, 2], [3, 1]], sample=m),
    "critic": lambda m: weights.critic([[1, 2], [3, 1]], sample=m),
    "ahp": lambda m: weights.ahp(compared(m)["R2"]),
    "ahp_told": lambda m: weights.ahp(CONSISTENT, sample=m),
    "ahp_group": lambda m: weights.ahp_group(compared(m)),
    "ahp_group_told": lambda m: weights.ahp_group([[[1, 2], [0.5, 1]]], sample=m),
    "ahp_hierarchy": lambda m: weights.ahp_hierarchy({"tujuan": compared(m)["R2"]}),
    "ahp_hierarchy_leaves": lambda m: weights.ahp_hierarchy(
        {"tujuan": CONSISTENT},
        alternatives=LEAVES | {"dampak": compared(m)["R2"], **_points("biaya", "kesiapan")},
    ),
    "ahp_hierarchy_told": lambda m: weights.ahp_hierarchy({"tujuan": CONSISTENT}, sample=m),
    "group": lambda m: weights.group({"R1": POINTS, "R2": given_weights(m)}),
    "group_told": lambda m: weights.group({"R1": POINTS}, sample=m),
    # Agreement.
    "kendall_w": lambda m: agreement.kendall_w(scores(), sample=m),
    "borda": lambda m: agreement.borda(scores(), sample=m),
    "copeland": lambda m: agreement.copeland(scores(), sample=m),
    "outliers": lambda m: agreement.outliers(scores(), sample=m),
    "between_blocks": lambda m: agreement.between_blocks(scores(), {"R1": "gov"}, sample=m),
    "consensus": lambda m: agreement.consensus(scores(), sample=m),
    # SWOT.
    "position": located,
    "flip": lambda m: located(m).flip(),
    "ie_of_position": lambda m: located(m).ie(),
    "ie": lambda m: swot.ie_matrix(3, 2, sample=m),
    "guard": lambda m: guarded(status(m)),
    "tows_strategies": lambda m: swot.tows(
        PLANS.assign(status=status(m)), LINKS, factors=listed(made_up=False)
    ),
    "tows_links": lambda m: swot.tows(
        PLANS, LINKS.assign(status=status(m)), factors=listed(made_up=False)
    ),
    "tows_factors": lambda m: swot.tows(PLANS, LINKS, factors=listed(m)),
    "tows_of_position": lambda m: swot.tows(PLANS, LINKS, factors=located(m).factors),
    "tows_told": lambda m: swot.tows(PLANS, LINKS, factors=listed(made_up=False), sample=m),
    "qspm": lambda m: swot.qspm(
        pd.Series({"S-01": 1.0, "O-01": 1.0}), _attractive(["S-01", "O-01"]), sample=m
    ),
    "qspm_of_position": lambda m: swot.qspm(
        located(m).factors.set_index("factor")["weight"], _attractive(factors())
    ),
    "awot": lambda m: swot.awot(dict.fromkeys(KINDS, 0.25), FACTORS, sample=m),
    "awot_groups": lambda m: swot.awot(weights.direct(dict.fromkeys(KINDS, 1), sample=m), FACTORS),
    "awot_factors": lambda m: swot.awot(
        dict.fromkeys(KINDS, 0.25), FACTORS | {"threat": compared(m)["R2"]}
    ),
    "check_table": lambda m: swot.check_table(
        pd.DataFrame({"weight": [1.0], "rating": [3], "status": status(m)})
    ),
    "check_table_told": lambda m: swot.check_table(pd.DataFrame({"score": [3, 2]}), sample=m),
    # Indices.
    "evaluation": lambda m: indices.evaluation(dict.fromkeys(indices.PARTS, 3), sample=m),
    "satisfaction": lambda m: indices.satisfaction({"U1": 3.0}, elements=1, sample=m),
    "environment": lambda m: indices.environment(water=50, air=85, land=30, sample=m),
}


def _made_up_issues():
    names = pd.DataFrame({"issue": ["I-01"], "short_name": "Air", "statement": "Air"})
    ratings = pd.DataFrame({"issue": ["I-01"], "rater": "A", "agency": None, "status": "sample"})
    ratings = ratings.assign(urgency=5, seriousness=1, growth=1)
    return priority.usg(names.assign(dimension="GOV"), ratings)


def _points(*labels):
    return {label: {"dampak": 1, "biaya": 1, "kesiapan": 1} for label in labels}


def _attractive(rows):
    return pd.DataFrame({"A": 4, "B": 3}, index=rows)


@pytest.mark.parametrize("made_up", [True, False])
@pytest.mark.parametrize("name", PASSED_ON)
def test_sample__is_passed_on(name, made_up):
    assert PASSED_ON[name](made_up).sample is made_up


def test_sample__a_rater_who_did_compare_stays_real():
    """Oracle: one made-up row among those of R2; R1 handed in all three."""
    found = compared(made_up=True)
    assert not weights.ahp(found["R1"]).sample
    assert weights.ahp(found["R2"]).sample


def test_sample__of_an_inconsistent_rater_counts_although_left_out():
    """Everyone's comparisons are shown beside the group's."""
    crooked = CROOKED.copy()
    crooked.attrs["sample"] = True
    result = weights.ahp_group({"R1": CONSISTENT, "R2": crooked})
    assert result.excluded == ("R2",)
    assert result.sample


def test_sample__reaches_every_part_of_a_consensus():
    blocks = {"R1": "government", "R2": "business"}
    found = agreement.consensus(scores(), blocks=blocks, sample=True)
    parts = (found.concordance, found.outliers, found.borda, found.copeland, found.blocks)
    assert all(part.sample for part in parts)


def test_is_sample__reads_rows_attrs_results_and_what_a_mapping_holds():
    marked = pd.Series([1.0])
    marked.attrs["sample"] = True
    assert is_sample(None, pd.DataFrame({"status": ["official", "sample"]}))
    assert is_sample(marked)
    assert is_sample({"a": {"b": marked}})
    assert is_sample({"a": weights.direct({"x": 1}, sample=True)})
    assert is_sample(sample=np.True_) is True


def test_is_sample__is_not_misled_by_what_merely_has_such_a_name():
    """Oracle: pandas has a method `sample`; a status need not speak of samples; NA is not one."""
    blank = pd.Series(["official", None], dtype="string")
    given = (
        *(None, 3, "sample", [1.0], np.eye(2), {"sample": 1}),
        *(pd.Series([1.0]), pd.DataFrame({"a": [1.0]}), pd.DataFrame({"status": blank})),
        pd.DataFrame({"sample": [1.0]}),
    )
    assert is_sample(*given) is False
