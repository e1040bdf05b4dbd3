"""The page Fully connected: its numbers against torch's, what it sends, its address."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.dense.code import Sum, shown
from pages.dense.scenes import toy_numbers
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, protos, sent_to
from vizcore.images import to_network_input
from vizcore.nets import LABELS, load_minivgg, record


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def outputs(model):
    pixels = to_network_input(sample_picture("cat").preview)
    return {name: x[0] for name, x in record(model, model.prepare(pixels[None])).items()}


def scene(app):
    """Facts and arrays of the scene that the figure names, and what came with it."""
    meta, arrays = sent_to(app, "dense")
    facts, numbers = kept(app)[meta["scene"]]
    return meta, arrays["weights"], facts, numbers


@pytest.mark.lecture("L19", page="dense")
def test_a_units_products_are_torchs_and_add_up_to_its_sum(app, model, outputs):
    meta, weights, facts, numbers = scene(opened(app))
    layer, unit = model.layers.fc1, meta["unit"]
    np.testing.assert_array_equal(numbers["maps"], outputs["pool2"])
    np.testing.assert_array_equal(weights, layer.weight[unit])
    products = outputs["pool2"].flatten().double() * layer.weight[unit].double()
    ours = numbers["maps"].ravel().astype(np.float64) * weights.astype(np.float64)
    np.testing.assert_array_equal(ours, products)
    total = float(ours.sum() + numbers["biases"][unit])
    assert total == pytest.approx(float(outputs["fc1"][unit]), abs=1e-4)
    np.testing.assert_array_equal(numbers["sums"], outputs["fc1"])
    assert facts["layers"] == ["pool2", "fc1", "fc2"]


@pytest.mark.lecture("L19", page="dense")
def test_what_each_unit_adds_to_each_class_is_torchs(app, model, outputs):
    meta, _, facts, numbers = scene(opened(app))
    products = numbers["weights"] * numbers["inputs"]
    layer = model.layers.fc2
    np.testing.assert_allclose(products, (layer.weight * outputs["bn5"]).numpy(), rtol=1e-6)
    np.testing.assert_allclose(products.sum(1) + numbers["bias"], outputs["fc2"], atol=1e-4)
    np.testing.assert_array_equal(numbers["outputs"], outputs["fc2"])
    assert facts["names"] == list(LABELS)
    best = numbers["outputs"].argmax()
    assert meta["unit"] == products[best].argmax()  # it opens where the answer comes from


@pytest.mark.lecture("L19", page="dense")
def test_the_toys_250_inputs_are_whole_and_torchs(app):
    meta, _, facts, numbers = scene(opened(app, kind="toy", seed="7"))
    assert numbers["maps"].shape == (10, 5, 5)
    assert numbers["weights"].shape == (4, 250)
    assert meta["unit"] == -1
    x = torch.flatten(torch.from_numpy(numbers["maps"].copy()))
    weights, bias = (torch.from_numpy(numbers[name].copy()) for name in ("weights", "bias"))
    np.testing.assert_array_equal(numbers["outputs"], F.linear(x, weights, bias))
    assert all((array == array.round()).all() for array in numbers.values())
    assert len(facts["names"]) == 4
    assert address(app) == {"kind": "toy", "seed": "7"}


def test_the_toy_is_the_same_for_the_same_seed():
    for one, other in zip(toy_numbers(3), toy_numbers(3), strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(toy_numbers(3)[0], toy_numbers(4)[0])


def test_a_unit_of_a_link_has_its_own_weights_and_little_is_sent(app, model):
    opened(app, unit="17")
    meta, weights, _, _ = scene(app)
    assert meta["unit"] == 17
    np.testing.assert_array_equal(weights, model.layers.fc1.weight[17])
    (proto,) = protos(app, "dense")
    assert len(proto.bytes) < 17_000  # 4,096 numbers of four bytes
    assert address(app) == {"unit": "17"}


@pytest.mark.parametrize("text", ["512", "-1", "x", "²", "1e1", ""])
def test_a_unit_that_is_none_is_the_one_shown_first(app, text):
    opened(app, unit=text)
    assert address(app) == {}


def test_what_is_pointed_at_is_the_browsers(app):
    assert left_to_browser(opened(app)) == ["output", "cell", "order", "view"]


def test_the_sum_of_the_programs_is_the_one_on_screen():
    assert shown({}, 17, 10, 0) == Sum("fc1", 17)
    assert shown({"output": "9"}, 17, 10, 0) == Sum("fc2", 9)
    assert shown({"output": "4"}, -1, 4, 2) == Sum("fc", 0, 2)
    for text in ("10", "-1", "²", "1e1", "9" * 400):
        assert shown({"output": text}, 17, 10, 0) == Sum("fc1", 17)
