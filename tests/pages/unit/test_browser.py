"""The cards of units in a real browser: stepping, links, a climb, the quiz, and what they show."""

import csv
import gzip
import io
import json
import re
import urllib.request

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent
from vizcore.nets.unit_cards import load_cards
from vizcore.serve import units_address

BOX = ".unit"


def opened(page: Page, address: str, unit: str) -> None:
    arrive(page, address)
    shows(page, unit)


def shows(page: Page, unit: str) -> None:
    """Wait until the card of a unit is drawn."""
    expect(page.locator(BOX)).to_have_attribute(
        "data-painted", re.compile(rf"^{unit} (test|own)$"), timeout=60_000
    )


def facts(server: str, part: str) -> dict:
    with urllib.request.urlopen(f"{server}/{units_address()}/{part}.json") as answer:
        told: dict = json.loads(gzip.decompress(answer.read()))
    return told


@pytest.mark.lecture("L32", page="unit")
def test_steps_ask_the_server_for_nothing_and_a_link_leads_to_another_layer(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=1280, height=720)
    sent = messages_sent(page)
    opened(page, f"{server}/unit", "conv4:17")
    expect(page.locator(BOX)).to_have_attribute("data-live", "conv4")
    page.wait_for_load_state("networkidle")
    for part in ("nine", "bars"):
        shown = page.locator(f"{BOX} .{part}").element_handle()
        page.wait_for_function(
            "(canvas) => canvas.getBoundingClientRect().bottom <= 720", arg=shown
        )
    sent.clear()
    entries = page.evaluate("history.length")
    page.keyboard.press("ArrowRight")
    shows(page, "conv4:18")
    page.get_by_role("button", name="The unit before").click()
    page.get_by_role("button", name="The unit before").click()
    shows(page, "conv4:16")
    page.locator(f"{BOX} .strip").focus()
    page.keyboard.press("End")
    shows(page, "conv4:63")
    expect(page).to_have_url(re.compile(r"\?layer=conv4&channel=63$"))
    page.locator(f"{BOX} .strip").click(position={"x": 5, "y": 5})
    shows(page, "conv4:0")
    assert not sent
    assert page.evaluate("history.length") == entries

    told = facts(server, "conv4-0")["units"][0]
    source = told["back"][0][0]
    page.locator(f"{BOX} .back button").first.click()
    shows(page, f"conv3:{source}")
    expect(page.locator(BOX)).to_have_attribute("data-live", "conv3")
    expect(page).to_have_url(re.compile(rf"layer=conv3&channel={source}$"))
    page.go_back()
    shows(page, "conv4:0")
    page.locator(f"{BOX} .on button").first.click()
    shows(page, f"fc1:{told['on'][0][0]}")
    page.get_by_role("radio", name="classes").click()
    shows(page, "airplane")
    expect(page.locator(f"{BOX} .told")).to_contain_text("airplane is a class")


def test_the_numbers_are_the_cards_and_a_value_is_followed_to_feature_maps(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=1440, height=900)
    opened(page, f"{server}/unit?layer=conv3&channel=12&bars=off", "conv3:12")
    told = facts(server, "conv3-0")
    kind, unit = told["pictures"], told["units"][12]
    best = load_cards().exciting("conv3", kind)
    bars = page.locator(f"{BOX} .bars")
    shown = re.findall(r"−?\d+\.\d+", bars.get_attribute("aria-label") or "")
    off = load_cards().arrays["conv3.off"][12]
    assert [float(n.replace("−", "-")) for n in shown] == pytest.approx(off, abs=0.006)
    page.get_by_role("button", name="When it is off").click()
    expect(page).to_have_url(re.compile(r"\?layer=conv3&channel=12$"))
    page.locator(f"{BOX} .nine").hover(position={"x": 50, "y": 50})
    name, place, value = unit["best"][0]
    row, column = divmod(place, 16)
    assert value == pytest.approx(best.value[12, 0], rel=1e-4)
    words = f"{value:g} at row {row}, column {column}"
    expect(page.locator(f"{BOX} .told")).to_contain_text(f"{name}: {words} of relu3.")
    if kind == "test":
        page.locator(f"{BOX} .nine").click(position={"x": 50, "y": 50})
        expect(page.locator(f"{BOX} .value")).to_have_text(f"Largest: {words}")
        expect(page).to_have_url(re.compile(rf"picture=cifar10-{name}"))
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the layer's table as CSV").click()
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text())))
    assert len(rows) == 65
    assert rows[13][:4] == ["conv3:12", f"{unit['fires']:g}", name, f"{value:g}"]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the figure as PNG").click()
    with Image.open(saved.value.path()) as picture:
        assert np.asarray(picture.convert("L"))[0, 0] == 255
        assert picture.size[0] > 900
    page.locator(f"{BOX} .map").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    wait_a_few_frames(page)
    value_words = page.locator(f"{BOX} .value").text_content() or ""
    where = re.search(r"([\d.]+) at row (\d+), column (\d+)", value_words)
    assert where is not None
    expect(page).to_have_url(re.compile(rf"cell={where[2]},{where[3]}$"))
    page.get_by_role("button", name="Follow this value back").click()
    expect(page).to_have_url(
        re.compile(rf"/feature_maps\?.*layer=relu3&channel=12&cell={where[2]},{where[3]}"),
        timeout=60_000,
    )
    card = page.get_by_role("button", name="What conv3:12 looks for")
    expect(card).to_be_visible(timeout=60_000)
    expect(page.locator(".maps .detail")).to_contain_text(where[1][:4])
    card.click()
    shows(page, "conv3:12")


def test_on_a_phone_in_the_dark_a_climb_is_asked_for_and_its_switches_stand_in_the_link(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=390, height=844, dark=True, touch=True)
    opened(page, f"{server}/unit?layer=conv2&channel=9", "conv2:9")
    made = page.locator(f"{BOX} .made")
    made.scroll_into_view_if_needed()
    before = made.evaluate("(canvas) => canvas.toDataURL()")
    switch = page.locator(f"{BOX} .switches").get_by_text("Blur")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.tap()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile(r"held=decay,jitter,fourier$"))
    expect(page.locator(f"{BOX} .height")).to_have_text(re.compile(r"^to \d"), timeout=60_000)
    page.wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before",
        arg=[made.element_handle(), before],
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.get_by_role("radio", name="conv1").tap()
    shows(page, "conv1:0")
    expect(page.locator(f"{BOX} .near")).to_contain_text("Most like, of those made by hand")
    expect(page).to_have_url(re.compile(r"layer=conv1&channel=0$"))


def test_the_quiz_is_the_same_under_a_link_and_keeps_the_score(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/unit?layer=conv3&quiz=5")
    quiz = page.locator(f"{BOX} .quiz")
    expect(quiz.locator(".question")).to_contain_text("Which picture fires conv3:", timeout=60_000)
    asked = quiz.get_attribute("data-asked")
    page.wait_for_load_state("networkidle")
    sent.clear()
    quiz.locator(".first").click()
    expect(quiz.locator(".verdict")).to_have_text(
        re.compile(
            r"^(Right|No): conv3:\d+ answers [\d.]+ to picture [12] and [\d.e−]+ to the other"
        )
    )
    high, low = re.findall(r"[\d.]+(?= to)", quiz.locator(".verdict").text_content() or "")[:2]
    assert float(high) > float(low)
    won = (quiz.locator(".verdict").text_content() or "").startswith("Right")
    expect(quiz.locator(".score")).to_have_text(f"{int(won)} of 1 right, {int(won)} in a row")
    page.keyboard.press("n")
    expect(quiz).not_to_have_attribute("data-asked", asked or "")
    expect(page).to_have_url(re.compile(r"quiz=6"))
    page.keyboard.press("2")
    expect(quiz.locator(".score")).to_have_text(re.compile(r"^[012] of 2 right, [012] in a row$"))
    assert not sent
    unit = (quiz.get_attribute("data-asked") or "").split()[0]
    quiz.get_by_role("button", name="Its card").click()
    shows(page, unit)
    expect(page).not_to_have_url(re.compile("quiz"))
    wait_a_few_frames(page)
    other = open_page(f"{server}/unit?layer=conv3&quiz=5")
    expect(other.locator(f"{BOX} .quiz")).to_have_attribute(
        "data-asked", asked or "", timeout=60_000
    )
