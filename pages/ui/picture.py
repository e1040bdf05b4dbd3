"""A picture that a person looks at: one of the samples, or a file of their own."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from vizcore.images import SAMPLES, image_size, open_image, open_preview, shrink

PREVIEW_SIDE = 1024
_OWN = "own-"  # before the digest of a person's picture, in the address


@dataclass(frozen=True, eq=False)
class Picture:
    """What a person looks at.

    Parameters
    ----------
    name : str
        For people: the sample's title or the file's name.
    preview : (h, w, 3) uint8 array
        At most 1024 pixels a side. Read-only: samples are shared by all sessions.
    size : (int, int)
        Rows and columns of the original.
    digest : str
        The same for the same file.
    sample : str, optional
        Key in `SAMPLES`, or what a picture of the server's is called; None for a person's own.
    """

    name: str
    preview: np.ndarray
    size: tuple[int, int]
    digest: str
    sample: str | None
    _read: Callable[[], np.ndarray] = field(repr=False)

    @property
    def mark(self) -> str:
        """What names it in the address; that of a person's own means something to them alone."""
        return self.sample or f"{_OWN}{self.digest[:8]}"

    @property
    def is_copied(self) -> bool:
        """Whether the preview is a smaller copy."""
        return self.preview.shape[:2] != self.size

    def copy_sentence(self, rows: int, columns: int) -> str:
        """That what is shown, `rows` × `columns`, is a smaller copy of the picture."""
        high, wide = self.size
        return (
            f"A smaller copy: {rows} × {columns} of {high} × {wide} pixels, each the mean of about "
            f"{high / rows:.1f} × {wide / columns:.1f}."
        )

    def full(self) -> np.ndarray:
        """(h, w, 3) uint8 at full size; decoded now where it is more than the preview."""
        return self.preview if self.preview.shape[:2] == self.size else self._read()


@st.cache_resource(max_entries=12, show_spinner=False)
def sample_picture(name: str) -> Picture:
    """The sample `name`, one for all sessions: it is nobody's own."""
    sample = SAMPLES[name]
    full = sample.load()
    return _picture(sample.title, full, full.shape[:2], f"sample-{name}", name, sample.load)


def is_own(mark: str) -> bool:
    """Whether the address means a picture that some person has brought."""
    return mark.startswith(_OWN)


def server_picture(mark: str, name: str, pixels: np.ndarray) -> Picture:
    """A picture that lies on the server and is nobody's own: `mark` names it in the address."""
    return _picture(name, pixels, pixels.shape[:2], mark, mark, lambda: pixels)


def uploaded_picture(name: str, data: bytes) -> Picture:
    """A person's own file.

    Raises
    ------
    ImageError
        If the file is no picture that can be read; the message says why.
    """
    preview = open_preview(data, side=PREVIEW_SIDE)
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    return _picture(name, preview, image_size(data), digest, None, lambda: open_image(data))


def _picture(
    name: str,
    pixels: np.ndarray,
    size: tuple[int, ...],
    digest: str,
    sample: str | None,
    read: Callable[[], np.ndarray],
) -> Picture:
    preview = shrink(pixels, PREVIEW_SIDE)
    preview.flags.writeable = False
    rows, columns = int(size[0]), int(size[1])
    return Picture(name, preview, (rows, columns), digest, sample, read)
