"""Masks from a seed, the same as the browser draws, and what they make of sums."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from vizcore import ops

_GOLDEN = 0x9E3779B9


def uniform(seed: int, count: int) -> np.ndarray:
    """(count,) numbers from 0 to below 1: a hash of place and seed.

    assets/components/dropout/masks.js is its twin and says where the hash comes from.

    >>> uniform(1, 3).round(4).tolist() == uniform(1, 9)[:3].round(4).tolist()
    True
    """
    x = np.arange(count, dtype=np.uint32) + np.uint32(seed * _GOLDEN % 2**32)
    x ^= x >> 16
    x *= np.uint32(0x21F0AAAD)
    x ^= x >> 15
    x *= np.uint32(0x735A2D97)
    x ^= x >> 15
    return x / 2**32


def mask(seed: int, shape: tuple[int, ...], rate: float) -> np.ndarray:
    """What a seed keeps, as an array of bool; (c, 1, 1) keeps or drops whole channels.

    >>> mask(7, (2, 3), 0.0).all(), mask(7, (2, 3), 0.9).shape
    (np.True_, (2, 3))
    """
    return (uniform(seed, int(np.prod(shape))) >= rate).reshape(shape)


@dataclass(frozen=True)
class Shown:
    """What a person has set; assets/components/dropout/state.js reads the same texts.

    `sum` is the place of the followed unit among those that were sent.
    """

    masks: int = 12
    rate: float = 0.25
    channels: bool = False
    classic: bool = False
    sum: int = 0

    @property
    def scaling(self) -> str:
        return "classic" if self.classic else "inverted"

    def kept(self, seed: int, shape: tuple[int, int, int]) -> Bool[np.ndarray, "c rows columns"]:
        """The mask of a seed for maps of a shape."""
        return mask(seed, (shape[0], 1, 1) if self.channels else shape, self.rate)


def sums(
    maps: Float[np.ndarray, "c h w"], weights: np.ndarray, bias: float, shown: Shown
) -> np.ndarray:
    """(masks,) sums of a unit behind dropout in training, one for each mask."""
    x = maps.astype(np.float64)
    dropped = [
        ops.dropout(x, shown.kept(seed, maps.shape), rate=shown.rate, scaling=shown.scaling)
        for seed in range(1, shown.masks + 1)
    ]
    return np.stack(dropped).reshape(len(dropped), -1) @ weights.astype(np.float64) + bias
