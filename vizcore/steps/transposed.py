"""Transposed convolution one stamp at a time, and resizing before a convolution in its place."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int, Real

from vizcore import ops
from vizcore.geometry import Axis
from vizcore.text import many


@dataclass(frozen=True, eq=False)
class TransposedSettings:
    """One kernel that every cell of one input stamps, with everything that decides the result.

    Parameters
    ----------
    x : array (h, w)
    weight : array (kh, kw)
    stride, padding, output_padding, dilation : int
        For both axes, as in `vizcore.ops.conv_transpose2d`.

    Raises
    ------
    ShapeError
        If they do not go together.

    Examples
    --------
    >>> settings = TransposedSettings(np.array([[1, 10]]), np.array([[1, 2, 3]]), stride=2)
    >>> settings.output
    array([[ 1.,  2., 13., 20., 30.]])
    >>> settings.counts
    array([[1, 1, 2, 1, 1]])
    >>> settings.products[0, 1], settings.sums[0, 1]
    (array([[10., 20., 30.]]), array([[13., 20., 30.]]))
    """

    x: Real[np.ndarray, "h w"]
    weight: Real[np.ndarray, "kh kw"]
    stride: int = 1
    padding: int = 0
    output_padding: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        self.axes  # noqa: B018 - what cannot be is told at once

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """Rows and columns of the convolution that this is the transpose of, from output to input.

        Its windows are the stamps: their count is the input's size.
        """
        rows, columns = (
            Axis(
                ops.transposed_size(
                    size,
                    window,
                    stride=self.stride,
                    padding=self.padding,
                    output_padding=self.output_padding,
                    dilation=self.dilation,
                ),
                window,
                self.stride,
                self.dilation,
                self.padding,
                self.padding,
                size,
            )
            for size, window in zip(self.x.shape, self.weight.shape, strict=True)
        )
        return rows, columns

    @cached_property
    def output(self) -> Float[np.ndarray, "out_h out_w"]:
        """All stamps added up."""
        return self._transposed(self.x, self.weight)

    @cached_property
    def counts(self) -> Int[np.ndarray, "out_h out_w"]:
        """How many stamps write to each cell of the output."""
        ones = self._transposed(np.ones(self.x.shape), np.ones(self.weight.shape))
        return np.rint(ones).astype(np.int64)

    @cached_property
    def products(self) -> Float[np.ndarray, "h w kh kw"]:
        """The stamp of each input cell: its value times the kernel."""
        return np.multiply.outer(self.x.astype(np.float64), self.weight.astype(np.float64))

    @cached_property
    def sums(self) -> Float[np.ndarray, "h w kh kw"]:
        """What each cell under a stamp holds when that stamp is added, in reading order.

        Cells that `padding` cuts off are counted too.
        """
        page = np.zeros([axis.size + 2 * axis.before for axis in self.axes])
        sums = np.empty_like(self.products)
        for place in np.ndindex(self.x.shape):
            page[self._under(place)] += self.products[place]
            sums[place] = page[self._under(place)]
        return sums

    def written(self, count: int) -> Float[np.ndarray, "out_h out_w"]:
        """The output after the first `count` stamps; NaN where none of them wrote."""
        page = np.full([axis.size + 2 * axis.before for axis in self.axes], np.nan)
        for place in [*np.ndindex(self.x.shape)][:count]:
            page[self._under(place)] = self.sums[place]
        return page[tuple(slice(a.before, a.before + a.size) for a in self.axes)]

    @cached_property
    def resized(self) -> Float[np.ndarray, "tall wide"]:
        """The remedy: each cell repeated `stride` times, then convolved with the same kernel.

        Zeros around it keep the size (SAME, stride 1).
        """
        return self._resized(self.x, self.weight)

    @cached_property
    def resized_counts(self) -> Int[np.ndarray, "tall wide"]:
        """How many cells of the enlarged input each cell of `resized` is the sum of."""
        ones = self._resized(np.ones(self.x.shape), np.ones(self.weight.shape))
        return np.rint(ones).astype(np.int64)

    @property
    def inner_counts(self) -> list[int]:
        """The different counts in the middle of a large output, sorted: one where it is even."""
        return sorted(
            {
                rows * columns
                for rows in _phases(self.axes[0])
                for columns in _phases(self.axes[1])
            }
        )  # fmt: skip

    def _under(self, place: tuple[int, ...]) -> tuple[np.ndarray, ...]:
        """Index of the cells under a stamp, on a page that has those cut off too."""
        return np.ix_(*(
            np.array(axis.touched(axis.starts[at])) + axis.before
            for axis, at in zip(self.axes, place, strict=True)
        ))  # fmt: skip

    def _transposed(self, x: np.ndarray, weight: np.ndarray) -> Float[np.ndarray, "out_h out_w"]:
        return ops.conv_transpose2d(
            x[None, None].astype(np.float64),
            weight[None, None].astype(np.float64),
            stride=self.stride,
            padding=self.padding,
            output_padding=self.output_padding,
            dilation=self.dilation,
        )[0, 0]

    def _resized(self, x: np.ndarray, weight: np.ndarray) -> Float[np.ndarray, "tall wide"]:
        large = x.repeat(self.stride, axis=0).repeat(self.stride, axis=1)
        return ops.conv(
            large[None, None].astype(np.float64),
            weight[None, None].astype(np.float64),
            padding="same",
            dilation=self.dilation,
        )[0, 0]


def evenness(settings: TransposedSettings) -> str:
    """Whether all cells away from the border are written equally often, as a sentence.

    >>> ones = np.ones((2, 2))
    >>> evenness(TransposedSettings(np.ones((4, 4)), ones, stride=2))
    'Away from the border every cell is written once: no checkerboard.'
    >>> evenness(TransposedSettings(np.ones((4, 4)), np.ones((3, 3)), stride=2))
    'Away from the border cells are written 1, 2 or 4 times: a checkerboard.'
    """
    counts = settings.inner_counts
    if len(counts) > 1:
        listed = f"{', '.join(map(str, counts[:-1]))} or {counts[-1]}"
        return f"Away from the border cells are written {listed} times: a checkerboard."
    often = "once" if counts == [1] else many(counts[0], "time")
    return f"Away from the border every cell is written {often}: no checkerboard."


def _phases(axis: Axis) -> set[int]:
    """How many cells of a window fall on each remainder of the stride: that often it is written."""
    places = [k * axis.dilation % axis.stride for k in range(axis.window)]
    return {places.count(phase) for phase in range(axis.stride)}
