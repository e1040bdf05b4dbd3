"""Pictures side by side with a line below each, and pictures as one sheet to save."""

from collections.abc import Iterable, Sequence

import numpy as np
import streamlit as st

from vizcore.images import encode_png

_GAP = 8  # white pixels between two pictures of a sheet


def picture_row(files: Sequence[bytes], captions: Sequence[str]) -> None:
    """Show pictures in columns; on a phone one stands below the other.

    Parameters
    ----------
    files : sequence of bytes
        Pictures as PNG files, from `png_files`.
    captions : sequence of str
        Markdown, one for each picture.
    """
    pairs = zip(st.columns(len(files), gap="small"), files, captions, strict=True)
    for column, file, caption in pairs:
        column.image(file, caption, width="stretch", alt=caption)


def png_files(pictures: Iterable[np.ndarray]) -> list[bytes]:
    """Pictures, (h, w) or (h, w, 3) uint8 arrays, as PNG files.

    To encode one takes longer than to compute it: keep the files with `pages.ui.memory.made_once`.
    """
    return [encode_png(picture) for picture in pictures]


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
