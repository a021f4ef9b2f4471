"""What importing costs, next to the two libraries below it."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.timing import ROOT, Claim, Row, Timing, seconds_of

BASE = "import numpy, pandas"
STATEMENTS = {
    "the bare import": "import smartcity_analysis",
    "the import and NumPy and pandas": "import smartcity_analysis, numpy, pandas",
    "what an expert types": "from smartcity_analysis import priority, swot",
}
TARGETED = ("the bare import", "the import and NumPy and pandas")
PEERS = {
    "pymcdm": "import pymcdm",
    "pyrepo-mcda": "import pyrepo_mcda.mcda_methods",
    "scikit-criteria": "import skcriteria.agg.simple",
    "pyDecision": "import pyDecision.algorithm",
}
PAIRS = 21


def start(statement: str) -> None:
    """Run a statement in a fresh Python."""
    subprocess.run([sys.executable, "-c", statement], cwd=ROOT, check=True)


def row() -> Row:
    """Alternate the statements; each ratio is taken within its round."""
    everything = {"base": BASE, **STATEMENTS, **PEERS}
    seconds: dict[str, list[float]] = {name: [] for name in everything}
    for statement in everything.values():
        start(statement)
    for turn in range(PAIRS):
        for name, statement in everything.items():
            if name not in PEERS or turn < 5:
                seconds[name].append(seconds_of(start, statement))

    def ratio(name: str) -> float:
        pairs = zip(seconds[name], seconds["base"], strict=True)
        return statistics.median(mine / base for mine, base in pairs)

    base = Timing.of(seconds["base"])
    each = "; ".join(
        f"`{statement}` {Timing.of(seconds[name]).seconds:.2f} s"
        for name, statement in STATEMENTS.items()
    )
    return Row(
        work="`import smartcity_analysis`",
        ours=Timing.of(seconds["the import and NumPy and pandas"]),
        peers={name: Timing.of(seconds[name]) for name in PEERS},
        claims=tuple(
            Claim(f"{name} against `{BASE}`", ratio(name), 1.15, at_least=False)
            for name in TARGETED
        ),
        compared="",
        how=f"whole processes, {PAIRS} alternating rounds: `{BASE}` {base.seconds:.2f} s; {each}. "
        "The package loads a module when its name is first used: the bare import loads none, and "
        f"what an expert types costs {ratio('what an expert types'):.2f} × `{BASE}`; that has no "
        "target",
    )
