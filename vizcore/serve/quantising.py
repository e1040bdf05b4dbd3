"""Maps as bytes: a quarter of float32, and zero stays zero."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, UInt8

_STEPS = 255


@dataclass(frozen=True)
class Quantised:
    """Maps in 256 steps each.

    Attributes
    ----------
    steps : (maps, rows, columns) uint8 array
    scale : (maps,) float32 array
        How far apart the values of two steps are; 0 where the whole map is 0.
    zero : (maps,) uint8 array
        The step that means 0.
    """

    steps: UInt8[np.ndarray, "maps rows columns"]
    scale: Float32[np.ndarray, " maps"]
    zero: UInt8[np.ndarray, " maps"]

    @property
    def values(self) -> Float32[np.ndarray, "maps rows columns"]:
        """What the steps mean: (step − zero) · scale."""
        apart = self.steps.astype(np.float32) - self.zero[:, None, None]
        return (apart * self.scale[:, None, None]).astype(np.float32)


def quantise(maps: Float32[np.ndarray, "maps rows columns"]) -> Quantised:
    r"""Each map in 256 equal steps from its least to its largest value, 0 always among them.

    .. math:: s = \frac{\max(x, 0) - \min(x, 0)}{255}, \quad q = \mathrm{round}(x / s) + z

    with :math:`z = \mathrm{round}(-\min(x, 0) / s)`. So no value is more than half a step from what
    it was, none changes its sign, and the zeros behind a ReLU are zeros.

    Examples
    --------
    >>> found = quantise(np.array([[[-1, 0, 0.5, 4.1]]], np.float32))
    >>> found.steps.tolist(), found.scale.tolist(), found.zero.tolist()
    ([[[0, 50, 75, 255]]], [0.019999999552965164], [50])
    >>> found.values.astype(float).round(3).tolist()
    [[[-1.0, 0.0, 0.5, 4.1]]]
    """
    flat = maps.reshape(len(maps), -1)
    low = np.minimum(flat.min(axis=1), 0)
    scale = (np.maximum(flat.max(axis=1), 0) - low) / np.float32(_STEPS)
    safe = np.where(scale > 0, scale, np.float32(1))
    zero = np.rint(-low / safe)
    steps = np.rint(maps / safe[:, None, None]) + zero[:, None, None]
    return Quantised(
        np.clip(steps, 0, _STEPS).astype(np.uint8),
        scale.astype(np.float32),
        zero.astype(np.uint8),
    )
