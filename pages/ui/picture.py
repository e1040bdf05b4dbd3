"""The one picture of the whole app: chosen in the sidebar, kept from page to page."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.gallery import Tile, gallery
from vizcore.images import (
    SAMPLES,
    ImageError,
    encode_png,
    image_size,
    open_image,
    open_preview,
    shrink,
)
from vizcore.images.encode import small_file

DEFAULT = "cat"
PREVIEW_SIDE = 1024
UPLOAD_MEGABYTES = 25
UPLOAD_TYPES = ["png", "jpg", "jpeg", "webp", "gif", "tif", "tiff", "bmp"]

_THUMBNAIL = (240, 160)  # most columns and rows
_TILE = 100
_NAME = 40  # characters of a file's name
_MARKDOWN = set(r"\`*_{}[]()#+-.!|<>$~:")
_CHOSEN, _OWN, _REFUSAL = "picture_chosen", "picture_own", "picture_refusal"


@dataclass(frozen=True, eq=False)
class Picture:
    """What a person looks at.

    Parameters
    ----------
    name : str
        For people: the sample's title or the file's name.
    preview : (h, w, 3) uint8 array
        At most 1024 pixels a side; all that ever goes to the browser.
    size : (int, int)
        Rows and columns of the original.
    digest : str
        The same for the same file.
    sample : str, optional
        Key in `SAMPLES`; None for a person's own picture.
    thumbnail : bytes
        A small JPEG for the sidebar.
    """

    name: str
    preview: np.ndarray
    size: tuple[int, int]
    digest: str
    sample: str | None
    thumbnail: bytes = field(repr=False)
    _read: Callable[[], np.ndarray] = field(repr=False)

    @property
    def name_in_link(self) -> str | None:
        """What names it in the address; None for the default.

        A person's own has a mark that means something in their session alone.
        """
        if self.sample is None:
            return f"own-{self.digest[:8]}"
        return None if self.sample == DEFAULT else self.sample

    def full(self) -> np.ndarray:
        """(h, w, 3) uint8 at full size, decoded now: only for downloads."""
        return self._read()


def image_picker() -> Picture:
    """Show the chosen picture in the sidebar, with a way to change it; returns it.

    A sample is named in the URL (`?picture=cat`). A person's own picture stays in the session,
    never in a cache that others share.
    """
    picture = _current()
    with st.sidebar:
        st.image(picture.thumbnail, width="content", alt=f"The chosen picture: {picture.name}")
        st.caption(f"{_escaped(picture.name)}  \n`{picture.size[1]} × {picture.size[0]}`")
        change = st.button("Change picture", key="picture_change", width="stretch")
    if change:
        _choices()
    return picture


def sample_picture(name: str) -> Picture:
    """The sample `name` as the chosen picture."""
    sample = SAMPLES[name]
    full = sample.load()
    return _picture(sample.title, full, full.shape[:2], f"sample-{name}", name, sample.load)


def uploaded_picture(name: str, data: bytes) -> Picture:
    """A person's own file as the chosen picture.

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
    rows, columns = int(size[0]), int(size[1])
    return Picture(name, preview, (rows, columns), digest, sample, _thumbnail(preview), read)


def _thumbnail(preview: np.ndarray) -> bytes:
    rows, columns = preview.shape[:2]
    share = min(_THUMBNAIL[0] / columns, _THUMBNAIL[1] / rows)
    if share > 1:  # enlarged in whole steps, so that the pixels of a tiny picture stay square
        pixels = np.kron(preview, np.ones((int(share), int(share), 1), np.uint8))
    else:
        pixels = shrink(preview, max(1, round(max(rows, columns) * share)))
    return encode_png(pixels)


def _current() -> Picture:
    """The picture of the session; on arrival it is the one that the address names."""
    held = st.session_state.get(_CHOSEN)
    if held is None or place.arriving(_CHOSEN):
        held = _named(place.asked("picture"), held)
        st.session_state[_CHOSEN] = held
    place.note("picture", held.name_in_link)
    return held


def _named(name: str | None, held: Picture | None) -> Picture:
    """The picture that a link calls `name`; `held` where it is that one, the default if unknown."""
    own = st.session_state.get(_OWN)
    for known in (held, own):
        if known is not None and known.name_in_link == name:
            return known
    return sample_picture(name if name is not None and name in SAMPLES else DEFAULT)


@st.dialog("Choose a picture", width="large")
def _choices() -> None:
    way = st.segmented_control(
        "Where from", ["Samples", "Upload", "Camera"], default="Samples", key="picture_way",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    if way == "Samples":
        tiles = [Tile(name, sample.title, _sample_file(name)) for name, sample in SAMPLES.items()]
        gallery(
            tiles, key="picture_samples", label="Samples", chosen=st.session_state[_CHOSEN].sample,
            on_choose=_choose_sample, width=_TILE,
        )  # fmt: skip
        return
    if way == "Upload":
        st.file_uploader(
            "A picture of your own", type=UPLOAD_TYPES, max_upload_size=UPLOAD_MEGABYTES,
            key="picture_upload", on_change=_take, args=("picture_upload",),
        )  # fmt: skip
    else:
        st.camera_input(
            "A picture from the camera",
            key="picture_camera", on_change=_take, args=("picture_camera",),
        )  # fmt: skip
    st.caption(
        "It stays in this session: after a reload, or under a shared link, a sample stands here."
    )
    if refusal := st.session_state.pop(_REFUSAL, None):
        st.error(refusal)


@st.cache_resource(max_entries=len(SAMPLES))
def _sample_file(name: str) -> bytes:
    """A sample in small; shared by all sessions, for samples are nobody's own."""
    return small_file(SAMPLES[name].thumbnail(2 * _TILE), 2 * _TILE)


def _choose_sample(name: str) -> None:
    st.session_state[_CHOSEN] = sample_picture(name)
    st.rerun()  # the whole page, and without the dialog


def _take(key: str) -> None:
    """Take the file just given; a file that is no picture leaves the one before in its place."""
    file: Any = st.session_state.get(key)
    if file is None:
        return
    name = "From the camera" if key == "picture_camera" else file.name
    try:
        own = uploaded_picture(name, file.getvalue())
    except ImageError as error:
        st.session_state[_REFUSAL] = str(error)
        return
    st.session_state[_CHOSEN] = st.session_state[_OWN] = own  # Back finds it while this lasts
    st.rerun()


def shorter(name: str) -> str:
    """A long file name without its middle.

    >>> shorter("photograph.jpg")
    'photograph.jpg'
    """
    return name if len(name) <= _NAME else f"{name[: _NAME - 16]}…{name[-12:]}"


def _escaped(name: str) -> str:
    """A file's name as it is, not as Markdown."""
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in shorter(name))
