"""Every result of the analyses can be shown: words, block, tables, JupyterLab.

Oracle: the public modules themselves; a new type of result without any of these fails here.
"""

from __future__ import annotations

import json
import pkgutil
import re
from dataclasses import replace
from importlib import import_module

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from markupsafe import Markup
from results import EXAMPLES, problem, programmes, rated, scores

from smartcity_analysis import analysis
from smartcity_analysis.analysis import agreement, priority, weights
from smartcity_analysis.pipeline.workbook import header, translated
from smartcity_analysis.report import display, findings
from smartcity_analysis.report.block import TABLES_MIME
from smartcity_analysis.report.blocks import block
from smartcity_analysis.report.blocks.portfolio import said
from smartcity_analysis.report.texts import entry

# Tables whose further columns are labels of the user: alternatives, criteria, raters, blocks.
LABELLED = {
    *("priority_data", "priority_central_weights", "priority_pairwise"),
    *("priority_leave_one_out_ranks", "weights_critic_correlations", "ahp_group_matrix"),
    *("consensus_block_means", "copeland_pairwise", "usg_rater_ranks", "usg_rater_totals"),
}


def result_types():
    """Every class with tables in a public module of the analyses, by name."""
    found = {}
    for module in pkgutil.iter_modules(analysis.__path__):
        if not module.name.startswith("_"):
            public = vars(import_module(f"smartcity_analysis.analysis.{module.name}"))
            found |= {
                name: value
                for name, value in public.items()
                if isinstance(value, type) and hasattr(value, "tables") and name[0] != "_"
            }
    return found


TYPES = result_types()


@pytest.fixture(scope="module")
def example():
    made = {}

    def make(name):
        if name not in made:
            made[name] = EXAMPLES[name]()
        return made[name]

    return make


def test_examples__cover_every_type_of_result():
    assert set(EXAMPLES) == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_examples__are_of_their_type(example, name):
    assert type(example(name)) is TYPES[name]


@pytest.mark.parametrize("name", TYPES)
def test_findings__claim_in_a_dozen_words_without_a_full_stop(example, name):
    found = findings.of(example(name))
    assert 1 < len(found.claim.split()) <= 12
    assert not found.claim.endswith(".")
    assert found.detail == "" or found.detail.endswith(".")
    assert not re.search(r"\bnan\b|None|\{|\binf\b", str(found))


@pytest.mark.parametrize("name", TYPES)
def test_blocks__carry_claim_source_tables_and_words(example, name):
    result = example(name)
    made = block(result)
    assert findings.of(result).claim in Markup(made.html).unescape()
    assert made.text == str(findings.of(result))
    assert set(made.tables) == set(result.tables())
    assert not re.search(r">\s*(nan|None|NaN)\s*<", made.html)


@pytest.mark.parametrize("name", TYPES)
def test_blocks__pictures_have_a_spoken_name(example, name):
    for picture in re.findall(r"<svg [^>]*>", block(example(name)).html):
        assert re.search(r'aria-label="Bagan|aria-label="Bidang', picture)


@pytest.mark.parametrize("name", TYPES)
def test_blocks__are_valid_json_in_a_notebook(example, name):
    data, _ = block(example(name))._repr_mimebundle_()
    assert json.dumps(data.get(TABLES_MIME, {}), allow_nan=False)


@pytest.mark.parametrize("name", TYPES)
def test_tables__have_a_sheet_and_every_column_a_title(example, name):
    titles = entry("sheet")
    for table, frame in example(name).tables().items():
        assert table in titles
        if table not in LABELLED:
            untitled = [c for c in map(str, frame) if header(c) == c and c not in entry("column")]
            assert not untitled, table


@pytest.mark.parametrize(
    ("column", "code", "word"),
    [
        ("reason", "outweighed", "kalah nilai dari susunan terbaik"),
        ("status", "core", "inti"),
        ("status", "provisional", "sementara"),
        ("state", "suspected", "perlu ditanya"),
        ("state", "late", "▲ terlambat"),
        ("kind", "weakness", "Kelemahan"),
        ("method", "topsis", "TOPSIS"),
        ("column", "score", "skor"),
        ("mean", 2.5, 2.5),
    ],
)
def test_workbook__one_column_may_hold_codes_of_several_kinds(column, code, word):
    assert translated(pd.Series([code], name=column)) == [word]


# ---- JupyterLab ---------------------------------------------------------------------------------


def test_shown__names_every_type_where_it_is_defined():
    """Oracle: what IPython compares, the name of a type and of the module that defines it."""
    expected = {}
    for name, kind in sorted(TYPES.items()):
        module = kind.__module__.removeprefix("smartcity_analysis.")
        expected.setdefault(module, []).append(name)
    shown = {module: tuple(names) for module, names in sorted(expected.items())}
    assert shown == display.SHOWN


@pytest.mark.parametrize("name", ["Explanation", "Robustness", "Portfolio", "Consensus", "Guard"])
def test_shown__a_result_shows_itself_as_its_block(example, name):
    shell = InteractiveShell()
    display.register(shell)
    data, metadata = shell.display_formatter.format(example(name))
    assert data["text/plain"] == repr(block(example(name)))
    assert set(data[TABLES_MIME]) == set(example(name).tables())
    assert metadata["smartcity"]["id"] == block(example(name)).id


# ---- Made-up judgements -------------------------------------------------------------------------

JUDGED = [name for name in TYPES if name not in ("Coverage", "Status")]
"""Coverage counts what came in, made-up rows apart, and for Status samples are a rule of their own;
all others rest on judgements."""
BEHIND = {"Ranking": "problem", "Cut": "before"}
"""Results that ask what they were made of."""


def made_up(result):
    """The same result, resting on made-up judgements."""
    behind = BEHIND.get(type(result).__name__)
    if behind is None:
        return replace(result, sample=True)
    return replace(result, **{behind: made_up(getattr(result, behind))})


@pytest.mark.parametrize("name", JUDGED)
def test_results__say_whether_they_rest_on_made_up_judgements(example, name):
    assert example(name).sample is False
    assert made_up(example(name)).sample is True


@pytest.mark.parametrize("name", JUDGED)
def test_blocks__mark_what_rests_on_made_up_judgements(example, name):
    real, made = block(example(name)), block(made_up(example(name)))
    assert made.sample
    assert '<span class="sample-mark">CONTOH</span>' in made.html
    assert not real.sample
    assert "CONTOH" not in real.html


def test_blocks__mark_a_position_that_cannot_be_drawn():
    unknown = replace(EXAMPLES["SwotPosition"](), internal=float("nan"), position="unknown")
    shown = block(made_up(replace(unknown, factors=unknown.factors.assign(contribution=None))))
    assert shown.html.startswith("<p>")
    assert '<span class="sample-mark">CONTOH</span>' in shown.html


# ---- What else a page needs ---------------------------------------------------------------------


def test_blocks__two_of_a_kind_have_anchors_of_their_own():
    ids = {block(problem().explain(name)).id for name in ("E-Kelurahan", "Limbah B3")}
    assert len(ids) == 2


def test_blocks__show_hostile_names_as_text():
    frame = programmes().rename(index={"E-Kelurahan": '<img src=x onerror="1">'})
    p = priority.problem(frame, {"dampak": 1, "kesiapan": 1}, scale=(1, 5))
    for result in (p, p.saw(), p.robust(draws=100), p.compare("saw", "topsis"), p.stability()):
        assert "<img" not in block(result).html
    assert "<img" not in block(p.explain('<img src=x onerror="1">')).html


def test_robustness__many_ranks_share_the_last_column():
    """Oracle: by hand, 12 alternatives: ranks 1–6 and one column for 7–12."""
    frame = pd.DataFrame({"a": range(12), "b": range(12, 0, -1)}, [f"P{n}" for n in range(12)])
    html = block(priority.problem(frame).robust(draws=500)).html
    assert ">7–12</th>" in html
    assert ">7</th>" not in html


def test_agreement__one_block_alone_still_shows_its_own_figures():
    html = block(agreement.between_blocks(scores(), {"R1": "academia", "R3": "academia"})).html
    assert "Belum ada kelompok yang dapat dibandingkan" in html
    assert ">akademisi</" in html


@pytest.mark.parametrize(
    ("constraint", "low", "high", "words"),
    [
        ("must A", 1, 1, "A wajib dipilih"),
        ("never B", 0, 0, "B tidak boleh dipilih"),
        ("one_per dimension=GOV", 1, 1, "tepat satu program untuk Dimensi GOV"),
        ("at_least dimensi=GOV", 2, float("inf"), "paling sedikit 2 untuk dimensi GOV"),
        ("at_most opd=DLH", float("-inf"), 2, "paling banyak 2 untuk OPD DLH"),
        ("requires B after A", float("-inf"), 0, "B hanya bersama A"),
        ("excludes A, B", float("-inf"), 1, "paling banyak satu dari A, B"),
        ("yearly_ceiling 2023", float("-inf"), 5e9, "batas 2023 Rp5.000.000.000"),
    ],
)
def test_portfolio__constraints_in_words(constraint, low, high, words):
    assert said(constraint, low=low, high=high) == words


def source_of(result):
    """The line under a figure."""
    return Markup(re.search(r'class="source">Sumber: (.*?)</p>', block(result).html)[1]).unescape()


def test_conventions__of_a_saw_ranking():
    assert source_of(problem().saw()) == (
        "metode SAW; nilai disamakan ke 0–1 menurut batas skala yang dinyatakan; "
        "bobot yang diisi berjumlah 10, lalu dibagi jumlahnya; "
        "nilai kembar berbagi peringkat (1 2 2 4)."
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"around": 100}, "bobot yang dipakai sekarang, pemusatan 100 (makin besar, makin dekat);"),
        ({"around": 2.5}, "pemusatan 2,5 (makin besar, makin dekat);"),
        ({}, "semua susunan bobot yang mungkin, semuanya sama peluangnya; bilangan awal"),
    ],
)
def test_conventions__say_how_close_to_the_stated_weights_was_drawn(options, words):
    assert words in source_of(problem().robust(draws=100, **options))


@pytest.mark.parametrize(
    ("options", "method", "words"),
    [
        ({"scale": None}, "saw", "menurut nilai terendah dan tertinggi pada data"),
        ({"scale": {"dampak": (1, 5)}}, "saw", "(1 dari 2 kriteria dinyatakan, sisanya"),
        ({}, "topsis", "nilai dibagi panjang vektornya"),
        ({}, "wp", "nilai dibagi yang terbaik lalu dipangkatkan bobot"),
        ({}, "vikor", "bobot strategi v = 0,5"),
        ({}, "promethee", "bentuk preferensi biasa"),
        ({"ties": "dense"}, "saw", "tanpa melompat (1 2 2 3)"),
        ({"ties": "average"}, "saw", "peringkat rata-rata (1 2½ 2½ 4)"),
    ],
)
def test_conventions__name_the_choices_of_each_method(options, method, words):
    assert words in source_of(problem(**options).score(method))


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("median", "1 isian kosong diisi median kriterianya"),
        ("worst", "1 isian kosong diisi nilai terburuk"),
        ("interval", "1 isian kosong diisi titik tengah rentangnya"),
    ],
)
def test_conventions__say_what_stands_in_for_a_blank(missing, words):
    frame = programmes()[["dampak", "kesiapan"]]
    frame.iloc[0, 0] = None
    p = priority.problem(frame, {"dampak": 6, "kesiapan": 4}, scale=(1, 5), missing=missing)
    assert words in source_of(p.saw())
    assert "1 isian kosong." in findings.of(p).detail


def test_conventions__say_who_votes_and_what_tells_nothing_apart():
    frame = programmes()[["dampak"]].assign(sama=3.0)
    assert "tidak membedakan pilihan: sama" in source_of(priority.problem(frame).saw())
    assert "tiap OPD satu suara" in source_of(rated().saw())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "tiap penilai satu suara"),
        (
            {"agencies": {"R1": "A", "R2": "A", "R3": "B"}},
            "tiap OPD satu suara (2 suara dari 3 penilai)",
        ),
        ({"rater_weights": {"R1": 2, "R2": 1, "R3": 1}}, "suara penilai diberi bobot"),
        (
            {"blocks": {"R1": "government", "R2": "business", "R3": "business"}},
            "tiap penilai satu suara, di dalam kelompok yang bobotnya dinyatakan",
        ),
    ],
)
def test_conventions__say_whose_vote_counts_how_much(options, words):
    given = {rater: {"x": 3, "y": 1} for rater in ("R1", "R2", "R3")}
    assert words in source_of(weights.group(given, **options))
