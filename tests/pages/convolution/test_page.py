"""The Convolution page: the lecture's presets, the address, what cannot be."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.ui.matrices import random_matrix
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, player_data

WORKED = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]
SAME = [[3, 8, 20, 7], [3, 16, 30, 10], [6, 11, 22, 5], [2, -2, 8, 3]]
VALID = [[1, 23, 21], [3, 26, 18], [-1, 8, 13]]


def choose(app: AppTest, example: str) -> AppTest:
    app.button_group(key="convolution_example").set_value(example).run()
    assert not app.exception
    return app


def output(app: AppTest) -> list[list[float]]:
    return player_data(app)[1]["output"].tolist()


@pytest.mark.parametrize(("example", "expected"), [("same", SAME), ("valid", VALID)])
@pytest.mark.lecture("L9", "L10", "L11", page="convolution")
def test_the_lectures_examples_come_out_exactly(app, example, expected):
    assert output(choose(opened(app), example)) == expected


def test_the_page_opens_with_the_worked_example(app):
    assert output(opened(app)) == WORKED


@pytest.mark.parametrize(
    ("example", "expected"), [("worked", WORKED), ("same", SAME), ("valid", VALID)]
)
def test_an_example_comes_out_exactly_whatever_was_set_before(app, example, expected):
    before = "random" if example == "worked" else "worked"
    choose(opened(app), before)
    app.number_input(key="convolution_bias").set_value(2.5)
    app.toggle(key="convolution_relu").set_value(True)
    app.number_input(key="convolution_dilation_rows").set_value(2)
    app.selectbox(key="convolution_padding").set_value("sides")
    app.text_area(key="convolution_input").set_value("1 2 3; 4 5 6; 7 8 9").run()
    assert output(app) not in (WORKED, SAME, VALID)
    assert output(choose(app, example)) == expected


@pytest.mark.lecture("L9", page="convolution")
def test_the_slip_on_the_lectures_slide_is_told_beside_the_right_sums(app):
    choose(opened(app), "same")
    assert "19, 15 and 9" in app.info[0].value
    assert "20, 16 and 8" in app.info[0].value
    assert not choose(app, "valid").info
    choose(app, "same").number_input(key="convolution_stride_rows").set_value(1).run()
    assert not app.info  # the outputs on screen are others


def test_another_picture_gives_another_patch_whatever_was_typed(app):
    opened(app, conv_example="A patch of the picture", picture="cat")
    before = output(app)
    app.text_area(key="convolution_input").set_value("1 2 3 4; 5 6 7 8; 1 2 3 4").run()
    assert output(app) != before
    app.session_state["picture_chosen"] = sample_picture("rocket")
    app.run()
    assert app.text_area(key="convolution_input").value == ""
    assert np.shape(output(app)) == np.shape(before)


@pytest.mark.lecture("L7", page="convolution")
def test_a_flipped_kernel_is_shown_turned_and_gives_torchs_result(app):
    opened(app, bias="1", relu="true")
    plain = player_data(app)[1]
    app.toggle(key="convolution_flip").set_value(True).run()
    _, turned = player_data(app)
    np.testing.assert_array_equal(turned["weight"][0], plain["weight"][0, ::-1, ::-1])
    x, w = (torch.tensor(array)[None] for array in (plain["input"], turned["weight"]))
    expected = torch.relu(F.conv2d(x.double(), w.double()) + 1)[0, 0]
    np.testing.assert_array_equal(turned["output"], expected)
    assert address(app)["flip"] == "true"
    changed = int((turned["output"] != plain["output"]).sum())
    assert app.caption[0].value == f"Flipping the kernel changes {changed} of the 9 outputs."
    assert any("w_{2-u,2-v}" in text.value for text in app.markdown)
    assert not choose(app, "same").toggle(key="convolution_flip").value


@pytest.mark.lecture("L12", page="convolution")
def test_the_formula_and_the_unreached_column_are_those_of_the_lecture(app):
    choose(opened(app), "valid")
    (formula,) = (text.value for text in app.markdown if "floor" in text.value)
    plain = re.sub(r"\\(?:over|under)set\{[a-z']+\}\{(\d+)\}", r"\1", formula)
    assert r"\text{rows} = \left\lfloor \frac{7 + 0 + 0 - 3}{2}" in plain
    assert formula.count("= 3$") == 2
    assert app.caption[0].value.endswith("No window reaches column 7: it is hatched.")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"conv_kernel": "1 1 1 1 1 1"}, "A window of 6 does not fit on 5 cells"),
        (
            {"conv_dilation_rows": "3"},
            "A window of 3, spread over 7 cells by dilation 3, does not fit on 5 cells",
        ),
        ({"conv_kernel": "one two"}, "one"),
        ({"conv_kernel": ""}, "no number"),
        ({"conv_input": "1 2; 3"}, "make all rows equally long"),
        ({"conv_input": "1e999"}, "1e999"),
        ({"conv_kernel": "1/0"}, "1/0"),
        ({"conv_kernel": " ".join(["1"] * 32)}, "31"),
        ({"conv_input": "; ".join(["1"] * 65)}, "64"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_traceback(app, setting, sentence):
    opened(app, **setting)
    if setting.get("conv_kernel") == "":
        app.text_area(key="convolution_kernel").set_value("").run()
    assert [sentence in error.value for error in app.error] == [True]
    assert app.error[0].value.endswith(".")
    assert "\n" not in app.error[0].value
    assert not app.exception


def test_a_sentence_goes_away_when_its_cause_is_mended(app):
    opened(app, conv_kernel="nonsense")
    assert len(app.error) == 1
    app.text_area(key="convolution_kernel").set_value("0 1 2; 2 2 0; 0 1 2").run()
    assert not app.error
    assert output(app) == WORKED


def test_the_address_restores_every_setting(app):
    opened(
        app,
        conv_example="Random numbers",
        conv_rows="6",
        conv_columns="9",
        conv_seed="5",
        conv_stride_rows="2",
        conv_stride_columns="3",
        conv_padding="Each side by number",
        conv_top="2",
        conv_right="3",
        conv_dilation_rows="2",
        conv_bias="-1.5",
        conv_relu="true",
        conv_kernel="1 2; 3 4",
        conv_step="7",
    )
    spec, arrays = player_data(app)
    np.testing.assert_array_equal(arrays["input"][0], random_matrix(6, 9, 5))
    np.testing.assert_array_equal(arrays["weight"][0], [[1, 2], [3, 4]])
    assert (spec["stride"], spec["dilation"]) == ([2, 3], [2, 1])
    assert spec["pads"] == [[2, 1], [1, 3]]
    assert (spec["bias"], spec["activation"]) == (-1.5, "ReLU")
    assert left_to_browser(app) == ["step", "at"]
    assert address(app)["stride_columns"] == "3"
    assert address(app)["padding"] == "sides"
    assert arrays["output"].min() == 0 > arrays["total"].min()


@pytest.mark.parametrize(
    "address",
    [
        {"conv_example": "nobody"},
        {"conv_stride_rows": "0"},
        {"conv_stride_rows": "nonsense"},
        {"conv_padding": "diagonal"},
        {"conv_bias": "1e999"},
        {"conv_relu": "perhaps"},
    ],
)
def test_an_address_that_makes_no_sense_opens_the_page_as_it_is(app, address):
    assert output(opened(app, **address)) == WORKED


def test_the_largest_input_is_sent_in_one_blob_of_moderate_size(app):
    opened(app, conv_example="Random numbers", conv_rows="64", conv_columns="64")
    spec, arrays = player_data(app)
    assert spec["output"] == [62, 62]
    assert arrays["output"].shape == (62, 62)
    assert sum(array.nbytes for array in arrays.values()) < 200_000


def test_a_patch_of_the_picture_has_whole_grey_values(app):
    opened(app, conv_example="A patch of the picture", conv_cells="12")
    spec, arrays = player_data(app)
    assert spec["picture"] is True
    assert arrays["input"].shape == (1, 12, 12)
    grey = arrays["input"]
    np.testing.assert_array_equal(grey, np.rint(np.clip(grey, 0, 255)))
    assert np.ptp(grey) > 20


def test_another_random_input_takes_the_place_of_typed_numbers(app):
    opened(app, conv_example="Random numbers", conv_input="1 2 3; 4 5 6; 7 8 9")
    assert player_data(app)[1]["input"].shape == (1, 3, 3)
    app.number_input(key="convolution_seed").set_value(7).run()
    np.testing.assert_array_equal(player_data(app)[1]["input"][0], random_matrix(8, 8, 7))
