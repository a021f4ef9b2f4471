"""How far each quick win has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smartcity_analysis import reference
from smartcity_analysis.analysis._arguments import check_columns, is_sample
from smartcity_analysis.analysis._sheets import columns_of, in_dimension_order, numbers
from smartcity_analysis.analysis.action_plan._cards import Cards
from smartcity_analysis.analysis.action_plan._frames import looked_up, texts

CALLER = "action_plan.quick_win_cards"
STATES = ("problem", "idea", "planning", "building", "running", "evaluating")
"""From the problem that is seen to the evaluation, in order."""

WORKING = ("running", "evaluating")
ON_CARD = (
    *("agency", "agency_name", "purpose", "residents", "residents_count", "end_year"),
    *("cost_rupiah", "ceiling_rupiah", "fund"),
)
KPI = ("name", "unit", "decimals", "baseline", "baseline_year", "target", "target_year")
REPORTED = (
    *("quick_win", "date", "state", "progress_percent", "launch", "evidence", "note", "status"),
)


@dataclass(frozen=True, slots=True, eq=False)
class QuickWinCards:
    """The quick wins with their latest state.

    Attributes
    ----------
    cards : DataFrame
        One row per quick win, by dimension in the official order: its programme, agency, cost,
        outcome indicator (``kpi_name`` … ``kpi_target_year``), ``is_planned``, and of the latest
        report the ``date``, ``state``, ``progress_percent`` (0–100), ``launch`` and ``evidence``;
        ``n_reports``; ``fell``, whether progress went down at some report; ``overdue``, whether
        it was to be launched before that report and does not work yet; ``sample_parts``, a tuple
        of the parts that rest on made-up rows: those of the programme's card, and ``progress``.
    history : DataFrame
        Every report by quick win and date, with ``change_percent`` since the one before it.
    dimensions_without : tuple of str
        Dimensions of the guide that have no quick win.
    n_quick_wins, n_reported, n_working, n_fell : int
        `n_reported` counts those with a report, `n_working` those that run or are evaluated.
    sample : bool
        Whether a row in use is marked as made up.
    """

    cards: pd.DataFrame
    history: pd.DataFrame
    dimensions_without: tuple[str, ...]
    n_quick_wins: int
    n_reported: int
    n_working: int
    n_fell: int
    sample: bool

    def __repr__(self) -> str:
        return (
            f"<QuickWinCards of {self.n_quick_wins} quick wins, {self.n_reported} reported, "
            f"{self.n_working} working>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        return {
            "quick_win_cards": self.cards.drop(columns="sample_parts"),
            "quick_win_history": self.history,
        }


def quick_win_cards(
    quick_wins: pd.DataFrame,
    progress: pd.DataFrame,
    cards: Cards,
    *,
    programmes: pd.DataFrame | None = None,
) -> QuickWinCards:
    """Put together one card per quick win with its latest progress.

    Parameters
    ----------
    quick_wins : DataFrame
        ``quick_win``, ``programme``, and where known ``source``, ``address``, ``status``.
        Not modified.
    progress : DataFrame
        ``quick_win``, ``date``, ``state`` (problem, idea, planning, building, running or
        evaluating), ``progress_percent`` (0–100), ``launch``, ``evidence``, ``note``. May be
        empty. Not modified.
    cards : Cards
        The programme cards; they bring agency, cost and the outcome indicator.
    programmes : DataFrame, optional
        ``programme``, ``short_name``, ``name``, ``dimension``: names quick wins whose programme
        has no card.

    Returns
    -------
    QuickWinCards

    Raises
    ------
    ValueError
        If `quick_wins` lacks a column.

    Notes
    -----
    The states are those of the innovation cycle that city applications use; progress may fall,
    and then it is said.

    Examples
    --------
    >>> none = pd.DataFrame()
    >>> plan = pd.DataFrame({"programme": ["PR-01"], "short_name": ["Cafe"], "dimension": ["ECO"]})
    >>> from smartcity_analysis.analysis.action_plan import cards
    >>> made = cards(plan, plan, none, none, none, none, objectives=none, issues=none)
    >>> wins = pd.DataFrame({"quick_win": ["QW-01"], "programme": ["PR-01"]})
    >>> reports = pd.DataFrame({
    ...     "quick_win": ["QW-01"] * 2, "date": pd.to_datetime(["2022-11-01", "2022-10-01"]),
    ...     "state": ["building", "planning"], "progress_percent": [60, 20]})
    >>> shown = quick_win_cards(wins, reports, made)
    >>> shown
    <QuickWinCards of 1 quick wins, 1 reported, 0 working>
    >>> shown.cards["progress_percent"].item(), shown.dimensions_without
    (60.0, ('GOV', 'BRA', 'LIV', 'SOC', 'ENV'))
    """
    check_columns(CALLER, "quick_wins", quick_wins, ("quick_win", "programme"))
    chosen = _chosen(quick_wins, cards, programmes)
    history = _history(progress, chosen["quick_win"])
    latest = history.drop_duplicates("quick_win", keep="last")
    shown = looked_up(
        chosen["quick_win"], latest, "quick_win", "state", "progress_percent", "date", "launch"
    )
    evidence = looked_up(chosen["quick_win"], latest, "quick_win", "evidence", "note")
    reports = history.groupby("quick_win").size()
    fallen = set(history.loc[history["change_percent"] < 0, "quick_win"])
    table = chosen.assign(
        state=texts(shown["state"]),
        progress_percent=numbers(shown["progress_percent"]),
        date=pd.to_datetime(shown["date"]),
        launch=pd.to_datetime(shown["launch"]),
        evidence=texts(evidence["evidence"]),
        note=texts(evidence["note"]),
        n_reports=chosen["quick_win"].map(reports).fillna(0).astype("int64"),
        fell=chosen["quick_win"].isin(fallen),
    )
    table["overdue"] = (table["launch"] < table["date"]) & ~table["state"].isin(WORKING)
    table["sample_parts"] = _sample_parts(table, history, table.pop("card_parts"))
    taken = set(table["dimension"])
    return QuickWinCards(
        cards=table,
        history=history,
        dimensions_without=tuple(d.code for d in reference.dimensions() if d.code not in taken),
        n_quick_wins=len(table),
        n_reported=int((table["n_reports"] > 0).sum()),
        n_working=int(table["state"].isin(WORKING).sum()),
        n_fell=len(fallen),
        sample=is_sample(quick_wins) or bool(table["sample_parts"].map(bool).any()),
    )


def _sample_parts(
    table: pd.DataFrame, history: pd.DataFrame, parts_of_cards: pd.Series[Any]
) -> pd.Series[Any]:
    """Name the parts that rest on made-up rows: those of the card, and the reports."""
    made_up = set(history.loc[history["status"] == "sample", "quick_win"])
    parts = [
        (*own, "progress") if code in made_up else own
        for code, own in zip(table["quick_win"], parts_of_cards, strict=True)
    ]
    return pd.Series(parts, index=table.index, dtype=object)


def _chosen(
    quick_wins: pd.DataFrame, cards: Cards, programmes: pd.DataFrame | None
) -> pd.DataFrame:
    """Describe each quick win by its programme's card, in the official order of dimensions."""
    frame = columns_of(quick_wins, ("quick_win", "programme", "source", "address", "status"))
    frame = frame.apply(texts).dropna(subset=["quick_win"]).drop_duplicates("quick_win")
    frame = frame.reset_index(drop=True)
    known = ("short_name", "name", "dimension")
    own = looked_up(frame["programme"], cards.cards, "programme", *known, *ON_CARD)
    listed = looked_up(frame["programme"], programmes, "programme", *known).apply(texts)
    for column in known:
        frame[column] = texts(own[column]).fillna(listed[column])
    for column in ("short_name", "name"):
        frame[column] = frame[column].fillna(frame["programme"])
    for column in ON_CARD:
        is_number = column.endswith(("_rupiah", "_year", "_count"))
        frame[column] = numbers(own[column]) if is_number else texts(own[column])
    own_parts = dict(zip(cards.cards["programme"], cards.cards["sample_parts"], strict=True))
    parts = [own_parts.get(code, ()) for code in frame["programme"]]
    frame["card_parts"] = pd.Series(parts, index=frame.index, dtype=object)
    outcomes = cards.indicators[cards.indicators["level"] == "outcome"]
    kpi = looked_up(frame["programme"], outcomes, "programme", *KPI)
    for column in KPI:
        read = texts if column in ("name", "unit") else numbers
        frame[f"kpi_{column}"] = read(kpi[column])
    frame["is_planned"] = frame["programme"].isin(cards.cards["programme"])
    return in_dimension_order(frame.sort_values("quick_win", kind="stable"))


def _history(progress: pd.DataFrame, chosen: pd.Series[str]) -> pd.DataFrame:
    frame = columns_of(progress, REPORTED)
    for column in ("date", "launch"):
        frame[column] = pd.to_datetime(frame[column], errors="coerce")
    frame["progress_percent"] = numbers(frame["progress_percent"])
    for column in ("quick_win", "state", "evidence", "note", "status"):
        frame[column] = texts(frame[column])
    frame = frame[frame["quick_win"].isin(chosen)]
    places = frame["quick_win"].map({code: n for n, code in enumerate(chosen)})
    frame = frame.assign(place=places).sort_values(
        ["place", "date"], ignore_index=True, kind="stable", na_position="first"
    )
    # A report without a percentage is passed over: a fall counts from the last one that had it.
    known = frame.groupby("quick_win")["progress_percent"].ffill()
    before = known.groupby(frame["quick_win"]).shift()
    frame["change_percent"] = frame["progress_percent"] - before
    return frame.drop(columns="place")
