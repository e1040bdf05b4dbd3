"""The page Over volumes: every kind of layer, the address, what cannot be."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

from pages.volumes.layers import random_depth, random_layer, random_volume
from tests.pages.helpers import fresh, opened
from tests.pages.sent import address, left_to_browser, protos, unpack
from vizcore.images import SAMPLES


def figures(app: AppTest):
    """Settings and arrays of every figure."""
    return [unpack(proto.bytes) for proto in protos(app, "volumes")]


def sent(app: AppTest):
    """Settings and arrays of the only figure."""
    (figure,) = figures(app)
    return figure


def typed(app: AppTest, name: str, text: str) -> AppTest:
    """What is shown after an array was chosen from the list and typed anew."""
    app.selectbox(key="volumes_edit").set_value(name).run()
    app.text_area(key=f"volumes_{name}").set_value(text).run()
    assert not app.exception
    return app


def torch_output(spec, arrays):
    """Of the kernels as they are shown, then ReLU."""
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
def test_the_maps_of_a_layer_are_the_image_of_the_next_and_both_stay_on_screen(app):
    alone = sent(opened(app))
    app.toggle(key="volumes_next").set_value(True).run()
    assert not app.exception
    (spec, first), (after, second) = figures(app)
    np.testing.assert_array_equal(first["output"], alone[1]["output"])
    np.testing.assert_array_equal(second["input"], first["output"])
    assert (spec["title"], after["title"]) == ("Layer 1", "Layer 2")
    assert after["inputNames"] == ["Map 1", "Map 2"]
    assert after["slices"] == len(first["output"])
    np.testing.assert_allclose(second["output"], torch_output(after, second), atol=1e-12)
    assert left_to_browser(app) == ["place", "place2"]


@pytest.mark.lecture("L13", page="volumes")
def test_a_channel_a_slice_and_the_biases_can_be_typed_and_a_link_brings_them_back(app):
    opened(app)
    typed(app, "channel2", "[[1, 2, 3, 4, 5]] ; ")  # not enough rows: a sentence, no change
    assert [error.value for error in app.error] == [
        "A 5×5 table is needed here, not 1×5. The numbers before stay."
    ]
    ones = "\n".join(["1 1 1 1 1"] * 5)
    typed(app, "channel2", ones)
    typed(app, "filter2_3", "0 0 0\n0 1/2 0\n0 0 0")
    typed(app, "biases", "1\n-1")
    spec, arrays = sent(app)
    assert (arrays["input"][1] == 1).all()
    assert arrays["weight"][1, 2].tolist() == [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
    assert arrays["bias"].tolist() == [1, -1]
    np.testing.assert_array_equal(arrays["input"][0], random_volume(3, 5, 0)[0])
    np.testing.assert_allclose(arrays["output"], torch_output(spec, arrays), atol=1e-12)
    link = address(app)
    assert set(link) == {"edit", "channel2", "filter2_3", "biases"}
    again = sent(opened(fresh("volumes"), **link))
    for name, array in arrays.items():
        np.testing.assert_array_equal(again[1][name], array)


def test_what_was_typed_stays_as_far_as_it_fits_another_size_and_goes_with_another_seed(app):
    opened(app, channel1="; ".join(["7 7 7 7 7"] * 5), filter1_1="9 9 9; 9 9 9; 9 9 9")
    app.number_input(key="volumes_side").set_value(2).run()
    app.number_input(key="volumes_size").set_value(6).run()
    assert not app.error
    _, arrays = sent(app)
    made = random_volume(3, 6, 0)[0]
    assert (arrays["input"][0, :5, :5] == 7).all()
    np.testing.assert_array_equal(arrays["input"][0, 5], made[5])
    assert (arrays["weight"][0, 0] == 9).all()
    app.number_input(key="volumes_seed").set_value(3).run()
    np.testing.assert_array_equal(sent(app)[1]["input"], random_volume(3, 6, 3))
    assert address(app) == {"side": "2", "size": "6", "seed": "3"}


def test_a_filter_of_the_second_layer_can_be_typed_too(app):
    opened(app, next="true")
    before = figures(app)[0][1]["output"]
    typed(app, "next_filter1_2", "0 0 0; 0 4 0; 0 0 0")
    (_, first), (spec, second) = figures(app)
    np.testing.assert_array_equal(first["output"], before)
    assert second["weight"][0, 1].tolist() == [[0, 0, 0], [0, 4, 0], [0, 0, 0]]
    np.testing.assert_allclose(second["output"], torch_output(spec, second), atol=1e-12)


@pytest.mark.lecture("L7", page="volumes")
@pytest.mark.parametrize("kind", ["ordinary", "grouped", "depth"])
def test_flipped_kernels_are_shown_turned_and_torch_agrees(app, kind):
    plain = sent(opened(app, kind=kind))[1]
    app.toggle(key="volumes_flip").set_value(True).run()
    spec, turned = sent(app)
    axes = (1, 2, 3) if kind == "depth" else (2, 3)
    weight = np.flip(plain["weight"], axes)
    np.testing.assert_array_equal(turned["weight"], weight)
    np.testing.assert_allclose(
        turned["output"], torch_output(spec, plain | {"weight": weight.copy()}), atol=1e-12
    )
    assert address(app)["flip"] == "true"
    changed = int((turned["output"] != plain["output"]).sum())
    assert f"changes {changed} of the {plain['output'].size} outputs" in app.caption[0].value
    assert any(
        "w_{1-d,1-u,1-v}" in text.value or "w_{k,c,2-u,2-v}" in text.value for text in app.markdown
    )


@pytest.mark.lecture("L14", page="volumes")
def test_the_parameters_are_a_product_with_its_numbers(app):
    opened(app, volumes_channels="4", volumes_filters="3")
    (formula,) = [text.value for text in app.markdown if "parameters}" in text.value]
    assert r"(3 \cdot 3 \cdot 4 + 1) \cdot 3 = 37 \cdot 3 = \mathbf{111}" in formula
    (table,) = [text.value for text in app.markdown if "Fully connected" in text.value]
    assert "| Ordinary | (3·3·4 + 1)·3 = **111** | 972 |" in table
    assert "| Fully connected | (5·5·4 + 1)·(3·3·3) = **2,727** | 2,700 |" in table


@pytest.mark.parametrize(("kind", "way"), [("pointwise", "1×1"), ("depth", "3-D")])
def test_a_layer_is_called_by_its_kind_in_the_table_of_costs(app, kind, way):
    opened(app, kind=kind)
    (table,) = [text.value for text in app.markdown if "Fully connected" in text.value]
    assert f"| {way} | " in table
    assert "Ordinary" not in table


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
    titles = [header.value for header in app.header]
    assert titles == [
        "How many parameters?",
        "The same in code",
        "Predict first",
        "What to notice",
        "Try this",
    ]
    assert re.search(r"2 maps: a volume of 3×3×2", app.caption[0].value)
