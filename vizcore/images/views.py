"""Small pictures that anybody may pass on: squares of the samples, as a network sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from jaxtyping import UInt8

from vizcore.images.samples import SAMPLES

SIDE = 32  # pixels of a view

_SMALL = 256  # pixels of the sample's longer side
_SHARES = (1.0, 0.6, 0.35)  # of the shorter side that a square takes
_ALONG = {1.0: (0.5,), 0.6: (0.0, 1.0), 0.35: (0.15, 0.85)}  # where it stands, along each axis


@dataclass(frozen=True)
class View:
    """A square of a sample.

    Attributes
    ----------
    sample : str
        Key in `SAMPLES`.
    row, column, side : int
        The square, in pixels of the sample's thumbnail of 256 pixels.
    mirrored : bool
        Left is right.
    """

    sample: str
    row: int
    column: int
    side: int
    mirrored: bool

    @property
    def address(self) -> str:
        """What names it.

        >>> View("china", 0, 12, 170, True).address
        'china:0,12,170,mirrored'
        """
        return f"{self.sample}:{self.row},{self.column},{self.side}" + ",mirrored" * self.mirrored


def views() -> list[tuple[View, UInt8[np.ndarray, "32 32 3"]]]:
    """Every view with its pixels: the same ones in the same order each time.

    Whole drawings and photographs, and squares of them, each as it is and mirrored.

    Examples
    --------
    >>> found = views()
    >>> len(found), found[0][0].address, found[0][1].shape
    (522, 'china:0,42,171', (32, 32, 3))
    """
    return [
        (view, _pixels(small, view))
        for name, sample in SAMPLES.items()
        if sample.kind != "pattern"
        for small in [sample.thumbnail(_SMALL)]
        for view in _of(name, small.shape)
    ]


def _of(name: str, shape: Sequence[int]) -> Iterator[View]:
    short = min(shape[:2])
    for share in _SHARES:
        side = round(share * short)
        for down in _ALONG[share]:
            for right in _ALONG[share]:
                row, column = round(down * (shape[0] - side)), round(right * (shape[1] - side))
                for mirrored in (False, True):
                    yield View(name, row, column, side, mirrored)


def _pixels(small: np.ndarray, view: View) -> np.ndarray:
    square = small[view.row : view.row + view.side, view.column : view.column + view.side]
    way = cv2.INTER_AREA if view.side > SIDE else cv2.INTER_LINEAR
    pixels = cv2.resize(np.ascontiguousarray(square), (SIDE, SIDE), interpolation=way)
    return np.ascontiguousarray(pixels[:, ::-1] if view.mirrored else pixels)
