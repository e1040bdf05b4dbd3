"""The slider of the Activations page in a real browser: it moves the point without the server."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.player import messages_sent, wait_a_few_frames
from vizcore.figures.palette import DARK, LIGHT


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_the_slider_moves_the_point_without_a_message_to_the_server(open_page, server, width, dark):
    page = open_page(width=width, height=844, dark=dark)
    sent = messages_sent(page)
    page.goto(f"{server}/activations?activations_which=Tanh")
    chart = page.get_by_test_id("stPlotlyChart").first
    words = chart.locator("text", has_text=re.compile("^x = "))
    expect(words).to_contain_text("x = 1.5", timeout=60_000)
    expect(words).to_contain_text("f(x) = 0.905")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(3)
    wait_a_few_frames(page)
    before = len(sent)
    rail = chart.locator(".slider-rail-touch-rect").bounding_box()
    assert rail is not None
    middle = rail["y"] + rail["height"] / 2
    page.mouse.move(rail["x"] + rail["width"] * 0.7, middle)
    page.mouse.down()
    page.mouse.move(rail["x"] + rail["width"] * 0.5, middle, steps=4)
    page.mouse.up()
    expect(words).to_contain_text("x = 0.0")
    expect(words).to_contain_text("slope 1.000")
    assert len(sent) == before


@pytest.mark.parametrize(("dark", "colours"), [(False, LIGHT), (True, DARK)])
def test_the_curve_has_the_colour_of_the_theme(open_page, server, dark, colours):
    page = open_page(f"{server}/activations", dark=dark)
    curve = page.get_by_test_id("stPlotlyChart").first.locator(".scatterlayer .js-line").first
    red, green, blue = bytes.fromhex(colours.output[1:])
    expect(curve).to_have_css("stroke", f"rgb({red}, {green}, {blue})", timeout=60_000)
