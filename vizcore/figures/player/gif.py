"""The player's steps as one GIF file."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageColor

from vizcore.figures.palette import LIGHT, signed_pixels
from vizcore.figures.player import drawing, strokes
from vizcore.figures.player.stamps import Stamps
from vizcore.figures.player.timing import Timing
from vizcore.steps import ConvSettings, PoolSettings
from vizcore.steps.transposed import TransposedSettings

_INKS = (
    strokes.PAPER, drawing.INK, drawing.PALE_INK, drawing.LINE_GROUND, drawing.RESULT,
    drawing.UNREACHED, LIGHT.input, LIGHT.kernel, LIGHT.output, LIGHT.hatch, LIGHT.faint,
)  # fmt: skip
_SHADES, _GREYS = 101, 128  # colours from negative to positive, and from black to white
_LEFT_OUT = 255  # no colour's place


def player_gif(settings: ConvSettings | PoolSettings, *, picture: bool = False) -> bytes:
    """One loop over the steps, drawn as the player on the screen.

    It is always drawn in the light colours on white, whatever the theme of the screen: it is for
    slides and for paper. `Timing` says which steps are frames and how long they stand.

    Parameters
    ----------
    settings : ConvSettings or PoolSettings
        One channel with one or two spatial axes.
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.

    Returns
    -------
    bytes
        An animated GIF.

    Raises
    ------
    ShapeError
        If the input has several channels or three axes.
    """
    return _gif(drawing.Player(settings, picture=picture).frame, settings.output.size)


def stamps_gif(settings: TransposedSettings, *, picture: bool = False) -> bytes:
    """The same of a transposed convolution, one stamp a step; `picture` as in `player_gif`."""
    return _gif(Stamps(settings, picture=picture).frame, settings.x.size)


def _gif(frame: Callable[[int], Image.Image], steps: int) -> bytes:
    timing, indexed = Timing(steps), _Indexer()
    frames = (indexed(frame(step)) for step in timing.steps)
    file = io.BytesIO()
    next(frames).save(
        file,
        "GIF",
        save_all=True,
        append_images=frames,
        duration=timing.milliseconds,
        loop=0,
        optimize=True,  # pixels that stay are left out,
        transparency=_LEFT_OUT,  # which is written as this colour
    )
    return file.getvalue()


class _Indexer:
    """Turns frames into places in one list of colours: the nearest one for each pixel."""

    def __init__(self) -> None:
        inks = [ImageColor.getrgb(ink) for ink in _INKS]
        greys = np.repeat(np.linspace(0, 255, _GREYS).round()[:, None], 3, axis=1)
        signed = signed_pixels(np.linspace(-1, 1, _SHADES))
        self._colours = np.concatenate([inks, greys, signed]).astype(np.int32)
        self._places = np.full(1 << 24, _LEFT_OUT, dtype=np.uint8)  # filled as colours are met

    def __call__(self, frame: Image.Image) -> Image.Image:
        """The frame as a picture of mode P."""
        red, green, blue = np.moveaxis(np.asarray(frame, dtype=np.int32), -1, 0)
        pixels = red << 16 | green << 8 | blue
        new = np.unique(pixels[self._places[pixels] == _LEFT_OUT])
        rgb = np.stack([new >> 16, new >> 8 & 255, new & 255], axis=1)
        apart = np.square(rgb[:, None] - self._colours).sum(axis=2)
        self._places[new] = apart.argmin(axis=1)
        image = Image.fromarray(self._places[pixels])
        image.putpalette(self._colours.astype(np.uint8).tobytes())
        return image
