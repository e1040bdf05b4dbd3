"""Maps move with the picture: counted on the trained network and by hand."""

import numpy as np
import pytest
import torch

from vizcore.architecture import ARCHITECTURES, receptive_field
from vizcore.errors import ShapeError
from vizcore.nets import load_minivgg, record
from vizcore.nets.shifting import followed

ROWS = {row.name: row for row in ARCHITECTURES["minivgg"].rows}


@pytest.fixture(scope="module")
def outputs():
    strip = np.random.default_rng(22).normal(size=(3, 32, 40)).astype(np.float32)
    batch = np.stack([strip[:, :, 8 - d : 40 - d] for d in range(9)])
    return {k: v.numpy() for k, v in record(load_minivgg("cpu"), torch.from_numpy(batch)).items()}


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.parametrize("layer", ["conv1", "conv2", "pool1", "conv4", "pool2"])
def test_a_shift_by_whole_strides_moves_the_maps_to_the_last_bit(layer, outputs):
    row = ROWS[layer]
    first = receptive_field(tuple(ROWS.values()), layer, 0, 0).top
    counts = followed(outputs[layer], row.jump, first, row.receptive_field, 32)
    for shift, count in enumerate(counts):
        assert count.moved == shift // row.jump
        assert (count.share == 1) == (shift % row.jump == 0)


def test_the_count_is_that_of_plain_loops(outputs):
    maps, same, compared = outputs["pool1"], 0, 0
    for channel in range(32):
        for row in range(1, 15):
            for column in range(2, 15):  # 15 sees the border, and so does 0, moved by one cell to 1
                compared += 1
                same += maps[3, channel, row, column] == maps[0, channel, row, column - 1]
    count = followed(maps, 2, -2, 6, 32)[3]
    assert (count.same, count.compared) == (same, compared)


def test_a_shift_that_leaves_nothing_to_compare_is_named():
    with pytest.raises(ShapeError, match="a shift by 1 pixels leaves no value that sees no border"):
        followed(np.zeros((2, 1, 3, 3), np.float32), 1, -1, 3, 3)
