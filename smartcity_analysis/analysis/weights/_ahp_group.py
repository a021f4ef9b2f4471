"""Weights from the pairwise comparisons of many raters."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smartcity_analysis.analysis._arguments import check_choice, is_sample, refuse
from smartcity_analysis.analysis._typing import BoolArray, FloatArray
from smartcity_analysis.analysis.weights._ahp import Choices, check_choices, convention_of, summary
from smartcity_analysis.analysis.weights._ahp_kernels import (
    consistency_index,
    joint_matrix,
    limit,
    priorities,
)
from smartcity_analysis.analysis.weights._ahp_kernels import random_index as looked_up
from smartcity_analysis.analysis.weights._comparisons import (
    Labels,
    Matrix,
    check_connected,
    floats,
    named,
    read_matrix,
    reciprocal,
)
from smartcity_analysis.analysis.weights._group import MEANS, averaged, long, spread
from smartcity_analysis.analysis.weights._voices import By, Numbers, Voices, voices

CALLER = "weights.ahp_group"
AGGREGATIONS = ("AIJ", "AIP")
SHOWN = (
    *("aggregation", "mean", "method", "n_raters", "n_excluded", "lambda_max", "consistency_ratio"),
    *("random_index", "random_index_table", "threshold", "consistent"),
)


@dataclass(frozen=True, slots=True, eq=False)
class AhpGroup:
    """The weights of a group from its pairwise comparisons, and who was consistent.

    Attributes
    ----------
    criteria, people : Index
        Labels of the criteria, and of everyone who handed in a matrix, the excluded ones too.
    group_weights : array of shape (n,)
        As `weights`. Read-only.
    weights_array : array of shape (n_raters, n)
        The weights of each of them. Read-only.
    lambdas, ratios : array of shape (n_raters,)
        λmax and consistency ratio of each of them. Read-only.
    used : array of bool, shape (n_raters,)
        Whether the rater is part of the group's weights. Read-only.
    voices : Voices
        Shares of the raters used.
    everyone : Voices
        What is known of all raters, the excluded ones too.
    aggregation, mean, method : str
    matrix_array : array of shape (n, n)
        The group's matrix, element-wise weighted geometric mean; under AIP for information only.
    lambda_max, consistency_ratio : float
        Of the group's matrix.
    random_index, random_index_table, threshold
        As in :class:`AhpWeights`.
    consistent : bool
        Whether the group's matrix is within the threshold.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    criteria: pd.Index
    group_weights: FloatArray
    people: pd.Index
    weights_array: FloatArray
    lambdas: FloatArray
    ratios: FloatArray
    used: BoolArray
    voices: Voices
    everyone: Voices
    aggregation: str
    mean: str
    method: str
    matrix_array: FloatArray
    lambda_max: float
    consistency_ratio: float
    random_index: float
    random_index_table: str
    threshold: float
    consistent: bool
    convention: str
    sample: bool

    def __repr__(self) -> str:
        out = self.excluded
        told = f", excluded: {', '.join(map(str, out))}" if out else ", nobody excluded"
        loose = [*map(str, self.inconsistent)] if not out else []
        told += f", but INCONSISTENT: {', '.join(loose)}" if loose else ""
        share = f"{len(self.voices.raters)} of {self.n_raters} raters"
        ratio = f"group CR {self.consistency_ratio:.3f}"
        return f"<AhpGroup {summary(self.weights)}; {self.aggregation}, {share}, {ratio}{told}>"

    @property
    def weights(self) -> pd.Series:
        """Weight of each criterion for the group, sum 1."""
        return pd.Series(self.group_weights, self.criteria, name="weight")

    @property
    def raters(self) -> Labels:
        """Everyone who handed in a matrix, the excluded ones too."""
        return tuple(self.people)

    @property
    def n_raters(self) -> int:
        """Number of raters, the excluded ones included."""
        return len(self.people)

    @property
    def n_excluded(self) -> int:
        """Number of raters left out."""
        return int((~self.used).sum())

    @property
    def excluded(self) -> Labels:
        """Raters who were left out because their ratio exceeds the threshold."""
        return tuple(who for who, kept in zip(self.raters, self.used, strict=True) if not kept)

    @property
    def inconsistent(self) -> Labels:
        """Raters whose ratio exceeds the threshold, excluded or not."""
        over = self.ratios > self.threshold + 1e-12
        return tuple(who for who, far in zip(self.raters, over, strict=True) if far)

    @property
    def empty_blocks(self) -> Labels:
        """Blocks that have a stated weight and no rater left."""
        return self.voices.empty

    @property
    def consistency_ratios(self) -> pd.Series:
        """Consistency ratio by rater."""
        return pd.Series(self.ratios, self.people, name="consistency_ratio")

    @property
    def shares(self) -> pd.Series:
        """What part of the whole each rater makes up; 0 for the excluded."""
        found = np.zeros(self.n_raters)
        found[self.used] = self.voices.shares
        return pd.Series(found, self.people, name="share")

    @property
    def by_rater(self) -> pd.DataFrame:
        """Weights of every rater, raters × criteria."""
        return pd.DataFrame(self.weights_array, self.people, self.criteria)

    @property
    def matrix(self) -> pd.DataFrame:
        """The group's matrix of comparisons, labelled."""
        names = list(self.criteria)
        return pd.DataFrame(self.matrix_array, index=names, columns=names)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        people = self.everyone.rater_table().drop(columns="share").set_index("rater")
        raters = pd.DataFrame(
            {
                "lambda_max": self.lambdas,
                "consistency_ratio": self.ratios,
                "consistent": self.ratios <= self.threshold + 1e-12,
                "excluded": ~self.used,
                "share": self.shares.to_numpy(),
            },
            index=self.people,
        )
        matrix = self.matrix.rename_axis("criterion").reset_index()
        return {
            "ahp_group_weights": spread(self.weights, self.by_rater[self.used]),
            "ahp_group_raters": people.reindex(raters.index).join(raters).reset_index(),
            "ahp_group_by_rater": long(self.by_rater, "rater"),
            "ahp_group_matrix": matrix,
            "ahp_group_blocks": self.voices.block_table(),
            "ahp_group_summary": pd.DataFrame([{name: getattr(self, name) for name in SHOWN}]),
        }


def ahp_group(
    matrices: Mapping[Hashable, Matrix] | npt.ArrayLike,
    *,
    labels: Sequence[Hashable] | None = None,
    aggregation: str = "AIJ",
    mean: str = "geometric",
    agencies: By | None = None,
    rater_weights: Numbers | None = None,
    blocks: By | None = None,
    block_weights: Numbers | None = None,
    method: str = "eigenvector",
    random_index: str = "saaty_1980",
    threshold: float | str = 0.10,
    exclude: bool = True,
    rounded: int | None = 2,
    sample: bool = False,
) -> AhpGroup:
    """Bring the pairwise comparisons of many raters together.

    Parameters
    ----------
    matrices : mapping of rater to matrix, or array-like of shape (n_raters, n, n)
        As :func:`comparisons` gives them; an array's raters are ``rater_1`` and so on. All about
        the same criteria. Not modified.
    labels : sequence, optional
        Names for arrays without any.
    aggregation : {'AIJ', 'AIP'}, default='AIJ'
        One matrix of the geometric means of the judgements, then its weights; or everyone's own
        weights (priorities), then their mean.
    mean : {'geometric', 'arithmetic'}, default='geometric'
        For AIP. Judgements are always averaged geometrically, which alone keeps them reciprocal.
    agencies, rater_weights, blocks, block_weights
        Who counts how much, as in :func:`group`: one vote per OPD, stated weights per block.
    method, random_index, threshold, rounded
        As in :func:`ahp`, for every rater and for the group.
    exclude : bool, default=True
        Whether raters above the threshold are left out. They are listed either way.
    sample : bool, default=False
        As in :func:`ahp`; also where one matrix is marked.

    Returns
    -------
    AhpGroup

    Raises
    ------
    ValueError
        If a matrix is refused (see :func:`ahp`; the rater is named), raters compare different
        criteria, or all of them are excluded (naming every consistency ratio).

    Notes
    -----
    With geometric means on both sides AIJ equals AIP. A pair that some did not compare is averaged
    over those who did.

    References
    ----------
    Aczél and Saaty (1983), J. Mathematical Psychology 27(1), 93–102; Forman and Peniwati (1998),
    European Journal of Operational Research 108(1), 165–169.

    Examples
    --------
    >>> two = np.array([[[1, 4], [1/4, 1]], [[1, 1], [1, 1]]])
    >>> ahp_group(two, labels=["impact", "cost"])
    <AhpGroup impact 0.67, cost 0.33; AIJ, 2 of 2 raters, group CR 0.000, nobody excluded>
    """
    choices: Choices = (method, random_index, threshold, rounded)
    check_choices(CALLER, choices)
    check_choice(CALLER, "aggregation", aggregation, AGGREGATIONS)
    check_choice(CALLER, "mean", mean, MEANS)
    if aggregation == "AIJ" and mean != "geometric":
        raise refuse(CALLER, "mean", "'geometric' when judgements are aggregated (AIJ)", mean)
    raters, names, stack = _read(matrices, labels)

    def owner(k: int) -> str:
        return f"rater {raters[k]!r}, "

    stack, adjusted = reciprocal(CALLER, "matrices", stack, owner, names, rounded)
    missing = _missing(stack, owner, names, method)

    said: dict[str, Any] = {
        "agencies": agencies,
        "rater_weights": rater_weights,
        "blocks": blocks,
        "block_weights": _with_all_blocks(blocks, block_weights, raters),
    }
    everyone = voices(CALLER, raters, **said)
    joint = joint_matrix(stack, everyone.shares, missing)
    # The group's matrix is solved with the raters' own: nobody is left out as a rule.
    solved, sums = priorities(
        np.concatenate([stack, np.where(np.isnan(joint), 1.0, joint)]), method
    )
    own, ratios, together, joint_ratios = solved[:-1], sums[:-1], solved[-1:], sums[-1:]
    size = len(names)
    index, table = looked_up(size, random_index)
    scale = index if size > 2 else 1.0
    consistency = consistency_index(ratios) / scale
    highest = limit(size, threshold)
    used = consistency <= highest + 1e-12 if exclude else np.ones(len(raters), dtype=bool)
    _check_anyone_left(raters, consistency, used, highest)

    share = everyone
    if missing or not used.all():
        kept = tuple(rater for rater, stays in zip(raters, used, strict=True) if stays)
        share = voices(CALLER, kept, **said)
        joint = joint_matrix(stack[used], share.shares, missing)
        check_connected(CALLER, "matrices", joint, lambda _: "the group, ", names)
        together, joint_ratios = priorities(joint, method)
    weights = together[0] if aggregation == "AIJ" else averaged(share.shares, own[used], mean)
    ratio = float(consistency_index(joint_ratios)[0]) / scale
    for array in (weights, own, consistency, used):
        array.flags.writeable = False
    left_out = "inconsistent raters left out" if exclude else "inconsistent raters kept"
    told = convention_of(choices, table, missing, len(adjusted))
    return AhpGroup(
        criteria=pd.Index(names, dtype=object, name="criterion"),
        group_weights=weights,
        people=pd.Index(raters, dtype=object, name="rater"),
        weights_array=own,
        lambdas=ratios.sum(axis=1) / size,
        ratios=consistency,
        used=used,
        voices=share,
        everyone=everyone,
        aggregation=aggregation,
        mean=mean,
        method=method,
        matrix_array=joint[0],
        lambda_max=float(joint_ratios.sum()) / size,
        consistency_ratio=ratio,
        random_index=index,
        random_index_table=table,
        threshold=highest,
        consistent=ratio <= highest + 1e-12,
        convention=f"{aggregation} {mean} mean, {share.told()}, {left_out}, {told}",
        sample=is_sample(matrices, sample=sample),
    )


def _read(
    matrices: Mapping[Hashable, Matrix] | npt.ArrayLike, labels: Sequence[Hashable] | None
) -> tuple[Labels, Labels, FloatArray]:
    if not isinstance(matrices, Mapping):
        values = np.asarray(matrices, dtype=np.float64)
        if values.ndim != 3 or values.shape[1] != values.shape[2] or not values.size:
            rule = "a mapping of rater to matrix, or an array of shape (n_raters, n, n)"
            raise refuse(CALLER, "matrices", rule, f"shape {values.shape}")
        raters: Labels = tuple(f"rater_{number}" for number in range(1, len(values) + 1))
        return raters, named(CALLER, "labels", labels, values.shape[1]), values
    if not matrices:
        raise refuse(CALLER, "matrices", "the comparisons of at least one rater", "none")
    first: pd.DataFrame | None = None
    names: Labels = ()
    read: list[FloatArray] = []
    for rater, matrix in matrices.items():
        if first is not None and isinstance(matrix, pd.DataFrame) and _alike(matrix, first):
            read.append(floats(CALLER, f"matrices[{rater!r}]", matrix))
            continue
        mine, values = read_matrix(CALLER, f"matrices[{rater!r}]", matrix, labels)
        if not read:
            first, names = _plain(matrix), mine
        elif mine != names:
            if set(mine) != set(names):
                odd = sorted(map(str, set(mine) ^ set(names)))
                rule = f"about the same criteria for all; {rater!r} differs"
                raise refuse(CALLER, "matrices", rule, ", ".join(odd))
            order = [mine.index(name) for name in names]
            values = values[np.ix_(order, order)]
        read.append(values)
    return tuple(matrices), names, np.array(read)


def _plain(matrix: Matrix) -> pd.DataFrame | None:
    """Give back a frame whose twins need no second look at their labels."""
    plain = isinstance(matrix, pd.DataFrame) and matrix.index.equals(matrix.columns)
    return matrix if isinstance(matrix, pd.DataFrame) and plain else None


def _alike(matrix: pd.DataFrame, first: pd.DataFrame) -> bool:
    return matrix.index.equals(first.index) and matrix.columns.equals(first.columns)


def _missing(stack: FloatArray, owner: Callable[[int], str], names: Labels, method: str) -> int:
    missing = int(np.isnan(stack).sum()) // 2
    if missing:
        check_connected(CALLER, "matrices", stack, owner, names)
        if method == "mean":
            rule = "'eigenvector' or 'geometric_mean' where pairs are missing"
            raise refuse(CALLER, "method", rule, method)
    return missing


def _check_anyone_left(raters: Labels, ratios: FloatArray, used: BoolArray, highest: float) -> None:
    if not used.any():
        told = ", ".join(f"{who} {ratio:.3f}" for who, ratio in zip(raters, ratios, strict=True))
        rule = f"consistent for at least one rater, with a ratio of at most {highest:g}"
        raise refuse(CALLER, "matrices", rule, told)


def _with_all_blocks(blocks: By | None, stated: Numbers | None, raters: Labels) -> Numbers | None:
    """State equal weights over the blocks of everyone, so that an excluded block is noticed."""
    if blocks is None or stated is not None:
        return stated
    found = (blocks.get(rater) for rater in raters)
    return dict.fromkeys((block for block in found if block is not None), 1.0)
