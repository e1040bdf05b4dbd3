"""Saliency: the gradient of the score by every pixel."""

from torch import Tensor

from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, gradients_at, one_picture


def saliency(model: Model, x: Tensor, target: Target) -> Attribution:
    r"""How much the score moves when a pixel moves a little.

    .. math:: m_{rc} = \max_i \left| \frac{\partial s}{\partial x_{irc}} \right|

    It tells of small changes of this picture, not of what the pixel's own value adds: a large
    value where the pixel is black is no contradiction.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode; it is not changed.
    x : tensor of shape (1, c, h, w)
        What the model expects, on its device.
    target : int or (int, int)
        A class, or two: the first one's logit minus the second's.

    Returns
    -------
    Attribution
        Unsigned. Stage "gradient": (c, h, w).

    Notes
    -----
    Simonyan, Vedaldi, Zisserman 2013, arXiv 1312.6034.

    Examples
    --------
    >>> import torch
    >>> from torch import nn
    >>> model = nn.Sequential(nn.Flatten(), nn.Linear(2, 1, bias=False))
    >>> _ = model[1].weight.data.copy_(torch.tensor([[3.0, -4.0]]))
    >>> saliency(model, torch.ones(1, 1, 1, 2), 0).map
    array([[3., 4.]], dtype=float32)
    """
    scores, gradients = gradients_at(model, one_picture(x), target)
    gradient = as_array(gradients[0])
    stages = {"gradient": gradient}
    largest = abs(gradient).max(axis=0)
    return Attribution("saliency", target, float(scores[0]), largest, "size", stages)
