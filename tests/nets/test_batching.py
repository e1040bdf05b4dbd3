"""Many pictures in one pass: each gets what it would get alone."""

import numpy as np
import pytest
import torch

from vizcore.nets import load_minivgg, record
from vizcore.nets.batching import pass_together
from vizcore.serve.messages import LAYERS

PICTURES = np.random.default_rng(3).integers(0, 256, (len(LAYERS), 32, 32, 3), np.uint8)


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


def test_a_picture_among_others_has_the_numbers_that_it_has_alone(model):
    probabilities, maps = pass_together(model, PICTURES, list(LAYERS))
    for i, (layer, shape) in enumerate(LAYERS.items()):
        outputs = record(model, model.prepare(PICTURES[i : i + 1]))
        alone = torch.softmax(outputs["fc2"], dim=1)
        expected = (outputs | {"softmax": alone})[layer][0].numpy()
        assert expected.shape == shape
        assert maps[i].ndim == 3
        np.testing.assert_allclose(maps[i].reshape(shape), expected, rtol=1e-4, atol=2e-5)
        np.testing.assert_allclose(probabilities[i], alone[0], atol=1e-6)


def test_pictures_are_not_changed_and_an_unknown_layer_is_named(model):
    before = PICTURES.copy()
    with pytest.raises(KeyError, match="conv9"):
        pass_together(model, PICTURES[:1], ["conv9"])
    np.testing.assert_array_equal(PICTURES, before)


def test_each_order_gives_each_picture_its_own(model):
    names = ["conv4", "pool1", "fc2"]
    there, back = (pass_together(model, PICTURES[:3][::way], names[::way]) for way in (1, -1))
    np.testing.assert_allclose(there[0], back[0][::-1], atol=1e-6)
    for one, other in zip(there[1], back[1][::-1], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=2e-5)
