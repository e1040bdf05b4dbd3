"""What of a large picture is on the screen: a smaller copy of all of it, or a part at 1:1."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import streamlit as st

from pages.ui import place, settings
from pages.ui.controls import row
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore.images import shrink

PART = (480, 640)  # rows and columns of a part at most: it stays below a megabyte
_NARROW = 128  # pixels

Kind = Literal["copy", "part"]


@dataclass(frozen=True, eq=False)
class Extent:
    """What of a picture is on the screen.

    Parameters
    ----------
    picture : Picture
    pixels : (h, w, 3) uint8 array
        Those on the screen, read-only.
    corner : (int, int), optional
        Row and column of the picture at which a part begins; None where all of it is shown.
    """

    picture: Picture
    pixels: np.ndarray
    corner: tuple[int, int] | None = None

    @property
    def origin(self) -> tuple[int, int]:
        """Row and column of the pixel at the top left."""
        return self.corner or (0, 0)

    @property
    def is_copy(self) -> bool:
        """Whether the pixels are those of a smaller copy."""
        return self.corner is None and self.pixels.shape[:2] != self.picture.size

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the array that places are told in: the picture, or its copy."""
        rows, columns, _ = self.pixels.shape
        return (rows, columns) if self.is_copy else self.picture.size

    @property
    def digest(self) -> str:
        """The same as long as the pixels are."""
        where = "" if self.corner is None else "-{}-{}".format(*self.corner)
        return f"{self.picture.digest}{where}"

    @property
    def sentence(self) -> str:
        """What is on the screen, with both sizes; empty where it is all of the picture."""
        rows, columns, _ = self.pixels.shape
        if self.corner is None:
            return self.picture.copy_sentence(rows, columns) if self.is_copy else ""
        (top, left), (high, wide) = self.corner, self.picture.size
        return (
            f"Rows {top} to {top + rows - 1}, columns {left} to {left + columns - 1} of "
            f"{high} × {wide} pixels, 1:1."
        )

    @property
    def file(self) -> str:
        """Name of the file that `saved` makes and that the programs read."""
        return "copy.png" if self.is_copy else "picture.png"

    @property
    def cut(self) -> str:
        """What a program puts behind the file's array to have the pixels on the screen.

        >>> pixels = np.zeros((427, 640, 3), np.uint8)
        >>> Extent(None, pixels, (1000, 500)).cut
        '[1000:1427, 500:1140]'
        """
        if self.corner is None:
            return ""
        (top, left), (rows, columns, _) = self.corner, self.pixels.shape
        return f"[{top}:{top + rows}, {left}:{left + columns}]"

    def saved(self) -> np.ndarray:
        """(h, w, 3) uint8: the whole picture, decoded now, or the copy where that is on screen."""
        return self.pixels if self.is_copy else self.picture.full()


def choose_extent(
    picture: Picture, page: str, *, side: int, default: Kind, note: str = ""
) -> Extent:
    """A control for pictures of more than `side` pixels a side; smaller ones are shown whole.

    In the address it is `extent=part&top=1000&left=500`.

    Parameters
    ----------
    picture : Picture
    page : str
        The lesson; its keys begin so.
    side : int
        Rows or columns that the page shows at most.
    default : {"copy", "part"}
    note : str
        What the page adds to the sentence that says what is on the screen.
    """
    _forget_part_of_another(picture, page)
    if max(picture.size) <= side:
        return Extent(picture, picture.preview)
    copy = shrink(picture.preview, side)
    titles = {
        "copy": f"Whole, as a copy of {copy.shape[0]} × {copy.shape[1]}",
        "part": "A part, 1:1",
    }
    with row(f"{page}_extent"):
        kind = settings.choice(
            "On the screen", f"{page}_extent", titles, default, kind="segments", width="content",
            label_visibility="collapsed",
        )  # fmt: skip
        extent = _part(picture, page) if kind == "part" else Extent(picture, copy)
        st.caption(f"{extent.sentence} {note}", width="content")
    return extent


def _part(picture: Picture, page: str) -> Extent:
    """The part that two numbers choose; the one in the middle at first."""
    (rows, top), (columns, left) = (
        _stretch(label, f"{page}_{name}", whole, most)
        for label, name, whole, most in zip(
            ("First row", "First column"), ("top", "left"), picture.size, PART, strict=True
        )
    )

    def cut() -> np.ndarray:
        pixels = picture.full()[top : top + rows, left : left + columns].copy()
        pixels.flags.writeable = False
        return pixels

    return Extent(picture, made_once(picture, "part", (top, left), cut), (top, left))


def _stretch(label: str, key: str, whole: int, most: int) -> tuple[int, int]:
    """How many of `whole` rows or columns are shown, and which is the first."""
    shown = min(whole, most)
    rest = whole - shown
    if not rest:
        return shown, 0
    first = settings.number(label, key, rest // 2, low=0, high=rest, step=shown // 4, width=_NARROW)
    return shown, first


def _forget_part_of_another(picture: Picture, page: str) -> None:
    """Another picture begins in its middle."""
    seen = f"{page}_extent_of"
    if not place.arriving(seen) and st.session_state[seen] != picture.digest:
        for key in (f"{page}_top", f"{page}_left"):
            st.session_state.pop(key, None)
            place.remember(key, None)
    st.session_state[seen] = picture.digest
