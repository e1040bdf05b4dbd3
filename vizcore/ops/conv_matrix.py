"""Convolution as one matrix product, in two ways: windows as columns, or the kernel as a matrix."""

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.geometry import Padding, Window, all_axes
from vizcore.ops._arrays import as_float, computing_dtype, pad, spatial_sizes, windows
from vizcore.ops.conv import conv


def unfold(
    x: Real[np.ndarray, "n c *spatial"],
    window: Window,
    *,
    stride: Window = 1,
    padding: Padding = "valid",
    dilation: Window = 1,
) -> Float[np.ndarray, "n cells places"]:
    """Every window of `x` as a column of a matrix (im2col); with two axes torch's `unfold`.

    The flattened kernels times this matrix are the convolution:
    `weight.reshape(k, -1) @ unfold(x)`. A cell is copied once for each window that covers it.

    Parameters
    ----------
    x : array (n, c, *spatial)
        One, two or three spatial axes.
    window, stride, dilation : int or one for each spatial axis
    padding : {"valid", "same", "same_lower"}, int, or one int or pair for each spatial axis
        As in `conv`.

    Returns
    -------
    array (n, c * cells of a window, places of the window)
        New, in the float type of `x`; integers become float64.

    Raises
    ------
    ShapeError
        If the window does not fit.

    Examples
    --------
    Three windows of two cells; the middle cells are in two of them:

    >>> unfold(np.array([[[1, 2, 3, 4]]]), 2)
    array([[[1., 2., 3.],
            [2., 3., 4.]]])
    """
    axes = all_axes(spatial_sizes(x), window, stride=stride, padding=padding, dilation=dilation)
    every = windows(pad(as_float(x), axes, 0.0), axes)
    cells = x.shape[1] * int(np.prod([axis.window for axis in axes]))
    columns: np.ndarray = every.reshape(len(x), cells, int(np.prod([a.count for a in axes])))
    return columns


def conv_matrix(
    weight: Real[np.ndarray, "k c *window"],
    sizes: tuple[int, ...],
    *,
    stride: Window = 1,
    padding: Padding = "valid",
    dilation: Window = 1,
) -> Float[np.ndarray, "outputs inputs"]:
    """The matrix that a convolution multiplies its flattened input by; mostly zeros.

    Each row is a kernel at one place. `conv(x, weight)` is `conv_matrix @ x`, both flattened; its
    transpose times an output is `conv_transpose2d`. With one channel, one filter, one axis and
    stride 1 it is a Toeplitz matrix: each row is the one above, moved by one.

    Parameters
    ----------
    weight : array (k, c, *window)
        `k` kernels.
    sizes : tuple of int
        Of the input's spatial axes.
    stride, padding, dilation
        As in `conv`.

    Returns
    -------
    array (k * places of the window, c * cells of the input)
        New, in the float type of `weight`; integers become float64.

    Raises
    ------
    ShapeError
        If the window does not fit, or the sizes are not one for each axis of it.

    Examples
    --------
    >>> conv_matrix(np.array([[[1, 2]]]), (4,))
    array([[1., 2., 0., 0.],
           [0., 1., 2., 0.],
           [0., 0., 1., 2.]])
    """
    if weight.ndim != len(sizes) + 2:
        raise ShapeError(f"kernels of shape {weight.shape} do not fit an input of {sizes} cells")
    cells = weight.shape[1] * int(np.prod(sizes))
    # Column j is what the convolution makes of an input that is 1 in cell j and 0 elsewhere.
    units = np.eye(cells, dtype=computing_dtype(weight)).reshape(cells, weight.shape[1], *sizes)
    columns = conv(units, weight, stride=stride, padding=padding, dilation=dilation)
    return np.ascontiguousarray(columns.reshape(cells, -1).T)
