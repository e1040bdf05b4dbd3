"""The trained network as lessons use it: loaded once for everybody, and never changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore.images import to_network_input

if TYPE_CHECKING:
    from vizcore.nets import MiniVGG
    from vizcore.nets.passes import Passes


@st.cache_resource(show_spinner="Loading the network")
def trained() -> "MiniVGG":
    """The trained MiniVGG; all sessions share it, so nobody may change it. Loads torch."""
    import torch

    from vizcore.nets import load_minivgg

    torch.backends.cudnn.allow_tf32 = False  # its ten bits would show in the sums on screen
    torch.set_num_threads(1)  # a picture takes two milliseconds, and others are waiting
    return load_minivgg()


@st.cache_resource(show_spinner=False)
def passes() -> "Passes":
    """Its forward passes: people who ask at the same moment are in one together."""
    from vizcore.nets.passes import Passes

    return Passes(trained())


@st.cache_resource(show_spinner=False)
def weights_of(layer: str) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases of a layer, as read-only float32 arrays."""
    module = getattr(trained().layers, layer)
    arrays = tuple(part.detach().cpu().numpy() for part in (module.weight, module.bias))
    for array in arrays:
        array.flags.writeable = False
    return arrays[0], arrays[1]


def outputs_of(picture: Picture, layers: Sequence[str]) -> Mapping[str, np.ndarray]:
    """What some layers put out for the middle square of a picture, as float32 arrays by name."""
    return made_once(picture, "network_outputs", tuple(layers), lambda: _outputs(picture, layers))


def _outputs(picture: Picture, layers: Sequence[str]) -> dict[str, np.ndarray]:
    pixels = to_network_input(picture.preview)
    outputs = passes().record(trained().prepare(pixels[None].copy()))
    return {name: outputs[name][0].float().cpu().numpy() for name in layers}
