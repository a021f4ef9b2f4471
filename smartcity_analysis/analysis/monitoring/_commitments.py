"""Who promised what, who has signed, and which lead agency has promised nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._sheets import codes, named
from smartcity_analysis.analysis.monitoring._shared import kept, made_up, taken

COLUMNS = (
    *("commitment", "agency", "short_name", "statement", "programmes", "programme_names"),
    *("target", "signatory", "signed", "date", "status"),
)
MISSING = ("agency", "short_name", "programmes", "programme_names", "n_programmes")


@dataclass(frozen=True, slots=True, eq=False)
class Commitments:
    """The commitments of the agencies.

    Attributes
    ----------
    table : DataFrame
        One row per commitment, by agency: ``commitment``, ``agency`` with its ``short_name``,
        ``statement``, ``programmes`` (tuple of codes), ``programme_names``, ``target``,
        ``signatory`` (an office, no name), ``signed`` (``yes``, ``no`` or blank), ``date``,
        ``status``.
    agencies_without : DataFrame
        Lead agencies of planned programmes that have no commitment, with their programmes.
    uncovered, uncovered_names : tuple of str
        Planned programmes that no commitment names: codes and short names.
    n_programmes : int
        Planned programmes.
    sample : bool
        Whether a row in use is marked as made up.
    """

    table: pd.DataFrame
    agencies_without: pd.DataFrame
    uncovered: tuple[str, ...]
    uncovered_names: tuple[str, ...]
    n_programmes: int
    sample: bool

    @property
    def n(self) -> int:
        """Number of commitments."""
        return len(self.table)

    @property
    def n_signed(self) -> int:
        """Number of commitments that are signed; a blank is not a signature."""
        return int((self.table["signed"] == "yes").sum())

    def __repr__(self) -> str:
        return (
            f"<Commitments {self.n_signed} of {self.n} signed, "
            f"{len(self.agencies_without)} lead agencies without one>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"commitments": self.table, "commitments_missing": self.agencies_without}


def commitments(
    commitments: pd.DataFrame,
    agencies: pd.DataFrame,
    plans: pd.DataFrame,
    *,
    programmes: pd.DataFrame | None = None,
) -> Commitments:
    """List the commitments of the agencies, and the lead agencies that have none.

    Parameters
    ----------
    commitments : DataFrame
        ``commitment``, ``agency``, ``statement``, ``programmes``, ``target``, ``signatory``,
        ``signed``, ``date``. Not modified.
    agencies : DataFrame
        ``agency`` and ``short_name``; their order is the order of the result. Not modified.
    plans : DataFrame
        The planned programmes with their lead ``agency``. Not modified.
    programmes : DataFrame, optional
        ``programme`` and ``short_name``; without it programmes are shown by code.

    Returns
    -------
    Commitments

    Examples
    --------
    >>> promised = pd.DataFrame({"commitment": ["KM-01"], "agency": ["DLH"], "signed": ["yes"]})
    >>> plans = pd.DataFrame({"programme": ["PR-01", "PR-02"], "agency": ["DLH", "DINKES"]})
    >>> commitments(promised, pd.DataFrame(), plans)
    <Commitments 1 of 1 signed, 1 lead agencies without one>
    """
    names = named(agencies, "agency")
    place = {code: i for i, code in enumerate(names)}
    rows = taken(commitments, COLUMNS)
    rows = rows.assign(
        short_name=[names.get(code, code) for code in rows["agency"]],
        programmes=rows["programmes"].map(codes),
        date=pd.to_datetime(rows["date"]),
    )
    titles = named(programmes, "programme")
    rows = rows.assign(programme_names=rows["programmes"].map(lambda cell: _titles(cell, titles)))
    rows = rows.iloc[rows["agency"].map(place).argsort(kind="stable")]
    planned = taken(plans, ["programme", "agency"]).dropna(subset=["programme"])
    promised = {code for cell in rows["programmes"] for code in cell}
    uncovered = tuple(code for code in planned["programme"] if code not in promised)
    return Commitments(
        table=rows.reset_index(drop=True),
        agencies_without=_without(planned, set(rows["agency"]), names, titles),
        uncovered=uncovered,
        uncovered_names=_titles(uncovered, titles),
        n_programmes=len(planned),
        sample=made_up(commitments),
    )


def _titles(programmes: tuple[str, ...], titles: dict[str, str]) -> tuple[str, ...]:
    return tuple(titles.get(code, code) for code in programmes)


def _without(
    planned: pd.DataFrame, having: set[object], names: dict[str, str], titles: dict[str, str]
) -> pd.DataFrame:
    leading = planned.dropna(subset=["agency"])
    leading = leading[~leading["agency"].isin(having)]
    rows = [
        {
            "agency": agency,
            "short_name": names.get(str(agency), str(agency)),
            "programmes": tuple(group["programme"]),
            "programme_names": _titles(tuple(group["programme"]), titles),
            "n_programmes": len(group),
        }
        for agency, group in leading.groupby("agency", sort=True)
    ]
    table = kept(rows, MISSING)
    return table.assign(n_programmes=table["n_programmes"].astype("Int64"))
