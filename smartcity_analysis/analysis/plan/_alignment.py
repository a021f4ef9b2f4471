"""Which development priorities the planned programmes serve, through their objectives."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns, is_sample
from smartcity_analysis.analysis._sheets import codes, columns_of, named
from smartcity_analysis.analysis.plan._rows import text

CALLER = "plan.alignment"


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Priorities and the programmes that serve them.

    Attributes
    ----------
    priorities : DataFrame
        One row per priority, in the order given: ``priority``, ``document``, ``year``,
        ``statement``, ``n_objectives`` (that name it), ``n_programmes`` (planned, under one of
        these objectives) and ``programmes`` (their short names).
    unaligned : DataFrame
        Planned programmes that serve no priority: ``programme``, ``short_name``, ``objective`` and
        ``reason`` (no_objective, or no_priority when their objective names none).
    n_programmes : int
        How many programmes are planned.
    sample : bool
        Whether a plan, an objective or a priority is marked as made up.
    """

    priorities: pd.DataFrame
    unaligned: pd.DataFrame
    n_programmes: int
    sample: bool

    def __repr__(self) -> str:
        served = len(self.priorities) - len(self.unserved)
        return (
            f"<Alignment {served} of {len(self.priorities)} priorities served, "
            f"{len(self.unaligned)} of {self.n_programmes} programmes serve none>"
        )

    @property
    def unserved(self) -> pd.DataFrame:
        """Priorities that no planned programme serves."""
        return self.priorities[self.priorities["n_programmes"] == 0]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {"alignment_priorities": self.priorities, "alignment_unaligned": self.unaligned}


def alignment(
    plans: pd.DataFrame,
    programmes: pd.DataFrame,
    objectives: pd.DataFrame,
    priorities: pd.DataFrame,
) -> Alignment:
    """Find out which priorities planned programmes serve, and which programmes serve none.

    Parameters
    ----------
    plans : DataFrame
        ``programme`` and ``objective`` of every planned programme. Not modified.
    programmes : DataFrame
        ``programme`` and ``short_name``. Not modified.
    objectives : DataFrame
        ``objective`` and ``priorities`` (tuple of codes, or text with semicolons). Not modified.
    priorities : DataFrame
        ``priority``, ``document``, ``year`` and ``statement``. Not modified.

    Returns
    -------
    Alignment

    Raises
    ------
    ValueError
        If a table lacks its code.

    Notes
    -----
    A programme serves a priority through its objective only: it is the objective that names
    priorities, so that nobody ticks them programme by programme.

    Examples
    --------
    >>> plans = pd.DataFrame({"programme": ["PR-01"], "objective": ["SA-01"]})
    >>> goals = pd.DataFrame({"objective": ["SA-01"], "priorities": [("P-01",)]})
    >>> axis = pd.DataFrame({"priority": ["P-01", "P-02"]})
    >>> alignment(plans, pd.DataFrame(), goals, axis)
    <Alignment 1 of 2 priorities served, 0 of 1 programmes serve none>
    """
    check_columns(CALLER, "plans", plans, ["programme", "objective"])
    check_columns(CALLER, "objectives", objectives, ["objective", "priorities"])
    check_columns(CALLER, "priorities", priorities, ["priority"])
    names = named(programmes, "programme")
    serves = {
        str(objective): codes(value)
        for objective, value in objectives[["objective", "priorities"]].itertuples(index=False)
    }
    planned = [
        (str(programme), text(objective))
        for programme, objective in plans[["programme", "objective"]].itertuples(index=False)
    ]
    axis = columns_of(priorities, ["priority", "document", "year", "statement"])
    return Alignment(
        priorities=_served(axis, serves, planned, names),
        unaligned=_unaligned(planned, serves, names, set(axis["priority"].astype(str))),
        n_programmes=len(planned),
        sample=is_sample(plans, objectives, priorities),
    )


def _served(
    axis: pd.DataFrame,
    serves: dict[str, tuple[str, ...]],
    planned: list[tuple[str, str | None]],
    names: dict[str, str],
) -> pd.DataFrame:
    rows = []
    for priority in axis["priority"].astype(str):
        under = [objective for objective, named in serves.items() if priority in named]
        taken = [programme for programme, objective in planned if objective in under]
        rows.append((len(under), len(taken), tuple(names.get(p) or p for p in taken)))
    counted = pd.DataFrame(rows, columns=["n_objectives", "n_programmes", "programmes"])
    return pd.concat([axis, counted], axis=1)


def _unaligned(
    planned: list[tuple[str, str | None]],
    serves: dict[str, tuple[str, ...]],
    names: dict[str, str],
    known: set[str],
) -> pd.DataFrame:
    rows = [
        (p, names.get(p), objective, "no_priority" if objective in serves else "no_objective")
        for p, objective in planned
        if known.isdisjoint(serves.get(objective or "", ()))
    ]
    return pd.DataFrame(rows, columns=["programme", "short_name", "objective", "reason"])
