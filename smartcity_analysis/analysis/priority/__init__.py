"""Which comes first, how sure that is, and what the money is best spent on.

>>> import pandas as pd
>>> programmes = pd.DataFrame(
...     {"impact": [4, 3, 5, 2], "readiness": [2, 5, 3, 4], "cost": [900, 300, 1200, 250]},
...     index=["A", "B", "C", "D"])
>>> p = problem(programmes, weights={"impact": 5, "cost": 3, "readiness": 2}, cost="cost",
...     scale={"impact": (1, 5), "readiness": (1, 5)})
>>> p.saw()
<Ranking saw: first B; min–max, declared bounds of 2 of 3 criteria; weights given sum to 10, competition ranks>
>>> p.robust(draws=20_000).table["first"].round(2).to_dict()
{'B': 0.8, 'D': 0.03, 'C': 0.17, 'A': 0.0}
"""  # noqa: E501

from smartcity_analysis.analysis.priority._door import MISSING, example, problem
from smartcity_analysis.analysis.priority._explanation import Explanation, RatingChange
from smartcity_analysis.analysis.priority._firmness import Robustness
from smartcity_analysis.analysis.priority._problem import Problem
from smartcity_analysis.analysis.priority._ranking import Comparison, Ranking
from smartcity_analysis.analysis.priority._sensitivity import LeaveOneOut, RankReversal, Stability
from smartcity_analysis.analysis.priority._usg import TOLD_APART, UsgRanking, usg

__all__ = [
    "MISSING",
    "TOLD_APART",
    "Comparison",
    "Explanation",
    "LeaveOneOut",
    "Problem",
    "RankReversal",
    "Ranking",
    "RatingChange",
    "Robustness",
    "Stability",
    "UsgRanking",
    "example",
    "problem",
    "usg",
]
