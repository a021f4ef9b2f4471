"""A priority problem: what is compared, by which criteria, with which weights."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis._votes import Votes
from smartcity_analysis.analysis.priority import _explanation, _sensitivity, robustness
from smartcity_analysis.analysis.priority._methods import METHODS, prepare
from smartcity_analysis.analysis.priority._ranking import Comparison, Ranking, compare
from smartcity_analysis.analysis.priority.kernels import Kernel

Limits = Mapping[str, tuple[float, float]]
Method = str | Kernel

if TYPE_CHECKING:
    from smartcity_analysis.analysis.portfolio import Core, Frontier, Portfolio

    Prices = str | pd.Series[float]


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

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria, in the order of the weights."""
        return tuple(self.weights.index)

    @property
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
        return _read_only(self.matrix * self._signs) if self.cost else self.matrix

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
        flat = np.ptp(self.oriented, axis=0) == 0
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

    @property
    def _signs(self) -> FloatArray:
        return np.array([-1.0 if name in self.cost else 1.0 for name in self.criteria])

    def _end(self, end: int) -> FloatArray:
        given = self.data.to_numpy() * self._signs
        ends = np.empty(len(self.criteria))
        for j, name in enumerate(self.criteria):
            if name in self.scale:
                ends[j] = sorted(self._signs[j] * bound for bound in self.scale[name])[end]
            else:
                ends[j] = (np.nanmin, np.nanmax)[end](given[:, j])
        return ends

    def _stand_ins(self) -> FloatArray:
        if self.missing == "median":
            return np.asarray(np.nanmedian(self.data.to_numpy(), axis=0))
        if self.missing == "worst":
            return self.low * self._signs
        return (self.low + self.high) / 2 * self._signs

    # ---- Rankings -------------------------------------------------------------------------------

    def saw(self, *, normalise: str = "range") -> Ranking:
        """Rank by simple additive weighting, min–max on the declared bounds by default."""
        return self.score("saw", normalise=normalise)

    def wp(self) -> Ranking:
        """Rank by weighted product; every value must be above 0."""
        return self.score("wp")

    def topsis(self, *, normalise: str = "vector") -> Ranking:
        """Rank by closeness to the ideal; vector normalisation as in Hwang and Yoon."""
        return self.score("topsis", normalise=normalise)

    def vikor(self, *, v: float = 0.5) -> Ranking:
        """Rank by VIKOR; `v` is the weight of total against greatest regret, 0–1."""
        return self.score("vikor", v=v)

    def promethee(
        self,
        *,
        shape: str | Mapping[str, str] = "usual",
        q: float | Mapping[str, float] = 0.0,
        p: float | Mapping[str, float] = 0.0,
        s: float | Mapping[str, float] = 0.0,
    ) -> Ranking:
        """Rank by PROMETHEE II.

        `shape` is one of usual, u_shape, v_shape, level, linear, gaussian, for all criteria or by
        criterion; `q` indifference, `p` full preference, `s` bend, in the criterion's own unit.
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
        """
        prepared = prepare(self, method, **options)
        values = prepared.score(self.w)
        if np.shape(values) != (len(self.data),) or not np.isfinite(values).all():
            raise ValueError(f"{prepared.name} did not give {len(self.data)} finite scores.")
        return Ranking(prepared.name, self, values, prepared)

    def compare(self, *methods: Method) -> Comparison:
        """Rank by several methods, all five by default, and correlate the ranks."""
        return compare([self.score(method) for method in methods or tuple(METHODS)])

    def dominance(self) -> pd.DataFrame:
        """Tell which alternative (row) is nowhere worse and somewhere better than which (column).

        Criteria of weight 0 do not count.
        """
        x = self.oriented[:, self.w > 0]
        gap = x[:, None, :] - x
        dominates = np.logical_and((gap >= 0).all(axis=2), (gap > 0).any(axis=2))
        return pd.DataFrame(dominates, index=self.data.index, columns=self.data.index)

    # ---- How firm -------------------------------------------------------------------------------

    def robust(
        self,
        *,
        method: Method = "saw",
        draws: int = 100_000,
        around: float | None = None,
        order: Iterable[Any] | None = None,
        top: int = 3,
        seed: int = 0,
        **options: Any,
    ) -> robustness.Robustness:
        """See :func:`robustness.over_weights`: how often each alternative takes each rank."""
        return robustness.over_weights(
            self, method, draws=draws, around=around, order=order, top=top, seed=seed, **options
        )

    def bootstrap(
        self, *, draws: int = 10_000, top: int = 3, seed: int = 0
    ) -> robustness.Robustness:
        """See :func:`robustness.over_raters`: what if other raters had come."""
        return robustness.over_raters(self, draws=draws, top=top, seed=seed)

    def stability(self, method: Method = "saw", **options: Any) -> _sensitivity.Stability:
        """See :func:`_sensitivity.stability`: how far each weight can move."""
        return _sensitivity.stability(self.score(method, **options))

    def leave_one_out(self, method: Method = "saw", **options: Any) -> _sensitivity.LeaveOneOut:
        """See :func:`_sensitivity.leave_one_out`: what if one OPD had stayed away."""
        return _sensitivity.leave_one_out(self, method, **options)

    def rank_reversal(
        self, method: Method = "saw", *, added: pd.DataFrame | None = None, **options: Any
    ) -> _sensitivity.RankReversal:
        """See :func:`_sensitivity.rank_reversal`: does the order depend on who else is there."""
        return _sensitivity.rank_reversal(self, method, added=added, **options)

    def intervals(self) -> pd.DataFrame:
        """See :func:`_sensitivity.intervals`: what blanks can do to scores and ranks."""
        return _sensitivity.intervals(self)

    def explain(self, name: Hashable, rival: Hashable | None = None) -> _explanation.Explanation:
        """See :func:`_explanation.explain`: why it stands where it does, what would swap it."""
        return _explanation.explain(self, name, rival)

    # ---- Choice ---------------------------------------------------------------------------------

    def portfolio(
        self, budget: float, price: Prices, *, method: Method = "saw", **rules: Any
    ) -> Portfolio:
        """Choose exactly what is worth most within a budget; see :func:`portfolio.choose`.

        Parameters
        ----------
        budget : float
            In rupiah.
        price : str or Series
            By alternative: a column of the data or of the attributes, or a Series.
        method : str or kernel, default='saw'
            Scores are added up, so 0 has to mean "worth nothing": SAW on declared bounds is meant.
        **rules
            Such as ``one_per="dimension", at_most={"opd": 2}``; columns are looked up in the attributes.
        """  # noqa: E501
        from smartcity_analysis.analysis import portfolio

        score, prices = self.score(method).score, self._prices(price)
        return portfolio.choose(score, prices, budget=budget, attributes=self.attributes, **rules)

    def frontier(self, price: Prices, *, budget: float | None = None) -> Frontier:
        """Find what every budget is best spent on, by SAW; see :func:`portfolio.frontier`."""
        from smartcity_analysis.analysis import portfolio

        return portfolio.frontier(self.saw().score, self._prices(price), budget=budget)

    def core(
        self,
        budget: float,
        price: Prices,
        *,
        draws: int = 10_000,
        around: float | None = None,
        order: Iterable[Any] | None = None,
        seed: int = 0,
        **rules: Any,
    ) -> Core:
        """Tell which alternatives are in the best portfolio whatever the weighting.

        The weightings are those of :meth:`robust`, the scores SAW's; see :func:`portfolio.core`.
        With side rules every draw is solved by HiGHS: some 200 draws are what one can wait for.
        """
        from smartcity_analysis.analysis import portfolio

        scores = robustness.drawn_scores(self, draws=draws, around=around, order=order, seed=seed)
        frame = pd.DataFrame(scores, columns=self.data.index)
        prices = self._prices(price)
        return portfolio.core(frame, prices, budget=budget, attributes=self.attributes, **rules)

    def _prices(self, given: Prices) -> pd.Series[float]:
        if isinstance(given, pd.Series):
            return given.reindex(self.data.index)
        for frame in (self.attributes, self.data):
            if given in frame:
                return frame[given]
        known = ", ".join(map(str, [*self.attributes.columns, *self.data.columns]))
        raise refuse("Problem.portfolio", "price", f"a Series or one of {known}", given)

    def with_(self, **changes: Any) -> Problem:
        """Make a new problem with some arguments of :func:`priority.problem` replaced."""
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
