"""What a roadmap says.

Oracle: the sheet of three programmes by hand: Rp1,200,000,001 needed, Rp700,000,001 of it without
a ceiling; Diskominfo runs two programmes in 2023.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results_roadmap import HORIZON, planned, plans, programmes, rows

from smartcity_analysis.analysis import plan
from smartcity_analysis.report import findings
from smartcity_analysis.report.findings.roadmap import budget, load, year_words

EMPTY = pd.DataFrame()


def made(planned_rows, year_rows=EMPTY, **options):
    return plan.roadmap(programmes(), planned_rows, year_rows, **{**HORIZON, **options})


def test_roadmap__programmes_money_and_what_has_none():
    found = findings.of(planned())
    assert found.claim == "3 program dalam 10 tahun, Rp1,2 miliar; Rp700,0 juta belum punya pagu"
    assert found.detail == (
        "Menurut tahun selesainya: 1 pada 2023, 1 pada 2024–2027, dan 1 pada 2028 atau sesudahnya. "
        "Quick win di dalamnya: 1. Biaya 1 program belum dihitung. 4 hal perlu dibenahi."
    )


@pytest.mark.parametrize(
    ("cost", "ceilings", "claim"),
    [
        ([1e9, 1e9, 1e9], [], "3 program dalam 10 tahun, Rp3,0 miliar, semua belum punya pagu"),
        (
            [200e6, 300e6, None],
            [300e6, 200e6, None],
            "3 program dalam 10 tahun, baru Rp500,0 juta yang dihitung",
        ),
        ([None] * 3, [], "3 program dalam 10 tahun; biayanya belum dihitung"),
    ],
)
def test_roadmap__claims_no_more_than_is_known(cost, ceilings, claim):
    years = rows().assign(ceiling_rupiah=ceilings) if ceilings else EMPTY
    result = made(plans().assign(cost_rupiah=np.array(cost, dtype=float)), years)
    assert findings.of(result).claim == claim


def test_roadmap__everything_has_a_ceiling():
    result = made(plans().iloc[[1]], rows().iloc[[0]])
    assert findings.of(result).claim == "1 program dalam 10 tahun, Rp300,0 juta, semua punya pagu"


def test_roadmap__of_nothing():
    found = findings.of(made(EMPTY))
    assert found.claim == "Belum ada program yang direncanakan"
    assert found.detail == "Peta jalan terisi setelah lembar Rencana program diisi."


def test_budget__the_dearest_year_and_where_the_money_comes_from():
    """Oracle: 500 of 1200 million is 42 %, 700 is 58 %."""
    found = budget(planned())
    assert found.claim == "Kebutuhan terbesar pada 2023: Rp500,0 juta"
    assert found.detail == (
        "Seluruhnya Rp1,2 miliar: Rp500,0 juta APBD (42%) dan Rp700,0 juta belum punya pagu (58%)."
    )


def spread(start, end, cost):
    frame = plans().iloc[[1]].assign(start_year=start, end_year=end, cost_rupiah=cost)
    return budget(made(frame)).claim


def test_budget__years_that_need_the_same():
    assert spread(2024, 2025, 2e9) == (
        "Kebutuhan terbesar pada 2024–2025, masing-masing Rp1,0 miliar"
    )
    assert spread(2024, 2028, 5e9) == "Kebutuhan tersebar, paling besar Rp1,0 miliar setahun"


@pytest.mark.parametrize("cost", [None, 0])
def test_budget__nothing_to_add_up(cost):
    found = budget(made(plans().assign(cost_rupiah=cost)))
    assert found.claim == "Kebutuhan biaya belum dapat dijumlahkan"
    assert "lembar Rencana program atau pagu pada lembar Peta jalan" in found.detail


def test_load__agencies_that_carry_too_much():
    found = load(planned())
    assert found.claim == "1 OPD memegang lebih dari 1 program dalam setahun"
    assert found.detail == "Paling banyak: Diskominfo, 2 program pada 2023."


def test_load__nobody_carries_too_much():
    assert load(planned(agency_load=2)).claim == (
        "Tidak ada OPD yang memegang lebih dari 2 program setahun"
    )


def test_load__unknown_without_programmes():
    assert load(made(EMPTY)).claim == "Beban OPD belum dapat dihitung"


@pytest.mark.parametrize(
    "result",
    [
        planned(),
        made(EMPTY),
        made(plans()),
        made(plans().assign(cost_rupiah=None)),
        made(plans().assign(start_year=None, end_year=None)),
    ],
    ids=repr,
)
@pytest.mark.parametrize("said", [findings.of, budget, load])
def test_findings__hold_no_hole_and_fit_a_title(said, result):
    found = said(result)
    assert 1 < len(found.claim.split()) <= 12
    assert not found.claim.endswith(".")
    assert found.detail.endswith(".")
    assert "nan" not in str(found).lower().split()
    assert "–." not in str(found)


def test_years__in_words():
    assert year_words([2030, 2029, 2025]) == "2025 dan 2029–2030"
