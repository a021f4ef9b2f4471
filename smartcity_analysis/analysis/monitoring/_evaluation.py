"""The evaluation index simulated from the city's own answers, and what missing evidence costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, check_columns, refuse
from smartcity_analysis.analysis._sheets import numbers
from smartcity_analysis.analysis.indices import EDITIONS, PARTS, Evaluation, evaluation
from smartcity_analysis.analysis.monitoring._shared import made_up, taken
from smartcity_analysis.reference import dimensions

CALLER = "monitoring.evaluation"
SCALE = (0, 4)
COLUMNS = ("question", "part", "dimension", "statement", "score", "evidence", "agency", "status")
QUESTIONS = (*COLUMNS[:6], "has_evidence", "weight", "contribution", "agency", "status")
COST = ("question", "part", "dimension", "statement", "score", "lost", "agency")
PART_COLUMNS = (
    *("part", "weight", "score", "score_evidenced", "contribution", "room"),
    *("n_questions", "n_scored", "n_without_evidence", "lost"),
)


@dataclass(frozen=True, slots=True, eq=False)
class SelfEvaluation:
    """A simulated evaluation index from the city's own answers; never the ministry's figure.

    Attributes
    ----------
    evaluation : Evaluation
        The index from the means of the parts; a part without a scored question leaves a range.
    without_evidence : float
        The index if every score without evidence counted 0; NaN where the index is NaN.
    questions : DataFrame
        Every question with ``has_evidence``, its ``weight`` in the index (0–1, NaN when it has no
        score) and its ``contribution`` (weight × score).
    parts : DataFrame
        One row per part: ``weight``, ``score``, ``score_evidenced`` (if scores without evidence
        counted 0), ``contribution``, ``room`` (what a 4 would add), ``n_questions``,
        ``n_scored``, ``n_without_evidence`` (of the scored ones) and ``lost`` (points of the index
        that rest on them).
    cost : DataFrame
        Scored questions without evidence, the one that costs most points (``lost``) first.
    dimensions_missing : tuple of str
        Dimensions without a scored question on impact.
    sample : bool
        Whether a row in use is marked as made up.
    """

    evaluation: Evaluation
    without_evidence: float
    questions: pd.DataFrame
    parts: pd.DataFrame
    cost: pd.DataFrame
    dimensions_missing: tuple[str, ...]
    sample: bool

    @property
    def index(self) -> float:
        """The simulated index, 0–4; NaN when a part has no score."""
        return self.evaluation.index

    @property
    def n_scored(self) -> int:
        """Number of questions with a score."""
        return int(self.questions["score"].notna().sum())

    def __repr__(self) -> str:
        told = repr(self.evaluation).removeprefix("<Evaluation ").removesuffix(">")
        return f"<SelfEvaluation {told}, {len(self.cost)} of {self.n_scored} without evidence>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        whole = self.evaluation.tables()
        return {
            "self_evaluation": self.questions,
            "self_evaluation_parts": self.parts,
            "self_evaluation_cost": self.cost,
            "evaluation_index": whole["evaluation_index"],
            "evaluation_editions": whole["evaluation_editions"],
        }


def self_evaluation(
    self_evaluation: pd.DataFrame, *, weights: str | Mapping[str, float] = "letter_2021"
) -> SelfEvaluation:
    """Simulate the evaluation index from the city's own answers.

    Parameters
    ----------
    self_evaluation : DataFrame
        One row per ``question``: ``part`` (baseline, output, outcome, impact or quick_win),
        ``dimension``, ``statement``, ``score`` (0–4, blank when not scored) and ``evidence``
        (blank when there is none). Not modified.
    weights : {'letter_2021', 'sleman', 'equal'} or mapping, default='letter_2021'
        As in :func:`smartcity_analysis.analysis.indices.evaluation`; numbers that equal those of
        an edition are named after it.

    Returns
    -------
    SelfEvaluation

    Raises
    ------
    ValueError
        If a part is unknown, a score is off the scale, or the weights do not sum to 1 or 100.

    Notes
    -----
    A part is the mean of its scored questions. Impact is the mean of the means of its dimensions,
    which gives the published 3.07 of Kota Kediri 2022 (2.75, 2.75, 3.5, 3.33, 3.33, 2.75); its
    questions without a dimension form one more group. Exact arithmetic. The index is linear in
    the scores, so that the points lost to missing evidence add up to the difference.

    Examples
    --------
    >>> answers = pd.DataFrame({
    ...     "question": ["EV-01", "EV-02", "EV-03", "EV-04", "EV-05"],
    ...     "part": ["baseline", "output", "outcome", "impact", "quick_win"],
    ...     "score": [3, 3, 2, 2, 4], "evidence": ["SK", None, "Laporan", "Survei", "Foto"]})
    >>> self_evaluation(answers)
    <SelfEvaluation simulated 2.700, weights letter_2021, 1 of 5 without evidence>
    """
    if len(self_evaluation):
        check_columns(CALLER, "self_evaluation", self_evaluation, ("question", "part", "score"))
    rows = taken(self_evaluation, COLUMNS)
    rows = rows.assign(score=numbers(rows["score"]), has_evidence=rows["evidence"].notna())
    for part in rows["part"].dropna():
        check_choice(CALLER, "part", part, PARTS)
    off = rows.loc[(rows["score"] < SCALE[0]) | (rows["score"] > SCALE[1]), "score"]
    if len(off):
        raise refuse(CALLER, "score", f"within {SCALE[0]}–{SCALE[1]}", off.iloc[0])
    shares = _shares(rows)
    sample = made_up(self_evaluation)
    named = _edition(weights)
    whole = evaluation(_scores(rows, shares), weights=named, missing="interval", sample=sample)
    backed = rows.assign(score=rows["score"].where(rows["has_evidence"] | rows["score"].isna(), 0))
    bare = evaluation(_scores(backed, shares), weights=named, missing="interval", sample=sample)
    part_weight = dict(zip(whole.table["part"], whole.table["weight"], strict=True))
    weight = [
        float(s) * part_weight[p] if s else None for p, s in zip(rows["part"], shares, strict=True)
    ]
    questions = rows.assign(weight=pd.Series(weight, dtype="float64", index=rows.index))
    questions = questions.assign(contribution=questions["weight"] * questions["score"])
    impact = rows[(rows["part"] == "impact") & rows["score"].notna()]
    return SelfEvaluation(
        evaluation=whole,
        without_evidence=bare.index,
        questions=questions[list(QUESTIONS)],
        parts=_parts(whole, bare, questions),
        cost=_cost(questions),
        dimensions_missing=tuple(
            d.code for d in dimensions() if d.code not in set(impact["dimension"])
        ),
        sample=sample,
    )


def _edition(weights: str | Mapping[str, float]) -> str | Mapping[str, float]:
    """Name the published weights that given numbers equal."""
    if isinstance(weights, str):
        return weights
    given = {part: float(weight) for part, weight in weights.items()}
    scale = 1 if abs(sum(given.values()) - 1) < 1e-9 else 100
    for name, edition in EDITIONS.items():
        if given == {part: weight * scale / 100 for part, weight in edition.items()}:
            return name
    return weights


def _shares(rows: pd.DataFrame) -> list[Fraction]:
    """Give what a question weighs within its part: equal, for impact equal by dimension first."""
    scored = rows["score"].notna()
    groups = rows["dimension"].where(rows["part"] == "impact").fillna("")
    keys = list(zip(rows["part"], groups, strict=True))
    counted = [key for key, has in zip(keys, scored, strict=True) if has]
    in_part = {part: len({key for key in counted if key[0] == part}) for part in PARTS}
    return [
        Fraction(1, in_part[key[0]] * counted.count(key)) if has else Fraction(0)
        for key, has in zip(keys, scored, strict=True)
    ]


def _scores(rows: pd.DataFrame, shares: list[Fraction]) -> dict[str, Fraction | None]:
    scores: dict[str, Fraction | None] = dict.fromkeys(PARTS)
    for part, score, share in zip(rows["part"], rows["score"], shares, strict=True):
        if share:
            scores[part] = (scores[part] or Fraction(0)) + share * Fraction(str(score))
    return scores


def _parts(whole: Evaluation, bare_index: Evaluation, questions: pd.DataFrame) -> pd.DataFrame:
    scored = questions["score"].notna()
    bare = scored & ~questions["has_evidence"]
    by_part = {
        "n_questions": questions.groupby("part").size(),
        "n_scored": questions[scored].groupby("part").size(),
        "n_without_evidence": questions[bare].groupby("part").size(),
        "lost": questions[bare].groupby("part")["contribution"].sum(),
    }
    backed = bare_index.table.set_index("part")["score"]
    table = whole.table.set_index("part").assign(**by_part, score_evidenced=backed)
    counts = [name for name in by_part if name != "lost"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["lost"] = table["lost"].astype("float64").fillna(0.0)
    return table.reset_index()[list(PART_COLUMNS)]


def _cost(questions: pd.DataFrame) -> pd.DataFrame:
    bare = questions[questions["score"].notna() & ~questions["has_evidence"]]
    ranked = bare.assign(lost=bare["contribution"]).sort_values(
        "lost", ascending=False, kind="stable", ignore_index=True
    )
    return ranked[list(COST)]
