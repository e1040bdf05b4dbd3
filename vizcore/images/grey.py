"""A colour picture in grey: the one rule of the whole app."""

import numpy as np
from jaxtyping import UInt8


def luma(image: UInt8[np.ndarray, "h w 3"]) -> UInt8[np.ndarray, "h w"]:
    """Grey as bright as the colour: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), a half rounded up.

    The sum is taken in whole thousandths, so that no half is lost to rounding on the way.

    Examples
    --------
    >>> luma(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8))
    array([[ 76, 150,  29]], dtype=uint8)
    """
    thousandths = image.astype(np.uint32) @ np.array([299, 587, 114], np.uint32)
    return ((thousandths + 500) // 1000).astype(np.uint8)
