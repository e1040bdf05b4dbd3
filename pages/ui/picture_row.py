"""Pictures side by side with a line below each, and pictures as one sheet to save."""

from collections.abc import Iterable, Sequence

import numpy as np
import streamlit as st

from vizcore.images import encode_png
from vizcore.images.encode import encode_jpeg

_GAP = 8  # white pixels between two pictures of a sheet
_JPEG = b"\xff\xd8"  # how such a file begins
_SMALL = 100_000  # bytes; three hundred people are on one wireless network


def picture_row(files: Sequence[bytes], captions: Sequence[str]) -> None:
    """Show pictures in columns; on a phone one stands below the other.

    Parameters
    ----------
    files : sequence of bytes
        From `picture_files`.
    captions : sequence of str
        Markdown, one for each picture.
    """
    pairs = zip(st.columns(len(files), gap="small"), files, captions, strict=True)
    for column, file, caption in pairs:
        with column:
            show_file(file, caption)


def show_file(file: bytes, caption: str, *, alt: str | None = None) -> None:
    """Show a PNG or JPEG file, as wide as what it stands in, byte for byte.

    Left to itself Streamlit writes every PNG anew as a JPEG, at each run, and a picture that is
    wider than the width it is given as a smaller one: it would not be the picture any more.

    Parameters
    ----------
    file : bytes
    caption : str
        Markdown.
    alt : str, optional
        What is read out; the caption if left out.
    """
    st.image(
        file,
        caption,
        width="stretch",
        output_format="JPEG" if file.startswith(_JPEG) else "PNG",
        alt=alt or caption,
    )


def picture_files(pictures: Iterable[np.ndarray]) -> list[bytes]:
    """Pictures, (h, w) or (h, w, 3) uint8 arrays, as files: every pixel as it is, if that is small.

    What would be large as a PNG is a JPEG. To encode a picture takes longer than to compute it:
    keep the files with `pages.ui.memory.made_once`.
    """
    return [_file(picture) for picture in pictures]


def _file(picture: np.ndarray) -> bytes:
    exact = encode_png(picture)
    return exact if len(exact) <= _SMALL else encode_jpeg(picture)


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
