"""What a person may choose for a run: read from what their browser sent, so nothing is trusted."""

import base64
import binascii
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from vizcore.errors import NumberError


class Images(NamedTuple):
    """What a run learns from.

    Attributes
    ----------
    title : str
    seen, unseen : int
        Images to learn from, and others to check on. No size of batch leaves a single one over, of
        which batch norm could not take a variance: one less is a prime.
    epochs : int
        How many times the former are seen.
    """

    title: str
    seen: int
    unseen: int
    epochs: int


#: Scikit-learn's digits, which are always there, and CIFAR-10, where the server has it.
DATA = {"digits": Images("Digits", 1440, 357, 40), "cifar10": Images("CIFAR-10", 2000, 500, 20)}
OPTIMISERS = {"sgd": "SGD", "momentum": "SGD with momentum 0.9", "adam": "Adam"}

#: Smallest and largest learning rate, batch and seed.
RATES, BATCHES, SEEDS = (1e-6, 100.0), (2, 512), (0, 9999)

#: The side of the picture whose maps are shown, in pixels.
SIDE = 32


@dataclass(frozen=True)
class RunSettings:
    """A run from its first to its last step.

    Attributes
    ----------
    data : str
        A key of `DATA`.
    batch_norm, dropout, augmentation : bool
    optimiser : str
        A key of `OPTIMISERS`.
    rate : float
        The learning rate at the beginning.
    batch_size, seed : int
    picture : bytes
        `SIDE` x `SIDE` pixels of red, green and blue; its maps are shown as the network learns.
    """

    data: str = "digits"
    batch_norm: bool = True
    dropout: bool = False
    augmentation: bool = False
    optimiser: str = "adam"
    rate: float = 0.001
    batch_size: int = 32
    seed: int = 0
    picture: bytes = bytes(SIDE * SIDE * 3)

    @property
    def epochs(self) -> int:
        """How many times all images are seen."""
        return DATA[self.data].epochs

    @property
    def steps(self) -> int:
        """Steps of the whole run; the last, incomplete batch of an epoch is one too."""
        return self.epochs * math.ceil(DATA[self.data].seen / self.batch_size)

    def as_sent(self) -> dict[str, Any]:
        """As a message has it; `read_settings` reads it again."""
        return asdict(self) | {"picture": base64.b64encode(self.picture).decode()}


def has_photographs() -> bool:
    """Whether CONVSCOPE_CIFAR10 names something that is there."""
    named = os.environ.get("CONVSCOPE_CIFAR10")
    return bool(named) and Path(str(named)).exists()


def read_settings(sent: Mapping[str, object]) -> RunSettings:
    """The settings that a browser sent.

    Raises
    ------
    NumberError
        If one is missing or cannot be; the message says which.

    Examples
    --------
    >>> read_settings(RunSettings(rate=0.01).as_sent()).rate
    0.01
    >>> read_settings(RunSettings().as_sent() | {"batch_size": 1})
    Traceback (most recent call last):
    vizcore.errors.NumberError: a batch has 2 to 512 images, not 1
    """
    return RunSettings(
        data=_one_of(sent.get("data"), DATA, "data set"),
        optimiser=_one_of(sent.get("optimiser"), OPTIMISERS, "optimiser"),
        rate=read_rate(sent.get("rate")),
        batch_size=_whole(sent.get("batch_size"), BATCHES, "a batch has {} to {} images"),
        seed=_whole(sent.get("seed"), SEEDS, "a seed is a whole number from {} to {}"),
        picture=_picture(sent.get("picture")),
        **{name: bool(sent.get(name)) for name in ("batch_norm", "dropout", "augmentation")},
    )


def read_rate(sent: object) -> float:
    """A learning rate that a browser sent; `NumberError` if it is none."""
    least, most = RATES
    if isinstance(sent, bool) or not isinstance(sent, int | float) or not least <= sent <= most:
        raise NumberError(
            f"a learning rate is a number from {least:g} to {most:g}, not {sent!r:.20}"
        )
    return float(sent)


def _one_of(sent: object, known: Mapping[str, object], what: str) -> str:
    if not isinstance(sent, str) or sent not in known:
        raise NumberError(f"there is no {what} {sent!r:.20}; there are {', '.join(known)}")
    return sent


def _whole(sent: object, ends: tuple[int, int], rule: str) -> int:
    if isinstance(sent, bool) or not isinstance(sent, int) or not ends[0] <= sent <= ends[1]:
        raise NumberError(f"{rule.format(*ends)}, not {sent!r:.20}")
    return sent


def _picture(sent: object) -> bytes:
    try:
        pixels = base64.b64decode(sent if isinstance(sent, str) else "", validate=True)
    except (binascii.Error, ValueError):
        pixels = b""
    if len(pixels) != SIDE * SIDE * 3:
        raise NumberError(f"the picture has not {SIDE} x {SIDE} pixels of three bytes")
    return pixels
