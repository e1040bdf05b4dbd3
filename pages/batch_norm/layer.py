"""MiniVGG's first two layers, and what they make of pictures, in NumPy: no torch is needed.

The weights are read from the files that `vizcore.nets` reads, and nothing else of those files is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from safetensors import safe_open

from pages.ui.facts import facts, reading
from vizcore import ops
from vizcore.images.tensors import CIFAR10, standardise, to_unit
from vizcore.locations import ASSETS

WEIGHTS = ASSETS / "weights" / "minivgg.safetensors"
FILM = ASSETS / "film"
EPS = 1e-5

_PARTS = ("conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "conv2.weight", "conv2.bias")
_AVERAGES = ("bn1.running_mean", "bn1.running_var")
_AT_ONCE = 16  # pictures in one go: the windows of all would be too many at once


def read_layers(path: Path, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Some of the arrays of a file of weights, float32 and read-only."""
    with reading(path), safe_open(path, "numpy") as file:
        arrays = {name: file.get_tensor(f"layers.{name}").astype(np.float32) for name in names}
    for array in arrays.values():
        array.flags.writeable = False
    return arrays


@st.cache_resource
def trained() -> dict[str, np.ndarray]:
    """The trained network's first block up to its second convolution; shared, read-only."""
    return read_layers(WEIGHTS, (*_PARTS, *_AVERAGES))


def prepared(pictures: np.ndarray) -> np.ndarray:
    """Pictures (n, 32, 32, 3) as the network takes them: (n, 3, 32, 32) float32."""
    return standardise(to_unit(pictures), *CIFAR10).transpose(0, 3, 1, 2)


def convolved(x: np.ndarray, layers: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The sums of a convolution of the network, (n, k, 32, 32)."""
    weight, bias = layers[f"{name}.weight"], layers[f"{name}.bias"]
    parts = [x[i : i + _AT_ONCE] for i in range(0, len(x), _AT_ONCE)]
    return np.concatenate([ops.conv(part, weight, bias, padding=1) for part in parts])


@dataclass(frozen=True, eq=False)
class Frame:
    """The network at one moment of its training, as far as the second batch norm's input.

    Attributes
    ----------
    step : int
    epoch, accuracy : float
        Of the held-out images, how many it had right then.
    maps : (n, 32, 32, 32) float32 array
        What the second batch norm is given in training, for a fixed mini-batch.
    """

    step: int
    epoch: float
    accuracy: float
    maps: np.ndarray


def film_frames(x: np.ndarray) -> Iterable[Frame]:
    """One mini-batch on its way through the network as it was at each step of the film."""
    for frame in facts("film/film.json")["frames"]:
        layers = read_layers(FILM / frame["file"], _PARTS)
        first = ops.relu(convolved(x, layers, "conv1"))
        zero = np.zeros(first.shape[1], np.float32)
        normal, _, _ = ops.batch_norm_train(
            first, layers["bn1.weight"], layers["bn1.bias"], zero, zero, eps=EPS
        )
        maps = ops.relu(convolved(normal, layers, "conv2"))
        yield Frame(frame["step"], float(frame["epoch"]), float(frame["accuracy"]), maps)
