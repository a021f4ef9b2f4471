"""Oracle: the SVG as an XML parser and a reader with scissors would see it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from smartcity_analysis.report import charts
from smartcity_analysis.report.charts import Words

SVG = "{http://www.w3.org/2000/svg}"
CORNERS = {"SO": "Agresif", "ST": "Diversifikasi", "WO": "Berbenah", "WT": "Bertahan"}


def dumbbell(**options):
    frame = pd.DataFrame(
        {
            "name": ["Pegawai", "$x^2$ <b>"],
            "mean": [1.0, 2.5],
            "target_mean": [4.0, 3.0],
        }
    )
    words = Words(low="1 = buruk", high="4 = baik", first="kini", second="dituju")
    return charts.dumbbell(frame, id="bagan", alt="Bagan", words=words, **options)


def plane(scale=1.0):
    rng = np.random.default_rng(1)
    cloud = scale * rng.normal(0.2, 0.1, (400, 2))
    return charts.swot_plane(
        cloud,
        cloud[:20],
        (0.2 * scale, 0.2 * scale),
        0.05,
        CORNERS,
        id="posisi",
        alt="Bidang",
        words=Words(low="x", high="y", note="90%"),
    )


def pictures():
    bars = pd.DataFrame({"name": ["A" * 40, "kata " * 30], "value": [-0.3, 0.1]})
    counts = pd.DataFrame([[2, 0], [0, 2]], index=["Air bersih", "Kemiskinan"], columns=[1, 2])
    yield "dumbbell", dumbbell()
    yield "plane", plane()
    yield (
        "bars",
        charts.diverging_bars(
            bars, id="b", alt="B", words=Words(low="l", high="h"), show=lambda v: f"{v:+.0f}"
        ),
    )
    yield "spread", charts.rank_spread(counts, id="d", alt="D", words=Words(note="n"))
    ranged = pd.DataFrame(
        {"name": ["A", "kata " * 30], "value": [0.6, 0.0], "low": [0.5, 0.0], "high": [0.9, np.nan]}
    )
    yield "scores", charts.bars(ranged, id="n", alt="N", show=lambda v: f"{v:.0f}")
    steps = pd.DataFrame({"budget_needed": [0.0, 5e8, 1e9], "value": [0.0, 3.0, 4.0]})
    for name, mark in (("stairs", (5e8, 3.0)), ("late", (1e9, 4.0))):
        yield name, charts.stairs(steps, mark, id=name, alt="T", words=Words(first="75% nilai"))


PICTURES = dict(pictures())


@pytest.mark.parametrize("name", PICTURES)
def test_pictures__are_wellformed_with_real_text_and_a_spoken_name(name):
    root = ElementTree.fromstring(PICTURES[name])
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root.findall(f".//{SVG}text")


@pytest.mark.parametrize("name", PICTURES)
def test_pictures__letters_are_twelve_pixels_on_a_phone(name):
    """Oracle: 360 px phone, 16 px margins: 328 px for the width of the drawing in points."""
    root = ElementTree.fromstring(PICTURES[name])
    scale = 328 / float(root.get("viewBox").split()[2])
    sizes = [float(s) for s in re.findall(r"font-size: ([\d.]+)px", PICTURES[name])]
    assert sizes
    assert min(sizes) * scale >= 12


@pytest.mark.parametrize("name", PICTURES)
def test_pictures__ids_carry_the_name_of_the_picture(name):
    ids = re.findall(r'\bid="([^"]+)"', PICTURES[name])
    prefix = {i.split("-")[0] for i in ids}
    assert len(prefix) == 1
    assert not re.findall(rf'(?:url\(#|href="#)(?!{prefix.pop()}-)', PICTURES[name])


def test_pictures__are_the_same_twice():
    assert dumbbell() == dumbbell()
    assert plane() == plane()


def test_dumbbell__shows_hostile_names_as_text():
    text = " ".join(t.text or "" for t in ElementTree.fromstring(dumbbell()).iter(f"{SVG}text"))
    assert "$x^2$ <b>" in text


def test_dumbbell__decimals_have_commas():
    text = " ".join(t.text or "" for t in ElementTree.fromstring(dumbbell()).iter(f"{SVG}text"))
    assert "2,5" in text
    assert not re.search(r"\d\.\d", text)


def bar_lengths(**options):
    """Lengths of the bars in the SVG, in points."""
    frame = pd.DataFrame({"name": ["A", "B"], "value": [2.0, 1.0]})
    drawn = charts.bars(frame, id="b", alt="B", show=str, **options)
    boxes = re.findall(r'd="M ([\d.]+) [\d.]+ ?\nL ([\d.]+) [^"]*z', drawn)
    return [float(end) - float(start) for start, end in boxes][-2:]


def test_bars__are_as_long_as_their_share_of_the_scale():
    """Oracle: 2 of 4 is half of a full bar, 1 a quarter."""
    full, half = bar_lengths(), bar_lengths(reach=4)
    assert full[0] == pytest.approx(2 * full[1], rel=0.02)
    assert half[0] == pytest.approx(full[0] / 2, rel=0.02)


def test_alt__stays_short_enough_to_listen_to():
    frame = pd.DataFrame({"name": ["A"], "value": [0.1]})
    long = charts.diverging_bars(frame, id="b", alt="kata " * 60, words=Words(), show=str)
    assert len(ElementTree.fromstring(long).get("aria-label")) <= 150
