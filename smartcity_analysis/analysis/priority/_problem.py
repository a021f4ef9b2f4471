"""A priority problem: what is compared, by which criteria, with which weights."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._ranks import NEAR
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis._votes import Votes
from smartcity_analysis.analysis.priority import (
    _budget,
    _explanation,
    _sensitivity,
    kernels,
    robustness,
)
from smartcity_analysis.analysis.priority._methods import METHODS, prepare
from smartcity_analysis.analysis.priority._ranking import Comparison, Ranking, compare
from smartcity_analysis.analysis.priority.kernels import Kernel

Limits = Mapping[str, tuple[float, float]]
Method = str | Kernel


@dataclass(frozen=True, eq=False)
class Problem:
    """Alternatives × criteria with weights, checked once; made by :func:`priority.problem`.

    Attributes
    ----------
    data : DataFrame
        Alternatives × criteria as given, NaN where nothing was given. Do not modify.
    attributes : DataFrame
        What else is known of the alternatives: price, dimension, OPD.
    weights : Series
        By criterion, sum 1.
    given_weights : Series
        As given, before they were brought to the sum of 1.
    cost : frozenset of str
        Criteria of which less is better.
    scale : mapping of str to (float, float)
        Declared bounds of criteria.
    missing : {'raise', 'median', 'worst', 'interval'}
        What stands in for a blank.
    ties : {'competition', 'dense', 'average'}
    resolution : float or None
        Step of the ratings; differences are compared to thresholds after rounding to it.
    votes : Votes or None
        The ratings behind the data, when they were given rater by rater.
    aggregation : {'agency', 'rater'}
    sample : bool
        Whether a judgement is marked as made up.
    """

    data: pd.DataFrame
    attributes: pd.DataFrame
    weights: pd.Series[float]
    given_weights: pd.Series[float]
    cost: frozenset[str]
    scale: Limits
    missing: str
    ties: str
    resolution: float | None
    votes: Votes | None
    aggregation: str
    sample: bool
    given: Mapping[str, Any] = field(repr=False)

    def __repr__(self) -> str:
        weights = "  ".join(
            f"{name} {'▼' if name in self.cost else '▲'}{100 * weight:.0f} %"
            for name, weight in self.weights.items()
        )
        return f"<Problem of {len(self.data)} alternatives: {weights}; {self.convention}>"

    # ---- What the kernels see -------------------------------------------------------------------

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Criteria, in the order of the weights."""
        return tuple(self.weights.index)

    @cached_property
    def alternatives(self) -> tuple[Hashable, ...]:
        """Labels of the alternatives."""
        return tuple(self.data.index)

    @cached_property
    def blank(self) -> BoolArray:
        """Where nothing was given, (n, m)."""
        blank: BoolArray = np.isnan(self.data.to_numpy())
        return blank

    @cached_property
    def w(self) -> FloatArray:
        """The weights, (m,)."""
        return np.asarray(self.weights, dtype=np.float64)

    @cached_property
    def matrix(self) -> FloatArray:
        """The data with every blank filled by the policy, (n, m), read-only."""
        x = self.data.to_numpy(copy=bool(self.blank.any()))
        if self.blank.any():
            x[self.blank] = np.broadcast_to(self._stand_ins(), x.shape)[self.blank]
        return _read_only(x)

    @cached_property
    def oriented(self) -> FloatArray:
        """The matrix with costs negated: more is better, (n, m), read-only."""
        return _read_only(self.matrix * self.signs) if self.cost else self.matrix

    @cached_property
    def low(self) -> FloatArray:
        """Worst end of each oriented criterion: its declared bound, or the worst given value."""
        return self._end(0)

    @cached_property
    def high(self) -> FloatArray:
        """Best end of each oriented criterion."""
        return self._end(1)

    @property
    def unused(self) -> tuple[str, ...]:
        """Criteria on which all alternatives are equal: they tell nothing apart."""
        flat = kernels.level(self.oriented.min(axis=0), self.oriented.max(axis=0))
        return tuple(name for name, same in zip(self.criteria, flat, strict=True) if same)

    @property
    def convention(self) -> str:
        """State weights, policy on blanks, unused criteria and tie rule in one line."""
        total = float(self.given_weights.sum())
        said = [f"weights given sum to {total:g}"] if abs(total - 1) > 1e-9 else []
        if self.blank.any():
            said.append(f"{int(self.blank.sum())} blank filled by {self.missing}")
        if self.unused:
            said.append(f"unused: {', '.join(self.unused)}")
        if self.votes is not None:
            said.append(f"one vote per {self.aggregation}")
        return ", ".join([*said, f"{self.ties} ranks"])

    @cached_property
    def signs(self) -> FloatArray:
        """1 for a benefit, −1 for a cost, (m,)."""
        return np.array([-1.0 if name in self.cost else 1.0 for name in self.criteria])

    def _end(self, end: int) -> FloatArray:
        given = self.data.to_numpy() * self.signs
        known = [name not in self.scale for name in self.criteria]
        ends = np.empty(len(known))
        if any(known):
            ends[known] = (np.nanmin, np.nanmax)[end](given[:, known], axis=0)
        for name, bounds in self.scale.items():
            j = self.criteria.index(name)
            ends[j] = sorted(self.signs[j] * bound for bound in bounds)[end]
        return ends

    def _stand_ins(self) -> FloatArray:
        if self.missing == "median":
            return np.asarray(np.nanmedian(self.data.to_numpy(), axis=0))
        if self.missing == "worst":
            return self.low * self.signs
        return (self.low + self.high) / 2 * self.signs

    # ---- Rankings -------------------------------------------------------------------------------

    def saw(self, *, normalise: str = "range") -> Ranking:
        """Rank by simple additive weighting.

        Parameters
        ----------
        normalise : {'range', 'ratio', 'sum', 'vector'}, default='range'
            Min–max on the declared bounds; x / max and min / x; x / Σ x; x / length.

        Returns
        -------
        Ranking

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().saw().score.round(3).to_dict()
        {'A': 0.55, 'B': 0.55, 'C': 0.6, 'D': 0.35}
        """
        return self.score("saw", normalise=normalise)

    def wp(self) -> Ranking:
        """Rank by weighted product; every value must be above 0.

        Returns
        -------
        Ranking

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().wp().best
        ('A',)
        """
        return self.score("wp")

    def topsis(self, *, normalise: str = "vector") -> Ranking:
        """Rank by closeness to the ideal (Hwang and Yoon 1981).

        Parameters
        ----------
        normalise : {'vector', 'range', 'ratio', 'sum'}, default='vector'
            Min–max swaps two ranks of the authors' own example.

        Returns
        -------
        Ranking

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().topsis().rank.tolist()
        [3.0, 2.0, 1.0, 4.0]
        """
        return self.score("topsis", normalise=normalise)

    def vikor(self, *, v: float = 0.5) -> Ranking:
        """Rank by compromise between total and greatest regret (Opricovic and Tzeng 2004).

        Parameters
        ----------
        v : float, default=0.5
            Weight of the total, 0–1.

        Returns
        -------
        Ranking
            ``best`` is the compromise set.

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().vikor().best
        ('A', 'C')
        """
        return self.score("vikor", v=v)

    def promethee(
        self,
        *,
        shape: str | Mapping[str, str] = "usual",
        q: float | Mapping[str, float] | None = None,
        p: float | Mapping[str, float] | None = None,
        s: float | Mapping[str, float] | None = None,
    ) -> Ranking:
        """Rank by net outranking flow: PROMETHEE II (Brans and Vincke 1985).

        Parameters
        ----------
        shape : str or mapping, default='usual'
            usual; u_shape (q); v_shape (p); level (q, p); linear (p, and q if not 0); gaussian (s);
            for all criteria, or by criterion.
        q, p, s : float or mapping, optional
            Indifference, full preference and bend, in the criterion's own unit.

        Returns
        -------
        Ranking
            Scores between −1 and 1 that sum to 0.

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().promethee(shape={"impact": "linear"}, q={"impact": 0.5}, p={"impact": 2}).best
        ('A',)
        """
        return self.score("promethee", shape=shape, q=q, p=p, s=s)

    def score(self, method: Method = "saw", **options: Any) -> Ranking:
        """Rank by a method, by name or by a kernel of your own.

        Parameters
        ----------
        method : {'saw', 'wp', 'topsis', 'vikor', 'promethee'} or callable
            A callable takes ``x`` (n, m), costs negated, and ``w`` (m,) or (draws, m), and gives
            (n,) or (draws, n), higher is better.
        **options
            What the method takes.

        Raises
        ------
        ValueError
            If the data do not suit the method, naming the cell, or the scores are not finite.

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().score(lambda x, w: w @ x.T).rank.tolist()
        [2.0, 2.0, 1.0, 4.0]
        """
        prepared = prepare(self, method, **options)
        values = prepared.score(self.w)
        if np.shape(values) != (len(self.data),) or not np.isfinite(values).all():
            raise ValueError(f"{prepared.name} did not give {len(self.data)} finite scores.")
        return Ranking(prepared.name, self, values, prepared)

    def compare(self, *methods: Method | Ranking) -> Comparison:
        """Rank by several methods, all five by default, and correlate the ranks.

        Parameters
        ----------
        *methods : str, kernel or Ranking
            A Ranking of the same problem stands for a method with options of its own.

        Returns
        -------
        Comparison

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> p = example()
        >>> p.compare(p.saw(), p.promethee(shape="linear", q=0.5, p=2), "topsis")
        <Comparison of 3 methods: 2 leaders, lowest Spearman 0.40>
        """
        given = methods or tuple(METHODS)
        return compare([one if isinstance(one, Ranking) else self.score(one) for one in given])

    def dominance(self) -> pd.DataFrame:
        """Tell which alternative (row) is nowhere worse and somewhere better than which (column).

        Criteria of weight 0 do not count.

        Returns
        -------
        DataFrame of bool, alternatives × alternatives

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().dominance().loc["B"].to_dict()
        {'A': False, 'B': False, 'C': False, 'D': True}
        """
        x = self.oriented[:, self.w > 0]
        gap, near = x[:, None, :] - x, NEAR * np.abs(x).max(axis=0)
        dominates = np.logical_and((gap >= -near).all(axis=2), (gap > near).any(axis=2))
        return pd.DataFrame(dominates, index=self.data.index, columns=self.data.index)

    robust = robustness.over_weights
    bootstrap = robustness.over_raters
    stability = _sensitivity.stability
    leave_one_out = _sensitivity.leave_one_out
    rank_reversal = _sensitivity.rank_reversal
    intervals = _sensitivity.intervals
    explain = _explanation.explain
    portfolio = _budget.choose
    frontier = _budget.frontier
    core = _budget.core

    def with_(self, **changes: Any) -> Problem:
        """Make a new problem with some arguments of :func:`priority.problem` replaced.

        Examples
        --------
        >>> from smartcity_analysis.analysis.priority import example
        >>> example().with_(weights={"impact": 1, "readiness": 3}).saw().best
        ('B',)
        """
        from smartcity_analysis.analysis.priority._door import problem

        return problem(**{**self.given, **changes})

    def on(self, data: pd.DataFrame) -> Problem:
        """Make the same problem on other rows, alternatives × criteria; checked already."""
        return replace(self, data=data, attributes=self.attributes.reindex(data.index), votes=None)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the problem."""
        weights = pd.DataFrame({"weight": self.weights, "given": self.given_weights})
        return {
            "priority_data": self.data.rename_axis("alternative").reset_index(),
            "priority_weights": weights.rename_axis("criterion").reset_index(),
        }


def _read_only(x: FloatArray) -> FloatArray:
    view = x.view()
    view.flags.writeable = False
    return view
