"""The size of what a transposed convolution makes along an axis."""

from typing import SupportsIndex

from vizcore.errors import ShapeError
from vizcore.geometry.padding import spread
from vizcore.geometry.settings import whole
from vizcore.text import many


def transposed_size(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: SupportsIndex = 0,
    output_padding: SupportsIndex = 0,
    dilation: SupportsIndex = 1,
) -> int:
    r"""Cells of the output of a transposed convolution along one axis.

    .. math:: (n - 1)\,s - 2p + d\,(k - 1) + o + 1

    It is the size of an input from which a convolution of the same settings makes `size` outputs.
    Where the stride is more than 1 there are several such inputs; `output_padding` picks one.

    Parameters
    ----------
    size : int
        Cells of the input; at least 1.
    window : int
        Cells of the kernel; at least 1.
    stride : int
        Steps between two stamps of the kernel; at least 1.
    padding : int
        Cells cut off at each end of the output; at least 0.
    output_padding : int
        Cells added at the end; at least 0, less than the stride or than the dilation.
    dilation : int
        Steps between two cells of the kernel; at least 1.

    Raises
    ------
    ShapeError
        If a number is out of its range, or the padding leaves no cell.

    Examples
    --------
    Four cells, twice as many, and one more where the stamps overlap:

    >>> transposed_size(4, 2, stride=2), transposed_size(4, 3, stride=2)
    (8, 9)
    >>> transposed_size(4, 4, stride=2, padding=1)
    8
    >>> transposed_size(1, 3, padding=2)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a padding of 2 at each end leaves nothing of 3 cells; take less
    """
    size, window = whole(size, "size"), whole(window, "window")
    stride, dilation = whole(stride, "stride"), whole(dilation, "dilation")
    padding = whole(padding, "padding", least=0)
    output_padding = whole(output_padding, "output padding", least=0)
    if output_padding >= max(stride, dilation):
        raise ShapeError(
            f"an output padding of {output_padding} is too much: it has to be less than the "
            f"stride, {stride}, or the dilation, {dilation}"
        )
    full = (size - 1) * stride + spread(window, dilation) + output_padding
    if full <= 2 * padding:
        cells = many(full, "cell")
        raise ShapeError(f"a padding of {padding} at each end leaves nothing of {cells}; take less")
    return full - 2 * padding
