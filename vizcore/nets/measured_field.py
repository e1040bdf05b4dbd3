"""How much each pixel of a picture moves one place of a layer: its receptive field, measured."""

from collections.abc import Mapping

import numpy as np
import torch
from jaxtyping import Float32
from torch import Tensor, nn

from vizcore.errors import ShapeError
from vizcore.nets.minivgg import MiniVGG


def measured_fields(
    model: MiniVGG | nn.Sequential, x: Tensor, cells: Mapping[str, tuple[int, int]]
) -> dict[str, Float32[np.ndarray, "h w"]]:
    r"""The gradient of one place of each layer by every pixel.

    .. math:: g_{rc} = \sum_{i} \left| \frac{\partial}{\partial x_{irc}} \sum_{k} y_k \right|

    where k goes over the layer's maps at the place and i over the picture's channels. It is 0
    where no pixel can change the place: outside its receptive field, always, and inside it where
    a ReLU or a maximum lets nothing through on this picture.

    One pass forward for all layers, one backward for each; the model's weights get no gradient.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode.
    x : tensor of shape (1, c, h, w)
        What the model expects, on its device.
    cells : mapping
        (row, column) by the name of the layer.

    Returns
    -------
    dict
        (h, w) arrays by the layers' names, in the order in which they compute.

    Raises
    ------
    ShapeError
        If a layer has no such place.

    Examples
    --------
    A 1x3 convolution with weights 1, 2, 4: at column 1 it sees columns 0 to 2.

    >>> layer = nn.Conv2d(1, 1, (1, 3), padding=(0, 1), bias=False)
    >>> _ = layer.weight.requires_grad_(False).copy_(torch.tensor([1.0, 2.0, 4.0]))
    >>> measured_fields(nn.Sequential(layer), torch.zeros(1, 1, 1, 5), {"0": (0, 1)})["0"].tolist()
    [[1.0, 2.0, 4.0, 0.0, 0.0]]
    """
    layers = model.layers if isinstance(model, MiniVGG) else model
    x = y = x.detach().clone().requires_grad_()
    sums, waiting = {}, dict(cells)
    with torch.enable_grad():
        for name, layer in layers.named_children():
            if not waiting:
                break
            y = layer(y)
            if name in waiting:
                sums[name] = _place(name, y, waiting.pop(name))
        gradients = {
            name: torch.autograd.grad(total, x, retain_graph=True)[0][0].abs().sum(0)
            for name, total in sums.items()
        }
    if waiting:
        raise ShapeError(f"there is no layer '{next(iter(waiting))}'")
    return {name: gradient.float().cpu().numpy() for name, gradient in gradients.items()}


def _place(name: str, y: Tensor, cell: tuple[int, int]) -> Tensor:
    """The sum of all maps at a place."""
    if y.ndim != 4 or not all(0 <= at < size for at, size in zip(cell, y.shape[2:], strict=True)):
        raise ShapeError(f"{name} has no value at {cell}: its output is {tuple(y.shape[1:])}")
    return y[0, :, cell[0], cell[1]].sum()
