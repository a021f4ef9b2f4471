"""Lets JupyterLab, papermill and nbconvert show a result as the block of the published page."""

from __future__ import annotations

from typing import Any

SHOWN = {
    "analysis.coverage": ("Coverage",),
    "analysis.readiness": ("Readiness",),
    "analysis.gap": ("Gap",),
    "analysis.swot._position": ("SwotPosition",),
    "analysis.swot._flip": ("Flip",),
    "analysis._usg": ("UsgRanking",),
}


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
