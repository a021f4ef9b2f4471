"""Published evaluation indices recomputed: the proof that the simulation uses the right formula."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis.indices import PARTS, Evaluation, evaluation
from smartcity_analysis.reference.evaluations import evaluations

COLUMNS = (
    *("city", "year", *PARTS, "index", "published", "difference", "within_rounding"),
    *("source", "letter"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """Published evaluations recomputed from their published parts.

    Attributes
    ----------
    table : DataFrame
        One row per evaluation: ``city``, ``year``, the five parts, ``index`` (recomputed),
        ``published``, ``difference`` (index − published), ``within_rounding``, ``source`` and
        ``letter``.
    evaluations : tuple of Evaluation
    edition : str
        The weights.
    sample : bool
        Always False: every figure was published.
    """

    table: pd.DataFrame
    evaluations: tuple[Evaluation, ...]
    edition: str
    sample: bool = False

    @property
    def n_within(self) -> int:
        """Number of evaluations that rounding explains."""
        return int(self.table["within_rounding"].sum())

    def __repr__(self) -> str:
        return (
            f"<Proof {self.n_within} of {len(self.table)} published indices within rounding, "
            f"weights {self.edition}>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"evaluation_proof": self.table}


def proof(*, weights: str = "letter_2021") -> Proof:
    """Recompute every published evaluation of the reference.

    Parameters
    ----------
    weights : {'letter_2021', 'sleman', 'equal'}, default='letter_2021'

    Returns
    -------
    Proof

    Raises
    ------
    ValueError
        If the weights are unknown.

    Examples
    --------
    >>> proof(), proof(weights="sleman")
    (<Proof 2 of 2 published indices within rounding, weights letter_2021>, <Proof 0 of 2 published indices within rounding, weights sleman>)
    """  # noqa: E501
    rows, found = [], []
    for one in evaluations():
        again = evaluation(one.parts, weights=weights, published=one.published)
        found.append(again)
        rows.append(
            {
                "city": one.city,
                "year": one.year,
                **one.parts,
                "index": again.index,
                "published": one.published,
                "difference": round(again.index - one.published, 10),
                "within_rounding": again.within_rounding,
                "source": one.source,
                "letter": one.letter,
            }
        )
    return Proof(pd.DataFrame(rows, columns=list(COLUMNS)), tuple(found), weights)
