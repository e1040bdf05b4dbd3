"""What the browser is told of the units of a layer: facts as JSON and, as a sheet, pictures."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizcore.images.encode import encode_webp, sheet_of
from vizcore.images.nearest import Nearest, nearest_kernels
from vizcore.serve.unit_pictures import source

if TYPE_CHECKING:
    from vizcore.nets import MiniVGG
    from vizcore.nets.links import Links
    from vizcore.nets.unit_cards import Cards
    from vizcore.nets.units import Speaking

LINKED = 5  # of the strongest links, each way
_FINE = 127  # a link's weights are told in so many steps each way

Facts = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Network:
    """The trained network with its layers, weights and cards."""

    model: "MiniVGG"
    layers: "tuple[Speaking, ...]"
    cards: "Cards"

    @property
    def names(self) -> list[str]:
        """Of the layers with weights."""
        return [each.name for each in self.layers]

    def weight(self, name: str) -> np.ndarray:
        """Of a layer."""
        array: np.ndarray = self.model.layers.state_dict()[f"{name}.weight"].numpy()
        return array


@functools.cache
def network() -> Network:
    """One of this module's own: nobody waits for it elsewhere. Loads torch."""
    from vizcore.nets import layers_of, load_minivgg
    from vizcore.nets.unit_cards import load_cards
    from vizcore.nets.units import speaking

    model = load_minivgg("cpu")
    return Network(model, speaking(layers_of(model)), load_cards())


def parts_of(layer: "Speaking") -> int:
    """How many parts a layer's units have."""
    from vizcore.nets.exciting import PART

    return -(-layer.units // PART)


@functools.lru_cache(maxsize=32)
def facts(name: str, part: int) -> bytes:
    """All that is told of the units of a part, as JSON."""
    from vizcore.nets.exciting import PART

    net = network()
    layer = net.layers[net.names.index(name)]
    units = range(PART * part, min(PART * (part + 1), layer.units))
    told = {"pictures": source().kind, "units": _units(net, layer, units)}
    return json.dumps(told, separators=(",", ":")).encode()


@functools.lru_cache(maxsize=32)
def sheet(name: str, part: int) -> bytes:
    """The nine pictures of each unit of a part in a row, as a WebP file."""
    from vizcore.nets.exciting import BEST, PART

    best = network().cards.exciting(name, source().kind).picture
    numbers = best[PART * part : PART * (part + 1)].ravel()
    tiles = np.zeros((len(numbers), 32, 32, 3), np.uint8)
    tiles[numbers >= 0] = source().read(numbers[numbers >= 0])
    return encode_webp(sheet_of(tiles, BEST), 90)


def climbed(name: str) -> bytes:
    """What `maximise` makes for each unit of a layer at its defaults, as a WebP file."""
    return network().cards.arrays[f"{name}.climbed"].tobytes()


def _units(net: Network, layer: "Speaking", units: range) -> list[Facts]:
    links = dict(_links(net, layer))
    return [
        _pictures(net, layer.name, unit)
        | _measured(net, layer, unit)
        | _weights(net, layer, unit, links.get("back"))
        | {"on": _ties(links.get("on"), unit, backwards=False)}
        for unit in units
    ]


def _pictures(net: Network, name: str, unit: int) -> Facts:
    """Those that excite a unit most, by name, and least, by their places on the sheet."""
    found, called = net.cards.exciting(name, source().kind), source().name
    best = zip(found.picture[unit], found.place[unit], found.value[unit], strict=True)
    least = zip(found.least[unit], found.least_place[unit], found.least_value[unit], strict=True)
    return {
        "best": [[called(int(i)), int(at), _short(value)] for i, at, value in best if i >= 0],
        "least": [[int(tile), int(at), _short(value)] for tile, at, value in least],
    }


def _measured(net: Network, layer: "Speaking", unit: int) -> Facts:
    """Its answers to the classes, how often it fires, what happens without it, its climb."""
    arrays, name = net.cards.arrays, layer.name
    off = arrays[f"{name}.off"][unit] if f"{name}.off" in arrays else np.zeros(0)
    return {
        "means": _shorts(arrays[f"{name}.means"][unit]),
        "off": _shorts(off),
        "fires": _short(arrays[f"{name}.fires"][unit]),
        "climb": _shorts(arrays[f"{name}.climb"][unit]),
    }


def _weights(net: Network, layer: "Speaking", unit: int, links: "Links | None") -> Facts:
    """The kernel of a unit of the first layer; of others the strongest links and their weights."""
    facts: Facts = {"back": [], "slices": [], "kernel": [], "nearest": []}
    if layer.before == "input":
        return facts | _kernel(net.weight(layer.name)[unit])
    back = _ties(links, unit, backwards=True)
    return facts | {
        "back": back,
        "slices": _slices(net, layer, unit, [int(tie[0]) for tie in back]),
    }


def _links(net: Network, layer: "Speaking") -> "list[tuple[str, Links]]":
    """To the layer before and to the one behind, where they have units."""
    from vizcore.nets.links import links

    arrays, place = net.cards.arrays, net.names.index(layer.name)
    pairs = [("back", place - 1, place), ("on", place, place + 1)]
    return [
        (way, links(
            net.weight(net.names[target]),
            arrays[f"{net.names[start]}.size"],
            arrays[f"{net.names[start]}.lean"],
        ))
        for way, start, target in pairs
        if start >= 0 and target < len(net.names)
    ]  # fmt: skip


def _ties(links: "Links | None", unit: int, *, backwards: bool) -> list[list[float | int]]:
    """The strongest links of a unit: the other unit, strength, lean."""
    if links is None:
        return []
    strength, lean = (
        part[unit] if backwards else part[:, unit] for part in (links.strength, links.lean)
    )
    order = np.argsort(-strength, kind="stable")[:LINKED]
    return [[int(i), _short(strength[i]), _short(lean[i])] for i in order]


def _slices(net: Network, layer: "Speaking", unit: int, sources: Sequence[int]) -> list[Facts]:
    """Rows, columns and weights between a unit and each of some sources, in steps of their own."""
    before = net.layers[net.names.index(layer.before)]
    between = net.weight(layer.name)[unit].reshape(before.units, -1)
    rows, columns = _sides(layer, between.shape[1])
    told = []
    for i in sources:
        weights = between[i]
        step = float(np.abs(weights).max()) / _FINE or 1.0
        steps = np.rint(weights / step).astype(int).tolist()
        told.append({"size": [rows, columns], "step": _short(step), "steps": steps})
    return told


def _sides(layer: "Speaking", places: int) -> tuple[int, int]:
    """Rows and columns of the weights between two units: a window, or a whole map."""
    if layer.layer.kind == "conv":
        return layer.layer.window
    side = round(places**0.5)  # maps are squares, or single values
    return side, places // side


def _kernel(kernel: np.ndarray) -> Facts:
    """The first layer's weights, and the kernels made by hand that are most like them."""
    grey, colours = nearest_kernels(kernel)
    return {"kernel": _shorts(kernel.ravel()), "nearest": [_near(grey), *map(_near, colours)]}


def _near(found: Nearest) -> list[Any]:
    from vizcore.images import KERNELS

    title = KERNELS[found.name].title if found.name else ""
    return [found.name, title, _short(found.r)]


def _shorts(values: np.ndarray) -> list[float | int]:
    return [_short(value) for value in values]


def _short(value: "float | np.floating[Any]") -> float | int:
    """Five significant digits; a whole number without a point."""
    rounded = float(f"{float(value):.5g}")
    return int(rounded) if rounded.is_integer() else rounded
