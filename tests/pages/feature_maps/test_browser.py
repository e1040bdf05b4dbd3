"""The Feature maps page in a real browser: choose, point, follow, drag, share."""

import re
from collections.abc import Mapping

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from pages.ui.inside.crop import Crop
from pages.ui.picture import sample_picture
from tests.browser.fixtures import OpenPage
from tests.browser.tabs import arrive, messages_sent
from vizcore.locations import ASSETS
from vizcore.nets import LABELS, load_minivgg, record

Outputs = Mapping[str, np.ndarray]


def _outputs(sample: str, crop: Crop | None = None) -> dict[str, np.ndarray]:
    """What the network makes of a sample, computed here and not on the page."""
    model = load_minivgg("cpu")
    x = model.prepare((crop or Crop()).cut(sample_picture(sample).preview)[None])
    outputs = {"input": x, **record(model, x)}
    outputs["softmax"] = outputs["fc2"].softmax(dim=1)
    return {name: output[0].numpy() for name, output in outputs.items()}


@pytest.fixture(scope="module")
def rocket() -> Outputs:
    return _outputs("rocket")


def _open(open_page: OpenPage, server: str, query: str = "", **options: object) -> Page:
    page = open_page(f"{server}/feature_maps{query}", **options)
    expect(page.locator(".maps[data-painted]")).to_be_visible(timeout=60_000)
    return page


def _number(element: Locator) -> float:
    """The number under an element, with all the digits that its title holds."""
    return float((element.get_attribute("title") or "").replace("−", "-"))


def _value(page: Page) -> float:
    return _number(page.locator(".lens h3 .out"))


def _layer(page: Page, name: str) -> None:
    page.locator(f'.card[data-layer="{name}"]').click()
    expect(page.locator(".maps .title")).to_contain_text(name)


def _click_share(canvas: Locator, x: float, y: float) -> None:
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": x * box["width"], "y": y * box["height"]})


def _near(value: float, shown: np.ndarray) -> object:
    return pytest.approx(value, abs=2e-5 * max(1.0, float(np.abs(shown).max())))


def test_choose_a_picture_a_layer_a_map_and_a_value_and_read_the_networks_number(
    open_page: OpenPage, server: str, rocket: Outputs
) -> None:
    page = _open(open_page, server)
    before = page.locator(".maps").get_attribute("data-painted")
    page.locator('.picker .tile[data-name="rocket"]').click()
    expect(page.locator(".maps")).not_to_have_attribute("data-painted", before or "")
    page.keyboard.press("Escape")
    best = LABELS[int(rocket["softmax"].argmax())]
    expect(page.locator(".classes li").first).to_contain_text(best)
    expect(page.locator(".doubt")).to_contain_text("none of the ten classes")

    _layer(page, "conv2")
    page.locator(".sheet canvas").focus()
    page.keyboard.press("Home")
    expect(page.locator(".lens h3")).to_contain_text("Map 0")
    _click_share(page.locator(".zoom"), 10.5 / 32, 20.5 / 32)
    expect(page.locator(".lens h3")).to_contain_text("row 20, column 10")
    expected = rocket["conv2"][0, 20, 10]
    assert _value(page) == _near(expected, rocket["conv2"])
    # The programs below are about the value that was clicked.
    page.get_by_role("radio", name="PyTorch").click()
    expect(page.get_by_test_id("stCode").first).to_contain_text('outputs["conv2"][0, 0, 20, 10]')


def test_the_programs_print_what_is_on_screen_before_anybody_clicks(
    open_page: OpenPage, server: str
) -> None:
    for query in (
        "?code=pytorch",
        "?code=pytorch&layer=conv3",
        "?code=pytorch&layer=bn4&channel=9",
    ):
        page = _open(open_page, server, query)
        layer = (page.locator(".card[aria-selected=true]").get_attribute("data-layer")) or ""
        numbers = re.findall(r"\d+", (page.locator(".lens h3").text_content() or ""))[:3]
        program = page.get_by_test_id("stCode").first
        expect(program).to_contain_text(f'outputs["{layer}"][0, {", ".join(numbers)}]')
    with page.expect_download() as download:
        page.get_by_role("button", name="minivgg.safetensors").click()
    weights = ASSETS / "weights" / "minivgg.safetensors"
    assert download.value.suggested_filename == weights.name
    assert download.value.path().read_bytes() == weights.read_bytes()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_a_picture_of_one_of_its_classes_is_one_click_away_and_recognised(
    open_page: OpenPage, server: str, width: int, height: int
) -> None:
    page = _open(open_page, server, width=width, height=height)
    row = page.get_by_role("radiogroup", name="Of its ten classes")
    for label in ("airplane", "bird"):
        tile = row.get_by_role("radio", name=f"{label.capitalize()}, drawn")
        expect(tile).to_be_in_viewport()
        tile.click()
        expect(page.locator(".classes li").first).to_contain_text(label)
        expect(page.locator(".doubt")).to_be_empty()
        expect(page).to_have_url(re.compile(f"picture=drawn_{label}"))
    tile.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".picker .name")).to_have_text("Cat, drawn")
    assert page.locator('.picker .tile[data-name="drawn_bird"]').count() == 1


def test_the_network_is_introduced_beside_its_answer(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server)
    expect(page.locator(".answer .network")).to_have_text(
        re.compile(r"2,169,770 parameters and names \d\d\.\d % of 10,000 test images right")
    )


def test_what_a_value_has_seen_is_framed_on_the_pixels(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server, "?layer=conv1&channel=3&cell=20,10")
    expect(page.locator(".first")).to_contain_text("Click a layer first")
    framed = """canvas => {
      const colour = getComputedStyle(canvas).getPropertyValue('--output').match(/\\w\\w/g)
        .map((part) => parseInt(part, 16));
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const [cell, rows, columns] = [canvas.width / 32, [], []];
      for (let i = 0; i < data.length / 4; i++)
        if (colour.every((part, k) => data[4 * i + k] === part)) {
          rows.push(Math.floor(i / canvas.width / cell));
          columns.push(Math.floor((i % canvas.width) / cell));
        }
      return [Math.min(...rows), Math.max(...rows), Math.min(...columns), Math.max(...columns)];
    }"""
    assert page.locator(".seen").evaluate(framed) == [19, 21, 9, 11]


def test_dead_kernels_are_told_from_maps_that_are_constant_on_this_picture(
    open_page: OpenPage, server: str
) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=conv1")
    note = page.locator(".sheet .note")
    expect(note).to_contain_text("2 maps are dead on every picture")
    _layer(page, "relu4")
    expect(note).to_contain_text("3 maps are constant on this picture")
    expect(note).to_contain_text("1 map is nearly constant on this picture")
    expect(note).not_to_contain_text("every picture")


def test_the_arithmetic_of_a_convolution_is_spelled_out_to_the_same_value(
    open_page: OpenPage, server: str, rocket: Outputs
) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=conv3&channel=9&cell=0,15")
    parameters = load_minivgg("cpu").layers.conv3
    weight, bias = parameters.weight.numpy(), parameters.bias.numpy()
    window = np.pad(rocket["dropout1"], ((0, 0), (1, 1), (1, 1)))[:, 0:3, 15:18]
    products = window.astype(np.float64) * weight[9]
    partial = products.sum(axis=(1, 2))
    focus = int(np.abs(partial).argmax())
    detail = page.locator(".detail")
    expect(detail).to_contain_text("288 products")
    expect(detail).to_contain_text(f"map {focus} of dropout1")
    equation = detail.locator(".equation")
    assert float(equation.get_attribute("data-sum") or "") == pytest.approx(partial.sum())
    assert float(equation.get_attribute("data-bias") or "") == pytest.approx(bias[9])
    assert _number(equation.locator(".out")) == _near(partial.sum() + bias[9], rocket["conv3"])
    # The window hangs over the upper right corner: five cells of padding.
    expect(detail.locator(".grid.input td.pad")).to_have_count(5)
    shown = [_number(cell) for cell in detail.locator(".grid.plain td").all()]
    assert shown == pytest.approx(products[focus].ravel().tolist())
    weights = [_number(cell) for cell in detail.locator(".grid.kernel td").all()]
    assert weights == pytest.approx(weight[9, focus].ravel().tolist())


def test_a_value_is_followed_back_to_a_pixel(
    open_page: OpenPage, server: str, rocket: Outputs
) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=relu2&channel=3&cell=8,8")
    place, seen = (3, 8, 8), []
    for name in ("relu2", "conv2", "bn1", "relu1", "conv1", "input"):
        expect(page.locator(".maps .title")).to_contain_text(re.compile(f"^{name}"))
        expect(page.locator(".lens h3")).to_contain_text(f"row {place[1]}, column {place[2]}")
        where = page.locator(".live").text_content() or ""
        assert seen == [] or f"row {place[1]}, column {place[2]}" in where
        seen.append(name)
        if name.startswith("conv"):
            # Click the middle of the window that is on screen: the same row and column.
            page.locator(".grid.input td[data-go]").nth(4).click()
        elif name != "input":
            page.locator(".detail [data-go]").first.click()
    channel = ["Red", "Green", "Blue"].index(
        (page.locator(".lens h3").text_content() or "").split("row")[0].strip()
    )
    assert _value(page) == _near(rocket["input"][channel, 8, 8], rocket["input"])
    expect(page.locator(".detail")).to_contain_text("/ 255")


def test_a_value_is_followed_back_with_the_keyboard_alone(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=relu1&channel=3&cell=8,8")
    page.locator(".detail button").first.focus()
    for name in ("conv1", "input"):
        page.keyboard.press("Enter")
        expect(page.locator(".maps .title")).to_contain_text(re.compile(f"^{name}"))


@pytest.mark.parametrize(
    ("layer", "place", "words"),
    [
        ("bn1", (4, 3, 3), "√"),
        ("pool2", (11, 7, 0), "max of"),
        ("dropout1", (2, 5, 5), "training only"),
        ("fc1", (100,), "4096 products"),
        ("fc2", (8,), "512 products"),
        ("softmax", (8,), "logit"),
    ],
)
def test_every_kind_of_layer_explains_its_value(
    layer: str, place: tuple[int, ...], words: str, open_page: OpenPage, server: str,
    rocket: Outputs,
) -> None:  # fmt: skip
    cell = f"&cell={place[1]},{place[2]}" if len(place) == 3 else ""
    page = _open(open_page, server, f"?picture=rocket&layer={layer}&channel={place[0]}{cell}")
    expect(page.locator(".detail")).to_contain_text(words)
    shown = _number(page.locator(".detail .equation .out"))
    assert shown == _near(rocket[layer][place], rocket[layer])


def test_looking_around_sends_the_server_nothing(open_page: OpenPage, server: str) -> None:
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/feature_maps")
    expect(page.locator(".maps[data-painted]")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("The same in code")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert sent, "the page did speak with the server before"
    sent.clear()
    for name in ("conv4", "fc1", "softmax", "pool1", "bn2"):
        _layer(page, name)
    for words in ("layer", "network", "map", "maximum", "mean"):
        page.get_by_role("radio", name=words, exact=True).click()
    page.locator(".sheet canvas").focus()
    for key in ("Home", "ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
    _click_share(page.locator(".sheet canvas"), 0.05, 0.05)
    page.locator(".zoom").hover(position={"x": 40, "y": 60})
    page.locator(".zoom").hover(position={"x": 90, "y": 20})
    expect(page.locator(".lens h3")).to_contain_text("row 2")
    assert sent == []


def test_a_link_reopens_the_same_view(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server)
    _layer(page, "conv4")
    page.get_by_role("radio", name="layer", exact=True).click()
    page.get_by_role("radio", name="maximum", exact=True).click()
    page.locator(".sheet canvas").focus()
    page.keyboard.press("Home")
    _click_share(page.locator(".zoom"), 3.5 / 16, 12.5 / 16)
    expect(page.locator(".lens h3")).to_contain_text("row 12, column 3")  # drawn a frame later
    heading = page.locator(".lens h3").text_content()
    assert heading is not None
    address = page.url
    for part in ("layer=conv4", "scale=layer", "sort=max", "cell=12,3", "channel="):
        assert part in address
    other = open_page(address)
    expect(other.locator(".lens h3")).to_have_text(heading, timeout=60_000)
    expect(other.get_by_role("radio", name="layer", exact=True)).to_be_checked()
    expect(other.get_by_role("radio", name="maximum", exact=True)).to_be_checked()


def test_maps_ordered_by_maximum_begin_with_the_largest(
    open_page: OpenPage, server: str, rocket: Outputs
) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=conv3&sort=max")
    page.locator(".sheet canvas").focus()
    page.keyboard.press("Home")
    first = int(rocket["conv3"].max(axis=(1, 2)).argmax())
    expect(page.locator(".lens h3")).to_contain_text(f"Map {first}")


def test_a_dragged_crop_is_what_the_network_sees_and_stays_in_the_link(
    open_page: OpenPage, server: str
) -> None:
    page = _open(open_page, server, "?picture=rocket")
    before = page.locator(".maps").get_attribute("data-painted") or ""
    box = page.locator(".photo").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1], steps=4)
    assert page.locator(".maps").get_attribute("data-painted") == before, "not while dragging"
    page.mouse.up()
    expect(page.locator(".maps")).not_to_have_attribute("data-painted", before)
    expect(page).to_have_url(re.compile(r"crop=0\.\d+,0\.5,1"))
    crop = Crop.parse(re.findall(r"crop=([\d.,]+)", page.url)[0])
    assert crop is not None
    expected = _outputs("rocket", crop)["softmax"]
    _expect_answer(page, expected)
    again = open_page(page.url)
    expect(again.locator(".maps[data-painted]")).to_be_visible(timeout=60_000)
    _expect_answer(again, expected)
    again.get_by_role("button", name="Centre").click()
    expect(again).not_to_have_url(re.compile("crop="))
    _expect_answer(again, _outputs("rocket")["softmax"])


def _expect_answer(page: Page, probabilities: np.ndarray) -> None:
    first = page.locator(".classes li").first
    expect(first).to_contain_text(f"{100 * float(probabilities.max()):.1f} %")
    expect(first).to_contain_text(LABELS[int(probabilities.argmax())])


def test_another_picture_starts_with_its_middle(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server, "?picture=rocket&crop=0.4,0.5,0.6")
    expect(page).to_have_url(re.compile("crop="))
    page.locator('.picker .tile[data-name="coffee"]').click()
    _expect_answer(page, _outputs("coffee")["softmax"])
    expect(page).not_to_have_url(re.compile("crop="))


def test_another_page_is_left_without_this_ones_settings_in_the_address(
    open_page: OpenPage, server: str
) -> None:
    page = _open(open_page, server, "?layer=conv4&channel=3&scale=layer")
    page.get_by_role("link", name="Pooling").click()
    expect(page.get_by_role("heading", name="Pooling", exact=True)).to_be_visible()
    expect(page).not_to_have_url(re.compile("layer=|channel=|scale="))


def test_what_is_saved_is_what_the_network_saw(open_page: OpenPage, server: str) -> None:
    from PIL import Image

    page = _open(open_page, server, "?picture=coffee")
    with page.expect_download() as download:
        page.locator(".save-seen").click()
    assert download.value.suggested_filename == "convscope-32x32.png"
    saved = np.array(Image.open(download.value.path()).convert("RGB"))
    np.testing.assert_array_equal(saved, Crop().cut(sample_picture("coffee").preview))


def test_a_map_is_saved_as_its_numbers(open_page: OpenPage, server: str, rocket: Outputs) -> None:
    page = _open(open_page, server, "?picture=rocket&layer=pool2&channel=5&cell=0,0")
    with page.expect_download() as download:
        page.locator(".save-map").click()
    saved = np.loadtxt(download.value.path(), delimiter=",")
    np.testing.assert_allclose(saved, rocket["pool2"][5], atol=1e-4)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("layer", ["conv4", "fc1", "softmax"])
def test_nothing_sticks_out_of_a_narrow_screen(
    layer: str, dark: bool, open_page: OpenPage, server: str
) -> None:
    page = _open(open_page, server, f"?layer={layer}", width=390, height=844, dark=dark)
    root = page.locator(".maps")
    sticking_out = root.evaluate(
        """root => {
          const edge = root.getBoundingClientRect().right + 1;
          return [...root.querySelectorAll('*')]
            .filter((item) => item.getClientRects().length && !item.classList.contains('live'))
            .filter((item) => item.getBoundingClientRect().right > edge)
            .map((item) => item.className || item.tagName);
        }"""
    )
    assert sticking_out == []


def test_the_maps_follow_the_theme(open_page: OpenPage, server: str) -> None:
    page = _open(open_page, server, "?layer=relu1")
    corner = """() => {
      const walk = (root) => [...root.querySelectorAll('*')].flatMap((item) =>
        item.shadowRoot ? walk(item.shadowRoot) : item.matches('.zoom') ? [item] : []);
      const canvas = walk(document)[0] ?? document.querySelector('.zoom');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4) sum += data[i] + data[i + 1] + data[i + 2];
      return sum / (data.length / 4) / 3;
    }"""
    light = page.evaluate(corner)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => ({corner})() < 120")  # of a bare expression CSP forbids more
    assert light > 140
