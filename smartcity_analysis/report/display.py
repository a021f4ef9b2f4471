"""Lets JupyterLab, papermill and nbconvert show a result as the block of the published page."""

from __future__ import annotations

from typing import Any

SHOWN = {
    "analysis.action_plan._cards": ("Cards",),
    "analysis.action_plan._checks": ("Checks",),
    "analysis.action_plan._dictionary": ("IndicatorDictionary",),
    "analysis.action_plan._dimensions": ("DimensionSummary",),
    "analysis.action_plan._quick_wins": ("QuickWinCards",),
    "analysis.agreement._ballots": ("Borda", "Copeland"),
    "analysis.agreement._blocks": ("BlockAgreement",),
    "analysis.agreement._consensus": ("Consensus",),
    "analysis.agreement._kendall": ("KendallW",),
    "analysis.agreement._outliers": ("Outliers",),
    "analysis.coverage": ("Coverage",),
    "analysis.gap": ("Gap",),
    "analysis.indices._environment": ("Environment",),
    "analysis.indices._evaluation": ("Evaluation",),
    "analysis.indices._satisfaction": ("Satisfaction",),
    "analysis.monitoring._baseline": ("Baseline",),
    "analysis.monitoring._calendar": ("Calendar",),
    "analysis.monitoring._commitments": ("Commitments",),
    "analysis.monitoring._documents": ("Documents",),
    "analysis.monitoring._evaluation": ("SelfEvaluation",),
    "analysis.monitoring._frame": ("Frame",),
    "analysis.monitoring._proof": ("Proof",),
    "analysis.plan._alignment": ("Alignment",),
    "analysis.plan._chain": ("Chain",),
    "analysis.plan._changes": ("Changes",),
    "analysis.plan._history": ("History",),
    "analysis.plan._no_ranking": ("NoRanking",),
    "analysis.plan._objectives": ("Objectives",),
    "analysis.plan._programmes": ("Programmes",),
    "analysis.plan._ranking": ("Unranked",),
    "analysis.plan._roadmap": ("Roadmap",),
    "analysis.plan._similar": ("Similar",),
    "analysis.plan._strategies": ("Strategies",),
    "analysis.portfolio._choice": ("Cut", "Portfolio"),
    "analysis.portfolio._core": ("Core",),
    "analysis.portfolio._frontier": ("Frontier",),
    "analysis.priority._explanation": ("Explanation",),
    "analysis.priority._firmness": ("Robustness",),
    "analysis.priority._problem": ("Problem",),
    "analysis.priority._ranking": ("Comparison", "Ranking"),
    "analysis.priority._sensitivity": ("LeaveOneOut", "RankReversal", "Stability"),
    "analysis.priority._usg": ("UsgRanking",),
    "analysis.quick_win._choose": ("QuickWins",),
    "analysis.quick_win._gates": ("Gates",),
    "analysis.quick_win._impact_effort": ("ImpactEffort",),
    "analysis.readiness": ("Readiness",),
    "analysis.status._judge": ("Status",),
    "analysis.swot._awot": ("Awot",),
    "analysis.swot._check": ("CheckedTable",),
    "analysis.swot._flip": ("Flip",),
    "analysis.swot._guard": ("Guard",),
    "analysis.swot._ie": ("IEMatrix",),
    "analysis.swot._position": ("SwotPosition",),
    "analysis.swot._qspm": ("Qspm",),
    "analysis.swot._tows": ("Tows",),
    "analysis.weights._ahp": ("AhpWeights",),
    "analysis.weights._ahp_group": ("AhpGroup",),
    "analysis.weights._ahp_hierarchy": ("AhpHierarchy",),
    "analysis.weights._best_worst": ("BestWorstWeights",),
    "analysis.weights._direct": ("DirectWeights", "RankWeights"),
    "analysis.weights._group": ("GroupWeights",),
    "analysis.weights._objective": ("ObjectiveWeights",),
}
"""Where each type of result is defined; a test keeps it true to the types themselves."""


def bundle(
    result: object, include: object = None, exclude: object = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Turn a result into what a notebook stores: block, words and tables."""
    from smartcity_analysis.report.blocks import block

    return block(result)._repr_mimebundle_()


def register(shell: Any) -> None:
    """Teach a running IPython shell our result types, by name, without importing them.

    Parameters
    ----------
    shell : InteractiveShell
    """
    formatter = shell.display_formatter.mimebundle_formatter
    for module, names in SHOWN.items():
        for name in names:
            formatter.for_type_by_name(f"smartcity_analysis.{module}", name, bundle)
