"""The one picture of the whole app: chosen from a row of others, kept from page to page."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui import cifar10, place
from pages.ui.components.picker import BRING, picker
from pages.ui.picture import Picture, is_own, sample_picture, uploaded_picture
from vizcore.errors import ImageError
from vizcore.images import SAMPLES
from vizcore.images.encode import encode_jpeg, square_thumbnail

DEFAULT = "cat"
MEGABYTES = 25
#: Those that are read, and others whose refusal says what to do instead.
FILE_TYPES = [
    "png", "jpg", "jpeg", "webp", "avif", "gif", "tif", "tiff", "bmp",
    "heic", "heif", "jp2", "jxl", "svg", "pdf", "psd", "ico",
]  # fmt: skip

_ACCEPTED = 60  # megabytes: what is larger than it may be is refused here, in words
_KEPT = 3  # own pictures that one click brings back
_SMALL = 88  # pixels a side
_CHOSEN, _OWN, _REFUSAL, _ASKING = (
    f"picture_{name}" for name in ("chosen", "own", "refusal", "asking")
)


_GONE = (
    "A picture of your own stays with you alone, while the page is open and the server goes on: "
    "choose the file again."
)


@dataclass(frozen=True, eq=False)
class _Own:
    """A file that a person has brought."""

    name: str
    data: bytes
    small: bytes


def image_picker(*, classes: bool = False) -> Picture:
    """Show the picture in use and a row of others to take instead; returns the one in use.

    A sample is named in the address (`?picture=china`). A person's own stays in the session, never
    in a cache that others share.

    Parameters
    ----------
    classes : bool
        Whether pictures of CIFAR-10's classes have a row of their own: the drawings and, where the
        server has them, some of its test images.
    """
    picture = current_picture()
    rows, columns = picture.size
    picker(
        picture.name,
        f"{rows} × {columns} × 3",
        picture.mark,
        [(mark, own.name, own.small) for mark, own in _brought().items()],
        cifar10.tiles() if classes else [],
        key="picture_row_classes" if classes else "picture_row",
        on_choose=_choose,
    )
    if st.session_state.pop(_ASKING, False):
        _bring()
    return picture


def current_picture() -> Picture:
    """The picture in use, without the row; on arrival it is the one that the address names."""
    held: Picture | None = st.session_state.get(_CHOSEN)
    if held is None or place.arriving(_CHOSEN):
        held = _named(place.asked("picture") or DEFAULT, held)
        st.session_state[_CHOSEN] = held
    place.note("picture", None if held.mark == DEFAULT else held.mark)
    return held


def _named(mark: str, held: Picture | None) -> Picture:
    """The picture that a link calls `mark`; the default where it is unknown."""
    if held is not None and held.mark == mark:
        return held
    if own := _brought().get(mark):
        return uploaded_picture(own.name, own.data)
    if mark.startswith(cifar10.MARK):
        return cifar10.named(mark) or sample_picture(DEFAULT)
    if is_own(mark):
        st.toast(_GONE, duration="long")
    return sample_picture(mark if mark in SAMPLES else DEFAULT)


def _brought() -> dict[str, _Own]:
    """The person's own pictures, the latest first."""
    own: dict[str, _Own] = st.session_state.setdefault(_OWN, {})
    return own


def _choose(mark: str) -> None:
    if mark == BRING:
        st.session_state[_ASKING] = True
    else:
        use_named(mark)


def use_named(mark: str) -> None:
    """Make the picture that a link calls `mark` that of the whole app; only in a callback."""
    st.session_state[_CHOSEN] = _named(mark, None)


@st.dialog("A picture of your own", width="large")
def _bring() -> None:
    way = st.segmented_control(
        "Where from", ["File", "Camera"], default="File", key="picture_way", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    if way == "File":
        st.file_uploader(
            f"PNG, JPEG, WebP, AVIF, GIF, TIFF or BMP, up to {MEGABYTES} MB",
            type=FILE_TYPES, max_upload_size=_ACCEPTED,
            key="picture_upload", on_change=_take, args=("picture_upload",),
        )  # fmt: skip
    else:
        st.camera_input(
            "A picture from the camera", key="picture_camera",
            on_change=_take, args=("picture_camera",),
        )  # fmt: skip
    if refusal := st.session_state.pop(_REFUSAL, None):
        st.error(refusal)
    st.caption(
        "It stays in this session: after a reload, or under a shared link, a sample stands here."
    )


def _take(key: str) -> None:
    """Take the file just given; a file that is no picture leaves the one before in its place."""
    file: Any = st.session_state.get(key)
    if file is None:
        return
    name = "From the camera" if key == "picture_camera" else file.name
    try:
        use_own(name, file.getvalue())
    except ImageError as error:
        st.session_state[_REFUSAL] = str(error)
        return
    st.rerun()


def use_own(name: str, data: bytes) -> None:
    """Make a file the picture of the whole app; only in a callback.

    Raises
    ------
    ImageError
        If it is too large, or no picture that can be read; the one before stays.
    """
    if len(data) > 1_000_000 * MEGABYTES:
        raise ImageError(
            f"The file has {len(data) / 1e6:.0f} MB and the limit is {MEGABYTES}: save it smaller, "
            f"or as JPEG, and try again."
        )
    picture = uploaded_picture(name, data)
    small = encode_jpeg(square_thumbnail(picture.preview, _SMALL))
    brought = _brought()
    brought.pop(picture.mark, None)
    latest = {picture.mark: _Own(name, data, small), **brought}
    st.session_state[_OWN] = dict(list(latest.items())[:_KEPT])  # Back finds these
    st.session_state[_CHOSEN] = picture
