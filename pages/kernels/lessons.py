"""Questions below the kernel; only the one that is open is computed."""

import numpy as np
import streamlit as st

from pages.kernels.chains import chain_lesson
from pages.kernels.editor import Chosen, choose_preset
from pages.kernels.lines import line_lesson
from pages.kernels.views import Settings, kernel_tiles, shown
from pages.kernels.words import frequency_table, frequency_words
from pages.ui import place
from pages.ui.chart import chart
from pages.ui.components.gallery import gallery
from pages.ui.downloads import csv_button, png_button
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_row import picture_files, picture_row, sheet
from pages.ui.settings import choice, optional_choice
from pages.ui.theme import palette
from vizcore.figures.frequency import frequency_figure
from vizcore.figures.palette import LIGHT, Palette
from vizcore.images import KERNELS, apply_kernel, flip, luma, shrink
from vizcore.images.frequency import frequency_response
from vizcore.text import number

_SIDE = 320
_TAKEN = "kernels_taken"
_QUESTIONS = {
    "all": "All kernels on this picture",
    "turned": "Correlation or convolution",
    "chain": "Two kernels in one",
    "frequency": "Frequency",
    "lines": "Lines in two photographs",
}
_TURNED = {
    "emboss": "Emboss",
    "sobel_x": "Sobel",
    "gaussian": "Gaussian",
    "this": "The kernel above",
}


@place.fragment
def lessons(picture: Picture, kernel: Chosen, how: Settings) -> None:
    """Show the questions, and the answer to the one that is chosen.

    Parameters
    ----------
    picture : Picture
    kernel : Chosen
        The kernel in use on the page.
    how : Settings
    """
    st.header("Look closer", anchor=False)
    asked = optional_choice(
        "A question",
        "kernels_lesson",
        _QUESTIONS,
        implied={"kernels_turned": "turned"},
        label_visibility="collapsed",
    )
    if asked == "all":
        _gallery(picture, kernel, how)
    elif asked == "turned":
        _turned_round(picture, kernel.weights, how.display)
    elif asked == "chain":
        chain_lesson(picture, _small(picture))
    elif asked == "frequency":
        _frequency(kernel.weights)
    elif asked == "lines":
        line_lesson()


def _gallery(picture: Picture, kernel: Chosen, how: Settings) -> None:
    if st.session_state.pop(_TAKEN, False):
        st.rerun()  # the whole page: the kernel is above

    def take(name: str) -> None:
        choose_preset(name)
        st.session_state[_TAKEN] = True

    gallery(
        kernel_tiles(picture, how),
        key="kernels_gallery",
        label="All kernels on this picture",
        chosen=kernel.name,
        on_choose=take,
        width=144,
    )


def _small(picture: Picture) -> np.ndarray:
    return luma(shrink(picture.preview, _SIDE))


def _frequency(weights: np.ndarray) -> None:
    response = frequency_response(weights)
    figure, words = st.columns([2, 3], gap="large", vertical_alignment="center")
    with figure:
        chart(frequency_figure(response, palette()), key="kernels_response", wide=False)
    with words:
        st.markdown("Stripes stay stripes under a kernel. How many times as strong are they?")
        st.markdown(frequency_words(response))
        st.markdown(frequency_table(response))
        st.caption(
            "The middle of the figure is a flat area. At 0.5 cycles a pixel, black and white take "
            "turns pixel by pixel: no picture can hold anything finer."
        )
        csv_button(
            "Gains, CSV", "frequency", ["down \\ along", *response.frequencies.tolist()],
            np.column_stack([response.frequencies, response.gain]).tolist,
            key="kernels_response_csv",
        )  # fmt: skip


def _turned_round(picture: Picture, weights: np.ndarray, display: str) -> None:
    chosen = choice(
        "Kernel to turn", "kernels_turned", _TURNED, "emboss", kind="list", width=240,
        label_visibility="collapsed",
    )  # fmt: skip
    kernel = weights if chosen == "this" else KERNELS[chosen].weights
    colours = palette()

    def results() -> tuple[list[np.ndarray], float]:
        small = _small(picture)
        plain, turned = (apply_kernel(small, w, border="reflect") for w in (kernel, flip(kernel)))
        return [plain, turned, plain - turned], float(np.abs(plain - turned).max())

    def pictures(colours: Palette) -> list[np.ndarray]:
        ways = (display, display, "signed")
        return [shown(r, way, colours) for r, way in zip(results()[0], ways, strict=True)]

    files, apart = made_once(
        picture, "kernels_turned", (kernel.tobytes(), kernel.shape, display, colours),
        lambda: (picture_files(pictures(colours)), results()[1]),
    )  # fmt: skip
    picture_row(
        files,
        [
            r"Correlation: $\sum_{a,b} w_{ab}\, x_{i+a,\,j+b}$",
            r"Convolution: $\sum_{a,b} w_{ab}\, x_{i-a,\,j-b}$",
            f"Difference, blue below 0, orange above: at most {number(apart)}",
        ],
    )
    if np.array_equal(kernel, flip(kernel)):
        st.markdown(
            "**No difference.** Minus in the indices turns the kernel by half a turn, and half a "
            "turn leaves this one as it is."
        )
    else:
        st.markdown(
            "Mathematics calls the second one convolution: minus in the indices turns the kernel "
            "by half a turn. Networks compute the first, and the name has stayed: **weights that "
            "are learnt are learnt turned round**, and nothing is lost."
        )
    png_button(
        "Pictures, PNG", "correlation", lambda: sheet(pictures(LIGHT)), key="kernels_turned_png"
    )
