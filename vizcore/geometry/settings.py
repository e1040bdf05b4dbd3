"""What a person may write for a window, a stride, a dilation or a padding, as whole numbers."""

from collections.abc import Iterable, Sequence
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
    kinds = int | SupportsIndex  # an int first: to look through the protocol takes 30 times as long
    if isinstance(value, bool) or not isinstance(value, kinds) or index(value) < least:
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
        return (padding_name(padding),) * axes
    if not isinstance(padding, Iterable):
        return (padding_sides(padding),) * axes
    given = tuple(padding)
    _one_for_each(given, axes, "padding")
    return tuple(padding_sides(item) for item in given)


def padding_name(padding: str) -> str:
    """`padding`, if it is one of the names."""
    if padding not in PADDING_NAMES:
        raise ShapeError(f"padding is one of {', '.join(PADDING_NAMES)} or numbers, not {padding}")
    return padding


def padding_sides(padding: object) -> tuple[int, int]:
    """(before, after) from one number for both or a pair."""
    if isinstance(padding, str) or not isinstance(padding, Iterable):
        padding = (padding, padding)
    sides = tuple(padding)
    if len(sides) != 2:
        raise ShapeError(f"padding of one axis is one number or (before, after), not {sides}")
    return whole(sides[0], "padding", least=0), whole(sides[1], "padding", least=0)


def _one_for_each(given: tuple[object, ...], axes: int, name: str) -> None:
    if len(given) != axes:
        raise ShapeError(
            f"{name} needs one number or {axes}, one for each axis, not {len(given)}: {given}"
        )
