"""Coverage: filled cells, late agencies, evidence."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from smartcity_analysis.analysis import coverage

AGENCIES = pd.DataFrame(
    {
        "agency": ["DINKES", "DLH", "BAPPEDA"],
        "name": ["Dinas Kesehatan", "Dinas Lingkungan Hidup", "Bappeda"],
        "short_name": ["Dinkes", "DLH", "Bappeda"],
        "received": pd.to_datetime(["2022-06-01", "2022-06-20", None]),
    }
)
TABLES = {
    "infrastructure": pd.DataFrame(
        {
            "item": ["IF-01", "IF-02", "IF-03"],
            "quantity": [1.0, np.nan, 0.0],
            "agency": ["DLH", "DLH", None],
            "note": [None, None, "x"],
            "status": "official",
        }
    ),
    "issues": pd.DataFrame({"issue": ["I-01"], "indicators": [()], "agency": ["DINKES"]}),
    "priorities": pd.DataFrame({"priority": ["P-01"]}),
    "applications": pd.DataFrame({"name": [], "agency": []}),
    "agencies": AGENCIES,
    "swot_factors": pd.DataFrame(
        {
            "factor": ["S-01", "S-02", "W-01", "W-02"],
            "kind": ["strength", "strength", "weakness", "weakness"],
            "statement": "Fakta",
            "indicators": [("tpt",), (), (), ()],
            "source": ["a", "b", "c", "d"],
            "address": [None, "https://example.org", None, ""],
        }
    ),
    "indicators": pd.DataFrame(
        {
            "area_code": "3376",
            "indicator": ["tpt", "gini_ratio"],
            "year": [2022, 2022],
            "value": [8.0, np.nan],
            "value_text": ["8,0", None],
            "agency": "BAPPEDA",
        }
    ),
}


def cell(result, agency, table):
    return result.cells.set_index(["agency", "table"]).loc[(agency, table)]


def test_measure__counts_filled_cells_without_bookkeeping():
    """Oracle: by hand, DLH filled 3 of 2 rows × (item, quantity); an empty list is blank."""
    result = coverage.measure(TABLES, AGENCIES)
    row = cell(result, "DLH", "infrastructure")
    assert (row["rows"], row["expected"], row["filled"], row["share"]) == (2, 4, 3, 0.75)
    assert cell(result, "DINKES", "issues")["share"] == 0.5
    assert cell(result, "BAPPEDA", "indicators")["filled"] == 7


def test_measure__no_rows_is_no_data_not_zero():
    result = coverage.measure(TABLES, AGENCIES)
    assert cell(result, "DINKES", "infrastructure")["rows"] == 0
    assert np.isnan(cell(result, "DINKES", "infrastructure")["share"])
    tables = result.by_table.set_index("table")
    assert np.isnan(tables.loc["applications", "share"])
    assert np.isnan(coverage.measure({}, AGENCIES).share)


def test_measure__zero_is_a_value_and_rows_without_agency_still_count():
    """Oracle: by hand, 3 rows × 2 cells, one blank; the third row names no agency."""
    row = coverage.measure(TABLES, AGENCIES).by_table.set_index("table").loc["infrastructure"]
    assert (row["rows"], row["rows_without_agency"], row["agencies"]) == (3, 1, 1)
    assert (row["expected"], row["filled"]) == (6, 5)


def test_measure__covers_tables_with_agencies_only():
    tables = coverage.measure(TABLES, AGENCIES).by_table["table"].tolist()
    assert tables == ["infrastructure", "issues", "applications", "indicators"]


def test_measure__names_who_is_late():
    result = coverage.measure(TABLES, AGENCIES, due=date(2022, 6, 10))
    assert result.late[["agency", "state"]].to_numpy().tolist() == [
        ["DLH", "late"],
        ["BAPPEDA", "not_received"],
    ]
    assert result.late["days_late"].iloc[0] == 10
    assert (result.n_agencies, result.n_received) == (3, 2)


def test_measure__without_a_due_day_nobody_is_late():
    result = coverage.measure(TABLES, AGENCIES)
    assert result.late["state"].tolist() == ["not_received"]
    assert result.by_agency["state"].tolist() == ["received", "received", "not_received"]


def test_measure__handed_in_on_the_due_day_is_in_time():
    result = coverage.measure(TABLES, AGENCIES, due=date(2022, 6, 20))
    assert "late" not in set(result.by_agency["state"])


def test_measure__evidence_is_an_indicator_or_an_address():
    """Oracle: by hand, one of four links an indicator, one has an address."""
    result = coverage.measure(TABLES, AGENCIES)
    assert result.evidence_share == 0.5
    assert result.unsupported_factors["factor"].tolist() == ["W-01", "W-02"]
    assert np.isnan(coverage.measure({}, AGENCIES).evidence_share)


def test_measure__lists_blank_indicators():
    blank = coverage.measure(TABLES, AGENCIES).blank_indicators
    assert blank["indicator"].tolist() == ["gini_ratio"]
    assert coverage.measure({}, AGENCIES).blank_indicators.empty


def test_measure__leaves_its_input_alone():
    kept = {name: table.copy() for name, table in TABLES.items()}
    coverage.measure(TABLES, AGENCIES, due=date(2022, 6, 10))
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(table, kept[name])


def test_measure__refuses_agencies_without_codes():
    with pytest.raises(ValueError, match="The 'agencies' parameter"):
        coverage.measure(TABLES, AGENCIES.drop(columns="agency"))


def test_measure__carries_its_tables():
    names = set(coverage.measure(TABLES, AGENCIES).tables())
    shown = ["cells", "tables", "agencies", "late", "unsupported_factors", "blank_indicators"]
    assert names == {f"coverage_{name}" for name in shown}
