"""What a notebook may use, from the docstrings: `python -m docs.make_api` writes docs/api.md.

It reads the files as text, so that it needs neither torch nor the shapes that the tests check.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vizcore.locations import APP

DOCUMENT = APP / "docs" / "api.md"

#: In the order of the document; of a package, what its `__all__` names.
MODULES = (
    "ops",
    "images",
    "nets",
    "architecture",
    "steps",
    "geometry",
    "errors",
    "text",
    "matrix_text",
)

_HEAD = """# What a notebook may use

Written by `python -m docs.make_api` from the docstrings; a test fails where it is out of date.
Nothing here imports Streamlit. `help(vizcore.ops.conv)` has the arguments, the errors and examples.
"""
_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z(])")
_CONSTANT = re.compile(r"[A-Z]\w*( =|:)")
_CONSTRUCTED = {"dataclass", "NamedTuple"}
_LONGEST_VALUE = 90

_Statement = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
_Placed = ast.stmt | ast.expr | ast.arg


class Module(NamedTuple):
    """A file that was read."""

    path: Path
    text: str
    tree: ast.Module

    @classmethod
    def read(cls, name: str) -> "Module":
        """The module called `name`, such as "vizcore.ops"."""
        base = APP.joinpath(*name.split("."))
        path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        text = path.read_text(encoding="utf-8")
        return cls(path, text, ast.parse(text))

    def source(self, *nodes: _Placed) -> str:
        """The text from the start of the first to the end of the last."""
        first, last = nodes[0], nodes[-1]
        lines = self.text.splitlines()[first.lineno - 1 : last.end_lineno]
        lines[-1] = lines[-1].encode()[: last.end_col_offset].decode()
        lines[0] = lines[0].encode()[first.col_offset :].decode()
        return "\n".join(lines)


def document() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_section(f"vizcore.{name}") for name in MODULES)])


def public_names(module: Module) -> list[str]:
    """What `__all__` lists, or else what a module defines without an underscore."""
    defined = list(_definitions(module))
    for name, node in _definitions(module):
        if name == "__all__" and isinstance(node, ast.Assign):
            return list(ast.literal_eval(node.value))
    return [name for name, _ in defined if not name.startswith("_")]


def find(module: Module, name: str) -> tuple[Module, _Statement]:
    """Where `name` is defined, through as many imports as it takes."""
    for known, node in _definitions(module):
        if known == name:
            return module, node
    for statement in module.tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module:
            for alias in statement.names:
                if (alias.asname or alias.name) == name:
                    return find(Module.read(statement.module), alias.name)
    raise LookupError(f"{module.path} has no {name}")


def first_sentence(text: str | None) -> str:
    """Of a docstring or a comment: what stands before the next capital letter or blank line."""
    paragraph = " ".join((text or "").strip().split("\n\n")[0].split())
    return _SENTENCE_END.split(paragraph)[0]


def _section(name: str) -> str:
    module = Module.read(name)
    entries = [_entry(name, public) for public in public_names(module)]
    return "\n".join(
        [f"## {name}\n", f"{first_sentence(ast.get_docstring(module.tree))}\n", *entries]
    )


def _entry(module: str, name: str) -> str:
    home, node = find(Module.read(module), name)
    sentence = _comment(home, node)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        sentence = ast.get_docstring(node) or ""
    link = f"[source](../{home.path.relative_to(APP).as_posix()})"
    words = f"{first_sentence(sentence)} {link}".strip()
    return f"### {name}\n\n```python\n{_signature(home, name, node)}\n```\n\n{words}\n"


def _definitions(module: Module) -> Iterator[tuple[str, _Statement]]:
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node


def _signature(module: Module, name: str, node: _Statement) -> str:
    if isinstance(node, ast.FunctionDef):
        # From the name to the end of what it returns: the body and its colon stay away.
        text = module.source(node, node.returns) if node.returns else f"def {name}(...)"
        return text.removeprefix("def ")
    if isinstance(node, ast.ClassDef):
        return _construction(module, node)
    value = " ".join(module.source(node.value).split()) if node.value else ""
    if isinstance(node, ast.AnnAssign) and (kind := module.source(node.annotation)) != "TypeAlias":
        return f"{name}: {kind}"
    return f"{name} = {value}" if value and len(value) <= _LONGEST_VALUE else name


def _construction(module: Module, node: ast.ClassDef) -> str:
    """How an object of the class is made; of a class that says nothing of it, what it stands on."""
    stands_on = [module.source(base) for base in node.bases]
    marks = [module.source(mark).split("(")[0] for mark in node.decorator_list]
    if _CONSTRUCTED & {*stands_on, *marks}:
        fields = [module.source(part) for part in node.body if _is_field(module, part)]
        return f"{node.name}(\n" + "".join(f"    {field},\n" for field in fields) + ")"
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return f"{node.name}({_arguments(module, part.args)})"
    return f"class {node.name}({', '.join(stands_on)})" if stands_on else f"class {node.name}"


def _arguments(module: Module, given: ast.arguments) -> str:
    """All but `self`, on one line."""
    values = [*given.defaults, *(value for value in given.kw_defaults if value)]
    nodes: list[ast.arg | ast.expr] = [*given.args, *given.kwonlyargs, *values]
    nodes.sort(key=lambda node: (node.lineno, node.col_offset))
    return " ".join(module.source(nodes[1], nodes[-1]).split()) if nodes[1:] else ""


def _is_field(module: Module, part: ast.stmt) -> bool:
    """Whether a line of a dataclass or named tuple is an argument that a caller gives."""
    if not isinstance(part, ast.AnnAssign) or not isinstance(part.target, ast.Name):
        return False
    made = part.value is not None and "init=False" in module.source(part.value)
    return not part.target.id.startswith("_") and not made


def _comment(module: Module, node: _Statement) -> str:
    """The lines `#: ...` above a constant or above several in a row, or the text below it."""
    following = module.tree.body[module.tree.body.index(node) + 1 :]
    below = following[0] if following else None
    if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
        return str(below.value.value)
    found: list[str] = []
    for line in reversed(module.text.splitlines()[: node.lineno - 1]):
        if line.startswith("#:"):
            found.insert(0, line.removeprefix("#:").strip())
        elif found or not _CONSTANT.match(line):
            break
    return " ".join(found)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
