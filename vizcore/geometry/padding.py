"""How many cells of padding an axis gets before its first cell and after its last."""

from typing import SupportsIndex

from vizcore.geometry.settings import AxisPadding, padding_name, padding_sides, whole


def spread(window: int, dilation: int) -> int:
    """Cells from the first to the last one that a dilated window touches.

    Examples
    --------
    Three cells with one left out between each two: x . x . x

    >>> spread(3, 2)
    5
    """
    return dilation * (window - 1) + 1


def pad_amounts(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
) -> tuple[int, int]:
    r"""Cells of padding before and after one axis.

    "same" adds just enough for :math:`\lceil n / s \rceil` windows,

    .. math:: \max(0, (\lceil n / s \rceil - 1) s + d (k - 1) + 1 - n)

    in all; an odd one goes to the end. That is TensorFlow's SAME and ONNX's SAME_UPPER.
    "same_lower" puts the odd one at the beginning. With a stride above 1 the amount depends on
    `size`; it is not half the window, as PyTorch users write it.

    Parameters
    ----------
    size : int
        Cells along the axis; at least 1.
    window : int
        Cells a window touches; at least 1.
    stride : int
        Steps between two windows; at least 1.
    padding : {"valid", "same", "same_lower"} or int or (int, int)
        An int is for each side, a pair is (before, after).
    dilation : int
        Steps between two touched cells; at least 1.

    Returns
    -------
    (int, int)
        Before and after.

    Raises
    ------
    ShapeError
        If a number is out of its range or the name is unknown.

    Examples
    --------
    Thirteen cells, a window of six, every fifth place: three windows cover 2 * 5 + 6 = 16
    cells, three more than there are.

    >>> pad_amounts(13, 6, stride=5, padding="same")
    (1, 2)
    >>> pad_amounts(13, 6, stride=5, padding="same_lower")
    (2, 1)
    """
    size, window = whole(size, "size"), whole(window, "window")
    stride, dilation = whole(stride, "stride"), whole(dilation, "dilation")
    if not isinstance(padding, str):
        return padding_sides(padding)
    if padding_name(padding) == "valid":
        return 0, 0
    total = max(0, (ceil_div(size, stride) - 1) * stride + spread(window, dilation) - size)
    less, more = total // 2, total - total // 2
    return (less, more) if padding == "same" else (more, less)


def ceil_div(a: int, b: int) -> int:
    """A quotient of whole numbers, rounded up."""
    return -(-a // b)
