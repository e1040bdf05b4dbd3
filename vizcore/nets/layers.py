"""What is known of each layer of MiniVGG without running it: kind, place, shape, parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from vizcore.nets.cifar10 import LABELS
from vizcore.nets.minivgg import MiniVGG

Kind = Literal["input", "conv", "relu", "bn", "pool", "dropout", "fc", "softmax"]

_KINDS: dict[type[nn.Module], Kind] = {
    nn.Conv2d: "conv",
    nn.ReLU: "relu",
    nn.BatchNorm2d: "bn",
    nn.BatchNorm1d: "bn",
    nn.MaxPool2d: "pool",
    nn.Dropout: "dropout",
    nn.Linear: "fc",
}


@dataclass(frozen=True)
class Layer:
    """One layer as the lecture counts them.

    Attributes
    ----------
    name : str
        As `record` names its output; "input" and "softmax" stand at the two ends.
    kind : str
    group : str
        "Input", "Block 1", "Block 2" or "Head".
    source : str
        Name of the layer whose output it takes; empty for the input.
    shape : tuple of int
        Of its output for one picture, channels first.
    parameters : int
        Trainable numbers.
    """

    name: str
    kind: Kind
    group: str
    source: str
    shape: tuple[int, ...]
    parameters: int


def layers_of(model: MiniVGG) -> tuple[Layer, ...]:
    """The input, the 21 layers of row L31 and the softmax, in order.

    Flattening is left out: it renames the 64 x 8 x 8 values without touching one.

    >>> layers = layers_of(MiniVGG())
    >>> [layer.name for layer in layers[:6]]
    ['input', 'conv1', 'relu1', 'bn1', 'conv2', 'relu2']
    >>> len(layers) - 2, sum(layer.parameters for layer in layers)
    (21, 2169770)
    >>> layers[-2].shape, layers[-1].source
    ((10,), 'fc2')
    """
    return tuple(_layers(model))


def _layers(model: MiniVGG) -> Iterator[Layer]:
    shape: tuple[int, ...] = (3, 32, 32)
    source, group = "input", "Block 1"
    yield Layer("input", "input", "Input", "", shape, 0)
    for name, module in model.layers.named_children():
        if isinstance(module, nn.Flatten):
            group = "Head"
            continue
        shape = _output_shape(module, shape)
        count = sum(p.numel() for p in module.parameters())
        yield Layer(name, _KINDS[type(module)], group, source, shape, count)
        source = name
        if name == "dropout1":
            group = "Block 2"
    yield Layer("softmax", "softmax", "Head", source, (len(LABELS),), 0)


def _output_shape(module: nn.Module, shape: tuple[int, ...]) -> tuple[int, ...]:
    if isinstance(module, nn.Conv2d):
        return (module.out_channels, *shape[1:])
    if isinstance(module, nn.MaxPool2d):
        return (shape[0], shape[1] // 2, shape[2] // 2)
    if isinstance(module, nn.Linear):
        return (module.out_features,)
    return shape


def parameters_of(model: MiniVGG) -> dict[str, np.ndarray]:
    """Every trained number as read-only float32 arrays: "conv1.weight", "bn1.running_var", ...

    >>> arrays = parameters_of(MiniVGG())
    >>> arrays["conv2.weight"].shape, arrays["bn5.running_mean"].shape
    ((32, 32, 3, 3), (512,))
    """
    tensors = model.layers.state_dict()
    floats = {name: tensor for name, tensor in tensors.items() if tensor.is_floating_point()}
    return {name: _read_only(tensor) for name, tensor in floats.items()}


def epsilon_of(model: MiniVGG, name: str) -> float:
    """The small number that batch norm `name` adds to the variance.

    >>> epsilon_of(MiniVGG(), "bn1")
    1e-05
    """
    layer = model.layers.get_submodule(name)
    if not isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
        raise KeyError(name)
    return float(layer.eps)


def _read_only(tensor: Tensor) -> np.ndarray:
    array = tensor.detach().to("cpu", torch.float32).contiguous().numpy()
    array.flags.writeable = False
    return array
