"""Convolution as networks mean it: cross-correlation of an image with a stack of kernels."""

from typing import SupportsIndex

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.geometry import Padding, Window, all_axes, whole
from vizcore.ops._arrays import computing_dtype, pad, spatial_sizes, windows
from vizcore.text import many


def conv(
    x: Real[np.ndarray, "n c *spatial"],
    weight: Real[np.ndarray, "k c_of_weight *window"],
    bias: Real[np.ndarray, " k_of_bias"] | None = None,
    *,
    stride: Window = 1,
    padding: Padding = "valid",
    dilation: Window = 1,
    groups: SupportsIndex = 1,
) -> Float[np.ndarray, "n k *out"]:
    r"""Sum of element-wise products of each kernel and each window, plus the kernel's bias.

    The kernel is not flipped: this is what deep learning calls convolution and mathematics
    cross-correlation. In two dimensions

    .. math:: y_{b,f,i,j} = \beta_f + \sum_{c,u,v} w_{f,c,u,v}\; x_{b,c,\,is + ud,\,js + vd}

    with zeros where `x` is padded.

    Parameters
    ----------
    x : array (n, c, *spatial)
        `n` images of `c` channels with one, two or three spatial axes.
    weight : array (k, c / groups, *window)
        `k` kernels.
    bias : array (k,), optional
        One number for each kernel.
    stride, dilation : int or one for each spatial axis
        Steps between two windows, and between two cells of one window.
    padding : {"valid", "same", "same_lower"}, int, or one int or pair for each spatial axis
        Zeros around `x`; see `vizcore.geometry.pad_amounts`.
    groups : int
        Parts into which channels and kernels are split; each kernel sees its own part only.

    Returns
    -------
    array (n, k, *out)
        New, in the widest float type of the arguments; integers compute in float64.

    Raises
    ------
    ShapeError
        If sizes do not go together; the message names them.

    Notes
    -----
    All windows are laid out as one matrix, so memory grows with the cells of the output times
    those of a kernel. Meant for what fits on a screen.

    Examples
    --------
    The mean of neighbours, every second place:

    >>> signal = np.array([[[0, 1, 2, 1, 1, 2]]])
    >>> conv(signal, np.array([[[0.5, 0.5]]]), stride=2)
    array([[[0.5, 1.5, 1.5]]])

    >>> conv(signal, np.ones((1, 2, 3)))
    Traceback (most recent call last):
    vizcore.errors.ShapeError: the input has 1 channel, but each kernel of shape (2, 3) takes 2
    """
    sizes = spatial_sizes(x)
    groups = whole(groups, "groups")
    _check_sizes(x, weight, bias, groups)
    axes = all_axes(sizes, weight.shape[2:], stride=stride, padding=padding, dilation=dilation)
    dtype = computing_dtype(x, weight, *([] if bias is None else [bias]))
    every_window = windows(pad(x.astype(dtype, copy=False), axes, 0.0), axes)
    # One matrix for each image and group: a column for each window, a row for each cell in it.
    n, k, cells = len(x), len(weight), int(np.prod(weight.shape[1:]))
    stops = [axis.count for axis in axes]
    columns = every_window.reshape(n, groups, cells, int(np.prod(stops)))
    kernels = weight.astype(dtype, copy=False).reshape(groups, k // groups, cells)
    y: np.ndarray = (kernels @ columns).reshape(n, k, *stops)
    if bias is not None:
        y += bias.reshape(k, *[1] * len(axes))
    return y


def _check_sizes(
    x: Real[np.ndarray, "..."],
    weight: Real[np.ndarray, "..."],
    bias: Real[np.ndarray, "..."] | None,
    groups: int,
) -> None:
    if weight.ndim != x.ndim or 0 in weight.shape:
        raise ShapeError(
            f"the kernels for an input of shape {x.shape} have {x.ndim} axes too, "
            f"filters and channels first, none of them empty; these have the shape {weight.shape}"
        )
    channels, kernels = x.shape[1], len(weight)
    if channels % groups or kernels % groups:
        raise ShapeError(
            f"{many(channels, 'channel')} and {many(kernels, 'kernel')} "
            f"cannot both be split into {groups} groups"
        )
    if weight.shape[1] * groups != channels:
        raise ShapeError(
            f"the input has {many(channels, 'channel')}"
            + (f" in {groups} groups" if groups > 1 else "")
            + f", but each kernel of shape {weight.shape[1:]} takes {weight.shape[1]}"
        )
    if bias is not None and bias.shape != (kernels,):
        raise ShapeError(f"{many(kernels, 'kernel')} cannot take a bias of shape {bias.shape}")
