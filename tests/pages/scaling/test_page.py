"""The page Why CNNs scale: what it sends, its address, what it leaves to the browser."""

import numpy as np
import pytest
import torch

from pages.scaling.reach import LAYERS, fields_of, formula
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, sent_to
from vizcore.images import to_network_input
from vizcore.nets import load_minivgg, record

SIZES = [3, 5, 6, 10, 14, 16]


def outputs_of(pixels):
    model = load_minivgg("cpu")
    return record(model, model.prepare(pixels))


def test_the_first_view_needs_no_network_and_leaves_its_sliders_to_the_browser(app):
    opened(app)
    assert set(left_to_browser(app)) == {"side", "channels", "filters", "kernel", "draw"}
    assert not [e for e in app.get("bidi_component") if e.proto.component_name.endswith("picker")]


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.lecture("L6", page="scaling")
def test_the_fields_that_are_sent_are_3_5_6_10_14_16_pixels(app):
    opened(app, view="field", picture="china")
    meta, arrays = sent_to(app, "field")
    assert [layer["name"] for layer in meta["layers"]] == list(LAYERS)
    assert [layer["size"] for layer in meta["layers"]] == SIZES
    for layer, measured in zip(meta["layers"], meta["measured"], strict=True):
        gradient = arrays[layer["name"]]
        top, left, bottom, right = measured["box"]
        assert gradient.shape == (bottom - top + 1, right - left + 1) == (layer["size"],) * 2
        assert measured["extent"] == [layer["size"]] * 2
        assert 0 < measured["half"] < gradient.size / 2
    assert left_to_browser(app) == ["layer", "at"]


def test_the_numbers_on_the_maps_are_torchs(app):
    opened(app, view="field", picture="china")
    pixels = to_network_input(sample_picture("china").preview)
    (_, arrays), *_ = kept(app).values()
    np.testing.assert_array_equal(arrays["pixels"], pixels)
    for layer, output in outputs_of(pixels[None]).items():
        if layer in LAYERS:
            np.testing.assert_allclose(arrays[layer], output[0].sum(0), rtol=1e-4, atol=1e-4)


def test_the_sum_of_a_field_is_its_size():
    for layer, size in zip(LAYERS, SIZES, strict=True):
        terms = [np.prod([int(f) for f in term.split("·")]) for term in formula(layer).split(" + ")]
        assert sum(terms) == size == fields_of(layer)[0][2]
    assert fields_of("pool2") == [
        [-6, 4, 16], [-5, 4, 14], [-4, 4, 12], [-2, 2, 6], [-1, 2, 4], [0, 2, 2],
    ]  # fmt: skip


@pytest.mark.lecture("L22", page="scaling")
def test_maps_move_with_the_picture_and_are_torchs(app):
    opened(app, view="shift", picture="china")
    meta, arrays = sent_to(app, "travel")
    strip = arrays["strip"]
    assert strip.shape == (40, 40, 3)
    for shift in (0, 3, 8):
        outputs = outputs_of(strip[None, 4:36, 8 - shift : 40 - shift].copy())
        for layer in meta["layers"]:
            shown = arrays[layer["name"]][shift]
            expected = outputs[layer["name"]][0, layer["map"]]
            np.testing.assert_allclose(shown, expected, rtol=1e-4, atol=1e-4)
        shares = torch.softmax(outputs["fc2"], 1)[0]
        np.testing.assert_allclose(arrays["answers"][shift], shares, atol=1e-5)
    for layer in meta["layers"]:
        whole = [share == "100 %" for share in layer["shares"]]
        assert whole == [shift % layer["jump"] == 0 for shift in range(9)]
    assert left_to_browser(app) == ["shift"]


def test_a_view_stands_in_the_address(app):
    opened(app).button_group(key="scaling_view").set_value("shift").run()
    assert address(app) == {"view": "shift"}
    app.button_group(key="scaling_view").set_value("parameters").run()
    assert address(app) == {}
