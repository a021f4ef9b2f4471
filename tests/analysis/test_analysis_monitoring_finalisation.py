"""Commitments, documents, reviews and the calendar.

Oracle: the small sheets of results_monitoring, read by hand.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from results_monitoring import (
    AGENCIES,
    NOTHING,
    PLANS,
    PROGRAMMES,
    drafted,
    promised,
    reviewed,
    scheduled,
)

from smartcity_analysis.analysis import monitoring

# ---- Commitments --------------------------------------------------------------------------------


def test_commitments__names_the_lead_agency_without_one():
    result = promised()
    assert (result.n, result.n_signed, result.n_programmes) == (1, 1, 2)
    without = result.agencies_without
    assert without["agency"].tolist() == ["DLH"]
    assert without["programmes"].tolist() == [("PR-02",)]
    assert without["programme_names"].tolist() == [("Limbah B3",)]
    assert (result.uncovered, result.uncovered_names) == (("PR-02",), ("Limbah B3",))


def test_commitments__a_blank_is_no_signature():
    rows = pd.DataFrame({"commitment": ["KM-01", "KM-02"], "agency": "DLH", "signed": [None, "no"]})
    result = monitoring.commitments(rows, AGENCIES, PLANS)
    assert (result.n, result.n_signed) == (2, 0)


def test_commitments__stand_in_the_order_of_the_agencies():
    """Oracle: Diskominfo stands first in the list of agencies; one that is unknown comes last."""
    rows = pd.DataFrame(
        {
            "commitment": ["KM-01", "KM-02", "KM-03"],
            "agency": ["BARU", "DLH", "DISKOMINFO"],
            "programmes": ["PR-01; PR-02", None, ()],
        }
    )
    table = monitoring.commitments(rows, AGENCIES, PLANS).table
    assert table["agency"].tolist() == ["DISKOMINFO", "DLH", "BARU"]
    assert table["programmes"].tolist() == [(), (), ("PR-01", "PR-02")]


def test_commitments__of_nothing():
    result = monitoring.commitments(NOTHING, NOTHING, NOTHING)
    assert (result.n, result.n_signed, len(result.agencies_without)) == (0, 0, 0)
    without = monitoring.commitments(NOTHING, AGENCIES, PLANS)
    assert without.agencies_without["n_programmes"].tolist() == [1, 1]
    assert without.uncovered == ("PR-01", "PR-02")


# ---- Documents ----------------------------------------------------------------------------------


def test_documents__are_seven_and_as_far_as_their_last_chapter():
    """Oracle: book 1 has one final chapter of two, the other in review until 15 October."""
    table = monitoring.documents(drafted(), reviewed()).table.set_index("document")
    assert table.index.tolist() == [
        *("book_1", "book_2", "book_3", "perwal", "council_decree", "team_decree", "forum")
    ]
    book = table.loc["book_1"]
    assert book[["chapters", "n_final", "share", "state", "n_open"]].tolist() == [
        *(2, 1, 0.5, "review", 1)
    ]
    assert book["due"] == pd.Timestamp(2022, 10, 15)
    assert pd.isna(book["date"])
    assert table.loc["forum", "state"] == "unrecorded"
    assert np.isnan(table.loc["forum", "share"])


def test_documents__absent_is_not_unrecorded():
    rows = pd.DataFrame({"document": ["forum"], "chapter": ["-"], "state": ["absent"]})
    result = monitoring.documents(rows, NOTHING)
    assert result.table.set_index("document").loc["forum", "state"] == "absent"
    assert result.n_unrecorded == 6


def test_documents__settled_on_the_day_of_its_last_chapter():
    rows = (
        drafted().iloc[:2].assign(state="final", date=pd.to_datetime(["2022-09-20", "2022-10-9"]))
    )
    book = monitoring.documents(rows, NOTHING).table.iloc[0]
    assert book["state"] == "final"
    assert book["date"] == pd.Timestamp(2022, 10, 9)
    assert pd.isna(book["due"])


def test_documents__reviews_count_per_chapter():
    result = monitoring.documents(drafted(), reviewed())
    assert (result.n_open, result.n_closed, result.n_final) == (1, 1, 0)
    chapters = result.chapters.set_index("chapter")
    assert chapters.loc["Analisis SWOT", ["n_open", "n_closed"]].tolist() == [1, 0]
    assert chapters.loc["Pendahuluan", ["n_open", "n_closed"]].tolist() == [0, 1]
    assert repr(result) == "<Documents 0 of 7 final, 1 review notes open>"


def test_documents__one_made_up_chapter_marks_its_document_only():
    rows = drafted()
    rows.loc[1, "status"] = "sample"
    result = monitoring.documents(rows, reviewed())
    assert result.sample
    assert result.table.set_index("document")["status"].dropna().to_dict() == {
        "book_1": "sample",
        "perwal": "official",
    }


def test_documents__of_nothing():
    result = monitoring.documents(NOTHING, NOTHING)
    assert (result.n, result.n_unrecorded, result.n_open) == (7, 7, 0)
    assert not result.sample


# ---- Calendar -----------------------------------------------------------------------------------


def test_calendar__in_order_of_date_then_quarter():
    """Oracle: 2024 is not the first year, the final chapter is not due, a milestone has no day."""
    table = scheduled().table
    assert table["kind"].tolist() == ["document", "launch", "document", "activity", "milestone"]
    assert table["code"].tolist() == ["book_1", "PR-01", "perwal", "PR-01", "PR-02"]
    assert table["year"].tolist() == [2022, 2023, 2023, 2023, 2023]
    assert table["quarter"].tolist()[:4] == [4, 1, 1, 2]
    assert table["quarter"].isna().tolist() == [False] * 4 + [True]
    assert table["short_name"].iloc[1] == "E-Kelurahan"


def test_calendar__chapters_due_on_one_day_are_one_entry():
    rows = drafted().assign(due=pd.Timestamp(2022, 12, 1), state="draft")
    result = monitoring.calendar(NOTHING, NOTHING, NOTHING, rows, first_year=2023)
    assert result.table[["code", "chapters"]].to_numpy().tolist() == [["book_1", 2], ["perwal", 1]]


def test_calendar__the_latest_word_on_a_launch_counts():
    progress = pd.DataFrame(
        {
            "quick_win": ["QW-01", "QW-01"],
            "date": ["2022-12-01", "2022-10-01"],
            "launch": ["2023-06-01", "2023-01-20"],
        }
    )
    table = monitoring.calendar(NOTHING, NOTHING, progress, NOTHING, first_year=2023).table
    assert table["date"].tolist() == [pd.Timestamp(2023, 6, 1)]
    assert table["short_name"].tolist() == ["QW-01"]


def test_calendar__what_lies_after_the_first_year_is_left_out():
    progress = pd.DataFrame(
        {"quick_win": ["QW-01"], "date": ["2022-10-01"], "launch": ["2024-01-01"]}
    )
    late = drafted().assign(due=pd.Timestamp(2024, 1, 1))
    assert monitoring.calendar(NOTHING, NOTHING, progress, late, first_year=2023).n == 0


def test_calendar__of_the_citys_roadmap_or_the_milestones_of_a_stage():
    """Oracle: the same milestone, once with blank neighbours as the worksheet has them."""
    city = pd.DataFrame(
        {
            "programme": ["PR-01", "PR-02"],
            "year": pd.array([2023, 2023], dtype="Int64"),
            "milestone": pd.array([pd.NA, "Izin terbit"], dtype="string"),
            "ceiling_rupiah": pd.array([1, 2], dtype="Int64"),
        }
    )
    frozen = pd.DataFrame({"programme": ["PR-02"], "year": [2023], "milestone": ["Izin terbit"]})
    whole = [
        monitoring.calendar(NOTHING, rows, NOTHING, NOTHING, first_year=2023, programmes=PROGRAMMES)
        for rows in (city, frozen)
    ]
    pd.testing.assert_frame_equal(whole[0].table, whole[1].table)
    assert whole[0].table["statement"].tolist() == ["Izin terbit"]


def test_calendar__says_what_is_made_up():
    assert not scheduled().sample
    assert scheduled("sample").sample
