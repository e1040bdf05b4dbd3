"""The receptive field of the trained network, measured by gradient, against arithmetic."""

import numpy as np
import pytest
import torch

from vizcore.architecture import ARCHITECTURES, receptive_field
from vizcore.errors import ShapeError
from vizcore.nets import MiniVGG, load_minivgg, record
from vizcore.nets.measured_field import measured_fields

ROWS = ARCHITECTURES["minivgg"].rows
SIZES = {"conv1": 3, "conv2": 5, "pool1": 6, "conv3": 10, "conv4": 14, "pool2": 16}
CELLS = {"conv1": (9, 20), "conv2": (0, 31), "pool1": (7, 7), "conv3": (8, 5), "conv4": (15, 3)}


def picture(seed):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=(1, 3, 32, 32))).float()


@pytest.mark.lecture("L22", page="scaling")
def test_the_gradient_never_leaves_the_field_of_the_trained_network():
    for seed in range(3):
        for layer, gradient in measured_fields(load_minivgg("cpu"), picture(seed), CELLS).items():
            box = receptive_field(ROWS, layer, *CELLS[layer]).cut(32, 32)
            inside = gradient[box.top : box.bottom + 1, box.left : box.right + 1]
            assert np.count_nonzero(inside) == np.count_nonzero(gradient) > 0


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.lecture("L6", page="scaling")
def test_where_nothing_cancels_and_nothing_is_chosen_the_gradient_fills_3_to_16_pixels():
    model = MiniVGG().eval()
    model.layers.pool1, model.layers.pool2 = torch.nn.AvgPool2d(2), torch.nn.AvgPool2d(2)
    for name, parameter in model.named_parameters():
        if "conv" in name:
            torch.nn.init.uniform_(parameter, 0.1, 1)
    cells = {layer: (4, 4) if layer == "pool2" else (7, 7) for layer in SIZES}
    found = measured_fields(model, picture(1).abs(), cells)
    for layer, size in SIZES.items():
        rows, columns = np.nonzero(found[layer])
        assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (size, size)


def test_the_gradient_is_that_of_a_small_change():
    model, x = load_minivgg("cpu").double(), picture(2).double()
    cell = {"conv2": (10, 10)}
    gradient = measured_fields(model, x, cell)["conv2"]
    for row, column in [(8, 8), (10, 11), (12, 9)]:
        slopes = []
        for channel in range(3):
            step = torch.zeros_like(x)
            step[0, channel, row, column] = 1e-6
            after, before = (record(model, x + sign * step)["conv2"] for sign in (1, -1))
            slopes.append(float((after - before)[0, :, 10, 10].sum()) / 2e-6)
        assert gradient[row, column] == pytest.approx(np.abs(slopes).sum(), rel=1e-4)


def test_the_model_and_the_picture_are_as_they_were():
    model, x = load_minivgg("cpu"), picture(3)
    before = x.clone()
    measured_fields(model, x, CELLS)
    assert torch.equal(x, before)
    assert not x.requires_grad
    assert all(parameter.grad is None for parameter in model.parameters())


def test_a_place_that_is_not_there_is_named():
    with pytest.raises(ShapeError, match=r"pool2 has no value at \(8, 0\)"):
        measured_fields(MiniVGG().eval(), picture(0), {"pool2": (8, 0)})
    with pytest.raises(ShapeError, match="there is no layer 'conv9'"):
        measured_fields(MiniVGG().eval(), picture(0), {"conv9": (0, 0)})
