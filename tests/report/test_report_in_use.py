"""Every convention that a page prints is the one that was computed with.

Oracle: ``city.yml`` of the fictional city, and the results that an expert changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from results import EXAMPLES

from smartcity_analysis.intake import load_city
from smartcity_analysis.report.in_use import in_use

ROOT = Path(__file__).parents[2]


def printed(stage, *results):
    city = load_city("kota-contoh", 2022, stage=stage, root=ROOT)
    return in_use(city, results, stage).set_index("name")["value"]


def test_in_use__stage_2_prints_the_citys_own_settings():
    values = printed(2)
    assert values["Anggaran quick win"] == "Rp1.200.000.000"
    assert values["Asal anggaran quick win"] == "contoh"
    assert values["Rasio konsistensi AHP paling besar"] == "0,10"
    assert values["Pemotongan anggaran yang diuji"] == "20%"
    assert values["Program bersamaan per OPD yang masih wajar"] == "4"


@pytest.mark.parametrize(
    ("budget", "said"), [(5e8, "Rp500.000.000"), (float("nan"), "tidak dibatasi")]
)
def test_in_use__an_experts_budget_goes_before_the_citys(budget, said):
    chosen = replace(EXAMPLES["QuickWins"](), budget=budget)
    assert printed(2, chosen)["Anggaran quick win"] == said


def test_in_use__stage_4_names_the_edition_of_the_weights():
    values = printed(4)
    assert values["Acuan bobot evaluasi"] == "surat Kominfo 2021"
    assert values["Bobot simulasi evaluasi, persen"].endswith(
        "dampak (impact) 20, dan quick win 20"
    )


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_in_use__every_stage_prints_cut_off_and_horizon(stage):
    assert {"Batas data", "Masa peta jalan"} <= set(printed(stage).index)
