"""One set of weights from those of many raters."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample, refuse
from smartcity_analysis.analysis._typing import FloatArray
from smartcity_analysis.analysis.weights._ahp import summary
from smartcity_analysis.analysis.weights._comparisons import Labels, labelled, named
from smartcity_analysis.analysis.weights._direct import as_points
from smartcity_analysis.analysis.weights._voices import By, Numbers, Voices, voices

CALLER = "weights.group"
MEANS = ("arithmetic", "geometric")


@dataclass(frozen=True, slots=True, eq=False)
class GroupWeights:
    """The weights of a group, and how far its members are apart.

    Attributes
    ----------
    weights : Series
        By criterion, summing to 1.
    by_rater : DataFrame
        Raters × criteria, every row summing to 1.
    by_block : DataFrame
        Blocks × criteria, the mean within each block, every row summing to 1.
    voices : Voices
        The share of every rater, the blocks and the voting units.
    mean : str
        ``"arithmetic"`` or ``"geometric"``.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    by_rater: pd.DataFrame
    by_block: pd.DataFrame
    voices: Voices
    mean: str
    convention: str
    sample: bool

    def __repr__(self) -> str:
        return f"<GroupWeights {summary(self.weights)}; {self.convention}>"

    @property
    def shares(self) -> pd.Series:
        """What part of the whole each rater's view makes up."""
        return pd.Series(self.voices.shares, index=self.by_rater.index, name="share")

    @property
    def empty_blocks(self) -> Labels:
        """Blocks that have a stated weight and no rater."""
        return self.voices.empty

    @property
    def n_raters(self) -> int:
        """Number of raters."""
        return len(self.by_rater)

    @property
    def n_units(self) -> int:
        """Number of voting units."""
        return self.voices.n_units

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "weights_group": spread(self.weights, self.by_rater),
            "weights_group_raters": self.voices.rater_table(),
            "weights_group_by_rater": long(self.by_rater, "rater"),
            "weights_group_blocks": self.voices.block_table(),
            "weights_group_by_block": long(self.by_block, "block"),
        }


def spread(weights: pd.Series, by_rater: pd.DataFrame) -> pd.DataFrame:
    """Set the group's weights beside the lowest, highest and standard deviation of the raters'."""
    table = pd.DataFrame({"weight": weights, "min": by_rater.min(), "max": by_rater.max()})
    deviation = by_rater.std(ddof=1) if len(by_rater) > 1 else np.nan
    return table.reindex(weights.index).assign(sd=deviation).rename_axis("criterion").reset_index()


def long(table: pd.DataFrame, rows: str) -> pd.DataFrame:
    """Turn rows × criteria into one row per weight."""
    return pd.DataFrame(
        {
            rows: np.repeat(table.index, table.shape[1]),
            "criterion": np.tile(table.columns, len(table)),
            "weight": table.to_numpy().ravel(),
        }
    )


def averaged(shares: FloatArray, weights: FloatArray, mean: str) -> FloatArray:
    """Average the rows of weights with shares that sum to 1, and normalise. No checks.

    Examples
    --------
    >>> averaged(np.array([0.5, 0.5]), np.array([[0.8, 0.2], [0.2, 0.8]]), "geometric")
    array([0.5, 0.5])
    """
    if mean == "arithmetic":
        found: FloatArray = shares @ weights
    else:
        with np.errstate(divide="ignore"):
            logs = np.log(weights)
        # A voice without share must not turn another's positive weight into 0 · −∞.
        found = np.exp(np.where(shares[:, None] > 0, logs, 0.0).T @ shares)
    with np.errstate(invalid="ignore"):
        return np.asarray(found / found.sum(), dtype=np.float64)


def group(
    weights_by_rater: pd.DataFrame | Mapping[Hashable, Any],
    *,
    agencies: By | None = None,
    rater_weights: Numbers | None = None,
    blocks: By | None = None,
    block_weights: Numbers | None = None,
    mean: str = "arithmetic",
    sample: bool = False,
) -> GroupWeights:
    """Bring the weights of many raters together, one vote per OPD.

    Parameters
    ----------
    weights_by_rater : DataFrame of raters × criteria, or mapping of rater to weights
        Each a mapping, a Series or a result with ``weights``. Points will do: every rater's are
        normalised to 1 first, so that nobody gains by large numbers. Not modified.
    agencies : mapping of rater to OPD, optional
        Raters of one OPD share one vote; one without an OPD votes alone.
    rater_weights : mapping of rater to number, optional
        How much a rater counts in the block; not together with `agencies`.
    blocks : mapping of rater to block, optional
        The helix a rater speaks for, such as government, business, academia.
    block_weights : mapping of block to number, optional
        Shared out as stated; equal without it. The weight of a block without raters is spread over
        the others in proportion, and said.
    mean : {'arithmetic', 'geometric'}, default='arithmetic'
        The geometric mean is normalised again; a weight of 0 by one rater makes it 0.
    sample : bool, default=False
        Whether what is given is made up; also where the result of one rater is marked.

    Returns
    -------
    GroupWeights

    Raises
    ------
    ValueError
        If a rater's weight is blank or negative (naming rater and criterion), raters differ in
        their criteria, or a rater has no block.

    Notes
    -----
    w = Σ sᵣ wᵣ (or Π wᵣ^sᵣ) with the shares s of the raters: block weight × 1 / units in the block
    × 1 / raters in the unit. The spread is over raters, its standard deviation with n − 1.

    References
    ----------
    Forman and Peniwati (1998), European Journal of Operational Research 108(1), 165–169.

    Examples
    --------
    >>> points = pd.DataFrame({"impact": [8, 6, 2], "cost": [2, 4, 8]}, index=["P-1", "P-2", "P-3"])
    >>> group(points, agencies={"P-1": "A", "P-2": "A", "P-3": "B"})
    <GroupWeights cost 0.55, impact 0.45; arithmetic mean, one vote per OPD (2 units of 3 raters)>
    """
    check_choice(CALLER, "mean", mean, MEANS)
    raters, criteria, values = _read(weights_by_rater)
    share = voices(
        CALLER,
        raters,
        agencies=agencies,
        rater_weights=rater_weights,
        blocks=blocks,
        block_weights=block_weights,
    )
    inside = {}
    for block in dict.fromkeys(share.blocks):
        mine = np.array([block == other for other in share.blocks])
        part = share.shares[mine]
        if part.sum() > 0:
            inside[block] = averaged(part / part.sum(), values[mine], mean)
    found = averaged(share.shares, values, mean)
    if not np.isfinite(found).all():
        rule = "above 0 somewhere for every rater alike under a geometric mean"
        raise refuse(CALLER, "weights_by_rater", rule, "zeros that leave no criterion")
    return GroupWeights(
        weights=labelled(found, criteria, "weight"),
        by_rater=frame(values, raters, criteria),
        by_block=frame(np.array([*inside.values()]), tuple(inside), criteria, "block"),
        voices=share,
        mean=mean,
        convention=f"{mean} mean, {share.told()}",
        sample=is_sample(weights_by_rater, sample=sample),
    )


def frame(values: FloatArray, rows: Labels, criteria: Labels, name: str = "rater") -> pd.DataFrame:
    """Label rows × criteria."""
    index, columns = pd.Index(rows, name=name), pd.Index(criteria, name="criterion")
    return pd.DataFrame(values, index=index, columns=columns)


def _read(given: pd.DataFrame | Mapping[Hashable, Any]) -> tuple[Labels, Labels, FloatArray]:
    name = "weights_by_rater"
    if isinstance(given, pd.DataFrame):
        raters = named(CALLER, name, tuple(given.index), len(given))
        criteria = named(CALLER, name, tuple(given.columns), given.shape[1])
        values = given.to_numpy(np.float64, na_value=np.nan)
        fine = values.size and np.isfinite(values).all() and (values >= 0).all()
        if fine and (values.sum(axis=1) > 0).all():
            return raters, criteria, values / values.sum(axis=1, keepdims=True)
        rows = {rater: given.iloc[number] for number, rater in enumerate(raters)}
    else:
        rows = {rater: getattr(row, "weights", row) for rater, row in given.items()}
    if not rows:
        raise refuse(CALLER, name, "the weights of at least one rater", "none")
    points = {
        rater: as_points(CALLER, name, row, None, f"rater {rater!r}: ")
        for rater, row in rows.items()
    }
    first, index = next((rater, series.index) for rater, series in points.items())
    for rater, series in points.items():
        odd = sorted(map(str, set(series.index) ^ set(index)))
        if odd:
            rule = f"about the same criteria for all; {rater!r} differs from {first!r}"
            raise refuse(CALLER, name, rule, ", ".join(odd))
    values = np.array([series.reindex(index).to_numpy() for series in points.values()])
    return tuple(points), tuple(index), values / values.sum(axis=1, keepdims=True)
