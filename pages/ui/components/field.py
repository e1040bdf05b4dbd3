"""The face of assets/components/field: how far a value sees, by arithmetic and measured."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import numpy as np
from jaxtyping import Float32, UInt8

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays

#: What a person sets in the figure, as it is called in the address.
SET = ("layer", "at")

_field = load("field")


class Sight(TypedDict):
    """What one layer sees, wherever it is looked at."""

    name: str
    maps: int
    side: int
    jump: int
    size: int
    formula: str
    fields: list[list[int]]


class Measure(TypedDict):
    """What was measured of one layer at the place that is looked at."""

    box: list[int]
    extent: list[int]
    half: int


class Payload(TypedDict):
    """What the component is sent; assets/components/field/types.d.ts is its twin."""

    picture: str
    at: list[int]
    layers: list[Sight]
    measured: list[Measure]


def field_figure(
    picture: str,
    pixels: UInt8[np.ndarray, "h w 3"],
    sums: Mapping[str, Float32[np.ndarray, "_ _"]],
    at: tuple[int, int],
    layers: Sequence[Sight],
    measured: Sequence[Measure],
    gradients: Sequence[Float32[np.ndarray, "_ _"]],
    *,
    key: str,
) -> None:
    """Layers to choose from, the picture with the receptive field, the measured gradient.

    The layer and the pixel are the browser's. A pixel other than `at` is framed at once, and its
    gradient is drawn when it comes.

    Parameters
    ----------
    picture : str
        The same as long as the picture is.
    pixels : (h, w, 3) uint8 array
    sums : mapping
        Of each layer, by name: the sum of its maps.
    at : (int, int)
        The pixel whose layers were measured.
    layers, measured, gradients : sequences
        One of each for a layer, in order; a gradient has the rows and columns of its box.
    key : str
        Of the component.
    """
    keep_arrays(picture, {}, {"pixels": pixels, **sums}, key=f"{key}_picture")
    payload: Payload = {
        "picture": picture,
        "at": list(at),
        "layers": list(layers),
        "measured": list(measured),
    }
    place.leave_to_browser(SET)
    arrays = {layer["name"]: g for layer, g in zip(layers, gradients, strict=True)}
    _field(key=key, data=pack(payload, **arrays))
