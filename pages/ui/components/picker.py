"""The face of assets/components/picker: the picture in use, and a row of others to take."""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import streamlit as st

from pages.ui.components.load import load
from vizcore.images import SAMPLES
from vizcore.serve import sheet_shape

#: What is told where a person wants to bring a picture of their own.
BRING = "+"

_picker = load("picker")


class Named(TypedDict):
    """A sample."""

    name: str
    title: str


class Own(Named):
    """A picture that is not on the sheet, with a small JPEG of it in base64."""

    file: str


class Payload(TypedDict):
    """What the component is sent; assets/components/picker/types.d.ts is its twin."""

    title: str
    size: str
    chosen: str
    own: list[Own]
    samples: list[Named]
    sheet: list[int]
    classes: list[Own]


def picker(
    title: str,
    size: str,
    chosen: str,
    own: Sequence[tuple[str, str, bytes]],
    classes: Sequence[tuple[str, str, bytes]] = (),
    *,
    key: str,
    on_choose: Callable[[str], None],
) -> None:
    """Show the name of the picture in use, and others beside it.

    Parameters
    ----------
    title, size : str
        Of the picture in use.
    chosen : str
        Name of the picture in use.
    own : sequence of (str, str, bytes)
        Name, title and small JPEG of each picture that the person has brought.
    classes : sequence of (str, str, bytes)
        The same of pictures of the network's classes, for a row of their own; a sample has no
        bytes, since it is on the sheet. Without any there is no such row.
    key : str
        Key of the component.
    on_choose : callable
        Takes the name of a sample or of an own picture, or `BRING`.
    """
    payload: Payload = {
        "title": title,
        "size": size,
        "chosen": chosen,
        "own": _with_files(own),
        "samples": [{"name": name, "title": sample.title} for name, sample in SAMPLES.items()],
        "sheet": list(sheet_shape()),
        "classes": _with_files(classes),
    }
    known = {BRING, *SAMPLES, *(name for name, _, _ in (*own, *classes))}

    def choose() -> None:
        state = st.session_state.get(key)
        name: Any = state.get("chosen") if isinstance(state, Mapping) else None
        if isinstance(name, str) and name in known:
            on_choose(name)

    _picker(key=key, data=payload, on_chosen_change=choose)


def _with_files(pictures: Sequence[tuple[str, str, bytes]]) -> list[Own]:
    return [
        {"name": name, "title": words, "file": base64.b64encode(file).decode()}
        for name, words, file in pictures
    ]
