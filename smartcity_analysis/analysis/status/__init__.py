"""Whether a stage is ready to be decided on, from explicit rules."""

from smartcity_analysis.analysis.status import _plan_rules as _plan_rules
from smartcity_analysis.analysis.status._judge import Status, judge

__all__ = ["Status", "judge"]
