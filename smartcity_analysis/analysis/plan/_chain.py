"""The chain of evidence: from an indicator over factor, strategy and objective to a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smartcity_analysis.analysis._arguments import is_sample, refuse
from smartcity_analysis.analysis._sheets import codes, columns_of
from smartcity_analysis.analysis.plan._links import counted, orphans, unserved
from smartcity_analysis.analysis.plan._rows import described, merged, text

CALLER = "plan.trace"
SOURCED = ("source", "address", "status")
COLUMNS = {
    "indicators": ("indicator", "value", "value_text", "year", *SOURCED),
    "issues": ("issue", "short_name", "statement", "indicators", *SOURCED),
    "swot_factors": ("factor", "kind", "statement", "indicators", "year", *SOURCED),
    "priorities": ("priority", "document", "year", "statement", *SOURCED),
    "strategies": ("strategy", "kind", "short_name", "statement", "factors", "status"),
    "objectives": (
        *("objective", "short_name", "statement", "strategies", "issues", "priorities"),
        *("indicator", "status"),
    ),
    "programmes": ("programme", "name", "short_name", "dimension", *SOURCED),
    "programme_plans": ("programme", "objective", "start_year", "end_year", "status"),
    "roadmap": ("programme", "year", "status"),
    "quick_wins": ("quick_win", "programme", "year", "status"),
    "action_plans": ("programme", "issue", "status"),
    "commitments": ("commitment", "agency", "statement", "programmes", "signed", "status"),
    "self_evaluation": ("question", "part", "dimension", "statement", "status"),
}
STAGE_OF = {"action_plans": 3, "commitments": 4, "self_evaluation": 4}


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """How many links of the chain hold, which rows hang loose, and the path of every programme.

    Attributes
    ----------
    links : DataFrame
        One row per kind of link up to the stage: ``link``, ``table`` (whose rows name a parent),
        ``n_rows``, ``n_linked`` (rows that name an existing parent) and ``share``
        (NaN without rows).
    orphans : DataFrame
        Rows that name no existing parent: ``link``, ``table``, ``code``, ``name``, ``reason``
        (names_none, or names_unknown with what they name in ``named``).
    unserved : DataFrame
        Rows that nothing takes up: ``link`` (by which they ought to be), ``table``, ``code``,
        ``name``.
    paths : DataFrame
        One row per planned programme: ``programme``, ``short_name``, ``objective``, tuples of codes
        ``issues``, ``priorities``, ``strategies``, ``factors``, ``indicators``, the ``years`` on
        the roadmap, ``quick_win``, ``commitments``; ``complete`` when objective, strategy, factor
        and an indicator with a value are all there.
    issues : DataFrame
        One row per issue: ``issue``, ``short_name``, tuples ``objectives`` and ``programmes``,
        ``n_programmes``.
    details : mapping of str to DataFrame
        What the codes stand for, by table: statements, values and sources.
    stage : int
    sample : bool
        Whether a row of the chain is marked as made up.
    """

    links: pd.DataFrame
    orphans: pd.DataFrame
    unserved: pd.DataFrame
    paths: pd.DataFrame
    issues: pd.DataFrame
    details: Mapping[str, pd.DataFrame]
    stage: int
    sample: bool

    def __repr__(self) -> str:
        loose = f"{len(self.orphans)} orphans, {len(self.unserved)} not taken up"
        return (
            f"<Chain stage {self.stage}: {self.n_complete} of {len(self.paths)} programmes reach "
            f"the evidence, {loose}>"
        )

    @property
    def n_complete(self) -> int:
        """How many planned programmes reach the evidence."""
        return int(self.paths["complete"].sum())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "chain_links": self.links,
            "chain_orphans": self.orphans,
            "chain_unserved": self.unserved,
            "chain_paths": self.paths,
            "chain_issues": self.issues,
        }


def trace(
    tables: Mapping[str, pd.DataFrame], *, stage: int, gap: pd.DataFrame | None = None
) -> Chain:
    """Follow every link from the evidence to the commitment, and list what hangs loose.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The city's worksheets by name. Any of them, and any of their columns but the codes, may be
        missing or empty. None is modified.
    stage : {1, 2, 3, 4}
        Up to which links are counted; those of commitments and evaluation come with stage 4.
    gap : DataFrame, optional
        The frozen table of stage 1, from which an indicator has its value, year and source. Without
        it the worksheet ``indicators`` tells only which indicators have a value at all.

    Returns
    -------
    Chain

    Raises
    ------
    ValueError
        If there is no such stage.

    Notes
    -----
    A row is linked when it names at least one row that exists; an indicator exists when it has a
    value. A quick win counts only when its programme is in the plan. An evaluation question is on
    the quick win of its dimension, on all of them when it names no dimension; questions on other
    parts of the evaluation are no link of the chain.

    Examples
    --------
    >>> sheets = {
    ...     "indicators": pd.DataFrame({"indicator": ["tpt"], "value": [8.25]}),
    ...     "swot_factors": pd.DataFrame({"factor": ["W-01"], "indicators": [("tpt",)]}),
    ...     "strategies": pd.DataFrame({"strategy": ["WO-01"], "factors": [("W-01",)]}),
    ...     "objectives": pd.DataFrame({"objective": ["SA-01"], "strategies": [("WO-01",)]}),
    ...     "programme_plans": pd.DataFrame({"programme": ["PR-01"], "objective": ["SA-01"]}),
    ... }
    >>> trace(sheets, stage=2)
    <Chain stage 2: 1 of 1 programmes reach the evidence, 1 orphans, 1 not taken up>
    """
    if stage not in (1, 2, 3, 4):
        raise refuse(CALLER, "stage", "one of 1, 2, 3, 4", stage)
    frames = {
        name: columns_of(tables.get(name) if STAGE_OF.get(name, 1) <= stage else None, columns)
        for name, columns in COLUMNS.items()
    }
    frames["indicators"] = _indicators(frames["indicators"], gap)
    frames = _by_dimension(frames)
    paths = _paths(frames)
    issues = _issues(frames, paths)
    return Chain(
        links=counted(frames, stage),
        orphans=orphans(frames, stage),
        unserved=pd.concat([unserved(frames, stage), _idle(issues)], ignore_index=True),
        paths=paths,
        issues=issues,
        details=frames,
        stage=stage,
        sample=is_sample(*frames.values()),
    )


def _indicators(rows: pd.DataFrame, gap: pd.DataFrame | None) -> pd.DataFrame:
    """One row per indicator that has a value, described as the dictionary does."""
    given = rows if gap is None else columns_of(gap, COLUMNS["indicators"])
    kept = given[given["value"].notna()].drop_duplicates("indicator").reset_index(drop=True)
    if gap is None:
        unknown = kept.drop(columns="indicator").columns
        kept[unknown] = None
    return kept.join(described(kept["indicator"]))


def _by_dimension(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give quick wins their dimension, and keep the evaluation questions that are about them."""
    programmes = frames["programmes"].drop_duplicates("programme")
    dimension = programmes.set_index("programme")["dimension"]
    wins = frames["quick_wins"]
    wins = wins.assign(dimension=wins["programme"].map(dimension))
    every = tuple(wins["dimension"].dropna().astype(str))
    questions = frames["self_evaluation"]
    questions = questions[(questions["part"] == "quick_win").fillna(value=False).astype(bool)]
    about = [every if pd.isna(one) else (str(one),) for one in questions["dimension"]]
    about_wins = pd.Series(about, questions.index, dtype=object)
    return frames | {
        "quick_wins": wins,
        "self_evaluation": questions.assign(dimension=about_wins),
    }


def _paths(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    objective = _cells(frames["objectives"], ["strategies", "issues", "priorities", "indicator"])
    strategy = _cells(frames["strategies"], ["factors"])
    factor = _cells(frames["swot_factors"], ["indicators"])
    names = frames["programmes"].drop_duplicates("programme").set_index("programme")["short_name"]
    years = _gathered(frames["roadmap"], "year")
    wins = _gathered(frames["quick_wins"], "quick_win")
    planned_issue = _gathered(frames["action_plans"], "issue")
    promised = _promised(frames["commitments"])
    known = set(frames["indicators"]["indicator"].astype(str))
    real_issues = set(frames["issues"]["issue"].astype(str))
    rows = []
    for code, goal in _pairs(frames["programme_plans"]):
        aim = objective.get(goal or "", {})
        strategies = tuple(s for s in aim.get("strategies", ()) if s in strategy)
        used = merged([strategy[s]["factors"] for s in strategies])
        factors = tuple(f for f in used if f in factor)
        shown = merged([aim.get("indicator", ()), *(factor[f]["indicators"] for f in factors)])
        indicators = tuple(i for i in shown if i in known)
        issues = merged([aim.get("issues", ()), planned_issue.get(code, ())])
        rows.append(
            {
                "programme": code,
                "short_name": text(names.get(code)) or code,
                "objective": goal,
                "issues": tuple(i for i in issues if i in real_issues),
                "priorities": aim.get("priorities", ()),
                "strategies": strategies,
                "factors": factors,
                "indicators": indicators,
                "years": tuple(sorted(int(float(year)) for year in years.get(code, ()))),
                "quick_win": next(iter(wins.get(code, ())), None),
                "commitments": promised.get(code, ()),
                "complete": bool(strategies and factors and indicators),
            }
        )
    return pd.DataFrame(rows, columns=list(_PATH)).astype({"complete": bool})


_PATH = (
    *("programme", "short_name", "objective", "issues", "priorities", "strategies", "factors"),
    *("indicators", "years", "quick_win", "commitments", "complete"),
)


def _cells(frame: pd.DataFrame, columns: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Map the code of every row to the codes that each of the columns names."""
    return {
        str(row[0]): {name: codes(cell) for name, cell in zip(columns, row[1:], strict=True)}
        for row in frame[[frame.columns[0], *columns]].itertuples(index=False)
    }


def _pairs(plans: pd.DataFrame) -> list[tuple[str, str | None]]:
    pairs = plans[["programme", "objective"]].itertuples(index=False)
    return [(str(programme), text(objective)) for programme, objective in pairs]


def _gathered(frame: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    """Map every programme to the cells of a column, in the order of the rows."""
    found: dict[str, tuple[str, ...]] = {}
    for programme, value in frame[["programme", column]].dropna().itertuples(index=False):
        found[str(programme)] = (*found.get(str(programme), ()), str(value))
    return found


def _promised(commitments: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, named in commitments[["commitment", "programmes"]].itertuples(index=False):
        for programme in codes(named):
            found[programme] = (*found.get(programme, ()), str(code))
    return found


def _issues(frames: Mapping[str, pd.DataFrame], paths: pd.DataFrame) -> pd.DataFrame:
    aims = _cells(frames["objectives"], ["issues"])
    rows = []
    for code, name in frames["issues"][["issue", "short_name"]].itertuples(index=False):
        goals = tuple(goal for goal, named in aims.items() if str(code) in named["issues"])
        taken = [str(code) in issues for issues in paths["issues"]]
        programmes = tuple(paths.loc[taken, "programme"])
        rows.append((str(code), text(name) or str(code), goals, programmes, len(programmes)))
    columns = ["issue", "short_name", "objectives", "programmes", "n_programmes"]
    return pd.DataFrame(rows, columns=columns)


def _idle(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues that an objective answers but no programme."""
    answered = issues["objectives"].map(len) > 0
    rows = issues[answered & (issues["n_programmes"] == 0)]
    return pd.DataFrame(
        {
            "link": "programme_issue",
            "table": "issues",
            "code": rows["issue"],
            "name": rows["short_name"],
        }
    )
