"""Every architecture of the lecture against PyTorch and against published totals."""

import pytest
import torch

from vizcore.architecture import ARCHITECTURES
from vizcore.nets import MiniVGG

#: Parameters: those of lecture.md and of torchvision's documentation; multiply-adds by hand below.
TOTALS = {
    "lenet5": 61_706,
    "alexnet_published": 60_965_224,
    "alexnet_single": 62_378_344,
    "alexnet_torchvision": 61_100_840,
    "vgg11": 132_863_336,
    "vgg16": 138_357_544,
    "minivgg": 2_169_770,
    "resnet18": 11_689_512,
}
each = pytest.mark.parametrize("name", ARCHITECTURES)


@pytest.mark.lecture("L30", page="architectures")
@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_the_totals_are_the_published_ones(name, total):
    assert ARCHITECTURES[name].parameters == total


def test_there_is_a_total_for_each():
    assert set(TOTALS) == set(ARCHITECTURES)


@pytest.mark.lecture("L30", page="architectures")
@each
def test_every_row_is_what_pytorch_makes_of_the_layer(name):
    """Shapes, parameters and multiplications, watched in a forward pass that takes no memory."""
    architecture = ARCHITECTURES[name]
    network = architecture.build("meta").eval()
    seen = []
    for row in architecture.rows:
        network.get_submodule(row.name).register_forward_hook(
            lambda module, _, output, row=row: seen.append((row, module, tuple(output.shape[1:])))
        )
    network(torch.zeros(1, *architecture.input_shape, device="meta"))
    assert [row for row, _, _ in seen] == list(architecture.rows)
    for row, module, shape in seen:
        assert shape == row.shape, row.name
        assert sum(p.numel() for p in module.parameters()) == row.parameters, row.name
        weights = module.weight.numel() if row.multiply_adds else 0
        if len(shape) == 3:
            weights *= shape[1] * shape[2]
        assert weights == row.multiply_adds, row.name
    assert sum(p.numel() for p in network.parameters()) == architecture.parameters


@each
def test_the_products_are_the_numbers(name):
    for row in ARCHITECTURES[name].rows:
        for text, count in ((row.product, row.parameters), (row.work, row.multiply_adds)):
            assert (eval(text.replace("·", "*")) if text else 0) == count, row.name  # noqa: S307


@pytest.mark.lecture("L31", page="architectures")
def test_minivgg_is_the_trained_network_layer_by_layer():
    architecture = ARCHITECTURES["minivgg"]
    rows = [row for row in architecture.rows if row.kind in ("conv", "pool")]
    assert [row.receptive_field for row in rows] == [3, 5, 6, 10, 14, 16]
    assert [row.jump for row in rows] == [1, 1, 2, 2, 2, 4]
    assert architecture.multiply_adds == 26_579_968
    trained = dict(MiniVGG().layers.named_children())
    built = dict(architecture.build("meta").named_children())
    assert list(built) == list(trained)
    for name, module in trained.items():
        assert type(built[name]) is type(module), name
        sizes = [tuple(parameter.shape) for parameter in module.parameters()]
        assert [tuple(parameter.shape) for parameter in built[name].parameters()] == sizes
    assert built["dropout3"].p == trained["dropout3"].p
