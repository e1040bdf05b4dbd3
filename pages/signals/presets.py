"""What the page In one dimension starts from, and its controls along one axis."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from pages.ui import controls, settings
from vizcore.errors import ShapeError
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings


class Preset(NamedTuple):
    """A signal, a kernel and their settings; the signal is empty where a seed makes it."""

    signal: str
    kernel: str
    stride: int
    padding: str
    shows: str


_UNEVEN = "3 5 2 6 4 1 5 3 9 2 4 5 3 4"

#: By the name that stands in the URL.
PRESETS = {
    "lecture": Preset(
        "0 1 2 1 1 2 0 1 0 1 2 0 0 1",
        "0.5 0.5",
        2,
        "valid",
        "The mean of two neighbours, at every second place: half as many numbers.",
    ),
    "difference": Preset(
        "2 2 2 2 5 5 5 5 5 1 1 1 1 1",
        "-1 1",
        1,
        "valid",
        "What comes after less what comes before: only the jumps are left.",
    ),
    "average": Preset(
        _UNEVEN,
        "1/3 1/3 1/3",
        1,
        "same",
        "The mean of three neighbours: the ups and downs shrink.",
    ),
    "bell": Preset(
        _UNEVEN,
        "1/16 1/4 3/8 1/4 1/16",
        1,
        "same",
        "A mean in which the middle counts most and the ends hardly at all.",
    ),
    "spike": Preset(
        "0 0 0 0 0 0 1 0 0 0 0 0 0 0",
        "1 2 3",
        1,
        "same",
        "A single 1 copies the kernel into the output, back to front: 3 2 1. "
        "Flip the kernel, and it comes out as it is.",
    ),
    "random": Preset("", "-1 0 1", 1, "valid", "What comes after less what came before."),
}


TITLES = {
    "lecture": "Lecture",
    "difference": "Difference",
    "average": "Moving average",
    "bell": "Bell curve",
    "spike": "Spike",
    "random": "Random",
}


def padding(page: str, default: str) -> str | list[tuple[int, int]]:
    """Padding by name, or a number for each end of the signal."""
    name = settings.choice(
        "Padding", f"{page}_padding", controls.PADDINGS, default, kind="list", width=200
    )
    ends = st.container(horizontal=True, gap="small", width="content")  # keeps its place
    if name != "sides":
        return name
    with ends:
        before, after = (
            settings.number(end.capitalize(), f"{page}_{end}", 1, low=0, high=32, width=92)
            for end in ("before", "after")
        )
    return [(before, after)]


def one_row(what: str) -> Callable[[np.ndarray], np.ndarray]:
    """A check that a matrix is a row of numbers; a column, as in a spreadsheet, is turned into one.

    >>> one_row("signal")(np.ones((3, 1))).shape
    (1, 3)
    >>> one_row("signal")(np.ones((2, 3)))
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a signal is one row of numbers, not 2 rows
    """

    def check(matrix: np.ndarray) -> np.ndarray:
        if min(matrix.shape) > 1:
            raise ShapeError(f"a {what} is one row of numbers, not {len(matrix)} rows")
        return matrix.reshape(1, -1)

    return check


def preset_sentence(preset: Preset, shown: ConvSettings) -> str:
    """What a preset shows, as long as its outputs are on screen.

    >>> lecture = PRESETS["lecture"]
    >>> x, kernel = parse_matrix(lecture.signal), parse_matrix(lecture.kernel)
    >>> preset_sentence(lecture, ConvSettings(x, kernel, stride=2))
    'The mean of two neighbours, at every second place: half as many numbers.'
    >>> preset_sentence(lecture, ConvSettings(x, kernel, stride=3))
    ''
    """
    x = parse_matrix(preset.signal) if preset.signal else shown.x
    kernel = parse_matrix(preset.kernel)
    own = ConvSettings(x, kernel, stride=preset.stride, padding=preset.padding)
    return preset.shows if np.array_equal(own.output, shown.output) else ""
