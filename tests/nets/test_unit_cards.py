"""The shipped cards against a pass of the network, and what is refused."""

import cv2
import numpy as np
import pytest
import torch
from safetensors.numpy import save

from vizcore.errors import WeightsError
from vizcore.images.views import views
from vizcore.nets import layers_of, load_minivgg
from vizcore.nets.exciting import exciting
from vizcore.nets.silencing import effect_off
from vizcore.nets.unit_cards import CARDS, FINGERPRINTS, load_cards
from vizcore.nets.units import speaking, survey
from vizcore.training.run.data import list_split

LAYERS = ("conv1", "conv2", "conv3", "conv4", "fc1", "fc2")


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Two threads wait for each other on a busy machine, for twenty times as long."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def own():
    return survey(load_minivgg("cpu"), np.stack([pixels for _, pixels in views()]))


@pytest.mark.parametrize("layer", LAYERS)
def test_our_own_pictures_excite_the_units_as_it_is_shipped(own, layer):
    shipped = load_cards().exciting(layer, "own")
    ranked = exciting(own[layer], fires=layer != "fc2")
    np.testing.assert_allclose(shipped.value, ranked.value, rtol=1e-3, atol=1e-3)
    units = np.arange(len(shipped.picture))[:, None]
    known = shipped.picture >= 0
    found = own[layer].values[shipped.picture, units]
    np.testing.assert_allclose(found[known], shipped.value[known], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(
    ("layer", "unit"), [("conv1", 3), ("conv3", 12), ("conv4", 17), ("fc1", 70)]
)
def test_no_test_image_excites_a_unit_more_than_its_nine(cifar10, layer, unit):
    shipped = load_cards().exciting(layer, "test")
    listed = list_split(cifar10, "test")
    few = np.unique([*shipped.picture[unit], *range(0, 10_000, 40)])
    found = survey(load_minivgg("cpu"), listed.read(few).images)[layer].values[:, unit]
    nine = np.isin(few, shipped.picture[unit])
    np.testing.assert_allclose(np.sort(found[nine])[::-1], shipped.value[unit], rtol=1e-3)
    assert found[~nine].max() <= shipped.value[unit, -1] * 1.001


def test_the_mean_answers_are_near_those_to_a_part_of_the_test_images(cifar10):
    listed = list_split(cifar10, "test")
    few = np.arange(0, 10_000, 50)
    found = survey(load_minivgg("cpu"), listed.read(few).images)["conv4"].values
    targets = listed.targets[few]
    means = np.stack([found[targets == c].mean(0) for c in range(10)], 1)
    shipped = load_cards().arrays["conv4.means"]
    assert np.corrcoef(means.ravel(), shipped.ravel())[0, 1] > 0.9
    fires = load_cards().arrays["conv4.fires"]
    np.testing.assert_allclose((found > 0).mean(0), fires, atol=0.12)


def test_a_silent_unit_costs_its_class_on_a_part_of_the_test_images_too(cifar10):
    model, images = load_minivgg("cpu"), list_split(cifar10, "test").read(np.arange(5, 10_000, 50))
    layer = speaking(layers_of(model))[3]
    (found,) = effect_off(model, images.images, layer, [17])
    shipped = load_cards().arrays["conv4.off"][17]
    assert np.corrcoef(found, shipped)[0, 1] > 0.9
    assert model.labels[int(shipped.argmin())] == "deer"


def test_the_fingerprints_are_of_the_test_images(cifar10):
    images = list_split(cifar10, "test").read(np.array([1000 * c + n for c, n in FINGERPRINTS]))
    shipped = load_cards().arrays["fingerprint"]
    np.testing.assert_allclose(images.images.mean((1, 2)), shipped, atol=0.5)


@pytest.mark.parametrize(("layer", "side"), [("conv1", 3), ("conv4", 14), ("fc1", 32)])
def test_every_unit_has_a_picture_that_a_climb_made(layer, side):
    file = load_cards().arrays[f"{layer}.climbed"].tobytes()
    sheet = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)
    units = len(load_cards().arrays[f"{layer}.climb"])
    assert sheet.shape == (units // 16 * side, 16 * side, 3)
    values = load_cards().arrays[f"{layer}.climb"].astype(float)
    assert (values[:, -1] > values[:, 0]).mean() > 0.9


def test_cards_of_other_weights_are_refused_in_one_sentence(tmp_path):
    other = tmp_path / "minivgg.safetensors"
    other.write_bytes(save({"a": np.zeros(1)}, {"weights": "0" * 64}))
    with pytest.raises(WeightsError, match="was measured on other weights: run python -m"):
        load_cards(other)
    other.write_bytes(b"nonsense")
    with pytest.raises(WeightsError, match="does not hold the units' cards"):
        load_cards(other)
    with pytest.raises(WeightsError, match="is missing"):
        load_cards(tmp_path / "none")


def test_the_file_is_small_and_its_numbers_are_read_only():
    assert CARDS.stat().st_size < 700_000
    climbed = sum(a.nbytes for n, a in load_cards().arrays.items() if n.endswith(".climbed"))
    assert climbed < 400_000
    with pytest.raises(ValueError, match="read-only"):
        load_cards().arrays["conv1.means"][0] = 0
