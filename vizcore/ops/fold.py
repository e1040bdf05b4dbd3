"""Batch norm at test time is one factor and one shift a channel: a neighbour can take both."""

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.ops._arrays import computing_dtype
from vizcore.text import many


def fold_batch_norm(
    weight: Real[np.ndarray, "k *rest"],
    bias: Real[np.ndarray, " k_of_bias"] | None,
    mean: Real[np.ndarray, " k_of_mean"],
    var: Real[np.ndarray, " k_of_var"],
    gamma: Real[np.ndarray, " k_of_gamma"],
    beta: Real[np.ndarray, " k_of_beta"],
    *,
    eps: float = 1e-5,
) -> tuple[Float[np.ndarray, "k *rest"], Float[np.ndarray, " k"]]:
    r"""Weights and bias of the layer before a batch norm that do the work of both.

    .. math:: w' = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}\, w, \qquad
              b' = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}\, (b - \mu) + \beta

    So that conv(x, w', b') is batch_norm(conv(x, w, b)), whatever the padding: that comes before
    the sum. An activation between the two is in the way.

    Parameters
    ----------
    weight : array (k, c / groups, *window) or (k, n)
        Of a convolution or a dense layer with `k` outputs.
    bias : array (k,), optional
        None is a bias of zeros.
    mean, var, gamma, beta : arrays (k,)
        Of the batch norm at test time: one number for each output; no variance is negative.
    eps : float
        Keeps the root away from zero. PyTorch's default is 1e-5, Keras' is 1e-3.

    Returns
    -------
    weight : array like `weight`
    bias : array (k,)
        Both new, in the widest float type of the arguments; integers compute in float64.

    Raises
    ------
    ShapeError
        If the weights have fewer than two axes, or an argument has not one number for each output.

    Examples
    --------
    A factor of 10 / 2 = 5; the bias becomes 5 · (1 - 4) + 7:

    >>> one = np.ones(1)
    >>> fold_batch_norm(np.array([[2, 3]]), one, 4 * one, 4 * one, 10 * one, 7 * one, eps=0.0)
    (array([[10., 15.]]), array([-8.]))
    """
    parts = {"mean": mean, "var": var, "gamma": gamma, "beta": beta}
    outputs = _check(weight, parts if bias is None else {"bias": bias, **parts}, 0, "output")
    parts = {"bias": np.zeros(outputs, weight.dtype) if bias is None else bias, **parts}
    weight, bias, mean, var, gamma, beta = _floats(weight, parts)
    scale = gamma / np.sqrt(var + eps)
    return weight * scale.reshape(outputs, *[1] * (weight.ndim - 1)), scale * (bias - mean) + beta


def fold_batch_norm_after(
    weight: Real[np.ndarray, "k c *window"],
    bias: Real[np.ndarray, " k_of_bias"],
    mean: Real[np.ndarray, " c_of_mean"],
    var: Real[np.ndarray, " c_of_var"],
    gamma: Real[np.ndarray, " c_of_gamma"],
    beta: Real[np.ndarray, " c_of_beta"],
    *,
    eps: float = 1e-5,
) -> tuple[Float[np.ndarray, "k c *window"], Float[np.ndarray, " k"]]:
    r"""Weights and bias of the layer *after* a batch norm that do the work of both.

    With :math:`s_c = \gamma_c / \sqrt{\sigma_c^2 + \varepsilon}` and
    :math:`t_c = \beta_c - s_c \mu_c`

    .. math:: w'_{k,c,u,v} = s_c\, w_{k,c,u,v}, \qquad
              b'_k = b_k + \sum_{c,u,v} t_c\, w_{k,c,u,v}

    It is exact where the layer sees no padding. A window that reaches into zeros around the batch
    norm's output has a shift in b' that those zeros never had.

    Parameters
    ----------
    weight : array (k, c, *window) or (k, c)
        Of a convolution without groups, or a dense layer.
    bias : array (k,)
    mean, var, gamma, beta : arrays (c,)
        Of the batch norm at test time: one number for each channel that the layer takes.
    eps : float

    Returns
    -------
    weight : array like `weight`
    bias : array (k,)
        Both new, in the widest float type of the arguments.

    Raises
    ------
    ShapeError
        As in `fold_batch_norm`, for each input channel.

    Examples
    --------
    A factor of 3 and a shift of 5 - 3 · 4 = -7 before a weight of 2:

    >>> one = np.ones(1)
    >>> fold_batch_norm_after(np.array([[2]]), one, 4 * one, one, 3 * one, 5 * one, eps=0.0)
    (array([[6.]]), array([-13.]))
    """
    parts = {"bias": bias, "mean": mean, "var": var, "gamma": gamma, "beta": beta}
    _check(weight, {"bias": bias}, 0, "output")
    channels = _check(weight, {name: parts[name] for name in list(parts)[1:]}, 1, "input channel")
    weight, bias, mean, var, gamma, beta = _floats(weight, parts)
    scale = gamma / np.sqrt(var + eps)
    shift = beta - scale * mean
    over = tuple(range(2, weight.ndim))
    folded = weight * scale.reshape(1, channels, *[1] * (weight.ndim - 2))
    return folded, bias + weight.sum(over) @ shift


def _floats(weight: np.ndarray, parts: dict[str, np.ndarray]) -> list[np.ndarray]:
    arrays = [weight, *parts.values()]
    dtype = computing_dtype(*arrays)
    return [array.astype(dtype) for array in arrays]


def _check(
    weight: Real[np.ndarray, "..."], parts: dict[str, np.ndarray], axis: int, each: str
) -> int:
    """How many there are along an axis of the weights; every part has a number for each."""
    if weight.ndim < 2:
        raise ShapeError(
            f"weights (k, c, *window) or (k, n) are needed, not an array of shape {weight.shape}"
        )
    count = int(weight.shape[axis])
    for name, part in parts.items():
        if part.shape != (count,):
            raise ShapeError(
                f"{name} of shape {part.shape} has not one number for each of "
                f"the {many(count, each)} of weights {weight.shape}"
            )
    return count
