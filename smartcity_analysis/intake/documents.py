"""A YAML file to a checked model; what is wrong with it as faults with their line and key."""

import re
from collections.abc import Hashable, Mapping, Sequence
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from smartcity_analysis.intake.faults import Fault, did_you_mean, listed
from smartcity_analysis.intake.limits import MAX_YAML_BYTES

Model = TypeVar("Model", bound=BaseModel)
KeyPath = tuple[str | int, ...]

_FIXES = {
    "missing": ("wajib ada", "Tambahkan kunci ini"),
    "int": ("harus bilangan bulat", "Tulis angka tanpa tanda kutip"),
    "float": ("harus angka", "Tulis angka dengan titik desimal, tanpa tanda kutip"),
    "string_type": ("harus teks", 'Tulis di antara tanda kutip ("…")'),
    "string_pattern": ("tidak sesuai bentuknya", "Periksa jumlah angkanya"),
    "date": ("harus tanggal", "Tulis TTTT-BB-HH, misalnya 2022-06-21"),
    "tuple": ("harus daftar", "Tulis di antara kurung siku, misalnya [a, b]"),
    "model": ("harus berisi kunci dan nilai", "Lihat city.yml kota lain sebagai contoh"),
    "bool": ("harus true atau false", "Tulis true atau false"),
    "too_short": ("terlalu sedikit isinya", "Lengkapi daftarnya"),
    "too_long": ("terlalu banyak isinya", "Hapus yang berlebih"),
    "string_too_short": ("tidak boleh kosong", "Isi nilainya"),
}
_BOUNDS = {
    "greater_than_equal": ("paling kecil", "ge"),
    "less_than_equal": ("paling besar", "le"),
    "greater_than": ("lebih besar dari", "gt"),
    "less_than": ("lebih kecil dari", "lt"),
}


class _Doubled(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice instead of keeping the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _Doubled(str(key.value), key.start_mark.line + 1)
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_document(
    content: bytes, file: str, model: type[Model]
) -> tuple[Model | None, tuple[Fault, ...]]:
    """Return a YAML file as a checked model, or the faults that it has.

    Parameters
    ----------
    content : bytes
        UTF-8.
    file : str
        The name that faults show.
    model : type
        A pydantic model with ``extra="forbid"``.

    Returns
    -------
    document : model or None
        None when there are faults.
    faults : tuple of Fault
        All of them, each with its line and its key path (``settings.swot.convention``).
    """
    try:
        root, raw = _parsed(content)
        return model.model_validate(raw), ()
    except ValidationError as error:
        return None, tuple(_fault(item, file, root, model) for item in _own(error.errors()))
    except _Doubled as doubled:
        fix = "Hapus salah satunya"
        return None, (_plain(file, "kunci ditulis dua kali", fix, doubled.line, doubled.key),)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        fix = "Periksa lekukan, titik dua dan tanda kutip di sekitar baris itu"
        line = mark.line + 1 if mark else None
        return None, (_plain(file, "bukan YAML yang sah", fix, line),)


def _parsed(content: bytes) -> tuple[yaml.Node | None, object]:
    if len(content) > MAX_YAML_BYTES:
        raise ValueError("too large")
    text = content.decode("utf-8-sig")
    return yaml.compose(text, Loader=yaml.SafeLoader), yaml.load(text, Loader=_Loader)


def _plain(file: str, rule: str, fix: str, line: int | None, key: str = "") -> Fault:
    return Fault("blocking", file, key, "", rule, fix, rows=(line,) if line else ())


def _own(errors: Sequence[Any]) -> list[Any]:
    """Return the errors without lists that are called too short because of a faulty item."""
    paths = [tuple(item["loc"]) for item in errors]
    return [
        item
        for item, path in zip(errors, paths, strict=True)
        if item["type"] != "too_short"
        or not any(other != path and other[: len(path)] == path for other in paths)
    ]


def _fault(item: Any, file: str, root: yaml.Node | None, model: type[BaseModel]) -> Fault:
    path: KeyPath = tuple(item["loc"])
    rule, fix = _words(item, path, model)
    return Fault(
        "blocking",
        file,
        ".".join(str(part + 1 if isinstance(part, int) else part) for part in path),
        "" if item["type"] in ("missing", "value_error") else _value_text(item["input"]),
        rule,
        fix,
        rows=_line(root, path),
    )


def _words(item: Any, path: KeyPath, model: type[BaseModel]) -> tuple[str, str]:
    kind = str(item["type"])
    if kind == "value_error":
        rule, _, fix = str(item["ctx"]["error"]).partition(" | ")
        return rule, fix
    if kind == "extra_forbidden":
        known = _known_keys(model, path[:-1])
        fix = did_you_mean(str(path[-1]), known) or f"Yang dikenal: {listed(known)}"
        return "kunci tidak dikenal", fix
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'|\b([0-9]+)\b", item["ctx"]["expected"])
        words = ["".join(pair) for pair in allowed]
        fix = did_you_mean(str(item["input"])[:60], words) or "Pilih salah satu"
        return f"harus salah satu dari: {listed(words)}", fix
    if kind in _BOUNDS:
        words_for, bound = _BOUNDS[kind]
        return f"{words_for} {item['ctx'][bound]:g}", "Periksa angkanya"
    matches = [words for prefix, words in _FIXES.items() if kind.startswith(prefix)]
    return matches[-1] if matches else ("nilai tidak sah", "Periksa nilainya")


def _known_keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys that may stand at a path, walking the model's annotations."""
    current: Any = model
    for part in path:
        if isinstance(part, str):
            current = _inner_model(_by_key(current).get(part))
        if current is None:
            return []
    return list(_by_key(current))


def _by_key(model: type[BaseModel]) -> Mapping[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    if get_origin(annotation) in (Union, UnionType, tuple, list):
        models = (_inner_model(part) for part in get_args(annotation))
        return next((model for model in models if model is not None), None)
    return None


def _value_text(value: object) -> str:
    """Return a short text; a structure is not spelled out, as aliases can make it enormous."""
    return (
        "" if isinstance(value, (Mapping, Sequence)) and not isinstance(value, str) else str(value)
    )


def _line(root: yaml.Node | None, path: KeyPath) -> tuple[int, ...]:
    """Return the line of the deepest part of the path that stands in the file."""
    node, line = root, 0
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(part)), None)
            if pair is None:
                break
            node, line = pair[1], pair[0].start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return (line,) if line else ()
