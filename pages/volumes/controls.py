"""The controls of the page Over volumes, and the layer that they describe."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import streamlit as st

from pages.ui import controls, settings
from pages.ui.components.volumes import ACTIVATION_TITLES
from pages.ui.matrices import rgb_patch
from pages.ui.picture import Picture
from pages.ui.picture_choice import image_picker
from pages.volumes.layers import (
    LONGEST_SIDE,
    MOST_CHANNELS,
    MOST_FILTERS,
    WIDEST,
    random_depth,
    random_layer,
    random_volume,
)
from vizcore.steps.volume import DepthSettings, VolumeSettings


class Sizes(NamedTuple):
    """Sizes that show what is special about a kind of layer."""

    channels: int
    filters: int
    side: int
    groups: int
    size: int


#: By the name that stands in the URL.
KINDS = {
    "ordinary": Sizes(3, 2, 3, 1, 5),
    "pointwise": Sizes(3, 2, 1, 1, 4),
    "grouped": Sizes(4, 4, 3, 2, 4),
    "depthwise": Sizes(3, 3, 3, 3, 5),
    "depth": Sizes(1, 1, 2, 1, 4),
}
_TITLES = {
    "ordinary": "Ordinary",
    "pointwise": "1×1",
    "grouped": "Grouped",
    "depthwise": "Depthwise",
    "depth": "3-D",
}
_SOURCES = {"random": "Random numbers", "picture": "Picture"}
_RGB = ("R, red", "G, green", "B, blue")
_WIDTH = 92  # pixels: three controls side by side on a phone


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    kind : str
        Key of `KINDS`.
    sizes : Sizes
        `size` is the side of the input; in a picture there are three channels.
    stride, padding, seed, activation
        As in `random_layer`.
    second : bool
        Whether a second layer of the same kind takes the maps of the first one.
    patch : array (3, size, size), optional
        The input where it is a piece of the picture.
    """

    kind: str
    sizes: Sizes
    stride: int
    padding: int
    seed: int
    activation: str
    second: bool
    patch: np.ndarray | None

    def shown(self) -> "Shown":
        """The layer; an impossible one raises ShapeError here or by its first result."""
        _, filters, side, _, size = self.sizes
        if self.kind == "depth":
            return Shown(random_depth(size, side, self.seed, self.stride, self.activation))
        x = self.patch
        if x is None:
            x = random_volume(self.sizes.channels, size, self.seed)
        first = self._layer(x, 1)
        if self.second:
            names = tuple(f"Map {k + 1}" for k in range(filters))
            return Shown(self._layer(first.output, 2), names)
        return Shown(first, () if self.patch is None else _RGB, colours=self.patch is not None)

    def _layer(self, x: np.ndarray, number: int) -> VolumeSettings:
        _, filters, side, groups, _ = self.sizes
        return random_layer(
            x,
            filters,
            side,
            seed=[self.seed, number],
            groups=len(x) if self.kind == "depthwise" else groups,
            stride=self.stride,
            padding=self.padding,
            activation=self.activation,
        )


@dataclass(frozen=True)
class Shown:
    """A layer and how its input is shown: names of channels, red, green and blue or signed."""

    layer: VolumeSettings | DepthSettings
    names: tuple[str, ...] = ()
    colours: bool = False


def choose_layer() -> Choice:
    """Show all controls; what a kind of layer decides by itself is left out."""
    kind, picture = _kind_and_source()
    depth, start = kind == "depth", KINDS[kind]
    with controls.row("volumes_sizes"):
        flat = not (depth or picture)
        channels = _optional(flat, "Channels D", "channels", start.channels, 1, MOST_CHANNELS)
        filters = _optional(not depth, "Filters K", "filters", start.filters, 1, MOST_FILTERS)
        side = _optional(kind != "pointwise", "Side f", "side", start.side, 1, WIDEST)
        groups = _optional(kind == "grouped", "Groups G", "groups", start.groups, 1, MOST_CHANNELS)
        activation = settings.choice(
            "Activation",
            "volumes_activation",
            ACTIVATION_TITLES,
            "relu",
            kind="list",
            width=112,
        )
        with st.popover("More"), controls.row():
            size = _number("Input side", "size", start.size, 2, LONGEST_SIDE)
            stride = _number("Stride", "stride", 1, 1, 2)
            seed = _number("Seed", "seed", 0, 0, 9999)
            padding = _optional(not depth, "Padding", "padding", 0, 0, 1)
            patch = _patch(picture, size)
        second = _next_layer(not depth)
    sizes = Sizes(3 if picture else channels, filters, side, groups, size)
    return Choice(kind, sizes, stride, padding, seed, activation, second, patch)


def _kind_and_source() -> tuple[str, Picture | None]:
    with controls.row("volumes_kind"):
        kind = settings.choice(
            "Kind",
            "volumes_kind",
            _TITLES,
            "ordinary",
            on_change=_start_over,
            label_visibility="collapsed",
        )
        origin = settings.choice(
            "Volume from",
            "volumes_source",
            _SOURCES,
            "random",
            kind="segments",
            on_change=_start_over,
            disabled=kind == "depth",
            label_visibility="collapsed",
        )
    shown = origin == "picture" and kind != "depth"
    return kind, image_picker() if shown else None


def _start_over() -> None:
    """Take the sizes of the kind that was chosen."""
    sizes = KINDS[st.session_state["volumes_kind"]]
    if st.session_state["volumes_source"] == "picture" and sizes.groups > 1:
        sizes = Sizes(3, 3, 3, 3, 5)  # three channels have no other groups
    for name, value in sizes._asdict().items():
        st.session_state[f"volumes_{name}"] = value
    st.session_state["volumes_next"] = False


def _next_layer(shown: bool) -> bool:
    with st.container(width="content"):
        return shown and settings.toggle(
            "Next layer",
            "volumes_next",
            help="The maps of this layer become the image of a second one.",
        )


def _patch(picture: Picture | None, side: int) -> np.ndarray | None:
    with st.container(width="content"), controls.row():
        if picture is None:
            return None
        pixels = _number("Pixels a cell", "pixels", 16, 1, 64)
        across = _number("Across, %", "across", 50, 0, 100)
        down = _number("Down, %", "down", 40, 0, 100)
    return rgb_patch(picture.preview, side, across=across / 100, down=down / 100, pixels=pixels)


def _number(label: str, name: str, default: int, low: int, high: int) -> int:
    return settings.number(label, f"volumes_{name}", default, low=low, high=high, width=_WIDTH)


def _optional(shown: bool, label: str, name: str, default: int, low: int, high: int) -> int:
    """A number in a place that is always there, so that what comes after it stays where it is."""
    with st.container(width="content"):
        return _number(label, name, default, low, high) if shown else default
