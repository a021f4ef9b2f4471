"""Small notebooks in place of the real ones: every anchor of a stage, one figure, one table.

They read the city and what the stage before froze, as the real ones do, in a second each.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from smartcity_analysis.pipeline.layout import STAGES

PARAMETERS = 'city = "kota-tegal"\nyear = 2022\ncut_off = None\nrun_time = None'
READ = """
import pandas as pd
from smartcity_analysis.intake import load_city
from smartcity_analysis.intake.frozen import load_baseline, load_stage
from smartcity_analysis.report.block import Block

kota = load_city(city, year, cut_off=cut_off, stage={stage})
lalu = load_stage(city, year, {stage} - 1) if {stage} > 1 else None
count = len(kota.issues)
tables = {{"usg": pd.DataFrame({{"issue": kota.issues["issue"]}})}}
"""
FREEZE = """
frozen = None if refreeze else load_baseline(city, year)
first = kota.indicators[["indicator", "year", "value"]].head(3)
tables["baseline"] = first if frozen is None else frozen
"""
SHOW = """
page = {{
    "title": "Tahap {stage}",
    "headline": f"{{count}} isu pada tahap {stage}",
    "decision": f"Tetapkan {{count}} isu pada tahap {stage}.",
    "fingerprint": kota.fingerprint,
    "state": "draft",
    "state_label": "RANCANGAN",
    "status": "not_ready",
    "status_label": "BELUM SIAP",
    "status_reasons": ["Lembar kerja belum lengkap."],
    "cards": [(str(count), "", "isu")],
    "lasting": {{"{key}": (str(count), "", "{key} tahap {stage}")}},
}}
Block("pembukaan", "<h1>Uji</h1>", "Uji", tables, sample=True, page=page)
"""
KEYS = {1: "issues", 2: "quick_wins", 3: "quick_wins", 4: "quick_wins"}


def write_stub(root: Path, stage: int, *, extra: str = "") -> Path:
    """Write the notebook of a stage; `extra` runs after the city was read."""
    plan = STAGES[stage]
    last = stage == max(STAGES)
    words = {"stage": stage, "blocks": list(plan.blocks), "key": KEYS[stage]}
    sources = [
        PARAMETERS + ("\nrefreeze = False" if last else ""),
        READ.format(**words) + (FREEZE if last else "") + extra,
        SHOW.format(**words),
        *(f'Block("{name}", "<p>Uji</p>", "Uji")' for name in plan.blocks[1:]),
    ]
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    path = root / "notebooks" / plan.notebook
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def write_stubs(root: Path) -> Path:
    """Write the notebooks of all stages."""
    for stage in STAGES:
        write_stub(root, stage)
    return root
