"""Live in a real browser, with Chromium's own moving picture as the camera."""

import re
from io import BytesIO

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.tabs import arrive, messages_sent
from vizcore.nets import load_minivgg, record
from vizcore.serve.messages import LAYERS

BOX = ".live"
_GROWN = """(least) =>
  [...document.querySelectorAll("*")].some((element) =>
    Number(element.shadowRoot?.querySelector(".live")?.dataset.painted) >= least)"""
_HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
_PIXELS = "(canvas) => canvas.toDataURL()"


def opened(open_page: OpenPage, server: str, query: str = "", **size: int) -> Page:
    page = open_page(f"{server}/live{query}", **size)
    expect(page.locator(f"{BOX}[data-painted]")).to_be_visible(timeout=60_000)
    return page


def painted(page: Page) -> int:
    return int(page.locator(BOX).get_attribute("data-painted") or 0)


def moves(page: Page, pictures: int = 5) -> None:
    """Wait until so many more pictures were painted."""
    page.wait_for_function(_GROWN, arg=painted(page) + pictures, timeout=30_000)


def chip(page: Page, layer: str):
    return page.locator(f"{BOX} .layers").get_by_role("radio", name=layer, exact=True)


def torchs(picture: bytes) -> dict[str, np.ndarray]:
    """Every layer's output for a picture of 32x32 pixels."""
    pixels = np.asarray(Image.open(BytesIO(picture)).convert("RGB"))
    assert pixels.shape == (32, 32, 3)
    model = load_minivgg("cpu")
    outputs = record(model, model.prepare(pixels[None].copy()))
    outputs["softmax"] = torch.softmax(outputs["fc2"], dim=1)
    return {name: output[0].numpy() for name, output in outputs.items()}


def frozen_picture(page: Page) -> bytes:
    with page.expect_download() as saved:
        page.get_by_role("button", name="32 × 32, PNG").click()
    return saved.value.path().read_bytes()


def test_it_is_alive_at_first_sight_and_a_chip_changes_what_comes_back(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=1280, height=720)
    sent = messages_sent(page)
    arrive(page, f"{server}/live")
    expect(page.locator(f"{BOX}[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    seen, sheet = page.locator(f"{BOX} .seen"), page.locator(f"{BOX} .sheet")
    before = seen.evaluate(_PIXELS), sheet.evaluate(_PIXELS)
    moves(page, 40)
    assert seen.evaluate(_PIXELS) != before[0]
    assert sheet.evaluate(_PIXELS) != before[1]
    expect(page.locator(f"{BOX} .rate")).to_have_text(re.compile(r"^\d+ pictures a second$"))
    for layer, size in (("conv3", "64 maps of 16 × 16"), ("fc1", "512 units")):
        chip(page, layer).click()
        expect(page.locator(BOX)).to_have_attribute("data-layer", layer)
        expect(page.locator(f"{BOX} .name")).to_have_text(f"{layer} {size}")
        expect(page).to_have_url(re.compile(rf"\?layer={layer}$"))
        moves(page)
    page.keyboard.press(" ")  # the chip has been chosen: Space does not press it again
    expect(page.locator(BOX)).to_have_attribute("data-frozen", "true")
    page.keyboard.press(" ")
    expect(page.locator(BOX)).to_have_attribute("data-frozen", "false")
    moves(page)
    for part in (sheet, page.locator(f"{BOX} .classes li").last):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 720
    assert not [message for message in sent if message]
    page.go_back()
    expect(page.locator(BOX)).to_have_attribute("data-layer", "conv3")


def test_the_camera_moves_the_maps_once_its_button_was_pressed(
    open_page: OpenPage, server: str
) -> None:
    page = opened(open_page, server, "?layer=conv2", width=390, height=844)
    page.get_by_role("button", name="Camera", exact=True).click()
    expect(page.locator(f"{BOX} .told")).to_contain_text("The camera was not allowed.")
    expect(page.locator(BOX)).to_have_attribute("data-source", "drawings")
    page.context.grant_permissions(["camera"])
    page.get_by_role("button", name="Camera", exact=True).click()
    expect(page.locator(BOX)).to_have_attribute("data-source", "camera")
    expect(page.locator(f"{BOX} .told")).to_contain_text("nothing of it is kept")
    sheet = page.locator(f"{BOX} .sheet")
    before = sheet.evaluate(_PIXELS)
    moves(page, 30)
    assert sheet.evaluate(_PIXELS) != before
    page.get_by_label("Mirror").uncheck()
    expect(page).to_have_url(re.compile("mirror=off"))
    moves(page)
    page.get_by_role("button", name="Drawings").click()
    expect(page.locator(BOX)).to_have_attribute("data-source", "drawings")
    moves(page)


@pytest.mark.lecture("L21", page="live")
def test_frozen_numbers_are_torchs_for_that_very_picture_and_can_be_followed(
    open_page: OpenPage, server: str
) -> None:
    page = opened(open_page, server, "?layer=bn3", width=1280, height=720)
    page.context.grant_permissions(["camera"])
    page.get_by_role("button", name="Camera", exact=True).click()
    expect(page.locator(BOX)).to_have_attribute("data-source", "camera")
    moves(page)
    page.locator(f"{BOX} .sheet").focus()
    page.keyboard.press(" ")
    expect(page.locator(BOX)).to_have_attribute("data-frozen", "true")
    expect(page.locator(BOX)).to_have_attribute("data-exact", "true")
    count = painted(page)
    expected = torchs(frozen_picture(page))
    page.locator(f"{BOX} .sheet").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    place = re.compile(r"^bn3, map 0, row (\d+), column (\d+): (\S+)$")
    _is_torchs(page, place, expected["bn3"][0])
    with page.expect_download() as saved:
        page.get_by_role("button", name="Numbers, CSV").click()
    rows = np.genfromtxt(saved.value.path(), delimiter=",", names=True)
    np.testing.assert_allclose(rows["value"], expected["bn3"].ravel(), rtol=1e-4, atol=2e-5)
    chip(page, "conv4").click()
    expect(page.locator(BOX)).to_have_attribute("data-layer", "conv4")
    sheet = page.locator(f"{BOX} .sheet")
    sheet.click(position={"x": 20, "y": 12})
    found = _is_torchs(page, place_of("conv4"), expected["conv4"][0])
    assert painted(page) == count + 1
    page.get_by_role("button", name="Follow this number").click()
    expect(page).to_have_title("Feature maps · ConvScope", timeout=60_000)
    row, column, value = found
    expect(page).to_have_url(re.compile(rf"layer=conv4&channel=0&cell={row},{column}"))
    lens = page.locator(".maps .lens")
    expect(lens).to_contain_text(f"row {row}, column {column}")
    shown = re.search(r"column \d+\s*(−?[\d.]+)", lens.inner_text())
    assert shown
    assert float(shown[1].replace("−", "-")) == pytest.approx(value, rel=1e-3)


def place_of(layer: str) -> re.Pattern[str]:
    return re.compile(rf"^{layer}, map 0, row (\d+), column (\d+): (\S+)$")


def _is_torchs(page: Page, pattern: re.Pattern[str], values: np.ndarray) -> tuple[int, int, float]:
    """Row, column and value that are read; the value is that of `values` there."""
    line = page.locator(f"{BOX} .readout")
    expect(line).to_have_text(pattern)
    match = pattern.match(line.inner_text())
    assert match
    row, column, value = int(match[1]), int(match[2]), float(match[3].replace("−", "-"))
    assert value == pytest.approx(float(values[row, column]), rel=1e-4, abs=2e-5)
    return row, column, value


def test_a_hidden_tab_stops_and_goes_on_when_it_is_seen_again(
    open_page: OpenPage, server: str
) -> None:
    closed: list[str] = []
    page = open_page(width=1280, height=720)
    page.on("websocket", lambda socket: socket.on("close", lambda _: closed.append(socket.url)))
    arrive(page, f"{server}/live")
    expect(page.locator(f"{BOX}[data-painted]")).to_be_visible(timeout=60_000)
    moves(page)
    page.evaluate(_HIDE, True)
    page.wait_for_timeout(150)  # what was on its way
    count = painted(page)
    page.wait_for_timeout(400)
    assert painted(page) == count
    assert [url for url in closed if url.endswith("/live/frames")]
    page.evaluate(_HIDE, False)
    moves(page)


def test_who_wants_no_motion_begins_frozen_and_can_read_at_once(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=1280, height=720, dark=True)
    page.emulate_media(reduced_motion="reduce")
    arrive(page, f"{server}/live?layer=softmax")
    expect(page.locator(BOX)).to_have_attribute("data-exact", "true", timeout=60_000)
    expect(page.locator(BOX)).to_have_attribute("data-frozen", "true")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    count = painted(page)
    expected = torchs(frozen_picture(page))
    page.locator(f"{BOX} .sheet").click(position={"x": 30, "y": 20})
    line = page.locator(f"{BOX} .readout")
    expect(line).to_have_text(re.compile("^softmax, airplane: "))
    value = float(line.inner_text().rpartition(" ")[2])
    assert value == pytest.approx(float(expected["softmax"][0]), rel=1e-4)
    assert painted(page) == count
    page.get_by_role("button", name="Go on").click()
    moves(page)


def test_every_layer_can_be_looked_at(open_page: OpenPage, server: str) -> None:
    page = opened(open_page, server)
    chip(page, "conv1").focus()
    for layer in list(LAYERS)[1:]:
        page.keyboard.press("ArrowRight")
        expect(page.locator(BOX)).to_have_attribute("data-layer", layer)
