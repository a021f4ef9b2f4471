"""Ideas that look alike: proposed as groups, decided by a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._sheets import columns_of
from smartcity_analysis.analysis._typing import FloatArray, IntArray

CALLER = "plan.similar"
LETTERS = (3, 5)
"""Shortest and longest piece of a word that is compared."""

READ = ("programme", "name", "short_name", "description", "dimension", "status")
GROUPS = (
    *("group", "programme", "short_name", "name", "dimension", "closest", "similarity", "status"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """Groups of ideas that may be one and the same.

    Attributes
    ----------
    groups : DataFrame
        One row per programme of a group, the most alike first: ``group`` (numbered from 1),
        ``programme``, ``short_name``, ``name``, ``dimension``, ``closest`` (code of the most
        similar one), ``similarity`` to it (0–1), ``status``.
    n_programmes : int
        How many were compared.
    similar_from : float
    sample : bool
        Whether a row of a group is made up; without groups, whether any compared row is.
    """

    groups: pd.DataFrame
    n_programmes: int
    similar_from: float
    sample: bool

    def __repr__(self) -> str:
        return f"<Similar: {self.n_groups} groups among {self.n_programmes} programmes>"

    @property
    def n_groups(self) -> int:
        """Number of groups."""
        return int(self.groups["group"].nunique())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"similar_programmes": self.groups}


def similar(programmes: pd.DataFrame, *, similar_from: float) -> Similar:
    """Group programmes whose names, or names with descriptions, are spelt alike.

    Parameters
    ----------
    programmes : DataFrame
        The worksheet of programmes; may be empty. Not modified.
    similar_from : float
        Similarity from which two are grouped, above 0 and at most 1.

    Returns
    -------
    Similar
        Proposals only: whether two ideas are one is a person's to decide.

    Raises
    ------
    ValueError
        If `similar_from` is outside its range.

    Notes
    -----
    Texts in lower case are cut into pieces of 3–5 letters inside words and weighted by TF-IDF; the
    similarity of two programmes is the cosine of their names, or of names with descriptions,
    whichever is higher, because one of the two often has no description. Groups come from
    agglomerative clustering with average linkage. The name of a made-up row counts from its colon
    on: the words before it are the same in all of them.

    References
    ----------
    Cavnar and Trenkle (1994), N-gram-based text categorization, SDAIR-94; Sokal and Michener
    (1958), University of Kansas Science Bulletin 38 (average linkage).

    Examples
    --------
    >>> ideas = pd.DataFrame({"programme": ["PR-01", "PR-02", "PR-03"],
    ...     "name": ["Job Cafe", "Job Cafe Anteraja", "Bank sampah"]})
    >>> similar(ideas, similar_from=0.5).groups["programme"].tolist()
    ['PR-01', 'PR-02']
    """
    if not 0 < similar_from <= 1:
        raise refuse(CALLER, "similar_from", "above 0 and at most 1", similar_from)
    listed = columns_of(programmes, READ)
    names = [
        _own(name, status) for name, status in zip(listed["name"], listed["status"], strict=True)
    ]
    notes = [_text(note) for note in listed["description"]]
    likeness = np.maximum(
        _cosine(names), _cosine([f"{n} {d}" for n, d in zip(names, notes, strict=True)])
    )
    groups = _groups(listed, likeness, similar_from)
    return Similar(
        groups=groups,
        n_programmes=len(listed),
        similar_from=float(similar_from),
        sample=is_sample(groups if len(groups) else listed),
    )


def _text(value: object) -> str:
    return value.lower() if isinstance(value, str) else ""


def _own(name: object, status: object) -> str:
    written = _text(name)
    return (written.partition(":")[2].strip() or written) if status == "sample" else written


def _cosine(texts: list[str]) -> FloatArray:
    """Cosine of all pairs; a text without a letter is like no other."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(text.strip() for text in texts):
        return np.zeros((len(texts), len(texts)))
    counted = TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS).fit_transform(texts)
    cosine: FloatArray = np.clip((counted @ counted.T).toarray(), 0.0, 1.0)
    return cosine


def _clusters(likeness: FloatArray, similar_from: float) -> IntArray:
    from sklearn.cluster import AgglomerativeClustering

    if len(likeness) < 2:
        return np.zeros(len(likeness), dtype=np.int64)
    # The threshold itself still groups: sklearn joins only what is strictly nearer.
    model = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=1 - similar_from + 1e-9,
    )
    labels: IntArray = model.fit_predict(1 - likeness)
    return labels


def _groups(listed: pd.DataFrame, likeness: FloatArray, similar_from: float) -> pd.DataFrame:
    cluster = _clusters(likeness, similar_from)
    other = likeness.copy()
    np.fill_diagonal(other, -1.0)
    found = []
    for label in np.unique(cluster):
        members = np.flatnonzero(cluster == label)
        if len(members) > 1:
            among = other[np.ix_(members, members)]
            found.append((float(among.max()), members, members[among.argmax(axis=1)]))
    found.sort(key=lambda group: (-group[0], group[1][0]))
    rows = [
        {"group": number, "row": int(row), "nearest": int(near)}
        for number, (_, members, nearest) in enumerate(found, start=1)
        for row, near in zip(members, nearest, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["group", "row", "nearest"]).astype(np.int64)
    row, near = frame["row"].to_numpy(), frame["nearest"].to_numpy()
    taken = listed.iloc[row].reset_index(drop=True)
    return taken.assign(
        group=frame["group"],
        closest=listed["programme"].to_numpy()[near],
        similarity=np.round(likeness[row, near], 12),
    )[list(GROUPS)]
