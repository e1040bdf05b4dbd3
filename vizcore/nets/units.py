"""What a unit answers to a picture: the largest value of its map, behind its ReLU."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from jaxtyping import Float32, UInt8, UInt16
from torch import Tensor, nn

from vizcore.nets.layers import Layer, layers_of
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record

_TOGETHER = 500  # pictures in one pass


@dataclass(frozen=True)
class Speaking:
    """A layer with weights, whose channels or units have something to say.

    Attributes
    ----------
    layer : Layer
        It has the weights, and its name is the units' name: unit 12 of "conv3".
    answers : Layer
        The ReLU right behind it, where a unit fires or does not; the layer itself where there is
        none, as with the classes.
    before : str
        The layer with weights that comes before it; "input" for the first.
    """

    layer: Layer
    answers: Layer
    before: str

    @property
    def name(self) -> str:
        """Of the layer."""
        return self.layer.name

    @property
    def units(self) -> int:
        """How many there are."""
        return self.layer.shape[0]

    @property
    def fires(self) -> bool:
        """Whether 0 means that a unit is silent."""
        return self.answers.kind == "relu"


def speaking(layers: Sequence[Layer]) -> tuple[Speaking, ...]:
    """The layers with weights, in order.

    Parameters
    ----------
    layers : sequence of Layer
        From `layers_of`.

    Examples
    --------
    >>> found = speaking(layers_of(MiniVGG()))
    >>> [(each.name, each.answers.name, each.before) for each in found][2:4]
    [('conv3', 'relu3', 'conv2'), ('conv4', 'relu4', 'conv3')]
    >>> [each.units for each in found], found[-1].answers.name
    ([32, 32, 64, 64, 512, 10], 'fc2')
    """
    return tuple(_speaking(layers))


def _speaking(layers: Sequence[Layer]) -> Iterator[Speaking]:
    before = layers[0].name
    for layer, behind in pairwise(layers):
        if layer.kind in ("conv", "fc"):
            follows = behind.kind == "relu" and behind.source == layer.name
            yield Speaking(layer, behind if follows else layer, before)
            before = layer.name


@dataclass(frozen=True, eq=False)
class Survey:
    """What every unit of a layer answers to many pictures.

    Attributes
    ----------
    values : (pictures, units) float32 array
        The largest value of each map.
    places : (pictures, units) uint16 array
        Where it stands, counted row by row; the first of equals.
    """

    values: Float32[np.ndarray, "pictures units"]
    places: UInt16[np.ndarray, "pictures units"]


def survey(model: MiniVGG, pictures: UInt8[np.ndarray, "n 32 32 3"]) -> dict[str, Survey]:
    """What every unit of every layer with weights answers to each picture.

    Parameters
    ----------
    model : MiniVGG
        In eval mode; it stays as it is.
    pictures : (n, 32, 32, 3) uint8 array
        sRGB, upright.

    Returns
    -------
    dict
        A `Survey` by the name of the layer.

    Examples
    --------
    >>> found = survey(MiniVGG().eval(), np.zeros((2, 32, 32, 3), np.uint8))
    >>> found["conv3"].values.shape, int(found["fc2"].places.max())
    ((2, 64), 0)
    """
    layers = speaking(layers_of(model))
    parts: dict[str, list[Survey]] = {each.name: [] for each in layers}
    for start in range(0, len(pictures), _TOGETHER):
        outputs = record(model, model.prepare(pictures[start : start + _TOGETHER]))
        for each in layers:
            parts[each.name].append(largest(outputs[each.answers.name]))
    return {
        name: Survey(
            np.concatenate([part.values for part in found]),
            np.concatenate([part.places for part in found]),
        )
        for name, found in parts.items()
    }


def largest(output: Tensor) -> Survey:
    """The largest value of each map of (n, units, rows, columns) or (n, units), and its place."""
    flat = output.flatten(2) if output.ndim > 2 else output[..., None]
    values = flat.amax(2)
    places = (flat == values[..., None]).int().argmax(2)  # the first: max does not promise which
    return Survey(values.float().cpu().numpy(), places.cpu().numpy().astype(np.uint16))


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
    >>> model = MiniVGG().eval()
    >>> first = speaking(layers_of(model))[0]
    >>> effect_off(model, np.zeros((1, 32, 32, 3), np.uint8), first, [4]).shape
    (1, 10)
    """
    units = range(layer.units) if units is None else units
    head, tail = _parted(model, layer.answers.name)
    total = np.zeros((len(units), len(model.labels)))
    with torch.inference_mode():
        for start in range(0, len(pictures), _TOGETHER):
            answered = head(model.prepare(pictures[start : start + _TOGETHER]))
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
