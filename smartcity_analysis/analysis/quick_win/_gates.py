"""The gates of a quick win: which candidates pass, which are open, which fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._sheets import columns_of, numbers
from smartcity_analysis.analysis.plan._programmes import Programmes
from smartcity_analysis.reference.gates import gates as known_gates

CALLER = "quick_win.gates"
ANSWERS = ("yes", "no", "unknown")
STATES = ("pass", "open", "fail")
"""All mandatory gates yes; some unknown and none no; some no."""

GIVEN = ("programme", "gate", "answer", "evidence", "status")


@dataclass(frozen=True, slots=True, eq=False)
class Gates:
    """What every candidate answers at every gate.

    Attributes
    ----------
    table : DataFrame
        One row per candidate, in the official order of the dimensions: ``programme``,
        ``short_name``, ``dimension``, ``n_yes``, ``n_no``, ``n_unknown``, ``gate_state``
        (``"pass"``, ``"open"``, ``"fail"``), ``blocking`` (codes of the mandatory gates that are
        not yes), ``not_within_year`` (the plan runs over more than one calendar year), ``planned``,
        ``status``.
    answers : DataFrame
        One row per candidate and gate: ``programme``, ``short_name``, ``gate``, ``name``,
        ``mandatory``, ``answer`` (``"unknown"`` also where nothing was written), ``asked``
        (whether something was), ``evidence``, ``status``.
    gates : DataFrame
        One row per gate: ``gate``, ``name``, ``question``, ``mandatory``, ``n_yes``, ``n_no``,
        ``n_unknown``.
    not_asked : tuple of str
        Short names of programmes planned within one calendar year that answered no gate.
    sample : bool
        Whether an answer is made up.
    """

    table: pd.DataFrame
    answers: pd.DataFrame
    gates: pd.DataFrame
    not_asked: tuple[str, ...]
    sample: bool

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(state)} {state}" for state in STATES)
        return f"<Gates of {len(self.table)} candidates: {counts}>"

    def count(self, state: str) -> int:
        """Count the candidates in a state."""
        return int((self.table["gate_state"] == state).sum())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "gates": self.table,
            "gate_answers": self.answers,
            "gate_questions": self.gates,
        }


def gates(programmes: Programmes, gates: pd.DataFrame, *, mandatory: Iterable[str]) -> Gates:
    """Send every candidate through the gates.

    Parameters
    ----------
    programmes : Programmes
    gates : DataFrame
        The worksheet of answers; may be empty. Its programmes are the candidates. Not modified.
    mandatory : iterable of str
        Codes of the gates that a quick win has to pass.

    Returns
    -------
    Gates

    Raises
    ------
    ValueError
        If a mandatory gate does not exist.

    Notes
    -----
    Unknown is not no: a candidate with an unknown mandatory gate stays open, to be asked. A blank
    counts as unknown. That a plan runs over several years is told, and settles nothing: the gate
    asks when residents feel something.

    References
    ----------
    The gates: :func:`smartcity_analysis.reference.gates.gates`.

    Examples
    --------
    >>> from smartcity_analysis.analysis.plan._programmes import programmes as listed
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02"], "short_name": ["A", "B"],
    ...     "dimension": ["GOV", "ECO"]})
    >>> years = dict(first_year=2023, last_year=2032, short_years=1, medium_years=5)
    >>> given = pd.DataFrame({"programme": ["PR-01", "PR-02"], "gate": ["G-01"] * 2,
    ...     "answer": ["yes", "unknown"]})
    >>> gates(listed(ideas, pd.DataFrame(), **years), given, mandatory=["G-01"])
    <Gates of 2 candidates: 1 pass, 1 open, 0 fail>
    """
    known = pd.DataFrame(
        [(gate.code, gate.name, gate.question) for gate in known_gates()],
        columns=["gate", "name", "question"],
    )
    must = tuple(dict.fromkeys(mandatory))
    for code in must:
        if code not in set(known["gate"]):
            raise refuse(CALLER, "mandatory", "made of codes of known gates", code)
    known["mandatory"] = known["gate"].isin(must)
    given = columns_of(gates, GIVEN)
    given = given[given["gate"].isin(known["gate"])].drop_duplicates(["programme", "gate"])
    listed = programmes.table[programmes.table["programme"].isin(given["programme"])]
    answers = _answers(listed, given, known)
    return Gates(
        table=_table(listed, answers),
        answers=answers,
        gates=_by_gate(known, answers),
        not_asked=_not_asked(programmes, listed),
        sample=is_sample(given[given["programme"].isin(listed["programme"])]),
    )


def _answers(listed: pd.DataFrame, given: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    every = listed[["programme", "short_name"]].merge(
        known[["gate", "name", "mandatory"]], how="cross"
    )
    joined = every.merge(given, on=["programme", "gate"], how="left")
    asked = joined["answer"].notna()
    return joined.assign(
        answer=joined["answer"].astype(object).where(asked, "unknown"), asked=asked
    )[
        [
            *("programme", "short_name", "gate", "name", "mandatory", "answer", "asked"),
            *("evidence", "status"),
        ]
    ]


def _counts(answers: pd.DataFrame, by: str, labels: pd.Series) -> pd.DataFrame:
    found = pd.crosstab(answers[by], answers["answer"])
    found = found.reindex(index=labels, columns=list(ANSWERS), fill_value=0).astype(int)
    return found.rename(columns={answer: f"n_{answer}" for answer in ANSWERS})


def _table(listed: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    must = answers[answers["mandatory"]]
    refused = set(must.loc[must["answer"] == "no", "programme"])
    held = must[must["answer"] != "yes"].groupby("programme")["gate"].agg(tuple).to_dict()
    made_up = set(answers.loc[answers["status"] == "sample", "programme"])
    state = [
        "fail" if code in refused else "open" if code in held else "pass"
        for code in listed["programme"]
    ]
    table = listed[["programme", "short_name", "dimension"]].reset_index(drop=True)
    counts = _counts(answers, "programme", table["programme"]).reset_index(drop=True)
    return table.join(counts).assign(
        gate_state=np.array(state, dtype=object),
        blocking=[held.get(code, ()) for code in table["programme"]],
        not_within_year=(_years(listed) > 1).to_numpy(),
        planned=(listed["horizon"] != "unplanned").to_numpy(),
        status=["sample" if code in made_up else "official" for code in table["programme"]],
    )


def _years(listed: pd.DataFrame) -> pd.Series[float]:
    return numbers(listed["end_year"]) - numbers(listed["start_year"]) + 1


def _by_gate(known: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    return known.join(_counts(answers, "gate", known["gate"]).reset_index(drop=True))


def _not_asked(programmes: Programmes, listed: pd.DataFrame) -> tuple[str, ...]:
    planned = programmes.planned
    quick = planned[_years(planned) == 1]
    return tuple(quick.loc[~quick["programme"].isin(listed["programme"]), "short_name"])
