"""The result where nothing can be ranked, so that a page can say why."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice

STEPS = ("weights", "ranking", "scores", "robustness", "stability", "smaller_budget")


@dataclass(frozen=True, slots=True, eq=False)
class NoRanking:
    """Why there is no ranking, or nothing that rests on one.

    Attributes
    ----------
    reason : {'no_criteria', 'no_programmes', 'no_ratings', 'too_few'}
        No criterion is declared; no programme is planned; nobody has rated; fewer than two
        programmes have a value for every criterion.
    step : {'weights', 'ranking', 'scores', 'robustness', 'stability', 'smaller_budget'}
        What is missing because of it.
    n_planned, n_complete : int
        Planned programmes, and those with a value for every criterion.
    sample : bool
        Whether what there is, is made up.
    """

    reason: str
    step: str
    n_planned: int
    n_complete: int
    sample: bool

    def __repr__(self) -> str:
        return (
            f"<NoRanking: no {self.step}, {self.reason}; "
            f"{self.n_complete} of {self.n_planned} programmes complete>"
        )

    def of(self, step: str) -> NoRanking:
        """Say the same of another step."""
        check_choice("NoRanking.of", "step", step, STEPS)
        return replace(self, step=step)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give no table: there is nothing to export."""
        return {}
