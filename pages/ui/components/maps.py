"""The face of assets/components/maps: every layer of a network, on one picture, in one canvas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_array, keep_arrays
from pages.ui.inside.cards import card_asked

_maps = load("maps")
_OWN = ("layer", "channel", "cell", "scale", "sort", "crop")


class LayerFacts(TypedDict):
    """All that the arithmetic of a layer needs beside its numbers; see `vizcore.nets.Layer`."""

    name: str
    kind: str
    group: str
    source: str
    shape: list[int]
    parameters: int
    window: list[int]
    stride: list[int]
    padding: list[int]
    dilation: list[int]
    groups: int
    channels: str
    epsilon: float
    units: list[str]
    dead: list[int]


class Facts(TypedDict):
    """What every picture shares, sent once.

    `dead` is the size below which all weights of a dead kernel lie. A map is nearly constant where
    its values differ by less than the share `still` of the largest one in its layer.
    """

    layers: list[LayerFacts]
    first: str
    mean: list[float]
    std: list[float]
    dead: float
    still: float
    about: str
    device: str


class Standing(TypedDict):
    """What is looked at in a layer while nobody chose: a map, and in each map one value.

    A value is told by its place among those of its map, row after row.
    """

    map: int
    places: list[int]


class Payload(TypedDict):
    """What the component is sent; assets/components/maps/types.d.ts is its twin."""

    token: str
    network: str
    photo: str
    crop: list[float]
    least: float
    picture: str
    doubt: str
    standing: dict[str, Standing]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A network that can be drawn: its name, facts on its layers, and its parameters.

    The weights of layers named in `terms` are too many to send; of each of their sums the largest
    terms go with every picture instead, as `<layer>.places` and `<layer>.weights`.
    """

    name: str
    facts: Facts
    parameters: Mapping[str, np.ndarray]
    terms: Sequence[str]

    def sent(self, parameters: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Those of some parameters that the browser is given: all but what is in `terms`."""
        kept = {f"{layer}.weight" for layer in self.terms}
        return {name: array for name, array in parameters.items() if name not in kept}


def layer_facts(layer: Any, dead: Sequence[int]) -> LayerFacts:
    """A `vizcore.nets.Layer` for the browser; `dead` are those of its maps that see no picture."""
    return {
        "name": layer.name,
        "kind": layer.kind,
        "group": layer.group,
        "source": layer.source,
        "shape": list(layer.shape),
        "parameters": layer.parameters,
        "window": list(layer.window),
        "stride": list(layer.stride),
        "padding": list(layer.padding),
        "dilation": list(layer.dilation),
        "groups": layer.groups,
        "channels": layer.channels,
        "epsilon": layer.epsilon,
        "units": list(layer.units),
        "dead": list(dead),
    }


def dead_maps(
    layers: Sequence[Any], parameters: Mapping[str, np.ndarray], below: float
) -> dict[str, list[int]]:
    """Maps of each layer that are dead on every picture, by the name of the layer.

    All weights of the kernel are smaller than `below`, on either side of zero. What comes of such
    a map by itself is dead too; the next convolution sees other maps as well.
    """
    found: dict[str, list[int]] = {}
    for layer in layers:
        weight = parameters.get(f"{layer.name}.weight")
        if layer.kind in ("conv", "fc") and weight is not None:
            sizes = np.abs(weight).reshape(len(weight), -1).max(axis=1)
            found[layer.name] = np.flatnonzero(sizes < below).tolist()
        else:
            alone = layer.channels == "own" and layer.source
            found[layer.name] = found[layer.source] if alone else []
    return found


def stands_out(values: np.ndarray, *, classes: bool = False) -> Standing:
    """The map with the value furthest from zero, and that value's place in each of the maps.

    Parameters
    ----------
    values : (channels, h, w) or (units,) float array
        Output of a layer; a unit has no places to choose from.
    classes : bool
        The units are classes: the most likely one stands out, however far below zero another is.

    Examples
    --------
    >>> stands_out(np.array([[[1, 0], [-3, 2]], [[4, 4], [0, 1]]]))
    {'map': 1, 'places': [2, 0]}
    >>> stands_out(np.array([-9, 2, 5])), stands_out(np.array([-9, 2, 5]), classes=True)
    ({'map': 0, 'places': []}, {'map': 2, 'places': []})
    """
    sizes = np.abs(values).reshape(len(values), -1)
    answers = values if classes else sizes.max(axis=1)
    places = sizes.argmax(axis=1).tolist() if values.ndim > 1 else []
    return {"map": int(answers.argmax()), "places": places}


def feature_maps(drawn: Drawn, data: bytes, photo: tuple[str, np.ndarray], *, key: str) -> None:
    """Show the picture with its crop, every layer's maps, and the arithmetic of any value.

    What the person looks at (layer, map, value, colour scale, order) is the browser's affair and
    stands in the address; the server hears of two things only, as states of the component: `crop`,
    where one was dragged, and `spot`, where a value was pinned.

    Parameters
    ----------
    drawn : Drawn
    data : bytes
        A `Payload` and arrays, packed.
    photo : (str, (h, w, 3) uint8 array)
        A name of its own, and the picture in which the crop is dragged.
    key : str
        Key of the component.
    """
    keep_arrays(drawn.name, drawn.facts, drawn.sent(drawn.parameters), key=f"{key}_network")
    keep_array(*photo, key=f"{key}_photo")
    place.leave_to_browser(_OWN)
    _maps(
        key=key,
        data=data,
        on_crop_change=_nothing,
        on_spot_change=_nothing,
        on_card_change=card_asked(key),
    )


def pack_passage(payload: Payload, arrays: Mapping[str, np.ndarray]) -> bytes:
    """One blob for the component; the arrays are those of `passage_arrays` and the pixels."""
    return pack(payload, **arrays)


def passage_arrays(
    drawn: Drawn,
    values: Mapping[str, np.ndarray],
    *,
    layers: Sequence[str] | None = None,
    whole: Sequence[str] = (),
) -> dict[str, np.ndarray]:
    """One picture's way through the network, as exact float32 numbers by the name of the layer.

    What the browser can take from a number that is sent stays here: ReLU, max pooling, dropout at
    test time and flattening only choose among numbers, and batch norm makes one number of all the
    zeros that a ReLU leaves in a channel.

    Parameters
    ----------
    drawn : Drawn
    values : mapping
        Output of every layer by name, for one picture.
    layers : sequence of str
        Those that are sent; all, if it is None.
    whole : sequence of str
        Layers whose outputs follow from nothing, for somebody changed them.
    """
    arrays: dict[str, np.ndarray] = {}
    for layer in drawn.facts["layers"]:
        name, kind = layer["name"], layer["kind"]
        if layers is not None and name not in layers:
            continue
        if name in whole:
            arrays[name] = values[name]
        elif kind == "bn":
            arrays[name], arrays[f"{name}.zero"] = without_zeros(
                values[layer["source"]], values[name]
            )
        elif kind not in ("relu", "pool", "dropout", "flatten"):
            arrays[name] = values[name]
    return arrays


def without_zeros(source: np.ndarray, output: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The outputs whose source is not zero, in order; and for each channel the one that zeros give.

    >>> source = np.array([[0, 2, 0], [0, 0, 1]], np.float32)
    >>> [part.tolist() for part in without_zeros(source, 10 * source - 1)]
    [[19.0, 9.0], [-1.0, -1.0]]
    """
    empty = source == 0
    channels = len(source)
    first = empty.reshape(channels, -1).argmax(axis=1)
    zero = output.reshape(channels, -1)[np.arange(channels), first]
    return output[~empty], zero


def _nothing() -> None:
    """Streamlit wants a callback for each state a component sets."""
