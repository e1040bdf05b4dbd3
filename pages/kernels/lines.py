"""The lecture's example: two line filters on two photographs, with TensorFlow's padding."""

import numpy as np
import streamlit as st

from pages.kernels.lines_code import programs
from pages.ui.code import same_in_code
from pages.ui.downloads import csv_button, png_button
from pages.ui.picture_row import picture_files, picture_row, sheet
from vizcore import ops
from vizcore.geometry import axis_windows
from vizcore.images import KERNELS, SAMPLES
from vizcore.images.line_filters import CROPS, LINES, line_filters, line_photographs
from vizcore.text import number

_HEADER = ("photograph", "filter", "row", *(f"column {j}" for j in range(160)))


def line_lesson() -> None:
    """Show each photograph and its two maps, the shapes, the programs."""
    images, maps = line_maps()
    rows = axis_windows(images.shape[2], 7, stride=2, padding="same")
    st.markdown(
        f"`{_channels_last(images)}` under two filters of `(7, 7, 3)`, stride 2, SAME, gives "
        f"`{_channels_last(maps)}`: the lecture's TensorFlow example. The padding is "
        f"({rows.count} − 1) · 2 + 7 − {rows.size} = {rows.before + rows.after} rows, "
        f"{rows.before} before and {rows.after} after; the columns likewise."
    )
    for name, pair in zip(CROPS, maps, strict=True):
        picture_row(line_files()[name], [SAMPLES[name].title, *map(_words, LINES, pair)])
    st.caption(
        "Both filters are sums of seven neighbours, so they blur along their line: only a line of "
        "their own direction stays sharp."
    )
    with st.container(horizontal=True):
        png_button(
            "Maps, PNG", "lines", lambda: sheet([stretched(m) for pair in maps for m in pair]),
            key="lines_png",
        )  # fmt: skip
        csv_button("Maps, CSV", "lines", _HEADER, lambda: _rows(maps), key="lines_csv")
    with st.expander("The same in code"):
        same_in_code(programs, key="lines_code")


@st.cache_resource(max_entries=1, show_spinner=False)
def line_maps() -> tuple[np.ndarray, np.ndarray]:
    """The photographs (2, 3, 280, 320) and their maps (2, 2, 140, 160), read-only for all."""
    images = line_photographs()
    maps = ops.conv(images, line_filters(), stride=2, padding="same")
    images.flags.writeable = maps.flags.writeable = False
    return images, maps


@st.cache_resource(max_entries=1, show_spinner=False)
def line_files() -> dict[str, list[bytes]]:
    """By the name of a photograph: it and its two maps as PNG files."""
    images, maps = line_maps()
    return {
        name: picture_files([image.transpose(1, 2, 0).astype(np.uint8), *map(stretched, pair)])
        for name, image, pair in zip(CROPS, images, maps, strict=True)
    }


def stretched(values: np.ndarray) -> np.ndarray:
    """Grey values from the smallest number, black, to the largest, white.

    >>> stretched(np.array([[10.0, 20.0], [30.0, 60.0]])).tolist()
    [[0, 51], [102, 255]]
    """
    low, high = float(values.min()), float(values.max())
    return np.rint((values - low) * (255 / ((high - low) or 1))).astype(np.uint8)


def _rows(maps: np.ndarray) -> list[list[object]]:
    return [
        [photograph, line, i, *row.tolist()]
        for photograph, pair in zip(CROPS, maps, strict=True)
        for line, table in zip(LINES, pair, strict=True)
        for i, row in enumerate(table)
    ]


def _words(kernel: str, values: np.ndarray) -> str:
    low, high = number(float(values.min())), number(float(values.max()))
    return f"{KERNELS[kernel].title}: black is {low}, white {high}"


def _channels_last(batch: np.ndarray) -> tuple[int, ...]:
    n, channels, *space = batch.shape
    return (n, *space, channels)
