"""The slider of the Activations page in a real browser: it moves the point without the server."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent
from vizcore.figures.palette import DARK, LIGHT

_INK = """(canvas, [red, green, blue]) => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    count += data[i] === red && data[i + 1] === green && data[i + 2] === blue;
  return count;
}"""


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="x", exact=True)


def expect_told(page: Page, value: str, slope: str) -> None:
    """Wait until the line above the curve has these two equations."""
    expect(page.locator(".curve .value")).to_have_text(value, timeout=60_000)
    expect(page.locator(".curve .slope")).to_have_text(slope)


def middle_at(control: Locator, share: float) -> tuple[float, float]:
    """A place on a slider, as a share of the way of its thumb, which is 20 pixels wide."""
    box = control.bounding_box()
    assert box is not None
    return box["x"] + 10 + share * (box["width"] - 20), box["y"] + box["height"] / 2


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_the_mouse_moves_the_point_without_a_message_to_the_server(open_page, server, width, dark):
    page = open_page(width=width, height=844, dark=dark)
    sent = messages_sent(page)
    arrive(page, f"{server}/activations?which=tanh")
    expect_told(page, "f(1.50) = 0.905", "f′(1.50) = 0.181")
    expect(page.locator(".bend")).to_have_attribute("data-painted", re.compile("Tanh"))
    page.wait_for_load_state("networkidle")
    assert sent, "the page did speak with the server before"
    sent.clear()
    slider(page).scroll_into_view_if_needed()
    page.mouse.move(*middle_at(slider(page), 0.6875))
    page.mouse.down()
    page.mouse.move(*middle_at(slider(page), 0.5), steps=4)
    page.mouse.up()
    expect_told(page, "f(0.00) = 0.000", "f′(0.00) = 1.000")
    expect(page).to_have_url(re.compile(r"\?which=tanh&x=0(&|$)"))
    canvas = page.locator(".curve canvas")
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] - 16, "y": box["height"] / 2})
    expect_told(page, "f(4.00) = 0.999", "f′(4.00) = 0.001")
    expect(slider(page)).to_be_focused()
    assert not sent


def test_keys_move_the_point_and_its_link_reopens_it(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/activations")
    expect_told(page, "f(1.50) = 1.500", "f′(1.50) = 1.000")
    page.wait_for_load_state("networkidle")
    sent.clear()
    entries = page.evaluate("history.length")
    slider(page).focus()
    page.keyboard.press("Home")
    expect_told(page, "f(−4.00) = 0.000", "f′(−4.00) = 0.000")
    page.keyboard.press("End")
    expect_told(page, "f(4.00) = 4.000", "f′(4.00) = 1.000")
    for _ in range(15):
        page.keyboard.press("ArrowLeft")
    expect_told(page, "f(3.25) = 3.250", "f′(3.25) = 1.000")
    expect(page.locator(".curve .spoken")).to_have_text("ReLU at 3.25: value 3.250, slope 1.000.")
    expect(page).to_have_url(re.compile(r"/activations\?x=3\.25$"))
    assert page.evaluate("history.length") == entries
    assert not sent
    other = open_page(page.url)
    expect_told(other, "f(3.25) = 3.250", "f′(3.25) = 1.000")
    expect(other).to_have_url(page.url)


def test_another_function_leaves_the_point_where_it_is(open_page, server):
    page = open_page(f"{server}/activations?x=-0.75")
    expect_told(page, "f(−0.75) = 0.000", "f′(−0.75) = 0.000")
    page.get_by_role("radio", name="GELU").click()
    expect_told(page, "f(−0.75) = −0.170", "f′(−0.75) = 0.001")
    expect(page).to_have_url(re.compile(r"\?which=gelu&x=-0\.75$"))
    page.go_back()
    expect_told(page, "f(−0.75) = 0.000", "f′(−0.75) = 0.000")


@pytest.mark.parametrize(("dark", "colours"), [(False, LIGHT), (True, DARK)])
def test_the_curves_have_the_colours_of_the_theme(open_page, server, dark, colours):
    page = open_page(f"{server}/activations", dark=dark)
    canvas = page.locator(".curve canvas[data-painted]")
    expect(canvas).to_be_visible(timeout=60_000)
    wait_a_few_frames(page)
    for colour in (colours.output, colours.kernel, colours.input):
        assert canvas.evaluate(_INK, list(bytes.fromhex(colour[1:]))) > 100


def test_the_picture_of_the_figure_has_its_words_above_it(open_page, server):
    page = open_page(f"{server}/activations")
    canvas = page.locator(".curve canvas[data-painted]")
    expect(canvas).to_be_visible(timeout=60_000)
    size = canvas.evaluate("({width, height}) => [width, height]")
    with page.expect_download() as caught:
        page.locator(".curve .save").click()
    assert caught.value.suggested_filename == "curve.png"
    with Image.open(BytesIO(caught.value.path().read_bytes())) as picture:
        assert picture.size == (size[0], size[1] + 32)
        words = np.asarray(picture.convert("L"))[:32]
    assert words.min() < 128
