"""Receptive fields by index arithmetic: the lecture's sizes, the table's, torch's gradient."""

import numpy as np
import pytest
import torch
from torch import nn

from vizcore.architecture import ARCHITECTURES, Box, parse_architecture, receptive_field
from vizcore.errors import ArchitectureError, ShapeError

ROWS = ARCHITECTURES["minivgg"].rows
SIZES = {"conv1": 3, "conv2": 5, "pool1": 6, "conv3": 10, "conv4": 14, "pool2": 16}


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.lecture("L6", page="scaling")
def test_minivggs_fields_grow_from_3_to_16_pixels():
    for layer, size in SIZES.items():
        assert receptive_field(ROWS, layer, 3, 4).size == (size, size)


@pytest.mark.parametrize("name", ["lenet5", "alexnet_torchvision", "vgg16", "resnet18", "minivgg"])
def test_sizes_and_jumps_are_those_of_the_table(name):
    for row in ARCHITECTURES[name].rows:
        if len(row.shape) != 3 or row.kind == "globalpool" or min(row.shape[1:]) < 2:
            continue
        first, second = (receptive_field(ARCHITECTURES[name].rows, row.name, i, i) for i in (0, 1))
        assert first.size == (row.receptive_field, row.receptive_field)
        assert second.top - first.top == row.jump


def test_a_field_by_hand():
    text = "input 1x9x9\nconv 1 3x3 padding 1 dilation 2\npool 2x2"
    rows = parse_architecture(text).rows
    # Pooling row 1 takes rows 2 and 3 of conv1: cells 1, 3, 5 and 2, 4, 6, after one zero.
    assert receptive_field(rows, "pool1", 1, 0) == Box(1, -1, 6, 4)
    assert receptive_field(rows, "pool1", 1, 0, of="conv1") == Box(2, 0, 3, 1)


def positive(text):
    """The network with weights that cancel nothing."""
    network = parse_architecture(text).build().eval()
    for parameter in network.parameters():
        nn.init.uniform_(parameter, 0.5, 1.5)
    return network


@pytest.mark.parametrize(
    "layers",
    [
        "conv 2 3x3 padding 1\navgpool 2x2\nconv 1 3x3 padding 1",
        "conv 1 5x5 stride 2\nconv 2 3x3 dilation 2",
        "conv 1 1x3\nfork\nconv 1 3x3 padding 1\nadd\navgpool 3x3 stride 2",
    ],
)
def test_the_box_is_where_torch_has_a_gradient(layers):
    text = f"input 1x17x17\n{layers}"
    rows, network = parse_architecture(text).rows, positive(text)
    last = rows[-1]
    x = torch.rand(1, 1, 17, 17, requires_grad=True)
    y = network(x)
    for place in [(0, 0), (1, 2), (last.shape[1] - 1, last.shape[2] - 1)]:
        (gradient,) = torch.autograd.grad(y[0, :, *place].sum(), x, retain_graph=True)
        touched = np.argwhere(gradient[0, 0].numpy())
        box = receptive_field(rows, last.name, *place).cut(17, 17)
        assert tuple(touched.min(0)) == (box.top, box.left)
        assert tuple(touched.max(0)) == (box.bottom, box.right)


def test_what_cannot_be_asked_is_named():
    with pytest.raises(ArchitectureError, match="there is no layer 'conv9'"):
        receptive_field(ROWS, "conv9", 0, 0)
    with pytest.raises(ArchitectureError, match="pool2 does not come before conv1"):
        receptive_field(ROWS, "conv1", 0, 0, of="pool2")
    with pytest.raises(ShapeError, match="fc1 has no rows and columns"):
        receptive_field(ROWS, "fc1", 0, 0)
    with pytest.raises(ShapeError, match=r"no value at \(8, 0\)"):
        receptive_field(ROWS, "pool2", 8, 0)
