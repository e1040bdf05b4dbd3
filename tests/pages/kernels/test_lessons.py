"""The four lessons below the kernel: numbers on screen, one tab at a time, the programs."""

import contextlib
import io

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from streamlit.testing.v1 import AppTest

from pages.kernels.lines import line_maps, stretched
from pages.kernels.lines_code import programs
from pages.kernels.words import frequency_table, frequency_words, matrix_formula
from pages.ui.picture import uploaded_picture
from pages.ui.picture_row import sheet
from tests.pages.helpers import opened
from vizcore.images import KERNELS
from vizcore.images.frequency import frequency_response
from vizcore.images.line_filters import line_filters, line_photographs


def captions(app: AppTest) -> list[str]:
    return [image.captions[0] for image in app.main.image]


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.main.markdown)


def test_the_frequency_of_the_chosen_kernel_is_drawn_and_told(app):
    opened(app, kernels_preset="Laplacian", kernels_lesson="Frequency")
    assert len(app.get("vega_lite_chart")) == 1
    assert "Flat areas are stopped, changes pass" in words(app)
    assert "| a chessboard of single pixels | `8` |" in words(app)
    assert not app.main.image


def test_only_the_open_tab_is_computed(app):
    opened(app, kernels_lesson="Lines in two photographs")
    assert not app.get("vega_lite_chart")
    assert len(app.main.image) == 6


@pytest.mark.parametrize(
    ("chain", "sentence", "relu"),
    [
        ("Two 3×3", "9 + 9 = **18 weights** see what 5 × 5 = **25** see", "no one kernel"),
        ("Three 3×3", "9 + 9 + 9 = **27 weights** see what 7 × 7 = **49** see", "no one kernel"),
        ("Row, then column", "7 + 7 = **14 weights** see what 7 × 7 = **49** see", "no difference"),
    ],
)
@pytest.mark.lecture("L17", page="kernels")
def test_a_chain_is_counted_and_proved_on_the_picture(app, chain, sentence, relu):
    opened(app, kernels_lesson="Two kernels in one", kernels_chain=chain)
    assert sentence in words(app)
    _, at_once, rectified = captions(app)
    exponent = int(at_once.split("10^{")[1].split("}")[0])
    assert exponent <= -12  # numbers of up to 1000 in float64
    assert relu in rectified


def test_a_picture_too_small_for_the_chain_is_told_in_a_sentence(app):
    opened(app, picture="letter_i", kernels_lesson="Two kernels in one")
    assert len(app.main.image) == 3
    app.session_state["picture_chosen"] = small_picture()
    app.run()
    assert not app.exception
    assert "5 x 5 do not fit on an image of 3 x 4" in app.error[0].value


def small_picture():
    file = io.BytesIO()
    Image.fromarray(np.full((3, 4, 3), 90, np.uint8)).save(file, "PNG")
    return uploaded_picture("small.png", file.getvalue())


@pytest.mark.parametrize(
    ("kernel", "same"), [("Emboss", False), ("Sobel", False), ("Gaussian", True)]
)
@pytest.mark.lecture("L7", page="kernels")
def test_half_a_turn_changes_what_is_not_symmetric(app, kernel, same):
    opened(app, kernels_lesson="Correlation or convolution", kernels_turned=kernel)
    largest = captions(app)[2].rsplit(" ", 1)[1]
    assert (largest == "0") == same
    assert ("No difference" in words(app)) == same


def test_the_kernel_above_can_be_turned_as_well(app):
    opened(
        app,
        kernels_lesson="Correlation or convolution",
        kernels_turned="The kernel above",
        kernels_text="1 2 3; 4 5 6",
    )
    assert "No difference" not in words(app)
    app.text_area(key="kernels_text").set_value("1 2 1").run()
    assert "No difference" in words(app)


@pytest.mark.lecture("L16", page="kernels")
def test_the_lectures_lines_are_shown_with_shapes_padding_and_range(app):
    opened(app, kernels_lesson="Lines in two photographs")
    text = words(app)
    assert "`(2, 280, 320, 3)` under two filters of `(7, 7, 3)`" in text
    assert "gives `(2, 140, 160, 2)`" in text
    assert "(140 − 1) · 2 + 7 − 280 = 5 rows, 2 before and 3 after" in text
    x = F.pad(torch.from_numpy(line_photographs()).double(), (2, 3, 2, 3))
    maps = F.conv2d(x, torch.from_numpy(line_filters()).double(), stride=2)
    told = [caption for caption in captions(app) if "black is" in caption]
    for caption, one in zip(told, maps.reshape(4, 140, 160), strict=True):
        assert caption.endswith(f"black is {one.min():.0f}, white {one.max():.0f}")


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.lecture("L16", page="kernels")
def test_the_programs_print_what_is_on_screen(library):
    names: dict[str, np.ndarray] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(programs()[library], names)  # the program is ours
    assert printed.getvalue().strip() == "(2, 140, 160, 2)"
    np.testing.assert_array_equal(names["result"], line_maps()[1].transpose(0, 2, 3, 1))


def test_the_tensorflow_program_is_valid_python():
    compile(programs()["TensorFlow"], "snippet", "exec")


def test_flat_maps_stretch_to_black():
    assert stretched(np.full((2, 2), 7.0)).tolist() == [[0, 0], [0, 0]]


def test_the_sheet_puts_pictures_on_white_with_a_gap():
    grey, colour = np.zeros((2, 1), np.uint8), np.full((1, 1, 3), (1, 2, 3), np.uint8)
    whole = sheet([grey, colour])
    assert whole.shape == (2, 10, 3)
    assert whole[0, 9].tolist() == [1, 2, 3]
    assert whole[1, 9].tolist() == whole[0, 4].tolist() == [255, 255, 255]


@pytest.mark.parametrize("name", list(KERNELS))
def test_every_kernel_has_words_on_its_frequencies(name):
    response = frequency_response(KERNELS[name].weights)
    assert frequency_words(response).startswith("**")
    assert f"| flat areas | `{abs(round(KERNELS[name].weights.sum()))}` |" in frequency_table(
        response
    )


def test_a_kernel_is_written_over_its_common_denominator():
    assert matrix_formula(KERNELS["gaussian"].weights).startswith(r"\tfrac{1}{256}")
    assert matrix_formula(np.array([[0.123456789]])) == r"\begin{bmatrix}0.123\end{bmatrix}"
    assert "-0" not in matrix_formula(np.array([[-0.0, 1]]))
