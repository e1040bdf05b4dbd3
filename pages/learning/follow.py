"""One value of a layer at each moment, with all that it is made of."""

from collections.abc import Mapping

import numpy as np

from pages.learning.film import Moment, moments, outputs_of
from pages.ui.inside.spots import Spot
from pages.ui.picture import Picture

_SOURCES = {"conv1": "input", "conv2": "bn1", "conv3": "pool1", "conv4": "bn3"}


def source_of(layer: str) -> str:
    """The layer that another takes its input from."""
    kind, stage = layer[:-1], layer[-1]
    return _SOURCES.get(layer) or {"relu": f"conv{stage}", "bn": f"relu{stage}"}[kind]


def operands_of(picture: Picture, spot: Spot) -> Mapping[str, np.ndarray]:
    """Operands of a value at each moment, in float32, the moment first.

    Returns
    -------
    dict
        `result` (moments,); `window` (moments, channels, rows, columns), what is read, zeros of the
        padding too; of a convolution `kernel`, as the window, and `bias` (moments,); of a batch
        norm `gamma`, `beta`, `mean`, `variance` (moments,).
    """
    found = zip(moments(), outputs_of(picture, spot.layer), strict=True)
    each = [_at(moment, outputs, spot) for moment, outputs in found]
    return {name: np.stack([one[name] for one in each]) for name in each[0]}


def _at(moment: Moment, outputs: Mapping[str, object], spot: Spot) -> dict[str, np.ndarray]:
    """The operands at one moment."""
    k, row, column = spot.channel, spot.row, spot.column
    x = np.asarray(outputs[source_of(spot.layer)])[0]
    weights = {
        name.removeprefix(f"{spot.layer}."): tensor.numpy()
        for name, tensor in moment.weights.items()
        if name.startswith(f"{spot.layer}.")
    }
    result = {"result": np.asarray(outputs[spot.layer])[0, k, row, column]}
    if spot.layer.startswith("conv"):
        padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
        window = padded[:, row : row + 3, column : column + 3]
        return result | {
            "window": window, "kernel": weights["weight"][k], "bias": weights["bias"][k],
        }  # fmt: skip
    found = result | {"window": x[k, row, column].reshape(1, 1, 1)}
    if spot.layer.startswith("bn"):
        names = {"gamma": "weight", "beta": "bias", "mean": "running_mean"}
        found |= {name: weights[part][k] for name, part in names.items()}
        found["variance"] = weights["running_var"][k]
    return found
