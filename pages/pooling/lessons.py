"""Questions below the pooling; only the one that is open is computed."""

from dataclasses import replace

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.shift import shift_figure
from pages.ui.downloads import csv_button, png_button
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_choice import current_picture, image_picker
from pages.ui.picture_row import picture_files, picture_row, sheet, show_file
from pages.ui.settings import optional_choice
from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.images import luma, shrink
from vizcore.images.line_filters import line_photographs
from vizcore.steps import PoolSettings
from vizcore.steps.shifting import Shifted, shifts
from vizcore.text import percent, sentence, table

_SIDE = 320
_WIDEST = 640  # pixels on the page
_SHIFTED, _PATCH, _MOST = 160, 48, 4  # the picture, what is cut out of it, the longest shift
_STAYS = {
    "max": "A maximum stays as long as its pixel stays in the window and nothing larger comes in: "
    "a small shift is forgotten. A shift by a whole stride is not; it moves the map by one cell.",
    "average": "A mean depends on every pixel of its window, so hardly one stays exactly the same. "
    "It changes less than the pixels do, but it does change.",
}
_QUESTIONS = {
    "whole": "The whole picture",
    "global": "Global pooling",
    "shift": "Shift the picture",
    "photograph": "The lecture's photograph",
}


@place.fragment
def lessons(pooling: PoolSettings, *, choose_picture: bool) -> None:
    """Show the questions, and the answer to the one that is chosen.

    Parameters
    ----------
    pooling : PoolSettings
        The pooling on the page; its `x` is not used.
    choose_picture : bool
        Whether the row of pictures stands here; the page may have it above.
    """
    st.header("Look closer", anchor=False)
    asked = optional_choice(
        "A question", "pooling_lesson", _QUESTIONS, label_visibility="collapsed"
    )
    if asked == "photograph":
        _photograph()
    elif asked is not None:
        picture = image_picker() if choose_picture else current_picture()
        if asked == "whole":
            _whole(picture, pooling)
        elif asked == "global":
            _global(picture)
        else:
            _shift(picture, pooling)


def _whole(picture: Picture, pooling: PoolSettings) -> None:
    """The picture before and after, each pixel as large as in the other."""
    settings = replace(pooling, x=np.zeros((1, 1)))

    def make() -> tuple[list[bytes], list[tuple[int, ...]]]:
        image = picture.preview
        pooled = _pooled(image, pooling)
        return picture_files([image, pooled]), [image.shape, pooled.shape]

    try:
        files, shapes = made_once(picture, "pooling_whole", settings, make)
    except ShapeError as error:
        st.error(sentence(error))
        return
    width = min(_WIDEST, shapes[0][1])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for name, file, shape in zip(("Before", "After"), files, shapes, strict=True):
            words = f"{name}: {shape}"
            share = shape[1] / shapes[0][1]
            with st.container(width=max(1, round(width * share))):
                show_file(file, words)
    if picture.is_copied:
        st.caption(picture.copy_sentence(*shapes[0][:2]))


def _pooled(image: np.ndarray, pooling: PoolSettings) -> np.ndarray:
    result = ops.pool(
        image.transpose(2, 0, 1)[None],
        pooling.window,
        kind=pooling.kind,
        stride=pooling.stride,
        padding=pooling.padding,
        ceil_mode=pooling.ceil_mode,
        count_include_pad=pooling.count_include_pad,
    )
    return np.rint(result[0].transpose(1, 2, 0)).astype(np.uint8)


def _shift(picture: Picture, pooling: PoolSettings) -> None:
    try:
        moves = made_once(
            picture, "pooling_shift", replace(pooling, x=np.zeros((1, 1))),
            lambda: shifts(_strip(picture), pooling, _MOST),
        )  # fmt: skip
    except ShapeError as error:
        st.error(sentence(error))
        return
    chart, words = st.columns([3, 2], gap="large", vertical_alignment="center")
    with chart:
        shift_figure(moves, key="pooling_shift")
    with words:
        st.markdown(
            "Move the picture, pool it as above, and count what stays. "
            "**Green has the value that it has without a shift.**"
        )
        st.markdown(_table(moves))
        st.caption(_STAYS[pooling.kind])
        head = ["shift", "pixels", "pooled", "mean change, pixels", "mean change, pooled"]
        rows = [[m.shift, m.pixels_kept, m.pooled_kept, *_changes(moves[0], m)] for m in moves]
        csv_button("Shares, CSV", "shift", head, lambda: rows, key="pooling_shift_csv")


def _table(moves: list[Shifted]) -> str:
    """What stays as it is, and by how many of 255 grey levels the rest moves, on the average."""
    rows = [
        (
            m.shift,
            percent(m.pixels_kept),
            percent(m.pooled_kept),
            *(f"{change:.1f}" for change in _changes(moves[0], m)),
        )
        for m in moves
    ]
    head = ["Shift", "Pixels that stay", "Pooled", "Mean change, pixels", "Pooled"]
    return table(head, rows, "rrrrr")


def _changes(still: Shifted, moved: Shifted) -> tuple[float, float]:
    """Mean sizes of the change of a pixel and of a pooled value."""
    pairs = ((still.picture, moved.picture), (still.pooled, moved.pooled))
    pixels, pooled = (float(np.abs(b.astype(float) - a.astype(float)).mean()) for a, b in pairs)
    return pixels, pooled


def _strip(picture: Picture) -> np.ndarray:
    """Grey, from the middle of the picture, with the columns that move in on the left."""
    grey = luma(shrink(picture.preview, _SHIFTED))
    middle, left = (max(0, (n - _PATCH) // 2) for n in grey.shape)
    return grey[middle : middle + _PATCH, max(0, left - _MOST) : left + _PATCH]


def _global(picture: Picture) -> None:
    def make() -> tuple[list[bytes], list[float], list[int]]:
        channels = picture.full().transpose(2, 0, 1)
        means, tops = channels.mean(axis=(1, 2)).tolist(), channels.max(axis=(1, 2)).tolist()
        small = shrink(picture.preview, _SIDE).transpose(2, 0, 1)
        return picture_files(small), means, tops

    files, means, tops = made_once(picture, "pooling_global", "", make)
    rows, columns = picture.size
    st.markdown(
        f"One window over the whole map: `(1, 3, {rows}, {columns})` becomes `(1, 3)`, one "
        "number a channel, whatever the height and the width. So a network can take pictures of "
        "any size, and ask *is it there?* without *where?*"
    )
    names = ("Red", "Green", "Blue")
    picture_row(
        files,
        [
            f"{name}: mean `{mean:.2f}`, largest `{top}`"
            for name, mean, top in zip(names, means, tops, strict=True)
        ],
    )
    if max(picture.size) > _SIDE:
        st.caption("Shown smaller; the numbers are of all the pixels.")
    lines = [*zip(names, means, tops, strict=True)]
    head = ["channel", "mean", "largest"]
    csv_button("Numbers, CSV", "global", head, lambda: lines, key="pooling_global_csv")


def _photograph() -> None:
    pictures, files = _photograph_pooled()
    st.markdown(
        "The lecture's TensorFlow example: a 2×2 window, stride 2, SAME. Rows and columns are "
        "halved, the three channels stay."
    )
    names = ("Before", "Maximum", "Mean")
    captions = [f"{name}: `{p.shape}`" for name, p in zip(names, pictures, strict=True)]
    picture_row(files, captions)
    png_button("Pictures, PNG", "pooled", lambda: sheet(pictures), key="pooling_photograph_png")


@st.cache_resource(max_entries=1, show_spinner=False)
def _photograph_pooled() -> tuple[list[np.ndarray], list[bytes]]:
    """The photograph, its maxima and its means: as arrays and as PNG files."""
    image = line_photographs()[:1]
    pooled = [ops.pool(image, 2, kind=kind, padding="same") for kind in ("max", "average")]
    arrays = (image, *pooled)
    pictures = [np.rint(a[0].transpose(1, 2, 0)).astype(np.uint8) for a in arrays]
    return pictures, picture_files(pictures)
