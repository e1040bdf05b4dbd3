"""The face of assets/components/unit: the card of a unit of the trained network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.load import load
from pages.ui.components.store import keep_arrays
from vizcore.serve import units_address

_unit = load("unit")
_LONGEST = 24  # letters of an image's name
_OWN = ("layer", "channel", "cell", "held", "cut", "bars", "quiz")


class UnitLayer(TypedDict):
    """A layer with weights, and where the values of its maps look.

    `answers` is the layer whose output is looked at, the ReLU behind it or itself; `field` holds
    the pixels that one value sees, those from one value to the next, and those before the picture
    for the first. `before` and `behind` are the layers with weights on either side, or empty.
    """

    name: str
    answers: str
    labels: list[str]
    shape: list[int]
    field: list[int]
    fires: bool
    before: str
    behind: str


class Payload(TypedDict):
    """What the component is sent; assets/components/unit/types.d.ts is its twin."""

    address: str
    layers: list[UnitLayer]
    labels: list[str]
    first: str
    unit: int
    part: int
    best: int
    across: int
    regularisers: list[str]
    seen: str
    layer: str
    title: str


@dataclass(frozen=True, eq=False)
class Seen:
    """A person's picture, and the maps that one layer makes of it.

    Attributes
    ----------
    name : str
        The same as long as picture and layer are.
    layer : str
        With weights; `values` are behind its ReLU.
    pixels : (32, 32, 3) uint8 array
    values : float32 array
        (units, rows, columns), or (units,).
    title : str
        What the picture is called.
    """

    name: str
    layer: str
    pixels: np.ndarray
    values: np.ndarray
    title: str


def unit_card(
    layers: Sequence[UnitLayer],
    labels: Sequence[str],
    first: tuple[str, int],
    sizes: tuple[int, int, int],
    regularisers: Sequence[str],
    seen: Seen,
    *,
    key: str,
    on_follow: Callable[[dict[str, str]], None],
    on_take: Callable[[str], None],
) -> None:
    """Show the card of a unit; facts and pictures come from `vizcore.serve.units`.

    Layer, unit and everything else that is chosen is the browser's and stands in the address. A
    change of layer is told as the state `layer`, `{"layer", "channel", "turn"}`.

    Parameters
    ----------
    layers : sequence of UnitLayer
    labels : sequence of str
        The classes.
    first : (str, int)
        The layer and the unit that are shown where the address names none.
    sizes : (int, int, int)
        Units whose pictures lie on one sheet, pictures of each, climbs beside each other.
    regularisers : sequence of str
        What can hold a climb back; all of them do so at first.
    seen : Seen
    key : str
        Of the component.
    on_follow : callable
        Called before the next run with the value that is to be followed, as addresses name it.
    on_take : callable
        Called with the name of a test image, such as "truck-7", that is to be the picture.
    """
    arrays = {"pixels": seen.pixels, "values": seen.values}
    keep_arrays(seen.name, {}, arrays, key=f"{key}_seen")
    place.leave_to_browser(_OWN)
    payload: Payload = {
        "address": units_address(),
        "layers": list(layers),
        "labels": list(labels),
        "first": first[0],
        "unit": first[1],
        "part": sizes[0],
        "best": sizes[1],
        "across": sizes[2],
        "regularisers": list(regularisers),
        "seen": seen.name,
        "layer": seen.layer,
        "title": seen.title,
    }
    shapes = {layer["answers"]: layer["shape"] for layer in layers}

    def follow() -> None:
        state = st.session_state.get(key)
        spot = read_spot(state.get("follow") if isinstance(state, Mapping) else None, shapes)
        if spot:
            on_follow(spot)

    def take() -> None:
        state = st.session_state.get(key)
        name = state.get("take") if isinstance(state, Mapping) else None
        if isinstance(name, str) and len(name) < _LONGEST:
            on_take(name)

    _unit(
        key=key,
        data=payload,
        on_follow_change=follow,
        on_take_change=take,
        on_layer_change=_nothing,
    )


def read_spot(told: object, shapes: Mapping[str, Sequence[int]]) -> dict[str, str] | None:
    """A value as addresses name it, from what the browser told; None if there is no such value.

    >>> read_spot({"layer": "relu3", "channel": 12, "row": 4, "column": 7}, {"relu3": [64, 16, 16]})
    {'layer': 'relu3', 'channel': '12', 'cell': '4,7'}
    """
    if not isinstance(told, Mapping) or told.get("layer") not in shapes:
        return None
    shape = shapes[str(told["layer"])]
    place_ = [told.get(name) for name in ("channel", "row", "column")]
    limits = [*shape, 1, 1][:3]
    known = all(
        type(at) is int and 0 <= at < limit for at, limit in zip(place_, limits, strict=True)
    )
    if not known:
        return None
    channel, row, column = place_
    spot = {"layer": str(told["layer"]), "channel": str(channel)}
    return spot | {"cell": f"{row},{column}"} if len(shape) > 1 else spot


def _nothing() -> None:
    """Streamlit wants a callback for each state a component sets."""
