"""The face of assets/components/shift: a picture that moves, and its pooled map."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from vizcore.steps.shifting import Shifted
from vizcore.text import percent

_shift = load("shift")


class Payload(TypedDict):
    """What the component is sent; assets/components/shift/types.d.ts is its twin."""

    pixelsKept: list[str]
    pooledKept: list[str]


def shift_figure(moves: Sequence[Shifted], *, key: str) -> None:
    """Left the picture, right its pooled map; green where the value is that without a shift.

    Parameters
    ----------
    moves : sequence of Shifted
        One for each stop of the slider, which stands in the address as `shift=3`.
    key : str
        Of the component.
    """
    payload: Payload = {
        "pixelsKept": [percent(move.pixels_kept) for move in moves],
        "pooledKept": [percent(move.pooled_kept) for move in moves],
    }
    data = pack(
        payload,
        picture=np.stack([move.picture for move in moves]),
        pooled=np.stack([move.pooled for move in moves]),
        samePixels=np.stack([move.same_pixels for move in moves]).astype(np.uint8),
        samePooled=np.stack([move.same_pooled for move in moves]).astype(np.uint8),
    )
    place.leave_to_browser(["shift"])
    _shift(key=key, data=data)
