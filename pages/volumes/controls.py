"""The controls of the page Over volumes, and the layer that they describe."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

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
    Layer,
    random_depth,
    random_layer,
    random_volume,
)
from pages.volumes.numbers import CHANNELS, Editor, forget
from vizcore.steps.volume import VolumeSettings


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
    flipped : bool
        Whether the kernels are turned round before they are used.
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
    flipped: bool
    patch: np.ndarray | None

    @property
    def names(self) -> list[str]:
        """What the channels of the input are called."""
        if self.patch is not None:
            return list(_RGB)
        if self.kind == "depth":
            return [f"z = {z}" for z in range(self.sizes.size)]
        return [f"Channel {c + 1}" for c in range(self.sizes.channels)]

    def made(self) -> list[Layer]:
        """One layer or two as the seed makes them; the input of the second is yet to come."""
        _, filters, side, _, size = self.sizes
        if self.kind == "depth":
            return [random_depth(size, side, self.seed, self.stride, self.activation)]
        x = self.patch
        if x is None:
            x = random_volume(self.sizes.channels, size, self.seed)
        inputs = [x, np.zeros((filters, 1, 1))] if self.second else [x]
        return [self._layer(x, number) for number, x in enumerate(inputs, 1)]

    def layers(self, editor: Editor) -> list[Layer]:
        """One layer or two with the numbers that were typed and the kernels as they are read.

        An impossible one raises ShapeError here or by its first result.
        """
        shown: list[Layer] = []
        for layer in self.made():
            if shown:
                layer = replace(layer, x=shown[0].output)
            layer = editor.of(layer, second=bool(shown))
            shown.append(layer.turned() if self.flipped else layer)
        return shown

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


def choose_kind() -> tuple[str, Picture | None]:
    """Show the kinds of a layer and where its input comes from; the picture, if from there."""
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


def choose_layer(kind: str, picture: Picture | None) -> Choice:
    """Show all other controls; what a kind of layer decides by itself is left out."""
    depth, start = kind == "depth", KINDS[kind]
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
        seed = _number("Seed", "seed", 0, 0, 9999, on_change=forget)
        padding = _optional(not depth, "Padding", "padding", 0, 0, 1)
        patch = _patch(picture, size)
    second = _next_layer(not depth)
    with st.container(width="content"):
        flipped = settings.toggle(
            "Flip the kernels",
            "volumes_flip",
            help="Turn every kernel round before it is used, as mathematics does.",
        )
    sizes = Sizes(3 if picture else channels, filters, side, groups, size)
    return Choice(kind, sizes, stride, padding, seed, activation, second, flipped, patch)


def _start_over() -> None:
    """Take the sizes of the kind that was chosen; what was typed gives way to them."""
    sizes = KINDS[st.session_state["volumes_kind"]]
    if st.session_state["volumes_source"] == "picture" and sizes.groups > 1:
        sizes = Sizes(3, 3, 3, 3, 5)  # three channels have no other groups
    for name, value in sizes._asdict().items():
        st.session_state[f"volumes_{name}"] = value
    st.session_state["volumes_next"] = False
    forget()


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
        pixels = _number("Pixels a cell", "pixels", 16, 1, 64, on_change=_forget_channels)
        across = _number("Across, %", "across", 50, 0, 100, on_change=_forget_channels)
        down = _number("Down, %", "down", 40, 0, 100, on_change=_forget_channels)
    if st.session_state.setdefault("volumes_picture", picture.digest) != picture.digest:
        st.session_state["volumes_picture"] = picture.digest
        _forget_channels()
    return rgb_patch(picture.preview, side, across=across / 100, down=down / 100, pixels=pixels)


def _forget_channels() -> None:
    """Drop numbers typed into channels that are being replaced."""
    forget(CHANNELS)


def _number(label: str, name: str, default: int, low: int, high: int, **options: Any) -> int:
    return settings.number(
        label, f"volumes_{name}", default, low=low, high=high, width=_WIDTH, **options
    )


def _optional(shown: bool, label: str, name: str, default: int, low: int, high: int) -> int:
    """A number in a place that is always there, so that what comes after it stays where it is."""
    with st.container(width="content"):
        return _number(label, name, default, low, high) if shown else default
