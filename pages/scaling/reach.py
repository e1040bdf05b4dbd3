"""How far a value of MiniVGG sees: by arithmetic, and measured on a picture."""

import functools
from dataclasses import dataclass

import numpy as np

from pages.ui.network import trained
from vizcore.architecture import ARCHITECTURES, Box, LayerRow, receptive_field
from vizcore.architecture.counting import settings_of

#: The layers after which a value sees further.
LAYERS = ("conv1", "conv2", "pool1", "conv3", "conv4", "pool2")
ROWS = ARCHITECTURES["minivgg"].rows
SIDE = 32
#: The pixel that is looked at, at first.
MIDDLE = (16, 16)


def row_of(layer: str) -> LayerRow:
    """The row of `layer` in MiniVGG's table."""
    return next(row for row in ROWS if row.name == layer)


def cells_at(pixel: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """The place of each layer that stands where a pixel of the picture is.

    >>> cells_at((16, 31))["pool2"]
    (4, 7)
    """
    jumps = {layer: row_of(layer).jump for layer in LAYERS}
    return {layer: (pixel[0] // jump, pixel[1] // jump) for layer, jump in jumps.items()}


def formula(layer: str) -> str:
    """The receptive field as a sum: what each layer adds is (window − 1) · jump.

    >>> formula("pool1")
    '1 + 2·1 + 2·1 + 1·1'
    """
    terms, jump = ["1"], 1
    for name in LAYERS[: LAYERS.index(layer) + 1]:
        row = row_of(name)
        window, *_ = settings_of(row.line)
        terms.append(f"{window[0] - 1}·{jump}")
        jump = row.jump
    return " + ".join(terms)


@functools.cache
def fields_of(layer: str) -> list[list[int]]:
    """What the value at 0 sees of the picture and of each earlier layer: first, jump, cells."""
    return [_field(layer, of) for of in ("input", *LAYERS[: LAYERS.index(layer)])]


def _field(layer: str, of: str) -> list[int]:
    here, next_one = (receptive_field(ROWS, layer, place, place, of=of) for place in (0, 1))
    return [here.top, next_one.top - here.top, here.size[0]]


@dataclass(frozen=True)
class Seen:
    """The picture as the network takes it, and of each layer the sum of its maps.

    Parameters
    ----------
    pixels : (32, 32, 3) uint8 array
    sums : dict
        (h, w) float32 arrays by layer.
    """

    pixels: np.ndarray
    sums: dict[str, np.ndarray]


def look(pixels: np.ndarray) -> Seen:
    """Send a (32, 32, 3) uint8 picture through the network."""
    from vizcore.nets import record

    model = trained()
    outputs = record(model, model.prepare(pixels[None]))
    return Seen(pixels, {layer: outputs[layer][0].sum(0).cpu().numpy() for layer in LAYERS})


@dataclass(frozen=True)
class Measured:
    """The gradient of one place of a layer by each pixel of its receptive field.

    Parameters
    ----------
    box : Box
        The field, cut at the picture's border.
    gradient : (rows, columns) float32 array
        In the box; outside it is 0 everywhere.
    """

    box: Box
    gradient: np.ndarray

    @property
    def extent(self) -> tuple[int, int]:
        """Rows and columns from the first to the last pixel that moves the place."""
        rows, columns = np.nonzero(self.gradient)
        if not rows.size:
            return 0, 0
        return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1

    @property
    def half(self) -> int:
        """How many pixels have half of the gradient together, the largest first."""
        mass = np.sort(self.gradient.ravel().astype(np.float64))[::-1].cumsum()
        return int((mass < mass[-1] / 2).sum()) + 1 if mass[-1] > 0 else 0


def measure(pixels: np.ndarray, pixel: tuple[int, int]) -> list[Measured]:
    """The measured field of each of `LAYERS` at the place where a pixel is."""
    from vizcore.nets.measured_field import measured_fields

    model = trained()
    cells = cells_at(pixel)
    gradients = measured_fields(model, model.prepare(pixels[None]), cells)
    found = []
    for layer, cell in cells.items():
        box = receptive_field(ROWS, layer, *cell).cut(SIDE, SIDE)
        inside = gradients[layer][box.top : box.bottom + 1, box.left : box.right + 1]
        found.append(Measured(box, inside))
    return found


def pixel_named(text: str | None) -> tuple[int, int]:
    """The pixel that the address names, or the middle.

    assets/components/field/state.js reads the same text.

    >>> pixel_named("3,31"), pixel_named("3,32"), pixel_named("x")
    ((3, 31), (16, 16), (16, 16))
    """
    parts = (text or "").split(",")
    fits = all(p.isascii() and p.isdigit() and len(p) < 3 and int(p) < SIDE for p in parts)
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 and fits else MIDDLE
