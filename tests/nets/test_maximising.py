"""Climbs raise a unit's value, and each regulariser does what it says."""

import numpy as np
import pytest
import torch

from vizcore.errors import ArchitectureError, ShapeError
from vizcore.nets import MiniVGG, load_minivgg, record
from vizcore.nets.maximising import REGULARISERS, maximise, maximise_all
from vizcore.nets.unit_cards import load_cards

PLAIN = dict.fromkeys(REGULARISERS, False)
STEPS = 32


@pytest.fixture(scope="module")
def model() -> MiniVGG:
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def plain(model):
    return maximise(model, "conv4", 17, steps=STEPS, **PLAIN)


def with_one(model, name, **more):
    return maximise(model, "conv4", 17, steps=STEPS, **(PLAIN | {name: True} | more))


def value_of(model, picture, shift=0):
    x = model.prepare(np.roll(picture, shift, 1)[None])
    return float(record(model, x)["conv4"][0, 17, 8, 8])


def roughness(picture):
    apart = picture.astype(float)
    return np.abs(np.diff(apart, axis=0)).mean() + np.abs(np.diff(apart, axis=1)).mean()


@pytest.mark.parametrize(("layer", "unit"), [("conv1", 3), ("conv3", 12), ("fc1", 70), ("fc2", 3)])
def test_a_climb_gets_higher_than_the_noise_by_far(model, layer, unit):
    before = {name: array.clone() for name, array in model.state_dict().items()}
    found = maximise(model, layer, unit, steps=STEPS)
    best = load_cards().exciting(layer, "test").value[unit, 0]
    assert found.values[-1] - found.values[0] > 0.5 * best
    assert found.stages.shape == (9, 32, 32, 3)
    np.testing.assert_array_equal(found.stages[-1], found.picture)
    assert all(torch.equal(array, before[name]) for name, array in model.state_dict().items())


def test_equal_seeds_give_equal_pictures(model):
    one, other = (maximise(model, "conv3", 12, steps=6, seed=5) for _ in range(2))
    np.testing.assert_array_equal(one.stages, other.stages)
    np.testing.assert_array_equal(one.values, other.values)
    another = maximise(model, "conv3", 12, steps=6, seed=6)
    assert (another.picture != one.picture).any()


def test_the_last_value_is_that_of_the_picture(model, plain):
    assert value_of(model, plain.picture) == pytest.approx(plain.values[-1], rel=0.02)


def test_decay_pulls_towards_grey(model, plain):
    held = with_one(model, "decay")
    assert np.abs(held.picture - 127.5).mean() < 0.9 * np.abs(plain.picture - 127.5).mean()


def test_blur_smooths(model, plain):
    assert roughness(with_one(model, "blur").picture) < 0.7 * roughness(plain.picture)


def test_after_jitter_a_shift_by_a_pixel_costs_less(model, plain):
    held = with_one(model, "jitter")
    left = [
        value_of(model, picture, 1) / value_of(model, picture)
        for picture in (plain.picture, held.picture)
    ]
    assert left[1] > left[0] + 0.1


def test_fourier_raises_coarse_waves_before_fine_ones(model, plain):
    def coarse_share(picture):
        grey = picture.mean(2) - picture.mean()
        power = np.abs(np.fft.fft2(grey)) ** 2
        at = np.abs(np.fft.fftfreq(32)) * 32
        near = np.hypot(at[:, None], at) <= 4
        return power[near].sum() / power.sum()

    held = with_one(model, "fourier")
    assert coarse_share(held.picture) > coarse_share(plain.picture) + 0.1


def test_several_climbs_at_once_are_those_of_each(model):
    together = maximise_all(model, "conv2", [3, 9], steps=3)
    for unit, found in zip([3, 9], together, strict=True):
        alone = maximise(model, "conv2", unit, steps=3)
        np.testing.assert_allclose(found.values, alone.values, rtol=1e-3, atol=1e-3)


def test_what_does_not_exist_is_named(model):
    with pytest.raises(ArchitectureError, match="'relu1' is no layer with weights: conv1, conv2"):
        maximise(model, "relu1", 0)
    with pytest.raises(ShapeError, match="conv1 has 32 channels and none at 32"):
        maximise(model, "conv1", 32)
    with pytest.raises(ShapeError, match="0 steps lead nowhere"):
        maximise(model, "conv1", 0, steps=0)
