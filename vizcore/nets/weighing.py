"""What each kind of layer multiplies its operands by, and what it adds: one function a kind."""

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from torch import nn

from vizcore.nets.layers import Layer

Index: TypeAlias = tuple[int, ...]
Weights: TypeAlias = tuple[list[float], float]
Weigh: TypeAlias = Callable[[nn.Module, Layer, Index, np.ndarray, list[Index]], Weights]


def _of_conv(
    module: nn.Conv2d, layer: Layer, index: Index, _x: np.ndarray, places: list[Index]
) -> Weights:
    kernel = module.weight[index[0]].detach().double().cpu().numpy()
    first = index[0] // (layer.shape[0] // layer.groups) * len(kernel)  # channel of its group

    def along(axis: int, place: Index) -> int:
        corner = index[axis + 1] * layer.stride[axis] - layer.padding[axis]
        return (place[axis + 1] - corner) // layer.dilation[axis]

    weights = [float(kernel[p[0] - first, along(0, p), along(1, p)]) for p in places]
    return weights, _bias(module, index)


def _of_fc(
    module: nn.Linear, _layer: Layer, index: Index, _x: np.ndarray, _places: list[Index]
) -> Weights:
    return module.weight[index[0]].detach().double().tolist(), _bias(module, index)


def _bias(module: nn.Conv2d | nn.Linear, index: Index) -> float:
    return 0.0 if module.bias is None else float(module.bias[index[0]].detach())


def _of_norm(
    module: nn.BatchNorm1d | nn.BatchNorm2d,
    layer: Layer,
    index: Index,
    _x: np.ndarray,
    _places: list[Index],
) -> Weights:
    channel = index[0]
    assert module.running_mean is not None
    assert module.running_var is not None
    scale = 1 / math.sqrt(float(module.running_var[channel]) + layer.epsilon)
    scale *= float(module.weight[channel].detach()) if module.affine else 1
    beta = float(module.bias[channel].detach()) if module.affine else 0
    return [scale], beta - scale * float(module.running_mean[channel])


def _of_relu(
    _module: nn.Module, _layer: Layer, _index: Index, x: np.ndarray, places: list[Index]
) -> Weights:
    return [float(x[place] > 0) for place in places], 0.0


def _of_maximum(
    _module: nn.Module, _layer: Layer, _index: Index, x: np.ndarray, places: list[Index]
) -> Weights:
    winner = max(range(len(places)), key=lambda i: float(x[places[i]]))  # the first of equals
    return [float(i == winner) for i in range(len(places))], 0.0


def _of_passing(
    _module: nn.Module, _layer: Layer, _index: Index, _x: np.ndarray, places: list[Index]
) -> Weights:
    return [1.0 for _ in places], 0.0


def _of_softmax(
    _module: nn.Module, _layer: Layer, _index: Index, x: np.ndarray, _places: list[Index]
) -> Weights:
    return np.exp(x.astype(np.float64) - x.max()).tolist(), 0.0


#: How each kind of layer weighs its operands.
WEIGHTS: dict[str, Weigh] = {
    "conv": _of_conv,  # type: ignore[dict-item]
    "fc": _of_fc,  # type: ignore[dict-item]
    "bn": _of_norm,  # type: ignore[dict-item]
    "relu": _of_relu,
    "pool": _of_maximum,
    "dropout": _of_passing,
    "flatten": _of_passing,
    "softmax": _of_softmax,
}
