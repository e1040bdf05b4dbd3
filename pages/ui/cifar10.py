"""Pictures of CIFAR-10's classes: our drawings, and test images where the server has them."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import streamlit as st

from pages.ui.picture import Picture, server_picture
from vizcore.errors import ConvScopeError
from vizcore.images import SAMPLES
from vizcore.images.encode import encode_jpeg
from vizcore.images.scenes import SCENES

#: How the name of a test image begins in the address: `cifar10-truck-352`.
MARK = "cifar10-"

#: Which image of its class is offered: one of each that the network knows,
_KNOWN = {
    "airplane": 22,
    "automobile": 5,
    "bird": 3,
    "cat": 33,
    "deer": 11,
    "dog": 20,
    "frog": 13,
    "horse": 3,
    "ship": 8,
    "truck": 1,
}
#: and the four to which it gives the least, what they are taken for. Even less has cat 235, which
#: is left out: a frog sits on it, so the label errs and not the network.
_MISTAKEN = {
    ("truck", 352): "automobile",
    ("frog", 464): "airplane",
    ("deer", 413): "dog",
    ("ship", 736): "automobile",
}
_EXPECTED = MappingProxyType(
    {(label, nth): label for label, nth in _KNOWN.items()} | _MISTAKEN  # a wrong answer each
)


def where_it_is() -> Path | None:
    """CIFAR-10 on this server, or None."""
    named = os.environ.get("CONVSCOPE_CIFAR10")
    return Path(named) if named and Path(named).exists() else None


def shows_a_class(sample: str) -> bool:
    """Whether a picture of the server's is a drawing or a test image of one of the classes.

    >>> shows_a_class("drawn_ship"), shows_a_class("cifar10-ship-8"), shows_a_class("rocket")
    (True, True, False)
    """
    return sample.startswith(MARK) or (sample in SAMPLES and SAMPLES[sample].kind == "drawing")


def tiles() -> list[tuple[str, str, bytes]]:
    """Name, title and small file of each picture of a class; a drawing has no file."""
    drawn = [
        (name, sample.title, b"") for name, sample in SAMPLES.items() if sample.kind == "drawing"
    ]
    path = where_it_is()
    return drawn + (list(_tiles(path)) if path else [])


def pictures() -> Mapping[str, Picture]:
    """The test images that are offered, by their names in the address; nobody's own."""
    path = where_it_is()
    return _pictures(path) if path else {}


def named(mark: str) -> Picture | None:
    """Any test image by its name in the address, such as `cifar10-truck-7`; None without it."""
    path = where_it_is()
    return (pictures().get(mark) or _test_image(path, mark.removeprefix(MARK))) if path else None


@st.cache_resource(max_entries=64, show_spinner=False)
def _test_image(_path: Path, name: str) -> Picture | None:
    from vizcore.serve.unit_pictures import source

    label, _, nth = name.rpartition("-")
    known = label in SCENES and nth.isascii() and nth.isdecimal() and len(nth) < 4
    if not known or source().kind != "test":
        return None
    number = 1000 * list(SCENES).index(label) + int(nth)
    pixels = source().read(np.array([number]))[0]
    return server_picture(f"{MARK}{name}", f"{label.capitalize()} {nth}, test image", pixels)


@st.cache_resource(show_spinner=False)
def _tiles(path: Path) -> tuple[tuple[str, str, bytes], ...]:
    offered = _pictures(path).items()
    return tuple((mark, shown.name, encode_jpeg(shown.preview)) for mark, shown in offered)


@st.cache_resource(show_spinner="Reading test images: once, for everybody …")
def _pictures(path: Path) -> Mapping[str, Picture]:
    """Those of `_EXPECTED` to which the network gives the answer expected.

    An archive may have its images in another order, so each answer is asked for. One that cannot be
    read offers nothing; the page *Data sets* says why.
    """
    from vizcore.training.run.data import load_few

    try:
        found = load_few(path, "test", _EXPECTED)
    except ConvScopeError:
        return MappingProxyType({})
    answers = _answers(list(found.values()))
    offered = {}
    for (place, pixels), answer in zip(found.items(), answers, strict=True):
        label, nth = place
        if answer == _EXPECTED[place]:
            taken = "test image" if answer == label else f"taken for {answer}"
            mark = f"{MARK}{label}-{nth}"
            offered[mark] = server_picture(mark, f"{label.capitalize()}, {taken}", pixels.copy())
    return MappingProxyType(offered)


def _answers(images: list[np.ndarray]) -> list[str]:
    """What the network says to each."""
    if not images:
        return []
    import torch

    from vizcore.nets import LABELS, load_minivgg

    model = load_minivgg("cpu")
    with torch.inference_mode():
        logits = model(model.prepare(np.stack(images)))
    return [LABELS[i] for i in logits.argmax(1).tolist()]
