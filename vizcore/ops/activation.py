"""Activation functions, each number by itself, and softmax.

All take an array of any shape and return a new one of that shape in the same float type;
integers compute in float64.
"""

import math

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.ops._arrays import as_float


def relu(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """The number where it is positive, else zero; NaN stays NaN.

    Examples
    --------
    >>> relu(np.array([-2, 0, 3]))
    array([0., 0., 3.])
    """
    return np.asarray(np.maximum(as_float(x), 0))


def leaky_relu(
    x: Real[np.ndarray, "*shape"], *, slope: float = 0.01
) -> Float[np.ndarray, "*shape"]:
    """The number where it is positive, else `slope` times it.

    Examples
    --------
    >>> leaky_relu(np.array([-2, 0, 3]), slope=0.5)
    array([-1.,  0.,  3.])
    """
    x = as_float(x)
    return np.asarray(np.where(x > 0, x, slope * x))


def sigmoid(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    r"""The logistic function :math:`1 / (1 + e^{-x})`.

    Examples
    --------
    The odds of 3 to 1 and of 1 to 3:

    >>> sigmoid(np.log([3, 1, 1 / 3]))
    array([0.75, 0.5 , 0.25])
    """
    x = as_float(x)
    small = np.exp(-np.abs(x))  # at most 1, so nothing overflows on either side
    return np.asarray(np.where(x >= 0, 1, small) / (1 + small))


def tanh(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """The hyperbolic tangent.

    Examples
    --------
    >>> tanh(np.array([0, 100]))
    array([0., 1.])
    """
    return np.asarray(np.tanh(as_float(x)))


def gelu(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    r"""The number times the chance that a standard normal draw lies below it.

    .. math:: x\, \Phi(x) = \tfrac{x}{2} \left(1 + \mathrm{erf}(x / \sqrt 2)\right)

    The exact form, PyTorch's default, not the one with tanh.

    Examples
    --------
    About 84 % of draws lie below 1, about 16 % below -1:

    >>> gelu(np.array([1.0, 0.0, -1.0])).round(2)
    array([ 0.84,  0.  , -0.16])
    """
    x = as_float(x)
    # erfc(-z) is 1 + erf(z) without the cancellation far left; math has it exact, NumPy has none.
    twice_below = np.vectorize(math.erfc, otypes=[np.float64])(-x / math.sqrt(2))
    return np.asarray(x / 2 * twice_below.astype(x.dtype))


def softmax(x: Real[np.ndarray, "*shape"], axis: int = -1) -> Float[np.ndarray, "*shape"]:
    r"""Positive shares that sum to 1 along `axis`.

    .. math:: p_i = e^{x_i} / \sum_j e^{x_j}

    Parameters
    ----------
    x : array of any shape
        Logits. The largest is subtracted first, which changes no share and avoids overflow.
    axis : int
        Along which the shares sum to 1.

    Returns
    -------
    array like `x`
        New, in the float type of `x`; integers compute in float64.

    Raises
    ------
    ShapeError
        If there is no such axis, or nothing along it.

    Examples
    --------
    >>> softmax(np.array([1, 2, 3])).round(2)
    array([0.09, 0.24, 0.67])
    """
    if not -x.ndim <= axis < x.ndim:
        raise ShapeError(f"an array of shape {x.shape} has no axis {axis}")
    if x.shape[axis] == 0:
        raise ShapeError(f"an array of shape {x.shape} has no numbers along axis {axis}")
    x = as_float(x)
    powers = np.exp(x - x.max(axis, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis, keepdims=True)
    return shares
