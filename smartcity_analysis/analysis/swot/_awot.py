"""A'WOT: SWOT factors weighed by the analytic hierarchy process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_at_least, is_sample, refuse
from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis.swot._kernels import KINDS

CALLER = "swot.awot"


@dataclass(frozen=True, slots=True, eq=False)
class Awot:
    """Global weight of every SWOT factor, comparable across the four groups.

    Attributes
    ----------
    factors : DataFrame
        ``kind``, ``factor``, ``local_priority``, ``global_weight``, its ``rank`` over all factors
        and ``rank_in_kind`` (ties shared).
    groups : DataFrame
        ``kind``, ``priority`` with its ``rank``, ``n_factors``, ``local_sum``,
        ``consistency_ratio`` of its factors (NaN where priorities were given, not compared) and
        its heaviest factor (``top_factor``, ``top_weight``; several are joined with a comma).
    dominant : tuple of str
        The group, or groups, of the highest priority.
    favourable : float
        Priority of strengths and opportunities together; weaknesses and threats hold the rest.
    group_ratio : float
        Consistency ratio of the comparison of the groups; NaN where priorities were given.
    inconsistent : tuple of str
        ``"groups"`` or the kinds whose comparisons are beyond their threshold.
    group_sum, global_sum : float
        As given, not rescaled: printed priorities sum to 1 up to rounding.
    tolerance : float
        Allowed deviation of a sum, per priority.
    sample : bool
        Whether a judgement is marked as made up.
    """

    factors: pd.DataFrame
    groups: pd.DataFrame
    dominant: tuple[str, ...]
    favourable: float
    group_ratio: float
    inconsistent: tuple[str, ...]
    group_sum: float
    global_sum: float
    tolerance: float
    sample: bool

    def __repr__(self) -> str:
        first = self.factors.loc[self.factors["rank"] == 1]
        names = " and ".join(map(str, first["factor"]))
        wrong = f", inconsistent: {', '.join(self.inconsistent)}" if self.inconsistent else ""
        return (
            f"<Awot {' and '.join(self.dominant)} dominates, first {names} "
            f"{first['global_weight'].iloc[0]:.3f}{wrong}>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        names = ("favourable", "group_ratio", "group_sum", "global_sum", "tolerance")
        summary = {name: getattr(self, name) for name in names}
        summary |= {
            "dominant": ", ".join(self.dominant),
            "inconsistent": ", ".join(self.inconsistent),
        }
        return {
            "swot_awot": self.factors,
            "swot_awot_groups": self.groups,
            "swot_awot_summary": pd.DataFrame([summary]),
        }


def awot(
    groups: Any, factors: Mapping[str, Any], *, tolerance: float = 0.0015, sample: bool = False
) -> Awot:
    """Weigh SWOT factors by group priority × local priority.

    Parameters
    ----------
    groups : Series, mapping, DataFrame or result with ``weights``
        Priorities of the kinds (strength, weakness, opportunity, threat); or their square matrix
        of pairwise comparisons, which :func:`weights.ahp` then weighs with its defaults; or the
        result of such a function, for other settings. Not modified.
    factors : mapping of kind to the same
        Local priorities or comparisons of the factors of each kind. Not modified.
    tolerance : float, default=0.0015
        Given priorities must sum to 1; rounding may cost this much per priority.
    sample : bool, default=False
        Whether what is given is made up; also where one of the results is marked.

    Returns
    -------
    Awot

    Raises
    ------
    ValueError
        If the kinds of both differ or are unknown, a factor stands twice, a priority is blank or
        negative, or priorities do not sum to 1.

    Notes
    -----
    global weight = local priority × group priority. Priorities that were given are used as they
    are, and their sums stand in the result.

    References
    ----------
    Kurttila, Pesonen, Kangas & Kajanus (2000), "Utilizing the analytic hierarchy process (AHP) in
    SWOT analysis", *Forest Policy and Economics* 1.

    Examples
    --------
    >>> result = awot(
    ...     {"strength": 0.5, "weakness": 0.2, "opportunity": 0.2, "threat": 0.1},
    ...     {"strength": {"S-01": 0.7, "S-02": 0.3}, "weakness": {"W-01": 1.0},
    ...      "opportunity": {"O-01": 1.0}, "threat": {"T-01": 1.0}})
    >>> result
    <Awot strength dominates, first S-01 0.350>
    """
    check_at_least(CALLER, "tolerance", tolerance, 0)
    priority, group_ratio, group_fails = _priorities("groups", groups, tolerance)
    _check_kinds(priority, factors)
    kinds = [kind for kind in KINDS if kind in priority.index]
    local = {kind: _priorities(f"factors[{kind!r}]", factors[kind], tolerance) for kind in kinds}
    table = _factors(priority, {kind: found[0] for kind, found in local.items()})
    top = priority.round(9).max()
    fails = {"groups": group_fails} | {kind: found[2] for kind, found in local.items()}
    return Awot(
        factors=table,
        groups=_groups(priority[kinds], table, {kind: found[1] for kind, found in local.items()}),
        dominant=tuple(kind for kind in kinds if round(priority[kind], 9) == top),
        favourable=float(priority.reindex(list(KINDS)[::2]).sum()),
        group_ratio=group_ratio,
        inconsistent=tuple(name for name, failed in fails.items() if failed),
        group_sum=float(priority.sum()),
        global_sum=float(table["global_weight"].sum()),
        tolerance=tolerance,
        sample=is_sample(groups, factors, sample=sample),
    )


def _priorities(name: str, given: Any, tolerance: float) -> tuple[pd.Series, float, bool]:
    """Read priorities, or weigh comparisons: priorities, CR, and whether it is beyond its limit."""
    if isinstance(given, pd.DataFrame):
        from smartcity_analysis.analysis import weights

        given = weights.ahp(given)
    if hasattr(given, "weights"):
        ratio = float(getattr(given, "consistency_ratio", np.nan))
        return given.weights, ratio, not getattr(given, "consistent", True)
    priority = pd.Series(given, dtype=np.float64)
    if priority.index.has_duplicates:
        twice = priority.index[priority.index.duplicated()][0]
        raise refuse(CALLER, name, "labelled without repetition", twice)
    wrong = priority[~(priority >= 0)]
    if len(wrong):
        found = f"{wrong.iloc[0]} for {wrong.index[0]}"
        raise refuse(CALLER, name, "priorities that are given and not negative", found)
    if abs(priority.sum() - 1) > tolerance * len(priority) + 1e-9:
        rule = f"priorities that sum to 1 within {tolerance * len(priority):.4g}"
        raise refuse(CALLER, name, rule, round(float(priority.sum()), 6))
    return priority, float("nan"), False


def _check_kinds(priority: pd.Series, factors: Mapping[str, Any]) -> None:
    unknown = [kind for kind in (*priority.index, *factors) if kind not in KINDS]
    if unknown:
        raise refuse(CALLER, "groups", f"labelled by {', '.join(KINDS)}", unknown[0])
    apart = sorted(set(priority.index) ^ set(factors))
    if apart:
        rule = "a mapping of every group of 'groups' to its factors, and of no other"
        raise refuse(CALLER, "factors", rule, f"only one of both with {', '.join(apart)}")


def _factors(priority: pd.Series, local: Mapping[str, pd.Series]) -> pd.DataFrame:
    table = pd.concat(
        [
            pd.DataFrame(
                {"kind": kind, "factor": each.index, "local_priority": each.to_numpy(np.float64)}
            )
            for kind, each in local.items()
        ],
        ignore_index=True,
    )
    twice = table.loc[table["factor"].duplicated(), "factor"]
    if len(twice):
        raise refuse(CALLER, "factors", "a mapping in which no factor stands twice", twice.iloc[0])
    weight = table["local_priority"] * table["kind"].map(priority)
    in_kind = weight.round(9).groupby(table["kind"]).rank(method="min", ascending=False)
    return table.assign(
        global_weight=weight,
        rank=competition_ranks(weight.to_numpy(np.float64)[None]),
        rank_in_kind=in_kind,
    )


def _groups(priority: pd.Series, table: pd.DataFrame, ratios: Mapping[str, float]) -> pd.DataFrame:
    first = table[table["rank_in_kind"] == 1].groupby("kind")
    of_kind = table.groupby("kind")
    kinds = list(priority.index)
    return pd.DataFrame(
        {
            "kind": kinds,
            "priority": priority.to_numpy(np.float64),
            "rank": competition_ranks(priority.to_numpy(np.float64)[None]),
            "n_factors": of_kind.size()[kinds].to_numpy(np.int64),
            "local_sum": of_kind["local_priority"].sum()[kinds].to_numpy(np.float64),
            "consistency_ratio": [ratios[kind] for kind in kinds],
            "top_factor": first["factor"].agg(", ".join)[kinds].to_numpy(),
            "top_weight": first["global_weight"].max()[kinds].to_numpy(np.float64),
        }
    )
