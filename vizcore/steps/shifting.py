"""What pooling keeps when the picture moves a little: local invariance, counted."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float, Real

from vizcore.errors import ShapeError
from vizcore.steps.pool import PoolSettings
from vizcore.text import many


@dataclass(frozen=True, eq=False)
class Shifted:
    """A picture moved to the right, and what pooling makes of it.

    Attributes
    ----------
    shift : int
        Pixels to the right.
    picture : (h, w) array
    pooled : (h2, w2) float array
    same_pixels, same_pooled : bool arrays of the same shapes
        Where the value is exactly the one without a shift.
    """

    shift: int
    picture: Real[np.ndarray, "h w"]
    pooled: Float[np.ndarray, "h2 w2"]
    same_pixels: Bool[np.ndarray, "h w"]
    same_pooled: Bool[np.ndarray, "h2 w2"]

    @property
    def pixels_kept(self) -> float:
        """Share of the pixels that are unchanged, 0 to 1."""
        return float(self.same_pixels.mean())

    @property
    def pooled_kept(self) -> float:
        """Share of the pooled values that are unchanged, 0 to 1."""
        return float(self.same_pooled.mean())


def shifts(strip: Real[np.ndarray, "h wide"], pooling: PoolSettings, most: int) -> list[Shifted]:
    """The picture in `strip` moved by 0, 1, ... `most` pixels, pooled each time.

    What lies left of the picture in the strip moves in from there, as in a camera that turns.

    Parameters
    ----------
    strip : (h, w + most) array
        The picture without a shift is its last w columns.
    pooling : PoolSettings
        Its window, kind and so on are used; its `x` is not.
    most : int
        At least 0 and less than the strip has columns.

    Raises
    ------
    ShapeError
        If the strip is too short for the shifts, or no window fits.

    Examples
    --------
    The largest of each pair survives a move by one pixel where it stays in its pair:

    >>> strip = np.array([[0, 5, 1, 7, 2]])
    >>> still, moved = shifts(strip, PoolSettings(strip, (1, 2)), 1)
    >>> still.pooled.tolist(), moved.pooled.tolist(), moved.pooled_kept
    ([[5.0, 7.0]], [[5.0, 7.0]], 1.0)
    >>> moved.pixels_kept
    0.0
    """
    if not 0 <= most < strip.shape[1]:
        raise ShapeError(
            f"a strip of {many(strip.shape[1], 'column')} cannot move by {many(most, 'pixel')}"
        )
    width = strip.shape[1] - most
    moved = [strip[:, most - d : most - d + width] for d in range(most + 1)]
    pooled = [replace(pooling, x=picture).output for picture in moved]
    return [
        Shifted(d, picture, y, picture == moved[0], y == pooled[0])
        for d, (picture, y) in enumerate(zip(moved, pooled, strict=True))
    ]
