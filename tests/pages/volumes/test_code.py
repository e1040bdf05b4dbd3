"""The programs of the page Over volumes, run as a person would run them."""

import numpy as np
import pytest

from pages.volumes.code import nested, programs
from pages.volumes.layers import random_depth, random_layer, random_volume
from tests.pages.helpers import run
from vizcore.steps.volume import ACTIVATIONS


def expect_same(*layers, flipped: bool = False) -> None:
    written, settings = programs(*layers, flipped=flipped), layers[-1]
    for library in ("PyTorch", "NumPy"):
        y = run(written[library])
        assert y.shape == settings.output.shape, library
        np.testing.assert_allclose(y, settings.output, rtol=1e-10, atol=1e-10, err_msg=library)
    compile(written["Keras"], "keras", "exec")


@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("setting", [{}, {"stride": 2}, {"padding": 1}, {"groups": 2}])
def test_the_programs_of_a_layer_print_its_maps(activation, setting):
    x = random_volume(4, 5, seed=2)
    expect_same(random_layer(x, 2, 3, seed=2, activation=activation, **setting))


def test_the_programs_of_a_second_layer_take_fractions():
    first = random_layer(random_volume(3, 5, seed=4), 3, 2, seed=4, activation="sigmoid")
    expect_same(random_layer(first.output, 3, 3, seed=5, groups=3))


@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("flipped", [False, True])
def test_the_programs_of_two_layers_print_the_maps_of_the_second(activation, flipped):
    layers = []
    for number in range(2):
        x = layers[0].output if layers else random_volume(4, 6, seed=5)
        layer = random_layer(x, 4, 2, seed=number, groups=2, padding=1, activation=activation)
        layers.append(layer.turned() if flipped else layer)
    expect_same(*layers, flipped=flipped)


@pytest.mark.lecture("L7", page="volumes")
def test_the_programs_turn_a_kernel_of_three_dimensions_round():
    played = random_depth(5, 3, 1)
    expect_same(played.turned(), flipped=True)
    assert "w[::-1, ::-1, ::-1]" in programs(played, flipped=True)["NumPy"]


@pytest.mark.lecture("L7", page="volumes")
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("size", "side", "stride"), [(4, 2, 1), (4, 3, 1), (6, 2, 2)])
def test_the_programs_of_a_volume_print_its_slices(activation, size, side, stride):
    expect_same(random_depth(size, side, 3, stride, activation))


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4), (4, 4, 6, 6)])
def test_nested_lists_are_read_back_to_the_last_bit(shape):
    for array in (np.random.default_rng(1).normal(size=shape), np.ones(shape)):
        names: dict[str, object] = {"np": np}
        exec(f"y = np.array({nested(array)})", names)
        np.testing.assert_array_equal(names["y"], array)
