"""The trained network as pages use it: loaded once for everybody, never changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from pages.ui.components.maps import (
    Drawn,
    Facts,
    Payload,
    Standing,
    dead_maps,
    layer_facts,
    passage_arrays,
    stands_out,
)
from pages.ui.facts import facts
from pages.ui.inside.crop import Crop
from pages.ui.inside.doubt import doubt
from pages.ui.network import passes, trained
from pages.ui.picture import Picture

if TYPE_CHECKING:
    from torch import Tensor

    from vizcore.nets import Layer, MiniVGG

#: Terms of a sum over thousands that are named one by one.
NAMED_TERMS = 12
#: A kernel is dead if all its weights are smaller; those of others reach a hundred times as far.
DEAD_WEIGHT = 0.002
#: A map is nearly constant if its values differ by less than this share of the layer's largest.
STILL_SHARE = 0.01


@dataclass(frozen=True)
class Network:
    """The model with the facts that every picture shares."""

    model: "MiniVGG"
    layers: "tuple[Layer, ...]"
    drawn: Drawn

    @property
    def labels(self) -> tuple[str, ...]:
        return self.model.labels


@dataclass(frozen=True)
class Passage:
    """One 32x32 picture and what every layer made of it, as float32 arrays by layer name."""

    pixels: np.ndarray
    values: Mapping[str, np.ndarray]

    @property
    def probabilities(self) -> np.ndarray:
        return self.values["softmax"]


@st.cache_resource(show_spinner="Loading the network")
def load_network() -> Network:
    """The trained MiniVGG; all sessions share it, so nobody may change it."""
    from vizcore.nets import layers_of, parameters_of

    model = trained()
    layers = layers_of(model)
    parameters = parameters_of(model)
    dead = dead_maps(layers, parameters, DEAD_WEIGHT)
    facts: Facts = {
        "layers": [layer_facts(layer, dead[layer.name]) for layer in layers],
        "first": "conv1",
        "mean": _list(model.mean),
        "std": _list(model.std),
        "dead": DEAD_WEIGHT,
        "still": STILL_SHARE,
        "about": _about(model),
        "device": _device_title(str(model.mean.device)),
    }
    return Network(model, layers, Drawn("minivgg", facts, parameters, ["fc1"]))


def _about(model: "MiniVGG") -> str:
    """How large the network is, and how often it was right on images that it never saw."""
    parameters = sum(parameter.numel() for parameter in model.parameters())
    test = facts("weights/model-card.json")["test"]
    return (
        f"{type(model).__name__} has {parameters:,} parameters and names "
        f"{100 * test['accuracy']:.1f} % of {test['images']:,} test images right."
    )


def _list(tensor: "Tensor") -> list[float]:
    return [float(value) for value in tensor.flatten().tolist()]


def packed_passage(
    network: Network,
    picture: Picture,
    crop: Crop,
    key: str,
    packed: Callable[[Payload, dict[str, np.ndarray]], bytes],
) -> tuple[bytes, dict[str, Standing]]:
    """What the browser draws of a picture, as `packed` packs it, and what stands out in each layer.

    Both are kept in the session until picture or crop is another. So a value that is pinned costs
    no forward pass, and nothing is packed again.
    """
    mark, memory = (picture.digest, crop), f"{key}_passage"
    held = st.session_state.get(memory)
    if held is None or held[0] != mark:
        passage = pass_through(network, crop.cut(picture.preview))
        standing = standing_out(network, passage.values)
        payload: Payload = {
            "token": token_of(picture, crop),
            "network": network.drawn.name,
            "photo": f"photo/{picture.digest}",
            "crop": list(crop),
            "least": min(1.0, max(0.1, 32 / min(picture.preview.shape[:2]))),
            "picture": picture.digest,
            "doubt": doubt(picture.sample, passage.probabilities),
            "standing": standing,
        }
        arrays = (
            {"pixels": passage.pixels}
            | passage_arrays(network.drawn, passage.values)
            | largest_terms(network, passage.values, network.drawn.parameters)
        )
        held = st.session_state[memory] = mark, (packed(payload, arrays), standing)
    kept: tuple[bytes, dict[str, Standing]] = held[1]
    return kept


def token_of(picture: Picture, crop: Crop) -> str:
    """What tells one part of one picture from all others."""
    return f"{picture.digest}/{','.join(map(str, crop))}"


def standing_out(network: Network, values: Mapping[str, np.ndarray]) -> dict[str, Standing]:
    """What is looked at in each layer while nobody chose."""
    return {
        layer.name: stands_out(
            values[layer.name], classes=bool(layer.units) and len(layer.shape) == 1
        )
        for layer in network.layers
    }


def largest_terms(
    network: Network, values: Mapping[str, np.ndarray], parameters: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Of each unit whose weights stay here, the inputs that move it most, and their weights."""
    from vizcore.nets.contributions import largest_contributions

    found: dict[str, np.ndarray] = {}
    for layer in network.layers:
        if layer.name in network.drawn.terms:
            weight, x = parameters[f"{layer.name}.weight"], values[layer.source].ravel()
            places, weights = largest_contributions(weight, x, NAMED_TERMS)
            found |= {f"{layer.name}.places": places, f"{layer.name}.weights": weights}
    return found


def pass_through(network: Network, pixels: np.ndarray) -> Passage:
    """Send a (32, 32, 3) uint8 picture through the network and keep every layer's output."""
    x = network.model.prepare(pixels[None].copy())
    return Passage(pixels, values_of(network, {"input": x, **passes().record(x)}))


def values_of(network: Network, outputs: "Mapping[str, Tensor]") -> dict[str, np.ndarray]:
    """The outputs of every layer for the first of some pictures, the softmax too, as arrays."""
    *names, softmax = (layer.name for layer in network.layers)
    values = {name: outputs[name][0].float().cpu().numpy() for name in names}
    return values | {softmax: outputs[names[-1]][0].float().softmax(dim=0).cpu().numpy()}


def _device_title(device: str) -> str:
    if device.startswith("cuda"):
        import torch

        return f"CUDA ({torch.cuda.get_device_name(device)})"
    return "Apple GPU (MPS)" if device == "mps" else "CPU"
