"""Pictures are saved for paper: what the dark theme saves is what the light one saves."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_a_few_frames

FIGURES = [
    ("activations", ".curve"),
    ("activations", ".bend"),
    ("pooling?lesson=shift", ".shift"),
    ("conventions", ".windows"),
    ("matrix_view", ".unrolled"),
    ("batch_norm?batch=3&test=2", ".batchnorm"),
    ("scaling", ".counts"),
    ("scaling?view=field", ".field"),
    ("scaling?view=shift", ".travel"),
    ("architectures", ".architecture"),
    ("data_sets", ".scales"),
    ("network?layer=conv2&channel=3&cell=4,4", ".network"),
    ("feature_maps?layer=softmax", ".maps"),
    ("feature_maps?layer=conv1", ".maps"),
]
BUTTONS = [
    ("kernels?kernel=sobel_x&display=signed&picture=cat", "Result at full size"),
    ("kernels?lesson=turned", "Pictures, PNG"),
    ("kernels?lesson=chain&chain=three", "Pictures, PNG"),
]


def saved(page: Page, button: Locator) -> np.ndarray:
    with page.expect_download() as caught:
        button.click()
    return np.asarray(Image.open(io.BytesIO(caught.value.path().read_bytes())).convert("RGBA"))


@pytest.mark.parametrize(("address", "figure"), FIGURES)
def test_a_figure_is_saved_in_the_light_colours_on_white(
    address: str, figure: str, open_page: OpenPage, server: str
) -> None:
    pictures = []
    for dark in (False, True):
        page = open_page(f"{server}/{address}", dark=dark)
        canvas = page.locator(f"{figure} canvas[data-painted], {figure}[data-painted]")
        expect(canvas.first).to_be_visible(timeout=60_000)
        expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
        wait_a_few_frames(page)
        pictures.append(saved(page, page.locator(f"{figure} .save, {figure} .save-sheet")))
    light, dark_one = pictures
    np.testing.assert_array_equal(light, dark_one)
    assert (light[..., 3] == 255).all()
    assert (light == 255).all(axis=-1).mean() > 0.02


@pytest.mark.parametrize(("address", "button"), BUTTONS)
def test_signed_results_are_saved_in_the_light_colours(
    address: str, button: str, open_page: OpenPage, server: str
) -> None:
    pictures = []
    for dark in (False, True):
        page = open_page(f"{server}/{address}", dark=dark)
        expect(page.get_by_role("heading", name="The same in code")).to_be_visible(timeout=60_000)
        pictures.append(saved(page, page.get_by_role("button", name=button)))
    np.testing.assert_array_equal(*pictures)
    assert len(np.unique(pictures[0].reshape(-1, 4), axis=0)) > 2
