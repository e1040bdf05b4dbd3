"""The lecture's example: two photographs, two hand-made filters (L16)."""

import numpy as np
from jaxtyping import Float32

from vizcore.images.kernels import KERNELS
from vizcore.images.samples import SAMPLES

#: Rows and columns that the lecture cuts out of each photograph.
CROPS = {
    "china": (slice(80, 360), slice(70, 390)),
    "flower": (slice(80, 360), slice(130, 450)),
}

#: The lecture's filters by the name of their kernel in `KERNELS`.
LINES = ("vertical_line", "horizontal_line")


def line_photographs() -> Float32[np.ndarray, "2 3 280 320"]:
    """A batch of the temple and the flower, channels first, values 0 to 255.

    >>> line_photographs().shape
    (2, 3, 280, 320)
    """
    crops = [SAMPLES[name].load()[place] for name, place in CROPS.items()]
    return np.stack(crops).transpose(0, 3, 1, 2).astype(np.float32)


def line_filters() -> Float32[np.ndarray, "2 3 7 7"]:
    """Two filters that add up seven pixels of a column, or of a row, in all three channels.

    >>> line_filters().shape, line_filters().sum(axis=(1, 2, 3)).tolist()
    ((2, 3, 7, 7), [21.0, 21.0])
    """
    flat = np.stack([KERNELS[name].weights for name in LINES])
    return np.repeat(flat[:, None], 3, axis=1).astype(np.float32)
