"""Questions below the transposed convolution; only the one that is open is computed."""

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.downloads import png_button
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_choice import current_picture, image_picker
from pages.ui.picture_row import picture_files, picture_row, sheet
from pages.ui.settings import optional_choice
from vizcore import ops
from vizcore.images import luma, shrink
from vizcore.steps.transposed import TransposedSettings
from vizcore.text import number

_QUESTIONS = {"photograph": "The checkerboard on the picture", "inverse": "Is it the inverse?"}
_CELLS, _SIDE = 48, 384  # cut out of the picture; about so many pixels of each result
_WRITTEN = 8  # rows and columns of a matrix that is still written out


@place.fragment
def lessons(layer: TransposedSettings, *, choose_picture: bool) -> None:
    """Show the questions, and the answer to the one that is chosen.

    Parameters
    ----------
    layer : TransposedSettings
        The layer on the page.
    choose_picture : bool
        Whether the row of pictures stands here; the page may have it above.
    """
    st.header("Look closer", anchor=False)
    asked = optional_choice(
        "A question", "transposed_lesson", _QUESTIONS, label_visibility="collapsed"
    )
    if asked == "photograph":
        _photograph(image_picker() if choose_picture else current_picture(), layer)
    elif asked == "inverse":
        _inverse(layer)


def _photograph(picture: Picture, layer: TransposedSettings) -> None:
    flat = np.ones(layer.weight.shape)
    settings = flat.shape, layer.stride, layer.padding, layer.dilation

    def results() -> tuple[np.ndarray, ...]:
        return _blurred(_cut_out(picture), flat, layer)

    def make() -> tuple[list[tuple[int, ...]], list[bytes]]:
        made = results()
        return [result.shape for result in made], picture_files(map(_enlarged, made))

    shapes, files = made_once(picture, "transposed_checkerboard", settings, make)
    names = ("Input", "Transposed", "Resized, then convolved")
    st.markdown(
        "All weights alike, on the middle of the picture: a blur, made larger. "
        f"The kernel's size is {' × '.join(map(str, flat.shape))}, the stride {layer.stride}."
    )
    captions = [f"{name}: `{shape}`" for name, shape in zip(names, shapes, strict=True)]
    picture_row(files, captions)
    png_button(
        "Pictures, PNG",
        "checkerboard",
        lambda: sheet([*map(_enlarged, results())]),
        key="transposed_lesson_png",
    )


def _cut_out(picture: Picture) -> np.ndarray:
    cells = luma(shrink(picture.preview, 3 * _CELLS))
    top, left = (max(0, (n - _CELLS) // 2) for n in cells.shape)
    return cells[top : top + _CELLS, left : left + _CELLS]


def _blurred(
    cells: np.ndarray, flat: np.ndarray, layer: TransposedSettings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The cells; stamped by a kernel of ones; resized and convolved with it."""
    same = TransposedSettings(cells, flat, layer.stride, layer.padding, 0, layer.dilation)
    stamps = flat.size / layer.stride**2  # that write to a cell, on the average
    return cells, same.output / stamps, same.resized / flat.size


def _enlarged(cells: np.ndarray) -> np.ndarray:
    """Grey pixels, each cell a square of several."""
    side = max(1, _SIDE // max(cells.shape))
    grey = np.rint(np.clip(cells, 0, 255)).astype(np.uint8)
    return grey.repeat(side, axis=0).repeat(side, axis=1)


def _inverse(layer: TransposedSettings) -> None:
    back = ops.conv(
        layer.output[None, None],
        layer.weight[None, None],
        stride=layer.stride,
        padding=layer.padding,
        dilation=layer.dilation,
    )[0, 0]
    st.markdown(
        "A convolution multiplies its flattened input by a matrix $C$; this page multiplies by "
        r"$C^\top$. Shapes turn round, $C$ leads back from "
        f"`{layer.output.shape}` to `{back.shape}`. The numbers do not come back: "
        r"$C\,C^\top$ is not the identity, so *deconvolution* is a misleading name."
    )
    if max(*layer.x.shape, *back.shape) <= _WRITTEN:
        st.markdown(rf"$x = {_matrix(layer.x)} \qquad C\,C^\top x = {_matrix(back)}$")
    st.page_link(
        "pages/matrix_view/page.py", label="See the matrix itself", icon=":material/view_column:"
    )


def _matrix(values: np.ndarray) -> str:
    rows = r" \\ ".join(" & ".join(number(float(v)) for v in row) for row in values)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
