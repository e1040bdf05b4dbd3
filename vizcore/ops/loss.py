"""Cross-entropy: how surprising the true class is to a classifier, and which way to move."""

import numpy as np
from jaxtyping import Float, Integer, Real

from vizcore.errors import NumberError, ShapeError
from vizcore.ops._arrays import as_float
from vizcore.ops.activation import softmax


def cross_entropy(
    logits: Real[np.ndarray, "..."], labels: Integer[np.ndarray, "..."]
) -> np.floating:
    r"""The mean over a batch of :math:`-\ln p_y`, the information in the true class, in nats.

    .. math:: -\ln p_y = \ln \sum_j e^{z_j} - z_y

    It takes logits, not probabilities. The largest logit is subtracted first, so that nothing
    overflows and no :math:`\ln 0` arises where a probability is too small for its float type.

    Parameters
    ----------
    logits : array (n, classes)
        Finite; at least one example and one class.
    labels : integer array (n,)
        The number of the true class of each example, counted from 0.

    Returns
    -------
    NumPy scalar
        At least 0, in the float type of `logits`; integers compute in float64.

    Raises
    ------
    ShapeError
        If `logits` has not two axes, one of them is empty, or there is not one label an example.
    NumberError
        If a label is the number of no class.

    Examples
    --------
    Shares of 3/4 and 1/4: the sure answer costs ln 4/3, the other one ln 4.

    >>> logits = np.log([[3, 1], [3, 1]])
    >>> cross_entropy(logits[:1], np.array([0])).round(3)
    np.float64(0.288)
    >>> cross_entropy(logits, np.array([0, 1])).round(3)  # (0.288 + 1.386) / 2
    np.float64(0.837)
    >>> cross_entropy(logits, np.array([0, 2]))
    Traceback (most recent call last):
    vizcore.errors.NumberError: label 2 of example 1 names no class: the 2 classes are 0 to 1
    """
    _check(logits, labels)
    z = as_float(logits)
    below = z - z.max(axis=1, keepdims=True)
    true = below[np.arange(len(z)), labels]
    mean: np.floating = (np.log(np.exp(below).sum(axis=1)) - true).mean()
    return mean


def cross_entropy_gradient(
    logits: Real[np.ndarray, "..."], labels: Integer[np.ndarray, "..."]
) -> Float[np.ndarray, "..."]:
    r"""The derivative of `cross_entropy` with respect to every logit: :math:`(p - y) / n`.

    :math:`p` are the probabilities, :math:`y` is 1 at the true class and 0 elsewhere. Each row
    sums to 0: what one class gains the others lose.

    Parameters
    ----------
    logits, labels
        As in `cross_entropy`, and with the same errors.

    Returns
    -------
    array (n, classes)
        New, in the float type of `logits`; integers compute in float64.

    Examples
    --------
    >>> cross_entropy_gradient(np.log([[3, 1]]), np.array([1]))
    array([[ 0.75, -0.75]])
    """
    _check(logits, labels)
    gradient = softmax(logits, axis=1)
    gradient[np.arange(len(gradient)), labels] -= 1
    return gradient / gradient.dtype.type(len(gradient))


def _check(logits: np.ndarray, labels: np.ndarray) -> None:
    if logits.ndim != 2 or 0 in logits.shape:
        raise ShapeError(
            f"logits (n, classes) are needed, at least one of each, not shape {logits.shape}"
        )
    n, classes = logits.shape
    if labels.shape != (n,):
        raise ShapeError(
            f"labels of shape {labels.shape} are not one for each of the {n} rows of {logits.shape}"
        )
    outside = np.flatnonzero((labels < 0) | (labels >= classes))
    if outside.size:
        example = int(outside[0])
        raise NumberError(
            f"label {labels[example]} of example {example} names no class: "
            f"the {classes} classes are 0 to {classes - 1}"
        )
