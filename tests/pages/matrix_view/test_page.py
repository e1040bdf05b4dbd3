"""The page As a matrix product: both products, what they cost, the address, what cannot be."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.matrix_view.layers import channels_of, filters_of
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, sent_to

WORKED = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]
SETTING = {
    "stride": "2", "padding": "1", "dilation": "2", "channels": "3", "filters": "2",
}  # fmt: skip


def figure(app):
    return sent_to(app, "unrolled")


def torchs(arrays, spec, **setting):
    x = torch.from_numpy(arrays["input"].copy())[None]
    shape = (spec["filters"], spec["channels"], *spec["window"])
    weight = torch.from_numpy(arrays["kernels"].T.copy()).reshape(shape)
    rows = F.unfold(x, tuple(spec["window"]), **setting)[0].T
    return rows.numpy(), F.conv2d(x, weight, **setting)[0].numpy()


@pytest.mark.lecture("L11", page="matrix_view")
@pytest.mark.parametrize("view", ["windows", "kernels"])
def test_the_lectures_worked_example_is_one_matrix_product(app, view):
    _, arrays = figure(opened(app, view=view))
    right = arrays["kernels"] if view == "windows" else arrays["input"].ravel()
    assert (arrays["matrix"] @ right).reshape(3, 3).tolist() == WORKED
    assert arrays["output"][0].tolist() == WORKED


def test_with_every_setting_the_rows_are_torchs_unfold_and_the_maps_torchs_conv2d(app):
    spec, arrays = figure(opened(app, **SETTING, input="1 2 3 4 5; 0 1 0 2 0; 3 1 4 1 5"))
    rows, maps = torchs(arrays, spec, stride=2, padding=1, dilation=2)
    np.testing.assert_array_equal(arrays["matrix"], rows)
    np.testing.assert_allclose(arrays["output"], maps)


def test_every_setting_is_in_the_address(app):
    opened(app, **SETTING, view="kernels", kernel="1 2; 3 4")
    assert address(app) == {**SETTING, "view": "kernels", "kernel": "1 2; 3 4"}
    assert left_to_browser(app) == ["at"]
    spec, arrays = figure(app)
    _, maps = torchs(arrays, spec, stride=2, padding=1, dilation=2)
    np.testing.assert_allclose(arrays["matrix"] @ arrays["input"].ravel(), maps.ravel())


def test_what_is_copied_and_what_is_zero_is_told(app):
    opened(app)
    (told,) = [text.value for text in app.markdown if "times as many" in text.value]
    assert "25 numbers, the matrix 9 · 9 = 81: **3.24 times as many**" in told
    assert "copied 1 to 9 times" in told
    app.button_group(key="matrix_view_view").set_value("kernels").run()
    (told,) = [text.value for text in app.markdown if "always zero" in text.value]
    assert "9 · 25 = 225 numbers: **64 %" in told


def test_with_same_padding_a_kernel_of_3_makes_it_nine_times_as_large(app):
    opened(app, padding="1")
    assert any("**9 times as many**" in text.value for text in app.markdown)


def test_channels_and_filters_are_the_first_ones_turned():
    x = np.arange(6).reshape(2, 3)
    assert channels_of(x, 2).tolist() == [x.tolist(), x[::-1, ::-1].tolist()]
    w = filters_of(np.array([[1, 2], [3, 4]]), 2, 2)
    assert w.shape == (2, 2, 2, 2)
    assert len(np.unique(w.reshape(4, -1), axis=0)) == 4


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"dilation": "3"}, "does not fit on 5 cells"),
        ({"kernel": "1 1 1 1 1 1"}, "5"),
        ({"input": "1 2; 3"}, "make all rows equally long"),
    ],
)
def test_what_cannot_be_is_one_sentence(app, setting, sentence):
    (error,) = opened(app, **setting).error
    assert sentence in error.value
