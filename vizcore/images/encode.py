"""A picture as the content of a file."""

import cv2
import numpy as np
from jaxtyping import UInt8

from vizcore.images.decode import shrink

#: Quality of a WebP file that keeps every pixel as it is.
LOSSLESS = 101

_TINY = 48  # pixels a side below which a tile is a grid of squares, which JPEG would smear

Pixels = UInt8[np.ndarray, "h w"] | UInt8[np.ndarray, "h w 3"]


def encode_png(picture: Pixels) -> bytes:
    """A grey or RGB picture as a PNG file.

    >>> encode_png(np.zeros((2, 2, 3), np.uint8))[1:4]
    b'PNG'
    """
    return _encoded(picture, ".png", [cv2.IMWRITE_PNG_COMPRESSION, 3])


def encode_jpeg(picture: Pixels) -> bytes:
    r"""A grey or RGB picture as a JPEG file, a tenth of a PNG's bytes: only to be looked at.

    >>> encode_jpeg(np.zeros((2, 2, 3), np.uint8))[:2]
    b'\xff\xd8'
    """
    return _encoded(picture, ".jpg", [])


def encode_webp(picture: Pixels, quality: int = 85) -> bytes:
    """A grey or RGB picture as a WebP file; tiny tiles keep more of their colours than in a JPEG.

    >>> encode_webp(np.zeros((2, 2, 3), np.uint8))[8:12]
    b'WEBP'
    """
    return _encoded(picture, ".webp", [cv2.IMWRITE_WEBP_QUALITY, quality])


def sheet_of(tiles: UInt8[np.ndarray, "n h w 3"], across: int) -> UInt8[np.ndarray, "hn wn 3"]:
    """Tiles on one sheet, row by row; black where the last row is not full.

    >>> sheet_of(np.ones((3, 2, 2, 3), np.uint8), 2)[..., 0].tolist()
    [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]
    """
    n, h, w, _ = tiles.shape
    down = -(-n // across)
    full = np.zeros((down * across, h, w, 3), np.uint8)
    full[:n] = tiles
    grid = full.reshape(down, across, h, w, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(grid.reshape(down * h, across * w, 3))


def square_thumbnail(
    picture: UInt8[np.ndarray, "h w 3"], side: int
) -> UInt8[np.ndarray, "side side 3"]:
    """The middle of a picture as a square; the pixels of a tiny one stay squares.

    >>> square_thumbnail(np.arange(6, dtype=np.uint8)[:, None, None].repeat(3, 2), 2)[
    ...     ..., 0
    ... ].tolist()
    [[2, 2], [2, 2]]
    """
    rows, columns = picture.shape[:2]
    short = min(rows, columns)
    top, left = (rows - short) // 2, (columns - short) // 2
    square = np.ascontiguousarray(picture[top : top + short, left : left + short])
    way = cv2.INTER_AREA if short > side else cv2.INTER_NEAREST
    return np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8)


def small_file(picture: Pixels, side: int) -> bytes:
    """A picture, its longer side at most `side`, as a file for a tile.

    Colour goes as JPEG, a tenth of its bytes; grey and tiny pictures as PNG, every pixel as it is.
    """
    colour = picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
    small = shrink(colour, side)
    if picture.ndim == 2 or max(small.shape[:2]) < _TINY:
        return encode_png(small)
    return encode_jpeg(small)


def _encoded(picture: Pixels, kind: str, options: list[int]) -> bytes:
    ordered = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    done, file = cv2.imencode(kind, np.ascontiguousarray(ordered), options)
    if not done:
        raise RuntimeError(f"OpenCV could not write a {kind} file")
    return bytes(file.tobytes())
