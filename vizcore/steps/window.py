"""One position of a window: the input cells it touches and the values it finds there."""

import math
from collections.abc import Sequence
from functools import reduce

import numpy as np
from jaxtyping import Bool, Float, Int

from vizcore.errors import ShapeError
from vizcore.geometry import Axis
from vizcore.text import many

Position = tuple[int, ...]


def position_of(index: int, axes: Sequence[Axis]) -> Position:
    """Output position of step 0, 1, ... in reading order.

    >>> from vizcore.geometry import all_axes
    >>> position_of(4, all_axes((5, 5), 3))
    (1, 1)
    """
    shape = tuple(axis.count for axis in axes)
    if not 0 <= index < math.prod(shape):
        raise ShapeError(
            f"step {index} is not one of the {many(math.prod(shape), 'step')} of a {shape} output"
        )
    return tuple(int(i) for i in np.unravel_index(index, shape))


def touched_cells(position: Position, axes: Sequence[Axis]) -> list[Int[np.ndarray, " _"]]:
    """For each axis, the input coordinates under the window; below 0 or past the end is padding."""
    return [np.array(axis.touched(axis.starts[i])) for i, axis in zip(position, axes, strict=True)]


def inside(
    cells: Sequence[Int[np.ndarray, " _"]], axes: Sequence[Axis]
) -> Bool[np.ndarray, "*window"]:
    """Which cells of the window are input rather than padding."""
    along = [(c >= 0) & (c < axis.size) for c, axis in zip(cells, axes, strict=True)]
    return reduce(np.logical_and.outer, along)


def values_under(
    x: Float[np.ndarray, "c *spatial"],
    cells: Sequence[Int[np.ndarray, " _"]],
    mask: np.ndarray,
    fill: float,
) -> Float[np.ndarray, "c *window"]:
    """What the window sees: input values, and `fill` where it lies on padding."""
    clipped = [np.clip(c, 0, n - 1) for c, n in zip(cells, x.shape[1:], strict=True)]
    return np.where(mask, x[(slice(None), *np.ix_(*clipped))], fill)
