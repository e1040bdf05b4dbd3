"""Which layer is looked at, and what it makes of the person's picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import place
from pages.ui.components.unit import Seen, UnitLayer
from pages.ui.memory import made_once
from pages.ui.network import outputs_of, trained
from pages.ui.picture import Picture
from vizcore.images import to_network_input

if TYPE_CHECKING:
    from vizcore.nets import MiniVGG
    from vizcore.nets.units import Speaking

KEY = "unit"


@dataclass(frozen=True, eq=False)
class Units:
    """The layers whose units have cards, and how the browser knows them."""

    layers: "tuple[Speaking, ...]"
    told: list[UnitLayer]

    def answers(self, name: str) -> str:
        """The layer whose output is looked at."""
        return next(each.answers.name for each in self.layers if each.name == name)


@st.cache_resource(show_spinner="Loading the network")
def all_units() -> Units:
    """Those of the trained network; all sessions share them."""
    from vizcore.nets import layers_of
    from vizcore.nets.units import speaking

    model = trained()
    layers = speaking(layers_of(model))
    behind = [*(each.name for each in layers[1:]), ""]
    told: list[UnitLayer] = [
        {
            "name": each.name,
            "answers": each.answers.name,
            "labels": list(each.layer.units),
            "shape": list(each.layer.shape),
            "field": _field(model, each),
            "fires": each.fires,
            "before": each.before if each.before != "input" else "",
            "behind": following,
        }
        for each, following in zip(layers, behind, strict=True)
    ]
    return Units(layers, told)


def _field(model: "MiniVGG", layer: "Speaking") -> list[int]:
    """Pixels that one value sees, pixels from one to the next, pixels before for the first."""
    from vizcore.nets import receptive_field

    if len(layer.layer.shape) < 3:
        return []
    row = layer.layer.shape[1] // 2
    one, other = (receptive_field(model, layer.name, (0, at, at)).rows for at in (row, row + 1))
    apart = other[0] - one[0]
    return [len(one), apart, row * apart - one[0]]


@dataclass(frozen=True)
class Unit:
    """The unit that the programs print."""

    layer: str
    channel: int


def chosen_unit(units: Units, first: Unit) -> Unit:
    """The one that the browser told of last, or that the address names, or the first."""
    told = place.news(KEY, "layer")
    if not isinstance(told, Mapping):
        told = {"layer": place.asked("layer"), "channel": place.asked("channel")}
    layer = next((each for each in units.layers if each.name == told.get("layer")), None)
    name, text = (layer.name if layer else first.layer), str(told.get("channel"))
    count = next(each.units for each in units.layers if each.name == name)
    start = first.channel if name == first.layer else 0
    known = text.isascii() and text.isdigit() and len(text) < 5 and int(text) < count
    return Unit(name, int(text) if known else start)


def seen(units: Units, picture: Picture, layer: str) -> Seen:
    """The picture as the network sees it, and the layer's maps of it."""
    answers = units.answers(layer)
    values = outputs_of(picture, [answers])[answers]
    pixels = made_once(picture, "unit_pixels", None, lambda: to_network_input(picture.preview))
    return Seen(f"unit/{picture.digest}/{layer}", layer, pixels, values, picture.name)
