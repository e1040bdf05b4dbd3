"""The page Live: what the browser is given, what it hands back, what it says."""

import base64

import cv2
import numpy as np
import pytest
import torch
from torch import nn

from pages.live.pictures import LABELS, layers_shown
from pages.ui.components.live import read_held
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, sent_to
from vizcore import nets
from vizcore.images.encode import square_thumbnail
from vizcore.images.scenes import SCENES
from vizcore.nets import load_minivgg
from vizcore.nets.measured_field import measured_fields
from vizcore.serve.messages import LAYERS

SHAPES = {layer["name"]: layer["shape"] for layer in layers_shown()}
TOLD = {
    "pixels": base64.b64encode(bytes(range(256)) * 12).decode(),
    "layer": "conv3",
    "channel": 63,
    "row": 0,
    "column": 15,
}


def picture_of(file: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(file, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def test_the_browser_is_given_drawings_the_persons_picture_and_the_layers(app):
    meta, arrays = sent_to(opened(app), "live")
    assert not arrays
    assert [layer["name"] for layer in meta["layers"]] == list(LAYERS)
    assert tuple(meta["labels"]) == nets.LABELS
    (_, drawings), (_, picture) = (kept(app)[meta[name]] for name in ("drawings", "picture"))
    strip = picture_of(drawings["file"])
    expected = [draw() for draw in SCENES.values()]
    np.testing.assert_array_equal(strip, np.concatenate([*expected, expected[0]], axis=1))
    square = square_thumbnail(sample_picture("cat").preview, 256).astype(int)
    assert abs(picture_of(picture["file"]) - square).mean() < 4
    assert meta["title"] == "Chelsea the cat"


def test_its_settings_are_the_browsers_and_the_picture_is_the_apps(app):
    opened(app, picture="china", layer="conv3")
    assert left_to_browser(app) == ["layer", "source", "mirror", "scale"]
    assert address(app) == {"picture": "china"}
    assert sent_to(app, "live")[0]["title"] == "Temple in China"


def test_labels_are_the_networks():
    assert nets.LABELS == LABELS


@pytest.mark.parametrize("layer", [name for name, shape in LAYERS.items() if len(shape) == 3])
def test_a_value_sees_the_pixels_that_the_browser_frames(layer):
    """Measured on random weights without ReLU or maximum, so that nothing is let through less."""
    seen, apart, before = next(f["field"] for f in layers_shown() if f["name"] == layer)
    row, column = LAYERS[layer][1] // 2, 1
    model = nn.Sequential()
    for name, module in load_minivgg("cpu").layers.named_children():
        linear = isinstance(module, nn.Conv2d)
        pool = nn.AvgPool2d(2) if isinstance(module, nn.MaxPool2d) else nn.Identity()
        model.add_module(name, module if linear else pool)
        if name == layer:
            break
    x = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    found = measured_fields(model.double(), x.double(), {layer: (row, column)})[layer] > 0
    rows, columns = (np.flatnonzero(found.any(axis=axis)) for axis in (1, 0))
    for at, place in ((rows, row), (columns, column)):
        start = place * apart - before
        assert (at[0], at[-1] + 1) == (max(0, start), min(32, start + seen))


def test_a_frozen_picture_becomes_the_apps_and_its_number_is_named():
    held = read_held(TOLD, SHAPES)
    assert held is not None
    assert held.pixels.ravel().tolist() == list(range(256)) * 12
    assert held.spot == {"layer": "conv3", "channel": "63", "cell": "0,15"}
    unit = read_held(TOLD | {"layer": "fc2", "channel": 9, "column": 0}, SHAPES)
    assert unit is not None
    assert unit.spot == {"layer": "fc2", "channel": "9"}


@pytest.mark.parametrize(
    "change",
    [
        {"pixels": "AAAA"},
        {"pixels": "no base64!"},
        {"pixels": None},
        {"layer": "conv9"},
        {"layer": None},
        {"channel": 64},
        {"channel": -1},
        {"channel": "3"},
        {"channel": True},
        {"row": 16},
        {"column": None},
    ],
)
def test_what_is_no_picture_with_a_number_is_not_taken(change):
    assert read_held(TOLD | change, SHAPES) is None
    assert read_held("nonsense", SHAPES) is None
