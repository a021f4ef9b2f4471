"""Oracle: the file system as another process sees it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from smartcity_analysis.pipeline.files import replace
from smartcity_analysis.pipeline.tables import to_csv
from smartcity_analysis.pipeline.workbook import workbook


def test_replace__keeps_the_old_file_when_writing_fails(tmp_path):
    target = tmp_path / "a.html"
    target.write_bytes(b"lama")
    with pytest.raises(TypeError):
        replace(target, "bukan bita")
    assert target.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def test_replace__makes_a_file_that_a_web_server_may_read(tmp_path):
    target = tmp_path / "a.html"
    replace(target, b"baru")
    assert target.stat().st_mode & 0o044 == 0o044


def test_workbook__is_the_same_twice_and_carries_no_clock():
    tables = {"usg": pd.DataFrame({"issue": ["I-01"], "total": [9.5]}, dtype=object)}
    first, second = (workbook(tables, {"Halaman": "Uji"}) for _ in range(2))
    assert first == second
    stamps = {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert stamps == {1980}


def test_workbook__translates_codes_and_keeps_blanks_blank():
    frame = pd.DataFrame(
        {"kind": ["strength", None], "rating": [2.5, None], "thin": [True, False]}, dtype=object
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook({"swot_factors": frame}, {})))
    rows = list(book["IFAS dan EFAS"].iter_rows(values_only=True))
    assert rows == [
        ("Jenis", "Rating", "Penilai terlalu sedikit"),
        ("Kekuatan", 2.5, "ya"),
        (None, None, "tidak"),
    ]


def test_to_csv__disarms_formulas_and_leaves_numbers_alone():
    frame = pd.DataFrame({"a": ["=1+1", "@x", "aman", None], "b": [-1.5, 2, None, 0]}, dtype=object)
    assert to_csv(frame).decode() == "a,b\n'=1+1,-1.5\n'@x,2\naman,\n,0\n"
