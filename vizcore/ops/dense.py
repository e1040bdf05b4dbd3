"""The fully connected layer: every output is a weighted sum of all inputs."""

import numpy as np
from jaxtyping import Float, Real

from vizcore.errors import ShapeError
from vizcore.ops._arrays import computing_dtype


def dense(
    x: Real[np.ndarray, "*n inputs"],
    weight: Real[np.ndarray, "*outputs inputs_of_weight"],
    bias: Real[np.ndarray, " outputs_of_bias"] | None = None,
) -> Float[np.ndarray, "n_of_y outputs_of_y"]:
    r"""Weighted sums of all inputs, one for each row of `weight`, plus a bias.

    .. math:: y_{nk} = \sum_i x_{ni}\, w_{ki} + b_k

    Nothing is flattened here: `x.reshape(len(x), -1)` puts maps (n, c, h, w) in PyTorch's order, a
    channel after the other. Keras flattens (n, h, w, c) and has its weights as (inputs, outputs).

    Parameters
    ----------
    x : array (n, inputs)
        `n` examples.
    weight : array (outputs, inputs)
    bias : array (outputs,), optional

    Returns
    -------
    array (n, outputs)
        New, in the widest float type of the arguments; integers compute in float64.

    Raises
    ------
    ShapeError
        If the rows of `x` and of `weight` differ in length, or `bias` has not one number for each
        output.

    Notes
    -----
    `torch.nn.functional.linear` is the same. It costs inputs · outputs multiplications an example.

    Examples
    --------
    1 · 3 + 2 · 4 = 11, and 1 · 5 + 2 · 6 = 17; with the bias 12 and 17:

    >>> dense(np.array([[1, 2]]), np.array([[3, 4], [5, 6]]), np.array([1, 0]))
    array([[12., 17.]])
    >>> dense(np.array([[1, 2]]), np.array([[3, 4, 5]]))
    Traceback (most recent call last):
    vizcore.errors.ShapeError: 2 inputs do not go with weights (1, 3) for 3 inputs
    """
    if x.ndim != 2 or weight.ndim != 2:
        raise ShapeError(
            "inputs (n, inputs) and weights (outputs, inputs) are needed, "
            f"not {x.shape} and {weight.shape}"
        )
    outputs, inputs = weight.shape
    if x.shape[1] != inputs:
        raise ShapeError(
            f"{x.shape[1]} inputs do not go with weights {weight.shape} for {inputs} inputs"
        )
    if bias is not None and bias.shape != (outputs,):
        raise ShapeError(
            f"a bias of shape {bias.shape} has not one number for each of {outputs} outputs"
        )
    parts = [x, weight] if bias is None else [x, weight, bias]
    dtype = computing_dtype(*parts)
    y: np.ndarray = x.astype(dtype) @ weight.astype(dtype).T
    return y if bias is None else y + bias.astype(dtype)
