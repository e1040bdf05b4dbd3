"""Filter results, which may be negative or larger than 255, as bytes for the screen."""

from typing import Literal, get_args

import cv2
import numpy as np
from jaxtyping import Float32, UInt8

Mode = Literal["clip", "offset", "absolute"]


def to_display(result: Float32[np.ndarray, "*shape"], mode: Mode) -> UInt8[np.ndarray, "*shape"]:
    """Round to the nearest integer (half to even) and keep within 0 to 255.

    Parameters
    ----------
    result : (h, w) or (h, w, 3) float32 array
    mode : "clip", "offset" or "absolute"
        clip: negative values turn black. offset: 128 is added, so that 0 is mid-grey. absolute: the
        sign is dropped.

    Examples
    --------
    >>> result = np.array([[-300, -3, 0, 4, 300]], np.float32)
    >>> to_display(result, "clip").tolist()
    [[0, 0, 0, 4, 255]]
    >>> to_display(result, "offset").tolist()
    [[0, 125, 128, 132, 255]]
    >>> to_display(result, "absolute").tolist()
    [[255, 3, 0, 4, 255]]
    """
    if mode not in get_args(Mode):
        raise ValueError(f"mode must be one of {', '.join(get_args(Mode))}, not {mode!r}")
    if not result.size:
        return result.astype(np.uint8)
    if mode == "absolute":
        shown = cv2.convertScaleAbs(result)
    else:
        shown = cv2.addWeighted(
            result, 1, result, 0, 128 if mode == "offset" else 0, dtype=cv2.CV_8U
        )
    return shown.reshape(result.shape)
