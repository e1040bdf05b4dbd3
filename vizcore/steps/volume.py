"""Convolution over a volume taken apart: partial maps, their sum, the bias, the activation.

Two settings with the same parts. Channels: each filter has one slice for every channel that it
sees. Depth: one kernel of the third dimension moves through the slices of a volume, and what it
covers at one depth are its channels there.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Float, Real

from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.geometry import Axis, all_axes
from vizcore.text import many

#: What a sum goes through, by name.
ACTIVATIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "none": lambda z: z,
    "relu": ops.relu,
    "sigmoid": ops.sigmoid,
    "tanh": ops.tanh,
}


@dataclass(frozen=True)
class VolumeSettings:
    """A layer of K filters on D channels, every number on the way to its K maps.

    Parameters
    ----------
    x : array (d, h, w)
        The volume: `d` channels.
    weight : array (k, d / groups, rows, columns)
        `k` filters; a filter has one slice for each channel of its group.
    bias : array (k,)
        One number for each filter.
    groups : int
        Parts into which channels and filters are split; `d` of them is depthwise.
    stride, padding : int
        For both axes; the padding is zeros on every side.
    activation : {"none", "relu", "sigmoid", "tanh"}

    Raises
    ------
    ShapeError
        By the first result that is asked for, if sizes do not go together.

    Examples
    --------
    Two channels, one filter of 1x1: the partial maps are the channels times 2 and -1.

    >>> x = np.array([[[1, 2]], [[3, 5]]])
    >>> layer = VolumeSettings(x, np.array([[[[2]], [[-1]]]]), np.array([0.5]), activation="relu")
    >>> layer.partial[0].tolist()
    [[[2.0, 4.0]], [[-3.0, -5.0]]]
    >>> layer.sums.tolist(), layer.totals.tolist(), layer.output.tolist()
    ([[[-1.0, -1.0]]], [[[-0.5, -0.5]]], [[[0.0, 0.0]]])
    """

    x: Real[np.ndarray, "d h w"]
    weight: Real[np.ndarray, "k d_of_group rows columns"]
    bias: Real[np.ndarray, " k_of_bias"]
    groups: int = 1
    stride: int = 1
    padding: int = 0
    activation: str = "none"

    @property
    def kernels(self) -> Real[np.ndarray, "k s rows columns"]:
        """The filters with their slices."""
        return self.weight

    @property
    def kernel_of(self) -> list[int]:
        """The filter of each map."""
        return list(range(len(self.weight)))

    @property
    def first(self) -> list[int]:
        """The first channel that each map's filter sees; its other slices follow."""
        filters = len(self.weight) // self.groups
        return [k // filters * self.weight.shape[1] for k in self.kernel_of]

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Rows and columns with their windows."""
        return all_axes(
            self.x.shape[1:], self.weight.shape[2:], stride=self.stride, padding=self.padding
        )

    @cached_property
    def partial(self) -> Float[np.ndarray, "k s rows_out columns_out"]:
        """Each slice of each filter on its own channel."""
        _ = self.sums  # sizes that do not go together are refused here, in plain words
        filters, (slices, *window) = len(self.weight) // self.groups, self.weight.shape[1:]
        # As a depthwise layer: every channel with the slices, of all filters, that look at it.
        split = self.weight.reshape(self.groups, filters, slices, *window).swapaxes(1, 2)
        y = self._conv(split.reshape(-1, 1, *window), groups=len(self.x))
        maps = y.reshape(self.groups, slices, filters, *y.shape[1:]).swapaxes(1, 2)
        return maps.reshape(len(self.weight), slices, *y.shape[1:])

    @cached_property
    def sums(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """For each filter the sum of its partial maps."""
        return self._conv(self.weight, groups=self.groups)

    @cached_property
    def totals(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """Sums and bias."""
        return self._conv(self.weight, self.bias, groups=self.groups)

    @cached_property
    def output(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """Totals after the activation: the next layer's volume."""
        return ACTIVATIONS[self.activation](self.totals)

    def with_numbers(
        self, x: np.ndarray, kernels: np.ndarray, bias: np.ndarray
    ) -> "VolumeSettings":
        """The same layer with another input, other `kernels` and other biases."""
        return replace(self, x=x, weight=kernels, bias=bias)

    def turned(self) -> "VolumeSettings":
        """The layer with every slice turned by half a turn: mathematics' convolution.

        Channels stay in their order.

        >>> layer = VolumeSettings(np.ones((1, 2, 2)), np.array([[[[1, 2], [3, 4]]]]), np.zeros(1))
        >>> layer.turned().weight.tolist()
        [[[[4, 3], [2, 1]]]]
        """
        return replace(self, weight=np.flip(self.weight, (2, 3)))

    @property
    def costs(self) -> list["Cost"]:
        """What this layer costs, and other layers from the same input to the same output."""
        return costs(
            len(self.x), len(self.weight), self.weight.shape[2:], self.axes, groups=self.groups
        )

    def _conv(
        self, weight: np.ndarray, bias: np.ndarray | None = None, *, groups: int
    ) -> Float[np.ndarray, "k rows_out columns_out"]:
        return ops.conv(
            self.x[None].astype(np.float64),
            weight.astype(np.float64),
            bias,
            stride=self.stride,
            padding=self.padding,
            groups=groups,
        )[0]


@dataclass(frozen=True)
class DepthSettings:
    """One kernel of three dimensions on a volume of one channel, without padding.

    The map at depth `z` of the output is what a filter makes of the slices that the kernel covers
    there: the parts are those of `VolumeSettings`, with depth in the place of channels and filters.

    Parameters
    ----------
    x : array (depth, h, w)
    weight : array (slices, rows, columns)
        One kernel; it is not flipped.
    bias : float
    stride : int
        For all three axes.
    activation : {"none", "relu", "sigmoid", "tanh"}

    Examples
    --------
    A kernel of two slices finds two places along a depth of three:

    >>> volume = np.arange(12).reshape(3, 2, 2)
    >>> played = DepthSettings(volume, np.ones((2, 2, 2)), bias=1.0)
    >>> played.first, played.partial[:, :, 0, 0].tolist()
    ([0, 1], [[6.0, 22.0], [22.0, 38.0]])
    >>> played.output.ravel().tolist()
    [29.0, 61.0]
    """

    x: Real[np.ndarray, "depth h w"]
    weight: Real[np.ndarray, "slices rows columns"]
    bias: float = 0.0
    stride: int = 1
    activation: str = "none"

    @property
    def kernels(self) -> Real[np.ndarray, "k s rows columns"]:
        """The one kernel with its slices."""
        return self.weight[None]

    @property
    def kernel_of(self) -> list[int]:
        """The kernel of each map: always the same one."""
        return [0] * self.three_axes[0].count

    @property
    def first(self) -> list[int]:
        """The first slice of the volume that the kernel covers at each depth of the output."""
        return list(self.three_axes[0].starts)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Rows and columns with their windows."""
        return self.three_axes[1:]

    @cached_property
    def partial(self) -> Float[np.ndarray, "k s rows_out columns_out"]:
        """At each depth of the output, each slice of the kernel on the slice it covers there."""
        each = ops.conv(
            self.x[:, None].astype(np.float64),
            self.weight[:, None].astype(np.float64),
            stride=self.stride,
        )
        covered = np.add.outer(self.first, np.arange(len(self.weight)))
        return each[covered, np.arange(len(self.weight))]

    @cached_property
    def sums(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """At each depth the sum of its partial maps."""
        return self._conv(None)

    @cached_property
    def totals(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """Sums and bias."""
        return self._conv(np.array([self.bias]))

    @cached_property
    def output(self) -> Float[np.ndarray, "k rows_out columns_out"]:
        """Totals after the activation."""
        return ACTIVATIONS[self.activation](self.totals)

    def with_numbers(self, x: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> "DepthSettings":
        """The same with another input, another kernel, (1, slices, rows, columns), and bias."""
        return replace(self, x=x, weight=kernels[0], bias=float(bias[0]))

    def turned(self) -> "DepthSettings":
        """The kernel turned round along all three axes: mathematics' convolution."""
        return replace(self, weight=np.flip(self.weight))

    @property
    def costs(self) -> list["Cost"]:
        """What the kernel costs, and a fully connected layer in its place."""
        return costs(1, 1, self.weight.shape, self.three_axes)

    @cached_property
    def three_axes(self) -> tuple[Axis, ...]:
        """Depth, rows and columns with their windows."""
        return all_axes(self.x.shape, self.weight.shape, stride=self.stride)

    def _conv(self, bias: np.ndarray | None) -> Float[np.ndarray, "k rows_out columns_out"]:
        return ops.conv(
            self.x[None, None].astype(np.float64),
            self.weight[None, None].astype(np.float64),
            bias,
            stride=self.stride,
        )[0, 0]


@dataclass(frozen=True)
class Cost:
    """What one way from an input to an output takes.

    Attributes
    ----------
    way : str
    product : str
        The parameters as an expression with its numbers.
    parameters, multiply_adds : int
    """

    way: str
    product: str
    parameters: int
    multiply_adds: int


def conv_parameters(window: Sequence[int], channels: int, filters: int, *, groups: int = 1) -> int:
    """Weights and biases of a convolution: (f * f * D / G + 1) * K.

    >>> conv_parameters((3, 3), 3, 2)
    56
    >>> conv_parameters((3, 3), 4, 4, groups=4)
    40
    """
    if channels % groups or filters % groups:
        raise ShapeError(
            f"{many(channels, 'channel')} and {many(filters, 'filter')} "
            f"cannot both be split into {groups} groups"
        )
    return (math.prod(window) * channels // groups + 1) * filters


def costs(
    channels: int, filters: int, window: Sequence[int], axes: Sequence[Axis], *, groups: int = 1
) -> list[Cost]:
    """Parameters and multiply-adds of a layer and of others with the same input and output.

    Parameters
    ----------
    channels, filters : int
    window : sequence of int
        Cells of a kernel along each axis.
    axes : sequence of Axis
        Each spatial axis with its windows; they give the sizes of input and output.
    groups : int
        Above 1, this layer comes first and the one without groups second.

    Examples
    --------
    >>> for cost in costs(3, 2, (3, 3), all_axes((5, 5), 3)):
    ...     print(cost.way, "|", cost.product, "=", cost.parameters, "|", cost.multiply_adds)
    Ordinary | (3·3·3 + 1)·2 = 56 | 486
    Depthwise, then 1×1 | (3·3 + 1)·3 + (3 + 1)·2 = 38 | 297
    1×1 | (3 + 1)·2 = 8 | 54
    Fully connected | (5·5·3 + 1)·(3·3·2) = 1368 | 1350
    """
    cells, stops = math.prod(window), math.prod(axis.count for axis in axes)
    square = "·".join(map(str, window))

    def conv(way: str, groups: int) -> Cost:
        seen = channels // groups
        parts = square if channels == 1 or seen == 1 else f"{square}·{seen}"
        total = conv_parameters(window, channels, filters, groups=groups)
        return Cost(way, f"({parts} + 1)·{filters}", total, cells * seen * filters * stops)

    ways = [conv("1×1" if cells == 1 else "3-D" if len(window) == 3 else "Ordinary", 1)]
    if groups > 1:
        ways.insert(0, conv("Depthwise" if groups == channels else f"In {groups} groups", groups))
    if channels > 1 and cells > 1:
        small = conv_parameters((), channels, filters)
        ways += [
            Cost(
                "Depthwise, then 1×1",
                f"({square} + 1)·{channels} + ({channels} + 1)·{filters}",
                conv_parameters(window, channels, channels, groups=channels) + small,
                (cells + filters) * channels * stops,
            ),
            Cost("1×1", f"({channels} + 1)·{filters}", small, channels * filters * stops),
        ]
    return [*ways, _dense(channels, filters, axes)]


def _dense(channels: int, filters: int, axes: Sequence[Axis]) -> Cost:
    """Every number of the output from every number of the input."""

    def volume(sizes: list[int], maps: int) -> tuple[int, str]:
        factors = sizes if maps == 1 else [*sizes, maps]
        return math.prod(factors), "·".join(map(str, factors))

    inputs, from_text = volume([axis.size for axis in axes], channels)
    outputs, to_text = volume([axis.count for axis in axes], filters)
    return Cost(
        "Fully connected",
        f"({from_text} + 1)·({to_text})",
        (inputs + 1) * outputs,
        inputs * outputs,
    )
