"""The network at each moment of its training, and what it makes of a picture there.

Only the small layers are held in memory: 4.7 MB for all moments together. The first fully connected
layer's matrix, 8 MB as numbers, is read from its file in four bits a weight when it is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from pages.ui.facts import reading
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore.images import to_network_input

if TYPE_CHECKING:
    from torch import Tensor

    from vizcore.nets import Layer

#: Whose maps can be looked at.
LAYERS = tuple(f"{kind}{stage}" for stage in (1, 2, 3, 4) for kind in ("conv", "relu", "bn"))

_STAGES = (1, 2, 3, 4)
_LARGE = "layers.fc1.weight"
_ROWS = 64


@dataclass(frozen=True, eq=False)
class Moment:
    """The network after `step` steps; `weights` by name, without the large matrix; read only."""

    step: int
    file: str
    weights: "Mapping[str, Tensor]"


@st.cache_resource(show_spinner=False)
def card() -> dict[str, Any]:
    """What is known of the film: `vizcore.nets.film_card`, read once."""
    from vizcore.nets import film_card

    return film_card()


@st.cache_resource(show_spinner="Loading the film")
def moments() -> Sequence[Moment]:
    """The whole film, for everybody; nobody may change it."""
    import torch
    from safetensors import safe_open

    from vizcore.nets.film import FILM

    torch.set_num_threads(1)
    found = []
    for frame in card()["frames"]:
        path = FILM / frame["file"]
        with reading(path), safe_open(path, "pt") as file:
            names = [name for name in file.keys() if not name.startswith(_LARGE)]  # noqa: SIM118
            weights = {
                name.removeprefix("layers."): file.get_tensor(name).float() for name in names
            }
        found.append(Moment(frame["step"], str(path), weights))
    return tuple(found)


@st.cache_resource(show_spinner=False)
def layers() -> "Sequence[Layer]":
    """The layers whose maps can be looked at, in order."""
    from vizcore.nets import MiniVGG, layers_of

    return tuple(layer for layer in layers_of(MiniVGG()) if layer.name in LAYERS)


def network_input(picture: Picture) -> np.ndarray:
    """The middle square of a picture as the network sees it: (32, 32, 3) uint8."""
    return to_network_input(picture.preview)


def prepared(picture: Picture) -> "Tensor":
    """The same as the network takes it: (1, 3, 32, 32) float32."""
    import torch

    from vizcore.images.tensors import CIFAR10, standardise, to_unit

    x = standardise(to_unit(network_input(picture)[None]), *CIFAR10).transpose(0, 3, 1, 2)
    return torch.from_numpy(np.ascontiguousarray(x, np.float32))


def passed(
    moment: Moment, x: "Tensor", last: str = "pool2", *, halfway: bool = False
) -> "dict[str, Tensor]":
    """What the layers up to `last` make of `x`, which is there too, by name.

    `x` is the input of the first layer, or, `halfway`, what the first pooling puts out.
    """
    from torch.nn.functional import batch_norm, conv2d, max_pool2d, relu

    w, found = moment.weights, {"pool1" if halfway else "input": x}
    for stage in _STAGES[2 if halfway else 0 :]:
        conv, norm, pool = f"conv{stage}", f"bn{stage}", f"pool{stage // 2}"
        found[conv] = x = conv2d(x, w[f"{conv}.weight"], w[f"{conv}.bias"], padding=1)
        found[f"relu{stage}"] = x = relu(x)
        found[norm] = x = batch_norm(
            x,
            w[f"{norm}.running_mean"],
            w[f"{norm}.running_var"],
            w[f"{norm}.weight"],
            w[f"{norm}.bias"],
        )
        if stage % 2 == 0:
            found[pool] = x = max_pool2d(x, 2)
        if last in found:
            break
    return found


def answered(moment: Moment, pooled: "Tensor") -> np.ndarray:
    """The probabilities of the classes that follow from the last pooling's maps."""
    import torch
    from safetensors import safe_open
    from torch.nn.functional import batch_norm, linear, relu, softmax

    with reading(Path(moment.file)), safe_open(moment.file, "np") as file:
        nibbles, step = (file.get_tensor(f"{_LARGE}.{part}") for part in ("nibbles", "step"))
    w = moment.weights
    sums = times_nibbles(nibbles, pooled.flatten().numpy()) * step
    hidden = relu(torch.from_numpy(sums) + w["fc1.bias"])[None]
    normal = batch_norm(
        hidden, w["bn5.running_mean"], w["bn5.running_var"], w["bn5.weight"], w["bn5.bias"]
    )
    return np.asarray(softmax(linear(normal, w["fc2.weight"], w["fc2.bias"]), 1)[0].numpy())


def times_nibbles(nibbles: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Products of a matrix of whole numbers, -8 to 7, with a vector: (rows,) float32.

    A few rows are unpacked at a time into the same small arrays: that is twenty times as fast as
    unpacking the whole matrix, for which the system has to find memory again and again.

    >>> times_nibbles(np.array([[31, 139]], np.uint8), np.array([1, 1, 2, 5], np.float32)).tolist()
    [6.0]
    """
    even, odd = np.ascontiguousarray(x[::2]), np.ascontiguousarray(x[1::2])
    few = np.empty((_ROWS, nibbles.shape[1]), np.uint8)
    unpacked, sums = np.empty(few.shape, np.float32), np.empty(len(nibbles), np.float32)
    for first in range(0, len(nibbles), _ROWS):
        part = nibbles[first : first + _ROWS]
        small, large = few[: len(part)], unpacked[: len(part)]
        np.subtract(np.bitwise_and(part, 15, out=small), np.float32(8), out=large)
        total = large @ even
        np.subtract(np.right_shift(part, 4, out=small), np.float32(8), out=large)
        sums[first : first + _ROWS] = total + large @ odd
    return sums


def outputs_of(picture: Picture, last: str) -> "Sequence[dict[str, Tensor]]":
    """What the layers up to `last` make of a picture at each moment; later ones begin halfway."""
    import torch

    late = last == "pool2" or last[-1] in "34"
    with torch.inference_mode():
        if not late:
            x = prepared(picture)
            return [passed(moment, x, last) for moment in moments()]
        middle = made_once(picture, "learning_halfway", (), lambda: _halfway(picture))
        return [
            passed(moment, torch.from_numpy(x)[None], last, halfway=True)
            for moment, x in zip(moments(), middle, strict=True)
        ]


def _halfway(picture: Picture) -> np.ndarray:
    """What the first pooling puts out at each moment: (moments, 32, 16, 16), half a megabyte."""
    x = prepared(picture)
    return np.stack([passed(moment, x, "pool1")["pool1"][0].numpy() for moment in moments()])


def chances_of(picture: Picture) -> np.ndarray:
    """The probabilities of the classes at each moment: (moments, classes) float32."""
    return made_once(picture, "learning_chances", (), lambda: _chances(picture))


def _chances(picture: Picture) -> np.ndarray:
    each = zip(moments(), outputs_of(picture, "pool2"), strict=True)
    return np.stack([answered(moment, outputs["pool2"]) for moment, outputs in each])
