"""Activation functions, each number by itself, their derivatives, and softmax.

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
    return np.asarray(x / 2 * _twice_below(x))


def relu_derivative(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """1 where the number is positive, else 0; at the corner 0, as in PyTorch.

    Examples
    --------
    >>> relu_derivative(np.array([-2, 0, 3]))
    array([0., 0., 1.])
    """
    return leaky_relu_derivative(x, slope=0.0)


def leaky_relu_derivative(
    x: Real[np.ndarray, "*shape"], *, slope: float = 0.01
) -> Float[np.ndarray, "*shape"]:
    """1 where the number is positive, else `slope`; at the corner `slope`, as in PyTorch.

    Examples
    --------
    >>> leaky_relu_derivative(np.array([-2, 0, 3]), slope=0.5)
    array([0.5, 0.5, 1. ])
    """
    x = as_float(x)
    one_side = np.where(x > 0, x.dtype.type(1), x.dtype.type(slope))
    return np.where(np.isnan(x), x, one_side)


def sigmoid_derivative(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    r"""The product :math:`\sigma(x)\, \sigma(-x)`, which is :math:`\sigma (1 - \sigma)`.

    Examples
    --------
    >>> sigmoid_derivative(np.log([3, 1, 1 / 3]))
    array([0.1875, 0.25  , 0.1875])
    """
    return np.asarray(sigmoid(x) * sigmoid(-as_float(x)))


def tanh_derivative(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    r"""1 less the square of the hyperbolic tangent.

    It is computed as :math:`4\, \sigma(2x)\, \sigma(-2x)`, the same without cancellation far out.

    Examples
    --------
    >>> tanh_derivative(np.log([2, 1]))
    array([0.64, 1.  ])
    """
    return np.asarray(4 * sigmoid_derivative(2 * as_float(x)))


def gelu_derivative(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    r"""The chance of a draw below the number, and the number times the density there.

    .. math:: \Phi(x) + x\, \varphi(x)

    Examples
    --------
    >>> gelu_derivative(np.array([1.0, 0.0, -1.0])).round(2)
    array([ 1.08,  0.5 , -0.08])
    """
    x = as_float(x)
    density = np.exp(-x * x / 2) / x.dtype.type(math.sqrt(2 * math.pi))
    return np.asarray(_twice_below(x) / 2 + x * density)


def _twice_below(x: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """Twice the chance that a standard normal draw lies below each number."""
    # erfc(-z) is 1 + erf(z) without the cancellation far left; math has it exact, NumPy has none.
    erfc = np.vectorize(math.erfc, otypes=[np.float64])
    return np.asarray(erfc(-x / math.sqrt(2))).astype(x.dtype)


def sign_counts(x: Real[np.ndarray, "*shape"]) -> tuple[int, int, int]:
    """How many numbers are negative, zero, positive.

    Examples
    --------
    >>> sign_counts(np.array([-2, 0, 3])), sign_counts(relu(np.array([-2, 0, 3])))
    ((1, 1, 1), (0, 2, 1))
    """
    return int((x < 0).sum()), int((x == 0).sum()), int((x > 0).sum())


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
