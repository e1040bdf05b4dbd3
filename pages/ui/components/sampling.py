"""The face of assets/components/sampling: every n-th pixel beside the mean of each n x n block."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack

_sampling = load("sampling")


class Payload(TypedDict):
    """What the component is sent; assets/components/sampling/types.d.ts is its twin."""

    picture: str
    size: list[int]
    rings: bool


def sampling_figure(
    picture: str,
    ways: Sequence[tuple[np.ndarray, np.ndarray]],
    *,
    rings: bool,
    key: str,
) -> None:
    """Two smaller copies side by side, as large as the picture, and a slider for n.

    The slider stands in the address as `every=4`.

    Parameters
    ----------
    picture : str
        What it is called.
    ways : sequence of pairs of (rows, columns) uint8 arrays
        For n = 1, 2, ...: every n-th pixel, and the means of the blocks.
    rings : bool
        Whether the picture is a zone plate, whose finest rings that can be kept are marked.
    key : str
        Of the component.
    """
    payload: Payload = {"picture": picture, "size": list(ways[0][0].shape), "rings": rings}
    arrays = {
        f"{name}{n}": array
        for n, pair in enumerate(ways, 1)
        for name, array in zip(("taken", "means"), pair, strict=True)
    }
    place.leave_to_browser(["every"])
    _sampling(key=key, data=pack(payload, **arrays))
