"""The page What each unit looks for: what the browser is given, and what it hands back."""

import json

import numpy as np
import pytest
import torch

from pages.ui.components.unit import read_spot
from pages.unit.looking import Unit, all_units
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, protos
from vizcore.images import SAMPLES, to_network_input
from vizcore.nets import LABELS, load_minivgg, receptive_field, record
from vizcore.nets.maximising import REGULARISERS
from vizcore.serve import units_address


def told(app):
    (proto,) = protos(app, "unit")
    return json.loads(proto.json)


def seen(app):
    return kept(app)[told(app)["seen"]][1]


def test_the_browser_is_given_the_layers_with_weights_and_where_the_cards_are(app):
    meta = told(opened(app))
    assert [layer["name"] for layer in meta["layers"]] == [
        "conv1", "conv2", "conv3", "conv4", "fc1", "fc2",
    ]  # fmt: skip
    assert meta["layers"][2] == {
        "name": "conv3",
        "answers": "relu3",
        "labels": [],
        "shape": [64, 16, 16],
        "field": [10, 2, 4],
        "fires": True,
        "before": "conv2",
        "behind": "conv4",
    }
    assert meta["layers"][-1]["labels"] == list(LABELS)
    assert meta["address"] == units_address()
    assert meta["regularisers"] == list(REGULARISERS)
    assert (meta["part"], meta["best"]) == (64, 9)


@pytest.mark.lecture("L32", page="unit")
@pytest.mark.parametrize("layer", ["conv1", "conv4", "fc1"])
def test_the_maps_are_torchs_of_the_persons_picture(app, layer):
    arrays = seen(opened(app, picture="china", layer=layer, channel="5"))
    pixels = to_network_input(SAMPLES["china"].load())
    np.testing.assert_array_equal(arrays["pixels"], pixels)
    model = load_minivgg("cpu")
    answers = next(each.answers.name for each in all_units().layers if each.name == layer)
    expected = torch.relu(record(model, model.prepare(pixels[None].copy()))[layer])[0]
    assert answers.startswith("relu")
    np.testing.assert_allclose(arrays["values"], expected.numpy(), atol=1e-5)


def test_the_settings_are_the_browsers_and_the_picture_is_the_apps(app):
    opened(app, picture="china", layer="conv1", channel="3", held="blur")
    assert left_to_browser(app) == ["layer", "channel", "cell", "held", "cut", "bars", "quiz"]
    assert address(app) == {"picture": "china"}
    assert told(app)["layer"] == "conv1"
    assert "unit 3 of `conv1`" in " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ({}, Unit("conv4", 17)),
        ({"layer": "conv3"}, Unit("conv3", 0)),
        ({"layer": "conv3", "channel": "64"}, Unit("conv3", 0)),
        ({"layer": "fc1", "channel": "511"}, Unit("fc1", 511)),
        ({"layer": "relu3", "channel": "12"}, Unit("conv4", 12)),
    ],
)
def test_what_makes_no_sense_in_a_link_is_the_first_unit(app, asked, unit):
    opened(app, **asked)
    assert told(app)["layer"] == unit.layer
    assert f"unit {unit.channel} of `{unit.layer}`" in " ".join(c.value for c in app.caption)


@pytest.mark.parametrize("place", [(0, 0), (5, 7), (7, 3)])
@pytest.mark.parametrize("name", ["conv2", "conv4"])
def test_the_browser_frames_what_a_value_can_depend_on(name, place):
    layer = next(each for each in all_units().told if each["name"] == name)
    seen_, apart, before = layer["field"]
    field = receptive_field(load_minivgg("cpu"), name, (0, *place))
    for at, cells in zip(place, (field.rows, field.columns), strict=True):
        start = at * apart - before
        assert (cells[0], cells[-1] + 1) == (max(0, start), min(32, start + seen_))


@pytest.mark.parametrize(
    "told_",
    [
        None,
        "nonsense",
        {"layer": "conv9", "channel": 0, "row": 0, "column": 0},
        {"layer": "relu3", "channel": 64, "row": 0, "column": 0},
        {"layer": "relu3", "channel": True, "row": 0, "column": 0},
        {"layer": "relu3", "channel": 1, "row": -1, "column": 0},
        {"layer": "relu3", "channel": 1, "row": 0},
    ],
)
def test_what_is_no_value_is_not_followed(told_):
    assert read_spot(told_, {"relu3": [64, 16, 16]}) is None


def test_a_unit_without_a_map_is_followed_by_its_number():
    spot = read_spot({"layer": "fc2", "channel": 9, "row": 0, "column": 0}, {"fc2": [10]})
    assert spot == {"layer": "fc2", "channel": "9"}
