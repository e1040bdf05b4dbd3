"""A picture made smaller in two ways: every n-th pixel, or the mean of each block of n x n."""

import numpy as np
from jaxtyping import UInt8

from vizcore.errors import ShapeError

Grey = UInt8[np.ndarray, "h w"]


def every_nth(image: Grey, n: int) -> UInt8[np.ndarray, "h2 w2"]:
    """Pixels 0, n, 2n, ... of each axis: what a stride of n leaves; all others are never looked at.

    Changes finer than 2 n pixels come out as coarser ones that are not there (aliasing).

    Parameters
    ----------
    image : (h, w) uint8 array
    n : int
        At least 1.

    Raises
    ------
    ShapeError
        If n is below 1.

    Examples
    --------
    Stripes of one pixel become a flat area:

    >>> every_nth(np.array([[0, 255, 0, 255]], np.uint8), 2).tolist()
    [[0, 0]]
    """
    _check(n)
    return image[::n, ::n].copy()


def block_means(image: Grey, n: int) -> UInt8[np.ndarray, "h2 w2"]:
    """The mean of each block of n x n, rounded to the nearest byte, a half upwards.

    Blocks at the lower and the right edge are as large as the picture allows.

    Parameters
    ----------
    image : (h, w) uint8 array
    n : int
        At least 1.

    Raises
    ------
    ShapeError
        If n is below 1.

    Examples
    --------
    (0 + 255) / 2 = 127.5, and the last column is a block by itself:

    >>> block_means(np.array([[0, 255, 0, 255, 9]], np.uint8), 2).tolist()
    [[128, 128, 9]]
    """
    _check(n)
    rows, columns = (np.arange(0, cells, n) for cells in image.shape)
    sums = np.add.reduceat(np.add.reduceat(image.astype(np.int64), rows, 0), columns, 1)
    down, across = (
        np.diff(starts, append=cells)
        for starts, cells in zip((rows, columns), image.shape, strict=True)
    )
    counts = down[:, None] * across
    return ((2 * sums + counts) // (2 * counts)).astype(np.uint8)


def _check(n: int) -> None:
    if n < 1:
        raise ShapeError(f"every {n}th pixel makes no sense: n is 1 or more")
