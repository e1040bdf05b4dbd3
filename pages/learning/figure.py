"""What the figure draws of a picture and a layer, packed once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pages.learning.film import card, chances_of, moments, network_input, outputs_of
from pages.ui.components.learning import Facts, Frame
from pages.ui.components.maps import Standing, stands_out
from pages.ui.components.store import packed
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore.nets.cifar10 import LABELS

#: The share of a layer's values that the full colour is for: few are larger.
FULL = 0.995


@dataclass(frozen=True)
class Figure:
    """What is sent of a picture and a layer under a name, and what stands out at the end."""

    name: str
    data: bytes
    standing: Mapping[str, Standing]


def figure_of(picture: Picture, layer: str) -> Figure:
    """The film of one layer's maps."""
    return made_once(picture, "learning_figure", layer, lambda: _made(picture, layer))


def _made(picture: Picture, layer: str) -> Figure:
    values = layer_values(picture, layer)
    maps, scales = to_bytes(values)
    name = f"learning/{picture.digest}/{layer}"
    frames: list[Frame] = [
        {
            "step": frame["step"],
            "epoch": frame["epoch"],
            "accuracy": frame["accuracy"],
            "loss": frame["loss"],
        }
        for frame in card()["frames"]
    ]
    facts: Facts = {
        "layer": layer, "labels": list(LABELS), "images": card()["images"], "frames": frames,
    }  # fmt: skip
    arrays = {
        "pixels": network_input(picture),
        "maps": maps,
        "scales": scales,
        "limits": np.quantile(np.abs(values).reshape(len(values), -1), FULL, axis=1).astype("f4"),
        "filters": filter_bytes(),
        "chances": chances_of(picture),
        "confusion": np.array([frame["confusion"] for frame in card()["frames"]], np.int32),
        "mean": statistics(layer, "running_mean"),
        "var": statistics(layer, "running_var"),
    }
    standing = {layer: stands_out(values[-1], classes=False)}
    return Figure(name, packed(name, facts, arrays), standing)


def layer_values(picture: Picture, layer: str) -> np.ndarray:
    """A layer's maps at each moment: (moments, channels, height, width) float32."""
    return np.stack([outputs[layer][0].numpy() for outputs in outputs_of(picture, layer)])


def to_bytes(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maps in a byte a value, for colours only: 128 is zero, 1 and 255 a map's largest size.

    Returns
    -------
    bytes : uint8 array of the same shape
    scales : (moments, channels) float32 array
        A map's largest size: value = (byte − 128) / 127 · scale, but for the rounding.
    """
    scales = np.abs(values).max((2, 3))
    share = values / np.where(scales, scales, 1)[..., None, None]
    return np.rint(share * 127 + 128).astype(np.uint8), scales.astype(np.float32)


def filter_bytes() -> np.ndarray:
    """The first layer's filters as colours: (moments, filters, 3 rows, 3 columns, 3) uint8.

    Grey is zero; a filter's largest weight has the full colour.
    """
    weights = np.stack([one.weights["conv1.weight"].numpy() for one in moments()])
    largest = np.abs(weights).max((2, 3, 4), keepdims=True)
    colours = np.rint(128 + 127 * weights / largest).astype(np.uint8)
    return np.ascontiguousarray(colours.transpose(0, 1, 3, 4, 2))


def statistics(layer: str, which: str) -> np.ndarray:
    """What the batch norm of a layer's stage keeps: (moments, channels) float32."""
    return np.stack([one.weights[f"bn{layer[-1]}.{which}"].numpy() for one in moments()])
