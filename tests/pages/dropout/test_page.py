"""The page Dropout: its numbers against torch's, what it sends, its masks, its address."""

import itertools
import json

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.dropout.activations import RATE, chosen, spread
from pages.dropout.masks import Shown, mask, sums, uniform
from pages.dropout.shown import shown
from pages.dropout.toy import TOY, checked
from pages.ui.components.dropout import OWN
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, protos, sent_to
from vizcore import ops
from vizcore.errors import NumberError, ShapeError
from vizcore.images import to_network_input
from vizcore.nets import load_minivgg, record


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def outputs(model):
    pixels = to_network_input(sample_picture("cat").preview)
    return {name: x[0] for name, x in record(model, model.prepare(pixels[None])).items()}


@pytest.mark.lecture("L26", page="dropout")
def test_the_activations_are_the_trained_networks_and_so_are_the_sums(app, model, outputs):
    meta, arrays = sent_to(opened(app), "dropout")
    np.testing.assert_array_equal(arrays["maps"], outputs["pool2"])
    np.testing.assert_array_equal(arrays["weights"], model.layers.fc1.weight[meta["units"]])
    test = arrays["weights"] @ arrays["maps"].ravel() + arrays["bias"]
    np.testing.assert_allclose(test, outputs["fc1"][meta["units"]], atol=1e-4)
    near, above, below = test
    assert abs(near) < 1 < above
    assert below < -1
    assert meta["rate"] == model.layers.dropout2.p == RATE
    assert left_to_browser(app) == list(OWN)
    assert address(app) == {}


@pytest.mark.lecture("L26", page="dropout")
@pytest.mark.parametrize("classic", [False, True])
@pytest.mark.parametrize("channels", [False, True])
def test_the_mean_of_masks_goes_to_the_test_output_within_its_error(app, classic, channels):
    _, arrays = sent_to(opened(app), "dropout")
    how = Shown(500, 0.4, channels, classic)
    found = sums(arrays["maps"], arrays["weights"][0], float(arrays["bias"][0]), how)
    x = arrays["maps"].ravel().astype(np.float64) * (0.6 if classic else 1)
    test = arrays["weights"][0] @ x + arrays["bias"][0]
    error = found.std(ddof=1) / 500**0.5
    assert abs(found.mean() - test) < 3 * error
    behind = np.maximum(found, 0)
    assert behind.mean() - max(test, 0) > 5 * behind.std(ddof=1) / 500**0.5


@pytest.mark.lecture("L26", page="dropout")
@pytest.mark.parametrize("channels", [False, True])
def test_a_mask_scales_as_torchs_dropout_does(channels):
    """What torch keeps, given to `ops.dropout` as a mask, is torch's result."""
    x = torch.rand(6, 4, 4) + 0.1
    torch.manual_seed(26)
    dropped = (F.dropout2d(x[None], 0.4)[0]) if channels else F.dropout(x, 0.4)
    kept = (dropped != 0).numpy()
    np.testing.assert_allclose(ops.dropout(x.numpy(), kept, rate=0.4), dropped, rtol=1e-6)
    shape = Shown(rate=0.4, channels=channels).kept(3, (6, 4, 4)).shape
    assert shape == ((6, 1, 1) if channels else (6, 4, 4))


def test_masks_are_even_and_no_two_alike():
    numbers = np.stack([uniform(seed, 4096) for seed in range(1, 201)])
    assert numbers.mean() == pytest.approx(0.5, abs=0.002)
    assert numbers.std() == pytest.approx(12**-0.5, abs=0.002)
    shares = (numbers >= 0.25).mean(axis=0)  # of each cell, over the seeds
    assert shares.std() == pytest.approx((0.25 * 0.75 / 200) ** 0.5, rel=0.1)
    apart = np.abs(np.corrcoef(numbers[:60]) - np.eye(60))
    assert apart.max() < 0.08
    assert mask(1, (4, 4), 0).all()


def test_the_spread_of_a_sum_is_the_one_of_many_masks():
    rng = np.random.default_rng(2)
    maps = rng.normal(size=(3, 4, 4)).astype(np.float32)
    weights = rng.normal(size=(2, 48)).astype(np.float32)
    found = sums(maps, weights[1], 0.0, Shown(2000, RATE))
    assert found.std() == pytest.approx(spread(maps, weights)[1], rel=0.06)
    assert chosen(np.array([5.0, 0.1, -2.0]), np.full(3, 2.0)) == (1, 0, 2)


@pytest.mark.lecture("L26", page="dropout")
def test_the_toy_has_two_rows_of_four_and_its_mean_is_exact(app):
    opened(app, kind="toy")
    (proto,) = protos(app, "subnets")
    figure = json.loads(proto.json)
    units, weights = np.array(figure["units"]), np.array(figure["weights"])
    np.testing.assert_array_equal([units, weights], TOY)
    masks = np.array(list(itertools.product([True, False], repeat=4)))
    chances = np.where(masks, 0.75, 0.25).prod(axis=1)
    outputs = [ops.dropout(units, one, rate=0.25) @ weights for one in masks]
    assert chances @ outputs == pytest.approx(units @ weights)
    assert len(masks) == 16
    assert address(app) == {"kind": "toy"}


def test_other_numbers_of_the_toy_stand_in_the_address_and_wrong_ones_are_told(app):
    opened(app, kind="toy", toy="1 1 1 1; 1 2 3 4")
    assert json.loads(protos(app, "subnets")[0].json)["weights"] == [1, 2, 3, 4]
    app.text_area(key="dropout_toy").set_value("1 2\n3 4").run()
    assert [error.value for error in app.error] == [
        "Two rows of 4 are needed, units and weights, not 2 of 2. The numbers before stay."
    ]
    assert json.loads(protos(app, "subnets")[0].json)["weights"] == [1, 2, 3, 4]


def test_numbers_that_are_no_toy_are_told():
    with pytest.raises(ShapeError, match="two rows of 4 are needed"):
        checked(np.ones((1, 4)))
    with pytest.raises(NumberError, match="from −99 to 99, not to −100"):
        checked(np.full((2, 4), -100.0))


def test_texts_of_the_address_are_read_as_the_browser_reads_them():
    texts = {"masks": "40", "rate": "0.5", "drop": "channels", "scaling": "classic", "sum": "below"}
    assert shown(texts, RATE) == Shown(40, 0.5, True, True, 2)
    for text in ("", "x", "-1", "501", "0.95", "²", "1e9", "9" * 400):
        assert shown(dict.fromkeys(OWN, text), RATE) == Shown(12, RATE), text
