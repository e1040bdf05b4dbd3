"""The score that is explained, and its gradient. The model is never changed."""

import numpy as np
import torch
from torch import Tensor, nn

from vizcore.errors import NumberError, ShapeError
from vizcore.explain.attribution import Target
from vizcore.nets import MiniVGG

Model = MiniVGG | nn.Sequential


def sequence_of(model: Model) -> nn.Sequential:
    """The layers, one after the other."""
    return model.layers if isinstance(model, MiniVGG) else model


def score_of(outputs: Tensor, target: Target) -> Tensor:
    """For each row of outputs the one of the class, or the difference of the two.

    Raises
    ------
    NumberError
        If there is no such class, or both are the same.

    Examples
    --------
    >>> score_of(torch.tensor([[1.0, 5.0, 2.0]]), (1, 2))
    tensor([3.])
    """
    classes = (target,) if isinstance(target, int) else target
    for number in classes:
        if not 0 <= number < outputs.shape[1]:
            raise NumberError(f"there is no class {number}: the model has {outputs.shape[1]}")
    if len(classes) == 1:
        return outputs[:, classes[0]]
    if classes[0] == classes[1]:
        raise NumberError(f"class {classes[0]} minus itself is 0: choose two different classes")
    return outputs[:, classes[0]] - outputs[:, classes[1]]


def one_picture(x: Tensor) -> Tensor:
    """`x` itself, cut loose from whatever made it; there must be one picture.

    Raises
    ------
    ShapeError
        If it is not (1, c, h, w).
    """
    if x.ndim != 4 or len(x) != 1:
        raise ShapeError(
            f"one picture (1, channels, rows, columns) is explained, not {tuple(x.shape)}"
        )
    return x.detach()


def gradients_at(model: Model, x: Tensor, target: Target) -> tuple[Tensor, Tensor]:
    """Score and gradient of each of n inputs, in one pass forwards and one backwards.

    Only the gradient of the input is asked for, so that no parameter gets one.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode; it may begin anywhere, and ends at the scores.
    x : tensor of shape (n, ...)
    target : int or (int, int)

    Returns
    -------
    scores : tensor of shape (n,)
    gradients : tensor of the shape of `x`

    Examples
    --------
    >>> model = nn.Sequential(nn.Linear(2, 3, bias=False))
    >>> _ = model[0].weight.data.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]))
    >>> gradients_at(model, torch.zeros(1, 2), (2, 0))[1]
    tensor([[4., 5.]])
    """
    with torch.enable_grad():
        leaf = x.detach().clone().requires_grad_()
        scores = score_of(model(leaf), target)
        (gradients,) = torch.autograd.grad(scores.sum(), leaf)
    return scores.detach(), gradients


def as_array(tensor: Tensor) -> np.ndarray:
    """A float32 array."""
    return tensor.detach().float().cpu().numpy()
