"""Two or three kernels in turn against the one that they make, on the picture."""

import numpy as np
import streamlit as st

from pages.kernels.words import matrix_formula
from pages.ui.downloads import png_button
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_row import picture_files, picture_row, sheet
from pages.ui.settings import choice
from pages.ui.theme import palette
from vizcore.errors import ShapeError
from vizcore.figures.palette import LIGHT, Palette, signed_pixels
from vizcore.images import to_display
from vizcore.images.composition import CHAINS, Ways, both_ways, compose
from vizcore.text import number, percent, sentence

_TITLES = {"two": "Two 3×3", "three": "Three 3×3", "row_column": "Row, then column"}
_THEN = r"\text{then}\;"


def chain_lesson(picture: Picture, small: np.ndarray) -> None:
    """Show a chain, its kernel, and `picture`, (h, w) uint8 in `small`, under both."""
    chosen = choice(
        "Kernels", "kernels_chain", _TITLES, "two",
        label_visibility="collapsed",
    )  # fmt: skip
    kernels = CHAINS[_TITLES[chosen]]
    whole = compose(kernels)
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        for i, kernel in enumerate(kernels):
            st.latex(rf"{_THEN if i else ''}{matrix_formula(kernel)}", width="content")
        st.latex(rf"=\;{matrix_formula(whole)}", width="content")
    st.markdown(_weights_sentence(kernels, whole))
    colours = palette()

    def make() -> tuple[Ways, list[bytes]]:
        ways = both_ways(small, kernels)
        return ways, picture_files(_pictures(ways, colours))

    try:
        ways, files = made_once(picture, "kernels_chain", (chosen, colours), make)
    except ShapeError as error:
        st.error(sentence(error))
        return
    picture_row(
        files,
        [
            "One after the other",
            f"The one large kernel. Largest difference: {_power_of_ten(ways.rounding)}, rounding",
            _relu_words(ways.relu_changes),
        ],
    )
    st.caption(
        "Without padding: zeros around the picture would set the two ways apart in a thin ring. "
        "Not every large kernel can be taken apart like this."
    )
    png_button(
        "Pictures, PNG", "kernels", lambda: sheet(_pictures(ways, LIGHT)), key="kernels_chain_png"
    )


def _weights_sentence(kernels: tuple[np.ndarray, ...], whole: np.ndarray) -> str:
    parts = [kernel.size for kernel in kernels]
    few, many = sum(parts), whole.size
    return (
        f"{' + '.join(map(str, parts))} = **{few} weights** see what {whole.shape[0]} × "
        f"{whole.shape[1]} = **{many}** see. From C channels to C channels it is {few} C² against "
        f"{many} C², {percent(1 - few / many)} fewer: VGG's reason for small kernels."
    )


def _relu_words(change: float) -> str:
    if change:
        return (
            f"One after the other, ReLU between. Largest difference: {number(round(change))}, "
            "and no one kernel does this"
        )
    return "One after the other, ReLU between: no difference, a blur leaves nothing negative"


def _power_of_ten(value: float) -> str:
    digit, exponent = f"{value:.0e}".split("e")
    return rf"${digit} \cdot 10^{{{int(exponent)}}}$" if value else "0"


def _pictures(ways: Ways, colours: Palette) -> list[np.ndarray]:
    """Signed colours on one scale for all ways where results are negative, else grey."""
    results = (ways.in_turn, ways.at_once, ways.rectified)
    if (ways.in_turn >= 0).all():
        return [to_display(result.astype(np.float32), "clip") for result in results]
    limit = float(np.quantile(np.abs(ways.in_turn), 0.995)) or 1.0
    return [signed_pixels(result, limit=limit, palette=colours) for result in results]
