"""Draws a transposed convolution, one picture a stamp: input, stamp, and the output as it fills.

assets/components/player/stamps-drawing.js does the same for the screen.
"""

import numpy as np
from PIL import Image, ImageDraw

from vizcore.figures.palette import LIGHT, signed_pixels
from vizcore.figures.player import strokes
from vizcore.figures.player.fonts import font
from vizcore.figures.player.layout import MARGIN, TITLE, WIDTH, Grid
from vizcore.steps.transposed import TransposedSettings
from vizcore.text import number

_GAP, _LARGEST, _TALLEST = 56, 44, 400  # pixels: between two grids, a cell, the output
_INK = "#1b2430"
_NAMES = {"input": "Input", "stamp": "Stamp", "output": "Output"}
_ROLES = {"input": LIGHT.input, "stamp": LIGHT.kernel, "output": LIGHT.output}


class Stamps:
    """Where the grids lie and how they are coloured; `frame` draws a step.

    Parameters
    ----------
    settings : TransposedSettings
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.
    """

    def __init__(self, settings: TransposedSettings, *, picture: bool = False) -> None:
        self._settings, self._picture = settings, picture
        sizes = {
            "input": settings.x.shape,
            "stamp": settings.weight.shape,
            "output": settings.output.shape,
        }
        columns = sum(size[1] for size in sizes.values()) + 2 * settings.padding
        room = WIDTH - 2 * MARGIN - 2 * _GAP
        tallest = max(size[0] for size in sizes.values()) + 2 * settings.padding
        self._cell = max(2, min(_LARGEST, room // columns, _TALLEST // tallest))
        self._cut = settings.padding * self._cell  # what the padding cuts off stays white
        self._height = tallest * self._cell + 2 * MARGIN + TITLE
        self.grids, left = {}, MARGIN
        for role, (rows, across) in sizes.items():
            left += self._cut if role == "output" else 0
            top = MARGIN + TITLE + (self._height - 2 * MARGIN - TITLE - rows * self._cell) // 2
            self.grids[role] = Grid(left, top, self._cell, rows, across)
            left += max(across * self._cell, 64) + _GAP
        self._width = left - _GAP + self._cut + MARGIN

    def frame(self, index: int) -> Image.Image:
        """Stamp `index`, counted from 0, and the output with it and all before."""
        settings = self._settings
        image = Image.new("RGB", (self._width, self._height), strokes.PAPER)
        row, column = divmod(index, settings.x.shape[1])
        self._draw_cells(image, "input", settings.x, self._colours())
        stamp = settings.products[row, column]
        limit = float(np.abs(settings.products).max())
        self._draw_cells(image, "stamp", stamp, signed_pixels(stamp, limit=limit))
        output = settings.written(index + 1)
        limit = float(np.abs(settings.sums).max())
        colours = signed_pixels(np.nan_to_num(output), limit=limit)
        self._draw_cells(image, "output", output, colours)
        strokes.outline(image, self.grids["input"].cells(row, column), LIGHT.input, 3)
        rows, columns = settings.axes
        target = self.grids["output"].cells(
            rows.starts[row], columns.starts[column], rows.span, columns.span
        )
        strokes.outline(image, target, LIGHT.kernel, 3)
        return image

    def _colours(self) -> np.ndarray:
        x = self._settings.x
        if not self._picture:
            return signed_pixels(x)
        return np.rint(np.clip(x, 0, 255)).astype(np.uint8)[..., None].repeat(3, axis=-1)

    def _draw_cells(
        self, image: Image.Image, role: str, values: np.ndarray, colours: np.ndarray
    ) -> None:
        """Numbers in their colours; NaN is a cell that nothing was written to."""
        grid, draw = self.grids[role], ImageDraw.Draw(image)
        for place in np.ndindex(values.shape):
            box, value = grid.cells(*place), float(values[place])
            if np.isnan(value):
                draw.rectangle(strokes.filled(box), LIGHT.faint)
                continue
            fill = tuple(colours[place].tolist())
            draw.rectangle(strokes.filled(box), fill)
            strokes.write_number(image, box, number(value, 3), strokes.ink_on(fill))
        strokes.frame(image, grid.box, _ROLES[role])
        x, y = grid.x, grid.y - 7 - (self._cut if role == "output" else 0)
        draw.rectangle((x, y - 8, x + 7, y - 1), _ROLES[role])
        draw.text((x + 13, y), _NAMES[role], _INK, font("sans", 13, strong=True), anchor="ls")
