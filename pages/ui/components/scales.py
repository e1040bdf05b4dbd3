"""The face of assets/components/scales: images of data sets side by side, to one scale."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load

_scales = load("scales")


class Tile(TypedDict):
    """One set: `size` in pixels, `words` below the figure when it is looked at."""

    name: str
    width: int
    height: int
    channels: int
    images: int
    words: str


class Payload(TypedDict):
    """What the component is sent; assets/components/scales/types.d.ts is its twin."""

    tiles: list[Tile]


def scales(tiles: Sequence[Tile], *, key: str) -> None:
    """Draw the tiles; which one is looked at stands in the address as `set=3`."""
    payload: Payload = {"tiles": list(tiles)}
    place.leave_to_browser(["set"])
    _scales(key=key, data=payload)
