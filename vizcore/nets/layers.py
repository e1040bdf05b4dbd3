"""What is known of each layer of a network beside its numbers: kind, place, shape, geometry."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn

from vizcore.geometry import all_axes, per_axis
from vizcore.nets.cifar10 import LABELS
from vizcore.nets.minivgg import MiniVGG

Kind = Literal["input", "conv", "relu", "bn", "pool", "dropout", "flatten", "fc", "softmax"]
Channels = Literal["own", "group", "all", "order"]

_KINDS: dict[type[nn.Module], Kind] = {
    nn.Conv2d: "conv",
    nn.ReLU: "relu",
    nn.BatchNorm2d: "bn",
    nn.BatchNorm1d: "bn",
    nn.MaxPool2d: "pool",
    nn.Dropout: "dropout",
    nn.Flatten: "flatten",
    nn.Linear: "fc",
}
_CHANNELS: dict[Kind, Channels] = {
    "conv": "group",
    "flatten": "order",
    "fc": "all",
    "softmax": "all",
}


@dataclass(frozen=True)
class Layer:
    """One layer as the lecture counts them, with all that its arithmetic needs beside its numbers.

    Attributes
    ----------
    name : str
        As `record` names its output; "input" and "softmax" stand at the two ends.
    kind : str
    group : str
        "Input", "Block 1", "Block 2", ... or "Head".
    source : str
        Name of the layer whose output it takes; empty for the input.
    shape : tuple of int
        Of its output for one picture, channels first.
    parameters : int
        Trainable numbers.
    window, stride, padding, dilation : (int, int)
        Along rows and columns, of a convolution or a pooling; padding is before the first cell.
    groups : int
        Of a convolution.
    epsilon : float
        What a batch norm adds to the variance.
    units : tuple of str
        What the units are called, or the input's channels, where they have names.
    """

    name: str
    kind: Kind
    group: str
    source: str
    shape: tuple[int, ...]
    parameters: int
    window: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)
    groups: int = 1
    epsilon: float = 0.0
    units: tuple[str, ...] = ()

    @property
    def channels(self) -> Channels:
        """Which channels of its source a value takes, under its window.

        Its "own", those of its "group" (all, where there is one), "all" values of the source, or
        the one at its place in memory "order". With the window this is all that tells which values
        depend on which: see `vizcore.nets.dependence`.
        """
        return _CHANNELS.get(self.kind, "own")


def layers_of(
    model: MiniVGG | nn.Sequential,
    *,
    shape: tuple[int, ...] = (3, 32, 32),
    channels: tuple[str, ...] = ("Red", "Green", "Blue"),
    labels: tuple[str, ...] = LABELS,
) -> tuple[Layer, ...]:
    """The input, the layers and the softmax, in order.

    A block ends with a pooling and the dropout behind it; the head begins with the flattening.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        Of convolutions, ReLU, batch norm, max pooling, dropout, flattening and linear layers.
    shape : tuple of int
        Of one picture, channels first.
    channels, labels : tuples of str
        What the input's channels and the last layer's units are called.

    Examples
    --------
    >>> layers = layers_of(MiniVGG())
    >>> [layer.name for layer in layers[:6]]
    ['input', 'conv1', 'relu1', 'bn1', 'conv2', 'relu2']
    >>> len(layers) - 2, sum(layer.parameters for layer in layers)
    (22, 2169770)
    >>> layers[1].window, layers[1].padding, layers[-2].units == LABELS, layers[-1].source
    ((3, 3), (1, 1), True, 'fc2')
    """
    sequence = model.layers if isinstance(model, MiniVGG) else model
    return tuple(_layers(sequence, shape, channels, labels))


def _layers(
    sequence: nn.Sequential,
    shape: tuple[int, ...],
    channels: tuple[str, ...],
    labels: tuple[str, ...],
) -> Iterator[Layer]:
    modules = list(sequence.named_children())
    yield Layer("input", "input", "Input", "", shape, 0, units=channels)
    source, block, flat = "input", 1, False
    for i, (name, module) in enumerate(modules):
        flat = flat or isinstance(module, nn.Flatten)
        shape = _output_shape(module, shape)
        last = i == len(modules) - 1
        yield Layer(
            name,
            _KINDS[type(module)],
            "Head" if flat else f"Block {block}",
            source,
            shape,
            sum(p.numel() for p in module.parameters()),
            units=labels if last else (),
            **_geometry(module),
        )
        source = name
        ends = isinstance(module, nn.MaxPool2d | nn.Dropout)
        block += ends and (last or not isinstance(modules[i + 1][1], nn.Dropout))
    yield Layer("softmax", "softmax", "Head", source, (len(labels),), 0, units=labels)


def _output_shape(module: nn.Module, shape: tuple[int, ...]) -> tuple[int, ...]:
    if isinstance(module, nn.Flatten):
        return (math.prod(shape),)
    if isinstance(module, nn.Linear):
        return (module.out_features,)
    if not isinstance(module, nn.Conv2d | nn.MaxPool2d):
        return shape
    channels, *sizes = shape
    axes = all_axes(
        sizes,
        module.kernel_size,
        stride=module.stride,
        padding=module.padding,
        dilation=module.dilation,
        ceil_mode=getattr(module, "ceil_mode", False),
    )
    kernels = module.out_channels if isinstance(module, nn.Conv2d) else channels
    return (kernels, *(axis.count for axis in axes))


def _geometry(module: nn.Module) -> dict[str, Any]:
    """The settings of a module that its arithmetic needs."""
    if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
        return {"epsilon": float(module.eps)}
    if not isinstance(module, nn.Conv2d | nn.MaxPool2d):
        return {}
    settings = ("kernel_size", "stride", "padding", "dilation")
    names = ("window", "stride", "padding", "dilation")
    pairs = {
        name: per_axis(getattr(module, setting), 2, name, least=0)
        for name, setting in zip(names, settings, strict=True)
    }
    return pairs | {"groups": getattr(module, "groups", 1)}


def parameters_of(model: MiniVGG | nn.Sequential) -> dict[str, np.ndarray]:
    """Every trained number as read-only float32 arrays: "conv1.weight", "bn1.running_var", ...

    >>> arrays = parameters_of(MiniVGG())
    >>> arrays["conv2.weight"].shape, arrays["bn5.running_mean"].shape
    ((32, 32, 3, 3), (512,))
    """
    tensors = (model.layers if isinstance(model, MiniVGG) else model).state_dict()
    floats = {name: tensor for name, tensor in tensors.items() if tensor.is_floating_point()}
    return {name: _read_only(tensor) for name, tensor in floats.items()}


def _read_only(tensor: Tensor) -> np.ndarray:
    array = tensor.detach().to("cpu", torch.float32).contiguous().numpy()
    array.flags.writeable = False
    return array
