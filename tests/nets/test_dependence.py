"""What depends on what, by declaration, against what a change of one value really moves."""

import numpy as np
import pytest
import torch
from torch import nn

from vizcore.errors import ArchitectureError, ShapeError
from vizcore.nets import MiniVGG, layers_of, reach, receptive_field, record

SHAPE = (4, 9, 9)
ODD = nn.Sequential(
    nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(1, 2), groups=2),
    nn.BatchNorm2d(6),
    nn.AvgPool2d((3, 2), stride=(1, 2), padding=1),
    nn.Flatten(),
    nn.Linear(6 * 6 * 5, 3),
).eval()
MAXIMUM = nn.Sequential(*ODD[:2], nn.MaxPool2d((3, 2), stride=(1, 2), padding=1), *ODD[3:])


def moved(x, place):
    """Where each output differs once the value at `place` of the picture is another one."""
    other = x.clone()
    other[(0, *place)] += 1
    before, after = record(ODD, x), record(ODD, other)
    return {name: (before[name] != after[name])[0].numpy() for name in before}


def mask(region, shape):
    found = np.zeros(shape, bool)
    for place in region:
        found[place[: len(shape)]] = True
    return found


def labels_of(*model):
    return layers_of(nn.Sequential(*model), shape=SHAPE, labels=("a", "b", "c"))


def test_a_changed_pixel_moves_just_what_it_reaches():
    torch.manual_seed(0)
    for name, parameter in ODD.named_parameters():
        nn.init.uniform_(parameter, 0.2, 1) if "weight" in name else None
    x = torch.randn(1, *SHAPE)
    rng = np.random.default_rng(1)
    for place in [(0, 0, 0), (3, 8, 8), *(tuple(rng.integers(SHAPE).tolist()) for _ in range(10))]:
        changed = moved(x, place)
        reached = reach(MAXIMUM, "input", place, shape=SHAPE)
        for name, where in changed.items():
            np.testing.assert_array_equal(mask(reached[name], where.shape), where, err_msg=name)


def test_a_value_is_reached_by_a_pixel_if_and_only_if_it_sees_the_pixel():
    rng = np.random.default_rng(2)
    for _ in range(20):
        place = tuple(rng.integers(SHAPE).tolist())
        reached = reach(MAXIMUM, "input", place, shape=SHAPE)
        for name in ("0", "2"):
            index = tuple(rng.integers((6, *record(ODD, torch.zeros(1, *SHAPE))[name].shape[2:])))
            index = tuple(map(int, index))
            seen = receptive_field(MAXIMUM, name, index, shape=SHAPE)
            assert (place in set(seen)) == (index in set(reached[name]))


def test_fields_of_the_lectures_network_are_cut_at_the_edge():
    model = MiniVGG()
    field = receptive_field(model, "pool2", (3, 4, 7))
    assert (len(field.rows), field.rows[0]) == (16, 10)
    assert field.columns == tuple(range(22, 32))
    assert len(receptive_field(model, "fc1", (0,))) == 3 * 32 * 32
    assert list(receptive_field(model, "flatten", (64 * 5 + 8 * 2 + 1,), of="dropout2")) == [
        (5, 2, 1)
    ]
    assert len(reach(model, "dropout2", (5, 2, 1))["flatten"]) == 1


def test_a_kind_that_skips_values_reaches_nothing_with_them():
    layers = nn.Sequential(nn.Conv2d(1, 1, 1, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(4, 2))
    reached = reach(layers, "input", (0, 1, 1), shape=(1, 4, 4))
    assert [len(region) for region in reached.values()] == [0, 0, 0, 0, 0]


def test_what_is_not_there_is_named():
    with pytest.raises(ArchitectureError, match="there is no layer 'x'"):
        reach(MiniVGG(), "x", (0,))
    with pytest.raises(ArchitectureError, match="pool2 does not come before conv1"):
        receptive_field(MiniVGG(), "conv1", (0, 0, 0), of="pool2")
    with pytest.raises(ShapeError, match=r"none at \(10,\)"):
        receptive_field(MiniVGG(), "fc2", (10,))
