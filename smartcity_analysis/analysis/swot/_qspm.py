"""The quantitative strategic planning matrix (QSPM): which strategy the factors favour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_choice,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.swot._kernels import AXES, KINDS, ROUNDING

CALLER = "swot.qspm"
LOWEST, HIGHEST = 1.0, 4.0
"""Attractiveness: 1 not, 2 somewhat, 3 fairly, 4 very attractive."""

PARTIAL = ("refuse", "drop_row")
SWAPS = ["factor", "strategy", "now", "needed", "change", "inside", "becomes"]


@dataclass(frozen=True, slots=True)
class Swap:
    """One attractiveness score that decides who leads.

    Attributes
    ----------
    factor, strategy : str
        The cell that changes.
    now, needed, change : float
        In points; at `needed` both strategies tie, anything beyond puts the other one ahead.
    becomes : str
        The strategy that then leads.
    """

    factor: str
    strategy: str
    now: float
    needed: float
    change: float
    becomes: str

    def __repr__(self) -> str:
        return (
            f"<Swap {self.factor} of {self.strategy} by {self.change:+.2f}: {self.becomes} leads>"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Qspm:
    """Strategies by their sum total attractiveness score, and how firm the lead is.

    Attributes
    ----------
    table : DataFrame
        ``strategy``, ``stas`` (sum of weight × attractiveness), ``rank`` (ties shared) and
        ``behind``, the distance to the first.
    steps : DataFrame
        Every cell: ``factor``, ``strategy``, ``weight``, ``attractiveness``, ``tas`` (their
        product) and whether the row was ``used``.
    dropped : DataFrame
        Rows that took no part: ``reason`` is ``blank`` (no strategy has a score) or ``partial``
        (some have), ``n_blank`` and the ``blank_strategies``.
    swaps : DataFrame
        Every single change that would let another strategy catch up with the leader: raising its
        own score, or lowering the leader's to the runner-up; ``inside`` when it can also pass
        within 1–4.
    lead : float
        Of the first over the second; 0 when they tie, NaN with a single strategy.
    state : str
        ``"moves"``, ``"immovable"`` (no single score within 1–4 changes the first place),
        ``"tied"`` or ``"alone"``.
    smallest : Swap or None
        The smallest change of a single score that puts another strategy ahead.
    n_factors, n_used : int
    weight_sum, weight_used, share_used : float
        Sum of all weights, of those that took part, and its share, 0–1.
    partial : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    table: pd.DataFrame
    steps: pd.DataFrame
    dropped: pd.DataFrame
    swaps: pd.DataFrame
    lead: float
    state: str
    smallest: Swap | None
    n_factors: int
    n_used: int
    weight_sum: float
    weight_used: float
    share_used: float
    partial: str
    sample: bool

    @property
    def best(self) -> tuple[str, ...]:
        """The strategy in the first place, or those that share it."""
        return tuple(self.table.loc[self.table["rank"] == 1, "strategy"])

    def __repr__(self) -> str:
        ahead = f" ahead by {self.lead:.2f}" if self.state in ("moves", "immovable") else ""
        return (
            f"<Qspm {' and '.join(map(str, self.best))} {self.table['stas'].max():.2f}{ahead}, "
            f"{self.n_used} of {self.n_factors} factors, {100 * self.share_used:.0f} % of weight>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        names = ("lead", "state", "n_factors", "n_used", "weight_sum", "weight_used")
        summary = {name: getattr(self, name) for name in (*names, "share_used", "partial")}
        return {
            "swot_qspm": self.table,
            "swot_qspm_summary": pd.DataFrame([summary]),
            "swot_qspm_steps": self.steps,
            "swot_qspm_dropped": self.dropped,
            "swot_qspm_swaps": self.swaps,
        }


def qspm(
    weights: pd.Series | Mapping[str, float],
    attractiveness: pd.DataFrame,
    *,
    kinds: Mapping[str, str] | None = None,
    partial: str = "refuse",
    weight_sum: float | None = 2.0,
    tolerance: float = 0.005,
    sample: bool = False,
) -> Qspm:
    """Rank strategies by weighted attractiveness.

    Parameters
    ----------
    weights : Series
        Weight of each factor, from the IFAS and EFAS sheets. Not modified.
    attractiveness : DataFrame
        Factors × strategies, 1 (not attractive) to 4 (very); a row is blank when its factor has
        no bearing on the choice. Not modified.
    kinds : mapping of factor to kind, optional
        With it the weights are checked axis by axis, S + W and O + T, for half of `weight_sum`.
    partial : {'refuse', 'drop_row'}, default='refuse'
        What happens to a row that has scores for some strategies only. It never counts as zero.
    weight_sum : float or None, default=2.0
        What the weights sum to: 1 for internal and 1 for external factors. None: not checked,
        for a part of a matrix.
    tolerance : float, default=0.005
        Largest deviation of each sum.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Qspm

    Raises
    ------
    ValueError
        If the factors differ or repeat, a weight is blank or negative, the weights do not sum up,
        a score is outside 1–4, a row is partly blank under ``"refuse"``, or no row is left.

    Notes
    -----
    TAS = weight × attractiveness, STAS = its sum over the rows in which every strategy has a
    score. With d the distance of a strategy behind the first, raising its own score on a factor
    of weight w by d / w makes it catch up; so does lowering the leader's by the same.

    References
    ----------
    David (1986), "The strategic planning matrix: a quantitative approach", *Long Range Planning*
    19; David, *Strategic Management*.

    Examples
    --------
    >>> weights = pd.Series({"S-01": 0.6, "W-01": 0.4, "O-01": 0.7, "T-01": 0.3})
    >>> scores = pd.DataFrame(
    ...     {"Portal": [4, 2, 3, np.nan], "Pelatihan": [2, 3, 3, np.nan]}, index=weights.index)
    >>> result = qspm(weights, scores)
    >>> result
    <Qspm Portal 5.30 ahead by 0.80, 3 of 4 factors, 85 % of weight>
    >>> result.smallest
    <Swap O-01 of Portal by -1.14: Pelatihan leads>
    """
    check_choice(CALLER, "partial", partial, PARTIAL)
    check_at_least(CALLER, "tolerance", tolerance, 0)
    aligned = _weights(pd.Series(weights, dtype=np.float64), attractiveness)
    _check_sums(aligned, kinds, weight_sum, tolerance)
    scores = _scores(attractiveness)
    blank = np.isnan(scores)
    used: BoolArray = np.logical_not(blank.any(axis=1))
    dropped = _dropped(attractiveness, aligned, blank)
    if partial == "refuse" and (dropped["reason"] == "partial").any():
        rows = ", ".join(dropped.loc[dropped["reason"] == "partial", "factor"].astype(str))
        rule = "blank in a row for every strategy or for none (or choose partial='drop_row')"
        raise refuse(CALLER, "attractiveness", rule, f"partly blank rows: {rows}")
    if not used.any():
        rule = "a DataFrame with a row in which every strategy has a score"
        raise refuse(CALLER, "attractiveness", rule, "none")
    names, factors = list(attractiveness.columns), list(attractiveness.index)
    weight = aligned.to_numpy(np.float64)
    stas = weight[used] @ scores[used]
    rank = competition_ranks(stas[None])
    swaps = _swaps(
        stas, scores[used], weight[used], names, [factors[i] for i in np.flatnonzero(used)]
    )
    lead, state, smallest = _firmness(stas, rank, swaps)
    return Qspm(
        table=pd.DataFrame(
            {"strategy": names, "stas": stas, "rank": rank, "behind": stas.max() - stas}
        ),
        steps=_steps(scores, weight, used, names, factors),
        dropped=dropped,
        swaps=swaps,
        lead=lead,
        state=state,
        smallest=smallest,
        n_factors=len(factors),
        n_used=int(used.sum()),
        weight_sum=float(weight.sum()),
        weight_used=float(weight[used].sum()),
        share_used=float(weight[used].sum() / weight.sum()),
        partial=partial,
        sample=is_sample(weights, attractiveness, sample=sample),
    )


# ---- Checks at the door -------------------------------------------------------------------------


def _weights(weights: pd.Series, attractiveness: pd.DataFrame) -> pd.Series:
    """Bring the weights into the order of the rows."""
    for name, labels in (
        *(("weights", weights.index), ("attractiveness", attractiveness.index)),
        ("attractiveness", attractiveness.columns),
    ):
        if labels.has_duplicates:
            raise refuse(
                CALLER, name, "labelled without repetition", labels[labels.duplicated()][0]
            )
    apart = weights.index.symmetric_difference(attractiveness.index)
    if len(apart):
        rule = "a Series over the factors of 'attractiveness'"
        raise refuse(CALLER, "weights", rule, f"only one of both with {', '.join(map(str, apart))}")
    aligned = weights.reindex(attractiveness.index).astype(np.float64)
    wrong = aligned[~(aligned >= 0)]
    if len(wrong) or not aligned.sum() > 0:
        found = f"{wrong.iloc[0]} for {wrong.index[0]}" if len(wrong) else "a sum of 0"
        raise refuse(CALLER, "weights", "given, not negative and not all 0", found)
    return aligned


def _check_sums(
    weights: pd.Series, kinds: Mapping[str, str] | None, total: float | None, tolerance: float
) -> None:
    if total is None:
        return
    if kinds is None:
        sums = {"all factors": (weights.sum(), total)}
    else:
        number = pd.Index(KINDS).get_indexer(pd.Index([kinds.get(f) for f in weights.index]))
        if (number < 0).any():
            rule = f"a mapping of every factor to one of {', '.join(KINDS)}"
            raise refuse(CALLER, "kinds", rule, f"none for {weights.index[number < 0][0]}")
        sums = {
            f"{axis} factors": (weights[number // 2 == place].sum(), total / 2)
            for place, axis in enumerate(AXES)
        }
    wrong = {part: pair for part, pair in sums.items() if abs(pair[0] - pair[1]) > tolerance + 1e-9}
    if wrong:
        rule = " and ".join(f"{goal:g} over {part}" for part, (_, goal) in wrong.items())
        found = " and ".join(f"{given:.4g}" for given, _ in wrong.values())
        raise refuse(CALLER, "weights", f"weights that sum to {rule}", found)


def _scores(attractiveness: pd.DataFrame) -> FloatArray:
    scores = attractiveness.to_numpy(np.float64, na_value=np.nan)
    off = np.argwhere((scores < LOWEST) | (scores > HIGHEST))
    if len(off):
        row, column = off[0]
        cell = f"factor {attractiveness.index[row]}, strategy {attractiveness.columns[column]}"
        rule = "scores within 1–4, blank (never 0) where a factor has no bearing on the choice"
        raise refuse(CALLER, "attractiveness", rule, f"{scores[row, column]:g} at {cell}")
    return scores


# ---- Tables -------------------------------------------------------------------------------------


def _dropped(attractiveness: pd.DataFrame, weights: pd.Series, blank: BoolArray) -> pd.DataFrame:
    rows = np.flatnonzero(blank.any(axis=1))
    names = attractiveness.columns.astype(str)
    return pd.DataFrame(
        {
            "factor": attractiveness.index[rows],
            "weight": weights.to_numpy(np.float64)[rows],
            "reason": np.where(blank[rows].all(axis=1), "blank", "partial").astype(object),
            "n_blank": blank[rows].sum(axis=1),
            "blank_strategies": [", ".join(names[blank[row]]) for row in rows],
        }
    )


def _steps(
    scores: FloatArray, weight: FloatArray, used: BoolArray, names: list[str], factors: list[str]
) -> pd.DataFrame:
    n = len(names)
    return pd.DataFrame(
        {
            "factor": np.repeat(np.array(factors, dtype=object), n),
            "strategy": np.tile(np.array(names, dtype=object), len(factors)),
            "weight": np.repeat(weight, n),
            "attractiveness": scores.ravel(),
            "tas": (weight[:, None] * scores).ravel(),
            "used": np.repeat(used, n),
        }
    )


# ---- Firmness -----------------------------------------------------------------------------------


def _swaps(
    stas: FloatArray, scores: FloatArray, weight: FloatArray, names: list[str], factors: list[str]
) -> pd.DataFrame:
    """Solve for every cell: what makes a rival catch up with the leader."""
    leader = int(stas.argmax())
    rivals = [rival for rival in range(len(stas)) if rival != leader]
    behind = stas[leader] - stas
    nearest = min((behind[rival] for rival in rivals), default=0.0)
    parts = []
    for rival in rivals:
        step = np.divide(behind[rival], weight, out=np.full(len(weight), np.nan), where=weight > 0)
        cells = [(rival, step)]
        # Lowering the leader brings forward whoever is next, nobody else.
        if behind[rival] <= nearest + ROUNDING:
            cells.append((leader, -step))
        for strategy, change in cells:
            now = scores[:, strategy]
            needed = now + change
            inside = (needed < HIGHEST - ROUNDING) & (needed > LOWEST + ROUNDING)
            columns = (factors, names[strategy], now, needed, change, inside, names[rival])
            parts.append(pd.DataFrame(dict(zip(SWAPS, columns, strict=True))))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=SWAPS)


def _firmness(
    stas: FloatArray, rank: FloatArray, swaps: pd.DataFrame
) -> tuple[float, str, Swap | None]:
    if len(stas) < 2:
        return float("nan"), "alone", None
    if (rank == 1).sum() > 1:
        return 0.0, "tied", None
    ordered = np.sort(stas)
    lead = float(ordered[-1] - ordered[-2])
    inside = swaps[swaps["inside"].astype(bool)]
    if inside.empty:
        return lead, "immovable", None
    size = inside["change"].abs().round(9).to_numpy(np.float64)
    row = inside.iloc[int(size.argmin())]
    smallest = Swap(
        factor=row["factor"],
        strategy=row["strategy"],
        now=float(row["now"]),
        needed=float(row["needed"]),
        change=float(row["change"]),
        becomes=row["becomes"],
    )
    return lead, "moves", smallest
