"""A picture as the content of a file."""

import cv2
import numpy as np
from jaxtyping import UInt8


def encode_png(picture: UInt8[np.ndarray, "h w"] | UInt8[np.ndarray, "h w 3"]) -> bytes:
    """A grey or RGB picture as a PNG file.

    >>> encode_png(np.zeros((2, 2, 3), np.uint8))[1:4]
    b'PNG'
    """
    ordered = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    done, file = cv2.imencode(
        ".png", np.ascontiguousarray(ordered), [cv2.IMWRITE_PNG_COMPRESSION, 3]
    )
    if not done:
        raise RuntimeError("OpenCV could not write the PNG")
    return file.tobytes()
