"""The trained network as pages use it: loaded once for everybody, never changed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

if TYPE_CHECKING:
    from vizcore.nets import Layer, MiniVGG


@dataclass(frozen=True)
class Network:
    """The model with the facts that every picture shares."""

    model: "MiniVGG"
    layers: "tuple[Layer, ...]"
    parameters: Mapping[str, np.ndarray]
    epsilon: float

    @property
    def labels(self) -> tuple[str, ...]:
        return self.model.labels

    @property
    def device(self) -> str:
        """Where it runs, for people: "CUDA (NVIDIA H200)", "Apple GPU (MPS)" or "CPU"."""
        return _device_title(str(self.model.mean.device))


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
    import torch

    from vizcore.nets import layers_of, load_minivgg, parameters_of
    from vizcore.nets.layers import epsilon_of

    torch.backends.cudnn.allow_tf32 = False  # its ten bits would show in the sums on screen
    model = load_minivgg()
    return Network(model, layers_of(model), parameters_of(model), epsilon_of(model, "bn1"))


def pass_through(network: Network, pixels: np.ndarray) -> Passage:
    """Send a (32, 32, 3) uint8 picture through the network and keep every layer's output.

    One thread for one picture: it takes two milliseconds, and others are waiting.
    """
    import torch

    from vizcore.nets import record

    torch.set_num_threads(1)
    with torch.inference_mode():
        x = network.model.prepare(pixels[None].copy())
        outputs = {"input": x, **record(network.model, x)}
        outputs["softmax"] = torch.softmax(outputs["fc2"], dim=1)
        values = {name: outputs[name][0].float().cpu().numpy() for name in _names(network)}
    return Passage(pixels, values)


OUTSIDE = (
    "This shows none of the ten classes that the network knows. It must choose one all the same."
)
UNDECIDED = (
    "No class stands out. The network knows ten classes and must choose one, whatever it is shown."
)
#: Samples that show one of CIFAR-10's classes.
KNOWN_SAMPLES = frozenset({"cat"})


def doubt(sample: str | None, probabilities: np.ndarray) -> str:
    """One sentence where the answer should not be believed as it stands, or nothing.

    >>> doubt("cat", np.eye(10)[3])
    ''
    >>> doubt("rocket", np.eye(10)[0]) == OUTSIDE, doubt(None, np.full(10, 0.1)) == UNDECIDED
    (True, True)
    """
    if sample is not None and sample not in KNOWN_SAMPLES:
        return OUTSIDE
    if probabilities.max() < 0.5 or uncertainty(probabilities) > 0.6:
        return UNDECIDED
    return ""


def uncertainty(probabilities: np.ndarray) -> float:
    """Entropy as a share of the largest possible: 0 is sure of one class, 1 cannot tell any apart.

    >>> uncertainty(np.full(10, 0.1)), uncertainty(np.eye(10)[3])
    (1.0, 0.0)
    """
    positive = probabilities[probabilities > 0].astype(np.float64)
    entropy = -(positive * np.log(positive)).sum() / math.log(len(probabilities))
    return round(abs(float(entropy)), 12)


def _names(network: Network) -> list[str]:
    return [layer.name for layer in network.layers]


def _device_title(device: str) -> str:
    if device.startswith("cuda"):
        import torch

        return f"CUDA ({torch.cuda.get_device_name(device)})"
    return "Apple GPU (MPS)" if device == "mps" else "CPU"
