"""What is flattened and connected: the trained network on a picture, or a toy of whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pages.ui import place
from pages.ui.components.dense import Facts
from pages.ui.network import outputs_of, trained, weights_of
from pages.ui.picture import Picture
from vizcore import ops

#: The toy's maps: channels, rows, columns; and its outputs.
TOY, OUTPUTS = (10, 5, 5), 4


@dataclass(frozen=True, eq=False)
class Scene:
    """Numbers for the figure; `arrays` as `dense_figure` describes them.

    `unit` is the one of the layer between that is shown, −1 where there is none.
    """

    name: str
    facts: Facts
    arrays: Mapping[str, np.ndarray]
    unit: int
    weights: np.ndarray


def network_scene(picture: Picture, key: str) -> Scene:
    """The trained network on a picture, and the unit that the address names.

    Where it names none, it is the one that pushes most for the likeliest class.
    """
    out = outputs_of(picture, ("pool2", "fc1", "bn5", "fc2"))
    weight, bias = weights_of("fc2")
    rows, biases = weights_of("fc1")
    strongest = int((weight[out["fc2"].argmax()] * out["bn5"]).argmax())
    unit = _chosen(key, strongest, len(rows))
    arrays = {
        "maps": out["pool2"],
        "sums": out["fc1"],
        "biases": biases,
        "inputs": out["bn5"],
        "weights": weight,
        "bias": bias,
        "outputs": out["fc2"],
    }
    facts: Facts = {"layers": ["pool2", "fc1", "fc2"], "names": list(trained().labels)}
    return Scene(f"dense/{picture.digest}", facts, arrays, unit, rows[unit])


def _chosen(key: str, default: int, units: int) -> int:
    text = place.asked(key) or ""
    known = text.isascii() and text.isdigit() and len(text) <= 4 and int(text) < units
    unit = int(text) if known else default
    place.note(key, None if unit == default else str(unit))
    return unit


def toy_numbers(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Maps (10, 5, 5), weights (4, 250) and biases (4,) of small whole numbers.

    >>> maps, weights, bias = toy_numbers(0)
    >>> maps.shape, weights.shape, int(maps.min()), int(maps.max())
    ((10, 5, 5), (4, 250), 0, 4)
    """
    rng = np.random.default_rng(seed)
    maps = rng.integers(-3, 5, TOY).clip(0)  # as behind a ReLU
    weights = rng.integers(-2, 3, (OUTPUTS, maps.size))
    return maps, weights, rng.integers(-9, 10, OUTPUTS)


def toy_scene(seed: int) -> Scene:
    """Ten maps of 5 × 5, flattened into 250 numbers, and four sums of them."""
    maps, weights, bias = toy_numbers(seed)
    arrays = {
        "maps": maps.astype(np.float32),
        "weights": weights.astype(np.float32),
        "bias": bias.astype(np.float32),
        "outputs": ops.dense(maps.reshape(1, -1), weights, bias)[0].astype(np.float32),
    }
    facts: Facts = {"layers": ["maps", "", "fc"], "names": [f"output {k}" for k in range(OUTPUTS)]}
    return Scene(f"dense/toy/{seed}", facts, arrays, -1, np.zeros(0, np.float32))
