"""Oracle: the SVG as an XML parser sees it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from smartcity_analysis.report import charts_monitoring
from smartcity_analysis.report.charts import Words

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = pd.DataFrame({"year": [], "value": [], "certain": []})
PAST = pd.DataFrame({"year": [2019, 2022], "value": [8.4, 6.68], "certain": [True, False]})
TARGETS = pd.DataFrame({"year": [2023, 2032], "value": [6.5, 4.5]})


def panels(*given):
    made = [
        charts_monitoring.Panel("Pengangguran <b>", *frames, "kini", "tuju") for frames in given
    ]
    return charts_monitoring.small_multiples(made, id="p", alt="Bagan", words=Words(note="tanda"))


def texts(picture):
    tree = ElementTree.fromstring(str(picture))
    return ["".join(text.itertext()).strip() for text in tree.iter(f"{SVG}text")]


def test_small_multiples__years_keep_apart():
    """Oracle: 2022 and 2023 are too near on an axis to 2032; the first year fits."""
    assert texts(panels((PAST, TARGETS)))[:3] == ["2019", "2022", "2032"]


@pytest.mark.parametrize(
    "frames", [(PAST, EMPTY), (EMPTY, TARGETS), (PAST.head(1), EMPTY), (PAST, TARGETS)]
)
def test_small_multiples__with_half_the_data(frames):
    found = texts(panels(frames))
    assert "Pengangguran <b>" in found
    assert "tanda" in found


def test_small_multiples__one_value_that_never_moves():
    still = PAST.assign(value=0.0)
    assert texts(panels((still, TARGETS.assign(value=0.0))))


def test_small_multiples__same_bytes_twice():
    assert panels((PAST, TARGETS), (PAST, EMPTY)) == panels((PAST, TARGETS), (PAST, EMPTY))


def test_small_multiples__ten_are_light():
    assert len(panels(*[(PAST, TARGETS)] * 10)) < 60_000


def test_evidence_bars__say_the_score():
    frame = pd.DataFrame(
        {"name": ["Hasil", "Dampak"], "score": [2.0, 4.0], "score_evidenced": [0, 4]}
    )
    picture = charts_monitoring.evidence_bars(frame, id="e", alt="Bagan", reach=4)
    assert set(texts(picture)) == {"Hasil", "Dampak", "2,00", "4,00"}
    assert re.search(r'role="img"', picture)
