"""The face of assets/components/live: pictures through the network many times a second."""

import base64
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays
from vizcore.images.crop import NETWORK_SIDE

_OWN = ["layer", "source", "mirror", "scale"]
_SHAPE = (NETWORK_SIDE, NETWORK_SIDE, 3)

_live = load("live")


class LayerFacts(TypedDict):
    """What the browser has to know of a layer: `field` says where its values look.

    It holds the pixels a side that one value sees, those from one to the next, and how many lie
    before the picture for the first; it is empty for a row of units, which see all of it.
    """

    name: str
    shape: list[int]
    field: list[int]


class Payload(TypedDict):
    """What the component is sent; assets/components/live/types.d.ts is its twin."""

    socket: str
    layers: list[LayerFacts]
    labels: list[str]
    drawings: str
    picture: str
    title: str


@dataclass(frozen=True, eq=False)
class Held:
    """A picture that a person froze, and the number of it that they want to follow.

    Attributes
    ----------
    pixels : (32, 32, 3) uint8 array
    spot : dict
        The number as addresses name it: `layer`, `channel`, and in a map `cell`, such as "3,17".
    """

    pixels: np.ndarray
    spot: dict[str, str]


def live(
    layers: Sequence[LayerFacts],
    labels: Sequence[str],
    drawings: tuple[str, bytes],
    picture: tuple[str, bytes, str],
    *,
    key: str,
    on_follow: Callable[[Held], None],
) -> None:
    """Show pictures and what a layer makes of them; frames go to `/live/frames` and never here.

    Layer, source, mirror and colours are the browser's and stand in the address.

    Parameters
    ----------
    layers : sequence of LayerFacts
        In the order of `vizcore.serve.messages.LAYERS`.
    labels : sequence of str
        The classes.
    drawings : (str, bytes)
        A name of its own, and a file of square drawings side by side, the last like the first.
    picture : (str, bytes, str)
        The same of a square picture, and what it is called.
    key : str
        Of the component.
    on_follow : callable
        Called before the next run with a frozen picture whose number is to be followed.
    """
    for name, file in (drawings, picture[:2]):
        part = name.partition("/")[0]
        keep_arrays(name, {}, {"file": np.frombuffer(file, np.uint8)}, key=f"{key}_{part}")
    payload: Payload = {
        "socket": "live/frames",
        "layers": list(layers),
        "labels": list(labels),
        "drawings": drawings[0],
        "picture": picture[0],
        "title": picture[2],
    }
    shapes = {layer["name"]: layer["shape"] for layer in layers}

    def follow() -> None:
        state = st.session_state.get(key)
        held = read_held(state.get("follow") if isinstance(state, Mapping) else None, shapes)
        if held is not None:
            on_follow(held)

    place.leave_to_browser(_OWN)
    _live(key=key, data=pack(payload), on_follow_change=follow)


def read_held(told: Any, shapes: Mapping[str, Sequence[int]]) -> Held | None:
    """What the browser hands over; None for anything that is no picture with a number of it.

    Examples
    --------
    >>> pixels = base64.b64encode(bytes(3072)).decode()
    >>> told = {"pixels": pixels, "layer": "conv1", "channel": 3, "row": 1, "column": 31}
    >>> read_held(told, {"conv1": (32, 32, 32)}).spot
    {'layer': 'conv1', 'channel': '3', 'cell': '1,31'}
    >>> read_held(told | {"channel": 32}, {"conv1": (32, 32, 32)}) is None
    True
    """
    layer = told.get("layer") if isinstance(told, Mapping) else None
    if not isinstance(layer, str) or layer not in shapes:
        return None
    shape = shapes[layer]
    spot = [told.get(name) for name in ("channel", "row", "column")]
    limits = (*shape, 1, 1)[:3]
    inside = [type(at) is int and 0 <= at < size for at, size in zip(spot, limits, strict=True)]
    try:
        data = base64.b64decode(str(told.get("pixels")), validate=True)
    except ValueError:  # binascii's, or a letter that is no ASCII
        return None
    if not all(inside) or len(data) != math.prod(_SHAPE):
        return None
    channel, row, column = map(str, spot)
    cell = {"cell": f"{row},{column}"} if len(shape) == 3 else {}
    pixels = np.frombuffer(data, np.uint8).reshape(_SHAPE)
    return Held(pixels, {"layer": layer, "channel": channel, **cell})
