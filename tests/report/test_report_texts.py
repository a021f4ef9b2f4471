"""The catalogue of words: complete, without repeats, without figures typed by hand."""

from __future__ import annotations

import ast
import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from smartcity_analysis.report.texts import entry, say

PACKAGE = Path(__file__).parents[2] / "smartcity_analysis"
CATALOGUE = (resources.files("smartcity_analysis.report.texts") / "id.yml").read_text("utf-8")


class Strict(yaml.SafeLoader):
    """YAML that refuses a key written twice."""

    def construct_mapping(self, node, *args, **options):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        assert not repeated, f"line {node.start_mark.line + 1}: {repeated}"
        return super().construct_mapping(node, *args, **options)


def test_catalogue__has_no_key_twice():
    assert yaml.load(CATALOGUE, Loader=Strict)


def literal_keys():
    for path in [*PACKAGE.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "entry"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield path.name, first.value


@pytest.mark.parametrize(("file", "key"), sorted(set(literal_keys())))
def test_catalogue__holds_every_key_that_the_code_asks_for(file, key):
    assert entry(key)


def test_say__fills_in_values_and_refuses_a_missing_one():
    assert say("gap.claim_none", province="Bali").endswith("dengan Bali")
    with pytest.raises(KeyError):
        say("gap.claim_none")


def test_sheet_names__fit_into_a_workbook():
    names = list(entry("sheet").values())
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == len(names)
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]", name)]
