"""Rules counted, one verdict: ready, ready with notes, not ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, check_count, refuse
from smartcity_analysis.analysis.status._rules import Before, Facts, Rule, rules_of, rules_of_tables

CALLER = "status.judge"
STATES = ("ready", "ready_with_notes", "not_ready")


@dataclass(frozen=True, slots=True, eq=False)
class Status:
    """Whether a stage may be decided on.

    Attributes
    ----------
    stage : int
    state : {"ready", "ready_with_notes", "not_ready"}
        ``not_ready`` when a blocking rule fails, ``ready_with_notes`` when only others do.
    rules : DataFrame
        ``requirement``, ``effect`` (``blocking`` or ``note``), how many are ``failing`` of how
        many ``checked``, ``holds``.
    sample : bool
        Always False: that samples are in use is one of the rules.
    """

    stage: int
    state: str
    rules: pd.DataFrame
    sample: bool = False

    @property
    def failing(self) -> pd.DataFrame:
        """The rules that do not hold, blocking ones first."""
        return self.rules[~self.rules["holds"]].sort_values("effect", kind="stable")

    def __repr__(self) -> str:
        return f"<Status {self.state}: {len(self.failing)} of {len(self.rules)} rules fail>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"status_rules": self.rules}


def judge(
    tables: Mapping[str, pd.DataFrame],
    *results: object,
    stage: int,
    before: Before | None = None,
    min_submitted: float = 0.5,
    min_raters: int = 3,
) -> Status:
    """Judge whether a stage is ready, from explicit rules.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The checked worksheets of the stage. Not modified.
    *results : object
        The results of the stage; each brings its own rules, one without rules brings none.
    stage : {1, 2, 3, 4}
    before : Before, optional
        The stage before, as it was frozen: its ``status`` (one of the three states) and what is
        ``stale``, which is what has changed since it was computed.
    min_submitted : float, default=0.5
        Share of the agencies, 0–1, whose worksheets must have come.
    min_raters : int, default=3
        Fewest raters of a factor or issue.

    Returns
    -------
    Status

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    A judgement that nobody has given (status ``sample``) blocks: nothing can be signed on it. The
    rules are the project's own; the programme knows no official ones.

    Examples
    --------
    >>> ratings = pd.DataFrame({"factor": ["S-01"], "rater": ["A"], "status": ["sample"]})
    >>> judge({"swot_ratings": ratings}, stage=1)
    <Status not_ready: 5 of 6 rules fail>
    """
    check_choice(CALLER, "stage", str(stage), ("1", "2", "3", "4"))
    check_count(CALLER, "min_raters", min_raters)
    if not 0 <= min_submitted <= 1:
        raise refuse(CALLER, "min_submitted", "between 0 and 1", min_submitted)
    facts = Facts(tables, stage, before, min_submitted, min_raters)
    found = [*rules_of_tables(facts)]
    for result in results:
        found += rules_of(result, facts)
    return Status(stage, _state(found), _table(found))


def _state(found: list[Rule]) -> str:
    failing = {rule.effect for rule in found if not rule.holds}
    return "not_ready" if "blocking" in failing else STATES[len(failing)]


def _table(found: list[Rule]) -> pd.DataFrame:
    columns = ["requirement", "effect", "failing", "checked", "holds"]
    rows = [(rule.name, rule.effect, rule.failing, rule.checked, rule.holds) for rule in found]
    return pd.DataFrame(rows, columns=columns).astype({"holds": bool})
