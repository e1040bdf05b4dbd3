"""Convolution one step at a time: every product and every partial sum of every output value."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int, Real

from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.geometry import Axis, Padding, Window, all_axes
from vizcore.steps.window import Position, inside, position_of, touched_cells, values_under

ACTIVATIONS = ("none", "relu")


@dataclass(frozen=True)
class ConvStep:
    """The arithmetic of one output value.

    Attributes
    ----------
    index, position : int, tuple of int
        Which step, in reading order, and which output cell it fills.
    cells : one int array for each spatial axis
        Input coordinates under the window; below 0 or past the end they are padding.
    values, products : arrays (c, *window)
        What the window sees, and each value times its weight.
    partial_sums : array (c,)
        Sum of the products of each channel.
    total : float
        All partial sums and the bias.
    output : float
        `total` after the activation.
    """

    index: int
    position: Position
    cells: tuple[Int[np.ndarray, " _"], ...]
    values: Float[np.ndarray, "c *window"]
    products: Float[np.ndarray, "c *window"]
    partial_sums: Float[np.ndarray, " c"]
    total: float
    output: float


@dataclass(frozen=True)
class ConvSettings:
    """One kernel on one input, with everything that decides the result.

    Parameters
    ----------
    x : array (c, *spatial)
        Input of `c` channels with one, two or three spatial axes.
    weight : array (c, *window)
        One kernel; it is not flipped (cross-correlation, as in every deep-learning library).
    bias : float
        Added to each sum.
    stride, padding, dilation
        As in `vizcore.ops.conv`.
    activation : {"none", "relu"}
        What the sum goes through.

    Examples
    --------
    The lecture's signal with a kernel of two halves and stride 2:

    >>> settings = ConvSettings(np.array([[0, 1, 2, 1]]), np.array([[0.5, 0.5]]), stride=2)
    >>> settings.output
    array([0.5, 1.5])
    >>> settings.step(1).products
    array([[1. , 0.5]])
    """

    x: Real[np.ndarray, "c *spatial"]
    weight: Real[np.ndarray, "c_of_weight *window"]
    bias: float = 0.0
    stride: Window = 1
    padding: Padding = "valid"
    dilation: Window = 1
    activation: str = "none"

    def __post_init__(self) -> None:
        if self.activation not in ACTIVATIONS:
            raise ValueError(
                f"activation is one of {', '.join(ACTIVATIONS)}, not {self.activation}"
            )
        if self.x.ndim != self.weight.ndim or len(self.x) != len(self.weight):
            raise ShapeError(
                f"a kernel of shape {self.weight.shape} does not fit "
                f"an input of shape {self.x.shape}"
            )

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Each spatial axis with its windows."""
        return all_axes(
            self.x.shape[1:],
            self.weight.shape[1:],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the output."""
        return tuple(axis.count for axis in self.axes)

    @cached_property
    def partial(self) -> Float[np.ndarray, "c *out"]:
        """Each channel convolved with its own slice of the kernel."""
        return self._conv(self.weight[:, None], groups=len(self.x))[0]

    @cached_property
    def total(self) -> Float[np.ndarray, "*out"]:
        """Sum over the channels plus the bias."""
        return self._conv(self.weight[None], np.array([self.bias]))[0, 0]

    @property
    def output(self) -> Float[np.ndarray, "*out"]:
        """`total` after the activation."""
        return ops.relu(self.total) if self.activation == "relu" else self.total

    def turned(self) -> "ConvSettings":
        """The kernel turned round along every spatial axis: mathematics' convolution.

        >>> ConvSettings(np.ones((1, 9)), np.array([[1, 2, 3]])).turned().weight
        array([[3, 2, 1]])
        """
        return replace(self, weight=np.flip(self.weight, tuple(range(1, self.weight.ndim))))

    def step(self, index: int) -> ConvStep:
        """Everything that makes output value number `index`, counted in reading order."""
        position = position_of(index, self.axes)
        cells = touched_cells(position, self.axes)
        values = values_under(self.x.astype(np.float64), cells, inside(cells, self.axes), 0.0)
        products = values * self.weight
        partial_sums = products.reshape(len(products), -1).sum(axis=1)
        total = float(partial_sums.sum() + self.bias)
        output = max(0.0, total) if self.activation == "relu" else total
        return ConvStep(
            index, position, tuple(cells), values, products, partial_sums, total, output
        )

    def _conv(
        self, weight: np.ndarray, bias: np.ndarray | None = None, *, groups: int = 1
    ) -> Float[np.ndarray, "1 k *out"]:
        return ops.conv(
            self.x[None].astype(np.float64),
            weight.astype(np.float64),
            bias,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
            groups=groups,
        )
