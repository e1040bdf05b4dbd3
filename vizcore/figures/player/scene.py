"""What a drawing needs to know of a convolution or a pooling, the same for both, in two axes."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Real, UInt8

from vizcore.errors import ShapeError
from vizcore.figures.palette import signed_pixels
from vizcore.geometry import Axis
from vizcore.steps import ConvSettings, PoolSettings


@dataclass(frozen=True)
class Scene:
    """One channel and what becomes of it.

    Attributes
    ----------
    verb : {"sum", "max", "mean"}
    padding : {"0", "−∞", ""}
        What a cell of the padding holds; nothing where a mean leaves it out.
    rows, columns : Axis
    input, kernel, output : array (rows, columns)
        A pooling's kernel is empty.
    limits : dict
        For each grid the size that gets the full colour.
    grey : frozenset of str
        Grids with the values of an image, 0 to 255.
    """

    verb: str
    padding: str
    rows: Axis
    columns: Axis
    input: Real[np.ndarray, "rows columns"]
    kernel: Real[np.ndarray, "window_rows window_columns"]
    output: Real[np.ndarray, "rows_out columns_out"]
    limits: dict[str, float]
    grey: frozenset[str]

    def colours(
        self, role: str, values: Real[np.ndarray, "rows columns"]
    ) -> UInt8[np.ndarray, "rows columns 3"]:
        """Pixels of some values of a grid."""
        if role in self.grey:
            return np.repeat(np.clip(np.rint(values), 0, 255).astype(np.uint8)[..., None], 3, -1)
        return signed_pixels(values, limit=self.limits[role])

    def is_input(self, row: int, column: int) -> bool:
        """Whether the cell lies in the input, not in the padding."""
        return 0 <= row < self.rows.size and 0 <= column < self.columns.size

    def is_beyond(self, row: int, column: int) -> bool:
        """Whether it lies past the padding too, where only the overhang of ceil mode reaches."""
        rows, columns = self.rows, self.columns
        return row >= rows.size + rows.after or column >= columns.size + columns.after


def scene(settings: ConvSettings | PoolSettings, *, picture: bool) -> Scene:
    """The scene of some settings.

    Raises
    ------
    ShapeError
        If the input has several channels or three axes.

    Examples
    --------
    >>> scene(ConvSettings(np.ones((3, 4, 4)), np.ones((3, 2, 2))), picture=False)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: an animation shows one channel of one or two axes, not an input of
    shape (3, 4, 4): take one slice of it
    """
    convolution = isinstance(settings, ConvSettings)
    if len(settings.axes) > 2 or (convolution and len(settings.x) > 1):
        raise ShapeError(
            "an animation shows one channel of one or two axes, not an input of shape "
            f"{settings.x.shape}: take one slice of it"
        )
    rows, columns = (Axis(1, 1, 1, 1, 0, 0, 1), *settings.axes)[-2:]
    if isinstance(settings, ConvSettings):
        x, kernel, verb, padding = settings.x[0], settings.weight[0], "sum", "0"
    else:
        x, kernel, verb = settings.x, np.zeros(0), "max" if settings.kind == "max" else "mean"
        padding = "−∞" if verb == "max" else "0" if settings.count_include_pad else ""
    output = settings.output
    size, weight = _largest(x), _largest(kernel)
    return Scene(
        verb,
        padding,
        rows,
        columns,
        np.atleast_2d(x),
        np.atleast_2d(kernel),
        np.atleast_2d(output),
        {
            "input": size,
            "window": size,
            "kernel": weight,
            "products": size * weight,
            "output": _largest(output),
        },
        frozenset(("input", "window", *(() if convolution else ("output",))) if picture else ()),
    )


def _largest(values: Real[np.ndarray, "*shape"]) -> float:
    return float(np.abs(values).max(initial=0.0))
