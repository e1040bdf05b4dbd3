"""The Activations page: the curves, the map before and after, the address."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.activations.catalogue import TITLES, activation
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import left_to_browser, sent_to
from vizcore.images import KERNELS, luma, shrink

IN_TORCH = {
    "relu": torch.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.3),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": F.gelu,
}


def counts(app: AppTest) -> list[tuple[int, ...]]:
    """Negative, zero and positive numbers before and after."""
    told = [text.value for text in app.caption if " negative, " in text.value]
    return [tuple(int(part.split()[0].replace(",", "")) for part in t.split(", ")) for t in told]


def the_map(kernel: str) -> torch.Tensor:
    grey = luma(shrink(sample_picture("cat").preview, 320)).astype(np.float64)
    x, w = torch.from_numpy(grey)[None, None], torch.from_numpy(KERNELS[kernel].weights.copy())
    return F.conv2d(x, w[None, None], padding=1) / 255


@pytest.mark.lecture("L15", page="activations")
@pytest.mark.parametrize("title", TITLES)
def test_the_counts_before_and_after_are_torchs(app, title):
    opened(app, activations_which=title, activations_leak="0.3")
    before = the_map("sobel_x")
    expected = [
        tuple(int(sign.sum()) for sign in (part < 0, part == 0, part > 0))
        for part in (before, IN_TORCH[title](before))
    ]
    assert counts(app) == expected


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


def test_relu_leaves_no_negative_number_and_another_kernel_has_other_counts(app):
    opened(app)
    before, after = counts(app)
    assert after == (0, before[0] + before[1], before[2])
    app.button_group(key="activations_kernel").set_value("laplacian").run()
    assert counts(app)[0] != before


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
    assert left_to_browser(app) == ["x"]


def test_an_address_brings_back_function_and_kernel(app):
    opened(app, activations_which="GELU", activations_kernel="Sobel, down the column")
    assert app.button_group(key="activations_which").value == "gelu"
    assert counts(app)[0] == tuple(
        int(sign.sum()) for m in [the_map("sobel_y")] for sign in (m < 0, m == 0, m > 0)
    )
