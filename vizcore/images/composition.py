"""Kernels one after the other, and the one larger kernel that does the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType

import numpy as np
from jaxtyping import Float64, Num, Real
from numpy.lib.stride_tricks import sliding_window_view

from vizcore.errors import ShapeError
from vizcore.images.kernels import KERNELS

Weights = Num[np.ndarray, "_ _"]
Map = Float64[np.ndarray, "rows columns"]

_LAPLACIAN, _SOBEL, _BLUR = (KERNELS[name].weights for name in ("laplacian", "sobel_x", "box"))

#: Kernels that are applied in turn, by a short title; see `compose`.
CHAINS: Mapping[str, tuple[Float64[np.ndarray, "_ _"], ...]] = MappingProxyType(
    {
        "Two 3×3": (_LAPLACIAN, _BLUR),
        "Three 3×3": (_SOBEL, _BLUR, _BLUR),
        "Row, then column": (np.full((1, 7), 1 / 7), np.full((7, 1), 1 / 7)),
    }
)


@dataclass(frozen=True, eq=False)
class Ways:
    """One picture under the same kernels in three ways, without padding: the interior.

    Attributes
    ----------
    in_turn : (rows, columns) float64 array
        The kernels one after the other.
    at_once : (rows, columns) float64 array
        The one kernel they make.
    rectified : (rows, columns) float64 array
        One after the other, with a ReLU between any two.
    """

    in_turn: Map
    at_once: Map
    rectified: Map

    @property
    def rounding(self) -> float:
        """Largest difference between one after the other and all at once."""
        return float(np.abs(self.in_turn - self.at_once).max())

    @property
    def relu_changes(self) -> float:
        """Largest difference that the ReLU in between makes."""
        return float(np.abs(self.in_turn - self.rectified).max())


def full_convolution(first: Weights, second: Weights) -> Float64[np.ndarray, "_ _"]:
    r"""The kernel whose cross-correlation is that of `first` and then that of `second`.

    .. math:: c_{ij} = \sum_{a, b} w_{ab}\, v_{i - a,\; j - b}

    Parameters
    ----------
    first, second : (rows, columns) arrays
        Of k1 and k2 cells along an axis; their order makes no difference.

    Returns
    -------
    float64 array
        Of k1 + k2 - 1 cells along each axis.

    Examples
    --------
    >>> full_convolution(np.array([[1, 1]]), np.array([[1, -1]])).tolist()
    [[1.0, 0.0, -1.0]]
    """
    (rows, columns), (r, c) = first.shape, second.shape
    out = np.zeros((rows + r - 1, columns + c - 1))
    for i, j in np.ndindex(rows, columns):
        out[i : i + r, j : j + c] += first[i, j] * second
    return out


def compose(kernels: Sequence[Weights]) -> Float64[np.ndarray, "_ _"]:
    """The one kernel that does what `kernels`, at least one, do in turn.

    >>> compose([np.ones((3, 3))] * 3).shape
    (7, 7)
    """
    return np.asarray(reduce(full_convolution, kernels), np.float64)


def both_ways(image: Real[np.ndarray, "h w"], kernels: Sequence[Weights]) -> Ways:
    """Apply `kernels` in turn, at once, and in turn with a ReLU between any two.

    Parameters
    ----------
    image : (h, w) array
    kernels : sequence of (rows, columns) arrays, at least one
        The one kernel they make must fit on the image.

    Raises
    ------
    ShapeError
        If it does not fit; the message names both sizes.

    Examples
    --------
    >>> ways = both_ways(np.array([[0, 9, 0, 5]]), [np.array([[-1, 1]]), np.array([[1, 1]])])
    >>> ways.in_turn.tolist(), ways.at_once.tolist(), ways.rectified.tolist()
    ([[0.0, -4.0]], [[0.0, -4.0]], [[9.0, 5.0]])
    """
    whole = compose(kernels)
    if any(k > n for k, n in zip(whole.shape, image.shape, strict=True)):
        raise ShapeError(
            f"kernels that make one of {whole.shape[0]} x {whole.shape[1]} do not fit on an image "
            f"of {image.shape[0]} x {image.shape[1]} without padding"
        )
    plain = image.astype(np.float64)
    in_turn = reduce(_correlate, kernels, plain)
    rectified = _correlate(plain, kernels[0])
    for kernel in kernels[1:]:
        rectified = _correlate(np.maximum(rectified, 0), kernel)
    return Ways(in_turn, _correlate(plain, whole), rectified)


def _correlate(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Cross-correlation without padding, in float64; `apply_kernel` takes bytes only."""
    return np.einsum("ijab,ab->ij", sliding_window_view(x, weights.shape), weights)
