"""How ready the city is: the shares that experts read, and the mean that others ask for.

Ours, not an official index: the guide prescribes no formula. Shares by condition follow the
practice of Wonogiri's assessment (good, fair, poor), the mean that of Jember's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import (
    check_choice,
    check_columns,
    is_sample,
    refuse,
)

CALLER = "readiness.measure"
FIGURES = (
    *("n_aspects", "n_rated", "n_unrated", "n_targets"),
    *("mean", "target_mean", "gap", "ready_share"),
)
"""What is measured for every component, element and dimension, before the conditions."""

SHOWN = (
    *("aspect", "statement", "component", "element", "dimension", "condition", "label"),
    *("target", "gap", "evidence", "agency"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Readiness:
    """Condition of the aspects of readiness, 1 to 4; what is not rated is counted, not guessed.

    Attributes
    ----------
    mean : float
        Mean over elements, each the mean of its component means by component weight, so that a
        component does not weigh more because it lists more aspects. NaN when nothing is rated.
    target_mean, gap : float
        Mean target, and target minus condition, on the aspects that have both.
    ready_share : float
        Share of the rated aspects at `ready_from` or above, 0–1.
    n_aspects, n_rated, n_unrated, n_targets : int
        `n_targets` counts the aspects with both condition and target.
    conditions : DataFrame
        Count of each condition, and its share of the rated aspects.
    by_component, by_element, by_dimension : DataFrame
        The same figures for each part; ``count_k`` and ``share_k`` of condition k. An aspect
        without a dimension belongs to none.
    aspects : DataFrame
        Every aspect in use, the widest gap first, unrated last.
    ready_from : int
    labels : tuple of str
    sample : bool
        Whether a row in use is marked as made up.
    """

    mean: float
    target_mean: float
    gap: float
    ready_share: float
    n_aspects: int
    n_rated: int
    n_unrated: int
    n_targets: int
    conditions: pd.DataFrame
    by_component: pd.DataFrame
    by_element: pd.DataFrame
    by_dimension: pd.DataFrame
    aspects: pd.DataFrame
    ready_from: int
    labels: tuple[str, ...]
    sample: bool

    def __repr__(self) -> str:
        if not self.n_rated:
            return f"<Readiness of {self.n_aspects} aspects none is rated>"
        ready = f"{100 * self.ready_share:.0f} % ready"
        return (
            f"<Readiness {self.mean:.2f} of {len(self.labels)}, {ready}, "
            f"{self.n_rated} of {self.n_aspects} aspects rated>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        summary = pd.DataFrame([{name: getattr(self, name) for name in FIGURES}])
        return {
            "readiness": summary,
            "readiness_conditions": self.conditions,
            "readiness_by_component": self.by_component,
            "readiness_by_element": self.by_element,
            "readiness_by_dimension": self.by_dimension,
            "readiness_aspects": self.aspects,
        }


def measure(
    readiness: pd.DataFrame,
    *,
    elements: Iterable[str] = ("STR", "INF", "SUP"),
    ready_from: int = 3,
    labels: tuple[str, ...] = ("buruk", "kurang", "cukup", "baik"),
    components: Sequence[reference.Component] | None = None,
) -> Readiness:
    """Measure readiness per component, element and dimension.

    Parameters
    ----------
    readiness : DataFrame
        One row per aspect: ``aspect``, ``component``, ``condition`` and ``target`` (1 up to the
        number of labels, blank when not rated), and where known ``statement``, ``dimension``,
        ``evidence``, ``agency``. Rows of other elements are left out. Not modified.
    elements : iterable of str, default=('STR', 'INF', 'SUP')
        The elements of the model in use, in order.
    ready_from : int, default=3
        The lowest condition that counts as ready.
    labels : tuple of str
        Names of the conditions, from worst to best.
    components : sequence of Component, optional
        Elements, names and weights of the components; the reference by default.

    Returns
    -------
    Readiness

    Raises
    ------
    ValueError
        If an element or component is unknown, or a condition or target is off the scale.

    Examples
    --------
    >>> aspects = pd.DataFrame({
    ...     "aspect": ["K-STR-SDM-01", "K-STR-SDM-02", "K-STR-ANG-01"],
    ...     "component": ["STR-SDM", "STR-SDM", "STR-ANG"],
    ...     "condition": [2, 4, None], "target": [4, 4, 4]})
    >>> measure(aspects)
    <Readiness 3.00 of 4, 50 % ready, 2 of 3 aspects rated>
    """
    elements = tuple(elements)
    catalogue = pd.DataFrame(
        [(one.code, one.element, one.name, one.weight) for one in _catalogue(components)],
        columns=["component", "element", "name", "weight"],
    )
    for element in elements:
        check_choice(CALLER, "elements", element, catalogue["element"].unique())
    if not 1 <= ready_from <= len(labels):
        raise refuse(CALLER, "ready_from", f"a condition from 1 to {len(labels)}", ready_from)
    scale = range(1, len(labels) + 1)
    catalogue = catalogue[catalogue["element"].isin(elements)]
    aspects = _aspects(readiness, catalogue, elements, labels)
    whole = _figures(aspects.assign(all=""), "all", [""], ready_from, scale).iloc[0]
    by_component = _figures(aspects, "component", catalogue["component"], ready_from, scale)
    dimensions = sorted(aspects["dimension"].dropna().unique())
    return Readiness(
        mean=float(whole["mean"]),
        target_mean=float(whole["target_mean"]),
        gap=float(whole["gap"]),
        ready_share=float(whole["ready_share"]),
        n_aspects=int(whole["n_aspects"]),
        n_rated=int(whole["n_rated"]),
        n_unrated=int(whole["n_unrated"]),
        n_targets=int(whole["n_targets"]),
        conditions=_conditions(whole, labels),
        by_component=catalogue.merge(by_component, on="component"),
        by_element=_figures(aspects, "element", elements, ready_from, scale),
        by_dimension=_figures(aspects, "dimension", dimensions, ready_from, scale),
        aspects=aspects[list(SHOWN)].sort_values(
            "gap", ascending=False, ignore_index=True, kind="stable"
        ),
        ready_from=ready_from,
        labels=tuple(labels),
        sample=is_sample(aspects),
    )


def _conditions(whole: pd.Series[Any], labels: tuple[str, ...]) -> pd.DataFrame:
    rows = [
        (k, label, int(whole[f"count_{k}"]), float(whole[f"share_{k}"]))
        for k, label in enumerate(labels, start=1)
    ]
    return pd.DataFrame(rows, columns=["condition", "label", "count", "share"])


def _catalogue(components: Sequence[reference.Component] | None) -> Sequence[reference.Component]:
    return reference.components() if components is None else components


def _aspects(
    readiness: pd.DataFrame,
    catalogue: pd.DataFrame,
    elements: tuple[str, ...],
    labels: tuple[str, ...],
) -> pd.DataFrame:
    """Pick the rows of the elements in use and add element, weight, label and gap."""
    check_columns(CALLER, "readiness", readiness, ("aspect", "component", "condition", "target"))
    known = {one.code for one in _catalogue(None)} | set(catalogue["component"])
    strange = sorted(set(readiness["component"].dropna()) - known)
    if strange:
        raise ValueError(f"{CALLER}: unknown component {', '.join(strange)}.")
    columns = ["aspect", "statement", "component", "dimension", "condition", "target"]
    aspects = readiness.reindex(columns=[*columns, "evidence", "agency", "status"])
    aspects = aspects.merge(catalogue[["component", "element", "weight"]], on="component")
    for column in ("condition", "target"):
        numbers = aspects[column].astype("Float64").astype("float64")
        if not (numbers.dropna().isin(range(1, len(labels) + 1))).all():
            raise ValueError(f"{CALLER}: {column} must be a whole number from 1 to {len(labels)}.")
        aspects[column] = numbers
    aspects["label"] = aspects["condition"].map(dict(enumerate(labels, start=1)))
    aspects["gap"] = aspects["target"] - aspects["condition"]
    return aspects


def _figures(
    aspects: pd.DataFrame, key: str, groups: Iterable[str], ready_from: int, scale: range
) -> pd.DataFrame:
    """Measure each group of aspects; a group without rated aspects has NaN, not 0."""
    aspects = aspects.assign(group=aspects[key])
    rated = aspects[aspects["condition"].notna()]
    both = rated[rated["target"].notna()]
    count = {
        "n_aspects": aspects.groupby("group").size(),
        "n_rated": rated.groupby("group").size(),
        "n_targets": both.groupby("group").size(),
        **{f"count_{k}": rated[rated["condition"] == k].groupby("group").size() for k in scale},
    }
    table = pd.DataFrame(count, index=pd.Index(list(groups), name=key)).fillna(0).astype("int64")
    n_rated = table["n_rated"].where(table["n_rated"] > 0)
    ready = table[[f"count_{k}" for k in scale if k >= ready_from]].sum(axis=1)
    table = table.assign(
        n_unrated=table["n_aspects"] - table["n_rated"],
        mean=_mean(rated, "condition"),
        target_mean=_mean(both, "target"),
        gap=_mean(both, "gap"),
        ready_share=ready / n_rated,
        **{f"share_{k}": table[f"count_{k}"] / n_rated for k in scale},
    )
    order = [*FIGURES, *(f"count_{k}" for k in scale), *(f"share_{k}" for k in scale)]
    return table[order].reset_index()


def _mean(rows: pd.DataFrame, column: str) -> pd.Series[float]:
    """Average aspects to components, components by weight to elements, and elements equally."""
    component = rows.groupby(["group", "element", "component"], as_index=False).agg(
        {column: "mean", "weight": "first"}
    )
    component["weighted"] = component[column] * component["weight"]
    sums = component.groupby(["group", "element"])[["weighted", "weight"]].sum()
    return (sums["weighted"] / sums["weight"]).groupby("group").mean()
