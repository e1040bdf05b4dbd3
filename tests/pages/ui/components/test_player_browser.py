"""The step player as a person uses it: pointer, keys, finger, link, theme, time."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from pages.convolution.examples import EXAMPLES
from pages.ui.matrices import random_matrix
from tests.browser.fixtures import OpenPage
from tests.browser.player import Player, wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent, wait_for_run
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings, PoolSettings

EXPECTED = {
    "worked": [[12, 12, 17], [10, 17, 19], [9, 6, 14]],
    "same": [[3, 8, 20, 7], [3, 16, 30, 10], [6, 11, 22, 5], [2, -2, 8, 3]],
    "valid": [[1, 23, 21], [3, 26, 18], [-1, 8, 13]],
}
LARGE = "convolution?conv_example=Random+numbers&conv_rows=64&conv_columns=64"


def example(name: str) -> ConvSettings:
    chosen = EXAMPLES[name]
    x, kernel = parse_matrix(chosen.input)[None], parse_matrix(chosen.kernel)[None]
    return ConvSettings(x, kernel, stride=chosen.stride, padding=chosen.padding)


@pytest.fixture
def worked(page: Page, server: str) -> Player:
    """The Convolution page as it opens."""
    arrive(page, f"{server}/convolution")
    return Player(page, example("worked"))


def set_number(page: Page, label: str, value: int) -> None:
    field = page.get_by_role("spinbutton", name=label, exact=True)
    field.fill(str(value))
    field.press("Enter")


@pytest.mark.parametrize("name", ["worked", "same", "valid"])
@pytest.mark.lecture("L7", "L9", "L10", "L11", page="convolution")
def test_the_lectures_examples_come_out_exactly_step_by_step(page: Page, server: str, name: str):
    arrive(page, f"{server}/convolution")
    Player(page, example("worked"))
    page.get_by_role("radio", name=EXAMPLES[name].title).or_(
        page.get_by_role("button", name=EXAMPLES[name].title)
    ).click()
    player = Player(page, example(name))
    expected = np.array(EXPECTED[name])
    expect(player.line).to_have_text(re.compile(rf"= {expected[0, 0]}$"))  # its data is here
    player.press("Home")
    for step, (place, total) in enumerate(np.ndenumerate(expected)):
        player.expect_step(step)
        told, computed = player.told(), player.settings.step(step)
        assert (told.place, told.total) == (place, total)
        assert told.terms == tuple(computed.products.ravel())
        assert sum(told.terms) == computed.total == total
        player.press("ArrowRight")
    player.press("Home", "End")
    assert player.told().total == expected[-1, -1]
    for place, total in np.ndenumerate(expected):
        player.hover("output", *place)
        expect(player.line).to_contain_text(f"y[{place[0]}, {place[1]}] =")
        assert player.told().total == total


def test_sampled_steps_of_a_large_input_say_what_python_computed(page: Page, server: str):
    arrive(page, f"{server}/{LARGE}&conv_kernel=1/3+-0.5+2;+0.25+1+0;+-1+7/9+0.1&conv_bias=-1.5")
    kernel = parse_matrix("1/3 -0.5 2; 0.25 1 0; -1 7/9 0.1")
    player = Player(page, ConvSettings(random_matrix(64, 64, 0)[None], kernel[None], -1.5))
    for step in (0, 61, 62, 1000, 3843):
        scrub(player, step)
        told, computed = player.told(), player.settings.step(step)
        assert told.place == computed.position
        assert told.total == pytest.approx(computed.total, rel=1e-5)
        products = [*computed.products.ravel(), -1.5]
        assert told.terms == pytest.approx(products, rel=0.01)


def scrub(player: Player, step: int) -> None:
    player.root.locator(".scrub").fill(str(step))
    player.expect_step(step)


def test_keys_step_jump_and_stop_at_the_border(worked: Player):
    for key, step in [
        ("ArrowRight", 1),
        ("ArrowDown", 4),
        ("ArrowLeft", 3),
        ("ArrowUp", 0),
        ("ArrowUp", 0),
        ("ArrowLeft", 0),
        ("End", 8),
        ("ArrowRight", 8),
        ("ArrowDown", 8),
        ("Home", 0),
    ]:
        worked.press(key)
        worked.expect_step(step)


def test_space_plays_to_the_last_step_and_pauses(worked: Player):
    worked.root.locator(".speed").select_option("15")
    worked.press(" ")
    expect(worked.root.locator(".play")).to_have_text("Pause")
    worked.expect_step(8)
    expect(worked.root.locator(".play")).to_have_text("Play")
    assert worked.told().total == 14
    worked.press(" ")
    expect(worked.root.locator(".play")).to_have_text("Pause")
    worked.press(" ")
    expect(worked.root.locator(".play")).to_have_text("Play")


def test_buttons_step_and_the_play_button_takes_space_once(worked: Player):
    for name, step in [("last", 8), ("back", 7), ("forward", 8), ("first", 0), ("forward", 1)]:
        worked.root.locator(f".{name}").click()
        worked.expect_step(step)
    worked.root.locator(".speed").select_option("0.5")
    worked.root.locator(".play").press(" ")
    expect(worked.root.locator(".play")).to_have_text("Pause")


def test_an_arrow_key_on_the_slider_steps_once(worked: Player):
    slider = worked.root.locator(".scrub")
    for key, step in [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 8)]:
        slider.press(key)
        worked.expect_step(step)
        expect(slider).to_have_js_property("value", str(step))


def test_the_speed_list_keeps_its_arrow_keys(worked: Player):
    speed = worked.root.locator(".speed")
    speed.select_option("1")
    speed.press("ArrowDown")
    worked.expect_step(0)


def test_hovering_explains_all_three_directions_and_the_products(worked: Player):
    worked.hover("input", 2, 2)
    expect(worked.line).to_have_text("x[2, 2] = 2 is used by 9 outputs")
    worked.hover("input", 0, 0)
    expect(worked.line).to_have_text("x[0, 0] = 3 is used by 1 output")
    worked.hover("kernel", 0, 2)
    expect(worked.line).to_have_text(
        "w[0, 2] = 2 is multiplied with 9 input values, one for each output"
    )
    worked.hover("products", 0, 2)
    expect(worked.line).to_have_text("x[0, 2] · w[0, 2] = 2 · 2 = 4")
    worked.hover("window", 1, 1)
    expect(worked.line).to_have_text("x[1, 1] = 0 is used by 4 outputs")
    worked.hover("output", 1, 2)
    expect(worked.line).to_contain_text(re.compile(r"^y\[1, 2\] = .* = 19$"))
    worked.page.mouse.move(0, 0)
    expect(worked.line).to_contain_text(re.compile(r"^y\[0, 0\] = .* = 12$"))


def test_hovering_moves_nothing_though_a_long_sum_gives_way_to_a_short_sentence(
    page: Page, server: str
):
    rows = "; ".join(["1 1 1 1 1 1 1"] * 7)
    arrive(page, f"{server}/convolution?conv_example=Random+numbers&conv_kernel={rows}")
    player = Player(page, ConvSettings(random_matrix(8, 8, 0)[None], np.ones((1, 7, 7))))
    canvas = player.root.locator("canvas")
    player.hover("output", 1, 1)
    before = canvas.bounding_box()
    for place in [("input", 2, 2), ("output", 0, 1), ("kernel", 0, 2), ("output", 0, 0)]:
        player.hover(*place)
        wait_a_few_frames(page)
        assert canvas.bounding_box() == before


def test_padding_and_cells_out_of_reach_are_named(page: Page, server: str):
    arrive(page, f"{server}/convolution?conv_padding=Same&conv_stride_rows=3&conv_stride_columns=3")
    setting = ConvSettings(example("worked").x, example("worked").weight, 0.0, 3, "same")
    player = Player(page, setting)
    player.hover("input", 5, 5)
    expect(player.line).to_have_text("This cell of the padding is used by 1 output")
    arrive(page, f"{server}/convolution?conv_stride_rows=2&conv_stride_columns=16")
    player = Player(page, ConvSettings(setting.x, setting.weight, 0.0, (2, 16)))
    player.hover("input", 4, 4)
    expect(player.line).to_have_text("x[4, 4] = 1: no window reaches it")
    expect(page.get_by_text("No window reaches columns 3, 4: they are hatched.")).to_be_visible()


def test_a_click_pins_the_link_reopens_it_and_escape_unpins(open_page: OpenPage, server: str):
    page = open_page(f"{server}/convolution?conv_stride_rows=2")
    setting = ConvSettings(example("worked").x, example("worked").weight, 0.0, (2, 1))
    player = Player(page, setting)
    player.click("output", 1, 1)
    expect(page).to_have_url(re.compile(r"[?&]step=5(&|$)"))
    expect(page).to_have_url(re.compile(r"[?&]stride_rows=2(&|$)"))
    player.expect_step(4)

    again = Player(open_page(page.url), setting)
    again.expect_step(4)
    assert again.told().total == setting.step(4).total
    again.page.reload()
    again.expect_step(4)

    player.press("Escape")
    expect(page).not_to_have_url(re.compile(r"[?&]step="))
    player.expect_step(4)
    player.click("output", 0, 2)
    expect(page).to_have_url(re.compile(r"[?&]step=3"))
    player.click("output", 0, 2)
    expect(page).not_to_have_url(re.compile(r"[?&]step="))


def test_a_pin_does_not_stop_what_plays(worked: Player):
    worked.root.locator(".speed").select_option("0.5")
    worked.click("output", 0, 1)
    worked.press(" ")
    expect(worked.page).to_have_url(re.compile(r"[?&]step=2"))
    worked.press("Escape")
    expect(worked.page).not_to_have_url(re.compile(r"[?&]step="))
    expect(worked.root).to_have_attribute("data-pinned", "")
    expect(worked.root.locator(".play")).to_have_text("Pause")


def test_new_settings_keep_the_step_and_stop_what_plays(worked: Player):
    page = worked.page
    worked.press("ArrowRight", "ArrowRight")
    worked.root.locator(".speed").select_option("0.5")
    worked.press(" ")
    set_number(page, "Stride ↓", 2)
    setting = ConvSettings(worked.settings.x, worked.settings.weight, 0.0, (2, 1))
    player = Player(page, setting)
    expect(player.root.locator(".play")).to_have_text("Play")
    player.expect_step(2)
    assert player.told().total == setting.step(2).total
    player.press("End")
    set_number(page, "Stride →", 2)
    smaller = Player(page, ConvSettings(setting.x, setting.weight, 0.0, (2, 2)))
    smaller.expect_step(3)
    assert smaller.told().total == smaller.settings.step(3).total


def test_a_player_that_was_hidden_while_settings_changed_is_right_when_shown(worked: Player):
    page = worked.page
    shown = "(root, value) => { root.getRootNode().host.style.display = value; }"
    worked.root.evaluate(shown, "none")
    set_number(page, "Stride ↓", 2)
    expect(worked.root.locator(".scrub")).to_have_attribute("max", "5")
    worked.root.evaluate(shown, "")
    setting = ConvSettings(worked.settings.x, worked.settings.weight, 0.0, (2, 1))
    player = Player(page, setting)
    for place in np.ndindex(setting.shape):
        player.hover("output", *place)
        expect(player.line).to_contain_text(f"y[{place[0]}, {place[1]}] =")
        assert player.told().total == setting.output[place]


def colour_at(player: Player, role: str, row: int, column: int) -> list[int]:
    """Colour near a corner of a cell, where no digit stands."""
    point = player.point(role, row, column)
    return player.root.locator("canvas").evaluate(
        """(canvas, {x, y}) => {
          const ratio = devicePixelRatio;
          const data = canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data;
          return [...data.slice(0, 3)];
        }""",
        {"x": point["x"] - 10, "y": point["y"] - 10},
    )


def test_the_other_theme_repaints_the_figure(worked: Player):
    assert colour_at(worked, "input", 4, 3) == [247, 247, 245]  # a zero in the light theme
    worked.page.emulate_media(color_scheme="dark")
    worked.page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        " !== 'rgb(255, 255, 255)'"
    )
    wait_a_few_frames(worked.page)
    assert colour_at(worked, "input", 4, 3) == [27, 33, 41]  # a zero in the dark theme
    worked.expect_step(0)


def test_reduced_motion_shows_each_step_in_one_frame(worked: Player):
    page = worked.page
    worked.press("ArrowRight")
    wait_a_few_frames(page)
    before = worked.frames()
    worked.press("ArrowRight")
    wait_a_few_frames(page)
    assert worked.frames() - before > 3
    page.emulate_media(reduced_motion="reduce")
    worked.expect_step(2)
    worked.press("Home")
    wait_a_few_frames(page)
    before = worked.frames()
    worked.press("ArrowRight")
    wait_a_few_frames(page)
    assert worked.frames() - before == 1


def test_a_screen_reader_hears_the_settled_step_only(worked: Player):
    spoken = worked.root.locator(".spoken")
    expect(spoken).to_have_text(re.compile("^Step 1 of 9: "))
    spoken.evaluate(
        """(element) => {
          window.heard = [];
          new MutationObserver(() => window.heard.push(element.textContent))
            .observe(element, {childList: true, characterData: true, subtree: true});
        }"""
    )
    worked.root.evaluate(
        """async (root) => {
          for (let i = 0; i < 5; i++) {
            root.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
            await new Promise(requestAnimationFrame);
          }
        }"""
    )
    expect(spoken).to_have_text(re.compile(r"^Step 6 of 9: y\[1, 2\] = .* = 19$"))
    assert len(worked.page.evaluate("window.heard")) == 1
    worked.root.locator(".speed").select_option("60")
    worked.press("Home")
    expect(spoken).to_have_text(re.compile("^Step 1 of 9"))
    worked.press(" ")
    expect(spoken).to_have_text(re.compile("^Step 9 of 9"))
    assert len(worked.page.evaluate("window.heard")) == 3


def test_a_finger_explains_and_pins_on_a_phone_and_nothing_overflows(
    open_page: OpenPage, server: str
):
    page = open_page(f"{server}/convolution", width=390, height=844, touch=True)
    player = Player(page, example("worked"))
    canvas = player.root.locator("canvas")
    canvas.tap(position=player.point("input", 2, 2))
    expect(player.line).to_have_text("x[2, 2] = 2 is used by 9 outputs")
    canvas.tap(position=player.point("output", 2, 1))
    expect(page).to_have_url(re.compile(r"[?&]step=8"))
    player.expect_step(7)
    box = canvas.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_player_that_is_gone_leaves_nothing_running(open_page: OpenPage, server: str):
    page = open_page(fresh=True)
    page.add_init_script(
        """for (const name of ["ResizeObserver", "MutationObserver"]) {
          const Original = window[name];
          window.watched ??= new Map();
          window[name] = class extends Original {
            observe(target, options) {
              super.observe(target, options);
              window.watched.set(this, [...(window.watched.get(this) ?? []), target]);
            }
            disconnect() {
              super.disconnect();
              window.watched.delete(this);
            }
          };
        }"""
    )
    page.goto(f"{server}/convolution")
    worked = Player(page, example("worked"))
    root = worked.root.element_handle()
    watchers = "(root) => [...watched.values()].filter((all) => all.includes(root)).length"
    assert root.evaluate(watchers) == 2
    worked.root.locator(".speed").select_option("0.5")
    worked.press(" ")
    page.get_by_role("link", name="Kernels").click()
    expect(page.get_by_role("heading", name="Kernels")).to_be_visible()
    expect(worked.root).to_have_count(0)
    assert root.evaluate(watchers) == 0
    frames = root.evaluate("(root) => root.dataset.frames")
    wait_a_few_frames(page)
    assert root.evaluate("(root) => [root.isConnected, root.dataset.frames]") == [False, frames]


def test_what_cannot_be_leaves_the_figure_as_it_was_and_says_so(page: Page, server: str):
    arrive(page, f"{server}/convolution")
    worked = Player(page, example("worked"))
    page.get_by_text("Edit the input and the kernel").click()
    kernel = page.get_by_role("textbox", name=re.compile("Kernel as text"))
    kernel.fill("1 1 1 1 1 1")
    kernel.press("Control+Enter")
    told = page.get_by_text("A window of 6 does not fit on 5 cells without padding")
    expect(told).to_be_visible()
    expect(told).to_contain_text("The figure shows the settings before.")
    worked.expect_step(0)
    expect(page.get_by_role("heading", name="Predict first")).to_be_visible()
    kernel.fill("0 1 2; 2 2 0; 0 1 2")
    kernel.press("Control+Enter")
    expect(told).to_have_count(0)
    worked.expect_step(0)


def test_playing_a_large_output_sends_no_message_and_keeps_up(page: Page, server: str):
    sent = messages_sent(page)
    player = large(page, server)
    wait_for_run(page)
    assert sent, "not even the messages at the start were seen"
    player.root.locator(".speed").select_option("60")
    before = len(sent)
    player.press(" ")
    rate = player.frames_a_second(3)
    step = int(player.root.get_attribute("data-step") or 0)
    player.press(" ")
    assert len(sent) == before
    assert step > 100
    assert rate >= 30  # what two busy cores reach; benchmarks/player.py measures the rest


def test_a_step_is_on_screen_by_the_next_frame(page: Page, server: str):
    keys = ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "End", "Home"] * 3
    assert all(latency.changed for latency in large(page, server).latencies(keys))


def large(page: Page, server: str) -> Player:
    """A player of 62 x 62 outputs."""
    arrive(page, f"{server}/{LARGE}")
    kernel = parse_matrix(EXAMPLES["worked"].kernel)[None]
    return Player(page, ConvSettings(random_matrix(64, 64, 0)[None], kernel))


def test_the_pooling_player_tells_maximum_and_mean_and_ceil_mode(page: Page, server: str):
    x = parse_matrix(EXAMPLES["same"].input)
    arrive(page, f"{server}/pooling?pool_ceil=true")
    player = Player(page, PoolSettings(x, 2, ceil_mode=True))
    expect(player.line).to_have_text("y[0, 0] = max(1, (−2), 1, 3) = 3")
    player.press("End")
    expect(player.line).to_have_text("y[3, 3] = max(1) = 1")
    player.hover("input", 7, 7)
    expect(player.line).to_have_text("This cell past the padding is used by 1 output")
    player.click("output", 1, 1)
    expect(page).to_have_url(re.compile(r"[?&]step=6"))
    page.get_by_text("Average", exact=True).click()
    mean = Player(page, PoolSettings(x, 2, "average", ceil_mode=True))
    mean.hover("output", 3, 0)
    expect(mean.line).to_have_text("y[3, 0] = (1 + (−2)) / 2 = −0.5")
