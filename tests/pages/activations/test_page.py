"""The Activations page: the curves, the map before and after, the address."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.activations.catalogue import TITLES, activation
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import kept, left_to_browser, sent_to
from vizcore.images import KERNELS, luma, shrink

SIDE = 256  # pixels of the page's grey picture
IN_TORCH = {
    "relu": torch.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.3),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": F.gelu,
}


def maps(app: AppTest) -> list[np.ndarray]:
    """The map before and after, as the browser makes them of what it was sent."""
    meta, arrays = sent_to(app, "bend")
    _, shared = kept(app)[meta["map"]]
    return [numbers[shared["place"]] for numbers in (shared["sums"] / 255, arrays["after"])]


def the_map(kernel: str) -> torch.Tensor:
    """The sums of a kernel on the page's grey picture, by torch."""
    grey = luma(shrink(sample_picture("cat").preview, SIDE)).astype(np.float64)
    x, w = torch.from_numpy(grey)[None, None], torch.from_numpy(KERNELS[kernel].weights.copy())
    pads = tuple(side // 2 for side in w.shape)
    return F.conv2d(x, w[None, None], padding=pads) / 255


@pytest.mark.lecture("L15", page="activations")
@pytest.mark.parametrize("title", TITLES)
def test_the_maps_before_and_after_are_torchs(app, title):
    opened(app, activations_which=title, activations_leak="0.3")
    before = the_map("sobel_x")
    for shown, expected in zip(maps(app), (before, IN_TORCH[title](before)), strict=True):
        np.testing.assert_allclose(shown, expected[0, 0].numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("kernel", KERNELS)
def test_any_kernel_can_be_chosen(app, kernel):
    opened(app, kernel=kernel)
    expected = the_map(kernel)[0, 0].numpy()
    np.testing.assert_allclose(maps(app)[0], expected, rtol=1e-5, atol=1e-5)


@pytest.mark.lecture("L15", page="activations")
@pytest.mark.parametrize("title", TITLES)
def test_value_and_slope_are_torchs_all_along_the_curve(title):
    shown = activation(title, 0.3)
    x = np.linspace(-4, 4, 801)
    leaf = torch.from_numpy(x).requires_grad_()
    y = IN_TORCH[title](leaf)
    y.sum().backward()
    np.testing.assert_allclose(shown.value(x), y.detach().numpy(), atol=1e-12)
    np.testing.assert_allclose(shown.slope(x), leaf.grad.numpy(), atol=1e-12)


def test_relu_leaves_no_negative_number_and_another_kernel_has_other_numbers(app):
    opened(app)
    before, after = maps(app)
    np.testing.assert_array_equal(after, np.maximum(before, 0))
    app.selectbox(key="activations_kernel").set_value("laplacian").run()
    assert not np.array_equal(maps(app)[0], before)


@pytest.mark.parametrize("title", TITLES)
def test_the_browser_gets_value_and_slope_of_the_chosen_function(app, title):
    opened(app, activations_which=title, activations_leak="0.25")
    meta, arrays = sent_to(app, "curve")
    x = np.linspace(-4, 4, 801)
    shown = activation(title, 0.25)
    np.testing.assert_array_equal(arrays["x"], x)
    np.testing.assert_array_equal(arrays["value"], shown.value(x))
    np.testing.assert_array_equal(arrays["slope"], shown.slope(x))
    assert meta["title"] == TITLES[title]
    assert meta["low"] < min(arrays["value"].min(), arrays["slope"].min())
    assert meta["high"] > max(arrays["value"].max(), arrays["slope"].max())


def test_the_slider_starts_at_one_and_a_half_and_its_place_is_the_browsers(app):
    opened(app)
    meta, arrays = sent_to(app, "curve")
    stops = arrays["x"][:: meta["every"]]
    assert meta["start"] == 1.5
    assert stops[110] == 1.5
    assert stops[-1] == arrays["x"][-1]
    assert left_to_browser(app) == ["x", "cell"]


def test_an_address_brings_back_function_and_kernel(app):
    opened(app, activations_which="GELU", activations_kernel="Sobel, down the column")
    assert app.button_group(key="activations_which").value == "gelu"
    expected = the_map("sobel_y")[0, 0].numpy()
    np.testing.assert_allclose(maps(app)[0], expected, rtol=1e-6)
