"""One card per planned programme: why, for whom, by whom, when, at what cost and how measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import check_columns, is_sample
from smartcity_analysis.analysis._sheets import (
    LEVELS,
    columns_of,
    each,
    in_dimension_order,
    named,
    numbers,
)
from smartcity_analysis.analysis.action_plan._frames import is_blank, lists, looked_up, texts
from smartcity_analysis.analysis.action_plan._measured import measured

CALLER = "action_plan.cards"
FIELDS = (
    *("objective", "issue", "purpose", "residents", "residents_count", "agency", "partners"),
    *("cost_rupiah", "fund", "data_needs", "system_needs", "risk", "regulation"),
    *("activities", "output", "outcome", "impact", "baseline", "targets"),
)
"""What a full card holds; ``baseline`` is that of every outcome, ``targets`` of every indicator."""

WRITTEN = (
    *("issue", "purpose", "residents", "residents_count", "other_partners"),
    *("data_needs", "system_needs", "risk", "regulation"),
)
PLANNED = (
    *("programme", "objective", "subdimension", "agency", "partners", "block"),
    *("start_year", "end_year", "cost_rupiah", "fund", "prerequisites"),
)
PLACED = ("horizon", "ceiling_rupiah", "without_ceiling_rupiah", "is_quick_win")
ACTIVITIES = ("activity", "programme", "year", "quarter", "statement", "agency", "status")
PARTS = ("programme", "plan", "action_plan", "activities", "indicators")

CARDS = (
    *("programme", "short_name", "name", "dimension", "subdimension", "action_block"),
    *("agency", "agency_name", "partners", "partner_names", "other_partners"),
    *("objective", "objective_name", "objective_statement"),
    *("issue", "issue_name", "issue_statement", "purpose", "residents", "residents_count"),
    *("start_year", "end_year", "horizon", "cost_rupiah", "ceiling_rupiah"),
    *("without_ceiling_rupiah", "fund", "data_needs", "system_needs", "risk", "regulation"),
    *("prerequisites", "prerequisite_names", "is_quick_win"),
    *("n_filled", "n_expected", "missing", "is_complete", "sample_parts"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """The programme cards, and what is still blank on each.

    Attributes
    ----------
    cards : DataFrame
        One row per planned programme, by dimension in the official order, then by start: codes
        beside the names they stand for, years, rupiah, ``n_filled`` of ``n_expected`` fields,
        ``missing`` (tuple of blank fields), ``is_complete`` and ``sample_parts`` (tuple of the
        parts that rest on made-up rows).
    activities : DataFrame
        Activities by programme, year and quarter.
    indicators : DataFrame
        Indicators by programme and level. ``origin`` says where the baseline comes from:
        ``stage_1``, ``programme`` (as filled in) or ``none``; an impact taken from the objective,
        for want of one of the programme's own, has ``objective``.
    n_cards, n_complete, n_agencies : int
        `n_agencies` counts lead agencies.
    cost_rupiah, ceiling_rupiah : float
        Sums of what is known; NaN where nothing is.
    n_without_cost : int
    sample : bool
        Whether a row in use is marked as made up.
    """

    cards: pd.DataFrame
    activities: pd.DataFrame
    indicators: pd.DataFrame
    n_cards: int
    n_complete: int
    n_agencies: int
    cost_rupiah: float
    ceiling_rupiah: float
    n_without_cost: int
    sample: bool

    def __repr__(self) -> str:
        return (
            f"<Cards of {self.n_cards} programmes, {self.n_complete} complete, "
            f"{self.n_agencies} lead agencies>"
        )

    @property
    def funded_share(self) -> float:
        """Share of the known cost that ceilings cover, 0–1; NaN where no cost is known."""
        return funded(self.cards)

    @property
    def blanks(self) -> pd.DataFrame:
        """Every blank field: programme, short_name, field."""
        rows = [
            (card.programme, card.short_name, field)
            for card in each(self.cards)
            for field in card.missing
        ]
        return pd.DataFrame(rows, columns=["programme", "short_name", "field"])

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result; what is missing stands in one of its own."""
        return {
            "cards": self.cards.drop(columns=["missing", "sample_parts"]),
            "card_blanks": self.blanks,
            "card_activities": self.activities,
            "card_indicators": self.indicators,
        }


def cards(
    programmes: pd.DataFrame,
    plans: pd.DataFrame,
    action_plans: pd.DataFrame,
    activities: pd.DataFrame,
    programme_indicators: pd.DataFrame,
    roadmap: pd.DataFrame,
    *,
    objectives: pd.DataFrame,
    issues: pd.DataFrame,
    agencies: pd.DataFrame | None = None,
    gap: pd.DataFrame | None = None,
) -> Cards:
    """Put together one card per planned programme.

    Parameters
    ----------
    programmes, plans, action_plans, activities, programme_indicators : DataFrame
        Worksheets ``programmes``, ``programme_plans`` and those of stage 3, keyed by
        ``programme``. A programme without a plan gets no card. Not modified.
    roadmap : DataFrame
        One row per planned programme with ``horizon``, ``ceiling_rupiah``,
        ``without_ceiling_rupiah`` and ``is_quick_win``: the table of ``plan.roadmap``.
    objectives : DataFrame
        Objectives with baseline and targets as stage 2 froze them. Where a programme has no
        impact indicator, that of its objective stands in.
    issues : DataFrame
        ``issue``, ``short_name``, ``statement``.
    agencies : DataFrame, optional
        ``agency`` and ``short_name``; codes stand in for names otherwise.
    gap : DataFrame, optional
        Indicators as stage 1 froze them: the baseline of a programme indicator that names an
        indicator of the dictionary, in its unit, with year and source.

    Returns
    -------
    Cards

    Raises
    ------
    ValueError
        If `programmes` or `plans` lacks the column ``programme``.

    Notes
    -----
    Template of the card: the action plan of the national guide (programme, activities, indicator,
    target, agency, partners, cost, fund, time) with the fields that its assessors ask for
    (residents, data, system, risk, regulation). A blank field is counted, never guessed.

    Examples
    --------
    >>> one = pd.DataFrame({"programme": ["PR-01"], "short_name": ["E-Kelurahan"]})
    >>> none = pd.DataFrame()
    >>> made = cards(one, one[["programme"]], none, none, none, none, objectives=none, issues=none)
    >>> made
    <Cards of 1 programmes, 0 complete, 0 lead agencies>
    >>> made.cards["n_filled"].item(), made.cards["n_expected"].item()
    (0, 19)
    """
    check_columns(CALLER, "programmes", programmes, ("programme",))
    check_columns(CALLER, "plans", plans, ("programme",))
    planned = _planned(programmes, plans, roadmap)
    written = _written(planned["programme"], action_plans)
    names = _names(planned, written, objectives, issues, programmes)
    whole = pd.concat([planned, written, names], axis=1)
    whole = _with_agencies(whole, agencies)
    done = _activities(activities, planned["programme"])
    rows = measured(programme_indicators, whole, objectives, gap)
    used = {
        "programme": _of(programmes, planned),
        "plan": _of(plans, planned),
        "action_plan": _of(action_plans, planned),
        "activities": done,
        "indicators": rows,
    }
    whole = _counted(whole, done, rows)
    whole["sample_parts"] = _sample_parts(whole["programme"], used)
    whole = whole[list(CARDS)]
    return Cards(
        cards=whole,
        activities=done,
        indicators=rows,
        n_cards=len(whole),
        n_complete=int(whole["is_complete"].sum()),
        n_agencies=int(whole["agency"].nunique()),
        cost_rupiah=float(whole["cost_rupiah"].sum(min_count=1)),
        ceiling_rupiah=float(whole["ceiling_rupiah"].sum(min_count=1)),
        n_without_cost=int(whole["cost_rupiah"].isna().sum()),
        sample=is_sample(*used.values()),
    )


def _planned(programmes: pd.DataFrame, plans: pd.DataFrame, roadmap: pd.DataFrame) -> pd.DataFrame:
    """Join what programme, plan and roadmap say, in the official order of dimensions."""
    frame = columns_of(plans, PLANNED).dropna(subset=["programme"]).drop_duplicates("programme")
    frame = frame.reset_index(drop=True)
    frame["programme"] = texts(frame["programme"])
    frame["action_block"] = texts(frame["block"])
    for column in ("start_year", "end_year", "cost_rupiah"):
        frame[column] = numbers(frame[column])
    for column in ("partners", "prerequisites"):
        frame[column] = lists(frame[column])
    for column in ("objective", "subdimension", "agency", "fund"):
        frame[column] = texts(frame[column])
    about = looked_up(
        frame["programme"], programmes, "programme", "short_name", "name", "dimension"
    )
    frame = pd.concat([frame, about.apply(texts)], axis=1)
    for column in ("short_name", "name"):
        frame[column] = frame[column].fillna(frame["programme"])
    placed = looked_up(frame["programme"], roadmap, "programme", *PLACED)
    frame["horizon"] = texts(placed["horizon"])
    for column in ("ceiling_rupiah", "without_ceiling_rupiah"):
        frame[column] = numbers(placed[column])
    frame["is_quick_win"] = [not is_blank(v) and bool(v) for v in placed["is_quick_win"]]
    return in_dimension_order(frame.sort_values(["start_year", "programme"], kind="stable"))


def _written(programme: pd.Series[str], action_plans: pd.DataFrame) -> pd.DataFrame:
    found = looked_up(programme, action_plans, "programme", *WRITTEN)
    read = {name: texts(found[name]) for name in WRITTEN if name != "residents_count"}
    return pd.DataFrame(read | {"residents_count": numbers(found["residents_count"])})


def _names(
    planned: pd.DataFrame,
    written: pd.DataFrame,
    objectives: pd.DataFrame,
    issues: pd.DataFrame,
    programmes: pd.DataFrame,
) -> pd.DataFrame:
    """Name objective, issue and prerequisites; a code that names nothing stands for itself."""
    found = {}
    for key, codes, frame in (
        ("objective", planned["objective"], objectives),
        ("issue", written["issue"], issues),
    ):
        row = looked_up(codes, frame, key, "short_name", "statement").apply(texts)
        found[f"{key}_name"] = row["short_name"].fillna(codes)
        found[f"{key}_statement"] = row["statement"]
    called = named(programmes, "programme")
    waits = [tuple(str(called.get(c, c)) for c in given) for given in planned["prerequisites"]]
    found["prerequisite_names"] = pd.Series(waits, index=planned.index, dtype=object)
    return pd.DataFrame(found)


def _with_agencies(frame: pd.DataFrame, agencies: pd.DataFrame | None) -> pd.DataFrame:
    names = named(agencies, "agency")
    partners = [tuple(names.get(code, code) for code in given) for given in frame["partners"]]
    return frame.assign(
        agency_name=texts(frame["agency"].map(lambda code: names.get(code, code))),
        partner_names=pd.Series(partners, index=frame.index, dtype=object),
    )


def _activities(activities: pd.DataFrame, planned: pd.Series[str]) -> pd.DataFrame:
    frame = columns_of(activities, ACTIVITIES)
    for column in ("year", "quarter"):
        frame[column] = numbers(frame[column])
    for column in ("activity", "programme", "statement", "agency", "status"):
        frame[column] = texts(frame[column])
    frame = frame[frame["programme"].isin(planned)]
    places = frame["programme"].map({code: n for n, code in enumerate(planned)})
    return (
        frame.assign(place=places)
        .sort_values(["place", "year", "quarter", "activity"], ignore_index=True, kind="stable")
        .drop(columns="place")
    )


def _counted(frame: pd.DataFrame, done: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Tell for each card which fields are blank."""
    filled = pd.DataFrame(
        {
            field: ~frame[field].map(is_blank)
            for field in FIELDS
            if field in frame and field != "partners"
        }
    )
    filled["partners"] = frame["partners"].map(bool) | ~frame["other_partners"].map(is_blank)
    filled["activities"] = frame["programme"].isin(done["programme"])
    for level in LEVELS:
        filled[level] = frame["programme"].isin(rows.loc[rows["level"] == level, "programme"])
    own = rows[rows["origin"] != "objective"]
    for field, kept, column in (
        ("baseline", own[own["level"] == "outcome"], "baseline"),
        ("targets", own, "target"),
    ):
        lacking = kept.loc[kept[column].isna(), "programme"]
        filled[field] = frame["programme"].isin(kept["programme"]) & ~frame["programme"].isin(
            lacking
        )
    filled = filled[list(FIELDS)].astype(bool)
    held = filled.to_numpy()
    missing = [tuple(np.array(FIELDS)[~row].tolist()) for row in held]
    return frame.assign(
        n_filled=held.sum(axis=1).astype("int64"),
        n_expected=len(FIELDS),
        missing=pd.Series(missing, index=frame.index, dtype=object),
        is_complete=pd.Series(held.all(axis=1), index=frame.index),
    )


def funded(cards: pd.DataFrame) -> float:
    """Share of the known cost that ceilings cover; what exceeds a cost covers nothing."""
    known = cards[cards["cost_rupiah"] > 0]
    if known.empty:
        return float("nan")
    covered = np.minimum(known["ceiling_rupiah"].fillna(0), known["cost_rupiah"])
    return float(covered.sum() / known["cost_rupiah"].sum())


def _of(frame: pd.DataFrame, planned: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table that belong to planned programmes."""
    if "programme" not in frame:
        return frame.iloc[:0]
    return frame[frame["programme"].isin(planned["programme"])]


def _sample_parts(programme: pd.Series[str], used: dict[str, pd.DataFrame]) -> pd.Series[Any]:
    """Name for each programme the parts of its card that rest on made-up rows."""
    made_up = {
        part: set(columns_of(frame, ("programme", "status")).query("status == 'sample'").programme)
        for part, frame in used.items()
    }
    parts = [tuple(p for p in PARTS if code in made_up[p]) for code in programme]
    return pd.Series(parts, index=programme.index, dtype=object)
