"""The page Transposed: its presets, its formula, its address, what cannot be."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.transposed.presets import PRESETS
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, player_data


def torchs(arrays, **setting):
    x, w = (torch.from_numpy(arrays[name].copy())[None, None] for name in ("input", "weight"))
    return F.conv_transpose2d(x, w, **setting)[0, 0].numpy()


@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_output_is_torchs(app, name):
    opened(app)
    app.button_group(key="transposed_example").set_value("random").run()
    app.number_input(key="transposed_dilation").set_value(2).run()
    app.button_group(key="transposed_example").set_value(name).run()
    _, arrays = player_data(app)
    preset = PRESETS[name]
    expected = torchs(arrays, stride=preset.stride, padding=preset.padding)
    np.testing.assert_allclose(arrays["output"], expected)


@pytest.mark.parametrize(
    ("name", "size", "counts", "word"),
    [
        ("copies", 8, {1}, "once: no checkerboard"),
        ("checkerboard", 9, {1, 2, 4}, "1, 2 or 4 times: a checkerboard"),
        ("even", 8, {4}, "4 times: no checkerboard"),
    ],
)
def test_a_preset_shows_how_often_each_cell_is_written(app, name, size, counts, word):
    opened(app, example=name)
    if name != "checkerboard":
        app.button_group(key="transposed_example").set_value("checkerboard").run()
        app.button_group(key="transposed_example").set_value(name).run()
    spec, arrays = player_data(app)
    assert spec["input"] == [size, size]
    assert set(arrays["counts"][2:-2, 2:-2].ravel().tolist()) == counts
    assert any(word in caption.value for caption in app.caption)


def test_the_remedy_is_even(app):
    _, arrays = player_data(opened(app))
    assert set(arrays["resizedCounts"][1:-1, 1:-1].ravel().tolist()) == {9}


def test_every_setting_is_in_the_address_and_torch_agrees(app):
    setting = {"stride": "3", "padding": "2", "extra": "1", "dilation": "2"}
    opened(app, **setting, kernel="1 2; 3 4; 5 6", input="1 -2 3; 4 5 6")
    _, arrays = player_data(app)
    expected = torchs(arrays, stride=3, padding=2, output_padding=1, dilation=2)
    np.testing.assert_allclose(arrays["output"], expected)
    assert address(app) == {
        **setting, "kernel": "1 2; 3 4; 5 6", "input": "1 -2 3; 4 5 6"
    }  # fmt: skip
    assert left_to_browser(app) == ["step", "at"]


def test_the_formula_has_the_letters_and_the_numbers(app):
    opened(app, stride="3", padding="1")
    (formula,) = [text.value for text in app.markdown if "s - 2p" in text.value]
    assert r"(4 - 1)\cdot 3 - 2\cdot 1 + 1\cdot(3 - 1) + 0 + 1 = 10$" in formula


def test_rows_and_columns_that_differ_have_a_formula_each(app):
    opened(app, input="1 2 3; 4 5 6")
    (formula,) = [text.value for text in app.markdown if "s - 2p" in text.value]
    _, rows, columns = formula.split("\n\n")
    assert rows.startswith(r"$\text{rows}$ ${} = (2 - 1)\cdot 2")
    assert rows.endswith("= 5$")
    assert columns.startswith(r"$\text{columns}$ ${} = (3 - 1)\cdot 2")
    assert columns.endswith("= 7$")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"extra": "2"}, "An output padding of 2 is too much: it has to be less than the stride"),
        ({"padding": "8"}, "A padding of 8 at each end leaves nothing of 9 cells; take less."),
        ({"kernel": "one"}, "one"),
        ({"input": "; ".join(["1"] * 17)}, "16"),
    ],
)
def test_what_cannot_be_is_one_sentence(app, setting, sentence):
    opened(app, **setting)
    (error,) = app.error
    assert sentence in error.value


def test_the_transpose_does_not_bring_the_numbers_back(app):
    opened(app, lesson="inverse")
    (words,) = [text.value for text in app.markdown if "deconvolution" in text.value]
    assert "from `(9, 9)` to `(4, 4)`" in words
    _, arrays = player_data(app)
    there = torch.from_numpy(arrays["output"].copy())[None, None]
    back = F.conv2d(there, torch.ones(1, 1, 3, 3, dtype=torch.float64), stride=2)[0, 0].numpy()
    assert not np.allclose(back, arrays["input"])
    (shown,) = [text.value for text in app.markdown if "pmatrix" in text.value]
    for row in back:
        assert " & ".join(f"{value:.0f}" for value in row) in shown


def test_on_a_picture_both_ways_are_shown_with_their_sizes(app):
    opened(app, lesson="photograph", picture="cat")
    captions = [image.captions[0] for image in app.main.image]
    sizes = ("(48, 48)", "(97, 97)", "(96, 96)")
    assert [caption.split("`")[1] for caption in captions] == list(sizes)
