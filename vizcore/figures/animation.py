"""The step player as a GIF: one frame a step, for slides and for where there is no browser."""

import io
import itertools
from functools import partial

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vizcore.figures.palette import LIGHT, signed_pixels
from vizcore.geometry import Axis
from vizcore.steps import ConvSettings, ConvStep, PoolSettings, PoolStep

#: More steps than this are shown evenly thinned out.
MOST_FRAMES = 150

_MARGIN, _GAP, _LINE = 24, 40, 44
_INK, _PAPER = "#10161d", "#ffffff"
_MOST_TERMS = 9


def player_gif(settings: ConvSettings | PoolSettings, *, milliseconds: int = 600) -> bytes:
    """One loop over the steps: input with its window, kernel, and the output as it fills.

    Parameters
    ----------
    settings : ConvSettings or PoolSettings
        One or two spatial axes; of several input channels the first is drawn.
    milliseconds : int
        How long a step stands.

    Returns
    -------
    bytes
        An animated GIF on white; the last frame stands three times as long.
    """
    scene = _Scene(settings)
    total = int(np.prod(settings.shape))
    shown = np.unique(np.linspace(0, total - 1, min(total, MOST_FRAMES)).round().astype(int))
    frames = [scene.frame(int(step)) for step in shown]
    palette = frames[-1].quantize(128)
    small = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    file = io.BytesIO()
    small[0].save(
        file,
        "GIF",
        save_all=True,
        append_images=small[1:],
        duration=[milliseconds] * (len(small) - 1) + [3 * milliseconds],
        loop=0,
    )
    return file.getvalue()


class _Scene:
    """Where everything lies, and one frame of it after the other."""

    def __init__(self, settings: ConvSettings | PoolSettings) -> None:
        self._settings = settings
        axes = settings.axes if len(settings.axes) == 2 else (_single_row(), settings.axes[0])
        self._axes = axes
        self._input = _as_rows(settings.x[0] if isinstance(settings, ConvSettings) else settings.x)
        self._output = _as_rows(settings.output)
        self._kernel = (
            _as_rows(settings.weight[0]) if isinstance(settings, ConvSettings) else np.zeros((0, 0))
        )
        self._before = (max(0, axes[0].before), max(0, axes[1].before))
        padded = tuple(axis.size + axis.before + max(0, axis.after) for axis in axes)
        columns = padded[1] + self._kernel.shape[1] + self._output.shape[1]
        self._cell = int(np.clip(860 // columns, 8, 44))
        self._font = ImageFont.load_default(max(8, self._cell * 0.36))
        self._words = ImageFont.load_default(18)
        size = partial(np.multiply, self._cell)
        self._kernel_left = _MARGIN + int(size(padded[1])) + _GAP
        kernel_width = int(size(self._kernel.shape[1])) + (_GAP if self._kernel.size else 0)
        self._output_left = self._kernel_left + kernel_width
        rows = max(padded[0], self._kernel.shape[0], self._output.shape[0])
        self._size = (
            self._output_left + int(size(self._output.shape[1])) + _MARGIN,
            2 * _MARGIN + _LINE + int(size(rows)),
        )
        self._padded = padded

    def frame(self, index: int) -> Image.Image:
        """What is seen after step `index`."""
        step = self._settings.step(index)
        image = Image.new("RGB", (max(self._size[0], 520), self._size[1]), _PAPER)
        draw = ImageDraw.Draw(image)
        top, left = self._before
        cell = self._cell
        frame = (
            _MARGIN,
            _MARGIN,
            _MARGIN + self._padded[1] * cell,
            _MARGIN + self._padded[0] * cell,
        )
        draw.rectangle(frame, fill=LIGHT.faint, outline=LIGHT.hatch)
        self._grid(draw, self._input, _MARGIN + left * cell, _MARGIN + top * cell)
        self._grid(draw, self._kernel, self._kernel_left, _MARGIN)
        known = np.arange(self._output.size).reshape(self._output.shape) <= index
        self._grid(draw, self._output, self._output_left, _MARGIN, known)
        self._window(draw, step)
        row, column = divmod(index, self._output.shape[1])
        x, y = self._output_left + column * cell, _MARGIN + row * cell
        draw.rectangle((x, y, x + cell, y + cell), outline=LIGHT.output, width=3)
        draw.text(
            (_MARGIN, self._size[1] - _MARGIN - 22),
            words_of(self._settings, index),
            _INK,
            self._words,
        )
        return image

    def _grid(
        self,
        draw: ImageDraw.ImageDraw,
        values: np.ndarray,
        left: int,
        top: int,
        known: np.ndarray | None = None,
    ) -> None:
        colours, cell = signed_pixels(values), self._cell
        for row, column in np.ndindex(values.shape):
            x, y = left + column * cell, top + row * cell
            hidden = known is not None and not known[row, column]
            fill = _PAPER if hidden else tuple(int(c) for c in colours[row, column])
            draw.rectangle((x, y, x + cell, y + cell), fill=fill, outline=LIGHT.hatch)
            if not hidden and cell >= 20:
                dark = np.dot(colours[row, column], (0.2126, 0.7152, 0.0722)) < 128
                ink = _PAPER if dark else _INK
                centre = (x + cell / 2, y + cell / 2)
                draw.text(centre, f"{values[row, column]:.3g}", ink, self._font, anchor="mm")

    def _window(self, draw: ImageDraw.ImageDraw, step: ConvStep | PoolStep) -> None:
        cells = step.cells if len(step.cells) == 2 else (np.array([0]), step.cells[0])
        rows, columns = (
            [_MARGIN + (int(i) + before) * self._cell for i in along]
            for along, before in zip(cells, self._before, strict=True)
        )
        for y, x in itertools.product(rows, columns):
            box = (x, y, x + self._cell, y + self._cell)
            draw.rectangle(box, outline=LIGHT.kernel, width=2)
        outer = (columns[0], rows[0], columns[-1] + self._cell, rows[-1] + self._cell)
        draw.rectangle(outer, outline=_INK, width=2)


def words_of(settings: ConvSettings | PoolSettings, index: int) -> str:
    """The arithmetic of a step in one line: every term where there are at most nine.

    >>> words_of(ConvSettings(np.array([[0, 1, 2, 1]]), np.array([[0.5, 0.5]]), stride=2), 1)
    'step 2:  2×0.5 + 1×0.5 = 1.5'
    >>> words_of(PoolSettings(np.array([[1, 5], [2, 3]]), 2), 0)
    'step 1:  max(1, 5, 2, 3) = 5'
    """
    step = settings.step(index)
    start, value = f"step {index + 1}:  ", f"{step.output:.4g}"
    if step.values.size > _MOST_TERMS:
        return f"{start}{step.values.size} values under the window, output {value}"
    if isinstance(settings, PoolSettings):
        terms = [_number(v) for v in step.values[step.inside]]  # type: ignore[union-attr]
        terms += ["0"] * (step.divisor - len(terms)) * (settings.kind == "average")  # type: ignore[union-attr]
        name = "max" if settings.kind == "max" else "mean"
        return f"{start}{name}({', '.join(terms)}) = {value}"
    pairs = zip(step.values.ravel(), settings.weight.ravel(), strict=True)
    total = " + ".join(f"{_number(v)}×{_number(w)}" for v, w in pairs)
    total += f" + {_number(settings.bias)}" if settings.bias else ""
    return (
        f"{start}ReLU({total}) = {value}"
        if settings.activation == "relu"
        else f"{start}{total} = {value}"
    )


def _number(value: float) -> str:
    """Three digits, a negative number in brackets.

    >>> _number(-1.5)
    '(-1.5)'
    """
    return f"({value:.3g})" if value < 0 else f"{value:.3g}"


def _single_row() -> Axis:
    return Axis(1, 1, 1, 1, 0, 0, 1)


def _as_rows(values: np.ndarray) -> np.ndarray:
    return values[None] if values.ndim == 1 else values
