"""Where the city stands between strengths and weaknesses, opportunities and threats."""

from smartcity_analysis.analysis.swot._awot import Awot, awot
from smartcity_analysis.analysis.swot._check import CheckedTable, check_table, score_table
from smartcity_analysis.analysis.swot._flip import Change, Flip
from smartcity_analysis.analysis.swot._guard import Guard, guard
from smartcity_analysis.analysis.swot._ie import IEMatrix, ie_matrix
from smartcity_analysis.analysis.swot._kernels import CONVENTIONS, KINDS, POSITIONS
from smartcity_analysis.analysis.swot._outline import outline
from smartcity_analysis.analysis.swot._position import Settings, SwotPosition, position
from smartcity_analysis.analysis.swot._qspm import Qspm, Swap, qspm
from smartcity_analysis.analysis.swot._tows import Tows, tows

__all__ = [
    "CONVENTIONS",
    "KINDS",
    "POSITIONS",
    "Awot",
    "Change",
    "CheckedTable",
    "Flip",
    "Guard",
    "IEMatrix",
    "Qspm",
    "Settings",
    "Swap",
    "SwotPosition",
    "Tows",
    "awot",
    "check_table",
    "guard",
    "ie_matrix",
    "outline",
    "position",
    "qspm",
    "score_table",
    "tows",
]
