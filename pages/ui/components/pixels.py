"""The face of assets/components/pixels: a picture that can be zoomed down to its numbers."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack, three_axes

_pixels = load("pixels")


class Payload(TypedDict):
    """What the component is sent; assets/components/pixels/types.d.ts is its twin."""

    title: str
    picture: str
    plain: bool
    tallest: int
    address: str
    origin: list[int]
    size: list[int]


def pixels(
    image: np.ndarray,
    *,
    key: str,
    address: str,
    title: str,
    picture: str,
    plain: bool = False,
    tallest: int = 470,
    origin: tuple[int, int] = (0, 0),
    size: tuple[int, int] | None = None,
) -> tuple[int, int]:
    """Show a picture that can be zoomed into until its numbers can be read.

    What is seen stands in the address, such as `place=red-120-300-48`: the channels shown, row and
    column of the pixel that is kept, and the screen pixels of a pixel.

    Parameters
    ----------
    image : (h, w) or (h, w, 3) uint8 array
    key : str
        Key of the component.
    address : str
        What the place is called in the address.
    title : str
        For those who cannot see the picture.
    picture : str
        The same as long as the picture is the same: zoom and pixel stay.
    plain : bool
        Only the picture and the pixel's numbers: no channels to choose from, no second view.
    tallest : int
        Greatest height of the picture in pixels.
    origin, size : (int, int), optional
        Where `image` is a part of a larger array: the row and column in it of the first pixel, and
        its rows and columns. All places are told in that array.

    Returns
    -------
    (int, int)
        Row and column of the pixel that is kept, else of the one in the middle.
    """
    payload: Payload = {
        "title": title,
        "picture": picture,
        "plain": plain,
        "tallest": tallest,
        "address": address,
        "origin": list(origin),
        "size": list(size or image.shape[:2]),
    }
    place.leave_to_browser([address])
    _pixels(key=key, data=pack(payload, source=three_axes(image)), on_kept_change=lambda: None)
    kept = place.news(key, "kept")
    if isinstance(kept, Mapping) and kept.get("picture") == picture:
        return _inside(kept.get("pixel"), image.shape, origin)
    return kept_pixel(place.asked(address) or "", image.shape, origin)


def kept_pixel(
    text: str, shape: Sequence[int], origin: tuple[int, int] = (0, 0)
) -> tuple[int, int]:
    """Row and column that a place in the address names, or the middle of what is shown.

    `shape` of it is shown, from the pixel at `origin`.

    >>> kept_pixel("red-120-300-48", (427, 640, 3))
    (120, 300)
    >>> kept_pixel("red-120-300-48", (40, 60, 3), (100, 250))
    (120, 300)
    >>> kept_pixel("red", (427, 640, 3)), kept_pixel("red-500-0-48", (427, 640, 3))
    ((213, 320), (213, 320))
    """
    parts = text.split("-")
    known = len(parts) == 4 and all(part.isdecimal() and len(part) <= 5 for part in parts[1:])
    return _inside([int(part) for part in parts[1:3]] if known else None, shape, origin)


def _inside(pixel: object, shape: Sequence[int], origin: tuple[int, int]) -> tuple[int, int]:
    """A pixel that is shown; the one in the middle for anything else, whatever a browser sends."""
    top, left = origin
    if isinstance(pixel, list) and len(pixel) == 2 and all(type(part) is int for part in pixel):
        row, column = pixel
        if 0 <= row - top < shape[0] and 0 <= column - left < shape[1]:
            return row, column
    return top + shape[0] // 2, left + shape[1] // 2
