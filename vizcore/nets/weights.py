"""MiniVGG's trained weights: found, checked, and put on a device."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors

from vizcore.errors import ConvScopeError, WeightsError
from vizcore.locations import ASSETS
from vizcore.nets.minivgg import MiniVGG

#: Holds minivgg.safetensors, and minivgg.json with its checksum and how it came about.
WEIGHTS = ASSETS / "weights"


def load_minivgg(device: str = "auto", *, folder: Path = WEIGHTS) -> MiniVGG:
    """MiniVGG with its trained weights, ready to answer: eval mode, no gradients, float32.

    Parameters
    ----------
    device : str
        "cpu", "cuda", "cuda:1", "mps", ... or "auto": see `choose_device`.
    folder : Path
        Holds minivgg.safetensors and minivgg.json; the shipped weights by default.

    Raises
    ------
    WeightsError
        If a file is missing, is not the one that the checksum was taken of, or belongs to
        another network.
    ConvScopeError
        If a device is named that this machine does not have.

    Examples
    --------
    >>> model = load_minivgg("cpu")
    >>> model.training, sum(p.numel() for p in model.parameters())
    (False, 2169770)
    """
    target = choose_device(device)
    path = folder / "minivgg.safetensors"
    data = _checked(path, weights_card(folder)["sha256"])
    model = MiniVGG()
    try:
        tensors = {name: _full(tensor) for name, tensor in load_tensors(data).items()}
        model.load_state_dict(tensors)
    except (SafetensorError, RuntimeError) as error:
        raise WeightsError(f"{path.name} does not hold MiniVGG's weights: {error}") from error
    return model.requires_grad_(False).eval().to(target)


def weights_card(folder: Path = WEIGHTS) -> dict[str, Any]:
    """What is known of the weights in `folder`: checksum, recipe, epoch, temperature, last figures.

    >>> weights_card()["parameters"]
    2169770
    """
    path = folder / "minivgg.json"
    try:
        card = json.loads(path.read_bytes())
    except OSError:
        raise WeightsError(
            f"{path.name} is missing or cannot be read: train and export the network first"
        ) from None
    except ValueError as error:
        raise WeightsError(f"{path.name} is not JSON: {error}") from error
    if not isinstance(card, dict) or "sha256" not in card:
        raise WeightsError(f"{path.name} names no sha256 of the weights")
    return dict(card)


def choose_device(name: str = "auto") -> torch.device:
    """The device to run on: the named one, or the first of cuda, mps and cpu that is there.

    The environment variable CONVSCOPE_DEVICE takes the place of "auto".

    >>> choose_device("cpu")
    device(type='cpu')
    >>> choose_device("abacus")
    Traceback (most recent call last):
    vizcore.errors.ConvScopeError: there is no device 'abacus' here; choose 'cpu' or 'auto'
    """
    if name == "auto":
        name = os.environ.get("CONVSCOPE_DEVICE") or "auto"
    present = _devices()
    if name == "auto":
        return torch.device(present[0])
    if name in present:
        return torch.device(name)
    choices = ", ".join(f"'{device}'" for device in present)
    raise ConvScopeError(f"there is no device '{name}' here; choose {choices} or 'auto'")


def _devices() -> list[str]:
    """Every name that may be chosen here, the fastest device first."""
    names = []
    if torch.cuda.is_available():
        names += ["cuda", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))]
    if torch.backends.mps.is_available():
        names.append("mps")
    return [*names, "cpu"]


def _checked(path: Path, expected: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        raise WeightsError(
            f"{path.name} is missing or cannot be read: train and export the network first"
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise WeightsError(
            f"{path.name} is damaged or another version: "
            f"its sha256 is {found[:12]}..., not {expected[:12]}..."
        )
    return data


def _full(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
