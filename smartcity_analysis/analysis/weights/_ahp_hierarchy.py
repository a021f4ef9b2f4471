"""Weights and priorities from a hierarchy of pairwise comparisons."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._ranks import competition_ranks
from smartcity_analysis.analysis.weights._ahp import AhpWeights, Choices, summary, weigh
from smartcity_analysis.analysis.weights._comparisons import Matrix
from smartcity_analysis.analysis.weights._direct import direct

CALLER = "weights.ahp_hierarchy"
CHECKED = (
    *("n", "lambda_max", "consistency_index", "random_index", "random_index_table"),
    *("consistency_ratio", "threshold", "consistent"),
)


@dataclass(frozen=True, slots=True, eq=False)
class AhpHierarchy:
    """Global weights of a hierarchy, and the priorities of the alternatives under it.

    Attributes
    ----------
    weights : Series
        Of the criteria at the ends of the tree: the product of the local weights on the way down.
        Sums to 1.
    priorities : Series
        Of the alternatives, summing to 1; empty when none were compared.
    tree : DataFrame
        One row per criterion at every level: ``criterion``, ``parent``, ``level``, ``leaf``,
        ``local_weight``, ``weight``.
    contributions : DataFrame
        ``alternative``, ``criterion``, ``local_priority``, ``contribution``; the contributions of
        an alternative sum to its priority.
    nodes, leaves : mapping of label to AhpWeights
        The matrix of every inner node, and of every criterion whose alternatives were compared.
    root : label
    inconsistent : tuple of label
        Nodes and criteria whose matrix exceeds the threshold.
    convention : str
    sample : bool
        Whether a judgement is marked as made up.
    """

    weights: pd.Series
    priorities: pd.Series
    tree: pd.DataFrame
    contributions: pd.DataFrame
    nodes: Mapping[Hashable, AhpWeights]
    leaves: Mapping[Hashable, AhpWeights]
    root: Hashable
    inconsistent: tuple[Hashable, ...]
    convention: str
    sample: bool

    def __repr__(self) -> str:
        shown = self.priorities if len(self.priorities) else self.weights
        failed = ", ".join(map(str, self.inconsistent))
        verdict = f"INCONSISTENT: {failed}" if failed else "all matrices consistent"
        return f"<AhpHierarchy {summary(shown)}; {verdict}>"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        rows = [
            {"node": label, "kind": kind} | {name: getattr(result, name) for name in CHECKED}
            for kind, group in (("criteria", self.nodes), ("alternatives", self.leaves))
            for label, result in group.items()
        ]
        ranks = competition_ranks(self.priorities.to_numpy()[None])
        priorities = self.priorities.rename_axis("alternative").reset_index()
        return {
            "ahp_hierarchy_weights": self.tree,
            "ahp_hierarchy_nodes": pd.DataFrame(rows),
            "ahp_hierarchy_priorities": priorities.assign(rank=ranks),
            "ahp_hierarchy_contributions": self.contributions,
        }


def ahp_hierarchy(
    nodes: Mapping[Hashable, Matrix],
    *,
    alternatives: Mapping[Hashable, Matrix] | None = None,
    method: str = "eigenvector",
    random_index: str = "saaty_1980",
    threshold: float | str = 0.10,
    rounded: int | None = 2,
    sample: bool = False,
) -> AhpHierarchy:
    """Weigh a hierarchy of criteria, of any depth, and the alternatives below it.

    Parameters
    ----------
    nodes : mapping of label to DataFrame
        For every inner node the comparisons of its children, labelled. A child that is a key is
        itself a node; the others are the ends of the tree. One node, the root, is nobody's child.
    alternatives : mapping of label to DataFrame or Series, optional
        For every end of the tree the comparisons of the alternatives, or points for them (a
        mapping or Series, shared out in proportion).
    method, random_index, threshold, rounded
        As in :func:`ahp`, for every matrix.
    sample : bool, default=False
        As in :func:`ahp`; also where one matrix is marked.

    Returns
    -------
    AhpHierarchy

    Raises
    ------
    ValueError
        If the nodes do not form one tree, a criterion has no comparison of the alternatives, the
        alternatives differ between criteria, or a matrix is refused (see :func:`ahp`).

    Notes
    -----
    Distributive mode: priorities are the local priorities weighted with the global weights.

    References
    ----------
    Saaty (1980), *The Analytic Hierarchy Process*.

    Examples
    --------
    >>> both = ["cost", "impact"]
    >>> goal = pd.DataFrame([[1, 1/3], [3, 1]], index=both, columns=both)
    >>> ahp_hierarchy({"goal": goal}, alternatives={"cost": {"A": 1, "B": 1},
    ...                                             "impact": {"A": 3, "B": 1}})
    <AhpHierarchy A 0.69, B 0.31; all matrices consistent>
    """
    choices: Choices = (method, random_index, threshold, rounded)
    weighed = {
        label: weigh(CALLER, "nodes", matrix, None, choices, f"node {label!r}, ")
        for label, matrix in nodes.items()
    }
    root = _root(weighed)
    tree = pd.DataFrame(
        list(_descend(weighed, root, 1, 1.0)),
        columns=["criterion", "parent", "level", "leaf", "local_weight", "weight"],
    )
    ends = tree.loc[tree["leaf"]]
    weights = ends.set_index("criterion")["weight"]
    leaves, local = _alternatives(alternatives, weights.index, choices)
    shares = local * weights.to_numpy() if len(local) else local
    size = len(local)
    both = pd.DataFrame(
        {
            "alternative": np.repeat(local.index, len(weights)) if size else [],
            "criterion": np.tile(weights.index, size),
            "local_priority": local.to_numpy().ravel(),
            "contribution": shares.to_numpy().ravel(),
        }
    )
    failed = [label for label, result in weighed.items() if not result.consistent]
    failed += [label for label, result in leaves.items() if not result.consistent]
    priorities = shares.sum(axis=1).rename("priority")
    return AhpHierarchy(
        weights=weights,
        priorities=priorities,
        tree=tree,
        contributions=both,
        nodes=MappingProxyType(weighed),
        leaves=MappingProxyType(leaves),
        root=root,
        inconsistent=tuple(failed),
        convention=f"distributive mode, {weighed[root].convention}",
        sample=is_sample(nodes, alternatives, sample=sample),
    )


def _root(nodes: Mapping[Hashable, AhpWeights]) -> Hashable:
    parents: dict[Hashable, Hashable] = {}
    for node, result in nodes.items():
        for child in result.weights.index:
            if child in parents:
                rule = f"a tree; {child!r} stands under two nodes"
                raise refuse(CALLER, "nodes", rule, f"{parents[child]!r} and {node!r}")
            parents[child] = node
    tops = [node for node in nodes if node not in parents]
    if len(tops) != 1:
        rule = "a tree with one root, a node that is nobody's child"
        raise refuse(CALLER, "nodes", rule, f"{len(tops)} such nodes: {tops}")
    reached, edge = set[Hashable](), list(tops)
    while edge:
        node = edge.pop()
        reached.add(node)
        edge += [child for child in nodes[node].weights.index if child in nodes]
    if len(reached) < len(nodes):
        cut = sorted(str(node) for node in nodes if node not in reached)
        raise refuse(CALLER, "nodes", "a tree without circles", ", ".join(cut))
    return tops[0]


def _descend(
    nodes: Mapping[Hashable, AhpWeights], node: Hashable, level: int, share: float
) -> Iterator[tuple[Hashable, Hashable, int, bool, float, float]]:
    for child, local in nodes[node].weights.items():
        yield child, node, level, child not in nodes, local, local * share
        if child in nodes:
            yield from _descend(nodes, child, level + 1, local * share)


def _alternatives(
    given: Mapping[Hashable, Matrix] | None, ends: pd.Index, choices: Choices
) -> tuple[dict[Hashable, AhpWeights], pd.DataFrame]:
    if given is None:
        return {}, pd.DataFrame(columns=ends, dtype=np.float64)
    odd = [str(label) for label in ends if label not in given]
    odd += [str(label) for label in given if label not in ends]
    if odd:
        rule = "one entry for every criterion at an end of the tree, and no other"
        raise refuse(CALLER, "alternatives", rule, f"a mismatch: {', '.join(odd)}")
    leaves: dict[Hashable, AhpWeights] = {}
    columns: dict[Hashable, pd.Series] = {}
    for label in ends:
        values = given[label]
        if isinstance(values, Mapping | pd.Series):
            columns[label] = direct(values).weights
        else:
            owner = f"criterion {label!r}, "
            leaves[label] = weigh(CALLER, "alternatives", values, None, choices, owner)
            columns[label] = leaves[label].weights
    names = columns[ends[0]].index
    for label, column in columns.items():
        if set(column.index) != set(names):
            missing = sorted(map(str, set(column.index) ^ set(names)))
            rule = f"about the same alternatives everywhere; {label!r} differs from {ends[0]!r}"
            raise refuse(CALLER, "alternatives", rule, ", ".join(missing))
    table = pd.DataFrame({label: column.reindex(names) for label, column in columns.items()})
    return leaves, table.rename_axis("alternative")
