"""The choices behind a score, in one line under every result."""

from __future__ import annotations

from smartcity_analysis.analysis.priority import Problem, Ranking, Robustness
from smartcity_analysis.analysis.weights import Voices
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import amount, named
from smartcity_analysis.report.findings.priority import method_name
from smartcity_analysis.report.texts import say

SUM_TOLERANCE = 1e-9


def of_problem(problem: Problem) -> str:
    """State weights, blanks, unused criteria, votes and ties of a problem."""
    said = []
    given = float(problem.given_weights.sum())
    if abs(given - 1) > SUM_TOLERANCE:
        said.append(say("scoring.weights", sum=amount(given)))
    if problem.blank.any():
        count = fmt.number(int(problem.blank.sum()))
        said.append(say(f"scoring.blank.{problem.missing}", count=count))
    if problem.unused:
        said.append(say("scoring.unused", criteria=named(problem.unused)))
    if problem.votes is not None:
        said.append(say(f"aggregation.{problem.aggregation}"))
    return "; ".join([*said, say(f"scoring.ties.{problem.ties}")])


def of_ranking(ranking: Ranking) -> str:
    """State the method with its options, and the problem behind it."""
    said = [say("scoring.method", method=method_name(ranking.method)), *_options(ranking)]
    return "; ".join([*said, of_problem(ranking.problem)]) + "."


def of_weightings(result: Robustness) -> str:
    """State which weightings, or voices, were drawn."""
    if result.concentration is None:
        return say(f"over.{result.over}")
    return say(f"over.{result.over}", concentration=amount(result.concentration))


def _options(ranking: Ranking) -> list[str]:
    steps = ranking.prepared.steps
    if ranking.method in ("saw", "topsis"):
        return [_normalised(ranking.problem, steps["normalise"])]
    if ranking.method == "wp":
        return [say("scoring.ratios")]
    if ranking.method == "vikor":
        return [say("scoring.v", v=amount(steps["v"]))]
    if ranking.method == "promethee":
        shapes = sorted(set(steps["criteria"]["shapes"]))
        return [
            say("scoring.shapes", shapes=fmt.words([say(f"scoring.shape.{s}") for s in shapes]))
        ]
    return []


def _normalised(problem: Problem, normalise: str) -> str:
    if normalise != "range":
        return say(f"scoring.normalise.{normalise}")
    declared = sum(name in problem.scale for name in problem.criteria)
    if declared == len(problem.criteria):
        return say("scoring.range_all")
    if not declared:
        return say("scoring.range_none")
    return say(
        "scoring.range",
        declared=fmt.number(declared),
        criteria=fmt.number(len(problem.criteria)),
    )


def of_voices(voices: Voices) -> str:
    """State who votes with how much."""
    if any(voices.agencies):
        said = say(
            "votes.agency",
            units=fmt.number(voices.n_units),
            raters=fmt.number(len(voices.raters)),
        )
    elif len(voices.stated) == 1 and max(voices.shares) - min(voices.shares) > SUM_TOLERANCE:
        said = say("votes.weighted")
    else:
        said = say("votes.rater")
    return say("votes.blocks", votes=said) if len(voices.stated) > 1 else said
