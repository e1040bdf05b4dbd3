"""Batch normalisation, in training and at test time, with PyTorch's conventions."""

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.ops._arrays import computing_dtype


def batch_norm(
    x: Real[np.ndarray, "n c *spatial"],
    mean: Real[np.ndarray, " c_of_mean"],
    var: Real[np.ndarray, " c_of_var"],
    gamma: Real[np.ndarray, " c_of_gamma"],
    beta: Real[np.ndarray, " c_of_beta"],
    *,
    eps: float = 1e-5,
) -> Float[np.ndarray, "n c *spatial"]:
    r"""Normalise each channel with a given mean and variance, then scale and shift it.

    .. math:: y = \gamma\, \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta

    This is batch norm at test time, where the running averages are given.

    Parameters
    ----------
    x : array (n, c, *spatial)
        `n` examples of `c` channels, with any number of further axes.
    mean, var, gamma, beta : arrays (c,)
        One number for each channel; no variance is negative.
    eps : float
        Keeps the root away from zero. PyTorch's default is 1e-5, Keras' is 1e-3.

    Returns
    -------
    array like `x`
        New, in the widest float type of the arguments; integers compute in float64.

    Raises
    ------
    ShapeError
        If an argument has not one number for each channel.

    Examples
    --------
    >>> one = np.ones(1)
    >>> batch_norm(np.array([[4], [10]]), 4 * one, 9 * one, one, 5 * one, eps=0.0)
    array([[5.],
           [7.]])
    """
    parts = {"mean": mean, "var": var, "gamma": gamma, "beta": beta}
    _check_channels(x, parts)
    dtype = computing_dtype(x, *parts.values())
    mean, var, gamma, beta = (_by_channel(part.astype(dtype), x.ndim) for part in parts.values())
    y: np.ndarray = (x.astype(dtype) - mean) / np.sqrt(var + eps) * gamma + beta
    return y


def batch_norm_train(
    x: Real[np.ndarray, "n c *spatial"],
    gamma: Real[np.ndarray, " c_of_gamma"],
    beta: Real[np.ndarray, " c_of_beta"],
    running_mean: Real[np.ndarray, " c_of_mean"],
    running_var: Real[np.ndarray, " c_of_var"],
    *,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Float[np.ndarray, "n c *spatial"], Float[np.ndarray, " c"], Float[np.ndarray, " c"]]:
    r"""Normalise each channel with the mini-batch's own mean and variance.

    .. math:: \tilde\mu \leftarrow (1 - \theta)\, \tilde\mu + \theta\, \mu_B

    PyTorch's convention: `momentum` is the weight :math:`\theta` of the new value, the mini-batch
    is normalised with the variance divided by N, and the running variance takes the one divided
    by N - 1. (In Keras momentum is the weight of the old value, 0.99.)

    Parameters
    ----------
    x : array (n, c, *spatial)
        A mini-batch of `n` examples of `c` channels; at least two numbers for each channel.
    gamma, beta, running_mean, running_var : arrays (c,)
        One number for each channel.
    momentum : float
        Weight of the new value, 0 to 1.
    eps : float
        Keeps the root away from zero.

    Returns
    -------
    y : array like `x`
    new_running_mean, new_running_var : arrays (c,)
        All new, in the widest float type of the arguments.

    Raises
    ------
    ShapeError
        If an argument has not one number for each channel, or a channel has a single number.

    Examples
    --------
    Mean 3, variance 4 within the batch and 8 for the running average:

    >>> one, zero = np.ones(1), np.zeros(1)
    >>> y, mean, var = batch_norm_train(np.array([[1], [5]]), one, zero, zero, one, eps=0.0)
    >>> y.ravel(), mean.round(12), var.round(12)
    (array([-1.,  1.]), array([0.3]), array([1.7]))
    """
    parts = {"gamma": gamma, "beta": beta, "running_mean": running_mean, "running_var": running_var}
    _check_channels(x, parts)
    numbers = x.size // x.shape[1] if x.shape[1] else 0
    if numbers < 2:
        raise ShapeError(
            "a variance needs at least 2 numbers for each channel, "
            f"not {numbers} as in a batch of shape {x.shape}"
        )
    dtype = computing_dtype(x, *parts.values())
    over = (0, *range(2, x.ndim))
    mean, var = x.mean(over, dtype=dtype), x.var(over, dtype=dtype)
    y = batch_norm(x, mean, var, gamma, beta, eps=eps)
    new_mean = (1 - momentum) * running_mean.astype(dtype) + momentum * mean
    unbiased = var * (numbers / (numbers - 1))
    new_var = (1 - momentum) * running_var.astype(dtype) + momentum * unbiased
    return y, new_mean, new_var


def _by_channel(values: Float[np.ndarray, " c"], ndim: int) -> Float[np.ndarray, "..."]:
    """One number for each channel, shaped to stand on axis 1 of an array of `ndim` axes."""
    return values.reshape(-1, *[1] * (ndim - 2))


def _check_channels(x: Real[np.ndarray, "..."], parts: dict[str, np.ndarray]) -> None:
    if x.ndim < 2:
        raise ShapeError(f"an array (n, c, ...) is needed, not one of shape {x.shape}")
    for name, part in parts.items():
        if part.shape != (x.shape[1],):
            raise ShapeError(
                f"{name} of shape {part.shape} has not one number for each of "
                f"the {x.shape[1]} channels of {x.shape}"
            )
