"""A forward pass that keeps what every layer put out."""

import torch
from torch import Tensor, nn

from vizcore.nets.minivgg import MiniVGG


def record(model: MiniVGG | nn.Sequential, x: Tensor) -> dict[str, Tensor]:
    """Run `model` on `x` and return every layer's output by name, in the order they ran.

    The layers are called one after the other instead of through hooks: many people share one
    model, and a hook of one would hear the forward pass of another. Gradients are not tracked.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode, or dropout and batch norm answer as in training.
    x : tensor
        What the model expects, on its device.

    Examples
    --------
    >>> outputs = record(nn.Sequential(nn.Flatten(), nn.Linear(4, 2)), torch.zeros(1, 2, 2))
    >>> {name: tuple(output.shape) for name, output in outputs.items()}
    {'0': (1, 4), '1': (1, 2)}
    """
    layers = model.layers if isinstance(model, MiniVGG) else model
    outputs: dict[str, Tensor] = {}
    with torch.inference_mode():
        for name, layer in layers.named_children():
            x = outputs[name] = layer(x)
    return outputs
