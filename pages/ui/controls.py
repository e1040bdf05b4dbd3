"""Groups of controls that the Convolution and Pooling pages share."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.components.matrix import matrix_editor
from pages.ui.matrices import patch, random_matrix
from pages.ui.picture import Picture
from pages.ui.settings import choice, matrix, number
from vizcore.matrix_text import parse_matrix

PADDINGS = {
    "valid": "None (valid)",
    "same": "Same",
    "same_lower": "Same, extra zero first",
    "sides": "Each side by number",
}
_NARROW = 92  # pixels: three controls side by side on a phone
_SIDES = (("top", "bottom"), ("left", "right"))

SidePadding = tuple[tuple[int, int], tuple[int, int]]


def per_axis(label: str, key: str, default: int = 1, *, high: int = 16) -> tuple[int, int]:
    """One whole number for rows and one for columns."""
    with _pair():
        rows = number(f"{label} ↓", f"{key}_rows", default, low=1, high=high, width=_NARROW)
        columns = number(f"{label} →", f"{key}_columns", default, low=1, high=high, width=_NARROW)
    return rows, columns


def padding(page: str) -> str | SidePadding:
    """Padding by name, or a number for each side."""
    name = choice(
        "Padding", f"{page}_padding", PADDINGS, "valid", kind="list", width=2 * _NARROW + 16
    )
    sides = st.container(horizontal=True, gap="small", width="content")  # keeps its place
    if name != "sides":
        return name
    zeros = []
    for opposite in _SIDES:
        with sides, _pair():
            first, last = (
                number(side.capitalize(), f"{page}_{side}", 1, low=0, high=32, width=_NARROW)
                for side in opposite
            )
        zeros.append((first, last))
    return zeros[0], zeros[1]


def random_input(
    page: str, *, on_change: Callable[[], None], side: int = 8, most: int = 64
) -> np.ndarray:
    """A random matrix: rows, columns (`side` at first, `most` at most), seed."""

    def part(label: str, default: int, low: int, high: int) -> int:
        key = f"{page}_{label.lower()}"
        return number(label, key, default, low=low, high=high, on_change=on_change, width=_NARROW)

    with st.popover("Size and seed"), row():
        height = part("Rows", side, 1, most)
        width = part("Columns", side, 1, most)
        seed = part("Seed", 0, 0, 9999)
    return random_matrix(height, width, seed)


def picture_patch(
    page: str,
    picture: Picture,
    *,
    on_change: Callable[[], None],
    side: int = 32,
    most: int = 64,
) -> np.ndarray:
    """A grey patch of the chosen picture: cells a side (`side` at first), place, pixels a cell.

    `on_change` is called when one of these or the picture is another one.
    """
    before = f"{page}_picture"
    if st.session_state.setdefault(before, picture.digest) != picture.digest:
        st.session_state[before] = picture.digest
        on_change()

    def part(label: str, name: str, default: int, low: int, high: int, step: int = 1) -> int:
        key = f"{page}_{name}"
        return number(
            label, key, default, low=low, high=high, step=step, on_change=on_change, width=_NARROW
        )

    with st.popover("Which patch"), row():
        side = part("Cells a side", "cells", side, 2, most)
        scale = part("Pixels a cell", "pixels", 8, 1, 64)
        across = part("Across, %", "across", 50, 0, 100, 5)
        down = part("Down, %", "down", 20, 0, 100, 5)
    return patch(picture.preview, side, across=across / 100, down=down / 100, pixels=scale)


def input_numbers(
    page: str,
    x: np.ndarray,
    figure: DeltaGenerator,
    check: Callable[[np.ndarray], np.ndarray] = np.asarray,
    *,
    most: int = 64,
) -> np.ndarray:
    """The input to edit, as text and as a grid; `x` itself until something is typed.

    What is wrong with the text is told with the figure too; `check` as in `settings.matrix`. It has
    `most` rows and columns at most.
    """
    key = f"{page}_input"
    typed = matrix(
        "Input as text",
        key,
        x,
        optional=True,
        max_side=most,
        check=check,
        figure=figure,
        placeholder="Empty: the example's own",
    )
    return matrix_editor(
        typed,
        key=f"{key}_grid",
        role="input",
        label="Input",
        max_size=most,
        cell=36,
        text_key=key,
    )


def kernel_numbers(
    page: str,
    default: str,
    figure: DeltaGenerator,
    check: Callable[[np.ndarray], np.ndarray] = np.asarray,
    *,
    most: int = 31,
) -> np.ndarray:
    """The kernel to edit, as text and as a grid; the rest as in `input_numbers`."""
    key = f"{page}_kernel"
    typed = matrix(
        "Kernel as text",
        key,
        parse_matrix(default),
        max_side=most,
        check=check,
        figure=figure,
    )
    return matrix_editor(
        typed,
        key=f"{key}_grid",
        role="kernel",
        label="Kernel",
        max_size=most,
        text_key=key,
    )


def row(name: str = "") -> DeltaGenerator:
    """A row of small controls that wraps where the screen is narrow.

    One with a name is hidden in lecture mode.
    """
    key = f"controls_{name}" if name else None
    return st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=key)


def settings_and_figure(page: str) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """A row of settings, the formula that follows from them, and the figure below.

    On a phone app.css turns the three round: the figure is on the first screen.
    """
    with st.container(key=f"{page}_figure_first"):
        return row(f"{page}_settings"), st.container(key=f"{page}_output_size"), st.container()


def _pair() -> DeltaGenerator:
    """Two numbers that belong together and never wrap apart."""
    return st.container(horizontal=True, gap="small", width="content")
