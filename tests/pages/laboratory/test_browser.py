"""A run of one's own, as a person does it: start, drag the rate, pause, stop, compare, save."""

import csv
import re

import pytest
import safetensors.numpy
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage

LAB = ".laboratory"
ENDED = re.compile("The run is over|Stopped|diverged")


def laboratory(open_page: OpenPage, server: str, query: str = "", **size: int) -> Page:
    page = open_page(f"{server}/laboratory{query}", fresh=True, **size)
    expect(page.locator(f"{LAB} .told")).to_contain_text("Press Start", timeout=60_000)
    return page


def state(page: Page) -> str:
    return str(page.locator(LAB).get_attribute("data-state"))


@pytest.mark.lecture("L25", page="laboratory")
def test_a_run_learns_within_seconds_and_can_be_paused_stopped_compared_and_taken_away(
    open_page: OpenPage, server: str
) -> None:
    page = laboratory(open_page, server, width=1280, height=720)
    told = page.locator(f"{LAB} .told")
    page.get_by_role("button", name="Start").click()
    expect(told).to_contain_text("right of the images it learns from", timeout=60_000)
    rate = page.get_by_role("slider", name="Learning rate")
    rate.press("ArrowLeft")
    expect(page).to_have_url(re.compile("rate=0.0003"))
    page.get_by_role("button", name="Pause").click()
    expect(told).to_contain_text("Paused")
    page.get_by_role("button", name="Go on").click()
    expect(told).not_to_contain_text("Paused")
    page.get_by_role("button", name="Stop").click()
    expect(told).to_contain_text("Stopped.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="History, CSV").click()
    rows = list(csv.DictReader(saved.value.path().read_text().splitlines()))
    assert {row["learning_rate"] for row in rows} == {"0.001", "0.0003"}
    assert float(rows[-1]["loss"]) < float(rows[0]["loss"])
    with page.expect_download() as saved:
        page.get_by_role("button", name="Weights").click()
    weights = safetensors.numpy.load(saved.value.path().read_bytes())
    assert weights["conv1.weight"].shape == (16, 1, 3, 3)

    page.get_by_role("checkbox", name="Batch norm").uncheck()
    page.get_by_role("combobox", name="Optimiser").select_option("SGD")
    rate.press("End")
    page.get_by_role("button", name="Start").click()
    expect(told).to_contain_text(ENDED, timeout=90_000)
    lines = page.locator(f"{LAB} .runs li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("plain; SGD, rate 10")
    lines.last.get_by_role("button", name="Remove").click()
    expect(lines).to_have_count(1)


def test_a_reload_finds_the_run_that_goes_on_and_its_settings(
    open_page: OpenPage, server: str
) -> None:
    page = laboratory(open_page, server, "?batch=8&drop=on&seed=7", width=390, height=844)
    expect(page.get_by_role("checkbox", name="Dropout")).to_be_checked()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("7")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(f"{LAB} .told")).to_contain_text("Step", timeout=60_000)
    page.reload()
    expect(page.locator(f"{LAB} .told")).to_contain_text("Step", timeout=60_000)
    expect(page.get_by_role("button", name="Start")).to_be_disabled()
    line = page.locator(f"{LAB} .runs li")
    expect(line).to_contain_text("dropout; Adam, rate 0.001, batch 8")
    with page.expect_download():  # its button stays under the pointer while news comes
        line.get_by_role("button", name="History, CSV").click(delay=400)
    other = page.context.new_page()  # the same person's second tab
    other.goto(f"{server}/laboratory")
    other.get_by_role("button", name="Start").click()
    expect(other.locator(f"{LAB} .told")).to_have_text(re.compile("stop it first\\.$"))
    expect(other.locator(f"{LAB} .runs li")).to_have_count(0)
    other.close()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(f"{LAB} .told")).to_contain_text("Stopped.")


def test_in_lecture_mode_the_curves_and_their_axis_are_on_the_first_screen(
    open_page: OpenPage, server: str
) -> None:
    page = laboratory(open_page, server, "?lecture=true", width=1280, height=720)
    curves = page.locator(f"{LAB} .curves")
    expect(curves).to_have_css("zoom", "1")
    expect(page.locator(".stSidebar")).not_to_be_in_viewport(ratio=0.1)
    box = curves.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
