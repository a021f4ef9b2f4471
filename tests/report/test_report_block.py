"""A block is the same in JupyterLab and on the page.

Oracle: nbformat's schema, and what IPython hands to a front end.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell

from smartcity_analysis.analysis.agreement import kendall_w
from smartcity_analysis.report import display
from smartcity_analysis.report.block import TABLES_MIME, Block, pack, unpack

FRAME = pd.DataFrame(
    {
        "text": ["a", None],
        "number": [1.5, np.nan],
        "whole": pd.array([1, None], dtype="Int64"),
        "flag": [True, False],
        "day": pd.to_datetime(["2022-06-21", None]),
        "codes": [("x", "y"), ()],
    }
)


def test_pack__comes_back_as_plain_values_with_blanks_as_none():
    assert unpack(pack(FRAME)).to_numpy().tolist() == [
        ["a", 1.5, 1, True, "2022-06-21", "x; y"],
        [None, None, None, False, None, ""],
    ]


def test_block__carries_words_tables_and_its_sample_mark():
    block = Block("isu", "<p>x</p>", "Isu a", {"usg": FRAME}, sample=True)
    data, metadata = block._repr_mimebundle_()
    assert data["text/plain"] == "[CONTOH] Isu a"
    assert data["text/html"].startswith("<style>")
    assert data["text/html"].endswith('<div class="laporan" id="isu"><p>x</p></div>')
    assert data[TABLES_MIME]["usg"]["columns"][-1] == "sample"
    assert {row[-1] for row in data[TABLES_MIME]["usg"]["rows"]} == {True}
    assert metadata == {"smartcity": {"id": "isu", "sample": True}}
    assert repr(block) == "[CONTOH] Isu a"


def test_register__makes_a_shell_show_results_as_blocks(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr(
        display, "bundle", lambda *_, **__: ({"text/plain": "temuan"}, {"smartcity": {"id": "w"}})
    )
    display.register(shell)
    data, metadata = shell.display_formatter.format(kendall_w([[1, 2, 3], [1, 3, 2]]))
    assert data["text/plain"] == "temuan"
    assert metadata["smartcity"]["id"] == "w"


def test_pack__a_limit_that_is_not_there_is_blank():
    """Oracle: JSON has no infinity; a front end refuses the whole notebook over it."""
    frame = pd.DataFrame({"low": [-np.inf, 1.0], "high": [np.inf, 2.0]})
    assert pack(frame)["rows"] == [[None, None], [1.0, 2.0]]
