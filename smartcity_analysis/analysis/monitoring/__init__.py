"""What is signed and followed up: commitments, documents, baseline, calendar, evaluation."""

from smartcity_analysis.analysis.monitoring._baseline import Baseline, baseline
from smartcity_analysis.analysis.monitoring._calendar import Calendar, calendar
from smartcity_analysis.analysis.monitoring._commitments import Commitments, commitments
from smartcity_analysis.analysis.monitoring._documents import DOCUMENTS, Documents, documents
from smartcity_analysis.analysis.monitoring._evaluation import SelfEvaluation
from smartcity_analysis.analysis.monitoring._evaluation import self_evaluation as evaluation
from smartcity_analysis.analysis.monitoring._frame import Frame, frame
from smartcity_analysis.analysis.monitoring._proof import Proof, proof

__all__ = [
    "DOCUMENTS",
    "Baseline",
    "Calendar",
    "Commitments",
    "Documents",
    "Frame",
    "Proof",
    "SelfEvaluation",
    "baseline",
    "calendar",
    "commitments",
    "documents",
    "evaluation",
    "frame",
    "proof",
]
