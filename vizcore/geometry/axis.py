"""Where a sliding window can stop along an axis, and the cells that no window reaches.

Everything here is about whole numbers along one axis; the axes of a picture do not know of
each other. A cell is named by its index in the input without padding, so padding before the
first cell has negative indices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import SupportsIndex

from vizcore.errors import ShapeError
from vizcore.geometry.padding import ceil_div, pad_amounts, spread
from vizcore.geometry.settings import (
    AxisPadding,
    Padding,
    Window,
    padding_per_axis,
    per_axis,
    whole,
)
from vizcore.text import many


@dataclass(frozen=True)
class Axis:
    """One axis and the windows on it, every setting resolved to a whole number.

    Attributes
    ----------
    size : int
        Cells of the input.
    window, stride, dilation : int
        Cells a window touches, steps between two windows, steps between two touched cells.
    before, after : int
        Cells of padding.
    count : int
        Windows, that is cells of the output.
    """

    size: int
    window: int
    stride: int
    dilation: int
    before: int
    after: int
    count: int

    @property
    def span(self) -> int:
        """Cells from the first to the last one a window touches."""
        return spread(self.window, self.dilation)

    @property
    def starts(self) -> range:
        """First cell of each window; negative in the padding before the input."""
        return range(-self.before, self.count * self.stride - self.before, self.stride)

    @property
    def overhang(self) -> int:
        """Cells by which the last window leaves even the padding; only `ceil_mode` makes any."""
        return max(0, self.starts[-1] + self.span - self.size - self.after)

    def touched(self, start: int) -> range:
        """Cells that the window beginning at `start` touches."""
        return range(start, start + self.span, self.dilation)

    @property
    def unreached(self) -> list[int]:
        """Cells of the input that no window touches."""
        touched = {cell for start in self.starts for cell in self.touched(start)}
        return [cell for cell in range(self.size) if cell not in touched]

    def counted(self, *, padding: bool) -> list[int]:
        """For each window, how many touched cells are input, or input and padding.

        Parameters
        ----------
        padding : bool
            Whether cells of the padding count; those of the overhang never do.
        """
        first, last = (-self.before, self.size + self.after) if padding else (0, self.size)
        return [sum(first <= cell < last for cell in self.touched(at)) for at in self.starts]


def axis_windows(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
    ceil_mode: bool = False,
) -> Axis:
    """One axis with all its windows; the arguments are those of `output_size`.

    Examples
    --------
    >>> axis = axis_windows(6, 3, stride=2, padding="same")
    >>> axis.before, axis.after, list(axis.starts)
    (0, 1, [0, 2, 4])
    """
    before, after = pad_amounts(size, window, stride=stride, padding=padding, dilation=dilation)
    size, window = whole(size, "size"), whole(window, "window")
    stride, dilation = whole(stride, "stride"), whole(dilation, "dilation")
    spare = before + size + after - spread(window, dilation)
    if ceil_mode:
        # PyTorch: a window that would start in the padding after the input, or later, is dropped.
        count = min(ceil_div(spare, stride) + 1, ceil_div(before + size, stride))
    else:
        count = spare // stride + 1
    if count < 1:
        raise ShapeError(_does_not_fit(size, window, dilation, before, after))
    return Axis(size, window, stride, dilation, before, after, count)


def all_axes(
    sizes: Sequence[SupportsIndex],
    window: Window,
    *,
    stride: Window = 1,
    padding: Padding = "valid",
    dilation: Window = 1,
    ceil_mode: bool = False,
) -> tuple[Axis, ...]:
    """Every spatial axis with its windows, from settings given once or for each axis.

    Examples
    --------
    The lecture's seven rows and eight columns, ones 3x3, stride 2, no padding:

    >>> [axis.count for axis in all_axes((7, 8), 3, stride=2)]
    [3, 3]
    """
    axes = len(sizes)
    return tuple(
        axis_windows(n, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode)
        for n, k, s, p, d in zip(
            sizes,
            per_axis(window, axes, "window"),
            per_axis(stride, axes, "stride"),
            padding_per_axis(padding, axes),
            per_axis(dilation, axes, "dilation"),
            strict=True,
        )
    )


def output_size(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
    ceil_mode: bool = False,
) -> int:
    r"""Number of places a window can stop at along one axis.

    .. math:: \left\lfloor \frac{n + p_a + p_b - d\,(k - 1) - 1}{s} \right\rfloor + 1

    With `ceil_mode` the division rounds up, and a window that would start in the padding after
    the input is dropped. This is what PyTorch's code does, not the formula in the docstring of
    its MaxPool1d.

    Parameters
    ----------
    size : int
        Cells along the axis, without padding; at least 1.
    window : int
        Cells a window touches; at least 1.
    stride : int
        Steps between two windows; at least 1.
    padding : {"valid", "same", "same_lower"} or int or (int, int)
        See `pad_amounts`.
    dilation : int
        Steps between two touched cells; at least 1.
    ceil_mode : bool
        Whether a last window may hang over the end.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    ShapeError
        If the window, spread out by `dilation`, is longer than the padded axis, or a number is
        out of its range.

    Examples
    --------
    Seven cells, a window of three, every second place; one zero on each side gives one more stop:

    >>> output_size(7, 3, stride=2)
    3
    >>> output_size(7, 3, stride=2, padding=1)
    4
    >>> output_size(2, 5)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a window of 5 does not fit on 2 cells without padding
    """
    return axis_windows(
        size, window, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    ).count


def _does_not_fit(size: int, window: int, dilation: int, before: int, after: int) -> str:
    span = spread(window, dilation)
    what = f"a window of {window}"
    if span != window:
        what += f", spread over {span} cells by dilation {dilation},"
    where = many(size, "cell")
    padding = f"with padding ({before}, {after})" if before or after else "without padding"
    return f"{what} does not fit on {where} {padding}"
