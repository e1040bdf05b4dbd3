"""Draws the player as the screen shows it, one picture a step.

assets/components/player/drawing.js does the same for the screen.
"""

import numpy as np
from PIL import Image, ImageDraw

from vizcore.figures.palette import LIGHT
from vizcore.figures.player import strokes
from vizcore.figures.player.fonts import font
from vizcore.figures.player.layout import MARGIN, WIDTH, Box, Grid, layout
from vizcore.figures.player.scene import scene
from vizcore.figures.player.words import Word, arithmetic, set_in_lines
from vizcore.steps import ConvSettings, ConvStep, PoolSettings, PoolStep
from vizcore.text import number

INK, PALE_INK, RESULT = "#1b2430", "#6b7178", "#296d4d"
LINE_GROUND, UNREACHED = "#f3f5f8", "#c7cbd1"

_LINE, _CHARACTER = 24, 9  # pixels of the line of arithmetic, at 15 pixels a letter
_COUNTED = 12  # characters that the count of steps takes
_TITLES = {
    "input": "Input", "window": "Window", "kernel": "× Kernel", "products": "= Products",
    "output": "Output",
}  # fmt: skip
_ROLES = {
    "input": LIGHT.input, "window": LIGHT.input, "kernel": LIGHT.kernel, "products": LIGHT.kernel,
    "output": LIGHT.output,
}  # fmt: skip


class Player:
    """Everything that stays from step to step, drawn once; `frame` adds a step.

    Parameters
    ----------
    settings : ConvSettings or PoolSettings
        One channel with one or two spatial axes.
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.

    Raises
    ------
    ShapeError
        If the input has several channels or three axes.
    """

    def __init__(self, settings: ConvSettings | PoolSettings, *, picture: bool = False) -> None:
        self._settings, self._scene = settings, scene(settings, picture=picture)
        roles = ["window", "kernel", "products"] if self._scene.kernel.size else ["window"]
        self._lines = 1 + max(self._words(i)[-1].line for i in range(settings.output.size))
        top = 2 * MARGIN + 16 + self._lines * _LINE
        self._figure = layout(self._scene.rows, self._scene.columns, roles, top)
        size = self._figure.width, self._figure.height
        self._hatches = {spacing: strokes.hatch(size, spacing) for spacing in (6, 9)}
        self._start = Image.new("RGB", size, strokes.PAPER)
        self._draw_what_stays(self._start)
        self._end = self._start.copy()
        self._draw_cells(self._end, "output", self._scene.output)

    def frame(self, index: int) -> Image.Image:
        """The player at step `index`: its window, its arithmetic, the outputs up to it."""
        step = self._settings.step(index)
        image = self._start.copy()
        self._reveal(image, index + 1)
        self._draw_window(image, step)
        self._draw_arithmetic(image, step)
        output = self._figure.grids["output"]
        strokes.outline(image, output.cells(*divmod(index, output.columns)), LIGHT.output, 3)
        self._draw_words(image, index)
        return image

    def _draw_what_stays(self, image: Image.Image) -> None:
        grids, draw = self._figure.grids, ImageDraw.Draw(image)
        for place in np.ndindex(self._scene.output.shape):
            draw.rectangle(strokes.filled(grids["output"].cells(*place)), LIGHT.faint)
        self._draw_input(image)
        if "kernel" in grids:
            self._draw_cells(image, "kernel", self._scene.kernel)
        for role, grid in grids.items():
            self._draw_title(draw, role)
            if role != "input":
                strokes.frame(image, grid.box, _ROLES[role])
        for (x, y), verb in zip(self._figure.arrows, ("", self._scene.verb), strict=False):
            draw.text((x, y), "→", PALE_INK, font("sans", 20), anchor="mm")
            draw.text((x, y - 16), verb, PALE_INK, font("sans", 13), anchor="mm")

    def _draw_title(self, draw: ImageDraw.ImageDraw, role: str) -> None:
        grid = self._figure.grids[role]
        x, y = grid.x, grid.y - 7
        draw.rectangle((x, y - 8, x + 7, y - 1), _ROLES[role])
        title, strong = _TITLES[role], font("sans", 13, strong=True)
        draw.text((x + 13, y), title, INK, strong, anchor="ls")
        if role in ("input", "kernel", "output"):
            shape: tuple[int, ...] = getattr(self._scene, role).shape
            size = "×".join(map(str, shape[-len(self._settings.axes) :]))
            after = x + 20 + strong.getlength(title)
            draw.text((after, y), size, PALE_INK, font("code", 12), anchor="ls")

    def _draw_input(self, image: Image.Image) -> None:
        grid, rows, columns = self._figure.grids["input"], self._scene.rows, self._scene.columns
        inside = grid.part(rows.before, columns.before, rows.size, columns.size)
        for row, column in np.ndindex(grid.rows, grid.columns):
            self._draw_padding(
                image, grid.cells(row, column), row - rows.before, column - columns.before
            )
        self._draw_cells(image, "input", self._scene.input, inside)
        for row, column in np.ndindex(rows.size, columns.size):
            if row in rows.unreached or column in columns.unreached:
                self._fill_hatch(image, inside.cells(row, column), 9, UNREACHED)
        strokes.frame(image, inside.box, LIGHT.input)

    def _draw_padding(self, image: Image.Image, box: Box, row: int, column: int) -> None:
        """Draw the cell at (`row`, `column`) of the input if it lies outside."""
        if self._scene.is_input(row, column):
            return
        ImageDraw.Draw(image).rectangle(strokes.filled(box), strokes.PAPER)
        if self._scene.is_beyond(row, column):
            self._fill_hatch(image, box, 9, UNREACHED)
            return
        self._fill_hatch(image, box, 6, LIGHT.hatch)
        strokes.write_number(image, box, self._scene.padding, PALE_INK)

    def _draw_cells(
        self, image: Image.Image, role: str, values: np.ndarray, grid: Grid | None = None
    ) -> None:
        grid, draw = grid or self._figure.grids[role], ImageDraw.Draw(image)
        pixels = self._scene.colours(role, values)
        for place in np.ndindex(values.shape):
            fill, box = tuple(pixels[place].tolist()), grid.cells(*place)
            draw.rectangle(strokes.filled(box), fill)
            strokes.write_number(image, box, number(float(values[place]), 3), strokes.ink_on(fill))

    def _draw_window(self, image: Image.Image, step: ConvStep | PoolStep) -> None:
        grid, rows, columns = self._figure.grids["input"], self._scene.rows, self._scene.columns
        small = grid.cell < 10
        if isinstance(step, PoolStep) and self._scene.verb == "max":
            row, column = (0, *step.winner)[-2:]
            inset = 1 if small else 4
            x0, y0, x1, y1 = grid.cells(row + rows.before, column + columns.before)
            inner = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
            strokes.outline(image, inner, LIGHT.output, 1 if small else 2)
        i, j = (0, *step.position)[-2:]
        top, left = i * rows.stride, j * columns.stride
        if rows.dilation > 1 or columns.dilation > 1:
            for i, j in np.ndindex(rows.window, columns.window):
                cell = grid.cells(top + i * rows.dilation, left + j * columns.dilation)
                strokes.outline(image, cell, LIGHT.input, 2)
        box = grid.cells(top, left, rows.span, columns.span)
        strokes.outline(image, box, LIGHT.input, 2 if small else 3)

    def _draw_arithmetic(self, image: Image.Image, step: ConvStep | PoolStep) -> None:
        grid = self._figure.grids["window"]
        values = np.atleast_2d(step.values[0] if isinstance(step, ConvStep) else step.values)
        rows, columns = (np.zeros(1, dtype=int), *step.cells)[-2:]
        self._draw_cells(image, "window", np.where(np.isfinite(values), values, 0))
        for i, j in np.ndindex(values.shape):
            self._draw_padding(image, grid.cells(i, j), int(rows[i]), int(columns[j]))
        if isinstance(step, ConvStep):
            self._draw_cells(image, "products", np.atleast_2d(step.products[0]))
        elif self._scene.verb == "max":
            best = divmod(int(np.argmax(values)), values.shape[1])
            strokes.outline(image, grid.cells(*best), LIGHT.output, 3)

    def _reveal(self, image: Image.Image, count: int) -> None:
        """Show the first `count` outputs: the full rows, then a part of the next."""
        grid = self._figure.grids["output"]
        rows, rest = divmod(count, grid.columns)
        for box in (grid.cells(0, 0, rows, grid.columns), grid.cells(rows, 0, 1, rest)):
            if box[0] < box[2] and box[1] < box[3]:
                image.paste(self._end.crop(box), box)

    def _draw_words(self, image: Image.Image, index: int) -> None:
        draw, size = ImageDraw.Draw(image), self._scene.output.size
        ground = (MARGIN, MARGIN, self._figure.width - MARGIN, MARGIN + 16 + self._lines * _LINE)
        draw.rounded_rectangle(ground, 6, LINE_GROUND)
        for line, column, text, strong in self._words(index):
            at = MARGIN + 12 + column * _CHARACTER, MARGIN + 26 + line * _LINE
            ink = RESULT if strong else INK
            draw.text(at, text, ink, font("code", 15, strong=strong), anchor="ls")
        at = ground[2] - 12, MARGIN + 26
        draw.text(at, f"{index + 1} / {size}", PALE_INK, font("code", 15), anchor="rs")

    def _words(self, index: int) -> list[Word]:
        columns = (WIDTH - 2 * MARGIN - 24) // _CHARACTER - _COUNTED
        return set_in_lines(arithmetic(self._settings, index), columns)

    def _fill_hatch(self, image: Image.Image, box: Box, spacing: int, colour: str) -> None:
        left, top, right, bottom = strokes.filled(box)
        part = (left, top, right + 1, bottom + 1)
        image.paste(colour, part, self._hatches[spacing].crop(part))
