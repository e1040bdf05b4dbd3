"""Transposed convolution: each input cell stamps the kernel into the output, stamps add up."""

from typing import SupportsIndex

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.geometry import Window, per_axis, transposed_size, whole
from vizcore.ops._arrays import computing_dtype
from vizcore.text import many


def conv_transpose2d(
    x: Real[np.ndarray, "n c h w"],
    weight: Real[np.ndarray, "c_of_weight k_in_group kh kw"],
    bias: Real[np.ndarray, " k_of_bias"] | None = None,
    *,
    stride: Window = 1,
    padding: Window = 0,
    output_padding: Window = 0,
    groups: SupportsIndex = 1,
    dilation: Window = 1,
) -> Float[np.ndarray, "n k out_h out_w"]:
    r"""Sum of the kernels that the input cells stamp into the output; as torch's function.

    .. math:: y_{b,f,i,j} = \beta_f + \sum_{c,u,v}\;\sum_{\substack{r s + u d - p = i\\
        q s + v d - p = j}} x_{b,c,r,q}\; w_{c,f,u,v}

    It multiplies by the transpose of a convolution's matrix (`conv_matrix`). That gives back the
    shape of the convolution's input, not its numbers: the transpose is not the inverse.

    Parameters
    ----------
    x : array (n, c, h, w)
    weight : array (c, k / groups, kh, kw)
        A kernel for each pair of an input and an output channel: the input's axis comes first,
        the other way round than in `conv`.
    bias : array (k,), optional
        One number for each output channel.
    stride : int or (int, int)
        Cells between the stamps of two neighbours.
    padding : int or (int, int)
        Cells cut off at each side of the output.
    output_padding : int or (int, int)
        Cells added after the last row and column; less than the stride or than the dilation.
    groups : int
        Parts into which the channels are split.
    dilation : int or (int, int)
        Steps between two cells of one stamp.

    Returns
    -------
    array (n, k, out_h, out_w)
        New, in the widest float type of the arguments; integers compute in float64. Sizes as in
        `transposed_size`.

    Raises
    ------
    ShapeError
        If sizes do not go together; the message names them.

    Examples
    --------
    Two cells, each stamped three cells wide, two apart: the middle is written twice.

    >>> x = np.array([[[[1, 10]]]])
    >>> conv_transpose2d(x, np.ones((1, 1, 1, 3)), stride=2)
    array([[[[ 1.,  1., 11., 10., 10.]]]])

    >>> conv_transpose2d(x, np.ones((1, 1, 1, 3)), groups=2)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: 1 channel cannot be split into 2 groups
    """
    groups = whole(groups, "groups")
    n, c, height, width = x.shape
    if len(weight) != c or 0 in weight.shape:
        raise ShapeError(
            f"an input of shape {x.shape} needs weights ({c}, k, kh, kw), none of them empty, "
            f"not shape {weight.shape}"
        )
    if c % groups:
        raise ShapeError(f"{many(c, 'channel')} cannot be split into {groups} groups")
    kernels = groups * weight.shape[1]
    if bias is not None and bias.shape != (kernels,):
        raise ShapeError(
            f"{many(kernels, 'output channel')} cannot take a bias of shape {bias.shape}"
        )
    down, across = per_axis(stride, 2, "stride")
    tall, wide = per_axis(dilation, 2, "dilation")
    top, left = per_axis(padding, 2, "padding", least=0)
    extra = per_axis(output_padding, 2, "output padding", least=0)
    out_h, out_w = (
        transposed_size(size, k, stride=s, padding=p, output_padding=o, dilation=d)
        for size, k, s, p, o, d in zip(
            (height, width), weight.shape[2:], (down, across), (top, left), extra, (tall, wide),
            strict=True,
        )
    )  # fmt: skip
    dtype = computing_dtype(x, weight, *([] if bias is None else [bias]))
    images = x.astype(dtype, copy=False).reshape(n, groups, c // groups, height, width)
    stamps = weight.astype(dtype, copy=False).reshape(groups, c // groups, *weight.shape[1:])
    y = np.zeros((n, groups, kernels // groups, out_h + 2 * top, out_w + 2 * left), dtype)
    for u, v in np.ndindex(weight.shape[2:]):
        rows = slice(u * tall, u * tall + (height - 1) * down + 1, down)
        columns = slice(v * wide, v * wide + (width - 1) * across + 1, across)
        y[..., rows, columns] += np.einsum("ngchw,gck->ngkhw", images, stamps[..., u, v])
    every = y.reshape(n, kernels, *y.shape[3:])
    kept: np.ndarray = every[:, :, top : top + out_h, left : left + out_w].copy()
    if bias is not None:
        kept += bias.reshape(kernels, 1, 1)
    return kept
