"""Questions below the pooling; only the one that is open is computed."""

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.shift import shift_figure
from pages.ui.downloads import csv_button, png_button
from pages.ui.picture import Picture
from pages.ui.picture_choice import current_picture, image_picker
from pages.ui.picture_row import picture_row, sheet
from pages.ui.settings import optional_choice
from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.images import luma, shrink
from vizcore.images.line_filters import line_photographs
from vizcore.steps import PoolSettings
from vizcore.steps.shifting import Shifted, shifts
from vizcore.text import percent, sentence, table

_SIDE = 320
_SHIFTED, _PATCH, _MOST = 160, 48, 4  # the picture, what is cut out of it, the longest shift
_STAYS = {
    "max": "A maximum stays as long as its pixel stays in the window and nothing larger comes in: "
    "a small shift is forgotten. A shift by a whole stride is not; it moves the map by one cell.",
    "average": "A mean depends on every pixel of its window, so hardly one stays exactly the same. "
    "It changes less than the pixels do, but it does change.",
}
_QUESTIONS = {
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
    st.subheader("Look closer", anchor=False)
    asked = optional_choice(
        "A question", "pooling_lesson", _QUESTIONS, label_visibility="collapsed"
    )
    if asked == "photograph":
        _photograph()
    elif asked is not None:
        picture = image_picker() if choose_picture else current_picture()
        if asked == "global":
            _global(picture)
        else:
            _shift(picture, pooling)


def _shift(picture: Picture, pooling: PoolSettings) -> None:
    try:
        moves = shifts(_strip(picture), pooling, _MOST)
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
        rows = [[m.shift, m.pixels_kept, m.pooled_kept] for m in moves]
        head = ["shift", "pixels", "pooled"]
        csv_button("Shares, CSV", "shift", head, lambda: rows, key="pooling_shift_csv")


def _table(moves: list[Shifted]) -> str:
    rows = [(m.shift, percent(m.pixels_kept), percent(m.pooled_kept)) for m in moves]
    return table(["Shift", "Pixels that stay", "Pooled"], rows, "rrr")


def _strip(picture: Picture) -> np.ndarray:
    """Grey, from the middle of the picture, with the columns that move in on the left."""
    grey = luma(shrink(picture.preview, _SHIFTED))
    middle, left = (max(0, (n - _PATCH) // 2) for n in grey.shape)
    return grey[middle : middle + _PATCH, max(0, left - _MOST) : left + _PATCH]


def _global(picture: Picture) -> None:
    small = shrink(picture.preview, _SIDE)
    batch = small.transpose(2, 0, 1)[None]
    means, largest = (ops.global_pool(batch, kind=kind)[0] for kind in ("average", "max"))
    st.markdown(
        f"One window over the whole map: `{batch.shape}` becomes `{means[None].shape}`, one number "
        "a channel, whatever the height and the width. So a network can take pictures of any size, "
        "and ask *is it there?* without *where?*"
    )
    names = ("Red", "Green", "Blue")
    picture_row(
        [*batch[0]],
        [
            f"{name}: mean `{mean:.2f}`, largest `{top:.0f}`"
            for name, mean, top in zip(names, means, largest, strict=True)
        ],
    )
    rows = [*zip(names, means.tolist(), largest.tolist(), strict=True)]
    head = ["channel", "mean", "largest"]
    csv_button("Numbers, CSV", "global", head, lambda: rows, key="pooling_global_csv")


def _photograph() -> None:
    image = line_photographs()[:1]
    pooled = {kind: ops.pool(image, 2, kind=kind, padding="same") for kind in ("max", "average")}
    arrays = {"Before": image, "Maximum": pooled["max"], "Mean": pooled["average"]}
    pictures = [np.rint(a[0].transpose(1, 2, 0)).astype(np.uint8) for a in arrays.values()]
    st.markdown(
        "The lecture's TensorFlow example: a 2×2 window, stride 2, SAME. Rows and columns are "
        "halved, the three channels stay."
    )
    captions = [f"{name}: `{p.shape}`" for name, p in zip(arrays, pictures, strict=True)]
    picture_row(pictures, captions)
    png_button("Pictures, PNG", "pooled", lambda: sheet(pictures), key="pooling_photograph_png")
