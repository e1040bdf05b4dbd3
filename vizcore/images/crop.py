"""The square that goes into the network, and its 32x32 copy."""

import numpy as np
from jaxtyping import Shaped, UInt8
from PIL import Image

from vizcore.errors import ShapeError

#: Side of the pictures that the network was trained on.
NETWORK_SIDE = 32


def square_in(
    size: tuple[int, int], center: tuple[int, int] | None = None, side: int | None = None
) -> tuple[int, int, int]:
    """(top, left, side) of the square nearest to `center` that lies inside an image of `size`.

    Parameters
    ----------
    size : (rows, columns)
    center : (row, column), optional
        The middle of the image if left out. Near a border the square is moved inwards.
    side : int, optional
        The shorter side of the image if left out.

    Raises
    ------
    ShapeError
        If the side is below 1 or longer than the shorter side of the image.

    Examples
    --------
    >>> square_in((4, 10))
    (0, 3, 4)
    >>> square_in((4, 10), center=(0, 9), side=2)
    (0, 8, 2)
    >>> square_in((4, 10), side=5)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a square of 5 does not fit in an image of 4 x 10
    """
    side = min(size) if side is None else side
    if not 1 <= side <= min(size):
        raise ShapeError(f"a square of {side} does not fit in an image of {size[0]} x {size[1]}")
    middle = center if center is not None else (size[0] // 2, size[1] // 2)
    top, left = (
        min(max(0, at - side // 2), cells - side) for at, cells in zip(middle, size, strict=True)
    )
    return top, left, side


def crop_square(
    image: Shaped[np.ndarray, "h w ..."],
    center: tuple[int, int] | None = None,
    side: int | None = None,
) -> Shaped[np.ndarray, "s s ..."]:
    """Copy of the square that `square_in` names.

    Examples
    --------
    >>> crop_square(np.arange(8).reshape(2, 4)).tolist()
    [[1, 2], [5, 6]]
    """
    top, left, side = square_in((image.shape[0], image.shape[1]), center, side)
    return image[top : top + side, left : left + side].copy()


def to_network_input(
    image: UInt8[np.ndarray, "h w *channels"],
    crop: tuple[int, int, int] | None = None,
    *,
    side: int = NETWORK_SIDE,
) -> UInt8[np.ndarray, "{side} {side} 3"]:
    """Cut out a square and shrink it to what the network sees.

    The filter is Pillow's Lanczos, which looks at every pixel of the square (antialias). It is
    fixed because the choice matters: another filter gives other pixels and moves the top
    probability. A square of 32 comes through unchanged.

    Parameters
    ----------
    image : (h, w) or (h, w, 3) uint8 array
        Greyscale gets three equal channels.
    crop : (top, left, side), optional
        As from `square_in`; the largest square in the middle if left out.
    side : int
        Pixels of the result; more than the network takes where the picture is to move before it.

    Raises
    ------
    ShapeError
        If the crop reaches outside the image.

    Examples
    --------
    >>> to_network_input(np.full((50, 40), 7, np.uint8))[31, 31].tolist()
    [7, 7, 7]
    """
    height, width = image.shape[:2]
    top, left, cut = crop if crop is not None else square_in((height, width))
    if cut < 1 or top < 0 or left < 0 or top + cut > height or left + cut > width:
        raise ShapeError(
            f"a square of {cut} at row {top}, column {left} reaches outside an image of "
            f"{height} x {width}"
        )
    square = Image.fromarray(image[top : top + cut, left : left + cut]).convert("RGB")
    return np.array(square.resize((side, side), Image.Resampling.LANCZOS))
