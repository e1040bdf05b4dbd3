"""The film of MiniVGG's training in short: its curves and its first layer, without torch."""

import json
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float32
from safetensors import safe_open

from vizcore.locations import ASSETS


class Film(NamedTuple):
    """What happened in the run that the shipped weights come from.

    Attributes
    ----------
    epochs : list of dict
        Of each frame `step`, and `validation_accuracy` and `validation_loss` on held-out images.
    kernels : array (frames, 32, 3, 3, 3)
        The first layer's.
    steps, total : int
        Steps and epochs of the whole run.
    """

    epochs: list[dict[str, Any]]
    kernels: Float32[np.ndarray, "frames 32 3 3 3"]
    steps: int
    total: int


def short_film() -> Film:
    """The film, read from assets/film.

    >>> film = short_film()
    >>> film.steps, film.total, len(film.epochs) == len(film.kernels)
    (15708, 84, True)
    """
    folder = ASSETS / "film"
    frames = json.loads((folder / "film.json").read_bytes())["frames"]
    kernels = []
    for frame in frames:
        with safe_open(folder / frame["file"], framework="numpy") as file:
            kernels.append(file.get_tensor("layers.conv1.weight").astype(np.float32))
    epochs = [
        {
            "epoch": round(frame["epoch"], 2),
            "step": frame["step"],
            "validation_accuracy": frame["accuracy"],
            "validation_loss": frame["loss"],
        }
        for frame in frames
    ]
    return Film(epochs, np.stack(kernels), frames[-1]["step"], round(frames[-1]["epoch"]))
