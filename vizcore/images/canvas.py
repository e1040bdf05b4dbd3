"""A small canvas to draw a scene on: smooth edges, and a ground with a little grain."""

from typing import TypeAlias

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFilter

Colour: TypeAlias = tuple[int, int, int]
Number: TypeAlias = float | int
Point: TypeAlias = tuple[Number, Number]

_FINE = 4  # pixels drawn for one that is kept
_GRAIN = 6.0  # standard deviation of the grain, of 255


class Canvas:
    """A square of `side` pixels with a sky, and below `horizon` a ground.

    All places are in pixels from the top left corner; each drawing returns the canvas.

    Parameters
    ----------
    sky, ground : pair of colours
        At the upper and the lower edge of each.
    horizon : float
        Rows of sky.
    side : int
    """

    def __init__(
        self,
        sky: tuple[Colour, Colour],
        ground: tuple[Colour, Colour] | None = None,
        *,
        horizon: Number = 96,
        side: int = 96,
    ) -> None:
        self.side = side
        down = np.arange(side * _FINE)[:, None] / _FINE
        rows = _blend(sky, down / horizon)
        if ground is not None:
            below = _blend(ground, (down - horizon) / max(side - horizon, 1))
            rows = np.where(down > horizon, below, rows)
        coarse = np.random.default_rng(0).normal(0, _GRAIN, (side // _FINE, side // _FINE))
        size = (side * _FINE, side * _FINE)
        grain = Image.fromarray(coarse.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
        pixels = np.clip(rows[:, None] + np.asarray(grain)[..., None], 0, 255)
        self._image = Image.fromarray(pixels.astype(np.uint8))
        self._draw = ImageDraw.Draw(self._image)

    def shape(self, colour: Colour, *points: Point) -> "Canvas":
        """A polygon."""
        self._draw.polygon(_fine(points), fill=colour)
        return self

    def oval(self, colour: Colour, x: Number, y: Number, width: Number, height: Number) -> "Canvas":
        """An ellipse around (x, y)."""
        corners = (x - width / 2, y - height / 2), (x + width / 2, y + height / 2)
        self._draw.ellipse(_fine(corners), fill=colour)
        return self

    def box(self, colour: Colour, x: Number, y: Number, right: Number, bottom: Number) -> "Canvas":
        """A rectangle between two corners."""
        self._draw.rectangle(_fine(((x, y), (right, bottom))), fill=colour)
        return self

    def line(self, colour: Colour, width: Number, *points: Point) -> "Canvas":
        """A line through points."""
        self._draw.line(_fine(points), fill=colour, width=int(width * _FINE), joint="curve")
        return self

    def pixels(self) -> UInt8[np.ndarray, "side side 3"]:
        """What has been drawn, a little soft as a photograph is."""
        soft = self._image.filter(ImageFilter.GaussianBlur(_FINE / 2))
        return np.array(soft.resize((self.side, self.side), Image.Resampling.BOX))


def _blend(ends: tuple[Colour, Colour], share: np.ndarray) -> np.ndarray:
    first, last = np.array(ends[0]), np.array(ends[1])
    blended: np.ndarray = first + np.clip(share, 0, 1) * (last - first)
    return blended


def _fine(points: tuple[Point, ...]) -> list[Point]:
    return [(x * _FINE, y * _FINE) for x, y in points]
