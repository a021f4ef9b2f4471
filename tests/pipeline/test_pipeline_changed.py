"""Oracle: two ledgers typed by hand."""

from __future__ import annotations

from smartcity_analysis.pipeline.changed import changed


def ledger(*, inputs=(("a.csv", "1"),), headline="A", figure="2,7", frozen="x", **more):
    return {
        "inputs": [{"name": name, "sha256": digest} for name, digest in inputs],
        "cut_off": "2022-12-31",
        "predecessor": {"stage": 1, "frozen": frozen},
        "page": {
            "headline": headline,
            "status_label": "SIAP",
            "lasting": {"readiness": [figure, "dari 4", "rata-rata"]},
        },
        **more,
    }


def test_changed__has_nothing_to_say_of_a_first_run():
    assert changed(ledger(), None) is None


def test_changed__names_files_that_are_new_gone_or_different():
    old = ledger(inputs=[("a.csv", "1"), ("b.csv", "1"), ("same.csv", "1")])
    new = ledger(inputs=[("a.csv", "2"), ("c.csv", "1"), ("same.csv", "1")])
    assert changed(new, old)["inputs"] == ["a.csv", "b.csv", "c.csv"]


def test_changed__tells_old_and_new_of_what_a_reader_sees():
    found = changed(ledger(headline="B", figure="2,8", frozen="y"), ledger())
    assert found == {
        "inputs": [],
        "predecessor": True,
        "cut_off": None,
        "headline": ["A", "B"],
        "status_label": None,
        "lasting": [["readiness", "2,7", "2,8"]],
    }


def test_changed__gives_no_old_figure_to_a_number_that_is_new():
    old = ledger()
    old["page"]["lasting"] = {}
    assert changed(ledger(), old)["lasting"] == [["readiness", None, "2,7"]]


def test_changed__keeps_the_last_change_when_nothing_changed():
    last = {"inputs": ["a.csv"]}
    assert changed(ledger(), ledger(changed=last)) is last


def test_changed__reads_ledgers_from_before_there_were_lasting_numbers():
    old = {"inputs": [], "page": {"headline": "A"}}
    found = changed(ledger(inputs=[]), old)
    assert found["lasting"] == [["readiness", None, "2,7"]]
    assert found["headline"] is None
