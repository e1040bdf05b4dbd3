"""MiniVGG as it was at chosen steps of its training: the film of how it learned."""

import hashlib
import json
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from torch import Tensor

from vizcore.errors import WeightsError
from vizcore.locations import ASSETS
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.nibbles import from_nibbles, to_nibbles

#: Holds film.json and one file a frame.
FILM = ASSETS / "film"

_LARGE = "layers.fc1.weight"


def film_card(folder: Path = FILM) -> dict[str, Any]:
    """What is known of the film: the run's recipe and, of each frame, what it can do.

    Returns
    -------
    dict
        `recipe`; `images`, on how many held-out images the frames were measured; `frames`, in
        order, each with `step`, `epoch` (the part of an epoch counts), `file`, `sha256`,
        `accuracy`, `loss` and `confusion` (row: the true class; column: the answer).

    Raises
    ------
    WeightsError
        If there is no film.

    Examples
    --------
    >>> [frame["step"] for frame in film_card()["frames"]][:4]
    [0, 10, 50, 187]
    """
    path = folder / "film.json"
    try:
        return dict(json.loads(path.read_bytes()))
    except OSError:
        raise WeightsError(f"{path.name} is missing or cannot be read: film a run first") from None
    except ValueError as error:
        raise WeightsError(f"{path.name} is not JSON: {error}") from error


def load_checkpoint(step: int, *, folder: Path = FILM) -> MiniVGG:
    """MiniVGG after `step` training steps, in eval mode, float32, on the processor.

    The first fully connected layer's matrix is kept in four bits a weight, everything else in half
    or single precision; the accuracy in `film_card` is that of exactly this network.

    Parameters
    ----------
    step : int
        One of `film_card`'s frames: 0 is the network before it learned anything.

    Raises
    ------
    WeightsError
        If there is no frame of that step, or its file is damaged.

    Examples
    --------
    >>> load_checkpoint(0).training
    False
    >>> load_checkpoint(7)
    Traceback (most recent call last):
    vizcore.errors.WeightsError: the film has no step 7; its steps are 0, 10, 50, 187, ...
    """
    frames = {frame["step"]: frame for frame in film_card(folder)["frames"]}
    if step not in frames:
        first = ", ".join(str(s) for s in sorted(frames)[:4])
        raise WeightsError(f"the film has no step {step}; its steps are {first}, ...")
    path = folder / frames[step]["file"]
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != frames[step]["sha256"]:
            raise WeightsError(f"{path.name} is damaged or another film's")
        return grown(load_tensors(data))
    except (OSError, SafetensorError, RuntimeError, KeyError) as error:
        raise WeightsError(f"{path.name} is no frame of the film: {error}") from error


def reduced(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """A frame's tensors of MiniVGG's: fc1's matrix in four bits, others in half, vectors as is."""
    small = {name: t.half() if t.ndim > 1 else t for name, t in tensors.items() if name != _LARGE}
    nibbles, step = to_nibbles(tensors[_LARGE])
    return {n: t.contiguous() for n, t in small.items()} | {
        f"{_LARGE}.nibbles": nibbles,
        f"{_LARGE}.step": step,
    }


def grown(tensors: dict[str, Tensor]) -> MiniVGG:
    """The network of a frame's tensors, ready to answer."""
    nibbles, step = tensors.pop(f"{_LARGE}.nibbles"), tensors.pop(f"{_LARGE}.step")
    full = {name: t.float() if t.is_floating_point() else t for name, t in tensors.items()}
    model = MiniVGG()
    model.load_state_dict(full | {_LARGE: from_nibbles(nibbles, step)})
    return model.requires_grad_(False).eval()
