"""The Architectures page: what is drawn, a network of one's own, the competition."""

import json

import pytest

from pages.architectures.ilsvrc import HUMAN, WINNERS, depth_figure
from tests.pages.helpers import opened
from tests.pages.sent import left_to_browser, protos
from vizcore.architecture import ARCHITECTURES


def drawn(app):
    (proto,) = protos(app, "architecture")
    return json.loads(proto.json)


@pytest.mark.lecture("L30", page="architectures")
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_network_is_drawn_with_its_own_numbers(app, name):
    sent = drawn(opened(app, which=name))
    architecture = ARCHITECTURES[name]
    assert sent["input"] == list(architecture.input_shape)
    assert sum(row["parameters"] for row in sent["rows"]) == architecture.parameters
    assert sum(row["multiply_adds"] for row in sent["rows"]) == architecture.multiply_adds
    assert [row["shape"] for row in sent["rows"]] == [list(row.shape) for row in architecture.rows]
    first = sent["rows"][0]
    assert first["bytes"] == 4 * first["shape"][0] * first["shape"][1] * first["shape"][2]


@pytest.mark.lecture("L30", page="architectures")
def test_the_layer_is_the_browsers_and_the_first_view_is_vgg(app):
    opened(app)
    assert drawn(app)["title"] == "VGG-16"
    assert left_to_browser(app) == ["layer"]
    assert any("AlexNet's paper says 224" in text.value for text in app.markdown)


def test_a_network_of_ones_own_is_in_the_link_and_a_wrong_line_leaves_the_figure(app):
    link = "input 1x8x8; conv 4 3x3; flatten; fc 2"
    opened(app, which="own", text=link)
    assert [row["name"] for row in drawn(app)["rows"]] == ["conv1", "flatten", "fc1"]
    app.text_area(key="architectures_text").set_value("input 1x8x8\nconv 4 9x9\nfc 2").run()
    assert [row["name"] for row in drawn(app)["rows"]] == ["conv1", "flatten", "fc1"]
    assert app.error[0].value.startswith("Line 2: a window of 9 does not fit on 8 cells")
    app.text_area(key="architectures_text").set_value("input 1x8x8\nflatten\nfc 2").run()
    assert not app.error
    assert [row["name"] for row in drawn(app)["rows"]] == ["flatten", "fc1"]


@pytest.mark.parametrize("text", ["", "nonsense", "input 3x32x32", "fc 3", "input 1x1x1; " * 500])
def test_a_link_with_nonsense_opens_on_the_network_to_begin_with(app, text):
    opened(app, which="own", text=text)
    assert drawn(app)["rows"][0]["name"] == "conv1"


@pytest.mark.lecture("L29", page="architectures")
def test_the_competition_is_charted_with_its_depths_and_the_person():
    figure = depth_figure()
    rows = {row["year"]: row for row in figure["data"]["values"]}
    assert (rows["2012"]["error"], rows["2012"]["depth"]) == (16.4, "8 layers")
    assert (rows["2014"]["error"], rows["2014"]["depth"]) == (6.7, "22 layers")
    assert (rows["2015"]["error"], rows["2015"]["depth"]) == (3.57, "152 layers")
    errors = [winner.error for winner in WINNERS]
    assert errors == sorted(errors, reverse=True)
    assert figure["layer"][-1]["data"]["values"] == [{"person": HUMAN}]
    assert all("http" in winner.source for winner in WINNERS)
