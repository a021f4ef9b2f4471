"""Whether the raters agree, who departs from them, and the order that they give together."""

from smartcity_analysis.analysis.agreement._ballots import Borda, Copeland, borda, copeland
from smartcity_analysis.analysis.agreement._blocks import BlockAgreement, between_blocks
from smartcity_analysis.analysis.agreement._consensus import Consensus, consensus
from smartcity_analysis.analysis.agreement._kendall import KendallW, kendall_w
from smartcity_analysis.analysis.agreement._outliers import Outliers, outliers

__all__ = [
    "BlockAgreement",
    "Borda",
    "Consensus",
    "Copeland",
    "KendallW",
    "Outliers",
    "between_blocks",
    "borda",
    "consensus",
    "copeland",
    "kendall_w",
    "outliers",
]
