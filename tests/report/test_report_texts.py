"""The catalogue of words: complete, without repeats, without figures typed by hand."""

from __future__ import annotations

import ast
import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from smartcity_analysis.report.texts import entry, say, sources

PACKAGE = Path(__file__).parents[2] / "smartcity_analysis"
FILES = {source.name: source.read_text("utf-8") for source in sources()}
CATALOGUE = "\n".join(FILES.values())


class Strict(yaml.SafeLoader):
    """YAML that refuses a key written twice."""

    def construct_mapping(self, node, *args, **options):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        assert not repeated, f"line {node.start_mark.line + 1}: {repeated}"
        return super().construct_mapping(node, *args, **options)


def test_catalogue__has_no_key_twice():
    """Also not in two of its files: put together they must still be one mapping."""
    assert yaml.load(CATALOGUE, Loader=Strict)


def test_catalogue__has_no_other_file():
    room = resources.files("smartcity_analysis.report.texts")
    assert {file.name for file in room.iterdir() if file.name.endswith(".yml")} == set(FILES)


SOURCES = [
    (path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))
]
PAGES = {path: tree for path, tree in SOURCES if (PACKAGE / "report") in path.parents}


def calls(tree, *names):
    """Calls of functions or methods by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield node


def choices(node):
    """The keys among which an expression chooses."""
    if isinstance(node, ast.IfExp):
        return choices(node.body) + choices(node.orelse)
    return [node]


def literal_keys():
    for path, tree in SOURCES:
        for call in calls(tree, "say", "entry", "spoken"):
            for key in choices(call.args[0]):
                if isinstance(key, ast.Constant):
                    yield path.name, key.value


@pytest.mark.parametrize(("file", "key"), sorted(set(literal_keys())))
def test_catalogue__holds_every_key_that_the_code_asks_for(file, key):
    assert entry(key)


def columns():
    """Every column of a page: where it stands, its name, whether it brings its own header."""
    for path, tree in PAGES.items():
        for call in calls(tree, "Column"):
            own = any(keyword.arg == "header" for keyword in call.keywords)
            yield f"{path.name}:{call.lineno}", getattr(call.args[0], "value", None), own


def test_catalogue__names_every_column_of_a_page():
    named = entry("header").keys() | entry("column").keys()
    for place, name, own in columns():
        assert own or name in named, place


def leaves(node, prefix=""):
    for key, value in node.items():
        yield from leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]


def asked():
    """Patterns of every key that code and templates ask for."""
    for _, tree in SOURCES:
        for key in (k for c in calls(tree, "say", "entry", "spoken") for k in choices(c.args[0])):
            if isinstance(key, ast.Constant) and key.value not in ("index", "header"):
                yield re.escape(key.value)
            elif isinstance(key, ast.JoinedStr):
                pieces = (getattr(piece, "value", None) for piece in key.values)
                yield "".join(re.escape(p) if isinstance(p, str) else "[^.]+" for p in pieces)
    for template in (PACKAGE / "report" / "pages").glob("*.j2"):
        used = re.findall(r"\btext\.(\w+)", template.read_text(encoding="utf-8"))
        yield from (rf"index\.{key}" for key in used)
    yield from (rf"header\.{name}" for _, name, own in columns() if not own)
    for sections in entry("column_words").values():
        yield from [sections] if isinstance(sections, str) else sections


def test_catalogue__holds_no_key_that_nothing_asks_for():
    known = re.compile(rf"({'|'.join(asked())})(\..+)?")
    assert not [key for key in leaves(yaml.safe_load(CATALOGUE)) if not known.fullmatch(key)]


READ = {
    *("caption", "source", "empty", "header", "row_header", "subtitle", "claim", "alt"),
    *("low", "high", "first", "second", "note"),
}
READ_FIRST = ("details", "heading", "paragraph")
PHRASE = re.compile(r"[A-Z][a-z]{2}|[a-z]{2,} [a-z]{2,}|^ [a-z]+( |$)|^[a-z]+ $")
MARKUP = re.compile(r"<[^>]*>?|[^<]*>$")
# Numbers and dates are spelt beside their locale, types by name; the rest is no language.
OWN_WORDS = {"formatting.py", "display.py"}
NO_WORDS = {"DejaVu Sans", "Date", "Creator", "Glyph .* missing from", "offset points"}


def spelt(node):
    """Whether words stand in an expression itself, not in what it calls."""
    match node:
        case ast.Constant(value=str(text)):
            return re.search(r"[^\W\d_]", text) is not None
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            return any(map(spelt, parts))
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            return spelt(one) or spelt(other)
    return False


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages__take_what_is_read_from_the_catalogue(path):
    read = [argument for call in calls(PAGES[path], *READ_FIRST) for argument in call.args[:1]] + [
        node.value
        for node in ast.walk(PAGES[path])
        if isinstance(node, ast.keyword) and node.arg in READ
    ]
    assert not [f"{node.lineno}: {ast.unparse(node)}" for node in read if spelt(node)]


def constants(tree):
    """String constants that are neither documentation nor the message of an error."""
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise):
            silent |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.name not in OWN_WORDS], ids=lambda path: path.name
)
def test_pages__spell_no_words(path):
    found = [
        f"{node.lineno}: {node.value}"
        for node in constants(PAGES[path])
        if PHRASE.search(MARKUP.sub("", node.value)) and node.value not in NO_WORDS
    ]
    assert not found


def test_say__fills_in_values_and_refuses_a_missing_one():
    assert say("gap.claim_none", province="Bali").endswith("dengan Bali")
    with pytest.raises(KeyError):
        say("gap.claim_none")


def test_sheet_names__fit_into_a_workbook():
    names = list(entry("sheet").values())
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == len(names)
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]", name)]
