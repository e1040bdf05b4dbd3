"""Cells, frames, outlines, hatches and numbers, in pixels."""

import numpy as np
from PIL import Image, ImageDraw

from vizcore.figures.player.fonts import font
from vizcore.figures.player.layout import Box

PAPER = "#ffffff"

_READABLE = 22  # smallest cell that a number fits in


def filled(box: Box) -> Box:
    """What is filled of a cell, last pixels included: a gap is left where there is room."""
    left, top, right, bottom = box
    gap = 2 if right - left > 6 else 1
    return left, top, right - gap, bottom - gap


def frame(image: Image.Image, box: Box, colour: str) -> None:
    left, top, right, bottom = box
    ImageDraw.Draw(image).rectangle((left - 2, top - 2, right, bottom), outline=colour, width=2)


def outline(image: Image.Image, box: Box, colour: str, thickness: int) -> None:
    """An outline with a halo of the paper, so that it stands out from any fill."""
    left, top, right, bottom = box
    for line, out in ((thickness + 2, thickness // 2 + 1), (thickness, thickness // 2)):
        edge = (left - 1 - out, top - 1 - out, right - 1 + out, bottom - 1 + out)
        ink = colour if line == thickness else PAPER
        ImageDraw.Draw(image).rectangle(edge, outline=ink, width=line)


def write_number(image: Image.Image, box: Box, text: str, ink: str) -> None:
    """A number in the middle of a cell, unless it would be too small to read."""
    side = box[2] - box[0]
    size = int(min(15, side * 0.42, (side - 5) / (0.6 * max(1, len(text)))))
    if side < _READABLE or size < 7:
        return
    centre = ((box[0] + box[2] - 1) / 2, (box[1] + box[3]) / 2)
    ImageDraw.Draw(image).text(centre, text, ink, font("code", size), anchor="mm")


def hatch(size: tuple[int, int], spacing: int) -> Image.Image:
    """A mask with a diagonal line every `spacing` pixels."""
    width, height = size
    lines = np.add.outer(np.arange(height), np.arange(width)) % spacing == 0
    return Image.fromarray(lines.astype(np.uint8) * 255)


def ink_on(fill: tuple[int, int, int]) -> str:
    """The ink, black or white, that stands out more on a fill: 4.5 to 1 at least, as on screen.

    >>> ink_on((247, 247, 245)), ink_on((31, 95, 174))
    ('#000000', '#ffffff')
    """
    shares = np.array(fill) / 255
    light = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return "#000000" if light @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"
