"""Medians of alternating runs, and children measured from outside."""

from __future__ import annotations

import gc
import itertools
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one piece of work: the median of the runs, and their spread."""

    seconds: float
    low: float
    high: float
    runs: int
    note: str = ""

    @classmethod
    def of(cls, seconds: list[float], note: str = "") -> Timing:
        """Summarise the runs."""
        return cls(statistics.median(seconds), min(seconds), max(seconds), len(seconds), note)

    def times(self, factor: float, note: str) -> Timing:
        """Scale to the whole of a work of which a part was timed."""
        seconds, low, high = (x * factor for x in (self.seconds, self.low, self.high))
        return replace(self, seconds=seconds, low=low, high=high, note=note)


@dataclass(frozen=True, slots=True)
class Loop:
    """A peer's loop over `whole` steps, of which `sample` are timed; ``run(steps, seed)``."""

    run: Callable[[int, int], object]
    whole: int
    sample: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A target, and what was reached; `peer` is the one beside it, none for an absolute target."""

    text: str
    reached: float
    wanted: float
    unit: str = "×"
    at_least: bool = True
    peer: str = ""

    @classmethod
    def times(
        cls, ours: Timing, peers: Mapping[str, Timing], wanted: float, peer: str = ""
    ) -> Claim:
        """Claim to be `wanted` times as fast as `peer`, or as the fastest of the peers."""
        other = peer or min(peers, key=lambda name: peers[name].seconds)
        text = f"{other}" if peer else "the fastest peer"
        return cls(text, peers[other].seconds / ours.seconds, wanted, peer=other)

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.reached >= self.wanted if self.at_least else self.reached <= self.wanted


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: the work, both sides, and the targets."""

    work: str
    ours: Timing | None
    peers: Mapping[str, Timing]
    claims: tuple[Claim, ...]
    compared: str
    how: str
    tuned: Mapping[str, Timing] = field(default_factory=dict)


def agree(what: str, mine: ArrayLike, theirs: ArrayLike, tolerance: float = 1e-9) -> None:
    """Stop unless both sides give the same numbers: unlike work must not be timed."""
    mine, theirs = np.asarray(mine, dtype=float), np.asarray(theirs, dtype=float)
    if not np.allclose(mine, theirs, rtol=0, atol=tolerance):
        raise AssertionError(f"{what}: ours {mine} differs from {theirs}")


def agree_within_noise(
    what: str, mine: pd.DataFrame, theirs: pd.DataFrame, draws: tuple[int, int]
) -> None:
    """Stop if shares from separate draws lie more than five standard errors apart in any cell."""
    a, b = mine.to_numpy(), theirs.to_numpy()
    share = (a * draws[0] + b * draws[1] + 1) / (sum(draws) + 2)
    error = np.sqrt(share * (1 - share) * (1 / draws[0] + 1 / draws[1]))
    worst = float(np.max(np.abs(a - b) / error))
    if not worst <= 5:
        raise AssertionError(f"{what}: shares differ by {worst:.1f} standard errors")


def seconds_of(work: Callable[..., object], *arguments: object) -> float:
    """Time one run."""
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


def in_turns(
    ours: Callable[[int], object],
    peers: Mapping[str, Loop],
    *,
    rounds: int = 5,
    ours_a_round: int = 5,
    number: int = 1,
    full: bool = False,
) -> tuple[Timing, dict[str, Timing]]:
    """Time ours and every peer in alternation.

    What a side left behind is collected before the other begins. A peer's loop warms up in its
    first steps; ours, many times shorter, gets one untimed run before each group of timed ones.
    ``ours(seed)`` gets a new seed each run, so that no cached result can be timed. With `number`
    more than 1, so many runs make one figure, for work of microseconds. A peer's loop is timed on
    its sample and scaled; `full` runs it whole, once.
    """
    seeds = itertools.count(1)

    def repeated(work: Callable[[int], object]) -> float:
        return seconds_of(lambda: [work(next(seeds)) for _ in range(number)]) / number

    samples = {name: partial(loop.run, loop.sample) for name, loop in peers.items()}
    whole = [name for name, loop in peers.items() if full and loop.whole > loop.sample]
    theirs = {name: [seconds_of(peers[name].run, peers[name].whole, 0)] for name in whole}
    for loop in peers.values():
        loop.run(max(1, loop.sample // 10), 0)
    mine: list[float] = []
    for _ in range(rounds):
        for name in [name for name in peers if name not in whole]:
            gc.collect()
            theirs.setdefault(name, []).append(repeated(samples[name]))
        gc.collect()
        repeated(ours)
        mine += [repeated(ours) for _ in range(ours_a_round)]
    return Timing.of(mine), {
        name: Timing.of(theirs[name]) if name in whole else _scaled(Timing.of(theirs[name]), loop)
        for name, loop in peers.items()
    }


def _scaled(timing: Timing, loop: Loop) -> Timing:
    """Scale a sample to the whole, and see on half the sample whether the loop is linear."""
    if loop.whole == loop.sample:
        return timing
    half = Timing.of([seconds_of(loop.run, loop.sample // 2, 0) for _ in range(3)])
    growth = timing.seconds / half.seconds
    note = f"{loop.sample:,} of {loop.whole:,} timed; twice the steps took {growth:.2f} × the time"
    if not 1.6 < growth < 2.5:
        note += ": the machine was busy, run again"
    return timing.times(loop.whole / loop.sample, note)


def child(code: str) -> dict[str, float | str]:
    """Run Python code in a fresh process from the repository's root; it prints one JSON object."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    answer: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return answer
