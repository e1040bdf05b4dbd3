"""A convolution as one matrix product, in both ways, with everything a figure of it shows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int, Real

from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.geometry import Axis, Padding, all_axes


@dataclass(frozen=True, eq=False)
class UnrolledSettings:
    """A layer of a few filters, laid out as matrices.

    Parameters
    ----------
    x : array (c, h, w)
    weight : array (k, c, kh, kw)
    stride, dilation : int
    padding : as in `vizcore.ops.conv`

    Raises
    ------
    ShapeError
        If they do not go together.

    Examples
    --------
    >>> x, w = np.array([[[1, 2, 3]]]), np.array([[[[10, 1]]]])
    >>> unrolled = UnrolledSettings(x, w)
    >>> unrolled.rows
    array([[1., 2.],
           [2., 3.]])
    >>> unrolled.matrix
    array([[10.,  1.,  0.],
           [ 0., 10.,  1.]])
    >>> unrolled.output.tolist(), unrolled.copies.tolist(), unrolled.growth
    ([[[12.0, 23.0]]], [[[1, 2, 1]]], 1.3333333333333333)
    """

    x: Real[np.ndarray, "c h w"]
    weight: Real[np.ndarray, "k c_of_weight kh kw"]
    stride: int = 1
    padding: Padding = "valid"
    dilation: int = 1

    def __post_init__(self) -> None:
        if self.weight.shape[1] != len(self.x):
            raise ShapeError(
                f"kernels of shape {self.weight.shape[1:]} do not fit "
                f"an input of shape {self.x.shape}"
            )
        self.axes  # noqa: B018 - what cannot be is told at once

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Rows and columns with their windows."""
        return all_axes(
            self.x.shape[1:],
            self.weight.shape[2:],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    @cached_property
    def rows(self) -> Float[np.ndarray, "places cells"]:
        """Each window as a row: its cells channel by channel, zeros where it lies on padding."""
        return self._unfold(self.x)

    @cached_property
    def kernels(self) -> Float[np.ndarray, "cells k"]:
        """Each filter as a column."""
        return self.weight.astype(np.float64).reshape(len(self.weight), -1).T

    @cached_property
    def matrix(self) -> Float[np.ndarray, "outputs inputs"]:
        """The kernels as one matrix, a row for each output value."""
        return ops.conv_matrix(
            self.weight.astype(np.float64),
            self.x.shape[1:],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    @cached_property
    def output(self) -> Float[np.ndarray, "k out_h out_w"]:
        """`rows @ kernels`, each column laid out as a map."""
        places = [axis.count for axis in self.axes]
        return (self.rows @ self.kernels).T.reshape(len(self.weight), *places)

    @cached_property
    def copies(self) -> Int[np.ndarray, "c h w"]:
        """How often each input cell stands in `rows`."""
        numbers = np.arange(1, 1 + self.x.size).reshape(self.x.shape)
        seen = self._unfold(numbers).astype(np.int64).ravel()
        return np.bincount(seen, minlength=1 + self.x.size)[1:].reshape(self.x.shape)

    @property
    def growth(self) -> float:
        """Numbers in `rows` for each number of the input."""
        return self.rows.size / self.x.size

    @property
    def zeros(self) -> float:
        """Share of `matrix` that no weight stands in, 0 to 1."""
        return 1 - float(self.copies.sum()) * len(self.weight) / self.matrix.size

    def _unfold(self, x: np.ndarray) -> Float[np.ndarray, "places cells"]:
        columns = ops.unfold(
            x[None].astype(np.float64),
            self.weight.shape[2:],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )
        return columns[0].T
