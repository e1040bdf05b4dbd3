"""The arithmetic behind one value of a layer: what was multiplied, and what it adds up to."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from vizcore.errors import ShapeError


@dataclass(frozen=True)
class ConvTrace:
    """One value of a convolution taken apart.

    Attributes
    ----------
    window : (c, 3, 3) array
        The values under the kernel, zeros where it hangs over the edge.
    kernel : (c, 3, 3) array
    partial : (c,) array of float64
        Sum of window x kernel, channel by channel.
    bias : float
    """

    window: Float[np.ndarray, "c u v"]
    kernel: Float[np.ndarray, "c u v"]
    partial: Float[np.ndarray, " c"]
    bias: float

    @property
    def value(self) -> float:
        """All partial sums and the bias together."""
        return float(self.partial.sum() + self.bias)


def trace_conv(
    x: Float[np.ndarray, "c h w"],
    weight: Float[np.ndarray, "k c u v"],
    bias: Float[np.ndarray, " k"],
    channel: int,
    row: int,
    column: int,
) -> ConvTrace:
    """Take apart the value at (`channel`, `row`, `column`) of a convolution that keeps the size.

    Parameters
    ----------
    x : (c, h, w) array
        What the layer was given.
    weight, bias : arrays (k, c, u, v) and (k,)
        Its parameters; odd windows, stride 1, (u - 1) / 2 zeros on each side.

    Examples
    --------
    >>> x = np.array([[[1.0, 2.0], [3.0, 4.0]]])
    >>> trace = trace_conv(x, np.ones((1, 1, 3, 3)), np.array([0.5]), 0, 0, 0)
    >>> trace.window[0].tolist()  # the corner: zeros above and to the left
    [[0.0, 0.0, 0.0], [0.0, 1.0, 2.0], [0.0, 3.0, 4.0]]
    >>> trace.partial.tolist(), trace.value
    ([10.0], 10.5)
    >>> trace_conv(x, np.ones((1, 1, 3, 3)), np.array([0.5]), 0, 2, 0)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: there is no value (0, 2, 0) in an output of shape (1, 2, 2)
    """
    kernels, _, high, wide = weight.shape
    place, shape = (channel, row, column), (kernels, *x.shape[1:])
    if not all(0 <= i < n for i, n in zip(place, shape, strict=True)):
        raise ShapeError(f"there is no value {place} in an output of shape {shape}")
    edge = ((high - 1) // 2, (wide - 1) // 2)
    padded = np.pad(x, ((0, 0), (edge[0], edge[0]), (edge[1], edge[1])))
    window, kernel = padded[:, row : row + high, column : column + wide], weight[channel]
    partial = (window.astype(np.float64) * kernel).sum(axis=(1, 2))
    return ConvTrace(window, kernel, partial, float(bias[channel]))


def largest_contributions(
    weight: Float[np.ndarray, "k n"], x: Float[np.ndarray, " n"], count: int
) -> tuple[Int[np.ndarray, "k count"], Float[np.ndarray, "k count"]]:
    """For each unit of a fully connected layer the `count` inputs that move it most, either way.

    Returns
    -------
    places, weights : arrays (k, count)
        Indices into `x`, the largest product first, whatever its sign, and the weights there.

    Examples
    --------
    >>> weight, x = np.array([[1.0, -5.0, 2.0]]), np.array([4.0, 1.0, 3.0])
    >>> places, weights = largest_contributions(weight, x, 2)
    >>> places.tolist(), weights.tolist()  # 4, -5 and 6
    ([[2, 1]], [[2.0, -5.0]])
    """
    size = np.abs(weight * x)
    places = np.argpartition(size, -count, axis=1)[:, -count:]
    order = np.argsort(-np.take_along_axis(size, places, axis=1), axis=1, kind="stable")
    places = np.take_along_axis(places, order, axis=1)
    return places.astype(np.int32), np.take_along_axis(weight, places, axis=1)
