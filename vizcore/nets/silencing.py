"""What a network is without a unit, and how far what arrives from it is from silence."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from jaxtyping import Float32, UInt8
from torch import Tensor, nn

from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.units import TOGETHER, Speaking


def effect_off(
    model: MiniVGG,
    pictures: UInt8[np.ndarray, "n 32 32 3"],
    layer: Speaking,
    units: Sequence[int] | None = None,
) -> Float32[np.ndarray, "units classes"]:
    """How much each logit changes, on average over the pictures, when a unit is silent.

    A silent unit is 0 behind its ReLU, everywhere and on every picture. The layers before it are
    passed once, those behind it once for each unit.

    Parameters
    ----------
    model : MiniVGG
        In eval mode; it stays as it is.
    pictures : (n, 32, 32, 3) uint8 array
    layer : Speaking
    units : sequence of int, optional
        All of the layer, if none are named.

    Examples
    --------
    >>> from vizcore.nets.layers import layers_of
    >>> from vizcore.nets.units import speaking
    >>> model = MiniVGG().eval()
    >>> first = speaking(layers_of(model))[0]
    >>> effect_off(model, np.zeros((1, 32, 32, 3), np.uint8), first, [4]).shape
    (1, 10)
    """
    units = range(layer.units) if units is None else units
    head, tail = _parted(model, layer.answers.name)
    total = np.zeros((len(units), len(model.labels)))
    with torch.inference_mode():
        for start in range(0, len(pictures), TOGETHER):
            answered = head(model.prepare(pictures[start : start + TOGETHER]))
            logits = tail(answered)
            for i, unit in enumerate(units):
                kept = answered[:, unit].clone()
                if not kept.any():
                    continue
                answered[:, unit] = 0
                total[i] += (tail(answered) - logits).sum(0).double().cpu().numpy()
                answered[:, unit] = kept
    return (total / len(pictures)).astype(np.float32)


def _parted(model: MiniVGG, name: str) -> tuple[nn.Sequential, nn.Sequential]:
    """The layers up to one, and those behind it; they are the model's own."""
    names = [each for each, _ in model.layers.named_children()]
    cut = names.index(name) + 1
    parts = list(model.layers.children())
    return nn.Sequential(*parts[:cut]), nn.Sequential(*parts[cut:])


def arriving(
    model: MiniVGG, outputs: Mapping[str, Tensor], layer: Speaking, target: Speaking
) -> tuple[Float32[np.ndarray, " units"], Float32[np.ndarray, " units"]]:
    """How far what arrives from each unit at the next layer with weights is from silence.

    Silence is what arrives when the unit is 0 everywhere: batch norm makes a number of it, and
    pooling keeps that.

    Parameters
    ----------
    outputs : mapping
        From `record`.
    layer, target : Speaking
        Two that follow each other.

    Returns
    -------
    size, lean : (units,) float32 arrays
        Means over pictures and places of the distance, and of the signed difference.
    """
    between = [
        module
        for name, module in model.layers.named_children()
        if _names(model).index(layer.answers.name)
        < _names(model).index(name)
        < _names(model).index(target.name)
    ]
    with torch.inference_mode():
        silent = torch.zeros_like(outputs[layer.answers.name][:1])
        for module in between:
            silent = module(silent)
        away = outputs[target.layer.source] - silent
        away = away.reshape(len(away), layer.units, -1)
        size, lean = away.abs().mean((0, 2)), away.mean((0, 2))
    return size.cpu().numpy(), lean.cpu().numpy()


def _names(model: MiniVGG) -> list[str]:
    return [name for name, _ in model.layers.named_children()]
