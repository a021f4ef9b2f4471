"""How much each criterion counts: given outright, compared in pairs, or read from the data.

Every result carries ``weights``, a labelled Series that sums to 1, and takes the place of plain
weights wherever a problem is weighed.

* Given: :func:`direct`, :func:`rank_order_centroid`.
* Compared in pairs: :func:`ahp`, :func:`ahp_hierarchy`, :func:`ahp_group`, :func:`best_worst`, with
  :func:`comparisons` and :func:`upper_triangle` to build the matrices.
* Read from the data: :func:`entropy`, :func:`critic`.
* Brought together from many raters: :func:`group`.

Examples
--------
>>> from smartcity_analysis.analysis import weights
>>> weights.direct({"impact": 5, "cost": 3, "readiness": 2}).weights.tolist()
[0.5, 0.3, 0.2]
"""

from smartcity_analysis.analysis.weights._ahp import AhpWeights, ahp
from smartcity_analysis.analysis.weights._ahp_group import AhpGroup, ahp_group
from smartcity_analysis.analysis.weights._ahp_hierarchy import AhpHierarchy, ahp_hierarchy
from smartcity_analysis.analysis.weights._ahp_kernels import FITTED, RANDOM_INDICES
from smartcity_analysis.analysis.weights._best_worst import BestWorstWeights, best_worst
from smartcity_analysis.analysis.weights._comparisons import comparisons, upper_triangle
from smartcity_analysis.analysis.weights._direct import (
    DirectWeights,
    RankWeights,
    direct,
    rank_order_centroid,
)
from smartcity_analysis.analysis.weights._group import GroupWeights, group
from smartcity_analysis.analysis.weights._objective import ObjectiveWeights, critic, entropy
from smartcity_analysis.analysis.weights._voices import Voices

__all__ = [
    "FITTED",
    "RANDOM_INDICES",
    "AhpGroup",
    "AhpHierarchy",
    "AhpWeights",
    "BestWorstWeights",
    "DirectWeights",
    "GroupWeights",
    "ObjectiveWeights",
    "RankWeights",
    "Voices",
    "ahp",
    "ahp_group",
    "ahp_hierarchy",
    "best_worst",
    "comparisons",
    "critic",
    "direct",
    "entropy",
    "group",
    "rank_order_centroid",
    "upper_triangle",
]
