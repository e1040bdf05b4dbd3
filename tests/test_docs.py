"""The documents that are written from the code are what the code says, and links lead somewhere."""

import re
from pathlib import Path

import pytest

from docs import make_api, make_readme
from vizcore.locations import APP

DOCUMENTS = [
    *(APP / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((APP / "docs").rglob("*.md")),
]
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(text: str) -> list[str]:
    """Files that a document points to, without what is in its blocks of code."""
    found = _LINK.findall(_FENCED.sub("", text))
    return [link.partition("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]


def test_the_api_is_what_the_docstrings_say() -> None:
    written = make_api.DOCUMENT.read_text(encoding="utf-8")
    assert written == make_api.document(), "run python -m docs.make_api"


@pytest.mark.parametrize("name", make_api.MODULES)
def test_every_public_function_and_class_has_a_sentence(name: str) -> None:
    section = make_api.document().split(f"## vizcore.{name}\n")[1].split("\n## ")[0]
    entries = section.split("\n### ")[1:]
    assert entries
    silent = [entry for entry in entries if "\n\n[source]" in entry]
    assert not [entry for entry in silent if not re.search(r"^\w+ = ", entry, re.MULTILINE)]


def test_the_signatures_are_those_of_the_code() -> None:
    assert '"valid"' in _entry("ops", "conv")
    assert "eps: float = 1e-5,\n) -> " in _entry("ops", "batch_norm")
    assert "class ShapeError(ConvScopeError, ValueError)" in _entry("errors", "ShapeError")
    assert "[source](../vizcore/geometry/axis.py)" in _entry("ops", "output_size")


def test_the_readmes_pages_are_those_of_the_navigation() -> None:
    text = make_readme.README.read_text(encoding="utf-8")
    assert text == make_readme.written(text), "run python -m docs.make_readme"
    assert "| [Pooling](pages/pooling/) |" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(APP)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert not [link for link in links(text) if not (document.parent / link).exists()]


def test_links_in_code_and_to_other_sites_are_left_alone() -> None:
    text = "[a](b.md#c) [d](#e) [f](https://g.h)\n```python\n[i](j)\n```\n![k](l.svg)\n"
    assert links(text) == ["b.md", "l.svg"]


def _entry(module: str, name: str) -> str:
    section = make_api.document().split(f"## vizcore.{module}\n")[1].split("\n## ")[0]
    return section.split(f"\n### {name}\n")[1].split("\n### ")[0]
