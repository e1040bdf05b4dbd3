"""Pooling: the largest or the mean value of each window, each channel by itself."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.geometry import Axis, Padding, Window, all_axes
from vizcore.ops._arrays import as_float, pad, spatial_sizes, windows
from vizcore.text import many

POOL_KINDS = ("max", "average")


def pool(
    x: Real[np.ndarray, "n c *spatial"],
    window: Window,
    *,
    kind: str = "max",
    stride: Window | None = None,
    padding: Padding = "valid",
    dilation: Window = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = False,
) -> Float[np.ndarray, "n c *out"]:
    """Largest or mean value of each window.

    Padding never wins a maximum (it is minus infinity) and is left out of a mean, as in
    TensorFlow and ONNX; PyTorch's average pooling counts it unless told otherwise. NaN in a
    window makes the result NaN, as in PyTorch.

    Parameters
    ----------
    x : array (n, c, *spatial)
        `n` images of `c` channels with one, two or three spatial axes.
    window : int or one for each spatial axis
        Cells a window touches.
    kind : {"max", "average"}
        What is taken of a window.
    stride : int or one for each spatial axis, optional
        Steps between two windows; as long as the window where it is left out.
    padding : {"valid", "same", "same_lower"}, int, or one int or pair for each spatial axis
        Cells around `x`; see `vizcore.geometry.pad_amounts`. More than half a window, which
        PyTorch refuses, is fine as long as every window still touches a cell of `x`.
    dilation : int or one for each spatial axis
        Steps between two cells of one window.
    ceil_mode : bool
        Whether a last window may hang over the end; what it hangs over is never counted.
    count_include_pad : bool
        Whether a mean counts the padding, as zeros.

    Returns
    -------
    array (n, c, *out)
        New, in the float type of `x`; integers compute in float64.

    Raises
    ------
    ShapeError
        If a window does not fit, or touches padding only.

    Examples
    --------
    >>> x = np.array([[[3, 1, 4, 1, 5, 9]]])
    >>> pool(x, 2)
    array([[[3., 4., 9.]]])
    >>> pool(x, 2, kind="average")
    array([[[2. , 2.5, 7. ]]])
    >>> pool(x, 2, stride=1, padding=2)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: window 1 of 9 touches padding only: 2 on 6 cells with padding (2, 2)
    """
    _check_kind(kind)
    sizes = spatial_sizes(x)
    axes = all_axes(
        sizes,
        window,
        stride=window if stride is None else stride,
        padding=padding,
        dilation=dilation,
        ceil_mode=ceil_mode,
    )
    if kind == "max":
        _refuse_empty_windows(axes)
        largest: np.ndarray = windows(pad(as_float(x), axes, -np.inf), axes).max(_window_axes(axes))
        return largest
    if not count_include_pad:
        _refuse_empty_windows(axes)
    total: np.ndarray = windows(pad(as_float(x), axes, 0.0), axes).sum(_window_axes(axes))
    # A window is a box, so the cells it counts are a product of those along each axis.
    counted = [np.array(axis.counted(padding=count_include_pad)) for axis in axes]
    total /= reduce(np.multiply.outer, counted)
    return total


def global_pool(
    x: Real[np.ndarray, "n c *spatial"], *, kind: str = "average"
) -> Float[np.ndarray, "n c"]:
    """Mean or largest value of each whole channel: one number for each map.

    Parameters
    ----------
    x : array (n, c, *spatial)
        `n` images of `c` channels with one, two or three spatial axes, none of them empty.
    kind : {"average", "max"}
        What is taken of a map.

    Returns
    -------
    array (n, c)
        New, in the float type of `x`. PyTorch's AdaptiveAvgPool2d(1) keeps the spatial axes,
        each of length 1; Keras' GlobalAveragePooling2D drops them, as here.

    Raises
    ------
    ShapeError
        If there is nothing to pool.

    Examples
    --------
    >>> global_pool(np.array([[[[1, 2], [3, 6]]]]))
    array([[3.]])
    """
    _check_kind(kind)
    if 0 in spatial_sizes(x):
        raise ShapeError(f"an array of shape {x.shape} has no cells to pool")
    over = tuple(range(2, x.ndim))
    y: np.ndarray = as_float(x).mean(over) if kind == "average" else as_float(x).max(over)
    return y


def _check_kind(kind: str) -> None:
    if kind not in POOL_KINDS:
        raise ValueError(f"kind of pooling is one of {', '.join(POOL_KINDS)}, not {kind}")


def _window_axes(axes: Sequence[Axis]) -> tuple[int, ...]:
    return tuple(range(2, 2 + len(axes)))


def _refuse_empty_windows(axes: Sequence[Axis]) -> None:
    for axis in axes:
        counts = axis.counted(padding=False)
        if 0 in counts:
            raise ShapeError(
                f"window {counts.index(0) + 1} of {axis.count} touches padding only: "
                f"{axis.window} on {many(axis.size, 'cell')} with padding "
                f"({axis.before}, {axis.after})"
            )
