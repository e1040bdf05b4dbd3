"""What a unit answers to a picture: the largest value of its map, behind its ReLU."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float32, UInt8, UInt16
from torch import Tensor

from vizcore.nets.layers import Layer, layers_of
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record

TOGETHER = 500  # pictures in one pass


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
    for start in range(0, len(pictures), TOGETHER):
        outputs = record(model, model.prepare(pictures[start : start + TOGETHER]))
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
