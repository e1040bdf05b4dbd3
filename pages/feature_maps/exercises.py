"""Questions about MiniVGG: what each layer puts out, costs and sees. Loads torch."""

import math
from functools import cache

import numpy as np
from torch import nn

from pages.ui.exercises import Exercise, Maker
from vizcore.nets import MiniVGG, record

_CONVOLUTIONS = ("conv1", "conv2", "conv3", "conv4")


def output_values(rng: np.random.Generator) -> Exercise:
    """How many numbers a layer puts out."""
    name = str(rng.choice(["conv1", "conv2", "pool1", "conv3", "conv4", "pool2"]))
    maps, rows, columns = _shapes()[name]
    values = maps * rows * columns
    return Exercise(
        f"`{name}` puts out {maps} maps of {rows} × {columns}. How many numbers is that?",
        values,
        f"{maps} × {rows} × {columns} = {values}",
    )


def convolution_parameters(rng: np.random.Generator) -> Exercise:
    """Weights and biases of a convolutional layer."""
    layer = getattr(_network().layers, str(rng.choice(_CONVOLUTIONS)))
    before, after, (side, _) = layer.in_channels, layer.out_channels, layer.kernel_size
    count = sum(p.numel() for p in layer.parameters())
    return Exercise(
        f"A layer of MiniVGG has {after} kernels of {side} × {side} over {before} channels, and a "
        "bias for each kernel. How many parameters is that?",
        count,
        f"({side} × {side} × {before} + 1) × {after} = {count}",
    )


def dense_parameters(rng: np.random.Generator) -> Exercise:
    """Weights and biases of a fully connected layer."""
    layer = getattr(_network().layers, str(rng.choice(["fc1", "fc2"])))
    before, after = layer.in_features, layer.out_features
    count = sum(p.numel() for p in layer.parameters())
    return Exercise(
        f"A fully connected layer turns {before} numbers into {after}. How many parameters has it, "
        "biases included?",
        count,
        f"({before} + 1) × {after} = {count}",
    )


def receptive_field(rng: np.random.Generator) -> Exercise:
    """Pixels across that a value of a layer depends on."""
    name = str(rng.choice([n for n in _shapes() if n.startswith(("conv", "pool"))]))
    field, jump, steps = 1, 1, []
    for layer_name, layer in _network().layers.named_children():
        if isinstance(layer, nn.Conv2d):
            window, stride = layer.kernel_size[0], layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            window = stride = 2  # every pool of MiniVGG; torch types them as int or pair
        else:
            continue
        field += (window - 1) * jump
        steps.append(f"`{layer_name}`: + {window - 1} × {jump} = {field}")
        jump *= stride
        if layer_name == name:
            break
    return Exercise(
        f"How many pixels across does a value of `{name}` see? Kernels are 3 wide, pools 2 wide "
        "with stride 2; the layers come as conv1, conv2, pool1, conv3, conv4, pool2.",
        field,
        "Each layer adds (window - 1) × the distance between its inputs, in pixels; start with 1. "
        + "; ".join(steps),
    )


def multiplications(rng: np.random.Generator) -> Exercise:
    """Multiply-adds of a convolutional layer for one image."""
    name = str(rng.choice(_CONVOLUTIONS))
    layer, shape = getattr(_network().layers, name), _shapes()[name]
    taps = math.prod(layer.kernel_size) * layer.in_channels
    count = taps * math.prod(shape)
    return Exercise(
        f"`{name}` puts out {shape[0]} maps of {shape[1]} × {shape[2]}, each value a sum over "
        f"3 × 3 cells of {layer.in_channels} channels. How many multiplications is that?",
        count,
        f"3 × 3 × {layer.in_channels} × {shape[0]} × {shape[1]} × {shape[2]} = {count}",
    )


#: For the page that looks into MiniVGG.
MAKERS: tuple[Maker, ...] = (
    output_values,
    convolution_parameters,
    receptive_field,
    multiplications,
    dense_parameters,
)


@cache
def _network() -> MiniVGG:
    return MiniVGG().eval()  # its sizes alone are asked for


@cache
def _shapes() -> dict[str, tuple[int, ...]]:
    import torch

    outputs = record(_network(), torch.zeros(1, 3, 32, 32))
    return {name: tuple(output.shape[1:]) for name, output in outputs.items()}
