"""The whole network in a real browser: point, follow a class to its pixels, zoom, fold, the "
"tour."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from pages.ui.inside.crop import Crop
from pages.ui.picture import sample_picture
from tests.browser.fixtures import OpenPage
from tests.browser.tabs import arrive, messages_sent
from vizcore.nets import (
    LABELS,
    Edit,
    layers_of,
    load_minivgg,
    operate,
    parameters_of,
    parse_edit,
    reach,
    record,
    trace,
)
from vizcore.serve import script_address

_POINT = """async (canvas, {module, name, cell, folded}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {arrivalOf} = await use("core/store.js");
  const {boxOf, layWorld} = await use("network/layout.js");
  const {Eye} = await use("network/eye.js");
  const {meta: {layers}} = await arrivalOf("minivgg");
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const stage = {width, height, narrow: width <= 700};
  const world = layWorld(layers, new Set(folded), stage);
  const eye = new Eye();
  eye.enter(world, stage, stage.narrow);
  const block = world.blocks.find((each) => each.name === name);
  const [map, row, column] = cell;
  const part = row === undefined ? {} : {rows: [row], columns: [column]};
  const {x, y, width: w, height: h} = eye.onScreen(boxOf(block, map, part));
  return {x: x + w / 2, y: y + h / 2};
}"""


@pytest.fixture(scope="module")
def torchs():
    """The trained network, and what it makes of the cat, computed here and not on the page."""
    model = load_minivgg("cpu")
    x = model.prepare(Crop().cut(sample_picture("cat").preview)[None])
    outputs = {"input": x, **record(model, x)}
    return model, outputs | {"softmax": outputs["fc2"].softmax(dim=1)}


def _open(open_page: OpenPage, server: str, query: str = "", **options: object) -> Page:
    page = open_page(f"{server}/network{query}", **options)
    expect(page.locator(".network[data-painted]")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
    return page


def _canvas(page: Page) -> Locator:
    return page.locator(".stage canvas")


def _point(page: Page, name: str, *cell: int, folded: tuple[int, ...] = ()) -> dict[str, float]:
    """Where a map or a value stands on the canvas while the whole network is seen."""
    argument = {"module": script_address(), "name": name, "cell": cell, "folded": folded}
    return _canvas(page).evaluate(_POINT, argument)


def _shown(page: Page) -> float:
    title = page.locator(".detail .out").first.get_attribute("title") or ""
    return float(title.replace("−", "-"))


@pytest.mark.lecture("L21", page="network")
def test_what_is_pointed_at_lights_up_without_the_server(open_page, server, torchs):
    _, outputs = torchs
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/network")
    expect(page.locator(".network[data-painted]")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
    before, told = len(sent), page.locator(".told")
    expect(told).to_contain_text("Point at any map")
    _canvas(page).hover(position=_point(page, "conv2", 13))
    expect(told).to_have_text("map 13, output of conv2. 256 values of pool1 come from it.")
    top = float(outputs["conv2"][0, 13].abs().max())
    expect(page.locator(".key .high")).to_have_text(f"{top:.3g}")
    page.locator(".scale").get_by_text("layer").click()
    _canvas(page).hover(position=_point(page, "conv2", 13))
    top = float(outputs["conv2"][0].abs().max())
    expect(page.locator(".key .high")).to_have_text(f"{top:.3g}")
    _canvas(page).hover(position=_point(page, "picture", 0, 16, 16))
    expect(told).to_contain_text("Pixel, row 16, column 16")
    part = reach(load_minivgg("cpu"), "input", (0, 16, 16))["dropout2"]
    sides = f"{len(part.rows)} × {len(part.columns)}"
    expect(told).to_contain_text(f"It reaches {sides} values of each map of dropout2, and every")
    assert len(sent) == before


@pytest.mark.lecture("L21", page="network")
def test_a_class_is_followed_to_a_pixel_and_every_number_is_torchs(open_page, server, torchs):
    model, outputs = torchs
    page = _open(open_page, server)
    cat = LABELS.index("cat")
    _canvas(page).click(position=_point(page, "softmax", cat, 0, 0))
    expect(page.locator(".follow h2")).to_have_text("Cat output of softmax")
    place = ("softmax", cat, 0, 0)
    names = [layer.name for layer in layers_of(model)]
    for _ in names[1:]:
        name, *index = place
        found = trace(model, outputs, name, tuple(index[: outputs[name].ndim - 1]))
        assert _shown(page) == pytest.approx(found.value, abs=2e-5 * max(1.0, abs(found.value)))
        chosen = page.locator(".detail tr.chosen [data-go]")
        link = chosen if chosen.count() else page.locator(".detail [data-go]").first
        go = str(link.get_attribute("data-go")).split(",")
        place = (go[0], *map(int, go[1:]))
        assert place[0] == found.layer.source
        assert place[1:][: outputs[place[0]].ndim - 1] in {term.index for term in found.terms}
        link.click()
        expect(page.locator(".trail b")).to_contain_text(place[0])
    assert place[0] == "input"
    assert _shown(page) == pytest.approx(float(outputs["input"][(0, *place[1:])]), abs=1e-6)
    assert page.locator(".trail button").count() == len(names) - 1
    page.reload()
    expect(page.locator(".network[data-painted]")).to_be_visible(timeout=60_000)
    expect(page.locator(".trail button")).to_have_count(len(names) - 1)
    page.locator(".trail button").nth(1).click()  # up again
    expect(page.locator(".follow h2")).to_have_text("Cat output of fc2")
    expect(page.locator(".trail button")).to_have_count(1)


def test_keys_walk_zoom_to_the_numbers_and_let_go(open_page, server, torchs):
    _, outputs = torchs
    page = _open(open_page, server, "?layer=conv3&channel=5&cell=15,3")
    canvas, told = _canvas(page), page.locator(".told")
    canvas.press("ArrowRight")
    expect(told).to_contain_text("map 5, row 15, column 4")
    canvas.press("ArrowLeft")
    canvas.press("PageDown")
    expect(told).to_contain_text("map 5, row 15, column 3: ")
    expect(told).to_contain_text("output of relu3")
    canvas.press("PageUp")
    canvas.press("Enter")
    expect(page.get_by_role("button", name="Whole")).to_be_enabled()
    box = canvas.bounding_box()
    expect(canvas).not_to_have_attribute("data-flying", "")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    row, column = re.search(r"row (\d+), column (\d+): (\S+),", told.inner_text()).groups()[:2]
    assert abs(int(row) - 15) <= 8
    value = float(outputs["conv3"][0, 5, int(row), int(column)])
    shown = re.search(r": (\S+),", told.inner_text())[1].replace("−", "-")
    assert float(shown) == pytest.approx(value, abs=0.006 * max(1, abs(value)))
    canvas.press("Escape")
    expect(page).to_have_url(re.compile(r"^[^?]*/network\?layer=conv3&channel=5&cell=15,3$"))
    canvas.press("0")
    expect(page.get_by_role("button", name="Whole")).to_be_disabled()


def test_stages_fold_and_a_finger_finds_a_map_on_a_phone(open_page, server):
    page = _open(open_page, server, width=390, height=844, touch=True)
    page.locator(".fold").tap()
    expect(page).to_have_url(re.compile("folded=conv1,conv2"))
    every = tuple(range(12))
    _canvas(page).scroll_into_view_if_needed()
    _canvas(page).tap(position=_point(page, "bn1", 9, folded=every))
    expect(page.locator(".told")).to_contain_text("output of bn1")
    page.reload()
    expect(page.locator(".fold")).to_have_text("Unfold", timeout=60_000)
    expect(page.locator(".told")).to_contain_text("map 9")


def test_the_tour_is_walked_by_keyboard_on_a_phone_and_each_stop_is_a_link(open_page, server):
    page = _open(open_page, server, width=390, height=844)
    page.get_by_role("button", name="Take the tour").focus()
    page.keyboard.press("Enter")
    count = page.locator(".stop .count")
    for stop in range(1, 11):
        expect(count).to_have_text(f"Stop {stop} of 10")
        expect(page).to_have_url(re.compile(rf"stop={stop}\b"))
        if stop == 3:
            page.get_by_role("button", name="27", exact=True).click()
            expect(page.locator(".after")).to_contain_text(
                "Yes. 3 × 3 places on each of 3 channels"
            )
            page.locator(".stop .next").focus()
        if stop < 10:
            page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("Stop 9 of 10")
    page.reload()
    expect(count).to_have_text("Stop 9 of 10", timeout=60_000)
    page.go_back()
    expect(count).to_have_text("Stop 10 of 10")
    page.locator(".stop .leave").click()
    expect(page.locator(".stop")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("stop="))


def test_the_figure_is_saved_and_is_on_the_first_screen(open_page, server):
    page = _open(open_page, server, width=1280, height=720)
    box = _canvas(page).bounding_box()
    assert box["y"] + box["height"] <= 720
    with page.expect_download() as caught:
        page.get_by_role("button", name="PNG", exact=True).click()
    assert caught.value.suggested_filename == "network.png"
    assert np.frombuffer(caught.value.path().read_bytes()[:8], np.uint8)[1:4].tobytes() == b"PNG"


def test_changes_move_the_classes_and_can_be_taken_back(open_page, server, torchs):
    model, outputs = torchs
    page = _open(open_page, server, "?layer=conv1&channel=9&cell=10,10")
    changes, outcome = page.locator(".changes li"), page.locator(".outcome")
    page.get_by_role("button", name="Switch map 9 off").click()
    expect(changes).to_have_text(["conv1 9 is off×"])
    expect(page.locator(".detail .out").first).to_have_attribute("title", "0")
    edits = [Edit("off", "conv1", (9,))]
    after = operate(model, outputs["input"], edits)[0]["fc2"].softmax(1)[0]
    moved = int((after - outputs["softmax"][0]).abs().argmax())
    shares = [100 * float(each) for each in (outputs["softmax"][0, moved], after[moved])]
    expect(outcome).to_contain_text(f"{LABELS[moved]} {shares[0]:.1f} % → {shares[1]:.1f} %")
    page.locator("[data-weight]").nth(4).click()  # the middle of the kernel that is shown
    box = page.get_by_role("textbox", name="were")
    expect(box).to_be_focused()
    box.fill("nonsense")
    box.press("Enter")
    expect(page.locator(".problem")).to_contain_text("Type a number")
    box.fill("−2,5")
    box.press("Enter")
    expect(changes).to_have_count(2)
    expect(page).to_have_url(
        re.compile(r"edits=off%3Aconv1\.9;weight%3Aconv1\.9\.\d\.1\.1%3D-2\.5")
    )
    page.get_by_role("combobox", name="its kernel").select_option("laplacian")
    expect(changes).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(changes).to_have_count(2)
    page.get_by_role("button", name="Redo").click()
    expect(changes).to_have_count(3)
    page.reload()
    expect(changes).to_have_count(3, timeout=60_000)
    page.get_by_role("button", name="Take back: conv1 9 is off").click()
    expect(changes).to_have_count(2)
    page.go_back()
    expect(changes).to_have_count(3)
    page.get_by_role("button", name="Reset").click()
    expect(page).not_to_have_url(re.compile("edits="))
    expect(outcome).to_be_hidden()


def test_a_drag_paints_on_a_map_and_the_classes_follow(open_page, server, torchs):
    model, outputs = torchs
    page = _open(open_page, server, "?layer=relu1&channel=4&cell=16,16")
    canvas = _canvas(page)
    canvas.press("Enter")
    expect(canvas).not_to_have_attribute("data-flying", "")
    page.get_by_role("textbox", name="were").fill("9")
    page.get_by_role("button", name="Paint with it").click()
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 144, y, steps=12)
    page.mouse.up()
    change = page.locator(".changes li")
    expect(change).to_have_text([re.compile(r"^\d values of relu1 4")])
    expect(page.locator(".detail .out").first).to_have_attribute("title", "9")
    expect(page).to_have_url(re.compile("edits="))
    query = parse_qs(urlsplit(page.url).query)["edits"][0].split(";")
    layers, parameters = layers_of(model), parameters_of(model)
    edits = [parse_edit(text, layers, parameters) for text in query]
    assert {edit.index[:2] for edit in edits} == {(4, 16)}
    assert len(edits) in (3, 4, 5)
    after = operate(model, outputs["input"], edits)[0]["fc2"].softmax(1)[0]
    moved = int((after - outputs["softmax"][0]).abs().argmax())
    expect(page.locator(".outcome")).to_contain_text(f"→ {100 * float(after[moved]):.1f} %")
    page.locator(".changes button").click()
    expect(change).to_have_count(0)
