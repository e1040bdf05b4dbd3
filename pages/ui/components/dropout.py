"""The face of assets/components/dropout: masks on real activations, and what sums make of them."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
from jaxtyping import Float32

from pages.ui import place
from pages.ui.components.load import load, pack

#: What a person sets in the figure, as it is called in the address.
OWN = ("masks", "rate", "mode", "drop", "scaling", "sum", "cell")

_dropout = load("dropout")


class Payload(TypedDict):
    """What the component is sent; assets/components/dropout/types.d.ts is its twin."""

    scene: str
    layers: list[str]
    units: list[int]
    rate: float


def dropout_figure(
    name: str,
    layers: Sequence[str],
    units: Sequence[int],
    maps: Float32[np.ndarray, "c h w"],
    weights: Float32[np.ndarray, "units inputs"],
    bias: Float32[np.ndarray, " units"],
    *,
    rate: float,
    key: str,
) -> None:
    """Maps after dropout with the latest mask, and sums of units over all masks so far.

    All of `OWN` is the browser's.

    Parameters
    ----------
    name : str
        The same as long as the numbers are.
    layers : (str, str)
        Names of the maps, and of the layer that adds them up.
    units : sequence of int
        Of that layer: one whose sum is near 0, one far above, one below.
    maps : (c, h, w) float32 array
        What dropout is given.
    weights : (units, c * h * w) float32 array
    bias : (units,) float32 array
    rate : float
        At first.
    key : str
        Of the component.
    """
    payload: Payload = {"scene": name, "layers": list(layers), "units": list(units), "rate": rate}
    place.leave_to_browser(OWN)
    _dropout(key=key, data=pack(payload, maps=maps, weights=weights, bias=bias))
