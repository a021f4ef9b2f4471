"""What a notebook shows besides results: opening, alignment, unknowns, decisions, closing.

Parts of a page that need the city as well as the results stand here; a result alone shows itself
(see :mod:`smartcity_analysis.report.display`).
"""

from smartcity_analysis.report.blocks.roadmap import load_block as load
from smartcity_analysis.report.closing import closing
from smartcity_analysis.report.show.decisions import decisions
from smartcity_analysis.report.show.opening import opening
from smartcity_analysis.report.show.sections import alignment
from smartcity_analysis.report.show.summary import summary
from smartcity_analysis.report.show.unknowns import unknowns

__all__ = ["alignment", "closing", "decisions", "load", "opening", "summary", "unknowns"]
