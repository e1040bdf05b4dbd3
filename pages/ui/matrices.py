"""Inputs for stepping: the lecture's, a random one, a patch of the picture."""

import numpy as np
from jaxtyping import Float, Int, UInt8

from vizcore.images import luma

#: The lecture's input for padding and pooling, and the same with an eighth column.
SEVEN_ROWS = (
    "1 -2 -1 5 3 2 1; 1 3 -1 4 3 3 1; 1 -2 1 6 3 3 2; 2 -2 2 5 2 1 0; "
    "0 3 -2 5 4 1 2; 1 2 -3 1 1 2 -1; 1 -2 -1 1 2 1 1"
)
SEVEN_BY_EIGHT = (
    "1 -2 -1 5 3 2 1 1; 1 3 -1 4 3 3 1 -1; 1 -2 1 6 3 3 2 2; 2 -2 2 5 2 1 0 -1; "
    "0 3 -2 5 4 1 2 1; 1 2 -3 1 1 2 -1 2; 1 -2 -1 1 2 1 1 3"
)


def random_matrix(rows: int, columns: int, seed: int) -> Int[np.ndarray, "{rows} {columns}"]:
    """Whole numbers from -3 to 5; the same seed gives the same matrix.

    >>> random_matrix(2, 3, seed=1)
    array([[ 1,  1,  3],
           [ 5, -3, -2]])
    """
    return np.random.default_rng(seed).integers(-3, 6, (rows, columns))


def patch(
    image: UInt8[np.ndarray, "h w 3"], side: int, *, across: float, down: float, pixels: int
) -> Float[np.ndarray, "cells cells"]:
    """A grey square of `side` x `side` cells cut out of a picture.

    Parameters
    ----------
    image : (h, w, 3) uint8 array
    side : int
        Cells along each side; it shrinks with the picture if that is too small.
    across, down : float in 0..1
        Where the square lies: 0 is left or top, 1 right or bottom.
    pixels : int
        Pixels of the picture along each side of a cell; a cell is their mean.

    Returns
    -------
    array
        Means of `vizcore.images.luma`, rounded to whole numbers.
    """
    square, pixels = _square(image, side, across, down, pixels)
    return np.rint(_means(luma(square), pixels))


def rgb_patch(
    image: UInt8[np.ndarray, "h w 3"], side: int, *, across: float, down: float, pixels: int
) -> Float[np.ndarray, "3 cells cells"]:
    """A square of `side` x `side` cells cut out of a picture, channels first.

    Parameters
    ----------
    image : (h, w, 3) uint8 array
    side : int
        Cells along each side; it shrinks with the picture if that is too small.
    across, down : float in 0..1
        Where the square lies: 0 is left or top, 1 right or bottom.
    pixels : int
        Pixels of the picture along each side of a cell; a cell is their mean, a whole number.

    Examples
    --------
    >>> image = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    >>> rgb_patch(image, 2, across=0, down=0, pixels=1)[0].tolist()
    [[0.0, 3.0], [6.0, 9.0]]
    """
    square, pixels = _square(image, side, across, down, pixels)
    return np.rint(_means(square, pixels)).transpose(2, 0, 1)


def _square(
    image: UInt8[np.ndarray, "h w 3"], side: int, across: float, down: float, pixels: int
) -> tuple[UInt8[np.ndarray, "cut cut 3"], int]:
    """The part of the picture that is cut out, and how many pixels a cell has along a side."""
    height, width = image.shape[:2]
    pixels = max(1, min(pixels, height // side, width // side))
    side = min(side, height // pixels, width // pixels)
    top = round(down * (height - side * pixels))
    left = round(across * (width - side * pixels))
    return image[top : top + side * pixels, left : left + side * pixels], pixels


def _means(square: np.ndarray, pixels: int) -> Float[np.ndarray, "..."]:
    """The mean of each cell of `pixels` x `pixels`."""
    cells = len(square) // pixels
    means: np.ndarray = square.reshape(cells, pixels, cells, pixels, -1).mean(axis=(1, 3))
    return means if square.ndim == 3 else means[..., 0]
