"""A kernel over a photograph, as fast as the machine allows and as exact as float32 can be."""

import math
from collections.abc import Callable
from typing import Literal, get_args

import cv2
import numpy as np
from jaxtyping import Float32, Float64, Shaped
from numpy.typing import ArrayLike

from vizcore.errors import NumberError, ShapeError
from vizcore.geometry import Axis, axis_windows
from vizcore.images.analysis import factors
from vizcore.images.kernels import Kernel

Border = Literal["zero", "reflect", "replicate", "wrap", "valid"]

#: From this many weights on `cv2.filter2D` turns to a Fourier transform (OpenCV,
#: filter.dispatch.cpp; 3 is its number for SSE3).
DIRECT_BELOW = 121 if cv2.checkHardwareSupport(3) else 50

_CODES = {
    "zero": cv2.BORDER_CONSTANT,
    "reflect": cv2.BORDER_REFLECT_101,
    "replicate": cv2.BORDER_REPLICATE,
    "wrap": cv2.BORDER_CONSTANT,  # wrapped by hand before: OpenCV's filters refuse it
    "valid": cv2.BORDER_CONSTANT,  # computed everywhere, the border thrown away
}
_Filter = Callable[[np.ndarray], np.ndarray]


def apply_kernel(
    image: Shaped[np.ndarray, "..."],
    kernel: Kernel | ArrayLike,
    *,
    stride: int | tuple[int, int] = 1,
    border: Border = "zero",
) -> Float32[np.ndarray, "..."]:
    r"""Slide a kernel over an image: cross-correlation, the kernel is not flipped.

    .. math:: y_{ij} = \sum_{a, b} w_{ab}\, x_{s i + a - p,\; s j + b - q}

    Colour channels are filtered one by one. The borders `zero`, `reflect`, `replicate` and `wrap`
    pad as TensorFlow's SAME and ONNX's SAME_UPPER do at this stride: an axis of n cells gives
    ceil(n / s), and the odd cell of padding goes to the end. `valid` does not pad: an axis gives
    floor((n - k) / s) + 1.

    ==========  =============  ============================  ==================  =============
    border      NumPy `pad`    OpenCV                        SciPy `ndimage`     torch `F.pad`
    ==========  =============  ============================  ==================  =============
    zero        constant       BORDER_CONSTANT               constant            constant
    reflect     reflect        BORDER_REFLECT_101            mirror              reflect
    replicate   edge           BORDER_REPLICATE              nearest             replicate
    wrap        wrap           BORDER_WRAP (copyMakeBorder)  wrap                circular
    ==========  =============  ============================  ==================  =============

    A border wider than the image repeats the pattern, as `numpy.pad` does.

    Parameters
    ----------
    image : (h, w) or (h, w, 3) uint8 array
    kernel : Kernel or (rows, columns) array of numbers
        Any size, odd or even, finite.
    stride : int or (int, int)
        Step down the rows and along the columns; at least 1.
    border : "zero", "reflect", "replicate", "wrap" or "valid"

    Returns
    -------
    float32 array of the same number of axes
        Not rounded, not clipped; see `to_display`. It differs from the sum in float64 by no more
        than float32 rounding of the products. Neither argument is changed.

    Raises
    ------
    ShapeError
        If the image is empty or has other axes, the kernel is not a table, the stride is below 1,
        or a `valid` kernel does not fit. The message names the sizes.
    TypeError
        If the pixels are not uint8.
    NumberError
        If a weight is not finite or so large that outputs would overflow float32.
    ValueError
        If `border` is unknown.

    Notes
    -----
    Cost: the mean over a window takes the same time for every size (running sums); a kernel of
    rank 1 takes two passes, one along each axis; others up to 10 x 10 are summed directly in
    float32; larger ones go through a Fourier transform in float64, because OpenCV's in float32
    leaves traces of bright regions in black ones.

    Examples
    --------
    A step edge; the last output of the row is 0 - 9 because a zero lies beyond the border:

    >>> image = np.array([[1, 1, 9, 9]], np.uint8)
    >>> apply_kernel(image, [[-1, 0, 1]]).tolist()
    [[1.0, 8.0, 8.0, -9.0]]
    >>> apply_kernel(image, [[-1, 0, 1]], border="valid").tolist()
    [[8.0, 8.0]]
    >>> apply_kernel(image, [1, 2])
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a kernel is a table of rows and columns, not of shape (2,)
    """
    weights = _checked_weights(kernel)
    steps = _checked_stride(stride)
    _check_image(image)
    if border not in get_args(Border):
        raise ValueError(f"border must be one of {', '.join(get_args(Border))}, not {border!r}")
    if border == "valid":
        _check_fit(image, weights)
    image = np.ascontiguousarray(image)
    if border == "wrap":
        image, border = _wrapped(image, weights, steps), "valid"
    stops = [_middles(axis) for axis in _axes(image, weights, steps, border)]
    return _run(image, weights, stops, border)


def _checked_weights(kernel: Kernel | ArrayLike) -> Float64[np.ndarray, "rows columns"]:
    weights = np.array(kernel.weights if isinstance(kernel, Kernel) else kernel, np.float64)
    if weights.ndim != 2 or not weights.size:
        raise ShapeError(f"a kernel is a table of rows and columns, not of shape {weights.shape}")
    if not np.isfinite(weights).all():
        raise NumberError("every weight of a kernel must be a finite number")
    if 255 * np.abs(weights / 1e30).sum() > 1e8:  # divided first: the sum itself may overflow
        raise NumberError("the weights are so large that outputs overflow float32: scale them down")
    return weights


def _checked_stride(stride: int | tuple[int, int]) -> tuple[int, int]:
    rows, columns = stride if isinstance(stride, tuple) else (stride, stride)
    if min(rows, columns) < 1:
        raise ShapeError(f"a stride must be at least 1, not {stride}")
    return rows, columns


def _check_image(image: Shaped[np.ndarray, "..."]) -> None:
    if image.dtype != np.uint8:
        raise TypeError(f"apply_kernel takes pixels of type uint8, not {image.dtype}")
    if not (image.ndim == 2 or (image.ndim == 3 and image.shape[2] == 3)) or not image.size:
        raise ShapeError(f"an image has the shape (h, w) or (h, w, 3), not {image.shape}")


def _check_fit(image: np.ndarray, weights: np.ndarray) -> None:
    if any(k > n for k, n in zip(weights.shape, image.shape[:2], strict=True)):
        raise ShapeError(
            f"a kernel of {weights.shape[0]} x {weights.shape[1]} does not fit on an image of "
            f"{image.shape[0]} x {image.shape[1]} without padding: choose a smaller kernel or "
            f"another border"
        )


def _axes(
    image: np.ndarray, weights: np.ndarray, steps: tuple[int, int], border: str
) -> list[Axis]:
    """The windows along the rows and along the columns."""
    padding = "valid" if border == "valid" else "same"
    sizes = zip(image.shape[:2], weights.shape, steps, strict=True)
    return [axis_windows(n, k, stride=s, padding=padding) for n, k, s in sizes]


def _middles(axis: Axis) -> range:
    """Where each window has its middle cell, (window - 1) // 2."""
    first = axis.starts[0] + (axis.window - 1) // 2
    return range(first, first + axis.count * axis.stride, axis.stride)


def _wrapped(image: np.ndarray, weights: np.ndarray, steps: tuple[int, int]) -> np.ndarray:
    rows, columns = _axes(image, weights, steps, "wrap")
    sides = (rows.before, rows.after, columns.before, columns.after)
    return cv2.copyMakeBorder(image, *sides, cv2.BORDER_WRAP)


def _run(image: np.ndarray, weights: np.ndarray, stops: list[range], border: str) -> np.ndarray:
    rows, columns = stops
    shape = (len(rows), len(columns), *image.shape[2:])
    if not weights.any():
        return np.zeros(shape, np.float32)
    filter_, height = _plan(weights, border)
    if height is None and rows == range(len(image)) and columns == range(image.shape[1]):
        return filter_(image)
    out = np.empty(shape, np.float32)
    reach = len(weights) // 2 + 1  # rows that a strip needs beyond its own, to sum or to reflect
    across = slice(columns.start, columns[-1] + 1, columns.step)
    at_once = max(1, (height or max(64, 4 * len(weights))) // rows.step)  # small ones stay in cache
    for i in range(0, len(rows), at_once):
        part = rows[i : i + at_once]
        top = max(0, part[0] - reach)
        strip = filter_(image[top : part[-1] + 1 + reach])
        wanted = slice(part[0] - top, part[-1] - top + 1, rows.step)
        _whole_pixels(out)[i : i + at_once] = _whole_pixels(strip)[wanted, across]
    return out


def _whole_pixels(image: np.ndarray) -> np.ndarray:
    """A view whose elements are pixels: NumPy skips through them faster than by channel."""
    return image.view(f"V{4 * image.shape[2]}") if image.ndim == 3 else image


def _plan(weights: np.ndarray, border: str) -> tuple[_Filter, int | None]:
    """The fastest exact way for these weights, and how many rows to give it at once (None: all)."""
    height, width = weights.shape
    anchor, code = ((width - 1) // 2, (height - 1) // 2), _CODES[border]
    if (weights == 1 / weights.size).all():
        size = (width, height)
        return lambda x: cv2.boxFilter(x, cv2.CV_32F, size, anchor=anchor, borderType=code), None
    if pair := factors(weights):
        column, row = pair
        return lambda x: cv2.sepFilter2D(
            x, cv2.CV_32F, row, column, anchor=anchor, borderType=code
        ), None
    if weights.size <= 9 and np.count_nonzero(weights) <= 5:
        return lambda x: cv2.filter2D(x, cv2.CV_32F, weights, anchor=anchor, borderType=code), None
    if weights.size < DIRECT_BELOW:
        # From float32 pixels OpenCV is up to four times faster than from bytes, and sums directly.
        return lambda x: cv2.filter2D(
            x.astype(np.float32), cv2.CV_32F, weights, anchor=anchor, borderType=code
        ), 64
    return lambda x: _rounded(
        cv2.filter2D(x, cv2.CV_64F, weights, anchor=anchor, borderType=code), weights
    ), 512


def _rounded(sums: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Sums from a Fourier transform without what it leaves where they should be 0, as float32.

    That is about 1e-16 of the largest possible sum. Adding and taking away a number 2**4 to 2**5
    times as large as that sum rounds to multiples of about 2**-48 of it.
    """
    rounder = 1.5 * 2.0 ** (4 + math.ceil(math.log2(255 * np.abs(weights).sum())))
    sums += rounder
    sums -= rounder
    return sums.astype(np.float32)
