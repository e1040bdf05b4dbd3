"""What Python sends and what the browser expects: both sides name and type the same fields."""

import importlib
import pkgutil
import re
import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

import pages.ui.components
from vizcore.locations import ASSETS

_COMPONENTS = ASSETS / "components"
_PLAIN = {int: "number", float: "number", str: "string", bool: "boolean", Any: "unknown"}
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_INTERFACE = re.compile(r"export interface (\w+) \{(.*?)\n\}", re.DOTALL)
_ALIAS = re.compile(r"export type (\w+) = (.*?);", re.DOTALL)
_FIELD = re.compile(r"(\w+)(\??): ([^;]+);")

_MODULES = [
    *(
        f"pages.ui.components.{module.name}"
        for module in pkgutil.iter_modules(pages.ui.components.__path__)
    ),
    "pages.ui.place",
]
FACES = [name for name in _MODULES if hasattr(importlib.import_module(name), "Payload")]


def dicts_of(face: str) -> dict[str, dict[str, str]]:
    """Fields of the TypedDicts that a face defines, those of their bases too, as TypeScript."""
    module = importlib.import_module(face)
    own = [item for item in vars(module).values() if is_typeddict(item)]
    return {
        item.__name__: {name: typescript(hint) for name, hint in get_type_hints(item).items()}
        for item in own
        if item.__module__ == face
    }


def typescript(hint: Any) -> str:
    """A Python type as TypeScript has it, tuples as arrays.

    >>> typescript(list[list[int]]), typescript(str | None)
    ('number[][]', 'string | null')
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        others = [typescript(part) for part in arguments if part is not type(None)]
        return " | ".join([*others, "null"] if type(None) in arguments else others)
    if origin in (Mapping, dict):
        return f"Record<{', '.join(map(typescript, arguments))}>"
    if origin in (list, tuple, Sequence):
        (item,) = {typescript(part) for part in arguments if part is not ...}
        return f"({item})[]" if " " in item else f"{item}[]"
    raise TypeError(f"{hint} has no twin in TypeScript")


def interfaces_of(text: str, shared: str = "") -> dict[str, dict[str, str]]:
    """Fields of the interfaces in a types.d.ts but `Arrays`; `shared` is what it imports from."""
    text = _COMMENT.sub("", text)
    aliases = dict(_ALIAS.findall(_COMMENT.sub("", shared) + text))
    return {
        name: {field + mark: _resolved(kind, aliases) for field, mark, kind in _FIELD.findall(body)}
        for name, body in _INTERFACE.findall(text)
        if name != "Arrays"
    }


def _resolved(kind: str, aliases: Mapping[str, str]) -> str:
    """A type of TypeScript with its aliases spelled out and tuples of one type as arrays."""
    kind = " ".join(kind.split())
    if kind in aliases:
        return _resolved(aliases[kind], aliases)
    if kind.endswith("[]"):
        return _resolved(kind[:-2], aliases) + "[]"
    if kind.startswith("[") and kind.endswith("]"):
        (item,) = {_resolved(part, aliases) for part in kind[1:-1].split(", ")}
        return f"{item}[]"
    return kind


def test_there_are_faces() -> None:
    """The components are found; without this an empty list would pass."""
    names = {face.rpartition(".")[2] for face in FACES}
    assert {"compare", "maps", "matrix", "place", "player", "store", "windows"} <= names


@pytest.mark.parametrize("face", FACES)
def test_both_sides_name_and_type_the_same_fields(face: str) -> None:
    """`Payload`, and every other dict that the types name, is the same in Python and TypeScript."""
    folder = _COMPONENTS / face.rpartition(".")[2]
    shared = (_COMPONENTS / "core" / "types.d.ts").read_text(encoding="utf-8")
    expected = interfaces_of((folder / "types.d.ts").read_text(encoding="utf-8"), shared)
    sent = dicts_of(face)
    assert "Payload" in expected
    assert set(expected) <= set(sent)
    for name, fields in expected.items():
        assert sent[name] == fields, name


def test_every_component_has_a_face() -> None:
    """No folder has types that no Python module is compared with."""
    folders = {path.parent.name for path in _COMPONENTS.glob("*/component.js")}
    assert folders == {face.rpartition(".")[2] for face in FACES}


def test_comments_aliases_and_tuples_do_not_hide_a_field() -> None:
    """What the comparison reads of TypeScript."""
    text = """
export type Crop = [number, number, number];

export interface Payload {
  /** Not this: fake: string; */
  crop: Crop;
  pads: [Pair, Pair]; // nor: this;
  chosen: string | null;
  facts: Record<string, unknown>;
  later?: Named[];
}

export interface Named {
  name: string;
}

export interface Arrays {
  shown: Packed;
}
"""
    assert interfaces_of(text, "export type Pair = [number, number];") == {
        "Payload": {
            "crop": "number[]",
            "pads": "number[][]",
            "chosen": "string | null",
            "facts": "Record<string, unknown>",
            "later?": "Named[]",
        },
        "Named": {"name": "string"},
    }
