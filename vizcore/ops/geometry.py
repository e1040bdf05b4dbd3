"""Where a sliding window can stop: sizes, padding and the cells no window reaches.

Everything here is about whole numbers along one axis; the axes of a picture do not know of
each other. A cell is named by its index in the input without padding, so padding before the
first cell has negative indices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import index
from typing import SupportsIndex, TypeAlias

from vizcore.errors import ShapeError

Window: TypeAlias = SupportsIndex | Sequence[SupportsIndex]
"""One number for every spatial axis, or one for each: a window, a stride, a dilation."""

Padding: TypeAlias = (
    str | SupportsIndex | Sequence[SupportsIndex] | Sequence[Sequence[SupportsIndex]]
)
"""A name, one number for every side, one for each axis, or one (before, after) for each axis."""

AxisPadding: TypeAlias = str | SupportsIndex | Sequence[SupportsIndex]
"""The padding of one axis: a name, one number for both sides, or (before, after)."""

PADDING_NAMES = ("valid", "same", "same_lower")


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


def whole(value: object, name: str, *, least: int = 1) -> int:
    """`value` as an int, or an error that says what `name` has to be.

    Examples
    --------
    >>> whole(2, "stride")
    2
    >>> whole(0, "stride")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: stride must be a whole number of at least 1, not 0
    """
    if not isinstance(value, SupportsIndex) or isinstance(value, bool) or index(value) < least:
        raise ShapeError(f"{name} must be a whole number of at least {least}, not {value!r}")
    return index(value)


def per_axis(value: object, axes: int, name: str, *, least: int = 1) -> tuple[int, ...]:
    """One whole number for each axis from one for all of them or one for each.

    Parameters
    ----------
    value : int or sequence of int
        What a person gave; anything else is refused with a sentence.
    axes : int
        Spatial axes.
    name : str
        What the numbers are, for the error.
    least : int
        Smallest number allowed.

    Examples
    --------
    >>> per_axis(2, 3, "stride")
    (2, 2, 2)
    >>> per_axis((1, 2), 2, "stride")
    (1, 2)
    >>> per_axis((1, 2), 3, "stride")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: stride needs one number or 3, one for each axis, not 2: (1, 2)
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (whole(value, name, least=least),) * axes
    numbers = tuple(value)
    _one_for_each(numbers, axes, name)
    return tuple(whole(number, name, least=least) for number in numbers)


def padding_per_axis(padding: object, axes: int) -> tuple[AxisPadding, ...]:
    """The padding of each axis: a name, or its (before, after).

    Parameters
    ----------
    padding : str, int, sequence of int, or sequence of pairs
        See `Padding`.
    axes : int
        Spatial axes.

    Examples
    --------
    >>> padding_per_axis("same", 2)
    ('same', 'same')
    >>> padding_per_axis((1, 2), 2)
    ((1, 1), (2, 2))
    >>> padding_per_axis(((0, 1), (2, 3)), 2)
    ((0, 1), (2, 3))
    """
    if isinstance(padding, str):
        return (_padding_name(padding),) * axes
    if not isinstance(padding, Iterable):
        return (_sides(padding),) * axes
    given = tuple(padding)
    _one_for_each(given, axes, "padding")
    return tuple(_sides(item) for item in given)


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
        return _sides(padding)
    if _padding_name(padding) == "valid":
        return 0, 0
    total = max(0, (_ceil_div(size, stride) - 1) * stride + spread(window, dilation) - size)
    less, more = total // 2, total - total // 2
    return (less, more) if padding == "same" else (more, less)


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
        count = min(_ceil_div(spare, stride) + 1, _ceil_div(before + size, stride))
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


def windows_start(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
    ceil_mode: bool = False,
) -> list[int]:
    """First cell of each window; the arguments are those of `output_size`.

    Examples
    --------
    One cell of padding: the first window begins one cell before the input.

    >>> windows_start(7, 3, stride=2, padding=1)
    [-1, 1, 3, 5]
    """
    axis = axis_windows(
        size, window, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    return list(axis.starts)


def unreached(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
    ceil_mode: bool = False,
) -> list[int]:
    """Cells of the input that no window touches; the arguments are those of `output_size`.

    Examples
    --------
    Eight cells, windows at 0, 2 and 4 touch the cells 0 to 6:

    >>> unreached(8, 3, stride=2)
    [7]

    A stride longer than the window leaves gaps:

    >>> unreached(8, 2, stride=3)
    [2, 5]
    """
    axis = axis_windows(
        size, window, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    return axis.unreached


def ceil_overhang(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: AxisPadding = "valid",
    dilation: SupportsIndex = 1,
) -> int:
    """Cells that `ceil_mode` adds after the padding, so that the last window is complete.

    Examples
    --------
    Windows of 3 at 0, 2 and, with `ceil_mode`, 4 reach up to cell 6; the input ends at 5:

    >>> ceil_overhang(6, 3, stride=2)
    1
    """
    return axis_windows(
        size, window, stride=stride, padding=padding, dilation=dilation, ceil_mode=True
    ).overhang


def _ceil_div(a: int, b: int) -> int:
    return -(-a // b)


def _one_for_each(given: tuple[object, ...], axes: int, name: str) -> None:
    if len(given) != axes:
        raise ShapeError(
            f"{name} needs one number or {axes}, one for each axis, not {len(given)}: {given}"
        )


def _padding_name(padding: str) -> str:
    if padding not in PADDING_NAMES:
        raise ShapeError(f"padding is one of {', '.join(PADDING_NAMES)} or numbers, not {padding}")
    return padding


def _sides(padding: object) -> tuple[int, int]:
    """(before, after) from one number for both or a pair."""
    if isinstance(padding, str) or not isinstance(padding, Iterable):
        padding = (padding, padding)
    sides = tuple(padding)
    if len(sides) != 2:
        raise ShapeError(f"padding of one axis is one number or (before, after), not {sides}")
    return whole(sides[0], "padding", least=0), whole(sides[1], "padding", least=0)


def _does_not_fit(size: int, window: int, dilation: int, before: int, after: int) -> str:
    span = spread(window, dilation)
    what = f"a window of {window}"
    if span != window:
        what += f", spread over {span} cells by dilation {dilation},"
    where = f"{size} cell{'s' if size > 1 else ''}"
    padding = f"with padding ({before}, {after})" if before or after else "without padding"
    return f"{what} does not fit on {where} {padding}"
