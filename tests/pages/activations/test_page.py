"""The Activations page: the curves, the map before and after, the address."""

import json

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.activations.catalogue import TITLES, activation
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from vizcore.images import KERNELS, luma, shrink

IN_TORCH = {
    "relu": torch.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.3),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": F.gelu,
}


def curve(app: AppTest) -> dict[str, object]:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


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


def test_the_slider_says_value_and_slope_of_the_chosen_function(app):
    opened(app, activations_which="Leaky ReLU", activations_leak="0.25")
    spec = curve(app)
    frames = [frame["data"][-1]["text"][0][3:-4] for frame in spec["frames"]]
    assert len(frames) == len(spec["layout"]["sliders"][0]["steps"]) == 81
    assert frames[0] == "x = −4.0,   f(x) = −1.000,   slope 0.250"
    assert frames[40] == "x = 0.0,   f(x) = 0.000,   slope 0.250"
    assert frames[-1] == "x = 4.0,   f(x) = 4.000,   slope 1.000"


def test_an_address_brings_back_function_and_kernel(app):
    opened(app, activations_which="GELU", activations_kernel="Sobel, down the column")
    assert app.button_group(key="activations_which").value == "gelu"
    assert counts(app)[0] == tuple(
        int(sign.sum()) for m in [the_map("sobel_y")] for sign in (m < 0, m == 0, m > 0)
    )
