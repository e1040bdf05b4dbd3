"""The face of assets/components/travel: a picture that moves, and maps that move with it."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import numpy as np
from jaxtyping import Float32, UInt8

from pages.ui import place
from pages.ui.components.load import load, pack

_travel = load("travel")


class Maps(TypedDict):
    """One map of one layer, and how many values of all its maps have moved along."""

    name: str
    map: int
    jump: int
    inner: list[int]
    shares: list[str]
    compared: list[int]


class Payload(TypedDict):
    """What the component is sent; assets/components/travel/types.d.ts is its twin."""

    layers: list[Maps]
    classes: list[str]


def travel_figure(
    strip: UInt8[np.ndarray, "h w 3"],
    layers: Sequence[Maps],
    maps: Mapping[str, Float32[np.ndarray, "shifts _ _"]],
    classes: Sequence[str],
    answers: Float32[np.ndarray, "shifts classes"],
    *,
    key: str,
) -> None:
    """Above, maps of the picture as it moves; below, what is left when they are moved back.

    Parameters
    ----------
    strip : (h, w, 3) uint8 array
        The picture with what moves in on the left; it has as many columns more as the longest
        shift has pixels, and as many rows.
    layers : sequence of Maps
    maps : mapping
        (shifts, h, w) arrays by the layers' names.
    classes : sequence of str
    answers : (shifts, classes) array
        Probabilities.
    key : str
        Of the component. The shift stands in the address as `shift=3`.
    """
    payload: Payload = {"layers": list(layers), "classes": list(classes)}
    place.leave_to_browser(["shift"])
    _travel(key=key, data=pack(payload, strip=strip, answers=answers, **maps))
