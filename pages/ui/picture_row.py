"""Pictures side by side with a line below each, and pictures as one sheet to save."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

_GAP = 8  # white pixels between two pictures of a sheet


def picture_row(pictures: Sequence[np.ndarray], captions: Sequence[str]) -> None:
    """Show pictures in columns; on a phone one stands below the other.

    Parameters
    ----------
    pictures : sequence of (h, w) or (h, w, 3) uint8 arrays
    captions : sequence of str
        Markdown, one for each picture.
    """
    pairs = zip(st.columns(len(pictures), gap="small"), pictures, captions, strict=True)
    for column, picture, caption in pairs:
        column.image(picture, caption, width="stretch", output_format="PNG", alt=caption)


def sheet(pictures: Sequence[np.ndarray]) -> np.ndarray:
    """Pictures beside each other on white, their tops on one line, as one (h, w, 3) uint8 array.

    >>> sheet([np.zeros((2, 3), np.uint8), np.zeros((4, 1, 3), np.uint8)]).shape
    (4, 12, 3)
    """
    height = max(len(picture) for picture in pictures)
    width = sum(picture.shape[1] for picture in pictures) + _GAP * (len(pictures) - 1)
    out = np.full((height, width, 3), 255, np.uint8)
    left = 0
    for picture in pictures:
        colour = picture if picture.ndim == 3 else picture[..., None]
        out[: len(picture), left : left + picture.shape[1]] = colour
        left += picture.shape[1] + _GAP
    return out
