"""PROMETHEE II where the table of all pairs becomes the cost, and where it no longer fits."""

from __future__ import annotations

import itertools
import textwrap
from typing import Any

import numpy as np
import pandas as pd
import pymcdm.methods

from benchmarks.timing import Claim, Loop, Row, Timing, agree, child, in_turns
from smartcity_analysis import priority

N, M = 1000, 10
Q, P = 0.2, 1.0
LINEAR: dict[str, Any] = {"shape": "linear", "q": Q, "p": P}
NAMES = [f"alternative {i + 1}" for i in range(N)]
X = np.random.default_rng(20222).uniform(1, 5, (N, M))
FRAME = pd.DataFrame(X, index=NAMES, columns=[f"criterion {j + 1}" for j in range(M)])
WEIGHTS = np.full(M, 1 / M)
LARGE = 100_000, 20


def peer(_steps: int, _seed: int) -> pd.DataFrame:
    """Score and rank with pymcdm, validation off; labels by hand."""
    method = pymcdm.methods.PROMETHEE_II("vshape_2", q=[Q] * M, p=[P] * M)
    flows = method(X, WEIGHTS, np.ones(M, dtype=int), validation=False)
    return pd.DataFrame({"score": flows, "rank": method.rank(flows)}, index=NAMES)


def ours(_seed: int) -> pd.DataFrame:
    """Build the problem, score, rank, label."""
    result = priority.problem(FRAME).promethee(**LINEAR)
    return pd.DataFrame({"score": result.score, "rank": result.rank})


def medium() -> Row:
    """1,000 × 10 beside pymcdm; the other peers loop over pairs in Python."""
    mine, theirs = ours(0), peer(1, 0)
    agree("PROMETHEE 1,000 × 10, flows", mine["score"], theirs["score"])
    agree("PROMETHEE 1,000 × 10, ranks", mine["rank"], theirs["rank"])
    our_time, their_time = in_turns(ours, {"pymcdm": Loop(peer, 1, 1)}, number=5)
    return Row(
        work=f"PROMETHEE II {N:,} × {M}, linear",
        ours=our_time,
        peers=their_time,
        claims=(Claim.times(our_time, their_time, 40, "pymcdm"),),
        compared="flows equal to 1e-9, ranks equal",
        how="problem built, scored, ranked and labelled in the timing on both sides",
    )


INPUT = """
    import json, pathlib, resource
    from time import perf_counter
    import numpy as np, pandas as pd
    def peak():
        # The kernel hands ru_maxrss down from parent to child; VmHWM starts anew with the program.
        status = pathlib.Path("/proc/self/status")
        if not status.exists():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    x = np.random.default_rng(20223).uniform(1, 5, ({n}, {m}))
"""
OURS = """
    frame = pd.DataFrame(x, columns=[f"criterion {{j + 1}}" for j in range({m})])
    from smartcity_analysis import priority
    priority.problem(frame.head(70)).promethee(shape={shape!r}, q={q}, p={p}).rank
    before = peak()
    start = perf_counter()
    result = priority.problem(frame).promethee(shape={shape!r}, q={q}, p={p})
    table = pd.DataFrame({{"score": result.score, "rank": result.rank}})
    seconds = perf_counter() - start
    print(json.dumps({{"seconds": seconds, "peak": peak(), "before": before,
                       "flows": abs(float(table["score"].sum()))}}))
"""
PEER = """
    resource.setrlimit(resource.RLIMIT_AS, (16 * 2**30, 16 * 2**30))
    import pymcdm.methods
    try:
        pymcdm.methods.PROMETHEE_II("usual")(
            x, np.full({m}, 1 / {m}), np.ones({m}, dtype=int), validation=False)
        answer = "finished"
    except MemoryError as error:
        answer = str(error)
    print(json.dumps({{"answer": answer}}))
"""


def large() -> Row:
    """100,000 × 20, each run in a process of its own."""
    n, m = LARGE
    runs = {}
    for shape, q, p in (("usual", 0, 0), ("linear", Q, P)):
        code = textwrap.dedent(INPUT + OURS).format(n=n, m=m, shape=shape, q=q, p=p)
        runs[shape] = [child(code) for _ in range(7)]
    answer = child(textwrap.dedent(INPUT + PEER).format(n=n, m=m))["answer"]
    for run in itertools.chain(*runs.values()):
        agree("PROMETHEE, sum of all flows", run["flows"], 0, 1e-6)
    seconds = {
        shape: Timing.of([float(run["seconds"]) for run in of]) for shape, of in runs.items()
    }
    slowest = max(seconds.values(), key=lambda timing: timing.seconds)
    peak = max(float(run["peak"]) for of in runs.values() for run in of)
    before = max(float(run["before"]) for of in runs.values() for run in of)
    small = np.random.default_rng(1).uniform(1, 5, (300, m))
    flows = pymcdm.methods.PROMETHEE_II("usual")(small, np.full(m, 1 / m), np.ones(m, dtype=int))
    agree("PROMETHEE × 20", priority.problem(pd.DataFrame(small)).promethee().score, flows)
    each = ", ".join(f"{shape} {timing.seconds:.2f} s" for shape, timing in seconds.items())
    return Row(
        work=f"PROMETHEE II {n:,} × {m}, usual and linear",
        ours=slowest,
        peers={},
        claims=(
            Claim("finishes within", slowest.seconds, 1, "s", at_least=False),
            Claim("peak memory of the process", peak, 250, "MB", at_least=False),
        ),
        compared="flows equal to pymcdm's at 300 × 20; flows of the whole sum to 0",
        how=f"{each}; peak {peak:.0f} MB, of which {before:.0f} MB were taken before the work by "
        f"Python, imports and the input frame: the work itself took {peak - before:.0f} MB. "
        f"pymcdm, in a process limited to 16 GiB: “{answer}”",
    )
