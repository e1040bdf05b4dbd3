"""The page Over volumes: every kind of layer, the address, what cannot be."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.volumes.layers import random_depth, random_layer, random_volume
from tests.pages.helpers import opened
from tests.pages.sent import unpack
from vizcore.images import SAMPLES


def sent(app: AppTest):
    """Settings and arrays of the figure."""
    protos = [element.proto for element in app.get("bidi_component")]
    (figure,) = [proto for proto in protos if proto.component_name == "convscope_volumes"]
    return unpack(figure.bytes)


def torch_output(spec, arrays):
    x, w, b = (torch.tensor(arrays[name]) for name in ("input", "weight", "bias"))
    if spec["kind"] == "depth":
        return torch.relu(F.conv3d(x[None, None], w[:, None]) + b[0])[0, 0].numpy()
    groups = spec["inputs"] // spec["slices"]
    stride, padding = spec["stride"][0], spec["pads"][0][0]
    y = F.conv2d(x[None], w, b, stride=stride, padding=padding, groups=groups)
    return torch.relu(y)[0].numpy()


@pytest.mark.lecture("L7", page="volumes")
@pytest.mark.lecture("L13", page="volumes")
@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize(
    ("kind", "inputs", "slices", "maps", "first"),
    [
        ("Ordinary", 3, 3, 2, [0, 0]),
        ("1×1", 3, 3, 2, [0, 0]),
        ("Grouped", 4, 2, 4, [0, 0, 2, 2]),
        ("Depthwise", 3, 1, 3, [0, 1, 2]),
        ("3-D", 4, 2, 3, [0, 1, 2]),
    ],
)
def test_each_kind_sends_torchs_numbers_whether_chosen_or_linked(
    app, kind, inputs, slices, maps, first
):
    opened(app, volumes_kind=kind)
    assert not app.error
    spec, arrays = sent(app)
    assert (spec["inputs"], spec["slices"], spec["maps"]) == (inputs, slices, maps)
    assert spec["first"] == first
    np.testing.assert_allclose(arrays["output"], torch_output(spec, arrays), atol=1e-12)
    added = arrays["partial"].sum(axis=1) + arrays["bias"][:, None, None]
    np.testing.assert_array_equal(added, arrays["total"])
    opened(app).button_group(key="volumes_kind").set_value("ordinary").run()
    app.button_group(key="volumes_kind").set_value(kind).run()
    assert not app.exception
    np.testing.assert_array_equal(sent(app)[1]["output"], arrays["output"])


@pytest.mark.lecture("L14", page="volumes")
def test_the_maps_of_a_layer_are_the_image_of_the_next(app):
    first = sent(opened(app))[1]["output"]
    app.toggle(key="volumes_next").set_value(True).run()
    assert not app.exception
    spec, arrays = sent(app)
    np.testing.assert_array_equal(arrays["input"], first)
    assert spec["inputNames"] == ["Map 1", "Map 2"]
    assert spec["slices"] == len(first)
    np.testing.assert_allclose(arrays["output"], torch_output(spec, arrays), atol=1e-12)


@pytest.mark.lecture("L14", page="volumes")
def test_the_parameters_are_a_product_with_its_numbers(app):
    opened(app, volumes_channels="4", volumes_filters="3")
    (formula,) = [text.value for text in app.markdown if "parameters}" in text.value]
    assert r"(3 \cdot 3 \cdot 4 + 1) \cdot 3 = 37 \cdot 3 = \mathbf{111}" in formula
    (table,) = [text.value for text in app.markdown if "Fully connected" in text.value]
    assert "| Ordinary | (3·3·4 + 1)·3 = **111** | 972 |" in table
    assert "| Fully connected | (5·5·4 + 1)·(3·3·3) = **2,727** | 2,700 |" in table


def test_groups_divide_the_channels_in_the_product(app):
    opened(app, volumes_kind="Grouped")
    (formula,) = [text.value for text in app.markdown if "parameters}" in text.value]
    assert r"\frac{D}{G}" in formula
    assert r"(3 \cdot 3 \cdot 2 + 1) \cdot 4 = 19 \cdot 4 = \mathbf{76}" in formula


def test_the_picture_comes_as_its_three_channels(app):
    opened(
        app,
        volumes_source="Picture",
        picture="coffee",
        volumes_pixels="1",
        volumes_across="0",
        volumes_down="0",
    )
    spec, arrays = sent(app)
    assert (spec["colours"], spec["inputs"]) == ("rgb", 3)
    corner = SAMPLES["coffee"].load()[:5, :5].transpose(2, 0, 1)
    np.testing.assert_array_equal(arrays["input"], corner)
    assert not [widget for widget in app.number_input if widget.key == "volumes_channels"]


def test_the_address_restores_every_setting(app):
    opened(
        app,
        volumes_kind="Grouped",
        volumes_channels="2",
        volumes_filters="2",
        volumes_side="2",
        volumes_groups="1",
        volumes_activation="tanh",
        volumes_size="6",
        volumes_stride="2",
        volumes_padding="1",
        volumes_seed="8",
        volumes_place="18",
    )
    spec, arrays = sent(app)
    layer = random_layer(
        random_volume(2, 6, 8), 2, 2, seed=[8, 1], stride=2, padding=1, activation="tanh"
    )
    np.testing.assert_array_equal(arrays["output"], layer.output)
    assert (spec["activation"], spec["pads"][0]) == ("tanh", [1, 1])


def test_a_volume_in_three_dimensions_is_restored_too(app):
    opened(app, volumes_kind="3-D", volumes_side="3", volumes_size="6", volumes_stride="2")
    np.testing.assert_array_equal(sent(app)[1]["output"], random_depth(6, 3, 0, 2, "relu").output)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            {"volumes_kind": "Grouped", "volumes_groups": "3"},
            "4 channels and 4 kernels cannot both be split into 3 groups.",
        ),
        (
            {"volumes_kind": "Depthwise", "volumes_filters": "2"},
            "3 channels and 2 kernels cannot both be split into 3 groups.",
        ),
        ({"volumes_size": "2"}, "A window of 3 does not fit on 2 cells without padding."),
        (
            {"volumes_size": "4", "volumes_next": "true"},
            "A window of 3 does not fit on 2 cells without padding.",
        ),
        (
            {"volumes_kind": "3-D", "volumes_size": "2", "volumes_side": "3"},
            "A window of 3 does not fit on 2 cells without padding.",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_traceback(app, address, words):
    assert [error.value for error in opened(app, **address).error] == [words]


def test_the_page_says_what_to_notice_and_asks_before_it_tells(app):
    opened(app)
    titles = [header.value for header in app.subheader]
    assert titles == [
        "How many parameters?",
        "Predict first",
        "What to notice",
        "Try this",
        "The same in code",
    ]
    assert re.search(r"2 maps: a volume of 3×3×2", app.caption[0].value)
