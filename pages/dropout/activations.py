"""What dropout is given on the page: real activations, and units that add them up."""

from dataclasses import dataclass

import numpy as np

from pages.ui.memory import made_once
from pages.ui.network import outputs_of, weights_of
from pages.ui.picture import Picture

#: The rate that the network was trained with at this place.
RATE = 0.25
LAYERS = ("pool2", "fc1")


@dataclass(frozen=True, eq=False)
class Activations:
    """Maps (c, h, w), and three units of the next layer: near 0, far above, below.

    `weights` are (3, c * h * w), `bias` is (3,).
    """

    maps: np.ndarray
    units: tuple[int, ...]
    weights: np.ndarray
    bias: np.ndarray


def activations_of(picture: Picture) -> Activations:
    """What the trained network makes of a picture, made once."""
    return made_once(picture, "dropout_activations", "", lambda: _activations(picture))


def _activations(picture: Picture) -> Activations:
    out = outputs_of(picture, LAYERS)
    maps, sums = out["pool2"], out["fc1"]
    rows, bias = weights_of("fc1")
    units = chosen(sums, spread(maps, rows))
    return Activations(maps, units, rows[list(units)], bias[list(units)])


def spread(maps: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(units,) standard deviations of the sums over all masks at the rate of training.

    A kept product counts 1/(1 - p), so each adds p/(1 - p) times its square to the variance.
    """
    squares = (weights**2) @ (maps.ravel() ** 2)
    return np.sqrt(RATE / (1 - RATE) * squares)


def chosen(sums: np.ndarray, deviations: np.ndarray) -> tuple[int, int, int]:
    """Units whose sums are near 0, far above it, and about one deviation below.

    >>> chosen(np.array([9.0, -1.1, 0.2, -7.0]), np.ones(4))
    (2, 0, 1)
    """
    away = sums / deviations
    return int(np.abs(away).argmin()), int(away.argmax()), int(np.abs(away + 1).argmin())
