"""The face of assets/components/learning: how a network learned, moment by moment."""

from collections.abc import Mapping
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep

_learning = load("learning")

#: The step on show and the value that is followed, as the browser writes them into the address.
OWN = ("frame", "channel", "cell")


class Frame(TypedDict):
    """A moment: `accuracy` and `loss` are those of held-out images."""

    step: int
    epoch: float
    accuracy: float
    loss: float


class Facts(TypedDict):
    """What comes once with the maps of a picture and a layer; `images` were held out."""

    layer: str
    labels: list[str]
    images: int
    frames: list[Frame]


class Payload(TypedDict):
    """What the component is sent; assets/components/learning/types.d.ts is its twin.

    `film` is the name under which maps and facts are kept; the value that is followed is at
    `channel`, `row` and `column` of its layer.
    """

    film: str
    channel: int
    row: int
    column: int


def learning_figure(
    name: str,
    data: bytes,
    where: tuple[int, int, int],
    operands: Mapping[str, np.ndarray],
    *,
    key: str,
) -> None:
    """A timeline, and what the network is and makes of a picture at the moment that is chosen.

    The step stands in the address as `frame`, the followed value as `channel` and `cell`; it
    is told as the state `spot`: {"layer", "channel", "row", "column"}.

    Parameters
    ----------
    name : str
        The same as long as picture and layer are.
    data : bytes
        `Facts` and arrays as `store.packed` packs them under that name, the moment first: maps and
        their scales, limits, filters, chances, confusion, mean, var; and the picture's pixels.
    where : tuple of int
        Channel, row and column of the value that is followed.
    operands : mapping
        Its float32 operands at each moment.
    key : str
        Of the component.
    """
    keep(data, key=f"{key}_film")
    channel, row, column = where
    payload: Payload = {"film": name, "channel": channel, "row": row, "column": column}
    place.leave_to_browser(OWN)
    _learning(key=key, data=pack(payload, **operands))
