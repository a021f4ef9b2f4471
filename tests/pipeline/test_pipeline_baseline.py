"""Starting values are frozen once; only a stated reason replaces them.

Oracle: the promises of the design; files are compared byte by byte.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pandas as pd
import pytest
from worksheets import edit

from smartcity_analysis.intake.frozen import load_baseline
from smartcity_analysis.pipeline import baseline
from smartcity_analysis.pipeline.files import replace_all
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.pipeline.problems import BaselineProblem
from smartcity_analysis.pipeline.run import run_stage

WHERE = ("kota-tegal", 2022)
NOW = datetime(2022, 9, 14, 9, 30, tzinfo=UTC)


def table(value):
    return pd.DataFrame({"indicator": ["ipm"], "value": [value]}, dtype=object)


def freeze(layout, tables, reason=None):
    found = baseline.files(layout, *WHERE, tables, fingerprint="f", reason=reason, now=NOW)
    replace_all(found)
    return found


def record(layout):
    path = layout.baseline(*WHERE) / "baseline.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_first_run__freezes_and_offers_a_copy(tmp_path):
    layout = Layout(tmp_path)
    freeze(layout, {"baseline": table(75.52)})
    content = (layout.baseline(*WHERE) / "baseline.csv").read_bytes()
    assert content == b"indicator,value\nipm,75.52\n"
    assert layout.public_baseline(*WHERE).read_bytes() == content
    assert record(layout) == {
        "sha256": sha256(content).hexdigest(),
        "rows": 1,
        "frozen_at": "2022-09-14T09:30:00+00:00",
        "fingerprint": "f",
        "history": [],
    }
    assert load_baseline(*WHERE, root=tmp_path)["value"].tolist() == [75.52]


def test_first_run__an_official_value_is_not_called_made_up(tmp_path):
    """Oracle: the worksheet's own status; the mark of the page is about the page."""
    layout = Layout(tmp_path)
    marked = table(75.52).assign(status="official", sample=True)
    freeze(layout, {"baseline": marked})
    content = layout.public_baseline(*WHERE).read_bytes()
    assert content == b"indicator,value,status\nipm,75.52,official\n"


def test_later_run__never_overwrites_and_copies_what_is_frozen(tmp_path):
    layout = Layout(tmp_path)
    freeze(layout, {"baseline": table(75.52)})
    found = freeze(layout, {"baseline": table(80.0)})
    assert list(found.values()) == [b"indicator,value\nipm,75.52\n"]
    assert list(found) == [layout.public_baseline(*WHERE)]


def test_refreeze__replaces_keeps_the_old_one_and_writes_down_why(tmp_path):
    layout = Layout(tmp_path)
    freeze(layout, {"baseline": table(1)})
    freeze(layout, {"baseline": table(2)}, "salah satuan ")
    freeze(layout, {"baseline": table(3)}, "salah tahun")
    folder = layout.baseline(*WHERE)
    kept = {path.name: path.read_bytes()[-2:-1] for path in sorted(folder.glob("*.csv"))}
    assert kept == {"baseline.1.csv": b"1", "baseline.2.csv": b"2", "baseline.csv": b"3"}
    history = record(layout)["history"]
    assert [entry["reason"] for entry in history] == ["salah satuan", "salah tahun"]
    assert [entry["sha256"] for entry in history] == [
        sha256((folder / f"baseline.{n}.csv").read_bytes()).hexdigest() for n in (1, 2)
    ]


def test_lost_file__is_refused_and_freezing_anew_keeps_the_history(tmp_path):
    """Oracle: the digest that was written down before the file was lost."""
    layout = Layout(tmp_path)
    freeze(layout, {"baseline": table(1)})
    (layout.baseline(*WHERE) / "baseline.csv").unlink()
    with pytest.raises(BaselineProblem, match="Data awal hilang sesudah dibekukan"):
        baseline.check(layout, *WHERE)
    freeze(layout, {"baseline": table(2)}, "berkas hilang")
    (entry,) = record(layout)["history"]
    assert entry["reason"] == "berkas hilang"
    assert entry["sha256"] == sha256(b"indicator,value\nipm,1\n").hexdigest()


def test_lost_record__freezing_anew_overwrites_no_older_version(tmp_path):
    """Oracle: the promise that nothing frozen is overwritten; last digit of each file."""
    layout = Layout(tmp_path)
    freeze(layout, {"baseline": table(1)})
    freeze(layout, {"baseline": table(2)}, "salah satuan")
    folder = layout.baseline(*WHERE)
    (folder / "baseline.json").unlink()
    freeze(layout, {"baseline": table(3)}, "catatan hilang")
    kept = {path.name: path.read_bytes()[-2:-1] for path in sorted(folder.glob("*.csv"))}
    assert kept == {"baseline.1.csv": b"1", "baseline.2.csv": b"2", "baseline.csv": b"3"}


def test_nothing_to_freeze__freezes_nothing(tmp_path):
    assert freeze(Layout(tmp_path), {}) == {}
    assert freeze(Layout(tmp_path), {"baseline": table(1).head(0)}) == {}


def test_refreeze__with_nothing_in_its_place_is_refused(tmp_path):
    freeze(Layout(tmp_path), {"baseline": table(1)})
    with pytest.raises(BaselineProblem, match="yang lama tetap beku"):
        freeze(Layout(tmp_path), {}, "salah satuan")


@pytest.mark.parametrize(
    ("stage", "reason", "said"),
    [(3, "salah satuan", "hanya dibekukan pada tahap 4"), (4, "  ", "perlu alasan")],
)
def test_refuse__a_wish_that_cannot_be_met(stage, reason, said):
    with pytest.raises(BaselineProblem, match=said):
        baseline.refuse(stage, reason)
    baseline.refuse(stage, None)


def test_run__keeps_to_the_frozen_values_until_it_is_told_to_freeze_anew(chain):
    path = chain.baseline(*WHERE) / "baseline.csv"
    frozen = path.read_bytes()
    edit(chain.profile(*WHERE).parent / "indicators.csv", 1, nilai="1")
    for stage in STAGES:
        run_stage(chain.root, *WHERE, stage)
    assert path.read_bytes() == frozen
    run_stage(chain.root, *WHERE, 4, refreeze="angka semula salah ketik")
    assert path.read_bytes() != frozen
    assert (path.parent / "baseline.1.csv").read_bytes() == frozen
    ledger = json.loads(chain.manifest(*WHERE, STAGES[4]).read_text(encoding="utf-8"))
    assert ledger["baseline"]["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert ledger["parameters"]["refreeze"] is True


def test_run__stops_at_frozen_values_that_were_edited(chain):
    path = chain.baseline(*WHERE) / "baseline.csv"
    path.write_text("indicator\nipm\n", encoding="utf-8")
    with pytest.raises(BaselineProblem, match="Data awal diubah sesudah dibekukan"):
        run_stage(chain.root, *WHERE, 4)
    run_stage(chain.root, *WHERE, 4, refreeze="berkas tersunting")
    assert load_baseline(*WHERE, root=chain.root) is not None
